/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sandbox/write-private.h"

#include <math.h>
#include <string.h>

#define REFUSED         "product.error_update_price_fail"
#define REFUSED_MESSAGE "Update price failed, please try later."

/* Rounds the decimal text of a number, not its binary value: 1.005 is half a cent. */
static gint64
round_half_up (double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  gint64 minor = 0;
  const char *point;

  g_ascii_formatd (text, sizeof text, "%.6f", value);
  point = strchr (text, '.');
  minor = g_ascii_strtoll (text, NULL, 10) * 100;
  minor += (point[1] - '0') * 10 + (point[2] - '0');
  return minor + (point[3] >= '5');
}

/* Reads a price as minor units: a third decimal is rounded in regions with
 * decimals; elsewhere any fraction is wrong (seed S1, reference 4.1). */
static gboolean
read_price (PasarSandboxWrite *write, JsonNode *node, gint64 *price)
{
  double value;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return pasar_sandbox_call_fail_field (write->call, "OriginalPrice");
  if (!JSON_NODE_HOLDS_VALUE (node)
      || (json_node_get_value_type (node) != G_TYPE_INT64
          && json_node_get_value_type (node) != G_TYPE_DOUBLE))
    return pasar_sandbox_call_fail_format (write->call, "original_price should be a number");
  value = json_node_get_double (node);
  if (!isfinite (value) || value > 1e13 || value < 0)
    {
      *price = value < 0 ? -1 : G_MAXINT64;
      return TRUE;
    }
  if (write->call->shop->region->digits > 0)
    *price = round_half_up (value);
  else if (value != floor (value))
    return pasar_sandbox_call_fail (write->call,
                                    "product.error_invalid_price",
                                    "Invalid price, please use the correct format");
  else
    *price = (gint64) value;
  return TRUE;
}

static gboolean
read_prices (PasarSandboxWrite *write)
{
  for (guint i = 0; i < write->n_entries; i++)
    {
      JsonObject *object = json_array_get_object_element (write->list, i);

      if (!read_price (write,
                       json_object_get_member (object, "original_price"),
                       &write->entries[i].price))
        return FALSE;
    }
  return TRUE;
}

/* A deleted item is not named as the reason, in no list either (reference 4.1, measured). */
static gboolean
check_status (PasarSandboxWrite *write)
{
  if (write->item->status == PASAR_SANDBOX_SELLER_DELETE
      || write->item->status == PASAR_SANDBOX_SHOPEE_DELETE)
    return pasar_sandbox_call_fail (write->call, REFUSED, REFUSED_MESSAGE);
  return pasar_sandbox_write_check_status (write);
}

/* Promotions lock the price from when they are scheduled (reference 4.1). */
static gboolean
check_promotion (PasarSandboxWrite *write)
{
  guint n_known = 0;
  guint n_locked = 0;

  if (write->item->promotion == PASAR_SANDBOX_ONGOING)
    return pasar_sandbox_call_fail (
        write->call,
        "product.error_cannt_edit_price_in_promotion",
        "Original_price cannot be edited when item is under promotion.");
  if (write->item->promotion == PASAR_SANDBOX_UPCOMING)
    return pasar_sandbox_call_fail (write->call,
                                    "product.error_in_item_promotion_item_price_lock",
                                    "Can't update price when item is under promotion.");
  for (guint i = 0; i < write->n_entries; i++)
    {
      PasarSandboxEntry *entry = &write->entries[i];

      if (entry->sku == NULL)
        continue;
      n_known++;
      if (entry->sku->promotion == PASAR_SANDBOX_NO_PROMOTION)
        continue;
      n_locked++;
      pasar_sandbox_write_refuse (write,
                                  entry,
                                  "Price cannot be changed when model is under promotion.");
    }
  if (n_locked > 0 && n_locked == n_known)
    return pasar_sandbox_call_fail (write->call,
                                    "product.error_cannot_update_price_in_promotion",
                                    "Price cannot be changed when model is under promotion.");
  return TRUE;
}

static PasarSandboxLimits
find_limits (const PasarSandboxWrite *write)
{
  PasarSandboxShop *shop = write->call->shop;

  return pasar_sandbox_limits_of (shop, pasar_sandbox_category_of (shop, write->item));
}

static void
check_limits (PasarSandboxWrite *write)
{
  const PasarSandboxLimits limits = find_limits (write);

  for (guint i = 0; i < write->n_entries; i++)
    {
      PasarSandboxEntry *entry = &write->entries[i];

      if (entry->price < limits.price_min)
        pasar_sandbox_write_refuse (write, entry, "Original_price is less than min price limit.");
      else if (entry->price > limits.price_max)
        pasar_sandbox_write_refuse (write, entry, "Original_price is bigger than max price limit.");
    }
}

/* The price that a model would have: the new one where one is sent and allowed, else its own. */
static gint64
price_after (const PasarSandboxWrite *write, const PasarSandboxSku *sku)
{
  for (guint i = 0; i < write->n_entries; i++)
    if (write->entries[i].sku == sku && write->entries[i].failure == NULL)
      return write->entries[i].price;
  return sku->price;
}

static void
find_extremes (const PasarSandboxWrite *write, gint64 *lowest, gint64 *highest)
{
  const PasarSandboxSku *skus = pasar_sandbox_shop_skus (write->call->shop, write->item);

  *lowest = G_MAXINT64;
  *highest = 0;
  for (guint i = 0; i < write->item->n_skus; i++)
    {
      gint64 price = price_after (write, &skus[i]);

      *lowest = MIN (*lowest, price);
      *highest = MAX (*highest, price);
    }
}

static gboolean
check_wholesale (PasarSandboxWrite *write)
{
  const PasarSandboxExtra *extra = write->item->extra;
  gint64 lowest, highest, dearest;

  if (extra == NULL || extra->n_wholesale == 0)
    return TRUE;
  find_extremes (write, &lowest, &highest);
  dearest = extra->wholesale[0].unit_price;
  if (lowest <= dearest)
    return pasar_sandbox_call_fail (write->call,
                                    "product.error_busi_price_lower_then_wholesale_price",
                                    "Original_price should bigger then wholesale price");
  if (lowest != highest)
    return pasar_sandbox_call_fail (
        write->call,
        "product.error_price_should_be_same_for_wholesales",
        "All model price should be the same when the item has been set wholesales.");
  if (extra->wholesale[extra->n_wholesale - 1].unit_price * 100
      < highest * find_limits (write).wholesale_percent)
    return pasar_sandbox_call_fail (write->call,
                                    "product.error_wholesale_price_less_than_ratio_limit",
                                    "Wholesale price is less than ratio limit.");
  return TRUE;
}

static gboolean
check_shipping (PasarSandboxWrite *write)
{
  const PasarSandboxExtra *extra = write->item->extra;
  gint64 lowest, highest;

  if (extra == NULL || extra->price_cap == 0)
    return TRUE;
  find_extremes (write, &lowest, &highest);
  if (highest <= extra->price_cap)
    return TRUE;
  return pasar_sandbox_call_fail (
      write->call,
      "product.error_invalid_price_for_logistic",
      "Shipping channel cannot be enabled as product price exceeds limit.");
}

/* Models that are not sent count at their own price (reference 4.1, measured). */
static void
check_ratio (PasarSandboxWrite *write)
{
  guint limit = write->call->shop->region->ratio;
  g_autofree char *reason = NULL;
  gint64 lowest, highest;

  find_extremes (write, &lowest, &highest);
  if (lowest > 0 && highest <= lowest * limit)
    return;
  reason = g_strdup_printf ("The price of the most expensive sku divided by the price of the "
                            "cheapest sku limit:%u",
                            limit);
  for (guint i = 0; i < write->n_entries; i++)
    pasar_sandbox_write_refuse (write, &write->entries[i], reason);
}

static void
take (PasarSandboxWrite *write, const PasarSandboxEntry *entry)
{
  GString *json = write->call->response;

  pasar_sandbox_effect (write->call,
                        (PasarSandboxEffect){ .item = write->item,
                                              .sku = entry->sku,
                                              .price = entry->price,
                                              .stock = { -1, -1 } });
  pasar_sandbox_json (json, "{");
  if (entry->model_id != 0)
    pasar_sandbox_json (json, "'model_id':%jd", entry->model_id);
  pasar_sandbox_json (json,
                      "'original_price':%*jd}",
                      write->call->shop->region->digits,
                      entry->price);
}

static void
finish (PasarSandboxWrite *write)
{
  pasar_sandbox_write_finish (write, take, REFUSED, REFUSED_MESSAGE);
}

/* Sets prices of one item (seed S1, reference 4.1). What is allowed is applied even where other
 * entries are refused; the item's update time stays. */
void
pasar_sandbox_update_price (PasarSandboxCall *call)
{
  g_auto (PasarSandboxWrite) write = { 0 };

  if (!pasar_sandbox_write_begin (&write, call, "price_list", "PriceList") || !check_status (&write)
      || !read_prices (&write))
    return;
  if ((write.item->flags & PASAR_SANDBOX_ITEM_HAS_MODEL) != 0
      && !pasar_sandbox_write_names_models (&write))
    {
      for (guint i = 0; i < write.n_entries; i++)
        pasar_sandbox_write_refuse (&write,
                                    &write.entries[i],
                                    "Can't edit item price directly while item has models.");
      finish (&write);
      return;
    }
  if (!pasar_sandbox_write_find_models (&write) || !check_promotion (&write))
    return;
  check_limits (&write);
  if (pasar_sandbox_write_n_refused (&write) < write.n_entries)
    {
      if (!check_wholesale (&write) || !check_shipping (&write))
        return;
      check_ratio (&write);
    }
  finish (&write);
}
