/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue-fixture.h"

/* Rows that are found by their ids. */

#define N_OTHERS_MAX 15
#define N_MOVES      60
#define ITEM         1

static void
put_models (PasarCatalogue *catalogue, guint n)
{
  static const FixtureModel models[] = {
    { .model_id = 11, .name = "A", .price = 100, .stock = 1 },
    { .model_id = 12, .name = "B", .price = 100, .stock = 2 },
    { .model_id = 13, .name = "C", .price = 100, .stock = 3 },
  };

  fixture_put (catalogue,
               (PasarItemRecord){ .item_id = ITEM, .name = "Shirt", .sku = "S" },
               TRUE,
               models,
               n);
}

static void
stage (PasarCatalogue *catalogue, gint64 model_id, gint64 stock)
{
  g_autoptr (GArray) edits = g_array_new (FALSE, FALSE, sizeof (PasarEdit));
  const PasarEdit edit = { .key = { ITEM, model_id }, .field = PASAR_FIELD_STOCK, .to = stock };

  g_array_append_val (edits, edit);
  pasar_catalogue_stage (catalogue, pasar_step_new (NULL, edits));
}

/* The index grows in any moment, also while the rows of an item move. Rows that are dead stay for
 * so long as the catalogue is frozen. */
static void
test_growing (void)
{
  for (guint n_others = 0; n_others < N_OTHERS_MAX; n_others++)
    {
      g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
      const FixtureModel other = { .name = "", .price = 100, .stock = 1 };

      pasar_catalogue_freeze (catalogue);
      for (guint i = 0; i < n_others; i++)
        fixture_put (catalogue,
                     (PasarItemRecord){ .item_id = 100 + i, .name = "Other", .sku = "O" },
                     FALSE,
                     &other,
                     1);
      for (guint i = 0; i < N_MOVES; i++)
        {
          guint header;

          put_models (catalogue, 3);
          stage (catalogue, 12, 20);
          stage (catalogue, 13, 30);
          put_models (catalogue, 1);
          /* A model that is gone has a row for what is staged on it; without it the others move. */
          stage (catalogue, 13, PASAR_NO_VALUE);
          header = pasar_catalogue_find (catalogue, ITEM, 0);
          g_assert_cmpuint (header, !=, PASAR_NO_ROW);
          g_assert_true (pasar_catalogue_read_row (catalogue, header).is_header);
          g_assert_cmpuint (pasar_catalogue_find (catalogue, ITEM, 11), ==, header + 1);
          g_assert_cmpuint (pasar_catalogue_find (catalogue, ITEM, 12), ==, header + 2);
          g_assert_cmpuint (pasar_catalogue_find (catalogue, ITEM, 13), ==, PASAR_NO_ROW);
        }
      pasar_catalogue_thaw (catalogue);
    }
}

/* Rows of edits are looked for beside the one that was found last. There an item that has lost its
 * models gets its new row, when what is staged on it still is on the old one. */
static void
test_beside_last (void)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);

  fixture_put_plain (catalogue, ITEM, "Shirt", 100, 1);
  stage (catalogue, 0, 20);
  put_models (catalogue, 3);
  fixture_put_plain (catalogue, ITEM + 1, "Mug", 500, 3);
  g_assert_cmpuint (pasar_catalogue_find_editable (catalogue, (PasarRowKey){ ITEM + 1, 0 }),
                    ==,
                    pasar_catalogue_find (catalogue, ITEM + 1, 0));
  fixture_put_plain (catalogue, ITEM, "Shirt", 100, 1);
  g_assert_cmpint (fixture_staged (catalogue, ITEM, 0, PASAR_FIELD_STOCK), ==, 20);
}

/* Whatever number is given, the row is the one that the index has. */
static void
assert_found_again (PasarCatalogue *catalogue)
{
  for (gint64 item_id = ITEM; item_id <= ITEM + 2; item_id++)
    for (gint64 model_id = 0; model_id <= 14; model_id++)
      {
        const guint found = pasar_catalogue_find (catalogue, item_id, model_id);

        for (guint row = 0; row < pasar_catalogue_get_n_rows (catalogue) + 2; row++)
          g_assert_cmpuint (pasar_catalogue_find_again (catalogue,
                                                        (PasarRowKey){ item_id, model_id },
                                                        row),
                            ==,
                            found);
      }
}

static void
test_again (void)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);

  assert_found_again (catalogue);
  fixture_put_plain (catalogue, ITEM, "Shirt", 100, 1);
  fixture_put_plain (catalogue, ITEM + 1, "Mug", 500, 3);
  assert_found_again (catalogue);
  stage (catalogue, 0, 20);
  put_models (catalogue, 3);
  /* The item, and what it left behind. */
  assert_found_again (catalogue);
  stage (catalogue, 13, 30);
  put_models (catalogue, 1);
  assert_found_again (catalogue);
  stage (catalogue, 13, PASAR_NO_VALUE);
  pasar_catalogue_remove_item (catalogue, ITEM + 1);
  assert_found_again (catalogue);
  fixture_put_plain (catalogue, ITEM + 1, "Mug", 500, 3);
  fixture_put_plain (catalogue, ITEM, "Shirt", 100, 1);
  assert_found_again (catalogue);
  pasar_catalogue_remove_item (catalogue, ITEM);
  assert_found_again (catalogue);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/index/growing", test_growing);
  g_test_add_func ("/index/beside-last", test_beside_last);
  g_test_add_func ("/index/again", test_again);
  return g_test_run ();
}
