/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue-fixture.h"
#include "catalogue/table/catalogue-private.h"
#include "catalogue/view/cell.h"
#include "catalogue/view/find.h"

#include <string.h>

static const PasarColumn all_columns[] = {
  PASAR_COLUMN_NAME,  PASAR_COLUMN_SKU,    PASAR_COLUMN_PRICE,
  PASAR_COLUMN_STOCK, PASAR_COLUMN_STATUS, PASAR_COLUMN_ITEM_ID,
};

/* What is found, as "item.model:column", in order. */
static char *
dup_found (PasarView *view, PasarFind *find)
{
  PasarCatalogue *catalogue = pasar_view_get_catalogue (view);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < pasar_find_get_n_found (find); i++)
    {
      const PasarFound found = pasar_find_get_found (find, i);
      const PasarRowKey key = pasar_catalogue_row_get_key (catalogue, found.row);

      g_string_append_printf (text,
                              "%s%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT ":%s",
                              i > 0 ? " " : "",
                              key.item_id,
                              key.model_id,
                              pasar_catalogue_get_column (catalogue, found.column)->id);
    }
  return g_string_free (text, FALSE);
}

static PasarFind *
look_for (PasarView *view, const char *text, PasarPatternFlags flags)
{
  g_autoptr (PasarPattern) pattern = pasar_pattern_new (text, flags);

  return pasar_find_new (view, pattern, all_columns, G_N_ELEMENTS (all_columns));
}

static void
run (PasarFind *find)
{
  while (!pasar_find_run (find, 0))
    ;
}

static void
assert_found (PasarView *view, const char *text, PasarPatternFlags flags, const char *expected)
{
  g_autoptr (PasarFind) find = look_for (view, text, flags);
  g_autofree char *found = NULL;

  g_test_message ("%s", text);
  run (find);
  found = dup_found (view, find);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_table (void)
{
  static const struct
  {
    const char *text;
    PasarPatternFlags flags;
    const char *found;
  } cases[] = {
    { "white", 0, "1.11:name" },
    { "shirt", 0, "1.0:name 1.0:sku 1.11:sku 1.12:sku 1.13:sku" },
    { "shirt", PASAR_PATTERN_WHOLE, "1.0:name 1.0:sku" },
    { "shirt", PASAR_PATTERN_CASE, "" },
    { "Shirt-1", PASAR_PATTERN_CASE, "1.11:sku 1.12:sku 1.13:sku" },
    /* Of an item with models nothing is found that its models come to. */
    { "10.00", 0, "1.11:price" },
    { "12", 0, "1.12:sku 1.12:price" },
    { "12", PASAR_PATTERN_WHOLE, "1.12:price" },
    { "12.0", PASAR_PATTERN_WHOLE, "1.12:price" },
    { "1,200", 0, "" },
    { "7", PASAR_PATTERN_WHOLE, "1.13:stock" },
    { "5", 0, "1.11:stock 2.0:price" },
    { "live", 0, "1.0:status 1.11:status 1.12:status 1.13:status 2.0:status" },
    { "1", PASAR_PATTERN_WHOLE, "1.0:item-id 1.11:item-id 1.12:item-id 1.13:item-id" },
    { "nothing", 0, "" },
    { "", 0, "" },
  };
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autoptr (PasarView) view = pasar_view_new (catalogue);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_found (view, cases[i].text, cases[i].flags, cases[i].found);
}

/* What is staged is what is shown. */
static void
test_staged (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autoptr (PasarView) view = pasar_view_new (catalogue);

  fixture_stage (catalogue, 2, 0, PASAR_FIELD_PRICE, 1234);
  assert_found (view, "12.34", 0, "2.0:price");
  assert_found (view, "5.00", 0, "");
}

/* Folded models are found with their item; what filters hide is not. */
static void
test_hidden (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autoptr (PasarView) view = pasar_view_new (catalogue);

  pasar_view_fold_all (view, TRUE);
  assert_found (view, "shirt-1", 0, "1.11:sku 1.12:sku 1.13:sku");
  pasar_view_set_text (view, "white");
  pasar_view_fold_all (view, TRUE);
  assert_found (view, "shirt-1", 0, "1.11:sku");
  pasar_view_fold_all (view, FALSE);
  assert_found (view, "shirt-1", 0, "1.11:sku");
  assert_found (view, "mug", 0, "");
}

/* A list without items shows both names of a model. */
static void
test_flat (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autoptr (PasarView) view = pasar_view_new (catalogue);

  pasar_view_set_flat (view, TRUE);
  assert_found (view, "white", 0, "1.11:name");
  assert_found (view, "shirt", PASAR_PATTERN_WHOLE, "1.11:name 1.12:name 1.13:name");
}

/* Where the cursor goes: item, model, column of each of what is gone through. */
static void
assert_next (PasarFind *find,
             guint position,
             PasarColumn column,
             gboolean backwards,
             guint expected,
             gboolean expected_round)
{
  gboolean is_round;

  g_assert_cmpuint (pasar_find_find_next (find, position, column, backwards, &is_round),
                    ==,
                    expected);
  g_assert_cmpint (is_round, ==, expected_round);
}

static void
test_next (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autoptr (PasarView) view = pasar_view_new (catalogue);
  g_autoptr (PasarFind) find = look_for (view, "12", 0);
  g_autoptr (PasarFind) nothing = look_for (view, "nothing", 0);

  /* Both in the third row. */
  run (find);
  assert_next (find, 0, PASAR_COLUMN_NAME, FALSE, 0, FALSE);
  assert_next (find, 2, PASAR_COLUMN_NAME, FALSE, 0, FALSE);
  assert_next (find, 2, PASAR_COLUMN_SKU, FALSE, 1, FALSE);
  assert_next (find, 2, PASAR_COLUMN_PRICE, FALSE, 0, TRUE);
  assert_next (find, 4, PASAR_COLUMN_NAME, FALSE, 0, TRUE);
  assert_next (find, 4, PASAR_COLUMN_NAME, TRUE, 1, FALSE);
  assert_next (find, 2, PASAR_COLUMN_PRICE, TRUE, 0, FALSE);
  assert_next (find, 2, PASAR_COLUMN_SKU, TRUE, 1, TRUE);
  assert_next (find, 0, PASAR_COLUMN_NAME, TRUE, 1, TRUE);
  /* From a column that is not looked at, all of the row is behind. */
  assert_next (find, 2, PASAR_COLUMN_BARCODE, FALSE, 0, FALSE);
  g_assert_cmpuint (pasar_find_find_cell (find, 2, PASAR_COLUMN_PRICE), ==, 1);
  g_assert_cmpuint (pasar_find_find_cell (find, 2, PASAR_COLUMN_STOCK), ==, PASAR_FIND_NONE);
  g_assert_cmpuint (pasar_find_find_cell (find, 99, PASAR_COLUMN_PRICE), ==, PASAR_FIND_NONE);
  run (nothing);
  assert_next (nothing, 0, PASAR_COLUMN_NAME, FALSE, PASAR_FIND_NONE, FALSE);
}

static void
assert_limited (PasarView *view,
                const char *text,
                guint position,
                guint n,
                guint first_column,
                guint n_columns,
                const char *expected)
{
  g_autoptr (PasarFind) find = look_for (view, text, 0);
  g_autofree char *found = NULL;

  pasar_find_limit (find, position, n, first_column, n_columns);
  run (find);
  found = dup_found (view, find);
  g_assert_cmpstr (found, ==, expected);
}

/* An item with models stands for these, folded or not. */
static void
test_limits (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autoptr (PasarView) view = pasar_view_new (catalogue);
  g_autoptr (PasarFind) two = NULL;
  g_autofree char *found = NULL;

  assert_limited (view, "1", 1, 2, 1, 1, "1.11:sku 1.12:sku");
  assert_limited (view, "1", 1, 2, 2, 1, "1.11:price 1.12:price");
  assert_limited (view, "1", 0, 1, 2, 1, "1.11:price 1.12:price");
  assert_limited (view, "5", 0, G_MAXUINT, 3, G_MAXUINT, "1.11:stock");
  pasar_view_fold_all (view, TRUE);
  assert_limited (view, "1", 0, 1, 2, 1, "1.11:price 1.12:price");
  assert_limited (view, "5", 1, 1, 2, 1, "2.0:price");
  pasar_view_fold_all (view, FALSE);

  two = look_for (view, "1", 0);
  pasar_find_limit (two, 1, 1, 2, 1);
  pasar_find_limit (two, 2, 1, 1, 1);
  run (two);
  found = dup_found (view, two);
  g_assert_cmpstr (found, ==, "1.11:price 1.12:sku");
}

/* What is found in columns that cannot be edited is not replaced. */
static void
test_replaceable (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autoptr (PasarView) view = pasar_view_new (catalogue);
  g_autoptr (PasarPattern) pattern = pasar_pattern_new ("12", PASAR_PATTERN_PART);
  g_autoptr (PasarFind) find = look_for (view, "12", 0);
  g_autoptr (PasarReplace) replace = pasar_replace_new (catalogue, pattern, "13");
  guint next = 0;

  run (find);
  g_assert_cmpuint (pasar_find_get_n_found (find), ==, 2);
  g_assert_cmpuint (pasar_find_get_n_replaceable (find), ==, 1);
  g_assert_cmpuint (pasar_find_get_first_read_only (find), ==, 0);
  g_assert_false (pasar_find_is_replaceable (find, 0));
  g_assert_true (pasar_find_is_replaceable (find, 1));
  while (!pasar_find_add_to (find, replace, &next, 0))
    ;
  g_assert_cmpuint (pasar_replace_get_n_cells (replace), ==, 1);
  g_assert_cmpint (pasar_replace_get_cell (replace, 0).column, ==, PASAR_COLUMN_PRICE);
}

/* What was found is not there any more once the list or a value is another. */
static void
test_late (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autoptr (PasarView) view = pasar_view_new (catalogue);
  g_autoptr (PasarFind) find = look_for (view, "shirt", 0);
  g_autoptr (PasarFind) begun = look_for (view, "shirt", 0);

  run (find);
  fixture_stage (catalogue, 2, 0, PASAR_FIELD_PRICE, 1234);
  g_assert_true (pasar_find_run (begun, G_MAXINT64));
  g_assert_cmpuint (pasar_find_get_n_found (begun), ==, 0);
  pasar_view_fold_all (view, TRUE);
  g_assert_cmpuint (pasar_find_find_cell (find, 0, PASAR_COLUMN_NAME), ==, PASAR_FIND_NONE);
  g_assert_true (pasar_find_run (find, G_MAXINT64));
  g_assert_cmpuint (pasar_find_get_n_found (find), ==, 0);
  g_assert_cmpuint (pasar_find_get_first_read_only (find), ==, PASAR_FIND_NONE);
}

/* Random lists, against the texts of their cells, gone through one by one. */

static char *
dup_random_name (void)
{
  static const char *const parts[] = { "a", "A", "b", "12", "5", "é", "衬" };
  GString *name = g_string_new (NULL);

  for (int n = g_test_rand_int_range (0, 5); n > 0; n--)
    g_string_append (name, parts[g_test_rand_int_range (0, G_N_ELEMENTS (parts))]);
  return g_string_free (name, FALSE);
}

static PasarCatalogue *
new_random_catalogue (void)
{
  PasarCatalogue *catalogue = pasar_catalogue_new ("SGD", 2, 0);

  for (gint64 id = 1; id <= 10; id++)
    {
      FixtureModel models[4] = { 0 };
      const gboolean has_model = g_test_rand_bit ();
      const guint n = has_model ? (guint) g_test_rand_int_range (0, 5) : 1;
      g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
      g_autofree char *name = dup_random_name ();
      g_autofree char *sku = dup_random_name ();

      for (guint i = 0; i < n; i++)
        {
          g_ptr_array_add (names, dup_random_name ());
          models[i] = (FixtureModel){ .model_id = has_model ? 100 * id + i : 0,
                                      .name = has_model ? names->pdata[i] : "",
                                      .price = g_test_rand_int_range (1, 3000),
                                      .stock = g_test_rand_int_range (0, 30) };
        }
      fixture_put (catalogue,
                   (PasarItemRecord){ .item_id = id, .name = name, .sku = sku },
                   has_model,
                   models,
                   n);
    }
  return catalogue;
}

static gboolean
cell_has (PasarCatalogue *catalogue, guint row, PasarColumn column, const char *word, gboolean flat)
{
  const PasarColumnInfo *info = pasar_catalogue_get_column (catalogue, column);
  g_autofree char *lowered = NULL;
  PasarCellInfo cell;

  if (pasar_catalogue_is_header (catalogue, row) && info->unit != PASAR_UNIT_NONE)
    return FALSE;
  pasar_cell_info_read (&cell, catalogue, row, column, flat);
  lowered = g_utf8_strdown (cell.text, -1);
  if (strstr (lowered, word) != NULL)
    return TRUE;
  g_free (lowered);
  lowered = g_utf8_strdown (column == PASAR_COLUMN_NAME && flat ? cell.detail : "", -1);
  return strstr (lowered, word) != NULL;
}

static void
add_expected (GString *expected,
              PasarCatalogue *catalogue,
              guint row,
              const char *word,
              gboolean flat)
{
  const PasarRowKey key = pasar_catalogue_row_get_key (catalogue, row);

  for (guint i = 0; i < G_N_ELEMENTS (all_columns); i++)
    {
      if (cell_has (catalogue, row, all_columns[i], word, flat))
        g_string_append_printf (expected,
                                "%s%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT ":%s",
                                expected->len > 0 ? " " : "",
                                key.item_id,
                                key.model_id,
                                pasar_catalogue_get_column (catalogue, all_columns[i])->id);
    }
}

/* Unfolded the list has all rows that the filters let through. */
static char *
dup_expected (PasarView *view, const char *word)
{
  PasarCatalogue *catalogue = pasar_view_get_catalogue (view);
  g_autoptr (GArray) folded = g_array_new (FALSE, FALSE, sizeof (guint));
  GString *expected = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (view)); i++)
    {
      const guint row = pasar_view_get_row (view, i);

      if (pasar_catalogue_is_header (catalogue, row) && pasar_view_get_folded (view, row))
        g_array_append_val (folded, row);
    }
  pasar_view_fold_all (view, FALSE);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (view)); i++)
    add_expected (expected,
                  catalogue,
                  pasar_view_get_row (view, i),
                  word,
                  pasar_view_get_flat (view));
  for (guint i = 0; i < folded->len; i++)
    pasar_view_set_folded (view, g_array_index (folded, guint, i), TRUE);
  return g_string_free (expected, FALSE);
}

/* Next and previous go through all of them, in order and round. */
static void
assert_round (PasarFind *find, PasarView *view, gboolean backwards)
{
  const guint n = pasar_find_get_n_found (find);
  guint index = 0;

  for (guint i = 0; i < n; i++)
    {
      const PasarFound found = pasar_find_get_found (find, index);
      const guint wanted = (index + (backwards ? n - 1 : 1)) % n;
      gboolean is_round;

      /* The cursor is never in a folded row. */
      if (pasar_view_find_row (view, found.row) != PASAR_NO_ROW)
        {
          g_assert_cmpuint (pasar_find_find_next (find,
                                                  found.position,
                                                  found.column,
                                                  backwards,
                                                  &is_round),
                            ==,
                            wanted);
          g_assert_cmpint (is_round, ==, backwards ? wanted >= index : wanted <= index);
        }
      index = wanted;
    }
}

static void
assert_first_read_only (PasarFind *find)
{
  const guint n = pasar_find_get_n_found (find);
  guint first = 0;

  while (first < n && pasar_find_is_replaceable (find, first))
    first++;
  g_assert_cmpuint (pasar_find_get_first_read_only (find), ==, first < n ? first : PASAR_FIND_NONE);
}

static void
test_random (void)
{
  static const char *const words[] = { "a", "b", "12", "5", "é", "衬", ".", "0", "a5" };

  for (int round = 0; round < 300; round++)
    {
      g_autoptr (PasarCatalogue) catalogue = new_random_catalogue ();
      g_autoptr (PasarView) view = pasar_view_new (catalogue);
      const char *word = words[g_test_rand_int_range (0, G_N_ELEMENTS (words))];
      g_autoptr (PasarFind) find = NULL;
      g_autofree char *expected = NULL;
      g_autofree char *found = NULL;

      pasar_view_set_flat (view, g_test_rand_int_range (0, 4) == 0);
      if (g_test_rand_bit ())
        pasar_view_set_text (view, words[g_test_rand_int_range (0, 4)]);
      /* By what orders items alone, as models of a folded one stand as they came. */
      if (g_test_rand_bit ())
        pasar_view_set_sorts (view, &(PasarSort){ PASAR_COLUMN_ITEM_ID, TRUE }, 1);
      for (guint row = 0; row < pasar_catalogue_get_n_rows (catalogue); row++)
        {
          if (pasar_catalogue_is_header (catalogue, row) && g_test_rand_bit ())
            pasar_view_set_folded (view, row, TRUE);
        }
      expected = dup_expected (view, word);
      find = look_for (view, word, PASAR_PATTERN_PART);
      run (find);
      found = dup_found (view, find);
      g_assert_cmpstr (found, ==, expected);
      assert_round (find, view, FALSE);
      assert_round (find, view, TRUE);
      assert_first_read_only (find);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/find/table", test_table);
  g_test_add_func ("/find/staged", test_staged);
  g_test_add_func ("/find/hidden", test_hidden);
  g_test_add_func ("/find/flat", test_flat);
  g_test_add_func ("/find/next", test_next);
  g_test_add_func ("/find/limits", test_limits);
  g_test_add_func ("/find/replaceable", test_replaceable);
  g_test_add_func ("/find/late", test_late);
  g_test_add_func ("/find/random", test_random);

  return g_test_run ();
}
