/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sheet-fixture.h"

/* What fills mean. The rows: 1 Abacus 5.00, 2 an item, its models 21 at 9.90 and 22 at 12.00, 3
 * Zither 2.00. */

static PasarGridAnswer
fill (SheetFixture *self,
      guint first_from,
      guint n_from,
      guint first_to,
      guint n_to,
      PasarGridFill kind,
      GError **error)
{
  PasarGrid *grid = pasar_sheet_get_grid (self->sheet);
  const guint place = pasar_grid_find_place (grid,
                                             pasar_sheet_source_find_column (self->sheet->source,
                                                                             PASAR_COLUMN_PRICE));
  const PasarGridRange from = { first_from, n_from, place, 1 };
  const PasarGridRange to = { first_to, n_to, place, 1 };

  return pasar_grid_source_fill (pasar_grid_get_source (grid), &from, &to, 1, kind, error);
}

static void
assert_staged (SheetFixture *self, gint64 white_s, gint64 white_m, gint64 zither)
{
  g_assert_cmpint (sheet_get_staged (self, 2, 21, PASAR_FIELD_PRICE), ==, white_s);
  g_assert_cmpint (sheet_get_staged (self, 2, 22, PASAR_FIELD_PRICE), ==, white_m);
  g_assert_cmpint (sheet_get_staged (self, 3, 0, PASAR_FIELD_PRICE), ==, zither);
}

/* Down and up, in one step. */
static void
test_copies (SheetFixture *self, gconstpointer data)
{
  g_assert_cmpint (fill (self, 2, 1, 2, 3, PASAR_GRID_FILL_COPY, NULL), ==, PASAR_GRID_DONE);
  WAIT_FOR (self->n_staged == 1);
  assert_staged (self, PASAR_NO_VALUE, 990, 990);
  g_assert_cmpstr (self->notice, ==, NULL);
  sheet_enter (self, 3, 0, PASAR_COLUMN_PRICE, "3");
  g_assert_cmpint (fill (self, 4, 1, 2, 3, PASAR_GRID_FILL_COPY, NULL), ==, PASAR_GRID_DONE);
  WAIT_FOR (self->n_staged == 3);
  assert_staged (self, 300, 300, 300);
}

/* Two values are repeated in turn, also upwards. */
static void
test_repeats (SheetFixture *self, gconstpointer data)
{
  sheet_put_plain (self->catalogue, 4, "Another", 100, 1);
  g_assert_cmpint (fill (self, 4, 2, 2, 4, PASAR_GRID_FILL_COPY, NULL), ==, PASAR_GRID_DONE);
  WAIT_FOR (self->n_staged == 1);
  assert_staged (self, 200, 100, PASAR_NO_VALUE);
}

static void
test_continues (SheetFixture *self, gconstpointer data)
{
  g_assert_cmpint (fill (self, 2, 2, 2, 3, PASAR_GRID_FILL_SERIES, NULL), ==, PASAR_GRID_DONE);
  WAIT_FOR (self->n_staged == 1);
  assert_staged (self, PASAR_NO_VALUE, PASAR_NO_VALUE, 1410);
  g_assert_cmpint (fill (self, 2, 1, 2, 2, PASAR_GRID_FILL_SERIES, NULL), ==, PASAR_GRID_DONE);
  WAIT_FOR (self->n_staged == 2);
  assert_staged (self, PASAR_NO_VALUE, 1090, 1410);
}

/* The price of an item is a range: there is nothing to copy. */
static void
test_item_has_no_value (SheetFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (fill (self, 1, 1, 1, 3, PASAR_GRID_FILL_COPY, &error), ==, PASAR_GRID_REFUSED);
  g_assert_nonnull (error);
  g_assert_cmpuint (self->n_staged, ==, 0);
}

/* What is in a promotion is filled as well, and waits. */
static void
test_promotion_waits (SheetFixture *self, gconstpointer data)
{
  pasar_catalogue_set_promotion (self->catalogue, (PasarRowKey){ 2, 22 }, PASAR_PROMOTION_ONGOING);
  g_assert_cmpint (fill (self, 2, 1, 2, 3, PASAR_GRID_FILL_COPY, NULL), ==, PASAR_GRID_DONE);
  WAIT_FOR (self->n_staged == 1);
  assert_staged (self, PASAR_NO_VALUE, 990, 990);
  g_assert_cmpuint (pasar_catalogue_get_n_postponed (self->catalogue), ==, 1);
}

/* What cannot be changed is left alone, and that is told. */
static void
test_locked_is_left (SheetFixture *self, gconstpointer data)
{
  const PasarModelRecord model = { .name = "", .sku = "", .price = 1200, .current_price = 1200 };
  const PasarItemRecord item = { .item_id = 3,
                                 .name = "Zither",
                                 .sku = "",
                                 .status = PASAR_STATUS_BANNED,
                                 .wholesale_price = PASAR_NO_VALUE,
                                 .models = &model,
                                 .n_models = 1 };

  pasar_catalogue_put_item (self->catalogue, &item);
  g_assert_cmpint (fill (self, 2, 1, 2, 3, PASAR_GRID_FILL_COPY, NULL), ==, PASAR_GRID_DONE);
  WAIT_FOR (self->n_staged == 1 && self->refusal != NULL);
  assert_staged (self, PASAR_NO_VALUE, 990, PASAR_NO_VALUE);
}

/* Models that stand below the last row are not meant by it. */
static void
test_ends_at_item (SheetFixture *self, gconstpointer data)
{
  g_assert_cmpint (fill (self, 0, 1, 0, 2, PASAR_GRID_FILL_COPY, NULL), ==, PASAR_GRID_DONE);
  WAIT_FOR (self->n_staged > 0 || self->refusal != NULL);
  assert_staged (self, PASAR_NO_VALUE, PASAR_NO_VALUE, PASAR_NO_VALUE);
  g_assert_nonnull (self->refusal);
}

static guint
find_place (SheetFixture *self, PasarColumn column)
{
  return pasar_grid_find_place (pasar_sheet_get_grid (self->sheet),
                                pasar_sheet_source_find_column (self->sheet->source, column));
}

/* Several ranges, each from its own cells, are one step. What has nothing to fill from is left. */
static void
test_several (SheetFixture *self, gconstpointer data)
{
  const guint price = find_place (self, PASAR_COLUMN_PRICE);
  const guint stock = find_place (self, PASAR_COLUMN_STOCK);
  const PasarGridRange from[] = { { 2, 1, price, 1 }, { 0, 1, 0, 1 }, { 3, 1, stock, 1 } };
  const PasarGridRange to[] = { { 2, 2, price, 1 }, { 0, 2, 0, 1 }, { 3, 2, stock, 1 } };
  PasarGridSource *source = pasar_grid_get_source (pasar_sheet_get_grid (self->sheet));
  const gint64 stock_of_22 = pasar_catalogue_read_number (self->catalogue,
                                                          sheet_get_row (self, 2, 22),
                                                          PASAR_COLUMN_STOCK);

  g_assert_cmpint (pasar_grid_source_fill (source, from, to, 3, PASAR_GRID_FILL_COPY, NULL),
                   ==,
                   PASAR_GRID_DONE);
  WAIT_FOR (self->n_staged > 0);
  g_assert_cmpuint (self->n_staged, ==, 1);
  assert_staged (self, PASAR_NO_VALUE, 990, PASAR_NO_VALUE);
  g_assert_cmpint (sheet_get_staged (self, 3, 0, PASAR_FIELD_STOCK), ==, stock_of_22);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  sheet_add ("/sheet-fill/copies", test_copies);
  sheet_add ("/sheet-fill/several", test_several);
  sheet_add ("/sheet-fill/repeats", test_repeats);
  sheet_add ("/sheet-fill/continues", test_continues);
  sheet_add ("/sheet-fill/item-has-no-value", test_item_has_no_value);
  sheet_add ("/sheet-fill/promotion-waits", test_promotion_waits);
  sheet_add ("/sheet-fill/locked-is-left", test_locked_is_left);
  sheet_add ("/sheet-fill/ends-at-item", test_ends_at_item);
  return g_test_run ();
}
