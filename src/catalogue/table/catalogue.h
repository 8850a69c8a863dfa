/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/table/record.h"
#include "catalogue/table/types.h"
#include "catalogue/values/texts.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PasarCatalogue:
 * All items and models of one shop, as columns; staged edits; undo. Not thread-safe: built in one
 * thread, handed over, then used in one thread only.
 *
 * Rows are numbered from 0; a number stays valid until `rows-changed`. Row kinds: a plain item
 * (editable), a header (an item with models: not itself editable, an edit of it means its models),
 * a model (editable).
 *
 * Signals: `rows-will-change` (before numbers move), `rows-changed` (rows were added, removed or
 * restructured: views rebuild; numbers may have moved), `values-changed` (values or staged values
 * of known rows changed: bound cells read anew). All are coalesced between pasar_catalogue_freeze()
 * and _thaw().
 */
#define PASAR_TYPE_CATALOGUE (pasar_catalogue_get_type ())
G_DECLARE_FINAL_TYPE (PasarCatalogue, pasar_catalogue, PASAR, CATALOGUE, GObject)

/**
 * PasarItemFunc:
 * @item_id: an item
 * @user_data: what was given with the function
 *
 * Answers a question about an item.
 *
 * Returns: the answer
 */
typedef gboolean (*PasarItemFunc) (gint64 item_id, gpointer user_data);

/**
 * PasarLimits:
 * @min: the least that a value may be, by #PasarField
 * @max: the most
 * @min_wholesale_percent: how much of the price a wholesale price must be at least
 *
 * What get_item_limit says of a category, or of the shop in general; below 0 where it says nothing.
 */
typedef struct
{
  gint64 min[PASAR_N_FIELDS];
  gint64 max[PASAR_N_FIELDS];
  gint64 min_wholesale_percent;
} PasarLimits;

const char *pasar_catalogue_get_currency (PasarCatalogue *self);
guint pasar_catalogue_get_digits (PasarCatalogue *self);
PasarTexts *pasar_catalogue_get_texts (PasarCatalogue *self);
void pasar_catalogue_freeze (PasarCatalogue *self);
void pasar_catalogue_thaw (PasarCatalogue *self);
guint pasar_catalogue_get_n_changed (PasarCatalogue *self);
guint pasar_catalogue_get_n_waiting (PasarCatalogue *self);
gsize pasar_catalogue_get_memory (PasarCatalogue *self);
void pasar_catalogue_put_item (PasarCatalogue *self, const PasarItemRecord *record);
void pasar_catalogue_put_models (PasarCatalogue *self,
                                 gint64 item_id,
                                 const PasarModelRecord *models,
                                 guint n_models);
void pasar_catalogue_remove_item (PasarCatalogue *self, gint64 item_id);
void
pasar_catalogue_set_promotion (PasarCatalogue *self, PasarRowKey key, PasarPromotionState state);
void pasar_catalogue_set_promotion_lock (PasarCatalogue *self,
                                         PasarRowKey key,
                                         PasarPromotionState state,
                                         const PasarPromotionLock *lock);
PasarPromotionLock pasar_catalogue_row_get_lock (PasarCatalogue *self, guint row);
void
pasar_catalogue_set_limits (PasarCatalogue *self, gint64 category_id, const PasarLimits *limits);
void pasar_catalogue_set_holiday (PasarCatalogue *self, gboolean is_on_holiday);
void pasar_catalogue_set_failed (PasarCatalogue *self, const PasarRowKey *keys, guint n);
guint pasar_catalogue_get_n_failed (PasarCatalogue *self);
gboolean pasar_catalogue_is_failed (PasarCatalogue *self, PasarRowKey key);
guint pasar_catalogue_find_editable (PasarCatalogue *self, PasarRowKey key);

/**
 * PasarKeyList:
 * @keys: (element-type PasarRowKey): the items without models, and the models
 *
 * All that a shop sells, while it is listed.
 */
typedef struct
{
  GArray *keys;

  /*< private >*/
  guint n_items;
  guint stamp;
} PasarKeyList;

gboolean pasar_catalogue_list_keys (PasarCatalogue *self, PasarKeyList *list, gint64 deadline);
GArray *
pasar_catalogue_adopt_waiting (PasarCatalogue *self, PasarItemFunc may_adopt, gpointer user_data);

G_END_DECLS
