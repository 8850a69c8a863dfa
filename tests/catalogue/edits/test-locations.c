/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue-fixture.h"
#include "catalogue/edits/computation.h"
#include "catalogue/view/cell.h"

#include <string.h>

/* Stock that is staged by location. */

#define N_LOCATIONS 3
#define N_ROWS      3
#define N_ROUNDS    300
#define N_STEPS     60

static const char *const ids[N_LOCATIONS] = { "MYZ", "MY2", "MY3" };
static const PasarRowKey keys[N_ROWS] = { { 1, 0 }, { 2, 21 }, { 2, 22 } };

/* What a shop has: PASAR_NO_VALUE where a row has no stock at a location. */
typedef gint64 Stocks[N_LOCATIONS];

static PasarModelRecord
make_model (gint64 model_id, const Stocks stocks, PasarLocationStock *out)
{
  PasarModelRecord model = {
    .model_id = model_id,
    .name = model_id != 0 ? "v" : "",
    .sku = "",
    .price = 1000,
    .current_price = 1000,
    .shopee_stock = 0,
    .locations = out,
  };

  for (guint i = 0; i < N_LOCATIONS; i++)
    {
      if (stocks[i] != PASAR_NO_VALUE)
        out[model.n_locations++] = (PasarLocationStock){ ids[i], stocks[i] };
    }
  return model;
}

static void
put (PasarCatalogue *catalogue, guint row, const Stocks stocks, gint64 reserved)
{
  PasarLocationStock locations[N_LOCATIONS];
  PasarModelRecord model = make_model (keys[row].model_id, stocks, locations);
  const PasarItemRecord item = { .item_id = keys[row].item_id,
                                 .name = "item",
                                 .sku = "",
                                 .has_model = keys[row].model_id != 0,
                                 .wholesale_price = PASAR_NO_VALUE,
                                 .models = &model,
                                 .n_models = 1 };

  model.reserved_stock = reserved;
  pasar_catalogue_put_item (catalogue, &item);
}

static void
put_models (PasarCatalogue *catalogue, const Stocks first, const Stocks second)
{
  PasarLocationStock locations[2][N_LOCATIONS];
  const PasarModelRecord models[] = { make_model (21, first, locations[0]),
                                      make_model (22, second, locations[1]) };
  const PasarItemRecord item = { .item_id = 2,
                                 .name = "item",
                                 .sku = "",
                                 .has_model = TRUE,
                                 .wholesale_price = PASAR_NO_VALUE,
                                 .models = models,
                                 .n_models = 2 };

  pasar_catalogue_put_item (catalogue, &item);
}

/* The field of the n-th of the locations above. */
static PasarField
at (PasarCatalogue *catalogue, guint n)
{
  PasarField field;

  g_assert_true (pasar_catalogue_find_location_field (catalogue, ids[n], &field));
  return field;
}

static PasarCatalogue *
make_catalogue (void)
{
  PasarCatalogue *catalogue = pasar_catalogue_new ("MYR", 2, 5);

  for (guint i = 0; i < N_LOCATIONS; i++)
    at (catalogue, i);
  return catalogue;
}

static void
stage (PasarCatalogue *catalogue, guint row, PasarField field, gint64 value)
{
  fixture_stage (catalogue, keys[row].item_id, keys[row].model_id, field, value);
}

static PasarRowValue
read_value (PasarCatalogue *catalogue, guint row, PasarField field)
{
  return pasar_catalogue_read_field (catalogue,
                                     pasar_catalogue_find_editable (catalogue, keys[row]),
                                     field);
}

/* What the columns show: the sum, then the locations. */
static void
assert_shown (PasarCatalogue *catalogue, guint row, const char *text)
{
  GString *shown = g_string_new (NULL);
  const PasarRowValue sum = read_value (catalogue, row, PASAR_FIELD_STOCK);

  g_string_printf (shown,
                   "%" G_GINT64_FORMAT "%s",
                   sum.effective,
                   sum.staged != PASAR_NO_VALUE ? "*" : "");
  for (guint i = 0; i < N_LOCATIONS; i++)
    {
      const PasarRowValue value = read_value (catalogue, row, at (catalogue, i));

      if (value.effective == PASAR_NO_VALUE)
        g_string_append (shown, " -");
      else
        g_string_append_printf (shown,
                                " %" G_GINT64_FORMAT "%s",
                                value.effective,
                                value.staged != PASAR_NO_VALUE ? "*" : "");
    }
  g_assert_cmpstr (shown->str, ==, text);
  g_string_free (shown, TRUE);
}

/* Each edit goes on from the one before it. */
static void
test_edits (void)
{
  static const struct
  {
    int location; /* -1: the stock of the row */
    gint64 value;
    const char *shown;
  } cases[] = {
    { 0, 25, "35* 25* 10 -" },
    { 1, 15, "40* 25* 15* -" },
    { -1, 50, "50* 35* 15* -" },
    { -1, 12, "12* 0* 12* -" },
    /* The shop's stock is the shop's stock at each location. */
    { -1, 40, "40 30 10 -" },
    { 0, 30, "40 30 10 -" },
    { -1, 45, "45* 35* 10 -" },
    { 0, PASAR_NO_VALUE, "40 30 10 -" },
    { 1, 0, "30* 30 0* -" },
    { -1, PASAR_NO_VALUE, "40 30 10 -" },
  };
  static const Stocks stocks = { 30, 10, PASAR_NO_VALUE };
  g_autoptr (PasarCatalogue) catalogue = make_catalogue ();

  put (catalogue, 0, stocks, 0);
  assert_shown (catalogue, 0, "40 30 10 -");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      stage (catalogue,
             0,
             cases[i].location < 0 ? PASAR_FIELD_STOCK : at (catalogue, (guint) cases[i].location),
             cases[i].value);
      assert_shown (catalogue, 0, cases[i].shown);
      g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue),
                        ==,
                        strchr (cases[i].shown, '*') != NULL);
    }
  for (guint i = G_N_ELEMENTS (cases) - 1; i > 0; i--)
    if (g_strcmp0 (cases[i].shown, cases[i - 1].shown) != 0)
      {
        g_assert_true (fixture_undo (catalogue));
        assert_shown (catalogue, 0, cases[i - 1].shown);
      }
}

/* The stock of a row with one location is the same in both columns. */
static void
test_one_location (void)
{
  static const Stocks stocks = { PASAR_NO_VALUE, 7, PASAR_NO_VALUE };
  g_autoptr (PasarCatalogue) catalogue = make_catalogue ();

  put (catalogue, 0, stocks, 0);
  stage (catalogue, 0, at (catalogue, 1), 9);
  assert_shown (catalogue, 0, "9* - 9* -");
  g_assert_cmpint (pasar_catalogue_read_staged (catalogue, keys[0], PASAR_FIELD_STOCK, NULL, NULL),
                   ==,
                   9);
  stage (catalogue, 0, PASAR_FIELD_STOCK, 8);
  assert_shown (catalogue, 0, "8* - 8* -");
  stage (catalogue, 0, at (catalogue, 1), 7);
  assert_shown (catalogue, 0, "7 - 7 -");
}

/* What the shop has now changes under what is staged. */
static void
test_refresh (void)
{
  static const Stocks before = { 30, 10, PASAR_NO_VALUE };
  static const Stocks sold = { 28, 9, PASAR_NO_VALUE };
  static const Stocks taken = { 25, 9, PASAR_NO_VALUE };
  static const Stocks vanished = { PASAR_NO_VALUE, 9, PASAR_NO_VALUE };
  static const Stocks appeared = { 28, 9, 4 };
  g_autoptr (PasarCatalogue) catalogue = make_catalogue ();
  g_autoptr (GArray) dropped = NULL;
  g_autofree char *text = NULL;
  PasarField first;

  put (catalogue, 0, before, 0);
  first = at (catalogue, 0);
  stage (catalogue, 0, first, 25);
  put (catalogue, 0, sold, 0);
  assert_shown (catalogue, 0, "34* 25* 9 -");
  g_assert_cmpint (read_value (catalogue, 0, first).base, ==, 30);
  g_assert_cmpint (read_value (catalogue, 0, PASAR_FIELD_STOCK).base, ==, 39);

  put (catalogue, 0, vanished, 0);
  assert_shown (catalogue, 0, "9* 25* 9 -");
  g_assert_cmpint (fixture_problem (catalogue, 1, 0, PASAR_FIELD_STOCK), ==, PASAR_RULE_LOCATION);
  text = pasar_catalogue_row_dup_problem_text (catalogue,
                                               pasar_catalogue_find_editable (catalogue, keys[0]),
                                               first);
  g_assert_nonnull (text);
  put (catalogue, 0, appeared, 0);
  assert_shown (catalogue, 0, "38* 25* 9 4");
  g_assert_cmpint (fixture_problem (catalogue, 1, 0, PASAR_FIELD_STOCK), ==, PASAR_RULE_OK);

  g_assert_null (pasar_catalogue_take_dropped (catalogue));
  put (catalogue, 0, taken, 0);
  assert_shown (catalogue, 0, "34 25 9 -");
  dropped = pasar_catalogue_take_dropped (catalogue);
  g_assert_cmpuint (dropped->len, ==, 1);
  g_assert_cmpint (g_array_index (dropped, PasarEdit, 0).field, ==, first);
  g_assert_false (pasar_catalogue_get_can_undo (catalogue));
}

/* An earlier version staged a sum for a row with several locations. */
static void
test_total (void)
{
  static const Stocks before = { 30, 10, PASAR_NO_VALUE };
  static const Stocks sold = { 28, 4, PASAR_NO_VALUE };
  g_autoptr (PasarCatalogue) catalogue = make_catalogue ();

  put (catalogue, 0, before, 0);
  pasar_catalogue_freeze (catalogue);
  pasar_catalogue_restore_staged (catalogue, keys[0], PASAR_FIELD_STOCK, 50, 40, NULL);
  pasar_catalogue_end_restore (catalogue);
  pasar_catalogue_thaw (catalogue);
  assert_shown (catalogue, 0, "50* 40* 10 -");
  put (catalogue, 0, sold, 0);
  assert_shown (catalogue, 0, "50* 46* 4 -");
  /* The other location keeps what it has of it. */
  stage (catalogue, 0, at (catalogue, 1), 5);
  assert_shown (catalogue, 0, "51* 46* 5* -");
  g_assert_true (fixture_undo (catalogue));
  assert_shown (catalogue, 0, "50* 46* 4 -");
  g_assert_true (fixture_redo (catalogue));
  stage (catalogue, 0, PASAR_FIELD_STOCK, PASAR_NO_VALUE);
  assert_shown (catalogue, 0, "32 28 4 -");
}

static PasarRule
find_problem (PasarCatalogue *catalogue, guint row, guint n)
{
  return pasar_catalogue_find_problem (catalogue,
                                       pasar_catalogue_find_editable (catalogue, keys[row]),
                                       at (catalogue, n));
}

static void
test_rules (void)
{
  static const Stocks stocks = { 30, 10, PASAR_NO_VALUE };
  g_autoptr (PasarCatalogue) catalogue = make_catalogue ();
  const guint row = 0;
  guint number;

  put (catalogue, row, stocks, 15);
  number = pasar_catalogue_find_editable (catalogue, keys[row]);
  g_assert_false (pasar_catalogue_is_locked (catalogue, number, at (catalogue, 0)));
  g_assert_true (pasar_catalogue_is_locked (catalogue, number, at (catalogue, 2)));
  /* What promotions have reserved is of all locations together. */
  g_assert_cmpint (pasar_catalogue_check (catalogue, number, at (catalogue, 0), 5),
                   ==,
                   PASAR_RULE_OK);
  g_assert_cmpint (pasar_catalogue_check (catalogue, number, at (catalogue, 0), 4),
                   ==,
                   PASAR_RULE_STOCK_RESERVED);
  stage (catalogue, row, at (catalogue, 0), 4);
  g_assert_cmpint (find_problem (catalogue, row, 0), ==, PASAR_RULE_STOCK_RESERVED);
  g_assert_cmpint (find_problem (catalogue, row, 1), ==, PASAR_RULE_OK);
  stage (catalogue, row, at (catalogue, 1), 11);
  g_assert_cmpint (find_problem (catalogue, row, 0), ==, PASAR_RULE_OK);
  stage (catalogue, row, at (catalogue, 1), -1);
  g_assert_cmpint (find_problem (catalogue, row, 1), ==, PASAR_RULE_STOCK_NEGATIVE);
  g_assert_cmpint (fixture_problem (catalogue, 1, 0, PASAR_FIELD_STOCK),
                   ==,
                   PASAR_RULE_STOCK_NEGATIVE);
}

static void
compute (PasarCatalogue *catalogue, PasarCommandKind kind, PasarField field, const char *text)
{
  g_autoptr (PasarCommand) command =
      fixture_command (catalogue, kind, NULL, PASAR_ALL_ROWS, field, text);
  g_autoptr (GError) error = NULL;
  GArray *edits;

  command->field = (int) field;
  edits = pasar_command_compute (command, catalogue, &error);
  g_assert_no_error (error);
  fixture_stage_edits (catalogue, edits);
}

static void
test_commands (void)
{
  static const Stocks plain = { 30, 10, PASAR_NO_VALUE };
  static const Stocks first = { 8, PASAR_NO_VALUE, 4 };
  static const Stocks second = { 12, 6, PASAR_NO_VALUE };
  g_autoptr (PasarCatalogue) catalogue = make_catalogue ();

  put (catalogue, 0, plain, 0);
  put_models (catalogue, first, second);
  compute (catalogue, PASAR_COMMAND_EACH, at (catalogue, 1), "+50%");
  assert_shown (catalogue, 0, "45* 30 15* -");
  assert_shown (catalogue, 1, "12 8 - 4");
  assert_shown (catalogue, 2, "21* 12 9* -");
  /* Names of columns are those of what is staged. */
  compute (catalogue, PASAR_COMMAND_EACH, at (catalogue, 0), "=stock_my2*2");
  assert_shown (catalogue, 0, "45* 30 15* -");
  assert_shown (catalogue, 2, "27* 18* 9* -");
  compute (catalogue, PASAR_COMMAND_IN_ALL, at (catalogue, 0), "28");
  assert_shown (catalogue, 0, "30* 15* 15* -");
  assert_shown (catalogue, 1, "8* 4* - 4");
  assert_shown (catalogue, 2, "18* 9* 9* -");
  compute (catalogue, PASAR_COMMAND_DISCARD, at (catalogue, 0), NULL);
  assert_shown (catalogue, 0, "45* 30 15* -");
  assert_shown (catalogue, 1, "12 8 - 4");
  compute (catalogue, PASAR_COMMAND_EACH, PASAR_FIELD_STOCK, "+1");
  assert_shown (catalogue, 0, "46* 31* 15* -");
  assert_shown (catalogue, 1, "13* 9* - 4");
  compute (catalogue, PASAR_COMMAND_DISCARD, PASAR_FIELD_STOCK, NULL);
  assert_shown (catalogue, 0, "40 30 10 -");
  assert_shown (catalogue, 2, "18 12 6 -");
}

static PasarCellInfo
read_cell (PasarCatalogue *catalogue, PasarColumn column)
{
  PasarCellInfo cell;

  pasar_cell_info_read (&cell,
                        catalogue,
                        pasar_catalogue_find_editable (catalogue, keys[0]),
                        column,
                        FALSE);
  return cell;
}

/* Where pieces have moved is shown at the locations. */
static void
test_cells (void)
{
  static const Stocks stocks = { 30, 10, PASAR_NO_VALUE };
  g_autoptr (PasarCatalogue) catalogue = make_catalogue ();
  const PasarColumn first = pasar_column_for_field (at (catalogue, 0));

  put (catalogue, 0, stocks, 0);
  g_assert_true (read_cell (catalogue, first).is_editable);
  g_assert_false (read_cell (catalogue, first + 2).is_editable);
  g_assert_false (read_cell (catalogue, first + 2).is_locked);
  stage (catalogue, 0, at (catalogue, 0), 25);
  g_assert_true (read_cell (catalogue, first).is_changed);
  g_assert_true (read_cell (catalogue, PASAR_COLUMN_STOCK).is_changed);
  stage (catalogue, 0, at (catalogue, 1), 15);
  g_assert_true (read_cell (catalogue, first + 1).is_changed);
  g_assert_false (read_cell (catalogue, PASAR_COLUMN_STOCK).is_changed);
  g_assert_cmpuint (fixture_count_rows (catalogue, PASAR_STATE_CHANGED), ==, 1);
}

static void
test_each_location (void)
{
  static const Stocks plain = { 30, 10, PASAR_NO_VALUE };
  static const Stocks first = { 8, PASAR_NO_VALUE, PASAR_NO_VALUE };
  static const Stocks second = { PASAR_NO_VALUE, 6, 3 };
  g_autoptr (PasarCatalogue) catalogue = make_catalogue ();

  put (catalogue, 0, plain, 0);
  put_models (catalogue, first, second);
  compute (catalogue, PASAR_COMMAND_EACH_LOCATION, PASAR_FIELD_STOCK, "12");
  assert_shown (catalogue, 0, "24* 12* 12* -");
  assert_shown (catalogue, 1, "12* 12* - -");
  assert_shown (catalogue, 2, "24* - 12* 12*");
  /* What it means by the stock is that of the location. */
  compute (catalogue, PASAR_COMMAND_EACH_LOCATION, PASAR_FIELD_STOCK, "=stock*2-14");
  assert_shown (catalogue, 0, "20* 10* 10 -");
  g_assert_true (fixture_undo (catalogue));
  g_assert_true (fixture_undo (catalogue));
  assert_shown (catalogue, 2, "9 - 6 3");
}

/* A row that the shop does not have any more keeps what is staged by location, and so does one that
 * is not there yet. */
static void
test_gone (void)
{
  static const Stocks stocks = { 30, 10, PASAR_NO_VALUE };
  g_autoptr (PasarCatalogue) catalogue = make_catalogue ();
  g_autoptr (PasarCatalogue) next = make_catalogue ();
  g_autoptr (GArray) staged = NULL;

  put (catalogue, 1, stocks, 0);
  stage (catalogue, 1, at (catalogue, 0), 5);
  pasar_catalogue_remove_item (catalogue, 2);
  assert_shown (catalogue, 1, "15* 5* 10 -");
  g_assert_cmpint (fixture_problem (catalogue, 2, 21, PASAR_FIELD_STOCK), ==, PASAR_RULE_GONE);

  staged = pasar_catalogue_dup_staged (catalogue);
  g_assert_cmpuint (staged->len, ==, 1);
  pasar_catalogue_freeze (next);
  for (guint i = 0; i < staged->len; i++)
    {
      const PasarStagedValue *value = &g_array_index (staged, PasarStagedValue, i);

      pasar_catalogue_restore_staged (next,
                                      value->key,
                                      value->field,
                                      value->value,
                                      value->base,
                                      value->refusal);
    }
  pasar_catalogue_end_restore (next);
  pasar_catalogue_thaw (next);
  g_assert_cmpuint (pasar_catalogue_get_n_waiting (next), ==, 1);
  put (next, 1, stocks, 0);
  assert_shown (next, 1, "15* 5* 10 -");
  g_assert_cmpuint (pasar_catalogue_get_n_waiting (next), ==, 0);
  stage (next, 1, at (next, 0), PASAR_NO_VALUE);
  assert_shown (next, 1, "40 30 10 -");

  compute (catalogue, PASAR_COMMAND_DISCARD, PASAR_FIELD_STOCK, NULL);
  g_assert_cmpuint (pasar_catalogue_get_n_items (catalogue), ==, 0);
}

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
      const PasarRowValue sum = read_value (catalogue, i, PASAR_FIELD_STOCK);
      Stocks stocks;

      naive_read (row, stocks);
      g_assert_cmpint (sum.value, ==, naive_sum (row, row->shop));
      g_assert_cmpint (sum.effective, ==, naive_sum (row, stocks));
      g_assert_cmpint (sum.staged, ==, is_staged ? sum.effective : PASAR_NO_VALUE);
      for (guint n = 0; n < N_LOCATIONS; n++)
        g_assert_cmpint (read_value (catalogue, i, at (catalogue, n)).effective, ==, stocks[n]);
    }
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
    put_models (catalogue, stocks[0], stocks[1]);
  else
    put (catalogue, 0, stocks[0], 0);
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
  pasar_catalogue_restore_staged (catalogue, keys[i], PASAR_FIELD_STOCK, total, 0, NULL);
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
  stage (catalogue, i, n < N_LOCATIONS ? at (catalogue, n) : PASAR_FIELD_STOCK, value);
}

static void
test_random (void)
{
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (PasarCatalogue) catalogue = make_catalogue ();
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
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/locations/edits", test_edits);
  g_test_add_func ("/locations/one-location", test_one_location);
  g_test_add_func ("/locations/refresh", test_refresh);
  g_test_add_func ("/locations/total", test_total);
  g_test_add_func ("/locations/rules", test_rules);
  g_test_add_func ("/locations/commands", test_commands);
  g_test_add_func ("/locations/each-location", test_each_location);
  g_test_add_func ("/locations/cells", test_cells);
  g_test_add_func ("/locations/gone", test_gone);
  g_test_add_func ("/locations/random", test_random);

  return g_test_run ();
}
