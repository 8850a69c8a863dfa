/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "run-fixture.h"

void
stage_stocks (World *world, guint n)
{
  for (guint i = 0; i < n; i++)
    world_stage (world,
                 FIRST_ITEM + i,
                 0,
                 PASAR_FIELD_STOCK,
                 world_value (world, FIRST_ITEM + i, 0, PASAR_FIELD_STOCK) + 100);
}

void
run_start (Run *run, World *world)
{
  *run = (Run){ .world = world, .plan = pasar_plan_new (world_catalogue (world)) };
  jobs_confirm (run->plan);
  pasar_test_sandbox_clear_log (world->sandbox);
  run->job = pasar_submit_job_new (world->session, run->plan);
  pasar_job_run_async (run->job, pasar_test_keep_result_cb, &run->result);
}

void
run_end (Run *run, GError **error)
{
  pasar_job_run_finish (run->job, pasar_test_wait_result (&run->result), error);
  g_clear_object (&run->result);
  g_clear_object (&run->job);
}

guint
run_count (Run *run, PasarChangeState state)
{
  return pasar_plan_count_state (run->plan, state);
}

char *
dup_calls (World *world)
{
  g_autoptr (JsonNode) log = pasar_test_sandbox_get (world->sandbox, "/_sandbox/log");
  JsonArray *requests = json_object_get_array_member (json_node_get_object (log), "requests");
  GString *calls = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (requests); i++)
    {
      const char *call =
          json_object_get_string_member (json_array_get_object_element (requests, i), "call");

      if (g_str_equal (call, "update_stock"))
        g_string_append_c (calls, 'w');
      else if (g_str_equal (call, "get_item_base_info"))
        g_string_append_c (calls, 'r');
    }
  return g_string_free (calls, FALSE);
}
