/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "frames.h"
#include "window-fixture.h"

/* Finding in the sheet, and replacing. */

static void
act (WindowFixture *self, const char *action)
{
  g_action_group_activate_action (G_ACTION_GROUP (self->window), action, NULL);
}

static GtkWidget *
find_widget (GtkWidget *widget, GType type, guint *nth)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && (*nth)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type, nth);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The first is what is found, the second what stands in its place. */
static GtkEditable *
get_entry (WindowFixture *self, guint nth)
{
  return GTK_EDITABLE (find_widget (GTK_WIDGET (self->window->find_bar), GTK_TYPE_ENTRY, &nth));
}

static GtkDropDown *
get_scope (WindowFixture *self)
{
  guint nth = 0;

  return GTK_DROP_DOWN (
      find_widget (GTK_WIDGET (self->window->find_bar), GTK_TYPE_DROP_DOWN, &nth));
}

/* The button whose label begins so. */
static GtkButton *
find_button (WindowFixture *self, const char *label)
{
  for (guint i = 0;; i++)
    {
      guint nth = i;
      GtkWidget *button = find_widget (GTK_WIDGET (self->window->find_bar), GTK_TYPE_BUTTON, &nth);
      const char *own = button != NULL ? gtk_button_get_label (GTK_BUTTON (button)) : NULL;

      if (button == NULL || (own != NULL && g_str_has_prefix (own, label)))
        return button != NULL ? GTK_BUTTON (button) : NULL;
    }
}

/* Whether a label of the bar says so. */
static gboolean
says (WindowFixture *self, const char *text)
{
  for (guint i = 0;; i++)
    {
      guint nth = i;
      GtkWidget *label = find_widget (GTK_WIDGET (self->window->find_bar), GTK_TYPE_LABEL, &nth);

      if (label == NULL)
        return FALSE;
      if (g_str_equal (gtk_label_get_text (GTK_LABEL (label)), text))
        return TRUE;
    }
}

static gboolean
has_focus (WindowFixture *self, gpointer widget)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self->window));

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

static PasarView *
get_view (WindowFixture *self)
{
  return pasar_sheet_get_view (self->window->sheet);
}

/* A model whose item is folded is gone to all the same, and Escape leads back to it. */
static void
folded_step (WindowFixture *self)
{
  PasarCatalogue *catalogue;
  PasarColumn column;
  PasarRowInfo info = { 0 };
  guint position;
  guint row = 0;

  window_open_demo (self);
  catalogue = window_get_catalogue (self);
  pasar_view_fold_all (get_view (self), TRUE);
  for (; !info.is_model || *info.sku == '\0'; row++)
    info = pasar_catalogue_read_row (catalogue, row);
  act (self, "find-next");
  g_assert_true (has_focus (self, get_entry (self, 0)));
  gtk_editable_set_text (get_entry (self, 0), info.sku);
  g_signal_emit_by_name (get_entry (self, 0), "activate");
  WAIT_FOR (pasar_sheet_get_cursor (self->window->sheet, &column) != PASAR_NO_ROW
            && column == PASAR_COLUMN_SKU);
  position = pasar_sheet_get_cursor (self->window->sheet, NULL);
  g_assert_cmpint (pasar_catalogue_row_get_key (catalogue,
                                                pasar_view_get_row (get_view (self), position))
                       .model_id,
                   ==,
                   info.key.model_id);
  g_assert_true (has_focus (self, get_entry (self, 0)));
  window_press (self, GDK_KEY_Escape, 0);
  g_assert_true (has_focus (self, self->window->sheet));
}

static gboolean
are_all (WindowFixture *self, guint first, gint64 price)
{
  return window_read_value (self, first, PASAR_FIELD_PRICE) == price
         && window_read_value (self, first + 1, PASAR_FIELD_PRICE) == price
         && window_read_value (self, first + 2, PASAR_FIELD_PRICE) == price;
}

/* Three prices below each other, which are selected, become what is returned: so many whole ones
 * and .10. */
static gint64
type_three (WindowFixture *self, guint first)
{
  const gint64 whole = window_read_value (self, first, PASAR_FIELD_PRICE) / 100;
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT ".10", whole);

  window_select_cells (self, first, 3, PASAR_COLUMN_PRICE, 1);
  gtk_widget_grab_focus (GTK_WIDGET (self->window->sheet));
  g_assert_true (pasar_sheet_begin_edit (self->window->sheet, text));
  window_press (self, GDK_KEY_Return, GDK_CONTROL_MASK);
  WAIT_FOR (are_all (self, first, 100 * whole + 10));
  return 100 * whole + 10;
}

/* Only the selected cells are meant, which stay selected. */
static void
selected_step (WindowFixture *self)
{
  gint64 price;
  gint64 below;
  guint first;
  guint n_ranges;

  window_open_demo_flat (self);
  first = window_find_run (self, 4, PASAR_FIELD_PRICE);
  below = window_read_value (self, first + 3, PASAR_FIELD_PRICE);
  price = type_three (self, first);

  act (self, "find-replace");
  g_assert_cmpuint (gtk_drop_down_get_selected (get_scope (self)), ==, 1);
  gtk_editable_set_text (get_entry (self, 0), ".10");
  WAIT_FOR (says (self, "1 of 3"));
  act (self, "find-next");
  WAIT_FOR (says (self, "2 of 3"));
  pasar_grid_get_ranges (window_get_grid (self), &n_ranges);
  g_assert_cmpuint (n_ranges, ==, 1);
  gtk_editable_set_text (get_entry (self, 1), ".20");
  WAIT_FOR (find_button (self, "Replace _All (3)") != NULL);
  g_signal_emit_by_name (find_button (self, "Replace _All (3)"), "clicked");
  WAIT_FOR (are_all (self, first, price + 10));
  g_assert_cmpint (window_read_value (self, first + 3, PASAR_FIELD_PRICE), ==, below);
  /* The keyboard is where undo is about the cells. */
  g_assert_true (has_focus (self, self->window->sheet));
  act (self, "undo");
  WAIT_FOR (are_all (self, first, price));
}

/* What was to be replaced is not replaced elsewhere. */
static void
other_scope_step (WindowFixture *self)
{
  window_open_demo (self);
  window_put_many (self);
  pasar_sheet_set_cursor (self->window->sheet, 0, PASAR_COLUMN_STOCK);
  act (self, "find-replace");
  gtk_editable_set_text (get_entry (self, 0), "5.00");
  gtk_editable_set_text (get_entry (self, 1), "5.90");
  g_signal_emit_by_name (find_button (self, "Replace _All"), "clicked");
  gtk_drop_down_set_selected (get_scope (self), 2);
  WAIT_FOR (find_button (self, "Replace _All (") != NULL);
  frames_settle ();
  g_assert_cmpuint (window_count_changed (self), ==, 0);

  gtk_drop_down_set_selected (get_scope (self), 0);
  pasar_sheet_set_cursor (self->window->sheet, 0, PASAR_COLUMN_PRICE);
  gtk_editable_set_text (get_entry (self, 1), "4");
  gtk_editable_set_text (get_entry (self, 0), "3");
  g_signal_emit_by_name (find_button (self, "Replace _All"), "clicked");
  pasar_sheet_set_cursor (self->window->sheet, 0, PASAR_COLUMN_STOCK);
  WAIT_FOR (find_button (self, "Replace _All (") != NULL);
  frames_settle ();
  /* All of these many have the same stock. */
  g_assert_cmpuint (window_count_changed (self), <, 1000);
}

/* The bar may be closed before what is replaced is kept: the cursor stays where it is then. */
static void
closed_step (WindowFixture *self)
{
  guint first;
  gint64 price;

  window_open_demo_flat (self);
  first = window_find_run (self, 3, PASAR_FIELD_PRICE);
  price = type_three (self, first);
  act (self, "find-replace");
  gtk_editable_set_text (get_entry (self, 0), ".10");
  gtk_editable_set_text (get_entry (self, 1), ".20");
  WAIT_FOR (says (self, "1 of 3"));
  g_signal_emit_by_name (find_button (self, "_Replace"), "clicked");
  window_press (self, GDK_KEY_Escape, 0);
  WAIT_FOR (window_read_value (self, first, PASAR_FIELD_PRICE) == price + 10);
  frames_settle ();
  g_assert_cmpuint (pasar_sheet_get_cursor (self->window->sheet, NULL), ==, first);
}

/* What was to be replaced everywhere, and was stopped, can be asked for again. */
static void
stopped_step (WindowFixture *self)
{
  window_open_demo (self);
  window_put_many (self);
  pasar_sheet_set_cursor (self->window->sheet, 0, PASAR_COLUMN_PRICE);
  act (self, "find-replace");
  gtk_editable_set_text (get_entry (self, 0), "5.00");
  gtk_editable_set_text (get_entry (self, 1), "5.90");
  WAIT_FOR (find_button (self, "Replace _All (") != NULL);
  g_signal_emit_by_name (find_button (self, "Replace _All"), "clicked");
  /* It begins once it is known what is found, which the shop may have changed meanwhile. */
  WAIT_FOR (pasar_sheet_stop_staging (self->window->sheet));
  WAIT_FOR (!pasar_sheet_stop_staging (self->window->sheet));
  /* On a busy machine it may be too late to stop it. */
  if (window_count_changed (self) == 0)
    g_signal_emit_by_name (find_button (self, "Replace _All"), "clicked");
  WAIT_FOR (window_count_changed (self) > 1000);
}

#define RARE_ID G_GINT64_CONSTANT (7000001)

/* Three items whose price nothing else has. */
static void
put_rare (WindowFixture *self)
{
  const PasarLocationStock location = { "", 3 };
  const PasarModelRecord model = { .name = "",
                                   .sku = "",
                                   .price = 9876543,
                                   .locations = &location,
                                   .n_locations = 1 };

  for (gint64 id = RARE_ID; id < RARE_ID + 3; id++)
    {
      const PasarItemRecord item = { .item_id = id,
                                     .name = "Pearl",
                                     .sku = "",
                                     .status = PASAR_STATUS_NORMAL,
                                     .wholesale_price = PASAR_NO_VALUE,
                                     .models = &model,
                                     .n_models = 1 };

      pasar_catalogue_put_item (window_get_catalogue (self), &item);
    }
}

static GtkMenuButton *
get_preview (WindowFixture *self)
{
  guint nth = 1;

  return GTK_MENU_BUTTON (
      find_widget (GTK_WIDGET (self->window->find_bar), GTK_TYPE_MENU_BUTTON, &nth));
}

/* How many cells of these items the preview lists, which are all that it lists. */
static guint
count_listed (WindowFixture *self)
{
  GtkWidget *popover = GTK_WIDGET (gtk_menu_button_get_popover (get_preview (self)));

  for (guint n = 0;; n++)
    {
      guint nth = n;
      GtkWidget *row = find_widget (popover, GTK_TYPE_LIST_BOX_ROW, &nth);

      if (row == NULL)
        return n;
      nth = 0;
      g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (find_widget (row, GTK_TYPE_LABEL, &nth))),
                       ==,
                       "Pearl");
    }
}

/* What the preview lists is there, and would be replaced: else it is left. */
static void
refreshed_step (WindowFixture *self)
{
  GtkWidget *popover;

  window_open_demo (self);
  put_rare (self);
  act (self, "find-replace");
  gtk_drop_down_set_selected (get_scope (self), 2);
  gtk_editable_set_text (get_entry (self, 0), "98765.4");
  gtk_editable_set_text (get_entry (self, 1), "98765.5");
  WAIT_FOR (find_button (self, "Replace _All (3)") != NULL);
  popover = GTK_WIDGET (gtk_menu_button_get_popover (get_preview (self)));
  gtk_menu_button_popup (get_preview (self));
  g_assert_cmpuint (count_listed (self), ==, 3);
  pasar_catalogue_remove_item (window_get_catalogue (self), RARE_ID);
  WAIT_FOR (!gtk_widget_get_visible (popover));
  WAIT_FOR (find_button (self, "Replace _All (2)") != NULL);

  /* Before it is known what is left. */
  pasar_catalogue_remove_item (window_get_catalogue (self), RARE_ID + 1);
  gtk_menu_button_popup (get_preview (self));
  g_assert_cmpuint (count_listed (self), ==, 0);
  WAIT_FOR (find_button (self, "Replace _All (1)") != NULL);
  gtk_menu_button_popup (get_preview (self));
  g_assert_cmpuint (count_listed (self), ==, 1);
}

/* What the seller presses before it is known what is found is done once it is. */
static void
find_as_typed (gpointer fixture)
{
  WindowFixture *self = fixture;

  gtk_editable_set_text (get_entry (self, 0), "");
  gtk_drop_down_set_selected (get_scope (self), 2);
  gtk_editable_set_text (get_entry (self, 0), "b");
  gtk_editable_set_text (get_entry (self, 0), "bea");
  gtk_editable_set_text (get_entry (self, 0), "bead");
  g_signal_emit_by_name (get_entry (self, 0), "activate");
  WAIT_FOR (pasar_sheet_get_cursor (self->window->sheet, NULL) != 0);
  frames_settle ();
}

static void
replace_all (gpointer fixture)
{
  WindowFixture *self = fixture;

  gtk_drop_down_set_selected (get_scope (self), 0);
  pasar_sheet_set_cursor (self->window->sheet, 0, PASAR_COLUMN_PRICE);
  gtk_editable_set_text (get_entry (self, 0), "5.00");
  gtk_editable_set_text (get_entry (self, 1), "5.90");
  g_signal_emit_by_name (find_button (self, "Replace _All"), "clicked");
  WAIT_FOR (window_count_changed (self) > 1000);
  frames_settle ();
}

static void
undo (gpointer fixture)
{
  WindowFixture *self = fixture;

  act (self, "undo");
  WAIT_FOR (window_count_changed (self) == 0);
  frames_settle ();
}

static void
frames_step (WindowFixture *self)
{
  static const FramesCase cases[] = {
    { "find as it is typed", find_as_typed },
    { "replace all", replace_all },
    { "undo", undo },
  };

  window_open_demo (self);
  window_put_many (self);
  pasar_sheet_set_cursor (self->window->sheet, 0, PASAR_COLUMN_PRICE);
  act (self, "find-replace");
  frames_assert_short (cases, G_N_ELEMENTS (cases), self);
}

int
main (int argc, char **argv)
{
  window_test_init (&argc, &argv);
  window_add ("/window-find/folded", folded_step);
  window_add ("/window-find/selected", selected_step);
  window_add ("/window-find/other-scope", other_scope_step);
  window_add ("/window-find/closed", closed_step);
  window_add ("/window-find/stopped", stopped_step);
  window_add ("/window-find/refreshed", refreshed_step);
  window_add ("/window-find/holds-no-frame", frames_step);
  return window_test_run ();
}
