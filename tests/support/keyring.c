/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "keyring.h"

#include "util.h"

#include <glib/gstdio.h>
#include <libsecret/secret.h>

#define DAEMON  "gnome-keyring-daemon"
#define SERVICE "org.freedesktop.secrets"

struct _PasarTestKeyring
{
  GDBusConnection *connection;
  GSubprocess *daemon;
  char *home;
  gboolean is_plain;
};

/* Kept to the end of the program, as libraries keep the connection: g_test_dbus_down() and the last
 * reference would wait for it. */
static GTestDBus *bus;

static void
appeared_cb (GDBusConnection *connection, const char *name, const char *owner, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

static void
vanished_cb (GDBusConnection *connection, const char *name, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

static void
wait_for_service (gboolean is_there)
{
  gboolean is_so = FALSE;
  const guint watch = g_bus_watch_name (G_BUS_TYPE_SESSION,
                                        SERVICE,
                                        G_BUS_NAME_WATCHER_FLAGS_NONE,
                                        is_there ? appeared_cb : NULL,
                                        is_there ? NULL : vanished_cb,
                                        &is_so,
                                        NULL);

  WAIT_FOR (is_so);
  g_bus_unwatch_name (watch);
}

void
pasar_test_keyring_start (PasarTestKeyring *self)
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

  wait_for_service (FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    g_subprocess_launcher_setenv (launcher, folders[i], self->home, TRUE);
  self->daemon = g_subprocess_launcher_spawn (launcher,
                                              &error,
                                              DAEMON,
                                              "--foreground",
                                              "--unlock",
                                              "--components=secrets",
                                              NULL);
  g_assert_no_error (error);
  g_output_stream_write_all (g_subprocess_get_stdin_pipe (self->daemon),
                             "password",
                             self->is_plain ? 0 : 8,
                             NULL,
                             NULL,
                             &error);
  g_assert_no_error (error);
  g_output_stream_close (g_subprocess_get_stdin_pipe (self->daemon), NULL, NULL);
  wait_for_service (TRUE);
}

void
pasar_test_keyring_kill (PasarTestKeyring *self)
{
  if (self->daemon == NULL)
    return;
  g_subprocess_force_exit (self->daemon);
  g_subprocess_wait (self->daemon, NULL, NULL);
  g_clear_object (&self->daemon);
}

void
pasar_test_keyring_lock (PasarTestKeyring *self)
{
  const char *collections[] = { "/org/freedesktop/secrets/aliases/default", NULL };
  g_autoptr (GVariant) locked = NULL;
  g_autoptr (GError) error = NULL;

  locked = g_dbus_connection_call_sync (self->connection,
                                        SERVICE,
                                        "/org/freedesktop/secrets",
                                        "org.freedesktop.Secret.Service",
                                        "Lock",
                                        g_variant_new ("(^ao)", collections),
                                        NULL,
                                        G_DBUS_CALL_FLAGS_NONE,
                                        -1,
                                        NULL,
                                        &error);
  g_assert_no_error (error);
}

/* What the daemon writes for those who log in without a password. */
static void
write_plain (PasarTestKeyring *self)
{
  g_autofree char *folder = g_build_filename (self->home, "keyrings", NULL);
  g_autofree char *keyring = g_build_filename (folder, "login.keyring", NULL);
  g_autofree char *chosen = g_build_filename (folder, "default", NULL);
  g_autoptr (GError) error = NULL;

  g_mkdir (folder, 0700);
  g_file_set_contents (keyring,
                       "[keyring]\ndisplay-name=Login\nctime=0\nmtime=0\n"
                       "lock-on-idle=false\nlock-after=false\n",
                       -1,
                       &error);
  g_assert_no_error (error);
  g_file_set_contents (chosen, "login", -1, &error);
  g_assert_no_error (error);
}

static PasarTestKeyring *
start_new (gboolean is_plain)
{
  g_autofree char *program = g_find_program_in_path (DAEMON);
  g_autofree char *display = g_strdup (g_getenv ("DISPLAY"));
  g_autoptr (GError) error = NULL;
  PasarTestKeyring *self;

  if (program == NULL)
    return NULL;
  self = g_new0 (PasarTestKeyring, 1);
  self->home = pasar_test_make_folder ();
  self->is_plain = is_plain;
  if (is_plain)
    write_plain (self);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  /* The bus takes it away, so that nothing started on it opens a window: the program itself may. */
  if (display != NULL)
    g_setenv ("DISPLAY", display, TRUE);
  self->connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_set_exit_on_close (self->connection, FALSE);
  pasar_test_keyring_start (self);
  return self;
}

PasarTestKeyring *
pasar_test_keyring_new (void)
{
  return start_new (FALSE);
}

PasarTestKeyring *
pasar_test_keyring_new_plain (void)
{
  return start_new (TRUE);
}

void
pasar_test_keyring_free (PasarTestKeyring *self)
{
  pasar_test_keyring_kill (self);
  secret_service_disconnect ();
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (self->connection);
  g_test_dbus_stop (bus);
  pasar_test_remove_folder (self->home);
  g_free (self);
}
