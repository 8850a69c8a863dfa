/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dialogs-fixture.h"

#include "app/dialogs/change-row.h"
#include "app/dialogs/review.h"
#include "jobs/session/send-later.h"
#include "jobs/submit/submit.h"

#include <sqlite3.h>

static gboolean
is_set (gpointer data)
{
  return *(char **) data != NULL;
}

static gboolean
is_empty_now (gpointer data)
{
  GtkWindow *dialog = data;

  return gtk_stack_get_visible_child (dialogs_find (dialog, "stack"))
         == dialogs_find (dialog, "empty_page");
}

static gboolean
is_submitted (gpointer dialog)
{
  return gtk_widget_get_visible (dialogs_find (dialog, "result_box"));
}

static void
test_empty (DialogsFixture *fixture, gconstpointer data)
{
  GtkWindow *dialog = pasar_review_dialog_new (NULL, fixture->session);

  gtk_window_present (dialog);
  g_assert_true (is_empty_now (dialog));
  g_assert_false (gtk_widget_get_visible (dialogs_find (dialog, "submit_button")));
  dialogs_close (dialog);
}

static void
test_submit (DialogsFixture *fixture, gconstpointer data)
{
  const guint row = dialogs_fixture_find_row (fixture, ITEM (0));
  GtkWindow *dialog;

  dialogs_fixture_stage (fixture, row, PASAR_FIELD_PRICE, 2199);
  dialogs_fixture_stage (fixture, row, PASAR_FIELD_STOCK, 90);
  dialog = pasar_review_dialog_new (NULL, fixture->session);
  gtk_window_present (dialog);
  g_assert_cmpstr (dialogs_read_button (dialog, "submit_button"), ==, "Submit 2 Changes");
  g_assert_cmpstr (adw_window_title_get_subtitle (dialogs_find (dialog, "window_title")),
                   ==,
                   "2 changes in 1 item");
  /* One group is no choice. */
  g_assert_false (gtk_widget_get_visible (dialogs_find (dialog, "groups")));
  g_assert_false (gtk_widget_get_visible (dialogs_find (dialog, "export_button")));

  dialogs_click (dialogs_find (dialog, "submit_button"));
  g_assert_true (dialogs_shows_progress (dialog));
  pasar_test_wait (is_submitted, dialog);

  g_assert_cmpstr (dialogs_read_label (dialog, "result_title"), ==, "2 changes done");
  g_assert_true (gtk_widget_get_visible (dialogs_find (dialog, "export_button")));
  g_assert_cmpint (dialogs_fixture_get_value (fixture, row, PASAR_FIELD_PRICE), ==, 2199);
  g_assert_cmpint (dialogs_fixture_get_value (fixture, row, PASAR_FIELD_STOCK), ==, 90);
  g_assert_cmpint (dialogs_fixture_get_staged (fixture, row, PASAR_FIELD_PRICE),
                   ==,
                   PASAR_NO_VALUE);
  dialogs_close (dialog);
}

static GtkCheckButton *
find_check (GtkWindow *dialog)
{
  g_autoptr (GPtrArray) checks =
      dialogs_find_all (dialogs_find (dialog, "groups"), GTK_TYPE_CHECK_BUTTON);
  GtkCheckButton *check = NULL;

  for (guint i = 0; i < checks->len; i++)
    if (gtk_widget_get_mapped (g_ptr_array_index (checks, i)))
      check = g_ptr_array_index (checks, i);
  return check;
}

static gboolean
has_check (gpointer dialog)
{
  return find_check (dialog) != NULL;
}

/* The check of the only group that has one, when what is in it was looked at. */
static GtkCheckButton *
wait_check (GtkWindow *dialog)
{
  GtkCheckButton *check;

  pasar_test_wait (has_check, dialog);
  check = find_check (dialog);
  pasar_test_wait (dialogs_has_mapped_rows, dialog);
  dialogs_look_at_all (dialog);
  g_assert_true (gtk_widget_is_sensitive (GTK_WIDGET (check)));
  return check;
}

static void
test_confirm (DialogsFixture *fixture, gconstpointer data)
{
  const guint row = dialogs_fixture_find_row (fixture, ITEM (0));
  GtkCheckButton *check;
  GtkWindow *dialog;

  dialogs_fixture_stage (fixture, row, PASAR_FIELD_PRICE, 19990);
  dialog = pasar_review_dialog_new (NULL, fixture->session);
  gtk_window_present (dialog);
  g_assert_false (dialogs_is_sensitive (dialog, "submit_button"));

  check = wait_check (dialog);
  g_assert_cmpstr (gtk_check_button_get_label (check), ==, "I have checked this change");
  gtk_check_button_set_active (check, TRUE);
  g_assert_true (dialogs_is_sensitive (dialog, "submit_button"));
  gtk_check_button_set_active (check, FALSE);
  g_assert_false (dialogs_is_sensitive (dialog, "submit_button"));
  dialogs_close (dialog);
}

static void
pick_group (GtkWindow *dialog, const char *title)
{
  g_autoptr (GPtrArray) rows = dialogs_find_all (dialog, ADW_TYPE_ACTION_ROW);

  for (guint i = 0; i < rows->len; i++)
    if (g_str_equal (adw_preferences_row_get_title (rows->pdata[i]), title))
      {
        gtk_list_box_select_row (GTK_LIST_BOX (gtk_widget_get_parent (rows->pdata[i])),
                                 rows->pdata[i]);
        return;
      }
  g_assert_not_reached ();
}

static void
keep_row_cb (GtkWindow *window, gint64 item_id, gint64 model_id, gint64 *kept)
{
  *kept = item_id;
}

static void
test_refused (DialogsFixture *fixture, gconstpointer data)
{
  const guint row = dialogs_fixture_find_row (fixture, ITEM (0));
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  gint64 shown_item = 0;
  GtkWindow *dialog;

  dialogs_fixture_stage (fixture, row, PASAR_FIELD_PRICE, 2199);
  pasar_sandbox_add_fault (fixture->sandbox,
                           "call=update_price,kind=error,code=product.error_item_not_found,"
                           "message=Product not found",
                           &error);
  g_assert_no_error (error);
  dialog = pasar_review_dialog_new (NULL, fixture->session);
  g_signal_connect (dialog, "show-row", G_CALLBACK (keep_row_cb), &shown_item);
  gtk_window_present (dialog);
  pasar_test_wait (dialogs_has_mapped_rows, dialog);
  dialogs_click (dialogs_find (dialog, "submit_button"));
  pasar_test_wait (is_submitted, dialog);

  g_assert_cmpstr (dialogs_read_label (dialog, "result_title"), ==, "0 changes done, 1 not taken");
  g_assert_cmpint (dialogs_fixture_get_staged (fixture, row, PASAR_FIELD_PRICE), ==, 2199);
  pick_group (dialog, "1 change was not taken");
  pasar_test_wait (dialogs_has_mapped_rows, dialog);

  rows = dialogs_find_all (dialog, PASAR_TYPE_CHANGE_ROW);
  g_assert_true (gtk_widget_get_visible (dialogs_find (rows->pdata[0], "reason")));
  g_assert_cmpstr (dialogs_read_label (rows->pdata[0], "reason"), !=, "");
  dialogs_click (dialogs_find (rows->pdata[0], "show_button"));
  g_assert_cmpint (shown_item, ==, ITEM (0));
}

/* Somebody else changes the price of an item at the shop. */
static void
change_at_shop (DialogsFixture *fixture, gint64 item_id, gint64 price)
{
  const PasarPriceUpdate update = { 0, price };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PasarWriteResult) written = NULL;
  g_autoptr (GError) error = NULL;

  pasar_client_update_price_async (fixture->client,
                                   item_id,
                                   &update,
                                   1,
                                   NULL,
                                   pasar_test_keep_result_cb,
                                   &result);
  pasar_test_wait_result (&result);
  written = pasar_client_update_price_finish (fixture->client, result, &error);
  g_assert_no_error (error);
}

static gboolean
is_hidden (gpointer widget)
{
  return !gtk_widget_get_visible (widget);
}

/* What another has changed meanwhile is held with the three values, and the seller chooses. */
static void
test_held (DialogsFixture *fixture, gconstpointer data)
{
  const guint row = dialogs_fixture_find_row (fixture, ITEM (0));
  g_autoptr (GPtrArray) rows = NULL;
  GtkWidget *keep;
  GtkWindow *dialog;

  pasar_session_set_timing (fixture->session, (PasarTiming){ 0, 0, 0 });
  dialogs_fixture_stage (fixture, row, PASAR_FIELD_PRICE, 2199);
  change_at_shop (fixture, ITEM (0), 2050);
  dialog = pasar_review_dialog_new (NULL, fixture->session);
  gtk_window_present (dialog);
  pasar_test_wait (dialogs_has_mapped_rows, dialog);
  dialogs_click (dialogs_find (dialog, "submit_button"));
  pasar_test_wait (is_submitted, dialog);

  g_assert_cmpstr (dialogs_read_label (dialog, "result_title"), ==, "0 changes done, 1 held back");
  g_assert_true (gtk_widget_get_visible (dialogs_find (dialog, "again_button")));
  rows = dialogs_find_all (dialog, PASAR_TYPE_CHANGE_ROW);
  g_assert_nonnull (strstr (dialogs_read_label (rows->pdata[0], "reason"), "19.99"));
  g_assert_nonnull (strstr (dialogs_read_label (rows->pdata[0], "reason"), "20.50"));
  g_assert_nonnull (strstr (dialogs_read_label (rows->pdata[0], "old_value"), "20.50"));
  g_assert_nonnull (strstr (dialogs_read_label (rows->pdata[0], "new_value"), "21.99"));
  keep = dialogs_find (rows->pdata[0], "keep_button");
  g_assert_true (gtk_widget_get_visible (keep));
  dialogs_click (keep);
  pasar_test_wait (is_hidden, keep);
  g_assert_cmpint (dialogs_fixture_get_staged (fixture, row, PASAR_FIELD_PRICE),
                   ==,
                   PASAR_NO_VALUE);
  g_assert_false (gtk_widget_get_visible (dialogs_find (dialog, "again_button")));
  dialogs_close (dialog);
}

static void
review_asked_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gpointer **asked = data;

  /* The window keeps one review at a time. */
  g_assert_null (*asked[0]);
  asked[1] = data;
}

/* What was held is reviewed anew, in a window of its own. */
static void
test_again (DialogsFixture *fixture, gconstpointer data)
{
  GtkWindow *parent = GTK_WINDOW (gtk_window_new ());
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) action = g_simple_action_new ("review", NULL);
  gpointer weak = NULL;
  gpointer asked[2] = { &weak, NULL };

  g_signal_connect (action, "activate", G_CALLBACK (review_asked_cb), asked);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  gtk_widget_insert_action_group (GTK_WIDGET (parent), "win", G_ACTION_GROUP (group));
  gtk_window_present (parent);
  pasar_session_set_timing (fixture->session, (PasarTiming){ 0, 0, 0 });
  dialogs_fixture_stage (fixture,
                         dialogs_fixture_find_row (fixture, ITEM (0)),
                         PASAR_FIELD_PRICE,
                         2199);
  change_at_shop (fixture, ITEM (0), 2050);
  weak = pasar_review_dialog_new (parent, fixture->session);
  g_object_add_weak_pointer (weak, &weak);
  gtk_window_present (weak);
  dialogs_click (dialogs_find (weak, "submit_button"));
  pasar_test_wait (is_submitted, weak);
  dialogs_click (dialogs_find (weak, "again_button"));
  pasar_test_wait (is_set, &asked[1]);
  dialogs_close (parent);
}

static void
test_exclude (DialogsFixture *fixture, gconstpointer data)
{
  const guint row = dialogs_fixture_find_row (fixture, ITEM (0));
  const guint other = dialogs_fixture_find_row (fixture, ITEM (20));
  g_autoptr (GPtrArray) rows = NULL;
  GtkWindow *dialog;

  dialogs_fixture_stage (fixture, row, PASAR_FIELD_PRICE, 2199);
  dialogs_fixture_stage (fixture, other, PASAR_FIELD_PRICE, 11000);
  dialog = pasar_review_dialog_new (NULL, fixture->session);
  gtk_window_present (dialog);
  pasar_test_wait (dialogs_has_mapped_rows, dialog);
  rows = dialogs_find_all (dialog, PASAR_TYPE_CHANGE_ROW);
  gtk_check_button_set_active (dialogs_find (rows->pdata[0], "tick"), FALSE);
  g_assert_cmpstr (dialogs_read_button (dialog, "submit_button"), ==, "Submit 1 Change");

  dialogs_click (dialogs_find (dialog, "submit_button"));
  pasar_test_wait (is_submitted, dialog);
  g_assert_cmpstr (dialogs_read_label (dialog, "result_title"), ==, "1 change done, 1 not sent");
  g_assert_cmpuint (pasar_catalogue_get_n_changed (pasar_session_get_catalogue (fixture->session)),
                    ==,
                    1);
  dialogs_close (dialog);
}

static void
delay_writes (DialogsFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  pasar_client_set_limits (fixture->client, 1, 1000);
  pasar_sandbox_add_fault (fixture->sandbox, "call=update_stock,delay=200", &error);
  g_assert_no_error (error);
}

static void
stage_stocks (DialogsFixture *fixture, guint n)
{
  guint row = 0;

  for (guint i = 0; i < n; i++, row++)
    {
      row = dialogs_fixture_find_plain_row (fixture, row);
      dialogs_fixture_stage (fixture,
                             row,
                             PASAR_FIELD_STOCK,
                             dialogs_fixture_get_value (fixture, row, PASAR_FIELD_STOCK) + 1);
    }
}

/* Stopped, nothing more is sent, and what was not sent stays staged. */
static void
test_stop (DialogsFixture *fixture, gconstpointer data)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (fixture->session);
  GtkWindow *dialog;

  stage_stocks (fixture, 10);
  delay_writes (fixture);
  dialog = pasar_review_dialog_new (NULL, fixture->session);
  gtk_window_present (dialog);
  dialogs_click (dialogs_find (dialog, "submit_button"));
  dialogs_click (dialogs_find (dialogs_find (dialog, "progress"), "stop_button"));
  pasar_test_wait (is_submitted, dialog);

  g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue), >, 0);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue), <=, 10);
  /* From here it goes on. */
  g_assert_true (gtk_widget_get_visible (dialogs_find (dialog, "again_button")));
  dialogs_close (dialog);
}

/* The window is closed while changes are sent: they are sent all the same, and a window that is
 * opened meanwhile shows them. */
static void
test_closed (DialogsFixture *fixture, gconstpointer data)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (fixture->session);
  GtkWindow *dialog;

  stage_stocks (fixture, 3);
  delay_writes (fixture);
  dialog = pasar_review_dialog_new (NULL, fixture->session);
  gtk_window_present (dialog);
  dialogs_click (dialogs_find (dialog, "submit_button"));
  dialogs_close (dialog);
  g_assert_cmpuint (g_list_model_get_n_items (pasar_session_get_jobs (fixture->session)), ==, 1);

  dialog = pasar_review_dialog_new (NULL, fixture->session);
  gtk_window_present (dialog);
  g_assert_true (dialogs_shows_progress (dialog));
  g_assert_false (gtk_widget_get_visible (dialogs_find (dialog, "submit_button")));
  pasar_test_wait (is_submitted, dialog);
  g_assert_cmpstr (dialogs_read_label (dialog, "result_title"), ==, "3 changes done");
  dialogs_close (dialog);

  /* Nobody looks on. */
  stage_stocks (fixture, 2);
  dialog = pasar_review_dialog_new (NULL, fixture->session);
  gtk_window_present (dialog);
  dialogs_click (dialogs_find (dialog, "submit_button"));
  dialogs_close (dialog);
  pasar_test_wait (dialogs_has_no_jobs, fixture->session);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue), ==, 0);
}

static gpointer
find_progress (GtkWindow *dialog, const char *id)
{
  return dialogs_find (dialogs_find (dialog, "progress"), id);
}

static const char *
read_detail (GtkWindow *dialog)
{
  return gtk_label_get_label (find_progress (dialog, "detail"));
}

static GtkWindow *
submit_stocks (DialogsFixture *fixture, guint n)
{
  GtkWindow *dialog;

  stage_stocks (fixture, n);
  dialog = pasar_review_dialog_new (NULL, fixture->session);
  gtk_window_present (dialog);
  dialogs_click (dialogs_find (dialog, "submit_button"));
  return dialog;
}

static void
add_fault (DialogsFixture *fixture, const char *fault)
{
  g_autoptr (GError) error = NULL;

  pasar_client_set_limits (fixture->client, 1, 1000);
  pasar_client_set_backoff_scale (fixture->client, 0.01);
  pasar_sandbox_add_fault (fixture->sandbox, fault, &error);
  g_assert_no_error (error);
}

/* Paused and resumed by the keys of the same button. */
static void
test_pause (DialogsFixture *fixture, gconstpointer data)
{
  GtkWindow *dialog;
  GtkButton *button;

  delay_writes (fixture);
  dialog = submit_stocks (fixture, 8);
  button = find_progress (dialog, "pause_button");
  g_assert_cmpstr (gtk_button_get_label (button), ==, "_Pause");
  g_assert_true (gtk_button_get_use_underline (button));
  dialogs_click (button);
  g_assert_cmpstr (gtk_button_get_label (button), ==, "_Resume");
  g_assert_cmpstr (read_detail (dialog), ==, "Nothing is sent until you resume.");
  dialogs_click (button);
  pasar_test_wait (is_submitted, dialog);
  g_assert_cmpstr (dialogs_read_label (dialog, "result_title"), ==, "8 changes done");
  g_assert_false (dialogs_shows_progress (dialog));
  g_assert_false (gtk_widget_get_visible (dialogs_find (dialog, "failed_button")));
  dialogs_close (dialog);
}

static gboolean
offers_to_go_on (gpointer dialog)
{
  return gtk_widget_get_visible (find_progress (dialog, "goes_on_box"));
}

/* The quota of the day is used up: when it goes on is told, and whether by itself is asked. */
static void
test_quota (DialogsFixture *fixture, gconstpointer data)
{
  PasarSubmitJob *job;
  GtkWindow *dialog;

  add_fault (fixture,
             "call=update_stock,from=5,times=1,kind=error,code=error_limit,message=The total API "
             "call number made by your APP has reached the daily API call limit");
  dialog = submit_stocks (fixture, 8);
  pasar_test_wait (offers_to_go_on, dialog);
  g_assert_true (
      g_str_has_prefix (read_detail (dialog), "Shopee takes no more today. You can resume at "));
  job = PASAR_SUBMIT_JOB (pasar_job_find (fixture->session, PASAR_TYPE_SUBMIT_JOB));
  g_assert_false (pasar_submit_job_get_waiting (job)->goes_on);
  gtk_switch_set_active (find_progress (dialog, "goes_on_switch"), TRUE);
  g_assert_true (pasar_submit_job_get_waiting (job)->goes_on);
  g_assert_true (
      g_str_has_prefix (read_detail (dialog), "Shopee takes no more today. Goes on at "));
  dialogs_click (find_progress (dialog, "pause_button"));
  pasar_test_wait (is_submitted, dialog);
  g_assert_cmpstr (dialogs_read_label (dialog, "result_title"), ==, "8 changes done");
  dialogs_close (dialog);
}

static gboolean
waits_for_network (gpointer dialog)
{
  return g_str_equal (read_detail (dialog),
                      "The shop cannot be reached. Pasar tries again by itself.");
}

/* The network is gone for some time: that is told, and the rest is sent when it is back. */
static void
test_network (DialogsFixture *fixture, gconstpointer data)
{
  GtkWindow *dialog;

  pasar_session_set_timing (fixture->session, (PasarTiming){ 60000, 40, 40 });
  add_fault (fixture, "call=update_stock,from=4,times=5,kind=reset,when=before");
  dialog = submit_stocks (fixture, 10);
  pasar_test_wait (waits_for_network, dialog);
  pasar_test_wait (is_submitted, dialog);
  g_assert_cmpstr (dialogs_read_label (dialog, "result_title"), ==, "10 changes done");
  dialogs_close (dialog);
}

static void
keep_call_cb (GtkWindow *window, gboolean *was_called)
{
  *was_called = TRUE;
}

/* It stopped itself: why, what Pasar did not know, and the way to what failed. */
static void
test_stopped_itself (DialogsFixture *fixture, gconstpointer data)
{
  gboolean is_asked = FALSE;
  const char *text;
  GtkWindow *dialog;

  add_fault (fixture,
             "call=update_stock,kind=error,code=product.error_item_uneditable,"
             "message=item is uneditable");
  dialog = submit_stocks (fixture, 9);
  g_signal_connect (dialog, "show-failed", G_CALLBACK (keep_call_cb), &is_asked);
  pasar_test_wait (is_submitted, dialog);
  text = dialogs_read_label (dialog, "result_text");
  g_assert_cmpstr (dialogs_read_label (dialog, "result_title"),
                   ==,
                   "0 changes done, 5 not taken, 4 not sent");
  g_assert_nonnull (strstr (text, "Shopee refused several items in a row"));
  g_assert_nonnull (strstr (text, "5 refusals Pasar did not foresee."));
  g_assert_cmpuint (pasar_catalogue_get_n_failed (pasar_session_get_catalogue (fixture->session)),
                    ==,
                    5);
  g_assert_true (gtk_widget_get_visible (dialogs_find (dialog, "failed_button")));
  dialogs_click (dialogs_find (dialog, "failed_button"));
  g_assert_true (is_asked);
}

/* What failed is sent again alone: what was taken is not, and the rest waits. */
static void
test_failed_alone (DialogsFixture *fixture, gconstpointer data)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (fixture->session);
  GtkWindow *dialog;

  add_fault (fixture,
             "call=update_stock,from=3,times=2,kind=error,code=product.error_item_uneditable,"
             "message=item is uneditable");
  dialog = submit_stocks (fixture, 6);
  pasar_test_wait (is_submitted, dialog);
  g_assert_cmpstr (dialogs_read_label (dialog, "result_title"), ==, "4 changes done, 2 not taken");
  dialogs_close (dialog);
  dialogs_fixture_stage (fixture,
                         dialogs_fixture_find_row (fixture, ITEM (0)),
                         PASAR_FIELD_PRICE,
                         2199);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue), ==, 3);

  dialog = pasar_review_dialog_new_failed (NULL, fixture->session);
  gtk_window_present (dialog);
  g_assert_cmpstr (dialogs_read_button (dialog, "submit_button"), ==, "Submit 2 Changes");
  dialogs_click (dialogs_find (dialog, "submit_button"));
  pasar_test_wait (is_submitted, dialog);
  g_assert_cmpstr (dialogs_read_label (dialog, "result_title"), ==, "2 changes done");
  g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue), ==, 1);
  g_assert_cmpuint (pasar_catalogue_get_n_failed (catalogue), ==, 0);
  dialogs_close (dialog);
}

static void
test_signed_out (DialogsFixture *fixture, gconstpointer data)
{
  GtkWindow *dialog;

  dialogs_fixture_stage (fixture,
                         dialogs_fixture_find_row (fixture, ITEM (0)),
                         PASAR_FIELD_PRICE,
                         2199);
  pasar_session_set_client (fixture->session, NULL);
  dialog = pasar_review_dialog_new (NULL, fixture->session);
  gtk_window_present (dialog);
  g_assert_true (gtk_info_bar_get_revealed (dialogs_find (dialogs_find (dialog, "link"), "bar")));
  g_assert_false (dialogs_is_sensitive (dialog, "submit_button"));
  dialogs_close (dialog);
}

static gboolean
can_submit (gpointer dialog)
{
  return dialogs_is_sensitive (dialog, "submit_button");
}

static const char *
read_subtitle (GtkWindow *dialog)
{
  return adw_window_title_get_subtitle (dialogs_find (dialog, "window_title"));
}

/* What takes long to check is there at once, and can be submitted when it is checked. */
static void
test_many (DialogsFixture *fixture, gconstpointer data)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (fixture->session);
  const guint n = 60000;
  GtkWindow *dialog;

  dialogs_stage_many (fixture, n, 1100);
  dialog = pasar_review_dialog_new (NULL, fixture->session);
  gtk_window_present (dialog);
  g_assert_nonnull (strstr (read_subtitle (dialog), "60000 rows are being checked"));
  g_assert_false (dialogs_is_sensitive (dialog, "submit_button"));
  g_assert_true (gtk_widget_get_visible (dialogs_find (dialog, "submit_button")));
  /* The window behind takes one back. */
  dialogs_stage_now (catalogue, 7, 1, PASAR_NO_VALUE);
  pasar_test_wait (can_submit, dialog);
  pasar_test_wait (dialogs_has_mapped_rows, dialog);
  while (g_str_equal (dialogs_read_button (dialog, "submit_button"), "Submit 60000 Changes"))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (dialogs_read_button (dialog, "submit_button"), ==, "Submit 59999 Changes");
  g_assert_cmpstr (read_subtitle (dialog), ==, "59999 changes in 59999 items");
  dialogs_close (dialog);

  /* Closed before it is checked, and opened again. */
  dialog = pasar_review_dialog_new (NULL, fixture->session);
  gtk_window_present (dialog);
  dialogs_close (dialog);
  dialog = pasar_review_dialog_new (NULL, fixture->session);
  gtk_window_present (dialog);
  pasar_test_wait (can_submit, dialog);
  g_assert_cmpstr (dialogs_read_button (dialog, "submit_button"), ==, "Submit 59999 Changes");
  dialogs_close (dialog);
}

static gboolean
says_something (gpointer dialog)
{
  return gtk_widget_get_visible (dialogs_find (dialog, "result_box"));
}

/* Only what was shown is sent: what becomes another is shown again. */
static void
test_shown_again (DialogsFixture *fixture, gconstpointer data)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (fixture->session);
  const guint row = dialogs_fixture_find_row (fixture, ITEM (0));
  GtkWindow *dialog;

  dialogs_fixture_stage (fixture, row, PASAR_FIELD_PRICE, 2199);
  dialog = pasar_review_dialog_new (NULL, fixture->session);
  gtk_window_present (dialog);
  dialogs_stage_now (catalogue, ITEM (20), 1, 11000);
  dialogs_click (dialogs_find (dialog, "submit_button"));
  g_assert_false (dialogs_is_sensitive (dialog, "submit_button"));
  pasar_test_wait (says_something, dialog);
  g_assert_cmpstr (dialogs_read_label (dialog, "result_title"), ==, "Nothing Was Sent Yet");
  g_assert_true (dialogs_has_no_jobs (fixture->session));
  g_assert_cmpstr (dialogs_read_button (dialog, "submit_button"), ==, "Submit 2 Changes");

  /* The shop is read meanwhile, and has what it had. */
  dialogs_put_item (catalogue, 1, 1000);
  dialogs_click (dialogs_find (dialog, "submit_button"));
  g_assert_false (says_something (dialog));
  pasar_test_wait (is_submitted, dialog);
  g_assert_cmpstr (dialogs_read_label (dialog, "result_title"), ==, "2 changes done");
  dialogs_close (dialog);
}

/* A change that was confirmed and is another one now is to be confirmed again. */
static void
test_confirm_again (DialogsFixture *fixture, gconstpointer data)
{
  const guint row = dialogs_fixture_find_row (fixture, ITEM (0));
  GtkCheckButton *check;
  GtkWindow *dialog;

  dialogs_fixture_stage (fixture, row, PASAR_FIELD_PRICE, 19990);
  dialog = pasar_review_dialog_new (NULL, fixture->session);
  gtk_window_present (dialog);
  check = wait_check (dialog);
  gtk_check_button_set_active (check, TRUE);
  g_assert_true (dialogs_is_sensitive (dialog, "submit_button"));
  dialogs_fixture_stage (fixture, row, PASAR_FIELD_PRICE, 19991);
  while (gtk_check_button_get_active (check))
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (dialogs_is_sensitive (dialog, "submit_button"));
  dialogs_close (dialog);
}

static gboolean
is_read (gpointer dialog)
{
  return !gtk_widget_get_visible (dialogs_find (dialog, "waiting_label"));
}

/* What is staged on an item that was not read yet is in no count, but is told of. */
static void
test_waiting (DialogsFixture *fixture, gconstpointer data)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (fixture->session);
  GtkWindow *dialog;

  pasar_catalogue_restore_staged (catalogue,
                                  (PasarRowKey){ 7, 0 },
                                  PASAR_FIELD_PRICE,
                                  1100,
                                  PASAR_NO_VALUE,
                                  NULL);
  pasar_catalogue_end_restore (catalogue);
  dialog = pasar_review_dialog_new (NULL, fixture->session);
  gtk_window_present (dialog);
  g_assert_true (is_empty_now (dialog));
  g_assert_cmpstr (adw_status_page_get_description (dialogs_find (dialog, "empty_page")),
                   ==,
                   "1 changed row waits for its item to be read.");
  dialogs_close (dialog);

  dialogs_fixture_stage (fixture,
                         dialogs_fixture_find_row (fixture, ITEM (0)),
                         PASAR_FIELD_PRICE,
                         2199);
  dialog = pasar_review_dialog_new (NULL, fixture->session);
  gtk_window_present (dialog);
  g_assert_cmpstr (dialogs_read_label (dialog, "waiting_label"),
                   ==,
                   "1 more changed row waits for its item to be read.");
  g_assert_false (is_read (dialog));
  g_assert_cmpstr (dialogs_read_button (dialog, "submit_button"), ==, "Submit 1 Change");
  dialogs_put_item (catalogue, 7, 1000);
  pasar_test_wait (is_read, dialog);
  g_assert_cmpstr (dialogs_read_button (dialog, "submit_button"), ==, "Submit 2 Changes");
  dialogs_close (dialog);
}

/* A review with something that waits for the end of a promotion. */
static GtkWindow *
review_waiting (DialogsFixture *fixture)
{
  GtkWindow *dialog;

  dialogs_fixture_stage (fixture,
                         dialogs_fixture_find_row (fixture, ITEM (2)),
                         PASAR_FIELD_PRICE,
                         3100);
  dialogs_fixture_stage (fixture,
                         dialogs_fixture_find_plain_row (fixture, 0),
                         PASAR_FIELD_STOCK,
                         9);
  dialog = pasar_review_dialog_new (NULL, fixture->session);
  gtk_window_present (dialog);
  pasar_test_wait (can_submit, dialog);
  return dialog;
}

/* The check that has it sent by itself. */
static GtkCheckButton *
find_later (GtkWindow *dialog)
{
  g_autoptr (GPtrArray) rows = dialogs_find_all (dialog, ADW_TYPE_ACTION_ROW);
  g_autoptr (GPtrArray) checks = NULL;
  AdwActionRow *group = NULL;

  for (guint i = 0; i < rows->len; i++)
    if (g_str_equal (adw_preferences_row_get_title (rows->pdata[i]),
                     "1 change waits for the end of a promotion"))
      group = rows->pdata[i];
  g_assert_nonnull (group);
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (group), "Until "));
  checks = dialogs_find_all (group, GTK_TYPE_CHECK_BUTTON);
  g_assert_cmpuint (checks->len, ==, 1);
  return checks->pdata[0];
}

static gboolean
has_toast (gpointer dialog)
{
  const GType type = g_type_from_name ("AdwToastWidget");
  g_autoptr (GPtrArray) toasts = type != 0 ? dialogs_find_all (dialog, type) : NULL;

  return toasts != NULL && toasts->len > 0;
}

/* What is not kept on the disk is told. */
static void
test_waits_unkept (DialogsFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "pasar.db", NULL);
  sqlite3 *other = NULL;
  GtkWindow *dialog = review_waiting (fixture);

  g_assert_cmpint (sqlite3_open (path, &other), ==, SQLITE_OK);
  sqlite3_busy_timeout (other, 30000);
  g_assert_cmpint (sqlite3_exec (other,
                                 "CREATE TRIGGER full BEFORE INSERT ON kept "
                                 "BEGIN SELECT RAISE (ABORT, 'full'); END",
                                 NULL,
                                 NULL,
                                 NULL),
                   ==,
                   SQLITE_OK);
  sqlite3_close (other);
  gtk_check_button_set_active (find_later (dialog), TRUE);
  pasar_test_wait (has_toast, dialog);
  dialogs_close (dialog);
}

/* A change whose value at the shop has become another one before it is reviewed. */
static void
stage_moved (DialogsFixture *fixture)
{
  dialogs_fixture_stage (fixture,
                         dialogs_fixture_find_row (fixture, ITEM (0)),
                         PASAR_FIELD_PRICE,
                         2199);
  dialogs_put_item (pasar_session_get_catalogue (fixture->session), ITEM (0), 2050);
}

static GtkWidget *
find_keep_button (GtkWindow *dialog)
{
  g_autoptr (GPtrArray) rows = dialogs_find_all (dialog, PASAR_TYPE_CHANGE_ROW);

  for (guint i = 0; i < rows->len; i++)
    if (gtk_widget_get_visible (dialogs_find (rows->pdata[i], "keep_button")))
      return dialogs_find (rows->pdata[i], "keep_button");
  return NULL;
}

static void
put_items (DialogsFixture *fixture, guint n)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (fixture->session);

  pasar_catalogue_freeze (catalogue);
  for (guint i = 0; i < n; i++)
    dialogs_put_item (catalogue, i + 1, 1000);
  pasar_catalogue_thaw (catalogue);
}

/* Takes a turn of the session that is not over at once. */
static void
stage_for_long (DialogsFixture *fixture, guint n)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (fixture->session);
  g_autofree guint *rows = g_new (guint, n);
  g_autoptr (PasarExpression) set =
      pasar_catalogue_parse (catalogue, PASAR_FIELD_PRICE, TRUE, "11.00", NULL, NULL);

  for (guint i = 0; i < n; i++)
    rows[i] = dialogs_fixture_find_row (fixture, i + 1);
  pasar_session_stage_async (fixture->session,
                             pasar_command_new (PASAR_COMMAND_EACH,
                                                catalogue,
                                                rows,
                                                n,
                                                (int) PASAR_FIELD_PRICE,
                                                set),
                             NULL,
                             NULL,
                             NULL);
}

static gboolean
is_kept (gpointer data)
{
  return dialogs_fixture_get_staged (data,
                                     dialogs_fixture_find_row (data, ITEM (0)),
                                     PASAR_FIELD_PRICE)
         == PASAR_NO_VALUE;
}

/* What the seller has discarded is not sent, though it is not its turn yet. */
static void
test_keep_late (DialogsFixture *fixture, gconstpointer data)
{
  GtkWindow *dialog;

  put_items (fixture, 20000);
  stage_moved (fixture);
  dialog = pasar_review_dialog_new (NULL, fixture->session);
  gtk_window_present (dialog);
  gtk_check_button_set_active (wait_check (dialog), TRUE);
  stage_for_long (fixture, 20000);
  dialogs_click (find_keep_button (dialog));
  dialogs_click (dialogs_find (dialog, "submit_button"));
  g_assert_null (pasar_job_find (fixture->session, PASAR_TYPE_SUBMIT_JOB));
  pasar_test_wait (is_submitted, dialog);
  g_assert_cmpstr (dialogs_read_label (dialog, "result_title"), ==, "Nothing Was Sent Yet");
  pasar_test_wait (is_kept, fixture);
  g_assert_null (pasar_job_find (fixture->session, PASAR_TYPE_SUBMIT_JOB));
  dialogs_close (dialog);
}

static gboolean
has_unknown (gpointer dialog)
{
  g_autoptr (GPtrArray) rows = dialogs_find_all (dialog, PASAR_TYPE_CHANGE_ROW);

  return rows->len == 1
         && g_strcmp0 (gtk_widget_get_tooltip_text (dialogs_find (rows->pdata[0], "mark")),
                       "Not known yet")
                == 0;
}

/* What may have been taken is not said to be as it was at the shop. */
static void
test_keep_unknown (DialogsFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  GtkWindow *dialog;

  pasar_session_set_timing (fixture->session, (PasarTiming){ G_MAXINT32, G_MAXINT32, 0 });
  stage_moved (fixture);
  pasar_sandbox_add_fault (fixture->sandbox, "call=update_price,kind=status,value=502", &error);
  g_assert_no_error (error);
  dialog = pasar_review_dialog_new (NULL, fixture->session);
  gtk_window_present (dialog);
  gtk_check_button_set_active (wait_check (dialog), TRUE);
  g_assert_nonnull (find_keep_button (dialog));
  dialogs_click (dialogs_find (dialog, "submit_button"));
  pasar_test_wait (has_unknown, dialog);
  dialogs_click (dialogs_find (dialogs_find (dialog, "progress"), "stop_button"));
  pasar_test_wait (is_submitted, dialog);
  g_assert_cmpstr (dialogs_read_label (dialog, "result_title"),
                   ==,
                   "0 changes done, 1 not known yet");
  g_assert_null (find_keep_button (dialog));
  dialogs_close (dialog);
}

static PasarChangeRow *
find_change_row (GtkWindow *dialog, const char *state)
{
  g_autoptr (GPtrArray) rows = dialogs_find_all (dialog, PASAR_TYPE_CHANGE_ROW);

  for (guint i = 0; i < rows->len; i++)
    if (g_strcmp0 (gtk_widget_get_tooltip_text (dialogs_find (rows->pdata[i], "mark")), state) == 0)
      return rows->pdata[i];
  g_assert_not_reached ();
}

static void
assert_waits (GtkWindow *dialog)
{
  PasarChangeRow *row = find_change_row (dialog, "Waits for the end of a promotion");

  g_assert_cmpstr (gtk_image_get_icon_name (dialogs_find (row, "mark_icon")), ==, "alarm-symbolic");
  g_assert_false (gtk_widget_has_css_class (dialogs_find (row, "reason"), "warning"));
}

/* Where nothing is left but what waits nothing has failed, and what is done is not said to wait. */
static void
test_waits_on (DialogsFixture *fixture, gconstpointer data)
{
  GtkWindow *dialog;

  dialogs_fixture_stage (fixture,
                         dialogs_fixture_find_row (fixture, ITEM (2)),
                         PASAR_FIELD_PRICE,
                         3100);
  stage_stocks (fixture, 2);
  dialog = pasar_review_dialog_new (NULL, fixture->session);
  gtk_window_present (dialog);
  pasar_test_wait (can_submit, dialog);
  dialogs_wait_rows (dialog);
  assert_waits (dialog);
  dialogs_click (dialogs_find (dialog, "submit_button"));
  pasar_test_wait (is_submitted, dialog);

  g_assert_cmpstr (dialogs_read_label (dialog, "result_title"),
                   ==,
                   "2 changes done, 1 waits for the end of a promotion");
  g_assert_nonnull (strstr (dialogs_read_label (dialog, "result_text"), "The others wait"));
  g_assert_true (gtk_widget_has_css_class (dialogs_find (dialog, "result_icon"), "success"));
  g_assert_false (gtk_widget_get_visible (dialogs_find (dialog, "failed_button")));
  g_assert_false (gtk_widget_get_visible (dialogs_find (dialog, "again_button")));
  assert_waits (dialog);
  find_change_row (dialog, "Done");
  dialogs_close (dialog);
}

/* What waits for the end of a promotion stands by itself, and is sent then if the seller says so.
 */
static void
test_waits (DialogsFixture *fixture, gconstpointer data)
{
  const PasarRowKey key = { ITEM (2), 0 };
  g_autoptr (GtkWindow) dialog = g_object_ref (review_waiting (fixture));
  GtkCheckButton *check = find_later (dialog);

  g_assert_false (gtk_check_button_get_active (check));
  g_assert_false (pasar_session_sends_later (fixture->session, key, PASAR_FIELD_PRICE));
  gtk_check_button_set_active (check, TRUE);
  g_assert_true (pasar_session_sends_later (fixture->session, key, PASAR_FIELD_PRICE));
  gtk_check_button_set_active (check, FALSE);
  g_assert_false (pasar_session_sends_later (fixture->session, key, PASAR_FIELD_PRICE));
  gtk_window_destroy (dialog);
}

/* What is doubted of it is looked at and confirmed beforehand; nothing else waits for that. */
static void
test_waits_doubted (DialogsFixture *fixture, gconstpointer data)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (fixture->session);
  const guint row = dialogs_fixture_find_row (fixture, ITEM (2));
  const gint64 price = pasar_catalogue_read_field (catalogue, row, PASAR_FIELD_PRICE).value;
  g_autoptr (GtkWindow) dialog = NULL;
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (GPtrArray) checks = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  GtkCheckButton *check;

  dialogs_fixture_stage (fixture, row, PASAR_FIELD_PRICE, 10 * price);
  dialogs_fixture_stage (fixture,
                         dialogs_fixture_find_plain_row (fixture, 0),
                         PASAR_FIELD_STOCK,
                         9);
  dialog = g_object_ref (pasar_review_dialog_new (NULL, fixture->session));
  gtk_window_present (dialog);
  g_assert_true (dialogs_is_sensitive (dialog, "submit_button"));
  dialogs_look_at_all (dialog);
  rows = dialogs_find_all (dialog, PASAR_TYPE_CHANGE_ROW);
  g_assert_nonnull (strstr (dialogs_read_label (rows->pdata[0], "reason"), "10 times"));
  g_assert_nonnull (strstr (dialogs_read_label (rows->pdata[0], "reason"), "Waits until"));
  /* Before that of what is sent when the promotion ends. */
  checks = dialogs_find_all (dialogs_find (dialog, "groups"), GTK_TYPE_CHECK_BUTTON);
  g_assert_cmpuint (checks->len, ==, 2);
  check = checks->pdata[0];
  g_assert_cmpstr (gtk_check_button_get_label (check), ==, "I have checked this change");
  gtk_check_button_set_active (check, TRUE);
  g_assert_true (dialogs_is_sensitive (dialog, "submit_button"));
  g_assert_cmpstr (dialogs_read_button (dialog, "submit_button"), ==, "Submit 1 Change");
  plan = pasar_plan_new (catalogue);
  g_assert_cmpuint (pasar_plan_count_doubt (plan, PASAR_DOUBT_TEN_TIMES), ==, 1);
  g_assert_cmpuint (pasar_plan_count_unconfirmed (plan, PASAR_DOUBT_TEN_TIMES), ==, 0);
  gtk_window_destroy (dialog);
}

int
main (int argc, char *argv[])
{
  if (!dialogs_test_init (&argc, &argv))
    return 77;

  dialogs_add ("/dialogs-review/empty", test_empty);
  dialogs_add ("/dialogs-review/submit", test_submit);
  dialogs_add ("/dialogs-review/confirm", test_confirm);
  dialogs_add ("/dialogs-review/refused", test_refused);
  dialogs_add ("/dialogs-review/held", test_held);
  dialogs_add ("/dialogs-review/again", test_again);
  dialogs_add ("/dialogs-review/exclude", test_exclude);
  dialogs_add ("/dialogs-review/stop", test_stop);
  dialogs_add ("/dialogs-review/closed", test_closed);
  dialogs_add ("/dialogs-review/pause", test_pause);
  dialogs_add ("/dialogs-review/quota", test_quota);
  dialogs_add ("/dialogs-review/network", test_network);
  dialogs_add ("/dialogs-review/stopped-itself", test_stopped_itself);
  dialogs_add ("/dialogs-review/failed-alone", test_failed_alone);
  dialogs_add ("/dialogs-review/signed-out", test_signed_out);
  dialogs_add ("/dialogs-review/waiting", test_waiting);
  dialogs_add ("/dialogs-review/many", test_many);
  dialogs_add ("/dialogs-review/shown-again", test_shown_again);
  dialogs_add ("/dialogs-review/waits-unkept", test_waits_unkept);
  dialogs_add ("/dialogs-review/waits-on", test_waits_on);
  dialogs_add ("/dialogs-review/keep-late", test_keep_late);
  dialogs_add ("/dialogs-review/keep-unknown", test_keep_unknown);
  dialogs_add ("/dialogs-review/confirm-again", test_confirm_again);
  dialogs_add ("/dialogs-review/waits", test_waits);
  dialogs_add ("/dialogs-review/waits-doubted", test_waits_doubted);
  return g_test_run ();
}
