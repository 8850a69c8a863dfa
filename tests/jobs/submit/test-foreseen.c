/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs-fixture.h"

/* Random edits of a shop that changes: what the shop refuses was held back, and what was held back
 * it refuses. */

#define N_ITEMS  90
#define N_ROUNDS 6
/* Its shipping channel has a price limit that no call tells. */
#define CAPPED_ITEM 20

/* Limits of the sandbox, and what is just beyond them; amounts in cents. */
static const gint64 edges[][18] = {
  { 1,
    9,
    10,
    49,
    50,
    99,
    800,
    801,
    900,
    901,
    2666,
    2667,
    3000,
    100000,
    100001,
    9999999,
    100000000,
    100000001 },
  { 0, 1, 4, 5, 11, 12, 13, 14, 20, 99, 300, 5000, 9999, 10000, 10001, 99999, 10000000, 10000001 },
};

static gint64
pick_value (const PasarRowInfo *info, PasarField field)
{
  const guint edge = (guint) g_test_rand_int_range (0, G_N_ELEMENTS (edges[0]));
  const gint64 value = field == PASAR_FIELD_PRICE ? info->values[PASAR_FIELD_PRICE].value : 0;

  if (value <= 0 || g_test_rand_bit ())
    return edges[field == PASAR_FIELD_PRICE ? 0 : 1][edge];
  switch (g_test_rand_int_range (0, 4))
    {
    case 0:
      return value * 11 / 10 + 1;
    case 1:
      return MAX (value * 9 / 10, 1);
    case 2:
      return value * 5;
    default:
      return value * 5 + 1;
    }
}

static void
stage_random (World *world)
{
  PasarCatalogue *catalogue = world_catalogue (world);

  for (guint row = 0; row < pasar_catalogue_get_n_rows (catalogue); row++)
    {
      static const PasarField fields[] = { PASAR_FIELD_PRICE,
                                           PASAR_FIELD_PRICE,
                                           PASAR_FIELD_STOCK,
                                           PASAR_FIELD_LOCATION };
      const PasarField field = fields[g_test_rand_int_range (0, G_N_ELEMENTS (fields))];
      const PasarRowInfo info = pasar_catalogue_read_row (catalogue, row);

      if (!info.is_alive || info.is_header || g_test_rand_int_range (0, 3) == 0
          || (field == PASAR_FIELD_PRICE
              && info.key.item_id == pasar_test_sandbox_item (CAPPED_ITEM)))
        continue;
      start_stage (world->session, row, field, pick_value (&info, field), NULL);
    }
  flush_session (world->session);
}

static void
change_shop (World *world)
{
  static const char *const stagings[] = { "none", "upcoming", "ongoing" };
  static const char *const statuses[] = { "NORMAL", "UNLIST", "BANNED", "REVIEWING" };
  static const char *const modes[] = { "off", "off", "partial", "full" };

  for (guint i = 0; i < 12; i++)
    pasar_test_sandbox_change (world->sandbox,
                               "{\"do\":\"set_promotion\",\"item_id\":%" G_GINT64_FORMAT
                               ",\"staging\":\"%s\"}",
                               pasar_test_sandbox_item ((guint) g_test_rand_int_range (0, N_ITEMS)),
                               stagings[g_test_rand_int_range (0, G_N_ELEMENTS (stagings))]);
  for (guint i = 0; i < 6; i++)
    pasar_test_sandbox_change (world->sandbox,
                               "{\"do\":\"set_status\",\"item_id\":%" G_GINT64_FORMAT
                               ",\"status\":\"%s\"}",
                               pasar_test_sandbox_item ((guint) g_test_rand_int_range (0, N_ITEMS)),
                               statuses[g_test_rand_int_range (0, G_N_ELEMENTS (statuses))]);
  for (guint i = 0; i < 6; i++)
    pasar_test_sandbox_change (world->sandbox,
                               "{\"do\":\"set_reserved\",\"item_id\":%" G_GINT64_FORMAT
                               ",\"reserved\":%d}",
                               pasar_test_sandbox_item ((guint) g_test_rand_int_range (0, N_ITEMS)),
                               g_test_rand_int_range (0, 30));
  pasar_test_sandbox_change (world->sandbox,
                             "{\"do\":\"set_holiday\",\"mode\":\"%s\"}",
                             modes[g_test_rand_int_range (0, G_N_ELEMENTS (modes))]);
  world_load (world);
}

/* Sends one change by itself, as the plan would not. */
static gboolean
is_refused_by_shop (World *world, const PasarChangeInfo *info)
{
  PasarClient *client = pasar_session_get_client (world->session);
  const PasarPriceUpdate price = { info->key.model_id, info->new_value };
  const PasarLocationUpdate location = { NULL, info->new_value };
  const PasarStockUpdate stock = { info->key.model_id, &location, 1 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarWriteResult) answer = NULL;

  if (info->field == PASAR_FIELD_PRICE)
    {
      pasar_client_update_price_async (client,
                                       info->key.item_id,
                                       &price,
                                       1,
                                       NULL,
                                       pasar_test_keep_result_cb,
                                       &result);
      answer = pasar_client_update_price_finish (client, pasar_test_wait_result (&result), &error);
    }
  else
    {
      pasar_client_update_stock_async (client,
                                       info->key.item_id,
                                       &stock,
                                       1,
                                       NULL,
                                       pasar_test_keep_result_cb,
                                       &result);
      answer = pasar_client_update_stock_finish (client, pasar_test_wait_result (&result), &error);
    }
  if (answer == NULL)
    return TRUE;
  return ((PasarOutcome *) g_ptr_array_index (answer->outcomes, 0))->kind == PASAR_OUTCOME_REFUSED;
}

/* Of two prices that are too far apart each may be fine alone, and stock at locations cannot be
 * sent as a sum. */
static gboolean
is_judged_alone (World *world, const PasarChangeInfo *info)
{
  PasarCatalogue *catalogue = world_catalogue (world);
  const guint row = pasar_catalogue_find (catalogue, info->key.item_id, info->key.model_id);

  return pasar_catalogue_find_problem (catalogue, row, info->field) != PASAR_RULE_PRICE_RATIO
         && (info->field == PASAR_FIELD_PRICE
             || pasar_catalogue_row_get_locations (catalogue, row, NULL, 0) < 2);
}

static void
test_random_edits (void)
{
  g_autofree char *n_items = g_strdup_printf ("%d", N_ITEMS);
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", n_items, NULL));
  guint n_unforeseen = 0;
  guint n_needless = 0;
  guint n_done = 0;
  guint n_held = 0;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (PasarPlan) plan = NULL;

      change_shop (world);
      stage_random (world);
      plan = world_submit_ok (world);
      for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (plan)); i++)
        {
          g_autoptr (PasarChange) change = g_list_model_get_item (G_LIST_MODEL (plan), i);
          const PasarChangeInfo *info = pasar_change_read (change);
          const gboolean is_held = info->state == PASAR_CHANGE_HELD;
          const gboolean is_unforeseen = info->state == PASAR_CHANGE_REFUSED;
          const gboolean is_needless =
              is_held && is_judged_alone (world, info) && !is_refused_by_shop (world, info);

          if (is_unforeseen || is_needless)
            g_test_message ("%s: %s, field %d, %" G_GINT64_FORMAT " → %" G_GINT64_FORMAT ": %s",
                            is_needless ? "held" : "refused",
                            info->name,
                            (int) info->field,
                            info->old_value,
                            info->new_value,
                            info->reason);
          n_unforeseen += is_unforeseen;
          n_needless += is_needless;
          n_held += is_held;
          n_done += info->state == PASAR_CHANGE_DONE;
        }
    }
  g_test_message ("refusals not foreseen: %u of %u values sent; held for nothing: %u of %u",
                  n_unforeseen,
                  n_done + n_unforeseen,
                  n_needless,
                  n_held);
  g_assert_cmpuint (n_unforeseen, ==, 0);
  g_assert_cmpuint (n_needless, ==, 0);
  g_assert_cmpuint (n_done, >, 100);
  g_assert_cmpuint (n_held, >, 100);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/foreseen/random-edits", test_random_edits);
  return g_test_run ();
}
