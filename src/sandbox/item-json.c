/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sandbox/demo.h"
#include "sandbox/json.h"
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

  pasar_sandbox_json_open (json, "price_info", '[');
  if ((item->flags & PASAR_SANDBOX_ITEM_NO_PRICE) == 0)
    {
      pasar_sandbox_json_open (json, NULL, '{');
      pasar_sandbox_json_string (json, "currency", region->currency);
      pasar_sandbox_json_money (json, "original_price", sku->price, region->digits);
      pasar_sandbox_json_money (json, "current_price", current, region->digits);
      if ((item->flags & PASAR_SANDBOX_ITEM_SEED_SHAPE) == 0)
        {
          pasar_sandbox_json_money (json,
                                    "inflated_price_of_original_price",
                                    sku->price,
                                    region->digits);
          pasar_sandbox_json_money (json,
                                    "inflated_price_of_current_price",
                                    current,
                                    region->digits);
        }
      pasar_sandbox_json_close (json, '}');
    }
  pasar_sandbox_json_close (json, ']');
}

static void
append_seller_stock (GString *json,
                     PasarSandboxCall *call,
                     const PasarSandboxItem *item,
                     const PasarSandboxSku *sku)
{
  gboolean split = (item->flags & PASAR_SANDBOX_ITEM_LOCATIONS) != 0;

  pasar_sandbox_json_open (json, "seller_stock", '[');
  for (guint i = 0; i < (split ? PASAR_SANDBOX_N_LOCATIONS : 1u); i++)
    {
      pasar_sandbox_json_open (json, NULL, '{');
      if (split)
        pasar_sandbox_json_string (json, "location_id", call->shop->locations[i]);
      pasar_sandbox_json_int (json, "stock", sku->stock[i]);
      pasar_sandbox_json_bool (json, "if_saleable", TRUE);
      pasar_sandbox_json_close (json, '}');
    }
  pasar_sandbox_json_close (json, ']');
}

static void
append_shopee_stock (GString *json,
                     PasarSandboxCall *call,
                     const PasarSandboxSku *sku,
                     gboolean as_text)
{
  g_autofree char *location = g_strconcat (call->shop->region->code, "S", NULL);
  g_autofree char *text = g_strdup_printf ("%d", sku->shopee_stock);

  if (sku->shopee_stock == 0)
    return;
  pasar_sandbox_json_open (json, "shopee_stock", '[');
  pasar_sandbox_json_open (json, NULL, '{');
  pasar_sandbox_json_string (json, "location_id", location);
  if (as_text)
    pasar_sandbox_json_string (json, "stock", text);
  else
    pasar_sandbox_json_int (json, "stock", sku->shopee_stock);
  pasar_sandbox_json_close (json, '}');
  pasar_sandbox_json_close (json, ']');
}

/* In get_model_list the stock of Shopee's warehouses is documented as text (reference 3.3). */
static void
append_stock_info (GString *json,
                   PasarSandboxCall *call,
                   const PasarSandboxItem *item,
                   const PasarSandboxSku *sku,
                   gboolean of_model)
{
  gint64 all = pasar_sandbox_seller_stock (sku) + sku->shopee_stock;

  pasar_sandbox_json_open (json, "stock_info_v2", '{');
  pasar_sandbox_json_open (json, "summary_info", '{');
  pasar_sandbox_json_int (json, "total_reserved_stock", sku->reserved);
  pasar_sandbox_json_int (json, "total_available_stock", MAX (all - sku->reserved, 0));
  pasar_sandbox_json_close (json, '}');
  append_seller_stock (json, call, item, sku);
  append_shopee_stock (json, call, sku, of_model);
  pasar_sandbox_json_close (json, '}');
}

static void
append_old_stock_info (GString *json, PasarSandboxCall *call, const PasarSandboxSku *sku)
{
  pasar_sandbox_json_open (json, "stock_info", '[');
  pasar_sandbox_json_open (json, NULL, '{');
  pasar_sandbox_json_int (json, "stock_type", 2);
  pasar_sandbox_json_string (json, "stock_location_id", "");
  pasar_sandbox_json_int (json, "current_stock", sku->stock[0]);
  pasar_sandbox_json_int (json, "normal_stock", sku->stock[0]);
  pasar_sandbox_json_int (json, "reserved_stock", sku->reserved);
  pasar_sandbox_json_close (json, '}');
  pasar_sandbox_json_close (json, ']');
}

static void
append_image (GString *json, PasarSandboxCall *call, const PasarSandboxItem *item)
{
  const char *uri = call->sandbox->uri;
  guint n_images = 1 + (guint) (pasar_sandbox_mix ((guint64) item->item_id, 5) % 3);

  pasar_sandbox_json_open (json, "image", '{');
  for (guint list = 0; list < 2; list++)
    {
      pasar_sandbox_json_open (json, list == 0 ? "image_url_list" : "image_id_list", '[');
      for (guint i = 0; i < n_images; i++)
        {
          char kind = item->demo != NULL ? item->demo->kind : 'x';
          g_autofree char *id =
              g_strdup_printf ("%c%" G_GINT64_MODIFIER "x%u", kind, item->item_id, i);
          g_autofree char *url = g_strdup_printf ("%s/image/%s.png", uri, id);

          pasar_sandbox_json_string (json, NULL, list == 0 ? url : id);
        }
      pasar_sandbox_json_close (json, ']');
    }
  pasar_sandbox_json_string (json, "image_ratio", "1:1");
  pasar_sandbox_json_close (json, '}');
}

static void
append_attribute (GString *json, gint64 id, const char *name, const char *value, const char *unit)
{
  pasar_sandbox_json_open (json, NULL, '{');
  pasar_sandbox_json_int (json, "attribute_id", id);
  pasar_sandbox_json_string (json, "original_attribute_name", name);
  pasar_sandbox_json_bool (json, "is_mandatory", id == 4811);
  pasar_sandbox_json_open (json, "attribute_value_list", '[');
  pasar_sandbox_json_open (json, NULL, '{');
  pasar_sandbox_json_int (json, "value_id", id * 10);
  pasar_sandbox_json_string (json, "original_value_name", value);
  pasar_sandbox_json_string (json, "value_unit", unit);
  pasar_sandbox_json_close (json, '}');
  pasar_sandbox_json_close (json, ']');
  pasar_sandbox_json_close (json, '}');
}

static const char *
material_of (char kind)
{
  switch (kind)
    {
    case 'f':
      return "Cotton";
    case 'k':
      return "Stainless steel";
    case 's':
      return "Paper";
    case 't':
      return "Beech wood";
    default:
      return "Default";
    }
}

static void
append_attributes (GString *json, const PasarSandboxItem *item)
{
  pasar_sandbox_json_open (json, "attribute_list", '[');
  append_attribute (json,
                    4811,
                    "Material",
                    material_of (item->demo != NULL ? item->demo->kind : 'x'),
                    "");
  append_attribute (json, 4812, "Country of Origin", "Singapore", "");
  if (item->demo != NULL)
    append_attribute (json, 4813, "Warranty Duration", "6", "months");
  pasar_sandbox_json_close (json, ']');
}

static void
append_logistic (GString *json, gint64 id, const char *name, gboolean enabled, gint64 fee)
{
  pasar_sandbox_json_open (json, NULL, '{');
  pasar_sandbox_json_int (json, "logistic_id", id);
  pasar_sandbox_json_string (json, "logistic_name", name);
  pasar_sandbox_json_bool (json, "enabled", enabled);
  pasar_sandbox_json_bool (json, "is_free", fee == 0);
  if (fee == 0)
    pasar_sandbox_json_int (json, "shipping_fee", 0);
  else
    pasar_sandbox_json_money (json, "estimated_shipping_fee", fee, 2);
  pasar_sandbox_json_close (json, '}');
}

static void
append_parcel (GString *json, const PasarSandboxItem *item)
{
  guint64 dice = pasar_sandbox_mix ((guint64) item->item_id, 9);
  guint grams = item->demo != NULL ? item->demo->grams : 50 + (guint) (dice % 2000);
  g_autofree char *weight = g_strdup_printf ("%u.%03u", grams / 1000, grams % 1000);
  gboolean pre_order = item->demo != NULL && strchr (item->demo->flags, 'p') != NULL;
  gboolean used = item->demo != NULL && strchr (item->demo->flags, 'D') != NULL;

  pasar_sandbox_json_string (json, "weight", weight);
  pasar_sandbox_json_open (json, "dimension", '{');
  pasar_sandbox_json_int (json, "package_length", 8 + (gint64) (dice % 30));
  pasar_sandbox_json_int (json, "package_width", 6 + (gint64) ((dice >> 8) % 20));
  pasar_sandbox_json_int (json, "package_height", 2 + (gint64) ((dice >> 16) % 12));
  pasar_sandbox_json_close (json, '}');
  pasar_sandbox_json_open (json, "logistic_info", '[');
  append_logistic (json, 10007, "Ninja Van", TRUE, 149);
  append_logistic (json, 19103, "SingPost - POPStation", (dice >> 24) % 2 == 0, 199);
  append_logistic (json, 234, "Self Collection", TRUE, 0);
  pasar_sandbox_json_close (json, ']');
  pasar_sandbox_json_open (json, "pre_order", '{');
  pasar_sandbox_json_bool (json, "is_pre_order", pre_order);
  pasar_sandbox_json_int (json, "days_to_ship", pre_order ? 10 : 2);
  pasar_sandbox_json_close (json, '}');
  pasar_sandbox_json_string (json, "condition", used ? "USED" : "NEW");
}

static void
append_wholesale (GString *json, PasarSandboxCall *call, const PasarSandboxItem *item)
{
  if (item->extra == NULL || item->extra->n_wholesale == 0)
    return;
  pasar_sandbox_json_open (json, "wholesales", '[');
  for (guint i = 0; i < item->extra->n_wholesale; i++)
    {
      const PasarSandboxWholesale *tier = &item->extra->wholesale[i];
      guint digits = call->shop->region->digits;

      pasar_sandbox_json_open (json, NULL, '{');
      pasar_sandbox_json_int (json, "min_count", tier->min_count);
      pasar_sandbox_json_int (json, "max_count", tier->max_count);
      pasar_sandbox_json_money (json, "unit_price", tier->unit_price, digits);
      pasar_sandbox_json_money (json, "inflated_price_of_unit_price", tier->unit_price, digits);
      pasar_sandbox_json_close (json, '}');
    }
  pasar_sandbox_json_close (json, ']');
}

/* In the seed's own example these are numbers, in its table text. */
static void
append_tax (GString *json, PasarSandboxCall *call, const PasarSandboxItem *item)
{
  const char *region = call->shop->region->code;

  pasar_sandbox_json_open (json, "tax_info", '{');
  if ((item->flags & PASAR_SANDBOX_ITEM_SEED_SHAPE) != 0)
    {
      pasar_sandbox_json_int (json, "ncm", 123);
      pasar_sandbox_json_int (json, "same_state_cfop", 123);
      pasar_sandbox_json_int (json, "diff_state_cfop", 123);
      pasar_sandbox_json_int (json, "csosn", 123);
      pasar_sandbox_json_int (json, "origin", 1);
    }
  else if (strcmp (region, "BR") == 0)
    {
      pasar_sandbox_json_string (json, "ncm", "61091000");
      pasar_sandbox_json_string (json, "diff_state_cfop", "6102");
      pasar_sandbox_json_string (json, "csosn", "102");
      pasar_sandbox_json_string (json, "origin", "0");
      pasar_sandbox_json_string (json, "cest", "2806700");
      pasar_sandbox_json_string (json, "measure_unit", "UN");
    }
  else if (strcmp (region, "PL") == 0)
    {
      pasar_sandbox_json_string (json, "invoice_option", "VAT_INVOICES");
      pasar_sandbox_json_string (json, "vat_rate", "23%");
    }
  else if (strcmp (region, "IN") == 0)
    {
      pasar_sandbox_json_string (json, "hs_code", "61091000");
      pasar_sandbox_json_string (json, "tax_code", "GST_18");
    }
  else if (strcmp (region, "TW") == 0)
    pasar_sandbox_json_int (json, "tax_type", 1);
  pasar_sandbox_json_close (json, '}');
}

static void
append_complaint_policy (GString *json, PasarSandboxCall *call, const PasarSandboxItem *item)
{
  if (strcmp (call->shop->region->code, "PL") != 0
      && (item->flags & PASAR_SANDBOX_ITEM_SEED_SHAPE) == 0)
    return;
  pasar_sandbox_json_open (json, "complaint_policy", '{');
  pasar_sandbox_json_string (json, "warranty_time", "ONE_YEAR");
  pasar_sandbox_json_bool (json, "exclude_entrepreneur_warranty", TRUE);
  pasar_sandbox_json_int (json, "complaint_address_id", 9001);
  pasar_sandbox_json_string (json, "additional_information", "Write to us first.");
  pasar_sandbox_json_close (json, '}');
}

static void
append_brand (GString *json, const PasarSandboxItem *item)
{
  const char *brand = item->demo != NULL ? item->demo->brand : "";

  pasar_sandbox_json_open (json, "brand", '{');
  pasar_sandbox_json_int (json,
                          "brand_id",
                          *brand != '\0' ? 1000 + g_str_hash (brand) % 100000 : 0);
  pasar_sandbox_json_string (json, "original_brand_name", *brand != '\0' ? brand : "No Brand");
  pasar_sandbox_json_close (json, '}');
}

static void
append_extended_description (GString *json, PasarSandboxCall *call)
{
  g_autofree char *url = g_strconcat (call->sandbox->uri, "/image/d1.png", NULL);

  pasar_sandbox_json_string (json, "description_type", "extended");
  pasar_sandbox_json_open (json, "description_info", '{');
  pasar_sandbox_json_open (json, "extended_description", '{');
  pasar_sandbox_json_open (json, "field_list", '[');
  pasar_sandbox_json_open (json, NULL, '{');
  pasar_sandbox_json_string (json, "field_type", "text");
  pasar_sandbox_json_string (json, "text", "text description 1");
  pasar_sandbox_json_close (json, '}');
  pasar_sandbox_json_open (json, NULL, '{');
  pasar_sandbox_json_string (json, "field_type", "text");
  pasar_sandbox_json_open (json, "image_info", '{');
  pasar_sandbox_json_string (json, "image_id", "d1");
  pasar_sandbox_json_string (json, "image_url", url);
  pasar_sandbox_json_close (json, '}');
  pasar_sandbox_json_close (json, '}');
  pasar_sandbox_json_close (json, ']');
  pasar_sandbox_json_close (json, '}');
  pasar_sandbox_json_close (json, '}');
}

/* The members that changed between the seed of 2022 and now (reference 3.2). */
static void
append_old_or_new (GString *json, PasarSandboxCall *call, const PasarSandboxItem *item)
{
  g_autofree char *description = NULL;

  if ((item->flags & PASAR_SANDBOX_ITEM_SEED_SHAPE) != 0)
    {
      pasar_sandbox_json_int (json, "promotion_id", 1000030380);
      append_extended_description (json, call);
      return;
    }
  description = pasar_sandbox_item_dup_description (call->shop, item);
  pasar_sandbox_json_string (json, "description", description);
  pasar_sandbox_json_string (json, "description_type", "normal");
  pasar_sandbox_json_bool (json, "has_promotion", item->promotion == PASAR_SANDBOX_ONGOING);
  pasar_sandbox_json_string (json, "deboost", "false");
  pasar_sandbox_json_string (json, "gtin_code", "");
  pasar_sandbox_json_int (json, "size_chart_id", 0);
  pasar_sandbox_json_bool (json,
                           "is_fulfillment_by_shopee",
                           (item->flags & PASAR_SANDBOX_ITEM_FBS) != 0);
  pasar_sandbox_json_open (json, "tag", '{');
  pasar_sandbox_json_bool (json, "kit", (item->flags & PASAR_SANDBOX_ITEM_KIT) != 0);
  pasar_sandbox_json_close (json, '}');
  if (strcmp (call->shop->region->code, "ID") == 0 || strcmp (call->shop->region->code, "MY") == 0)
    pasar_sandbox_json_int (json, "item_dangerous", 0);
}

static gint64
category_of (const PasarSandboxItem *item)
{
  if (item->demo == NULL)
    return 100000 + (gint64) (pasar_sandbox_mix ((guint64) item->item_id, 3) % 900);
  return item->demo->kind == 'f'   ? 100047
         : item->demo->kind == 'k' ? 100636
         : item->demo->kind == 's' ? 100639
                                   : 100632;
}

/**
 * pasar_sandbox_item_append_base_info:
 * @json: where to append
 * @call: the call that asks
 * @item: an item
 * @tax: with `tax_info`
 * @complaint: with `complaint_policy`, where the region has it
 *
 * Appends one entry of get_item_base_info (seed S2).
 */
void
pasar_sandbox_item_append_base_info (GString *json,
                                     PasarSandboxCall *call,
                                     PasarSandboxItem *item,
                                     gboolean tax,
                                     gboolean complaint)
{
  const PasarSandboxSku *sku = pasar_sandbox_shop_skus (call->shop, item);
  gboolean has_model = (item->flags & PASAR_SANDBOX_ITEM_HAS_MODEL) != 0;
  g_autofree char *name = pasar_sandbox_item_dup_name (call->shop, item);
  g_autofree char *item_sku = pasar_sandbox_item_dup_sku (call->shop, item);

  pasar_sandbox_json_open (json, NULL, '{');
  pasar_sandbox_json_int (json, "item_id", item->item_id);
  pasar_sandbox_json_int (json, "category_id", category_of (item));
  pasar_sandbox_json_string (json, "item_name", name);
  pasar_sandbox_json_string (json, "item_sku", item_sku);
  pasar_sandbox_json_int (json, "create_time", item->create_time);
  pasar_sandbox_json_int (json, "update_time", item->update_time);
  append_attributes (json, item);
  if (!has_model)
    {
      append_price_info (json, call, item, sku);
      append_stock_info (json, call, item, sku, FALSE);
      if ((item->flags & PASAR_SANDBOX_ITEM_SEED_SHAPE) != 0)
        append_old_stock_info (json, call, sku);
    }
  append_image (json, call, item);
  append_parcel (json, item);
  append_wholesale (json, call, item);
  pasar_sandbox_json_string (json, "size_chart", "");
  pasar_sandbox_json_string (json, "item_status", pasar_sandbox_status_name (item->status));
  pasar_sandbox_json_bool (json, "has_model", has_model);
  append_brand (json, item);
  append_old_or_new (json, call, item);
  if (tax)
    append_tax (json, call, item);
  if (complaint)
    append_complaint_policy (json, call, item);
  pasar_sandbox_json_close (json, '}');
}

static void
append_tiers (GString *json, PasarSandboxCall *call, PasarSandboxItem *item)
{
  guint n_tiers = item->n_options[1] > 1 ? 2 : 1;

  pasar_sandbox_json_open (json, "tier_variation", '[');
  for (guint tier = 0; tier < n_tiers; tier++)
    {
      g_autofree char *name = pasar_sandbox_item_dup_tier (call->shop, item, tier);

      pasar_sandbox_json_open (json, NULL, '{');
      pasar_sandbox_json_string (json, "name", name);
      pasar_sandbox_json_open (json, "option_list", '[');
      for (guint i = 0; i < item->n_options[tier]; i++)
        {
          g_autofree char *option = pasar_sandbox_item_dup_option (call->shop, item, tier, i);

          pasar_sandbox_json_open (json, NULL, '{');
          pasar_sandbox_json_string (json, "option", option);
          pasar_sandbox_json_close (json, '}');
        }
      pasar_sandbox_json_close (json, ']');
      pasar_sandbox_json_close (json, '}');
    }
  pasar_sandbox_json_close (json, ']');
}

static void
append_standard_tiers (GString *json, PasarSandboxCall *call, PasarSandboxItem *item)
{
  guint n_tiers = item->n_options[1] > 1 ? 2 : 1;

  pasar_sandbox_json_open (json, "standardise_tier_variation", '[');
  for (guint tier = 0; tier < n_tiers; tier++)
    {
      g_autofree char *name = pasar_sandbox_item_dup_tier (call->shop, item, tier);

      pasar_sandbox_json_open (json, NULL, '{');
      pasar_sandbox_json_int (json, "variation_id", 0);
      pasar_sandbox_json_string (json, "variation_name", name);
      pasar_sandbox_json_int (json, "variation_group_id", 0);
      pasar_sandbox_json_open (json, "variation_option_list", '[');
      pasar_sandbox_json_close (json, ']');
      pasar_sandbox_json_close (json, '}');
    }
  pasar_sandbox_json_close (json, ']');
}

static void
append_model (GString *json, PasarSandboxCall *call, PasarSandboxItem *item, PasarSandboxSku *sku)
{
  g_autofree char *text = pasar_sandbox_model_dup_sku (call->shop, item, sku);

  pasar_sandbox_json_open (json, NULL, '{');
  pasar_sandbox_json_int (json, "model_id", sku->model_id);
  pasar_sandbox_json_string (json, "model_sku", text);
  pasar_sandbox_json_string (json,
                             "model_status",
                             sku->unavailable ? "MODEL_UNAVAILABLE" : "MODEL_NORMAL");
  pasar_sandbox_json_open (json, "tier_index", '[');
  pasar_sandbox_json_int (json, NULL, sku->tier[0]);
  if (item->n_options[1] > 1)
    pasar_sandbox_json_int (json, NULL, sku->tier[1]);
  pasar_sandbox_json_close (json, ']');
  append_price_info (json, call, item, sku);
  append_stock_info (json, call, item, sku, TRUE);
  pasar_sandbox_json_uint (json, "promotion_id", pasar_sandbox_promotion_id (item, sku));
  pasar_sandbox_json_bool (json,
                           "has_promotion",
                           pasar_sandbox_promotion_of (item, sku) == PASAR_SANDBOX_ONGOING);
  pasar_sandbox_json_string (json, "gtin_code", "");
  pasar_sandbox_json_close (json, '}');
}

/**
 * pasar_sandbox_item_append_models:
 * @json: where to append
 * @call: the call that asks
 * @item: an item, with or without models
 *
 * Appends the answer of get_model_list (reference 3.3).
 */
void
pasar_sandbox_item_append_models (GString *json, PasarSandboxCall *call, PasarSandboxItem *item)
{
  PasarSandboxSku *skus = pasar_sandbox_shop_skus (call->shop, item);
  gboolean has_model = (item->flags & PASAR_SANDBOX_ITEM_HAS_MODEL) != 0;

  pasar_sandbox_json_open (json, NULL, '{');
  if (has_model)
    {
      append_tiers (json, call, item);
      append_standard_tiers (json, call, item);
    }
  else
    {
      pasar_sandbox_json_open (json, "tier_variation", '[');
      pasar_sandbox_json_close (json, ']');
    }
  pasar_sandbox_json_open (json, "model", '[');
  for (guint i = 0; has_model && i < item->n_skus; i++)
    append_model (json, call, item, &skus[i]);
  pasar_sandbox_json_close (json, ']');
  pasar_sandbox_json_close (json, '}');
}
