/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/item-pane.h"
#include "sheet-fixture.h"

/* The pane beside a sheet: the fixture's window gets both. */

static GtkWidget *
add_pane (SheetFixture *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *pane = pasar_item_pane_new (self->sheet);

  g_object_ref (self->sheet);
  gtk_window_set_child (self->window, NULL);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->sheet));
  gtk_box_append (GTK_BOX (box), pane);
  g_object_unref (self->sheet);
  gtk_window_set_child (self->window, box);
  WAIT_FOR (gtk_widget_get_mapped (pane));
  return pane;
}

/* The texts that are seen, in their order: "a|b|c". */
static void
append_texts (GtkWidget *widget, GString *texts)
{
  if (!gtk_widget_get_visible (widget))
    return;
  if (GTK_IS_LABEL (widget))
    g_string_append_printf (texts,
                            "%s%s",
                            texts->len > 0 ? "|" : "",
                            gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    append_texts (child, texts);
}

static char *
dup_texts (GtkWidget *pane)
{
  GString *texts = g_string_new (NULL);

  append_texts (pane, texts);
  return g_string_free (texts, FALSE);
}

static gboolean
shows (GtkWidget *pane, const char *part)
{
  g_autofree char *texts = dup_texts (pane);

  return strstr (texts, part) != NULL;
}

static gboolean
begins_with (GtkWidget *pane, const char *start)
{
  g_autofree char *texts = dup_texts (pane);

  return g_str_has_prefix (texts, start);
}

static void
test_follows (SheetFixture *self, gconstpointer data)
{
  GtkWidget *pane = add_pane (self);
  const PasarRowInfo plain = pasar_catalogue_read_row (self->catalogue, sheet_get_row (self, 1, 0));
  const PasarRowInfo model =
      pasar_catalogue_read_row (self->catalogue, sheet_get_row (self, 2, 21));
  g_autofree char *name = g_strdup_printf ("%s|SKU|", plain.name);
  g_autofree char *both = g_strdup_printf ("%s|%s|", model.name, model.variation);
  g_autofree char *item = g_strdup_printf ("%s|2 variations|", model.name);

  sheet_go_to (self, 1, 0, PASAR_COLUMN_PRICE);
  WAIT_FOR (begins_with (pane, name));
  g_assert_true (shows (pane, "|Item ID|1|"));
  g_assert_false (shows (pane, "Variation ID"));
  sheet_go_to (self, 2, 21, PASAR_COLUMN_PRICE);
  WAIT_FOR (begins_with (pane, both));
  g_assert_true (shows (pane, "|Variation ID|21"));
  sheet_go_to (self, 2, 0, PASAR_COLUMN_PRICE);
  WAIT_FOR (begins_with (pane, item));
}

/* Of the row, and of the variations beside it. */
static void
test_changes (SheetFixture *self, gconstpointer data)
{
  GtkWidget *pane = add_pane (self);
  const PasarRowInfo other =
      pasar_catalogue_read_row (self->catalogue, sheet_get_row (self, 2, 22));
  g_autofree char *heading = g_strdup_printf ("Changed Variations|%s|Stock|", other.variation);

  sheet_go_to (self, 2, 21, PASAR_COLUMN_PRICE);
  WAIT_FOR (shows (pane, "|Variation ID|21"));
  g_assert_false (shows (pane, "Changed Variations"));
  sheet_enter (self, 2, 22, PASAR_COLUMN_STOCK, "77");
  sheet_go_to (self, 2, 21, PASAR_COLUMN_PRICE);
  WAIT_FOR (shows (pane, heading));
  g_assert_true (shows (pane, " 77 "));

  /* What is wrong with it is said below it, and goes with it. */
  sheet_enter (self, 1, 0, PASAR_COLUMN_PRICE, "0");
  sheet_go_to (self, 1, 0, PASAR_COLUMN_PRICE);
  WAIT_FOR (shows (pane, "|The price must be more than 0."));
  g_assert_false (shows (pane, "Changed Variations"));
  sheet_go_to (self, 3, 0, PASAR_COLUMN_PRICE);
  WAIT_FOR (!shows (pane, "|The price must be more than 0."));
}

/* However often the cursor moves before a frame, the labels are filled once; while nobody sees the
 * pane they are not filled at all. */
static void
test_once_a_frame (SheetFixture *self, gconstpointer data)
{
  GtkWidget *pane = add_pane (self);
  g_autofree char *before = NULL;
  g_autofree char *amid = NULL;
  g_autofree char *hidden = NULL;

  sheet_go_to (self, 1, 0, PASAR_COLUMN_PRICE);
  WAIT_FOR (shows (pane, "|Item ID|1|"));
  before = dup_texts (pane);
  sheet_go_to (self, 3, 0, PASAR_COLUMN_PRICE);
  sheet_go_to (self, 2, 22, PASAR_COLUMN_PRICE);
  amid = dup_texts (pane);
  g_assert_cmpstr (amid, ==, before);
  WAIT_FOR (shows (pane, "|Variation ID|22"));

  gtk_widget_set_visible (pane, FALSE);
  sheet_go_to (self, 3, 0, PASAR_COLUMN_PRICE);
  gtk_widget_set_visible (pane, TRUE);
  WAIT_FOR (shows (pane, "|Item ID|3|"));
}

/* Without a row there is nothing to say. */
static void
test_no_row (SheetFixture *self, gconstpointer data)
{
  GtkWidget *pane = add_pane (self);

  sheet_go_to (self, 1, 0, PASAR_COLUMN_PRICE);
  WAIT_FOR (shows (pane, "|Item ID|1|"));
  pasar_view_set_text (pasar_sheet_get_view (self->sheet), "nothing has this");
  WAIT_FOR (!shows (pane, "SKU"));
  g_assert_false (shows (pane, "Item Details"));
  pasar_view_set_text (pasar_sheet_get_view (self->sheet), NULL);
  WAIT_FOR (shows (pane, "SKU"));
}

/* All that is known can be copied. */
static void
assert_selectable (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && !gtk_widget_has_css_class (widget, "dim-label")
      && GTK_IS_GRID (gtk_widget_get_parent (widget)))
    g_assert_true (gtk_label_get_selectable (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_selectable (child);
}

static void
test_selectable (SheetFixture *self, gconstpointer data)
{
  GtkWidget *pane = add_pane (self);

  sheet_go_to (self, 2, 21, PASAR_COLUMN_PRICE);
  WAIT_FOR (shows (pane, "|Variation ID|21"));
  assert_selectable (pane);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  sheet_add ("/item-pane/follows", test_follows);
  sheet_add ("/item-pane/changes", test_changes);
  sheet_add ("/item-pane/once-a-frame", test_once_a_frame);
  sheet_add ("/item-pane/no-row", test_no_row);
  sheet_add ("/item-pane/selectable", test_selectable);
  return g_test_run ();
}
