/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/pictures/thumbnails.h"

/* At the same time, so that other requests are not held up. */
#define LOADS_MAX 4

/* What is kept of a picture beside its pixels. */
#define OVERHEAD 256

/* What became of an address. */
typedef struct
{
  GList link; /* in the order of use */
  char *address;
  GdkTexture *texture; /* (owned) (nullable): it cannot be had */
} Thumbnail;

struct _PasarThumbnails
{
  GObject parent_instance;

  PasarPictureLoader *loader; /* (owned) */
  int side;
  gsize max_bytes;
  gsize n_bytes;
  GHashTable *known;         /* (element-type utf8 Thumbnail) */
  GQueue used;               /* (element-type Thumbnail): the one used last is the first */
  GPtrArray *waiting;        /* (element-type utf8): the first is the next */
  GHashTable *loading;       /* (element-type utf8): set */
  GCancellable *cancellable; /* (owned): of those that are loading */
};

G_DEFINE_FINAL_TYPE (PasarThumbnails, pasar_thumbnails, G_TYPE_OBJECT)

enum
{
  SIGNAL_ARRIVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gsize
get_n_bytes (const Thumbnail *thumbnail)
{
  const gsize n_pixels = thumbnail->texture == NULL
                             ? 0
                             : (gsize) gdk_texture_get_width (thumbnail->texture)
                                   * (gsize) gdk_texture_get_height (thumbnail->texture);

  return OVERHEAD + 4 * n_pixels;
}

static void
thumbnail_free (gpointer data)
{
  Thumbnail *thumbnail = data;

  g_free (thumbnail->address);
  g_clear_object (&thumbnail->texture);
  g_free (thumbnail);
}

static void
forget (PasarThumbnails *self, Thumbnail *thumbnail)
{
  g_queue_unlink (&self->used, &thumbnail->link);
  self->n_bytes -= get_n_bytes (thumbnail);
  g_hash_table_remove (self->known, thumbnail->address);
}

static void
remember (PasarThumbnails *self, const char *address, GdkTexture *texture)
{
  Thumbnail *thumbnail = g_new0 (Thumbnail, 1);

  thumbnail->link.data = thumbnail;
  thumbnail->address = g_strdup (address);
  g_set_object (&thumbnail->texture, texture);
  g_hash_table_insert (self->known, thumbnail->address, thumbnail);
  g_queue_push_head_link (&self->used, &thumbnail->link);
  self->n_bytes += get_n_bytes (thumbnail);
  while (self->n_bytes > self->max_bytes && self->used.length > 1)
    forget (self, g_queue_peek_tail (&self->used));
}

/* Loading. */

typedef struct
{
  PasarThumbnails *owner;    /* (owned) */
  GCancellable *cancellable; /* (owned) */
  char *address;
} Load;

static void
load_free (Load *load)
{
  g_object_unref (load->owner);
  g_object_unref (load->cancellable);
  g_free (load->address);
  g_free (load);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Load, load_free)

static void load_next (PasarThumbnails *self);

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Load) load = user_data;
  PasarThumbnails *self = load->owner;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture =
      pasar_picture_loader_load_finish (PASAR_PICTURE_LOADER (source), result, &error);

  /* It was loaded for another size, or nobody looks any more. */
  if (g_cancellable_is_cancelled (load->cancellable))
    return;
  g_hash_table_remove (self->loading, load->address);
  remember (self, load->address, texture);
  if (texture != NULL)
    g_signal_emit (self, signals[SIGNAL_ARRIVED], 0, load->address);
  else
    g_debug ("A picture cannot be shown: %s", error->message);
  load_next (self);
}

static void
load_next (PasarThumbnails *self)
{
  while (self->waiting->len > 0 && g_hash_table_size (self->loading) < LOADS_MAX)
    {
      Load *load = g_new (Load, 1);

      load->owner = g_object_ref (self);
      load->cancellable = g_object_ref (self->cancellable);
      load->address = g_ptr_array_steal_index (self->waiting, 0);
      g_hash_table_add (self->loading, g_strdup (load->address));
      pasar_picture_loader_load_async (self->loader,
                                       load->address,
                                       self->side,
                                       PASAR_PICTURE_SQUARE,
                                       self->cancellable,
                                       loaded_cb,
                                       load);
    }
}

/* The life of thumbnails. */

static void
pasar_thumbnails_dispose (GObject *object)
{
  g_clear_object (&PASAR_THUMBNAILS (object)->loader);
  G_OBJECT_CLASS (pasar_thumbnails_parent_class)->dispose (object);
}

static void
pasar_thumbnails_finalize (GObject *object)
{
  PasarThumbnails *self = PASAR_THUMBNAILS (object);

  g_hash_table_unref (self->known);
  g_hash_table_unref (self->loading);
  g_ptr_array_unref (self->waiting);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (pasar_thumbnails_parent_class)->finalize (object);
}

static void
pasar_thumbnails_class_init (PasarThumbnailsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = pasar_thumbnails_dispose;
  object_class->finalize = pasar_thumbnails_finalize;

  /**
   * PasarThumbnails::arrived:
   * @self: thumbnails
   * @address: of a picture
   *
   * The picture can be shown.
   */
  signals[SIGNAL_ARRIVED] = g_signal_new ("arrived",
                                          G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          1,
                                          G_TYPE_STRING);
}

static void
pasar_thumbnails_init (PasarThumbnails *self)
{
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, thumbnail_free);
  self->waiting = g_ptr_array_new_with_free_func (g_free);
  self->loading = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->cancellable = g_cancellable_new ();
}

/**
 * pasar_thumbnails_new:
 * @loader: what loads them
 * @side: pixels that a side has at most
 * @max_bytes: that those in memory take; more than what is seen at once needs
 *
 * Returns: (transfer full): thumbnails, none of them loaded
 */
PasarThumbnails *
pasar_thumbnails_new (PasarPictureLoader *loader, int side, gsize max_bytes)
{
  PasarThumbnails *self;

  g_return_val_if_fail (PASAR_IS_PICTURE_LOADER (loader), NULL);

  self = g_object_new (PASAR_TYPE_THUMBNAILS, NULL);
  self->loader = g_object_ref (loader);
  self->side = side;
  self->max_bytes = max_bytes;
  return self;
}

/**
 * pasar_thumbnails_set_side:
 * @self: thumbnails
 * @side: pixels that a side has at most
 *
 * Pictures of another size are forgotten.
 */
void
pasar_thumbnails_set_side (PasarThumbnails *self, int side)
{
  g_return_if_fail (PASAR_IS_THUMBNAILS (self));

  if (self->side == side)
    return;
  pasar_thumbnails_stop (self);
  self->side = side;
  while (self->used.length > 0)
    forget (self, g_queue_peek_tail (&self->used));
}

/**
 * pasar_thumbnails_get:
 * @self: thumbnails
 * @address: where the picture is
 *
 * Returns: (transfer none) (nullable): the picture, once it is there
 */
GdkPaintable *
pasar_thumbnails_get (PasarThumbnails *self, const char *address)
{
  Thumbnail *thumbnail;

  g_return_val_if_fail (PASAR_IS_THUMBNAILS (self), NULL);

  thumbnail = g_hash_table_lookup (self->known, address);
  if (thumbnail == NULL || thumbnail->texture == NULL)
    return NULL;
  g_queue_unlink (&self->used, &thumbnail->link);
  g_queue_push_head_link (&self->used, &thumbnail->link);
  return GDK_PAINTABLE (thumbnail->texture);
}

/**
 * pasar_thumbnails_want:
 * @self: thumbnails
 * @addresses: (array length=n): where pictures are that are seen, the first one first
 * @n: how many
 *
 * Loads these; what was wanted before and has not begun to load is forgotten.
 */
void
pasar_thumbnails_want (PasarThumbnails *self, const char *const *addresses, guint n)
{
  g_return_if_fail (PASAR_IS_THUMBNAILS (self));

  g_ptr_array_set_size (self->waiting, 0);
  for (guint i = 0; i < n; i++)
    {
      if (!g_hash_table_contains (self->known, addresses[i])
          && !g_hash_table_contains (self->loading, addresses[i])
          && !g_ptr_array_find_with_equal_func (self->waiting, addresses[i], g_str_equal, NULL))
        g_ptr_array_add (self->waiting, g_strdup (addresses[i]));
    }
  load_next (self);
}

/**
 * pasar_thumbnails_retry:
 * @self: thumbnails
 *
 * Those that could not be had are loaded again when they are wanted.
 */
void
pasar_thumbnails_retry (PasarThumbnails *self)
{
  g_return_if_fail (PASAR_IS_THUMBNAILS (self));

  for (GList *l = self->used.head, *next; l != NULL; l = next)
    {
      Thumbnail *thumbnail = l->data;

      next = l->next;
      if (thumbnail->texture == NULL)
        forget (self, thumbnail);
    }
}

/**
 * pasar_thumbnails_stop:
 * @self: thumbnails
 *
 * Nothing is wanted any more, and what is loading is given up.
 */
void
pasar_thumbnails_stop (PasarThumbnails *self)
{
  g_return_if_fail (PASAR_IS_THUMBNAILS (self));

  g_ptr_array_set_size (self->waiting, 0);
  g_hash_table_remove_all (self->loading);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
}
