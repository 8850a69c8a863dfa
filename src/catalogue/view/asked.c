/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/view/view-private.h"

/**
 * pasar_view_set_text:
 * @self: a view
 * @text: (nullable): words; a row must have all of them, in its name, variation, SKU, barcode or
 * ids, or its item's
 *
 * Filters by text. Case, accents and differences of width do not matter.
 */
void
pasar_view_set_text (PasarView *self, const char *text)
{
  g_autoptr (PasarCondition) words = NULL;

  g_return_if_fail (PASAR_IS_VIEW (self));

  words = text != NULL ? pasar_condition_new_words (text) : NULL;
  pasar_view_set_condition (self, words, 0);
}

/**
 * pasar_view_set_condition:
 * @self: a view
 * @condition: (nullable): what rows must be; %NULL: anything
 * @now_secs: the time that "within the last days" is counted from, in seconds of Unix time
 *
 * Filters by a condition, beside the status. Takes the place of the text that was
 * set.
 */
void
pasar_view_set_condition (PasarView *self, PasarCondition *condition, gint64 now_secs)
{
  g_return_if_fail (PASAR_IS_VIEW (self));

  if (pasar_filter_set_condition (&self->shown.filter, condition, self->catalogue, now_secs))
    pasar_view_refilter (self);
}

/**
 * pasar_view_get_condition:
 * @self: a view
 *
 * What is kept of a view is written with pasar_condition_write().
 *
 * Returns: (transfer none) (nullable): what rows must be
 */
PasarCondition *
pasar_view_get_condition (PasarView *self)
{
  g_return_val_if_fail (PASAR_IS_VIEW (self), NULL);

  return self->shown.filter.condition;
}

/**
 * pasar_view_set_boosted:
 * @self: a view
 * @item_ids: (array length=n): items, none of them twice
 * @n: how many these are
 *
 * Tells which items are boosted. Rows are filtered anew where the condition asks for that.
 */
void
pasar_view_set_boosted (PasarView *self, const gint64 *item_ids, guint n)
{
  PasarFilter *filter;

  g_return_if_fail (PASAR_IS_VIEW (self));

  filter = &self->shown.filter;
  if (pasar_filter_set_boosted (filter, item_ids, n) && filter->matcher != NULL
      && pasar_matcher_asks_for_boosted (filter->matcher))
    pasar_view_refilter (self);
}

/**
 * pasar_view_set_status:
 * @self: a view
 * @status: a #PasarStatus, or -1 for any
 *
 * Filters by the status of items.
 */
void
pasar_view_set_status (PasarView *self, int status)
{
  g_return_if_fail (PASAR_IS_VIEW (self));

  if (self->shown.filter.status == status)
    return;
  self->shown.filter.status = status;
  pasar_view_refilter (self);
}

/**
 * pasar_view_get_is_filtered:
 * @self: a view
 *
 * By a condition or a status.
 *
 * Returns: whether only some rows are asked for
 */
gboolean
pasar_view_get_is_filtered (PasarView *self)
{
  g_return_val_if_fail (PASAR_IS_VIEW (self), FALSE);

  return pasar_arrangement_is_filtered (&self->shown);
}

/**
 * pasar_view_set_sorts:
 * @self: a view
 * @sorts: (array length=n_sorts) (nullable): the most important one first
 * @n_sorts: 0: the shop's order
 *
 * Sorts, keeping the shop's order where values are equal. What has no value comes last, whichever
 * way round.
 */
void
pasar_view_set_sorts (PasarView *self, const PasarSort *sorts, guint n_sorts)
{
  gboolean is_same;

  g_return_if_fail (PASAR_IS_VIEW (self));

  n_sorts = MIN (n_sorts, PASAR_MAX_SORTS);
  is_same = n_sorts == self->shown.n_sorts;
  for (guint i = 0; i < n_sorts && is_same; i++)
    is_same = sorts[i].column == self->shown.sorts[i].column
              && !sorts[i].descending == !self->shown.sorts[i].descending;
  if (is_same)
    return;
  for (guint i = 0; i < n_sorts; i++)
    self->shown.sorts[i] = sorts[i];
  self->shown.n_sorts = n_sorts;
  pasar_view_rebuild (self);
}

/**
 * pasar_view_get_sorts:
 * @self: a view
 * @n_sorts: (out): how many there are
 *
 * What the list is sorted by, or will be as soon as that is done.
 *
 * Returns: (transfer none) (array length=n_sorts): the most important one first
 */
const PasarSort *
pasar_view_get_sorts (PasarView *self, guint *n_sorts)
{
  *n_sorts = 0;
  g_return_val_if_fail (PASAR_IS_VIEW (self), NULL);

  *n_sorts = self->shown.n_sorts;
  return self->shown.sorts;
}

/**
 * pasar_view_set_flat:
 * @self: a view
 * @flat: %TRUE: models and plain items alone, sorted among each other
 *
 * Shows or hides headers.
 */
void
pasar_view_set_flat (PasarView *self, gboolean flat)
{
  g_return_if_fail (PASAR_IS_VIEW (self));

  flat = flat != FALSE;
  if (self->shown.flat == flat)
    return;
  self->shown.flat = flat;
  pasar_view_rebuild (self);
}

/**
 * pasar_view_get_flat:
 * @self: a view
 *
 * In flat mode models and plain items are sorted among each other.
 *
 * Returns: %TRUE when headers are hidden
 */
gboolean
pasar_view_get_flat (PasarView *self)
{
  g_return_val_if_fail (PASAR_IS_VIEW (self), FALSE);

  return self->shown.flat;
}

/**
 * pasar_view_set_folded:
 * @self: a view
 * @header_row: the catalogue's number of a header; others are left alone
 * @folded: whether its models are hidden
 *
 * Folds or unfolds one item; this is remembered by its id, also while it is not shown. While a
 * filter is on, items are folded apart, none at first: what is found is seen.
 */
void
pasar_view_set_folded (PasarView *self, guint header_row, gboolean folded)
{
  PasarFolds *folds;
  gint64 item_id;

  g_return_if_fail (PASAR_IS_VIEW (self));

  folded = folded != FALSE;
  if (!pasar_catalogue_is_header (self->catalogue, header_row)
      || pasar_view_get_folded (self, header_row) == folded)
    return;

  item_id = pasar_catalogue_row_get_key (self->catalogue, header_row).item_id;
  folds = pasar_arrangement_get_folds (&self->shown);
  if (folds->is_all == folded)
    g_hash_table_remove (folds->exceptions, &item_id);
  else
    g_hash_table_add (folds->exceptions, g_memdup2 (&item_id, sizeof item_id));
  if (!self->shown.flat)
    pasar_view_rebuild (self);
}

/**
 * pasar_view_get_folded:
 * @self: a view
 * @header_row: the catalogue's number of a header
 *
 * Folding hides rows from view only: edits of the header reach them as before.
 *
 * Returns: %TRUE when the header's models are hidden
 */
gboolean
pasar_view_get_folded (PasarView *self, guint header_row)
{
  g_return_val_if_fail (PASAR_IS_VIEW (self), FALSE);

  return pasar_catalogue_is_header (self->catalogue, header_row)
         && pasar_arrangement_is_folded (&self->shown,
                                         pasar_catalogue_item_of (self->catalogue, header_row));
}

/**
 * pasar_view_fold_all:
 * @self: a view
 * @folded: whether all models are hidden
 *
 * Folds or unfolds all items, those that are still to come included.
 */
void
pasar_view_fold_all (PasarView *self, gboolean folded)
{
  PasarFolds *folds;

  g_return_if_fail (PASAR_IS_VIEW (self));

  folds = pasar_arrangement_get_folds (&self->shown);
  folds->is_all = folded != FALSE;
  g_hash_table_remove_all (folds->exceptions);
  if (!self->shown.flat)
    pasar_view_rebuild (self);
}

/**
 * pasar_view_get_all_folded:
 * @self: a view
 *
 * What [method@View.fold_all] set last, whatever was folded alone since.
 *
 * Returns: %TRUE when models are hidden unless their item was unfolded
 */
gboolean
pasar_view_get_all_folded (PasarView *self)
{
  g_return_val_if_fail (PASAR_IS_VIEW (self), FALSE);

  return pasar_arrangement_get_folds (&self->shown)->is_all;
}

/**
 * pasar_view_refresh:
 * @self: a view
 *
 * Filters and sorts anew, as a change of values alone does not. Emits nothing when it comes to the
 * same.
 */
void
pasar_view_refresh (PasarView *self)
{
  g_return_if_fail (PASAR_IS_VIEW (self));

  pasar_view_rebuild (self);
}
