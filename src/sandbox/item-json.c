/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sandbox/demo-private.h"
#include "sandbox/private.h"

#include <string.h>

static void
append_price_info (GString *json,
                   PasarSandboxCall *call,
                   const PasarSandboxItem *item,
                   const PasarSandboxSku *sku)
{
  const PasarSandboxRegion *region = call->shop->region;
  gint64 current = pasar_sandbox_current_price (item, sku);

  if ((item->flags & PASAR_SANDBOX_ITEM_NO_PRICE) != 0)
    {
      pasar_sandbox_json (json, "'price_info':[]");
      return;
    }
  pasar_sandbox_json (json,
                      "'price_info':[{'currency':%s,'original_price':%*jd,'current_price':%*jd",
                      region->currency,
                      region->digits,
                      sku->price,
                      region->digits,
                      current);
  if ((item->flags & PASAR_SANDBOX_ITEM_SEED_SHAPE) == 0)
    pasar_sandbox_json (
        json,
        "'inflated_price_of_original_price':%*jd,'inflated_price_of_current_price':%*jd",
        region->digits,
        sku->price,
        region->digits,
        current);
  pasar_sandbox_json (json, "}]");
}

/* In get_model_list the stock of Shopee's warehouses is documented as text (reference 3.3). */
static void
append_shopee_stock (GString *json,
                     PasarSandboxCall *call,
                     const PasarSandboxSku *sku,
                     gboolean as_text)
{
  g_autofree char *location = g_strconcat (call->shop->region->code, "S", NULL);

  if (sku->shopee_stock == 0)
    return;
  pasar_sandbox_json (json,
                      as_text ? "'shopee_stock':[{'location_id':%s,'stock':'%d'}]"
                              : "'shopee_stock':[{'location_id':%s,'stock':%d}]",
                      location,
                      sku->shopee_stock);
}

static void
append_stock_info (GString *json,
                   PasarSandboxCall *call,
                   const PasarSandboxItem *item,
                   const PasarSandboxSku *sku,
                   gboolean of_model)
{
  gint64 all = pasar_sandbox_seller_stock (sku) + sku->shopee_stock;
  gboolean split = (item->flags & PASAR_SANDBOX_ITEM_LOCATIONS) != 0;

  pasar_sandbox_json (json,
                      "'stock_info_v2':{'summary_info':{'total_reserved_stock':%d,"
                      "'total_available_stock':%jd},'seller_stock':[",
                      sku->reserved,
                      MAX (all - sku->reserved, 0));
  for (guint i = 0; i < (split ? PASAR_SANDBOX_N_LOCATIONS : 1u); i++)
    {
      pasar_sandbox_json (json, "{");
      if (split)
        pasar_sandbox_json (json, "'location_id':%s", call->shop->locations[i]);
      pasar_sandbox_json (json, "'stock':%jd,'if_saleable':true}", sku->stock[i]);
    }
  pasar_sandbox_json (json, "]");
  append_shopee_stock (json, call, sku, of_model);
  pasar_sandbox_json (json, "}");
}

static void
append_old_stock_info (GString *json, const PasarSandboxSku *sku)
{
  pasar_sandbox_json (json,
                      "'stock_info':[{'stock_type':2,'stock_location_id':'','current_stock':%jd,"
                      "'normal_stock':%jd,'reserved_stock':%d}]",
                      sku->stock[0],
                      sku->stock[0],
                      sku->reserved);
}

static void
append_image (GString *json, PasarSandboxCall *call, const PasarSandboxItem *item)
{
  guint n_images = 1 + (guint) (pasar_sandbox_mix ((guint64) item->item_id, 5) % 3);
  char kind = item->demo != NULL ? item->demo->kind : 'x';

  pasar_sandbox_json (json, "'image':{");
  for (guint list = 0; list < 2; list++)
    {
      pasar_sandbox_json (json, list == 0 ? "'image_url_list':[" : "'image_id_list':[");
      for (guint i = 0; i < n_images; i++)
        {
          g_autofree char *id =
              g_strdup_printf ("%c%" G_GINT64_MODIFIER "x%u", kind, item->item_id, i);
          g_autofree char *url = g_strdup_printf ("%s/image/%s.png", call->sandbox->uri, id);

          pasar_sandbox_json (json, "%s", list == 0 ? url : id);
        }
      pasar_sandbox_json (json, "]");
    }
  pasar_sandbox_json (json, "'image_ratio':'1:1'}");
}

static void
append_attribute (GString *json, int id, const char *name, const char *value, const char *unit)
{
  pasar_sandbox_json (
      json,
      "{'attribute_id':%d,'original_attribute_name':%s,'is_mandatory':%c,'attribute_value_list':"
      "[{'value_id':%d,'original_value_name':%s,'value_unit':%s}]}",
      id,
      name,
      id == 4811,
      id * 10,
      value,
      unit);
}

static void
append_attributes (GString *json, const PasarSandboxItem *item)
{
  char kind = item->demo != NULL ? item->demo->kind : 'x';

  pasar_sandbox_json (json, "'attribute_list':[");
  append_attribute (json,
                    4811,
                    "Material",
                    kind == 'f'   ? "Cotton"
                    : kind == 'k' ? "Stainless steel"
                    : kind == 's' ? "Paper"
                    : kind == 't' ? "Beech wood"
                                  : "Default",
                    "");
  append_attribute (json, 4812, "Country of Origin", "Singapore", "");
  if (item->demo != NULL)
    append_attribute (json, 4813, "Warranty Duration", "6", "months");
  pasar_sandbox_json (json, "]");
}

static void
append_parcel (GString *json, const PasarSandboxItem *item)
{
  guint64 dice = pasar_sandbox_mix ((guint64) item->item_id, 9);
  guint grams = item->demo != NULL ? item->demo->grams : 50 + (guint) (dice % 2000);
  g_autofree char *weight = g_strdup_printf ("%u.%03u", grams / 1000, grams % 1000);
  gboolean pre_order = item->demo != NULL && strchr (item->demo->flags, 'p') != NULL;
  gboolean used = item->demo != NULL && strchr (item->demo->flags, 'D') != NULL;

  pasar_sandbox_json (
      json,
      "'weight':%s,'dimension':{'package_length':%d,'package_width':%d,'package_height':%d},"
      "'logistic_info':[{'logistic_id':10007,'logistic_name':'Ninja Van','enabled':true,"
      "'is_free':false,'estimated_shipping_fee':1.49},"
      "{'logistic_id':19103,'logistic_name':'SingPost - POPStation','enabled':%c,"
      "'is_free':false,'estimated_shipping_fee':1.99},"
      "{'logistic_id':234,'logistic_name':'Self Collection','enabled':true,"
      "'is_free':true,'shipping_fee':0}],"
      "'pre_order':{'is_pre_order':%c,'days_to_ship':%d},'condition':%s",
      weight,
      8 + (int) (dice % 30),
      6 + (int) ((dice >> 8) % 20),
      2 + (int) ((dice >> 16) % 12),
      (dice >> 24) % 2 == 0,
      pre_order,
      pre_order ? 10 : 2,
      used ? "USED" : "NEW");
}

static void
append_wholesale (GString *json, PasarSandboxCall *call, const PasarSandboxItem *item)
{
  guint digits = call->shop->region->digits;

  if (item->extra == NULL || item->extra->n_wholesale == 0)
    return;
  pasar_sandbox_json (json, "'wholesales':[");
  for (guint i = 0; i < item->extra->n_wholesale; i++)
    {
      const PasarSandboxWholesale *tier = &item->extra->wholesale[i];

      pasar_sandbox_json (json,
                          "{'min_count':%jd,'max_count':%jd,'unit_price':%*jd,"
                          "'inflated_price_of_unit_price':%*jd}",
                          tier->min_count,
                          tier->max_count,
                          digits,
                          tier->unit_price,
                          digits,
                          tier->unit_price);
    }
  pasar_sandbox_json (json, "]");
}

/* In the seed's own example these are numbers, in its table text. */
static void
append_tax (GString *json, PasarSandboxCall *call, const PasarSandboxItem *item)
{
  const char *region = call->shop->region->code;

  if ((item->flags & PASAR_SANDBOX_ITEM_SEED_SHAPE) != 0)
    pasar_sandbox_json (json,
                        "'tax_info':{'ncm':123,'same_state_cfop':123,'diff_state_cfop':123,"
                        "'csosn':123,'origin':1}");
  else if (strcmp (region, "BR") == 0)
    pasar_sandbox_json (json,
                        "'tax_info':{'ncm':'61091000','diff_state_cfop':'6102','csosn':'102',"
                        "'origin':'0','cest':'2806700','measure_unit':'UN'}");
  else if (strcmp (region, "PL") == 0)
    pasar_sandbox_json (json, "'tax_info':{'invoice_option':'VAT_INVOICES','vat_rate':%s}", "23%");
  else if (strcmp (region, "IN") == 0)
    pasar_sandbox_json (json, "'tax_info':{'hs_code':'61091000','tax_code':'GST_18'}");
  else
    pasar_sandbox_json (json,
                        strcmp (region, "TW") == 0 ? "'tax_info':{'tax_type':1}" : "'tax_info':{}");
}

static void
append_complaint_policy (GString *json, PasarSandboxCall *call, const PasarSandboxItem *item)
{
  if (strcmp (call->shop->region->code, "PL") == 0
      || (item->flags & PASAR_SANDBOX_ITEM_SEED_SHAPE) != 0)
    pasar_sandbox_json (json,
                        "'complaint_policy':{'warranty_time':'ONE_YEAR',"
                        "'exclude_entrepreneur_warranty':true,'complaint_address_id':9001,"
                        "'additional_information':'Write to us first.'}");
}

/* The members that changed between the seed of 2022 and now (reference 3.2). */
static void
append_old_or_new (GString *json, PasarSandboxCall *call, const PasarSandboxItem *item)
{
  const gboolean has_model = (item->flags & PASAR_SANDBOX_ITEM_HAS_MODEL) != 0;
  g_autofree char *barcode =
      pasar_sandbox_dup_barcode (call->shop,
                                 item,
                                 has_model ? NULL : pasar_sandbox_shop_skus (call->shop, item));
  g_autofree char *description = NULL;
  g_autofree char *url = g_strconcat (call->sandbox->uri, "/image/d1.png", NULL);

  if ((item->flags & PASAR_SANDBOX_ITEM_SEED_SHAPE) != 0)
    {
      pasar_sandbox_json (
          json,
          "'promotion_id':1000030380,'description_type':'extended','description_info':"
          "{'extended_description':{'field_list':[{'field_type':'text',"
          "'text':'text description 1'},"
          "{'field_type':'text','image_info':{'image_id':'d1','image_url':%s}}]}}",
          url);
      return;
    }
  description = pasar_sandbox_item_dup_description (call->shop, item);
  pasar_sandbox_json (
      json,
      "'description':%s,'description_type':'normal','has_promotion':%c,'deboost':'false',"
      "'gtin_code':%s,'size_chart_id':0,'is_fulfillment_by_shopee':%c,'tag':{'kit':%c}",
      description,
      item->promotion == PASAR_SANDBOX_ONGOING,
      barcode,
      (item->flags & PASAR_SANDBOX_ITEM_FBS) != 0,
      (item->flags & PASAR_SANDBOX_ITEM_KIT) != 0);
  if (strcmp (call->shop->region->code, "ID") == 0 || strcmp (call->shop->region->code, "MY") == 0)
    pasar_sandbox_json (json, "'item_dangerous':0");
}

/* Appends one entry of get_item_base_info (seed S2). */
void
pasar_sandbox_item_append_base_info (GString *json,
                                     PasarSandboxCall *call,
                                     PasarSandboxItem *item,
                                     gboolean tax,
                                     gboolean complaint)
{
  const PasarSandboxSku *sku = pasar_sandbox_shop_skus (call->shop, item);
  gboolean has_model = (item->flags & PASAR_SANDBOX_ITEM_HAS_MODEL) != 0;
  const char *brand = item->demo != NULL ? item->demo->brand : "";
  g_autofree char *name = pasar_sandbox_item_dup_name (call->shop, item);
  g_autofree char *item_sku = pasar_sandbox_item_dup_sku (call->shop, item);

  pasar_sandbox_json (json,
                      "{'item_id':%jd,'category_id':%d,'item_name':%s,'item_sku':%s,"
                      "'create_time':%d,'update_time':%d",
                      item->item_id,
                      pasar_sandbox_category_of (call->shop, item),
                      name,
                      item_sku,
                      item->create_time,
                      item->update_time);
  append_attributes (json, item);
  if (!has_model)
    {
      append_price_info (json, call, item, sku);
      append_stock_info (json, call, item, sku, FALSE);
      if ((item->flags & PASAR_SANDBOX_ITEM_SEED_SHAPE) != 0)
        append_old_stock_info (json, sku);
    }
  append_image (json, call, item);
  append_parcel (json, item);
  append_wholesale (json, call, item);
  pasar_sandbox_json (json,
                      "'size_chart':'','item_status':%s,'has_model':%c,"
                      "'brand':{'brand_id':%d,'original_brand_name':%s}",
                      pasar_sandbox_status_name (item->status),
                      has_model,
                      *brand != '\0' ? 1000 + (int) (g_str_hash (brand) % 100000) : 0,
                      *brand != '\0' ? brand : "No Brand");
  append_old_or_new (json, call, item);
  if (tax)
    append_tax (json, call, item);
  if (complaint)
    append_complaint_policy (json, call, item);
  pasar_sandbox_json (json, "}");
}

static void
append_tiers (GString *json, PasarSandboxCall *call, PasarSandboxItem *item, gboolean standard)
{
  guint n_tiers = item->n_options[1] > 1 ? 2 : 1;

  pasar_sandbox_json (json, standard ? "'standardise_tier_variation':[" : "'tier_variation':[");
  for (guint tier = 0; tier < n_tiers; tier++)
    {
      g_autofree char *name = pasar_sandbox_item_dup_tier (call->shop, item, tier);

      if (standard)
        {
          pasar_sandbox_json (json,
                              "{'variation_id':0,'variation_name':%s,'variation_group_id':0,"
                              "'variation_option_list':[]}",
                              name);
          continue;
        }
      pasar_sandbox_json (json, "{'name':%s,'option_list':[", name);
      for (guint i = 0; i < item->n_options[tier]; i++)
        {
          g_autofree char *option = pasar_sandbox_item_dup_option (call->shop, item, tier, i);

          pasar_sandbox_json (json, "{'option':%s}", option);
        }
      pasar_sandbox_json (json, "]}");
    }
  pasar_sandbox_json (json, "]");
}

static void
append_model (GString *json, PasarSandboxCall *call, PasarSandboxItem *item, PasarSandboxSku *sku)
{
  g_autofree char *text = pasar_sandbox_model_dup_sku (call->shop, item, sku);
  g_autofree char *barcode = pasar_sandbox_dup_barcode (call->shop, item, sku);

  pasar_sandbox_json (json,
                      "{'model_id':%jd,'model_sku':%s,'model_status':%s,'tier_index':[%d",
                      sku->model_id,
                      text,
                      sku->unavailable ? "MODEL_UNAVAILABLE" : "MODEL_NORMAL",
                      sku->tier[0]);
  if (item->n_options[1] > 1)
    pasar_sandbox_json (json, "%d", sku->tier[1]);
  pasar_sandbox_json (json, "]");
  append_price_info (json, call, item, sku);
  append_stock_info (json, call, item, sku, TRUE);
  pasar_sandbox_json (json,
                      "'promotion_id':%ju,'has_promotion':%c,'gtin_code':%s}",
                      pasar_sandbox_promotion_id (item, sku),
                      pasar_sandbox_promotion_of (item, sku) == PASAR_SANDBOX_ONGOING,
                      barcode);
}

/* Appends the answer of get_model_list (reference 3.3). */
void
pasar_sandbox_item_append_models (GString *json, PasarSandboxCall *call, PasarSandboxItem *item)
{
  PasarSandboxSku *skus = pasar_sandbox_shop_skus (call->shop, item);

  if ((item->flags & PASAR_SANDBOX_ITEM_HAS_MODEL) == 0)
    {
      pasar_sandbox_json (json, "{'tier_variation':[],'model':[]}");
      return;
    }
  pasar_sandbox_json (json, "{");
  append_tiers (json, call, item, FALSE);
  append_tiers (json, call, item, TRUE);
  pasar_sandbox_json (json, "'model':[");
  for (guint i = 0; i < item->n_skus; i++)
    append_model (json, call, item, &skus[i]);
  pasar_sandbox_json (json, "]}");
}
