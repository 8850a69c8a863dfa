/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/background.h"

#include <glib/gi18n-lib.h>

/* In a sandbox the desktop ends what has no window, unless it was asked before:
 * https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Background.html */

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define BACKGROUND  "org.freedesktop.portal.Background"
#define REQUEST     "org.freedesktop.portal.Request"

typedef struct
{
  GDBusConnection *bus; /* (owned) (nullable): once there is one */
  char *token;          /* (owned) (nullable) */
  guint subscription;
} Ask;

static void
stop_listening (Ask *ask)
{
  const guint subscription = ask->subscription;

  ask->subscription = 0;
  if (subscription != 0)
    g_dbus_connection_signal_unsubscribe (ask->bus, subscription);
}

static void
ask_free (gpointer data)
{
  Ask *ask = data;

  g_clear_object (&ask->bus);
  g_free (ask->token);
  g_free (ask);
}

/* GTK_USE_PORTAL has GTK use portals, too. */
static gboolean
is_in_sandbox (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS)
         || g_strcmp0 (g_getenv ("GTK_USE_PORTAL"), "1") == 0;
}

static void
refuse (GTask *task)
{
  g_task_return_new_error (task,
                           G_IO_ERROR,
                           G_IO_ERROR_PERMISSION_DENIED,
                           "%s",
                           _ ("This computer does not let Pasar go on without a window."));
}

static void
answered_cb (GDBusConnection *bus,
             const char *sender,
             const char *path,
             const char *interface,
             const char *signal,
             GVariant *parameters,
             gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  Ask *ask = g_task_get_task_data (task);
  g_autoptr (GVariant) results = NULL;
  gboolean is_allowed = FALSE;
  guint32 response;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")))
    return;
  stop_listening (ask);
  g_variant_get (parameters, "(u@a{sv})", &response, &results);
  g_variant_lookup (results, "background", "b", &is_allowed);
  if (response == 0 && is_allowed)
    g_task_return_boolean (task, TRUE);
  else
    refuse (task);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Ask *ask = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (reply != NULL || ask->subscription == 0)
    return;
  g_debug ("The background portal: %s", error->message);
  stop_listening (ask);
  refuse (task);
}

/* Where the answer comes is known before it is asked for. */
static char *
dup_request_path (const Ask *ask)
{
  g_autofree char *sender = g_strdup (g_dbus_connection_get_unique_name (ask->bus) + 1);

  return g_strconcat (PORTAL_PATH "/request/",
                      g_strdelimit (sender, ".", '_'),
                      "/",
                      ask->token,
                      NULL);
}

static void
bus_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Ask *ask = g_task_get_task_data (task);
  g_auto (GVariantBuilder) options = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autofree char *path = NULL;

  ask->bus = g_bus_get_finish (result, NULL);
  if (ask->bus == NULL)
    {
      refuse (task);
      return;
    }
  ask->token = g_strdup_printf ("pasar%u", g_random_int ());
  path = dup_request_path (ask);
  ask->subscription = g_dbus_connection_signal_subscribe (ask->bus,
                                                          PORTAL_NAME,
                                                          REQUEST,
                                                          "Response",
                                                          path,
                                                          NULL,
                                                          G_DBUS_SIGNAL_FLAGS_NONE,
                                                          answered_cb,
                                                          g_object_ref (task),
                                                          g_object_unref);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (ask->token));
  g_variant_builder_add (&options,
                         "{sv}",
                         "reason",
                         g_variant_new_string (_ ("The changes that you submitted are sent")));
  g_dbus_connection_call (ask->bus,
                          PORTAL_NAME,
                          PORTAL_PATH,
                          BACKGROUND,
                          "RequestBackground",
                          g_variant_new ("(sa{sv})", "", &options),
                          NULL,
                          G_DBUS_CALL_FLAGS_NONE,
                          -1,
                          NULL,
                          asked_cb,
                          g_object_ref (task));
}

/**
 * pasar_background_ask_async:
 * @callback: (scope async): called when it is answered
 * @user_data: for @callback
 *
 * Asks whether the app may go on without a window: the portal, where it is in a sandbox.
 */
void
pasar_background_ask_async (GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, pasar_background_ask_async);
  g_task_set_task_data (task, g_new0 (Ask, 1), ask_free);
  if (is_in_sandbox ())
    g_bus_get (G_BUS_TYPE_SESSION, NULL, bus_cb, g_object_ref (task));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * pasar_background_ask_finish:
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: whether it may
 */
gboolean
pasar_background_ask_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, pasar_background_ask_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
