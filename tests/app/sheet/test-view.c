/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sheet-fixture.h"

#include "catalogue/table/own-columns.h"

#include "jobs/session/session-private.h"

static void
click_head (SheetFixture *self, PasarColumn column)
{
  g_signal_emit_by_name (pasar_sheet_get_grid (self->sheet),
                         "sort-asked",
                         pasar_sheet_source_find_column (self->sheet->source, column),
                         FALSE);
}

static void
assert_sort (PasarView *view, PasarColumn column, gboolean descending)
{
  guint n;
  const PasarSort *sorts = pasar_view_get_sorts (view, &n);

  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpint (sorts[0].column, ==, column);
  g_assert_cmpint (sorts[0].descending, ==, descending);
}

/* Up, down, and as the shop has them; the cursor stays on its row. */
static void
test_sort_by_head (SheetFixture *self, gconstpointer data)
{
  PasarView *view = pasar_sheet_get_view (self->sheet);
  guint n;

  sheet_go_to (self, 1, 0, PASAR_COLUMN_STOCK);
  click_head (self, PASAR_COLUMN_PRICE);
  assert_sort (view, PASAR_COLUMN_PRICE, FALSE);
  g_assert_cmpuint (pasar_view_get_row (view, 0), ==, sheet_get_row (self, 3, 0));
  sheet_assert_cursor (self, sheet_get_position (self, 1, 0), PASAR_COLUMN_STOCK);

  click_head (self, PASAR_COLUMN_PRICE);
  assert_sort (view, PASAR_COLUMN_PRICE, TRUE);
  g_assert_cmpuint (pasar_view_get_row (view, 0), ==, sheet_get_row (self, 2, 0));

  click_head (self, PASAR_COLUMN_PRICE);
  pasar_view_get_sorts (view, &n);
  g_assert_cmpuint (n, ==, 0);
  click_head (self, PASAR_COLUMN_NAME);
  assert_sort (view, PASAR_COLUMN_NAME, FALSE);
}

static void
add_head (SheetFixture *self, PasarColumn column)
{
  g_signal_emit_by_name (pasar_sheet_get_grid (self->sheet),
                         "sort-asked",
                         pasar_sheet_source_find_column (self->sheet->source, column),
                         TRUE);
}

/* With Shift a column is added to those before, turned round where it is, and
 * taken out. */
static void
test_sort_by_several_heads (SheetFixture *self, gconstpointer data)
{
  PasarView *view = pasar_sheet_get_view (self->sheet);
  const PasarSort *sorts;
  guint n;

  click_head (self, PASAR_COLUMN_STOCK);
  add_head (self, PASAR_COLUMN_PRICE);
  add_head (self, PASAR_COLUMN_STOCK);
  sorts = pasar_view_get_sorts (view, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpint (sorts[0].column, ==, PASAR_COLUMN_STOCK);
  g_assert_true (sorts[0].descending);
  g_assert_cmpint (sorts[1].column, ==, PASAR_COLUMN_PRICE);
  g_assert_false (sorts[1].descending);
  add_head (self, PASAR_COLUMN_STOCK);
  sorts = pasar_view_get_sorts (view, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpint (sorts[0].column, ==, PASAR_COLUMN_PRICE);
}

/* While a shop is read for the first time rows arrive in any order. */
static void
test_rows_arrive_above (SheetFixture *self, gconstpointer data)
{
  PasarView *view = pasar_sheet_get_view (self->sheet);

  sheet_assert_cursor (self, 0, PASAR_COLUMN_PRICE);
  sheet_put_plain_at (self->catalogue, 2, 8, "Second of the shop", 100, 1);
  sheet_assert_cursor (self, 0, PASAR_COLUMN_PRICE);
  g_assert_cmpuint (pasar_view_get_row (view, 0), ==, sheet_get_row (self, 8, 0));

  /* A cursor that was put somewhere stays with its row. */
  pasar_sheet_set_cursor (self->sheet, 0, PASAR_COLUMN_STOCK);
  sheet_put_plain_at (self->catalogue, 1, 9, "First of the shop", 100, 1);
  sheet_assert_cursor (self, 1, PASAR_COLUMN_STOCK);
  g_assert_cmpuint (pasar_view_get_row (view, 1), ==, sheet_get_row (self, 8, 0));
}

static void
test_promotion_locks (SheetFixture *self, gconstpointer data)
{
  static const PasarPromotionState states[] = { PASAR_PROMOTION_UPCOMING, PASAR_PROMOTION_ONGOING };
  const PasarRowKey key = { 1, 0 };
  PasarGridCell cell;

  sheet_read_cell (self, 1, 0, PASAR_COLUMN_PRICE, &cell);
  g_assert_cmpint (cell.flags & PASAR_GRID_CELL_LOCKED, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      pasar_catalogue_set_promotion (self->catalogue, key, states[i]);
      sheet_read_cell (self, 1, 0, PASAR_COLUMN_PRICE, &cell);
      g_assert_cmpint (cell.flags & PASAR_GRID_CELL_LOCKED, !=, 0);
    }
}

/* An item folds its models, which stand below it by their variation alone. */
static void
test_item_folds (SheetFixture *self, gconstpointer data)
{
  PasarGridSource *source = pasar_grid_get_source (pasar_sheet_get_grid (self->sheet));
  const guint item = sheet_get_position (self, 2, 0);
  PasarGridCell cell;

  sheet_read_cell (self, 2, 0, PASAR_COLUMN_NAME, &cell);
  g_assert_cmpstr (cell.text, ==, "Linen shirt");
  g_assert_cmpstr (cell.detail, ==, "2 variations");
  g_assert_true ((cell.flags & PASAR_GRID_CELL_EXPANDER) != 0);
  g_assert_true ((cell.flags & PASAR_GRID_CELL_EXPANDED) != 0);
  sheet_read_cell (self, 2, 21, PASAR_COLUMN_NAME, &cell);
  g_assert_cmpstr (cell.text, ==, "White, S");
  g_assert_true ((cell.flags & PASAR_GRID_CELL_INDENT) != 0);

  pasar_grid_source_toggle (source, item);
  g_assert_cmpuint (sheet_get_n_rows (self), ==, 3);
  sheet_read_cell (self, 2, 0, PASAR_COLUMN_NAME, &cell);
  g_assert_true ((cell.flags & PASAR_GRID_CELL_EXPANDED) == 0);
  pasar_grid_source_toggle (source, item);
  g_assert_cmpuint (sheet_get_n_rows (self), ==, 5);

  pasar_sheet_set_flat (self->sheet, TRUE);
  sheet_read_cell (self, 2, 21, PASAR_COLUMN_NAME, &cell);
  g_assert_cmpstr (cell.text, ==, "Linen shirt");
  g_assert_cmpstr (cell.detail, ==, "White, S");
}

static void
test_columns_are_remembered (SheetFixture *self, gconstpointer data)
{
  g_autoptr (GtkWidget) other = NULL;

  g_assert_false (pasar_sheet_is_column_visible (self->sheet, PASAR_COLUMN_STATUS));
  pasar_sheet_set_column_visible (self->sheet, PASAR_COLUMN_STATUS, TRUE);
  pasar_sheet_set_column_visible (self->sheet, PASAR_COLUMN_SKU, FALSE);
  pasar_sheet_save_layout (self->sheet);

  other = g_object_ref_sink (pasar_sheet_new (self->settings));
  pasar_sheet_set_session (PASAR_SHEET (other), self->session);
  g_assert_true (pasar_sheet_is_column_visible (PASAR_SHEET (other), PASAR_COLUMN_STATUS));
  g_assert_false (pasar_sheet_is_column_visible (PASAR_SHEET (other), PASAR_COLUMN_SKU));
  g_assert_true (pasar_sheet_is_column_visible (PASAR_SHEET (other), PASAR_COLUMN_PRICE));
  pasar_sheet_set_session (PASAR_SHEET (other), NULL);
}

static PasarColumn
add_text_column (PasarSession *session, const char *title)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (session);
  PasarField field;
  g_autoptr (GPtrArray) columns =
      pasar_catalogue_add_own_column (catalogue, PASAR_OWN_TEXT, title, &field, NULL);

  g_assert_nonnull (columns);
  pasar_catalogue_set_own_columns (catalogue, columns);
  return pasar_column_for_field (field);
}

static guint
find_place (SheetFixture *self, PasarColumn column)
{
  return pasar_grid_find_place (pasar_sheet_get_grid (self->sheet),
                                pasar_sheet_source_find_column (self->sheet->source, column));
}

/* The first column that the seller makes in a shop is another one than the
 * first of other shops. */
static void
test_own_columns_are_of_shops (SheetFixture *self, gconstpointer data)
{
  g_autoptr (PasarSession) other = sheet_open_shop (self, 3, "SG");
  g_autoptr (PasarSession) without = sheet_open_shop (self, 4, "SG");
  const PasarColumn first = add_text_column (self->session, "Shelf");
  const PasarColumn second = add_text_column (self->session, "Supplier");
  g_autoptr (GVariant) layout =
      g_variant_ref_sink (g_variant_new_parsed ("[('name', 0, true), ('own-text-2', 0, true)]"));

  g_assert_cmpint (add_text_column (other, "Colour"), ==, first);
  pasar_grid_set_layout (pasar_sheet_get_grid (self->sheet), layout);
  pasar_sheet_set_column_visible (self->sheet, first, FALSE);
  g_assert_cmpuint (find_place (self, second), ==, 1);
  pasar_sheet_set_session (self->sheet, other);
  g_assert_true (pasar_sheet_is_column_visible (self->sheet, first));
  pasar_sheet_set_column_visible (self->sheet, PASAR_COLUMN_STATUS, TRUE);
  pasar_sheet_set_session (self->sheet, without);
  pasar_sheet_set_column_visible (self->sheet, PASAR_COLUMN_SKU, FALSE);

  pasar_sheet_set_session (self->sheet, self->session);
  g_assert_false (pasar_sheet_is_column_visible (self->sheet, first));
  g_assert_cmpuint (find_place (self, second), ==, 1);
  g_assert_true (pasar_sheet_is_column_visible (self->sheet, PASAR_COLUMN_STATUS));
  g_assert_false (pasar_sheet_is_column_visible (self->sheet, PASAR_COLUMN_SKU));
  pasar_sheet_set_session (self->sheet, other);
  g_assert_true (pasar_sheet_is_column_visible (self->sheet, first));
  pasar_sheet_set_session (self->sheet, self->session);
}

/* A step that was undone is shown: where it is folded, at its item. */
static void
test_shows_step (SheetFixture *self, gconstpointer data)
{
  g_autoptr (GArray) edits = g_array_new (FALSE, FALSE, sizeof (PasarEdit));
  const PasarEdit edit = { { 2, 22 }, PASAR_FIELD_STOCK, PASAR_NO_VALUE, 5 };
  g_autoptr (PasarStep) step = NULL;

  g_array_append_val (edits, edit);
  step = pasar_step_new ("A step", edits);
  pasar_sheet_show_step (self->sheet, step);
  sheet_assert_cursor (self, sheet_get_position (self, 2, 22), PASAR_COLUMN_STOCK);
  pasar_view_fold_all (pasar_sheet_get_view (self->sheet), TRUE);
  sheet_go_to (self, 1, 0, PASAR_COLUMN_PRICE);
  pasar_sheet_show_step (self->sheet, step);
  sheet_assert_cursor (self, sheet_get_position (self, 2, 0), PASAR_COLUMN_STOCK);
  pasar_view_set_text (pasar_sheet_get_view (self->sheet), "zither");
  pasar_sheet_show_step (self->sheet, step);
  g_assert_cmpuint (sheet_get_n_rows (self), ==, 1);
}

static void
set_boosts (SheetFixture *self, gint64 item_id, gint64 secs_left)
{
  const PasarBoostSlot slot = { item_id, g_get_real_time () / G_USEC_PER_SEC + secs_left };

  g_clear_pointer (&self->session->boosts, g_array_unref);
  self->session->boosts = g_array_new (FALSE, FALSE, sizeof (PasarBoostSlot));
  g_array_append_val (self->session->boosts, slot);
  g_signal_emit_by_name (self->session, "boosts-changed");
}

static char *
dup_tooltip (SheetFixture *self, gint64 item_id, gint64 model_id)
{
  return pasar_grid_source_dup_cell_tooltip (pasar_grid_get_source (
                                                 pasar_sheet_get_grid (self->sheet)),
                                             sheet_get_position (self, item_id, model_id),
                                             pasar_sheet_source_find_column (self->sheet->source,
                                                                             PASAR_COLUMN_NAME));
}

/* The line of the item says it, its models do not; when the time is over the
 * mark goes. */
static void
test_boost_mark (SheetFixture *self, gconstpointer data)
{
  g_autofree char *item = NULL;
  g_autofree char *model = NULL;
  g_autofree char *other = NULL;
  g_autofree char *after = NULL;
  PasarGridCell cell;

  set_boosts (self, 2, 90 * 60 - 5);
  item = dup_tooltip (self, 2, 0);
  model = dup_tooltip (self, 2, 21);
  other = dup_tooltip (self, 1, 0);
  g_assert_cmpstr (item, ==, "Boosted, 1:30 left");
  g_assert_null (model);
  g_assert_null (other);
  sheet_read_cell (self, 2, 0, PASAR_COLUMN_NAME, &cell);
  g_assert_cmpstr (cell.detail, ==, "↑ 1:30 · 2 variations");

  set_boosts (self, 2, 0);
  after = dup_tooltip (self, 2, 0);
  g_assert_null (after);
}

static void
menu_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  char **column = user_data;

  g_free (*column);
  g_variant_get (parameter, "(sdd)", column, NULL, NULL);
}

/* Of a cell, also of the last one, below which nothing is; and of a head. */
static void
test_menu (SheetFixture *self, gconstpointer data)
{
  PasarGrid *grid = pasar_sheet_get_grid (self->sheet);
  const guint price = pasar_sheet_source_find_column (self->sheet->source, PASAR_COLUMN_PRICE);
  g_autofree char *column = NULL;
  GdkRectangle area;
  const GActionEntry entry = { .name = "sheet-menu",
                               .activate = menu_cb,
                               .parameter_type = "(sdd)" };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (actions), &entry, 1, &column);
  gtk_widget_insert_action_group (GTK_WIDGET (self->window), "win", G_ACTION_GROUP (actions));
  WAIT_FOR (pasar_grid_get_cell_area (grid, 4, price, &area));
  g_signal_emit_by_name (grid, "context-menu", area.x + 4.0, area.y + 4.0);
  g_assert_cmpstr (column, ==, "");
  g_clear_pointer (&column, g_free);
  g_signal_emit_by_name (grid, "context-menu", area.x + 4.0, (double) (area.y + area.height));
  g_assert_cmpstr (column, ==, "");
  g_signal_emit_by_name (grid, "context-menu", area.x + 4.0, 8.0);
  g_assert_cmpstr (column, ==, "price");
  gtk_widget_insert_action_group (GTK_WIDGET (self->window), "win", NULL);
}

/* Goes cell by cell. */
static guint
walk_run (PasarGridSource *source, guint row, guint end, guint column)
{
  const gboolean is_empty = pasar_grid_source_is_empty (source, row, column);
  const guint step = row < end ? 1 : G_MAXUINT;

  while (row != end && pasar_grid_source_is_empty (source, row + step, column) == is_empty)
    row += step;
  return row;
}

/* Ctrl+Down stops where a cell shows nothing. */
static void
test_empty_cells (SheetFixture *self, gconstpointer data)
{
  PasarGridSource *source = pasar_grid_get_source (pasar_sheet_get_grid (self->sheet));
  const guint n_columns = pasar_grid_source_get_n_columns (source);
  guint n_empty = 0;
  guint n_filled = 0;

  for (guint i = 0; i < 2 * n_columns; i++)
    {
      const guint column = i / 2;
      guint n_rows;

      pasar_sheet_set_flat (self->sheet, i % 2 != 0);
      n_rows = pasar_grid_source_get_n_rows (source);
      for (guint row = 0; row < n_rows; row++)
        {
          PasarGridCell cell;
          gboolean is_empty;

          pasar_grid_source_read_cell (source, row, column, &cell);
          is_empty = *cell.text == '\0';
          g_assert_cmpint (pasar_grid_source_is_empty (source, row, column), ==, is_empty);
          for (guint end = 0; end < n_rows; end++)
            g_assert_cmpuint (pasar_grid_source_find_run_end (source, row, end, column),
                              ==,
                              walk_run (source, row, end, column));
          n_empty += is_empty;
          n_filled += !is_empty;
        }
    }
  g_assert_cmpuint (n_empty, >, 0);
  g_assert_cmpuint (n_filled, >, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  sheet_add ("/sheet-view/sort-by-head", test_sort_by_head);
  sheet_add ("/sheet-view/sort-by-several-heads", test_sort_by_several_heads);
  sheet_add ("/sheet-view/rows-arrive-above", test_rows_arrive_above);
  sheet_add ("/sheet-view/promotion-locks", test_promotion_locks);
  sheet_add ("/sheet-view/item-folds", test_item_folds);
  sheet_add ("/sheet-view/columns-are-remembered", test_columns_are_remembered);
  sheet_add ("/sheet-view/own-columns-are-of-shops", test_own_columns_are_of_shops);
  sheet_add ("/sheet-view/shows-step", test_shows_step);
  sheet_add ("/sheet-view/boost-mark", test_boost_mark);
  sheet_add ("/sheet-view/menu", test_menu);
  sheet_add ("/sheet-view/empty-cells", test_empty_cells);
  return g_test_run ();
}
