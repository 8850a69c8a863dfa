/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sandbox/private.h"

static void
drop_ended (PasarSandboxCall *call)
{
  GArray *boosts = call->shop->boosts;
  gint64 now = pasar_sandbox_now_us (call->sandbox);

  for (guint i = boosts->len; i > 0; i--)
    if (g_array_index (boosts, PasarSandboxBoost, i - 1).until <= now)
      g_array_remove_index (boosts, i - 1);
}

static gboolean
is_boosted (PasarSandboxShop *shop, gint64 item_id)
{
  for (guint i = 0; i < shop->boosts->len; i++)
    if (g_array_index (shop->boosts, PasarSandboxBoost, i).item_id == item_id)
      return TRUE;
  return FALSE;
}

static gint64
total_stock (PasarSandboxShop *shop, const PasarSandboxItem *item)
{
  const PasarSandboxSku *skus = pasar_sandbox_shop_skus (shop, item);
  gint64 sum = 0;

  for (guint i = 0; i < item->n_skus; i++)
    sum += pasar_sandbox_seller_stock (&skus[i]) + skus[i].shopee_stock;
  return sum;
}

/* Returns why an item cannot be boosted, or NULL. */
static const char *
boost_refusal (PasarSandboxShop *shop, GArray *ids, guint n)
{
  gint64 item_id = g_array_index (ids, gint64, n);
  const PasarSandboxItem *item = pasar_sandbox_shop_find (shop, item_id);

  if (item == NULL)
    return "Product not found";
  if (is_boosted (shop, item_id))
    return "can not boost item repeatedly";
  for (guint i = 0; i < n; i++)
    if (g_array_index (ids, gint64, i) == item_id)
      return "can not boost item repeatedly";
  if (item->status != PASAR_SANDBOX_NORMAL || total_stock (shop, item) == 0)
    return "item status not normal or stock is 0";
  return NULL;
}

static GArray *
read_ids (PasarSandboxCall *call)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  JsonNode *list;
  guint length;

  if (!pasar_sandbox_call_parse_body (call))
    return NULL;
  list = json_object_get_member (json_node_get_object (call->body), "item_id_list");
  if (list == NULL || JSON_NODE_HOLDS_NULL (list)
      || (JSON_NODE_HOLDS_ARRAY (list) && json_array_get_length (json_node_get_array (list)) == 0))
    {
      pasar_sandbox_call_fail_field (call, "ItemIdList");
      return NULL;
    }
  length = JSON_NODE_HOLDS_ARRAY (list) ? json_array_get_length (json_node_get_array (list)) : 0;
  if (length < 1 || length > PASAR_SANDBOX_BOOST_SLOTS)
    {
      pasar_sandbox_call_fail_format (call, "item_id_list limit:[1,5]");
      return NULL;
    }
  for (guint i = 0; i < length; i++)
    {
      JsonNode *node = json_array_get_element (json_node_get_array (list), i);
      gint64 id;

      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
        {
          pasar_sandbox_call_fail_format (call, "item_id_list should hold integers");
          return NULL;
        }
      id = json_node_get_int (node);
      g_array_append_val (ids, id);
    }
  return g_steal_pointer (&ids);
}

static void
append_boost_answer (PasarSandboxCall *call, GArray *ids, const char **refusals)
{
  GString *json = call->response;

  pasar_sandbox_json (json, "{'failure_list':[");
  for (guint i = 0; i < ids->len; i++)
    if (refusals[i] != NULL)
      pasar_sandbox_json (json,
                          "{'item_id':%jd,'failed_reason':%s}",
                          g_array_index (ids, gint64, i),
                          refusals[i]);
  pasar_sandbox_json (json, "],'success_list':{'item_id_list':[");
  for (guint i = 0; i < ids->len; i++)
    if (refusals[i] == NULL)
      pasar_sandbox_json (json, "%jd", g_array_index (ids, gint64, i));
  pasar_sandbox_json (json, "]}}");
}

/* Boosts up to five items (seed S0, reference 4.3). The five slots are the shop's; asking for more
 * than are free refuses the whole call, without lists. */
void
pasar_sandbox_boost_item (PasarSandboxCall *call)
{
  g_autoptr (GArray) ids = read_ids (call);
  const char *refusals[PASAR_SANDBOX_BOOST_SLOTS] = { NULL };
  guint n_good = 0;

  if (ids == NULL)
    return;
  drop_ended (call);
  for (guint i = 0; i < ids->len; i++)
    {
      refusals[i] = boost_refusal (call->shop, ids, i);
      n_good += refusals[i] == NULL;
    }
  if (call->shop->boosts->len + n_good > PASAR_SANDBOX_BOOST_SLOTS)
    {
      pasar_sandbox_call_fail (call, "product.error_busi", "reached shop's bump slot limit");
      return;
    }
  for (guint i = 0; i < ids->len; i++)
    if (refusals[i] == NULL)
      pasar_sandbox_effect (call,
                            (PasarSandboxEffect){
                                .item = pasar_sandbox_shop_find (call->shop,
                                                                 g_array_index (ids, gint64, i)) });
  append_boost_answer (call, ids, refusals);
  if (n_good == 0)
    pasar_sandbox_call_fail (call, "product.error_boost_item_all_failed", "Boost item all failed");
}

/* What is boosted, and for how many seconds more (reference 3.6). */
void
pasar_sandbox_get_boosted_list (PasarSandboxCall *call)
{
  GString *json = call->response;
  gint64 now = pasar_sandbox_now_us (call->sandbox);

  drop_ended (call);
  pasar_sandbox_json (json, "{'item_list':[");
  for (guint i = 0; i < call->shop->boosts->len; i++)
    {
      const PasarSandboxBoost *entry = &g_array_index (call->shop->boosts, PasarSandboxBoost, i);

      pasar_sandbox_json (json,
                          "{'item_id':%jd,'cool_down_second':%jd}",
                          entry->item_id,
                          (entry->until - now) / G_USEC_PER_SEC);
    }
  pasar_sandbox_json (json, "]}");
}
