/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue-fixture.h"
#include "catalogue/view/cell.h"

/* "text|the shop's|detail flags", as a test says what a cell shows. */
static char *
dup_cell (PasarCatalogue *catalogue, gint64 item_id, gint64 model_id, PasarColumn column)
{
  PasarCellInfo cell;

  pasar_cell_info_read (&cell,
                        catalogue,
                        pasar_catalogue_find (catalogue, item_id, model_id),
                        column,
                        FALSE);
  return g_strdup_printf ("%s|%s|%s%s%s%s%s%s%s%s%s%s%s",
                          cell.text,
                          cell.shop_text,
                          cell.detail,
                          cell.is_changed ? " changed" : "",
                          cell.is_problem ? " problem" : "",
                          cell.is_postponed ? " waits" : "",
                          cell.is_refused ? " refused" : "",
                          cell.is_editable ? " editable" : "",
                          cell.is_locked ? " locked" : "",
                          cell.is_dim ? " dim" : "",
                          cell.is_header ? " header" : "",
                          cell.is_model ? " model" : "",
                          cell.is_numeric ? " numeric" : "");
}

#define assert_cell(catalogue, item_id, model_id, column, expected)                                \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *cell_ = dup_cell (catalogue, item_id, model_id, column);                      \
    g_assert_cmpstr (cell_, ==, expected);                                                         \
  }                                                                                                \
  G_STMT_END

static void
test_item (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  PasarCellInfo cell;

  fixture_put_models (catalogue, 5, "Bowl", NULL, 0);
  assert_cell (catalogue, 1, 0, PASAR_COLUMN_NAME, "Shirt||3 variations header");
  assert_cell (catalogue, 1, 11, PASAR_COLUMN_NAME, "White|| model");
  assert_cell (catalogue, 2, 0, PASAR_COLUMN_NAME, "Mug||");
  assert_cell (catalogue, 5, 0, PASAR_COLUMN_NAME, "Bowl|| header");
  assert_cell (catalogue, 5, 0, PASAR_COLUMN_PRICE, "|| header numeric");

  /* Without items above them models are named wholly. */
  pasar_cell_info_read (&cell,
                        catalogue,
                        pasar_catalogue_find (catalogue, 1, 11),
                        PASAR_COLUMN_NAME,
                        TRUE);
  g_assert_cmpstr (cell.text, ==, "Shirt");
  g_assert_cmpstr (cell.detail, ==, "White");
}

static void
test_values (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();

  assert_cell (catalogue, 1, 0, PASAR_COLUMN_PRICE, "10.00–12.00|| editable header numeric");
  assert_cell (catalogue, 1, 0, PASAR_COLUMN_STOCK, "12|| editable header numeric");
  assert_cell (catalogue, 1, 11, PASAR_COLUMN_PRICE, "10.00|| editable model numeric");
  assert_cell (catalogue, 1, 13, PASAR_COLUMN_PRICE, "|| editable model numeric");
  assert_cell (catalogue, 2, 0, PASAR_COLUMN_SHOP_PRICE, "5.00|| numeric");
  assert_cell (catalogue, 2, 0, PASAR_COLUMN_CHANGE, "|| numeric");
  assert_cell (catalogue, 2, 0, PASAR_COLUMN_STATUS, "Live||");
  assert_cell (catalogue, 2, 0, PASAR_COLUMN_ITEM_ID, "2|| numeric");
  assert_cell (catalogue, 2, 0, PASAR_COLUMN_MODEL_ID, "|| numeric");
  assert_cell (catalogue, 1, 11, PASAR_COLUMN_MODEL_ID, "11|| model numeric");
  assert_cell (catalogue, 2, 0, PASAR_COLUMN_PROMOTION, "||");
  assert_cell (catalogue, 2, 0, PASAR_COLUMN_UPDATED, "||");
  assert_cell (catalogue, 9, 9, PASAR_COLUMN_PRICE, "||");
  assert_cell (catalogue, 2, 0, PASAR_COLUMN_NONE, "||");
}

static void
test_changed (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();

  fixture_stage (catalogue, 1, 11, PASAR_FIELD_PRICE, 1100);
  assert_cell (catalogue,
               1,
               11,
               PASAR_COLUMN_PRICE,
               "11.00|10.00|+10.0 % changed editable model numeric");
  /* Not all models change by the same. */
  assert_cell (catalogue,
               1,
               0,
               PASAR_COLUMN_PRICE,
               "11.00–12.00|10.00–12.00| changed editable header numeric");
  assert_cell (catalogue, 1, 0, PASAR_COLUMN_CHANGE, "0.0 % – +10.0 %|| header numeric");
  assert_cell (catalogue, 1, 11, PASAR_COLUMN_SHOP_PRICE, "10.00|| model numeric");
  fixture_stage (catalogue, 1, 12, PASAR_FIELD_PRICE, 1320);
  assert_cell (catalogue,
               1,
               0,
               PASAR_COLUMN_PRICE,
               "11.00–13.20|10.00–12.00|+10.0 % changed editable header numeric");
  fixture_stage (catalogue, 1, 12, PASAR_FIELD_STOCK, 6);
  assert_cell (catalogue, 1, 12, PASAR_COLUMN_STOCK, "6|0| changed editable model numeric");
  assert_cell (catalogue,
               1,
               0,
               PASAR_COLUMN_STOCK,
               "18|12|+50.0 % changed editable header numeric");
  fixture_stage (catalogue, 1, 13, PASAR_FIELD_PRICE, 900);
  assert_cell (catalogue, 1, 13, PASAR_COLUMN_PRICE, "9.00|| changed editable model numeric");
}

static void
test_problems (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();

  fixture_stage (catalogue, 1, 11, PASAR_FIELD_PRICE, 9900);
  assert_cell (catalogue,
               1,
               11,
               PASAR_COLUMN_PRICE,
               "99.00|10.00|+890.0 % changed problem editable model numeric");
  fixture_stage (catalogue, 2, 0, PASAR_FIELD_STOCK, 4);
  pasar_catalogue_set_refusal (catalogue, (PasarRowKey){ 2, 0 }, PASAR_FIELD_STOCK, "No.");
  assert_cell (catalogue,
               2,
               0,
               PASAR_COLUMN_STOCK,
               "4|3|+33.3 % changed problem refused editable numeric");
  assert_cell (catalogue, 2, 0, PASAR_COLUMN_PRICE, "5.00|| editable numeric");
}

static void
test_locks (void)
{
  const FixtureModel models[] = {
    { 31, "a", 100, 1, 0, 0, PASAR_PROMOTION_ONGOING },
    { 32, "b", 100, 1, 0, 0, PASAR_PROMOTION_UPCOMING },
  };
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autofree char *reason = NULL;

  fixture_put_models (catalogue, 3, "Cap", models, G_N_ELEMENTS (models));
  fixture_put (catalogue,
               (PasarItemRecord){ .item_id = 4,
                                  .name = "Gone",
                                  .sku = "G",
                                  .status = PASAR_STATUS_BANNED },
               FALSE,
               models,
               1);
  assert_cell (catalogue, 3, 0, PASAR_COLUMN_PRICE, "1.00|| editable locked header numeric");
  assert_cell (catalogue, 3, 31, PASAR_COLUMN_PRICE, "1.00|| editable locked model numeric");
  assert_cell (catalogue, 3, 31, PASAR_COLUMN_STOCK, "1|| editable model numeric");
  assert_cell (catalogue, 3, 31, PASAR_COLUMN_PROMOTION, "Running|| model");
  assert_cell (catalogue, 4, 0, PASAR_COLUMN_STOCK, "1|| locked dim numeric");
  /* One model that is free frees the item. */
  pasar_catalogue_set_promotion (catalogue, (PasarRowKey){ 3, 32 }, PASAR_PROMOTION_NONE);
  assert_cell (catalogue, 3, 0, PASAR_COLUMN_PRICE, "1.00|| editable header numeric");

  /* What is in a promotion can be edited, and waits. */
  g_assert_null (pasar_cell_dup_lock_reason (catalogue,
                                             pasar_catalogue_find (catalogue, 3, 31),
                                             PASAR_COLUMN_PRICE));
  fixture_stage (catalogue, 3, 31, PASAR_FIELD_PRICE, 110);
  assert_cell (catalogue,
               3,
               31,
               PASAR_COLUMN_PRICE,
               "1.10|1.00|+10.0 % changed waits editable model numeric");
  assert_cell (catalogue,
               3,
               0,
               PASAR_COLUMN_PRICE,
               "1.00–1.10|1.00| changed waits editable header numeric");
  reason = pasar_cell_dup_lock_reason (catalogue,
                                       pasar_catalogue_find (catalogue, 4, 0),
                                       PASAR_COLUMN_STOCK);
  g_assert_nonnull (strstr (reason, "Banned"));
}

/* Every cell that cannot be edited can say why, and no other one does. */
static void
test_reasons (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();

  fixture_put_models (catalogue, 5, "Bowl", NULL, 0);
  for (guint row = 0; row < pasar_catalogue_get_n_rows (catalogue); row++)
    {
      for (guint i = 0; i < pasar_catalogue_get_n_columns (catalogue); i++)
        {
          const PasarColumn column = pasar_catalogue_get_nth_column (catalogue, i)->column;
          g_autofree char *reason = pasar_cell_dup_lock_reason (catalogue, row, column);
          PasarCellInfo cell;

          pasar_cell_info_read (&cell, catalogue, row, column, FALSE);
          g_assert_cmpint (reason == NULL, ==, cell.is_editable);
        }
    }
}

static void
test_label (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  const guint row = pasar_catalogue_find (catalogue, 1, 11);
  g_autofree char *label = NULL;
  PasarCellInfo cell;

  fixture_stage (catalogue, 1, 11, PASAR_FIELD_PRICE, 1100);
  pasar_cell_info_read (&cell, catalogue, row, PASAR_COLUMN_PRICE, FALSE);
  label = pasar_cell_info_dup_label (&cell);
  g_assert_cmpstr (label, ==, "11.00, was 10.00, +10.0 %");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cell/item", test_item);
  g_test_add_func ("/cell/values", test_values);
  g_test_add_func ("/cell/changed", test_changed);
  g_test_add_func ("/cell/problems", test_problems);
  g_test_add_func ("/cell/locks", test_locks);
  g_test_add_func ("/cell/reasons", test_reasons);
  g_test_add_func ("/cell/label", test_label);
  return g_test_run ();
}
