/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/dialogs/util.h"
#include "app/window-private.h"

#include <glib/gi18n-lib.h>

/* What is shown: the page that fits the state, what can be done, and how many rows there are. */

/* Counts follow changes at this pace, however fast rows arrive. */
#define COUNTS_DELAY_MS 40

/* Opening that takes no longer is not worth a word. */
#define OPENING_DELAY_MS 400

static const char *
choose_page (PasarWindow *self)
{
  if (self->store_error != NULL || self->open_error != NULL)
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
  pasar_dialog_set_description (
      self->empty_page,
      link != PASAR_LINK_ONLINE && message != NULL ? message
      : pasar_session_get_shop (self->session)->refreshed_at_secs > 0
          ? _ (
              "Items that you add in the seller centre are here once the shop has been read again.")
          : _ ("The shop has not been read yet."));
}

/* A view that has no rows is no search that found none. */
static void
describe_nothing (PasarWindow *self)
{
  const char *view = pasar_window_get_view_title (self);
  g_autofree char *title = NULL;

  if (view == NULL)
    title = g_strdup (_ ("No Rows Match"));
  else
    /* Translators: %s is the name of a view, such as Out of Stock */
    title = g_strdup_printf (_ ("Nothing in “%s”"), view);
  adw_status_page_set_title (self->nothing_page, title);
  pasar_dialog_set_description (
      self->nothing_page,
      view == NULL ? _ ("Other words or fewer filters may find what you are looking for.")
                   : _ ("No row of the shop is as this view asks for at the moment."));
}

/* What is wrong, as markup; of the file of the store, also where it is. */
static char *
dup_error_markup (PasarWindow *self)
{
  g_autofree char *shown = NULL;

  if (self->store_error == NULL)
    return g_markup_escape_text (self->open_error, -1);
  shown = g_filename_display_name (self->store_path);
  return g_markup_printf_escaped ("%s\n\n<small>%s</small>", self->store_error->message, shown);
}

static const char *
get_error_title (PasarWindow *self)
{
  const GError *error = self->store_error;

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

static gboolean
show_opening_cb (gpointer user_data)
{
  PasarWindow *self = user_data;

  self->opening_id = 0;
  gtk_widget_set_visible (self->opening_page, TRUE);
  gtk_spinner_set_spinning (self->opening_spinner, TRUE);
  return G_SOURCE_REMOVE;
}

/* The page is empty at first. */
static void
update_opening (PasarWindow *self, gboolean is_opening)
{
  if (!is_opening)
    {
      g_clear_handle_id (&self->opening_id, g_source_remove);
      gtk_widget_set_visible (self->opening_page, FALSE);
      gtk_spinner_set_spinning (self->opening_spinner, FALSE);
    }
  else if (self->opening_id == 0 && !gtk_widget_get_visible (self->opening_page))
    self->opening_id = g_timeout_add (OPENING_DELAY_MS, show_opening_cb, self);
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
  update_opening (self, g_str_equal (page, "opening"));
  gtk_spinner_set_spinning (self->loading_spinner, g_str_equal (page, "loading"));
  gtk_widget_set_sensitive (self->sheet_page, is_sheet);
  gtk_widget_set_visible (GTK_WIDGET (self->entry_bar), is_sheet);
  /* Nobody waits for rows to fade in. */
  gtk_stack_set_visible_child_full (self->pages,
                                    page,
                                    is_sheet ? GTK_STACK_TRANSITION_TYPE_NONE
                                             : GTK_STACK_TRANSITION_TYPE_CROSSFADE);
  if (is_sheet && is_new)
    gtk_widget_grab_focus (GTK_WIDGET (self->sheet));
  else if (is_new && g_str_equal (page, "welcome"))
    gtk_widget_grab_focus (self->demo_button);
  gtk_widget_set_visible (GTK_WIDGET (self->status_bar), is_sheet || self->job != NULL);
  describe_nothing (self);
  if (view != NULL)
    gtk_stack_set_visible_child_name (self->rows_pages,
                                      g_list_model_get_n_items (G_LIST_MODEL (view)) > 0
                                          ? "rows"
                                          : "nothing");
  pasar_window_update_actions (self);
}

static void
set_enabled (PasarWindow *self, const char *action, gboolean enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (
                                   g_action_map_lookup_action (G_ACTION_MAP (self), action)),
                               enabled);
}

/* In the rows that the chip and the review count, and in words what none of them counts. */
static void
show_changed (PasarWindow *self, guint n_changed)
{
  g_autofree char *label =
      n_changed > 0
          /* Translators: the button that opens the review */
          ? g_strdup_printf (ngettext ("Review %'u Row", "Review %'u Rows", n_changed), n_changed)
          : g_strdup (_ ("Review"));
  g_autofree char *waiting =
      self->session != NULL ? pasar_dialog_dup_waiting (pasar_session_get_catalogue (self->session))
                            : NULL;
  const char *tooltip = waiting != NULL ? waiting : _ ("See All Changes and Submit Them");
  GtkWidget *button = GTK_WIDGET (self->review_button);

  if (n_changed > 0)
    gtk_widget_add_css_class (button, "suggested-action");
  else
    gtk_widget_remove_css_class (button, "suggested-action");
  gtk_button_set_label (self->review_button, label);
  /* To set one asks the display server where the pointer is. */
  if (g_strcmp0 (gtk_widget_get_tooltip_text (button), tooltip) != 0)
    gtk_widget_set_tooltip_text (button, tooltip);
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
  const guint n_waiting = catalogue != NULL ? pasar_catalogue_get_n_waiting (catalogue) : 0;
  const gboolean has_rows = catalogue != NULL && pasar_catalogue_get_n_items (catalogue) > 0;
  static const char *const with_rows[] = {
    "edit-price", "edit-stock",   "entry-bar",     "boost",
    "details",    "search",       "select-all",    "fold-all",
    "unfold-all", "sheet-menu",   "clear-filters", "discard-selected",
    "go-to",      "find-replace", "find-next",     "find-previous",
  };

  for (guint i = 0; i < G_N_ELEMENTS (with_rows); i++)
    set_enabled (self, with_rows[i], has_rows);
  pasar_window_enable_clipboard (self, has_rows);
  set_enabled (self, "undo", catalogue != NULL && pasar_catalogue_get_can_undo (catalogue));
  set_enabled (self, "redo", catalogue != NULL && pasar_catalogue_get_can_redo (catalogue));
  set_enabled (self,
               "review",
               n_changed + n_waiting > 0
                   || (self->session != NULL
                       && pasar_job_find (self->session, PASAR_TYPE_SUBMIT_JOB) != NULL));
  set_enabled (self,
               "review-failed",
               catalogue != NULL && pasar_catalogue_get_n_failed (catalogue) > 0);
  set_enabled (self, "discard-all", n_changed + n_waiting > 0);
  set_enabled (self, "refresh", self->session != NULL && self->job == NULL);
  set_enabled (self, "history", self->session != NULL);
  set_enabled (self, "import", has_rows);
  set_enabled (self, "export", has_rows && self->export_job == NULL);
  set_enabled (self, "cancel-job", self->job != NULL || self->export_job != NULL);

  show_changed (self, n_changed);
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

static gboolean
counts_cb (gpointer user_data)
{
  PasarWindow *self = user_data;

  self->counts_id = 0;
  pasar_window_update_views (self);
  pasar_window_update_summary (self);
  pasar_window_update_page (self);
  pasar_window_import_next (self);
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

/**
 * pasar_window_clear_filters:
 * @self: a window
 *
 * Shows all rows, and searches for nothing.
 */
void
pasar_window_clear_filters (PasarWindow *self)
{
  if (!pasar_window_choose_all (self))
    {
      gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
      gtk_search_bar_set_search_mode (self->search_bar, FALSE);
      pasar_filter_bar_clear (self->filter_bar);
    }
  pasar_window_update_page (self);
}
