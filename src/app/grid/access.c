/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/grid/private.h"

#include "app/compat.h"
#include "app/grid/cell-widget.h"

#include <glib/gi18n-lib.h>

/* The cells are drawn, and GTK tells of the focus of widgets only: the cell of the cursor is a
 * widget that draws nothing. There are two of them, which take turns: that the focus goes to the
 * other one is how a move of the cursor is heard. */

struct _PasarGridAccess
{
  PasarGrid *grid; /* (unowned) */
  GtkWidget *cells[2];
  guint current; /* of them */
  guint update_id;

  /* What the current one tells of; none: column PASAR_GRID_NONE. */
  PasarGridKey key;
  guint column;

  /* What the grid tells of itself. */
  guint n_rows;
  guint n_columns;

  gboolean is_turning;
};

/* Where the cell of the cursor is; elsewhere while it is out of sight, so that it keeps the focus.
 */
void
pasar_grid_access_allocate (PasarGridAccess *self)
{
  guint column;
  const guint row = pasar_grid_get_cursor (self->grid, &column);
  GdkRectangle area = { 0, 0, 1, 1 };

  if (row == PASAR_GRID_NONE || column == PASAR_GRID_NONE
      || !pasar_grid_get_cell_area (self->grid, row, column, &area))
    area.y = -area.height;
  for (guint i = 0; i < G_N_ELEMENTS (self->cells); i++)
    {
      if (gtk_widget_get_visible (self->cells[i]))
        gtk_widget_size_allocate (self->cells[i], &area, -1);
    }
  pasar_grid_typing_set_area (self->grid->typing, &area);
}

/* What is told. */

static guint64
count_selected (PasarGridAccess *self)
{
  const PasarGridGeometry *geometry = &self->grid->geometry;
  guint n_ranges;
  const PasarGridRange *ranges = pasar_grid_get_ranges (self->grid, &n_ranges);
  guint64 n = 0;

  for (guint i = 0; i < n_ranges; i++)
    {
      const guint n_rows = MIN (ranges[i].n_rows, geometry->n_rows - ranges[i].first_row);
      const guint n_columns =
          MIN (ranges[i].n_columns, geometry->n_places - ranges[i].first_column);

      n += (guint64) n_rows * n_columns;
    }
  return n;
}

static char *
dup_selection_text (guint64 n)
{
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, n);

  /* Translators: %s is a number of cells */
  return g_strdup_printf (ngettext ("%s cell selected", "%s cells selected", (gulong) n), number);
}

static char *
dup_place_text (PasarGridAccess *self, guint row, guint column)
{
  const guint64 n_selected = count_selected (self);
  g_autofree char *selection = n_selected > 1 ? dup_selection_text (n_selected) : NULL;
  g_autofree char *place = g_strdup_printf (_ ("Row %1$u of %2$u, column %3$u of %4$u"),
                                            row + 1,
                                            self->grid->geometry.n_rows,
                                            pasar_grid_find_place (self->grid, column) + 1,
                                            self->grid->geometry.n_places);
  const char *mode = pasar_grid_get_mode_text (self->grid);
  const char *parts[] = { mode, selection, place };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (parts[i] != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", parts[i]);
    }
  return g_string_free (text, FALSE);
}

static void
tell_state (PasarGridAccess *self, GtkAccessible *cell, guint row, guint column)
{
  const guint place = pasar_grid_find_place (self->grid, column);
  PasarGridCell shown;

  pasar_grid_source_read_cell (self->grid->source, row, column, &shown);
  gtk_accessible_update_state (cell,
                               GTK_ACCESSIBLE_STATE_SELECTED,
                               pasar_grid_selection_contains (self->grid->selection, row, place),
                               -1);
  if ((shown.flags & PASAR_GRID_CELL_EXPANDER) != 0)
    gtk_accessible_update_state (cell,
                                 GTK_ACCESSIBLE_STATE_EXPANDED,
                                 (shown.flags & PASAR_GRID_CELL_EXPANDED) != 0,
                                 -1);
  else
    gtk_accessible_reset_state (cell, GTK_ACCESSIBLE_STATE_EXPANDED);
  gtk_accessible_update_relation (cell,
                                  GTK_ACCESSIBLE_RELATION_ROW_INDEX,
                                  (int) MIN (row, G_MAXINT - 1) + 1,
                                  GTK_ACCESSIBLE_RELATION_COL_INDEX,
                                  (int) place + 1,
                                  -1);
}

/* The names of the row are not said twice. */
static gboolean
says_row (const char *value, const char *row_label)
{
  const char next = g_str_has_prefix (value, row_label) ? value[strlen (row_label)] : ' ';

  return next == '\0' || next == ',';
}

static void
tell_cell (PasarGridAccess *self, GtkWidget *cell, guint row, guint column)
{
  PasarGridSource *source = self->grid->source;
  g_autofree char *value = pasar_grid_source_dup_cell_label (source, row, column);
  g_autofree char *row_label = pasar_grid_source_dup_row_label (source, row);
  g_autofree char *place = dup_place_text (self, row, column);
  g_autofree char *label = NULL;
  PasarGridColumn head;

  pasar_grid_source_read_column (source, column, &head);
  label = says_row (value, row_label)
              ? g_strdup_printf ("%s, %s", head.title, value)
              : g_strdup_printf ("%s, %s, %s", head.title, value, row_label);
  pasar_grid_cell_widget_name (PASAR_GRID_CELL_WIDGET (cell), label);
  pasar_grid_cell_widget_describe (PASAR_GRID_CELL_WIDGET (cell), place);
  tell_state (self, GTK_ACCESSIBLE (cell), row, column);
}

static void
tell_grid (PasarGridAccess *self)
{
  const guint n_rows = self->grid->geometry.n_rows;
  const guint n_columns = self->grid->geometry.n_places;
  /* Translators: the number comes before the word in both halves, which are joined by a comma */
  g_autofree char *rows = g_strdup_printf (ngettext ("%'u row", "%'u rows", n_rows), n_rows);
  g_autofree char *columns =
      g_strdup_printf (ngettext ("%'u column", "%'u columns", n_columns), n_columns);
  g_autofree char *size = g_strdup_printf ("%s, %s", rows, columns);

  if (self->n_rows == n_rows && self->n_columns == n_columns)
    return;
  self->n_rows = n_rows;
  self->n_columns = n_columns;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->grid),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  size,
                                  -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->grid),
                                  GTK_ACCESSIBLE_RELATION_ROW_COUNT,
                                  (int) MIN (n_rows, G_MAXINT),
                                  GTK_ACCESSIBLE_RELATION_COL_COUNT,
                                  (int) n_columns,
                                  -1);
}

/* The focus. */

static GtkWidget *
get_focus (PasarGridAccess *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->grid));

  return root != NULL ? gtk_root_get_focus (root) : NULL;
}

/* Not in the editor, nor in a title. */
static gboolean
has_focus (PasarGridAccess *self)
{
  const GtkWidget *focus = get_focus (self);

  return focus != NULL
         && (focus == self->cells[0] || focus == self->cells[1]
             || focus == GTK_WIDGET (self->grid));
}

/* There is no cursor: the grid itself has what focus there is. */
static void
leave_cells (PasarGridAccess *self)
{
  const gboolean had_focus = has_focus (self);

  self->column = PASAR_GRID_NONE;
  if (had_focus)
    gtk_widget_grab_focus (GTK_WIDGET (self->grid));
  gtk_widget_set_visible (self->cells[self->current], FALSE);
}

static gboolean
is_told (PasarGridAccess *self, PasarGridKey key, guint column)
{
  return self->column == column && self->key.first == key.first && self->key.second == key.second;
}

static void
update (PasarGridAccess *self)
{
  guint column;
  const guint row = pasar_grid_get_cursor (self->grid, &column);
  GtkWidget *before = self->cells[self->current];
  const gboolean had_focus = has_focus (self);
  PasarGridKey key;

  g_clear_handle_id (&self->update_id, g_source_remove);
  tell_grid (self);
  if (row >= self->grid->geometry.n_rows || column == PASAR_GRID_NONE)
    {
      if (self->column != PASAR_GRID_NONE)
        leave_cells (self);
      return;
    }
  key = pasar_grid_source_get_key (self->grid->source, row);
  if (had_focus && !is_told (self, key, column))
    self->current = 1 - self->current;
  self->key = key;
  self->column = column;
  tell_cell (self, self->cells[self->current], row, column);
  gtk_widget_set_visible (self->cells[self->current], TRUE);
  gtk_widget_queue_allocate (GTK_WIDGET (self->grid));
  /* From cell to cell, the input method does not hear of it. */
  self->is_turning = get_focus (self) == before;
  if (had_focus)
    gtk_widget_grab_focus (self->cells[self->current]);
  self->is_turning = FALSE;
  if (before != self->cells[self->current])
    gtk_widget_set_visible (before, FALSE);
}

static gboolean
update_cb (gpointer user_data)
{
  PasarGridAccess *self = user_data;

  self->update_id = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

/* The cursor, the selection, a value or the rows are others. */
void
pasar_grid_access_update (PasarGridAccess *self)
{
  pasar_grid_tree_update (self->grid->tree);
  if (self->update_id == 0)
    self->update_id = g_idle_add_full (G_PRIORITY_LOW, update_cb, self, NULL);
}

/* FALSE: there is no cell that could have the focus. */
gboolean
pasar_grid_access_grab_focus (PasarGridAccess *self)
{
  update (self);
  return self->column != PASAR_GRID_NONE && gtk_widget_grab_focus (self->cells[self->current]);
}

/* Tab and Shift+Tab come in to the cursor, and go past the cells; arrows stay. */
gboolean
pasar_grid_access_move_focus (PasarGridAccess *self, GtkDirectionType direction)
{
  const gboolean is_tab = direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD;
  GtkWidget *focus = get_focus (self);

  if (has_focus (self)
      || (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->grid))))
    return !is_tab;
  return gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

/* Where GTK has no means for it, what tells of the cell is what changes; an open editor tells of
 * itself. */
void
pasar_grid_access_announce (PasarGridAccess *self, const char *text)
{
  if (!pasar_compat_announce (GTK_WIDGET (self->grid), text) && !pasar_grid_is_editing (self->grid))
    pasar_grid_cell_widget_describe (PASAR_GRID_CELL_WIDGET (self->cells[self->current]), text);
}

static void
mode_changed_cb (PasarGridAccess *self)
{
  const char *mode = pasar_grid_get_mode_text (self->grid);

  if (mode != NULL)
    pasar_compat_announce (GTK_WIDGET (self->grid), mode);
  pasar_grid_access_update (self);
}

static void
cell_focused_cb (GtkWidget *cell, GParamSpec *pspec, PasarGridAccess *self)
{
  if (!self->is_turning)
    pasar_grid_typing_set_focus (self->grid->typing, gtk_widget_has_focus (cell));
}

PasarGridAccess *
pasar_grid_access_new (PasarGrid *grid)
{
  PasarGridAccess *self = g_new0 (PasarGridAccess, 1);

  self->grid = grid;
  self->column = PASAR_GRID_NONE;
  self->n_rows = PASAR_GRID_NONE;
  for (guint i = 0; i < G_N_ELEMENTS (self->cells); i++)
    {
      self->cells[i] = pasar_grid_cell_widget_new ();
      g_signal_connect (self->cells[i], "notify::has-focus", G_CALLBACK (cell_focused_cb), self);
      gtk_widget_set_parent (self->cells[i], GTK_WIDGET (grid));
    }
  g_signal_connect_swapped (grid, "selection-changed", G_CALLBACK (pasar_grid_access_update), self);
  g_signal_connect_swapped (grid, "mode-changed", G_CALLBACK (mode_changed_cb), self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (grid),
                                  GTK_ACCESSIBLE_PROPERTY_MULTI_SELECTABLE,
                                  TRUE,
                                  -1);
  return self;
}

void
pasar_grid_access_free (PasarGridAccess *self)
{
  g_clear_handle_id (&self->update_id, g_source_remove);
  g_signal_handlers_disconnect_by_data (self->grid, self);
  for (guint i = 0; i < G_N_ELEMENTS (self->cells); i++)
    {
      g_signal_handlers_disconnect_by_data (self->cells[i], self);
      gtk_widget_unparent (self->cells[i]);
    }
  g_free (self);
}
