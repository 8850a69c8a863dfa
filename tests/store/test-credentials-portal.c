/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "credentials-helpers.h"

#include <glib/gstdio.h>
#include <libsecret/secret.h>
#include <string.h>

/* In a sandbox, where the portal gives the key of libsecret's own file. GNOME's takes it from the
 * login keyring, and only says that it failed where there is none. The portal has a thread of its
 * own, as libsecret waits for its first answer. */

#define PORTAL "org.freedesktop.portal.Desktop"

static const char introspection[] =
    "<node><interface name='org.freedesktop.portal.Secret'>"
    "<method name='RetrieveSecret'><arg type='h' direction='in'/><arg type='a{sv}' direction='in'/>"
    "<arg type='o' direction='out'/></method><property name='version' type='u' access='read'/>"
    "</interface></node>";

typedef struct
{
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  GAsyncQueue *ready;
  GDBusConnection *connection;
  char *sender;  /* (nullable): of the last request */
  char *request; /* its path */
  guint response;
} Portal;

/* Again and again: libsecret listens only after it has the answer to its call. */
static gboolean
respond_cb (gpointer data)
{
  const Portal *self = data;

  if (self->sender != NULL)
    g_dbus_connection_emit_signal (self->connection,
                                   self->sender,
                                   self->request,
                                   "org.freedesktop.portal.Request",
                                   "Response",
                                   g_variant_new ("(ua{sv})", self->response, NULL),
                                   NULL);
  return G_SOURCE_CONTINUE;
}

static void
retrieve_secret_cb (GDBusConnection *connection,
                    const char *sender,
                    const char *path,
                    const char *interface,
                    const char *method,
                    GVariant *parameters,
                    GDBusMethodInvocation *invocation,
                    gpointer user_data)
{
  Portal *self = user_data;
  g_autoptr (GVariant) options = g_variant_get_child_value (parameters, 1);
  g_autofree char *name = g_strdelimit (g_strdup (sender + 1), ".", '_');
  const char *token = "0";

  /* libsecret before 0.21 names no token. */
  g_variant_lookup (options, "handle_token", "&s", &token);
  g_free (self->sender);
  self->sender = g_strdup (sender);
  g_free (self->request);
  self->request = g_strdup_printf ("/org/freedesktop/portal/desktop/request/%s/%s", name, token);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", self->request));
}

static GVariant *
get_version_cb (GDBusConnection *connection,
                const char *sender,
                const char *path,
                const char *interface,
                const char *property,
                GError **error,
                gpointer user_data)
{
  return g_variant_new_uint32 (1);
}

static void
portal_serve (Portal *self)
{
  static const GDBusInterfaceVTable vtable = { .method_call = retrieve_secret_cb,
                                               .get_property = get_version_cb };
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (introspection, NULL);
  g_autoptr (GVariant) owned = NULL;
  g_autoptr (GError) error = NULL;

  self->connection =
      g_dbus_connection_new_for_address_sync (address,
                                              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
                                                  | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                              NULL,
                                              NULL,
                                              &error);
  g_assert_no_error (error);
  g_dbus_connection_register_object (self->connection,
                                     "/org/freedesktop/portal/desktop",
                                     node->interfaces[0],
                                     &vtable,
                                     self,
                                     NULL,
                                     &error);
  g_assert_no_error (error);
  owned = g_dbus_connection_call_sync (self->connection,
                                       "org.freedesktop.DBus",
                                       "/org/freedesktop/DBus",
                                       "org.freedesktop.DBus",
                                       "RequestName",
                                       g_variant_new ("(su)", PORTAL, 0),
                                       NULL,
                                       G_DBUS_CALL_FLAGS_NONE,
                                       -1,
                                       NULL,
                                       &error);
  g_assert_no_error (error);
}

static gpointer
portal_thread (gpointer data)
{
  Portal *self = data;
  GSource *source = g_timeout_source_new (20);

  g_main_context_push_thread_default (self->context);
  portal_serve (self);
  g_source_set_callback (source, respond_cb, self, NULL);
  g_source_attach (source, self->context);
  g_async_queue_push (self->ready, self);
  g_main_loop_run (self->loop);
  g_source_destroy (source);
  g_source_unref (source);
  g_dbus_connection_close_sync (self->connection, NULL, NULL);
  g_object_unref (self->connection);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

static void
portal_open (Portal *self)
{
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->ready = g_async_queue_new ();
  self->thread = g_thread_new ("portal", portal_thread, self);
  g_async_queue_pop (self->ready);
}

static void
portal_close (Portal *self)
{
  g_main_loop_quit (self->loop);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_async_queue_unref (self->ready);
  g_free (self->sender);
  g_free (self->request);
}

static void
test_answer (gconstpointer data)
{
  Portal portal = { .response = GPOINTER_TO_UINT (data) };
  g_autoptr (PasarSecrets) secrets = some_secrets ();
  g_autoptr (GError) error = NULL;
  const PasarCredentialsError expected =
      portal.response == 1 ? PASAR_CREDENTIALS_ERROR_DISMISSED : PASAR_CREDENTIALS_ERROR_FAILED;

  portal_open (&portal);
  g_assert_false (store (1, secrets, NULL, &error));
  g_assert_nonnull (strstr (error->message, portal.response == 1 ? "password" : "“Login”"));
  assert_failed (&error, expected);
  g_assert_null (lookup (1, NULL, &error));
  assert_failed (&error, expected);
  portal_close (&portal);
}

int
main (int argc, char **argv)
{
  g_autoptr (GTestDBus) bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_autofree char *home = g_dir_make_tmp ("pasar-portal-XXXXXX", NULL);
  int status;

  /* libsecret asks the portal in a snap, too, and that is easier to be. */
  g_setenv ("SNAP_NAME", "pasar-test", TRUE);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/credentials-portal/question-closed", GUINT_TO_POINTER (1), test_answer);
  g_test_add_data_func ("/credentials-portal/no-login-keyring", GUINT_TO_POINTER (2), test_answer);
  g_test_dbus_up (bus);
  status = g_test_run ();
  g_test_dbus_stop (bus);
  g_rmdir (home);
  return status;
}
