/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/view/view-private.h"

#include "catalogue/view/row-private.h"
#include "catalogue/view/sort-private.h"

#include <string.h>

/* So many rows are listed at once; more of them in pieces of so long. */
#define MAX_ROWS_AT_ONCE 150000
#define SLICE_US         6000
/* After what is drawn. */
#define PRIORITY (G_PRIORITY_HIGH_IDLE + 30)

enum
{
  SIGNAL_ROWS_WILL_CHANGE,
  SIGNAL_ROWS_CHANGED,
  SIGNAL_COUNTS_CHANGED,
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
drop_build (PasarView *self)
{
  g_clear_pointer (&self->build, pasar_build_free);
  g_clear_handle_id (&self->build_source, g_source_remove);
  self->in_pieces = FALSE;
}

static void
pasar_view_finalize (GObject *object)
{
  PasarView *self = PASAR_VIEW (object);

  drop_build (self);
  g_clear_handle_id (&self->count_source, g_source_remove);
  g_clear_pointer (&self->positions, g_free);
  pasar_arrangement_clear (&self->shown);
  pasar_tally_free (self->tally);
  g_clear_pointer (&self->list, g_bytes_unref);
  g_clear_object (&self->catalogue);

  G_OBJECT_CLASS (pasar_view_parent_class)->finalize (object);
}

static void
pasar_view_class_init (PasarViewClass *klass)
{
  static const char *const names[N_SIGNALS] = {
    /**
     * PasarView::rows-will-change:
     * @self: a view
     *
     * The list is about to change; it still has the rows of before, whose keys can be asked for.
     */
    [SIGNAL_ROWS_WILL_CHANGE] = "rows-will-change",
    /**
     * PasarView::rows-changed:
     * @self: a view
     *
     * The list has changed: the other end of `rows-will-change`.
     */
    [SIGNAL_ROWS_CHANGED] = "rows-changed",
    /**
     * PasarView::counts-changed:
     * @self: a view
     *
     * What is counted for the filters is there now, or is another number.
     */
    [SIGNAL_COUNTS_CHANGED] = "counts-changed",
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
  pasar_arrangement_init (&self->shown);
  self->tally = pasar_tally_new ();
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
  g_autoptr (GBytes) old = NULL;
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

  old = g_steal_pointer (&self->list);
  self->layout = self->catalogue->layout;
  self->list = g_bytes_new_take (rows, n_rows * sizeof *rows);
  self->rows = rows;
  self->n_rows = n_rows;
  g_clear_pointer (&self->positions, g_free);
  if (n_old - start - end > 0 || n_rows - start - end > 0)
    g_list_model_items_changed (G_LIST_MODEL (self),
                                start,
                                n_old - start - end,
                                n_rows - start - end);
  end_change (self);
}

static gboolean
is_large (PasarView *self)
{
  return self->catalogue->rows.n > MAX_ROWS_AT_ONCE;
}

static gint64
get_deadline (PasarView *self)
{
  return is_large (self) || self->in_pieces ? g_get_monotonic_time () + SLICE_US : G_MAXINT64;
}

static void
end_build (PasarView *self)
{
  guint32 *rows;
  guint n_rows;

  rows = pasar_build_steal_rows (self->build, &n_rows);
  drop_build (self);
  replace_rows (self, rows, n_rows);
}

static gboolean
build_cb (gpointer user_data)
{
  PasarView *self = user_data;
  g_autoptr (PasarView) hold = g_object_ref (self);

  /* Rows are being changed: the list is made anew when the catalogue says so. */
  if (self->catalogue->rows_pending || self->build_layout != self->catalogue->layout)
    {
      self->build_source = 0;
      drop_build (self);
      return G_SOURCE_REMOVE;
    }
  /* Showing what is done takes a moment of its own; the source is removed with the build. */
  if (self->is_built)
    end_build (self);
  else
    self->is_built = pasar_build_run (self->build, get_deadline (self));
  return G_SOURCE_CONTINUE;
}

/* Makes the list anew, at once or in pieces; FALSE when it is still to come. */
static gboolean
begin_build (PasarView *self, gboolean in_pieces)
{
  drop_build (self);
  self->in_pieces = in_pieces;
  self->build = pasar_build_new (&self->shown, self->catalogue);
  self->waits_for_ranks = self->build == NULL;
  self->build_layout = self->catalogue->layout;
  if (self->build == NULL)
    return FALSE;
  self->is_built = pasar_build_run (self->build, get_deadline (self));
  if (self->is_built)
    {
      end_build (self);
      return TRUE;
    }
  self->build_source = g_idle_add_full (PRIORITY, build_cb, self, NULL);
  return FALSE;
}

void
pasar_view_rebuild (PasarView *self)
{
  if (self->n_holds > 0)
    self->is_due = TRUE;
  else
    begin_build (self, FALSE);
}

void
pasar_view_refilter (PasarView *self)
{
  pasar_tally_reset (self->tally);
  pasar_arrangement_unfold_filtered (&self->shown);
  pasar_view_rebuild (self);
}

/**
 * pasar_view_hold:
 * @self: a view
 *
 * Lets several things be asked for before the list is made: until [method@View.release] it stays
 * as it is.
 */
void
pasar_view_hold (PasarView *self)
{
  g_return_if_fail (PASAR_IS_VIEW (self));

  self->n_holds++;
}

/**
 * pasar_view_release:
 * @self: a view that is held
 * @in_pieces: whether the list is made in pieces even if it is not very large
 *
 * Makes the list, where another one was asked for.
 */
void
pasar_view_release (PasarView *self, gboolean in_pieces)
{
  g_return_if_fail (PASAR_IS_VIEW (self) && self->n_holds > 0);

  if (--self->n_holds > 0 || !self->is_due)
    return;
  self->is_due = FALSE;
  begin_build (self, in_pieces);
}

/* What was listed, as far as it is still there. */
static guint32 *
dup_alive_rows (PasarView *self, guint *n_rows)
{
  guint32 *rows = g_new (guint32, self->n_rows + 1);
  guint n = 0;

  for (guint i = 0; i < self->n_rows; i++)
    {
      if (pasar_catalogue_is_alive (self->catalogue, self->rows[i]))
        rows[n++] = self->rows[i];
    }
  *n_rows = n;
  return rows;
}

/* All that the filter lets through, unsorted. */
static guint32 *
list_unsorted (PasarView *self, guint *n_rows)
{
  PasarArrangement unsorted = self->shown;
  PasarBuild *build;
  guint32 *rows;

  unsorted.n_sorts = 0;
  build = pasar_build_new (&unsorted, self->catalogue);
  pasar_build_run (build, G_MAXINT64);
  rows = pasar_build_steal_rows (build, n_rows);
  pasar_build_free (build);
  return rows;
}

/* The list never names rows that are not there: until it is made, what was listed before stands in
 * for it, or, when numbers have moved, all of it unsorted. */
static void
rows_changed_cb (PasarView *self)
{
  guint32 *rows;
  guint n_rows;

  if (begin_build (self, FALSE))
    return;
  rows = self->rows == NULL || self->layout == self->catalogue->layout
             ? dup_alive_rows (self, &n_rows)
             : list_unsorted (self, &n_rows);
  replace_rows (self, rows, n_rows);
}

static void
ranks_changed_cb (PasarView *self)
{
  gboolean is_by_text = self->waits_for_ranks;

  for (guint i = 0; i < self->shown.n_sorts; i++)
    is_by_text |= pasar_sort_is_by_text (self->catalogue, self->shown.sorts[i]);
  if (is_by_text && !self->catalogue->rows_pending)
    begin_build (self, FALSE);
}

/**
 * pasar_view_new:
 * @catalogue: (transfer none): what to show
 *
 * Starts unfiltered and unsorted, with headers and all of them unfolded.
 *
 * Returns: (transfer full): a view of all rows, in the shop’s order; of a large catalogue it is
 * empty until they are listed
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
                           G_CALLBACK (rows_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (catalogue,
                           "ranks-changed",
                           G_CALLBACK (ranks_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  rows_changed_cb (self);
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

/* By number of a row its place in the list, made when first asked for. */
static const guint32 *
get_positions (PasarView *self)
{
  if (self->positions != NULL)
    return self->positions;

  self->n_positions = self->catalogue->rows.n;
  self->positions = g_new (guint32, self->n_positions + 1);
  memset (self->positions, 0xff, self->n_positions * sizeof *self->positions);
  for (guint i = 0; i < self->n_rows; i++)
    self->positions[self->rows[i]] = i;
  return self->positions;
}

/**
 * pasar_view_find_row:
 * @self: a view
 * @row: the catalogue's number of a row
 *
 * The way back from a row to its place, to scroll there or to keep the cursor on it; O(1) but for
 * the first time after the list has changed.
 *
 * Returns: its place in the list; %PASAR_NO_ROW when it is not shown
 */
guint
pasar_view_find_row (PasarView *self, guint row)
{
  guint position;

  pasar_view_find_rows (self, &row, 1, &position);
  return position;
}

/**
 * pasar_view_find_rows:
 * @self: a view
 * @rows: (array length=n): the catalogue's numbers of rows, %PASAR_NO_ROW among them
 * @n: length of @rows
 * @positions: (out caller-allocates) (array length=n): their places in the list, as by
 * [method@View.find_row]
 *
 * For who keeps many places, such as a selection.
 */
void
pasar_view_find_rows (PasarView *self, const guint *rows, guint n, guint *positions)
{
  const guint32 *by_row;

  g_return_if_fail (PASAR_IS_VIEW (self));

  by_row = get_positions (self);
  for (guint i = 0; i < n; i++)
    positions[i] = rows[i] < self->n_positions ? by_row[rows[i]] : PASAR_NO_ROW;
}

/**
 * pasar_view_get_is_pending:
 * @self: a view
 *
 * Whether the list still is as it was before the last change of what is asked for. Lists of up to
 * 150,000 rows are made at once, but for one that is sorted by texts for the first time.
 *
 * Returns: %TRUE until `rows-changed` comes, or the list turns out to be the same
 */
gboolean
pasar_view_get_is_pending (PasarView *self)
{
  g_return_val_if_fail (PASAR_IS_VIEW (self), FALSE);

  return self->build != NULL || self->waits_for_ranks || self->is_due;
}

static gboolean
count_cb (gpointer user_data)
{
  PasarView *self = user_data;

  if (!pasar_tally_run (self->tally, &self->shown.filter, self->catalogue, get_deadline (self)))
    return G_SOURCE_CONTINUE;
  self->count_source = 0;
  g_signal_emit (self, signals[SIGNAL_COUNTS_CHANGED], 0);
  return G_SOURCE_REMOVE;
}

/* Counts anew, at once or in pieces: these are left for later, as what has just changed is to be
 * drawn first. */
static void
update_tally (PasarView *self)
{
  const gint64 deadline = is_large (self) ? 0 : G_MAXINT64;

  if (self->count_source == 0
      && !pasar_tally_run (self->tally, &self->shown.filter, self->catalogue, deadline))
    self->count_source = g_idle_add_full (PRIORITY, count_cb, self, NULL);
}

/**
 * pasar_view_count:
 * @self: a view
 * @state: %PASAR_STATE_ANY, or one state
 *
 * What a view of that state would show, whatever is shown now. In a large catalogue counting takes
 * a moment: until `counts-changed` it is what was counted last.
 *
 * Returns: how many items and models are in that state
 */
PasarCount
pasar_view_count (PasarView *self, PasarStates state)
{
  g_return_val_if_fail (PASAR_IS_VIEW (self), (PasarCount){ 0 });

  update_tally (self);
  return pasar_tally_count (self->tally, state);
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

  update_tally (self);
  return pasar_tally_add_up (self->tally);
}
