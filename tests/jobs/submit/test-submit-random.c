/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs-fixture.h"

/* Random changes, sent through random faults: in the end every change is done and the shop holds
 * its value, or it is still staged and the shop holds the old one. */

#define N_ITEMS  70
#define N_ROUNDS 12

static guint n_read_back; /* rows */

static const char *const fault_kinds[] = {
  "kind=reset,when=before",
  "kind=reset,when=after",
  "kind=truncate",
  "kind=html",
  "kind=status,value=502",
  "kind=status,value=429",
  "kind=wrong-json",
  "kind=delay,value=5",
  "kind=truncate,length=valid",
  "kind=wrong-types",
  "kind=wrong-types,mode=null",
};

static const char *const fault_calls[] = { "update_price",
                                           "update_stock",
                                           "get_item_base_info",
                                           "get_model_list",
                                           "*" };

static void
add_faults (World *world)
{
  const guint n = (guint) g_test_rand_int_range (0, 4);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *fault =
          g_strdup_printf ("call=%s,every=%d,times=%d,%s",
                           fault_calls[g_test_rand_int_range (0, G_N_ELEMENTS (fault_calls))],
                           g_test_rand_int_range (1, 6),
                           g_test_rand_int_range (1, 8),
                           fault_kinds[g_test_rand_int_range (0, G_N_ELEMENTS (fault_kinds))]);

      g_test_message ("%s", fault);
      pasar_test_sandbox_fault (world->sandbox, fault);
    }
}

static void
stage_random (World *world)
{
  PasarCatalogue *catalogue = world_catalogue (world);
  g_autoptr (GAsyncResult) flushed = NULL;

  for (guint row = 0; row < pasar_catalogue_get_n_rows (catalogue); row++)
    {
      const PasarField field = g_test_rand_bit () ? PASAR_FIELD_PRICE : PASAR_FIELD_STOCK;
      const gint64 value = field == PASAR_FIELD_PRICE ? g_test_rand_int_range (1500, 3000)
                                                      : g_test_rand_int_range (20, 900);

      if (pasar_catalogue_read_row (catalogue, row).is_alive
          && !pasar_catalogue_read_row (catalogue, row).is_header
          && g_test_rand_int_range (0, 4) == 0)
        start_stage (world->session, row, field, value, NULL);
    }
  pasar_session_flush_async (world->session, pasar_test_keep_result_cb, &flushed);
  pasar_session_write_finish (world->session, pasar_test_wait_result (&flushed), NULL, NULL);
}

/* What the shop holds of a row, by its own word. */
static gint64
get_held (JsonObject *item, gint64 model_id, PasarField field)
{
  JsonArray *rows = json_object_get_array_member (item, "rows");

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      JsonArray *locations;
      gint64 sum = 0;

      if (json_object_get_int_member_with_default (row, "model_id", 0) != model_id)
        continue;
      if (field == PASAR_FIELD_PRICE)
        return json_object_get_int_member (row, "price_minor");
      locations = json_object_get_array_member (row, "stock");
      for (guint k = 0; k < json_array_get_length (locations); k++)
        sum += json_array_get_int_element (locations, k);
      return sum;
    }
  g_assert_not_reached ();
}

static void
assert_as_told (World *world, PasarPlan *plan)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (plan)); i++)
    {
      g_autoptr (PasarChange) change = g_list_model_get_item (G_LIST_MODEL (plan), i);
      const PasarRowKey key = pasar_change_read (change)->key;
      const PasarField field = pasar_change_read (change)->field;
      g_autofree char *path =
          g_strdup_printf ("/_sandbox/item?item_id=%" G_GINT64_FORMAT, key.item_id);
      g_autoptr (JsonNode) item = pasar_test_sandbox_get (world->sandbox, path);
      const gint64 held = get_held (json_node_get_object (item), key.model_id, field);
      const guint row = pasar_catalogue_find (world_catalogue (world), key.item_id, key.model_id);
      const gint64 staged =
          pasar_catalogue_read_row (world_catalogue (world), row).values[field].staged;

      g_test_message ("%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT " field %d, state %d",
                      key.item_id,
                      key.model_id,
                      (int) field,
                      (int) pasar_change_read (change)->state);
      /* An item whose price was never set holds 0, and its answers have none. */
      g_assert_cmpint (MAX (pasar_catalogue_read_row (world_catalogue (world), row)
                                .values[field]
                                .value,
                            0),
                       ==,
                       held);
      if (staged == PASAR_NO_VALUE)
        g_assert_cmpint (held, ==, pasar_change_read (change)->new_value);
      else
        {
          g_assert_cmpint (staged, ==, pasar_change_read (change)->new_value);
          g_assert_cmpint (held, ==, MAX (pasar_change_read (change)->old_value, 0));
          g_assert_cmpint (pasar_change_read (change)->state, !=, PASAR_CHANGE_DONE);
        }
      n_read_back++;
    }
}

/* Never for long. */
static gboolean
pause_cb (gpointer data)
{
  pasar_submit_job_set_paused (data, g_test_rand_int_range (0, 6) == 0);
  return G_SOURCE_CONTINUE;
}

/* While it is paused now and then. */
static PasarPlan *
submit (World *world, GError **error)
{
  PasarPlan *plan = pasar_plan_new (world_catalogue (world));
  g_autoptr (PasarJob) job = NULL;
  guint pauses;

  jobs_confirm (plan);
  job = pasar_submit_job_new (world->session, plan);
  pauses = g_timeout_add (20, pause_cb, job);
  run_job (job, error);
  g_source_remove (pauses);
  return plan;
}

static void
test_random_faults (void)
{
  g_autofree char *n_items = g_strdup_printf ("%d", N_ITEMS);
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", n_items, NULL));
  guint n_done = 0;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PasarPlan) plan = NULL;
      g_autoptr (PasarJob) settle = NULL;

      stage_random (world);
      add_faults (world);
      plan = submit (world, &error);
      g_test_message ("round %u: %s", round, error != NULL ? error->message : "no error");
      g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_READY), ==, 0);
      g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_SENDING), ==, 0);
      pasar_test_sandbox_clear_faults (world->sandbox);
      if (g_test_rand_bit ())
        world_restart (world);
      g_clear_error (&error);
      settle = pasar_settle_job_new (world->session);
      run_job (settle, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (count_unfinished (world), ==, 0);
      world_load (world);
      assert_as_told (world, plan);
      n_done += pasar_plan_count_state (plan, PASAR_CHANGE_DONE);
    }
  g_assert_cmpuint (n_done, >, 0);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/submit-random/faults", test_random_faults);
  status = g_test_run ();
  g_print ("# rows read back: %u\n", n_read_back);
  return status;
}
