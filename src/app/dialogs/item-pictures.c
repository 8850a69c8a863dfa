/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/item-pictures.h"

#include "app/dialogs/picture-decoder.h"
#include "app/dialogs/util.h"

/* At the same time, so that other requests are not held up. */
#define FETCHES_MAX 4

struct _PasarItemPictures
{
  GObject parent_instance;

  PasarClient *client; /* (owned) (nullable) */
  int side;
  GHashTable *textures;      /* gint64 item id → GdkTexture, or no value while it is not there */
  GArray *unlisted;          /* gint64 item ids whose pictures nobody knows yet */
  GQueue waiting;            /* (element-type Picture) (owned): to be fetched */
  gboolean is_listing;       /* a call for addresses is under way */
  guint n_fetching;          /* pictures that are under way */
  guint start_id;            /* the call for addresses waits for more of them */
  GCancellable *cancellable; /* (owned) */
};

G_DEFINE_FINAL_TYPE (PasarItemPictures, pasar_item_pictures, G_TYPE_OBJECT)

enum
{
  SIGNAL_ARRIVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

typedef struct
{
  PasarItemPictures *owner; /* (owned) (nullable): while it is under way */
  gint64 item_id;
  char *url;
} Picture;

static void
picture_free (Picture *picture)
{
  g_clear_object (&picture->owner);
  g_free (picture->url);
  g_free (picture);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Picture, picture_free)

static void fetch_next (PasarItemPictures *self);

/* Takes over the picture: this one is done with, for good or ill. */
static void
end_fetch (Picture *picture, GdkTexture *texture, const GError *error)
{
  PasarItemPictures *self = picture->owner;

  if (texture != NULL)
    {
      g_hash_table_insert (self->textures,
                           g_memdup2 (&picture->item_id, sizeof picture->item_id),
                           g_object_ref (texture));
      g_signal_emit (self, signals[SIGNAL_ARRIVED], 0, picture->item_id);
    }
  else
    g_debug ("A picture could not be shown: %s", error->message);
  self->n_fetching--;
  fetch_next (self);
  picture_free (picture);
}

static void
decoded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = pasar_picture_decode_finish (result, &error);

  end_fetch (user_data, texture, error);
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Picture *picture = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes =
      pasar_client_get_picture_finish (PASAR_CLIENT (source), result, &error);

  if (bytes == NULL)
    end_fetch (picture, NULL, error);
  else
    pasar_picture_decode_async (bytes,
                                picture->owner->side,
                                picture->owner->cancellable,
                                decoded_cb,
                                picture);
}

static void
fetch_next (PasarItemPictures *self)
{
  while (self->n_fetching < FETCHES_MAX && !g_queue_is_empty (&self->waiting)
         && !g_cancellable_is_cancelled (self->cancellable))
    {
      Picture *picture = g_queue_pop_head (&self->waiting);

      picture->owner = g_object_ref (self);
      self->n_fetching++;
      pasar_client_get_picture_async (self->client,
                                      picture->url,
                                      self->cancellable,
                                      fetched_cb,
                                      picture);
    }
}

static void list_next (PasarItemPictures *self);

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarItemPictures) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) infos =
      pasar_client_get_item_base_info_finish (PASAR_CLIENT (source), result, &error);

  self->is_listing = FALSE;
  if (infos == NULL)
    {
      g_debug ("Pictures of items could not be asked for: %s", error->message);
      return;
    }
  for (guint i = 0; i < infos->len; i++)
    {
      const PasarItemInfo *info = g_ptr_array_index (infos, i);
      Picture *picture;

      if (info->image_urls->len == 0)
        continue;
      picture = g_new0 (Picture, 1);
      picture->item_id = info->item_id;
      picture->url = g_strdup (g_ptr_array_index (info->image_urls, 0));
      g_queue_push_tail (&self->waiting, picture);
    }
  fetch_next (self);
  list_next (self);
}

static void
list_next (PasarItemPictures *self)
{
  const guint n = MIN (self->unlisted->len, PASAR_BASE_INFO_MAX);

  if (n == 0 || self->is_listing || g_cancellable_is_cancelled (self->cancellable))
    return;

  self->is_listing = TRUE;
  pasar_client_get_item_base_info_async (self->client,
                                         (const gint64 *) (gpointer) self->unlisted->data,
                                         n,
                                         TRUE,
                                         self->cancellable,
                                         listed_cb,
                                         g_object_ref (self));
  g_array_remove_range (self->unlisted, 0, n);
}

static gboolean
start_cb (gpointer user_data)
{
  PasarItemPictures *self = user_data;

  self->start_id = 0;
  list_next (self);

  return G_SOURCE_REMOVE;
}

static void
pasar_item_pictures_dispose (GObject *object)
{
  PasarItemPictures *self = PASAR_ITEM_PICTURES (object);

  g_clear_handle_id (&self->start_id, g_source_remove);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (pasar_item_pictures_parent_class)->dispose (object);
}

static void
pasar_item_pictures_finalize (GObject *object)
{
  PasarItemPictures *self = PASAR_ITEM_PICTURES (object);

  g_queue_clear_full (&self->waiting, (GDestroyNotify) picture_free);
  g_hash_table_unref (self->textures);
  g_array_unref (self->unlisted);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (pasar_item_pictures_parent_class)->finalize (object);
}

static void
pasar_item_pictures_class_init (PasarItemPicturesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = pasar_item_pictures_dispose;
  object_class->finalize = pasar_item_pictures_finalize;

  signals[SIGNAL_ARRIVED] = pasar_dialog_class_add_signal (klass, "arrived", 1, G_TYPE_INT64);
}

static void
clear_texture (gpointer texture)
{
  g_clear_object (&texture);
}

static void
pasar_item_pictures_init (PasarItemPictures *self)
{
  self->textures = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, clear_texture);
  self->unlisted = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->cancellable = g_cancellable_new ();
}

/**
 * pasar_item_pictures_new:
 * @client: (nullable): what fetches them; without one there are none
 * @side: pixels that the longer side of a picture has at most
 *
 * Returns: (transfer full): pictures, none of them fetched
 */
PasarItemPictures *
pasar_item_pictures_new (PasarClient *client, int side)
{
  PasarItemPictures *self;

  g_return_val_if_fail (client == NULL || PASAR_IS_CLIENT (client), NULL);

  self = g_object_new (PASAR_TYPE_ITEM_PICTURES, NULL);
  self->client = client != NULL ? g_object_ref (client) : NULL;
  self->side = side;

  return self;
}

/**
 * pasar_item_pictures_get:
 * @self: pictures
 * @item_id: an item of the shop
 *
 * Asks for the picture of an item, the first time. One that cannot be had is not asked for again.
 *
 * Returns: (transfer none) (nullable): the picture, once it is there
 */
GdkPaintable *
pasar_item_pictures_get (PasarItemPictures *self, gint64 item_id)
{
  gpointer texture;

  g_return_val_if_fail (PASAR_IS_ITEM_PICTURES (self), NULL);

  if (g_hash_table_lookup_extended (self->textures, &item_id, NULL, &texture))
    return texture;
  if (self->client == NULL)
    return NULL;

  g_hash_table_insert (self->textures, g_memdup2 (&item_id, sizeof item_id), NULL);
  g_array_append_val (self->unlisted, item_id);
  if (self->start_id == 0)
    self->start_id = g_idle_add (start_cb, self);

  return NULL;
}

/**
 * pasar_item_pictures_stop:
 * @self: pictures
 *
 * Fetches nothing any more.
 */
void
pasar_item_pictures_stop (PasarItemPictures *self)
{
  g_return_if_fail (PASAR_IS_ITEM_PICTURES (self));

  g_clear_handle_id (&self->start_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
}
