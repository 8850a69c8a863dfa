/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/view/view.h"

#include "catalogue/view/arrange-private.h"
#include "catalogue/view/row-private.h"
#include "catalogue/view/tally-private.h"

#include <string.h>

struct _PasarView
{
  GObject parent_instance;

  PasarCatalogue *catalogue; /* (owned) */
  PasarArrangement shown;
  PasarTally *tally; /* (owned) of the filter */
  guint32 *rows;     /* (owned) what is shown */
  guint n_rows;
  guint layout; /* the catalogue's when rows was made */
  gboolean is_changing;
};

enum
{
  SIGNAL_ROWS_WILL_CHANGE,
  SIGNAL_ROWS_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void pasar_view_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PasarView,
                               pasar_view,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      pasar_view_list_model_init))

static void
pasar_view_finalize (GObject *object)
{
  PasarView *self = PASAR_VIEW (object);

  pasar_filter_clear (&self->shown.filter);
  pasar_tally_free (self->tally);
  g_clear_pointer (&self->shown.fold_exceptions, g_hash_table_unref);
  g_clear_pointer (&self->rows, g_free);
  g_clear_object (&self->catalogue);

  G_OBJECT_CLASS (pasar_view_parent_class)->finalize (object);
}

static void
pasar_view_class_init (PasarViewClass *klass)
{
  static const char *const names[N_SIGNALS] = {
    [SIGNAL_ROWS_WILL_CHANGE] = "rows-will-change",
    [SIGNAL_ROWS_CHANGED] = "rows-changed",
  };

  G_OBJECT_CLASS (klass)->finalize = pasar_view_finalize;
  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i],
                               G_TYPE_FROM_CLASS (klass),
                               G_SIGNAL_RUN_LAST,
                               0,
                               NULL,
                               NULL,
                               NULL,
                               G_TYPE_NONE,
                               0);
}

static void
pasar_view_init (PasarView *self)
{
  self->shown.filter.status = -1;
  self->tally = pasar_tally_new ();
  self->shown.sort_column = PASAR_COLUMN_NONE;
  self->shown.fold_exceptions = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

static GType
pasar_view_get_item_type (GListModel *model)
{
  return PASAR_TYPE_ROW;
}

static guint
pasar_view_get_n_items (GListModel *model)
{
  return PASAR_VIEW (model)->n_rows;
}

static gpointer
pasar_view_get_item (GListModel *model, guint position)
{
  PasarView *self = PASAR_VIEW (model);

  return position < self->n_rows ? pasar_row_new (self->catalogue, self->rows[position]) : NULL;
}

static void
pasar_view_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = pasar_view_get_item_type;
  iface->get_n_items = pasar_view_get_n_items;
  iface->get_item = pasar_view_get_item;
}

static void
begin_change (PasarView *self)
{
  if (self->is_changing)
    return;
  self->is_changing = TRUE;
  g_signal_emit (self, signals[SIGNAL_ROWS_WILL_CHANGE], 0);
}

static void
end_change (PasarView *self)
{
  if (!self->is_changing)
    return;
  self->is_changing = FALSE;
  g_signal_emit (self, signals[SIGNAL_ROWS_CHANGED], 0);
}

/* Takes the new rows over and says what changed: everything but a beginning and an end that stayed.
 */
static void
replace_rows (PasarView *self, guint32 *rows, guint n_rows)
{
  g_autofree guint32 *old = NULL;
  guint n_old = self->n_rows;
  guint start = 0;
  guint end = 0;

  if (self->layout == self->catalogue->layout)
    {
      while (start < n_old && start < n_rows && self->rows[start] == rows[start])
        start++;
      while (end < n_old - start && end < n_rows - start
             && self->rows[n_old - 1 - end] == rows[n_rows - 1 - end])
        end++;
    }
  if (n_old - start - end > 0 || n_rows - start - end > 0)
    begin_change (self);

  old = g_steal_pointer (&self->rows);
  self->layout = self->catalogue->layout;
  self->rows = rows;
  self->n_rows = n_rows;
  if (n_old - start - end > 0 || n_rows - start - end > 0)
    g_list_model_items_changed (G_LIST_MODEL (self),
                                start,
                                n_old - start - end,
                                n_rows - start - end);
  end_change (self);
}

static void
rebuild (PasarView *self)
{
  guint n_rows;
  guint32 *rows = pasar_arrangement_list (&self->shown, self->catalogue, &n_rows);

  replace_rows (self, rows, n_rows);
}

static void
refilter (PasarView *self)
{
  pasar_tally_reset (self->tally);
  rebuild (self);
}

/**
 * pasar_view_new:
 * @catalogue: (transfer none): what to show
 *
 * Starts unfiltered and unsorted, with headers and all of them unfolded.
 *
 * Returns: (transfer full): a view of all rows, in the shop's order
 */
PasarView *
pasar_view_new (PasarCatalogue *catalogue)
{
  PasarView *self;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (catalogue), NULL);

  self = g_object_new (PASAR_TYPE_VIEW, NULL);
  self->catalogue = g_object_ref (catalogue);
  g_signal_connect_object (catalogue,
                           "rows-will-change",
                           G_CALLBACK (begin_change),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (catalogue,
                           "rows-changed",
                           G_CALLBACK (rebuild),
                           self,
                           G_CONNECT_SWAPPED);
  rebuild (self);
  return self;
}

/**
 * pasar_view_get_catalogue:
 * @self: a view
 *
 * A view has no values: rows that it lists are read here.
 *
 * Returns: (transfer none): what it shows
 */
PasarCatalogue *
pasar_view_get_catalogue (PasarView *self)
{
  g_return_val_if_fail (PASAR_IS_VIEW (self), NULL);

  return self->catalogue;
}

/**
 * pasar_view_set_text:
 * @self: a view
 * @text: (nullable): words; a row must have all of them, in its name, variation, SKU or ids, or its
 * item's
 *
 * Filters by text. Case, accents and differences of width do not matter.
 */
void
pasar_view_set_text (PasarView *self, const char *text)
{
  g_return_if_fail (PASAR_IS_VIEW (self));

  if (pasar_filter_set_text (&self->shown.filter, text))
    refilter (self);
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
  refilter (self);
}

/**
 * pasar_view_set_states:
 * @self: a view
 * @states: what rows must be, all of it
 *
 * Filters by state: %PASAR_STATE_OUT_OF_STOCK by the effective stock with Shopee's own,
 * %PASAR_STATE_NOT_LISTED are all items that buyers cannot see, for whatever reason.
 */
void
pasar_view_set_states (PasarView *self, PasarStates states)
{
  g_return_if_fail (PASAR_IS_VIEW (self));

  if (self->shown.filter.states == states)
    return;
  self->shown.filter.states = states;
  refilter (self);
}

/**
 * pasar_view_get_states:
 * @self: a view
 *
 * %PASAR_STATE_ANY where no chip is chosen.
 *
 * Returns: what rows must be
 */
PasarStates
pasar_view_get_states (PasarView *self)
{
  g_return_val_if_fail (PASAR_IS_VIEW (self), PASAR_STATE_ANY);

  return self->shown.filter.states;
}

/**
 * pasar_view_set_sort:
 * @self: a view
 * @column: a column; %PASAR_COLUMN_NONE: the shop's order
 * @descending: the other way round; what has no value comes last either way
 *
 * Sorts, keeping the shop's order where values are equal.
 */
void
pasar_view_set_sort (PasarView *self, PasarColumn column, gboolean descending)
{
  g_return_if_fail (PASAR_IS_VIEW (self));

  descending = descending != FALSE;
  if (self->shown.sort_column == column && self->shown.descending == descending)
    return;
  self->shown.sort_column = column;
  self->shown.descending = descending;
  rebuild (self);
}

/**
 * pasar_view_get_sort:
 * @self: a view
 * @descending: (out) (optional): whether it is the other way round
 *
 * %PASAR_COLUMN_NONE stands for the shop's own order.
 *
 * Returns: the column that it is sorted by
 */
PasarColumn
pasar_view_get_sort (PasarView *self, gboolean *descending)
{
  g_return_val_if_fail (PASAR_IS_VIEW (self), PASAR_COLUMN_NONE);

  if (descending != NULL)
    *descending = self->shown.descending;
  return self->shown.sort_column;
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
  rebuild (self);
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
 * Folds or unfolds one item; this is remembered by its id, also while it is not shown.
 */
void
pasar_view_set_folded (PasarView *self, guint header_row, gboolean folded)
{
  gint64 item_id;

  g_return_if_fail (PASAR_IS_VIEW (self));

  folded = folded != FALSE;
  if (!pasar_catalogue_is_header (self->catalogue, header_row)
      || pasar_view_get_folded (self, header_row) == folded)
    return;

  item_id = pasar_catalogue_row_get_key (self->catalogue, header_row).item_id;
  if (self->shown.all_folded == folded)
    g_hash_table_remove (self->shown.fold_exceptions, &item_id);
  else
    g_hash_table_add (self->shown.fold_exceptions, g_memdup2 (&item_id, sizeof item_id));
  if (!self->shown.flat)
    rebuild (self);
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
  g_return_if_fail (PASAR_IS_VIEW (self));

  self->shown.all_folded = folded != FALSE;
  g_hash_table_remove_all (self->shown.fold_exceptions);
  if (!self->shown.flat)
    rebuild (self);
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

  rebuild (self);
}

/**
 * pasar_view_get_row:
 * @self: a view
 * @position: a place in the list
 *
 * Reads the list without making a [class@Row]; O(1).
 *
 * Returns: the catalogue's number of the row there; %PASAR_NO_ROW past the end
 */
guint
pasar_view_get_row (PasarView *self, guint position)
{
  g_return_val_if_fail (PASAR_IS_VIEW (self), PASAR_NO_ROW);

  return position < self->n_rows ? self->rows[position] : PASAR_NO_ROW;
}

/**
 * pasar_view_find_row:
 * @self: a view
 * @row: the catalogue's number of a row
 *
 * The way back from a row to its place, to scroll there or to keep the cursor on it.
 *
 * Returns: its place in the list; %PASAR_NO_ROW when it is not shown
 */
guint
pasar_view_find_row (PasarView *self, guint row)
{
  g_return_val_if_fail (PASAR_IS_VIEW (self), PASAR_NO_ROW);

  for (guint i = 0; i < self->n_rows; i++)
    {
      if (self->rows[i] == row)
        return i;
    }

  return PASAR_NO_ROW;
}

/**
 * pasar_view_find_rows:
 * @self: a view
 * @rows: (array length=n): the catalogue's numbers of rows, %PASAR_NO_ROW among them
 * @n: length of @rows
 * @positions: (out caller-allocates) (array length=n): their places in the list, as by
 * [method@View.find_row]
 *
 * Goes over the list once, however many are looked for.
 */
void
pasar_view_find_rows (PasarView *self, const guint *rows, guint n, guint *positions)
{
  g_autofree guint32 *by_row = NULL;

  g_return_if_fail (PASAR_IS_VIEW (self));

  by_row = g_new (guint32, self->catalogue->rows.n + 1);
  memset (by_row, 0xff, (self->catalogue->rows.n + 1) * sizeof *by_row);
  for (guint i = 0; i < self->n_rows; i++)
    by_row[self->rows[i]] = i;
  for (guint i = 0; i < n; i++)
    positions[i] = rows[i] < self->catalogue->rows.n ? by_row[rows[i]] : PASAR_NO_ROW;
}

/* A model may be meant twice: by itself and by its item. */
static void
take_row (GArray *rows, guint row, guint8 *is_taken)
{
  if (is_taken[row])
    return;
  is_taken[row] = TRUE;
  g_array_append_val (rows, row);
}

/**
 * pasar_view_dup_editable:
 * @self: a view
 * @rows: (array length=n_rows): the catalogue's numbers of rows
 * @n_rows: length of @rows
 * @n_hidden: (out) (optional): how many models of the headers among @rows are left out
 *
 * What an edit of @rows reaches: a header stands for those of its models that the filters let
 * through, whether or not it is folded.
 *
 * Returns: (transfer full) (element-type guint): plain items and models, each once
 */
GArray *
pasar_view_dup_editable (PasarView *self, const guint *rows, guint n_rows, guint *n_hidden)
{
  GArray *editable = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree guint8 *is_shown = NULL;
  g_autofree guint8 *is_taken = NULL;
  PasarFilterPass pass;
  guint n_left_out = 0;

  g_return_val_if_fail (PASAR_IS_VIEW (self), editable);

  /* Values may have changed since the rows were filtered: what is seen is what is meant. */
  is_shown = g_new0 (guint8, self->catalogue->rows.n + 1);
  is_taken = g_new0 (guint8, self->catalogue->rows.n + 1);
  for (guint i = 0; i < self->n_rows; i++)
    is_shown[self->rows[i]] = TRUE;
  pasar_filter_pass_init (&pass, &self->shown.filter, self->catalogue);
  for (guint i = 0; i < n_rows; i++)
    {
      const guint end = rows[i] + pasar_catalogue_get_n_rows_of (self->catalogue, rows[i]);

      if (pasar_catalogue_is_editable (self->catalogue, rows[i]))
        take_row (editable, rows[i], is_taken);
      else if (end > rows[i] + 1)
        pasar_filter_pass_enter (&pass, self->catalogue->rows.item[rows[i]]);
      for (guint row = rows[i] + 1; row < end; row++)
        {
          if (pasar_view_get_folded (self, rows[i]) ? pasar_filter_pass_matches (&pass, row)
                                                    : is_shown[row])
            take_row (editable, row, is_taken);
          else
            n_left_out++;
        }
    }
  if (n_hidden != NULL)
    *n_hidden = n_left_out;
  return editable;
}

/**
 * pasar_view_count:
 * @self: a view
 * @state: %PASAR_STATE_ANY, or one state
 *
 * What a chip shows, whichever chips are chosen.
 *
 * Returns: how many items and models are in that state, of those that the text and the status leave
 */
PasarCount
pasar_view_count (PasarView *self, PasarStates state)
{
  g_return_val_if_fail (PASAR_IS_VIEW (self), (PasarCount){ 0 });

  return pasar_tally_count (self->tally, &self->shown.filter, self->catalogue, state);
}

/**
 * pasar_view_add_up:
 * @self: a view
 *
 * Adds up the items and models that pass all filters, whether folded or not. After values have
 * changed that is what [method@View.refresh] would show.
 *
 * Returns: the figures
 */
PasarTotals
pasar_view_add_up (PasarView *self)
{
  g_return_val_if_fail (PASAR_IS_VIEW (self), (PasarTotals){ .average_price = PASAR_NO_VALUE });

  return pasar_tally_add_up (self->tally, &self->shown.filter, self->catalogue);
}
