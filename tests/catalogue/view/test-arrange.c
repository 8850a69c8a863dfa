/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue-fixture.h"
#include "catalogue/table/column.h"
#include "catalogue/view/view.h"

#include <string.h>

/* Lists against a slow plain model of them, and lists that are too long to be made at once. */

static const PasarColumn sortable[] = {
  PASAR_COLUMN_NAME,     PASAR_COLUMN_VARIATION,    PASAR_COLUMN_SKU,
  PASAR_COLUMN_PRICE,    PASAR_COLUMN_SHOP_PRICE,   PASAR_COLUMN_CHANGE,
  PASAR_COLUMN_STOCK,    PASAR_COLUMN_SHOP_STOCK,   PASAR_COLUMN_CURRENT_PRICE,
  PASAR_COLUMN_RESERVED, PASAR_COLUMN_SHOPEE_STOCK, PASAR_COLUMN_PROMOTION,
  PASAR_COLUMN_STATUS,   PASAR_COLUMN_ITEM_ID,      PASAR_COLUMN_MODEL_ID,
  PASAR_COLUMN_BARCODE,
};

#define MAX_SORTS 4

typedef struct
{
  PasarCatalogue *catalogue;
  PasarView *view;
  PasarSort sorts[MAX_SORTS];
  guint n_sorts;
  gboolean flat;
  PasarStates states;
  const char *word;
} World;

static const char *const words[] = { "", "a", "b1", "s2", "12" };

static char *
dup_random_text (void)
{
  static const char *const parts[] = { "a", "b", "1", "2", "10", "12", " ", "c" };
  GString *text = g_string_new (NULL);
  const int n = g_test_rand_int_range (0, 5);

  for (int i = 0; i < n; i++)
    g_string_append (text, parts[g_test_rand_int_range (0, G_N_ELEMENTS (parts))]);
  return g_string_free (text, FALSE);
}

static const char *
random_barcode (void)
{
  static const char *const barcodes[] = { NULL, "", "12", "2000000010014", "96385074", "9" };

  return barcodes[g_test_rand_int_range (0, G_N_ELEMENTS (barcodes))];
}

static gint64
random_value (void)
{
  return g_test_rand_int_range (0, 8) == 0 ? PASAR_NO_VALUE : g_test_rand_int_range (1, 6);
}

static void
put_random_item (World *world, gint64 item_id)
{
  FixtureModel models[6];
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const guint n = (guint) g_test_rand_int_range (0, G_N_ELEMENTS (models));
  const gboolean has_model = n > 1 || g_test_rand_bit ();
  g_autofree char *name = dup_random_text ();
  g_autofree char *sku = dup_random_text ();

  for (guint i = 0; i < MAX (n, 1); i++)
    {
      g_ptr_array_add (names, dup_random_text ());
      models[i] = (FixtureModel){ .model_id = has_model ? 10 * item_id + i : 0,
                                  .name = has_model ? names->pdata[i] : "",
                                  .price = random_value (),
                                  .stock = random_value (),
                                  .reserved = g_test_rand_int_range (0, 3),
                                  .shopee = g_test_rand_int_range (0, 3),
                                  .promotion = g_test_rand_int_range (0, 3),
                                  .barcode = random_barcode () };
    }
  fixture_put (world->catalogue,
               (PasarItemRecord){ .item_id = item_id,
                                  .name = name,
                                  .sku = sku,
                                  .barcode = random_barcode (),
                                  .status = g_test_rand_int_range (0, 3),
                                  .position = (guint32) g_test_rand_int_range (0, 50) },
               has_model,
               models,
               has_model ? n : 1);
}

/* As people order texts: figures by what they count and before anything else, which goes by what
 * the locale says, here that of C. */
static int
compare_naturally (const char *a, const char *b)
{
  while (*a != '\0' && *b != '\0')
    {
      if (g_ascii_isdigit (*a) && g_ascii_isdigit (*b))
        {
          char *end_a;
          char *end_b;
          const guint64 number_a = g_ascii_strtoull (a, &end_a, 10);
          const guint64 number_b = g_ascii_strtoull (b, &end_b, 10);

          if (number_a != number_b)
            return number_a < number_b ? -1 : 1;
          a = end_a;
          b = end_b;
        }
      else if (g_ascii_isdigit (*a) != g_ascii_isdigit (*b))
        return g_ascii_isdigit (*a) ? -1 : 1;
      else if (*a != *b)
        return *a < *b ? -1 : 1;
      else
        {
          a++;
          b++;
        }
    }
  return *a != '\0' ? 1 : *b != '\0' ? -1 : 0;
}

/* What has no value comes last either way. */
static int
compare_by (PasarCatalogue *catalogue, PasarSort sort, guint a, guint b)
{
  const PasarColumnValue value_a = pasar_catalogue_read_value (catalogue, a, sort.column);
  const PasarColumnValue value_b = pasar_catalogue_read_value (catalogue, b, sort.column);
  const gboolean has_a =
      value_a.text != NULL ? *value_a.text != '\0' : value_a.number != PASAR_NO_VALUE;
  const gboolean has_b =
      value_b.text != NULL ? *value_b.text != '\0' : value_b.number != PASAR_NO_VALUE;
  int order;

  if (!has_a || !has_b)
    return has_b - has_a;
  if (value_a.text != NULL)
    order = compare_naturally (value_a.text, value_b.text);
  else
    order = value_a.number < value_b.number ? -1 : value_a.number > value_b.number;
  return sort.descending ? -order : order;
}

static int
compare_rows (const World *world, gboolean are_models, guint a, guint b)
{
  for (guint i = 0; i < world->n_sorts; i++)
    {
      int order;

      /* Models below their item do not go by its name. */
      if (are_models && world->sorts[i].column == PASAR_COLUMN_NAME)
        continue;
      order = compare_by (world->catalogue, world->sorts[i], a, b);
      if (order != 0)
        return order;
    }
  return 0;
}

static void
insert_sorted (const World *world, GArray *rows, gboolean are_models, guint row)
{
  guint at = rows->len;

  while (at > 0 && compare_rows (world, are_models, row, g_array_index (rows, guint, at - 1)) < 0)
    at--;
  g_array_insert_val (rows, at, row);
}

static gboolean
has_word (const World *world, guint row, PasarColumn column)
{
  const char *text = pasar_catalogue_read_value (world->catalogue, row, column).text;

  return text != NULL && strstr (text, world->word) != NULL;
}

/* Ids and barcodes are looked at for words that are numbers. */
static gboolean
has_word_in_barcode (const World *world, guint row)
{
  return world->word[0] != '\0' && strspn (world->word, "0123456789") == strlen (world->word)
         && has_word (world, row, PASAR_COLUMN_BARCODE);
}

static gboolean
has_word_in_id (const World *world, gint64 id)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  return strstr (text, world->word) != NULL;
}

static gboolean
matches (const World *world, guint row)
{
  const PasarRowInfo info = pasar_catalogue_read_row (world->catalogue, row);
  const gint64 stock = info.values[PASAR_FIELD_STOCK].effective;
  const gboolean is_changed = info.values[PASAR_FIELD_PRICE].staged != PASAR_NO_VALUE
                              || info.values[PASAR_FIELD_STOCK].staged != PASAR_NO_VALUE;

  if ((world->states & PASAR_STATE_CHANGED) != 0 && !is_changed)
    return FALSE;
  if ((world->states & PASAR_STATE_OUT_OF_STOCK) != 0
      && (stock == PASAR_NO_VALUE || stock + MAX (info.shopee_stock, 0) > 0))
    return FALSE;
  return has_word (world, info.item_row, PASAR_COLUMN_NAME)
         || has_word (world, info.item_row, PASAR_COLUMN_SKU)
         || has_word_in_id (world, info.key.item_id) || has_word_in_barcode (world, info.item_row)
         || (info.is_model
             && (has_word (world, row, PASAR_COLUMN_VARIATION)
                 || has_word (world, row, PASAR_COLUMN_SKU) || has_word_in_barcode (world, row)
                 || has_word_in_id (world, info.key.model_id)));
}

/* The models of an item, and those that are gone. */
static GArray *
dup_models (const World *world, PasarView *plain, guint row)
{
  const guint at = pasar_view_find_row (plain, row);
  GArray *models = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = at + 1; i < g_list_model_get_n_items (G_LIST_MODEL (plain)); i++)
    {
      const guint model = pasar_view_get_row (plain, i);

      if (pasar_catalogue_read_row (world->catalogue, model).item_row != row)
        break;
      g_array_append_val (models, model);
    }
  return models;
}

/* Of one item, itself included if it is one; a header stands for itself only without models. */
static GArray *
dup_matching (const World *world, PasarView *plain, guint row)
{
  const gboolean is_header = pasar_catalogue_read_row (world->catalogue, row).is_header;
  g_autoptr (GArray) models = dup_models (world, plain, row);
  GArray *matching = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < models->len; i++)
    {
      const guint model = g_array_index (models, guint, i);

      if (matches (world, model))
        insert_sorted (world, matching, TRUE, model);
    }
  if ((!is_header || models->len == 0) && matches (world, row))
    g_array_prepend_val (matching, row);
  return matching;
}

/* Items come in the shop's order, as an unsorted and unfiltered view has them. */
static GArray *
dup_naive (const World *world)
{
  g_autoptr (PasarView) plain = pasar_view_new (world->catalogue);
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (plain));
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (guint));
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < n; i++)
    {
      const guint row = pasar_view_get_row (plain, i);
      const PasarRowInfo info = pasar_catalogue_read_row (world->catalogue, row);

      if (world->flat && !info.is_header && matches (world, row))
        insert_sorted (world, rows, FALSE, row);
      if (!world->flat && info.item_row == row)
        {
          g_autoptr (GArray) matching = dup_matching (world, plain, row);

          if (matching->len > 0)
            insert_sorted (world, items, FALSE, row);
        }
    }
  for (guint i = 0; i < items->len; i++)
    {
      const guint row = g_array_index (items, guint, i);
      g_autoptr (GArray) matching = dup_matching (world, plain, row);

      if (pasar_catalogue_read_row (world->catalogue, row).is_header
          && g_array_index (matching, guint, 0) != row)
        g_array_append_val (rows, row);
      g_array_append_vals (rows, matching->data, matching->len);
    }
  return rows;
}

static void
assert_same (const World *world)
{
  g_autoptr (GArray) naive = dup_naive (world);

  g_assert_false (pasar_view_get_is_pending (world->view));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (world->view)), ==, naive->len);
  for (guint i = 0; i < naive->len; i++)
    {
      g_assert_cmpuint (pasar_view_get_row (world->view, i), ==, g_array_index (naive, guint, i));
      g_assert_cmpuint (pasar_view_find_row (world->view, g_array_index (naive, guint, i)), ==, i);
    }
}

static void
stage_random (World *world)
{
  const guint row =
      (guint) g_test_rand_int_range (0, (int) pasar_catalogue_get_n_rows (world->catalogue));
  const PasarRowInfo info = pasar_catalogue_read_row (world->catalogue, row);

  if (info.is_alive && !info.is_header)
    fixture_stage (world->catalogue,
                   info.key.item_id,
                   info.key.model_id,
                   (PasarField) g_test_rand_int_range (0, PASAR_N_FIELDS),
                   g_test_rand_int_range (0, 6));
}

static void
step (World *world)
{
  const gboolean is_held = g_test_rand_bit ();

  switch (g_test_rand_int_range (0, 7))
    {
    case 0:
      put_random_item (world, g_test_rand_int_range (1, 30));
      break;
    case 1:
      pasar_catalogue_remove_item (world->catalogue, g_test_rand_int_range (1, 30));
      break;
    case 2:
      stage_random (world);
      break;
    case 3:
      world->flat = g_test_rand_bit ();
      break;
    case 4:
      world->states = g_test_rand_bit ()   ? PASAR_STATE_ANY
                      : g_test_rand_bit () ? PASAR_STATE_CHANGED
                                           : PASAR_STATE_OUT_OF_STOCK;
      break;
    case 5:
      world->word = words[g_test_rand_int_range (0, G_N_ELEMENTS (words))];
      break;
    default:
      world->n_sorts = (guint) g_test_rand_int_range (0, MAX_SORTS + 1);
      for (guint i = 0; i < world->n_sorts; i++)
        world->sorts[i] = (PasarSort){ sortable[g_test_rand_int_range (0, G_N_ELEMENTS (sortable))],
                                       g_test_rand_bit () };
      break;
    }
  if (is_held)
    pasar_view_hold (world->view);
  pasar_view_set_flat (world->view, world->flat);
  fixture_filter (world->view, world->states, world->word);
  pasar_view_set_sorts (world->view, world->sorts, world->n_sorts);
  pasar_view_refresh (world->view);
  if (is_held)
    pasar_view_release (world->view, g_test_rand_bit ());
  while (pasar_view_get_is_pending (world->view))
    g_main_context_iteration (NULL, TRUE);
}

static void
test_random (void)
{
  World world = { .word = "" };

  world.catalogue = pasar_catalogue_new ("SGD", 2, 5);
  world.view = pasar_view_new (world.catalogue);
  for (gint64 id = 1; id <= 20; id++)
    put_random_item (&world, id);
  for (guint i = 0; i < 3000; i++)
    {
      step (&world);
      assert_same (&world);
    }
  g_object_unref (world.view);
  g_assert_finalize_object (world.catalogue);
}

static void
test_natural (void)
{
  static const char *const names[] = { "Box 10",  "Box 9",   "Box 2 (red)", "Box 2",  "Box",
                                       "Box 010", "盒子 11", "盒子 2",      "A1-B10", "A1-B9" };
  static const gint64 expected[] = { 10, 9, 5, 4, 3, 2, 1, 6, 8, 7 };
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  g_autoptr (PasarView) view = pasar_view_new (catalogue);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    fixture_put_plain (catalogue, i + 1, names[i], 100, 1);
  pasar_view_set_sorts (view, &(PasarSort){ PASAR_COLUMN_NAME, FALSE }, 1);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpint (pasar_catalogue_row_get_key (catalogue, pasar_view_get_row (view, i)).item_id,
                     ==,
                     expected[i]);
  pasar_view_set_sorts (view, &(PasarSort){ PASAR_COLUMN_SKU, FALSE }, 1);
  g_assert_cmpint (pasar_catalogue_row_get_key (catalogue, pasar_view_get_row (view, 0)).item_id,
                   ==,
                   10);
}

static void
test_sorts (void)
{
  static const PasarSort sorts[] = { { PASAR_COLUMN_STOCK, TRUE }, { PASAR_COLUMN_PRICE, FALSE } };
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autoptr (PasarView) view = pasar_view_new (catalogue);
  const PasarSort *asked;
  guint n;

  pasar_view_set_sorts (view, sorts, G_N_ELEMENTS (sorts));
  asked = pasar_view_get_sorts (view, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpint (asked[0].column, ==, PASAR_COLUMN_STOCK);
  g_assert_cmpint (asked[1].column, ==, PASAR_COLUMN_PRICE);
  pasar_view_set_sorts (view, NULL, 0);
  pasar_view_get_sorts (view, &n);
  g_assert_cmpuint (n, ==, 0);
}

#define N_BIG_ITEMS  200
#define N_BIG_MODELS 1000

/* One row more than a thousand an item; prices go down with the number of the item, and below it
 * come in no order. */
static void
put_big_item (PasarCatalogue *catalogue, guint i)
{
  g_autofree PasarModelRecord *models = g_new0 (PasarModelRecord, N_BIG_MODELS);
  g_autoptr (GStringChunk) texts = g_string_chunk_new (4096);
  char name[16];
  PasarItemRecord record = { .item_id = 1 + i,
                             .name = name,
                             .sku = "S",
                             .has_model = TRUE,
                             .wholesale_price = PASAR_NO_VALUE,
                             .position = 1 + i,
                             .models = models,
                             .n_models = N_BIG_MODELS };

  g_snprintf (name, sizeof name, "Item %u", i);
  for (guint m = 0; m < N_BIG_MODELS; m++)
    {
      char text[32];

      g_snprintf (text, sizeof text, "sku %u-%u", i, (m * 7) % N_BIG_MODELS);
      models[m] = (PasarModelRecord){ .model_id = 1 + i * N_BIG_MODELS + m,
                                      .name = "v",
                                      .sku = g_string_chunk_insert (texts, text),
                                      .price = (N_BIG_ITEMS - i) * 1000 + (m * 13) % 997,
                                      .current_price = PASAR_NO_VALUE,
                                      .reserved_stock = PASAR_NO_VALUE,
                                      .shopee_stock = PASAR_NO_VALUE };
    }
  pasar_catalogue_put_item (catalogue, &record);
}

static PasarCatalogue *
make_big (guint n_items)
{
  PasarCatalogue *catalogue = pasar_catalogue_new ("SGD", 2, 0);

  pasar_catalogue_freeze (catalogue);
  for (guint i = 0; i < n_items; i++)
    put_big_item (catalogue, i);
  pasar_catalogue_thaw (catalogue);
  return catalogue;
}

static void
wait_for (PasarView *view)
{
  while (pasar_view_get_is_pending (view))
    g_main_context_iteration (NULL, TRUE);
}

static void
assert_alive (PasarView *view)
{
  PasarCatalogue *catalogue = pasar_view_get_catalogue (view);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (view)); i++)
    g_assert_true (pasar_catalogue_read_row (catalogue, pasar_view_get_row (view, i)).is_alive);
}

/* Headers by their lowest price, models below them. */
static void
assert_sorted_by_price (PasarView *view, guint n_rows)
{
  PasarCatalogue *catalogue = pasar_view_get_catalogue (view);
  gint64 last_item = 0;
  gint64 last_model = 0;

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (view)), ==, n_rows);
  for (guint i = 0; i < n_rows; i++)
    {
      const guint row = pasar_view_get_row (view, i);
      const gint64 price = pasar_catalogue_read_number (catalogue, row, PASAR_COLUMN_PRICE);
      gint64 *last =
          pasar_catalogue_read_number (catalogue, row, PASAR_COLUMN_MODEL_ID) == PASAR_NO_VALUE
              ? &last_item
              : &last_model;

      if (last == &last_item)
        last_model = 0;
      g_assert_cmpint (price, >=, *last);
      *last = price;
    }
}

/* What is too long to be made at once comes a moment later, as it was asked for last. */
static void
test_big (void)
{
  g_autoptr (PasarCatalogue) catalogue = make_big (N_BIG_ITEMS);
  g_autoptr (PasarView) view = pasar_view_new (catalogue);
  const guint n_rows = N_BIG_ITEMS * (N_BIG_MODELS + 1);

  wait_for (view);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (view)), ==, n_rows);
  pasar_view_set_sorts (view, &(PasarSort){ PASAR_COLUMN_STOCK, FALSE }, 1);
  pasar_view_set_sorts (view, &(PasarSort){ PASAR_COLUMN_PRICE, FALSE }, 1);
  wait_for (view);
  assert_sorted_by_price (view, n_rows);

  pasar_view_set_flat (view, TRUE);
  pasar_view_set_text (view, "item 19");
  pasar_view_set_text (view, "199");
  pasar_view_set_flat (view, FALSE);
  wait_for (view);
  assert_alive (view);
  pasar_view_set_text (view, "");
  wait_for (view);
  assert_sorted_by_price (view, n_rows);
}

static void
test_big_changes_meanwhile (void)
{
  g_autoptr (PasarCatalogue) catalogue = make_big (N_BIG_ITEMS);
  g_autoptr (PasarView) view = pasar_view_new (catalogue);

  wait_for (view);
  pasar_view_set_sorts (view, &(PasarSort){ PASAR_COLUMN_PRICE, FALSE }, 1);
  pasar_catalogue_remove_item (catalogue, 5);
  assert_alive (view);
  g_main_context_iteration (NULL, FALSE);
  pasar_catalogue_remove_item (catalogue, 6);
  put_big_item (catalogue, N_BIG_ITEMS);
  assert_alive (view);
  /* Rows move while nobody is told yet. */
  pasar_view_set_sorts (view, NULL, 0);
  pasar_view_set_sorts (view, &(PasarSort){ PASAR_COLUMN_PRICE, FALSE }, 1);
  pasar_catalogue_freeze (catalogue);
  for (guint i = 50; i < 150; i++)
    pasar_catalogue_remove_item (catalogue, i);
  for (guint i = 0; i < 5; i++)
    g_main_context_iteration (NULL, FALSE);
  pasar_catalogue_thaw (catalogue);
  assert_alive (view);
  wait_for (view);
  assert_sorted_by_price (view, (N_BIG_ITEMS - 101) * (N_BIG_MODELS + 1));
}

static void
counts_changed_cb (guint *n)
{
  (*n)++;
}

static void
test_big_counts (void)
{
  g_autoptr (PasarCatalogue) catalogue = make_big (N_BIG_ITEMS);
  g_autoptr (PasarView) view = pasar_view_new (catalogue);
  guint n_told = 0;
  PasarCount count;

  g_signal_connect_swapped (view, "counts-changed", G_CALLBACK (counts_changed_cb), &n_told);
  count = pasar_view_count (view, PASAR_STATE_ANY);
  while (count.n_items == 0 && n_told == 0)
    g_main_context_iteration (NULL, TRUE);
  count = pasar_view_count (view, PASAR_STATE_ANY);
  g_assert_cmpuint (count.n_items, ==, N_BIG_ITEMS);
  g_assert_cmpuint (count.n_models, ==, N_BIG_ITEMS * N_BIG_MODELS);
}

static void
assert_sorted_by_sku (PasarView *view, guint n_rows)
{
  PasarCatalogue *catalogue = pasar_view_get_catalogue (view);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (view)), ==, n_rows);
  for (guint i = 1; i < n_rows; i++)
    g_assert_cmpint (compare_naturally (pasar_catalogue_read_value (catalogue,
                                                                    pasar_view_get_row (view,
                                                                                        i - 1),
                                                                    PASAR_COLUMN_SKU)
                                            .text,
                                        pasar_catalogue_read_value (catalogue,
                                                                    pasar_view_get_row (view, i),
                                                                    PASAR_COLUMN_SKU)
                                            .text),
                     <=,
                     0);
}

/* Many texts are ordered beside the main loop; those that change meanwhile, too. */
static void
test_many_texts (void)
{
  g_autoptr (PasarCatalogue) catalogue = make_big (8);
  g_autoptr (PasarView) view = pasar_view_new (catalogue);

  pasar_view_set_flat (view, TRUE);
  pasar_view_set_sorts (view, &(PasarSort){ PASAR_COLUMN_SKU, FALSE }, 1);
  put_big_item (catalogue, 8);
  wait_for (view);
  pasar_catalogue_remove_item (catalogue, 3);
  put_big_item (catalogue, 0);
  wait_for (view);
  /* Once all that changed was ordered. */
  pasar_view_refresh (view);
  while (g_main_context_iteration (NULL, FALSE) || pasar_view_get_is_pending (view))
    ;
  pasar_view_refresh (view);
  wait_for (view);
  assert_alive (view);
}

static void
test_many_texts_once (void)
{
  g_autoptr (PasarCatalogue) catalogue = make_big (8);
  g_autoptr (PasarView) view = pasar_view_new (catalogue);

  pasar_view_set_flat (view, TRUE);
  pasar_view_set_sorts (view, &(PasarSort){ PASAR_COLUMN_SKU, FALSE }, 1);
  wait_for (view);
  assert_sorted_by_sku (view, 8 * N_BIG_MODELS);
}

/* Whichever thread is the last to let go. */
static void
gone_cb (gpointer is_gone, GObject *catalogue)
{
  g_atomic_int_set ((int *) is_gone, TRUE);
  g_main_context_wakeup (NULL);
}

/* A window may be closed meanwhile. */
static void
test_dropped_meanwhile (void)
{
  PasarCatalogue *catalogue = make_big (N_BIG_ITEMS);
  PasarView *view = pasar_view_new (catalogue);
  int is_gone = FALSE;

  pasar_view_set_sorts (view, &(PasarSort){ PASAR_COLUMN_SKU, FALSE }, 1);
  pasar_view_count (view, PASAR_STATE_ANY);
  g_object_unref (view);
  view = pasar_view_new (catalogue);
  pasar_view_set_sorts (view, &(PasarSort){ PASAR_COLUMN_PRICE, FALSE }, 1);
  pasar_view_count (view, PASAR_STATE_ANY);
  g_object_unref (view);
  g_object_weak_ref (G_OBJECT (catalogue), gone_cb, &is_gone);
  g_object_unref (catalogue);
  while (!g_atomic_int_get (&is_gone))
    g_main_context_iteration (NULL, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/arrange/random", test_random);
  g_test_add_func ("/arrange/natural", test_natural);
  g_test_add_func ("/arrange/sorts", test_sorts);
  g_test_add_func ("/arrange/big", test_big);
  g_test_add_func ("/arrange/big-changes-meanwhile", test_big_changes_meanwhile);
  g_test_add_func ("/arrange/big-counts", test_big_counts);
  g_test_add_func ("/arrange/many-texts", test_many_texts);
  g_test_add_func ("/arrange/many-texts-once", test_many_texts_once);
  g_test_add_func ("/arrange/dropped-meanwhile", test_dropped_meanwhile);
  return g_test_run ();
}
