/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/window.h"

#include "app/window-private.h"

#include <glib/gi18n-lib.h>

/* Counts follow changes at this pace, however fast rows arrive. */
#define COUNTS_DELAY_MS 40

/* Until a notice may be dismissed: libadwaita 1.2 can crash when it still moves into place. */
#define TOAST_MIN_MS 600

G_DEFINE_FINAL_TYPE (PasarWindow, pasar_window, ADW_TYPE_APPLICATION_WINDOW)

/* What is shown. */

static const char *
choose_page (PasarWindow *self)
{
  PasarApplication *application =
      PASAR_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));

  if ((application != NULL && pasar_application_get_store_error (application) != NULL)
      || self->open_error != NULL)
    return "error";
  if (self->accounts == NULL || self->opening != NULL)
    return "opening";
  if (self->session == NULL)
    return "welcome";
  if (pasar_catalogue_get_n_items (pasar_session_get_catalogue (self->session)) > 0)
    return "sheet";
  return self->job != NULL ? "loading" : "empty";
}

static void
describe_empty (PasarWindow *self)
{
  const PasarLink link = pasar_session_get_link (self->session);
  const char *message = pasar_session_get_link_message (self->session);

  if (link == PASAR_LINK_SIGNED_OUT)
    {
      adw_status_page_set_title (self->empty_page, _ ("Signed Out"));
      gtk_button_set_label (self->empty_button, _ ("_Connect Again"));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->empty_button), "app.connect");
    }
  else
    {
      adw_status_page_set_title (self->empty_page,
                                 link == PASAR_LINK_OFFLINE ? _ ("No Connection") : _ ("No Items"));
      gtk_button_set_label (self->empty_button, _ ("_Read the Shop Again"));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->empty_button), "win.refresh");
    }
  adw_status_page_set_description (
      self->empty_page,
      link != PASAR_LINK_ONLINE && message != NULL ? message
      : pasar_session_get_shop (self->session)->refreshed_at_secs > 0
          ? _ (
              "Items that you add in the seller centre are here once the shop has been read again.")
          : _ ("The shop has not been read yet."));
}

/* What is wrong, as markup; of the file of the store, also where it is. */
static char *
dup_error_markup (PasarWindow *self)
{
  PasarApplication *application =
      PASAR_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));
  const GError *error =
      application != NULL ? pasar_application_get_store_error (application) : NULL;
  g_autofree char *path = NULL;
  g_autofree char *shown = NULL;

  if (error == NULL)
    return g_markup_escape_text (self->open_error, -1);
  path = pasar_application_dup_store_path ();
  shown = g_filename_display_name (path);
  return g_markup_printf_escaped ("%s\n\n<small>%s</small>", error->message, shown);
}

static const char *
get_error_title (PasarWindow *self)
{
  PasarApplication *application =
      PASAR_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));
  const GError *error =
      application != NULL ? pasar_application_get_store_error (application) : NULL;

  if (error == NULL)
    return _ ("The Shop Cannot Be Opened");
  if (g_error_matches (error, PASAR_STORE_ERROR, PASAR_STORE_ERROR_NEWER))
    return _ ("Made by a Newer Pasar");
  if (g_error_matches (error, PASAR_STORE_ERROR, PASAR_STORE_ERROR_FULL))
    return _ ("The Disk Is Full");
  if (g_error_matches (error, PASAR_STORE_ERROR, PASAR_STORE_ERROR_LOCKED))
    return _ ("In Use by Another Program");
  if (g_error_matches (error, PASAR_STORE_ERROR, PASAR_STORE_ERROR_CORRUPT))
    return _ ("The File Is Damaged");
  return _ ("What Was Kept Cannot Be Opened");
}

/**
 * pasar_window_update_page:
 * @self: a window
 *
 * Shows the page that fits the state.
 */
void
pasar_window_update_page (PasarWindow *self)
{
  const char *page = choose_page (self);
  PasarView *view = pasar_sheet_get_view (self->sheet);
  const gboolean is_sheet = g_str_equal (page, "sheet");
  const gboolean is_new = g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), page) != 0;

  if (g_str_equal (page, "empty"))
    describe_empty (self);
  if (g_str_equal (page, "error"))
    {
      g_autofree char *markup = dup_error_markup (self);

      adw_status_page_set_title (self->error_page, get_error_title (self));
      adw_status_page_set_description (self->error_page, markup);
    }
  gtk_spinner_set_spinning (self->opening_spinner, g_str_equal (page, "opening"));
  gtk_spinner_set_spinning (self->loading_spinner, g_str_equal (page, "loading"));
  gtk_widget_set_sensitive (self->sheet_page, is_sheet);
  gtk_stack_set_visible_child_name (self->pages, page);
  if (is_sheet && is_new)
    gtk_widget_grab_focus (GTK_WIDGET (self->sheet));
  else if (is_new && g_str_equal (page, "welcome"))
    gtk_widget_grab_focus (self->demo_button);
  gtk_widget_set_visible (GTK_WIDGET (self->status_bar), is_sheet || self->job != NULL);
  if (view != NULL)
    gtk_stack_set_visible_child_name (self->rows_pages,
                                      g_list_model_get_n_items (G_LIST_MODEL (view)) > 0
                                          ? "rows"
                                          : "nothing");
  pasar_window_update_actions (self);
}

/**
 * pasar_window_update_actions:
 * @self: a window
 *
 * Lets only those actions be used that can do something now.
 */
void
pasar_window_update_actions (PasarWindow *self)
{
  PasarCatalogue *catalogue =
      self->session != NULL ? pasar_session_get_catalogue (self->session) : NULL;
  const guint n_changed = catalogue != NULL ? pasar_catalogue_get_n_changed (catalogue) : 0;
  const gboolean has_rows = catalogue != NULL && pasar_catalogue_get_n_items (catalogue) > 0;
  static const char *const with_rows[] = {
    "edit-price", "edit-stock", "boost",      "details",       "search",           "select-all",
    "fold-all",   "unfold-all", "sheet-menu", "clear-filters", "discard-selected",
  };
  g_autofree char *label = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (with_rows); i++)
    pasar_window_set_action_enabled (self, with_rows[i], has_rows);
  pasar_window_set_action_enabled (self,
                                   "undo",
                                   catalogue != NULL && pasar_catalogue_get_can_undo (catalogue));
  pasar_window_set_action_enabled (self,
                                   "redo",
                                   catalogue != NULL && pasar_catalogue_get_can_redo (catalogue));
  pasar_window_set_action_enabled (self, "review", n_changed > 0);
  pasar_window_set_action_enabled (self, "discard-all", n_changed > 0);
  pasar_window_set_action_enabled (self, "refresh", self->session != NULL && self->job == NULL);
  pasar_window_set_action_enabled (self, "cancel-load", self->job != NULL);

  if (n_changed > 0)
    {
      /* Translators: the button that opens the review */
      label =
          g_strdup_printf (ngettext ("Review %'u Row", "Review %'u Rows", n_changed), n_changed);
      gtk_widget_add_css_class (GTK_WIDGET (self->review_button), "suggested-action");
    }
  else
    {
      label = g_strdup (_ ("Review"));
      gtk_widget_remove_css_class (GTK_WIDGET (self->review_button), "suggested-action");
    }
  gtk_button_set_label (self->review_button, label);
}

static void
show_signed_out (PasarWindow *self, const char *message)
{
  g_autofree char *text = NULL;

  if (message == NULL)
    text =
        g_strdup (_ ("The shop no longer lets Pasar in. Connect it again; your changes are kept."));
  else
    /* Translators: %s is a sentence that says why Shopee does not let Pasar in, and what to do */
    text = g_strdup_printf (_ ("%s Your changes are kept."), message);
  pasar_banner_set (self->banner,
                    PASAR_BANNER_SIGNED_OUT,
                    text,
                    _ ("_Connect Again"),
                    "app.connect");
}

static void
show_offline (PasarWindow *self, const char *message)
{
  g_autofree char *text = NULL;

  if (message == NULL)
    text = g_strdup (
        _ ("No connection. You can go on editing; changes are kept here until you submit them."));
  else
    /* Translators: %s is a sentence that says why the shop cannot be reached, and what to do */
    text = g_strdup_printf (_ ("%s You can go on editing; changes are kept here."), message);
  pasar_banner_set (self->banner, PASAR_BANNER_OFFLINE, text, _ ("_Try Again"), "win.refresh");
}

/**
 * pasar_window_update_link:
 * @self: a window
 *
 * Tells whether the shop can be reached.
 */
void
pasar_window_update_link (PasarWindow *self)
{
  const PasarLink link =
      self->session != NULL ? pasar_session_get_link (self->session) : PASAR_LINK_UNKNOWN;
  const char *message =
      self->session != NULL ? pasar_session_get_link_message (self->session) : NULL;
  const gboolean has_sheet = g_str_equal (choose_page (self), "sheet");

  if (link == PASAR_LINK_SIGNED_OUT && has_sheet)
    show_signed_out (self, message);
  else
    pasar_banner_clear (self->banner, PASAR_BANNER_SIGNED_OUT);
  if (link == PASAR_LINK_OFFLINE && has_sheet)
    show_offline (self, message);
  else
    pasar_banner_clear (self->banner, PASAR_BANNER_OFFLINE);
  pasar_window_update_page (self);
}

/* Counts. */

static gboolean
counts_cb (gpointer user_data)
{
  PasarWindow *self = user_data;

  self->counts_id = 0;
  pasar_filter_bar_update (self->filter_bar);
  pasar_window_update_summary (self);
  pasar_window_update_page (self);
  return G_SOURCE_REMOVE;
}

/**
 * pasar_window_queue_counts:
 * @self: a window
 *
 * Updates the counts of the filters, the status bar and the page soon, in one frame.
 */
void
pasar_window_queue_counts (PasarWindow *self)
{
  if (self->counts_id == 0)
    self->counts_id = g_timeout_add (COUNTS_DELAY_MS, counts_cb, self);
}

/* Notices. */

static void
toast_dismissed_cb (PasarWindow *self, AdwToast *toast)
{
  if (self->toast == toast)
    self->toast = NULL;
}

static void
dismiss_toast (PasarWindow *self)
{
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
}

static gboolean toast_due_cb (gpointer user_data);

/* Nothing covers a cell that is being edited: a notice waits until then. */
static void
show_toast (PasarWindow *self, AdwToast *toast)
{
  const gint64 now_ms = g_get_monotonic_time () / 1000;
  const gint64 left_ms = self->toasted_at_ms + TOAST_MIN_MS - now_ms;

  g_set_object (&self->waiting_toast, toast);
  g_clear_handle_id (&self->toast_id, g_source_remove);
  if (self->toast != NULL && left_ms > 0)
    {
      self->toast_id = g_timeout_add ((guint) left_ms, toast_due_cb, self);
      return;
    }
  dismiss_toast (self);
  if (toast == NULL || pasar_sheet_get_editor (self->sheet) != NULL)
    return;
  self->toasted_at_ms = now_ms;
  self->toast = toast;
  adw_toast_overlay_add_toast (self->toasts, g_steal_pointer (&self->waiting_toast));
}

static void
editing_changed_cb (PasarWindow *self)
{
  g_autoptr (AdwToast) toast = g_steal_pointer (&self->waiting_toast);

  show_toast (self, toast);
}

static gboolean
toast_due_cb (gpointer user_data)
{
  PasarWindow *self = user_data;

  self->toast_id = 0;
  editing_changed_cb (self);
  return G_SOURCE_REMOVE;
}

/**
 * pasar_window_toast:
 * @self: a window
 * @text: what was done
 * @with_undo: whether it can be undone
 *
 * Shows a notice in place of the one before it; for what the seller cannot see.
 */
void
pasar_window_toast (PasarWindow *self, const char *text, gboolean with_undo)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  g_autoptr (AdwToast) toast = adw_toast_new (escaped);

  if (with_undo)
    {
      adw_toast_set_button_label (toast, _ ("_Undo"));
      adw_toast_set_action_name (toast, "win.undo");
    }
  g_signal_connect_object (toast,
                           "dismissed",
                           G_CALLBACK (toast_dismissed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  show_toast (self, toast);
}

/**
 * pasar_window_tell_step:
 * @self: a window
 * @notice: (nullable): what was done; %NULL when it can be seen
 * @with_undo: whether the notice has a button for undo
 *
 * A step was staged, undone or made again: what a notice said of the one before, and its button,
 * are of no use any more.
 */
void
pasar_window_tell_step (PasarWindow *self, const char *notice, gboolean with_undo)
{
  show_toast (self, NULL);
  if (notice != NULL)
    pasar_window_toast (self, notice, with_undo);
}

static void
staged_cb (PasarWindow *self, const char *notice)
{
  pasar_banner_clear (self->banner, PASAR_BANNER_STORE);
  pasar_window_tell_step (self, notice, TRUE);
}

static void
stage_failed_cb (PasarWindow *self, const char *message)
{
  /* Translators: %s is a sentence that says why, and what to do */
  g_autofree char *text = g_strdup_printf (_ ("The change was not kept. %s"), message);

  pasar_banner_set (self->banner, PASAR_BANNER_STORE, text, NULL, NULL);
}

static void
message_cb (PasarWindow *self, const char *text)
{
  pasar_window_toast (self, text, FALSE);
}

/* Search. */

static void
shown_changed_cb (PasarWindow *self)
{
  pasar_window_queue_counts (self);
  pasar_window_update_page (self);
}

static void
search_changed_cb (PasarWindow *self)
{
  PasarView *view = pasar_sheet_get_view (self->sheet);

  if (view == NULL)
    return;
  pasar_view_set_text (view, gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
  pasar_window_queue_counts (self);
  pasar_window_update_page (self);
}

static void
stop_search_cb (PasarWindow *self)
{
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->sheet));
}

static void
search_activate_cb (PasarWindow *self)
{
  /* The entry tells of the last keys a moment later. */
  search_changed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->sheet));
}

/* Down and Tab lead to what was found; the filters are reached by Shift+Tab from there. */
static gboolean
search_key_cb (PasarWindow *self, guint key, guint code, GdkModifierType modifiers)
{
  const GdkModifierType mask = GDK_SHIFT_MASK | GDK_CONTROL_MASK | GDK_ALT_MASK;

  if ((modifiers & mask) != 0
      || (key != GDK_KEY_Down && key != GDK_KEY_KP_Down && key != GDK_KEY_Tab
          && key != GDK_KEY_KP_Tab))
    return GDK_EVENT_PROPAGATE;
  search_activate_cb (self);
  return GDK_EVENT_STOP;
}

/* The life of the window. */

static gboolean
pasar_window_close_request (GtkWindow *window)
{
  PasarWindow *self = PASAR_WINDOW (window);
  GtkApplication *application = gtk_window_get_application (window);

  g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (window));
  if (!gtk_window_is_maximized (window))
    {
      int width;
      int height;

      gtk_window_get_default_size (window, &width, &height);
      g_settings_set_int (self->settings, "window-width", MAX (width, 480));
      g_settings_set_int (self->settings, "window-height", MAX (height, 320));
    }
  if (application != NULL)
    pasar_application_quit (PASAR_APPLICATION (application));
  /* The app destroys the window once everything is on disk. */
  return GDK_EVENT_STOP;
}

static void
pasar_window_dispose (GObject *object)
{
  PasarWindow *self = PASAR_WINDOW (object);

  g_clear_handle_id (&self->counts_id, g_source_remove);
  g_clear_handle_id (&self->toast_id, g_source_remove);
  g_clear_handle_id (&self->summary_id, g_source_remove);
  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  if (self->job != NULL)
    pasar_job_cancel (self->job);
  g_clear_object (&self->job_signals);
  g_clear_object (&self->jobs_signals);
  g_clear_object (&self->job);
  g_clear_object (&self->quit_task);
  g_clear_object (&self->session_signals);
  g_clear_object (&self->catalogue_signals);
  g_clear_object (&self->view_signals);
  g_clear_pointer (&self->context_menu, gtk_widget_unparent);
  g_clear_object (&self->waiting_toast);
  self->toast = NULL;
  g_clear_object (&self->session);
  g_clear_object (&self->account);
  g_clear_object (&self->accounts);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->open_error, g_free);
  G_OBJECT_CLASS (pasar_window_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, title);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, shop_button);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, shop_label);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, shop_menu);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, review_button);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, search_bar);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, search_entry);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, opening_spinner);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, demo_button);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, loading_spinner);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, filter_bar);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, sheet_page);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, rows_pages);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, empty_page);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, empty_button);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, error_page);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, status_bar);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, summary_label);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, problem_label);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, progress_box);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, progress_label);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, progress_bar);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_key_cb);
}

static void
pasar_window_class_init (PasarWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pasar_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = pasar_window_close_request;

  g_type_ensure (PASAR_TYPE_BANNER);
  g_type_ensure (PASAR_TYPE_FILTER_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/pasar_app/Pasar/window.ui");
  bind_children (widget_class);
}

static void
add_signals (PasarWindow *self)
{
  self->session_signals = g_signal_group_new (PASAR_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals,
                                  "notify::link",
                                  G_CALLBACK (pasar_window_update_link),
                                  self);
  g_signal_group_connect_swapped (self->session_signals,
                                  "notify::link-message",
                                  G_CALLBACK (pasar_window_update_link),
                                  self);
  self->catalogue_signals = g_signal_group_new (PASAR_TYPE_CATALOGUE);
  g_signal_group_connect_swapped (self->catalogue_signals,
                                  "rows-changed",
                                  G_CALLBACK (pasar_window_queue_counts),
                                  self);
  g_signal_group_connect_swapped (self->catalogue_signals,
                                  "values-changed",
                                  G_CALLBACK (pasar_window_queue_counts),
                                  self);
  g_signal_group_connect_swapped (self->catalogue_signals,
                                  "notify",
                                  G_CALLBACK (pasar_window_update_actions),
                                  self);
  self->view_signals = g_signal_group_new (PASAR_TYPE_VIEW);
  g_signal_group_connect_swapped (self->view_signals,
                                  "items-changed",
                                  G_CALLBACK (shown_changed_cb),
                                  self);
}

static void
add_sheet (PasarWindow *self)
{
  GtkStackPage *page;

  self->sheet = PASAR_SHEET (pasar_sheet_new (self->settings));
  page = gtk_stack_add_named (self->rows_pages, GTK_WIDGET (self->sheet), "rows");
  gtk_stack_page_set_title (page, _ ("Items and variations"));
  g_signal_connect_object (self->sheet, "staged", G_CALLBACK (staged_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sheet,
                           "editing-changed",
                           G_CALLBACK (editing_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sheet,
                           "stage-failed",
                           G_CALLBACK (stage_failed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sheet,
                           "message",
                           G_CALLBACK (message_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sheet,
                           "cursor-changed",
                           G_CALLBACK (pasar_window_queue_summary),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sheet,
                           "selection-changed",
                           G_CALLBACK (pasar_window_queue_summary),
                           self,
                           G_CONNECT_SWAPPED);
}

static void
pasar_window_init (PasarWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
}

/**
 * pasar_window_new:
 * @application: the app, started
 * @demo_wanted: whether the demo shop is about to be opened, so that no other one is
 *
 * Returns: (transfer none): a window, kept by GTK until it is destroyed
 */
PasarWindow *
pasar_window_new (PasarApplication *application, gboolean demo_wanted)
{
  PasarWindow *self = g_object_new (PASAR_TYPE_WINDOW, "application", application, NULL);

  self->settings = g_object_ref (pasar_application_get_settings (application));
  self->demo_wanted = demo_wanted;
  add_signals (self);
  add_sheet (self);
  pasar_window_actions_init (self);
  gtk_window_set_default_size (GTK_WINDOW (self),
                               g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  pasar_window_update_page (self);
  return self;
}

/**
 * pasar_window_get_page:
 * @self: a window
 *
 * Returns: (transfer none): the name of the page that is shown
 */
const char *
pasar_window_get_page (PasarWindow *self)
{
  return gtk_stack_get_visible_child_name (self->pages);
}
