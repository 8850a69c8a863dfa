/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "jobs/session/session-private.h"
#include "jobs/submit/submit.h"
#include "util.h"
#include "window-fixture.h"

#include <signal.h>
#include <sys/resource.h>

/* What menus, keys and dialogs do in the window, with the demo shop in it. */

static void
act (WindowFixture *self, const char *action)
{
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (self->window), action));
  g_action_group_activate_action (G_ACTION_GROUP (self->window), action, NULL);
}

static PasarCatalogue *
get_catalogue (WindowFixture *self)
{
  return pasar_session_get_catalogue (self->window->session);
}

static guint
count_changed (WindowFixture *self)
{
  return pasar_catalogue_get_n_changed (get_catalogue (self));
}

static PasarView *
get_view (WindowFixture *self)
{
  return pasar_sheet_get_view (self->window->sheet);
}

static guint
count_rows (WindowFixture *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (get_view (self)));
}

static int
get_row_height (WindowFixture *self)
{
  GdkRectangle area = { 0 };

  pasar_grid_get_cell_area (window_get_grid (self), 0, 0, &area);
  return area.height;
}

/* The sheet's text grows and shrinks, by steps that end, and is remembered. */
static void
zoom_step (WindowFixture *self)
{
  GApplication *application = G_APPLICATION (self->application);
  GSettings *settings = self->window->settings;
  g_auto (GStrv) keys =
      gtk_application_get_actions_for_accel (GTK_APPLICATION (application), "<Control>plus");
  int height;
  int usual;

  g_assert_cmpstr (keys[0], ==, "win.zoom-in");
  window_open_demo (self);
  WAIT_FOR ((usual = get_row_height (self)) > 0);
  /* A picture takes more room than a text that is but a little larger. */
  act (self, "zoom-in");
  g_assert_cmpint (g_settings_get_int (settings, "text-steps"), ==, 1);
  act (self, "zoom-in");
  WAIT_FOR ((height = get_row_height (self)) > usual);
  for (guint i = 0; i < 20; i++)
    act (self, "zoom-in");
  WAIT_FOR (get_row_height (self) > height);
  act (self, "zoom-normal");
  WAIT_FOR (get_row_height (self) == usual);
  for (guint i = 0; i < 20; i++)
    act (self, "zoom-out");
  g_assert_cmpint (g_settings_get_int (settings, "text-steps"), <, 0);
  act (self, "zoom-normal");
  g_assert_cmpint (g_settings_get_int (settings, "text-steps"), ==, 0);
}

static const char *
read_toast (WindowFixture *self)
{
  return self->window->toast != NULL ? adw_toast_get_title (self->window->toast) : NULL;
}

static GtkWindow *
wait_dialog (WindowFixture *self)
{
  GtkWindow *dialog = NULL;

  WAIT_FOR ((dialog = window_find_dialog (self)) != NULL);
  return dialog;
}

static void
close_dialog (WindowFixture *self)
{
  gtk_window_close (wait_dialog (self));
  WAIT_FOR (window_find_dialog (self) == NULL);
}

/* As a press on its button does. */
static void
respond (WindowFixture *self, const char *response)
{
  GtkWindow *question = wait_dialog (self);

  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), response);
  gtk_window_destroy (question);
}

static gpointer
find_child (GtkWindow *dialog, const char *id)
{
  return gtk_widget_get_template_child (GTK_WIDGET (dialog), G_OBJECT_TYPE (dialog), id);
}

/* Edit Prices over the whole sheet: told with Undo, since most of it cannot be seen. */
static void
edit_prices_step (WindowFixture *self)
{
  GtkWindow *dialog;
  guint n;

  window_open_demo (self);
  act (self, "select-all");
  act (self, "edit-price");
  dialog = wait_dialog (self);
  gtk_editable_set_text (find_child (dialog, "amount_entry"), "9.99");
  WAIT_FOR (gtk_widget_get_sensitive (find_child (dialog, "apply_button")));
  g_signal_emit_by_name (find_child (dialog, "apply_button"), "clicked");
  WAIT_FOR (window_find_dialog (self) == NULL && count_changed (self) > 50);
  WAIT_FOR (read_toast (self) != NULL
            && g_strcmp0 (adw_toast_get_button_label (self->window->toast), "_Undo") == 0);
  n = count_changed (self);

  act (self, "undo");
  WAIT_FOR (count_changed (self) == 0);
  WAIT_FOR (read_toast (self) != NULL && g_str_has_prefix (read_toast (self), "Undone: "));
  act (self, "redo");
  WAIT_FOR (count_changed (self) == n);
  WAIT_FOR (read_toast (self) != NULL && g_str_has_prefix (read_toast (self), "Done again: "));
  act (self, "undo");
  WAIT_FOR (count_changed (self) == 0);
}

/* A dialog is there once, however often its key is pressed; and at once again when it was closed.
 */
static void
dialogs_step (WindowFixture *self)
{
  static const char *const once[] = { "review", "boost" };
  GtkWindow *dialog;

  window_open_demo (self);
  window_type_price (self, "9.95");
  for (guint i = 0; i < G_N_ELEMENTS (once); i++)
    {
      act (self, once[i]);
      dialog = wait_dialog (self);
      act (self, once[i]);
      g_assert_true (window_find_dialog (self) == dialog);
      gtk_window_close (dialog);
      g_assert_null (window_find_dialog (self));
      act (self, once[i]);
      close_dialog (self);
    }
  act (self, "edit-stock");
  g_assert_cmpstr (gtk_window_get_title (wait_dialog (self)), ==, "Edit Stock");
  close_dialog (self);
  act (self, "undo");
  WAIT_FOR (count_changed (self) == 0);
}

static gboolean
is_told (WindowFixture *self)
{
  GtkWidget *revealer = gtk_widget_get_first_child (GTK_WIDGET (self->window->banner));

  return gtk_revealer_get_reveal_child (GTK_REVEALER (revealer));
}

/* Review shows a row in the sheet, also one that a filter hides. What was told of the submission
 * before is not any more. */
static void
show_row_step (WindowFixture *self)
{
  PasarRowKey key;
  guint row;

  window_open_demo (self);
  key = window_type_price (self, "9.95");
  row = pasar_catalogue_find (get_catalogue (self), key.item_id, key.model_id);
  pasar_banner_set (self->window->banner, PASAR_BANNER_SETTLED, "It was cut off.", NULL, NULL);
  g_assert_true (is_told (self));
  act (self, "review");
  wait_dialog (self);
  g_assert_false (is_told (self));
  gtk_editable_set_text (GTK_EDITABLE (self->window->search_entry), "no such words");
  WAIT_FOR (count_rows (self) == 0);
  g_signal_emit_by_name (self->window->review, "show-row", key.item_id, key.model_id);
  WAIT_FOR (count_rows (self) > 50);
  g_assert_cmpuint (pasar_sheet_get_cursor (self->window->sheet, NULL),
                    ==,
                    pasar_view_find_row (get_view (self), row));
  close_dialog (self);
  act (self, "undo");
  WAIT_FOR (count_changed (self) == 0);
}

/* Review holds back what the preferences say. */
static void
doubt_limits_step (WindowFixture *self)
{
  static const char *const keys[] = { "doubt-fall-percent",
                                      "doubt-rise-percent",
                                      "doubt-apart-points",
                                      "doubt-stock-pieces" };
  const PasarDoubtLimits *limits;

  window_open_demo (self);
  limits = pasar_catalogue_get_doubt_limits (get_catalogue (self));
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_set_uint (self->window->settings, keys[i], 41 + i);
  window_type_price (self, "9.95");
  act (self, "review");
  close_dialog (self);
  g_assert_cmpuint (limits->fall, ==, 41);
  g_assert_cmpuint (limits->rise, ==, 42);
  g_assert_cmpuint (limits->apart, ==, 43);
  g_assert_cmpuint (limits->stock, ==, 44);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (self->window->settings, keys[i]);
  act (self, "undo");
  WAIT_FOR (count_changed (self) == 0);
}

/* Discarding asks where it is about all changes, and can be undone. */
static void
discard_step (WindowFixture *self)
{
  GtkWindow *question;

  window_open_demo (self);
  window_type_price (self, "9.95");
  act (self, "discard-selected");
  WAIT_FOR (count_changed (self) == 0);
  act (self, "undo");
  WAIT_FOR (count_changed (self) == 1);

  act (self, "discard-all");
  question = wait_dialog (self);
  g_assert_nonnull (strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (question)), "1 row"));
  respond (self, "no");
  g_assert_cmpuint (count_changed (self), ==, 1);

  act (self, "discard-all");
  respond (self, "yes");
  WAIT_FOR (count_changed (self) == 0);
  act (self, "undo");
  WAIT_FOR (count_changed (self) == 1);
  act (self, "undo");
  WAIT_FOR (count_changed (self) == 0);
}

/* A refresh that is stopped leaves the rows as they are. */
static void
refresh_step (WindowFixture *self)
{
  guint n;

  window_open_demo (self);
  n = count_rows (self);
  act (self, "refresh");
  g_assert_nonnull (self->window->job);
  act (self, "cancel-job");
  WAIT_FOR (self->window->job == NULL);
  g_assert_cmpuint (count_rows (self), ==, n);
  act (self, "refresh");
  WAIT_FOR (self->window->job == NULL);
  g_assert_cmpuint (count_rows (self), ==, n);
}

/* A price is on its way to the shop, which has it, and no answer came. */
static void
journal_sent_price (WindowFixture *self)
{
  PasarStore *store = pasar_session_get_store (self->window->session);
  const PasarRowInfo row =
      pasar_catalogue_read_row (get_catalogue (self),
                                pasar_view_get_row (get_view (self), window_find_plain (self)));
  const gint64 price = row.values[PASAR_FIELD_PRICE].value;
  PasarJournalCall *call = pasar_journal_call_new (PASAR_CALL_PRICE, row.key.item_id);
  g_autoptr (GPtrArray) calls =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_journal_call_free);
  g_autoptr (GAsyncResult) begun = NULL;
  g_autoptr (GAsyncResult) sent = NULL;

  g_ptr_array_add (calls, call);
  pasar_journal_call_add_row (call, row.key.item_id, 0, price + 100, price);
  pasar_store_begin_submission_async (store,
                                      pasar_session_get_shop (self->window->session)->id,
                                      calls,
                                      NULL,
                                      pasar_test_keep_result_cb,
                                      &begun);
  pasar_store_begin_submission_finish (store, pasar_test_wait_result (&begun), NULL);
  pasar_store_mark_sent_async (store, &call->id, 1, NULL, pasar_test_keep_result_cb, &sent);
  g_assert_true (pasar_store_finish (store, pasar_test_wait_result (&sent), NULL));
}

static guint
count_unfinished (WindowFixture *self)
{
  PasarStore *store = pasar_session_get_store (self->window->session);
  g_autoptr (GPtrArray) submissions = NULL;
  g_autoptr (GAsyncResult) listed = NULL;

  pasar_store_list_submissions_async (store,
                                      pasar_session_get_shop (self->window->session)->id,
                                      TRUE,
                                      0,
                                      0,
                                      NULL,
                                      pasar_test_keep_result_cb,
                                      &listed);
  submissions = pasar_store_finish_object (store, pasar_test_wait_result (&listed), NULL);
  return submissions->len;
}

/* What a submission left unknown is settled once the shop was read again. */
static void
unsettled_step (WindowFixture *self)
{
  window_open_demo (self);
  journal_sent_price (self);
  g_assert_cmpuint (count_unfinished (self), ==, 1);
  act (self, "refresh");
  WAIT_FOR (count_unfinished (self) == 0);
}

/* Ctrl+A and Ctrl+Z are about the text while one is edited, and about the sheet otherwise. */
static void
text_step (WindowFixture *self)
{
  GtkEditable *entry = GTK_EDITABLE (self->window->search_entry);
  int start;
  int end;

  window_open_demo (self);
  window_type_price (self, "9.95");
  act (self, "search");
  g_assert_true (gtk_search_bar_get_search_mode (self->window->search_bar));
  g_assert_true (GTK_IS_TEXT (gtk_root_get_focus (GTK_ROOT (self->window))));
  gtk_editable_insert_text (entry, "linen", -1, &(int){ 0 });
  act (self, "select-all");
  g_assert_true (gtk_editable_get_selection_bounds (entry, &start, &end));
  g_assert_cmpint (end - start, ==, 5);
  gtk_editable_set_position (entry, -1);
  g_signal_emit_by_name (gtk_root_get_focus (GTK_ROOT (self->window)),
                         "insert-at-cursor",
                         " shirt");
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "linen shirt");
  act (self, "undo");
  g_assert_cmpuint (count_changed (self), ==, 1);
  g_assert_false (g_str_equal (gtk_editable_get_text (entry), "linen shirt"));

  act (self, "clear-filters");
  g_assert_false (gtk_search_bar_get_search_mode (self->window->search_bar));
  gtk_widget_grab_focus (GTK_WIDGET (self->window->sheet));
  act (self, "select-all");
  g_assert_cmpuint (pasar_sheet_get_n_selected (self->window->sheet), ==, count_rows (self));
  act (self, "undo");
  WAIT_FOR (count_changed (self) == 0);
}

static void
view_step (WindowFixture *self)
{
  GActionGroup *actions = G_ACTION_GROUP (self->window);
  guint n;

  window_open_demo (self);
  /* A shop is seen as its items at first. */
  g_assert_cmpuint (count_rows (self), ==, pasar_catalogue_get_n_items (get_catalogue (self)));
  act (self, "unfold-all");
  n = count_rows (self);
  g_assert_cmpuint (n, >, pasar_catalogue_get_n_items (get_catalogue (self)));
  act (self, "fold-all");
  g_assert_cmpuint (count_rows (self), ==, pasar_catalogue_get_n_items (get_catalogue (self)));
  act (self, "unfold-all");

  g_action_group_change_action_state (actions, "flat", g_variant_new_boolean (TRUE));
  g_assert_true (g_settings_get_boolean (self->window->settings, "flat-view"));
  for (guint i = 0; i < count_rows (self); i++)
    g_assert_false (
        pasar_catalogue_read_row (get_catalogue (self), pasar_view_get_row (get_view (self), i))
            .is_header);
  g_action_group_change_action_state (actions, "flat", g_variant_new_boolean (FALSE));
  g_assert_cmpuint (count_rows (self), ==, n);
}

static const char *
get_name (WindowFixture *self, guint position)
{
  return pasar_catalogue_read_row (get_catalogue (self),
                                   pasar_view_get_row (get_view (self), position))
      .name;
}

/* Sorted by name both ways, and back to the shop's own order. */
static void
sort_step (WindowFixture *self)
{
  GActionGroup *actions = G_ACTION_GROUP (self->window);
  g_autofree char *first = NULL;

  window_open_demo (self);
  first = g_strdup (get_name (self, 0));
  act (self, "fold-all");
  for (guint descending = 0; descending < 2; descending++)
    {
      g_action_group_activate_action (actions, "sort", g_variant_new ("(sb)", "name", descending));
      for (guint i = 1; i < count_rows (self); i++)
        {
          const int order = g_utf8_collate (get_name (self, i - 1), get_name (self, i));

          g_assert_true (descending ? order >= 0 : order <= 0);
        }
    }
  g_action_group_activate_action (actions, "sort", g_variant_new ("(sb)", "", FALSE));
  g_assert_cmpstr (get_name (self, 0), ==, first);
}

/* The menu of a row comes up where the row is, and gives the keys back. */
static void
menu_step (WindowFixture *self)
{
  GtkWidget *menu = self->window->context_menu;

  window_open_demo (self);
  g_action_group_activate_action (G_ACTION_GROUP (self->window),
                                  "sheet-menu",
                                  g_variant_new ("(sdd)", "", 40.0, 60.0));
  WAIT_FOR (gtk_widget_get_mapped (menu));
  gtk_popover_popdown (GTK_POPOVER (menu));
  WAIT_FOR (!gtk_widget_get_mapped (menu));
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (self->window)),
                                         GTK_WIDGET (self->window->sheet)));
}

static gboolean
has_line (GtkWidget *widget)
{
  gboolean found = GTK_IS_SEPARATOR (widget) && gtk_widget_get_mapped (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && !found;
       child = gtk_widget_get_next_sibling (child))
    found = has_line (child);
  return found;
}

static int
measure_height (GtkWidget *widget)
{
  int natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, -1, NULL, &natural, NULL, NULL);
  return natural;
}

/* All of it has room, with the line between its sections. */
static void
head_menu_step (WindowFixture *self)
{
  GtkWidget *menu = self->window->context_menu;
  GtkWidget *content = gtk_popover_get_child (GTK_POPOVER (menu));

  window_open_demo (self);
  g_action_group_activate_action (G_ACTION_GROUP (self->window),
                                  "sheet-menu",
                                  g_variant_new ("(sdd)", "price", 40.0, 20.0));
  WAIT_FOR (gtk_widget_get_mapped (menu) && has_line (menu)
            && gtk_widget_get_height (content) == measure_height (content));
  gtk_popover_popdown (GTK_POPOVER (menu));
}

/* So does the main menu, each time that it is opened. */
static void
main_menu_step (WindowFixture *self)
{
  GtkWidget *menu = NULL;

  window_open_demo (self);
  for (guint i = 0; i < 2; i++)
    {
      gtk_menu_button_popup (self->window->menu_button);
      WAIT_FOR ((menu = GTK_WIDGET (gtk_menu_button_get_popover (self->window->menu_button)))
                    != NULL
                && gtk_widget_get_mapped (menu));
      gtk_menu_button_popdown (self->window->menu_button);
      WAIT_FOR (!gtk_widget_get_mapped (menu));
      WAIT_FOR (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (self->window)),
                                        GTK_WIDGET (self->window->sheet)));
    }
}

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* Another shop, which has no items and no server. */
static PasarSession *
open_other_shop (WindowFixture *self)
{
  PasarStore *store = pasar_session_get_store (self->window->session);
  g_autoptr (PasarShop) shop = pasar_shop_new ();
  g_autoptr (GAsyncResult) saved = NULL;
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GError) error = NULL;
  PasarSession *session;

  shop->host_id = g_strdup ("custom");
  shop->partner_id = 1;
  shop->shop_id = 2;
  pasar_store_save_shop_async (store, shop, NULL, keep_result_cb, &saved);
  WAIT_FOR (saved != NULL);
  shop->id = pasar_store_finish_number (store, saved, &error);
  g_assert_no_error (error);
  pasar_session_open_async (store, shop, NULL, NULL, keep_result_cb, &opened);
  WAIT_FOR (opened != NULL);
  session = pasar_session_open_finish (opened, &error);
  g_assert_no_error (error);
  return session;
}

static void
dismiss_toast (WindowFixture *self)
{
  pasar_window_tell_step (self->window, NULL, FALSE);
  WAIT_FOR (self->window->toast == NULL);
}

/* Shows another shop while the first is at what was asked; whether anything is told of it there. */
static gboolean
leave_shop (WindowFixture *self, PasarSession *first, PasarSession *second)
{
  g_autoptr (GAsyncResult) flushed = NULL;
  gboolean is_told;

  pasar_window_set_session (self->window, second);
  pasar_session_flush_async (first, keep_result_cb, &flushed);
  WAIT_FOR (flushed != NULL);
  is_told = self->window->toast != NULL;
  pasar_window_set_session (self->window, first);
  pasar_window_update_page (self->window);
  return is_told;
}

/* What ends in one shop is not told in another, whose edits its button would undo. */
static void
other_shop_step (WindowFixture *self)
{
  PasarSheet *sheet = self->window->sheet;
  g_autoptr (PasarSession) first = NULL;
  g_autoptr (PasarSession) second = NULL;
  GtkWindow *question;

  window_open_demo (self);
  first = g_object_ref (self->window->session);
  second = open_other_shop (self);
  pasar_sheet_set_cursor (sheet, window_find_plain (self), PASAR_COLUMN_PRICE);
  dismiss_toast (self);
  g_assert_true (pasar_sheet_begin_edit (sheet, "9.95"));
  g_assert_true (pasar_sheet_end_edit (sheet));
  g_assert_false (leave_shop (self, first, second));
  g_assert_cmpuint (count_changed (self), ==, 1);
  dismiss_toast (self);
  act (self, "undo");
  g_assert_false (leave_shop (self, first, second));
  g_assert_cmpuint (count_changed (self), ==, 0);

  /* Nor is what was told before. */
  pasar_window_tell_step (self->window, "The step before", TRUE);
  pasar_window_set_session (self->window, second);
  g_assert_true (self->window->toast == NULL || self->window->toast_is_due);
  pasar_window_set_session (self->window, first);
  dismiss_toast (self);

  /* A question is about the shop in which it was asked. */
  window_type_price (self, "9.95");
  act (self, "discard-all");
  question = wait_dialog (self);
  pasar_window_set_session (self->window, second);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "yes");
  gtk_window_destroy (question);
  WAIT_FOR (pasar_catalogue_get_n_changed (pasar_session_get_catalogue (first)) == 0);
}

#define N_QUEUED 20

/* Edits wait for the disk while the seller goes on to another shop, and quits. */
static void
leave_edits_step (WindowFixture *self)
{
  PasarSheet *sheet = self->window->sheet;
  g_autoptr (PasarSession) second = NULL;
  guint position;

  window_open_demo (self);
  second = open_other_shop (self);
  position = window_find_plain (self);
  self->key = pasar_catalogue_row_get_key (get_catalogue (self),
                                           pasar_view_get_row (get_view (self), position));
  pasar_sheet_set_cursor (sheet, position, PASAR_COLUMN_PRICE);
  for (guint i = 1; i <= N_QUEUED; i++)
    {
      g_autofree char *text = g_strdup_printf ("9.%02u", i);

      g_assert_true (pasar_sheet_begin_edit (sheet, text));
      g_assert_true (pasar_sheet_end_edit (sheet));
    }
  pasar_window_set_session (self->window, second);
}

static void
find_edits_step (WindowFixture *self)
{
  guint row;

  WAIT_FOR (self->window->session != NULL);
  row = pasar_catalogue_find (get_catalogue (self), self->key.item_id, self->key.model_id);
  g_assert_cmpint (pasar_catalogue_read_row (get_catalogue (self), row)
                       .values[PASAR_FIELD_PRICE]
                       .staged,
                   ==,
                   900 + N_QUEUED);
  WAIT_FOR (self->window->job == NULL);
}

static void
test_leave_edits (WindowFixture *self, gconstpointer data)
{
  window_run_app (self, leave_edits_step);
  window_run_app (self, find_edits_step);
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

/* The button of a question, in whatever window. */
static GtkWidget *
find_answer (const char *label)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWidget *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (windows) && found == NULL; i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      found = find_labelled (window, label);
    }
  return found;
}

/* For what another thread does without a word. */
static gboolean
tick_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* With a shop goes what was wrong with opening it, and the pictures on disk. */
static void
forget_step (WindowFixture *self)
{
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "pasar", "pictures", NULL);
  g_autofree char *picture = g_build_filename (folder, "picture", NULL);
  g_autoptr (GAsyncResult) forgotten = NULL;
  guint ticks;

  window_open_demo (self);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (picture, "", 0, NULL));
  self->window->open_error = g_strdup ("It broke.");
  pasar_window_update_page (self->window);
  g_assert_cmpstr (window_get_page (self), ==, "error");
  pasar_accounts_forget_async (self->window->accounts,
                               self->window->account,
                               NULL,
                               keep_result_cb,
                               &forgotten);
  WAIT_FOR (forgotten != NULL);
  g_assert_true (pasar_accounts_forget_finish (self->window->accounts, forgotten, NULL));
  g_assert_cmpstr (window_get_page (self), ==, "welcome");
  ticks = g_timeout_add (20, tick_cb, NULL);
  WAIT_FOR (!g_file_test (picture, G_FILE_TEST_EXISTS));
  g_source_remove (ticks);
}

/* What would be done in a dialog while the app waits for the disk would be lost. */
static void
quit_dialogs_step (WindowFixture *self)
{
  window_open_demo (self);
  act (self, "edit-price");
  wait_dialog (self);
  g_action_group_activate_action (G_ACTION_GROUP (self->application), "preferences", NULL);
  wait_dialog (self);
  g_action_group_activate_action (G_ACTION_GROUP (self->application), "quit", NULL);
  g_assert_null (window_find_dialog (self));
}

/* Quits while something is sent; gives the answer that stops it. */
static GtkWidget *
ask_to_stop (WindowFixture *self)
{
  GtkWidget *stop = NULL;
  GtkWindow *review;

  window_open_demo (self);
  window_type_price (self, "+1%");
  act (self, "review");
  review = wait_dialog (self);
  WAIT_FOR (gtk_widget_get_sensitive (find_child (review, "submit_button")));
  g_signal_emit_by_name (find_child (review, "submit_button"), "clicked");
  WAIT_FOR (pasar_job_find (self->window->session, PASAR_TYPE_SUBMIT_JOB) != NULL);
  g_action_group_activate_action (G_ACTION_GROUP (self->application), "quit", NULL);
  WAIT_FOR ((stop = find_answer ("_Stop and Quit")) != NULL);
  return stop;
}

/* The submission ends while the seller reads the question whether to stop it. */
static void
quit_late_step (WindowFixture *self)
{
  GtkWidget *stop = ask_to_stop (self);

  WAIT_FOR (pasar_job_find (self->window->session, PASAR_TYPE_SUBMIT_JOB) == NULL);
  g_signal_emit_by_name (stop, "clicked");
}

/* The question goes with the window that it stands before: nothing is stopped, and the next time it
 * quits. */
static void
quit_unanswered_step (WindowFixture *self)
{
  ask_to_stop (self);
  gtk_window_destroy (self->window->review);
  g_assert_null (find_answer ("_Stop and Quit"));
  WAIT_FOR (pasar_job_find (self->window->session, PASAR_TYPE_SUBMIT_JOB) == NULL);
  g_action_group_activate_action (G_ACTION_GROUP (self->application), "quit", NULL);
  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (self->window)));
}

/* The window is there until all is on disk, and takes nothing more. Its size is kept. */
static void
quit_step (WindowFixture *self)
{
  window_open_demo (self);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 1001, 701);
  g_action_group_activate_action (G_ACTION_GROUP (self->application), "quit", NULL);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (self->window)));
  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (self->window)));
  g_assert_cmpint (g_settings_get_int (self->window->settings, "window-width"), ==, 1001);
  g_assert_cmpint (g_settings_get_int (self->window->settings, "window-height"), ==, 701);
}

static void
set_disk_full (gboolean is_full)
{
  struct rlimit limit;

  signal (SIGXFSZ, is_full ? SIG_IGN : SIG_DFL);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = is_full ? 512 : limit.rlim_max;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

/* Whether the cell of the cursor is marked, and assistive technology told. */
static gboolean
is_told_unsaved (WindowFixture *self)
{
  PasarGrid *grid = window_get_grid (self);
  PasarGridSource *source = pasar_grid_get_source (grid);
  guint column;
  const guint row = pasar_grid_get_cursor (grid, &column);
  g_autofree char *label = pasar_grid_source_dup_cell_label (source, row, column);
  PasarGridCell cell;

  pasar_grid_source_read_cell (source, row, column, &cell);
  return (cell.flags & PASAR_GRID_CELL_UNSAVED) != 0 && strstr (label, "not on disk yet") != NULL;
}

static gboolean
is_written (WindowFixture *self)
{
  return pasar_session_get_n_unwritten (self->window->session) == 0;
}

/* What cannot be written is told, and asked about before it is lost: the seller who stays keeps it,
 * and quits when there is room. */
static void
quit_unwritten_step (WindowFixture *self)
{
  GtkWidget *keep;

  window_open_demo (self);
  WAIT_FOR (is_written (self));
  set_disk_full (TRUE);
  window_type_price (self, "9.95");
  WAIT_FOR (pasar_session_get_write_error (self->window->session) != NULL);
  WAIT_FOR (is_told_unsaved (self));
  g_action_group_activate_action (G_ACTION_GROUP (self->application), "quit", NULL);
  WAIT_FOR ((keep = find_answer ("_Keep Open")) != NULL);
  set_disk_full (FALSE);
  g_signal_emit_by_name (keep, "clicked");
  WAIT_FOR (find_answer ("_Keep Open") == NULL);
  g_assert_true (gtk_widget_get_sensitive (GTK_WIDGET (self->window)));
  g_assert_cmpuint (count_changed (self), ==, 1);
  g_action_group_activate_action (G_ACTION_GROUP (self->application), "quit", NULL);
}

/* How long a lost answer is looked for is set for shops opened later, and for the open one. */
static void
looks_step (WindowFixture *self)
{
  GSettings *settings = self->window->settings;

  g_settings_set_uint (settings, "write-looks-seconds", 5);
  window_open_demo (self);
  g_assert_cmpint (self->window->session->timing.write_looks_ms, ==, 5000);
  g_assert_cmpint (self->window->session->timing.boost_looks_ms, ==, 75000);
  g_settings_set_uint (settings, "boost-looks-seconds", 90);
  WAIT_FOR (self->window->session->timing.boost_looks_ms == 90000);
  g_settings_reset (settings, "write-looks-seconds");
  g_settings_reset (settings, "boost-looks-seconds");
}

int
main (int argc, char *argv[])
{
  window_test_init (&argc, &argv);

  window_add ("/window-actions/edit-prices", edit_prices_step);
  window_add ("/window-actions/dialogs", dialogs_step);
  window_add ("/window-actions/show-row", show_row_step);
  window_add ("/window-actions/doubt-limits", doubt_limits_step);
  window_add ("/window-actions/discard", discard_step);
  window_add ("/window-actions/refresh", refresh_step);
  window_add ("/window-actions/unsettled", unsettled_step);
  window_add ("/window-actions/text", text_step);
  window_add ("/window-actions/view", view_step);
  window_add ("/window-actions/zoom", zoom_step);
  window_add ("/window-actions/sort", sort_step);
  window_add ("/window-actions/menu", menu_step);
  window_add ("/window-actions/head-menu", head_menu_step);
  window_add ("/window-actions/main-menu", main_menu_step);
  window_add ("/window-actions/other-shop", other_shop_step);
  window_add ("/window-actions/quit", quit_step);
  window_add ("/window-actions/forget", forget_step);
  window_add ("/window-actions/quit-dialogs", quit_dialogs_step);
  window_add ("/window-actions/quit-unwritten", quit_unwritten_step);
  window_add ("/window-actions/quit-late", quit_late_step);
  window_add ("/window-actions/quit-unanswered", quit_unanswered_step);
  window_add ("/window-actions/looks", looks_step);
  g_test_add ("/window-actions/leave-edits",
              WindowFixture,
              NULL,
              window_set_up,
              test_leave_edits,
              NULL);
  return window_test_run ();
}
