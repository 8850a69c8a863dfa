/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/compat.h"
#include "app/sheet/private.h"

/* The cell cursor and the selection, and how both, and what is in sight, outlive a rebuild of
 * the list: they are kept by who the rows are, not by where. */

static GtkAdjustment *
get_vadjustment (PasarSheet *self)
{
  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
}

static int
get_row_height (PasarSheet *self)
{
  GHashTableIter iter;
  gpointer cell;

  /* All have the same height; a row that was bound just now has none yet. */
  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &cell, NULL))
    {
      GtkWidget *in_row = gtk_widget_get_parent (cell);
      GtkWidget *row = in_row != NULL ? gtk_widget_get_parent (in_row) : NULL;

      if (row != NULL && gtk_widget_get_height (row) > 0)
        return gtk_widget_get_height (row);
    }
  /* A line and the separator. */
  return pasar_sheet_get_line_height (self) + 1;
}

/**
 * pasar_sheet_mark_cursor:
 * @self: a sheet
 *
 * Draws the cursor where it is, and nowhere else.
 */
void
pasar_sheet_mark_cursor (PasarSheet *self)
{
  const guint row = pasar_sheet_get_cursor_row (self);
  GHashTableIter iter;
  gpointer cell;

  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &cell, NULL))
    pasar_cell_set_cursor (cell,
                           row != PASAR_NO_ROW && pasar_cell_get_row (cell) == row
                               && pasar_cell_get_column (cell) == self->cursor_column);
}

/**
 * pasar_sheet_focus_cursor:
 * @self: a sheet
 *
 * Gives the keyboard to the cell of the cursor.
 */
void
pasar_sheet_focus_cursor (PasarSheet *self)
{
  PasarCell *cell =
      pasar_sheet_find_cell (self, pasar_sheet_get_cursor_row (self), self->cursor_column);

  if (cell != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (cell));
  self->focus_pending = cell == NULL;
}

static void
scroll_across (PasarSheet *self)
{
  GtkAdjustment *adjustment =
      gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  PasarCell *cell =
      pasar_sheet_find_cell (self, pasar_sheet_get_cursor_row (self), self->cursor_column);
  const int page = gtk_widget_get_width (GTK_WIDGET (self->column_view));
  GdkRectangle bounds;

  if (cell == NULL
      || !pasar_compat_widget_compute_bounds (GTK_WIDGET (cell),
                                              GTK_WIDGET (self->column_view),
                                              &bounds)
      || bounds.width == 0)
    return;
  const double value = gtk_adjustment_get_value (adjustment);
  if (bounds.x < 0 || bounds.width > page)
    gtk_adjustment_set_value (adjustment, value + bounds.x);
  else if (bounds.x + bounds.width > page)
    gtk_adjustment_set_value (adjustment, value + bounds.x + bounds.width - page);
}

/* The key is enough but for what has that of an item. */
static PasarSheetRow
note_row (PasarSheet *self, guint row)
{
  const PasarRowKey key = pasar_catalogue_row_get_key (self->catalogue, row);

  return (PasarSheetRow){
    key,
    key.model_id == 0 && pasar_catalogue_read_row (self->catalogue, row).is_gone,
  };
}

static guint
find_row (PasarSheet *self, const PasarSheetRow *row)
{
  return row->is_gone ? pasar_catalogue_find_editable (self->catalogue, row->key)
                      : pasar_catalogue_find (self->catalogue, row->key.item_id, row->key.model_id);
}

static void
place_cursor (PasarSheet *self, guint position, PasarColumn column)
{
  const guint row = pasar_view_get_row (self->view, position);

  self->cursor = position;
  self->cursor_column = column;
  self->cursor_row = note_row (self, row);
}

static void
select_rows (PasarSheet *self, guint position, gboolean extend)
{
  if (extend)
    {
      const guint first = MIN (position, self->anchor);

      self->adding = FALSE;
      gtk_selection_model_select_range (GTK_SELECTION_MODEL (self->selection),
                                        first,
                                        MAX (position, self->anchor) - first + 1,
                                        TRUE);
      return;
    }
  self->anchor = position;
  if (!self->adding)
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
}

/**
 * pasar_sheet_move_to:
 * @self: a sheet with rows
 * @position: where in the view; past the end means the last row
 * @column: a visible column
 * @extend: whether the rows from the anchor to @position become the selection
 *
 * Moves the cursor, scrolls so that it can be seen, and gives it the keyboard.
 */
void
pasar_sheet_move_to (PasarSheet *self, guint position, PasarColumn column, gboolean extend)
{
  const guint n_rows = pasar_sheet_get_n_rows (self);

  if (n_rows == 0)
    return;
  position = MIN (position, n_rows - 1);
  pasar_sheet_hide_message (self);
  self->was_touched = TRUE;
  place_cursor (self, position, column);
  select_rows (self, position, extend);
  pasar_compat_column_view_scroll_to (self->column_view, position);
  pasar_sheet_mark_cursor (self);
  pasar_sheet_focus_cursor (self);
  scroll_across (self);
  g_signal_emit_by_name (self, "cursor-changed");
}

/**
 * pasar_sheet_set_cursor:
 * @self: a sheet
 * @position: where in the view
 * @column: a column
 *
 * Puts the cursor on a cell and selects its row. Does nothing while there are no rows.
 */
void
pasar_sheet_set_cursor (PasarSheet *self, guint position, PasarColumn column)
{
  self->adding = FALSE;
  pasar_sheet_move_to (self, position, column, FALSE);
}

/**
 * pasar_sheet_get_cursor:
 * @self: a sheet
 * @column: (out) (optional): its column
 *
 * Returns: the position of the cursor in the view, `PASAR_NO_ROW` while there are no rows
 */
guint
pasar_sheet_get_cursor (PasarSheet *self, PasarColumn *column)
{
  if (column != NULL)
    *column = self->cursor_column;
  return self->cursor;
}

/**
 * pasar_sheet_show_row:
 * @self: a sheet
 * @item_id: an item
 * @model_id: one of its models, or 0
 *
 * Puts the cursor on a row and unfolds it; filters that hide the row are the caller's to clear.
 *
 * Returns: whether the row is shown now
 */
gboolean
pasar_sheet_show_row (PasarSheet *self, gint64 item_id, gint64 model_id)
{
  PasarRowInfo info;
  guint row;
  guint position;

  if (self->view == NULL)
    return FALSE;
  row = pasar_catalogue_find (self->catalogue, item_id, model_id);
  if (row == PASAR_NO_ROW)
    return FALSE;
  info = pasar_catalogue_read_row (self->catalogue, row);
  if (info.is_model)
    pasar_view_set_folded (self->view, info.item_row, FALSE);
  position = pasar_view_find_row (self->view, row);
  if (position == PASAR_NO_ROW)
    return FALSE;
  pasar_sheet_set_cursor (self, position, self->cursor_column);
  return TRUE;
}

/**
 * pasar_sheet_step_column:
 * @self: a sheet
 * @column: where to start
 * @steps: how many visible columns to the right, negative: to the left
 *
 * Returns: the column there; the outermost one when there are fewer
 */
PasarColumn
pasar_sheet_step_column (PasarSheet *self, PasarColumn column, int steps)
{
  GListModel *model = gtk_column_view_get_columns (self->column_view);
  const guint n_columns = g_list_model_get_n_items (model);
  PasarColumn visible[PASAR_N_SHEET_COLUMNS];
  int n_visible = 0;
  int place = 0;

  for (guint i = 0; i < n_columns; i++)
    {
      g_autoptr (GtkColumnViewColumn) candidate = g_list_model_get_item (model, i);
      const PasarSheetColumn *spec = g_object_get_data (G_OBJECT (candidate), "pasar-column");

      /* A hidden column counts as the visible one after it. */
      if (spec->column == column)
        place = n_visible;
      if (gtk_column_view_column_get_visible (candidate))
        visible[n_visible++] = spec->column;
    }
  if (n_visible == 0)
    return column;
  return visible[CLAMP (place + CLAMP (steps, -n_visible, n_visible), 0, n_visible - 1)];
}

/* The selection. */

/**
 * pasar_sheet_update_selected:
 * @self: a sheet
 *
 * Notes who is selected, for the next rebuild.
 */
void
pasar_sheet_update_selected (PasarSheet *self)
{
  g_autoptr (GtkBitset) bitset = NULL;
  GtkBitsetIter iter;
  guint position;

  if (self->restoring)
    return;
  g_array_set_size (self->selected, 0);
  bitset = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  for (gboolean more = gtk_bitset_iter_init_first (&iter, bitset, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      const guint row = pasar_view_get_row (self->view, position);

      if (row != PASAR_NO_ROW)
        {
          const PasarSheetRow selected = note_row (self, row);

          g_array_append_val (self->selected, selected);
        }
    }
  g_signal_emit_by_name (self, "selection-changed");
}

/**
 * pasar_sheet_get_n_selected:
 * @self: a sheet
 *
 * Returns: how many rows are selected
 */
guint
pasar_sheet_get_n_selected (PasarSheet *self)
{
  return self->selected->len;
}

/**
 * pasar_sheet_dup_selected_rows:
 * @self: a sheet
 *
 * Returns: (transfer full) (element-type guint): the selected rows as the catalogue numbers
 *   them, in the order seen; the row of the cursor when none is selected
 */
GArray *
pasar_sheet_dup_selected_rows (PasarSheet *self)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->selected->len; i++)
    {
      const guint row = find_row (self, &g_array_index (self->selected, PasarSheetRow, i));

      if (row != PASAR_NO_ROW)
        g_array_append_val (rows, row);
    }
  if (rows->len == 0 && pasar_sheet_get_cursor_row (self) != PASAR_NO_ROW)
    {
      const guint row = pasar_sheet_get_cursor_row (self);
      g_array_append_val (rows, row);
    }
  return rows;
}

/**
 * pasar_sheet_is_in_sight:
 * @self: a sheet
 * @step: what was done
 *
 * Returns: whether the rows of all its edits can be seen, so that nobody need be told
 */
gboolean
pasar_sheet_is_in_sight (PasarSheet *self, const PasarStep *step)
{
  GtkAdjustment *adjustment = get_vadjustment (self);
  const double top = gtk_adjustment_get_value (adjustment);
  const double bottom = top + gtk_adjustment_get_page_size (adjustment);
  const int height = get_row_height (self);

  for (guint i = 0; i < step->edits->len; i++)
    {
      const PasarEdit *edit = &g_array_index (step->edits, PasarEdit, i);
      const guint row = self->view != NULL
                            ? pasar_catalogue_find_editable (self->catalogue, edit->key)
                            : PASAR_NO_ROW;
      const guint position =
          row != PASAR_NO_ROW ? pasar_view_find_row (self->view, row) : PASAR_NO_ROW;

      if (position == PASAR_NO_ROW || position * (double) height < top
          || (position + 1) * (double) height > bottom)
        return FALSE;
    }
  return TRUE;
}

/**
 * pasar_sheet_select_all:
 * @self: a sheet
 *
 * Selects all rows that the filters show.
 */
void
pasar_sheet_select_all (PasarSheet *self)
{
  self->was_touched = TRUE;
  if (self->selection != NULL)
    gtk_selection_model_select_all (GTK_SELECTION_MODEL (self->selection));
}

/* Rebuilds of the list. */

static gboolean
has_focus_within (PasarSheet *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->column_view));
}

/* The row that is uppermost in sight, by its cell: which knows whose row it was. */
static void
note_top (PasarSheet *self)
{
  const double value = gtk_adjustment_get_value (get_vadjustment (self));
  const int height = get_row_height (self);
  const guint top = (guint) (value / height);
  GHashTableIter iter;
  gpointer cell;

  self->restore_scroll = FALSE;
  if (value <= 0 || self->to_top)
    return;
  g_hash_table_iter_init (&iter, self->cells);
  while (!self->restore_scroll && g_hash_table_iter_next (&iter, &cell, NULL))
    {
      if (pasar_cell_get_position (cell) != top)
        continue;
      self->top_key = pasar_cell_get_key (cell);
      self->top_offset = value - (double) top * height;
      self->restore_scroll = TRUE;
    }
}

static void
restore_selection (PasarSheet *self)
{
  g_autoptr (GtkBitset) wanted = gtk_bitset_new_empty ();
  g_autoptr (GtkBitset) all = NULL;
  const guint n_rows = pasar_sheet_get_n_rows (self);
  const guint n_known = pasar_catalogue_get_n_rows (self->catalogue);
  g_autofree guint8 *is_selected = g_new0 (guint8, n_known + 1);
  guint start = 0;

  if (self->selected->len == 0)
    return;
  for (guint i = 0; i < self->selected->len; i++)
    {
      const guint row = find_row (self, &g_array_index (self->selected, PasarSheetRow, i));

      if (row != PASAR_NO_ROW)
        is_selected[row] = 1;
    }
  /* By runs: a bit at a time is slow in a GtkBitset. */
  for (guint position = 0; position <= n_rows; position++)
    {
      if (position < n_rows && is_selected[pasar_view_get_row (self->view, position)])
        continue;
      if (position > start)
        gtk_bitset_add_range (wanted, start, position - start);
      start = position + 1;
    }
  all = gtk_bitset_new_range (0, n_rows);
  gtk_selection_model_set_selection (GTK_SELECTION_MODEL (self->selection), wanted, all);
}

static guint
find_position (PasarSheet *self, PasarSheetRow noted)
{
  const guint row = find_row (self, &noted);
  guint position = row != PASAR_NO_ROW ? pasar_view_find_row (self->view, row) : PASAR_NO_ROW;

  /* A folded model is found at its header. */
  if (position == PASAR_NO_ROW && row != PASAR_NO_ROW)
    position =
        pasar_view_find_row (self->view, pasar_catalogue_read_row (self->catalogue, row).item_row);
  return position;
}

static void
restore_cursor (PasarSheet *self)
{
  const guint n_rows = pasar_sheet_get_n_rows (self);
  guint position;

  if (n_rows == 0)
    {
      self->cursor = PASAR_NO_ROW;
      return;
    }
  /* Where nobody has put it, it stays in the first place while rows arrive above. */
  position = self->cursor != PASAR_NO_ROW && self->was_touched && !self->to_top
                 ? find_position (self, self->cursor_row)
                 : 0;
  if (position == PASAR_NO_ROW)
    position = MIN (self->cursor, n_rows - 1);
  place_cursor (self, position, self->cursor_column);
  self->anchor = position;
}

/**
 * pasar_sheet_rebuild:
 * @self: a sheet whose view has other rows, or the same ones in another order
 *
 * Shows them in the places that there are, and brings cursor, selection, focus and what was in
 * sight back. Where the list grew, the last of it follows once GTK has measured the new rows.
 */
void
pasar_sheet_rebuild (PasarSheet *self)
{
  const gboolean had_focus = has_focus_within (self);
  GHashTableIter iter;
  gpointer cell;

  if (self->selection == NULL)
    return;
  pasar_sheet_hide_message (self);
  self->restoring = TRUE;
  note_top (self);
  restore_cursor (self);
  pasar_slots_resize (self->selection, pasar_sheet_get_n_rows (self));
  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &cell, NULL))
    pasar_cell_read_place (cell);
  if (!self->was_touched && self->selected->len <= 1)
    g_array_set_size (self->selected, 0);
  restore_selection (self);
  self->restoring = FALSE;
  pasar_sheet_update_selected (self);
  if (self->selected->len == 0 && self->cursor != PASAR_NO_ROW && !self->adding)
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), self->cursor, TRUE);
  pasar_sheet_restore_scroll (self);
  pasar_sheet_mark_cursor (self);
  if (had_focus && self->editor == NULL)
    pasar_sheet_focus_cursor (self);
  if (self->editor != NULL && !pasar_sheet_is_asking (self) && !gtk_widget_is_focus (self->editor)
      && find_position (self, (PasarSheetRow){ .key = self->edit_key }) == PASAR_NO_ROW)
    pasar_sheet_lose_edit (self);
  if (self->editor != NULL)
    gtk_widget_queue_allocate (self->overlay);
  g_signal_emit_by_name (self, "cursor-changed");
}

/**
 * pasar_sheet_restore_scroll:
 * @self: a sheet whose list has other rows or was laid out anew
 *
 * Puts the row that was uppermost back there, as soon as the list is long enough.
 */
void
pasar_sheet_restore_scroll (PasarSheet *self)
{
  GtkAdjustment *adjustment = get_vadjustment (self);
  guint position;
  double value;

  if (!self->restore_scroll || self->view == NULL || self->restoring)
    return;
  position = find_position (self, (PasarSheetRow){ .key = self->top_key });
  value = position != PASAR_NO_ROW ? (double) position * get_row_height (self) + self->top_offset
                                   : gtk_adjustment_get_value (adjustment);
  self->restore_scroll =
      value > gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment)
      && value < (double) pasar_sheet_get_n_rows (self) * get_row_height (self)
                     - gtk_adjustment_get_page_size (adjustment);
  gtk_adjustment_set_value (adjustment, value);
}

static void
scrolled_cb (PasarSheet *self)
{
  if (gtk_widget_get_visible (self->message) || self->editor != NULL)
    gtk_widget_queue_allocate (self->overlay);
}

/**
 * pasar_sheet_cursor_init:
 * @self: a new sheet
 */
void
pasar_sheet_cursor_init (PasarSheet *self)
{
  GtkAdjustment *across =
      gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scrolled));

  g_signal_connect_object (get_vadjustment (self),
                           "changed",
                           G_CALLBACK (pasar_sheet_restore_scroll),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_vadjustment (self),
                           "value-changed",
                           G_CALLBACK (scrolled_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (across,
                           "value-changed",
                           G_CALLBACK (scrolled_cb),
                           self,
                           G_CONNECT_SWAPPED);
}
