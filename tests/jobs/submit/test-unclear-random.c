/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fake-shop.h"

#include <string.h>

/* Items that are sold while their stock is written, at a gateway that loses answers, and carries
 * writes out late or never: no change is told other than it is, and no sale is undone that the
 * seller did not see when the change was confirmed. */

#define FIRST_ID G_GINT64_CONSTANT (1000)
#define N_ITEMS  8
#define N_ROUNDS 60
/* A write that was not carried out by the last look never is. */
#define N_LOOKS 7

typedef struct
{
  gint64 stock;
  gint64 seen;    /* the stock when the seller confirmed */
  gint64 wanted;  /* what the seller confirmed */
  gint64 pending; /* written, not carried out yet; -1 none */
  guint late_look;
  guint n_looks;      /* since it was written */
  guint n_writes;     /* in this round */
  gboolean was_taken; /* in this round */
  gboolean
      was_shown; /* the shop had what is wanted when it was read in this round, by sales or not */
  gboolean was_sold_back; /* after it was taken, sales brought the stock back to what was seen */
} Item;

typedef struct
{
  FakeShop base;
  Item items[N_ITEMS];
  gboolean has_faults;
} Shop;

static gboolean
one_in (int n)
{
  return g_test_rand_int_range (0, n) == 0;
}

static void
sell (Shop *shop, Item *item)
{
  if (shop->has_faults && one_in (6))
    item->stock--;
}

static void
take (Item *item, gint64 stock)
{
  item->stock = stock;
  item->pending = -1;
  item->was_taken = TRUE;
}

static char *
dup_write_answer (Shop *shop, const char *body)
{
  const char *id = strstr (body, "\"item_id\":");
  const char *stock = strstr (body, "\"stock\":");
  Item *item = &shop->items[g_ascii_strtoll (id + strlen ("\"item_id\":"), NULL, 10) - FIRST_ID];
  const gint64 value = g_ascii_strtoll (stock + strlen ("\"stock\":"), NULL, 10);
  gboolean is_lost = shop->has_faults && one_in (2);

  /* What is sold in between was read before it was sent, and confirmed. */
  g_assert_cmpint (item->stock, ==, item->seen);
  item->n_writes++;
  item->n_looks = 0;
  if (!is_lost || one_in (2))
    take (item, value);
  else
    {
      item->pending = value;
      item->late_look = (guint) g_test_rand_int_range (1, 2 * N_LOOKS);
    }
  sell (shop, item);
  if (!is_lost)
    return g_strdup ("{\"error\":\"\",\"response\":{\"success_list\":[{\"model_id\":0}],"
                     "\"failure_list\":[]}}");
  switch (g_test_rand_int_range (0, 3))
    {
    case 0:
      return g_strdup ("{\"error\":\"\",\"response\":{\"success_list\":[],\"failure_list\":[]}}");
    case 1:
      return g_strdup ("{\"error\":");
    default:
      return NULL;
    }
}

static void
append_item (Shop *shop, GString *json, gint64 item_id)
{
  Item *item = &shop->items[item_id - FIRST_ID];

  item->n_looks++;
  if (item->pending >= 0 && item->n_looks == item->late_look)
    take (item, item->pending);
  sell (shop, item);
  item->was_shown = item->was_shown || item->stock == item->wanted;
  item->was_sold_back = item->was_sold_back || (item->was_taken && item->stock == item->seen);
  if (json->str[json->len - 1] == '}')
    g_string_append_c (json, ',');
  g_string_append_printf (json,
                          "{\"item_id\":%" G_GINT64_FORMAT ",\"item_name\":\"Item\","
                          "\"item_status\":\"NORMAL\",\"has_model\":false,\"price_info\":"
                          "[{\"currency\":\"SGD\",\"original_price\":9.90,\"current_price\":9.90}],"
                          "\"stock_info_v2\":{\"seller_stock\":[{\"stock\":%" G_GINT64_FORMAT
                          "}]}}",
                          item_id,
                          item->stock);
}

static char *
dup_items (Shop *shop, GHashTable *query)
{
  g_auto (GStrv) ids = g_strsplit (g_hash_table_lookup (query, "item_id_list"), ",", -1);
  GString *json = g_string_new ("{\"error\":\"\",\"response\":{\"item_list\":[");

  for (guint i = 0; ids[i] != NULL; i++)
    append_item (shop, json, g_ascii_strtoll (ids[i], NULL, 10));
  g_string_append (json, "]}}");
  return g_string_free (json, FALSE);
}

static void
answer_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  Shop *shop = user_data;
  g_autofree char *body = NULL;

  if (g_str_has_suffix (path, "/update_stock"))
    body =
        dup_write_answer (shop,
                          fake_server_get (shop->base.server, shop->base.server->requests->len - 1)
                              ->body);
  else
    body = dup_items (shop, query);
  fake_server_answer (message, body != NULL ? 200 : 502, body != NULL ? body : "Bad Gateway");
}

static void
load (Shop *shop)
{
  gint64 ids[N_ITEMS];
  g_autoptr (PasarJob) job = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_ITEMS; i++)
    ids[i] = FIRST_ID + i;
  job = pasar_load_job_new_for_items (shop->base.session, ids, N_ITEMS);
  run_job (job, &error);
  g_assert_no_error (error);
}

static void
stage_random (Shop *shop)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (shop->base.session);

  for (guint i = 0; i < N_ITEMS; i++)
    {
      const gint64 value = g_test_rand_int_range (100, 1000);
      g_autoptr (GError) error = NULL;

      if (!one_in (2))
        continue;
      try_stage (shop->base.session,
                 pasar_catalogue_find (catalogue, FIRST_ID + i, 0),
                 PASAR_FIELD_STOCK,
                 value,
                 &error);
      g_assert_no_error (error);
    }
}

/* What would have been carried out by the last look is, looked at or not. */
static void
end_round (Shop *shop)
{
  for (guint i = 0; i < N_ITEMS; i++)
    {
      Item *item = &shop->items[i];

      if (item->pending >= 0 && item->late_look <= N_LOOKS)
        take (item, item->pending);
      item->pending = -1;
    }
}

/* The seller looks at the review, and confirms what it shows. */
static PasarPlan *
confirm (Shop *shop)
{
  PasarPlan *plan = pasar_plan_new (pasar_session_get_catalogue (shop->base.session));

  for (guint i = 0; i < N_ITEMS; i++)
    {
      shop->items[i].seen = -1;
      shop->items[i].n_writes = 0;
      shop->items[i].was_taken = FALSE;
      shop->items[i].was_shown = FALSE;
      shop->items[i].was_sold_back = FALSE;
    }
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (plan)); i++)
    {
      g_autoptr (PasarChange) change = g_list_model_get_item (G_LIST_MODEL (plan), i);

      Item *item = &shop->items[pasar_change_read (change)->key.item_id - FIRST_ID];

      item->seen = pasar_change_read (change)->old_value;
      item->wanted = pasar_change_read (change)->new_value;
    }
  pasar_plan_set_confirmed (plan, TRUE);
  return plan;
}

static void
submit (Shop *shop, PasarPlan *plan)
{
  g_autoptr (PasarJob) job = pasar_submit_job_new (shop->base.session, plan);
  g_autoptr (GError) error = NULL;

  run_job (job, &error);
  g_test_message ("%s", error != NULL ? error->message : "no error");
}

static void
assert_told_truly (Shop *shop, PasarPlan *plan)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (plan)); i++)
    {
      g_autoptr (PasarChange) change = g_list_model_get_item (G_LIST_MODEL (plan), i);
      const PasarChangeState state = pasar_change_read (change)->state;
      const Item *item = &shop->items[pasar_change_read (change)->key.item_id - FIRST_ID];

      g_test_message ("item %u: state %d, %u writes, taken: %d",
                      i,
                      (int) state,
                      item->n_writes,
                      item->was_taken);
      g_assert_true (state == PASAR_CHANGE_DONE || state == PASAR_CHANGE_REFUSED
                     || state == PASAR_CHANGE_UNCERTAIN || state == PASAR_CHANGE_HELD
                     || state == PASAR_CHANGE_SKIPPED);
      if (state == PASAR_CHANGE_DONE)
        g_assert_true (item->was_taken || item->was_shown);
      if (state == PASAR_CHANGE_REFUSED)
        g_assert_true (!item->was_taken || item->was_sold_back);
      if (state == PASAR_CHANGE_HELD || state == PASAR_CHANGE_SKIPPED)
        g_assert_cmpuint (item->n_writes, ==, 0);
    }
}

static void
test_random (void)
{
  Shop shop = { .has_faults = FALSE };
  guint n_states[PASAR_CHANGE_SENDING + 1] = { 0 };

  for (guint i = 0; i < N_ITEMS; i++)
    shop.items[i] = (Item){ .stock = 2000, .pending = -1 };
  fake_shop_open (&shop.base, answer_cb, &shop);
  pasar_session_set_timing (shop.base.session, (PasarTiming){ 0, 8, 8 });
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (PasarPlan) plan = NULL;

      shop.has_faults = FALSE;
      load (&shop);
      stage_random (&shop);
      plan = confirm (&shop);
      shop.has_faults = TRUE;
      submit (&shop, plan);
      end_round (&shop);
      assert_told_truly (&shop, plan);
      for (guint i = 0; i < G_N_ELEMENTS (n_states); i++)
        n_states[i] += pasar_plan_count_state (plan, (PasarChangeState) i);
    }
  g_assert_cmpuint (n_states[PASAR_CHANGE_DONE], >, 0);
  g_assert_cmpuint (n_states[PASAR_CHANGE_UNCERTAIN], >, 0);
  g_assert_cmpuint (n_states[PASAR_CHANGE_HELD], >, 0);
  fake_shop_close (&shop.base);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/unclear-random/sales", test_random);
  return g_test_run ();
}
