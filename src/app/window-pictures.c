/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/window-private.h"

/* Where the pictures of the open shop come from. */

#define CACHE_MAX_BYTES (64 * 1024 * 1024)

static PasarPictureCache *
ensure_cache (PasarWindow *self)
{
  g_autofree char *folder = NULL;

  if (self->picture_cache == NULL)
    {
      folder = g_build_filename (g_get_user_cache_dir (), "pasar", "pictures", NULL);
      self->picture_cache = pasar_picture_cache_new (folder, CACHE_MAX_BYTES);
    }
  return self->picture_cache;
}

/**
 * pasar_window_update_pictures:
 * @self: a window whose session is another one
 *
 * Has pictures of the shop that is open now, if one is. The demo shop is near, and has another
 * address at each start, so its pictures are not kept.
 */
void
pasar_window_update_pictures (PasarWindow *self)
{
  g_clear_object (&self->pictures);
  if (self->session != NULL)
    self->pictures =
        pasar_picture_loader_new (pasar_session_get_client (self->session),
                                  g_strcmp0 (pasar_session_get_shop (self->session)->host_id,
                                             "demo")
                                          != 0
                                      ? ensure_cache (self)
                                      : NULL);
  pasar_sheet_set_pictures (self->sheet, self->pictures);
  pasar_window_update_side_pane (self);
}

static void
clear_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  pasar_picture_cache_clear (data);
  g_task_return_boolean (task, TRUE);
}

/**
 * pasar_window_forget_pictures:
 * @self: a window
 *
 * Deletes the pictures on disk, in a thread: a shop was forgotten.
 */
void
pasar_window_forget_pictures (PasarWindow *self)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  g_task_set_source_tag (task, pasar_window_forget_pictures);
  g_task_set_task_data (task, g_object_ref (ensure_cache (self)), g_object_unref);
  g_task_run_in_thread (task, clear_in_thread);
}
