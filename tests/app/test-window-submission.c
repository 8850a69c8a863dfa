/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "jobs/submit/submit.h"
#include "rendering.h"
#include "window-fixture.h"

/* A submission and the main window: shown there, paused, and going on without it. */

static void
act (WindowFixture *self, const char *action)
{
  g_action_group_activate_action (G_ACTION_GROUP (self->window), action, NULL);
}

static gboolean
is_enabled (WindowFixture *self, const char *action)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (self->window), action);
}

static gpointer
find_child (gpointer widget, const char *id)
{
  return gtk_widget_get_template_child (GTK_WIDGET (widget), G_OBJECT_TYPE (widget), id);
}

static GtkWindow *
wait_review (WindowFixture *self)
{
  WAIT_FOR (self->window->review != NULL);
  return self->window->review;
}

static void
close_review (WindowFixture *self)
{
  gtk_window_close (self->window->review);
  WAIT_FOR (self->window->review == NULL);
}

/* Submits a change, and pauses before it is sent. */
static PasarSubmitJob *
begin_submission (WindowFixture *self)
{
  GtkWindow *review;
  PasarJob *job = NULL;

  window_open_demo (self);
  window_type_price (self, "+1%");
  WAIT_FOR (is_enabled (self, "review"));
  act (self, "review");
  review = wait_review (self);
  WAIT_FOR (gtk_widget_get_sensitive (find_child (review, "submit_button")));
  g_signal_emit_by_name (find_child (review, "submit_button"), "clicked");
  WAIT_FOR ((job = pasar_job_find (self->window->session, PASAR_TYPE_SUBMIT_JOB)) != NULL);
  pasar_submit_job_set_paused (PASAR_SUBMIT_JOB (job), TRUE);
  return PASAR_SUBMIT_JOB (g_object_ref (job));
}

static gboolean
is_over (PasarSubmitJob *job)
{
  return pasar_job_get_state (PASAR_JOB (job)) != PASAR_JOB_RUNNING;
}

/* Review is closed: the status bar shows the submission, pauses it, and leads back. */
static void
status_bar_step (WindowFixture *self)
{
  g_autoptr (PasarSubmitJob) job = begin_submission (self);
  GtkWidget *box = GTK_WIDGET (self->window->submission_box);

  g_object_set (gtk_widget_get_settings (GTK_WIDGET (self->window)),
                "gtk-enable-animations",
                FALSE,
                NULL);
  close_review (self);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (self->window->progress_box)));
  g_assert_true (gtk_widget_get_visible (box));
  g_assert_cmpstr (gtk_button_get_label (self->window->pause_button), ==, "Resume");
  gtk_window_set_default_size (GTK_WINDOW (self->window), 1000, 700);
  rendering_check_looks (self->window, "window-submission");
  act (self, "show-submission");
  g_assert_cmpstr (gtk_button_get_label (
                       find_child (find_child (wait_review (self), "progress"), "pause_button")),
                   ==,
                   "_Resume");
  close_review (self);

  act (self, "pause-submission");
  g_assert_false (pasar_submit_job_get_paused (job));
  g_assert_cmpstr (gtk_button_get_label (self->window->pause_button), ==, "Pause");
  WAIT_FOR (is_over (job));
  g_assert_false (gtk_widget_get_visible (box));
  g_assert_false (is_enabled (self, "pause-submission"));

  /* What became of it can still be seen. */
  WAIT_FOR (self->window->toast != NULL
            && g_strcmp0 (adw_toast_get_action_name (self->window->toast), "win.show-submission")
                   == 0);
  act (self, "show-submission");
  g_assert_cmpstr (gtk_label_get_label (find_child (wait_review (self), "result_title")),
                   ==,
                   "1 change done");
  close_review (self);
}

static void
type_other_price (WindowFixture *self, PasarRowKey key)
{
  PasarView *view = pasar_sheet_get_view (self->window->sheet);
  guint position = window_find_run (self, 2, PASAR_FIELD_PRICE);
  const guint row = pasar_view_get_row (view, position);

  if (pasar_catalogue_row_get_key (window_get_catalogue (self), row).item_id == key.item_id)
    position++;
  pasar_sheet_set_cursor (self->window->sheet, position, PASAR_COLUMN_PRICE);
  g_assert_true (pasar_sheet_begin_edit (self->window->sheet, "+1%"));
  g_assert_true (pasar_sheet_end_edit (self->window->sheet));
}

/* Rows that failed are shown alone, and sent again alone. */
static void
failed_step (WindowFixture *self)
{
  PasarView *view;
  PasarRowKey failed;
  GtkWindow *review;

  window_open_demo_flat (self);
  view = pasar_sheet_get_view (self->window->sheet);
  failed = window_type_price (self, "+1%");
  type_other_price (self, failed);
  WAIT_FOR (window_count_changed (self) == 2);
  pasar_catalogue_set_failed (window_get_catalogue (self), &failed, 1);
  pasar_view_refresh (view);
  pasar_window_update_actions (self->window);

  act (self, "show-failed");
  WAIT_FOR (g_list_model_get_n_items (G_LIST_MODEL (view)) == 1);
  window_click (self, "win.review-failed");
  review = wait_review (self);
  WAIT_FOR (
      g_str_equal (gtk_button_get_label (find_child (review, "submit_button")), "Submit 1 Change"));
  WAIT_FOR (gtk_widget_get_sensitive (find_child (review, "submit_button")));
  g_signal_emit_by_name (find_child (review, "submit_button"), "clicked");
  WAIT_FOR (gtk_widget_get_visible (find_child (review, "result_box")));
  g_assert_cmpstr (gtk_label_get_label (find_child (review, "result_title")), ==, "1 change done");
  g_assert_cmpuint (window_count_changed (self), ==, 1);
  g_assert_cmpuint (pasar_catalogue_get_n_failed (window_get_catalogue (self)), ==, 0);
  close_review (self);
}

static GtkWidget *
find_labelled (GtkWidget *widget, const char *label)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_labelled (child, label);
  return found;
}

static AdwMessageDialog *
find_question (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        return ADW_MESSAGE_DIALOG (window);
    }
  return NULL;
}

static void
answer (const char *label)
{
  GtkWidget *button = NULL;

  WAIT_FOR (find_question () != NULL
            && (button = find_labelled (GTK_WIDGET (find_question ()), label)) != NULL);
  g_signal_emit_by_name (button, "clicked");
}

static gboolean
has_window (WindowFixture *self)
{
  return gtk_application_get_windows (GTK_APPLICATION (self->application)) != NULL;
}

/* The app lives while it is sent, and then ends by itself. */
static void
background_step (WindowFixture *self)
{
  g_autoptr (PasarSubmitJob) job = begin_submission (self);

  gtk_window_close (GTK_WINDOW (self->window));
  answer ("_Go On in the Background");
  WAIT_FOR (!has_window (self));
  self->window = NULL;
  g_assert_false (is_over (job));
  pasar_submit_job_set_paused (job, FALSE);
}

static void
nothing_left_step (WindowFixture *self)
{
  WAIT_FOR (self->window->session != NULL && self->window->job == NULL);
  g_assert_cmpuint (window_count_changed (self), ==, 0);
}

static void
test_background (WindowFixture *self, gconstpointer data)
{
  window_run_app (self, background_step);
  window_run_app (self, nothing_left_step);
}

/* The seller opens the app again, and finds the submission. */
static void
come_back_step (WindowFixture *self)
{
  g_autoptr (PasarSubmitJob) job = begin_submission (self);

  gtk_window_close (GTK_WINDOW (self->window));
  answer ("_Go On in the Background");
  WAIT_FOR (!has_window (self));
  g_action_group_activate_action (G_ACTION_GROUP (self->application), "show-submission", NULL);
  WAIT_FOR (has_window (self));
  self->window =
      PASAR_WINDOW (gtk_application_get_active_window (GTK_APPLICATION (self->application)));
  wait_review (self);
  g_assert_true (pasar_job_find (self->window->session, PASAR_TYPE_SUBMIT_JOB) == PASAR_JOB (job));
  pasar_submit_job_set_paused (job, FALSE);
  WAIT_FOR (is_over (job));
  close_review (self);
  WAIT_FOR (self->window->job == NULL);
}

/* What was said to be done every time is not asked when the window is closed. */
static void
always_step (WindowFixture *self)
{
  GSettings *settings = self->window->settings;
  g_autoptr (PasarSubmitJob) job = begin_submission (self);
  g_autofree char *kept = NULL;
  GtkWidget *always;

  gtk_window_close (GTK_WINDOW (self->window));
  WAIT_FOR (find_question () != NULL);
  rendering_check_looks (find_question (), "window-quit-while-submitting");
  always = adw_message_dialog_get_extra_child (find_question ());
  gtk_check_button_set_active (GTK_CHECK_BUTTON (always), TRUE);
  answer ("_Stop and Quit");
  WAIT_FOR (is_over (job));
  kept = g_settings_get_string (settings, "quit-while-submitting");
  g_assert_cmpstr (kept, ==, "stop");
  g_assert_cmpint (pasar_job_get_state (PASAR_JOB (job)), ==, PASAR_JOB_CANCELLED);
  g_settings_reset (settings, "quit-while-submitting");
}

static void
usual_background_step (WindowFixture *self)
{
  GSettings *settings = self->window->settings;
  g_autoptr (PasarSubmitJob) job = begin_submission (self);

  g_settings_set_string (settings, "quit-while-submitting", "background");
  gtk_window_close (GTK_WINDOW (self->window));
  WAIT_FOR (!has_window (self));
  self->window = NULL;
  g_assert_null (find_question ());
  pasar_submit_job_set_paused (job, FALSE);
}

static void
test_usual_background (WindowFixture *self, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);

  window_run_app (self, usual_background_step);
  g_settings_reset (settings, "quit-while-submitting");
}

/* A portal in this process. */
typedef struct
{
  GDBusConnection *bus;
  guint name;
  guint object;
  gboolean is_kind; /* it lets the app go on */
  guint n_asked;
} Portal;

static Portal portal;

static const char portal_xml[] =
    "<node><interface name='org.freedesktop.portal.Background'>"
    "<method name='RequestBackground'><arg type='s' direction='in'/>"
    "<arg type='a{sv}' direction='in'/><arg type='o' direction='out'/></method>"
    "</interface></node>";

static void
answer_portal (GVariant *parameters, const char *sender, GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) options = g_variant_get_child_value (parameters, 1);
  g_autofree char *name = g_strdelimit (g_strdup (sender + 1), ".", '_');
  g_autofree char *path = NULL;
  g_auto (GVariantBuilder) results = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  const char *token = NULL;

  g_assert_true (g_variant_lookup (options, "handle_token", "&s", &token));
  portal.n_asked++;
  path = g_strconcat ("/org/freedesktop/portal/desktop/request/", name, "/", token, NULL);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", path));
  g_variant_builder_add (&results, "{sv}", "background", g_variant_new_boolean (portal.is_kind));
  g_dbus_connection_emit_signal (portal.bus,
                                 sender,
                                 path,
                                 "org.freedesktop.portal.Request",
                                 "Response",
                                 g_variant_new ("(ua{sv})", 0, &results),
                                 NULL);
}

static void
called_cb (GDBusConnection *bus,
           const char *sender,
           const char *path,
           const char *interface,
           const char *method,
           GVariant *parameters,
           GDBusMethodInvocation *invocation,
           gpointer data)
{
  answer_portal (parameters, sender, invocation);
}

static void
owned_cb (GDBusConnection *bus, const char *name, gpointer data)
{
  *(gboolean *) data = TRUE;
}

static void
serve_portal (void)
{
  static const GDBusInterfaceVTable vtable = { .method_call = called_cb };
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (portal_xml, &error);
  gboolean is_owned = FALSE;

  g_assert_no_error (error);
  portal.bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
  portal.object = g_dbus_connection_register_object (portal.bus,
                                                     "/org/freedesktop/portal/desktop",
                                                     node->interfaces[0],
                                                     &vtable,
                                                     NULL,
                                                     NULL,
                                                     &error);
  g_assert_no_error (error);
  portal.name = g_bus_own_name_on_connection (portal.bus,
                                              "org.freedesktop.portal.Desktop",
                                              G_BUS_NAME_OWNER_FLAGS_NONE,
                                              owned_cb,
                                              NULL,
                                              &is_owned,
                                              NULL);
  WAIT_FOR (is_owned);
  g_setenv ("GTK_USE_PORTAL", "1", TRUE);
}

static void
stop_portal (void)
{
  g_unsetenv ("GTK_USE_PORTAL");
  g_bus_unown_name (portal.name);
  g_dbus_connection_unregister_object (portal.bus, portal.object);
  g_clear_object (&portal.bus);
  portal = (Portal){ 0 };
}

/* In a sandbox the portal is asked; where it refuses the seller is told, and nothing has changed.
 */
static void
portal_step (WindowFixture *self)
{
  g_autoptr (PasarSubmitJob) job = begin_submission (self);

  serve_portal ();
  gtk_window_close (GTK_WINDOW (self->window));
  answer ("_Go On in the Background");
  WAIT_FOR (portal.n_asked == 1);
  WAIT_FOR (find_question () != NULL
            && strstr (adw_message_dialog_get_body (find_question ()), "without a window") != NULL);
  answer ("_Keep Submitting");
  WAIT_FOR (find_question () == NULL);
  g_assert_true (has_window (self));
  g_assert_false (is_over (job));

  portal.is_kind = TRUE;
  gtk_window_close (GTK_WINDOW (self->window));
  answer ("_Go On in the Background");
  WAIT_FOR (!has_window (self));
  g_assert_cmpuint (portal.n_asked, ==, 2);
  self->window = NULL;
  stop_portal ();
  pasar_submit_job_set_paused (job, FALSE);
}

/* There is no portal: that is as if it refused. */
static void
no_portal_step (WindowFixture *self)
{
  g_autoptr (PasarSubmitJob) job = begin_submission (self);

  g_setenv ("GTK_USE_PORTAL", "1", TRUE);
  gtk_window_close (GTK_WINDOW (self->window));
  answer ("_Go On in the Background");
  WAIT_FOR (find_question () != NULL
            && strstr (adw_message_dialog_get_body (find_question ()), "without a window") != NULL);
  g_unsetenv ("GTK_USE_PORTAL");
  answer ("_Stop and Quit");
  WAIT_FOR (is_over (job));
  self->window = NULL;
}

/* The seller who looks at nothing of the app is notified, and led to the submission. */
static void
notice_step (WindowFixture *self)
{
  g_autoptr (PasarSubmitJob) job = begin_submission (self);

  gtk_window_close (GTK_WINDOW (self->window));
  answer ("_Go On in the Background");
  WAIT_FOR (!has_window (self));
  self->window = NULL;
  pasar_submit_job_set_paused (job, FALSE);
  WAIT_FOR (g_strcmp0 (window_get_notice (), "Submission Ended: app.show-submission") == 0);
}

int
main (int argc, char *argv[])
{
  window_test_init (&argc, &argv);

  window_add ("/window-submission/status-bar", status_bar_step);
  window_add ("/window-submission/failed", failed_step);
  window_add ("/window-submission/come-back", come_back_step);
  window_add ("/window-submission/always", always_step);
  window_add ("/window-submission/portal", portal_step);
  window_add ("/window-submission/no-portal", no_portal_step);
  window_add ("/window-submission/notice", notice_step);
#define ADD(path, function)                                                                        \
  g_test_add ("/window-submission/" path, WindowFixture, NULL, window_set_up, function, NULL)
  ADD ("background", test_background);
  ADD ("usual-background", test_usual_background);
#undef ADD
  return window_test_run ();
}
