/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shopee/client-private.h"
#include "shopee/error-private.h"
#include "shopee/exchange-private.h"
#include "shopee/host.h"

#include <glib/gi18n-lib.h>

/* Pictures lie on other hosts: no signature, no token, no throttle. Redirects are followed here,
 * since each address is checked before anything goes there. */

#define SIZE_MAX_BYTES  (8 * 1024 * 1024)
#define MAX_N_REDIRECTS 5

typedef struct
{
  SoupMessage *message;
  guint n_redirects;
  gint64 deadline;
} Picture;

static void
picture_free (Picture *picture)
{
  g_clear_object (&picture->message);
  g_free (picture);
}

/* A shop on this computer may have its pictures here, too. */
static gboolean
is_allowed (PasarClient *self, GUri *uri)
{
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : "";

  return g_str_equal (scheme, "https")
         || (g_str_equal (scheme, "http") && g_str_has_prefix (self->base_url, "http:")
             && pasar_host_is_loopback (g_uri_get_host (uri)));
}

static void fetch (GTask *owned_task, GUri *uri);

/* (transfer full) (nullable): where the picture is instead. */
static GUri *
get_redirect (SoupMessage *message)
{
  const char *location =
      soup_message_headers_get_one (soup_message_get_response_headers (message), "Location");

  if (!SOUP_STATUS_IS_REDIRECTION (soup_message_get_status (message)) || location == NULL)
    return NULL;
  return g_uri_parse_relative (soup_message_get_uri (message), location, SOUP_HTTP_URI_FLAGS, NULL);
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Picture *picture = g_task_get_task_data (task);
  guint status = soup_message_get_status (picture->message);
  g_autoptr (GUri) redirect = NULL;
  GError *error = NULL;
  g_autoptr (GBytes) body = pasar_exchange_finish (result, &error);

  if (body == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  redirect = get_redirect (picture->message);
  if (redirect != NULL && picture->n_redirects++ < MAX_N_REDIRECTS)
    fetch (g_steal_pointer (&task), redirect);
  else if (SOUP_STATUS_IS_SUCCESSFUL (status))
    g_task_return_pointer (task, g_steal_pointer (&body), (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task,
                         /* Translators: a status number of HTTP. */
                         pasar_error_new_local (PASAR_ERROR_NOT_FOUND,
                                                _ ("HTTP status %u"),
                                                status));
}

static void
fetch (GTask *owned_task, GUri *uri)
{
  g_autoptr (GTask) task = owned_task;
  PasarClient *self = g_task_get_source_object (task);
  Picture *picture = g_task_get_task_data (task);
  PasarExchangeOptions options = { .max_size = SIZE_MAX_BYTES,
                                   .silence_us = self->timeout_us,
                                   .total_us = picture->deadline - g_get_monotonic_time (),
                                   /* Other requests go first. */
                                   .priority = G_PRIORITY_LOW,
                                   .http2 = self->http2 };

  if (!is_allowed (self, uri))
    {
      g_task_return_error (task,
                           pasar_error_new_local (PASAR_ERROR_PARAMETER,
                                                  "%s",
                                                  _ ("not the address of a picture")));
      return;
    }
  g_clear_object (&picture->message);
  picture->message = soup_message_new_from_uri (SOUP_METHOD_GET, uri);
  soup_message_add_flags (picture->message, SOUP_MESSAGE_NO_REDIRECT);
  pasar_exchange_async (self->session,
                        picture->message,
                        &options,
                        g_task_get_cancellable (task),
                        fetched_cb,
                        g_object_ref (task));
}

/**
 * pasar_client_get_picture_async:
 * @self: a client
 * @url: (nullable): address of a picture: https, or http on this computer for a client of a shop on
 *   this computer; redirects, too
 * @cancellable: (nullable): a cancellable
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Fetches a picture that an answer named, of 8 MiB at most. Nothing of the seller's goes with it.
 */
void
pasar_client_get_picture_async (PasarClient *self,
                                const char *url,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task;
  Picture *picture;
  g_autoptr (GUri) uri = url != NULL ? g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL) : NULL;

  g_return_if_fail (PASAR_IS_CLIENT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, pasar_client_get_picture_async);
  picture = g_new0 (Picture, 1);
  picture->deadline = g_get_monotonic_time () + PASAR_TIMEOUTS_A_CALL * self->timeout_us;
  g_task_set_task_data (task, picture, (GDestroyNotify) picture_free);
  fetch (task, uri);
}

/**
 * pasar_client_get_picture_finish:
 * @self: a client
 * @result: the result
 * @error: return location for an error
 *
 * Nobody has looked into the bytes: they may be no picture at all. Errors: `PASAR_ERROR`.
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
