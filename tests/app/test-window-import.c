/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/dialogs/import.h"
#include "window-fixture.h"
#include "workbook-fixture.h"

/* Importing into the demo shop. */

/* Places in the list of separators. */
#define SEMICOLON 1
#define BAR       3

#define CELL(text)         "<c t=\"inlineStr\"><is><t>" text "</t></is></c>"
#define ROW(number, cells) "<row r=\"" number "\">" cells "</row>"

static GtkWidget *
find_widget (GtkWidget *widget, GType type, guint *nth)
{
  GtkWidget *found = NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && (*nth)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, type, nth);
  return found;
}

static GtkWidget *
get_part (WindowFixture *self, const char *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (self->window->import),
                                                    PASAR_TYPE_IMPORT_DIALOG,
                                                    name));
}

static gpointer
find_in_part (WindowFixture *self, const char *name, GType type, guint nth)
{
  return find_widget (get_part (self, name), type, &nth);
}

static GtkWidget *
find_icon_button (GtkWidget *part, const char *icon)
{
  for (guint i = 0;; i++)
    {
      guint nth = i;
      GtkWidget *button = find_widget (part, GTK_TYPE_BUTTON, &nth);

      if (button == NULL || g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (button)), icon) == 0)
        return button;
    }
}

static gboolean
can_import (WindowFixture *self)
{
  return gtk_widget_get_sensitive (get_part (self, "import_button"));
}

static void
click (WindowFixture *self, const char *name)
{
  g_signal_emit_by_name (get_part (self, name), "clicked");
}

static void
import_text (WindowFixture *self, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  pasar_window_import_text (self->window, bytes);
}

static void
close_import (WindowFixture *self)
{
  gtk_window_close (self->window->import);
  WAIT_FOR (self->window->import == NULL);
}

/* Of an item that can get another price. */
static const char *
find_sku (WindowFixture *self)
{
  const guint row =
      pasar_view_get_row (pasar_sheet_get_view (self->window->sheet), window_find_plain (self));

  return pasar_catalogue_read_row (window_get_catalogue (self), row).sku;
}

/* The row that names the columns is chosen among those with something in them. */
static void
head_step (WindowFixture *self)
{
  g_autoptr (GBytes) workbook =
      fixture_xlsx ("<sheetData>" ROW ("1", CELL ("Price list"))
                        ROW ("4", CELL ("SKU") CELL ("Price") CELL ("Stock"))
                            ROW ("5", CELL ("A-1") CELL ("1.50") CELL ("3"))
                                ROW ("9", CELL ("B-2") CELL ("2.50") CELL ("4")) "</sheetData>",
                    NULL,
                    NULL);
  GtkSpinButton *head;

  window_open_demo (self);
  pasar_window_import_text (self->window, workbook);
  head = find_in_part (self, "options", GTK_TYPE_SPIN_BUTTON, 0);
  WAIT_FOR (gtk_spin_button_get_value_as_int (head) == 4);
  gtk_spin_button_spin (head, GTK_SPIN_STEP_BACKWARD, 1);
  WAIT_FOR (gtk_spin_button_get_value_as_int (head) == 1);
  gtk_spin_button_spin (head, GTK_SPIN_STEP_BACKWARD, 1);
  WAIT_FOR (gtk_spin_button_get_value_as_int (head) == 0);
  for (guint i = 0; i < 4; i++)
    {
      static const int rows[] = { 1, 4, 5, 9 };

      gtk_spin_button_spin (head, GTK_SPIN_STEP_FORWARD, 1);
      WAIT_FOR (gtk_spin_button_get_value_as_int (head) == rows[i]);
    }
  close_import (self);
}

static gboolean
is_open (WindowFixture *self)
{
  return gtk_stack_get_visible_child (GTK_STACK (get_part (self, "pages")))
         == get_part (self, "main_page");
}

/* What is read amiss and was corrected is read so the next time. */
static void
corrected_step (WindowFixture *self)
{
  g_autofree char *list = NULL;
  GtkDropDown *separator;

  window_open_demo_flat (self);
  list = g_strdup_printf ("SKU|Name;x;y;z|Price\n%s|A;b;c;d|7.01\nX-1|E;f;g;h|8.00\n",
                          find_sku (self));
  import_text (self, list);
  separator = find_in_part (self, "options", GTK_TYPE_DROP_DOWN, 2);
  WAIT_FOR (is_open (self));
  g_assert_cmpuint (gtk_drop_down_get_selected (separator), ==, SEMICOLON);
  gtk_drop_down_set_selected (separator, BAR);
  WAIT_FOR (can_import (self));
  click (self, "import_button");
  WAIT_FOR (self->window->import == NULL);
  WAIT_FOR (window_count_changed (self) == 1);

  g_action_group_activate_action (G_ACTION_GROUP (self->window), "undo", NULL);
  WAIT_FOR (window_count_changed (self) == 0);
  import_text (self, list);
  separator = find_in_part (self, "options", GTK_TYPE_DROP_DOWN, 2);
  WAIT_FOR (can_import (self));
  g_assert_cmpuint (gtk_drop_down_get_selected (separator), ==, BAR);
  g_assert_false (gtk_widget_get_visible (get_part (self, "warning_label")));
  close_import (self);
}

static gboolean
says (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
      && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says (child, text))
      return TRUE;
  return FALSE;
}

/* What a promotion locks is taken as what is typed is, and waits; that is said before. */
static void
postponed_step (WindowFixture *self)
{
  g_autofree char *list = NULL;
  PasarCatalogue *catalogue;
  guint row;

  window_open_demo_flat (self);
  catalogue = window_get_catalogue (self);
  row = window_find_promoted (self);
  list = g_strdup_printf ("SKU,Price\n%s,7.01\n%s,9.01\n",
                          find_sku (self),
                          pasar_catalogue_read_row (catalogue, row).sku);
  import_text (self, list);
  WAIT_FOR (can_import (self));
  g_assert_true (
      says (get_part (self, "extent_label"), "1 value waits for the end of a promotion"));
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (get_part (self, "import_button"))),
                   ==,
                   "Import 2 Prices");
  g_assert_false (gtk_widget_get_visible (get_part (self, "leftovers_button")));
  /* All, Changed and Waiting. */
  gtk_toggle_button_set_active (find_in_part (self, "rows", GTK_TYPE_TOGGLE_BUTTON, 2), TRUE);
  WAIT_FOR (says (get_part (self, "rows"), "Price: Waits until "));
  g_assert_false (says (get_part (self, "rows"), "7.01"));
  g_assert_true (says (get_part (self, "rows"), "9.01"));
  click (self, "import_button");
  WAIT_FOR (self->window->import == NULL);
  WAIT_FOR (window_count_changed (self) == 2);
  g_assert_cmpint (pasar_catalogue_get_postponed_until (catalogue, row, PASAR_FIELD_PRICE), >, 0);
  WAIT_FOR (pasar_postponed_get_n (self->window->postponed) == 1);
}

/* Of two formulas for one column the one that is not used says so. */
static void
formulas_step (WindowFixture *self)
{
  g_autofree char *list = NULL;
  GtkWidget *first;
  GtkWidget *second;

  window_open_demo_flat (self);
  list = g_strdup_printf ("SKU,HPP\n%s,7.01\n", find_sku (self));
  import_text (self, list);
  WAIT_FOR (is_open (self));
  click (self, "add_button");
  click (self, "add_button");
  first = find_in_part (self, "computed", GTK_TYPE_ENTRY, 0);
  second = find_in_part (self, "computed", GTK_TYPE_ENTRY, 1);
  gtk_editable_set_text (GTK_EDITABLE (first), "=hpp*2");
  g_assert_false (gtk_widget_has_css_class (first, "error"));
  gtk_editable_set_text (GTK_EDITABLE (second), "=hpp*3");
  g_assert_true (gtk_widget_has_css_class (first, "error"));
  g_assert_false (gtk_widget_has_css_class (second, "error"));
  gtk_editable_set_text (GTK_EDITABLE (first), "=hpp*4");
  g_assert_false (gtk_widget_has_css_class (first, "error"));
  g_assert_true (gtk_widget_has_css_class (second, "error"));
  /* What took its place is removed. */
  g_signal_emit_by_name (find_icon_button (get_part (self, "computed"), "list-remove-symbolic"),
                         "clicked");
  g_assert_true (find_in_part (self, "computed", GTK_TYPE_ENTRY, 0) == second);
  g_assert_false (gtk_widget_has_css_class (second, "error"));
  close_import (self);
}

/* What such a file meant the last time may be found later than what is in it. */
static void
remembered_step (WindowFixture *self)
{
  static const PasarImportSource source = { PASAR_COLUMN_PRICE, -1, "=hpp*2" };
  g_autofree char *list = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (PasarImportReading) reading = NULL;
  g_autoptr (PasarImportMapping) mapping = NULL;
  GtkEditable *formula;

  window_open_demo_flat (self);
  list = g_strdup_printf ("SKU,HPP\n%s,7.01\n", find_sku (self));
  bytes = g_bytes_new (list, strlen (list));
  reading = pasar_import_reading_new_text (window_get_catalogue (self), bytes, "List");
  g_set_weak_pointer (&self->window->import,
                      pasar_import_dialog_new (GTK_WINDOW (self->window),
                                               self->window->session,
                                               reading));
  gtk_window_present (self->window->import);
  WAIT_FOR (is_open (self));
  g_assert_null (find_in_part (self, "computed", GTK_TYPE_ENTRY, 0));
  mapping = pasar_import_mapping_copy (pasar_import_reading_get_mapping (reading));
  pasar_import_mapping_set_source (mapping, &source);
  pasar_import_reading_set_mapping (reading, mapping);
  WAIT_FOR (can_import (self));
  formula = find_in_part (self, "computed", GTK_TYPE_ENTRY, 0);
  g_assert_cmpstr (gtk_editable_get_text (formula), ==, source.expression);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (formula)));
  g_assert_null (find_in_part (self, "computed", GTK_TYPE_ENTRY, 1));
  close_import (self);
}

/* Closed while it is staged: nothing is, unless it was too late for that. */
static void
closed_step (WindowFixture *self)
{
  g_autoptr (GString) list = g_string_new ("Product ID,Price\n");
  PasarCatalogue *catalogue;

  window_open_demo_flat (self);
  window_put_many (self);
  catalogue = window_get_catalogue (self);
  for (guint row = 0; row < pasar_catalogue_get_n_rows (catalogue); row++)
    g_string_append_printf (list,
                            "%" G_GINT64_FORMAT ",6.00\n",
                            pasar_catalogue_row_get_key (catalogue, row).item_id);
  import_text (self, list->str);
  WAIT_FOR (can_import (self));
  click (self, "import_button");
  pasar_window_close_import (self->window);
  WAIT_FOR (self->window->import == NULL);
  g_assert_cmpuint (window_count_changed (self), ==, 0);
}

static gboolean
is_of_import (AdwToast *toast)
{
  return toast != NULL && g_str_has_prefix (adw_toast_get_title (toast), "Import of");
}

/* Closed as its shop goes, when it was too late to stop it: undo is not offered in the next one. */
static void
late_step (WindowFixture *self)
{
  g_autofree char *list = NULL;
  gulong handler;

  window_open_demo_flat (self);
  list = g_strdup_printf ("SKU,Price\n%s,7.01\n", find_sku (self));
  import_text (self, list);
  WAIT_FOR (can_import (self));
  handler = g_signal_connect_swapped (window_get_catalogue (self),
                                      "values-changed",
                                      G_CALLBACK (pasar_window_close_import),
                                      self->window);
  click (self, "import_button");
  WAIT_FOR (self->window->import == NULL);
  g_signal_handler_disconnect (window_get_catalogue (self), handler);
  g_assert_cmpuint (window_count_changed (self), ==, 1);
  g_assert_false (is_of_import (self->window->toast));
  g_assert_false (is_of_import (self->window->waiting_toast));
}

int
main (int argc, char **argv)
{
  window_test_init (&argc, &argv);
  window_add ("/import/head", head_step);
  window_add ("/import/corrected", corrected_step);
  window_add ("/import/postponed", postponed_step);
  window_add ("/import/formulas", formulas_step);
  window_add ("/import/remembered", remembered_step);
  window_add ("/import/closed", closed_step);
  window_add ("/import/late", late_step);
  return window_test_run ();
}
