/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sandbox/private.h"

#include <string.h>

#define MAX_IDS 50

/* The shop, at the top level of the answer (reference 5.1). */
void
pasar_sandbox_get_shop_info (PasarSandboxCall *call)
{
  PasarSandboxShop *shop = call->shop;

  pasar_sandbox_json (call->top,
                      "'shop_name':%s,'region':%s,'status':'NORMAL','auth_time':%jd,"
                      "'expire_time':%jd,'is_cb':false,'is_sip':false,'is_upgraded_cbsc':false,"
                      "'merchant_id':null,'shop_fulfillment_flag':'Others'",
                      shop->name,
                      shop->region->code,
                      shop->auth_time,
                      shop->expire_time);
}

/* The warehouses; an ordinary shop is refused (reference 5.3). */
void
pasar_sandbox_get_warehouse_detail (PasarSandboxCall *call)
{
  static const char *const names[] = { "Main warehouse", "Second warehouse" };
  PasarSandboxShop *shop = call->shop;

  if (shop->locations[0] == NULL)
    {
      pasar_sandbox_call_fail (call,
                               "warehouse.error_not_in_whitelist",
                               "Your shop is not in multi-warehouse whitelist.");
      g_string_assign (call->response, "null");
      return;
    }
  pasar_sandbox_json (call->response, "[");
  for (guint i = 0; i < PASAR_SANDBOX_N_LOCATIONS; i++)
    pasar_sandbox_json (call->response,
                        "{'warehouse_id':%d,'warehouse_name':%s,'warehouse_type':1,"
                        "'location_id':%s,'address_id':%d,'region':%s,"
                        "'address':'1 Sandbox Road','holiday_mode_state':%d}",
                        6 + i,
                        names[i],
                        shop->locations[i],
                        9001 + i,
                        shop->region->code,
                        shop->holiday == PASAR_SANDBOX_HOLIDAY_SWITCHING ? 3
                        : shop->holiday == PASAR_SANDBOX_HOLIDAY_OFF     ? 0
                                                                         : 1);
  pasar_sandbox_json (call->response, "]");
}

/* Whether the shop is on holiday (reference 5.3): one that is being switched is taken to be. */
void
pasar_sandbox_get_shop_holiday_mode (PasarSandboxCall *call)
{
  const PasarSandboxHoliday holiday = call->shop->holiday;

  pasar_sandbox_json (call->response,
                      "{'holiday_mode_on':%c,'holiday_mode_type':%d,'holiday_mode_start_time':%jd,"
                      "'holiday_mode_end_time':0}",
                      holiday != PASAR_SANDBOX_HOLIDAY_OFF,
                      holiday == PASAR_SANDBOX_HOLIDAY_PARTIAL ? 1 : 0,
                      holiday != PASAR_SANDBOX_HOLIDAY_OFF ? pasar_sandbox_now (call->sandbox) : 0);
}

static gboolean
read_statuses (PasarSandboxCall *call, guint *mask)
{
  *mask = 0;
  for (guint i = 0; i + 1 < call->query->len; i += 2)
    {
      PasarSandboxStatus status;

      if (strcmp (g_ptr_array_index (call->query, i), "item_status") != 0)
        continue;
      if (!pasar_sandbox_status_parse (g_ptr_array_index (call->query, i + 1), &status))
        return pasar_sandbox_call_fail (call,
                                        "product.error_param_item_status",
                                        "item_status is invalid.");
      *mask |= 1u << status;
    }
  if (*mask == 0)
    return pasar_sandbox_call_fail_field (call, "ItemStatus");
  return TRUE;
}

static gboolean
read_update_times (PasarSandboxCall *call, gint64 *from, gint64 *to)
{
  const char *from_text = pasar_sandbox_call_param (call, "update_time_from");
  const char *to_text = pasar_sandbox_call_param (call, "update_time_to");

  *from = 0;
  *to = G_MAXINT64;
  if ((from_text != NULL && !pasar_sandbox_parse_int (from_text, from))
      || (to_text != NULL && !pasar_sandbox_parse_int (to_text, to)))
    return pasar_sandbox_call_fail_format (call, "update time should be an integer");
  if (from_text != NULL && to_text != NULL && *to <= *from)
    return pasar_sandbox_call_fail (call,
                                    "product.error_update_time_range",
                                    "update_time_to should be later than update_time_from.");
  return TRUE;
}

static void
list_items (PasarSandboxShop *shop, guint mask, gint64 from, gint64 to)
{
  if (shop->listed_valid && shop->listed_mask == mask && shop->listed_from == from
      && shop->listed_to == to)
    return;
  g_array_set_size (shop->listed, 0);
  for (guint32 i = 0; i < shop->items->len; i++)
    {
      const PasarSandboxItem *item = &g_array_index (shop->items, PasarSandboxItem, i);

      if ((item->flags & PASAR_SANDBOX_ITEM_GONE) == 0 && (mask & (1u << item->status)) != 0
          && item->update_time >= from && item->update_time <= to)
        g_array_append_val (shop->listed, i);
    }
  shop->listed_mask = mask;
  shop->listed_from = from;
  shop->listed_to = to;
  shop->listed_valid = TRUE;
}

static void
append_list_entry (GString *json, const PasarSandboxItem *item)
{
  pasar_sandbox_json (json,
                      "{'item_id':%jd,'item_status':%s,'update_time':%d,'tag':{'kit':%c}}",
                      item->item_id,
                      pasar_sandbox_status_name (item->status),
                      item->update_time,
                      (item->flags & PASAR_SANDBOX_ITEM_KIT) != 0);
}

/* A page of item ids (reference 3.1). */
void
pasar_sandbox_get_item_list (PasarSandboxCall *call)
{
  PasarSandboxShop *shop = call->shop;
  GString *json = call->response;
  gint64 offset, page_size, from, to;
  gint64 end;
  guint mask;

  if (!pasar_sandbox_call_int_param (call, "offset", "Offset", 0, G_MAXINT32, &offset)
      || !pasar_sandbox_call_int_param (call, "page_size", "PageSize", 1, 100, &page_size)
      || !read_statuses (call, &mask) || !read_update_times (call, &from, &to))
    return;
  list_items (shop, mask, from, to);
  end = MIN (offset + page_size, shop->listed->len);
  pasar_sandbox_json (json, "{'item':[");
  for (gint64 i = offset; i < end; i++)
    append_list_entry (json,
                       &g_array_index (shop->items,
                                       PasarSandboxItem,
                                       g_array_index (shop->listed, guint32, i)));
  pasar_sandbox_json (json,
                      "],'total_count':%d,'has_next_page':%c",
                      shop->listed->len,
                      end < shop->listed->len);
  if (end < shop->listed->len)
    pasar_sandbox_json (json, "'next_offset':%jd", end);
  pasar_sandbox_json (json, "}");
}

/* Reads the comma-joined ids of one `item_id_list` key, the only form proven (reference 1.3). */
static GArray *
read_ids (PasarSandboxCall *call)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  const char *text = pasar_sandbox_call_param (call, "item_id_list");
  g_auto (GStrv) parts = NULL;
  guint n_keys = 0;

  for (guint i = 0; i < call->query->len; i += 2)
    if (strcmp (g_ptr_array_index (call->query, i), "item_id_list") == 0)
      n_keys++;
  if (text == NULL || *text == '\0')
    {
      pasar_sandbox_call_fail_field (call, "ItemIdList");
      return NULL;
    }
  parts = g_strsplit (text, ",", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      gint64 id;

      if (n_keys > 1 || !pasar_sandbox_parse_int (parts[i], &id))
        {
          pasar_sandbox_call_fail_format (call, "item_id_list should be integers with commas");
          return NULL;
        }
      g_array_append_val (ids, id);
    }
  if (ids->len > MAX_IDS)
    {
      pasar_sandbox_call_fail (call,
                               "product.error_query_over_itemid_size",
                               "Interal error, please contact openapi team.");
      return NULL;
    }
  return g_steal_pointer (&ids);
}

static gboolean
is_true (PasarSandboxCall *call, const char *name)
{
  return g_strcmp0 (pasar_sandbox_call_param (call, name), "true") == 0;
}

/* All of up to 50 items (seed S2). Rows come in another order than asked for, and those of unknown
 * ids do not come (reference 3.2). */
void
pasar_sandbox_get_item_base_info (PasarSandboxCall *call)
{
  g_autoptr (GArray) ids = read_ids (call);
  gboolean tax = is_true (call, "need_tax_info");
  gboolean complaint = is_true (call, "need_complaint_policy");

  if (ids == NULL)
    return;
  pasar_sandbox_json (call->response, "{'item_list':[");
  for (guint i = ids->len; i > 0; i--)
    {
      PasarSandboxItem *item =
          pasar_sandbox_shop_find (call->shop, g_array_index (ids, gint64, i - 1));

      if (item != NULL)
        pasar_sandbox_item_append_base_info (call->response, call, item, tax, complaint);
    }
  pasar_sandbox_json (call->response, "]}");
}

/* The models of one item (reference 3.3). */
void
pasar_sandbox_get_model_list (PasarSandboxCall *call)
{
  PasarSandboxItem *item;
  gint64 item_id;

  if (!pasar_sandbox_call_int_param (call, "item_id", "ItemId", 1, G_MAXINT64, &item_id))
    return;
  item = pasar_sandbox_shop_find (call->shop, item_id);
  if (item == NULL)
    {
      pasar_sandbox_call_fail (call, "product.error_item_not_found", "Product not found");
      return;
    }
  pasar_sandbox_item_append_models (call->response, call, item);
}

static void
append_promotion (PasarSandboxCall *call, PasarSandboxItem *item, PasarSandboxSku *sku)
{
  PasarSandboxPromotion promotion = pasar_sandbox_promotion_of (item, sku);
  gboolean ongoing = promotion == PASAR_SANDBOX_ONGOING;
  gint64 day = 86400;
  gint64 today = pasar_sandbox_now (call->sandbox) / day * day;

  if (promotion == PASAR_SANDBOX_NO_PROMOTION)
    return;
  pasar_sandbox_json (
      call->response,
      "{'promotion_type':%s,'promotion_id':%ju,'model_id':%jd,"
      "'start_time':%jd,'end_time':%jd,'promotion_price_info':[{'promotion_price':%*jd}],"
      "'promotion_staging':%s,'promotion_stock_info_v2':{'summary_info':{"
      "'total_reserved_stock':%d}}}",
      (item->flags & PASAR_SANDBOX_ITEM_STOCK_LOCK) != 0 ? "Flash Sale" : "Discount Promotions",
      pasar_sandbox_promotion_id (item, sku),
      sku->model_id,
      ongoing ? today - 2 * day : today + 2 * day,
      ongoing ? today + 5 * day : today + 9 * day,
      call->shop->region->digits,
      pasar_sandbox_promotion_price (item, sku),
      ongoing ? "ongoing" : "upcoming",
      sku->reserved);
}

static void
append_promotions (PasarSandboxCall *call, gint64 item_id, gboolean failures)
{
  PasarSandboxItem *item = pasar_sandbox_shop_find (call->shop, item_id);
  GString *json = call->response;

  if ((item == NULL) != failures)
    return;
  if (item == NULL)
    {
      pasar_sandbox_json (json, "{'item_id':%jd,'failed_reason':'Product not found'}", item_id);
      return;
    }
  pasar_sandbox_json (json, "{'item_id':%jd,'promotion':[", item_id);
  for (guint i = 0; i < item->n_skus; i++)
    append_promotion (call, item, pasar_sandbox_shop_skus (call->shop, item) + i);
  pasar_sandbox_json (json, "]}");
}

static gboolean
has_repeats (GArray *ids)
{
  for (guint i = 0; i < ids->len; i++)
    for (guint j = 0; j < i; j++)
      if (g_array_index (ids, gint64, i) == g_array_index (ids, gint64, j))
        return TRUE;
  return FALSE;
}

/* The promotions of up to 50 items (reference 3.5). */
void
pasar_sandbox_get_item_promotion (PasarSandboxCall *call)
{
  g_autoptr (GArray) ids = read_ids (call);

  if (ids == NULL)
    return;
  if (has_repeats (ids))
    {
      pasar_sandbox_call_fail (call, "product.error_param", "Repeat item_id.");
      return;
    }
  pasar_sandbox_json (call->response, "{'success_list':[");
  for (guint i = 0; i < ids->len; i++)
    append_promotions (call, g_array_index (ids, gint64, i), FALSE);
  pasar_sandbox_json (call->response, "],'failure_list':[");
  for (guint i = 0; i < ids->len; i++)
    append_promotions (call, g_array_index (ids, gint64, i), TRUE);
  pasar_sandbox_json (call->response, "]}");
}

/* What prices, stocks and texts the shop, or one of its categories, allows; some blocks are null
 * (reference 3.8). */
void
pasar_sandbox_get_item_limit (PasarSandboxCall *call)
{
  PasarSandboxShop *shop = call->shop;
  PasarSandboxLimits limits;
  gint64 category_id = 0;

  if (pasar_sandbox_call_param (call, "category_id") != NULL
      && !pasar_sandbox_call_int_param (call,
                                        "category_id",
                                        "CategoryId",
                                        0,
                                        G_MAXINT64,
                                        &category_id))
    return;
  limits = pasar_sandbox_limits_of (shop, category_id);

  pasar_sandbox_json (
      call->response,
      "{'price_limit':{'min_limit':%*jd,'max_limit':%*jd},"
      "'wholesale_price_threshold_percentage':{'min_limit':%jd,'max_limit':100},"
      "'stock_limit':{'min_limit':0,'max_limit':%jd},"
      "'item_name_length_limit':{'min_limit':5,'max_limit':255},"
      "'item_image_count_limit':{'min_limit':1,'max_limit':9},"
      "'item_count_limit':{'max_limit':50001},'size_chart_limit':null,'dts_limit':null}",
      shop->region->digits,
      limits.price_min,
      shop->region->digits,
      limits.price_max,
      limits.wholesale_percent,
      limits.stock_max);
  pasar_sandbox_json (call->top, "'gtin_limit':null");
}
