/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/boost-pictures.h"

#include "app/dialogs/boost-candidate.h"
#include "app/dialogs/change-row.h"
#include "app/pictures/thumbnails.h"

/* Twice the size that is shown, for screens of high density. */
#define SIDE 80

/* Of pictures in memory: far more than a screen of them. */
#define MAX_BYTES (4 * 1024 * 1024)

struct _PasarBoostPictures
{
  GtkWidget *page;             /* (unowned): that scrolls */
  GPtrArray *bound;            /* (owned) GtkListItem (unowned) of PasarBoostCandidate */
  PasarCatalogue *catalogue;   /* (owned) */
  PasarThumbnails *thumbnails; /* (owned) */
  guint frame_id;              /* waits for a frame, to queue an update */
  guint update_id;
};

static gboolean
is_on_screen (PasarBoostPictures *self, GtkWidget *row)
{
  graphene_rect_t bounds;

  return gtk_widget_get_mapped (row) && gtk_widget_compute_bounds (row, self->page, &bounds)
         && bounds.size.height > 0 && bounds.origin.y < (float) gtk_widget_get_height (self->page)
         && bounds.origin.y + bounds.size.height > 0;
}

/* A list binds far more rows than it shows; their pictures are not asked for. */
static gboolean
update_cb (gpointer user_data)
{
  PasarBoostPictures *self = user_data;
  g_autoptr (GPtrArray) wanted = g_ptr_array_new_with_free_func (g_free);

  self->update_id = 0;
  for (guint i = 0; i < self->bound->len; i++)
    {
      GtkListItem *item = g_ptr_array_index (self->bound, i);
      GtkWidget *row = gtk_list_item_get_child (item);
      const gint64 item_id =
          pasar_boost_candidate_get_item_id (PASAR_BOOST_CANDIDATE (gtk_list_item_get_item (item)));
      g_autofree char *address =
          pasar_catalogue_row_dup_picture (self->catalogue,
                                           pasar_catalogue_find (self->catalogue, item_id, 0));

      if (address == NULL || !is_on_screen (self, row))
        continue;
      pasar_change_row_set_picture (PASAR_CHANGE_ROW (row),
                                    pasar_thumbnails_get (self->thumbnails, address));
      g_ptr_array_add (wanted, g_steal_pointer (&address));
    }
  pasar_thumbnails_want (self->thumbnails, (const char *const *) wanted->pdata, wanted->len);
  return G_SOURCE_REMOVE;
}

/* Once this frame is laid out, each row has its place. */
static gboolean
frame_begun_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  PasarBoostPictures *self = user_data;

  self->frame_id = 0;
  if (self->update_id == 0)
    self->update_id = g_idle_add (update_cb, self);
  return G_SOURCE_REMOVE;
}

/**
 * pasar_boost_pictures_queue:
 * @self: pictures
 *
 * Other rows are in sight, or another picture is there: shows and loads what is seen, soon.
 */
void
pasar_boost_pictures_queue (PasarBoostPictures *self)
{
  if (self->frame_id == 0)
    self->frame_id = gtk_widget_add_tick_callback (self->page, frame_begun_cb, self, NULL);
}

/**
 * pasar_boost_pictures_new:
 * @page: where the list scrolls; outlives the pictures
 * @bound: (element-type GtkListItem): its rows that have a candidate, whenever that is asked
 * @catalogue: where the items are
 * @loader: loads their pictures
 *
 * Returns: (transfer full): the pictures, none of them loaded
 */
PasarBoostPictures *
pasar_boost_pictures_new (GtkScrolledWindow *page,
                          GPtrArray *bound,
                          PasarCatalogue *catalogue,
                          PasarPictureLoader *loader)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (page);
  PasarBoostPictures *self = g_new0 (PasarBoostPictures, 1);

  self->page = GTK_WIDGET (page);
  self->bound = g_ptr_array_ref (bound);
  self->catalogue = g_object_ref (catalogue);
  self->thumbnails = pasar_thumbnails_new (loader, SIDE, MAX_BYTES);
  g_signal_connect_swapped (self->thumbnails,
                            "arrived",
                            G_CALLBACK (pasar_boost_pictures_queue),
                            self);
  g_signal_connect_swapped (adjustment, "changed", G_CALLBACK (pasar_boost_pictures_queue), self);
  g_signal_connect_swapped (adjustment,
                            "value-changed",
                            G_CALLBACK (pasar_boost_pictures_queue),
                            self);
  return self;
}

/**
 * pasar_boost_pictures_free:
 * @self: (transfer full): pictures
 *
 * What is loading is given up.
 */
void
pasar_boost_pictures_free (PasarBoostPictures *self)
{
  g_signal_handlers_disconnect_by_data (gtk_scrolled_window_get_vadjustment (
                                            GTK_SCROLLED_WINDOW (self->page)),
                                        self);
  g_signal_handlers_disconnect_by_data (self->thumbnails, self);
  pasar_thumbnails_stop (self->thumbnails);
  if (self->frame_id != 0)
    gtk_widget_remove_tick_callback (self->page, self->frame_id);
  g_clear_handle_id (&self->update_id, g_source_remove);
  g_object_unref (self->thumbnails);
  g_object_unref (self->catalogue);
  g_ptr_array_unref (self->bound);
  g_free (self);
}
