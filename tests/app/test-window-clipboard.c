/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/dialogs/import.h"
#include "app/paste-choice.h"
#include "jobs/session/session-private.h"
#include "util.h"
#include "window-fixture.h"

/* Copying and pasting in the window, with the demo shop in it. */

static GdkClipboard *
get_clipboard (WindowFixture *self)
{
  return gtk_widget_get_clipboard (GTK_WIDGET (self->window));
}

static void
act (WindowFixture *self, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window_get_grid (self)), action, NULL));
}

static const char *
read_toast (WindowFixture *self)
{
  return self->window->toast != NULL ? adw_toast_get_title (self->window->toast) : NULL;
}

static const char *
read_sku (WindowFixture *self, guint position)
{
  PasarView *view = pasar_sheet_get_view (self->window->sheet);

  return pasar_catalogue_read_row (window_get_catalogue (self), pasar_view_get_row (view, position))
      .sku;
}

static void
text_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  char **text = user_data;

  *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  if (*text == NULL)
    *text = g_strdup ("");
}

static char *
read_clipboard (WindowFixture *self)
{
  char *text = NULL;

  gdk_clipboard_read_text_async (get_clipboard (self), NULL, text_read_cb, &text);
  WAIT_FOR (text != NULL);
  return text;
}

static GtkWindow *
wait_dialog (WindowFixture *self)
{
  GtkWindow *dialog = NULL;

  WAIT_FOR ((dialog = window_find_dialog (self)) != NULL);
  return dialog;
}

static void
respond (WindowFixture *self, const char *response)
{
  GtkWindow *question = wait_dialog (self);

  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), response);
  gtk_window_destroy (question);
  WAIT_FOR (window_find_dialog (self) == NULL);
}

static void
undo (WindowFixture *self)
{
  g_action_group_activate_action (G_ACTION_GROUP (self->window), "undo", NULL);
}

/* What is copied is what other programs paste: one line a row, with and without heads. */
static void
copy_step (WindowFixture *self)
{
  g_autofree char *text = NULL;
  g_autofree char *with_heads = NULL;
  g_auto (GStrv) lines = NULL;
  guint first;

  window_open_demo_flat (self);
  first = window_find_run (self, 3, PASAR_FIELD_PRICE);
  window_select_cells (self, first, 3, PASAR_COLUMN_PRICE, 1);
  gdk_clipboard_set_text (get_clipboard (self), "before");
  act (self, "sheet.copy");
  WAIT_FOR (gdk_content_formats_contain_mime_type (gdk_clipboard_get_formats (get_clipboard (self)),
                                                   "text/html"));
  text = read_clipboard (self);
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      gint64 value;

      g_assert_true (pasar_money_parse (lines[i],
                                        NULL,
                                        pasar_catalogue_get_digits (window_get_catalogue (self)),
                                        NULL,
                                        &value,
                                        NULL));
      g_assert_cmpint (value, ==, window_read_value (self, first + i, PASAR_FIELD_PRICE));
    }

  gdk_clipboard_set_text (get_clipboard (self), "before");
  act (self, "sheet.copy-with-heads");
  WAIT_FOR (gdk_content_formats_contain_mime_type (gdk_clipboard_get_formats (get_clipboard (self)),
                                                   "text/html"));
  with_heads = read_clipboard (self);
  g_assert_true (g_str_has_prefix (with_heads, "Price\n"));
  g_assert_true (g_str_has_suffix (with_heads, text));
}

static gboolean
set_true (gpointer flag)
{
  *(gboolean *) flag = TRUE;
  return G_SOURCE_REMOVE;
}

/* The last one counts, also when the one before it takes longer. */
static void
copy_again_step (WindowFixture *self)
{
  g_autofree char *text = NULL;
  gboolean is_idle = FALSE;

  window_open_demo_flat (self);
  window_put_many (self);
  window_select_cells (self, 0, PASAR_GRID_NONE, PASAR_COLUMN_NAME, 3);
  act (self, "sheet.copy");
  window_select_cells (self, 0, 1, PASAR_COLUMN_NAME, 1);
  act (self, "sheet.copy");
  /* Nothing is under way any more. */
  g_idle_add_full (G_PRIORITY_LOW, set_true, &is_idle, NULL);
  WAIT_FOR (is_idle);
  text = read_clipboard (self);
  g_assert_cmpstr (text, !=, "");
  g_assert_null (strchr (text, '\n'));
}

/* A column of prices lands in the rows below each other, as one step. */
static void
paste_step (WindowFixture *self)
{
  gint64 before[3];
  guint first;

  window_open_demo_flat (self);
  first = window_find_run (self, 3, PASAR_FIELD_PRICE);
  for (guint i = 0; i < 3; i++)
    before[i] = window_read_value (self, first + i, PASAR_FIELD_PRICE);
  pasar_sheet_set_cursor (self->window->sheet, first, PASAR_COLUMN_PRICE);
  gdk_clipboard_set_text (get_clipboard (self), "7.01\n7.02\n7.03\n");
  act (self, "sheet.paste");
  /* Where it goes is where the cursor was. */
  pasar_sheet_set_cursor (self->window->sheet, first + 1, PASAR_COLUMN_PRICE);
  WAIT_FOR (window_count_changed (self) == 3);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (window_read_value (self, first + i, PASAR_FIELD_PRICE), ==, 701 + i);
  WAIT_FOR (g_strcmp0 (read_toast (self), "Pasted 3 prices") == 0);
  g_assert_null (window_find_dialog (self));
  undo (self);
  WAIT_FOR (window_count_changed (self) == 0);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (window_read_value (self, first + i, PASAR_FIELD_PRICE), ==, before[i]);

  /* One value fills all that is selected. */
  window_select_cells (self, first, 3, PASAR_COLUMN_PRICE, 1);
  gdk_clipboard_set_text (get_clipboard (self), "8.5");
  act (self, "sheet.paste");
  WAIT_FOR (window_count_changed (self) == 3);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (window_read_value (self, first + i, PASAR_FIELD_PRICE), ==, 850);
  undo (self);
  WAIT_FOR (window_count_changed (self) == 0);
}

static void
assert_one_selected (WindowFixture *self, guint row)
{
  guint n_ranges;
  const PasarGridRange *ranges = pasar_grid_get_ranges (window_get_grid (self), &n_ranges);

  g_assert_cmpuint (n_ranges, ==, 1);
  g_assert_cmpuint (ranges[0].first_row, ==, row);
  g_assert_cmpuint (ranges[0].n_rows, ==, 1);
  g_assert_cmpuint (ranges[0].first_column, ==, window_find_place (self, PASAR_COLUMN_PRICE));
  g_assert_cmpuint (ranges[0].n_columns, ==, 1);
}

/* What cannot be read is told with the rest, and its cells are selected. */
static void
refused_step (WindowFixture *self)
{
  const char *heading;
  guint first;

  window_open_demo_flat (self);
  first = window_find_run (self, 3, PASAR_FIELD_PRICE);
  pasar_sheet_set_cursor (self->window->sheet, first, PASAR_COLUMN_PRICE);
  gdk_clipboard_set_text (get_clipboard (self), "7.01\nsoon\n7.03");
  pasar_window_tell_step (self->window, "The step before", TRUE);
  WAIT_FOR (g_strcmp0 (read_toast (self), "The step before") == 0);
  act (self, "sheet.paste");
  heading = adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (wait_dialog (self)));
  g_assert_cmpstr (heading, ==, "Pasted 2 prices, 1 refused");
  WAIT_FOR (!self->window->toast_is_due);
  g_assert_cmpstr (read_toast (self), !=, "The step before");
  g_assert_cmpuint (window_count_changed (self), ==, 2);
  assert_one_selected (self, first + 1);
  pasar_sheet_set_cursor (self->window->sheet, first, PASAR_COLUMN_PRICE);
  respond (self, "show");
  assert_one_selected (self, first + 1);
  /* The reason is where the cell is, until it has another value. */
  WAIT_FOR (*gtk_label_get_text (self->window->problem_label) != '\0');
  pasar_sheet_set_cursor (self->window->sheet, first, PASAR_COLUMN_PRICE);
  WAIT_FOR (*gtk_label_get_text (self->window->problem_label) == '\0');
  pasar_sheet_set_cursor (self->window->sheet, first + 1, PASAR_COLUMN_PRICE);
  WAIT_FOR (*gtk_label_get_text (self->window->problem_label) != '\0');
  g_assert_true (pasar_sheet_begin_edit (self->window->sheet, "7.02"));
  g_assert_true (pasar_sheet_end_edit (self->window->sheet));
  WAIT_FOR (window_count_changed (self) == 3);
  WAIT_FOR (*gtk_label_get_text (self->window->problem_label) == '\0');
  undo (self);
  WAIT_FOR (window_count_changed (self) == 2);
  undo (self);
  WAIT_FOR (window_count_changed (self) == 0);
}

/* A table with heads that does not fit where it is pasted may be imported instead. */
static void
import_step (WindowFixture *self)
{
  GtkWindow *report;
  guint first;

  window_open_demo_flat (self);
  first = window_find_run (self, 3, PASAR_FIELD_PRICE);
  pasar_sheet_set_cursor (self->window->sheet, first, PASAR_COLUMN_PRICE);
  gdk_clipboard_set_text (get_clipboard (self), "Price\tName\n7.01\tMug\n7.02\tTowel");
  act (self, "sheet.paste");
  report = wait_dialog (self);
  g_assert_true (adw_message_dialog_has_response (ADW_MESSAGE_DIALOG (report), "import"));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (report), "import");
  gtk_window_destroy (report);
  g_assert_true (PASAR_IS_IMPORT_DIALOG (self->window->import));

  gtk_window_close (self->window->import);
  WAIT_FOR (window_find_dialog (self) == NULL);
  gdk_clipboard_set_text (get_clipboard (self), "7.01\tMug\nsoon\tTowel");
  act (self, "sheet.paste");
  report = wait_dialog (self);
  g_assert_false (adw_message_dialog_has_response (ADW_MESSAGE_DIALOG (report), "import"));
  respond (self, "close");
}

/* A price list in another order finds its rows by their SKUs. */
static void
by_sku_step (WindowFixture *self)
{
  PasarView *view;
  g_autoptr (GString) text = g_string_new ("SKU\tNew price\n");
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint));

  window_open_demo_flat (self);
  view = pasar_sheet_get_view (self->window->sheet);
  for (guint position = g_list_model_get_n_items (G_LIST_MODEL (view)); position-- > 0;)
    {
      g_autofree char *lock = pasar_catalogue_dup_lock_text (window_get_catalogue (self),
                                                             pasar_view_get_row (view, position),
                                                             PASAR_FIELD_PRICE);

      if (lock == NULL && *read_sku (self, position) != '\0' && rows->len < 4)
        {
          g_string_append_printf (text, "%s\t5.0%u\n", read_sku (self, position), rows->len + 1);
          g_array_append_val (rows, position);
        }
    }
  g_assert_cmpuint (rows->len, ==, 4);
  pasar_sheet_set_cursor (self->window->sheet, 0, PASAR_COLUMN_PRICE);
  gdk_clipboard_set_text (get_clipboard (self), text->str);
  act (self, "sheet.paste");
  respond (self, "cancel");
  g_assert_cmpuint (window_count_changed (self), ==, 0);
  act (self, "sheet.paste");
  respond (self, "sku");
  WAIT_FOR (window_count_changed (self) == 4);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpint (window_read_value (self, g_array_index (rows, guint, i), PASAR_FIELD_PRICE),
                     ==,
                     501 + i);
  undo (self);
  WAIT_FOR (window_count_changed (self) == 0);
}

static void
chosen_cb (PasarPasteChoice choice, guint column, gpointer user_data)
{
  *(int *) user_data = (int) choice;
}

/* A question that goes without an answer is told, so that what waits for it ends. */
static void
unanswered_step (WindowFixture *self)
{
  static const char *const texts[] = { "A-1", "5.00" };
  const PasarPasteTable table = { texts, 1, 2, '.' };
  const PasarSkuCount count = { .column = 0, .n_found = 1 };
  int chosen = -1;

  window_open_demo_flat (self);
  pasar_paste_choice_ask (self->window, &table, count, chosen_cb, &chosen);
  gtk_window_destroy (wait_dialog (self));
  WAIT_FOR (chosen == PASAR_PASTE_CHOICE_NONE);
}

/* The display tells of it in its own time. */
static void
empty_clipboard (WindowFixture *self)
{
  gdk_clipboard_set_content (get_clipboard (self), NULL);
  gdk_display_sync (gtk_widget_get_display (GTK_WIDGET (self->window)));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* What another program has copied has no formats before that program has named them. */
static void
late_step (WindowFixture *self)
{
  const char *uris = "file:///nowhere/prices.csv\r\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (uris, strlen (uris));
  g_autoptr (GdkContentProvider) file = gdk_content_provider_new_for_bytes ("text/uri-list", bytes);

  window_open_demo_flat (self);
  pasar_sheet_set_cursor (self->window->sheet,
                          window_find_run (self, 1, PASAR_FIELD_PRICE),
                          PASAR_COLUMN_PRICE);
  empty_clipboard (self);
  act (self, "sheet.paste");
  gdk_clipboard_set_content (get_clipboard (self), file);
  WAIT_FOR (self->window->import != NULL);
  gtk_window_close (self->window->import);
  WAIT_FOR (window_find_dialog (self) == NULL);

  empty_clipboard (self);
  act (self, "sheet.paste");
  WAIT_FOR (g_strcmp0 (read_toast (self), "There is nothing to paste.") == 0);
  g_assert_cmpuint (window_count_changed (self), ==, 0);
}

/* While a cell is edited the clipboard is about its text. */
static void
editor_step (WindowFixture *self)
{
  GtkEditable *editor;

  window_open_demo_flat (self);
  pasar_sheet_set_cursor (self->window->sheet,
                          window_find_run (self, 1, PASAR_FIELD_PRICE),
                          PASAR_COLUMN_PRICE);
  gdk_clipboard_set_text (get_clipboard (self), "3.21");
  g_assert_true (pasar_sheet_begin_edit (self->window->sheet, ""));
  act (self, "sheet.paste");
  editor = pasar_sheet_get_editor (self->window->sheet);
  WAIT_FOR (g_strcmp0 (gtk_editable_get_text (editor), "3.21") == 0);
  g_assert_cmpuint (window_count_changed (self), ==, 0);
  pasar_sheet_cancel_edit (self->window->sheet);
}

int
main (int argc, char **argv)
{
  window_test_init (&argc, &argv);
  window_add ("/clipboard/copy", copy_step);
  window_add ("/clipboard/copy-again", copy_again_step);
  window_add ("/clipboard/paste", paste_step);
  window_add ("/clipboard/refused", refused_step);
  window_add ("/clipboard/import", import_step);
  window_add ("/clipboard/by-sku", by_sku_step);
  window_add ("/clipboard/unanswered", unanswered_step);
  window_add ("/clipboard/late", late_step);
  window_add ("/clipboard/editor", editor_step);
  return window_test_run ();
}
