/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dialogs-fixture.h"

#include "app/dialogs/boost.h"
#include "app/dialogs/connect.h"
#include "app/dialogs/details.h"
#include "app/dialogs/history.h"
#include "app/dialogs/import.h"
#include "app/dialogs/preferences.h"
#include "app/dialogs/review.h"
#include "app/dialogs/save-table.h"
#include "app/dialogs/util.h"
#include "app/item-pane.h"
#include "app/sheet/private.h"
#include "jobs/import/reading.h"
#include "jobs/submit/submit.h"

#include <string.h>

/* A shop whose names would do harm where they are more than texts: what is shown of them is what
 * came, with marks in the place of what cannot be seen, and is not far too long. A warning of GTK,
 * such as of markup that it does not understand, ends the test. */

#define TAG      "<b>hostile</b>"
#define SHOP_TAG "<i>hostile</i>"

/* Where there is an item and a variation, or a sentence around a name. */
#define LINE_MAX_CHARS (3 * PASAR_NAME_MAX)

static void
set_up (DialogsFixture *self, gconstpointer data)
{
  const PasarSandboxOptions options = { .n_items = 40, .hostile_names = TRUE };

  dialogs_fixture_set_up (self, &options);
}

static gboolean
is_obeyed (gunichar c)
{
  return c == 0x1b || c == 0x07 || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/* Whether it says a hostile name, which must be as it came. */
static gboolean
check_text (const char *text, glong max_chars)
{
  if (text == NULL)
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    g_assert_false (is_obeyed (g_utf8_get_char (p)));
  g_assert_cmpint (g_utf8_strlen (text, -1), <=, max_chars);
  if (strstr (text, "hostile") == NULL)
    return FALSE;
  g_assert_true (strstr (text, TAG) != NULL || strstr (text, SHOP_TAG) != NULL);
  return TRUE;
}

/* How many labels say a hostile name. */
static guint
check_labels (gpointer widget, glong max_chars)
{
  g_autoptr (GPtrArray) labels = dialogs_find_all (widget, GTK_TYPE_LABEL);
  guint n = 0;

  for (guint i = 0; i < labels->len; i++)
    {
      n += check_text (gtk_label_get_text (labels->pdata[i]), max_chars);
      check_text (gtk_widget_get_tooltip_text (labels->pdata[i]), max_chars);
    }
  return n;
}

static void
test_details (DialogsFixture *self, gconstpointer data)
{
  static const guint items[] = { 0, 1, 10, 23, 28, 29 };

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      GtkWindow *dialog =
          pasar_details_dialog_new (NULL, self->session, self->pictures, ITEM (items[i]));

      gtk_window_present (dialog);
      pasar_test_wait (dialogs_shows_details, dialog);
      g_assert_cmpuint (check_labels (dialog, PASAR_DESCRIPTION_MAX), >, 0);
      dialogs_close (dialog);
    }
}

static void
test_review (DialogsFixture *self, gconstpointer data)
{
  const guint row = dialogs_fixture_find_row (self, ITEM (0));
  GtkWindow *dialog;

  dialogs_fixture_stage (self, row, PASAR_FIELD_PRICE, 19990);
  dialog = pasar_review_dialog_new (NULL, self->session);
  gtk_window_present (dialog);
  pasar_test_wait (dialogs_has_mapped_rows, dialog);
  g_assert_cmpuint (check_labels (dialog, LINE_MAX_CHARS), >, 0);
  dialogs_close (dialog);
}

static void
test_boost (DialogsFixture *self, gconstpointer data)
{
  const guint row = dialogs_fixture_find_plain_row (self, 0);
  GtkWindow *dialog = pasar_boost_dialog_new (NULL, self->session, self->pictures, &row, 1, FALSE);

  gtk_window_present (dialog);
  pasar_test_wait (dialogs_has_mapped_rows, dialog);
  g_assert_cmpuint (check_labels (dialog, LINE_MAX_CHARS), >, 0);
  dialogs_close (dialog);
}

static gboolean
says_name (gpointer widget)
{
  return check_labels (widget, LINE_MAX_CHARS) > 0;
}

/* Each cell, as it is drawn and as it is told; and the pane beside them. */
static void
test_sheet (DialogsFixture *self, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  PasarSheet *sheet = PASAR_SHEET (pasar_sheet_new (settings));
  GtkWidget *pane = pasar_item_pane_new (sheet);
  guint n = 0;

  gtk_widget_set_hexpand (GTK_WIDGET (sheet), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (sheet));
  gtk_box_append (GTK_BOX (box), pane);
  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_window_set_default_size (GTK_WINDOW (window), 900, 600);
  pasar_sheet_set_session (sheet, self->session);
  gtk_window_present (GTK_WINDOW (window));
  pasar_sheet_set_cursor (sheet, 0, PASAR_COLUMN_NAME);
  pasar_test_wait (says_name, pane);
  for (guint row = 0; row < 20; row++)
    for (guint column = 0; column < 4; column++)
      {
        PasarGridSource *source = PASAR_GRID_SOURCE (sheet->source);
        g_autofree char *label = pasar_grid_source_dup_cell_label (source, row, column);

        n += check_text (label, LINE_MAX_CHARS);
      }
  g_assert_cmpuint (n, >, 0);
  dialogs_close (GTK_WINDOW (window));
}

static void
test_edit (DialogsFixture *self, gconstpointer data)
{
  const guint row = dialogs_fixture_find_row (self, ITEM (0));
  GtkWindow *dialog = dialogs_fixture_edit (self, PASAR_FIELD_PRICE, &row, 1);

  gtk_window_present (dialog);
  pasar_test_wait (says_name, dialog);
  dialogs_type (dialog, "amount_entry", "=1 " TAG);
  check_labels (dialog, LINE_MAX_CHARS);
  dialogs_close (dialog);
}

/* What was submitted, and what the shop said of it. */
static void
test_history (DialogsFixture *self, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);
  const guint row = dialogs_fixture_find_plain_row (self, 0);
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarJob) job = NULL;
  GtkWindow *dialog;

  dialogs_fixture_stage (self, row, PASAR_FIELD_PRICE, 19990);
  plan = pasar_plan_new (pasar_session_get_catalogue (self->session));
  pasar_plan_set_confirmed (plan, TRUE);
  job = pasar_submit_job_new (self->session, plan);
  pasar_job_run_async (job, NULL, NULL);
  pasar_test_wait (dialogs_has_no_jobs, self->session);
  dialog = pasar_history_dialog_new (NULL, self->session, settings);
  gtk_window_present (dialog);
  pasar_test_wait (says_name, dialog);
  dialogs_close (dialog);
}

static gboolean
is_mapped (gpointer dialog)
{
  return gtk_widget_get_mapped (dialog);
}

/* A file of others, too: its name, its heads, and what is in its cells. */
static void
test_import (DialogsFixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "A & B <i> \xe2\x80\xae.csv", NULL);
  g_autofree char *text =
      g_strdup_printf ("SKU,Price,\xe2\x80\xae" TAG " &amp;\n" TAG "\xe2\x81\xa6,=1+1," TAG "\n"
                       "%s,12.50,../../etc/passwd\n",
                       TAG);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (PasarImportReading) reading = NULL;
  GtkWindow *dialog;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  reading = pasar_import_reading_new (pasar_session_get_catalogue (self->session), file);
  dialog = pasar_import_dialog_new (NULL, self->session, reading);
  gtk_window_present (dialog);
  pasar_test_wait (says_name, dialog);
  dialogs_close (dialog);
}

static void
test_accounts (DialogsFixture *self, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);
  g_autoptr (PasarAccounts) accounts = dialogs_fixture_load_accounts (self);
  GtkWindow *preferences = pasar_preferences_new (NULL, settings, accounts);
  GtkWindow *connect = pasar_connect_dialog_new (NULL,
                                                 accounts,
                                                 settings,
                                                 pasar_session_get_shop (self->session),
                                                 TRUE);

  gtk_window_present (preferences);
  pasar_test_wait (says_name, preferences);
  gtk_window_present (connect);
  pasar_test_wait (is_mapped, connect);
  check_labels (connect, LINE_MAX_CHARS);
  dialogs_close (connect);
  dialogs_close (preferences);
}

/* The shop is called “<i>hostile</i> & …”. */
static void
test_file_name (DialogsFixture *self, gconstpointer data)
{
  g_autofree char *name = pasar_save_table_dup_name (self->session, ".xlsx");

  g_assert_nonnull (strstr (pasar_session_get_shop (self->session)->name, "</i>"));
  g_assert_null (strpbrk (name, "/<>"));
  g_assert_true (g_str_has_prefix (name, "-i-hostile--i- & _\ufffdSG "));
  g_assert_true (g_str_has_suffix (name, ".xlsx"));
}

/* Names of files and columns in notices and menus. */
static void
test_notice (void)
{
  static const char text[] = "3 rows exported to “A & B <1>_" TAG ".csv”.";
  GtkWidget *window = gtk_window_new ();
  GtkWidget *overlay = adw_toast_overlay_new ();
  g_autoptr (GMenuItem) item = pasar_dialog_new_menu_item ("Price_B_" TAG);
  g_autofree char *label = NULL;

  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), gtk_label_new ("Sheet"));
  gtk_window_set_child (GTK_WINDOW (window), overlay);
  gtk_window_present (GTK_WINDOW (window));
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), pasar_dialog_new_toast (text));
  pasar_test_wait (says_name, window);
  g_assert_true (g_menu_item_get_attribute (item, G_MENU_ATTRIBUTE_LABEL, "s", &label));
  g_assert_cmpstr (label, ==, "Price__B__" TAG);
  dialogs_close (GTK_WINDOW (window));
}

static void
tear_down (DialogsFixture *self, gconstpointer data)
{
  dialogs_fixture_tear_down (self);
}

static void
add (const char *path, void (*test) (DialogsFixture *self, gconstpointer data))
{
  g_test_add (path, DialogsFixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  if (!dialogs_test_init (&argc, &argv))
    return 77;

  add ("/hostile/details", test_details);
  add ("/hostile/review", test_review);
  add ("/hostile/boost", test_boost);
  add ("/hostile/edit", test_edit);
  add ("/hostile/history", test_history);
  add ("/hostile/import", test_import);
  add ("/hostile/accounts", test_accounts);
  add ("/hostile/sheet", test_sheet);
  add ("/hostile/file-name", test_file_name);
  g_test_add_func ("/hostile/notice", test_notice);
  return g_test_run ();
}
