/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shopee/codec-private.h"
#include "shopee/types-private.h"

#define PIECES_MAX (G_GINT64_CONSTANT (1) << 53)

/* Called for each object of an array. */
typedef void (*ReadElement) (PasarReader *reader, JsonObject *object, gpointer data);

static void
read_each (PasarReader *reader,
           JsonObject *owner,
           const char *name,
           ReadElement read,
           gpointer data)
{
  guint length;
  JsonArray *array = pasar_reader_array (reader, owner, name, &length);

  for (guint i = 0; i < length; i++)
    {
      JsonObject *object = pasar_reader_element (reader, array, i, name);

      if (object != NULL)
        read (reader, object, data);
    }
}

/**
 * pasar_codec_read_price_info:
 * @reader: a reader
 * @owner: an item or a model
 * @has_price: (out): whether there was a price
 * @price: filled when there was
 *
 * Reads entry 0 of `price_info` (reference 3.2).
 */
void
pasar_codec_read_price_info (PasarReader *reader,
                             JsonObject *owner,
                             gboolean *has_price,
                             PasarPriceInfo *price)
{
  guint length;
  JsonArray *array = pasar_reader_array (reader, owner, "price_info", &length);
  JsonObject *info = length > 0 ? pasar_reader_element (reader, array, 0, "price_info") : NULL;

  *has_price = info != NULL;
  if (info == NULL)
    return;
  price->currency = pasar_reader_string (reader, info, "currency");
  price->original_price = pasar_reader_price (reader, info, "original_price");
  price->current_price = pasar_reader_price (reader, info, "current_price");
  price->inflated_price_of_original_price =
      pasar_reader_price (reader, info, "inflated_price_of_original_price");
  price->inflated_price_of_current_price =
      pasar_reader_price (reader, info, "inflated_price_of_current_price");
  price->sip_item_price = pasar_reader_price (reader, info, "sip_item_price");
  price->sip_item_price_source = pasar_reader_string (reader, info, "sip_item_price_source");
  price->local_price = pasar_reader_price (reader, info, "local_price");
  price->local_promotion_price = pasar_reader_price (reader, info, "local_promotion_price");
}

/* Stock is added up, so that it is bounded: the marketplace takes ten million (reference 3.8). */
static gint64
read_pieces (PasarReader *reader, JsonObject *object, const char *name)
{
  gint64 pieces = pasar_reader_count (reader, object, name, 0);

  if (pieces <= PIECES_MAX)
    return pieces;
  pasar_reader_fail (reader, name, "impossible stock");
  return 0;
}

/* A location id of "" is none (reference 3.2). */
static char *
read_location_id (PasarReader *reader, JsonObject *object, const char *name)
{
  g_autofree char *location_id = pasar_reader_string (reader, object, name);

  if (location_id == NULL || *location_id == '\0')
    return NULL;
  return g_steal_pointer (&location_id);
}

static void
read_stock_at_location (PasarReader *reader, JsonObject *object, gpointer data)
{
  PasarStockAtLocation *at = g_new0 (PasarStockAtLocation, 1);

  at->location_id = read_location_id (reader, object, "location_id");
  at->stock = read_pieces (reader, object, "stock");
  at->is_saleable = pasar_reader_boolean (reader, object, "if_saleable", TRUE);
  g_ptr_array_add (data, at);
}

/* An entry of the form that was in use until 2022; stock_type 1 is Shopee's warehouse. */
static void
read_old_stock (PasarReader *reader, JsonObject *object, gpointer data)
{
  PasarStockInfo *stock = data;
  gboolean at_shopee = pasar_reader_integer (reader, object, "stock_type", 2) == 1;
  PasarStockAtLocation *at = g_new0 (PasarStockAtLocation, 1);

  at->location_id = read_location_id (reader, object, "stock_location_id");
  at->stock = read_pieces (reader, object, "normal_stock");
  at->is_saleable = TRUE;
  g_ptr_array_add (at_shopee ? stock->shopee_stock : stock->seller_stock, at);
  stock->total_available_stock += read_pieces (reader, object, "current_stock");
  stock->total_reserved_stock += read_pieces (reader, object, "reserved_stock");
}

/**
 * pasar_codec_read_stock_info:
 * @reader: a reader
 * @owner: an item or a model
 * @has_stock: (out): whether there was a stock
 * @stock: filled when there was
 *
 * Reads `stock_info_v2`, else the old `stock_info` (reference 3.2).
 */
void
pasar_codec_read_stock_info (PasarReader *reader,
                             JsonObject *owner,
                             gboolean *has_stock,
                             PasarStockInfo *stock)
{
  JsonObject *info = pasar_reader_object (reader, owner, "stock_info_v2");
  JsonObject *summary = pasar_reader_object (reader, info, "summary_info");

  if (info == NULL)
    {
      read_each (reader, owner, "stock_info", read_old_stock, stock);
      *has_stock = stock->seller_stock->len + stock->shopee_stock->len > 0;
      return;
    }
  *has_stock = TRUE;
  stock->total_reserved_stock = read_pieces (reader, summary, "total_reserved_stock");
  stock->total_available_stock = read_pieces (reader, summary, "total_available_stock");
  read_each (reader, info, "seller_stock", read_stock_at_location, stock->seller_stock);
  read_each (reader, info, "shopee_stock", read_stock_at_location, stock->shopee_stock);
}

static void
read_attribute_value (PasarReader *reader, JsonObject *object, gpointer data)
{
  PasarAttributeValue *value = g_new0 (PasarAttributeValue, 1);

  value->value_id = pasar_reader_integer (reader, object, "value_id", 0);
  value->original_value_name = pasar_reader_string (reader, object, "original_value_name");
  value->value_unit = pasar_reader_string (reader, object, "value_unit");
  g_ptr_array_add (data, value);
}

static void
read_attribute (PasarReader *reader, JsonObject *object, gpointer data)
{
  PasarAttribute *attribute = pasar_attribute_new ();

  attribute->attribute_id = pasar_reader_integer (reader, object, "attribute_id", 0);
  attribute->original_attribute_name =
      pasar_reader_string (reader, object, "original_attribute_name");
  attribute->is_mandatory = pasar_reader_boolean (reader, object, "is_mandatory", FALSE);
  read_each (reader, object, "attribute_value_list", read_attribute_value, attribute->values);
  g_ptr_array_add (data, attribute);
}

static void
read_logistic (PasarReader *reader, JsonObject *object, gpointer data)
{
  PasarLogistic *logistic = g_new0 (PasarLogistic, 1);

  logistic->logistic_id = pasar_reader_integer (reader, object, "logistic_id", 0);
  logistic->logistic_name = pasar_reader_string (reader, object, "logistic_name");
  logistic->enabled = pasar_reader_boolean (reader, object, "enabled", FALSE);
  logistic->is_free = pasar_reader_boolean (reader, object, "is_free", FALSE);
  logistic->shipping_fee = pasar_reader_price (reader, object, "shipping_fee");
  logistic->estimated_shipping_fee = pasar_reader_price (reader, object, "estimated_shipping_fee");
  logistic->size_id = pasar_reader_string (reader, object, "size_id");
  g_ptr_array_add (data, logistic);
}

static void
read_wholesale (PasarReader *reader, JsonObject *object, gpointer data)
{
  PasarWholesaleTier *tier = g_new0 (PasarWholesaleTier, 1);

  tier->min_count = pasar_reader_count (reader, object, "min_count", 0);
  tier->max_count = pasar_reader_count (reader, object, "max_count", 0);
  tier->unit_price = pasar_reader_price (reader, object, "unit_price");
  tier->inflated_price_of_unit_price =
      pasar_reader_price (reader, object, "inflated_price_of_unit_price");
  g_ptr_array_add (data, tier);
}

static void
read_video (PasarReader *reader, JsonObject *object, gpointer data)
{
  PasarVideo *video = g_new0 (PasarVideo, 1);

  video->video_url = pasar_reader_string (reader, object, "video_url");
  video->thumbnail_url = pasar_reader_string (reader, object, "thumbnail_url");
  video->duration = pasar_reader_count (reader, object, "duration", 0);
  g_ptr_array_add (data, video);
}

static void
read_description_field (PasarReader *reader, JsonObject *object, gpointer data)
{
  PasarDescriptionField *field = g_new0 (PasarDescriptionField, 1);
  JsonObject *image = pasar_reader_object (reader, object, "image_info");

  field->field_type = pasar_reader_string (reader, object, "field_type");
  field->text = pasar_reader_string (reader, object, "text");
  field->image_id = pasar_reader_string (reader, image, "image_id");
  field->image_url = pasar_reader_string (reader, image, "image_url");
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
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      PasarTaxField *field;

      /* Newer pages put further blocks in here; what is no plain value is no field. */
      if (JSON_NODE_HOLDS_OBJECT (node) || JSON_NODE_HOLDS_ARRAY (node)
          || JSON_NODE_HOLDS_NULL (node))
        continue;
      field = g_new0 (PasarTaxField, 1);
      field->name = g_strdup (name);
      field->value = pasar_reader_node_string (reader, node, name);
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
  policy->warranty_time = pasar_reader_string (reader, object, "warranty_time");
  policy->exclude_entrepreneur_warranty =
      pasar_reader_boolean (reader, object, "exclude_entrepreneur_warranty", FALSE);
  policy->complaint_address_id = pasar_reader_integer (reader, object, "complaint_address_id", 0);
  policy->additional_information = pasar_reader_string (reader, object, "additional_information");
  return policy;
}

static void
read_identity (PasarReader *reader, JsonObject *object, PasarItemInfo *item)
{
  JsonObject *brand = pasar_reader_object (reader, object, "brand");

  item->item_id = pasar_reader_id (reader, object, "item_id");
  item->category_id = pasar_reader_integer (reader, object, "category_id", 0);
  item->item_name = pasar_reader_string (reader, object, "item_name");
  item->item_sku = pasar_reader_string (reader, object, "item_sku");
  item->create_time = pasar_reader_count (reader, object, "create_time", 0);
  item->update_time = pasar_reader_count (reader, object, "update_time", 0);
  item->condition = pasar_reader_string (reader, object, "condition");
  item->item_status = pasar_reader_string (reader, object, "item_status");
  item->has_model = pasar_reader_boolean (reader, object, "has_model", FALSE);
  item->promotion_id = pasar_reader_big_number (reader, object, "promotion_id");
  item->has_promotion = pasar_reader_boolean (reader, object, "has_promotion", FALSE);
  item->brand_id = pasar_reader_integer (reader, brand, "brand_id", 0);
  item->brand_name = pasar_reader_string (reader, brand, "original_brand_name");
  item->item_dangerous = pasar_reader_integer (reader, object, "item_dangerous", 0);
  item->is_kit =
      pasar_reader_boolean (reader, pasar_reader_object (reader, object, "tag"), "kit", FALSE);
  item->deboost = pasar_reader_boolean (reader, object, "deboost", FALSE);
  item->gtin_code = pasar_reader_string (reader, object, "gtin_code");
}

static void
read_presentation (PasarReader *reader, JsonObject *object, PasarItemInfo *item)
{
  JsonObject *image = pasar_reader_object (reader, object, "image");
  JsonObject *info = pasar_reader_object (reader, object, "description_info");
  JsonObject *extended = pasar_reader_object (reader, info, "extended_description");

  pasar_codec_read_strings (reader, image, "image_url_list", item->image_urls);
  pasar_codec_read_strings (reader, image, "image_id_list", item->image_ids);
  item->description = pasar_reader_string (reader, object, "description");
  item->description_type = pasar_reader_string (reader, object, "description_type");
  read_each (reader, extended, "field_list", read_description_field, item->description_fields);
  item->size_chart = pasar_reader_string (reader, object, "size_chart");
  read_each (reader, object, "video_info", read_video, item->videos);
  read_each (reader, object, "attribute_list", read_attribute, item->attributes);
}

static void
read_parcel (PasarReader *reader, JsonObject *object, PasarItemInfo *item)
{
  JsonObject *dimension = pasar_reader_object (reader, object, "dimension");
  JsonObject *pre_order = pasar_reader_object (reader, object, "pre_order");

  item->weight = pasar_reader_string (reader, object, "weight");
  item->package_length = pasar_reader_count (reader, dimension, "package_length", 0);
  item->package_width = pasar_reader_count (reader, dimension, "package_width", 0);
  item->package_height = pasar_reader_count (reader, dimension, "package_height", 0);
  item->is_pre_order = pasar_reader_boolean (reader, pre_order, "is_pre_order", FALSE);
  item->days_to_ship = pasar_reader_count (reader, pre_order, "days_to_ship", 0);
  read_each (reader, object, "logistic_info", read_logistic, item->logistics);
}

/* The items that could be read, and what was wrong with the first that could not. */
typedef struct
{
  GPtrArray *items;
  GError *error;
} ItemList;

/* An entry with anything impossible in it is left out whole, and costs the others nothing. */
static void
read_item (PasarReader *list_reader, JsonObject *object, gpointer data)
{
  ItemList *list = data;
  PasarReader own_reader = { .price_digits = list_reader->price_digits };
  PasarReader *reader = &own_reader;
  g_autoptr (PasarItemInfo) item = pasar_item_info_new ();

  read_identity (reader, object, item);
  read_presentation (reader, object, item);
  read_parcel (reader, object, item);
  pasar_codec_read_price_info (reader, object, &item->has_price, &item->price);
  pasar_codec_read_stock_info (reader, object, &item->has_stock, &item->stock);
  read_each (reader, object, "wholesales", read_wholesale, item->wholesales);
  item->complaint_policy = read_complaint_policy (reader, object);
  read_tax_info (reader, object, item->tax_fields);
  if (pasar_reader_finish (reader, list->error == NULL ? &list->error : NULL))
    g_ptr_array_add (list->items, g_steal_pointer (&item));
}

/**
 * pasar_codec_read_items:
 * @envelope: an answer
 * @context: what was asked
 * @error: return location for an error
 *
 * Reads get_item_base_info (seed S2, reference 3.2). An item with an impossible value is left out,
 * as if the answer did not have it; when no item can be read that is an error.
 *
 * Returns: (transfer full) (nullable): an array of #PasarItemInfo, or %NULL with an error
 */
gpointer
pasar_codec_read_items (const PasarEnvelope *envelope,
                        const PasarDecodeContext *context,
                        GError **error)
{
  PasarReader reader = { .price_digits = context->price_digits };
  JsonObject *response = pasar_codec_get_response (&reader, envelope);
  g_autoptr (GPtrArray) items =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_item_info_free);
  ItemList list = { .items = items };
  g_autoptr (GError) item_error = NULL;

  read_each (&reader, response, "item_list", read_item, &list);
  item_error = list.error;
  if (!pasar_reader_finish (&reader, error))
    return NULL;
  if (item_error != NULL && items->len == 0)
    {
      g_propagate_error (error, g_steal_pointer (&item_error));
      return NULL;
    }
  return g_steal_pointer (&items);
}

/* The options of one tier, as texts. */
static void
read_tier (PasarReader *reader, JsonObject *object, gpointer data)
{
  GPtrArray *tiers = data;
  g_autoptr (GPtrArray) options = g_ptr_array_new_with_free_func (g_free);
  char *name = pasar_reader_string (reader, object, "name");
  guint length;
  JsonArray *array = pasar_reader_array (reader, object, "option_list", &length);

  g_ptr_array_add (options, name != NULL ? name : g_strdup (""));
  for (guint i = 0; i < length; i++)
    {
      JsonObject *option = pasar_reader_element (reader, array, i, "option_list");
      char *text = pasar_reader_string (reader, option, "option");

      g_ptr_array_add (options, text != NULL ? text : g_strdup (""));
    }
  g_ptr_array_add (tiers, g_steal_pointer (&options));
}

/* "White, S", from the position of a model in each tier; a position past the end has no name. In
 * an array of options the first element is the name of the tier. */
static char *
build_model_name (PasarReader *reader, JsonObject *model, GPtrArray *tiers)
{
  g_autoptr (GString) name = g_string_new (NULL);
  guint length;
  JsonArray *indexes = pasar_reader_array (reader, model, "tier_index", &length);

  for (guint i = 0; i < MIN (length, tiers->len); i++)
    {
      GPtrArray *options = g_ptr_array_index (tiers, i);
      gint64 index =
          pasar_reader_node_integer (reader, json_array_get_element (indexes, i), "tier_index", -1);

      if (index < 0 || index >= (gint64) options->len - 1)
        continue;
      if (name->len > 0)
        g_string_append (name, ", ");
      g_string_append (name, g_ptr_array_index (options, index + 1));
    }
  return g_string_free (g_steal_pointer (&name), FALSE);
}

static PasarModelInfo *
read_model (PasarReader *reader, JsonObject *object, GPtrArray *tiers)
{
  PasarModelInfo *model = pasar_model_info_new ();

  model->model_id = pasar_reader_id (reader, object, "model_id");
  model->name = build_model_name (reader, object, tiers);
  model->model_sku = pasar_reader_string (reader, object, "model_sku");
  model->model_status = pasar_reader_string (reader, object, "model_status");
  pasar_codec_read_price_info (reader, object, &model->has_price, &model->price);
  pasar_codec_read_stock_info (reader, object, &model->has_stock, &model->stock);
  model->promotion_id = pasar_reader_big_number (reader, object, "promotion_id");
  model->has_promotion = pasar_reader_boolean (reader, object, "has_promotion", FALSE);
  model->gtin_code = pasar_reader_string (reader, object, "gtin_code");
  return model;
}

/**
 * pasar_codec_read_models:
 * @envelope: an answer
 * @context: what was asked
 * @error: return location for an error
 *
 * Reads get_model_list (reference 3.3).
 *
 * Returns: (transfer full) (nullable): a #PasarModelList, or %NULL with an error
 */
gpointer
pasar_codec_read_models (const PasarEnvelope *envelope,
                         const PasarDecodeContext *context,
                         GError **error)
{
  PasarReader reader = { .price_digits = context->price_digits };
  JsonObject *response = pasar_codec_get_response (&reader, envelope);
  g_autoptr (PasarModelList) list = pasar_model_list_new ();
  g_autoptr (GPtrArray) tiers = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  guint length;
  JsonArray *array = pasar_reader_array (&reader, response, "model", &length);

  list->item_id = context->n_ids > 0 ? context->ids[0] : 0;
  read_each (&reader, response, "tier_variation", read_tier, tiers);
  for (guint i = 0; i < tiers->len; i++)
    {
      GPtrArray *options = g_ptr_array_index (tiers, i);

      g_ptr_array_add (list->tier_names, g_strdup (g_ptr_array_index (options, 0)));
    }
  for (guint i = 0; i < length; i++)
    {
      JsonObject *object = pasar_reader_element (&reader, array, i, "model");

      if (object != NULL)
        g_ptr_array_add (list->models, read_model (&reader, object, tiers));
    }
  return pasar_reader_finish (&reader, error) ? g_steal_pointer (&list) : NULL;
}
