/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fake-shop.h"

#include <string.h>

/* Items that are sold while their stock is written, at a gateway that loses answers, and carries
 * writes out late or never: no change is told other than it is, and no sale is undone that the
 * seller did not see when the change was confirmed. Half of the items have their stock at two
 * locations, between which pieces are moved, too. */

#define FIRST_ID G_GINT64_CONSTANT (1000)
#define N_ITEMS  8
#define N_ROUNDS 60
#define N_PLACES 2
/* A write that was not carried out by the last look never is. */
#define N_LOOKS 7

/* At each location; of an item with one the second stays 0. */
typedef struct
{
  gint64 at[N_PLACES];
} Stock;

typedef struct
{
  Stock stock;
  Stock seen;    /* the stock when the seller confirmed */
  Stock wanted;  /* what the seller confirmed */
  Stock pending; /* written, not carried out yet */
  gboolean is_pending;
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

static const char *const places[N_PLACES] = { "SGZ", "SG2" };

static gboolean
is_same (Stock a, Stock b)
{
  return a.at[0] == b.at[0] && a.at[1] == b.at[1];
}

static gboolean
has_places (const Shop *shop, const Item *item)
{
  return (item - shop->items) % 2 == 1;
}

static gboolean
one_in (int n)
{
  return g_test_rand_int_range (0, n) == 0;
}

static void
sell (Shop *shop, Item *item)
{
  if (shop->has_faults && one_in (6))
    item->stock.at[has_places (shop, item) && one_in (2)]--;
}

static void
take (Item *item, Stock stock)
{
  item->stock = stock;
  item->is_pending = FALSE;
  item->was_taken = TRUE;
}

static gint64
read_number (const char *text, const char *name)
{
  const char *found = strstr (text, name);

  g_assert_nonnull (found);
  return g_ascii_strtoll (found + strlen (name), NULL, 10);
}

static Stock
read_stock (Shop *shop, const Item *item, const char *body)
{
  Stock stock = { 0 };

  if (!has_places (shop, item))
    stock.at[0] = read_number (body, "\"stock\":");
  for (guint i = 0; has_places (shop, item) && i < N_PLACES; i++)
    {
      const char *place = strstr (body, places[i]);

      g_assert_nonnull (place);
      stock.at[i] = read_number (place, "\"stock\":");
    }
  return stock;
}

static char *
dup_write_answer (Shop *shop, const char *body)
{
  Item *item = &shop->items[read_number (body, "\"item_id\":") - FIRST_ID];
  const Stock stock = read_stock (shop, item, body);
  gboolean is_lost = shop->has_faults && one_in (2);

  /* What is sold in between was read before it was sent, and confirmed. */
  g_assert_true (is_same (item->stock, item->seen));
  item->n_writes++;
  item->n_looks = 0;
  if (!is_lost || one_in (2))
    take (item, stock);
  else
    {
      item->pending = stock;
      item->is_pending = TRUE;
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
  if (item->is_pending && item->n_looks == item->late_look)
    take (item, item->pending);
  sell (shop, item);
  item->was_shown = item->was_shown || is_same (item->stock, item->wanted);
  item->was_sold_back =
      item->was_sold_back || (item->was_taken && is_same (item->stock, item->seen));
  if (json->str[json->len - 1] == '}')
    g_string_append_c (json, ',');
  g_string_append_printf (json,
                          "{\"item_id\":%" G_GINT64_FORMAT ",\"item_name\":\"Item\","
                          "\"item_status\":\"NORMAL\",\"has_model\":false,\"price_info\":"
                          "[{\"currency\":\"SGD\",\"original_price\":9.90,\"current_price\":9.90}],"
                          "\"stock_info_v2\":{\"seller_stock\":[",
                          item_id);
  if (has_places (shop, item))
    g_string_append_printf (json,
                            "{\"location_id\":\"%s\",\"stock\":%" G_GINT64_FORMAT
                            "},{\"location_id\":\"%s\",\"stock\":%" G_GINT64_FORMAT "}]}}",
                            places[0],
                            item->stock.at[0],
                            places[1],
                            item->stock.at[1]);
  else
    g_string_append_printf (json, "{\"stock\":%" G_GINT64_FORMAT "}]}}", item->stock.at[0]);
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
stage (Shop *shop, guint i, PasarField field, gint64 value)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (shop->base.session);
  g_autoptr (GError) error = NULL;

  try_stage (shop->base.session,
             pasar_catalogue_find (catalogue, FIRST_ID + i, 0),
             field,
             value,
             &error);
  g_assert_no_error (error);
}

/* Of a stock at two locations one, or both, or pieces go from one to the other. */
static void
stage_at_places (Shop *shop, guint i)
{
  const Item *item = &shop->items[i];
  const guint from = item->stock.at[0] >= item->stock.at[1] ? 0 : 1;
  const gint64 moved = g_test_rand_int_range (1, 50);
  const gboolean is_move = one_in (2);

  for (guint k = 0; k < N_PLACES; k++)
    {
      PasarField field;

      g_assert_true (
          pasar_catalogue_find_location_field (pasar_session_get_catalogue (shop->base.session),
                                               places[k],
                                               &field));
      if (is_move)
        stage (shop, i, field, item->stock.at[k] + (k == from ? -moved : moved));
      else if (k == 0 || one_in (2))
        stage (shop, i, field, g_test_rand_int_range (100, 1000));
    }
}

static void
stage_random (Shop *shop)
{
  for (guint i = 0; i < N_ITEMS; i++)
    {
      if (!one_in (2))
        continue;
      if (has_places (shop, &shop->items[i]))
        stage_at_places (shop, i);
      else
        stage (shop, i, PASAR_FIELD_STOCK, g_test_rand_int_range (100, 1000));
    }
}

/* What would have been carried out by the last look is, looked at or not. */
static void
end_round (Shop *shop)
{
  for (guint i = 0; i < N_ITEMS; i++)
    {
      Item *item = &shop->items[i];

      if (item->is_pending && item->late_look <= N_LOOKS)
        take (item, item->pending);
      item->is_pending = FALSE;
    }
}

/* The seller looks at the review, and confirms what it shows. */
static PasarPlan *
confirm (Shop *shop)
{
  PasarPlan *plan = pasar_plan_new (pasar_session_get_catalogue (shop->base.session));

  for (guint i = 0; i < N_ITEMS; i++)
    {
      shop->items[i].seen = (Stock){ { -1, -1 } };
      shop->items[i].n_writes = 0;
      shop->items[i].was_taken = FALSE;
      shop->items[i].was_shown = FALSE;
      shop->items[i].was_sold_back = FALSE;
    }
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (plan)); i++)
    {
      g_autoptr (PasarChange) change = g_list_model_get_item (G_LIST_MODEL (plan), i);
      const PasarChangeInfo *info = pasar_change_read (change);
      Item *item = &shop->items[info->key.item_id - FIRST_ID];

      item->seen = (Stock){ { info->old_value, 0 } };
      item->wanted = (Stock){ { info->new_value, 0 } };
      g_assert_cmpint (info->locations != NULL, ==, has_places (shop, item));
      for (guint k = 0; info->locations != NULL && k < N_PLACES; k++)
        {
          const PasarJournalLocation *location =
              &g_array_index (info->locations, PasarJournalLocation, k);

          item->seen.at[k] = location->old_stock;
          item->wanted.at[k] = location->new_stock;
        }
    }
  jobs_confirm (plan);
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
    shop.items[i].stock = (Stock){ { 2000, has_places (&shop, &shop.items[i]) ? 2000 : 0 } };
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
