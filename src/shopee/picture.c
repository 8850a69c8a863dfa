/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shopee/client-private.h"
#include "shopee/error-private.h"

#include <glib/gi18n-lib.h>

/* Pictures lie on other hosts: no signature, no token, no throttle. */

/* Other requests go first. They are cancelled at a lower priority than libsoup delivers with, for
 * the reason that the engine gives. */
#define SEND_PRIORITY   G_PRIORITY_LOW
#define CANCEL_PRIORITY (SEND_PRIORITY + 1)

typedef struct
{
  SoupMessage *message;
  GCancellable *try_cancellable;
  GSource *timer;
  GSource *cancel_source;
  gboolean timed_out;
  gint64 progressed_at;
} Picture;

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
picture_stop (Picture *picture)
{
  clear_source (&picture->timer);
  clear_source (&picture->cancel_source);
}

static void
picture_free (Picture *picture)
{
  g_clear_object (&picture->message);
  g_clear_object (&picture->try_cancellable);
  g_free (picture);
}

static gboolean
timed_out_cb (gpointer user_data)
{
  GTask *task = user_data;
  PasarClient *self = g_task_get_source_object (task);
  Picture *picture = g_task_get_task_data (task);

  if (g_get_monotonic_time () - picture->progressed_at < self->timeout * G_USEC_PER_SEC)
    return G_SOURCE_CONTINUE;
  picture->timed_out = TRUE;
  g_cancellable_cancel (picture->try_cancellable);
  return G_SOURCE_CONTINUE;
}

static void
progress_cb (gpointer user_data)
{
  Picture *picture = g_task_get_task_data (G_TASK (user_data));

  picture->progressed_at = g_get_monotonic_time ();
}

/* Takes @error over. */
static void
fail (GTask *task, GError *error)
{
  Picture *picture = g_task_get_task_data (task);

  picture_stop (picture);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_error (task, pasar_request_error_from_transport (error, picture->timed_out));
  g_error_free (error);
}

static void
body_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GBytes *body = pasar_body_read_finish (result, &error);

  if (body == NULL)
    {
      fail (task, error);
      return;
    }
  picture_stop (g_task_get_task_data (task));
  g_task_return_pointer (task, body, (GDestroyNotify) g_bytes_unref);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Picture *picture = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GInputStream) stream =
      soup_session_send_finish (SOUP_SESSION (source), result, &error);
  guint status = soup_message_get_status (picture->message);

  if (stream == NULL)
    {
      fail (task, error);
      return;
    }
  if (!SOUP_STATUS_IS_SUCCESSFUL (status))
    {
      /* Translators: a status number of HTTP. */
      fail (task, pasar_error_new_local (PASAR_ERROR_NOT_FOUND, _ ("HTTP status %u"), status));
      return;
    }
  progress_cb (task);
  pasar_body_read_async (stream, progress_cb, task, picture->try_cancellable, body_read_cb, task);
  g_steal_pointer (&task);
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

static void
attach (GSource *source, GTask *task)
{
  g_source_set_priority (source, CANCEL_PRIORITY);
  g_source_attach (source, g_task_get_context (task));
}

static SoupMessage *
new_message (const char *url)
{
  g_autoptr (GUri) uri = url != NULL ? g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL) : NULL;
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;

  if (g_strcmp0 (scheme, "https") != 0 && g_strcmp0 (scheme, "http") != 0)
    return NULL;
  return soup_message_new_from_uri (SOUP_METHOD_GET, uri);
}

/**
 * pasar_client_get_picture_async:
 * @self: a client
 * @url: address of a picture, http or https
 * @cancellable: (nullable): a cancellable
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Fetches a picture that an answer named. Nothing of the seller's goes with it.
 */
void
pasar_client_get_picture_async (PasarClient *self,
                                const char *url,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Picture *picture;

  g_return_if_fail (PASAR_IS_CLIENT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, pasar_client_get_picture_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  picture = g_new0 (Picture, 1);
  g_task_set_task_data (task, picture, (GDestroyNotify) picture_free);
  picture->message = new_message (url);
  if (picture->message == NULL)
    {
      g_task_return_error (task,
                           pasar_error_new_local (PASAR_ERROR_PARAMETER,
                                                  "%s",
                                                  _ ("not the address of a picture")));
      return;
    }
  pasar_request_guard_restart (picture->message);
  picture->try_cancellable = g_cancellable_new ();
  if (cancellable != NULL)
    {
      picture->cancel_source = g_cancellable_source_new (cancellable);
      g_source_set_callback (picture->cancel_source,
                             G_SOURCE_FUNC (cancelled_cb),
                             picture->try_cancellable,
                             NULL);
      attach (picture->cancel_source, task);
    }
  picture->progressed_at = g_get_monotonic_time ();
  picture->timer = g_timeout_source_new_seconds (1);
  g_source_set_callback (picture->timer, timed_out_cb, task, NULL);
  attach (picture->timer, task);
  soup_session_send_async (self->session,
                           picture->message,
                           SEND_PRIORITY,
                           picture->try_cancellable,
                           sent_cb,
                           g_object_ref (task));
}

/**
 * pasar_client_get_picture_finish:
 * @self: a client
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): the bytes as they came, or %NULL with an error
 */
GBytes *
pasar_client_get_picture_finish (PasarClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pasar_client_get_picture_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
