/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dialogs-fixture.h"

#include "app/dialogs/change-row.h"
#include "app/dialogs/edit-preview.h"
#include "app/dialogs/edit.h"

#include <sqlite3.h>

static gboolean
is_set (gpointer data)
{
  return *(char **) data != NULL;
}

static void
keep_label_cb (GtkWindow *window, const PasarStep *step, char **kept)
{
  g_free (*kept);
  *kept = g_strdup (step->label);
}

static void
test_percent (DialogsFixture *fixture, gconstpointer data)
{
  const guint rows[] = { dialogs_fixture_find_row (fixture, ITEM (0)),
                         dialogs_fixture_find_row (fixture, ITEM (20)) };
  g_autofree char *label = NULL;
  GtkWindow *dialog = dialogs_fixture_edit (fixture, PASAR_FIELD_PRICE, rows, 2);

  g_signal_connect (dialog, "staged", G_CALLBACK (keep_label_cb), &label);
  gtk_window_present (dialog);
  g_assert_false (dialogs_is_sensitive (dialog, "apply_button"));

  gtk_toggle_button_set_active (dialogs_find (dialog, "percent_button"), TRUE);
  dialogs_type (dialog, "amount_entry", "+10");
  dialogs_type (dialog, "ending_entry", ".90");
  g_assert_cmpstr (dialogs_read_button (dialog, "apply_button"), ==, "Change 2 Prices");
  g_assert_true (g_str_has_prefix (dialogs_read_label (dialog, "summary"),
                                   "2 prices change, 19.99–100.00 → 21.90–109.90"));
  /* Nothing is staged by looking. */
  g_assert_cmpint (dialogs_fixture_get_staged (fixture, rows[0], PASAR_FIELD_PRICE),
                   ==,
                   PASAR_NO_VALUE);

  dialogs_click (dialogs_find (dialog, "apply_button"));
  pasar_test_wait (is_set, &label);
  g_assert_cmpstr (label, ==, "+10% end .90 on 2 prices");
  /* 19.99 → 21.989 → 21.90; 100 → 110 → 109.90 */
  g_assert_cmpint (dialogs_fixture_get_staged (fixture, rows[0], PASAR_FIELD_PRICE), ==, 2190);
  g_assert_cmpint (dialogs_fixture_get_staged (fixture, rows[1], PASAR_FIELD_PRICE), ==, 10990);
}

/* An operation picked by its mnemonic leaves the focus where the amount is typed. */
static void
test_mnemonic (DialogsFixture *fixture, gconstpointer data)
{
  const guint row = dialogs_fixture_find_row (fixture, ITEM (0));
  GtkWindow *dialog = dialogs_fixture_edit (fixture, PASAR_FIELD_PRICE, &row, 1);
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
test_header (DialogsFixture *fixture, gconstpointer data)
{
  const guint header = dialogs_fixture_find_row (fixture, ITEM (1));
  PasarCatalogue *catalogue = pasar_session_get_catalogue (fixture->session);
  g_autofree char *label = NULL;
  const PasarRowInfo info = pasar_catalogue_read_row (catalogue, header);
  GtkWindow *dialog = dialogs_fixture_edit (fixture, PASAR_FIELD_STOCK, &header, 1);

  g_signal_connect (dialog, "staged", G_CALLBACK (keep_label_cb), &label);
  gtk_window_present (dialog);
  gtk_toggle_button_set_active (dialogs_find (dialog, "subtract_button"), TRUE);
  dialogs_type (dialog, "amount_entry", "5");
  g_assert_cmpstr (dialogs_read_button (dialog, "apply_button"), ==, "Change Stock of 6 Rows");
  dialogs_click (dialogs_find (dialog, "apply_button"));
  pasar_test_wait (is_set, &label);

  g_assert_cmpuint (info.n_edited, ==, 6);
  for (guint i = 0; i < info.n_edited; i++)
    g_assert_cmpint (dialogs_fixture_get_staged (fixture, info.first_edited + i, PASAR_FIELD_STOCK),
                     ==,
                     dialogs_fixture_get_value (fixture, info.first_edited + i, PASAR_FIELD_STOCK)
                         - 5);
}

static void
test_bad_input (DialogsFixture *fixture, gconstpointer data)
{
  static const char *const bad[] = { "abc",           "1.2.3", "=-1",   "9.999",
                                     "1000000000000", "-",     "1,990", "RM 20" };
  const guint row = dialogs_fixture_find_row (fixture, ITEM (0));
  GtkWindow *dialog = dialogs_fixture_edit (fixture, PASAR_FIELD_PRICE, &row, 1);
  GtkWidget *entry = dialogs_find (dialog, "amount_entry");

  gtk_window_present (dialog);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i]);
      dialogs_type (dialog, "amount_entry", bad[i]);
      g_assert_true (gtk_widget_has_css_class (entry, "error"));
      g_assert_true (gtk_widget_get_visible (dialogs_find (dialog, "amount_error")));
      g_assert_cmpstr (dialogs_read_label (dialog, "amount_error"), !=, "");
      g_assert_false (dialogs_is_sensitive (dialog, "apply_button"));
    }

  /* Empty is not a mistake, and not a price of nothing. */
  dialogs_type (dialog, "amount_entry", "");
  g_assert_false (gtk_widget_has_css_class (entry, "error"));
  g_assert_false (dialogs_is_sensitive (dialog, "apply_button"));

  dialogs_type (dialog, "amount_entry", "20");
  g_assert_false (gtk_widget_has_css_class (entry, "error"));
  g_assert_true (dialogs_is_sensitive (dialog, "apply_button"));
  /* For many values a sign means more and less. */
  dialogs_type (dialog, "amount_entry", "-1");
  g_assert_false (gtk_widget_has_css_class (entry, "error"));
  g_assert_true (dialogs_is_sensitive (dialog, "apply_button"));
  dialogs_type (dialog, "ending_entry", "x");
  g_assert_false (dialogs_is_sensitive (dialog, "apply_button"));
  dialogs_close (dialog);
  g_assert_cmpint (dialogs_fixture_get_staged (fixture, row, PASAR_FIELD_PRICE),
                   ==,
                   PASAR_NO_VALUE);
}

/* The word that is wrong in a formula is underlined. */
static void
test_place (DialogsFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *button;
    const char *amount;
    const char *wrong; /* NULL: nothing */
  } cases[] = {
    { "set_button", "=max(prise*1.1; 5)", "prise" },
    { "set_button", "  =max(price; 5", "" },
    { "set_button", "=price*1.1", NULL },
    { "add_button", "1,990", "1,990" },
    { "percent_button", " x", "x" },
    { "percent_button", "-5.555", "5.555" },
  };
  const guint row = dialogs_fixture_find_row (fixture, ITEM (0));
  GtkWindow *dialog = dialogs_fixture_edit (fixture, PASAR_FIELD_PRICE, &row, 1);
  GtkEntry *entry = dialogs_find (dialog, "amount_entry");

  gtk_window_present (dialog);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PangoAttrList *list;
      GSList *lines;

      gtk_toggle_button_set_active (dialogs_find (dialog, cases[i].button), TRUE);
      dialogs_type (dialog, "amount_entry", cases[i].amount);
      list = gtk_entry_get_attributes (entry);
      lines = list != NULL ? pango_attr_list_get_attributes (list) : NULL;
      g_test_message ("%s", cases[i].amount);
      g_assert_true ((lines != NULL) == (cases[i].wrong != NULL));
      if (lines != NULL)
        {
          const PangoAttribute *line = lines->data;
          g_autofree char *marked =
              g_strndup (cases[i].amount + line->start_index, line->end_index - line->start_index);

          g_assert_cmpstr (marked, ==, cases[i].wrong);
        }
      g_slist_free_full (lines, (GDestroyNotify) pango_attribute_destroy);
    }
  dialogs_close (dialog);
}

static void
test_refused (DialogsFixture *fixture, gconstpointer data)
{
  /* The second is in a promotion. */
  const guint rows[] = { dialogs_fixture_find_row (fixture, ITEM (0)),
                         dialogs_fixture_find_row (fixture, ITEM (2)) };
  g_autofree char *label = NULL;
  GtkWindow *dialog = dialogs_fixture_edit (fixture, PASAR_FIELD_PRICE, rows, 2);
  GtkCheckButton *leave_out = dialogs_find (dialog, "leave_out");

  g_signal_connect (dialog, "staged", G_CALLBACK (keep_label_cb), &label);
  gtk_window_present (dialog);
  dialogs_type (dialog, "amount_entry", "25");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (leave_out)));
  g_assert_true (gtk_check_button_get_active (leave_out));
  g_assert_nonnull (strstr (dialogs_read_label (dialog, "summary"), "1 would be refused"));
  g_assert_cmpstr (dialogs_read_button (dialog, "apply_button"), ==, "Change 1 Price");
  gtk_check_button_set_active (leave_out, FALSE);
  g_assert_cmpstr (dialogs_read_button (dialog, "apply_button"), ==, "Change 2 Prices");
  gtk_check_button_set_active (leave_out, TRUE);

  dialogs_click (dialogs_find (dialog, "apply_button"));
  pasar_test_wait (is_set, &label);
  g_assert_cmpint (dialogs_fixture_get_staged (fixture, rows[0], PASAR_FIELD_PRICE), ==, 2500);
  g_assert_cmpint (dialogs_fixture_get_staged (fixture, rows[1], PASAR_FIELD_PRICE),
                   ==,
                   PASAR_NO_VALUE);
}

/* An ending that is rounded up to or down to, whatever the operation. */
static void
test_ending (DialogsFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *button;
    const char *amount;
    guint rounding;
    const char *summary; /* 19.99 before */
  } cases[] = {
    { "percent_button", "10", 0, "19.99 → 21.90" },
    { "percent_button", "+10", 1, "19.99 → 22.90" },
    { "percent_button", "-10 %", 2, "19.99 → 17.90" },
    { "add_button", "1", 1, "19.99 → 21.90" },
    { "subtract_button", "1", 2, "19.99 → 18.90" },
    { "set_button", "25", 2, "19.99 → 24.90" },
    { "set_button", "=price*2", 1, "19.99 → 40.90" },
    { "set_button", "+10%", 1, "19.99 → 22.90" },
  };
  const guint row = dialogs_fixture_find_row (fixture, ITEM (0));
  GtkWindow *dialog = dialogs_fixture_edit (fixture, PASAR_FIELD_PRICE, &row, 1);

  gtk_window_present (dialog);
  dialogs_type (dialog, "ending_entry", ".90");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gtk_toggle_button_set_active (dialogs_find (dialog, cases[i].button), TRUE);
      gtk_drop_down_set_selected (dialogs_find (dialog, "rounding"), cases[i].rounding);
      dialogs_type (dialog, "amount_entry", cases[i].amount);
      g_test_message ("%s %s", cases[i].button, cases[i].amount);
      g_assert_nonnull (strstr (dialogs_read_label (dialog, "summary"), cases[i].summary));
    }
  dialogs_close (dialog);
}

/* Where not one row has a result it is told why. */
static void
test_no_result (DialogsFixture *fixture, gconstpointer data)
{
  const guint header = dialogs_fixture_find_row (fixture, ITEM (1));
  GtkWindow *dialog = dialogs_fixture_edit (fixture, PASAR_FIELD_STOCK, &header, 1);

  gtk_window_present (dialog);
  gtk_toggle_button_set_active (dialogs_find (dialog, "subtract_button"), TRUE);
  dialogs_type (dialog, "amount_entry", "1000");
  g_assert_cmpstr (dialogs_read_label (dialog, "hint_label"),
                   ==,
                   "The result would be less than 0.");
  g_assert_cmpstr (dialogs_read_label (dialog, "summary"), ==, "6 cannot be computed");
  g_assert_false (dialogs_is_sensitive (dialog, "apply_button"));
  dialogs_close (dialog);
}

static gboolean
has_two_rows_with_reasons (gpointer data)
{
  g_autoptr (GPtrArray) rows = dialogs_find_all (data, PASAR_TYPE_CHANGE_ROW);

  return rows->len == 2 && *dialogs_read_label (rows->pdata[0], "reason") != '\0'
         && *dialogs_read_label (rows->pdata[1], "reason") != '\0';
}

/* Of several rows that change together each is told by its own price what is too far from which
 * variation. */
static void
test_reason (DialogsFixture *fixture, gconstpointer data)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (fixture->session);
  const guint first =
      pasar_catalogue_read_row (catalogue, dialogs_fixture_find_row (fixture, ITEM (1)))
          .first_edited;
  const guint rows[] = { first, first + 1 };
  GtkWindow *dialog = dialogs_fixture_edit (fixture, PASAR_FIELD_PRICE, rows, 2);
  g_autoptr (GPtrArray) shown = NULL;

  gtk_toggle_button_set_active (dialogs_find (dialog, "percent_button"), TRUE);
  dialogs_type (dialog, "amount_entry", "900");
  gtk_window_present (dialog);
  pasar_test_wait (has_two_rows_with_reasons, dialog);
  shown = dialogs_find_all (dialog, PASAR_TYPE_CHANGE_ROW);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *reason = dialogs_read_label (shown->pdata[i], "reason");
      g_autofree char *beginning =
          g_strdup_printf ("“%s” at SGD 199.00 would cost 10.0 times as much as “",
                           pasar_catalogue_read_row (catalogue, rows[i]).variation);

      g_test_message ("%s", reason);
      g_assert_true (g_str_has_prefix (reason, beginning));
      g_assert_nonnull (strstr (reason, "” at SGD 19.90. "));
    }
  dialogs_close (dialog);
}

/* An item was edited and has models now: what was staged can only be discarded, and does not mean
 * the models. */
static void
test_gone (DialogsFixture *fixture, gconstpointer data)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (fixture->session);
  const PasarModelRecord models[] = {
    { .model_id = 1, .name = "Red", .sku = "R", .price = 900 },
    { .model_id = 2, .name = "Blue", .sku = "B", .price = 900 },
  };
  const PasarRowKey key = { ITEM (0), 0 };
  GtkWindow *dialog;
  guint gone;

  g_assert_false (
      pasar_catalogue_read_row (catalogue, dialogs_fixture_find_row (fixture, ITEM (0))).is_header);
  pasar_catalogue_restore_staged (catalogue, key, PASAR_FIELD_PRICE, 1234, PASAR_NO_VALUE, NULL);
  pasar_catalogue_put_models (catalogue, ITEM (0), models, G_N_ELEMENTS (models));
  gone = pasar_catalogue_find_editable (catalogue, key);
  dialog = dialogs_fixture_edit (fixture, PASAR_FIELD_PRICE, &gone, 1);
  gtk_window_present (dialog);
  dialogs_type (dialog, "amount_entry", "5");
  g_assert_false (gtk_widget_get_sensitive (dialogs_find (dialog, "apply_button")));
  dialogs_close (dialog);
}

/* The disk takes nothing yet: what is changed is shown at once all the same. */
static void
test_waits_for_no_disk (DialogsFixture *fixture, gconstpointer data)
{
  const guint row = dialogs_fixture_find_row (fixture, ITEM (0));
  g_autofree char *path = g_build_filename (fixture->folder, "pasar.db", NULL);
  g_autofree char *label = NULL;
  GtkWindow *dialog = dialogs_fixture_edit (fixture, PASAR_FIELD_PRICE, &row, 1);
  sqlite3 *other = NULL;

  g_signal_connect (dialog, "staged", G_CALLBACK (keep_label_cb), &label);
  gtk_window_present (dialog);
  dialogs_type (dialog, "amount_entry", "25");
  g_assert_cmpint (sqlite3_open (path, &other), ==, SQLITE_OK);
  /* The store may be at something of its own. */
  sqlite3_busy_timeout (other, 30000);
  g_assert_cmpint (sqlite3_exec (other, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  dialogs_click (dialogs_find (dialog, "apply_button"));
  pasar_test_wait (is_set, &label);
  g_assert_cmpstr (label, ==, "Set 1 price to 25.00");
  g_assert_cmpint (dialogs_fixture_get_staged (fixture, row, PASAR_FIELD_PRICE), ==, 2500);
  sqlite3_close (other);
}

int
main (int argc, char *argv[])
{
  if (!dialogs_test_init (&argc, &argv))
    return 77;

  dialogs_add ("/dialogs-edit/percent", test_percent);
  dialogs_add ("/dialogs-edit/mnemonic", test_mnemonic);
  dialogs_add ("/dialogs-edit/header", test_header);
  dialogs_add ("/dialogs-edit/bad-input", test_bad_input);
  dialogs_add ("/dialogs-edit/place", test_place);
  dialogs_add ("/dialogs-edit/refused", test_refused);
  dialogs_add ("/dialogs-edit/ending", test_ending);
  dialogs_add ("/dialogs-edit/no-result", test_no_result);
  dialogs_add ("/dialogs-edit/reason", test_reason);
  dialogs_add ("/dialogs-edit/gone", test_gone);
  dialogs_add ("/dialogs-edit/waits-for-no-disk", test_waits_for_no_disk);
  return g_test_run ();
}
