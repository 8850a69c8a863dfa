/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue-fixture.h"
#include "catalogue/table/column.h"
#include "catalogue/view/condition.h"

static guint
row_of (PasarCatalogue *catalogue, gint64 item_id, gint64 model_id)
{
  return pasar_catalogue_find (catalogue, item_id, model_id);
}

#define assert_number(catalogue, item_id, model_id, column, lowest, highest)                       \
  G_STMT_START                                                                                     \
  {                                                                                                \
    const guint row_ = row_of (catalogue, item_id, model_id);                                      \
    const PasarColumnValue value_ = pasar_catalogue_read_value (catalogue, row_, column);          \
    g_assert_null (value_.text);                                                                   \
    g_assert_cmpint (value_.number, ==, lowest);                                                   \
    g_assert_cmpint (value_.number_max, ==, highest);                                              \
    g_assert_cmpint (pasar_catalogue_read_number (catalogue, row_, column), ==, lowest);           \
  }                                                                                                \
  G_STMT_END

#define assert_text(catalogue, item_id, model_id, column, expected)                                \
  g_assert_cmpstr (pasar_catalogue_read_value (catalogue,                                          \
                                               row_of (catalogue, item_id, model_id),              \
                                               column)                                             \
                       .text,                                                                      \
                   ==,                                                                             \
                   expected)

/* The column that a name means in an expression; PASAR_COLUMN_NONE: none. */
static PasarColumn
find_named (PasarCatalogue *catalogue, const char *name)
{
  /* So that its unit does not matter. */
  g_autofree char *text = g_strdup_printf ("=if(%s>=%s;1;2)", name, name);
  g_autoptr (PasarExpression) expression =
      pasar_catalogue_parse (catalogue, PASAR_FIELD_PRICE, TRUE, text, NULL, NULL);
  const guint *columns;
  guint n;

  if (expression == NULL)
    return PASAR_COLUMN_NONE;
  columns = pasar_expression_get_columns (expression, &n);
  g_assert_cmpuint (n, ==, 1);
  return (PasarColumn) columns[0];
}

/* What is written into settings and expressions must not change and must not be ambiguous. */
static void
test_names (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  const guint n = pasar_catalogue_get_n_columns (catalogue);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < n; i++)
    {
      const PasarColumnInfo *info = pasar_catalogue_get_nth_column (catalogue, i);

      g_assert_true (g_hash_table_add (ids, (gpointer) info->id));
      g_assert_true (pasar_catalogue_get_column (catalogue, info->column) == info);
      g_assert_true (pasar_catalogue_find_column (catalogue, info->id) == info);
      g_assert_cmpstr (pasar_column_info_get_title (info), !=, "");
      g_assert_cmpuint (info->width, >, 0);
      if (info->name != NULL)
        g_assert_cmpint (find_named (catalogue, info->name), ==, info->column);
    }
  g_assert_null (pasar_catalogue_find_column (catalogue, "unknown"));
  g_assert_null (pasar_catalogue_get_column (catalogue, PASAR_COLUMN_NONE));
  g_assert_null (pasar_catalogue_get_column (catalogue, PASAR_COLUMN_LOCATION));
}

static void
test_names_in_expressions (void)
{
  static const struct
  {
    const char *name;
    PasarColumn column;
  } cases[] = {
    { "price", PASAR_COLUMN_PRICE },
    { "PRICE", PASAR_COLUMN_PRICE },
    { "shop_price", PASAR_COLUMN_SHOP_PRICE },
    { "current_price", PASAR_COLUMN_CURRENT_PRICE },
    { "stock", PASAR_COLUMN_STOCK },
    { "reserved", PASAR_COLUMN_RESERVED },
    { "pric", PASAR_COLUMN_NONE },
    { "", PASAR_COLUMN_NONE },
    { "sku", PASAR_COLUMN_NONE },
  };
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].name);
      g_assert_cmpint (find_named (catalogue, cases[i].name), ==, cases[i].column);
    }
}

static void
test_editable (void)
{
  guint n = 0;

  for (PasarColumn column = 0; column < PASAR_COLUMN_NONE; column++)
    {
      const PasarColumnInfo *info = pasar_column_get_info (column);

      if (info == NULL || !info->is_editable)
        continue;
      g_assert_cmpint (pasar_column_for_field (info->field), ==, column);
      /* Nothing is staged for what follows from another value. */
      if (pasar_field_get_edited (info->field) != info->field)
        continue;
      n++;
      g_assert_cmpint (info->source, ==, PASAR_SOURCE_STAGED);
    }
  g_assert_cmpuint (n, ==, PASAR_N_FIELDS);
}

static void
test_values (void)
{
  static const PasarPromotionState none = PASAR_PROMOTION_NONE;
  const FixtureModel shirts[] = {
    { 11, "White", 1000, 5, 1, 2, none },
    { 12, "Blue", 1200, 0, 2, 3, PASAR_PROMOTION_UPCOMING },
    { 13, "Red", PASAR_NO_VALUE, 7, 0, 0, none },
  };
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);

  fixture_put_models (catalogue, 1, "Shirt", shirts, G_N_ELEMENTS (shirts));
  fixture_put_plain (catalogue, 2, "Mug", 500, 3);
  fixture_put_models (catalogue, 3, "Bowl", NULL, 0);
  fixture_stage (catalogue, 1, 11, PASAR_FIELD_PRICE, 1500);
  fixture_stage (catalogue, 1, 12, PASAR_FIELD_STOCK, 9);

  assert_number (catalogue, 1, 0, PASAR_COLUMN_PRICE, 1200, 1500);
  assert_number (catalogue, 1, 0, PASAR_COLUMN_SHOP_PRICE, 1000, 1200);
  assert_number (catalogue, 1, 0, PASAR_COLUMN_CHANGE, 0, 500);
  assert_number (catalogue, 1, 11, PASAR_COLUMN_CHANGE, 500, 500);
  assert_number (catalogue, 1, 12, PASAR_COLUMN_CHANGE, PASAR_NO_VALUE, PASAR_NO_VALUE);
  assert_number (catalogue, 2, 0, PASAR_COLUMN_CHANGE, PASAR_NO_VALUE, PASAR_NO_VALUE);
  assert_number (catalogue, 1, 0, PASAR_COLUMN_STOCK, 21, 21);
  assert_number (catalogue, 1, 0, PASAR_COLUMN_SHOP_STOCK, 12, 12);
  assert_number (catalogue, 1, 12, PASAR_COLUMN_STOCK, 9, 9);
  assert_number (catalogue, 1, 12, PASAR_COLUMN_SHOP_STOCK, 0, 0);
  assert_number (catalogue, 1, 13, PASAR_COLUMN_PRICE, PASAR_NO_VALUE, PASAR_NO_VALUE);
  assert_number (catalogue, 1, 0, PASAR_COLUMN_CURRENT_PRICE, 1000, 1200);
  assert_number (catalogue, 1, 0, PASAR_COLUMN_RESERVED, 3, 3);
  assert_number (catalogue, 1, 0, PASAR_COLUMN_SHOPEE_STOCK, 5, 5);
  assert_number (catalogue, 1, 0, PASAR_COLUMN_PROMOTION, 1, 1);
  assert_number (catalogue, 2, 0, PASAR_COLUMN_PROMOTION, PASAR_NO_VALUE, PASAR_NO_VALUE);
  assert_number (catalogue, 1, 11, PASAR_COLUMN_ITEM_ID, 1, 1);
  assert_number (catalogue, 1, 11, PASAR_COLUMN_MODEL_ID, 11, 11);
  assert_number (catalogue, 1, 0, PASAR_COLUMN_MODEL_ID, PASAR_NO_VALUE, PASAR_NO_VALUE);
  assert_number (catalogue, 3, 0, PASAR_COLUMN_PRICE, PASAR_NO_VALUE, PASAR_NO_VALUE);
  assert_number (catalogue, 3, 0, PASAR_COLUMN_STOCK, PASAR_NO_VALUE, PASAR_NO_VALUE);
  assert_number (catalogue, 3, 0, PASAR_COLUMN_UPDATED, PASAR_NO_VALUE, PASAR_NO_VALUE);
  assert_text (catalogue, 1, 11, PASAR_COLUMN_NAME, "Shirt");
  assert_text (catalogue, 1, 11, PASAR_COLUMN_VARIATION, "White");
  assert_text (catalogue, 1, 11, PASAR_COLUMN_SKU, "Shirt-11");
  assert_text (catalogue, 1, 0, PASAR_COLUMN_SKU, "Shirt");
  /* What there is not. */
  assert_number (catalogue, 9, 9, PASAR_COLUMN_PRICE, PASAR_NO_VALUE, PASAR_NO_VALUE);
  assert_text (catalogue, 9, 9, PASAR_COLUMN_NAME, NULL);
  assert_number (catalogue, 1, 0, PASAR_COLUMN_NONE, PASAR_NO_VALUE, PASAR_NO_VALUE);
  assert_number (catalogue, 1, 0, PASAR_COLUMN_LOCATION + 5, PASAR_NO_VALUE, PASAR_NO_VALUE);
}

static void
put_located (PasarCatalogue *catalogue, gint64 item_id, const PasarLocationStock *stocks, guint n)
{
  const PasarModelRecord models[] = {
    { .model_id = 1, .name = "a", .price = 100, .locations = stocks, .n_locations = n },
    { .model_id = 2, .name = "b", .price = 100, .locations = stocks, .n_locations = MIN (n, 1) },
  };
  const PasarItemRecord record = {
    .item_id = item_id,
    .name = "Located",
    .has_model = TRUE,
    .models = models,
    .n_models = G_N_ELEMENTS (models),
  };

  pasar_catalogue_put_item (catalogue, &record);
}

static void
test_locations (void)
{
  static const PasarLocationStock first[] = { { "SGZ", 5 } };
  static const PasarLocationStock both[] = { { "SGZ", 3 }, { "MY-2", 4 } };
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  const guint n_fixed = pasar_catalogue_get_n_columns (catalogue);
  const PasarColumn sgz = PASAR_COLUMN_LOCATION;
  const PasarColumn my2 = PASAR_COLUMN_LOCATION + 1;
  const PasarColumnInfo *info;

  /* One location is the stock: no column more. */
  put_located (catalogue, 1, first, 1);
  g_assert_cmpuint (pasar_catalogue_get_n_columns (catalogue), ==, n_fixed);
  put_located (catalogue, 2, both, 2);
  g_assert_cmpuint (pasar_catalogue_get_n_columns (catalogue), ==, n_fixed + 2);

  info = pasar_catalogue_get_column (catalogue, my2);
  g_assert_cmpstr (info->id, ==, "location-MY-2");
  g_assert_cmpstr (info->location_id, ==, "MY-2");
  g_assert_cmpstr (pasar_column_info_get_title (info), ==, "Stock at MY-2");
  g_assert_true (pasar_catalogue_find_column (catalogue, "location-MY-2") == info);
  g_assert_cmpint (find_named (catalogue, "Stock_my_2"), ==, my2);
  assert_number (catalogue, 2, 0, sgz, 6, 6);
  assert_number (catalogue, 2, 0, my2, 4, 4);
  assert_number (catalogue, 2, 2, sgz, 3, 3);
  assert_number (catalogue, 2, 2, my2, PASAR_NO_VALUE, PASAR_NO_VALUE);
  assert_number (catalogue, 1, 1, sgz, 5, 5);
}

/* In formulas and in conditions each has one name, which no other one has. */
static void
test_location_names (void)
{
  static const PasarLocationStock stocks[] = { { "SGZ", 3 },
                                               { "MY-2", 4 },
                                               { "MY_2", 5 },
                                               { "my 2", 6 } };
  static const struct
  {
    const char *text;
    const char *written;
    const char *kept;
    guint location;
  } cases[] = {
    { "stock_sgz<5", "stock_SGZ<5", "location-SGZ<5", 0 },
    { "location-SGZ<5", "stock_SGZ<5", "location-SGZ<5", 0 },
    { "stock_my_2=4", "stock_MY_2=4", "location-MY-2=4", 1 },
    { "location-MY-2=4", "stock_MY_2=4", "location-MY-2=4", 1 },
    { "stock_MY_2_2=5", "stock_MY_2_2=5", "location-MY_2=5", 2 },
    { "location-MY_2=5", "stock_MY_2_2=5", "location-MY_2=5", 2 },
    { "stock_my_2_3=6", "stock_my_2_3=6", "location-my_2=6", 3 },
  };
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);

  put_located (catalogue, 1, stocks, G_N_ELEMENTS (stocks));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PasarCondition) condition = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *written = NULL;
      g_autofree char *kept = NULL;
      g_autofree char *name = g_strndup (cases[i].written, strcspn (cases[i].written, "<="));
      gsize place;

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (find_named (catalogue, name), ==, PASAR_COLUMN_LOCATION + cases[i].location);
      pasar_condition_read (cases[i].text, catalogue, NULL, &condition, &place, &error);
      g_assert_no_error (error);
      written = pasar_condition_write (condition, catalogue, NULL);
      kept = pasar_condition_write (condition, catalogue, pasar_condition_get_kept_format ());
      g_assert_cmpstr (written, ==, cases[i].written);
      g_assert_cmpstr (kept, ==, cases[i].kept);
    }
}

/* Columns that are in use stay when the table is packed anew. */
static void
test_locations_compacted (void)
{
  static const PasarLocationStock both[] = { { "SGZ", 3 }, { "MYZ", 4 } };
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  const PasarColumnInfo *info;

  put_located (catalogue, 1, both, 2);
  info = pasar_catalogue_get_column (catalogue, PASAR_COLUMN_LOCATION);
  for (gint64 id = 2; id < 5000; id++)
    put_located (catalogue, id, both + 1, 1);
  for (gint64 id = 2; id < 5000; id++)
    pasar_catalogue_remove_item (catalogue, id);
  g_assert_cmpuint (pasar_catalogue_get_n_rows (catalogue), <, 15000);
  g_assert_true (pasar_catalogue_get_column (catalogue, PASAR_COLUMN_LOCATION) == info);
  assert_number (catalogue, 1, 0, PASAR_COLUMN_LOCATION, 6, 6);
  assert_number (catalogue, 1, 1, PASAR_COLUMN_LOCATION + 1, 4, 4);
}

static PasarItemRecord
make_barcoded (gint64 item_id, const char *barcode)
{
  return (PasarItemRecord){ .item_id = item_id, .name = "Shirt", .sku = "S", .barcode = barcode };
}

static void
test_barcodes (void)
{
  const FixtureModel models[] = {
    { .model_id = 11, .price = 1000, .stock = 1, .barcode = "2000000010014" },
    { .model_id = 12, .price = 1000, .stock = 1 },
    { .model_id = 13, .price = 1000, .stock = 1, .barcode = "4006381333931" },
  };
  const FixtureModel alone = { .price = 1000, .stock = 1 };
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);

  fixture_put (catalogue, make_barcoded (1, "96385074"), TRUE, models, 3);
  fixture_put (catalogue, make_barcoded (2, "00012345678905"), FALSE, &alone, 1);
  fixture_put (catalogue, make_barcoded (3, NULL), FALSE, &alone, 1);
  assert_text (catalogue, 1, 0, PASAR_COLUMN_BARCODE, "96385074");
  assert_text (catalogue, 1, 11, PASAR_COLUMN_BARCODE, "2000000010014");
  assert_text (catalogue, 1, 12, PASAR_COLUMN_BARCODE, "");
  assert_text (catalogue, 2, 0, PASAR_COLUMN_BARCODE, "00012345678905");
  assert_text (catalogue, 3, 0, PASAR_COLUMN_BARCODE, "");

  /* Fewer models: their rows are made anew. */
  fixture_put (catalogue, make_barcoded (1, "5901234123457"), TRUE, models + 1, 2);
  assert_text (catalogue, 1, 0, PASAR_COLUMN_BARCODE, "5901234123457");
  assert_text (catalogue, 1, 13, PASAR_COLUMN_BARCODE, "4006381333931");
  fixture_put (catalogue, make_barcoded (2, ""), FALSE, &alone, 1);
  assert_text (catalogue, 2, 0, PASAR_COLUMN_BARCODE, "");
}

/* Models come in an answer of their own, which does not name what the item has. */
static void
test_barcode_of_item_with_new_models (void)
{
  const PasarModelRecord model = { .model_id = 12, .name = "Blue", .price = 1, .barcode = "9" };
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);

  fixture_put (catalogue, make_barcoded (1, "96385074"), TRUE, NULL, 0);
  pasar_catalogue_put_models (catalogue, 1, &model, 1);
  assert_text (catalogue, 1, 0, PASAR_COLUMN_BARCODE, "96385074");
  assert_text (catalogue, 1, 12, PASAR_COLUMN_BARCODE, "9");
}

/* Texts that nobody has any more are left behind, the others stay what they are. */
static void
test_barcodes_compacted (void)
{
  const FixtureModel model = { .model_id = 11, .price = 1, .stock = 1, .barcode = "4006381333931" };
  const FixtureModel alone = { .price = 1000, .stock = 1 };
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);

  for (gint64 id = 2; id < 5000; id++)
    fixture_put (catalogue, make_barcoded (id, "5901234123457"), FALSE, &alone, 1);
  fixture_put (catalogue, make_barcoded (1, "96385074"), TRUE, &model, 1);
  for (gint64 id = 2; id < 5000; id++)
    pasar_catalogue_remove_item (catalogue, id);
  g_assert_cmpuint (pasar_catalogue_get_n_rows (catalogue), <, 4000);
  assert_text (catalogue, 1, 0, PASAR_COLUMN_BARCODE, "96385074");
  assert_text (catalogue, 1, 11, PASAR_COLUMN_BARCODE, "4006381333931");
}

/* No answer of a server makes columns without end. */
static void
test_many_locations (void)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  PasarLocationStock stocks[500];
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (stocks); i++)
    {
      g_ptr_array_add (ids, g_strdup_printf ("L%u", i));
      stocks[i] = (PasarLocationStock){ ids->pdata[i], 1 };
    }
  put_located (catalogue, 1, stocks, G_N_ELEMENTS (stocks));
  g_assert_cmpuint (pasar_catalogue_get_n_columns (catalogue), <, 100);
  assert_number (catalogue, 1, 0, PASAR_COLUMN_SHOP_STOCK, 501, 501);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/column/names", test_names);
  g_test_add_func ("/column/names-in-expressions", test_names_in_expressions);
  g_test_add_func ("/column/editable", test_editable);
  g_test_add_func ("/column/values", test_values);
  g_test_add_func ("/column/locations", test_locations);
  g_test_add_func ("/column/location-names", test_location_names);
  g_test_add_func ("/column/locations-compacted", test_locations_compacted);
  g_test_add_func ("/column/many-locations", test_many_locations);
  g_test_add_func ("/column/barcodes", test_barcodes);
  g_test_add_func ("/column/barcode-of-item-with-new-models", test_barcode_of_item_with_new_models);
  g_test_add_func ("/column/barcodes-compacted", test_barcodes_compacted);
  return g_test_run ();
}
