/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue-fixture.h"
#include "catalogue/edits/doubts.h"

#include <math.h>
#include <string.h>

#define PRICE PASAR_FIELD_PRICE
#define STOCK PASAR_FIELD_STOCK

#define N_ROUNDS   400
#define MAX_ROWS   64
#define MAX_MODELS 7

/* What is doubted, as simply as it can be said: lists that are searched from end to end, texts of
 * digits, sorted changes. */
typedef struct
{
  gint64 item_id;
  gint64 model_id;
  gint64 value[PASAR_N_FIELDS];
  gint64 staged[PASAR_N_FIELDS];
  gint64 cost;
} NaiveRow;

typedef struct
{
  NaiveRow rows[MAX_ROWS];
  guint n;
  guint digits;
  PasarDoubtLimits limits;
  PasarCatalogue *catalogue;
} World;

static gboolean
is_staged (const NaiveRow *row, PasarField field)
{
  return row->staged[field] != PASAR_NO_VALUE;
}

static gint64
get_effective (const NaiveRow *row, PasarField field)
{
  return is_staged (row, field) ? row->staged[field] : row->value[field];
}

/* Tenths of a percent, no more than 1000 %. */
static double
get_change (const NaiveRow *row)
{
  const double before = (double) row->value[PRICE];
  const double after = (double) get_effective (row, PRICE);

  return MIN (round ((after - before) * 1000 / before), 10000);
}

static gboolean
has_change (const NaiveRow *row)
{
  return row->value[PRICE] > 0 && get_effective (row, PRICE) > 0;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  const double number_a = *(const double *) a;
  const double number_b = *(const double *) b;

  return (number_a > number_b) - (number_a < number_b);
}

static double
get_middle (GArray *numbers)
{
  g_array_sort (numbers, compare_doubles);
  return g_array_index (numbers, double, (numbers->len - 1) / 2);
}

/* Those of an item, or of all that is staged. */
static GArray *
list_changes (const World *world, gint64 item_id)
{
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < world->n; i++)
    {
      const NaiveRow *row = &world->rows[i];
      const double change = get_change (row);

      if (has_change (row) && (item_id != 0 ? row->item_id == item_id : is_staged (row, PRICE)))
        g_array_append_val (changes, change);
    }
  return changes;
}

static void
find_usual (GArray *changes, double *median, double *deviation)
{
  g_autoptr (GArray) distances = g_array_new (FALSE, FALSE, sizeof (double));

  *median = get_middle (changes);
  for (guint i = 0; i < changes->len; i++)
    {
      const double distance = fabs (g_array_index (changes, double, i) - *median);

      g_array_append_val (distances, distance);
    }
  *deviation = get_middle (distances);
}

static gboolean
is_apart (const World *world, const NaiveRow *row, gint64 item_id, guint least)
{
  g_autoptr (GArray) changes = list_changes (world, item_id);
  double median;
  double deviation;
  double limit;
  guint n_apart = 0;

  if (changes->len < least)
    return FALSE;
  find_usual (changes, &median, &deviation);
  limit = MAX (10.0 * world->limits.apart, 4 * deviation);
  for (guint i = 0; i < changes->len; i++)
    n_apart += fabs (g_array_index (changes, double, i) - median) > limit;
  return fabs (get_change (row) - median) > limit && n_apart <= MAX (1, changes->len / 10);
}

static gboolean
is_in_step (const World *world, const NaiveRow *row)
{
  g_autoptr (GArray) changes = list_changes (world, 0);
  double median;
  double deviation;

  if (changes->len < 8)
    return FALSE;
  find_usual (changes, &median, &deviation);
  return deviation <= 50 && fabs (get_change (row) - median) <= 10;
}

static gboolean
is_slip_of_digits (gint64 before, gint64 after)
{
  char old_text[32];
  char new_text[32];
  char *shorter = old_text;
  const char *longer = new_text;
  const gsize length = (gsize) g_snprintf (old_text, sizeof old_text, "%" G_GINT64_FORMAT, before);
  const gsize new_length =
      (gsize) g_snprintf (new_text, sizeof new_text, "%" G_GINT64_FORMAT, after);

  for (gsize i = 0; length == new_length && i + 1 < length; i++)
    {
      g_autofree char *swapped = g_strdup (old_text);

      swapped[i] = old_text[i + 1];
      swapped[i + 1] = old_text[i];
      if (before != after && g_str_equal (swapped, new_text))
        return TRUE;
    }
  if (length > new_length)
    {
      shorter = new_text;
      longer = old_text;
    }
  if (MAX (before, after) == MIN (before, after) * 10)
    return FALSE;
  for (gsize i = 0; shorter[i] != '\0'; i++)
    {
      g_autofree char *doubled = g_strdup_printf ("%.*s%s", (int) i + 1, shorter, shorter + i);

      if (g_str_equal (doubled, longer))
        return TRUE;
    }
  return FALSE;
}

static char *
dup_sku (const NaiveRow *row)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, row->item_id * 100 + row->model_id);
}

static gboolean
is_id_of (const NaiveRow *row, double number)
{
  g_autofree char *sku = dup_sku (row);

  return number == (double) row->item_id || (number == (double) row->model_id && number > 0)
         || (strlen (sku) >= 3 && number == g_ascii_strtod (sku, NULL));
}

static guint
compare_sizes (gint64 before, gint64 after)
{
  const double times =
      before > 0 && after > 0 ? (double) MAX (before, after) / (double) MIN (before, after) : 0;

  return (times >= 8 && times <= 12 ? PASAR_DOUBT_TEN_TIMES : 0)
         | (times >= 80 && times <= 120 ? PASAR_DOUBT_HUNDRED_TIMES : 0);
}

static gboolean
is_one_of_many (const World *world, const NaiveRow *row)
{
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (double));
  double median;
  double deviation;
  gint64 last_item = 0;
  guint n_items = 0;

  for (guint i = 0; i < world->n; i++)
    {
      const NaiveRow *other = &world->rows[i];
      const double change = get_change (other);

      if (!has_change (other) || other->staged[PRICE] != row->staged[PRICE])
        continue;
      n_items += other->item_id != last_item;
      last_item = other->item_id;
      g_array_append_val (changes, change);
    }
  find_usual (changes, &median, &deviation);
  return n_items >= 3 && deviation >= 100;
}

static guint
doubt_price (const World *world, const NaiveRow *row)
{
  const gint64 before = row->value[PRICE];
  const gint64 after = row->staged[PRICE];
  const double amount = (double) after / pow (10, world->digits);
  guint kinds = 0;

  if (after <= 0)
    return 0;
  if (row->cost != PASAR_NO_VALUE && after < row->cost)
    kinds |= PASAR_DOUBT_BELOW_COST;
  if (!has_change (row) || !is_in_step (world, row))
    {
      if (before > 0 && is_slip_of_digits (before, after))
        kinds |= PASAR_DOUBT_DIGITS;
      if (amount == (double) row->value[STOCK] || amount == (double) row->staged[STOCK]
          || is_id_of (row, amount))
        kinds |= PASAR_DOUBT_COLUMN;
    }
  if (!has_change (row))
    return kinds;
  kinds |= compare_sizes (before, after);
  if ((before - after) * 100 > before * world->limits.fall)
    kinds |= PASAR_DOUBT_FALL;
  if ((after - before) * 100 > before * world->limits.rise)
    kinds |= PASAR_DOUBT_RISE;
  if (is_apart (world, row, row->item_id, 3))
    kinds |= PASAR_DOUBT_SIBLINGS;
  if (is_apart (world, row, 0, 8))
    kinds |= PASAR_DOUBT_BATCH;
  return is_one_of_many (world, row) ? kinds | PASAR_DOUBT_CONSTANT : kinds;
}

static guint
doubt_stock (const World *world, const NaiveRow *row)
{
  const gint64 before = row->value[STOCK];
  const gint64 after = row->staged[STOCK];
  gint64 left = 0;
  guint kinds = 0;

  for (guint i = 0; i < world->n; i++)
    left +=
        world->rows[i].item_id == row->item_id ? ABS (get_effective (&world->rows[i], STOCK)) : 0;
  if (left == 0)
    return PASAR_DOUBT_OUT_OF_STOCK;
  if (after > before && after >= world->limits.stock)
    kinds |= compare_sizes (before, after);
  return after > 0 && is_id_of (row, (double) after) ? kinds | PASAR_DOUBT_COLUMN : kinds;
}

static gint64
random_price (void)
{
  static const gint64 prices[] = { 1000, 1990, 1909, 1234, 550, 12000, 99 };

  return g_test_rand_bit () ? prices[g_test_rand_int_range (0, G_N_ELEMENTS (prices))]
                            : g_test_rand_int_range (1, 20000);
}

/* A slip, or something else. */
static gint64
random_successor (const NaiveRow *row, guint digits)
{
  const gint64 price = row->value[PRICE] > 0 ? row->value[PRICE] : 1000;
  gint64 scale = 1;

  for (guint i = 0; i < digits; i++)
    scale *= 10;
  switch (g_test_rand_int_range (0, 12))
    {
    case 0:
      return price * g_test_rand_int_range (7, 14);
    case 1:
      return price * g_test_rand_int_range (79, 122);
    case 2:
      return MAX (1, price / g_test_rand_int_range (7, 14));
    case 3:
      return row->value[STOCK] * scale;
    case 4:
      return row->item_id * scale;
    case 5:
      return (row->item_id * 100 + row->model_id) * scale;
    case 6:
      return price / 100 * 100 + price % 10 * 10 + price / 10 % 10;
    case 7:
      return price / 10 * 100 + price / 10 % 10 * 10 + price % 10;
    case 8:
      return random_price ();
    default:
      return price + price * g_test_rand_int_range (80, 120) / 1000;
    }
}

static void
put_rows (World *world, guint first, gboolean has_model)
{
  FixtureModel models[MAX_MODELS];
  const guint n = world->n - first;
  PasarModelRecord records[MAX_MODELS];
  PasarLocationStock locations[MAX_MODELS];
  char skus[MAX_MODELS][32];
  g_autofree char *sku = dup_sku (&world->rows[first]);
  const PasarItemRecord item = {
    .item_id = world->rows[first].item_id,
    .name = "Item",
    .sku = sku,
    .has_model = has_model,
    .wholesale_price = PASAR_NO_VALUE,
    .models = records,
    .n_models = n,
  };

  for (guint i = 0; i < n; i++)
    {
      const NaiveRow *row = &world->rows[first + i];
      g_autofree char *own_sku = dup_sku (row);

      models[i] = (FixtureModel){ .model_id = row->model_id,
                                  .price = row->value[PRICE],
                                  .stock = row->value[STOCK] };
      g_strlcpy (skus[i], own_sku, sizeof skus[i]);
      records[i] = fixture_model_record (&models[i], skus[i], &locations[i]);
    }
  pasar_catalogue_put_item (world->catalogue, &item);
}

static void
fill (World *world)
{
  const guint n_items = (guint) g_test_rand_int_range (1, 12);

  world->n = 0;
  for (guint i = 0; i < n_items; i++)
    {
      const gboolean has_model = g_test_rand_bit ();
      const guint n = has_model ? (guint) g_test_rand_int_range (1, MAX_MODELS + 1) : 1;
      const guint first = world->n;

      for (guint j = 0; j < n && world->n < MAX_ROWS; j++)
        world->rows[world->n++] = (NaiveRow){
          .item_id = i + 1,
          .model_id = has_model ? j + 1 : 0,
          .value = { g_test_rand_int_range (0, 12) > 0 ? random_price () : PASAR_NO_VALUE,
                     g_test_rand_int_range (0, 60) },
          .staged = { PASAR_NO_VALUE, PASAR_NO_VALUE },
          .cost = PASAR_NO_VALUE,
        };
      if (world->n > first)
        put_rows (world, first, has_model);
    }
}

static void
stage (World *world, NaiveRow *row, PasarField field, gint64 value)
{
  fixture_stage (world->catalogue, row->item_id, row->model_id, field, value);
  row->staged[field] = value != row->value[field] ? value : PASAR_NO_VALUE;
}

/* Each batch is mostly of one kind. */
static void
edit (World *world)
{
  const gint64 percent = g_test_rand_int_range (-25, 26);
  const int one_of = g_test_rand_int_range (2, 20);
  const gint64 constant = g_test_rand_int_range (0, 4) == 0 ? random_price () : PASAR_NO_VALUE;

  for (guint i = 0; i < world->n; i++)
    {
      NaiveRow *row = &world->rows[i];

      if (g_test_rand_int_range (0, 8) == 0)
        {
          row->cost = random_price ();
          fixture_stage (world->catalogue,
                         row->item_id,
                         row->model_id,
                         PASAR_FIELD_COST,
                         row->cost);
        }
      if (g_test_rand_int_range (0, 3) == 0)
        stage (world, row, STOCK, g_test_rand_bit () ? 0 : g_test_rand_int_range (0, 1300));
      if (constant != PASAR_NO_VALUE && g_test_rand_bit ())
        stage (world, row, PRICE, constant);
      else if (g_test_rand_int_range (0, one_of) == 0)
        stage (world, row, PRICE, random_successor (row, world->digits));
      else if (row->value[PRICE] > 0)
        stage (world, row, PRICE, MAX (1, row->value[PRICE] * (100 + percent) / 100));
    }
}

static void
assert_same (const World *world, PasarDoubts *doubts)
{
  guint n = 0;
  guint n_by_kind[PASAR_N_DOUBTS] = { 0 };

  for (guint i = 0; i < world->n; i++)
    for (guint field = 0; field < PASAR_N_FIELDS; field++)
      {
        const NaiveRow *row = &world->rows[i];
        const PasarRowKey key = { row->item_id, row->model_id };
        const PasarDoubt *doubt = pasar_doubts_find (doubts, key, (PasarField) field);
        guint expected = 0;

        if (is_staged (row, (PasarField) field))
          expected = field == PRICE ? doubt_price (world, row) : doubt_stock (world, row);
        if (expected != (doubt != NULL ? doubt->kinds : 0u))
          g_test_message ("item %" G_GINT64_FORMAT ", model %" G_GINT64_FORMAT ": %" G_GINT64_FORMAT
                          " to %" G_GINT64_FORMAT,
                          key.item_id,
                          key.model_id,
                          row->value[field],
                          row->staged[field]);
        g_assert_cmphex (doubt != NULL ? doubt->kinds : 0, ==, expected);
        n += expected != 0;
        for (guint bit = 0; bit < PASAR_N_DOUBTS; bit++)
          n_by_kind[bit] += expected >> bit & 1;
      }
  g_assert_cmpuint (pasar_doubts_get_n (doubts), ==, n);
  for (guint bit = 0; bit < PASAR_N_DOUBTS; bit++)
    g_assert_cmpuint (pasar_doubts_count (doubts, 1 << bit), ==, n_by_kind[bit]);
}

/* Also every sentence of what is doubted can be said. */
static void
say_all (PasarDoubts *doubts, guint *kinds)
{
  for (guint i = 0; i < pasar_doubts_get_n (doubts); i++)
    {
      const PasarDoubt *doubt = pasar_doubts_get_nth (doubts, i);

      *kinds |= doubt->kinds;
      for (guint bit = 0; bit < PASAR_N_DOUBTS; bit++)
        if ((doubt->kinds >> bit & 1) != 0)
          {
            g_autofree char *reason = pasar_doubts_dup_reason (doubts, doubt, 1 << bit);

            g_assert_true (g_str_has_suffix (reason, "."));
          }
    }
}

static void
test_random (void)
{
  guint kinds = 0;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      World world = {
        .digits = round % 3 == 0 ? 0 : 2,
        .limits = { .fall = (guint) g_test_rand_int_range (5, 91),
                    .rise = (guint) g_test_rand_int_range (5, 501),
                    .apart = (guint) g_test_rand_int_range (10, 101),
                    .stock = (guint) g_test_rand_int_range (20, 500) },
      };
      g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", world.digits, 0);
      g_autoptr (PasarDoubts) doubts = NULL;

      world.catalogue = catalogue;
      fill (&world);
      edit (&world);
      doubts = pasar_doubts_new (catalogue, &world.limits);
      while (!pasar_doubts_run (doubts, round % 2 == 0 ? 0 : G_MAXINT64))
        ;
      assert_same (&world, doubts);
      say_all (doubts, &kinds);
    }
  /* All but what only the floor, or another reading of the shop, makes was met. */
  g_assert_cmphex (kinds, ==, PASAR_DOUBTS_ALL & ~(PASAR_DOUBT_BELOW_FLOOR | PASAR_DOUBT_MOVED));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/doubts/random", test_random);
  return g_test_run ();
}
