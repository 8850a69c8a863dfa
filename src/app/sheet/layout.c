/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/sheet/private.h"

/* Which columns are shown, where and how wide, and what the rows are sorted by. */

#define SAVE_DELAY_MS 400

/* What says whose a row is stays in sight when the sheet is scrolled sideways, where it stands
 * first. */
static void
update_frozen (PasarSheet *self)
{
  const guint n_places = pasar_grid_get_n_places (self->grid);
  guint n = 0;

  for (; n < n_places; n++)
    {
      const guint column = pasar_grid_get_source_column (self->grid, n);
      const PasarColumn id = pasar_sheet_source_get_column (self->source, column)->column;

      if (id != PASAR_COLUMN_NAME && id != PASAR_COLUMN_SKU)
        break;
    }
  pasar_grid_set_n_frozen (self->grid, n);
}

/**
 * pasar_sheet_load_layout:
 * @self: a sheet with a session
 *
 * Puts the columns as the seller left them.
 */
void
pasar_sheet_load_layout (PasarSheet *self)
{
  g_autoptr (GVariant) layout = g_settings_get_user_value (self->settings, "columns");

  if (layout != NULL)
    pasar_grid_set_layout (self->grid, layout);
  /* Rows without a name could not be told apart. */
  pasar_grid_set_column_visible (self->grid,
                                 pasar_sheet_source_find_column (self->source, PASAR_COLUMN_NAME),
                                 TRUE);
  update_frozen (self);
  g_signal_emit_by_name (self, "columns-changed");
}

/**
 * pasar_sheet_save_layout:
 * @self: a sheet
 *
 * Keeps order, widths and choice of the columns in the settings, when they were changed.
 */
void
pasar_sheet_save_layout (PasarSheet *self)
{
  g_autoptr (GVariant) layout = NULL;

  if (self->save_layout_id == 0)
    return;
  g_clear_handle_id (&self->save_layout_id, g_source_remove);
  layout = pasar_grid_dup_layout (self->grid);
  g_settings_set_value (self->settings, "columns", layout);
}

static void
save_layout_cb (gpointer user_data)
{
  pasar_sheet_save_layout (user_data);
}

static void
layout_changed_cb (PasarSheet *self)
{
  update_frozen (self);
  if (self->save_layout_id == 0)
    self->save_layout_id = g_timeout_add_once (SAVE_DELAY_MS, save_layout_cb, self);
  g_signal_emit_by_name (self, "columns-changed");
}

/**
 * pasar_sheet_set_column_visible:
 * @self: a sheet
 * @column: a column
 * @visible: whether it is shown
 */
void
pasar_sheet_set_column_visible (PasarSheet *self, PasarColumn column, gboolean visible)
{
  if (self->source == NULL || pasar_sheet_is_column_visible (self, column) == visible)
    return;
  pasar_grid_set_column_visible (self->grid,
                                 pasar_sheet_source_find_column (self->source, column),
                                 visible);
  layout_changed_cb (self);
}

/**
 * pasar_sheet_is_column_visible:
 * @self: a sheet
 * @column: a column
 *
 * Returns: whether it is shown
 */
gboolean
pasar_sheet_is_column_visible (PasarSheet *self, PasarColumn column)
{
  return self->source != NULL
         && pasar_grid_find_place (self->grid,
                                   pasar_sheet_source_find_column (self->source, column))
                != PASAR_GRID_NONE;
}

/* Sorting. */

static void
show_sorts (PasarSheet *self)
{
  g_autoptr (GArray) shown = g_array_new (FALSE, FALSE, sizeof (PasarGridSort));
  guint n;
  const PasarSort *sorts = pasar_view_get_sorts (self->source->view, &n);

  for (guint i = 0; i < n; i++)
    {
      const PasarGridSort sort = {
        pasar_sheet_source_find_column (self->source, sorts[i].column),
        sorts[i].descending,
      };

      g_array_append_val (shown, sort);
    }
  pasar_grid_set_sorts (self->grid, (const PasarGridSort *) (gpointer) shown->data, shown->len);
}

/**
 * pasar_sheet_sort:
 * @self: a sheet
 * @column: what to sort by; `PASAR_COLUMN_NONE`: the shop's own order
 * @descending: largest first
 */
void
pasar_sheet_sort (PasarSheet *self, PasarColumn column, gboolean descending)
{
  if (self->source == NULL)
    return;
  pasar_view_set_sort (self->source->view, column, descending);
  show_sorts (self);
}

/**
 * pasar_sheet_columns_changed:
 * @self: a sheet
 *
 * The shop has other columns: rows are not sorted by one that it has no more.
 */
void
pasar_sheet_columns_changed (PasarSheet *self)
{
  g_autoptr (GArray) wanted = g_array_new (FALSE, FALSE, sizeof (PasarSort));
  guint n;
  const PasarSort *sorts = pasar_view_get_sorts (self->source->view, &n);

  for (guint i = 0; i < n; i++)
    {
      if (pasar_sheet_source_find_column (self->source, sorts[i].column) != PASAR_GRID_NONE)
        g_array_append_val (wanted, sorts[i]);
    }
  if (wanted->len < n)
    pasar_view_set_sorts (self->source->view,
                          (const PasarSort *) (gpointer) wanted->data,
                          wanted->len);
  show_sorts (self);
  g_signal_emit_by_name (self, "columns-changed");
}

/* Up, down, and not by it; with others before it only where it is added to them. */
static void
sort_asked_cb (PasarSheet *self, guint column, gboolean add)
{
  const PasarColumn asked = pasar_sheet_source_get_column (self->source, column)->column;
  g_autoptr (GArray) wanted = g_array_new (FALSE, FALSE, sizeof (PasarSort));
  PasarSort next = { asked, FALSE };
  gboolean is_over = FALSE;
  guint place = G_MAXUINT;
  guint n;
  const PasarSort *sorts = pasar_view_get_sorts (self->source->view, &n);

  for (guint i = 0; i < n; i++)
    {
      if (sorts[i].column == asked)
        {
          place = wanted->len;
          is_over = sorts[i].descending;
          next.descending = TRUE;
        }
      else if (add)
        g_array_append_val (wanted, sorts[i]);
    }
  if (!is_over)
    g_array_insert_val (wanted, MIN (place, wanted->len), next);
  pasar_view_set_sorts (self->source->view,
                        (const PasarSort *) (gpointer) wanted->data,
                        wanted->len);
  show_sorts (self);
}

/**
 * pasar_sheet_layout_init:
 * @self: a new sheet
 */
void
pasar_sheet_layout_init (PasarSheet *self)
{
  g_signal_connect_object (self->grid,
                           "layout-changed",
                           G_CALLBACK (layout_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid,
                           "sort-asked",
                           G_CALLBACK (sort_asked_cb),
                           self,
                           G_CONNECT_SWAPPED);
}
