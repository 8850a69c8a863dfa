/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/details.h"
#include "app/dialogs/util.h"
#include "app/item-pane.h"
#include "app/past-plot.h"
#include "app/past-view.h"
#include "dialogs-fixture.h"
#include "jobs/submit/submit.h"
#include "rendering.h"

#include <string.h>

#define DAY PASAR_MS_OF_DAY

/* No item of the shop: the view asks only the store. */
static const PasarRowKey key = { 4711, 12 };

static gint64
now_ms (void)
{
  return g_get_real_time () / 1000;
}

static void
keep (DialogsFixture *fixture, const PasarReading *readings, guint n)
{
  g_autoptr (GArray) array = g_array_new (FALSE, FALSE, sizeof *readings);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_array_append_vals (array, readings, n);
  pasar_store_put_items_async (fixture->store,
                               pasar_session_get_shop (fixture->session)->id,
                               NULL,
                               NULL,
                               0,
                               NULL,
                               0,
                               array,
                               NULL,
                               pasar_test_keep_result_cb,
                               &result);
  pasar_store_finish (fixture->store, pasar_test_wait_result (&result), &error);
  g_assert_no_error (error);
}

/* Forty days of prices; a promotion runs since three. */
static void
keep_usual (DialogsFixture *fixture, PasarRowKey of)
{
  const gint64 now = now_ms ();
  const PasarReading readings[] = {
    { of.item_id, of.model_id, PASAR_READING_PRICE, now - 40 * DAY, 1290 },
    { of.item_id, of.model_id, PASAR_READING_PRICE, now - 20 * DAY, 1190 },
    { of.item_id, of.model_id, PASAR_READING_PRICE, now - 12 * DAY, 1450 },
    { of.item_id, of.model_id, PASAR_READING_PROMOTION, now - 3 * DAY, 990 },
    { of.item_id, of.model_id, PASAR_READING_STOCK, now - 40 * DAY, 320 },
    { of.item_id, of.model_id, PASAR_READING_STOCK, now - 30 * DAY, 275 },
    { of.item_id, of.model_id, PASAR_READING_STOCK, now - 18 * DAY, 140 },
    { of.item_id, of.model_id, PASAR_READING_STOCK, now - 9 * DAY, 400 },
    { of.item_id, of.model_id, PASAR_READING_STOCK, now - 2 * DAY, 388 },
  };

  keep (fixture, readings, G_N_ELEMENTS (readings));
}

static GtkWindow *
open_view (DialogsFixture *fixture, PasarRowKey of, GtkWidget **view)
{
  GtkWidget *window = gtk_window_new ();

  *view = pasar_past_view_new ();
  pasar_past_view_show (PASAR_PAST_VIEW (*view), fixture->session, of);
  gtk_window_set_child (GTK_WINDOW (window), *view);
  gtk_window_set_default_size (GTK_WINDOW (window), 300, 420);
  gtk_window_present (GTK_WINDOW (window));
  return GTK_WINDOW (window);
}

typedef struct
{
  GtkWidget *view;
  const char *part;
} Text;

static gboolean
shows (gpointer user_data)
{
  const Text *text = user_data;
  g_autoptr (GPtrArray) labels = dialogs_find_all (text->view, GTK_TYPE_LABEL);

  for (guint i = 0; i < labels->len; i++)
    {
      GtkWidget *label = g_ptr_array_index (labels, i);

      if (gtk_widget_get_mapped (label)
          && strstr (gtk_label_get_text (GTK_LABEL (label)), text->part) != NULL)
        return TRUE;
    }
  return FALSE;
}

static void
wait_text (GtkWidget *view, const char *part)
{
  Text text = { view, part };

  g_test_message ("%s", part);
  pasar_test_wait (shows, &text);
}

static void
test_empty (DialogsFixture *fixture, gconstpointer data)
{
  GtkWidget *view;
  GtkWindow *window = open_view (fixture, key, &view);

  wait_text (view, "No history yet");
  dialogs_close (window);
}

/* Of a promotion that runs the lowest price before it counts. */
static void
test_lowest (DialogsFixture *fixture, gconstpointer data)
{
  GtkWidget *view;
  GtkWindow *window;

  keep_usual (fixture, key);
  window = open_view (fixture, key, &view);
  wait_text (view, "Lowest price of 30 days: 9.90");
  wait_text (view, "Lowest in the 30 days before this promotion: 11.90");
  dialogs_close (window);
}

static void
test_watching (DialogsFixture *fixture, gconstpointer data)
{
  const PasarReading reading = {
    key.item_id, key.model_id, PASAR_READING_PRICE, now_ms () - 12 * DAY + 60000, 1290,
  };
  GtkWidget *view;
  GtkWindow *window;

  keep (fixture, &reading, 1);
  window = open_view (fixture, key, &view);
  wait_text (view, "Lowest price since Pasar has been watching (12 days): 12.90");
  dialogs_close (window);
}

/* What was read just now is seen from end to end: the chart begins with it. */
static void
test_new (DialogsFixture *fixture, gconstpointer data)
{
  const PasarReading reading = {
    key.item_id, key.model_id, PASAR_READING_PRICE, now_ms () - 5000, 1290,
  };
  g_autofree char *day = pasar_dialog_dup_day (reading.at_ms / 1000);
  g_autofree char *day_before = pasar_dialog_dup_day ((reading.at_ms - DAY) / 1000);
  GtkWidget *view;
  GtkWindow *window;
  Text before;

  keep (fixture, &reading, 1);
  window = open_view (fixture, key, &view);
  wait_text (view, day);
  before = (Text){ view, day_before };
  g_assert_false (shows (&before));
  dialogs_close (window);
}

/* Another row takes the place of the one before, also while that one is read. */
static void
test_follows (DialogsFixture *fixture, gconstpointer data)
{
  const PasarRowKey other = { 4712, 0 };
  GtkWidget *view;
  GtkWindow *window;
  Text before;

  keep_usual (fixture, key);
  window = open_view (fixture, key, &view);
  wait_text (view, "14.50");
  pasar_past_view_show (PASAR_PAST_VIEW (view), fixture->session, other);
  before = (Text){ view, "14.50" };
  g_assert_false (shows (&before));
  wait_text (view, "No history yet");
  pasar_past_view_show (PASAR_PAST_VIEW (view), fixture->session, key);
  pasar_past_view_show (PASAR_PAST_VIEW (view), fixture->session, other);
  pasar_past_view_show (PASAR_PAST_VIEW (view), fixture->session, key);
  wait_text (view, "14.50");
  dialogs_close (window);
}

static void
press (PasarPastPlot *plot, guint key_value)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (plot));
  gboolean is_taken = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key_value, 0, 0, &is_taken);
    }
  g_assert_true (is_taken);
}

/* By keys from change to change; what a moment was is said in words. */
static void
test_keys (DialogsFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) plots = NULL;
  GtkWidget *view;
  GtkWindow *window;
  PasarPastPlot *plot;

  keep_usual (fixture, key);
  window = open_view (fixture, key, &view);
  wait_text (view, "14.50");
  plots = dialogs_find_all (view, PASAR_TYPE_PAST_PLOT);
  g_assert_cmpuint (plots->len, ==, 2);
  plot = g_ptr_array_index (plots, 0);
  g_assert_null (pasar_past_plot_get_chosen (plot));
  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (plot)));
  press (plot, GDK_KEY_End);
  g_assert_cmpint (pasar_past_plot_get_chosen (plot)->value, ==, 990);
  wait_text (view, "9.90 instead of 14.50");
  press (plot, GDK_KEY_Right);
  g_assert_cmpint (pasar_past_plot_get_chosen (plot)->value, ==, 990);
  press (plot, GDK_KEY_Left);
  g_assert_cmpint (pasar_past_plot_get_chosen (plot)->value, ==, 1450);
  press (plot, GDK_KEY_Home);
  press (plot, GDK_KEY_Left);
  g_assert_cmpint (pasar_past_plot_get_chosen (plot)->value, ==, 1290);
  dialogs_close (window);
}

/* What a submission came to is seen when it has ended. */
static void
test_submitted (DialogsFixture *fixture, gconstpointer data)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (fixture->session);
  const guint row = dialogs_fixture_find_plain_row (fixture, 0);
  const PasarRowKey of = pasar_catalogue_row_get_key (catalogue, row);
  const gint64 price = dialogs_fixture_get_value (fixture, row, PASAR_FIELD_PRICE);
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarJob) job = NULL;
  g_autofree char *text =
      g_strdup_printf ("%d.%02d", (int) (price + 30) / 100, (int) (price + 30) % 100);
  GtkWidget *view;
  GtkWindow *window = open_view (fixture, of, &view);
  Text after = { view, text };

  wait_text (view, "Lowest price since");
  g_assert_false (shows (&after));
  dialogs_fixture_stage (fixture, row, PASAR_FIELD_PRICE, price + 30);
  plan = pasar_plan_new (catalogue);
  pasar_plan_set_confirmed (plan, PASAR_DOUBTS_ALL);
  job = pasar_submit_job_new (fixture->session, plan);
  pasar_job_run_async (job, NULL, NULL);
  wait_text (view, text);
  pasar_test_wait (dialogs_has_no_jobs, fixture->session);
  dialogs_close (window);
}

static void
go_to (PasarSheet *sheet, guint row)
{
  guint position;

  pasar_view_find_rows (pasar_sheet_get_view (sheet), &row, 1, &position);
  pasar_sheet_set_cursor (sheet, position, PASAR_COLUMN_NAME);
}

static gboolean
is_unmapped (gpointer widget)
{
  return !gtk_widget_get_mapped (widget);
}

/* Beside the sheet it goes with the cursor; an item with variations has no past of its own. */
static void
test_pane (DialogsFixture *fixture, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);
  const guint plain = dialogs_fixture_find_row (fixture, ITEM (0));
  const guint header = dialogs_fixture_find_row (fixture, ITEM (1));
  PasarSheet *sheet = PASAR_SHEET (pasar_sheet_new (settings));
  GtkWidget *window = gtk_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *pane = pasar_item_pane_new (sheet);
  g_autoptr (GPtrArray) views = dialogs_find_all (pane, PASAR_TYPE_PAST_VIEW);
  GtkWidget *view = g_ptr_array_index (views, 0);

  gtk_widget_set_hexpand (GTK_WIDGET (sheet), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (sheet));
  gtk_box_append (GTK_BOX (box), pane);
  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_window_set_default_size (GTK_WINDOW (window), 900, 700);
  pasar_sheet_set_session (sheet, fixture->session);
  pasar_item_pane_set_session (PASAR_ITEM_PANE (pane), fixture->session);
  gtk_window_present (GTK_WINDOW (window));
  go_to (sheet, plain);
  wait_text (view, "Lowest price since");
  go_to (sheet, header);
  pasar_test_wait (is_unmapped, view);
  go_to (sheet, plain);
  wait_text (view, "Lowest price since");
  dialogs_close (GTK_WINDOW (window));
}

/* Each variation of an item has its own, in Item Details. */
static void
test_details (DialogsFixture *fixture, gconstpointer data)
{
  GtkWindow *plain = pasar_details_dialog_new (NULL, fixture->session, NULL, ITEM (0));
  GtkWindow *several = pasar_details_dialog_new (NULL, fixture->session, NULL, ITEM (1));
  g_autoptr (GPtrArray) views = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  gtk_window_present (plain);
  pasar_test_wait (dialogs_shows_details, plain);
  wait_text (GTK_WIDGET (plain), "Lowest price since");
  dialogs_close (plain);
  gtk_window_present (several);
  pasar_test_wait (dialogs_shows_details, several);
  views = dialogs_find_all (several, PASAR_TYPE_PAST_VIEW);
  rows = dialogs_find_all (several, ADW_TYPE_EXPANDER_ROW);
  g_assert_cmpuint (views->len, >, 1);
  g_assert_cmpuint (views->len, ==, rows->len);
  adw_expander_row_set_expanded (g_ptr_array_index (rows, 1), TRUE);
  wait_text (g_ptr_array_index (views, 1), "Lowest price since");
  dialogs_close (several);
}

static void
test_looks (DialogsFixture *fixture, gconstpointer data)
{
  GtkWidget *view;
  GtkWindow *window;

  const PasarRowKey once = { 4713, 0 };
  const PasarReading reading = {
    once.item_id, once.model_id, PASAR_READING_PRICE, now_ms () - 2 * DAY, 1290,
  };

  keep_usual (fixture, key);
  keep (fixture, &reading, 1);
  window = open_view (fixture, once, &view);
  wait_text (view, "12.90");
  rendering_check_looks (window, "past-once");
  dialogs_close (window);
  window = open_view (fixture, key, &view);
  gtk_widget_add_css_class (view, "details-page");
  wait_text (view, "14.50");
  rendering_check_looks (window, "past");
  dialogs_close (window);
}

int
main (int argc, char **argv)
{
  if (!dialogs_test_init (&argc, &argv))
    return 77;
  rendering_init ();
  dialogs_add ("/past-view/empty", test_empty);
  dialogs_add ("/past-view/lowest", test_lowest);
  dialogs_add ("/past-view/watching", test_watching);
  dialogs_add ("/past-view/new", test_new);
  dialogs_add ("/past-view/follows", test_follows);
  dialogs_add ("/past-view/keys", test_keys);
  dialogs_add ("/past-view/submitted", test_submitted);
  dialogs_add ("/past-view/pane", test_pane);
  dialogs_add ("/past-view/details", test_details);
  dialogs_add ("/past-view/looks", test_looks);
  return g_test_run ();
}
