/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sandbox/write-private.h"

#include <string.h>

#define OTHER_STRUCTURE                                                                            \
  "Can not update item with different stock structure. Can only update seller stock with "         \
  "location id when existing seller stock have location id. Can only update seller stock "         \
  "without location id when existing seller stock without location id."

#define WRONG_LOCATION                                                                             \
  "The location_id input is not matched the shop's location_id(more/wrong). Please double check."

/* Reads the location; "" where there is none. */
static gboolean
read_location (PasarSandboxCall *call, JsonObject *object, const char **location)
{
  JsonNode *node = json_object_get_member (object, "location_id");

  *location = "";
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  *location = pasar_sandbox_member_text (object, "location_id");
  return *location != NULL || pasar_sandbox_call_fail_format (call, "location_id should be text");
}

/* The location rule is sticky: an item split by location always needs them,
 * another one never (seed S3, reference 4.2). */
static gboolean
find_location (PasarSandboxWrite *write, const char *location, guint *index)
{
  PasarSandboxCall *call = write->call;
  gboolean split = (write->item->flags & PASAR_SANDBOX_ITEM_LOCATIONS) != 0;

  *index = 0;
  if (*location == '\0' && split)
    return pasar_sandbox_call_fail (call,
                                    "error_auth",
                                    "Lack of location_id, please double check.");
  if (*location == '\0')
    return TRUE;
  if (call->shop->locations[0] == NULL)
    return pasar_sandbox_call_fail (
        call,
        "error_auth",
        "You do not have right to use seller location_id, please only fill seller_stock filed.");
  for (guint i = 0; i < PASAR_SANDBOX_N_LOCATIONS; i++)
    if (strcmp (call->shop->locations[i], location) == 0)
      {
        *index = i;
        if (split)
          return TRUE;
        return pasar_sandbox_call_fail (call, "product.error_param", OTHER_STRUCTURE);
      }
  return pasar_sandbox_call_fail (call, "error_auth", WRONG_LOCATION);
}

static gboolean
read_seller_stock (PasarSandboxWrite *write, PasarSandboxEntry *entry, JsonArray *stocks)
{
  for (guint i = 0; i < json_array_get_length (stocks); i++)
    {
      JsonNode *node = json_array_get_element (stocks, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *location;
      gint64 stock = 0;
      guint place = 0;

      if (object == NULL)
        return pasar_sandbox_call_fail_format (write->call, "seller_stock should hold objects");
      if (!json_object_has_member (object, "stock"))
        return pasar_sandbox_call_fail_field (write->call, "Stock");
      if (!pasar_sandbox_member_int (object, "stock", &stock))
        return pasar_sandbox_call_fail_format (write->call, "stock should be an integer");
      if (!read_location (write->call, object, &location)
          || !find_location (write, location, &place))
        return FALSE;
      if (entry->has_stock[place])
        return pasar_sandbox_call_fail (write->call, "error_auth", WRONG_LOCATION);
      entry->has_stock[place] = TRUE;
      entry->stock[place] = stock;
    }
  return TRUE;
}

/* The list must stand inside the entry; normal_stock beside it is accepted and ignored. */
static gboolean
read_entry (PasarSandboxWrite *write, guint n)
{
  JsonObject *object = json_array_get_object_element (write->list, n);
  JsonNode *stocks = json_object_get_member (object, "seller_stock");
  gint64 normal_stock = 0;

  if (stocks == NULL || JSON_NODE_HOLDS_NULL (stocks))
    return pasar_sandbox_call_fail_field (write->call, "SellerStock");
  if (!JSON_NODE_HOLDS_ARRAY (stocks))
    return pasar_sandbox_call_fail_format (write->call, "seller_stock should be an array");
  if (json_array_get_length (json_node_get_array (stocks)) == 0)
    return pasar_sandbox_call_fail_field (write->call, "SellerStock");
  if (json_object_has_member (object, "normal_stock")
      && !pasar_sandbox_member_int (object, "normal_stock", &normal_stock))
    return pasar_sandbox_call_fail_format (write->call, "normal_stock should be an integer");
  return read_seller_stock (write, &write->entries[n], json_node_get_array (stocks));
}

static gboolean
check_shop (PasarSandboxCall *call)
{
  if (call->shop->holiday == PASAR_SANDBOX_HOLIDAY_FULL)
    return pasar_sandbox_call_fail (call,
                                    "product.error_holiday_mode_change_stock",
                                    "Cannot change stock in holiday mode.");
  if (call->shop->holiday == PASAR_SANDBOX_HOLIDAY_SWITCHING)
    return pasar_sandbox_call_fail (
        call,
        "error_auth",
        "Please wait for the holiday mode set then to edit item. Please try later.");
  return TRUE;
}

static gboolean
check_item (PasarSandboxWrite *write)
{
  PasarSandboxItem *item = write->item;

  if ((item->flags & PASAR_SANDBOX_ITEM_KIT) != 0)
    return pasar_sandbox_call_fail (write->call, "product.error_busi", "Invalid product setting");
  if ((item->flags & PASAR_SANDBOX_ITEM_HAS_MODEL) != 0
      && !pasar_sandbox_write_names_models (write))
    return pasar_sandbox_call_fail (write->call,
                                    "product.error_edit_item_stock_for_item_has_model",
                                    "Can't to edit item stock directly while item has models.");
  if (!pasar_sandbox_write_find_models (write))
    return FALSE;
  if ((item->flags & PASAR_SANDBOX_ITEM_STOCK_LOCK) != 0
      && item->promotion != PASAR_SANDBOX_NO_PROMOTION)
    return pasar_sandbox_call_fail (write->call,
                                    "product.error_promotion_cantnot_update_stock",
                                    "Cannot change stock when item is under promotion.");
  return TRUE;
}

static gint64
stock_after (const PasarSandboxEntry *entry)
{
  gint64 sum = 0;

  for (guint i = 0; i < PASAR_SANDBOX_N_LOCATIONS; i++)
    sum += entry->has_stock[i] ? entry->stock[i] : entry->sku->stock[i];
  return sum;
}

static gboolean
is_in_range (const PasarSandboxEntry *entry, gint64 max)
{
  for (guint i = 0; i < PASAR_SANDBOX_N_LOCATIONS; i++)
    if (entry->stock[i] < 0 || entry->stock[i] > max)
      return FALSE;
  return TRUE;
}

/* Own stock and Shopee's together must cover what promotions reserve (reference 4.2, FAQ 59). */
static void
check_amounts (PasarSandboxWrite *write, PasarSandboxEntry *entry)
{
  g_autofree char *name = NULL;
  g_autofree char *reason = NULL;
  PasarSandboxShop *shop = write->call->shop;
  const gint64 max =
      pasar_sandbox_limits_of (shop, pasar_sandbox_category_of (shop, write->item)).stock_max;
  gint64 floor;

  if (entry->sku == NULL)
    return;
  name = pasar_sandbox_model_dup_name (shop, write->item, entry->sku);
  floor = (gint64) entry->sku->reserved - entry->sku->shopee_stock;
  if (!is_in_range (entry, max))
    reason =
        g_strdup_printf ("Stock should be within 0-%" G_GINT64_FORMAT " for model %s", max, name);
  else if (stock_after (entry) < floor)
    reason = g_strdup_printf ("Stock should be larger than %" G_GINT64_FORMAT
                              " (reserve stock number) for model %s",
                              floor,
                              name);
  if (reason != NULL)
    pasar_sandbox_write_refuse (write, entry, reason);
}

static gboolean
check_shopee_holds (PasarSandboxWrite *write)
{
  if ((write->item->flags & PASAR_SANDBOX_ITEM_FBS) == 0)
    return TRUE;
  for (guint i = 0; i < write->n_entries; i++)
    if (write->entries[i].stock[0] != 0)
      return pasar_sandbox_call_fail (write->call,
                                      "error_auth",
                                      "The current item belong to the full FBS or B2C shop, so "
                                      "normal stock must be equal to 0");
  return TRUE;
}

static void
take (PasarSandboxWrite *write, const PasarSandboxEntry *entry)
{
  PasarSandboxEffect effect = { .item = write->item, .sku = entry->sku, .price = -1 };
  GString *json = write->call->response;

  for (guint i = 0; i < PASAR_SANDBOX_N_LOCATIONS; i++)
    {
      effect.stock[i] = entry->has_stock[i] ? entry->stock[i] : -1;
      if (!entry->has_stock[i])
        continue;
      pasar_sandbox_json (json, "{");
      if (entry->model_id != 0)
        pasar_sandbox_json (json, "'model_id':%jd", entry->model_id);
      if ((write->item->flags & PASAR_SANDBOX_ITEM_LOCATIONS) != 0)
        pasar_sandbox_json (json, "'location_id':%s", write->call->shop->locations[i]);
      pasar_sandbox_json (json, "'stock':%jd}", entry->stock[i]);
    }
  pasar_sandbox_effect (write->call, effect);
}

/* Sets the seller's stock of one item (seed S3, reference 4.2). Locations that are not sent keep
 * theirs; the item's update time stays. */
void
pasar_sandbox_update_stock (PasarSandboxCall *call)
{
  g_auto (PasarSandboxWrite) write = { 0 };

  if (!pasar_sandbox_write_begin (&write, call, "stock_list", "StockList")
      || !pasar_sandbox_write_check_status (&write) || !check_shop (call) || !check_item (&write))
    return;
  for (guint i = 0; i < write.n_entries; i++)
    if (!read_entry (&write, i))
      return;
  if (!check_shopee_holds (&write))
    return;
  for (guint i = 0; i < write.n_entries; i++)
    check_amounts (&write, &write.entries[i]);
  pasar_sandbox_write_finish (&write,
                              take,
                              "product.error_busi_update_stock_failed",
                              "Update stock failed, please check failure_list for detailed reason");
}
