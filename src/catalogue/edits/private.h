/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/edits/bulk.h"
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

char *pasar_catalogue_dup_price (PasarCatalogue *self, gint64 value);
gboolean pasar_catalogue_evaluate (PasarCatalogue *self,
                                   guint row,
                                   const PasarExpression *expression,
                                   gint64 *result,
                                   GError **error);
GArray *pasar_catalogue_dup_editable (PasarCatalogue *self, const guint *rows, guint n_rows);
PasarPriceRange pasar_ratio_get_range (PasarCatalogue *self, guint32 item, guint row, gint64 value);
char *pasar_ratio_dup_text (PasarCatalogue *self, guint row, gint64 value);
PasarRule pasar_rules_check (PasarCatalogue *self,
                             guint row,
                             PasarField field,
                             gint64 value,
                             PasarPriceRange range);
void pasar_rules_recheck (PasarCatalogue *self);
void pasar_staged_apply (PasarCatalogue *self, const GArray *edits);
gboolean pasar_staged_find_move (PasarCatalogue *self, PasarEdit *edit, guint *last);
void pasar_catalogue_prune_history (PasarCatalogue *self);

G_END_DECLS
