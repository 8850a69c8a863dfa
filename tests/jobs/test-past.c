/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs-fixture.h"

#include "jobs/past.h"

#define DAY PASAR_MS_OF_DAY

static void
add (GArray *values, gint64 at_ms, gint64 value)
{
  const PasarPastValue added = { at_ms, value };

  g_array_append_val (values, added);
}

static void
check_point (const GArray *points, guint n, gint64 at_ms, gint64 value, gint64 plain)
{
  const PasarPastPoint *point;

  g_assert_cmpuint (n, <, points->len);
  point = &g_array_index (points, PasarPastPoint, n);
  g_assert_cmpint (point->at_ms, ==, at_ms);
  g_assert_cmpint (point->value, ==, value);
  g_assert_cmpint (point->plain, ==, plain);
}

/* Readings, promotions and what was sent, in one line. */
static void
test_prices (void)
{
  g_autoptr (PasarPast) past = pasar_past_new ();
  g_autoptr (GArray) none = pasar_past_list_prices (past);
  g_autoptr (GArray) points = NULL;

  g_assert_cmpuint (none->len, ==, 0);
  add (past->read[PASAR_READING_PROMOTION], 500, 70);
  add (past->read[PASAR_READING_PROMOTION], 600, 0);
  add (past->read[PASAR_READING_PRICE], 1000, 100);
  add (past->read[PASAR_READING_PROMOTION], 2000, 80);
  add (past->read[PASAR_READING_PROMOTION], 3000, 0);
  add (past->written[PASAR_CALL_PRICE], 4000, 120);
  add (past->read[PASAR_READING_PRICE], 4000, 120);
  points = pasar_past_list_prices (past);
  g_assert_cmpuint (points->len, ==, 5);
  check_point (points, 0, 1000, 100, 100);
  check_point (points, 1, 2000, 80, 100);
  check_point (points, 2, 3000, 100, 100);
  check_point (points, 3, 4000, 120, 120);
  g_assert_true (g_array_index (points, PasarPastPoint, 4).is_submitted);
  g_assert_cmpint (pasar_past_find_promotion (points), ==, 0);
  g_assert_cmpuint (pasar_past_find_at (points, 999), ==, G_MAXUINT);
  g_assert_cmpuint (pasar_past_find_at (points, 2999), ==, 1);
  g_assert_cmpuint (pasar_past_find_at (points, 9999), ==, 4);
}

/* A promotion counts; what was over before the days does not, but what still held then does. */
static void
test_lowest (void)
{
  g_autoptr (PasarPast) past = pasar_past_new ();
  g_autoptr (GArray) points = NULL;
  PasarLowest lowest;

  add (past->read[PASAR_READING_PRICE], 10 * DAY, 50);
  add (past->read[PASAR_READING_PRICE], 20 * DAY, 90);
  add (past->read[PASAR_READING_PRICE], 80 * DAY, 100);
  add (past->read[PASAR_READING_PROMOTION], 85 * DAY, 95);
  add (past->read[PASAR_READING_PROMOTION], 86 * DAY, 0);
  add (past->read[PASAR_READING_LOOK], 60 * DAY, 60);
  add (past->read[PASAR_READING_LOOK], 80 * DAY, 80);
  add (past->read[PASAR_READING_LOOK], 85 * DAY, 85);
  points = pasar_past_list_prices (past);
  g_assert_true (pasar_past_find_lowest (past, points, 100 * DAY, &lowest));
  g_assert_cmpint (lowest.point.value, ==, 90);
  g_assert_cmpint (lowest.point.at_ms, ==, 20 * DAY);
  g_assert_cmpuint (lowest.n_days, ==, 30);
  g_assert_cmpuint (lowest.n_looks, ==, 2);
  g_assert_true (pasar_past_find_lowest (past, points, 111 * DAY, &lowest));
  g_assert_cmpint (lowest.point.value, ==, 95);
  g_assert_cmpint (lowest.point.plain, ==, 100);
  g_assert_false (pasar_past_find_lowest (past, points, 10 * DAY, &lowest));
}

/* Fewer days are said to be fewer, and a promotion that runs is not its own reference. */
static void
test_lowest_young (void)
{
  g_autoptr (PasarPast) past = pasar_past_new ();
  g_autoptr (GArray) points = NULL;
  PasarLowest lowest;

  add (past->read[PASAR_READING_PRICE], 100 * DAY, 100);
  add (past->read[PASAR_READING_PROMOTION], 110 * DAY, 60);
  points = pasar_past_list_prices (past);
  g_assert_true (pasar_past_find_lowest (past, points, 112 * DAY - 1, &lowest));
  g_assert_cmpint (lowest.point.value, ==, 60);
  g_assert_cmpuint (lowest.n_days, ==, 12);
  g_assert_cmpint (pasar_past_find_promotion (points), ==, 110 * DAY);
  g_assert_true (
      pasar_past_find_lowest (past, points, pasar_past_find_promotion (points), &lowest));
  g_assert_cmpint (lowest.point.value, ==, 100);
  g_assert_cmpuint (lowest.n_days, ==, 10);
}

static PasarPast *
read_past (World *world, guint nth_item, guint nth_model)
{
  const PasarRowKey key =
      pasar_catalogue_row_get_key (world_catalogue (world), world_row (world, nth_item, nth_model));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  PasarPast *past;

  pasar_store_read_past_async (world->store,
                               pasar_session_get_shop (world->session)->id,
                               key.item_id,
                               key.model_id,
                               NULL,
                               pasar_test_keep_result_cb,
                               &result);
  past = pasar_store_finish_object (world->store, pasar_test_wait_result (&result), &error);
  g_assert_no_error (error);
  return past;
}

static gint64
get_last (const GArray *values)
{
  g_assert_cmpuint (values->len, >, 0);
  return g_array_index (values, PasarPastValue, values->len - 1).value;
}

/* A load keeps what it reads of each row, and only what is new. */
static void
test_load (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "40", NULL));
  g_autoptr (PasarPast) first = read_past (world, 0, 0);
  g_autoptr (PasarPast) model = read_past (world, 1, 5);
  g_autoptr (PasarPast) again = NULL;

  g_assert_cmpuint (first->read[PASAR_READING_PRICE]->len, ==, 1);
  g_assert_cmpint (get_last (first->read[PASAR_READING_PRICE]),
                   ==,
                   world_value (world, 0, 0, PASAR_FIELD_PRICE));
  g_assert_cmpuint (first->read[PASAR_READING_LOOK]->len, ==, 1);
  g_assert_cmpint (get_last (model->read[PASAR_READING_STOCK]), ==, 25);
  pasar_test_sandbox_change (world->sandbox,
                             "{\"do\":\"set_price\",\"item_id\":%" G_GINT64_FORMAT
                             ",\"minor\":2100}",
                             pasar_test_sandbox_item (0));
  world_load (world);
  again = read_past (world, 0, 0);
  g_assert_cmpuint (again->read[PASAR_READING_PRICE]->len, ==, 2);
  g_assert_cmpint (get_last (again->read[PASAR_READING_PRICE]), ==, 2100);
  g_assert_cmpuint (again->read[PASAR_READING_STOCK]->len, ==, 1);
}

/* What the shop took is known from then on, also if nobody looks. */
static void
test_submitted (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "40", NULL));
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarPast) past = NULL;

  world_stage (world, 0, 0, PASAR_FIELD_PRICE, 2050);
  plan = world_submit_ok (world);
  past = read_past (world, 0, 0);
  g_assert_cmpint (get_last (past->read[PASAR_READING_PRICE]), ==, 2050);
  g_assert_cmpuint (past->written[PASAR_CALL_PRICE]->len, ==, 1);
  g_assert_cmpint (get_last (past->written[PASAR_CALL_PRICE]), ==, 2050);
  g_assert_cmpuint (past->written[PASAR_CALL_STOCK]->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/past/prices", test_prices);
  g_test_add_func ("/past/lowest", test_lowest);
  g_test_add_func ("/past/lowest-young", test_lowest_young);
  g_test_add_func ("/past/load", test_load);
  g_test_add_func ("/past/submitted", test_submitted);
  return g_test_run ();
}
