/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/sheet/private.h"
#include "catalogue/edits/undercut.h"

/* The cursor and the selection, in the terms of the catalogue. */

/* Edits that are looked for one by one: to be seen, or to be selected. */
#define MAX_EDITS_IN_SIGHT 500

/**
 * pasar_sheet_get_cursor_row:
 * @self: a sheet
 *
 * Returns: the catalogue's row under the cursor, or `PASAR_NO_ROW`
 */
guint
pasar_sheet_get_cursor_row (PasarSheet *self)
{
  return self->source != NULL
             ? pasar_view_get_row (self->source->view, pasar_grid_get_cursor (self->grid, NULL))
             : PASAR_NO_ROW;
}

/**
 * pasar_sheet_get_cursor:
 * @self: a sheet
 * @column: (out) (optional): its column; `PASAR_COLUMN_NONE`: none
 *
 * Returns: the position of the cursor in the view, `PASAR_NO_ROW` while there are no rows
 */
guint
pasar_sheet_get_cursor (PasarSheet *self, PasarColumn *column)
{
  guint number = PASAR_GRID_NONE;
  const guint position = pasar_grid_get_cursor (self->grid, &number);

  if (column != NULL)
    *column = self->source != NULL && number < self->source->columns->len
                  ? pasar_sheet_source_get_column (self->source, number)->column
                  : PASAR_COLUMN_NONE;
  return position < pasar_sheet_get_n_rows (self) ? position : PASAR_NO_ROW;
}

/**
 * pasar_sheet_set_cursor:
 * @self: a sheet
 * @position: where in the view; past the end means the last row
 * @column: a column; one that is hidden: that of the cursor now
 *
 * Puts the cursor on a cell, as the seller does. Does nothing while there are no rows.
 */
void
pasar_sheet_set_cursor (PasarSheet *self, guint position, PasarColumn column)
{
  const guint n_rows = pasar_sheet_get_n_rows (self);

  if (n_rows == 0)
    return;
  self->was_touched = TRUE;
  pasar_sheet_move_to (self,
                       MIN (position, n_rows - 1),
                       pasar_sheet_source_find_column (self->source, column));
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
  PasarColumn column;
  PasarRowInfo info;
  guint row;
  guint position;

  if (self->source == NULL)
    return FALSE;
  row = pasar_catalogue_find (self->source->catalogue, item_id, model_id);
  if (row == PASAR_NO_ROW)
    return FALSE;
  info = pasar_catalogue_read_row (self->source->catalogue, row);
  if (info.is_model)
    pasar_view_set_folded (self->source->view, info.item_row, FALSE);
  position = pasar_view_find_row (self->source->view, row);
  if (position == PASAR_NO_ROW)
    return FALSE;
  pasar_sheet_get_cursor (self, &column);
  pasar_sheet_set_cursor (self, position, column);
  return TRUE;
}

/* Where the row of an edit is shown; a folded model at its item. */
static guint
find_edit (PasarSheet *self, const PasarEdit *edit)
{
  const guint row = pasar_catalogue_find_editable (self->source->catalogue, edit->key);
  guint position;

  if (row == PASAR_NO_ROW)
    return PASAR_NO_ROW;
  position = pasar_view_find_row (self->source->view, row);
  if (position == PASAR_NO_ROW)
    position =
        pasar_view_find_row (self->source->view,
                             pasar_catalogue_read_row (self->source->catalogue, row).item_row);
  return position;
}

/**
 * pasar_sheet_show_step:
 * @self: a sheet
 * @step: what was done, undone or made again
 *
 * Brings the cursor to the first of its cells that is shown.
 */
void
pasar_sheet_show_step (PasarSheet *self, const PasarStep *step)
{
  for (guint i = 0; self->source != NULL && i < MIN (step->edits->len, MAX_EDITS_IN_SIGHT); i++)
    {
      const PasarEdit *edit = &g_array_index (step->edits, PasarEdit, i);
      const guint position = find_edit (self, edit);

      if (position != PASAR_NO_ROW)
        {
          pasar_sheet_set_cursor (self, position, pasar_column_for_field (edit->field));
          return;
        }
    }
}

/**
 * pasar_sheet_dup_cursor_problem:
 * @self: a sheet
 *
 * Returns: (transfer full) (nullable): the sentence on what is wrong with the new values in the
 *   row of the cursor, that of the cursor's own column first; else that on a price that is too low
 */
char *
pasar_sheet_dup_cursor_problem (PasarSheet *self)
{
  const guint row = pasar_sheet_get_cursor_row (self);
  const PasarColumnInfo *info;
  PasarColumn column;
  char *text = NULL;

  if (row == PASAR_NO_ROW)
    return NULL;
  pasar_sheet_get_cursor (self, &column);
  info = pasar_catalogue_get_column (self->source->catalogue, column);
  if (info != NULL && info->is_editable)
    text = pasar_catalogue_row_dup_problem_text (self->source->catalogue, row, info->field);
  for (int i = 0; i < PASAR_N_FIELDS && text == NULL; i++)
    text = pasar_catalogue_row_dup_problem_text (self->source->catalogue, row, (PasarField) i);
  return text != NULL ? text : pasar_catalogue_dup_undercut_text (self->source->catalogue, row);
}

/**
 * pasar_sheet_set_found:
 * @self: a sheet
 * @found: (nullable): what was looked for in its list, and found
 *
 * Marks the cells in which it was found; with %NULL, no more.
 */
void
pasar_sheet_set_found (PasarSheet *self, PasarFind *found)
{
  if (self->source == NULL || self->source->found == found)
    return;
  g_clear_pointer (&self->source->found, pasar_find_unref);
  self->source->found = found != NULL ? pasar_find_ref (found) : NULL;
  gtk_widget_queue_draw (GTK_WIDGET (self->grid));
}

/* The selection. */

/**
 * pasar_sheet_reach_selected:
 * @self: a sheet with a shop
 *
 * Returns: (transfer full): what an edit of the selected rows reaches, to be run; that of the
 * cursor when none is selected
 */
PasarReach *
pasar_sheet_reach_selected (PasarSheet *self)
{
  const PasarGridRange cursor = { pasar_grid_get_cursor (self->grid, NULL), 1 };
  guint n_ranges;
  const PasarGridRange *ranges = pasar_grid_get_ranges (self->grid, &n_ranges);

  return pasar_sheet_source_reach (self->source,
                                   n_ranges > 0 ? ranges : &cursor,
                                   MAX (n_ranges, 1),
                                   PASAR_GRID_NONE);
}

/**
 * pasar_sheet_dup_selected_rows:
 * @self: a sheet
 *
 * Returns: (transfer full) (element-type guint): the rows of the selected cells as the catalogue
 *   numbers them, in the order seen; the row of the cursor when none is selected
 */
GArray *
pasar_sheet_dup_selected_rows (PasarSheet *self)
{
  g_autoptr (PasarReach) reach = NULL;

  if (self->source == NULL)
    return g_array_new (FALSE, FALSE, sizeof (guint));
  reach = pasar_sheet_reach_selected (self);
  pasar_reach_run (reach, G_MAXINT64);
  return g_array_ref (pasar_reach_get_listed (reach));
}

/**
 * pasar_sheet_get_n_selected:
 * @self: a sheet
 *
 * Returns: how many rows have cells that are selected, that of the cursor included
 */
guint
pasar_sheet_get_n_selected (PasarSheet *self)
{
  g_autoptr (PasarReach) reach = NULL;

  if (self->source == NULL)
    return 0;
  reach = pasar_sheet_reach_selected (self);
  return pasar_reach_get_n_listed (reach);
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
  pasar_grid_select_all (self->grid);
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
  if (self->source == NULL || step->edits->len > MAX_EDITS_IN_SIGHT)
    return FALSE;
  for (guint i = 0; i < step->edits->len; i++)
    {
      const PasarEdit *edit = &g_array_index (step->edits, PasarEdit, i);
      const guint row = pasar_catalogue_find_editable (self->source->catalogue, edit->key);
      const guint position =
          row != PASAR_NO_ROW ? pasar_view_find_row (self->source->view, row) : PASAR_NO_ROW;
      GdkRectangle area;

      if (position == PASAR_NO_ROW
          || !pasar_grid_get_cell_area (self->grid,
                                        position,
                                        pasar_sheet_source_find_column (self->source,
                                                                        pasar_column_for_field (
                                                                            edit->field)),
                                        &area))
        return FALSE;
    }
  return TRUE;
}
