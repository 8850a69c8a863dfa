/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sheet-fixture.h"

#include <string.h>

/* The columns of a shop with several locations. Item 4 has stock at two of them. */

static void
put_item (SheetFixture *self, gint64 item_id, const char *name, gint64 first, gint64 second)
{
  const PasarLocationStock stocks[] = { { "SGZ", first }, { "SG2", second } };
  const PasarModelRecord model = { .name = "",
                                   .sku = "",
                                   .price = 900,
                                   .current_price = 900,
                                   .locations = stocks,
                                   .n_locations = G_N_ELEMENTS (stocks) };
  const PasarItemRecord item = { .item_id = item_id,
                                 .name = name,
                                 .sku = "BAL",
                                 .wholesale_price = PASAR_NO_VALUE,
                                 .models = &model,
                                 .n_models = 1 };

  pasar_catalogue_put_item (self->catalogue, &item);
}

static PasarColumn
set_up (SheetFixture *self)
{
  PasarField field;

  put_item (self, 4, "Balafon", 30, 10);
  g_assert_true (pasar_catalogue_find_location_field (self->catalogue, "SGZ", &field));
  return pasar_column_for_field (field);
}

static void
assert_row (SheetFixture *self, gint64 item_id, PasarColumn first, const char *texts)
{
  PasarGridCell sum;
  PasarGridCell cells[2];
  g_autofree char *shown = NULL;

  sheet_read_cell (self, item_id, 0, PASAR_COLUMN_STOCK, &sum);
  sheet_read_cell (self, item_id, 0, first, &cells[0]);
  sheet_read_cell (self, item_id, 0, first + 1, &cells[1]);
  shown = g_strjoin (" ", sum.text, cells[0].text, cells[1].text, NULL);
  g_assert_cmpstr (shown, ==, texts);
}

static void
assert_cells (SheetFixture *self, PasarColumn first, const char *texts)
{
  assert_row (self, 4, first, texts);
}

/* What is typed at a location is that of the location, with what the shop has beside it. */
static void
test_typed (SheetFixture *self, gconstpointer data)
{
  const PasarColumn first = set_up (self);
  PasarGridCell cell;

  sheet_enter (self, 4, 0, first, "25");
  assert_cells (self, first, "35 25 10");
  sheet_read_cell (self, 4, 0, first, &cell);
  g_assert_cmpuint (cell.flags & PASAR_GRID_CELL_CHANGED, !=, 0);
  g_assert_cmpstr (cell.was, ==, "30");
  sheet_enter (self, 4, 0, first + 1, "=stock_sgz*2");
  assert_cells (self, first, "75 25 50");
}

/* Where there is no stock at the location, none can be typed, and it is said why. */
static void
test_empty (SheetFixture *self, gconstpointer data)
{
  const PasarColumn first = set_up (self);
  g_autofree char *refusal = NULL;
  PasarGridCell cell;

  sheet_read_cell (self, 1, 0, first, &cell);
  g_assert_cmpstr (cell.text, ==, "");
  sheet_go_to (self, 1, 0, first);
  g_assert_false (pasar_sheet_begin_edit (self->sheet, "5"));
  refusal = sheet_take_refusal (self);
  g_assert_nonnull (strstr (refusal, "location"));
}

/* said: what the button says of the text. */
static void
answer (SheetFixture *self, const char *text, PasarCommandKind kind, const char *said)
{
  const guint n_staged = self->n_staged;
  GtkButton *button = self->sheet->answer_buttons[kind];

  sheet_go_to (self, 4, 0, PASAR_COLUMN_STOCK);
  sheet_type (self, text);
  g_assert_false (pasar_sheet_end_edit (self->sheet));
  g_assert_true (pasar_sheet_is_asking (self->sheet));
  /* It has no variations. */
  g_assert_false (
      gtk_widget_get_visible (GTK_WIDGET (self->sheet->answer_buttons[PASAR_COMMAND_EACH])));
  g_assert_true (g_str_has_suffix (gtk_button_get_label (button), said));
  g_signal_emit_by_name (button, "clicked");
  WAIT_FOR (self->n_staged == n_staged + 1);
}

/* A number in the stock of a row with several locations is never guessed, nor is a percentage. */
static void
test_asked (SheetFixture *self, gconstpointer data)
{
  const PasarColumn first = set_up (self);

  answer (self, "12", PASAR_COMMAND_EACH_LOCATION, ": 12 Pieces");
  assert_cells (self, first, "24 12 12");
  answer (self, "50", PASAR_COMMAND_IN_ALL, ": 50 Pieces");
  assert_cells (self, first, "50 38 12");
  answer (self, "+50%", PASAR_COMMAND_EACH_LOCATION, ": +50%");
  assert_cells (self, first, "75 57 18");
  answer (self, "=stock*2", PASAR_COMMAND_IN_ALL, ": =stock*2");
  assert_cells (self, first, "150 132 18");
}

/* A cell is cleared by itself; with the sum go its locations. */
static void
test_cleared (SheetFixture *self, gconstpointer data)
{
  const PasarColumn first = set_up (self);
  PasarGrid *grid = pasar_sheet_get_grid (self->sheet);
  const guint row = sheet_get_position (self, 4, 0);
  const PasarColumn columns[] = { first, PASAR_COLUMN_STOCK };
  const char *const after[] = { "45 30 15", "40 30 10" };

  sheet_enter (self, 4, 0, first, "25");
  sheet_enter (self, 4, 0, first + 1, "15");
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      const guint column = pasar_sheet_source_find_column (self->sheet->source, columns[i]);
      const PasarGridRange range = { row, 1, pasar_grid_find_place (grid, column), 1 };
      const guint n_staged = self->n_staged;

      pasar_grid_source_clear (pasar_grid_get_source (grid), &range, 1);
      WAIT_FOR (self->n_staged == n_staged + 1);
      assert_cells (self, first, after[i]);
    }
}

/* To the right, from a price and a stock: each is typed as what it is. */
static void
test_filled_across (SheetFixture *self, gconstpointer data)
{
  const PasarColumn first = set_up (self);
  PasarGrid *grid = pasar_sheet_get_grid (self->sheet);
  const guint price = pasar_sheet_source_find_column (self->sheet->source, PASAR_COLUMN_PRICE);
  const guint row = sheet_get_position (self, 4, 0);
  const PasarGridRange from = { row, 1, pasar_grid_find_place (grid, price), 2 };
  const PasarGridRange to = { row, 1, from.first_column, 4 };
  const PasarGridFill fills[] = { PASAR_GRID_FILL_COPY, PASAR_GRID_FILL_SERIES };

  for (guint i = 0; i < G_N_ELEMENTS (fills); i++)
    {
      PasarGridCell stock;
      PasarGridCell filled;

      sheet_enter (self, 4, 0, first + 1, "11");
      sheet_read_cell (self, 4, 0, PASAR_COLUMN_STOCK, &stock);
      g_assert_cmpint (pasar_grid_source_fill (pasar_grid_get_source (grid),
                                               &from,
                                               &to,
                                               1,
                                               fills[i],
                                               NULL),
                       ==,
                       PASAR_GRID_DONE);
      WAIT_FOR (self->sheet->n_staging == 0);
      sheet_read_cell (self, 4, 0, first + 1, &filled);
      g_assert_cmpstr (filled.text, ==, stock.text);
    }
}

/* The stock and so many of its locations, from the row of item 4 into that of item 5 below. */
static void
fill_down (SheetFixture *self, guint n_locations)
{
  PasarGrid *grid = pasar_sheet_get_grid (self->sheet);
  const guint stock = pasar_sheet_source_find_column (self->sheet->source, PASAR_COLUMN_STOCK);
  const PasarGridRange from = { sheet_get_position (self, 4, 0),
                                1,
                                pasar_grid_find_place (grid, stock),
                                1 + n_locations };
  const PasarGridRange to = { from.first_row, 2, from.first_column, from.n_columns };

  g_assert_cmpint (pasar_grid_source_fill (pasar_grid_get_source (grid),
                                           &from,
                                           &to,
                                           1,
                                           PASAR_GRID_FILL_COPY,
                                           NULL),
                   ==,
                   PASAR_GRID_DONE);
  WAIT_FOR (self->sheet->n_staging == 0);
}

/* A sum that is filled beside its locations holds, or it is said that it is left out. */
static void
test_filled_down (SheetFixture *self, gconstpointer data)
{
  const PasarColumn first = set_up (self);
  g_autofree char *none = NULL;
  g_autofree char *refusal = NULL;

  put_item (self, 5, "Balafon 2", 20, 7);
  fill_down (self, 1);
  assert_row (self, 5, first, "37 30 7");
  refusal = sheet_take_refusal (self);
  g_assert_nonnull (strstr (refusal, "another sum"));
  fill_down (self, 2);
  assert_row (self, 5, first, "40 30 10");
  none = sheet_take_refusal (self);
  g_assert_null (none);
  assert_cells (self, first, "40 30 10");
}

/* Ctrl+Enter over the stock and its locations writes into the column that was typed into. */
static void
test_into_all (SheetFixture *self, gconstpointer data)
{
  const PasarColumn first = set_up (self);
  PasarGrid *grid = pasar_sheet_get_grid (self->sheet);
  const guint stock = pasar_sheet_source_find_column (self->sheet->source, PASAR_COLUMN_STOCK);
  const guint column = pasar_sheet_source_find_column (self->sheet->source, first + 1);
  const guint row = sheet_get_position (self, 4, 0);
  const PasarGridRange range = { row, 2, pasar_grid_find_place (grid, stock), 3 };

  put_item (self, 5, "Balafon 2", 20, 7);
  sheet_go_to (self, 4, 0, first + 1);
  g_assert_cmpint (pasar_grid_source_commit (pasar_grid_get_source (grid),
                                             row,
                                             column,
                                             &range,
                                             1,
                                             "15",
                                             NULL),
                   ==,
                   PASAR_GRID_DONE);
  WAIT_FOR (self->n_staged == 1);
  assert_cells (self, first, "45 30 15");
  assert_row (self, 5, first, "35 20 15");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  sheet_add ("/sheet-locations/typed", test_typed);
  sheet_add ("/sheet-locations/empty", test_empty);
  sheet_add ("/sheet-locations/asked", test_asked);
  sheet_add ("/sheet-locations/cleared", test_cleared);
  sheet_add ("/sheet-locations/filled-across", test_filled_across);
  sheet_add ("/sheet-locations/filled-down", test_filled_down);
  sheet_add ("/sheet-locations/into-all", test_into_all);
  return g_test_run ();
}
