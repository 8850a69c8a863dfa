/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dialogs-fixture.h"

#include "app/dialogs/change-row.h"
#include "app/dialogs/review-group.h"
#include "app/dialogs/review.h"
#include "jobs/submit/plan.h"

static gboolean
is_submitted (gpointer dialog)
{
  return gtk_widget_get_visible (dialogs_find (dialog, "result_box"));
}

static GtkWindow *
open_review (DialogsFixture *fixture)
{
  GtkWindow *dialog = pasar_review_dialog_new (NULL, fixture->session);

  gtk_window_present (dialog);
  pasar_test_wait (dialogs_has_mapped_rows, dialog);
  return dialog;
}

static GtkCheckButton *
find_check (GtkWindow *dialog)
{
  g_autoptr (GPtrArray) checks =
      dialogs_find_all (dialogs_find (dialog, "groups"), GTK_TYPE_CHECK_BUTTON);

  g_assert_cmpuint (checks->len, ==, 1);
  return checks->pdata[0];
}

/* The review begins with what is sent, and says it anew when something is left out. */
static void
test_sentence (DialogsFixture *fixture, gconstpointer data)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (fixture->session);
  g_autoptr (GPtrArray) rows = NULL;
  GtkWindow *dialog;

  dialogs_stage_many (fixture, 2, 1100);
  dialogs_stage_now (catalogue, 2, 1, 1200);
  dialog = open_review (fixture);
  g_assert_cmpstr (dialogs_read_label (dialog, "sum_label"),
                   ==,
                   "Raise 2 prices, typically by 15.0 %: 10.00 to 11.00–12.00.");
  rows = dialogs_find_all (dialog, PASAR_TYPE_CHANGE_ROW);
  gtk_check_button_set_active (dialogs_find (rows->pdata[0], "tick"), FALSE);
  g_assert_nonnull (strstr (dialogs_read_label (dialog, "sum_label"), "Raise 1 price by "));
  dialogs_close (dialog);
}

static guint
count_unseen (GtkWindow *dialog)
{
  const char *label = gtk_check_button_get_label (find_check (dialog));

  return strstr (label, "still to be looked at") != NULL
             ? (guint) g_ascii_strtoull (label, NULL, 10)
             : 0;
}

typedef struct
{
  GtkWindow *dialog;
  guint n; /* unseen before */
} Look;

static gboolean
has_seen_some (gpointer data)
{
  const Look *look = data;

  return count_unseen (look->dialog) < look->n;
}

static guint
count_listed (GtkWindow *dialog)
{
  GtkSelectionModel *model = gtk_list_view_get_model (dialogs_find_list (dialog));

  return g_list_model_get_n_items (G_LIST_MODEL (model));
}

/* The changes are searched as the sheet is: by words and by conditions. */
static void
test_search (DialogsFixture *fixture, gconstpointer data)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (fixture->session);
  static const struct
  {
    const char *text;
    guint n;
  } cases[] = {
    { "mug", 30 },
    { "nothing such", 0 },
    { "price>11.50", 2 },
    { "", 30 },
  };
  g_autoptr (GPtrArray) entries = NULL;
  GtkWindow *dialog;

  dialogs_stage_many (fixture, 30, 1100);
  dialogs_stage_now (catalogue, 5, 2, 1200);
  dialog = open_review (fixture);
  entries = dialogs_find_all (dialogs_find (dialog, "list"), GTK_TYPE_SEARCH_ENTRY);
  g_assert_cmpuint (entries->len, ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gtk_editable_set_text (entries->pdata[0], cases[i].text);
      while (count_listed (dialog) != cases[i].n)
        g_main_context_iteration (NULL, TRUE);
    }
  /* A text that is no condition yet leaves the rows as they are. */
  gtk_editable_set_text (entries->pdata[0], "price>");
  g_signal_emit_by_name (entries->pdata[0], "activate");
  g_assert_true (gtk_widget_has_css_class (entries->pdata[0], "error"));
  g_assert_cmpuint (count_listed (dialog), ==, 30);
  dialogs_close (dialog);
}

/* A change of a review. */
typedef struct
{
  GListModel *model;
  guint position;
} Row;

static gboolean
is_seen (gpointer data)
{
  const Row *row = data;
  g_autoptr (PasarChange) change = g_list_model_get_item (row->model, row->position);

  return change != NULL && pasar_change_read (change)->is_seen;
}

/* Of many the worst are looked at, each of them in view for a moment, and then all are confirmed.
 */
static void
test_looked_at (DialogsFixture *fixture, gconstpointer data)
{
  const guint n = 2 * PASAR_PLAN_N_WORST;
  GtkWindow *dialog;
  Look look;
  Row passed;
  Row last;

  dialogs_stage_many (fixture, n, 10000);
  dialog = open_review (fixture);
  g_assert_cmpuint (count_unseen (dialog), ==, PASAR_PLAN_N_WORST);
  g_assert_false (gtk_widget_is_sensitive (GTK_WIDGET (find_check (dialog))));
  look = (Look){ dialog, PASAR_PLAN_N_WORST };
  pasar_test_wait (has_seen_some, &look);
  g_assert_cmpuint (count_unseen (dialog), >, 0);

  /* What is passed by in a jump was not looked at, and the others do not count. */
  last = (Row){ G_LIST_MODEL (gtk_list_view_get_model (dialogs_find_list (dialog))), n - 1 };
  passed = (Row){ last.model, PASAR_PLAN_N_WORST - 1 };
  dialogs_wait_rows (dialog);
  dialogs_scroll_to (dialog, n - 1);
  pasar_test_wait (is_seen, &last);
  g_assert_false (is_seen (&passed));
  g_assert_cmpuint (count_unseen (dialog), >, 0);
  g_assert_false (gtk_widget_is_sensitive (GTK_WIDGET (find_check (dialog))));
  g_assert_false (dialogs_is_sensitive (dialog, "submit_button"));

  dialogs_look_at_all (dialog);
  g_assert_cmpstr (gtk_check_button_get_label (find_check (dialog)),
                   ==,
                   "I have checked the worst 20 of 40");
  gtk_check_button_set_active (find_check (dialog), TRUE);
  g_assert_true (dialogs_is_sensitive (dialog, "submit_button"));
  dialogs_close (dialog);
}

/* What was confirmed in one review is not asked in the next one, unless it has become another
 * value. */
static void
test_remembered (DialogsFixture *fixture, gconstpointer data)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (fixture->session);
  GtkWindow *dialog;

  dialogs_stage_many (fixture, 3, 10000);
  dialog = open_review (fixture);
  dialogs_look_at_all (dialog);
  gtk_check_button_set_active (find_check (dialog), TRUE);
  dialogs_close (dialog);

  dialog = open_review (fixture);
  g_assert_cmpstr (gtk_check_button_get_label (find_check (dialog)),
                   ==,
                   "You have checked these 3 changes");
  g_assert_false (gtk_widget_is_sensitive (GTK_WIDGET (find_check (dialog))));
  g_assert_true (dialogs_is_sensitive (dialog, "submit_button"));
  dialogs_close (dialog);

  dialogs_stage_now (catalogue, 2, 1, 10100);
  dialog = open_review (fixture);
  g_assert_cmpuint (count_unseen (dialog), ==, 1);
  g_assert_false (dialogs_is_sensitive (dialog, "submit_button"));
  dialogs_close (dialog);
}

/* Each row says why it is to be looked at. */
static void
test_reasons (DialogsFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) rows = NULL;
  GtkWindow *dialog;

  dialogs_stage_many (fixture, 1, 10000);
  dialog = open_review (fixture);
  rows = dialogs_find_all (dialog, PASAR_TYPE_CHANGE_ROW);
  g_assert_nonnull (strstr (dialogs_read_label (rows->pdata[0], "reason"), "about 10 times"));
  dialogs_close (dialog);
}

static void
answer_cb (AdwMessageDialog *question, const char *response, char **answer)
{
  *answer = g_strdup (response);
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

static AdwMessageDialog *
ask (GtkWindow *dialog)
{
  const PasarBatchLimits limits = { 30, 10, 20, 1 };

  pasar_review_dialog_set_limits (PASAR_REVIEW_DIALOG (dialog), &limits);
  dialogs_click (dialogs_find (dialog, "submit_button"));
  return dialogs_wait_question ();
}

/* What goes above a limit is sent when the seller has typed how much it is. */
static void
test_limits (DialogsFixture *fixture, gconstpointer data)
{
  const guint row = dialogs_fixture_find_row (fixture, ITEM (0));
  const guint other = dialogs_fixture_find_row (fixture, ITEM (20));
  g_autofree char *answer = NULL;
  AdwMessageDialog *question;
  gpointer weak;
  GtkWindow *dialog;
  GtkEditable *entry;

  dialogs_fixture_stage (fixture, row, PASAR_FIELD_PRICE, 2199);
  dialogs_fixture_stage (fixture, other, PASAR_FIELD_PRICE, 11000);
  dialog = open_review (fixture);
  question = ask (dialog);
  g_assert_nonnull (strstr (adw_message_dialog_get_body (question), "2 items are changed."));
  entry = GTK_EDITABLE (adw_message_dialog_get_extra_child (question));
  g_assert_false (adw_message_dialog_get_response_enabled (question, "yes"));
  gtk_editable_set_text (entry, "20");
  g_assert_false (adw_message_dialog_get_response_enabled (question, "yes"));
  gtk_editable_set_text (entry, "2");
  g_assert_true (adw_message_dialog_get_response_enabled (question, "yes"));
  g_assert_true (dialogs_has_no_jobs (fixture->session));
  g_signal_connect (question, "response", G_CALLBACK (answer_cb), &answer);
  weak = question;
  g_object_add_weak_pointer (weak, &weak);
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (answer, ==, "yes");
  pasar_test_wait (is_gone, &weak);
  pasar_test_wait (is_submitted, dialog);
  g_assert_cmpstr (dialogs_read_label (dialog, "result_title"), ==, "2 changes done");
  dialogs_close (dialog);
}

/* Cancelled, or overtaken by another change, nothing is sent. */
static void
test_limits_not (DialogsFixture *fixture, gconstpointer data)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (fixture->session);
  AdwMessageDialog *question;
  GtkWindow *dialog;

  dialogs_stage_many (fixture, 2, 1100);
  dialog = open_review (fixture);
  question = ask (dialog);
  adw_message_dialog_response (question, "no");
  g_assert_true (dialogs_has_no_jobs (fixture->session));

  ask (dialog);
  dialogs_stage_now (catalogue, 2, 1, 1200);
  pasar_test_wait (is_submitted, dialog);
  g_assert_cmpstr (dialogs_read_label (dialog, "result_title"), ==, "Nothing Was Sent Yet");
  g_assert_true (dialogs_has_no_jobs (fixture->session));
  dialogs_close (dialog);
}

/* A group shows as many changes as it says that it has: what breaks a rule is not asked about,
 * whatever else is odd about it. */
static void
test_groups (DialogsFixture *fixture, gconstpointer data)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (fixture->session);
  g_autoptr (PasarPlan) plan = NULL;
  guint n_odd = 0;

  dialogs_stage_many (fixture, 6, 1100);
  dialogs_stage_now (catalogue, 2, 2, 10000);
  dialogs_stage_now (catalogue, 4, 1, PASAR_VALUE_MAX + 1);
  plan = pasar_plan_new (catalogue);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_HELD), ==, 1);
  for (guint group = 0; group < PASAR_N_REVIEW_GROUPS; group++)
    {
      guint n = 0;

      for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (plan)); i++)
        {
          g_autoptr (PasarChange) change = g_list_model_get_item (G_LIST_MODEL (plan), i);
          const PasarChangeInfo *info = pasar_change_read (change);

          n_odd += info->state == PASAR_CHANGE_HELD && info->doubts != PASAR_DOUBT_NONE;
          n += pasar_review_group_matches (&pasar_review_groups[group], info);
        }
      g_assert_cmpuint (pasar_review_group_count (&pasar_review_groups[group], plan, FALSE), ==, n);
    }
  g_assert_cmpuint (n_odd, >, 0);
}

int
main (int argc, char *argv[])
{
  if (!dialogs_test_init (&argc, &argv))
    return 77;

  dialogs_add ("/dialogs-review-risks/sentence", test_sentence);
  dialogs_add ("/dialogs-review-risks/looked-at", test_looked_at);
  dialogs_add ("/dialogs-review-risks/remembered", test_remembered);
  dialogs_add ("/dialogs-review-risks/reasons", test_reasons);
  dialogs_add ("/dialogs-review-risks/search", test_search);
  dialogs_add ("/dialogs-review-risks/groups", test_groups);
  dialogs_add ("/dialogs-review-risks/limits", test_limits);
  dialogs_add ("/dialogs-review-risks/limits-not", test_limits_not);
  return g_test_run ();
}
