/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dialogs-fixture.h"

#include "app/dialogs/boost.h"
#include "app/dialogs/change-row.h"
#include "app/dialogs/details-page.h"
#include "app/dialogs/details.h"
#include "app/dialogs/edit-preview.h"
#include "app/dialogs/edit.h"
#include "app/dialogs/job-progress.h"
#include "app/dialogs/remote-picture.h"
#include "app/dialogs/review.h"
#include "app/dialogs/slot-strip.h"
#include "jobs/submit/submit.h"
#include "shopee/types-private.h"
#include "util.h"

#include <sqlite3.h>

/* The plain catalogue's n-th item, as the sandbox's README says. */
#define ITEM(n) (G_GINT64_CONSTANT (25000000011) + 37 * (n))

static void
set_up (DialogsFixture *fixture, gconstpointer data)
{
  const PasarSandboxOptions options = { .n_items = 60 };

  dialogs_fixture_set_up (fixture, &options);
}

static void
tear_down (DialogsFixture *fixture, gconstpointer data)
{
  dialogs_fixture_tear_down (fixture);
}

static guint
find_row (DialogsFixture *fixture, gint64 item_id)
{
  const guint row =
      pasar_catalogue_find (pasar_session_get_catalogue (fixture->session), item_id, 0);

  g_assert_cmpuint (row, !=, PASAR_NO_ROW);
  return row;
}

static gint64
get_value (DialogsFixture *fixture, guint row, PasarField field)
{
  return pasar_catalogue_read_row (pasar_session_get_catalogue (fixture->session), row)
      .values[field]
      .value;
}

static gint64
get_staged (DialogsFixture *fixture, guint row, PasarField field)
{
  return pasar_catalogue_read_row (pasar_session_get_catalogue (fixture->session), row)
      .values[field]
      .staged;
}

static gboolean
is_set (gpointer data)
{
  return *(char **) data != NULL;
}

static void
keep_text_cb (GtkWindow *window, const char *text, char **kept)
{
  g_free (*kept);
  *kept = g_strdup (text);
}

static void
keep_label_cb (GtkWindow *window, const PasarStep *step, char **kept)
{
  keep_text_cb (window, step->label, kept);
}

static void
type (gpointer dialog, const char *id, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (dialogs_find (dialog, id)), text);
}

static const char *
read_label (gpointer dialog, const char *id)
{
  return gtk_label_get_label (GTK_LABEL (dialogs_find (dialog, id)));
}

static const char *
read_button (gpointer dialog, const char *id)
{
  return gtk_button_get_label (GTK_BUTTON (dialogs_find (dialog, id)));
}

static gboolean
is_sensitive (gpointer dialog, const char *id)
{
  return gtk_widget_get_sensitive (GTK_WIDGET (dialogs_find (dialog, id)));
}

/* Edit. */

static void
test_edit_percent (DialogsFixture *fixture, gconstpointer data)
{
  const guint rows[] = { find_row (fixture, ITEM (0)), find_row (fixture, ITEM (20)) };
  g_autofree char *label = NULL;
  GtkWindow *dialog = pasar_edit_dialog_new (NULL, fixture->session, PASAR_FIELD_PRICE, rows, 2);

  g_signal_connect (dialog, "staged", G_CALLBACK (keep_label_cb), &label);
  gtk_window_present (dialog);
  g_assert_false (is_sensitive (dialog, "apply_button"));

  gtk_toggle_button_set_active (dialogs_find (dialog, "percent_button"), TRUE);
  type (dialog, "amount_entry", "+10");
  type (dialog, "ending_entry", ".90");
  g_assert_cmpstr (read_button (dialog, "apply_button"), ==, "Change 2 Prices");
  g_assert_true (g_str_has_prefix (read_label (dialog, "summary"), "2 prices change, average +"));
  /* Nothing is staged by looking. */
  g_assert_cmpint (get_staged (fixture, rows[0], PASAR_FIELD_PRICE), ==, PASAR_NO_VALUE);

  dialogs_click (dialogs_find (dialog, "apply_button"));
  pasar_test_wait (is_set, &label);
  g_assert_cmpstr (label, ==, "+10 % on 2 prices");
  /* 19.99 → 21.989 → 21.90; 100 → 110 → 109.90 */
  g_assert_cmpint (get_staged (fixture, rows[0], PASAR_FIELD_PRICE), ==, 2190);
  g_assert_cmpint (get_staged (fixture, rows[1], PASAR_FIELD_PRICE), ==, 10990);
}

/* An operation picked by its mnemonic leaves the focus where the amount is typed. */
static void
test_edit_mnemonic (DialogsFixture *fixture, gconstpointer data)
{
  const guint row = find_row (fixture, ITEM (0));
  GtkWindow *dialog = pasar_edit_dialog_new (NULL, fixture->session, PASAR_FIELD_PRICE, &row, 1);
  GtkToggleButton *button = dialogs_find (dialog, "subtract_button");
  GtkWidget *entry = dialogs_find (dialog, "amount_entry");

  gtk_window_present (dialog);
  gtk_widget_grab_focus (dialogs_find (dialog, "ending_entry"));
  g_assert_true (gtk_widget_mnemonic_activate (GTK_WIDGET (button), FALSE));
  g_assert_true (gtk_toggle_button_get_active (button));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (dialog), entry));
  g_assert_cmpstr (gtk_label_get_text (dialogs_find (dialog, "amount_label")), ==, "Amount");
  dialogs_close (dialog);
}

static void
test_edit_header (DialogsFixture *fixture, gconstpointer data)
{
  const guint header = find_row (fixture, ITEM (1));
  PasarCatalogue *catalogue = pasar_session_get_catalogue (fixture->session);
  g_autofree char *label = NULL;
  const PasarRowInfo info = pasar_catalogue_read_row (catalogue, header);
  GtkWindow *dialog = pasar_edit_dialog_new (NULL, fixture->session, PASAR_FIELD_STOCK, &header, 1);

  g_signal_connect (dialog, "staged", G_CALLBACK (keep_label_cb), &label);
  gtk_window_present (dialog);
  gtk_toggle_button_set_active (dialogs_find (dialog, "subtract_button"), TRUE);
  type (dialog, "amount_entry", "5");
  g_assert_cmpstr (read_button (dialog, "apply_button"), ==, "Change Stock of 6 Rows");
  dialogs_click (dialogs_find (dialog, "apply_button"));
  pasar_test_wait (is_set, &label);

  g_assert_cmpuint (info.n_edited, ==, 6);
  for (guint i = 0; i < info.n_edited; i++)
    g_assert_cmpint (get_staged (fixture, info.first_edited + i, PASAR_FIELD_STOCK),
                     ==,
                     get_value (fixture, info.first_edited + i, PASAR_FIELD_STOCK) - 5);
}

static void
test_edit_bad_input (DialogsFixture *fixture, gconstpointer data)
{
  static const char *const bad[] = { "abc",           "1.2.3", "=-1",   "9.999",
                                     "1000000000000", "-",     "1,990", "RM 20" };
  const guint row = find_row (fixture, ITEM (0));
  GtkWindow *dialog = pasar_edit_dialog_new (NULL, fixture->session, PASAR_FIELD_PRICE, &row, 1);
  GtkWidget *entry = dialogs_find (dialog, "amount_entry");

  gtk_window_present (dialog);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i]);
      type (dialog, "amount_entry", bad[i]);
      g_assert_true (gtk_widget_has_css_class (entry, "error"));
      g_assert_true (gtk_widget_get_visible (dialogs_find (dialog, "amount_error")));
      g_assert_cmpstr (read_label (dialog, "amount_error"), !=, "");
      g_assert_false (is_sensitive (dialog, "apply_button"));
    }

  /* Empty is not a mistake, and not a price of nothing. */
  type (dialog, "amount_entry", "");
  g_assert_false (gtk_widget_has_css_class (entry, "error"));
  g_assert_false (is_sensitive (dialog, "apply_button"));

  type (dialog, "amount_entry", "20");
  g_assert_false (gtk_widget_has_css_class (entry, "error"));
  g_assert_true (is_sensitive (dialog, "apply_button"));
  /* For many values a sign means more and less. */
  type (dialog, "amount_entry", "-1");
  g_assert_false (gtk_widget_has_css_class (entry, "error"));
  g_assert_true (is_sensitive (dialog, "apply_button"));
  type (dialog, "ending_entry", "x");
  g_assert_false (is_sensitive (dialog, "apply_button"));
  dialogs_close (dialog);
  g_assert_cmpint (get_staged (fixture, row, PASAR_FIELD_PRICE), ==, PASAR_NO_VALUE);
}

static void
test_edit_refused (DialogsFixture *fixture, gconstpointer data)
{
  /* The second is in a promotion. */
  const guint rows[] = { find_row (fixture, ITEM (0)), find_row (fixture, ITEM (2)) };
  g_autofree char *label = NULL;
  GtkWindow *dialog = pasar_edit_dialog_new (NULL, fixture->session, PASAR_FIELD_PRICE, rows, 2);
  GtkCheckButton *leave_out = dialogs_find (dialog, "leave_out");

  g_signal_connect (dialog, "staged", G_CALLBACK (keep_label_cb), &label);
  gtk_window_present (dialog);
  type (dialog, "amount_entry", "25");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (leave_out)));
  g_assert_true (gtk_check_button_get_active (leave_out));
  g_assert_nonnull (strstr (read_label (dialog, "summary"), "1 would be refused"));
  g_assert_cmpstr (read_button (dialog, "apply_button"), ==, "Change 1 Price");
  gtk_check_button_set_active (leave_out, FALSE);
  g_assert_cmpstr (read_button (dialog, "apply_button"), ==, "Change 2 Prices");
  gtk_check_button_set_active (leave_out, TRUE);

  dialogs_click (dialogs_find (dialog, "apply_button"));
  pasar_test_wait (is_set, &label);
  g_assert_cmpint (get_staged (fixture, rows[0], PASAR_FIELD_PRICE), ==, 2500);
  g_assert_cmpint (get_staged (fixture, rows[1], PASAR_FIELD_PRICE), ==, PASAR_NO_VALUE);
}

/* What breaks the ratio between siblings only together is marked, what keeps it only together is
 * not. */
static void
test_edit_siblings (DialogsFixture *fixture, gconstpointer data)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (fixture->session);
  g_autoptr (PasarEditPreview) preview = pasar_edit_preview_new (catalogue);
  const PasarFormula tenfold = { .operation = PASAR_OPERATION_PERCENT, .amount = 90000 };
  const guint header = find_row (fixture, ITEM (1));
  g_autofree char *reason = NULL;
  const guint first = pasar_catalogue_read_row (catalogue, header).first_edited;

  pasar_edit_preview_plan (preview, &header, 1, PASAR_FIELD_PRICE, &tenfold);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (preview)), ==, 6);
  g_assert_cmpuint (pasar_edit_preview_get_n_refused (preview), ==, 0);

  pasar_edit_preview_plan (preview, &first, 1, PASAR_FIELD_PRICE, &tenfold);
  g_assert_cmpuint (pasar_edit_preview_get_n_refused (preview), ==, 1);
  reason = pasar_edit_preview_dup_reason (preview, 0);
  g_assert_nonnull (reason);
}

/* Where not one row has a result it is told why. */
static void
test_edit_no_result (DialogsFixture *fixture, gconstpointer data)
{
  const guint header = find_row (fixture, ITEM (1));
  GtkWindow *dialog = pasar_edit_dialog_new (NULL, fixture->session, PASAR_FIELD_STOCK, &header, 1);

  gtk_window_present (dialog);
  gtk_toggle_button_set_active (dialogs_find (dialog, "subtract_button"), TRUE);
  type (dialog, "amount_entry", "1000");
  g_assert_cmpstr (read_label (dialog, "hint_label"), ==, "The result would be less than 0.");
  g_assert_cmpstr (read_label (dialog, "summary"), ==, "6 cannot be computed");
  g_assert_false (is_sensitive (dialog, "apply_button"));
  dialogs_close (dialog);
}

static gboolean
has_two_rows_with_reasons (gpointer data)
{
  g_autoptr (GPtrArray) rows = dialogs_find_all (data, PASAR_TYPE_CHANGE_ROW);

  return rows->len == 2 && *read_label (rows->pdata[0], "reason") != '\0'
         && *read_label (rows->pdata[1], "reason") != '\0';
}

/* Of several rows that change together each is told by its own price what is too far from which
 * variation. */
static void
test_edit_reason (DialogsFixture *fixture, gconstpointer data)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (fixture->session);
  const guint first =
      pasar_catalogue_read_row (catalogue, find_row (fixture, ITEM (1))).first_edited;
  const guint rows[] = { first, first + 1 };
  GtkWindow *dialog = pasar_edit_dialog_new (NULL, fixture->session, PASAR_FIELD_PRICE, rows, 2);
  g_autoptr (GPtrArray) shown = NULL;

  gtk_toggle_button_set_active (dialogs_find (dialog, "percent_button"), TRUE);
  type (dialog, "amount_entry", "900");
  gtk_window_present (dialog);
  pasar_test_wait (has_two_rows_with_reasons, dialog);
  shown = dialogs_find_all (dialog, PASAR_TYPE_CHANGE_ROW);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *reason = read_label (shown->pdata[i], "reason");
      g_autofree char *beginning =
          g_strdup_printf ("“%s” at SGD 199.00 would cost 10.0 times as much as “",
                           pasar_catalogue_read_row (catalogue, rows[i]).variation);

      g_test_message ("%s", reason);
      g_assert_true (g_str_has_prefix (reason, beginning));
      g_assert_nonnull (strstr (reason, "” at SGD 19.90. "));
    }
  dialogs_close (dialog);
}

static gboolean
edit_failed (gpointer data)
{
  return gtk_info_bar_get_revealed (dialogs_find (data, "failure_bar"));
}

/* An item was edited and has models now: what was staged can only be discarded, and does not mean
 * the models. */
static void
test_edit_gone (DialogsFixture *fixture, gconstpointer data)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (fixture->session);
  const PasarModelRecord models[] = {
    { .model_id = 1, .name = "Red", .sku = "R", .price = 900 },
    { .model_id = 2, .name = "Blue", .sku = "B", .price = 900 },
  };
  const PasarRowKey key = { ITEM (0), 0 };
  GtkWindow *dialog;
  guint gone;

  g_assert_false (pasar_catalogue_read_row (catalogue, find_row (fixture, ITEM (0))).is_header);
  pasar_catalogue_restore_staged (catalogue, key, PASAR_FIELD_PRICE, 1234, NULL);
  pasar_catalogue_put_models (catalogue, ITEM (0), models, G_N_ELEMENTS (models));
  gone = pasar_catalogue_find_editable (catalogue, key);
  dialog = pasar_edit_dialog_new (NULL, fixture->session, PASAR_FIELD_PRICE, &gone, 1);
  gtk_window_present (dialog);
  type (dialog, "amount_entry", "5");
  g_assert_false (gtk_widget_get_sensitive (dialogs_find (dialog, "apply_button")));
  dialogs_close (dialog);
}

/* The disk does not take it: said in the dialog, which stays as it was, and nothing shown as
 * staged. */
static void
test_edit_not_kept (DialogsFixture *fixture, gconstpointer data)
{
  const guint row = find_row (fixture, ITEM (0));
  g_autofree char *path = g_build_filename (fixture->folder, "pasar.db", NULL);
  GtkWindow *dialog = pasar_edit_dialog_new (NULL, fixture->session, PASAR_FIELD_PRICE, &row, 1);
  sqlite3 *other = NULL;

  gtk_window_present (dialog);
  type (dialog, "amount_entry", "25");
  g_assert_cmpint (sqlite3_open (path, &other), ==, SQLITE_OK);
  /* The store may be at something of its own. */
  sqlite3_busy_timeout (other, 30000);
  g_assert_cmpint (sqlite3_exec (other, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  dialogs_click (dialogs_find (dialog, "apply_button"));
  pasar_test_wait (edit_failed, dialog);
  g_assert_true (g_str_has_prefix (read_label (dialog, "failure_label"), "Nothing was changed. "));
  g_assert_cmpint (get_staged (fixture, row, PASAR_FIELD_PRICE), ==, PASAR_NO_VALUE);
  g_assert_cmpstr (gtk_editable_get_text (dialogs_find (dialog, "amount_entry")), ==, "25");

  sqlite3_close (other);
  g_assert_true (is_sensitive (dialog, "apply_button"));
  dialogs_close (dialog);
}

/* Review. */

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
test_review_empty (DialogsFixture *fixture, gconstpointer data)
{
  GtkWindow *dialog = pasar_review_dialog_new (NULL, fixture->session);

  gtk_window_present (dialog);
  g_assert_true (is_empty_now (dialog));
  g_assert_false (gtk_widget_get_visible (dialogs_find (dialog, "submit_button")));
  dialogs_close (dialog);
}

static void
test_review_submit (DialogsFixture *fixture, gconstpointer data)
{
  const guint row = find_row (fixture, ITEM (0));
  GtkWindow *dialog;

  dialogs_fixture_stage (fixture, row, PASAR_FIELD_PRICE, 2199);
  dialogs_fixture_stage (fixture, row, PASAR_FIELD_STOCK, 90);
  dialog = pasar_review_dialog_new (NULL, fixture->session);
  gtk_window_present (dialog);
  g_assert_cmpstr (read_button (dialog, "submit_button"), ==, "Submit 2 Changes");
  g_assert_cmpstr (adw_window_title_get_subtitle (dialogs_find (dialog, "window_title")),
                   ==,
                   "2 changes in 1 item");
  /* One group is no choice. */
  g_assert_false (gtk_widget_get_visible (dialogs_find (dialog, "groups")));

  dialogs_click (dialogs_find (dialog, "submit_button"));
  g_assert_true (pasar_job_progress_is_shown (dialogs_find (dialog, "progress")));
  pasar_test_wait (is_submitted, dialog);

  g_assert_cmpstr (read_label (dialog, "result_title"), ==, "2 changes done");
  g_assert_cmpint (get_value (fixture, row, PASAR_FIELD_PRICE), ==, 2199);
  g_assert_cmpint (get_value (fixture, row, PASAR_FIELD_STOCK), ==, 90);
  g_assert_cmpint (get_staged (fixture, row, PASAR_FIELD_PRICE), ==, PASAR_NO_VALUE);
  dialogs_close (dialog);
}

static void
test_review_confirm (DialogsFixture *fixture, gconstpointer data)
{
  const guint row = find_row (fixture, ITEM (0));
  g_autoptr (GPtrArray) checks = NULL;
  GtkCheckButton *check = NULL;
  GtkWindow *dialog;

  dialogs_fixture_stage (fixture, row, PASAR_FIELD_PRICE, 19990);
  dialog = pasar_review_dialog_new (NULL, fixture->session);
  gtk_window_present (dialog);
  g_assert_false (is_sensitive (dialog, "submit_button"));

  checks = dialogs_find_all (dialogs_find (dialog, "groups"), GTK_TYPE_CHECK_BUTTON);
  for (guint i = 0; i < checks->len; i++)
    if (gtk_widget_get_mapped (g_ptr_array_index (checks, i)))
      check = g_ptr_array_index (checks, i);
  g_assert_nonnull (check);
  g_assert_cmpstr (gtk_check_button_get_label (check), ==, "I have checked this change");
  gtk_check_button_set_active (check, TRUE);
  g_assert_true (is_sensitive (dialog, "submit_button"));
  gtk_check_button_set_active (check, FALSE);
  g_assert_false (is_sensitive (dialog, "submit_button"));
  dialogs_close (dialog);
}

static gboolean
has_mapped_rows (gpointer data)
{
  g_autoptr (GPtrArray) rows = dialogs_find_all (data, PASAR_TYPE_CHANGE_ROW);

  return rows->len > 0 && gtk_widget_get_mapped (g_ptr_array_index (rows, 0));
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
test_review_refused (DialogsFixture *fixture, gconstpointer data)
{
  const guint row = find_row (fixture, ITEM (0));
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
  pasar_test_wait (has_mapped_rows, dialog);
  dialogs_click (dialogs_find (dialog, "submit_button"));
  pasar_test_wait (is_submitted, dialog);

  g_assert_cmpstr (read_label (dialog, "result_title"), ==, "0 changes done, 1 not taken");
  g_assert_cmpint (get_staged (fixture, row, PASAR_FIELD_PRICE), ==, 2199);
  pick_group (dialog, "1 change was not taken");
  pasar_test_wait (has_mapped_rows, dialog);

  rows = dialogs_find_all (dialog, PASAR_TYPE_CHANGE_ROW);
  g_assert_true (gtk_widget_get_visible (dialogs_find (rows->pdata[0], "reason")));
  g_assert_cmpstr (read_label (rows->pdata[0], "reason"), !=, "");
  dialogs_click (dialogs_find (rows->pdata[0], "show_button"));
  g_assert_cmpint (shown_item, ==, ITEM (0));
}

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
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
                                   keep_result_cb,
                                   &result);
  pasar_test_wait (is_set, &result);
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
test_review_held (DialogsFixture *fixture, gconstpointer data)
{
  const guint row = find_row (fixture, ITEM (0));
  g_autoptr (GPtrArray) rows = NULL;
  GtkWidget *keep;
  GtkWindow *dialog;

  pasar_session_set_timing (fixture->session, (PasarTiming){ 0, 0, 0 });
  dialogs_fixture_stage (fixture, row, PASAR_FIELD_PRICE, 2199);
  change_at_shop (fixture, ITEM (0), 2050);
  dialog = pasar_review_dialog_new (NULL, fixture->session);
  gtk_window_present (dialog);
  pasar_test_wait (has_mapped_rows, dialog);
  dialogs_click (dialogs_find (dialog, "submit_button"));
  pasar_test_wait (is_submitted, dialog);

  g_assert_cmpstr (read_label (dialog, "result_title"), ==, "0 changes done, 1 held back");
  g_assert_true (gtk_widget_get_visible (dialogs_find (dialog, "again_button")));
  rows = dialogs_find_all (dialog, PASAR_TYPE_CHANGE_ROW);
  g_assert_nonnull (strstr (read_label (rows->pdata[0], "reason"), "19.99"));
  g_assert_nonnull (strstr (read_label (rows->pdata[0], "reason"), "20.50"));
  g_assert_nonnull (strstr (read_label (rows->pdata[0], "old_value"), "20.50"));
  g_assert_nonnull (strstr (read_label (rows->pdata[0], "new_value"), "21.99"));
  keep = dialogs_find (rows->pdata[0], "keep_button");
  g_assert_true (gtk_widget_get_visible (keep));
  dialogs_click (keep);
  pasar_test_wait (is_hidden, keep);
  g_assert_cmpint (get_staged (fixture, row, PASAR_FIELD_PRICE), ==, PASAR_NO_VALUE);
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
test_review_again (DialogsFixture *fixture, gconstpointer data)
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
  dialogs_fixture_stage (fixture, find_row (fixture, ITEM (0)), PASAR_FIELD_PRICE, 2199);
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
test_review_exclude (DialogsFixture *fixture, gconstpointer data)
{
  const guint row = find_row (fixture, ITEM (0));
  const guint other = find_row (fixture, ITEM (20));
  g_autoptr (GPtrArray) rows = NULL;
  GtkWindow *dialog;

  dialogs_fixture_stage (fixture, row, PASAR_FIELD_PRICE, 2199);
  dialogs_fixture_stage (fixture, other, PASAR_FIELD_PRICE, 11000);
  dialog = pasar_review_dialog_new (NULL, fixture->session);
  gtk_window_present (dialog);
  pasar_test_wait (has_mapped_rows, dialog);
  rows = dialogs_find_all (dialog, PASAR_TYPE_CHANGE_ROW);
  gtk_check_button_set_active (dialogs_find (rows->pdata[0], "tick"), FALSE);
  g_assert_cmpstr (read_button (dialog, "submit_button"), ==, "Submit 1 Change");

  dialogs_click (dialogs_find (dialog, "submit_button"));
  pasar_test_wait (is_submitted, dialog);
  g_assert_cmpstr (read_label (dialog, "result_title"), ==, "1 change done, 1 not sent");
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
                             get_value (fixture, row, PASAR_FIELD_STOCK) + 1);
    }
}

/* Stopped, nothing more is sent, and what was not sent stays staged. */
static void
test_review_stop (DialogsFixture *fixture, gconstpointer data)
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

static gboolean
has_no_jobs (gpointer session)
{
  return g_list_model_get_n_items (pasar_session_get_jobs (session)) == 0;
}

/* The window is closed while changes are sent: they are sent all the same, and a window that is
 * opened meanwhile shows them. */
static void
test_review_closed (DialogsFixture *fixture, gconstpointer data)
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
  g_assert_true (pasar_job_progress_is_shown (dialogs_find (dialog, "progress")));
  g_assert_false (gtk_widget_get_visible (dialogs_find (dialog, "submit_button")));
  pasar_test_wait (is_submitted, dialog);
  g_assert_cmpstr (read_label (dialog, "result_title"), ==, "3 changes done");
  dialogs_close (dialog);

  /* Nobody looks on. */
  stage_stocks (fixture, 2);
  dialog = pasar_review_dialog_new (NULL, fixture->session);
  gtk_window_present (dialog);
  dialogs_click (dialogs_find (dialog, "submit_button"));
  dialogs_close (dialog);
  pasar_test_wait (has_no_jobs, fixture->session);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue), ==, 0);
}

static void
test_review_signed_out (DialogsFixture *fixture, gconstpointer data)
{
  GtkWindow *dialog;

  dialogs_fixture_stage (fixture, find_row (fixture, ITEM (0)), PASAR_FIELD_PRICE, 2199);
  pasar_session_set_client (fixture->session, NULL);
  dialog = pasar_review_dialog_new (NULL, fixture->session);
  gtk_window_present (dialog);
  g_assert_true (gtk_info_bar_get_revealed (dialogs_find (dialog, "link_bar")));
  g_assert_false (is_sensitive (dialog, "submit_button"));
  dialogs_close (dialog);
}

/* Boost. */

static gboolean
boost_is_ready (gpointer data)
{
  return pasar_slot_strip_get_n_free (dialogs_find (data, "slots")) > 0
         && is_sensitive (data, "boost_button");
}

static gboolean
slots_are_known (gpointer data)
{
  return pasar_slot_strip_get_is_known (dialogs_find (data, "slots"));
}

static gboolean
has_two_rows (gpointer data)
{
  g_autoptr (GPtrArray) rows = dialogs_find_all (data, PASAR_TYPE_CHANGE_ROW);

  return rows->len >= 2;
}

static GtkCheckButton *
get_tick (GtkWindow *dialog, guint n)
{
  g_autoptr (GPtrArray) rows = dialogs_find_all (dialog, PASAR_TYPE_CHANGE_ROW);

  g_assert_cmpuint (n, <, rows->len);
  return dialogs_find (g_ptr_array_index (rows, n), "tick");
}

/* A boost cannot be taken back: the row that the cursor happens to be on is offered, not ticked. */
static void
test_boost_cursor (DialogsFixture *fixture, gconstpointer data)
{
  const guint row = find_row (fixture, ITEM (0));
  GtkWindow *dialog = pasar_boost_dialog_new (NULL, fixture->session, &row, 1, FALSE);

  gtk_window_present (dialog);
  pasar_test_wait (slots_are_known, dialog);
  pasar_test_wait (has_mapped_rows, dialog);
  g_assert_cmpstr (read_label (dialogs_find (dialog, "list"), "heading"),
                   ==,
                   "The item at the cursor");
  g_assert_false (gtk_check_button_get_active (get_tick (dialog, 0)));
  g_assert_false (is_sensitive (dialog, "boost_button"));

  gtk_check_button_set_active (get_tick (dialog, 0), TRUE);
  g_assert_cmpstr (read_button (dialog, "boost_button"), ==, "Boost 1 Item");
  g_assert_true (is_sensitive (dialog, "boost_button"));
  dialogs_close (dialog);
}

/* Of the height, the list has what the slots leave. */
static gboolean
list_has_the_rest (gpointer data)
{
  return 3 * gtk_widget_get_height (dialogs_find (data, "list")) > gtk_widget_get_height (data)
         && gtk_widget_get_height (data) > 0;
}

/* Which of them is not for the app to guess. */
static void
test_boost_too_many (DialogsFixture *fixture, gconstpointer data)
{
  guint rows[7];
  guint next = 0;
  GtkWindow *dialog;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      rows[i] = dialogs_fixture_find_plain_row (fixture, next);
      next = rows[i] + 1;
    }
  dialog = pasar_boost_dialog_new (NULL, fixture->session, rows, G_N_ELEMENTS (rows), TRUE);
  gtk_window_present (dialog);
  pasar_test_wait (slots_are_known, dialog);
  pasar_test_wait (has_two_rows, dialog);
  g_assert_cmpstr (read_label (dialogs_find (dialog, "list"), "heading"),
                   ==,
                   "5 slots are free: choose 5 of the 7");
  pasar_test_wait (list_has_the_rest, dialog);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_false (gtk_check_button_get_active (get_tick (dialog, i)));
  g_assert_false (is_sensitive (dialog, "boost_button"));

  /* No more can be ticked than there is room for. */
  for (guint i = 0; i < PASAR_BOOST_SLOTS; i++)
    gtk_check_button_set_active (get_tick (dialog, i), TRUE);
  g_assert_cmpstr (read_button (dialog, "boost_button"), ==, "Boost 5 Items");
  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (get_tick (dialog, 5))));
  dialogs_close (dialog);
}

static void
test_boost (DialogsFixture *fixture, gconstpointer data)
{
  /* Live, banned, out of stock. */
  const guint rows[] = { find_row (fixture, ITEM (0)),
                         find_row (fixture, ITEM (12)),
                         find_row (fixture, ITEM (19)) };
  GtkWindow *dialog = pasar_boost_dialog_new (NULL, fixture->session, rows, 3, TRUE);

  gtk_window_present (dialog);
  g_assert_false (is_sensitive (dialog, "boost_button"));
  pasar_test_wait (boost_is_ready, dialog);
  g_assert_cmpstr (read_button (dialog, "boost_button"), ==, "Boost 1 Item");

  dialogs_click (dialogs_find (dialog, "boost_button"));
  pasar_test_wait (has_no_jobs, fixture->session);
  g_assert_cmpstr (read_button (dialog, "boost_button"), ==, "Boost");
  g_assert_false (is_sensitive (dialog, "boost_button"));
  dialogs_close (dialog);
}

static gboolean
slots_show_boost (gpointer data)
{
  return pasar_slot_strip_get_free_at (dialogs_find (data, "slots"), ITEM (0)) > 0;
}

static void
test_boost_taken (DialogsFixture *fixture, gconstpointer data)
{
  const guint row = find_row (fixture, ITEM (0));
  GtkWindow *dialog;

  test_boost (fixture, data);
  dialog = pasar_boost_dialog_new (NULL, fixture->session, &row, 1, TRUE);
  gtk_window_present (dialog);
  pasar_test_wait (slots_show_boost, dialog);
  g_assert_cmpuint (pasar_slot_strip_get_n_free (dialogs_find (dialog, "slots")),
                    ==,
                    PASAR_BOOST_SLOTS - 1);
  g_assert_false (is_sensitive (dialog, "boost_button"));
  dialogs_close (dialog);
}

static gboolean
boost_failed (gpointer data)
{
  return gtk_info_bar_get_revealed (dialogs_find (data, "error_bar"));
}

static void
test_boost_error (DialogsFixture *fixture, gconstpointer data)
{
  const guint row = find_row (fixture, ITEM (0));
  g_autoptr (GError) error = NULL;
  GtkWindow *dialog;

  pasar_sandbox_add_fault (fixture->sandbox, "call=get_boosted_list,kind=html", &error);
  g_assert_no_error (error);
  dialog = pasar_boost_dialog_new (NULL, fixture->session, &row, 1, TRUE);
  gtk_window_present (dialog);
  pasar_test_wait (boost_failed, dialog);
  g_assert_cmpstr (read_label (dialog, "error_label"), !=, "");
  g_assert_cmpstr (read_label (dialog, "slots_heading"), ==, "Boost slots");
  g_assert_false (is_sensitive (dialog, "boost_button"));

  pasar_sandbox_clear_faults (fixture->sandbox);
  dialogs_click (dialogs_find (dialog, "retry_button"));
  pasar_test_wait (boost_is_ready, dialog);
  g_assert_false (gtk_info_bar_get_revealed (dialogs_find (dialog, "error_bar")));
  g_assert_cmpstr (read_label (dialog, "slots_heading"), ==, "Boost slots: 5 of 5 free");
  dialogs_close (dialog);
}

static const char *
read_detail (GtkWindow *dialog)
{
  g_autoptr (GPtrArray) rows = dialogs_find_all (dialog, PASAR_TYPE_CHANGE_ROW);

  return rows->len > 0 ? read_label (g_ptr_array_index (rows, 0), "detail") : "";
}

static gboolean
tells_last_boost (gpointer data)
{
  return strstr (read_detail (data), "last boosted") != NULL;
}

static gboolean
shows_thumbnail (gpointer data)
{
  g_autoptr (GPtrArray) rows = dialogs_find_all (data, PASAR_TYPE_CHANGE_ROW);

  return rows->len > 0
         && gtk_image_get_paintable (dialogs_find (g_ptr_array_index (rows, 0), "picture")) != NULL;
}

/* Whoever chooses what to boost sees what it is, how much is left and when it was boosted last. */
static void
test_boost_facts (DialogsFixture *fixture, gconstpointer data)
{
  const guint row = find_row (fixture, ITEM (0));
  GtkWindow *dialog = pasar_boost_dialog_new (NULL, fixture->session, &row, 1, FALSE);

  gtk_window_present (dialog);
  pasar_test_wait (has_mapped_rows, dialog);
  g_assert_true (g_str_has_prefix (read_detail (dialog), "SGD 19.99 · "));
  g_assert_nonnull (strstr (read_detail (dialog), " in stock"));
  g_assert_null (strstr (read_detail (dialog), "boosted"));
  pasar_test_wait (shows_thumbnail, dialog);
  dialogs_close (dialog);

  test_boost (fixture, data);
  dialog = pasar_boost_dialog_new (NULL, fixture->session, &row, 1, FALSE);
  gtk_window_present (dialog);
  pasar_test_wait (tells_last_boost, dialog);
  /* The sheet knows it from the session. */
  pasar_test_wait (slots_are_known, dialog);
  g_assert_cmpint (pasar_session_get_boost_secs_left (fixture->session, ITEM (0)), >, 0);
  g_assert_cmpuint (pasar_session_get_n_boosted (fixture->session), ==, 1);
  dialogs_close (dialog);
}

static gboolean
first_is_marked (gpointer data)
{
  g_autoptr (GPtrArray) rows = dialogs_find_all (data, PASAR_TYPE_CHANGE_ROW);

  return gtk_spinner_get_spinning (dialogs_find (g_ptr_array_index (rows, 0), "mark_spinner"));
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

/* Calls are sent in the order in which they were asked for: when a later one is answered, the
 * first is on its way. */
static void
wait_until_first_is_sent (DialogsFixture *fixture, gpointer dialog)
{
  gboolean is_answered = FALSE;

  pasar_test_wait (first_is_marked, dialog);
  pasar_client_get_boosted_list_async (pasar_session_get_client (fixture->session),
                                       NULL,
                                       answered_cb,
                                       &is_answered);
  pasar_test_wait (is_true, &is_answered);
}

static void
add_fault (DialogsFixture *fixture, const char *spec)
{
  g_autoptr (GError) error = NULL;

  pasar_sandbox_add_fault (fixture->sandbox, spec, &error);
  g_assert_no_error (error);
}

static gboolean
is_at_rest (gpointer dialog)
{
  return slots_are_known (dialog) && !gtk_spinner_get_spinning (dialogs_find (dialog, "spinner"));
}

static gboolean
tells_unknown (gpointer dialog)
{
  g_autoptr (GPtrArray) rows = dialogs_find_all (dialog, PASAR_TYPE_CHANGE_ROW);

  return rows->len > 0
         && g_str_has_prefix (read_label (g_ptr_array_index (rows, 0), "reason"),
                              "No certain answer came.");
}

/* Begins to boost two items; the first one is on its way. */
static GtkWindow *
begin_boosts (DialogsFixture *fixture)
{
  const guint rows[] = { find_row (fixture, ITEM (0)), find_row (fixture, ITEM (20)) };
  GtkWindow *dialog = pasar_boost_dialog_new (NULL, fixture->session, rows, 2, TRUE);

  add_fault (fixture, "call=boost_item,kind=delay,value=300");
  gtk_window_present (dialog);
  pasar_test_wait (boost_is_ready, dialog);
  g_assert_cmpstr (read_button (dialog, "boost_button"), ==, "Boost 2 Items");
  dialogs_click (dialogs_find (dialog, "boost_button"));
  g_assert_true (pasar_job_progress_is_shown (dialogs_find (dialog, "progress")));
  wait_until_first_is_sent (fixture, dialog);
  return dialog;
}

/* Stopped, no other boost is sent. */
static void
test_boost_stop (DialogsFixture *fixture, gconstpointer data)
{
  GtkWindow *dialog = begin_boosts (fixture);
  g_autoptr (PasarJob) job = g_object_ref (pasar_job_find (fixture->session, PASAR_TYPE_BOOST_JOB));
  g_autofree char *summary = NULL;

  dialogs_click (dialogs_find (dialogs_find (dialog, "progress"), "stop_button"));
  pasar_test_wait (has_no_jobs, fixture->session);
  g_assert_false (pasar_job_progress_is_shown (dialogs_find (dialog, "progress")));
  summary = pasar_job_dup_summary (job);
  g_assert_cmpstr (summary, ==, "1 of 2 items boosted.");
  dialogs_close (dialog);
}

/* What may have been boosted cannot be boosted again by a tick. */
static void
test_boost_unknown (DialogsFixture *fixture, gconstpointer data)
{
  const guint row = find_row (fixture, ITEM (0));
  GtkWindow *dialog = pasar_boost_dialog_new (NULL, fixture->session, &row, 1, TRUE);

  add_fault (fixture, "call=boost_item,kind=status");
  gtk_window_present (dialog);
  pasar_test_wait (boost_is_ready, dialog);
  dialogs_click (dialogs_find (dialog, "boost_button"));
  pasar_test_wait (tells_unknown, dialog);
  dialogs_click (dialogs_find (dialogs_find (dialog, "progress"), "stop_button"));
  pasar_test_wait (has_no_jobs, fixture->session);
  pasar_test_wait (is_at_rest, dialog);
  g_assert_false (gtk_check_button_get_active (get_tick (dialog, 0)));
  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (get_tick (dialog, 0))));
  dialogs_close (dialog);
}

/* Closed before anything was read. */
static void
test_boost_closed_early (DialogsFixture *fixture, gconstpointer data)
{
  const guint row = find_row (fixture, ITEM (0));
  GtkWindow *dialog = pasar_boost_dialog_new (NULL, fixture->session, &row, 1, TRUE);

  gtk_window_present (dialog);
  dialogs_close (dialog);
}

static gboolean
has_three_free (gpointer dialog)
{
  return slots_are_known (dialog)
         && pasar_slot_strip_get_n_free (dialogs_find (dialog, "slots")) == 3;
}

/* The window is closed while items are boosted: they are all the same, and a window that is opened
 * meanwhile, wherever the cursor is, shows them. */
static void
test_boost_closed (DialogsFixture *fixture, gconstpointer data)
{
  const guint elsewhere = find_row (fixture, ITEM (24));
  GtkWindow *dialog = begin_boosts (fixture);

  dialogs_close (dialog);
  g_assert_nonnull (pasar_job_find (fixture->session, PASAR_TYPE_BOOST_JOB));

  dialog = pasar_boost_dialog_new (NULL, fixture->session, &elsewhere, 1, FALSE);
  gtk_window_present (dialog);
  g_assert_true (pasar_job_progress_is_shown (dialogs_find (dialog, "progress")));
  pasar_test_wait (has_two_rows, dialog);
  g_assert_false (is_sensitive (dialog, "boost_button"));
  pasar_test_wait (has_no_jobs, fixture->session);
  g_assert_false (pasar_job_progress_is_shown (dialogs_find (dialog, "progress")));
  pasar_test_wait (has_three_free, dialog);
  g_assert_cmpstr (read_button (dialog, "boost_button"), ==, "Boost");
  dialogs_close (dialog);
}

/* Details. */

static gboolean
shows_details (gpointer data)
{
  return gtk_stack_get_visible_child (dialogs_find (data, "stack"))
         == dialogs_find (data, "details_page");
}

static gboolean
shows_error (gpointer data)
{
  return gtk_stack_get_visible_child (dialogs_find (data, "stack"))
         == dialogs_find (data, "error_page");
}

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_get_width (widget) > 0;
}

static gboolean
shows_picture (gpointer data)
{
  g_autoptr (GPtrArray) pictures = dialogs_find_all (data, PASAR_TYPE_REMOTE_PICTURE);

  return pictures->len > 0 && pasar_remote_picture_get_is_shown (pictures->pdata[0]);
}

static void
test_details (DialogsFixture *fixture, gconstpointer data)
{
  /* Plain, with models, of two locations, with the old fields. */
  static const guint items[] = { 0, 1, 10, 23, 28, 29 };

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      GtkWindow *dialog = pasar_details_dialog_new (NULL, fixture->session, ITEM (items[i]));

      gtk_window_present (dialog);
      pasar_test_wait (shows_details, dialog);
      if (i == 0)
        pasar_test_wait (shows_picture, dialog);
      dialogs_close (dialog);
    }
}

static GtkLabel *
find_label (gpointer widget, const char *text)
{
  g_autoptr (GPtrArray) labels = dialogs_find_all (widget, GTK_TYPE_LABEL);

  for (guint i = 0; i < labels->len; i++)
    if (strstr (gtk_label_get_text (g_ptr_array_index (labels, i)), text) != NULL)
      return g_ptr_array_index (labels, i);

  return NULL;
}

static void
add_odd_fields (PasarItemInfo *info)
{
  PasarAttribute *attribute = pasar_attribute_new ();
  PasarAttributeValue *value = g_new0 (PasarAttributeValue, 1);
  PasarLogistic *logistic = g_new0 (PasarLogistic, 1);

  info->item_id = 3400133011;
  info->item_name = g_strdup ("ผ้าพันคอผ้าไหมทอมือลายดอกไม้สีน้ำเงินเข้มแบบดั้งเดิม "
                              "手工編織真絲圍巾傳統花卉圖案深藍色禮盒裝附贈收納袋與保養說明卡");
  info->item_status = g_strdup ("NORMAL");
  info->promotion_id = g_strdup ("1000030380");
  attribute->original_attribute_name = g_strdup ("Brand: L2 Default");
  attribute->is_mandatory = TRUE;
  value->original_value_name = g_strdup ("");
  g_ptr_array_add (attribute->values, value);
  g_ptr_array_add (info->attributes, attribute);
  logistic->logistic_id = 10007;
  logistic->logistic_name = g_strdup ("Ninja Van");
  logistic->shipping_fee = PASAR_PRICE_NONE;
  logistic->estimated_shipping_fee = 149;
  g_ptr_array_add (info->logistics, logistic);
}

/* Every field that means something to a seller is there, and a long name leaves its label alone. */
static void
test_details_fields (DialogsFixture *fixture, gconstpointer data)
{
  g_autoptr (PasarItemInfo) info = pasar_item_info_new ();
  g_autoptr (PasarModelList) models = pasar_model_list_new ();
  PasarModelInfo *model = pasar_model_info_new ();
  PasarItemDetails details = { info, models, g_ptr_array_new () };
  GtkWidget *window = gtk_window_new ();
  static const char *const texts[] = {
    "Live",           "3400133011", "1000030380", "Not filled in", "(required)",
    "about SGD 1.49", "ID 10007",   "Available",  "4321",
  };

  add_odd_fields (info);
  g_free (model->name);
  model->name = g_strdup ("White, S");
  model->has_stock = TRUE;
  model->stock.total_available_stock = 4321;
  g_ptr_array_add (models->models, model);
  gtk_window_set_default_size (GTK_WINDOW (window), 400, 600);
  gtk_window_set_child (GTK_WINDOW (window),
                        pasar_details_page_new (pasar_session_get_catalogue (fixture->session),
                                                NULL,
                                                &details));
  gtk_window_present (GTK_WINDOW (window));
  pasar_test_wait (is_mapped, find_label (window, "Name"));

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_test_message ("%s", texts[i]);
      g_assert_nonnull (find_label (window, texts[i]));
    }
  g_assert_cmpint (pango_layout_get_line_count (gtk_label_get_layout (find_label (window, "Name"))),
                   ==,
                   1);
  g_assert_cmpint (gtk_widget_get_width (window), ==, 400);
  g_ptr_array_unref (details.promotions);
  dialogs_close (GTK_WINDOW (window));
}

static void
test_details_error (DialogsFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  GtkWindow *dialog;

  pasar_sandbox_add_fault (fixture->sandbox, "call=get_item_base_info,kind=html", &error);
  g_assert_no_error (error);
  dialog = pasar_details_dialog_new (NULL, fixture->session, ITEM (0));
  gtk_window_present (dialog);
  pasar_test_wait (shows_error, dialog);

  pasar_sandbox_clear_faults (fixture->sandbox);
  dialogs_click (dialogs_find (dialog, "retry_button"));
  pasar_test_wait (shows_details, dialog);
  dialogs_close (dialog);
}

#define ADD(path, test) g_test_add (path, DialogsFixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display\n");
      return 77;
    }
  adw_init ();
  dialogs_let_headings_be ();

  ADD ("/dialogs/edit/percent", test_edit_percent);
  ADD ("/dialogs/edit/mnemonic", test_edit_mnemonic);
  ADD ("/dialogs/edit/header", test_edit_header);
  ADD ("/dialogs/edit/bad-input", test_edit_bad_input);
  ADD ("/dialogs/edit/refused", test_edit_refused);
  ADD ("/dialogs/edit/siblings", test_edit_siblings);
  ADD ("/dialogs/edit/no-result", test_edit_no_result);
  ADD ("/dialogs/edit/reason", test_edit_reason);
  ADD ("/dialogs/edit/gone", test_edit_gone);
  ADD ("/dialogs/edit/not-kept", test_edit_not_kept);
  ADD ("/dialogs/review/empty", test_review_empty);
  ADD ("/dialogs/review/submit", test_review_submit);
  ADD ("/dialogs/review/confirm", test_review_confirm);
  ADD ("/dialogs/review/refused", test_review_refused);
  ADD ("/dialogs/review/held", test_review_held);
  ADD ("/dialogs/review/again", test_review_again);
  ADD ("/dialogs/review/exclude", test_review_exclude);
  ADD ("/dialogs/review/stop", test_review_stop);
  ADD ("/dialogs/review/closed", test_review_closed);
  ADD ("/dialogs/review/signed-out", test_review_signed_out);
  ADD ("/dialogs/boost/cursor", test_boost_cursor);
  ADD ("/dialogs/boost/too-many", test_boost_too_many);
  ADD ("/dialogs/boost/facts", test_boost_facts);
  ADD ("/dialogs/boost/closed", test_boost_closed);
  ADD ("/dialogs/boost/closed-early", test_boost_closed_early);
  ADD ("/dialogs/boost/stop", test_boost_stop);
  ADD ("/dialogs/boost/unknown", test_boost_unknown);
  ADD ("/dialogs/boost/outcome", test_boost);
  ADD ("/dialogs/boost/taken", test_boost_taken);
  ADD ("/dialogs/boost/error", test_boost_error);
  ADD ("/dialogs/details/shown", test_details);
  ADD ("/dialogs/details/fields", test_details_fields);
  ADD ("/dialogs/details/error", test_details_error);

  return g_test_run ();
}
