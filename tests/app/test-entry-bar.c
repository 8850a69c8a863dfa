/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "jobs/session/session-private.h"
#include "util.h"
#include "window-fixture.h"

/* The bar that changes several cells at once, with the demo shop in the window. */

/* One row a variation: the first of some that follow each other and whose value can be changed. */
static guint
open_with_run (WindowFixture *self, guint n, PasarField field)
{
  window_open_demo_flat (self);
  return window_find_run (self, n, field);
}

static GtkWidget *
find_widget (GtkWidget *widget, GType type)
{
  GtkWidget *found = NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, type);
  return found;
}

static GtkWidget *
find_in_bar (WindowFixture *self, GType type)
{
  return find_widget (GTK_WIDGET (self->window->entry_bar), type);
}

static gboolean
is_open (WindowFixture *self)
{
  return gtk_revealer_get_reveal_child (GTK_REVEALER (find_in_bar (self, GTK_TYPE_REVEALER)));
}

static gboolean
says (GtkWidget *widget, const char *text)
{
  gboolean found =
      GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && !found;
       child = gtk_widget_get_next_sibling (child))
    found = says (child, text);
  return found;
}

static gboolean
bar_says (WindowFixture *self, const char *text)
{
  return says (GTK_WIDGET (self->window->entry_bar), text);
}

static void
type (WindowFixture *self, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (find_in_bar (self, GTK_TYPE_ENTRY)), text);
}

static void
press_enter (WindowFixture *self)
{
  g_signal_emit_by_name (find_in_bar (self, GTK_TYPE_ENTRY), "activate");
}

static gboolean
has_keys (WindowFixture *self, gpointer widget)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self->window));

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

static void
undo (WindowFixture *self)
{
  g_action_group_activate_action (G_ACTION_GROUP (self->window), "undo", NULL);
}

static void
repeat (WindowFixture *self)
{
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (window_get_grid (self)), "sheet.repeat", NULL));
}

static gpointer
find_in_dialog (GtkWindow *dialog, const char *id)
{
  return gtk_widget_get_template_child (GTK_WIDGET (dialog), G_OBJECT_TYPE (dialog), id);
}

/* It is there with the second cell, says how many, and leaves the keyboard where it is. */
static void
open_step (WindowFixture *self)
{
  const guint first = open_with_run (self, 3, PASAR_FIELD_PRICE);
  PasarGridRange block = { .n_rows = 3 };

  window_select_cells (self, first, 3, PASAR_COLUMN_PRICE, 1);
  WAIT_FOR (is_open (self));
  g_assert_true (bar_says (self, "3 prices"));
  g_assert_true (has_keys (self, self->window->sheet));
  window_select_cells (self, first, 3, PASAR_COLUMN_NAME, 1);
  WAIT_FOR (!is_open (self));
  window_select_cells (self, first, 3, PASAR_COLUMN_STOCK, 1);
  WAIT_FOR (is_open (self));
  g_assert_true (bar_says (self, "Stock of 3 rows"));
  window_select_cells (self, first, 1, PASAR_COLUMN_STOCK, 1);
  WAIT_FOR (!is_open (self));

  /* Of a block of both it is about the column in which the cursor is. */
  block.first_row = first;
  block.first_column = window_find_place (self, PASAR_COLUMN_PRICE);
  block.n_columns = window_find_place (self, PASAR_COLUMN_STOCK) + 1 - block.first_column;
  pasar_sheet_set_cursor (self->window->sheet, first, PASAR_COLUMN_STOCK);
  pasar_grid_select (window_get_grid (self), &block, 1);
  WAIT_FOR (is_open (self) && bar_says (self, "Stock of 3 rows"));
}

/* What it would come to is told while it is typed; Enter does it, as one step. */
static void
apply_step (WindowFixture *self)
{
  const guint first = open_with_run (self, 3, PASAR_FIELD_PRICE);
  gint64 before[3];

  for (guint i = 0; i < 3; i++)
    before[i] = window_read_value (self, first + i, PASAR_FIELD_PRICE);
  window_select_cells (self, first, 3, PASAR_COLUMN_PRICE, 1);
  g_action_group_activate_action (G_ACTION_GROUP (self->window), "entry-bar", NULL);
  g_assert_true (has_keys (self, self->window->entry_bar));
  type (self, "+1");
  WAIT_FOR (bar_says (self, "3 prices change"));
  g_assert_cmpuint (window_count_changed (self), ==, 0);

  type (self, "+1 apples");
  g_assert_false (bar_says (self, "3 prices change"));
  g_assert_nonnull (gtk_entry_get_attributes (GTK_ENTRY (find_in_bar (self, GTK_TYPE_ENTRY))));
  press_enter (self);
  g_assert_true (has_keys (self, self->window->entry_bar));

  type (self, "+1");
  press_enter (self);
  WAIT_FOR (window_count_changed (self) == 3);
  g_assert_true (has_keys (self, self->window->sheet));
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (window_read_value (self, first + i, PASAR_FIELD_PRICE), ==, before[i] + 100);

  /* The same again, on two of them. */
  window_select_cells (self, first, 2, PASAR_COLUMN_PRICE, 1);
  repeat (self);
  WAIT_FOR (window_read_value (self, first, PASAR_FIELD_PRICE) == before[0] + 200);
  g_assert_cmpint (window_read_value (self, first + 1, PASAR_FIELD_PRICE), ==, before[1] + 200);
  g_assert_cmpint (window_read_value (self, first + 2, PASAR_FIELD_PRICE), ==, before[2] + 100);
  undo (self);
  WAIT_FOR (window_read_value (self, first, PASAR_FIELD_PRICE) == before[0] + 100);
  undo (self);
  WAIT_FOR (window_count_changed (self) == 0);
}

/* What was done last to several rows can be done to others, whichever way it was done. */
static void
repeat_step (WindowFixture *self)
{
  const guint first = open_with_run (self, 4, PASAR_FIELD_PRICE);
  PasarGrid *grid = window_get_grid (self);
  PasarGridRange range;
  GtkWindow *dialog;
  guint n_ranges;
  guint column;
  gint64 before;

  /* By Ctrl+Enter in a cell. A single cell that is edited after it is no bulk edit. */
  window_select_cells (self, first, 2, PASAR_COLUMN_PRICE, 1);
  before = window_read_value (self, first + 2, PASAR_FIELD_PRICE);
  pasar_grid_get_cursor (grid, &column);
  range = *pasar_grid_get_ranges (grid, &n_ranges);
  pasar_grid_source_commit (pasar_grid_get_source (grid),
                            first,
                            column,
                            &range,
                            1,
                            "=price*2",
                            NULL);
  WAIT_FOR (window_count_changed (self) == 2);
  pasar_sheet_set_cursor (self->window->sheet, first, PASAR_COLUMN_PRICE);
  g_assert_true (pasar_sheet_begin_edit (self->window->sheet, "7.77"));
  g_assert_true (pasar_sheet_end_edit (self->window->sheet));
  WAIT_FOR (window_read_value (self, first, PASAR_FIELD_PRICE) == 777);
  pasar_sheet_set_cursor (self->window->sheet, first + 2, PASAR_COLUMN_PRICE);
  repeat (self);
  WAIT_FOR (window_read_value (self, first + 2, PASAR_FIELD_PRICE) == 2 * before);

  /* By Edit Prices. */
  window_select_cells (self, first, 2, PASAR_COLUMN_PRICE, 1);
  g_action_group_activate_action (G_ACTION_GROUP (self->window), "edit-price", NULL);
  WAIT_FOR ((dialog = window_find_dialog (self)) != NULL);
  gtk_toggle_button_set_active (find_in_dialog (dialog, "percent_button"), TRUE);
  gtk_editable_set_text (find_in_dialog (dialog, "amount_entry"), "100");
  WAIT_FOR (gtk_widget_get_sensitive (find_in_dialog (dialog, "apply_button")));
  g_signal_emit_by_name (find_in_dialog (dialog, "apply_button"), "clicked");
  WAIT_FOR (window_read_value (self, first, PASAR_FIELD_PRICE) == 2 * 777
            && window_find_dialog (self) == NULL);
  before = window_read_value (self, first + 3, PASAR_FIELD_PRICE);
  window_select_cells (self, first + 2, 2, PASAR_COLUMN_PRICE, 1);
  repeat (self);
  WAIT_FOR (window_read_value (self, first + 3, PASAR_FIELD_PRICE) == 2 * before);

  /* A price is no number of pieces. */
  window_select_cells (self, first, 2, PASAR_COLUMN_PRICE, 1);
  g_action_group_activate_action (G_ACTION_GROUP (self->window), "entry-bar", NULL);
  type (self, "9");
  press_enter (self);
  WAIT_FOR (window_read_value (self, first, PASAR_FIELD_PRICE) == 900);
  window_select_cells (self, first, 2, PASAR_COLUMN_STOCK, 1);
  g_assert_false (pasar_window_repeat (self->window));
}

/* A number of pieces for several rows is not guessed at. */
static void
stock_step (WindowFixture *self)
{
  const guint first = open_with_run (self, 2, PASAR_FIELD_STOCK);

  window_select_cells (self, first, 2, PASAR_COLUMN_STOCK, 1);
  g_action_group_activate_action (G_ACTION_GROUP (self->window), "entry-bar", NULL);
  type (self, "10");
  g_assert_true (bar_says (self, "Choose whether"));
  press_enter (self);
  g_assert_cmpuint (window_count_changed (self), ==, 0);
  /* The first toggle of the bar is that of "each". */
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_in_bar (self, GTK_TYPE_TOGGLE_BUTTON)),
                                TRUE);
  press_enter (self);
  WAIT_FOR (window_read_value (self, first, PASAR_FIELD_STOCK) == 10
            && window_read_value (self, first + 1, PASAR_FIELD_STOCK) == 10);
  undo (self);
  WAIT_FOR (window_count_changed (self) == 0);
}

static GtkToggleButton *
find_toggle (WindowFixture *self, const char *label)
{
  GtkWidget *first = find_in_bar (self, GTK_TYPE_TOGGLE_BUTTON);

  for (GtkWidget *toggle = first; toggle != NULL; toggle = gtk_widget_get_next_sibling (toggle))
    {
      if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (toggle)), label) == 0)
        return GTK_TOGGLE_BUTTON (toggle);
    }
  g_assert_not_reached ();
}

static guint
put_at_two_locations (WindowFixture *self, gint64 item_id)
{
  const PasarLocationStock locations[] = { { "SGZ", 5 }, { "SG2", 7 } };
  const PasarModelRecord model = { .name = "",
                                   .sku = "",
                                   .price = 500,
                                   .locations = locations,
                                   .n_locations = G_N_ELEMENTS (locations) };
  const PasarItemRecord item = { .item_id = item_id,
                                 .position = 1000000 + item_id,
                                 .name = "Zither",
                                 .sku = "",
                                 .status = PASAR_STATUS_NORMAL,
                                 .wholesale_price = PASAR_NO_VALUE,
                                 .models = &model,
                                 .n_models = 1 };

  pasar_catalogue_put_item (window_get_catalogue (self), &item);
  return pasar_catalogue_find (window_get_catalogue (self), item_id, 0);
}

/* Pieces for rows with several locations are meant for each of these, where that is chosen. */
static void
location_step (WindowFixture *self)
{
  PasarView *view;
  guint rows[2];
  guint first;

  window_open_demo_flat (self);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    rows[i] = put_at_two_locations (self, 1 + i);
  view = pasar_sheet_get_view (self->window->sheet);
  pasar_view_set_text (view, "Zither");
  WAIT_FOR (g_list_model_get_n_items (G_LIST_MODEL (view)) == G_N_ELEMENTS (rows));
  first = MIN (pasar_view_find_row (view, rows[0]), pasar_view_find_row (view, rows[1]));
  window_select_cells (self, first, G_N_ELEMENTS (rows), PASAR_COLUMN_STOCK, 1);
  g_action_group_activate_action (G_ACTION_GROUP (self->window), "entry-bar", NULL);
  type (self, "10");
  g_assert_true (bar_says (self, "Choose whether"));
  gtk_toggle_button_set_active (find_toggle (self, "Each L_ocation"), TRUE);
  press_enter (self);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      PasarLocationStock staged[2];

      WAIT_FOR (window_read_value (self, first + i, PASAR_FIELD_STOCK) == 20);
      pasar_catalogue_row_get_staged_locations (window_get_catalogue (self), rows[i], staged, 2);
      g_assert_cmpint (staged[0].stock, ==, 10);
      g_assert_cmpint (staged[1].stock, ==, 10);
    }
  undo (self);
  WAIT_FOR (window_count_changed (self) == 0);
}

/* Enter is pressed before the rows that are selected are found. */
static void
open_with_many (WindowFixture *self)
{
  window_open_demo (self);
  window_put_items (self, 100000);
  window_select_cells (self, 0, PASAR_GRID_NONE, PASAR_COLUMN_PRICE, 1);
  WAIT_FOR (is_open (self));
  type (self, "+1");
  /* They are to be found anew. */
  window_select_cells (self, 0, 2, PASAR_COLUMN_PRICE, 1);
  window_select_cells (self, 0, PASAR_GRID_NONE, PASAR_COLUMN_PRICE, 1);
  press_enter (self);
}

/* Enter is not forgotten while the rows are found, whatever is asked of the bar. */
static void
many_step (WindowFixture *self)
{
  open_with_many (self);
  g_action_group_activate_action (G_ACTION_GROUP (self->window), "entry-bar", NULL);
  WAIT_FOR (window_count_changed (self) > 1000);
}

/* Another shop has nothing to do with it: while the rows are found it is forgotten. A fast computer
 * has found them, and what it began is done in the shop that it was meant for. */
static void
other_shop_step (WindowFixture *self)
{
  g_autoptr (PasarSession) session = NULL;
  PasarCatalogue *catalogue;
  gboolean is_begun;

  open_with_many (self);
  is_begun = *gtk_editable_get_text (GTK_EDITABLE (find_in_bar (self, GTK_TYPE_ENTRY))) == '\0';
  session = g_object_ref (self->window->session);
  catalogue = pasar_session_get_catalogue (session);
  pasar_window_set_session (self->window, NULL);
  WAIT_FOR (!is_open (self));
  if (is_begun)
    WAIT_FOR (pasar_catalogue_get_n_changed (catalogue) > 1000);
  else
    g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue), ==, 0);
}

/* The window is closed while the rows are found: nothing is done to its sheet, which is gone. */
static void
closed_step (WindowFixture *self)
{
  open_with_many (self);
  window_select_cells (self, 0, 3, PASAR_COLUMN_PRICE, 1);
}

static void
after_closed_step (WindowFixture *self)
{
  window_open_demo (self);
  WAIT_FOR (!is_open (self));
}

int
main (int argc, char **argv)
{
  window_test_init (&argc, &argv);
  /* The first: AddressSanitizer knows only so much of what was freed. */
  window_add ("/entry-bar/closed", closed_step);
  window_add ("/entry-bar/closed-is-forgotten", after_closed_step);
  window_add ("/entry-bar/open", open_step);
  window_add ("/entry-bar/apply", apply_step);
  window_add ("/entry-bar/repeat", repeat_step);
  window_add ("/entry-bar/stock", stock_step);
  window_add ("/entry-bar/location", location_step);
  window_add ("/entry-bar/many", many_step);
  window_add ("/entry-bar/other-shop", other_shop_step);
  return window_test_run ();
}
