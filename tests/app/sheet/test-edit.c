/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sheet-fixture.h"

/* A click goes to the cell, a double click edits it, and the next click keeps what was typed. */
static void
test_click_edits (SheetFixture *self, gconstpointer data)
{
  sheet_click_cell (self,
                    GDK_BUTTON_PRIMARY,
                    1,
                    sheet_get_row (self, 3, 0),
                    PASAR_COLUMN_NEW_PRICE);
  sheet_assert_cursor (self, 4, PASAR_COLUMN_NEW_PRICE);
  g_assert_null (pasar_sheet_get_editor (self->sheet));
  sheet_click_cell (self,
                    GDK_BUTTON_PRIMARY,
                    2,
                    sheet_get_row (self, 3, 0),
                    PASAR_COLUMN_NEW_PRICE);
  g_assert_nonnull (pasar_sheet_get_editor (self->sheet));
  gtk_editable_set_text (pasar_sheet_get_editor (self->sheet), "3.50");
  sheet_click_cell (self,
                    GDK_BUTTON_PRIMARY,
                    1,
                    sheet_get_row (self, 1, 0),
                    PASAR_COLUMN_NEW_STOCK);
  sheet_assert_cursor (self, 0, PASAR_COLUMN_NEW_STOCK);
  WAIT_FOR (sheet_get_staged (self, 3, 0, PASAR_FIELD_PRICE) == 350);

  /* What cannot be read keeps the cursor where it is. */
  sheet_press (self, GDK_KEY_BackSpace, 0);
  gtk_editable_set_text (pasar_sheet_get_editor (self->sheet), "many");
  sheet_click_cell (self, GDK_BUTTON_PRIMARY, 1, sheet_get_row (self, 3, 0), PASAR_COLUMN_NAME);
  sheet_assert_cursor (self, 0, PASAR_COLUMN_NEW_STOCK);
  pasar_sheet_cancel_edit (self->sheet);
}

static void
test_typing_stages (SheetFixture *self, gconstpointer data)
{
  PasarCell *cell;

  sheet_go_to (self, 1, 0, PASAR_COLUMN_NEW_PRICE);
  sheet_type (self, "6.5");
  sheet_press (self, GDK_KEY_Return, 0);
  g_assert_null (pasar_sheet_get_editor (self->sheet));
  sheet_assert_cursor (self, 1, PASAR_COLUMN_NEW_PRICE);
  WAIT_FOR (self->n_staged == 1);
  g_assert_cmpint (sheet_get_staged (self, 1, 0, PASAR_FIELD_PRICE), ==, 650);

  cell = pasar_sheet_find_cell (self->sheet, sheet_get_row (self, 1, 0), PASAR_COLUMN_NEW_PRICE);
  g_assert_nonnull (cell);
  g_assert_cmpstr (pasar_cell_get_text (cell), ==, "6.50");
  g_assert_true ((pasar_cell_get_flags (cell) & PASAR_CELL_CHANGED) != 0);
}

static void
test_arithmetic (SheetFixture *self, gconstpointer data)
{
  sheet_go_to (self, 1, 0, PASAR_COLUMN_PRICE);
  sheet_type (self, "+10%");
  sheet_press (self, GDK_KEY_Tab, 0);
  sheet_assert_cursor (self, 0, PASAR_COLUMN_NEW_PRICE);
  WAIT_FOR (self->n_staged == 1);
  g_assert_cmpint (sheet_get_staged (self, 1, 0, PASAR_FIELD_PRICE), ==, 550);
}

/* The second is asked while the first waits for the disk. */
static void
test_arithmetic_twice (SheetFixture *self, gconstpointer data)
{
  for (guint i = 0; i < 2; i++)
    {
      sheet_go_to (self, 1, 0, PASAR_COLUMN_NEW_PRICE);
      sheet_type (self, "+10%");
      sheet_press (self, GDK_KEY_Return, 0);
    }
  g_assert_cmpuint (self->n_staged, ==, 0);
  WAIT_FOR (self->n_staged == 2);
  g_assert_cmpint (sheet_get_staged (self, 1, 0, PASAR_FIELD_PRICE), ==, 605);
}

static void
test_delete_unstages (SheetFixture *self, gconstpointer data)
{
  sheet_go_to (self, 1, 0, PASAR_COLUMN_NEW_PRICE);
  sheet_type (self, "6");
  sheet_press (self, GDK_KEY_Return, 0);
  WAIT_FOR (self->n_staged == 1);
  sheet_go_to (self, 1, 0, PASAR_COLUMN_NEW_STOCK);
  sheet_type (self, "9");
  sheet_press (self, GDK_KEY_Return, 0);
  WAIT_FOR (self->n_staged == 2);

  sheet_go_to (self, 1, 0, PASAR_COLUMN_NEW_PRICE);
  sheet_press (self, GDK_KEY_Delete, 0);
  WAIT_FOR (self->n_staged == 3);
  g_assert_cmpint (sheet_get_staged (self, 1, 0, PASAR_FIELD_PRICE), ==, PASAR_NO_VALUE);
  g_assert_cmpint (sheet_get_staged (self, 1, 0, PASAR_FIELD_STOCK), ==, 9);
}

static void
test_same_value_unstages (SheetFixture *self, gconstpointer data)
{
  sheet_go_to (self, 1, 0, PASAR_COLUMN_NEW_PRICE);
  sheet_type (self, "6");
  sheet_press (self, GDK_KEY_Return, 0);
  WAIT_FOR (self->n_staged == 1);
  sheet_go_to (self, 1, 0, PASAR_COLUMN_NEW_PRICE);
  sheet_type (self, "5.00");
  sheet_press (self, GDK_KEY_Return, 0);
  WAIT_FOR (self->n_staged == 2);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (self->catalogue), ==, 0);
}

static void
test_f2_shows_value (SheetFixture *self, gconstpointer data)
{
  sheet_go_to (self, 2, 22, PASAR_COLUMN_PRICE);
  g_assert_true (sheet_press (self, GDK_KEY_F2, 0));
  g_assert_cmpstr (gtk_editable_get_text (pasar_sheet_get_editor (self->sheet)), ==, "12.00");
  sheet_press (self, GDK_KEY_Escape, 0);
  sheet_go_to (self, 2, 22, PASAR_COLUMN_NAME);
  sheet_press (self, GDK_KEY_F2, 0);
  g_assert_null (pasar_sheet_get_editor (self->sheet));
}

static void
test_edit_outlives_rebuild (SheetFixture *self, gconstpointer data)
{
  sheet_go_to (self, 3, 0, PASAR_COLUMN_NEW_PRICE);
  sheet_type (self, "4");
  sheet_put_plain (self->catalogue, 4, "Another", 100, 1);
  g_assert_nonnull (pasar_sheet_get_editor (self->sheet));
  sheet_press (self, GDK_KEY_Return, 0);
  WAIT_FOR (self->n_staged == 1);
  g_assert_cmpint (sheet_get_staged (self, 3, 0, PASAR_FIELD_PRICE), ==, 400);
}

static void
test_untouched_edit_changes_nothing (SheetFixture *self, gconstpointer data)
{
  /* A header shows no value: its models would all get it. */
  sheet_go_to (self, 2, 0, PASAR_COLUMN_PRICE);
  g_assert_true (sheet_press (self, GDK_KEY_F2, 0));
  g_assert_cmpstr (gtk_editable_get_text (pasar_sheet_get_editor (self->sheet)), ==, "");
  sheet_press (self, GDK_KEY_Return, 0);
  g_assert_null (pasar_sheet_get_editor (self->sheet));
  sheet_go_to (self, 2, 21, PASAR_COLUMN_PRICE);
  sheet_press (self, GDK_KEY_F2, 0);
  sheet_press (self, GDK_KEY_Return, 0);
  g_assert_null (pasar_sheet_get_editor (self->sheet));

  /* The stage that follows is the only one. */
  sheet_go_to (self, 1, 0, PASAR_COLUMN_NEW_PRICE);
  sheet_type (self, "6");
  sheet_press (self, GDK_KEY_Return, 0);
  WAIT_FOR (self->n_staged == 1);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (self->catalogue), ==, 1);
}

static void
test_keypad_types (SheetFixture *self, gconstpointer data)
{
  sheet_go_to (self, 1, 0, PASAR_COLUMN_NEW_PRICE);
  g_assert_true (sheet_press (self, GDK_KEY_KP_7, 0));
  g_assert_nonnull (pasar_sheet_get_editor (self->sheet));
  g_assert_cmpstr (gtk_editable_get_text (pasar_sheet_get_editor (self->sheet)), ==, "7");
  sheet_press (self, GDK_KEY_KP_Enter, 0);
  WAIT_FOR (self->n_staged == 1);
  g_assert_cmpint (sheet_get_staged (self, 1, 0, PASAR_FIELD_PRICE), ==, 700);
}

static void
test_composing_keeps_enter (SheetFixture *self, gconstpointer data)
{
  sheet_go_to (self, 1, 0, PASAR_COLUMN_NEW_PRICE);
  /* A dead key says nothing by itself; the entry waits for what follows. */
  g_assert_true (sheet_press (self, GDK_KEY_dead_acute, 0));
  g_assert_nonnull (pasar_sheet_get_editor (self->sheet));
  g_signal_emit_by_name (pasar_sheet_get_editor (self->sheet), "preedit-changed", "6");
  g_assert_false (sheet_press (self, GDK_KEY_Return, 0));
  g_assert_nonnull (pasar_sheet_get_editor (self->sheet));
  g_signal_emit_by_name (pasar_sheet_get_editor (self->sheet), "preedit-changed", "");
  gtk_editable_set_text (pasar_sheet_get_editor (self->sheet), "6");
  g_assert_true (sheet_press (self, GDK_KEY_Return, 0));
  WAIT_FOR (self->n_staged == 1);
  g_assert_cmpint (sheet_get_staged (self, 1, 0, PASAR_FIELD_PRICE), ==, 600);
}

static void
keep_message_cb (char **kept, const char *message)
{
  g_free (*kept);
  *kept = g_strdup (message);
}

static void
test_lost_edit_is_told (SheetFixture *self, gconstpointer data)
{
  g_autofree char *message = NULL;

  g_signal_connect_swapped (self->sheet, "message", G_CALLBACK (keep_message_cb), &message);
  sheet_go_to (self, 3, 0, PASAR_COLUMN_NEW_PRICE);
  sheet_type (self, "4.25");
  pasar_catalogue_remove_item (self->catalogue, 3);
  sheet_press (self, GDK_KEY_Return, 0);
  g_assert_null (pasar_sheet_get_editor (self->sheet));
  g_assert_nonnull (message);
  g_assert_nonnull (strstr (message, "4.25"));
  g_assert_cmpuint (self->n_staged, ==, 0);

  sheet_go_to (self, 1, 0, PASAR_COLUMN_NEW_PRICE);
  sheet_type (self, "8.75");
  pasar_sheet_set_session (self->sheet, NULL);
  g_assert_nonnull (strstr (message, "8.75"));
}

static void
assert_tells (SheetFixture *self, const char *part)
{
  g_assert_null (pasar_sheet_get_editor (self->sheet));
  g_assert_true (gtk_widget_get_visible (self->sheet->message));
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (self->sheet->message)), part));
  sheet_press (self, GDK_KEY_Down, 0);
  g_assert_false (gtk_widget_get_visible (self->sheet->message));
}

/* Typing where nothing can be changed says why, beside the cell, until the cursor moves on. */
static void
test_locked_cell_says_why (SheetFixture *self, gconstpointer data)
{
  static const struct
  {
    PasarColumn column;
    const char *part;
  } columns[] = {
    { PASAR_COLUMN_NAME, "Names" },
    { PASAR_COLUMN_SKU, "SKUs" },
    { PASAR_COLUMN_STATUS, "Prices and stock" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      sheet_go_to (self, 1, 0, columns[i].column);
      g_assert_true (sheet_press (self, GDK_KEY_a, 0));
      assert_tells (self, columns[i].part);
    }

  pasar_catalogue_set_promotion (self->catalogue, (PasarRowKey){ 1, 0 }, PASAR_PROMOTION_ONGOING);
  sheet_go_to (self, 1, 0, PASAR_COLUMN_NEW_PRICE);
  g_assert_true (sheet_press (self, GDK_KEY_5, 0));
  assert_tells (self, "promotion");
  sheet_go_to (self, 1, 0, PASAR_COLUMN_NEW_STOCK);
  sheet_type (self, "5");
  sheet_press (self, GDK_KEY_Escape, 0);

  /* An item is locked when all its models are. */
  pasar_catalogue_set_promotion (self->catalogue, (PasarRowKey){ 2, 21 }, PASAR_PROMOTION_ONGOING);
  sheet_go_to (self, 2, 0, PASAR_COLUMN_NEW_PRICE);
  sheet_type (self, "5");
  sheet_press (self, GDK_KEY_Escape, 0);
  pasar_catalogue_set_promotion (self->catalogue, (PasarRowKey){ 2, 22 }, PASAR_PROMOTION_ONGOING);
  g_assert_true (sheet_press (self, GDK_KEY_5, 0));
  assert_tells (self, "promotion");
}

/* The shop does not have a variation any more whose new price is still there: it can only be
 * discarded. */
static void
test_gone_cell_says_why (SheetFixture *self, gconstpointer data)
{
  const PasarModelRecord other = { .model_id = 23, .name = "Red", .sku = "R", .price = 900 };

  sheet_go_to (self, 2, 21, PASAR_COLUMN_NEW_PRICE);
  sheet_type (self, "15");
  sheet_press (self, GDK_KEY_Return, 0);
  WAIT_FOR (self->n_staged == 1);
  pasar_catalogue_put_models (self->catalogue, 2, &other, 1);
  sheet_go_to (self, 2, 21, PASAR_COLUMN_NEW_PRICE);
  g_assert_true (sheet_press (self, GDK_KEY_5, 0));
  assert_tells (self, "Discard");
  sheet_go_to (self, 2, 21, PASAR_COLUMN_NEW_PRICE);
  sheet_press (self, GDK_KEY_Delete, 0);
  WAIT_FOR (self->n_staged == 2);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (self->catalogue), ==, 0);
}

/* A shop whose region is not known cannot be edited, and says why. */
static void
test_read_only (SheetFixture *self, gconstpointer data)
{
  const char *reason = pasar_catalogue_get_read_only_reason (self->catalogue);

  sheet_go_to (self, 1, 0, PASAR_COLUMN_NEW_PRICE);
  sheet_press (self, GDK_KEY_F2, 0);
  assert_tells (self, reason);
  sheet_go_to (self, 1, 0, PASAR_COLUMN_NEW_STOCK);
  sheet_press (self, GDK_KEY_5, 0);
  assert_tells (self, reason);
}

static void
test_invalid_is_refused_in_place (SheetFixture *self, gconstpointer data)
{
  static const char *const bad[] = { "12x", "1..2", "-", "-1", "+5", "1,990", "RM 2" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      sheet_go_to (self, 1, 0, PASAR_COLUMN_NEW_PRICE);
      sheet_type (self, bad[i]);
      sheet_press (self, GDK_KEY_Return, 0);
      g_assert_nonnull (pasar_sheet_get_editor (self->sheet));
      g_assert_cmpstr (gtk_editable_get_text (pasar_sheet_get_editor (self->sheet)), ==, bad[i]);
      g_assert_true (gtk_widget_get_visible (self->sheet->message));
      g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (self->sheet->message)), !=, "");
      sheet_assert_cursor (self, 0, PASAR_COLUMN_NEW_PRICE);
      sheet_press (self, GDK_KEY_Escape, 0);
      g_assert_null (pasar_sheet_get_editor (self->sheet));
    }
  g_assert_cmpuint (pasar_catalogue_get_n_changed (self->catalogue), ==, 0);
  g_assert_cmpuint (self->n_staged, ==, 0);
}

/* The keyboard goes elsewhere in the window: what cannot be understood waits, it is not dropped. */
static void
test_invalid_waits_when_left (SheetFixture *self, gconstpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *entry = gtk_entry_new ();

  g_object_ref (self->sheet);
  gtk_window_set_child (self->window, NULL);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->sheet));
  gtk_window_set_child (self->window, box);
  g_object_unref (self->sheet);

  sheet_go_to (self, 1, 0, PASAR_COLUMN_NEW_PRICE);
  sheet_type (self, "12x");
  gtk_widget_grab_focus (entry);
  WAIT_FOR (gtk_widget_get_visible (self->sheet->message));
  g_assert_cmpstr (gtk_editable_get_text (pasar_sheet_get_editor (self->sheet)), ==, "12x");
  g_assert_false (gtk_widget_is_focus (GTK_WIDGET (pasar_sheet_get_editor (self->sheet))));
  gtk_editable_set_text (pasar_sheet_get_editor (self->sheet), "12");
  g_assert_true (pasar_sheet_end_edit (self->sheet));
  WAIT_FOR (self->n_staged == 1);
  g_assert_cmpint (sheet_get_staged (self, 1, 0, PASAR_FIELD_PRICE), ==, 1200);
}

static void
test_refused_value_is_marked (SheetFixture *self, gconstpointer data)
{
  g_autofree char *problem = NULL;
  PasarCell *cell;

  sheet_go_to (self, 1, 0, PASAR_COLUMN_NEW_PRICE);
  sheet_type (self, "0");
  sheet_press (self, GDK_KEY_Return, 0);
  WAIT_FOR (self->n_staged == 1);
  sheet_go_to (self, 1, 0, PASAR_COLUMN_NEW_PRICE);
  problem = pasar_sheet_dup_cursor_problem (self->sheet);
  g_assert_nonnull (problem);
  cell = pasar_sheet_find_cell (self->sheet, sheet_get_row (self, 1, 0), PASAR_COLUMN_NEW_PRICE);
  g_assert_nonnull (cell);
  g_assert_true ((pasar_cell_get_flags (cell) & PASAR_CELL_PROBLEM) != 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  sheet_add ("/sheet-edit/click-edits", test_click_edits);
  sheet_add ("/sheet-edit/typing-stages", test_typing_stages);
  sheet_add ("/sheet-edit/arithmetic", test_arithmetic);
  sheet_add ("/sheet-edit/arithmetic-twice", test_arithmetic_twice);
  sheet_add ("/sheet-edit/delete-unstages", test_delete_unstages);
  sheet_add ("/sheet-edit/same-value-unstages", test_same_value_unstages);
  sheet_add ("/sheet-edit/f2-shows-value", test_f2_shows_value);
  sheet_add ("/sheet-edit/edit-outlives-rebuild", test_edit_outlives_rebuild);
  sheet_add ("/sheet-edit/untouched-edit-changes-nothing", test_untouched_edit_changes_nothing);
  sheet_add ("/sheet-edit/keypad-types", test_keypad_types);
  sheet_add ("/sheet-edit/composing-keeps-enter", test_composing_keeps_enter);
  sheet_add ("/sheet-edit/lost-edit-is-told", test_lost_edit_is_told);
  sheet_add ("/sheet-edit/locked-cell-says-why", test_locked_cell_says_why);
  sheet_add ("/sheet-edit/gone-cell-says-why", test_gone_cell_says_why);
  g_test_add ("/sheet-edit/read-only",
              SheetFixture,
              "XX",
              sheet_set_up,
              test_read_only,
              sheet_tear_down);
  sheet_add ("/sheet-edit/invalid-is-refused-in-place", test_invalid_is_refused_in_place);
  sheet_add ("/sheet-edit/invalid-waits-when-left", test_invalid_waits_when_left);
  sheet_add ("/sheet-edit/refused-value-is-marked", test_refused_value_is_marked);
  return g_test_run ();
}
