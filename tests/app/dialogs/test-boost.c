/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dialogs-fixture.h"

#include "app/dialogs/boost.h"
#include "app/dialogs/change-row.h"
#include "app/dialogs/slot-strip.h"
#include "jobs/submit/boost.h"

static gboolean
boost_is_ready (gpointer data)
{
  return pasar_slot_strip_get_n_free (dialogs_find (data, "slots")) > 0
         && dialogs_is_sensitive (data, "boost_button");
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

/* Rows come one after the other, between frames. */
static GtkCheckButton *
get_tick (GtkWindow *dialog, guint n)
{
  g_autoptr (GPtrArray) rows = dialogs_find_all (dialog, PASAR_TYPE_CHANGE_ROW);

  while (n >= rows->len)
    {
      g_main_context_iteration (NULL, TRUE);
      g_clear_pointer (&rows, g_ptr_array_unref);
      rows = dialogs_find_all (dialog, PASAR_TYPE_CHANGE_ROW);
    }
  return dialogs_find (g_ptr_array_index (rows, n), "tick");
}

/* A boost cannot be taken back: the row that the cursor happens to be on is offered, not ticked. */
static void
test_cursor (DialogsFixture *fixture, gconstpointer data)
{
  const guint row = dialogs_fixture_find_row (fixture, ITEM (0));
  GtkWindow *dialog =
      pasar_boost_dialog_new (NULL, fixture->session, fixture->pictures, &row, 1, FALSE);

  gtk_window_present (dialog);
  pasar_test_wait (slots_are_known, dialog);
  pasar_test_wait (dialogs_has_mapped_rows, dialog);
  g_assert_cmpstr (dialogs_read_label (dialogs_find (dialog, "list"), "heading"),
                   ==,
                   "The item at the cursor");
  g_assert_false (gtk_check_button_get_active (get_tick (dialog, 0)));
  g_assert_false (dialogs_is_sensitive (dialog, "boost_button"));

  gtk_check_button_set_active (get_tick (dialog, 0), TRUE);
  g_assert_cmpstr (dialogs_read_button (dialog, "boost_button"), ==, "Boost 1 Item");
  g_assert_true (dialogs_is_sensitive (dialog, "boost_button"));
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
test_too_many (DialogsFixture *fixture, gconstpointer data)
{
  guint rows[7];
  guint next = 0;
  GtkWindow *dialog;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      rows[i] = dialogs_fixture_find_plain_row (fixture, next);
      next = rows[i] + 1;
    }
  dialog = pasar_boost_dialog_new (NULL,
                                   fixture->session,
                                   fixture->pictures,
                                   rows,
                                   G_N_ELEMENTS (rows),
                                   TRUE);
  gtk_window_present (dialog);
  pasar_test_wait (slots_are_known, dialog);
  pasar_test_wait (has_two_rows, dialog);
  g_assert_cmpstr (dialogs_read_label (dialogs_find (dialog, "list"), "heading"),
                   ==,
                   "5 slots are free: choose 5 of the 7");
  pasar_test_wait (list_has_the_rest, dialog);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_false (gtk_check_button_get_active (get_tick (dialog, i)));
  g_assert_false (dialogs_is_sensitive (dialog, "boost_button"));

  /* No more can be ticked than there is room for. */
  for (guint i = 0; i < PASAR_BOOST_SLOTS; i++)
    gtk_check_button_set_active (get_tick (dialog, i), TRUE);
  g_assert_cmpstr (dialogs_read_button (dialog, "boost_button"), ==, "Boost 5 Items");
  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (get_tick (dialog, 5))));
  dialogs_close (dialog);
}

static void
test_outcome (DialogsFixture *fixture, gconstpointer data)
{
  /* Live, banned, out of stock. */
  const guint rows[] = { dialogs_fixture_find_row (fixture, ITEM (0)),
                         dialogs_fixture_find_row (fixture, ITEM (12)),
                         dialogs_fixture_find_row (fixture, ITEM (19)) };
  GtkWindow *dialog =
      pasar_boost_dialog_new (NULL, fixture->session, fixture->pictures, rows, 3, TRUE);

  gtk_window_present (dialog);
  g_assert_false (dialogs_is_sensitive (dialog, "boost_button"));
  pasar_test_wait (boost_is_ready, dialog);
  g_assert_cmpstr (dialogs_read_button (dialog, "boost_button"), ==, "Boost 1 Item");

  dialogs_click (dialogs_find (dialog, "boost_button"));
  pasar_test_wait (dialogs_has_no_jobs, fixture->session);
  g_assert_cmpstr (dialogs_read_button (dialog, "boost_button"), ==, "Boost");
  g_assert_false (dialogs_is_sensitive (dialog, "boost_button"));
  dialogs_close (dialog);
}

static gboolean
slots_show_boost (gpointer data)
{
  return pasar_slot_strip_get_free_at (dialogs_find (data, "slots"), ITEM (0)) > 0;
}

static void
test_taken (DialogsFixture *fixture, gconstpointer data)
{
  const guint row = dialogs_fixture_find_row (fixture, ITEM (0));
  GtkWindow *dialog;

  test_outcome (fixture, data);
  dialog = pasar_boost_dialog_new (NULL, fixture->session, fixture->pictures, &row, 1, TRUE);
  gtk_window_present (dialog);
  pasar_test_wait (slots_show_boost, dialog);
  g_assert_cmpuint (pasar_slot_strip_get_n_free (dialogs_find (dialog, "slots")),
                    ==,
                    PASAR_BOOST_SLOTS - 1);
  g_assert_false (dialogs_is_sensitive (dialog, "boost_button"));
  dialogs_close (dialog);
}

static gboolean
boost_failed (gpointer data)
{
  return gtk_info_bar_get_revealed (dialogs_find (data, "error_bar"));
}

static void
test_error (DialogsFixture *fixture, gconstpointer data)
{
  const guint row = dialogs_fixture_find_row (fixture, ITEM (0));
  g_autoptr (GError) error = NULL;
  GtkWindow *dialog;

  pasar_sandbox_add_fault (fixture->sandbox, "call=get_boosted_list,kind=html", &error);
  g_assert_no_error (error);
  dialog = pasar_boost_dialog_new (NULL, fixture->session, fixture->pictures, &row, 1, TRUE);
  gtk_window_present (dialog);
  pasar_test_wait (boost_failed, dialog);
  g_assert_cmpstr (dialogs_read_label (dialog, "error_label"), !=, "");
  g_assert_cmpstr (dialogs_read_label (dialog, "slots_heading"), ==, "Boost slots");
  g_assert_false (dialogs_is_sensitive (dialog, "boost_button"));

  pasar_sandbox_clear_faults (fixture->sandbox);
  dialogs_click (dialogs_find (dialog, "retry_button"));
  pasar_test_wait (boost_is_ready, dialog);
  g_assert_false (gtk_info_bar_get_revealed (dialogs_find (dialog, "error_bar")));
  g_assert_cmpstr (dialogs_read_label (dialog, "slots_heading"), ==, "Boost slots: 5 of 5 free");
  dialogs_close (dialog);
}

static const char *
read_detail (GtkWindow *dialog)
{
  g_autoptr (GPtrArray) rows = dialogs_find_all (dialog, PASAR_TYPE_CHANGE_ROW);

  return rows->len > 0 ? dialogs_read_label (g_ptr_array_index (rows, 0), "detail") : "";
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
test_facts (DialogsFixture *fixture, gconstpointer data)
{
  gint64 boosted[PASAR_BOOST_SLOTS];
  const guint row = dialogs_fixture_find_row (fixture, ITEM (0));
  GtkWindow *dialog =
      pasar_boost_dialog_new (NULL, fixture->session, fixture->pictures, &row, 1, FALSE);

  gtk_window_present (dialog);
  pasar_test_wait (dialogs_has_mapped_rows, dialog);
  g_assert_true (g_str_has_prefix (read_detail (dialog), "SGD 19.99 · "));
  g_assert_nonnull (strstr (read_detail (dialog), " in stock"));
  g_assert_null (strstr (read_detail (dialog), "boosted"));
  pasar_test_wait (shows_thumbnail, dialog);
  dialogs_close (dialog);

  test_outcome (fixture, data);
  dialog = pasar_boost_dialog_new (NULL, fixture->session, fixture->pictures, &row, 1, FALSE);
  gtk_window_present (dialog);
  pasar_test_wait (tells_last_boost, dialog);
  /* The sheet knows it from the session. */
  pasar_test_wait (slots_are_known, dialog);
  g_assert_cmpint (pasar_session_get_boost_secs_left (fixture->session, ITEM (0)), >, 0);
  g_assert_cmpuint (pasar_session_get_boosted (fixture->session, boosted), ==, 1);
  dialogs_close (dialog);
}

static gboolean
first_is_marked (gpointer data)
{
  g_autoptr (GPtrArray) rows = dialogs_find_all (data, PASAR_TYPE_CHANGE_ROW);

  return rows->len > 0
         && gtk_spinner_get_spinning (dialogs_find (g_ptr_array_index (rows, 0), "mark_spinner"));
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
         && g_str_has_prefix (dialogs_read_label (g_ptr_array_index (rows, 0), "reason"),
                              "No certain answer came.");
}

/* Begins to boost two items; the first one is on its way. */
static GtkWindow *
begin_boosts (DialogsFixture *fixture)
{
  const guint rows[] = { dialogs_fixture_find_row (fixture, ITEM (0)),
                         dialogs_fixture_find_row (fixture, ITEM (20)) };
  GtkWindow *dialog =
      pasar_boost_dialog_new (NULL, fixture->session, fixture->pictures, rows, 2, TRUE);

  add_fault (fixture, "call=boost_item,kind=delay,value=300");
  gtk_window_present (dialog);
  pasar_test_wait (boost_is_ready, dialog);
  g_assert_cmpstr (dialogs_read_button (dialog, "boost_button"), ==, "Boost 2 Items");
  dialogs_click (dialogs_find (dialog, "boost_button"));
  g_assert_true (dialogs_shows_progress (dialog));
  wait_until_first_is_sent (fixture, dialog);
  return dialog;
}

/* Stopped, no other boost is sent. */
static void
test_stop (DialogsFixture *fixture, gconstpointer data)
{
  GtkWindow *dialog = begin_boosts (fixture);
  g_autoptr (PasarJob) job = g_object_ref (pasar_job_find (fixture->session, PASAR_TYPE_BOOST_JOB));
  g_autofree char *summary = NULL;

  dialogs_click (dialogs_find (dialogs_find (dialog, "progress"), "stop_button"));
  pasar_test_wait (dialogs_has_no_jobs, fixture->session);
  g_assert_false (dialogs_shows_progress (dialog));
  summary = pasar_job_dup_summary (job);
  g_assert_cmpstr (summary, ==, "1 of 2 items boosted.");
  dialogs_close (dialog);
}

/* What may have been boosted cannot be boosted again by a tick. */
static void
test_unknown (DialogsFixture *fixture, gconstpointer data)
{
  const guint row = dialogs_fixture_find_row (fixture, ITEM (0));
  GtkWindow *dialog =
      pasar_boost_dialog_new (NULL, fixture->session, fixture->pictures, &row, 1, TRUE);

  add_fault (fixture, "call=boost_item,kind=status");
  gtk_window_present (dialog);
  pasar_test_wait (boost_is_ready, dialog);
  dialogs_click (dialogs_find (dialog, "boost_button"));
  pasar_test_wait (tells_unknown, dialog);
  dialogs_click (dialogs_find (dialogs_find (dialog, "progress"), "stop_button"));
  pasar_test_wait (dialogs_has_no_jobs, fixture->session);
  pasar_test_wait (is_at_rest, dialog);
  g_assert_false (gtk_check_button_get_active (get_tick (dialog, 0)));
  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (get_tick (dialog, 0))));
  dialogs_close (dialog);
}

/* Closed before anything was read. */
static void
test_closed_early (DialogsFixture *fixture, gconstpointer data)
{
  const guint row = dialogs_fixture_find_row (fixture, ITEM (0));
  GtkWindow *dialog =
      pasar_boost_dialog_new (NULL, fixture->session, fixture->pictures, &row, 1, TRUE);

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
test_closed (DialogsFixture *fixture, gconstpointer data)
{
  const guint elsewhere = dialogs_fixture_find_row (fixture, ITEM (24));
  GtkWindow *dialog = begin_boosts (fixture);

  dialogs_close (dialog);
  g_assert_nonnull (pasar_job_find (fixture->session, PASAR_TYPE_BOOST_JOB));

  dialog = pasar_boost_dialog_new (NULL, fixture->session, fixture->pictures, &elsewhere, 1, FALSE);
  gtk_window_present (dialog);
  g_assert_true (dialogs_shows_progress (dialog));
  pasar_test_wait (has_two_rows, dialog);
  g_assert_false (dialogs_is_sensitive (dialog, "boost_button"));
  pasar_test_wait (dialogs_has_no_jobs, fixture->session);
  g_assert_false (dialogs_shows_progress (dialog));
  pasar_test_wait (has_three_free, dialog);
  g_assert_cmpstr (dialogs_read_button (dialog, "boost_button"), ==, "Boost");
  dialogs_close (dialog);
}

int
main (int argc, char *argv[])
{
  if (!dialogs_test_init (&argc, &argv))
    return 77;

  dialogs_add ("/dialogs-boost/cursor", test_cursor);
  dialogs_add ("/dialogs-boost/too-many", test_too_many);
  dialogs_add ("/dialogs-boost/facts", test_facts);
  dialogs_add ("/dialogs-boost/closed", test_closed);
  dialogs_add ("/dialogs-boost/closed-early", test_closed_early);
  dialogs_add ("/dialogs-boost/stop", test_stop);
  dialogs_add ("/dialogs-boost/unknown", test_unknown);
  dialogs_add ("/dialogs-boost/outcome", test_outcome);
  dialogs_add ("/dialogs-boost/taken", test_taken);
  dialogs_add ("/dialogs-boost/error", test_error);
  return g_test_run ();
}
