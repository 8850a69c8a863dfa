/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/grid/private.h"

#include <math.h>

/* What of the cells is seen. The geometry has the truth, in reading order; the adjustments follow
 * it, and their values begin at the left in right-to-left layouts, too. */

/* More rows than are seen in most windows. */
#define MAX_KEPT 128

/* A row that is to stay where it is while rows change. */
typedef struct
{
  PasarGridKey key;
  double y;
} KeptRow;

static void
configure (GtkAdjustment *adjustment, double value, double upper, double page, double step)
{
  if (adjustment == NULL)
    return;
  page = MAX (page, 0);
  gtk_adjustment_configure (adjustment,
                            value,
                            0,
                            MAX (upper, page),
                            step,
                            MAX (page - step, step),
                            page);
}

static double
flip (const PasarGrid *self, double x)
{
  return pasar_grid_is_rtl (self) ? pasar_grid_geometry_get_max_x (&self->geometry) - x : x;
}

/* Cells begin at whole pixels of the screen, so that lines are sharp. */
static double
align (PasarGrid *self, double value)
{
  const int scale_factor = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  return round (value * scale_factor) / scale_factor;
}

/* Tells the adjustments what there is and where it is scrolled to. */
void
pasar_grid_scroll_configure (PasarGrid *self)
{
  PasarGridGeometry *geometry = &self->geometry;
  const int frozen = pasar_grid_geometry_get_frozen_width (geometry);

  if (geometry->height > 0 && self->wanted_place < geometry->n_places)
    {
      const double y = geometry->y;

      pasar_grid_geometry_show_cell (geometry, self->wanted_row, self->wanted_place);
      if (self->wanted_row == PASAR_GRID_NONE)
        geometry->y = y;
      self->wanted_place = PASAR_GRID_NONE;
    }
  if (geometry->height > 0)
    pasar_grid_geometry_scroll (geometry, geometry->x, geometry->y);
  self->is_configuring = TRUE;
  configure (self->hadjustment,
             flip (self, geometry->x),
             pasar_grid_geometry_get_total_width (geometry) - frozen,
             geometry->width - frozen,
             geometry->row_height);
  configure (self->vadjustment,
             geometry->y,
             (double) geometry->n_rows * geometry->row_height,
             geometry->height,
             geometry->row_height);
  self->is_configuring = FALSE;
}

static void
scrolled_cb (PasarGrid *self)
{
  PasarGridGeometry *geometry = &self->geometry;

  if (self->is_configuring || geometry->height <= 0)
    return;
  if (self->hadjustment != NULL)
    geometry->x = align (self, flip (self, gtk_adjustment_get_value (self->hadjustment)));
  if (self->vadjustment != NULL)
    geometry->y = align (self, gtk_adjustment_get_value (self->vadjustment));
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
pasar_grid_scroll_init (PasarGrid *self)
{
  self->wanted_place = PASAR_GRID_NONE;
  self->kept_rows = g_array_new (FALSE, FALSE, sizeof (KeptRow));
}

void
pasar_grid_scroll_dispose (PasarGrid *self)
{
  pasar_grid_scroll_set_adjustment (self, &self->hadjustment, NULL);
  pasar_grid_scroll_set_adjustment (self, &self->vadjustment, NULL);
  g_clear_pointer (&self->kept_rows, g_array_unref);
}

void
pasar_grid_scroll_set_adjustment (PasarGrid *self, GtkAdjustment **place, GtkAdjustment *adjustment)
{
  if (*place != NULL)
    g_signal_handlers_disconnect_by_func (*place, scrolled_cb, self);
  g_set_object (place, adjustment);
  if (adjustment == NULL)
    return;
  g_signal_connect_swapped (adjustment, "value-changed", G_CALLBACK (scrolled_cb), self);
  pasar_grid_scroll_configure (self);
}

/* Scrolls in reading order. */
void
pasar_grid_scroll_by (PasarGrid *self, double x, double y)
{
  pasar_grid_geometry_scroll (&self->geometry,
                              align (self, self->geometry.x + x),
                              align (self, self->geometry.y + y));
  pasar_grid_scroll_configure (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/* Shows a cell whole; without a row, only sideways. */
void
pasar_grid_scroll_to_place (PasarGrid *self, guint row, guint place)
{
  self->wanted_row = row;
  self->wanted_place = place;
  pasar_grid_scroll_configure (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
keep_row (PasarGrid *self, guint row)
{
  const KeptRow kept = { pasar_grid_source_get_key (self->source, row),
                         pasar_grid_geometry_get_row_y (&self->geometry, row) };

  g_array_append_val (self->kept_rows, kept);
}

/* Rows are about to change. The cursor's row stays where it is, when it is seen; else the first one
 * of those that are seen and are still there then. At the very top, what comes above is seen. */
void
pasar_grid_scroll_keep_rows (PasarGrid *self)
{
  const guint cursor = pasar_grid_selection_get_cursor (self->selection, NULL);
  guint first;
  const guint n = pasar_grid_geometry_get_rows_seen (&self->geometry, &first);

  g_array_set_size (self->kept_rows, 0);
  self->keeps_cursor = cursor >= first && cursor < first + n;
  if (self->keeps_cursor)
    keep_row (self, cursor);
  if (self->geometry.y <= 0)
    return;
  for (guint row = first; row < first + MIN (n, MAX_KEPT); row++)
    keep_row (self, row);
}

/* The cursor may have gone to the row that its own is folded into. */
static void
show_cursor_row (PasarGrid *self)
{
  const guint cursor = pasar_grid_selection_get_cursor (self->selection, NULL);
  const double x = self->geometry.x;

  if (!self->keeps_cursor || cursor >= self->geometry.n_rows || self->geometry.n_places == 0)
    return;
  pasar_grid_geometry_show_cell (&self->geometry, cursor, 0);
  self->geometry.x = x;
}

/* They have changed. */
void
pasar_grid_scroll_restore_rows (PasarGrid *self)
{
  PasarGridKey keys[MAX_KEPT + 1];
  guint rows[MAX_KEPT + 1];
  const guint n = self->kept_rows->len;

  for (guint i = 0; i < n; i++)
    keys[i] = g_array_index (self->kept_rows, KeptRow, i).key;
  if (n > 0 && self->source != NULL)
    pasar_grid_source_find_rows (self->source, keys, n, rows);
  for (guint i = 0; i < n && self->source != NULL; i++)
    {
      if (rows[i] == PASAR_GRID_NONE)
        continue;
      self->geometry.y = (double) rows[i] * self->geometry.row_height
                         - g_array_index (self->kept_rows, KeptRow, i).y;
      break;
    }
  g_array_set_size (self->kept_rows, 0);
  show_cursor_row (self);
  self->keeps_cursor = FALSE;
  pasar_grid_scroll_configure (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/* What does not scroll: the heads, and the frozen columns. */
static gboolean
get_border (GtkScrollable *scrollable, GtkBorder *border)
{
  PasarGrid *self = PASAR_GRID (scrollable);
  const int frozen = pasar_grid_geometry_get_frozen_width (&self->geometry);

  *border = (GtkBorder){ .top = (gint16) self->head_height };
  if (pasar_grid_is_rtl (self))
    border->right = (gint16) frozen;
  else
    border->left = (gint16) frozen;
  return TRUE;
}

void
pasar_grid_scroll_iface_init (GtkScrollableInterface *iface)
{
  iface->get_border = get_border;
}
