/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue-fixture.h"
#include "catalogue/view/view.h"

static const FixtureModel three[] = {
  { 11, "White", 1000, 5, 0, 0, 0 },
  { 12, "Blue", 1200, 0, 0, 0, 0 },
  { 13, "Red", 1100, 7, 0, 0, 0 },
};

/* "1[2] 2 3[1]": alive items with the number of their models, in the shop's order. */
static char *
dup_items (PasarCatalogue *catalogue)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint row = 0; row < pasar_catalogue_get_n_rows (catalogue); row++)
    {
      const PasarRowInfo info = pasar_catalogue_read_row (catalogue, row);

      if (!info.is_alive || info.is_model)
        continue;
      g_string_append_printf (out,
                              "%s%" G_GINT64_FORMAT,
                              out->len > 0 ? " " : "",
                              info.key.item_id);
      if (info.is_header)
        g_string_append_printf (out, "[%u]", info.n_edited);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

#define assert_items(catalogue, text)                                                              \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *items_ = dup_items (catalogue);                                               \
    g_assert_cmpstr (items_, ==, text);                                                            \
  }                                                                                                \
  G_STMT_END

static void
test_plain (void)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  guint row;

  fixture_put_plain (catalogue, 1, "Mug", 1200, 40);
  row = pasar_catalogue_find (catalogue, 1, 0);
  g_assert_cmpuint (row, !=, PASAR_NO_ROW);
  g_assert_false (pasar_catalogue_read_row (catalogue, row).is_header);
  g_assert_false (pasar_catalogue_read_row (catalogue, row).is_model);
  g_assert_cmpstr (pasar_catalogue_read_row (catalogue, row).name, ==, "Mug");
  g_assert_cmpstr (pasar_catalogue_read_row (catalogue, row).variation, ==, "");
  g_assert_cmpint (pasar_catalogue_read_row (catalogue, row).values[PASAR_FIELD_PRICE].value,
                   ==,
                   1200);
  g_assert_cmpint (pasar_catalogue_read_row (catalogue, row).values[PASAR_FIELD_STOCK].value,
                   ==,
                   40);
  g_assert_cmpint (pasar_catalogue_read_row (catalogue, row).values[PASAR_FIELD_STOCK].staged,
                   ==,
                   PASAR_NO_VALUE);
  g_assert_cmpuint (pasar_catalogue_get_n_items (catalogue), ==, 1);
  g_assert_cmpuint (fixture_count_rows (catalogue, PASAR_STATE_WITH_MODELS), ==, 0);
  g_assert_cmpuint (pasar_catalogue_find (catalogue, 1, 5), ==, PASAR_NO_ROW);
  g_assert_cmpuint (pasar_catalogue_find (catalogue, 2, 0), ==, PASAR_NO_ROW);
}

static void
test_header (void)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  guint header;
  guint first;

  fixture_put_models (catalogue, 1, "Shirt", three, 3);
  header = pasar_catalogue_find (catalogue, 1, 0);
  g_assert_true (pasar_catalogue_read_row (catalogue, header).is_header);
  g_assert_cmpuint (pasar_catalogue_read_row (catalogue, header).n_edited, ==, 3);
  first = pasar_catalogue_read_row (catalogue, header).first_edited;
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpuint (pasar_catalogue_find (catalogue, 1, three[i].model_id), ==, first + i);
      g_assert_cmpstr (pasar_catalogue_read_row (catalogue, first + i).name, ==, "Shirt");
      g_assert_cmpstr (pasar_catalogue_read_row (catalogue, first + i).variation,
                       ==,
                       three[i].name);
      g_assert_cmpuint (pasar_catalogue_read_row (catalogue, first + i).item_row, ==, header);
    }
  g_assert_cmpint (pasar_catalogue_read_row (catalogue, header).values[PASAR_FIELD_PRICE].value,
                   ==,
                   1000);
  g_assert_cmpint (pasar_catalogue_read_row (catalogue, header).values[PASAR_FIELD_PRICE].value_max,
                   ==,
                   1200);
  g_assert_cmpint (pasar_catalogue_read_row (catalogue, header).values[PASAR_FIELD_STOCK].value,
                   ==,
                   12);
  fixture_stage (catalogue, 1, 12, PASAR_FIELD_STOCK, 8);
  g_assert_cmpint (pasar_catalogue_read_row (catalogue, header).values[PASAR_FIELD_STOCK].staged,
                   ==,
                   20);
  g_assert_cmpint (pasar_catalogue_read_row (catalogue, header).values[PASAR_FIELD_PRICE].staged,
                   ==,
                   PASAR_NO_VALUE);
}

static void
test_dead_rows_are_harmless (void)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  const guint rows[] = { 0, 1, 99, PASAR_NO_ROW };

  fixture_put_plain (catalogue, 1, "Mug", 1200, 40);
  pasar_catalogue_remove_item (catalogue, 1);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_assert_false (pasar_catalogue_read_row (catalogue, rows[i]).is_alive);
      g_assert_cmpstr (pasar_catalogue_read_row (catalogue, rows[i]).name, ==, "");
      g_assert_cmpstr (pasar_catalogue_read_row (catalogue, rows[i]).variation, ==, "");
      g_assert_cmpstr (pasar_catalogue_read_row (catalogue, rows[i]).sku, ==, "");
      g_assert_cmpint (pasar_catalogue_read_row (catalogue, rows[i]).status,
                       ==,
                       PASAR_STATUS_UNKNOWN);
      g_assert_cmpint (pasar_catalogue_read_row (catalogue, rows[i])
                           .values[PASAR_FIELD_PRICE]
                           .value,
                       ==,
                       PASAR_NO_VALUE);
      g_assert_cmpint (pasar_catalogue_read_row (catalogue, rows[i])
                           .values[PASAR_FIELD_STOCK]
                           .effective,
                       ==,
                       PASAR_NO_VALUE);
      g_assert_cmpint (pasar_catalogue_check (catalogue, rows[i], PASAR_FIELD_PRICE, 5),
                       ==,
                       PASAR_RULE_OK);
      g_assert_null (pasar_catalogue_row_dup_problem_text (catalogue, rows[i], PASAR_FIELD_PRICE));
      g_assert_cmpuint (pasar_catalogue_row_get_locations (catalogue, rows[i], NULL, 0), ==, 0);
    }
  g_assert_cmpuint (pasar_catalogue_get_n_items (catalogue), ==, 0);
}

static void
test_replace (void)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  const FixtureModel other[] = { { 13, "Crimson", 1300, 7, 0, 0, 0 },
                                 { 14, "Green", 900, 1, 0, 0, 0 } };

  fixture_put_models (catalogue, 1, "Shirt", three, 3);
  fixture_put_plain (catalogue, 2, "Mug", 500, 1);
  fixture_stage (catalogue, 1, 13, PASAR_FIELD_PRICE, 1500);
  fixture_put_models (catalogue, 1, "Linen shirt", other, 2);

  g_assert_cmpuint (pasar_catalogue_get_n_items (catalogue), ==, 2);
  g_assert_cmpuint (fixture_count_rows (catalogue, PASAR_STATE_WITH_MODELS), ==, 2);
  g_assert_cmpuint (pasar_catalogue_find (catalogue, 1, 11), ==, PASAR_NO_ROW);
  g_assert_cmpint (fixture_staged (catalogue, 1, 13, PASAR_FIELD_PRICE), ==, 1500);
  g_assert_cmpstr (pasar_catalogue_read_row (catalogue, pasar_catalogue_find (catalogue, 1, 13))
                       .variation,
                   ==,
                   "Crimson");
  g_assert_cmpstr (pasar_catalogue_read_row (catalogue, pasar_catalogue_find (catalogue, 1, 14))
                       .name,
                   ==,
                   "Linen shirt");
  g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue), ==, 1);

  /* Nobody knows the models yet: those known stay. */
  fixture_put_models (catalogue, 1, "Shirt again", NULL, 0);
  g_assert_cmpuint (fixture_count_rows (catalogue, PASAR_STATE_WITH_MODELS), ==, 2);
  g_assert_cmpstr (pasar_catalogue_read_row (catalogue, pasar_catalogue_find (catalogue, 1, 14))
                       .name,
                   ==,
                   "Shirt again");
  /* Now they are known, and none. */
  pasar_catalogue_put_models (catalogue, 1, NULL, 0);
  g_assert_cmpuint (fixture_count_rows (catalogue, PASAR_STATE_WITH_MODELS), ==, 1);
  g_assert_cmpint (fixture_problem (catalogue, 1, 13, PASAR_FIELD_PRICE), ==, PASAR_RULE_GONE);
}

static void
test_bad_models (void)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  const FixtureModel bad[] = {
    { 11, "White", -5, G_MAXINT64, G_MININT64, G_MAXINT64, 0 },
    { 11, "White again", 1000, 5, 0, 0, 0 },
    { 0, "No id", 1000, 5, 0, 0, 0 },
  };
  guint row;

  fixture_put_models (catalogue, 1, "Shirt", bad, 3);
  fixture_put_models (catalogue, 1, "Shirt", bad, 3);
  g_assert_cmpuint (fixture_count_rows (catalogue, PASAR_STATE_WITH_MODELS), ==, 1);
  row = pasar_catalogue_find (catalogue, 1, 11);
  g_assert_cmpstr (pasar_catalogue_read_row (catalogue, row).variation, ==, "White");
  g_assert_cmpint (pasar_catalogue_read_row (catalogue, row).values[PASAR_FIELD_PRICE].value,
                   ==,
                   PASAR_NO_VALUE);
  g_assert_cmpint (pasar_catalogue_read_row (catalogue, row).reserved, ==, PASAR_NO_VALUE);
  g_assert_true (
      pasar_catalogue_read_row (catalogue, pasar_catalogue_find (catalogue, 1, 0)).is_header);
  pasar_catalogue_put_models (catalogue, 99, NULL, 0);
  pasar_catalogue_remove_item (catalogue, 99);
  pasar_catalogue_set_promotion (catalogue, (PasarRowKey){ 99, 1 }, PASAR_PROMOTION_ONGOING);
}

static void
test_gone_and_back (void)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);

  fixture_put_plain (catalogue, 1, "Mug", 500, 1);
  fixture_put_models (catalogue, 2, "Shirt", three, 3);
  fixture_put_plain (catalogue, 3, "Cup", 500, 1);
  fixture_put_plain (catalogue, 4, "Pot", 500, 1);
  fixture_stage (catalogue, 3, 0, PASAR_FIELD_PRICE, 600);
  fixture_stage (catalogue, 2, 12, PASAR_FIELD_STOCK, 9);

  fixture_put_plain (catalogue, 1, "Mug", 550, 1);
  fixture_put_plain (catalogue, 5, "Pan", 550, 1);
  g_assert_cmpuint (pasar_catalogue_get_n_items (catalogue), ==, 5);
  for (gint64 gone = 2; gone <= 4; gone++)
    pasar_catalogue_remove_item (catalogue, gone);

  /* 3 and 2 are gone but have something staged. */
  g_assert_cmpuint (pasar_catalogue_get_n_items (catalogue), ==, 4);
  g_assert_cmpuint (pasar_catalogue_find (catalogue, 4, 0), ==, PASAR_NO_ROW);
  g_assert_cmpuint (pasar_catalogue_find (catalogue, 2, 11), ==, PASAR_NO_ROW);
  g_assert_cmpint (fixture_problem (catalogue, 2, 12, PASAR_FIELD_STOCK), ==, PASAR_RULE_GONE);
  g_assert_cmpint (fixture_problem (catalogue, 3, 0, PASAR_FIELD_PRICE), ==, PASAR_RULE_GONE);
  g_assert_true (
      pasar_catalogue_read_row (catalogue, pasar_catalogue_find (catalogue, 3, 0)).is_gone);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue), ==, 2);
  g_assert_cmpuint (fixture_count_rows (catalogue, PASAR_STATE_PROBLEM), ==, 2);

  /* They come back. */
  fixture_put_models (catalogue, 2, "Shirt", three, 3);
  fixture_put_plain (catalogue, 3, "Cup", 500, 1);
  g_assert_cmpuint (fixture_count_rows (catalogue, PASAR_STATE_PROBLEM), ==, 0);
  g_assert_cmpint (fixture_staged (catalogue, 2, 12, PASAR_FIELD_STOCK), ==, 9);
  g_assert_cmpint (fixture_staged (catalogue, 3, 0, PASAR_FIELD_PRICE), ==, 600);
  g_assert_cmpuint (fixture_count_rows (catalogue, PASAR_STATE_WITH_MODELS), ==, 3);
}

/* The item has models for some time: what was staged on it itself is found again, whatever was
 * looked up last. */
static void
test_models_and_back (void)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);

  fixture_put_plain (catalogue, 1, "Mug", 500, 1);
  fixture_stage (catalogue, 1, 0, PASAR_FIELD_PRICE, 600);
  fixture_put_models (catalogue, 1, "Mug", three, 3);
  fixture_put_plain (catalogue, 2, "Cup", 500, 1);
  fixture_stage (catalogue, 2, 0, PASAR_FIELD_PRICE, 700);
  fixture_put_plain (catalogue, 1, "Mug", 500, 1);
  g_assert_cmpint (fixture_staged (catalogue, 1, 0, PASAR_FIELD_PRICE), ==, 600);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue), ==, 2);
}

static void
test_gone_until_unstaged (void)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);

  fixture_put_models (catalogue, 1, "Shirt", three, 3);
  fixture_put_plain (catalogue, 2, "Mug", 500, 1);
  fixture_stage (catalogue, 1, 12, PASAR_FIELD_STOCK, 9);
  fixture_stage (catalogue, 1, 13, PASAR_FIELD_STOCK, 9);
  fixture_stage (catalogue, 2, 0, PASAR_FIELD_STOCK, 9);
  fixture_put_models (catalogue, 1, "Shirt", three, 1);
  pasar_catalogue_remove_item (catalogue, 2);
  assert_items (catalogue, "2 1[3]");

  fixture_stage (catalogue, 1, 12, PASAR_FIELD_STOCK, PASAR_NO_VALUE);
  assert_items (catalogue, "2 1[2]");
  fixture_stage (catalogue, 2, 0, PASAR_FIELD_STOCK, PASAR_NO_VALUE);
  assert_items (catalogue, "1[2]");
  g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue), ==, 1);
  pasar_catalogue_remove_item (catalogue, 1);
  assert_items (catalogue, "1[1]");
  fixture_stage (catalogue, 1, 13, PASAR_FIELD_STOCK, PASAR_NO_VALUE);
  assert_items (catalogue, "");
  g_assert_cmpuint (pasar_catalogue_get_n_items (catalogue), ==, 0);
  g_assert_cmpuint (fixture_count_rows (catalogue, PASAR_STATE_WITH_MODELS), ==, 0);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue), ==, 0);
  g_assert_cmpuint (fixture_count_rows (catalogue, PASAR_STATE_PROBLEM), ==, 0);
}

/* An item gets models, and loses them, while something is staged on what it was. */
static void
test_plain_to_models_and_back (void)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  guint header;

  fixture_put_plain (catalogue, 1, "Shirt", 1000, 5);
  fixture_stage (catalogue, 1, 0, PASAR_FIELD_PRICE, 1100);
  fixture_put_models (catalogue, 1, "Shirt", three, 3);
  header = pasar_catalogue_find (catalogue, 1, 0);
  g_assert_true (pasar_catalogue_read_row (catalogue, header).is_header);
  g_assert_cmpuint (pasar_catalogue_read_row (catalogue, header).n_edited, ==, 4);
  g_assert_cmpint (pasar_catalogue_read_row (catalogue, header).values[PASAR_FIELD_PRICE].problem,
                   ==,
                   PASAR_RULE_GONE);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue), ==, 1);

  fixture_stage (catalogue, 1, 11, PASAR_FIELD_STOCK, 77);
  fixture_put_plain (catalogue, 1, "Shirt", 1000, 5);
  g_assert_cmpint (fixture_staged (catalogue, 1, 0, PASAR_FIELD_PRICE), ==, 1100);
  g_assert_cmpint (fixture_problem (catalogue, 1, 0, PASAR_FIELD_PRICE), ==, PASAR_RULE_OK);
  g_assert_cmpint (fixture_problem (catalogue, 1, 11, PASAR_FIELD_STOCK), ==, PASAR_RULE_GONE);
  fixture_stage (catalogue, 1, 11, PASAR_FIELD_STOCK, PASAR_NO_VALUE);
  g_assert_cmpuint (pasar_catalogue_find (catalogue, 1, 11), ==, PASAR_NO_ROW);
  g_assert_cmpint (fixture_staged (catalogue, 1, 0, PASAR_FIELD_PRICE), ==, 1100);
}

static void
put_located (PasarCatalogue *catalogue, const PasarLocationStock *locations, guint n)
{
  const PasarModelRecord model = { .name = "",
                                   .sku = "",
                                   .price = 1000,
                                   .current_price = 1000,
                                   .locations = locations,
                                   .n_locations = n };
  const PasarItemRecord item = { .item_id = 1,
                                 .name = "Mug",
                                 .sku = "",
                                 .wholesale_price = PASAR_NO_VALUE,
                                 .models = &model,
                                 .n_models = 1 };

  pasar_catalogue_put_item (catalogue, &item);
}

static void
test_locations (void)
{
  static const PasarLocationStock two[] = { { "SGZ", 10 }, { "SG2", 20 } };
  static const struct
  {
    gint64 total;
    gint64 first;
    gint64 second;
  } cases[] = { { 35, 15, 20 }, { 30, 10, 20 }, { 25, 5, 20 },
                { 20, 0, 20 },  { 5, 0, 5 },    { 0, 0, 0 } };
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  PasarLocationStock out[2];
  guint row;

  put_located (catalogue, two, 2);
  row = pasar_catalogue_find (catalogue, 1, 0);
  g_assert_cmpint (pasar_catalogue_read_row (catalogue, row).values[PASAR_FIELD_STOCK].value,
                   ==,
                   30);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpuint (pasar_catalogue_row_spread_stock (catalogue, row, cases[i].total, out, 2),
                        ==,
                        2);
      g_assert_cmpstr (out[0].location_id, ==, "SGZ");
      g_assert_cmpstr (out[1].location_id, ==, "SG2");
      g_assert_cmpint (out[0].stock, ==, cases[i].first);
      g_assert_cmpint (out[1].stock, ==, cases[i].second);
    }

  pasar_catalogue_settle (catalogue, (PasarRowKey){ 1, 0 }, PASAR_FIELD_STOCK, 5);
  g_assert_cmpuint (pasar_catalogue_row_get_locations (catalogue, row, out, 2), ==, 2);
  g_assert_cmpint (out[0].stock, ==, 0);
  g_assert_cmpint (out[1].stock, ==, 5);

  put_located (catalogue, two, 1);
  row = pasar_catalogue_find (catalogue, 1, 0);
  g_assert_cmpuint (pasar_catalogue_row_get_locations (catalogue, row, out, 2), ==, 1);
  g_assert_cmpstr (out[0].location_id, ==, "SGZ");
  g_assert_cmpint (out[0].stock, ==, 10);
  put_located (catalogue, NULL, 0);
  g_assert_cmpint (pasar_catalogue_read_row (catalogue, row).values[PASAR_FIELD_STOCK].value,
                   ==,
                   PASAR_NO_VALUE);
  g_assert_cmpuint (pasar_catalogue_row_spread_stock (catalogue, row, 3, out, 2), ==, 0);
}

static void
test_pack (void)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  g_autoptr (PasarCatalogue) copy = pasar_catalogue_new ("SGD", 2, 5);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) again = NULL;
  PasarUnpackedRecord unpacked = { 0 };
  gsize size;
  const guint8 *data;

  fixture_put_models (catalogue, 1, "Shirt", three, 3);
  fixture_stage (catalogue, 1, 12, PASAR_FIELD_PRICE, 1300);
  bytes = pasar_catalogue_pack_item (catalogue, 1);
  data = g_bytes_get_data (bytes, &size);
  g_assert_true (pasar_unpacked_record_read (&unpacked, data, size));
  g_assert_cmpint (unpacked.record.models[1].price, ==, 1200);
  pasar_catalogue_put_item (copy, &unpacked.record);
  pasar_unpacked_record_clear (&unpacked);
  again = pasar_catalogue_pack_item (copy, 1);
  g_assert_true (g_bytes_equal (bytes, again));
  g_assert_null (pasar_catalogue_pack_item (copy, 2));
}

static void
put_picture (PasarCatalogue *catalogue, gint64 item_id, const char *picture)
{
  const FixtureModel model = { .price = 500, .stock = 1 };

  fixture_put (catalogue,
               (PasarItemRecord){ .item_id = item_id, .name = "Mug", .picture = picture },
               FALSE,
               &model,
               1);
}

static void
assert_picture (PasarCatalogue *catalogue, gint64 item_id, const char *picture)
{
  g_autofree char *address =
      pasar_catalogue_row_dup_picture (catalogue, pasar_catalogue_find (catalogue, item_id, 0));

  g_assert_cmpstr (address, ==, picture);
}

static void
test_pictures (void)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  static const char *const addresses[] = {
    "https://cf.shopee.sg/file/one",
    "https://cf.shopee.sg/file/two",
    "https://cf.shopee.sg/other/",
    "https://cf.shopee.sg",
    "no address",
    "/",
  };
  g_autofree char *endless = g_strnfill (1000000, 'x');

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    put_picture (catalogue, i + 1, addresses[i]);
  put_picture (catalogue, 20, NULL);
  put_picture (catalogue, 21, "");
  put_picture (catalogue, 22, endless);
  fixture_put_models (catalogue, 23, "Shirt", three, 3);
  assert_picture (catalogue, 1, addresses[0]);
  assert_picture (catalogue, 2, addresses[1]);
  assert_picture (catalogue, 4, addresses[3]);
  assert_picture (catalogue, 5, addresses[4]);
  for (guint id = 20; id <= 23; id++)
    assert_picture (catalogue, id, NULL);
  g_assert_null (pasar_catalogue_row_dup_picture (catalogue, PASAR_NO_ROW));

  /* Another one, none any more. */
  put_picture (catalogue, 1, addresses[1]);
  put_picture (catalogue, 2, NULL);
  assert_picture (catalogue, 1, addresses[1]);
  assert_picture (catalogue, 2, NULL);
}

/* A shop that has each picture in a folder of its own, and changes them all the time. */
static void
test_pictures_anywhere (void)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);

  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *address = g_strdup_printf ("https://cf.shopee.sg/%u/%u", i % 300, i);

      put_picture (catalogue, 1 + i % 100, address);
      pasar_catalogue_remove_item (catalogue, 1 + (i + 50) % 100);
    }
  g_assert_cmpuint (pasar_catalogue_get_memory (catalogue), <, 4000000);
  assert_picture (catalogue, 100, "https://cf.shopee.sg/199/19999");
  assert_picture (catalogue, 60, "https://cf.shopee.sg/159/19959");
}

/* What the addresses have in common is kept once. */
static void
test_pictures_memory (void)
{
  g_autoptr (PasarCatalogue) with = pasar_catalogue_new ("SGD", 2, 5);
  g_autoptr (PasarCatalogue) without = pasar_catalogue_new ("SGD", 2, 5);
  const guint n = 50000;

  for (guint i = 1; i <= n; i++)
    {
      g_autofree char *address =
          g_strdup_printf ("https://down-sg.img.susercontent.com/file/%u", i);

      put_picture (with, i, address);
      put_picture (without, i, NULL);
    }
  g_assert_cmpuint (pasar_catalogue_get_memory (with) - pasar_catalogue_get_memory (without),
                    <,
                    n * 12);
}

static void
count_cb (guint *counter)
{
  (*counter)++;
}

static void
test_signals (void)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  guint n_rows = 0;
  guint n_values = 0;

  g_signal_connect_swapped (catalogue, "rows-changed", G_CALLBACK (count_cb), &n_rows);
  g_signal_connect_swapped (catalogue, "values-changed", G_CALLBACK (count_cb), &n_values);
  pasar_catalogue_freeze (catalogue);
  for (guint i = 1; i <= 10; i++)
    fixture_put_plain (catalogue, i, "Mug", 500, 1);
  g_assert_cmpuint (n_rows, ==, 0);
  pasar_catalogue_thaw (catalogue);
  g_assert_cmpuint (n_rows, ==, 1);
  g_assert_cmpuint (n_values, ==, 1);

  /* Only values. */
  fixture_put_plain (catalogue, 5, "Mug", 600, 1);
  fixture_stage (catalogue, 5, 0, PASAR_FIELD_PRICE, 700);
  fixture_stage (catalogue, 5, 0, PASAR_FIELD_PRICE, 800);
  g_assert_cmpuint (n_rows, ==, 1);
  g_assert_cmpuint (n_values, ==, 4);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue), ==, 1);
}

/* Rows that were left behind are cleaned up without anybody noticing but for the numbers. */
static void
test_compact (void)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);

  fixture_put_models (catalogue, 1, "Shirt", three, 3);
  fixture_stage (catalogue, 1, 12, PASAR_FIELD_PRICE, 1300);
  fixture_put_models (catalogue, 1, "Shirt", three, 1);
  for (guint i = 0; i < 20000; i++)
    {
      fixture_put_plain (catalogue, 2 + i % 100, "Something with a name", 500 + i, 1);
      pasar_catalogue_remove_item (catalogue, 2 + (i + 50) % 100);
    }
  g_assert_cmpuint (pasar_catalogue_get_n_rows (catalogue), <, 10000);
  g_assert_cmpuint (pasar_catalogue_get_memory (catalogue), <, 4000000);
  g_assert_cmpint (fixture_staged (catalogue, 1, 12, PASAR_FIELD_PRICE), ==, 1300);
  g_assert_cmpint (fixture_problem (catalogue, 1, 12, PASAR_FIELD_PRICE), ==, PASAR_RULE_GONE);
  g_assert_cmpstr (pasar_catalogue_read_row (catalogue, pasar_catalogue_find (catalogue, 1, 12))
                       .variation,
                   ==,
                   "Blue");
  g_assert_cmpint (pasar_catalogue_read_row (catalogue, pasar_catalogue_find (catalogue, 1, 11))
                       .values[PASAR_FIELD_STOCK]
                       .value,
                   ==,
                   5);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue), ==, 1);
}

static void
put_packed (PasarCatalogue *catalogue, GBytes *bytes)
{
  PasarUnpackedRecord unpacked = { 0 };
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  g_assert_true (pasar_unpacked_record_read (&unpacked, data, size));
  pasar_catalogue_put_item (catalogue, &unpacked.record);
  pasar_unpacked_record_clear (&unpacked);
}

/* What is gone but has something staged has its rows again after a restart; once nothing is staged
 * on it, it has none. */
static void
test_gone_restored (void)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  const gint64 ids[] = { 1, 2, 3 };
  GBytes *packed[3];

  fixture_put_models (catalogue, 1, "Shirt", three, 3);
  fixture_put_models (catalogue, 2, "Sock", three, 3);
  fixture_put_plain (catalogue, 3, "Cup", 500, 1);
  fixture_stage (catalogue, 1, 12, PASAR_FIELD_STOCK, 9);
  fixture_stage (catalogue, 2, 11, PASAR_FIELD_PRICE, 960);
  fixture_stage (catalogue, 3, 0, PASAR_FIELD_PRICE, 600);
  fixture_put_models (catalogue, 1, "Shirt", three + 2, 1);
  pasar_catalogue_remove_item (catalogue, 2);
  pasar_catalogue_remove_item (catalogue, 3);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    packed[i] = pasar_catalogue_pack_item (catalogue, ids[i]);

  for (guint round = 0; round < 2; round++)
    {
      g_autoptr (PasarCatalogue) next = pasar_catalogue_new ("SGD", 2, 5);

      if (round == 0)
        {
          pasar_catalogue_restore_staged (next,
                                          (PasarRowKey){ 1, 12 },
                                          PASAR_FIELD_STOCK,
                                          9,
                                          PASAR_NO_VALUE,
                                          "No.");
          pasar_catalogue_restore_staged (next,
                                          (PasarRowKey){ 2, 11 },
                                          PASAR_FIELD_PRICE,
                                          960,
                                          PASAR_NO_VALUE,
                                          NULL);
          pasar_catalogue_restore_staged (next,
                                          (PasarRowKey){ 3, 0 },
                                          PASAR_FIELD_PRICE,
                                          600,
                                          PASAR_NO_VALUE,
                                          NULL);
        }
      for (guint i = 0; i < G_N_ELEMENTS (packed); i++)
        put_packed (next, packed[i]);
      g_assert_cmpuint (pasar_catalogue_get_n_waiting (next), ==, 0);
      g_assert_cmpuint (pasar_catalogue_get_n_items (next), ==, round == 0 ? 3 : 1);
      g_assert_cmpuint (fixture_count_rows (next, PASAR_STATE_WITH_MODELS), ==, round == 0 ? 3 : 1);
      g_assert_cmpuint (pasar_catalogue_get_n_changed (next), ==, round == 0 ? 3 : 0);
      if (round == 1)
        continue;
      g_assert_cmpint (fixture_problem (next, 1, 12, PASAR_FIELD_STOCK), ==, PASAR_RULE_GONE);
      g_assert_cmpint (fixture_problem (next, 2, 11, PASAR_FIELD_PRICE), ==, PASAR_RULE_GONE);
      g_assert_cmpint (fixture_problem (next, 3, 0, PASAR_FIELD_PRICE), ==, PASAR_RULE_GONE);
      g_assert_cmpstr (pasar_catalogue_read_row (next, pasar_catalogue_find (next, 1, 12))
                           .values[PASAR_FIELD_STOCK]
                           .refusal,
                       ==,
                       "No.");
      g_assert_cmpstr (pasar_catalogue_read_row (next, pasar_catalogue_find (next, 3, 0)).name,
                       ==,
                       "Cup");
      /* The item comes back. */
      fixture_put_plain (next, 3, "Cup", 500, 1);
      g_assert_cmpint (fixture_problem (next, 3, 0, PASAR_FIELD_PRICE), ==, PASAR_RULE_OK);
      g_assert_cmpint (fixture_staged (next, 3, 0, PASAR_FIELD_PRICE), ==, 600);
      /* Discarded, the others are no longer there. */
      fixture_stage_edits (next, fixture_discard (next, NULL, PASAR_ALL_ROWS));
      g_assert_cmpuint (pasar_catalogue_get_n_items (next), ==, 2);
      g_assert_cmpuint (fixture_count_rows (next, PASAR_STATE_WITH_MODELS), ==, 1);
    }
  for (guint i = 0; i < G_N_ELEMENTS (packed); i++)
    g_bytes_unref (packed[i]);
}

static gboolean
is_not_four_cb (gint64 item_id, gpointer data)
{
  return item_id != 4;
}

static void
test_adopt_waiting (void)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  const PasarRowKey keys[] = { { 1, 77 }, { 2, 0 }, { 3, 5 }, { 3, 6 }, { 4, 0 } };
  g_autoptr (GArray) adopted = NULL;
  guint row;

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    pasar_catalogue_restore_staged (catalogue, keys[i], PASAR_FIELD_STOCK, 7, PASAR_NO_VALUE, NULL);
  fixture_put_models (catalogue, 1, "Shirt", three, 3);
  g_assert_cmpuint (pasar_catalogue_get_n_waiting (catalogue), ==, 5);
  adopted = pasar_catalogue_adopt_waiting (catalogue, is_not_four_cb, NULL);
  g_assert_cmpuint (adopted->len, ==, 3);
  g_assert_cmpuint (pasar_catalogue_get_n_waiting (catalogue), ==, 1);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue), ==, 4);
  g_assert_cmpuint (fixture_count_rows (catalogue, PASAR_STATE_PROBLEM), ==, 4);
  g_assert_cmpuint (pasar_catalogue_get_n_items (catalogue), ==, 3);
  for (guint i = 0; i < 4; i++)
    {
      row = pasar_catalogue_find (catalogue, keys[i].item_id, keys[i].model_id);
      g_assert_true (pasar_catalogue_read_row (catalogue, row).is_gone);
      g_assert_cmpint (pasar_catalogue_read_row (catalogue, row).values[PASAR_FIELD_STOCK].staged,
                       ==,
                       7);
    }
  /* The models that the shop has are as they were. */
  row = pasar_catalogue_find (catalogue, 1, 0);
  g_assert_cmpuint (pasar_catalogue_read_row (catalogue, row).n_edited, ==, 4);
  g_assert_cmpint (fixture_problem (catalogue, 1, 11, PASAR_FIELD_STOCK), ==, PASAR_RULE_OK);
  g_assert_cmpstr (pasar_catalogue_read_row (catalogue, pasar_catalogue_find (catalogue, 3, 0))
                       .name,
                   ==,
                   "Item 3");
  g_assert_cmpstr (pasar_catalogue_read_row (catalogue, pasar_catalogue_find (catalogue, 3, 6))
                       .variation,
                   ==,
                   "Variation 6");
  fixture_stage_edits (catalogue, fixture_discard (catalogue, NULL, PASAR_ALL_ROWS));
  g_assert_cmpuint (pasar_catalogue_get_n_items (catalogue), ==, 1);
  g_assert_cmpuint (fixture_count_rows (catalogue, PASAR_STATE_WITH_MODELS), ==, 3);
}

static void
assert_order (PasarCatalogue *catalogue, const char *expected)
{
  g_autoptr (PasarView) view = pasar_view_new (catalogue);
  g_autoptr (GString) order = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (view)); i++)
    g_string_append (order,
                     pasar_catalogue_read_row (catalogue, pasar_view_get_row (view, i)).name);
  g_assert_cmpstr (order->str, ==, expected);
}

/* Items come in any order; they stand in the shop's. */
static void
test_order (void)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  const FixtureModel model = { .price = 500, .stock = 3 };
  const guint positions[] = { 3, 1, 0, 4, 2 };
  g_autoptr (PasarChanged) changed = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (positions); i++)
    {
      const char name[] = { (char) ('a' + i), '\0' };

      fixture_put (catalogue,
                   (PasarItemRecord){ .item_id = i + 1,
                                      .name = name,
                                      .sku = name,
                                      .position = positions[i] },
                   FALSE,
                   &model,
                   1);
      fixture_stage (catalogue, i + 1, 0, PASAR_FIELD_STOCK, 8);
    }
  assert_order (catalogue, "beadc");
  changed = pasar_changed_new (catalogue);
  g_assert_true (pasar_changed_run (changed, G_MAXINT64));
  g_assert_cmpint (g_array_index (pasar_changed_get_keys (changed), PasarRowKey, 0).item_id, ==, 2);
  /* A later load knows nothing of the place: it stays. */
  fixture_put_plain (catalogue, 5, "e", 600, 3);
  assert_order (catalogue, "beadc");
  /* The shop's list has changed. */
  fixture_put (catalogue,
               (PasarItemRecord){ .item_id = 4, .name = "d", .sku = "d", .position = 1 },
               FALSE,
               &model,
               1);
  fixture_put (catalogue,
               (PasarItemRecord){ .item_id = 2, .name = "b", .sku = "b", .position = 4 },
               FALSE,
               &model,
               1);
  assert_order (catalogue, "deabc");
}

/* In pieces, and each once: also when the order changes in the middle. */
static void
test_keys (void)
{
  const guint n = 2000;

  for (guint round = 0; round < 20; round++)
    {
      g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
      g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (PasarRowKey));
      PasarKeyList list = { keys };
      const gint64 moved = g_test_rand_int_range (1, (int) n);
      const FixtureModel model = { .price = 600, .stock = 3 };
      guint n_turns = 0;

      for (guint i = 1; i <= n; i++)
        fixture_put (catalogue,
                     (PasarItemRecord){ .item_id = i, .name = "a", .sku = "a", .position = i },
                     FALSE,
                     &model,
                     1);
      fixture_put_models (catalogue, n + 1, "b", three, G_N_ELEMENTS (three));
      while (!pasar_catalogue_list_keys (catalogue, &list, 0))
        {
          if (round % 2 == 1 && n_turns++ == round / 4)
            fixture_put (catalogue,
                         (PasarItemRecord){ .item_id = moved,
                                            .name = "a",
                                            .sku = "a",
                                            .position = n + 9 },
                         FALSE,
                         &model,
                         1);
        }
      g_assert_cmpuint (keys->len, ==, n + G_N_ELEMENTS (three));
      for (guint i = 0; i + 1 < keys->len; i++)
        {
          const PasarRowKey key = g_array_index (keys, PasarRowKey, i);
          const PasarRowKey next = g_array_index (keys, PasarRowKey, i + 1);

          if (round % 2 == 1 && (key.item_id == moved || next.item_id == moved))
            continue;
          g_assert_true (key.item_id < next.item_id
                         || (key.item_id == next.item_id && key.model_id < next.model_id));
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/catalogue/plain", test_plain);
  g_test_add_func ("/catalogue/header", test_header);
  g_test_add_func ("/catalogue/dead-rows-are-harmless", test_dead_rows_are_harmless);
  g_test_add_func ("/catalogue/replace", test_replace);
  g_test_add_func ("/catalogue/bad-models", test_bad_models);
  g_test_add_func ("/catalogue/gone-and-back", test_gone_and_back);
  g_test_add_func ("/catalogue/models-and-back", test_models_and_back);
  g_test_add_func ("/catalogue/gone-until-unstaged", test_gone_until_unstaged);
  g_test_add_func ("/catalogue/gone-restored", test_gone_restored);
  g_test_add_func ("/catalogue/adopt-waiting", test_adopt_waiting);
  g_test_add_func ("/catalogue/order", test_order);
  g_test_add_func ("/catalogue/keys", test_keys);
  g_test_add_func ("/catalogue/plain-to-models-and-back", test_plain_to_models_and_back);
  g_test_add_func ("/catalogue/locations", test_locations);
  g_test_add_func ("/catalogue/pictures", test_pictures);
  g_test_add_func ("/catalogue/pictures-anywhere", test_pictures_anywhere);
  g_test_add_func ("/catalogue/pictures-memory", test_pictures_memory);
  g_test_add_func ("/catalogue/pack", test_pack);
  g_test_add_func ("/catalogue/signals", test_signals);
  g_test_add_func ("/catalogue/compact", test_compact);

  return g_test_run ();
}
