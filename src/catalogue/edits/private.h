/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/edits/postponed.h"
#include "catalogue/edits/input.h"
#include "catalogue/edits/history.h"
#include "catalogue/edits/rules.h"
#include "catalogue/edits/staged.h"
#include "catalogue/table/catalogue-private.h"

G_BEGIN_DECLS

/* The effective prices of an item's models, gone ones left out; PASAR_NO_VALUE: none. Where they
 * are too far apart, a staged price outside of what is allowed is the cause. */
typedef struct
{
  gint64 lowest;
  gint64 highest;
  gint64 lowest_allowed;
  gint64 highest_allowed;
} PasarPriceRange;

GArray *pasar_catalogue_list_named (PasarCatalogue *self, PasarColumn target, guint *target_index);
char *pasar_catalogue_dup_row_name (PasarCatalogue *catalogue, guint row);
char *pasar_catalogue_dup_price (PasarCatalogue *self, gint64 value);
char *pasar_catalogue_dup_line (const char *text, GError **error);
gboolean pasar_catalogue_evaluate (PasarCatalogue *self,
                                   guint row,
                                   const PasarExpression *expression,
                                   gint64 *result,
                                   GError **error);
PasarPriceRange pasar_ratio_get_range (PasarCatalogue *self, guint32 item, guint row, gint64 value);
char *pasar_ratio_dup_text (PasarCatalogue *self, guint row, gint64 value);
PasarRule pasar_rules_check (PasarCatalogue *self,
                             guint row,
                             PasarField field,
                             gint64 value,
                             PasarPriceRange range);
PasarRule pasar_rules_check_location (PasarCatalogue *self,
                                      guint row,
                                      PasarField field,
                                      gint64 value,
                                      gint64 n_more);
/* Of get_item_limit. */
typedef enum
{
  PASAR_LIMIT_MIN_PRICE,
  PASAR_LIMIT_MAX_PRICE,
  PASAR_LIMIT_MIN_STOCK,
  PASAR_LIMIT_MAX_STOCK,
  PASAR_LIMIT_WHOLESALE_PERCENT,
} PasarLimit;

gboolean pasar_rules_allow_price (PasarCatalogue *self, guint row, gint64 value);
gint64 pasar_rules_get_limit (PasarCatalogue *self, guint row, PasarLimit limit);
gint64 pasar_rules_get_wholesale_max (PasarCatalogue *self, guint row);
char *pasar_rules_dup_text (PasarCatalogue *self, guint row, gint64 value, PasarRule rule);
gint64 pasar_rules_get_lock_end (PasarCatalogue *self, guint row, PasarRule rule);
char *pasar_rules_dup_postponed_text (PasarCatalogue *self, guint row, PasarRule rule);
PasarRule pasar_rules_find_lock (PasarCatalogue *self, guint row, PasarField field);
char *pasar_undercut_dup_text (PasarCatalogue *self, PasarField limit, gint64 value);
void pasar_rules_recheck (PasarCatalogue *self);
gint64 pasar_staged_get (PasarCatalogue *self, guint row, PasarRowKey key, PasarField field);
gint64 pasar_staged_read_shop (PasarCatalogue *self, guint row, PasarField field);
gint64 pasar_staged_read_effective (PasarCatalogue *self, guint row, PasarField field);
gboolean pasar_staged_is_any (PasarCatalogue *self, guint row, PasarField field);
gint64 pasar_staged_normalise (PasarCatalogue *self, guint row, PasarField field, gint64 value);
void
pasar_staged_set (PasarCatalogue *self, guint row, PasarRowKey key, PasarField field, gint64 value);
gboolean pasar_staged_is_move (PasarCatalogue *self, guint row, PasarEdit *edit);
void pasar_edit_turn_round (PasarEdit *edit);
void pasar_catalogue_forget_step (PasarCatalogue *self, gboolean is_undone);
void pasar_catalogue_prune_history (PasarCatalogue *self);

G_END_DECLS
