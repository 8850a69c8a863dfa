/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shopee/codec-private.h"
#include "shopee/scrub-private.h"
#include "shopee/types-private.h"

#include <string.h>

/* What only the details of one item show; rows are read without it. */

/* Reads as many elements as anybody looks at. Each adds at most one to the list. */
static void
read_some (PasarReader *reader,
           JsonObject *owner,
           const char *name,
           PasarReadElement read,
           GPtrArray *list)
{
  guint length;
  JsonArray *array = pasar_reader_array (reader, owner, name, &length);

  for (guint i = 0; i < length && list->len < PASAR_DETAILS_MAX; i++)
    {
      JsonObject *object = pasar_reader_element (reader, array, i, name);

      if (object != NULL)
        read (reader, object, list);
    }
}

static void
read_attribute_value (PasarReader *reader, JsonObject *object, gpointer data)
{
  PasarAttributeValue *value = g_new0 (PasarAttributeValue, 1);

  value->original_value_name =
      pasar_reader_text (reader, object, "original_value_name", PASAR_NAME_MAX);
  value->value_unit = pasar_reader_text (reader, object, "value_unit", PASAR_NAME_MAX);
  g_ptr_array_add (data, value);
}

static void
read_attribute (PasarReader *reader, JsonObject *object, gpointer data)
{
  PasarAttribute *attribute = pasar_attribute_new ();

  attribute->original_attribute_name =
      pasar_reader_text (reader, object, "original_attribute_name", PASAR_NAME_MAX);
  attribute->is_mandatory = pasar_reader_boolean (reader, object, "is_mandatory", FALSE);
  read_some (reader, object, "attribute_value_list", read_attribute_value, attribute->values);
  g_ptr_array_add (data, attribute);
}

static void
read_logistic (PasarReader *reader, JsonObject *object, gpointer data)
{
  PasarLogistic *logistic = g_new0 (PasarLogistic, 1);

  logistic->logistic_id = pasar_reader_integer (reader, object, "logistic_id", 0);
  logistic->logistic_name = pasar_reader_text (reader, object, "logistic_name", PASAR_NAME_MAX);
  logistic->enabled = pasar_reader_boolean (reader, object, "enabled", FALSE);
  logistic->is_free = pasar_reader_boolean (reader, object, "is_free", FALSE);
  logistic->shipping_fee = pasar_reader_price (reader, object, "shipping_fee");
  logistic->estimated_shipping_fee = pasar_reader_price (reader, object, "estimated_shipping_fee");
  logistic->size_id = pasar_reader_text (reader, object, "size_id", PASAR_NAME_MAX);
  g_ptr_array_add (data, logistic);
}

static void
read_video (PasarReader *reader, JsonObject *object, gpointer data)
{
  PasarVideo *video = g_new0 (PasarVideo, 1);

  video->video_url = pasar_reader_text (reader, object, "video_url", PASAR_ADDRESS_MAX);
  video->duration = pasar_reader_count (reader, object, "duration", 0);
  g_ptr_array_add (data, video);
}

static void
read_description_field (PasarReader *reader, JsonObject *object, gpointer data)
{
  PasarDescriptionField *field = g_new0 (PasarDescriptionField, 1);
  JsonObject *image = pasar_reader_object (reader, object, "image_info");

  field->text = pasar_reader_text (reader, object, "text", PASAR_DESCRIPTION_MAX);
  field->image_url = pasar_reader_text (reader, image, "image_url", PASAR_ADDRESS_MAX);
  g_ptr_array_add (data, field);
}

static void
read_tax_info (PasarReader *reader, JsonObject *owner, GPtrArray *fields)
{
  JsonObject *tax = pasar_reader_object (reader, owner, "tax_info");
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (tax == NULL)
    return;
  json_object_iter_init_ordered (&iter, tax);
  while (fields->len < PASAR_DETAILS_MAX && json_object_iter_next_ordered (&iter, &name, &node))
    {
      g_autofree char *value = NULL;
      PasarTaxField *field;

      /* Newer pages put further blocks in here; what is no plain value is no field. */
      if (JSON_NODE_HOLDS_OBJECT (node) || JSON_NODE_HOLDS_ARRAY (node)
          || JSON_NODE_HOLDS_NULL (node))
        continue;
      value = pasar_reader_node_string (reader, node, name);
      field = g_new0 (PasarTaxField, 1);
      field->name = pasar_text_sanitise (name, PASAR_NAME_MAX);
      field->value = pasar_text_sanitise (value, PASAR_NAME_MAX);
      g_ptr_array_add (fields, field);
    }
}

static PasarComplaintPolicy *
read_complaint_policy (PasarReader *reader, JsonObject *owner)
{
  JsonObject *object = pasar_reader_object (reader, owner, "complaint_policy");
  PasarComplaintPolicy *policy;

  if (object == NULL)
    return NULL;
  policy = g_new0 (PasarComplaintPolicy, 1);
  policy->warranty_time = pasar_reader_text (reader, object, "warranty_time", PASAR_NAME_MAX);
  policy->exclude_entrepreneur_warranty =
      pasar_reader_boolean (reader, object, "exclude_entrepreneur_warranty", FALSE);
  policy->complaint_address_id = pasar_reader_integer (reader, object, "complaint_address_id", 0);
  policy->additional_information =
      pasar_reader_text (reader, object, "additional_information", PASAR_NAME_MAX);
  return policy;
}

static void
read_presentation (PasarReader *reader, JsonObject *object, PasarItemInfo *item)
{
  JsonObject *info = pasar_reader_object (reader, object, "description_info");
  JsonObject *extended = pasar_reader_object (reader, info, "extended_description");

  item->description = pasar_reader_text (reader, object, "description", PASAR_DESCRIPTION_MAX);
  read_some (reader, extended, "field_list", read_description_field, item->description_fields);
  item->size_chart = pasar_reader_text (reader, object, "size_chart", PASAR_ADDRESS_MAX);
  read_some (reader, object, "video_info", read_video, item->videos);
  read_some (reader, object, "attribute_list", read_attribute, item->attributes);
}

static void
read_parcel (PasarReader *reader, JsonObject *object, PasarItemInfo *item)
{
  JsonObject *dimension = pasar_reader_object (reader, object, "dimension");
  JsonObject *pre_order = pasar_reader_object (reader, object, "pre_order");

  item->weight = pasar_reader_text (reader, object, "weight", PASAR_CODE_MAX);
  item->package_length = pasar_reader_count (reader, dimension, "package_length", 0);
  item->package_width = pasar_reader_count (reader, dimension, "package_width", 0);
  item->package_height = pasar_reader_count (reader, dimension, "package_height", 0);
  item->is_pre_order = pasar_reader_boolean (reader, pre_order, "is_pre_order", FALSE);
  item->days_to_ship = pasar_reader_count (reader, pre_order, "days_to_ship", 0);
  read_some (reader, object, "logistic_info", read_logistic, item->logistics);
}

static void
read_price_details (PasarReader *reader, JsonObject *owner, PasarPriceInfo *price)
{
  JsonObject *info = pasar_codec_get_price_info (reader, owner);

  price->inflated_price_of_original_price =
      pasar_reader_price (reader, info, "inflated_price_of_original_price");
  price->inflated_price_of_current_price =
      pasar_reader_price (reader, info, "inflated_price_of_current_price");
  price->sip_item_price = pasar_reader_price (reader, info, "sip_item_price");
  price->sip_item_price_source =
      pasar_reader_text (reader, info, "sip_item_price_source", PASAR_NAME_MAX);
  price->local_price = pasar_reader_price (reader, info, "local_price");
  price->local_promotion_price = pasar_reader_price (reader, info, "local_promotion_price");
}

static void
read_wholesale_details (PasarReader *reader, JsonObject *owner, GPtrArray *tiers)
{
  guint length;
  JsonArray *array = pasar_reader_array (reader, owner, "wholesales", &length);
  guint n = 0;

  for (guint i = 0; i < length; i++)
    {
      JsonObject *object = pasar_reader_element (reader, array, i, "wholesales");
      PasarWholesaleTier *tier;

      if (object == NULL)
        continue;
      tier = g_ptr_array_index (tiers, n++);
      tier->min_count = pasar_reader_count (reader, object, "min_count", 0);
      tier->max_count = pasar_reader_count (reader, object, "max_count", 0);
      tier->inflated_price_of_unit_price =
          pasar_reader_price (reader, object, "inflated_price_of_unit_price");
    }
}

/**
 * pasar_codec_read_pictures:
 * @object: an entry of get_item_base_info
 * @item: gets where its pictures are
 *
 * Reads the addresses of an item's pictures. What is none costs the item nothing.
 */
void
pasar_codec_read_pictures (JsonObject *object, PasarItemInfo *item)
{
  PasarReader lenient = { .is_lenient = TRUE };
  JsonObject *image = pasar_reader_object (&lenient, object, "image");
  guint length;
  JsonArray *array = pasar_reader_array (&lenient, image, "image_url_list", &length);

  for (guint i = 0; i < length && item->image_urls->len < PASAR_DETAILS_MAX; i++)
    {
      g_autofree char *address =
          pasar_reader_node_string (&lenient, json_array_get_element (array, i), "image_url_list");

      if (address != NULL)
        g_ptr_array_add (item->image_urls, pasar_text_sanitise (address, PASAR_ADDRESS_MAX));
    }
}

/**
 * pasar_codec_dup_gtin:
 * @object: an entry of get_item_base_info or get_model_list
 *
 * Reads the barcode of an item or a model. What is none costs the row nothing; "00" is what the
 * shop has of one that the seller declared to have none.
 *
 * Returns: (transfer full) (nullable): the barcode, %NULL for none
 */
char *
pasar_codec_dup_gtin (JsonObject *object)
{
  PasarReader lenient = { .is_lenient = TRUE };
  g_autofree char *code = pasar_reader_string (&lenient, object, "gtin_code");

  return code != NULL && code[0] != '\0' && strcmp (code, "00") != 0
             ? pasar_text_sanitise (code, PASAR_SKU_MAX)
             : NULL;
}

/**
 * pasar_codec_read_item_details:
 * @object: an entry of get_item_base_info
 * @price_digits: digits of the shop's currency
 * @item: gets what rows do without
 *
 * Reads what only the details of an item show, each field for itself.
 */
void
pasar_codec_read_item_details (JsonObject *object, guint price_digits, PasarItemInfo *item)
{
  PasarReader lenient = { .price_digits = price_digits, .is_lenient = TRUE };
  PasarReader *reader = &lenient;
  JsonObject *brand = pasar_reader_object (reader, object, "brand");

  item->create_time = pasar_reader_count (reader, object, "create_time", 0);
  item->condition = pasar_reader_text (reader, object, "condition", PASAR_NAME_MAX);
  item->promotion_id = pasar_reader_big_number (reader, object, "promotion_id");
  item->has_promotion = pasar_reader_boolean (reader, object, "has_promotion", FALSE);
  item->brand_id = pasar_reader_integer (reader, brand, "brand_id", 0);
  item->brand_name = pasar_reader_text (reader, brand, "original_brand_name", PASAR_NAME_MAX);
  item->item_dangerous = pasar_reader_integer (reader, object, "item_dangerous", 0);
  item->deboost = pasar_reader_boolean (reader, object, "deboost", FALSE);
  read_presentation (reader, object, item);
  read_parcel (reader, object, item);
  read_price_details (reader, object, &item->price);
  read_wholesale_details (reader, object, item->wholesales);
  item->complaint_policy = read_complaint_policy (reader, object);
  read_tax_info (reader, object, item->tax_fields);
}

/**
 * pasar_codec_read_model_details:
 * @object: an entry of get_model_list
 * @price_digits: digits of the shop's currency
 * @model: gets what rows do without
 *
 * Reads what only the details of an item show of its models, each field for itself.
 */
void
pasar_codec_read_model_details (JsonObject *object, guint price_digits, PasarModelInfo *model)
{
  PasarReader lenient = { .price_digits = price_digits, .is_lenient = TRUE };
  PasarReader *reader = &lenient;

  model->promotion_id = pasar_reader_big_number (reader, object, "promotion_id");
  read_price_details (reader, object, &model->price);
}
