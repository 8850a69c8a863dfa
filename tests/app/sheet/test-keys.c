/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sheet-fixture.h"

static void
test_cursor (SheetFixture *self, gconstpointer data)
{
  /* Rows: Abacus, Linen shirt, White S, White M, Zither. */
  sheet_assert_cursor (self, 0, PASAR_COLUMN_NAME);
  sheet_press (self, GDK_KEY_Down, 0);
  sheet_press (self, GDK_KEY_Down, 0);
  sheet_assert_cursor (self, 2, PASAR_COLUMN_NAME);
  sheet_press (self, GDK_KEY_Right, 0);
  sheet_assert_cursor (self, 2, PASAR_COLUMN_VARIATION);
  sheet_press (self, GDK_KEY_End, 0);
  sheet_assert_cursor (self, 2, PASAR_COLUMN_STATUS);
  sheet_press (self, GDK_KEY_Tab, 0);
  sheet_assert_cursor (self, 3, PASAR_COLUMN_NAME);
  sheet_press (self, GDK_KEY_ISO_Left_Tab, GDK_SHIFT_MASK);
  sheet_assert_cursor (self, 2, PASAR_COLUMN_STATUS);
  sheet_press (self, GDK_KEY_Home, GDK_CONTROL_MASK);
  sheet_assert_cursor (self, 0, PASAR_COLUMN_NAME);
  sheet_press (self, GDK_KEY_Up, 0);
  sheet_assert_cursor (self, 0, PASAR_COLUMN_NAME);
  sheet_press (self, GDK_KEY_End, GDK_CONTROL_MASK);
  sheet_assert_cursor (self, 4, PASAR_COLUMN_STATUS);
  sheet_press (self, GDK_KEY_Page_Up, 0);
  sheet_assert_cursor (self, 0, PASAR_COLUMN_STATUS);
  sheet_press (self, GDK_KEY_Page_Down, 0);
  sheet_assert_cursor (self, 4, PASAR_COLUMN_STATUS);
}

static void
test_edge_tab_leaves (SheetFixture *self, gconstpointer data)
{
  sheet_press (self, GDK_KEY_End, GDK_CONTROL_MASK);
  g_assert_false (sheet_press (self, GDK_KEY_Tab, 0));
  sheet_press (self, GDK_KEY_Home, GDK_CONTROL_MASK);
  g_assert_false (sheet_press (self, GDK_KEY_ISO_Left_Tab, GDK_SHIFT_MASK));
}

static void
test_fold (SheetFixture *self, gconstpointer data)
{
  GListModel *view = G_LIST_MODEL (pasar_sheet_get_view (self->sheet));

  sheet_go_to (self, 2, 0, PASAR_COLUMN_NAME);
  sheet_press (self, GDK_KEY_Left, 0);
  g_assert_cmpuint (g_list_model_get_n_items (view), ==, 3);
  sheet_assert_cursor (self, 1, PASAR_COLUMN_NAME);
  sheet_press (self, GDK_KEY_Right, 0);
  g_assert_cmpuint (g_list_model_get_n_items (view), ==, 5);
  sheet_press (self, GDK_KEY_Right, 0);
  sheet_assert_cursor (self, 1, PASAR_COLUMN_VARIATION);
}

static void
test_back_to_header (SheetFixture *self, gconstpointer data)
{
  sheet_go_to (self, 2, 22, PASAR_COLUMN_NAME);
  sheet_press (self, GDK_KEY_Left, 0);
  sheet_assert_cursor (self, 1, PASAR_COLUMN_NAME);
}

static void
test_rtl_mirrors_keys (SheetFixture *self, gconstpointer data)
{
  sheet_go_to (self, 1, 0, PASAR_COLUMN_NAME);
  gtk_widget_set_direction (GTK_WIDGET (self->sheet), GTK_TEXT_DIR_RTL);
  sheet_press (self, GDK_KEY_Left, 0);
  sheet_assert_cursor (self, 0, PASAR_COLUMN_VARIATION);
  sheet_press (self, GDK_KEY_Right, 0);
  sheet_assert_cursor (self, 0, PASAR_COLUMN_NAME);
}

static void
menu_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ++*(guint *) user_data;
}

/* The menu is for the row under the mouse, or for the selection that it is in. */
static void
test_menu (SheetFixture *self, gconstpointer data)
{
  guint n_shown = 0;
  const GActionEntry entry = { .name = "sheet-menu",
                               .activate = menu_cb,
                               .parameter_type = "(dd)" };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (actions), &entry, 1, &n_shown);
  gtk_widget_insert_action_group (GTK_WIDGET (self->window), "win", G_ACTION_GROUP (actions));
  sheet_press (self, GDK_KEY_Down, GDK_SHIFT_MASK);
  g_assert_cmpuint (pasar_sheet_get_n_selected (self->sheet), ==, 2);
  sheet_click_cell (self, GDK_BUTTON_SECONDARY, 1, sheet_get_row (self, 1, 0), PASAR_COLUMN_PRICE);
  g_assert_cmpuint (n_shown, ==, 1);
  g_assert_cmpuint (pasar_sheet_get_n_selected (self->sheet), ==, 2);
  sheet_click_cell (self, GDK_BUTTON_SECONDARY, 1, sheet_get_row (self, 3, 0), PASAR_COLUMN_PRICE);
  g_assert_cmpuint (n_shown, ==, 2);
  g_assert_cmpuint (pasar_sheet_get_n_selected (self->sheet), ==, 1);
  sheet_assert_cursor (self, 4, PASAR_COLUMN_PRICE);

  g_assert_true (sheet_press (self, GDK_KEY_Menu, 0));
  g_assert_true (sheet_press (self, GDK_KEY_F10, GDK_SHIFT_MASK));
  g_assert_cmpuint (n_shown, ==, 4);
  /* The main menu's. */
  g_assert_false (sheet_press (self, GDK_KEY_F10, 0));
  gtk_widget_insert_action_group (GTK_WIDGET (self->window), "win", NULL);
}

/* Up and Down keep what was typed, as Enter does; Ctrl goes to the edges; the rest is the window's.
 */
static void
test_more_keys (SheetFixture *self, gconstpointer data)
{
  sheet_go_to (self, 3, 0, PASAR_COLUMN_NEW_PRICE);
  sheet_type (self, "3.50");
  sheet_press (self, GDK_KEY_Up, 0);
  sheet_assert_cursor (self, 3, PASAR_COLUMN_NEW_PRICE);
  sheet_type (self, "9.50");
  sheet_press (self, GDK_KEY_Down, 0);
  sheet_assert_cursor (self, 4, PASAR_COLUMN_NEW_PRICE);
  WAIT_FOR (sheet_get_staged (self, 3, 0, PASAR_FIELD_PRICE) == 350
            && sheet_get_staged (self, 2, 22, PASAR_FIELD_PRICE) == 950);

  sheet_press (self, GDK_KEY_Return, GDK_SHIFT_MASK);
  sheet_assert_cursor (self, 3, PASAR_COLUMN_NEW_PRICE);
  sheet_press (self, GDK_KEY_Return, 0);
  sheet_assert_cursor (self, 4, PASAR_COLUMN_NEW_PRICE);
  sheet_press (self, GDK_KEY_Left, GDK_CONTROL_MASK);
  sheet_assert_cursor (self, 4, PASAR_COLUMN_NAME);
  sheet_press (self, GDK_KEY_Right, GDK_CONTROL_MASK);
  sheet_assert_cursor (self, 4, PASAR_COLUMN_STATUS);
  g_assert_false (sheet_press (self, GDK_KEY_Return, GDK_CONTROL_MASK));
  g_assert_false (sheet_press (self, GDK_KEY_Return, GDK_ALT_MASK));
  g_assert_false (sheet_press (self, GDK_KEY_Tab, GDK_CONTROL_MASK));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  sheet_add ("/sheet-keys/cursor", test_cursor);
  sheet_add ("/sheet-keys/edge-tab-leaves", test_edge_tab_leaves);
  sheet_add ("/sheet-keys/fold", test_fold);
  sheet_add ("/sheet-keys/back-to-header", test_back_to_header);
  sheet_add ("/sheet-keys/rtl-mirrors-keys", test_rtl_mirrors_keys);
  sheet_add ("/sheet-keys/menu", test_menu);
  sheet_add ("/sheet-keys/more-keys", test_more_keys);
  return g_test_run ();
}
