/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/change-row.h"
#include "app/dialogs/history.h"
#include "dialogs-fixture.h"
#include "jobs/submit/submit.h"
#include "rendering.h"
#include "store/ledger.h"

#include <sqlite3.h>
#include <string.h>

static void
submit (DialogsFixture *fixture, guint row, gint64 price)
{
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarJob) job = NULL;

  dialogs_fixture_stage (fixture, row, PASAR_FIELD_PRICE, price);
  plan = pasar_plan_new (pasar_session_get_catalogue (fixture->session));
  pasar_plan_set_confirmed (plan, PASAR_DOUBTS_ALL);
  job = pasar_submit_job_new (fixture->session, plan);
  pasar_job_run_async (job, NULL, NULL);
  pasar_test_wait (dialogs_has_no_jobs, fixture->session);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_DONE), ==, 1);
}

static GtkWindow *
open_dialog (DialogsFixture *fixture)
{
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);
  GtkWindow *dialog = pasar_history_dialog_new (NULL, fixture->session, settings);

  gtk_window_present (dialog);
  return dialog;
}

static gboolean
shows_empty (gpointer dialog)
{
  return gtk_stack_get_visible_child (dialogs_find (dialog, "stack"))
         == dialogs_find (dialog, "empty_page");
}

static guint
count_listed (gpointer dialog)
{
  GtkListBox *list = dialogs_find (dialog, "list");
  guint n = 0;

  while (gtk_list_box_get_row_at_index (list, (int) n) != NULL)
    n++;
  return n;
}

static gboolean
lists_two (gpointer dialog)
{
  return count_listed (dialog) == 2;
}

static gboolean
lists_none (gpointer dialog)
{
  return count_listed (dialog) == 0;
}

static gpointer
find_take_back (gpointer dialog)
{
  return dialogs_find (dialogs_find (dialog, "submission"), "take_back_button");
}

static gboolean
can_take_back (gpointer dialog)
{
  return gtk_widget_get_sensitive (find_take_back (dialog)) && dialogs_has_mapped_rows (dialog);
}

/* What a row says of taking it back. */
static const char *
read_reason (gpointer dialog)
{
  g_autoptr (GPtrArray) rows = dialogs_find_all (dialog, PASAR_TYPE_CHANGE_ROW);

  return rows->len > 0 ? dialogs_read_label (rows->pdata[0], "reason") : "";
}

static gboolean
says_changed (gpointer dialog)
{
  return strstr (read_reason (dialog), "changed since") != NULL;
}

static gboolean
says_taken_back (gpointer dialog)
{
  return g_str_has_prefix (read_reason (dialog), "Taken back");
}

static GtkWidget *
find_button (gpointer dialog, const char *label)
{
  g_autoptr (GPtrArray) buttons = dialogs_find_all (dialog, GTK_TYPE_BUTTON);

  for (guint i = 0; i < buttons->len; i++)
    if (g_strcmp0 (gtk_button_get_label (buttons->pdata[i]), label) == 0)
      return buttons->pdata[i];
  return NULL;
}

static gboolean
offers_review (gpointer dialog)
{
  return find_button (dialog, "_Review") != NULL;
}

static void
count_cb (guint *n)
{
  (*n)++;
}

/* Nothing was submitted. */
static void
test_empty (DialogsFixture *fixture, gconstpointer data)
{
  GtkWindow *dialog = open_dialog (fixture);

  pasar_test_wait (shows_empty, dialog);
  dialogs_close (dialog);
}

/* The newest submission is shown first; it is taken back to be reviewed. Of the one before nothing
 * is, as its value was changed since. */
static void
test_take_back (DialogsFixture *fixture, gconstpointer data)
{
  const guint row = dialogs_fixture_find_plain_row (fixture, 0);
  const gint64 price = dialogs_fixture_get_value (fixture, row, PASAR_FIELD_PRICE);
  GtkWindow *dialog;
  GtkListBox *list;
  guint n_reviews = 0;

  submit (fixture, row, price + 10);
  submit (fixture, row, price + 20);
  dialog = open_dialog (fixture);
  g_signal_connect_swapped (dialog, "review", G_CALLBACK (count_cb), &n_reviews);
  pasar_test_wait (lists_two, dialog);
  list = dialogs_find (dialog, "list");
  g_assert_cmpint (gtk_list_box_row_get_index (gtk_list_box_get_selected_row (list)), ==, 0);

  gtk_list_box_select_row (list, gtk_list_box_get_row_at_index (list, 1));
  pasar_test_wait (can_take_back, dialog);
  dialogs_click (find_take_back (dialog));
  pasar_test_wait (says_changed, dialog);
  g_assert_cmpint (dialogs_fixture_get_staged (fixture, row, PASAR_FIELD_PRICE),
                   ==,
                   PASAR_NO_VALUE);
  g_assert_false (offers_review (dialog));

  gtk_list_box_select_row (list, gtk_list_box_get_row_at_index (list, 0));
  pasar_test_wait (can_take_back, dialog);
  dialogs_click (find_take_back (dialog));
  pasar_test_wait (says_taken_back, dialog);
  g_assert_cmpint (dialogs_fixture_get_staged (fixture, row, PASAR_FIELD_PRICE), ==, price + 10);
  pasar_test_wait (offers_review, dialog);
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  gtk_widget_activate (find_button (dialog, "_Review"));
  while (dialog != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n_reviews, ==, 1);
}

/* By what sellers know of an item. */
static void
test_search (DialogsFixture *fixture, gconstpointer data)
{
  const guint row = dialogs_fixture_find_plain_row (fixture, 0);
  const gint64 price = dialogs_fixture_get_value (fixture, row, PASAR_FIELD_PRICE);
  PasarCatalogue *catalogue = pasar_session_get_catalogue (fixture->session);
  const gint64 item_id = pasar_catalogue_row_get_key (catalogue, row).item_id;
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, item_id);
  GtkWindow *dialog;

  submit (fixture, row, price + 10);
  submit (fixture, row, price + 20);
  dialog = open_dialog (fixture);
  pasar_test_wait (lists_two, dialog);
  dialogs_type (dialog, "search_entry", "no such item");
  pasar_test_wait (lists_none, dialog);
  g_assert_false (gtk_widget_get_sensitive (find_take_back (dialog)));
  dialogs_type (dialog, "search_entry", id);
  pasar_test_wait (lists_two, dialog);
  pasar_test_wait (can_take_back, dialog);
  dialogs_close (dialog);
}

/* What the store was asked for before this has come. */
static void
wait_store (DialogsFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;

  pasar_store_list_ledger_async (fixture->store,
                                 pasar_session_get_shop (fixture->session)->id,
                                 NULL,
                                 0,
                                 1,
                                 NULL,
                                 pasar_test_keep_result_cb,
                                 &result);
  entries = pasar_store_finish_object (fixture->store, pasar_test_wait_result (&result), &error);
  g_assert_no_error (error);
}

/* Changes the file as no Pasar does. */
static void
run_sql (DialogsFixture *fixture, const char *sql)
{
  g_autofree char *path = g_build_filename (fixture->folder, "pasar.db", NULL);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_busy_timeout (db, 10000), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

/* Of one that was pruned since it was listed no other one takes the place. */
static void
test_pruned (DialogsFixture *fixture, gconstpointer data)
{
  const guint row = dialogs_fixture_find_plain_row (fixture, 0);
  const gint64 price = dialogs_fixture_get_value (fixture, row, PASAR_FIELD_PRICE);
  GtkWindow *dialog;
  GtkListBox *list;

  submit (fixture, row, price + 10);
  submit (fixture, row, price + 20);
  dialog = open_dialog (fixture);
  pasar_test_wait (lists_two, dialog);
  list = dialogs_find (dialog, "list");
  gtk_list_box_select_row (list, gtk_list_box_get_row_at_index (list, 1));
  pasar_test_wait (can_take_back, dialog);
  run_sql (fixture,
           "PRAGMA foreign_keys = ON;"
           "DELETE FROM submission WHERE id = (SELECT max (id) FROM submission)");
  gtk_list_box_select_row (list, gtk_list_box_get_row_at_index (list, 0));
  wait_store (fixture);
  g_assert_false (gtk_widget_get_sensitive (find_take_back (dialog)));
  dialogs_close (dialog);
}

static gboolean
lists_page (gpointer dialog)
{
  return count_listed (dialog) == 50;
}

static gboolean
lists_more (gpointer dialog)
{
  return count_listed (dialog) > 50;
}

/* Page by page, each once, however often it is asked for; what is empty is not said before it is
 * known. */
static void
test_pages (DialogsFixture *fixture, gconstpointer data)
{
  const guint row = dialogs_fixture_find_plain_row (fixture, 0);
  const gint64 price = dialogs_fixture_get_value (fixture, row, PASAR_FIELD_PRICE);
  GtkWindow *dialog;

  submit (fixture, row, price + 10);
  run_sql (fixture,
           "WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 120)"
           " INSERT INTO submission (id, shop, created_at_ms, finished_at_ms)"
           " SELECT i, shop, created_at_ms, finished_at_ms FROM submission, n;"
           "INSERT INTO call (id, submission, kind, item_id, state, sent_at_ms, done_at_ms)"
           " SELECT call.id + submission.id, submission.id, kind, item_id, state, sent_at_ms,"
           " done_at_ms FROM call, submission WHERE submission.id > 1;"
           "INSERT INTO call_row (call, position, item_id, model_id, old_value, new_value, state)"
           " SELECT call.id, position, call_row.item_id, model_id, old_value, new_value,"
           " call_row.state FROM call_row, call WHERE call.submission > 1");
  dialog = open_dialog (fixture);
  g_assert_false (shows_empty (dialog));
  pasar_test_wait (lists_page, dialog);
  dialogs_click (dialogs_find (dialog, "more_button"));
  dialogs_click (dialogs_find (dialog, "more_button"));
  pasar_test_wait (lists_more, dialog);
  wait_store (fixture);
  g_assert_cmpuint (count_listed (dialog), ==, 100);
  dialogs_click (dialogs_find (dialog, "more_button"));
  wait_store (fixture);
  g_assert_cmpuint (count_listed (dialog), ==, 120);
  g_assert_false (gtk_widget_get_visible (dialogs_find (dialog, "more_button")));
  dialogs_close (dialog);
}

static gboolean
says_verdict (gpointer dialog)
{
  return *dialogs_read_label (dialog, "verdict_label") != '\0';
}

/* That somebody else changed what was submitted is said, and since when. */
static void
test_verdict (DialogsFixture *fixture, gconstpointer data)
{
  const guint row = dialogs_fixture_find_plain_row (fixture, 0);
  const gint64 price = dialogs_fixture_get_value (fixture, row, PASAR_FIELD_PRICE);
  GtkWindow *dialog;

  submit (fixture, row, price + 10);
  dialog = open_dialog (fixture);
  pasar_test_wait (says_verdict, dialog);
  g_assert_cmpstr (dialogs_read_label (dialog, "verdict_label"),
                   ==,
                   "Sealed and whole: 1 submission");
  g_assert_true (dialogs_is_sensitive (dialog, "export_button"));
  dialogs_close (dialog);
  run_sql (fixture, "UPDATE call SET request_id = 'other'");
  dialog = open_dialog (fixture);
  pasar_test_wait (says_verdict, dialog);
  g_assert_true (g_str_has_prefix (dialogs_read_label (dialog, "verdict_label"),
                                   "Changed outside Pasar since "));
  dialogs_close (dialog);
}

static gboolean
lists_one (gpointer dialog)
{
  return count_listed (dialog) == 1;
}

/* What changed most leads to the submissions that changed it. */
static void
test_most (DialogsFixture *fixture, gconstpointer data)
{
  const guint row = dialogs_fixture_find_plain_row (fixture, 0);
  const gint64 price = dialogs_fixture_get_value (fixture, row, PASAR_FIELD_PRICE);
  g_autoptr (GPtrArray) labels = NULL;
  GtkWindow *dialog;
  GtkListBox *list;

  submit (fixture, row, price + 10);
  submit (fixture, row, price - 20);
  dialog = open_dialog (fixture);
  pasar_test_wait (lists_two, dialog);
  list = dialogs_find (dialog, "list");
  gtk_drop_down_set_selected (dialogs_find (dialog, "show_drop_down"), 1);
  pasar_test_wait (lists_one, dialog);
  g_assert_false (gtk_widget_get_sensitive (find_take_back (dialog)));
  labels = dialogs_find_all (gtk_list_box_get_row_at_index (list, 0), GTK_TYPE_LABEL);
  g_assert_cmpuint (labels->len, ==, 2);
  g_assert_cmpstr (gtk_label_get_text (labels->pdata[1]), ==, "2 submissions, price moved by 0.40");
  gtk_widget_activate (GTK_WIDGET (gtk_list_box_get_row_at_index (list, 0)));
  pasar_test_wait (lists_two, dialog);
  pasar_test_wait (can_take_back, dialog);
  g_assert_cmpuint (gtk_drop_down_get_selected (dialogs_find (dialog, "show_drop_down")), ==, 0);
  dialogs_close (dialog);
}

/* What is kept is a setting: nothing is removed while the seller chooses. */
static void
test_keep (DialogsFixture *fixture, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);
  const guint row = dialogs_fixture_find_plain_row (fixture, 0);
  const gint64 price = dialogs_fixture_get_value (fixture, row, PASAR_FIELD_PRICE);
  GtkWindow *dialog;

  submit (fixture, row, price + 10);
  submit (fixture, row, price + 20);
  dialog = open_dialog (fixture);
  pasar_test_wait (lists_two, dialog);
  gtk_drop_down_set_selected (dialogs_find (dialog, "keep_drop_down"), 0);
  gtk_drop_down_set_selected (dialogs_find (dialog, "number_drop_down"), 1);
  g_assert_cmpuint (g_settings_get_uint (settings, "history-months"), ==, 3);
  g_assert_cmpuint (g_settings_get_uint (settings, "history-submissions"), ==, 1000);
  dialogs_close (dialog);
  dialog = open_dialog (fixture);
  pasar_test_wait (lists_two, dialog);
  g_assert_cmpuint (gtk_drop_down_get_selected (dialogs_find (dialog, "keep_drop_down")), ==, 0);
  g_assert_cmpuint (gtk_drop_down_get_selected (dialogs_find (dialog, "number_drop_down")), ==, 1);
  gtk_drop_down_set_selected (dialogs_find (dialog, "number_drop_down"), 3);
  g_assert_cmpuint (g_settings_get_uint (settings, "history-submissions"), ==, 0);
  dialogs_close (dialog);
}

/* A name as long as names of items come. */
static void
rename_item (DialogsFixture *fixture, guint row, const char *name)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (fixture->session);
  const PasarRowInfo info = pasar_catalogue_read_row (catalogue, row);
  const PasarLocationStock location = { "", 3 };
  const PasarModelRecord model = { .name = "",
                                   .sku = info.sku,
                                   .price = info.values[PASAR_FIELD_PRICE].value,
                                   .locations = &location,
                                   .n_locations = 1 };
  const PasarItemRecord item = { .item_id = info.key.item_id,
                                 .name = name,
                                 .sku = info.sku,
                                 .status = PASAR_STATUS_NORMAL,
                                 .wholesale_price = PASAR_NO_VALUE,
                                 .models = &model,
                                 .n_models = 1 };

  pasar_catalogue_put_item (catalogue, &item);
}

static void
test_looks (DialogsFixture *fixture, gconstpointer data)
{
  const guint row = dialogs_fixture_find_plain_row (fixture, 0);
  const gint64 price = dialogs_fixture_get_value (fixture, row, PASAR_FIELD_PRICE);
  GtkWindow *dialog;
  GtkListBox *list;

  dialog = open_dialog (fixture);
  pasar_test_wait (shows_empty, dialog);
  rendering_check_looks (dialog, "history-empty");
  dialogs_close (dialog);
  submit (fixture, row, price + 10);
  submit (fixture, row, price + 20);
  rename_item (
      fixture,
      row,
      "เสื้อยืดคอกลมผ้าฝ้ายแท้ทรงโอเวอร์ไซส์สำหรับผู้หญิงและผู้ชาย 純棉圓領寬鬆短袖上衣男女通用夏季新款");
  dialog = open_dialog (fixture);
  pasar_test_wait (lists_two, dialog);
  pasar_test_wait (can_take_back, dialog);
  pasar_test_wait (says_verdict, dialog);
  list = dialogs_find (dialog, "list");
  rendering_check_looks (dialog, "history");
  gtk_list_box_select_row (list, gtk_list_box_get_row_at_index (list, 1));
  pasar_test_wait (can_take_back, dialog);
  dialogs_click (find_take_back (dialog));
  pasar_test_wait (says_changed, dialog);
  rendering_check_looks (dialog, "history-left");
  gtk_drop_down_set_selected (dialogs_find (dialog, "show_drop_down"), 2);
  pasar_test_wait (lists_one, dialog);
  rendering_check_looks (dialog, "history-most");
  dialogs_type (dialog, "search_entry", "no such item");
  pasar_test_wait (lists_none, dialog);
  rendering_check_looks (dialog, "history-none");
  dialogs_close (dialog);
}

int
main (int argc, char *argv[])
{
  if (!dialogs_test_init (&argc, &argv))
    return 77;
  rendering_init ();
  dialogs_add ("/dialogs-history/empty", test_empty);
  dialogs_add ("/dialogs-history/take-back", test_take_back);
  dialogs_add ("/dialogs-history/search", test_search);
  dialogs_add ("/dialogs-history/pruned", test_pruned);
  dialogs_add ("/dialogs-history/pages", test_pages);
  dialogs_add ("/dialogs-history/verdict", test_verdict);
  dialogs_add ("/dialogs-history/most", test_most);
  dialogs_add ("/dialogs-history/keep", test_keep);
  dialogs_add ("/dialogs-history/looks", test_looks);
  return g_test_run ();
}
