/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "window-fixture.h"

static char *home;
static GDBusConnection *bus;
static char *notice;

static void
called_cb (GDBusConnection *connection,
           const char *sender,
           const char *path,
           const char *interface,
           const char *method,
           GVariant *parameters,
           GDBusMethodInvocation *invocation,
           gpointer data)
{
  if (g_str_equal (method, "AddNotification"))
    {
      g_autoptr (GVariant) values = g_variant_get_child_value (parameters, 2);
      const char *title = "";
      const char *action = "";

      g_variant_lookup (values, "title", "&s", &title);
      g_variant_lookup (values, "default-action", "&s", &action);
      g_free (notice);
      notice = g_strdup_printf ("%s: %s", title, action);
    }
  g_dbus_method_invocation_return_value (invocation, NULL);
}

/* Takes the app's notifications: where nobody does GLib warns. */
static void
serve_notices (void)
{
  static const char xml[] =
      "<node><interface name='org.gtk.Notifications'>"
      "<method name='AddNotification'><arg type='s' direction='in'/>"
      "<arg type='s' direction='in'/><arg type='a{sv}' direction='in'/></method>"
      "<method name='RemoveNotification'><arg type='s' direction='in'/>"
      "<arg type='s' direction='in'/></method>"
      "</interface></node>";
  static const GDBusInterfaceVTable vtable = { .method_call = called_cb };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (xml, NULL);
  g_autoptr (GVariant) reply = NULL;

  bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  if (bus == NULL)
    return;
  g_dbus_connection_register_object (bus,
                                     "/org/gtk/Notifications",
                                     node->interfaces[0],
                                     &vtable,
                                     NULL,
                                     NULL,
                                     NULL);
  reply = g_dbus_connection_call_sync (bus,
                                       "org.freedesktop.DBus",
                                       "/org/freedesktop/DBus",
                                       "org.freedesktop.DBus",
                                       "RequestName",
                                       g_variant_new ("(su)", "org.gtk.Notifications", 0),
                                       NULL,
                                       G_DBUS_CALL_FLAGS_NONE,
                                       -1,
                                       NULL,
                                       NULL);
}

const char *
window_get_notice (void)
{
  return notice;
}

typedef struct
{
  WindowFixture *fixture;
  void (*step) (WindowFixture *self);
  gboolean is_done;
} Run;

/* A popover may just have been closed under the pointer. Until it is known what is there now GTK
 * means to show a tooltip in it, and half a second later asks for its surface, which goes with that
 * of the window (as of GTK 4.8): a critical, where the window lasts so long. */
static void
close_window (GtkWidget *window)
{
  gtk_widget_trigger_tooltip_query (window);
  gtk_window_close (GTK_WINDOW (window));
}

static gboolean
run_step_cb (gpointer user_data)
{
  Run *run = user_data;
  WindowFixture *self = run->fixture;

  while (gtk_application_get_windows (GTK_APPLICATION (self->application)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  self->window =
      PASAR_WINDOW (gtk_application_get_active_window (GTK_APPLICATION (self->application)));
  run->step (self);
  run->is_done = TRUE;
  if (self->window != NULL)
    close_window (GTK_WIDGET (self->window));
  return G_SOURCE_REMOVE;
}

static void
activated_cb (GApplication *application, gpointer user_data)
{
  /* Once: opening the demo shop activates the app again. */
  g_signal_handlers_disconnect_by_func (application, activated_cb, user_data);
  g_idle_add (run_step_cb, user_data);
}

void
window_run_app (WindowFixture *self, void (*step) (WindowFixture *self))
{
  Run run = { self, step, FALSE };

  self->application = pasar_application_new ();
  g_signal_connect_after (self->application, "activate", G_CALLBACK (activated_cb), &run);
  g_assert_cmpint (g_application_run (G_APPLICATION (self->application), 0, NULL), ==, 0);
  /* Where another instance has the name on the bus it would be that which was activated. */
  g_assert_true (run.is_done);
  self->window = NULL;
  g_clear_object (&self->application);
}

static void
test_step (WindowFixture *self, gconstpointer step)
{
  window_run_app (self, (void (*) (WindowFixture *)) step);
}

void
window_add (const char *path, void (*step) (WindowFixture *self))
{
  g_test_add (path, WindowFixture, (gconstpointer) step, window_set_up, test_step, NULL);
}

void
window_set_up (WindowFixture *self, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);

  pasar_test_remove_folder (g_build_filename (g_get_user_data_dir (), "pasar", NULL));
  g_settings_reset (settings, "last-shop");
}

GtkWidget *
window_find_button (GtkWidget *widget, const char *action)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget)
      && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), action) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = window_find_button (child, action);
  return found;
}

void
window_click (WindowFixture *self, const char *action)
{
  GtkWidget *button = NULL;

  WAIT_FOR ((button = window_find_button (GTK_WIDGET (self->window), action)) != NULL
            && gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

const char *
window_get_page (WindowFixture *self)
{
  return gtk_stack_get_visible_child_name (self->window->pages);
}

void
window_open_demo (WindowFixture *self)
{
  WAIT_FOR (g_str_equal (window_get_page (self), "welcome"));
  window_click (self, "app.demo");
  WAIT_FOR (g_str_equal (window_get_page (self), "sheet"));
  WAIT_FOR (self->window->job == NULL);
}

guint
window_find_plain (WindowFixture *self)
{
  PasarView *view = pasar_sheet_get_view (self->window->sheet);
  PasarCatalogue *catalogue = pasar_view_get_catalogue (view);
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (view));

  for (guint position = 0; position < n; position++)
    {
      const guint row = pasar_view_get_row (view, position);

      if (!pasar_catalogue_read_row (catalogue, row).is_header
          && !pasar_catalogue_read_row (catalogue, row).is_model
          && pasar_catalogue_read_row (catalogue, row).status == PASAR_STATUS_NORMAL
          && pasar_catalogue_read_row (catalogue, row).promotion == PASAR_PROMOTION_NONE
          && pasar_catalogue_read_row (catalogue, row).values[PASAR_FIELD_PRICE].value > 100)
        return position;
    }
  g_assert_not_reached ();
}

guint
window_find_promoted (WindowFixture *self)
{
  PasarCatalogue *catalogue = window_get_catalogue (self);

  for (guint row = 0; row < pasar_catalogue_get_n_rows (catalogue); row++)
    {
      const PasarRowInfo info = pasar_catalogue_read_row (catalogue, row);

      if (info.is_alive && !info.is_header && !info.is_model
          && info.promotion == PASAR_PROMOTION_ONGOING
          && pasar_catalogue_can_postpone (catalogue, row, PASAR_FIELD_PRICE))
        return row;
    }
  g_assert_not_reached ();
}

void
window_open_demo_flat (WindowFixture *self)
{
  window_open_demo (self);
  g_settings_set_boolean (self->window->settings, "flat-view", TRUE);
  WAIT_FOR (pasar_view_get_flat (pasar_sheet_get_view (self->window->sheet)));
}

guint
window_find_place (WindowFixture *self, PasarColumn column)
{
  PasarGrid *grid = window_get_grid (self);

  for (guint place = 0; place < pasar_grid_get_n_places (grid); place++)
    {
      const guint number = pasar_grid_get_source_column (grid, place);

      if (pasar_catalogue_get_nth_column (window_get_catalogue (self), number)->column == column)
        return place;
    }
  g_assert_not_reached ();
}

void
window_select_cells (WindowFixture *self, guint first, guint n, PasarColumn column, guint n_columns)
{
  const PasarGridRange range = { first, n, window_find_place (self, column), n_columns };

  pasar_sheet_set_cursor (self->window->sheet, first, column);
  pasar_grid_select (window_get_grid (self), &range, 1);
}

static guint
get_row (WindowFixture *self, guint position)
{
  return pasar_view_get_row (pasar_sheet_get_view (self->window->sheet), position);
}

gint64
window_read_value (WindowFixture *self, guint position, PasarField field)
{
  return pasar_catalogue_read_row (window_get_catalogue (self), get_row (self, position))
      .values[field]
      .effective;
}

guint
window_find_run (WindowFixture *self, guint n, PasarField field)
{
  PasarView *view = pasar_sheet_get_view (self->window->sheet);
  guint run = 0;

  for (guint position = 0; position < g_list_model_get_n_items (G_LIST_MODEL (view)); position++)
    {
      g_autofree char *lock = pasar_catalogue_dup_lock_text (window_get_catalogue (self),
                                                             get_row (self, position),
                                                             field);

      run = lock == NULL ? run + 1 : 0;
      if (run == n)
        return position + 1 - n;
    }
  g_assert_not_reached ();
}

/* With sanitizers fewer take as long. */
#ifdef __SANITIZE_ADDRESS__
#define N_MANY 10000
#else
#define N_MANY 100000
#endif

void
window_put_many (WindowFixture *self)
{
  window_put_items (self, N_MANY);
}

void
window_put_items (WindowFixture *self, guint n)
{
  const PasarLocationStock location = { "", 3 };
  const PasarModelRecord model = { .name = "",
                                   .sku = "",
                                   .price = 500,
                                   .locations = &location,
                                   .n_locations = 1 };

  pasar_catalogue_freeze (window_get_catalogue (self));
  for (guint i = 0; i < n; i++)
    {
      const PasarItemRecord item = { .item_id = 1 + i,
                                     .name = "Bead",
                                     .sku = "",
                                     .status = PASAR_STATUS_NORMAL,
                                     .wholesale_price = PASAR_NO_VALUE,
                                     .models = &model,
                                     .n_models = 1 };

      pasar_catalogue_put_item (window_get_catalogue (self), &item);
    }
  pasar_catalogue_thaw (window_get_catalogue (self));
  WAIT_FOR (!pasar_view_get_is_pending (pasar_sheet_get_view (self->window->sheet)));
}

PasarCatalogue *
window_get_catalogue (WindowFixture *self)
{
  return pasar_session_get_catalogue (self->window->session);
}

guint
window_count_changed (WindowFixture *self)
{
  return pasar_catalogue_get_n_changed (window_get_catalogue (self));
}

PasarGrid *
window_get_grid (WindowFixture *self)
{
  return pasar_sheet_get_grid (self->window->sheet);
}

GtkWindow *
window_find_dialog (WindowFixture *self)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (window != GTK_WINDOW (self->window) && gtk_widget_get_mapped (GTK_WIDGET (window)))
        return window;
    }
  return NULL;
}

/* Tells the key controllers of a widget; whether one took the key. */
static gboolean
press_on (GtkWidget *widget, gboolean captures, guint keyval, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean is_taken = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !is_taken; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      const GtkPropagationPhase phase = gtk_event_controller_get_propagation_phase (controller);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller) && (phase == GTK_PHASE_CAPTURE) == captures)
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, state, &is_taken);
    }
  return is_taken;
}

void
window_press (WindowFixture *self, guint keyval, GdkModifierType state)
{
  g_autoptr (GPtrArray) path = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean is_taken = FALSE;

  for (GtkWidget *widget = gtk_window_get_focus (GTK_WINDOW (self->window)); widget != NULL;
       widget = gtk_widget_get_parent (widget))
    g_ptr_array_add (path, g_object_ref (widget));
  g_assert_cmpuint (path->len, >, 0);
  for (guint i = path->len; i > 0 && !is_taken; i--)
    is_taken = press_on (g_ptr_array_index (path, i - 1), TRUE, keyval, state);
  for (guint i = 0; i < path->len && !is_taken; i++)
    is_taken = press_on (g_ptr_array_index (path, i), FALSE, keyval, state);
}

PasarRowKey
window_type_price (WindowFixture *self, const char *text)
{
  PasarSheet *sheet = self->window->sheet;
  PasarCatalogue *catalogue = pasar_session_get_catalogue (self->window->session);
  const guint n_before = pasar_catalogue_get_n_changed (catalogue);
  const guint position = window_find_plain (self);
  const guint row = pasar_view_get_row (pasar_sheet_get_view (sheet), position);

  pasar_sheet_set_cursor (sheet, position, PASAR_COLUMN_PRICE);
  g_assert_true (pasar_sheet_begin_edit (sheet, text));
  g_assert_true (pasar_sheet_end_edit (sheet));
  WAIT_FOR (pasar_catalogue_get_n_changed (catalogue) == n_before + 1);
  return pasar_catalogue_row_get_key (catalogue, row);
}

void
window_test_init (int *argc, char ***argv)
{
  home = pasar_test_make_folder ();
  /* Only the user's own folders are swapped: the icons are in the system's. */
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("XDG_CONFIG_HOME", home, TRUE);
  g_setenv ("XDG_CACHE_HOME", home, TRUE);
  g_test_init (argc, argv, NULL);
  serve_notices ();
#if GTK_CHECK_VERSION(4, 18, 0)
  /* The questions of libadwaita 1.7 measure a label of theirs for too little, of which GTK warns.
   */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
#endif
}

int
window_test_run (void)
{
  const int status = g_test_run ();

  g_clear_object (&bus);
  g_clear_pointer (&notice, g_free);
  pasar_test_remove_folder (g_steal_pointer (&home));
  return status;
}
