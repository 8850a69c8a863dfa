/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/sheet/private.h"

/* The pictures of the items that are seen. Scrolling fast loads nothing: only what was in sight at
 * two looks is wanted, and what is around it once nothing moves any more. */

#define LOOK_MS 100

/* Rows above and below those that are seen. */
#define MARGIN 8

/* Of pictures in memory: far more than a screen of them. */
#define MAX_BYTES (4 * 1024 * 1024)

static void
add_wanted (PasarSheet *self, GPtrArray *wanted, guint first, guint end)
{
  for (guint i = first; i < MIN (end, pasar_sheet_get_n_rows (self)); i++)
    {
      char *address =
          pasar_sheet_source_dup_picture (self->source, pasar_view_get_row (self->source->view, i));

      if (address != NULL)
        g_ptr_array_add (wanted, address);
    }
}

/* What was in sight at the last look and still is. */
static void
want (PasarSheet *self, guint first, guint n, gboolean is_at_rest)
{
  g_autoptr (GPtrArray) wanted = g_ptr_array_new_with_free_func (g_free);
  const guint start = MAX (first, self->seen_first);
  const guint end = MIN (first + n, self->seen_first + self->n_seen);

  add_wanted (self, wanted, start, end);
  if (is_at_rest)
    {
      add_wanted (self, wanted, end, end + MARGIN);
      add_wanted (self, wanted, start - MIN (start, MARGIN), start);
    }
  pasar_thumbnails_want (self->source->thumbnails,
                         (const char *const *) wanted->pdata,
                         wanted->len);
}

static int
get_side (PasarSheet *self)
{
  return pasar_grid_get_picture_size (self->grid)
         * gtk_widget_get_scale_factor (GTK_WIDGET (self->grid));
}

static gboolean
look_cb (gpointer user_data)
{
  PasarSheet *self = user_data;
  guint first;
  const guint n = pasar_grid_get_rows_seen (self->grid, &first);
  const gboolean is_at_rest = first == self->seen_first && n == self->n_seen;

  pasar_thumbnails_set_side (self->source->thumbnails, get_side (self));
  want (self, first, n, is_at_rest);
  self->seen_first = first;
  self->n_seen = n;
  if (is_at_rest)
    self->look_id = 0;
  return is_at_rest ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

/* Something else may be in sight. */
void
pasar_sheet_look_for_pictures (PasarSheet *self)
{
  if (self->look_id != 0 || self->source == NULL || self->source->thumbnails == NULL)
    return;
  self->n_seen = pasar_grid_get_rows_seen (self->grid, &self->seen_first);
  self->look_id = g_timeout_add (LOOK_MS, look_cb, self);
}

void
pasar_sheet_drop_pictures (PasarSheet *self)
{
  g_clear_handle_id (&self->look_id, g_source_remove);
  if (self->source == NULL || self->source->thumbnails == NULL)
    return;
  pasar_thumbnails_stop (self->source->thumbnails);
  g_clear_object (&self->source->thumbnails);
}

/* For another source, loader or setting. */
void
pasar_sheet_show_pictures (PasarSheet *self)
{
  pasar_sheet_drop_pictures (self);
  if (self->source == NULL)
    return;
  gtk_widget_queue_draw (GTK_WIDGET (self->grid));
  if (self->loader == NULL || !g_settings_get_boolean (self->settings, "show-pictures"))
    return;

  self->source->thumbnails = pasar_thumbnails_new (self->loader, get_side (self), MAX_BYTES);
  g_signal_connect_object (self->source->thumbnails,
                           "arrived",
                           G_CALLBACK (gtk_widget_queue_draw),
                           self->grid,
                           G_CONNECT_SWAPPED);
  pasar_sheet_look_for_pictures (self);
}

void
pasar_sheet_pictures_init (PasarSheet *self)
{
  GtkAdjustment *adjustment =
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));

  g_signal_connect_object (adjustment,
                           "changed",
                           G_CALLBACK (pasar_sheet_look_for_pictures),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment,
                           "value-changed",
                           G_CALLBACK (pasar_sheet_look_for_pictures),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid,
                           "notify::scale-factor",
                           G_CALLBACK (pasar_sheet_look_for_pictures),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings,
                           "changed::show-pictures",
                           G_CALLBACK (pasar_sheet_show_pictures),
                           self,
                           G_CONNECT_SWAPPED);
}

/**
 * pasar_sheet_set_pictures:
 * @self: a sheet
 * @loader: (nullable): loads the pictures of the items that are shown; without it there are none
 */
void
pasar_sheet_set_pictures (PasarSheet *self, PasarPictureLoader *loader)
{
  g_return_if_fail (PASAR_IS_SHEET (self));

  if (g_set_object (&self->loader, loader))
    pasar_sheet_show_pictures (self);
}

/**
 * pasar_sheet_retry_pictures:
 * @self: a sheet
 *
 * Pictures that could not be had are loaded once more.
 */
void
pasar_sheet_retry_pictures (PasarSheet *self)
{
  g_return_if_fail (PASAR_IS_SHEET (self));

  if (self->source == NULL || self->source->thumbnails == NULL)
    return;
  pasar_thumbnails_retry (self->source->thumbnails);
  pasar_sheet_look_for_pictures (self);
}
