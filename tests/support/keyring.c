/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "keyring.h"

#include "util.h"

#include <libsecret/secret.h>

#define DAEMON "gnome-keyring-daemon"

struct _PasarTestKeyring
{
  GDBusConnection *connection;
  GSubprocess *daemon;
  char *home;
};

/* Kept to the end of the program, as libraries keep the connection: g_test_dbus_down() and the last
 * reference would wait for it. */
static GTestDBus *bus;

static void
appeared_cb (GDBusConnection *connection, const char *name, const char *owner, gpointer user_data)
{
  gboolean *there = user_data;

  *there = TRUE;
}

static gboolean
is_there (gpointer data)
{
  return *(gboolean *) data;
}

static void
wait_for_service (void)
{
  gboolean there = FALSE;
  const guint watch = g_bus_watch_name (G_BUS_TYPE_SESSION,
                                        "org.freedesktop.secrets",
                                        G_BUS_NAME_WATCHER_FLAGS_NONE,
                                        appeared_cb,
                                        NULL,
                                        &there,
                                        NULL);

  pasar_test_wait (is_there, &there);
  g_bus_unwatch_name (watch);
}

static void
start_daemon (PasarTestKeyring *self, const char *program)
{
  static const char *const folders[] = { "HOME",
                                         "XDG_DATA_HOME",
                                         "XDG_RUNTIME_DIR",
                                         "XDG_CONFIG_HOME",
                                         "XDG_CACHE_HOME" };
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE
                                 | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    g_subprocess_launcher_setenv (launcher, folders[i], self->home, TRUE);
  self->daemon = g_subprocess_launcher_spawn (launcher,
                                              &error,
                                              program,
                                              "--foreground",
                                              "--unlock",
                                              "--components=secrets",
                                              NULL);
  g_assert_no_error (error);
  g_output_stream_write_all (g_subprocess_get_stdin_pipe (self->daemon),
                             "password",
                             8,
                             NULL,
                             NULL,
                             &error);
  g_assert_no_error (error);
  g_output_stream_close (g_subprocess_get_stdin_pipe (self->daemon), NULL, NULL);
}

PasarTestKeyring *
pasar_test_keyring_new (void)
{
  g_autofree char *program = g_find_program_in_path (DAEMON);
  g_autofree char *display = g_strdup (g_getenv ("DISPLAY"));
  g_autoptr (GError) error = NULL;
  PasarTestKeyring *self;

  if (program == NULL)
    return NULL;
  self = g_new0 (PasarTestKeyring, 1);
  self->home = pasar_test_make_folder ();
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  /* The bus takes it away, so that nothing started on it opens a window: the program itself may. */
  if (display != NULL)
    g_setenv ("DISPLAY", display, TRUE);
  self->connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_set_exit_on_close (self->connection, FALSE);
  start_daemon (self, program);
  wait_for_service ();
  return self;
}

void
pasar_test_keyring_free (PasarTestKeyring *self)
{
  g_subprocess_force_exit (self->daemon);
  g_subprocess_wait (self->daemon, NULL, NULL);
  g_object_unref (self->daemon);
  secret_service_disconnect ();
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (self->connection);
  g_test_dbus_stop (bus);
  pasar_test_remove_folder (self->home);
  g_free (self);
}
