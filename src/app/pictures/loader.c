/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/pictures/loader.h"

struct _PasarPictureLoader
{
  GObject parent_instance;

  PasarClient *client;      /* (owned) (nullable) */
  PasarPictureCache *cache; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (PasarPictureLoader, pasar_picture_loader, G_TYPE_OBJECT)

/* What a thread has to know: nothing of the loader or its client, which belong to the main one. */
typedef struct
{
  PasarPictureCache *cache; /* (owned) (nullable): when the picture is to be kept */
  char *address;
  int side;
  PasarPictureShape shape;
  GBytes *file; /* (owned) (nullable): once it has come */
} Load;

static void
load_free (Load *load)
{
  g_clear_object (&load->cache);
  g_free (load->address);
  g_clear_pointer (&load->file, g_bytes_unref);
  g_free (load);
}

static Load *
load_copy (const Load *load, GBytes *file)
{
  Load *copy = g_new (Load, 1);

  *copy = (Load){
    .cache = load->cache != NULL ? g_object_ref (load->cache) : NULL,
    .address = g_strdup (load->address),
    .side = load->side,
    .shape = load->shape,
    .file = file != NULL ? g_bytes_ref (file) : NULL,
  };
  return copy;
}

/* Threads have a task of their own: who asked is let go in the main thread. */
static void
run_in_thread (GTask *task, GBytes *file, GTaskThreadFunc function, GAsyncReadyCallback callback)
{
  g_autoptr (GTask) thread_task =
      g_task_new (NULL, g_task_get_cancellable (task), callback, g_object_ref (task));

  g_task_set_source_tag (thread_task, run_in_thread);
  g_task_set_task_data (thread_task,
                        load_copy (g_task_get_task_data (task), file),
                        (GDestroyNotify) load_free);
  g_task_run_in_thread (thread_task, function);
}

/* The texture, or none and no error: it is not kept. */
static void
look_in_cache (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Load *load = data;
  g_autoptr (GBytes) file = pasar_picture_cache_read (load->cache, load->address);
  g_autoptr (GdkPixbuf) pixbuf = NULL;

  if (file != NULL)
    {
      pixbuf =
          pasar_picture_decode (file, PASAR_THUMBNAIL_LARGEST_SIDE, load->shape, cancellable, NULL);
      if (pixbuf == NULL && !g_cancellable_is_cancelled (cancellable))
        pasar_picture_cache_drop (load->cache, load->address);
    }
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task,
                           pixbuf != NULL ? pasar_picture_make_texture (pixbuf, load->side) : NULL,
                           g_object_unref);
}

static void
keep (const Load *load, GdkPixbuf *pixbuf)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = pasar_picture_encode (pixbuf, &error);

  if (file != NULL)
    pasar_picture_cache_write (load->cache, load->address, file);
  else
    g_debug ("A picture cannot be kept: %s", error->message);
}

static void
decode (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Load *load = data;
  const int side = load->cache != NULL ? PASAR_THUMBNAIL_LARGEST_SIDE : load->side;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) pixbuf =
      pasar_picture_decode (load->file, side, load->shape, cancellable, &error);

  if (pixbuf == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (g_task_return_error_if_cancelled (task))
    return;
  if (load->cache != NULL)
    keep (load, pixbuf);
  g_task_return_pointer (task, pasar_picture_make_texture (pixbuf, load->side), g_object_unref);
}

static void
decoded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GdkTexture *texture = g_task_propagate_pointer (G_TASK (result), &error);

  if (texture == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, texture, g_object_unref);
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GBytes) file = pasar_client_get_picture_finish (PASAR_CLIENT (source), result, &error);

  if (file == NULL)
    g_task_return_error (task, error);
  else
    run_in_thread (task, file, decode, decoded_cb);
}

static void
fetch (GTask *task)
{
  PasarPictureLoader *self = g_task_get_source_object (task);
  const Load *load = g_task_get_task_data (task);

  if (self->client == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED, "signed out");
  else
    pasar_client_get_picture_async (self->client,
                                    load->address,
                                    g_task_get_cancellable (task),
                                    fetched_cb,
                                    g_object_ref (task));
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GdkTexture *texture = g_task_propagate_pointer (G_TASK (result), &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    fetch (task);
}

static void
pasar_picture_loader_dispose (GObject *object)
{
  PasarPictureLoader *self = PASAR_PICTURE_LOADER (object);

  g_clear_object (&self->client);
  g_clear_object (&self->cache);
  G_OBJECT_CLASS (pasar_picture_loader_parent_class)->dispose (object);
}

static void
pasar_picture_loader_class_init (PasarPictureLoaderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pasar_picture_loader_dispose;
}

static void
pasar_picture_loader_init (PasarPictureLoader *self)
{
}

/**
 * pasar_picture_loader_new:
 * @client: (nullable): what fetches pictures; without it there are those on disk alone
 * @cache: (nullable): where small ones are kept
 *
 * Returns: (transfer full): a loader
 */
PasarPictureLoader *
pasar_picture_loader_new (PasarClient *client, PasarPictureCache *cache)
{
  PasarPictureLoader *self;

  g_return_val_if_fail (client == NULL || PASAR_IS_CLIENT (client), NULL);
  g_return_val_if_fail (cache == NULL || PASAR_IS_PICTURE_CACHE (cache), NULL);

  self = g_object_new (PASAR_TYPE_PICTURE_LOADER, NULL);
  g_set_object (&self->client, client);
  g_set_object (&self->cache, cache);
  return self;
}

/**
 * pasar_picture_loader_load_async:
 * @self: a loader
 * @address: where the picture is
 * @side: pixels that a side of the texture has at most
 * @shape: what of the picture is wanted
 * @cancellable: (nullable): stops it
 * @callback: (scope async): called when the picture is there
 * @user_data: for @callback
 *
 * Loads a picture.
 *
 * Errors: `PASAR_ERROR`, `GDK_PIXBUF_ERROR`, %G_IO_ERROR_NOT_CONNECTED without a client,
 * %G_IO_ERROR_CANCELLED.
 */
void
pasar_picture_loader_load_async (PasarPictureLoader *self,
                                 const char *address,
                                 int side,
                                 PasarPictureShape shape,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  gboolean is_kept;
  Load *load;

  g_return_if_fail (PASAR_IS_PICTURE_LOADER (self));
  g_return_if_fail (address != NULL);
  g_return_if_fail (side > 0);

  task = g_task_new (self, cancellable, callback, user_data);
  is_kept =
      self->cache != NULL && shape == PASAR_PICTURE_SQUARE && side <= PASAR_THUMBNAIL_LARGEST_SIDE;
  load = g_new (Load, 1);
  *load = (Load){
    .cache = is_kept ? g_object_ref (self->cache) : NULL,
    .address = g_strdup (address),
    .side = side,
    .shape = shape,
  };
  g_task_set_source_tag (task, pasar_picture_loader_load_async);
  g_task_set_task_data (task, load, (GDestroyNotify) load_free);
  if (is_kept)
    run_in_thread (task, NULL, look_in_cache, looked_cb);
  else
    fetch (task);
}

/**
 * pasar_picture_loader_load_finish:
 * @self: a loader
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the picture
 */
GdkTexture *
pasar_picture_loader_load_finish (PasarPictureLoader *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, pasar_picture_loader_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
