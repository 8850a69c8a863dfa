/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/application-private.h"

#include "app/compat.h"
#include "app/dialogs/about.h"
#include "app/dialogs/help.h"
#include "app/dialogs/preferences.h"
#include "app/dialogs/shortcuts.h"
#include "app/keys.h"

#include <glib/gi18n-lib.h>

/* The store is open before; where it takes longer, the window says so. */
#define PATIENCE_MS 100

G_DEFINE_FINAL_TYPE (PasarApplication, pasar_application, ADW_TYPE_APPLICATION)

/* Settings. */

static void
color_scheme_cb (PasarApplication *self)
{
  g_autofree char *scheme = g_settings_get_string (self->settings, "color-scheme");
  AdwColorScheme value = ADW_COLOR_SCHEME_DEFAULT;

  if (g_str_equal (scheme, "light"))
    value = ADW_COLOR_SCHEME_FORCE_LIGHT;
  else if (g_str_equal (scheme, "dark"))
    value = ADW_COLOR_SCHEME_FORCE_DARK;
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), value);
}

static const char *const account_settings[] = {
  "changed::requests-in-flight",  "changed::requests-per-second", "changed::send-normal-stock",
  "changed::write-looks-seconds", "changed::boost-looks-seconds",
};

static void
account_settings_cb (PasarApplication *self)
{
  PasarAccountSettings settings = {
    .requests_in_flight = g_settings_get_uint (self->settings, "requests-in-flight"),
    .requests_per_second = g_settings_get_double (self->settings, "requests-per-second"),
    .send_normal_stock = g_settings_get_boolean (self->settings, "send-normal-stock"),
    .timing = PASAR_TIMING_USUAL,
  };

  settings.timing.write_looks_ms =
      1000 * g_settings_get_uint (self->settings, "write-looks-seconds");
  settings.timing.boost_looks_ms =
      1000 * g_settings_get_uint (self->settings, "boost-looks-seconds");
  if (self->accounts != NULL)
    pasar_accounts_set_settings (self->accounts, &settings);
}

/* The store. */

/**
 * pasar_application_get_window:
 * @self: the app
 *
 * Returns: (transfer none) (nullable): its main window
 */
PasarWindow *
pasar_application_get_window (PasarApplication *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  for (GList *l = windows; l != NULL; l = l->next)
    {
      if (PASAR_IS_WINDOW (l->data))
        return PASAR_WINDOW (l->data);
    }
  return NULL;
}

static char *
dup_store_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "pasar", "pasar.db", NULL);
}

static void
tell_window (PasarApplication *self, PasarWindow *window)
{
  g_autofree char *path = dup_store_path ();

  if (self->accounts != NULL)
    pasar_window_set_shops (window, self->accounts, self->demo);
  else
    pasar_window_set_store_error (window, self->store_error, path);
}

/**
 * pasar_application_show_window:
 * @self: the app
 *
 * Brings its main window to the front; makes it first, if need be.
 */
void
pasar_application_show_window (PasarApplication *self)
{
  PasarWindow *window = pasar_application_get_window (self);

  if (window == NULL)
    {
      window = pasar_window_new (GTK_APPLICATION (self), self->settings, self->demo_wanted);
      if (!self->opening)
        tell_window (self, window);
    }
  gtk_window_present (GTK_WINDOW (window));
}

static gboolean
waited_cb (gpointer user_data)
{
  PasarApplication *self = user_data;

  self->window_id = 0;
  pasar_application_show_window (self);
  g_application_release (G_APPLICATION (self));
  return G_SOURCE_REMOVE;
}

static void
store_ready (PasarApplication *self)
{
  PasarWindow *window = pasar_application_get_window (self);

  self->opening = FALSE;
  if (window != NULL)
    tell_window (self, window);
  else if (self->window_id != 0)
    {
      g_source_remove (self->window_id);
      waited_cb (self);
    }
  if (self->accounts != NULL && self->demo_wanted)
    {
      self->demo_wanted = FALSE;
      g_action_group_activate_action (G_ACTION_GROUP (self), "demo", NULL);
    }
}

static void
accounts_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarApplication) self = user_data;
  PasarAccounts *accounts = PASAR_ACCOUNTS (source);
  g_autoptr (GError) error = NULL;

  if (!pasar_accounts_load_finish (accounts, result, &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      g_clear_error (&self->store_error);
      self->store_error = g_steal_pointer (&error);
      g_clear_object (&self->store);
    }
  else
    {
      g_set_object (&self->accounts, accounts);
      self->demo = pasar_demo_new (accounts);
      account_settings_cb (self);
    }
  store_ready (self);
}

static void
store_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarApplication) self = user_data;
  g_autoptr (PasarAccounts) accounts = NULL;
  g_autoptr (GError) error = NULL;

  self->store = pasar_store_open_finish (result, &error);
  if (self->store == NULL)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      self->store_error = g_steal_pointer (&error);
      store_ready (self);
      return;
    }
  accounts = pasar_accounts_new (self->store);
  pasar_accounts_load_async (accounts, self->cancellable, accounts_loaded_cb, g_object_ref (self));
}

/* Also again after it failed. Nothing is ever deleted to make it open. */
static void
open_store (PasarApplication *self)
{
  g_autofree char *path = dup_store_path ();
  g_autofree char *folder = g_path_get_dirname (path);

  if (self->opening || self->store != NULL)
    return;
  self->opening = TRUE;
  g_clear_error (&self->store_error);
  /* A folder that cannot be made shows as a store that cannot be opened. */
  g_mkdir_with_parents (folder, 0700);
  pasar_store_open_async (path, self->cancellable, store_opened_cb, g_object_ref (self));
}

/* Actions. */

static void
quit_action_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  pasar_application_quit (user_data);
}

static void
demo_action_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PasarApplication *self = user_data;
  PasarWindow *window;

  if (self->accounts == NULL)
    {
      self->demo_wanted = TRUE;
      return;
    }
  g_application_activate (G_APPLICATION (self));
  window = pasar_application_get_window (self);
  if (window != NULL)
    pasar_window_open_demo (window);
}

static void
connect_action_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PasarWindow *window = pasar_application_get_window (user_data);

  if (window != NULL)
    pasar_window_show_connect (window);
}

/* One of them at a time, before whatever window is in use. */
static void
present_aside (PasarApplication *self, GtkWindow *(*make) (GtkWindow *parent))
{
  GtkWindow *parent = gtk_application_get_active_window (GTK_APPLICATION (self));

  /* One that is closed may be some time until it is freed. */
  while (parent != NULL && (parent == self->aside || !gtk_widget_get_visible (GTK_WIDGET (parent))))
    parent = gtk_window_get_transient_for (parent);
  if (self->aside != NULL)
    gtk_window_destroy (self->aside);
  if (parent == NULL)
    return;
  g_set_weak_pointer (&self->aside, make (parent));
  gtk_window_present (self->aside);
}

static GtkWindow *
make_preferences (GtkWindow *parent)
{
  PasarApplication *self = PASAR_APPLICATION (gtk_window_get_application (parent));

  return pasar_preferences_new (parent, self->settings, self->accounts);
}

static void
preferences_action_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PasarApplication *self = user_data;

  if (self->accounts != NULL)
    present_aside (self, make_preferences);
}

static void
shortcuts_action_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  present_aside (user_data, pasar_shortcuts_new);
}

static void
about_action_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  present_aside (user_data, pasar_about_new);
}

static void
help_action_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  present_aside (user_data, pasar_help_new);
}

static void
show_submission_action_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PasarWindow *window;

  g_application_activate (G_APPLICATION (user_data));
  window = pasar_application_get_window (user_data);
  if (window != NULL)
    pasar_window_show_submission (window);
}

static void
open_store_action_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  open_store (user_data);
}

static const GActionEntry actions[] = {
  { .name = "demo", .activate = demo_action_cb },
  { .name = "connect", .activate = connect_action_cb },
  { .name = "preferences", .activate = preferences_action_cb },
  { .name = "shortcuts", .activate = shortcuts_action_cb },
  { .name = "about", .activate = about_action_cb },
  { .name = "help", .activate = help_action_cb },
  { .name = "show-submission", .activate = show_submission_action_cb },
  { .name = "open-store", .activate = open_store_action_cb },
  { .name = "quit", .activate = quit_action_cb },
};

/* The life of the application. */

static void
pasar_application_startup (GApplication *application)
{
  PasarApplication *self = PASAR_APPLICATION (application);

  /* In a thread, while GTK starts. */
  open_store (self);
  G_APPLICATION_CLASS (pasar_application_parent_class)->startup (application);

  self->settings = g_settings_new (APPLICATION_ID);
  g_signal_connect_object (self->settings,
                           "changed::color-scheme",
                           G_CALLBACK (color_scheme_cb),
                           self,
                           G_CONNECT_SWAPPED);
  for (guint i = 0; i < G_N_ELEMENTS (account_settings); i++)
    g_signal_connect_object (self->settings,
                             account_settings[i],
                             G_CALLBACK (account_settings_cb),
                             self,
                             G_CONNECT_SWAPPED);
  color_scheme_cb (self);

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  pasar_keys_install (GTK_APPLICATION (self));
  gtk_window_set_default_icon_name (APPLICATION_ID);
}

static void
pasar_application_activate (GApplication *application)
{
  PasarApplication *self = PASAR_APPLICATION (application);

  if (self->quitting || self->window_id != 0)
    return;
  /* It shows at once what is in the store. */
  if (self->opening && pasar_application_get_window (self) == NULL)
    {
      g_application_hold (application);
      self->window_id = g_timeout_add (PATIENCE_MS, waited_cb, self);
    }
  else
    pasar_application_show_window (self);
  pasar_application_come_back (self);
}

static void
pasar_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  PasarApplication *self = PASAR_APPLICATION (application);

  if (self->quitting)
    return;
  pasar_application_show_window (self);
  pasar_application_come_back (self);
  pasar_window_open_files (pasar_application_get_window (self), files, (guint) n_files);
}

static int
pasar_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  g_autoptr (GError) error = NULL;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("Pasar %s\n", PACKAGE_VERSION);
      return 0;
    }
  if (g_variant_dict_contains (options, "demo"))
    {
      if (!g_application_register (application, NULL, &error))
        {
          g_printerr ("%s\n", error->message);
          return 1;
        }
      g_action_group_activate_action (G_ACTION_GROUP (application), "demo", NULL);
    }
  return -1;
}

static void
pasar_application_shutdown (GApplication *application)
{
  PasarApplication *self = PASAR_APPLICATION (application);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->window_id, g_source_remove);
  if (self->demo != NULL)
    pasar_demo_stop (self->demo);
  G_APPLICATION_CLASS (pasar_application_parent_class)->shutdown (application);
}

static void
pasar_application_dispose (GObject *object)
{
  PasarApplication *self = PASAR_APPLICATION (object);

  g_clear_weak_pointer (&self->aside);
  g_clear_object (&self->accounts);
  g_clear_object (&self->store);
  g_clear_object (&self->demo);
  g_clear_object (&self->settings);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->store_error);
  G_OBJECT_CLASS (pasar_application_parent_class)->dispose (object);
}

static void
pasar_application_class_init (PasarApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pasar_application_dispose;
  application_class->startup = pasar_application_startup;
  application_class->activate = pasar_application_activate;
  application_class->open = pasar_application_open;
  application_class->handle_local_options = pasar_application_handle_local_options;
  application_class->shutdown = pasar_application_shutdown;
}

static void
pasar_application_init (PasarApplication *self)
{
  const GOptionEntry options[] = {
    { "demo", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Open the demo shop"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version and exit"), NULL },
    { NULL },
  };

  self->cancellable = g_cancellable_new ();
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  /* Translators: after the name of the program; what it opens */
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _ ("[FILE]"));
}

/* Without a graphics card GTK would draw with OpenGL in software, which is slower than its renderer
 * in memory and needs more of it; loading OpenGL alone is a sixth of the start. Who sets the
 * variables has the last word. */
static void
choose_renderer (void)
{
  if (g_file_test ("/dev/dri", G_FILE_TEST_IS_DIR))
    return;
  g_setenv ("GSK_RENDERER", "cairo", FALSE);
  pasar_compat_disable_gl ();
}

/**
 * pasar_application_new:
 *
 * To be called before other threads run: it may set variables of the environment.
 *
 * Returns: (transfer full): the app
 */
PasarApplication *
pasar_application_new (void)
{
  choose_renderer ();
  return g_object_new (PASAR_TYPE_APPLICATION,
                       "application-id",
                       APPLICATION_ID,
                       "flags",
                       G_APPLICATION_HANDLES_OPEN,
                       "resource-base-path",
                       "/io/github/pasar_app/Pasar",
                       NULL);
}
