/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "jobs/submit/submit.h"
#include "rendering.h"
#include "window-fixture.h"

#include <glib/gstdio.h>

static void
welcome_step (WindowFixture *self)
{
  WAIT_FOR (g_str_equal (window_get_page (self), "welcome"));
  WAIT_FOR (window_find_button (GTK_WIDGET (self->window), "app.demo") != NULL);
  g_assert_nonnull (window_find_button (GTK_WIDGET (self->window), "app.connect"));
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (self->window), "review"));
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (self->window), "edit-price"));
}

static void
edit_and_undo_step (WindowFixture *self)
{
  PasarCatalogue *catalogue;

  window_open_demo (self);
  catalogue = pasar_session_get_catalogue (self->window->session);
  g_assert_cmpuint (pasar_catalogue_get_n_items (catalogue), >, 50);
  window_type_price (self, "+5%");
  g_assert_cmpstr (gtk_button_get_label (self->window->review_button), ==, "Review 1 Row");
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (self->window), "review"));

  g_action_group_activate_action (G_ACTION_GROUP (self->window), "undo", NULL);
  WAIT_FOR (pasar_catalogue_get_n_changed (catalogue) == 0);
  g_assert_cmpstr (gtk_button_get_label (self->window->review_button), ==, "Review");
  g_action_group_activate_action (G_ACTION_GROUP (self->window), "redo", NULL);
  WAIT_FOR (pasar_catalogue_get_n_changed (catalogue) == 1);
  g_action_group_activate_action (G_ACTION_GROUP (self->window), "undo", NULL);
  WAIT_FOR (pasar_catalogue_get_n_changed (catalogue) == 0);
}

static gboolean
review_is_enabled (WindowFixture *self)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (self->window), "review");
}

static const char *
read_review_tooltip (WindowFixture *self)
{
  return gtk_widget_get_tooltip_text (GTK_WIDGET (self->window->review_button));
}

/* What is staged on an item that was not read yet is in no count, but is told of. */
static void
waiting_step (WindowFixture *self)
{
  PasarCatalogue *catalogue;

  window_open_demo (self);
  catalogue = pasar_session_get_catalogue (self->window->session);
  WAIT_FOR (!review_is_enabled (self));
  pasar_catalogue_restore_staged (catalogue,
                                  (PasarRowKey){ 7, 0 },
                                  PASAR_FIELD_PRICE,
                                  1100,
                                  PASAR_NO_VALUE,
                                  NULL);
  pasar_catalogue_end_restore (catalogue);
  WAIT_FOR (review_is_enabled (self));
  g_assert_cmpstr (gtk_button_get_label (self->window->review_button), ==, "Review");
  g_assert_cmpstr (read_review_tooltip (self), ==, "1 changed row waits for its item to be read.");
  window_type_price (self, "+5%");
  WAIT_FOR (g_str_equal (read_review_tooltip (self),
                         "1 more changed row waits for its item to be read."));
  g_assert_cmpstr (gtk_button_get_label (self->window->review_button), ==, "Review 1 Row");
  g_action_group_activate_action (G_ACTION_GROUP (self->window), "undo", NULL);
  WAIT_FOR (pasar_catalogue_get_n_changed (catalogue) == 0);
}

/* The first item with models, folded, and what it is told to become. */
static void
type_price_of_folded (WindowFixture *self, const char *text)
{
  PasarSheet *sheet = self->window->sheet;
  PasarView *view = pasar_sheet_get_view (sheet);
  PasarCatalogue *catalogue = pasar_view_get_catalogue (view);
  guint position = 0;

  pasar_view_fold_all (view, TRUE);
  while (!pasar_catalogue_read_row (catalogue, pasar_view_get_row (view, position)).is_header)
    position++;
  pasar_sheet_set_cursor (sheet, position, PASAR_COLUMN_PRICE);
  g_assert_true (pasar_sheet_begin_edit (sheet, text));
  g_assert_true (pasar_sheet_end_edit (sheet));
}

/* A notice tells what cannot be seen, never over a cell that is being edited. */
static void
notices_step (WindowFixture *self)
{
  PasarSheet *sheet;
  PasarCatalogue *catalogue;

  window_open_demo (self);
  sheet = self->window->sheet;
  catalogue = pasar_session_get_catalogue (self->window->session);
  type_price_of_folded (self, "9.95");
  WAIT_FOR (self->window->toast != NULL
            && adw_toast_get_button_label (self->window->toast) != NULL);

  g_assert_true (pasar_sheet_begin_edit (sheet, "1"));
  WAIT_FOR (self->window->toast == NULL);
  pasar_window_toast (self->window, "Something ended.", FALSE);
  g_assert_null (self->window->toast);
  pasar_sheet_cancel_edit (sheet);
  WAIT_FOR (self->window->toast != NULL
            && g_str_equal (adw_toast_get_title (self->window->toast), "Something ended."));

  type_price_of_folded (self, "9.85");
  WAIT_FOR (self->window->toast != NULL
            && adw_toast_get_button_label (self->window->toast) != NULL);
  window_click (self, "win.undo");
  g_action_group_activate_action (G_ACTION_GROUP (self->window), "undo", NULL);
  WAIT_FOR (pasar_catalogue_get_n_changed (catalogue) == 0);
}

static void
edit_step (WindowFixture *self)
{
  window_open_demo (self);
  self->key = window_type_price (self, "9.99");
}

static void
find_edit_step (WindowFixture *self)
{
  PasarCatalogue *catalogue;
  guint row;

  WAIT_FOR (self->window->session != NULL);
  catalogue = pasar_session_get_catalogue (self->window->session);
  row = pasar_catalogue_find (catalogue, self->key.item_id, self->key.model_id);
  g_assert_cmpuint (row, !=, PASAR_NO_ROW);
  g_assert_cmpint (pasar_catalogue_read_row (catalogue, row).values[PASAR_FIELD_PRICE].staged,
                   ==,
                   999);
  WAIT_FOR (self->window->job == NULL);
}

static guint
read_number (const char *text)
{
  guint number = 0;

  for (const char *p = text; *p != '\0' && *p != ' '; p++)
    if (g_ascii_isdigit (*p))
      number = number * 10 + (guint) g_ascii_digit_value (*p);
  return number;
}

/* The button of the tab of a view. */
static GtkWidget *
find_view (GtkWidget *widget, const char *title)
{
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), title))
    return gtk_widget_get_ancestor (widget, GTK_TYPE_BUTTON);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_view (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
choose_view (WindowFixture *self, const char *title)
{
  GtkWidget *button = find_view (GTK_WIDGET (self->window->filter_bar), title);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

/* How many items a view is said to have. */
static guint
read_view_count (WindowFixture *self, const char *title)
{
  GtkWidget *button = find_view (GTK_WIDGET (self->window->filter_bar), title);
  GtkWidget *box = gtk_button_get_child (GTK_BUTTON (button));

  return read_number (gtk_label_get_text (GTK_LABEL (gtk_widget_get_last_child (box))));
}

/* How many items the status bar says are shown. */
static guint
read_shown_count (WindowFixture *self)
{
  return read_number (gtk_label_get_text (self->window->summary_label));
}

/* A view counts what it shows when it is chosen, whatever is shown now; the status bar counts that.
 */
static void
counts_step (WindowFixture *self)
{
  GtkEditable *entry = GTK_EDITABLE (self->window->search_entry);
  guint n_items;
  guint n_promoted;

  window_open_demo (self);
  n_items = pasar_catalogue_get_n_items (pasar_session_get_catalogue (self->window->session));
  WAIT_FOR (self->window->job == NULL && self->window->counts_id == 0
            && read_view_count (self, "All") == n_items);
  g_assert_cmpuint (read_shown_count (self), ==, n_items);
  n_promoted = read_view_count (self, "On Promotion");
  g_assert_cmpuint (n_promoted, >, 0);

  gtk_editable_set_text (entry, "linen");
  WAIT_FOR (read_shown_count (self) < n_items);
  g_assert_cmpuint (read_shown_count (self), >, 0);
  g_assert_cmpuint (read_view_count (self, "All"), ==, n_items);
  g_assert_cmpuint (read_view_count (self, "On Promotion"), ==, n_promoted);

  choose_view (self, "On Promotion");
  WAIT_FOR (read_shown_count (self) == n_promoted);
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "");
  choose_view (self, "All");
  WAIT_FOR (read_shown_count (self) == n_items);
}

static gboolean
count_frame_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  ++*(guint *) user_data;
  return G_SOURCE_CONTINUE;
}

/* Notices that come faster than they can be shown: the last one is. */
static void
toasts_step (WindowFixture *self)
{
  guint n_frames = 0;
  const guint tick =
      gtk_widget_add_tick_callback (GTK_WIDGET (self->window), count_frame_cb, &n_frames, NULL);

  window_open_demo (self);
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *text = g_strdup_printf ("Notice %u", i);

      n_frames = 0;
      pasar_window_toast (self->window, text, i % 2 == 0);
      WAIT_FOR (n_frames >= 3);
    }
  WAIT_FOR (self->window->toast != NULL
            && g_str_equal (adw_toast_get_title (self->window->toast), "Notice 39"));

  /* A busy computer draws nothing for a while, whatever moves. */
  for (guint i = 0; i < 12; i++)
    {
      const guint n_wanted = (guint) g_test_rand_int_range (0, 8);

      n_frames = 0;
      pasar_window_toast (self->window, i % 2 == 0 ? "First" : "Second", i % 3 == 0);
      WAIT_FOR (n_frames >= n_wanted);
      g_usleep ((gulong) g_test_rand_int_range (0, G_USEC_PER_SEC));
      if (g_test_rand_bit ())
        pasar_window_tell_step (self->window, NULL, FALSE);
      WAIT_FOR (n_frames >= 8);
    }
  gtk_widget_remove_tick_callback (GTK_WIDGET (self->window), tick);
}

static void
filters_step (WindowFixture *self)
{
  PasarView *view;

  window_open_demo (self);
  window_type_price (self, "9.95");
  view = pasar_sheet_get_view (self->window->sheet);
  choose_view (self, "Changed");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (view)), ==, 1);

  gtk_editable_set_text (GTK_EDITABLE (self->window->search_entry), "no such words");
  WAIT_FOR (g_list_model_get_n_items (G_LIST_MODEL (view)) == 0);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (self->window->rows_pages), ==, "nothing");
  window_click (self, "win.clear-filters");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (view)), >, 50);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (self->window->rows_pages), ==, "rows");
}

/* What a server says is shown as it is, though the page takes markup. */
static void
empty_step (WindowFixture *self)
{
  g_autoptr (GError) error =
      g_error_new_literal (PASAR_ERROR, PASAR_ERROR_NETWORK, "Not <here> & now.");
  g_autofree char *text = NULL;
  PasarCatalogue *catalogue;
  guint n_rows;

  window_open_demo (self);
  catalogue = pasar_session_get_catalogue (self->window->session);
  n_rows = pasar_catalogue_get_n_rows (catalogue);
  for (guint row = 0; row < n_rows; row++)
    if (pasar_catalogue_read_row (catalogue, row).is_alive)
      pasar_catalogue_remove_item (catalogue, pasar_catalogue_row_get_key (catalogue, row).item_id);
  pasar_session_report (self->window->session, error);
  WAIT_FOR (g_str_equal (window_get_page (self), "empty"));
  g_assert_true (pango_parse_markup (adw_status_page_get_description (self->window->empty_page),
                                     -1,
                                     0,
                                     NULL,
                                     &text,
                                     NULL,
                                     NULL));
  g_assert_nonnull (strstr (text, "Not <here> & now."));
}

static void
test_empty (WindowFixture *self, gconstpointer data)
{
  window_run_app (self, empty_step);
}

static void
nothing_step (WindowFixture *self)
{
  WAIT_FOR (g_str_equal (window_get_page (self), "welcome"));
}

static void
damaged_step (WindowFixture *self)
{
  WAIT_FOR (g_str_equal (window_get_page (self), "error"));
  g_assert_cmpstr (adw_status_page_get_description (self->window->error_page), !=, "");
}

static void
test_welcome (WindowFixture *self, gconstpointer data)
{
  window_run_app (self, welcome_step);
}

static void
test_edit_and_undo (WindowFixture *self, gconstpointer data)
{
  window_run_app (self, edit_and_undo_step);
}

static void
test_waiting (WindowFixture *self, gconstpointer data)
{
  window_run_app (self, waiting_step);
}

static void
test_notices (WindowFixture *self, gconstpointer data)
{
  window_run_app (self, notices_step);
}

static void
test_edits_survive_restart (WindowFixture *self, gconstpointer data)
{
  window_run_app (self, edit_step);
  window_run_app (self, find_edit_step);
}

static void
test_filters (WindowFixture *self, gconstpointer data)
{
  window_run_app (self, filters_step);
}

/* No dialog is open: the window shows how far it is, tells the end, and marks what is boosted. */
static void
boost_step (WindowFixture *self)
{
  gint64 boosted[PASAR_BOOST_SLOTS];
  g_autoptr (PasarJob) job = NULL;
  PasarRowKey key;

  window_open_demo (self);
  key = pasar_catalogue_row_get_key (pasar_session_get_catalogue (self->window->session), 0);
  job = pasar_boost_job_new (self->window->session, &key.item_id, 1);
  pasar_job_run_async (job, NULL, NULL);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (self->window->progress_box)));
  g_assert_cmpstr (gtk_label_get_text (self->window->progress_label), ==, "Boosting: 0 of 1");
  WAIT_FOR (self->window->toast != NULL
            && g_str_equal (adw_toast_get_title (self->window->toast), "1 of 1 item boosted."));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (self->window->progress_box)));
  WAIT_FOR (pasar_session_get_boosted (self->window->session, boosted) == 1);
}

static void
test_boost (WindowFixture *self, gconstpointer data)
{
  window_run_app (self, boost_step);
}

static void
test_toasts (WindowFixture *self, gconstpointer data)
{
  window_run_app (self, toasts_step);
}

static void
test_counts (WindowFixture *self, gconstpointer data)
{
  window_run_app (self, counts_step);
}

static void
test_damaged_store (WindowFixture *self, gconstpointer data)
{
  static const char precious[] = "This is not a database, but somebody may need it.";
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "pasar", "pasar.db", NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;

  window_run_app (self, nothing_step);
  g_file_set_contents (path, precious, -1, &error);
  g_assert_no_error (error);
  window_run_app (self, damaged_step);
  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (contents, ==, precious);
}

/* What was wrong with the store is put right while the app runs. */
static void
retry_step (WindowFixture *self)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "pasar", "pasar.db", NULL);

  WAIT_FOR (g_str_equal (window_get_page (self), "error"));
  g_assert_nonnull (strstr (adw_status_page_get_description (self->window->error_page), path));
  g_assert_cmpint (g_remove (path), ==, 0);
  window_click (self, "win.retry");
  window_open_demo (self);
}

static void
test_retry (WindowFixture *self, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "pasar", NULL);
  g_autofree char *path = g_build_filename (folder, "pasar.db", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, "not a database at all, but longer than a page's head", -1, &error);
  g_assert_no_error (error);
  window_run_app (self, retry_step);
}

static void
open_demo_step (WindowFixture *self)
{
  window_open_demo (self);
}

/* What the demo shop remembers is of no value, and must not keep anybody out of it. */
static void
test_damaged_demo (WindowFixture *self, gconstpointer data)
{
  static const char odd[] = "not what the demo shop wrote";
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "pasar", NULL);
  g_autofree char *path = g_build_filename (folder, "demo-shop.state", NULL);
  g_autofree char *aside = g_strconcat (path, ".damaged", NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, odd, -1, &error);
  g_assert_no_error (error);
  window_run_app (self, open_demo_step);
  g_file_get_contents (aside, &contents, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (contents, ==, odd);
}

/* The main menu shows a column; its head hides it again. */
static void
columns_step (WindowFixture *self)
{
  GActionGroup *actions = G_ACTION_GROUP (self->window);
  PasarSheet *sheet = self->window->sheet;
  g_autoptr (GVariant) state = NULL;

  window_open_demo (self);
  g_assert_false (pasar_sheet_is_column_visible (sheet, PASAR_COLUMN_STATUS));
  g_action_group_activate_action (actions, "show-column-status", NULL);
  g_assert_true (pasar_sheet_is_column_visible (sheet, PASAR_COLUMN_STATUS));
  state = g_action_group_get_action_state (actions, "show-column-status");
  g_assert_true (g_variant_get_boolean (state));
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (self->window), "win.hide-column", "s", "status"));
  g_assert_false (pasar_sheet_is_column_visible (sheet, PASAR_COLUMN_STATUS));
  g_assert_true (pasar_sheet_is_column_visible (sheet, PASAR_COLUMN_NAME));
}

static void
test_columns (WindowFixture *self, gconstpointer data)
{
  window_run_app (self, columns_step);
}

#define SMALL_WIDTH  1024
#define SMALL_HEIGHT 768
/* gtk-xft-dpi is in 1/1024 of a dot. */
#define USUAL_TEXT_DPI (96 * 1024)
#define LARGE_TEXT_DPI (USUAL_TEXT_DPI * 3 / 2)

static const char *const dialog_actions[] = {
  "win.edit-price", "win.review",    "win.boost", "win.details", "app.preferences",
  "app.connect",    "app.shortcuts", "app.help",  "app.about",
};

static gboolean
is_busy (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (GTK_IS_SPINNER (widget) && gtk_spinner_get_spinning (GTK_SPINNER (widget)))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (is_busy (child))
      return TRUE;
  return FALSE;
}

/* Calls func for each dialog of the demo shop, one after the other. */
static void
for_each_dialog (WindowFixture *self, void (*func) (GtkWindow *dialog))
{
  for (guint i = 0; i < G_N_ELEMENTS (dialog_actions); i++)
    {
      g_assert_true (
          gtk_widget_activate_action (GTK_WIDGET (self->window), dialog_actions[i], NULL));
      WAIT_FOR (window_find_dialog (self) != NULL);
      WAIT_FOR (!is_busy (GTK_WIDGET (window_find_dialog (self))));
      func (window_find_dialog (self));
      gtk_window_destroy (window_find_dialog (self));
      WAIT_FOR (window_find_dialog (self) == NULL);
    }
}

static void
set_look (WindowFixture *self, int dpi)
{
  g_object_set (gtk_widget_get_settings (GTK_WIDGET (self->window)),
                "gtk-enable-animations",
                FALSE,
                "gtk-xft-dpi",
                dpi,
                NULL);
}

static void
check_dialog_contrast (GtkWindow *dialog)
{
  g_assert_cmpuint (rendering_check_contrast (dialog, RENDERING_LEAST_CONTRAST), >, 3);
}

/* A price that is too far from its siblings, which is shown as a problem. */
static void
type_problem (WindowFixture *self)
{
  PasarView *view = pasar_sheet_get_view (self->window->sheet);

  pasar_view_fold_all (view, FALSE);
  pasar_sheet_set_cursor (self->window->sheet, 1, PASAR_COLUMN_PRICE);
  g_assert_true (pasar_sheet_begin_edit (self->window->sheet, "=price*20"));
  g_assert_true (pasar_sheet_end_edit (self->window->sheet));
  WAIT_FOR (pasar_view_count (view, PASAR_STATE_PROBLEM).n_models == 1);
}

static void
contrast_step (WindowFixture *self)
{
  if (!RENDERING_LOOKS)
    return;
  set_look (self, USUAL_TEXT_DPI);
  WAIT_FOR (g_str_equal (window_get_page (self), "welcome"));
  rendering_check_contrast (GTK_WINDOW (self->window), RENDERING_LEAST_CONTRAST);
  window_open_demo (self);
  window_type_price (self, "9.95");
  type_problem (self);
  gtk_search_bar_set_search_mode (self->window->search_bar, TRUE);
  if (self->window->toast != NULL)
    adw_toast_dismiss (self->window->toast);
  g_assert_cmpuint (rendering_check_contrast (GTK_WINDOW (self->window), RENDERING_LEAST_CONTRAST),
                    >,
                    50);
  for_each_dialog (self, check_dialog_contrast);
}

static void
test_contrast (WindowFixture *self, gconstpointer scheme)
{
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);

  g_settings_set_string (settings, "color-scheme", scheme);
  window_run_app (self, contrast_step);
  g_settings_reset (settings, "color-scheme");
}

static void
check_dialog_fit (GtkWindow *dialog)
{
  rendering_check_fit (dialog);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (dialog)), <=, SMALL_WIDTH);
}

static void
large_text_step (WindowFixture *self)
{
  if (!RENDERING_LOOKS)
    return;
  set_look (self, LARGE_TEXT_DPI);
  WAIT_FOR (g_str_equal (window_get_page (self), "welcome"));
  rendering_check_fit (GTK_WINDOW (self->window));
  window_open_demo (self);
  window_type_price (self, "9.95");
  pasar_sheet_set_cursor (self->window->sheet, 0, PASAR_COLUMN_NAME);
  rendering_check_fit (GTK_WINDOW (self->window));
  /* Their tooltip is for smaller windows and longer names. */
  g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (self->window->shop_label)));
  g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (self->window->shop_subtitle)));
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (self->window)), <=, SMALL_WIDTH);
  /* The status bar has more to say, beside a job that goes on. */
  pasar_sheet_select_all (self->window->sheet);
  pasar_window_update_summary (self->window);
  gtk_label_set_text (self->window->progress_label, "Sending changes: 12,345 of 23,456");
  gtk_widget_set_visible (GTK_WIDGET (self->window->progress_box), TRUE);
  rendering_check_fit (GTK_WINDOW (self->window));
  gtk_widget_set_visible (GTK_WIDGET (self->window->progress_box), FALSE);
  for_each_dialog (self, check_dialog_fit);
  set_look (self, USUAL_TEXT_DPI);
}

static void
test_large_text (WindowFixture *self, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);

  g_settings_set_int (settings, "window-width", SMALL_WIDTH);
  g_settings_set_int (settings, "window-height", SMALL_HEIGHT);
  window_run_app (self, large_text_step);
  g_settings_reset (settings, "window-width");
  g_settings_reset (settings, "window-height");
}

/* Ctrl+Shift+D is a key of the sheet: it opens no inspector wherever the focus is. */
static void
no_inspector_step (WindowFixture *self)
{
  const guint n_windows = g_list_model_get_n_items (gtk_window_get_toplevels ());
  gboolean handled = FALSE;

  g_signal_emit_by_name (self->window, "enable-debugging", TRUE, &handled);
  g_assert_true (handled);
  g_assert_cmpuint (g_list_model_get_n_items (gtk_window_get_toplevels ()), ==, n_windows);
}

static void
test_no_inspector (WindowFixture *self, gconstpointer data)
{
  window_run_app (self, no_inspector_step);
}

int
main (int argc, char *argv[])
{
  window_test_init (&argc, &argv);

#define ADD(path, function)                                                                        \
  g_test_add ("/window/" path, WindowFixture, NULL, window_set_up, function, NULL)
  ADD ("welcome", test_welcome);
  ADD ("edit-and-undo", test_edit_and_undo);
  ADD ("waiting", test_waiting);
  ADD ("notices", test_notices);
  ADD ("edits-survive-restart", test_edits_survive_restart);
  ADD ("filters", test_filters);
  ADD ("counts", test_counts);
  ADD ("toasts", test_toasts);
  ADD ("boost", test_boost);
  ADD ("columns", test_columns);
  ADD ("empty", test_empty);
  ADD ("damaged-store", test_damaged_store);
  ADD ("no-inspector", test_no_inspector);
  ADD ("retry", test_retry);
  ADD ("damaged-demo", test_damaged_demo);
#undef ADD
  g_test_add ("/window/contrast/light", WindowFixture, "light", window_set_up, test_contrast, NULL);
  g_test_add ("/window/contrast/dark", WindowFixture, "dark", window_set_up, test_contrast, NULL);
  g_test_add ("/window/large-text", WindowFixture, NULL, window_set_up, test_large_text, NULL);
  return window_test_run ();
}
