/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "locations-fixture.h"

#include <string.h>

#define N_ROUNDS 300
#define N_STEPS  60

/* The same, as simply as it can be written: a value for each location, staged or not, and a total.
 */
typedef struct
{
  Stocks shop;
  Stocks staged;
  gint64 total;
} NaiveRow;

typedef struct
{
  NaiveRow rows[N_ROWS];
} World;

static void
naive_spread (const NaiveRow *row, Stocks stocks, gint64 total)
{
  gint64 rest = total;
  int last = -1;

  for (int i = 0; i < N_LOCATIONS; i++)
    if (row->shop[i] != PASAR_NO_VALUE)
      {
        rest -= stocks[i];
        last = i;
      }
  for (int i = 0; i <= last; i++)
    if (row->shop[i] != PASAR_NO_VALUE)
      {
        const gint64 given = i == last ? rest : MAX (rest, -stocks[i]);

        stocks[i] += given;
        rest -= given;
      }
}

static void
naive_read (const NaiveRow *row, Stocks stocks)
{
  memcpy (stocks, row->shop, sizeof (Stocks));
  if (row->total != PASAR_NO_VALUE)
    naive_spread (row, stocks, row->total);
  for (guint i = 0; i < N_LOCATIONS; i++)
    if (row->staged[i] != PASAR_NO_VALUE)
      stocks[i] = row->staged[i];
}

static gint64
naive_sum (const NaiveRow *row, const Stocks stocks)
{
  gint64 sum = 0;

  for (guint i = 0; i < N_LOCATIONS; i++)
    sum += row->shop[i] != PASAR_NO_VALUE ? stocks[i] : 0;
  return sum;
}

static guint
naive_count (const Stocks stocks)
{
  guint n = 0;

  for (guint i = 0; i < N_LOCATIONS; i++)
    n += stocks[i] != PASAR_NO_VALUE;
  return n;
}

static void
naive_stage_stock (NaiveRow *row, gint64 value)
{
  const guint n = naive_count (row->shop);
  Stocks stocks;

  if (value == naive_sum (row, row->shop))
    value = PASAR_NO_VALUE;
  naive_read (row, stocks);
  for (guint i = 0; i < N_LOCATIONS; i++)
    row->staged[i] = PASAR_NO_VALUE;
  row->total = n == 1 ? value : PASAR_NO_VALUE;
  if (n == 1 || value == PASAR_NO_VALUE)
    return;
  naive_spread (row, stocks, value);
  for (guint i = 0; i < N_LOCATIONS; i++)
    row->staged[i] =
        stocks[i] != row->shop[i] && row->shop[i] != PASAR_NO_VALUE ? stocks[i] : PASAR_NO_VALUE;
}

static void
naive_stage_location (NaiveRow *row, guint n, gint64 value)
{
  Stocks stocks;

  if (naive_count (row->shop) == 1 && naive_count (row->staged) == 0)
    {
      row->total = value == row->shop[n] ? PASAR_NO_VALUE : value;
      return;
    }
  naive_read (row, stocks);
  stocks[n] = value == PASAR_NO_VALUE ? row->shop[n] : value;
  row->total = PASAR_NO_VALUE;
  for (guint i = 0; i < N_LOCATIONS; i++)
    row->staged[i] = stocks[i] != row->shop[i] ? stocks[i] : PASAR_NO_VALUE;
}

/* What the shop has by itself is not staged any more. */
static void
naive_put (NaiveRow *row, const Stocks shop)
{
  memcpy (row->shop, shop, sizeof (Stocks));
  if (naive_count (row->staged) == 0)
    row->total = row->total == naive_sum (row, shop) ? PASAR_NO_VALUE : row->total;
  for (guint i = 0; i < N_LOCATIONS && row->total == PASAR_NO_VALUE; i++)
    if (row->staged[i] == shop[i])
      row->staged[i] = PASAR_NO_VALUE;
}

static void
assert_world (PasarCatalogue *catalogue, const World *world)
{
  for (guint i = 0; i < N_ROWS; i++)
    {
      const NaiveRow *row = &world->rows[i];
      const gboolean is_staged = naive_count (row->staged) > 0 || row->total != PASAR_NO_VALUE;
      const PasarRowValue sum = locations_read_value (catalogue, i, PASAR_FIELD_STOCK);
      Stocks stocks;

      naive_read (row, stocks);
      g_assert_cmpint (sum.value, ==, naive_sum (row, row->shop));
      g_assert_cmpint (sum.effective, ==, naive_sum (row, stocks));
      g_assert_cmpint (sum.staged, ==, is_staged ? sum.effective : PASAR_NO_VALUE);
      for (guint n = 0; n < N_LOCATIONS; n++)
        g_assert_cmpint (locations_read_value (catalogue, i, locations_at (catalogue, n)).effective,
                         ==,
                         stocks[n]);
    }
}

/* The rows may come before or after what was staged on them. */
static void
assert_restored (PasarCatalogue *catalogue, const World *world)
{
  g_autoptr (PasarCatalogue) next = locations_make_catalogue ();
  g_autoptr (GArray) staged = pasar_catalogue_dup_staged (catalogue);
  const guint first = (guint) g_test_rand_bit ();

  for (guint i = 0; i < 2; i++)
    {
      if (i == first)
        {
          locations_put (next, 0, world->rows[0].shop, 0);
          locations_put_models (next, world->rows[1].shop, world->rows[2].shop);
        }
      else
        locations_restore (next, staged);
    }
  assert_world (next, world);
}

static void
rand_stocks (Stocks stocks)
{
  do
    for (guint i = 0; i < N_LOCATIONS; i++)
      stocks[i] = g_test_rand_int_range (0, 3) == 0 ? PASAR_NO_VALUE : g_test_rand_int_range (0, 5);
  while (naive_count (stocks) == 0);
}

static void
put_random (PasarCatalogue *catalogue, World *world, gboolean is_models)
{
  Stocks stocks[2];

  for (guint i = 0; i < 2; i++)
    {
      rand_stocks (stocks[i]);
      if (is_models || i == 0)
        naive_put (&world->rows[is_models ? 1 + i : 0], stocks[i]);
    }
  if (is_models)
    locations_put_models (catalogue, stocks[0], stocks[1]);
  else
    locations_put (catalogue, 0, stocks[0], 0);
}

/* A total in a row that has several locations is of an earlier version. */
static void
restore_random (PasarCatalogue *catalogue, World *world)
{
  const guint i = (guint) g_test_rand_int_range (0, N_ROWS);
  const gint64 total = g_test_rand_int_range (0, 12);
  NaiveRow *row = &world->rows[i];

  if (naive_count (row->staged) > 0)
    return;
  row->total = total != naive_sum (row, row->shop) ? total : PASAR_NO_VALUE;
  pasar_catalogue_freeze (catalogue);
  pasar_catalogue_restore_staged (catalogue, location_keys[i], PASAR_FIELD_STOCK, total, 0, NULL);
  pasar_catalogue_end_restore (catalogue);
  pasar_catalogue_thaw (catalogue);
}

static void
stage_random (PasarCatalogue *catalogue, World *world)
{
  const guint i = (guint) g_test_rand_int_range (0, N_ROWS);
  const guint n = (guint) g_test_rand_int_range (0, N_LOCATIONS + 1);
  const gint64 value =
      g_test_rand_int_range (0, 4) == 0 ? PASAR_NO_VALUE : g_test_rand_int_range (0, 12);

  if (n < N_LOCATIONS && world->rows[i].shop[n] == PASAR_NO_VALUE)
    return;
  if (n == N_LOCATIONS)
    naive_stage_stock (&world->rows[i], value);
  else
    naive_stage_location (&world->rows[i], n, value);
  locations_stage (catalogue,
                   i,
                   n < N_LOCATIONS ? locations_at (catalogue, n) : PASAR_FIELD_STOCK,
                   value);
}

static void
test_random (void)
{
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (PasarCatalogue) catalogue = locations_make_catalogue ();
      g_autoptr (GArray) past = g_array_new (FALSE, FALSE, sizeof (World));
      World world;
      guint now = 0;

      for (guint i = 0; i < N_ROWS; i++)
        {
          world.rows[i].total = PASAR_NO_VALUE;
          for (guint n = 0; n < N_LOCATIONS; n++)
            world.rows[i].staged[n] = PASAR_NO_VALUE;
        }
      put_random (catalogue, &world, FALSE);
      put_random (catalogue, &world, TRUE);
      g_array_append_val (past, world);
      for (guint step = 0; step < N_STEPS; step++)
        {
          const guint kind = (guint) g_test_rand_int_range (0, 12);

          if (kind < 2)
            put_random (catalogue, &world, kind == 0);
          else if (kind == 2)
            restore_random (catalogue, &world);
          else if (kind < 5 && now > 0)
            {
              g_assert_true (fixture_undo (catalogue));
              world = g_array_index (past, World, --now);
            }
          else if (kind == 5 && now + 1 < past->len)
            {
              g_assert_true (fixture_redo (catalogue));
              world = g_array_index (past, World, ++now);
            }
          else if (kind > 5)
            {
              stage_random (catalogue, &world);
              g_array_set_size (past, now + 1);
              if (memcmp (&world, &g_array_index (past, World, now), sizeof world) != 0)
                {
                  g_array_append_val (past, world);
                  now++;
                }
            }
          if (kind <= 2)
            {
              /* What can be undone across this is a matter for the sessions. */
              g_array_set_size (past, 0);
              g_array_append_val (past, world);
              now = 0;
            }
          assert_world (catalogue, &world);
        }
      assert_restored (catalogue, &world);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/locations-random/against-naive", test_random);

  return g_test_run ();
}
