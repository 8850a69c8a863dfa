/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sheet-fixture.h"

/* What an edit in a cell means. */

static void
test_typing_stages (SheetFixture *self, gconstpointer data)
{
  PasarGridCell cell;

  sheet_enter (self, 1, 0, PASAR_COLUMN_PRICE, "6.5");
  g_assert_null (pasar_sheet_get_editor (self->sheet));
  g_assert_cmpint (sheet_get_staged (self, 1, 0, PASAR_FIELD_PRICE), ==, 650);

  sheet_read_cell (self, 1, 0, PASAR_COLUMN_PRICE, &cell);
  g_assert_cmpstr (cell.text, ==, "6.50");
  g_assert_cmpstr (cell.was, ==, "5.00");
  g_assert_cmpstr (cell.change, ==, "+30.0 %");
  g_assert_true ((cell.flags & PASAR_GRID_CELL_CHANGED) != 0);
}

/* The second is asked while the first is under way. */
static void
test_arithmetic (SheetFixture *self, gconstpointer data)
{
  for (guint i = 0; i < 2; i++)
    {
      sheet_go_to (self, 1, 0, PASAR_COLUMN_PRICE);
      sheet_type (self, "+10%");
      g_assert_true (pasar_sheet_end_edit (self->sheet));
    }
  WAIT_FOR (self->n_staged == 2);
  g_assert_cmpint (sheet_get_staged (self, 1, 0, PASAR_FIELD_PRICE), ==, 605);
}

static void
clear (SheetFixture *self, gint64 item_id, gint64 model_id, PasarColumn column)
{
  PasarGrid *grid = pasar_sheet_get_grid (self->sheet);
  const guint number = pasar_sheet_source_find_column (self->sheet->source, column);
  const PasarGridRange range = { sheet_get_position (self, item_id, model_id),
                                 1,
                                 pasar_grid_find_place (grid, number),
                                 1 };

  pasar_grid_source_clear (pasar_grid_get_source (grid), &range, 1);
}

static void
test_clear_unstages (SheetFixture *self, gconstpointer data)
{
  sheet_enter (self, 1, 0, PASAR_COLUMN_PRICE, "6");
  sheet_enter (self, 1, 0, PASAR_COLUMN_STOCK, "9");
  clear (self, 1, 0, PASAR_COLUMN_PRICE);
  WAIT_FOR (self->n_staged == 3);
  g_assert_cmpint (sheet_get_staged (self, 1, 0, PASAR_FIELD_PRICE), ==, PASAR_NO_VALUE);
  g_assert_cmpint (sheet_get_staged (self, 1, 0, PASAR_FIELD_STOCK), ==, 9);
}

/* Several cells are one step: the rows of the column that is edited. */
static void
test_ranges (SheetFixture *self, gconstpointer data)
{
  PasarGrid *grid = pasar_sheet_get_grid (self->sheet);
  const guint price = pasar_sheet_source_find_column (self->sheet->source, PASAR_COLUMN_PRICE);
  const guint place = pasar_grid_find_place (grid, price);
  const PasarGridRange ranges[] = { { 4, 1, place, 2 }, { 2, 2, place, 1 }, { 0, 1, 0, 1 } };
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (pasar_grid_source_commit (pasar_grid_get_source (grid),
                                             4,
                                             price,
                                             ranges,
                                             G_N_ELEMENTS (ranges),
                                             "7.50",
                                             &error),
                   ==,
                   PASAR_GRID_DONE);
  WAIT_FOR (self->n_staged == 1);
  g_assert_cmpint (sheet_get_staged (self, 1, 0, PASAR_FIELD_PRICE), ==, PASAR_NO_VALUE);
  g_assert_cmpint (sheet_get_staged (self, 2, 21, PASAR_FIELD_PRICE), ==, 750);
  g_assert_cmpint (sheet_get_staged (self, 2, 22, PASAR_FIELD_PRICE), ==, 750);
  g_assert_cmpint (sheet_get_staged (self, 3, 0, PASAR_FIELD_PRICE), ==, 750);
  g_assert_cmpint (sheet_get_staged (self, 3, 0, PASAR_FIELD_STOCK), ==, PASAR_NO_VALUE);
  pasar_grid_source_clear (pasar_grid_get_source (grid), ranges, 2);
  WAIT_FOR (self->n_staged == 2);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (self->catalogue), ==, 0);
}

static void
test_same_value_unstages (SheetFixture *self, gconstpointer data)
{
  sheet_enter (self, 1, 0, PASAR_COLUMN_PRICE, "6");
  sheet_enter (self, 1, 0, PASAR_COLUMN_PRICE, "5.00");
  g_assert_cmpuint (pasar_catalogue_get_n_changed (self->catalogue), ==, 0);
}

static void
test_untouched_edit_changes_nothing (SheetFixture *self, gconstpointer data)
{
  /* A header shows no value: its models would all get it. */
  sheet_go_to (self, 2, 0, PASAR_COLUMN_PRICE);
  g_assert_true (pasar_sheet_begin_edit (self->sheet, NULL));
  g_assert_cmpstr (gtk_editable_get_text (pasar_sheet_get_editor (self->sheet)), ==, "");
  g_assert_true (pasar_sheet_end_edit (self->sheet));
  sheet_go_to (self, 2, 22, PASAR_COLUMN_PRICE);
  g_assert_true (pasar_sheet_begin_edit (self->sheet, NULL));
  g_assert_cmpstr (gtk_editable_get_text (pasar_sheet_get_editor (self->sheet)), ==, "12.00");
  g_assert_true (pasar_sheet_end_edit (self->sheet));

  /* The stage that follows is the only one. */
  sheet_enter (self, 1, 0, PASAR_COLUMN_PRICE, "6");
  g_assert_cmpuint (self->n_staged, ==, 1);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (self->catalogue), ==, 1);
}

static void
keep_message_cb (char **kept, const char *message)
{
  g_free (*kept);
  *kept = g_strdup (message);
}

/* Another shop is shown while something is typed. */
static void
test_lost_edit_is_told (SheetFixture *self, gconstpointer data)
{
  g_autofree char *message = NULL;

  g_signal_connect_swapped (self->sheet, "message", G_CALLBACK (keep_message_cb), &message);
  sheet_go_to (self, 1, 0, PASAR_COLUMN_PRICE);
  sheet_type (self, "8.75");
  pasar_sheet_set_session (self->sheet, NULL);
  g_assert_nonnull (message);
  g_assert_nonnull (strstr (message, "8.75"));
  g_assert_cmpuint (self->n_staged, ==, 0);
}

static void
assert_refuses (SheetFixture *self, const char *part)
{
  g_autofree char *reason = NULL;

  g_assert_false (pasar_sheet_begin_edit (self->sheet, "5"));
  g_assert_null (pasar_sheet_get_editor (self->sheet));
  reason = sheet_take_refusal (self);
  g_assert_nonnull (reason);
  g_assert_nonnull (strstr (reason, part));
}

/* Typing where nothing can be changed says why. */
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

  pasar_sheet_set_column_visible (self->sheet, PASAR_COLUMN_STATUS, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      sheet_go_to (self, 1, 0, columns[i].column);
      assert_refuses (self, columns[i].part);
    }

  pasar_catalogue_set_holiday (self->catalogue, TRUE);
  sheet_go_to (self, 1, 0, PASAR_COLUMN_STOCK);
  assert_refuses (self, "holiday");
  /* All of its models are locked. */
  sheet_go_to (self, 2, 0, PASAR_COLUMN_STOCK);
  assert_refuses (self, "holiday");
  sheet_go_to (self, 1, 0, PASAR_COLUMN_PRICE);
  sheet_type (self, "5");
  pasar_sheet_cancel_edit (self->sheet);
}

/* What is typed in a promotion waits for its end, and says so. */
static void
test_promotion_waits (SheetFixture *self, gconstpointer data)
{
  const PasarPromotionLock lock = { "Flash Sale", 1800000000, 0 };
  PasarGridSource *source = pasar_grid_get_source (pasar_sheet_get_grid (self->sheet));
  const guint row = sheet_get_position (self, 1, 0);
  g_autofree char *tooltip = NULL;
  g_autofree char *label = NULL;
  PasarGridCell cell;

  pasar_catalogue_set_promotion_lock (self->catalogue,
                                      (PasarRowKey){ 1, 0 },
                                      PASAR_PROMOTION_ONGOING,
                                      &lock);
  sheet_enter (self, 1, 0, PASAR_COLUMN_PRICE, "15");
  sheet_read_cell (self, 1, 0, PASAR_COLUMN_PRICE, &cell);
  g_assert_cmpstr (cell.marks[0], ==, "alarm-symbolic");
  g_assert_true ((cell.flags & PASAR_GRID_CELL_CHANGED) != 0);
  g_assert_true ((cell.flags & PASAR_GRID_CELL_PROBLEM) == 0);
  sheet_go_to (self, 1, 0, PASAR_COLUMN_PRICE);
  for (guint column = 0; column < pasar_grid_source_get_n_columns (source); column++)
    {
      g_autofree char *text = pasar_grid_source_dup_cell_tooltip (source, row, column);
      g_autofree char *name = pasar_grid_source_dup_cell_label (source, row, column);

      if (tooltip == NULL && text != NULL && strstr (text, "when “Flash Sale” ends") != NULL)
        tooltip = g_steal_pointer (&text);
      if (label == NULL && strstr (name, "when “Flash Sale” ends") != NULL)
        label = g_steal_pointer (&name);
    }
  g_assert_nonnull (tooltip);
  g_assert_nonnull (label);
}

/* The shop does not have a variation any more whose new price is still there: it can only be
 * discarded. */
static void
test_gone_cell_says_why (SheetFixture *self, gconstpointer data)
{
  const PasarModelRecord other = { .model_id = 23, .name = "Red", .sku = "R", .price = 900 };

  sheet_enter (self, 2, 21, PASAR_COLUMN_PRICE, "15");
  pasar_catalogue_put_models (self->catalogue, 2, &other, 1);
  sheet_go_to (self, 2, 21, PASAR_COLUMN_PRICE);
  assert_refuses (self, "Discard");
  clear (self, 2, 21, PASAR_COLUMN_PRICE);
  WAIT_FOR (self->n_staged == 2);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (self->catalogue), ==, 0);
}

/* A shop whose region is not known cannot be edited, and says why. */
static void
test_read_only (SheetFixture *self, gconstpointer data)
{
  const char *reason = pasar_catalogue_get_read_only_reason (self->catalogue);

  sheet_go_to (self, 1, 0, PASAR_COLUMN_PRICE);
  assert_refuses (self, reason);
  sheet_go_to (self, 1, 0, PASAR_COLUMN_STOCK);
  assert_refuses (self, reason);
}

static void
test_invalid_is_refused_in_place (SheetFixture *self, gconstpointer data)
{
  static const char *const bad[] = { "12x", "1..2", "-", "-1", "+5", "1,990", "RM 2" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *reason = NULL;

      sheet_go_to (self, 1, 0, PASAR_COLUMN_PRICE);
      sheet_type (self, bad[i]);
      g_assert_false (pasar_sheet_end_edit (self->sheet));
      g_assert_nonnull (pasar_sheet_get_editor (self->sheet));
      g_assert_cmpstr (gtk_editable_get_text (pasar_sheet_get_editor (self->sheet)), ==, bad[i]);
      reason = sheet_take_refusal (self);
      g_assert_nonnull (reason);
      g_assert_cmpstr (reason, !=, "");
      sheet_assert_cursor (self, 0, PASAR_COLUMN_PRICE);
      pasar_sheet_cancel_edit (self->sheet);
      g_assert_null (pasar_sheet_get_editor (self->sheet));
    }
  g_assert_cmpuint (pasar_catalogue_get_n_changed (self->catalogue), ==, 0);
  g_assert_cmpuint (self->n_staged, ==, 0);
}

static void
test_refused_value_is_marked (SheetFixture *self, gconstpointer data)
{
  g_autofree char *problem = NULL;
  g_autofree char *label = NULL;
  PasarGridCell cell;

  sheet_enter (self, 1, 0, PASAR_COLUMN_PRICE, "0");
  problem = pasar_sheet_dup_cursor_problem (self->sheet);
  g_assert_nonnull (problem);
  sheet_read_cell (self, 1, 0, PASAR_COLUMN_PRICE, &cell);
  g_assert_true ((cell.flags & PASAR_GRID_CELL_PROBLEM) != 0);
  label =
      pasar_grid_source_dup_cell_label (pasar_grid_get_source (pasar_sheet_get_grid (self->sheet)),
                                        0,
                                        pasar_sheet_source_find_column (self->sheet->source,
                                                                        PASAR_COLUMN_PRICE));
  g_assert_nonnull (strstr (label, problem));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  sheet_add ("/sheet-edit/typing-stages", test_typing_stages);
  sheet_add ("/sheet-edit/arithmetic", test_arithmetic);
  sheet_add ("/sheet-edit/clear-unstages", test_clear_unstages);
  sheet_add ("/sheet-edit/ranges", test_ranges);
  sheet_add ("/sheet-edit/same-value-unstages", test_same_value_unstages);
  sheet_add ("/sheet-edit/untouched-edit-changes-nothing", test_untouched_edit_changes_nothing);
  sheet_add ("/sheet-edit/lost-edit-is-told", test_lost_edit_is_told);
  sheet_add ("/sheet-edit/locked-cell-says-why", test_locked_cell_says_why);
  sheet_add ("/sheet-edit/promotion-waits", test_promotion_waits);
  sheet_add ("/sheet-edit/gone-cell-says-why", test_gone_cell_says_why);
  g_test_add ("/sheet-edit/read-only",
              SheetFixture,
              "XX",
              sheet_set_up,
              test_read_only,
              sheet_tear_down);
  sheet_add ("/sheet-edit/invalid-is-refused-in-place", test_invalid_is_refused_in_place);
  sheet_add ("/sheet-edit/refused-value-is-marked", test_refused_value_is_marked);
  return g_test_run ();
}
