/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/view/condition.h"

G_BEGIN_DECLS

/**
 * PasarSort:
 * @column: what is sorted by
 * @descending: the other way round
 *
 * One of the columns that a list is sorted by.
 */
typedef struct
{
  PasarColumn column;
  gboolean descending;
} PasarSort;

/**
 * PasarRow:
 * What GTK asks for: a small object that names a row of a catalogue. Made on demand, carries no
 * values.
 */
#define PASAR_TYPE_ROW (pasar_row_get_type ())
G_DECLARE_FINAL_TYPE (PasarRow, pasar_row, PASAR, ROW, GObject)
PasarCatalogue *pasar_row_get_catalogue (PasarRow *self);
PasarRowKey pasar_row_get_key (PasarRow *self);

/**
 * PasarView:
 * The lazy GListModel of PasarRow over a catalogue: an array of row numbers, filtered and sorted
 * over the columns. Items come as header rows followed by those of their models that match (a
 * header is shown when it or one of its models matches; if the header itself matches by text all
 * its models that pass the other filters are shown); sorting orders items by their own value
 * (price: lowest, stock: sum) and models within their item. Flat mode hides headers and sorts
 * models and plain items alone. Folded headers hide their models. Emits one items-changed of the
 * whole list when the order or the set of rows changed; never for values. When only values changed
 * it does not re-sort or re-filter by itself: see pasar_view_refresh(). A large list is made in
 * pieces: it changes a moment after it was asked to.
 *
 * Signals: `rows-will-change` and `rows-changed`, in pairs, around each change of the list. Between
 * them nothing of the list may be used; while the first is emitted it still has the rows of before,
 * of which some may be gone: their keys can be asked for, nothing else. `counts-changed`: what was
 * counted before is out of date.
 */
#define PASAR_TYPE_VIEW (pasar_view_get_type ())
G_DECLARE_FINAL_TYPE (PasarView, pasar_view, PASAR, VIEW, GObject)

PasarView *pasar_view_new (PasarCatalogue *catalogue);
PasarCatalogue *pasar_view_get_catalogue (PasarView *self);
void pasar_view_set_text (PasarView *self, const char *text);
void pasar_view_set_condition (PasarView *self, PasarCondition *condition, gint64 now_secs);
PasarCondition *pasar_view_get_condition (PasarView *self);
void pasar_view_set_boosted (PasarView *self, const gint64 *item_ids, guint n);
void pasar_view_set_status (PasarView *self, int status);
gboolean pasar_view_get_is_filtered (PasarView *self);
void pasar_view_set_sorts (PasarView *self, const PasarSort *sorts, guint n_sorts);
const PasarSort *pasar_view_get_sorts (PasarView *self, guint *n_sorts);
void pasar_view_set_flat (PasarView *self, gboolean flat);
gboolean pasar_view_get_flat (PasarView *self);
void pasar_view_set_folded (PasarView *self, guint header_row, gboolean folded);
gboolean pasar_view_get_folded (PasarView *self, guint header_row);
void pasar_view_fold_all (PasarView *self, gboolean folded);
gboolean pasar_view_get_all_folded (PasarView *self);
void pasar_view_hold (PasarView *self);
void pasar_view_release (PasarView *self, gboolean in_pieces);
void pasar_view_refresh (PasarView *self);
gboolean pasar_view_get_is_pending (PasarView *self);
guint pasar_view_get_row (PasarView *self, guint position);
guint pasar_view_find_row (PasarView *self, guint row);
void pasar_view_find_rows (PasarView *self, const guint *rows, guint n, guint *positions);

/**
 * PasarCount:
 * @n_items: items of which a row is meant: the item itself, or a model
 * @n_models: models that are meant
 *
 * What a seller counts.
 */
typedef struct
{
  guint n_items;
  guint n_models;
} PasarCount;

/**
 * PasarTotals:
 * @count: how many there are
 * @stock: pieces, with what is staged
 * @average_price: of the effective prices, in minor units; %PASAR_NO_VALUE when there is none
 *
 * Items and models added up.
 */
typedef struct
{
  PasarCount count;
  gint64 stock;
  gint64 average_price;
} PasarTotals;

PasarCount pasar_view_count (PasarView *self, PasarStates state);
PasarTotals pasar_view_add_up (PasarView *self);

void pasar_catalogue_prepare (PasarCatalogue *self);
void pasar_catalogue_prepare_sorting (PasarCatalogue *self);

G_END_DECLS
