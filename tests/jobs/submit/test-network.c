/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs-fixture.h"

/* Each call through each fault, before and after the shop took it, and taken late: what is told of
 * a row is what the shop has, or that it is not known. */

/* One of 500 parts of the times in the world: looks for 30 s and 75 s, effects late by 1, 10 and
 * 60 s. */
#define TIMING ((PasarTiming){ 60000, 60, 150 })

#define N_ROUNDS 10

static const char *const kinds[] = {
  "kind=reset",
  "kind=truncate",
  "kind=truncate,length=valid",
  "kind=html",
  "kind=status,value=500",
  "kind=status,value=502",
  "kind=status,value=504",
  "kind=wrong-json",
  "kind=wrong-types",
  "kind=wrong-types,mode=null",
  "kind=error",
  "kind=delay,value=20",
  "kind=hang",
};

static const char *const moments[] = {
  "when=before", "when=after", "late=2", "late=20", "late=120",
};

static guint n_checked;

static World *
new_world (void)
{
  World *world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));

  pasar_session_set_timing (world->session, TIMING);
  pasar_client_set_timeout (pasar_session_get_client (world->session), 1);
  return world;
}

/* Draws one for the first of the calls. Returns whether the shop takes that one. */
static gboolean
add_fault (World *world, const char *call)
{
  const guint moment = (guint) g_test_rand_int_range (0, G_N_ELEMENTS (moments));
  g_autofree char *fault = g_strdup_printf ("call=%s,nth=1,%s,%s",
                                            call,
                                            kinds[g_test_rand_int_range (0, G_N_ELEMENTS (kinds))],
                                            moments[moment]);

  g_test_message ("%s", fault);
  pasar_test_sandbox_fault (world->sandbox, fault);
  return moment != 0;
}

static gint64
get_at_shop (World *world, const PasarChangeInfo *info)
{
  if (info->field == PASAR_FIELD_PRICE)
    return pasar_test_sandbox_get_price (world->sandbox, info->key.item_id, 0);
  return pasar_test_sandbox_get_stock (world->sandbox, info->key.item_id, 0, 0)
         + pasar_test_sandbox_get_stock (world->sandbox, info->key.item_id, 0, 1);
}

static void
assert_told_truly (World *world, PasarPlan *plan)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (plan)); i++)
    {
      g_autoptr (PasarChange) change = g_list_model_get_item (G_LIST_MODEL (plan), i);
      const PasarChangeInfo *info = pasar_change_read (change);
      const guint row = pasar_catalogue_find (world_catalogue (world), info->key.item_id, 0);
      const gint64 staged =
          pasar_catalogue_read_field (world_catalogue (world), row, info->field).staged;
      const gint64 at_shop = get_at_shop (world, info);

      g_test_message ("%" G_GINT64_FORMAT ", field %d: state %d, %s",
                      info->key.item_id,
                      (int) info->field,
                      (int) info->state,
                      info->reason != NULL ? info->reason : "");
      if (info->state == PASAR_CHANGE_DONE)
        {
          g_assert_cmpint (at_shop, ==, info->new_value);
          g_assert_cmpint (staged, ==, PASAR_NO_VALUE);
        }
      else
        {
          if (info->state == PASAR_CHANGE_REFUSED)
            g_assert_cmpint (at_shop, ==, info->old_value);
          else
            g_assert_true (info->state == PASAR_CHANGE_UNKNOWN
                           || info->state == PASAR_CHANGE_UNCERTAIN
                           || info->state == PASAR_CHANGE_SKIPPED);
          g_assert_cmpint (staged, ==, info->new_value);
        }
      n_checked++;
    }
}

static void
end_late (World *world)
{
  pasar_test_sandbox_clear_faults (world->sandbox);
  pasar_test_sandbox_change (world->sandbox, "{\"do\":\"apply_late\"}");
}

/* What could not be told is found out as soon as the network is there. */
static void
settle_rest (World *world)
{
  g_autoptr (PasarJob) settle = pasar_settle_job_new (world->session);
  g_autoptr (PasarPlan) rest = NULL;
  g_autoptr (GError) error = NULL;

  run_job (settle, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_unfinished (world), ==, 0);
  rest = world_submit_ok (world);
  assert_told_truly (world, rest);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (world_catalogue (world)), ==, 0);
}

/* Four whose price and stock nothing locks. */
static void
list_items (World *world, guint nth_items[4])
{
  guint n = 0;

  for (guint i = 30; n < 4; i++)
    {
      const guint row = world_row (world, i, 0);

      if (pasar_catalogue_check (world_catalogue (world), row, PASAR_FIELD_PRICE, 2000)
              == PASAR_RULE_OK
          && pasar_catalogue_check (world_catalogue (world), row, PASAR_FIELD_STOCK, 2000)
                 == PASAR_RULE_OK
          && pasar_catalogue_read_row (world_catalogue (world), row).item_row == row)
        nth_items[n++] = i;
    }
}

static void
test_writes (void)
{
  g_autoptr (World) world = new_world ();
  guint nth_items[4];

  list_items (world, nth_items);

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      const gboolean is_price = g_test_rand_bit ();
      g_autoptr (PasarPlan) plan = NULL;
      g_autoptr (GError) error = NULL;

      for (guint i = 0; i < G_N_ELEMENTS (nth_items); i++)
        world_stage (world,
                     nth_items[i],
                     0,
                     is_price ? PASAR_FIELD_PRICE : PASAR_FIELD_STOCK,
                     2000 + 20 * (gint64) round + i);
      add_fault (world, is_price ? "update_price" : "update_stock");
      plan = world_submit (world, &error);
      g_test_message ("%s", error != NULL ? error->message : "no error");
      end_late (world);
      assert_told_truly (world, plan);
      settle_rest (world);
    }
}

/* One after the other, each in a slot of its own: a boost that the shop took is not sent again. */
static void
test_boosts (void)
{
  static const guint boostable[] = { 0, 5, 8, 10, 20 };
  g_autoptr (World) world = new_world ();

  for (guint i = 0; i < G_N_ELEMENTS (boostable); i++)
    {
      const gint64 item_id = pasar_test_sandbox_item (boostable[i]);
      g_autoptr (PasarJob) job = pasar_boost_job_new (world->session, &item_id, 1);
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GArray) slots = NULL;
      const PasarJournalRow *outcome;
      gboolean is_boosted = FALSE;
      gboolean is_taken;

      pasar_test_sandbox_clear_log (world->sandbox);
      is_taken = add_fault (world, "boost_item");
      run_job (job, NULL);
      g_assert_cmpuint (pasar_test_sandbox_count (world->sandbox, "boost_item"),
                        <=,
                        is_taken ? 1 : 3);
      end_late (world);
      pasar_session_get_boosts_async (world->session, NULL, pasar_test_keep_result_cb, &result);
      slots =
          pasar_session_get_boosts_finish (world->session, pasar_test_wait_result (&result), NULL);
      g_assert_nonnull (slots);
      for (guint k = 0; k < slots->len; k++)
        is_boosted |= g_array_index (slots, PasarBoostSlot, k).item_id == item_id;
      outcome = g_ptr_array_index (pasar_boost_job_get_outcomes (PASAR_BOOST_JOB (job)), 0);
      g_test_message ("state %d", (int) outcome->state);
      if (outcome->state != PASAR_CHANGE_UNKNOWN)
        g_assert_cmpint (outcome->state == PASAR_CHANGE_DONE, ==, is_boosted);
      n_checked++;
    }
}

static const char *const reads[] = {
  "get_shop_info", "get_item_list", "get_item_base_info", "get_model_list", "*",
};

/* A reading that fails leaves rows as they were; none gets a value that the shop never had, and
 * none is taken for gone. */
static void
test_reads (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));
  const guint n_items = pasar_catalogue_get_n_items (world_catalogue (world));

  pasar_client_set_timeout (pasar_session_get_client (world->session), 1);
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      const guint nth = 30 + (guint) g_test_rand_int_range (0, 30);
      const gint64 item_id = pasar_test_sandbox_item (nth);
      const gint64 old_price = world_value (world, nth, 0, PASAR_FIELD_PRICE);
      const gint64 new_price = 2500 + (gint64) round;
      g_autofree char *fault =
          g_strdup_printf ("call=%s,%s,%s",
                           reads[g_test_rand_int_range (0, G_N_ELEMENTS (reads))],
                           g_test_rand_bit () ? "nth=1" : "every=2",
                           kinds[g_test_rand_int_range (0, G_N_ELEMENTS (kinds) - 1)]);
      g_autoptr (PasarJob) job = pasar_load_job_new (world->session);
      g_autoptr (GError) error = NULL;
      gint64 price;

      pasar_test_sandbox_change (world->sandbox,
                                 "{\"do\":\"set_price\",\"item_id\":%" G_GINT64_FORMAT
                                 ",\"minor\":%" G_GINT64_FORMAT "}",
                                 item_id,
                                 new_price);
      pasar_test_sandbox_fault (world->sandbox, fault);
      run_job (job, &error);
      g_test_message ("%s: %s", fault, error != NULL ? error->message : "no error");
      pasar_test_sandbox_clear_faults (world->sandbox);
      g_assert_cmpuint (pasar_catalogue_get_n_items (world_catalogue (world)), ==, n_items);
      price = world_value (world, nth, 0, PASAR_FIELD_PRICE);
      g_assert_true (price == new_price || price == old_price);
      world_load (world);
      g_assert_cmpint (world_value (world, nth, 0, PASAR_FIELD_PRICE), ==, new_price);
      n_checked++;
    }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/network/writes", test_writes);
  g_test_add_func ("/network/boosts", test_boosts);
  g_test_add_func ("/network/reads", test_reads);
  status = g_test_run ();
  g_print ("# calls checked: %u\n", n_checked);
  return status;
}
