/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shopee/codec-private.h"
#include "shopee/scrub-private.h"
#include "shopee/types-private.h"

#include <string.h>

#define PIECES_MAX (G_GINT64_CONSTANT (1) << 53)

/* Bytes; they are sent back as they came, and so are never cut. */
#define LOCATION_ID_MAX 64

/* Members are looked for in this list by name, at every depth: what stands in none of the answers'
 * rows needs no reading. In the order of strcmp(). */
static const char *const row_member_names[] = {
  "category_id",
  "currency",
  "current_price",
  "current_stock",
  "error",
  "gtin_code",
  "has_model",
  "has_promotion",
  "image",
  "image_url_list",
  "is_fulfillment_by_shopee",
  "item_id",
  "item_list",
  "item_name",
  "item_sku",
  "item_status",
  "kit",
  "location_id",
  "message",
  "model",
  "model_id",
  "model_sku",
  "model_status",
  "normal_stock",
  "option",
  "option_list",
  "original_price",
  "price_info",
  "request_id",
  "reserved_stock",
  "response",
  "seller_stock",
  "shopee_stock",
  "stock",
  "stock_info",
  "stock_info_v2",
  "stock_location_id",
  "stock_type",
  "summary_info",
  "tag",
  "tier_index",
  "tier_variation",
  "total_available_stock",
  "total_reserved_stock",
  "unit_price",
  "update_time",
  "wholesales",
};

const PasarJsonMembers pasar_codec_row_members = { row_member_names,
                                                   G_N_ELEMENTS (row_member_names) };

/**
 * pasar_codec_read_each:
 * @reader: a reader
 * @owner: (nullable): an object
 * @name: a member: an array of objects
 * @read: called for each of them
 * @data: data for @read
 *
 * Reads an array of objects.
 */
void
pasar_codec_read_each (PasarReader *reader,
                       JsonObject *owner,
                       const char *name,
                       PasarReadElement read,
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
 * pasar_codec_get_price_info:
 * @reader: a reader
 * @owner: an item or a model
 *
 * Returns: (transfer none) (nullable): entry 0 of `price_info` (reference 3.2), if there is one
 */
JsonObject *
pasar_codec_get_price_info (PasarReader *reader, JsonObject *owner)
{
  guint length;
  JsonArray *array = pasar_reader_array (reader, owner, "price_info", &length);

  return length > 0 ? pasar_reader_element (reader, array, 0, "price_info") : NULL;
}

static void
read_price_info (PasarReader *reader, JsonObject *owner, gboolean *has_price, PasarPriceInfo *price)
{
  JsonObject *info = pasar_codec_get_price_info (reader, owner);

  *has_price = info != NULL;
  price->currency = pasar_reader_text (reader, info, "currency", PASAR_CODE_MAX);
  price->original_price = pasar_reader_price (reader, info, "original_price");
  price->current_price = pasar_reader_price (reader, info, "current_price");
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

/* A location id of "" is none (reference 3.2). One that could not be shown as it is makes no sense.
 */
static char *
read_location_id (PasarReader *reader, JsonObject *object, const char *name)
{
  g_autofree char *location_id = pasar_reader_string (reader, object, name);
  g_autofree char *shown = NULL;

  if (location_id == NULL || *location_id == '\0')
    return NULL;
  shown = pasar_text_sanitise (location_id, LOCATION_ID_MAX);
  if (strlen (location_id) > LOCATION_ID_MAX || strcmp (shown, location_id) != 0)
    pasar_reader_fail (reader, name, "no valid id");
  return g_steal_pointer (&location_id);
}

static void
read_stock_at_location (PasarReader *reader, JsonObject *object, gpointer data)
{
  PasarStockAtLocation *at = g_new0 (PasarStockAtLocation, 1);

  at->location_id = read_location_id (reader, object, "location_id");
  at->stock = read_pieces (reader, object, "stock");
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
  g_ptr_array_add (at_shopee ? stock->shopee_stock : stock->seller_stock, at);
  stock->total_available_stock += read_pieces (reader, object, "current_stock");
  stock->total_reserved_stock += read_pieces (reader, object, "reserved_stock");
}

/* `stock_info_v2`, else the old `stock_info` (reference 3.2). */
static void
read_stock_info (PasarReader *reader, JsonObject *owner, gboolean *has_stock, PasarStockInfo *stock)
{
  JsonObject *info = pasar_reader_object (reader, owner, "stock_info_v2");
  JsonObject *summary = pasar_reader_object (reader, info, "summary_info");

  if (info == NULL)
    {
      pasar_codec_read_each (reader, owner, "stock_info", read_old_stock, stock);
      *has_stock = stock->seller_stock->len + stock->shopee_stock->len > 0;
      return;
    }
  *has_stock = TRUE;
  stock->total_reserved_stock = read_pieces (reader, summary, "total_reserved_stock");
  stock->total_available_stock = read_pieces (reader, summary, "total_available_stock");
  pasar_codec_read_each (reader, info, "seller_stock", read_stock_at_location, stock->seller_stock);
  pasar_codec_read_each (reader, info, "shopee_stock", read_stock_at_location, stock->shopee_stock);
}

static void
read_wholesale (PasarReader *reader, JsonObject *object, gpointer data)
{
  PasarWholesaleTier *tier = g_new0 (PasarWholesaleTier, 1);

  tier->unit_price = pasar_reader_price (reader, object, "unit_price");
  g_ptr_array_add (data, tier);
}

/* What a row of the sheet needs of an item. */
static void
read_item_row (PasarReader *reader, JsonObject *object, PasarItemInfo *item)
{
  item->item_id = pasar_reader_id (reader, object, "item_id");
  item->category_id = pasar_reader_integer (reader, object, "category_id", 0);
  item->item_name = pasar_reader_text (reader, object, "item_name", PASAR_NAME_MAX);
  item->item_sku = pasar_reader_text (reader, object, "item_sku", PASAR_SKU_MAX);
  item->update_time = pasar_reader_count (reader, object, "update_time", 0);
  item->item_status = pasar_reader_text (reader, object, "item_status", PASAR_NAME_MAX);
  item->has_model = pasar_reader_boolean (reader, object, "has_model", FALSE);
  item->is_kit =
      pasar_reader_boolean (reader, pasar_reader_object (reader, object, "tag"), "kit", FALSE);
  item->is_fulfilled_by_shopee =
      pasar_reader_boolean (reader, object, "is_fulfillment_by_shopee", FALSE);
  read_price_info (reader, object, &item->has_price, &item->price);
  read_stock_info (reader, object, &item->has_stock, &item->stock);
  pasar_codec_read_each (reader, object, "wholesales", read_wholesale, item->wholesales);
}

/* The items that could be read, and what was wrong with the first that could not. */
typedef struct
{
  GPtrArray *items;
  gboolean in_full;
  GError *error;
} ItemList;

/* A row with anything impossible in it is left out whole, and costs the others nothing. */
static void
read_item (PasarReader *list_reader, JsonObject *object, gpointer data)
{
  ItemList *list = data;
  PasarReader reader = { .price_digits = list_reader->price_digits };
  g_autoptr (PasarItemInfo) item = pasar_item_info_new ();

  read_item_row (&reader, object, item);
  pasar_codec_read_pictures (object, item);
  item->gtin_code = pasar_codec_dup_gtin (object);
  if (list->in_full)
    pasar_codec_read_item_details (object, reader.price_digits, item);
  if (pasar_reader_finish (&reader, list->error == NULL ? &list->error : NULL))
    g_ptr_array_add (list->items, g_steal_pointer (&item));
}

static gpointer
read_items (const PasarEnvelope *envelope,
            const PasarDecodeContext *context,
            gboolean in_full,
            GError **error)
{
  PasarReader reader = { .price_digits = context->price_digits };
  JsonObject *response = pasar_codec_get_response (&reader, envelope);
  g_autoptr (GPtrArray) items =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_item_info_free);
  ItemList list = { .items = items, .in_full = in_full };
  g_autoptr (GError) item_error = NULL;

  pasar_codec_read_each (&reader, response, "item_list", read_item, &list);
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

/**
 * pasar_codec_read_items:
 * @envelope: an answer, of which %pasar_codec_row_members are enough
 * @context: what was asked
 * @error: return location for an error
 *
 * Reads what rows need of get_item_base_info (seed S2, reference 3.2). An item with an impossible
 * value is left out, as if the answer did not have it; when no item can be read that is an error.
 *
 * Returns: (transfer full) (nullable): an array of #PasarItemInfo, or %NULL with an error
 */
gpointer
pasar_codec_read_items (const PasarEnvelope *envelope,
                        const PasarDecodeContext *context,
                        GError **error)
{
  return read_items (envelope, context, FALSE, error);
}

/**
 * pasar_codec_read_items_in_full:
 * @envelope: an answer
 * @context: what was asked
 * @error: return location for an error
 *
 * Reads all of get_item_base_info. Of what rows do without, an impossible value is read as none.
 *
 * Returns: (transfer full) (nullable): an array of #PasarItemInfo, or %NULL with an error
 */
gpointer
pasar_codec_read_items_in_full (const PasarEnvelope *envelope,
                                const PasarDecodeContext *context,
                                GError **error)
{
  return read_items (envelope, context, TRUE, error);
}

/* The options of one tier, as texts. */
static void
read_tier (PasarReader *reader, JsonObject *object, gpointer data)
{
  GPtrArray *tiers = data;
  g_autoptr (GPtrArray) options = g_ptr_array_new_with_free_func (g_free);
  guint length;
  JsonArray *array = pasar_reader_array (reader, object, "option_list", &length);

  for (guint i = 0; i < length; i++)
    {
      JsonObject *option = pasar_reader_element (reader, array, i, "option_list");
      char *text = pasar_reader_text (reader, option, "option", PASAR_OPTION_MAX);

      g_ptr_array_add (options, text != NULL ? text : g_strdup (""));
    }
  g_ptr_array_add (tiers, g_steal_pointer (&options));
}

/* "White, S", from the position of a model in each tier; a position past the end has no name. */
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

      if (index < 0 || index >= options->len)
        continue;
      if (name->len > 0)
        g_string_append (name, ", ");
      g_string_append (name, g_ptr_array_index (options, index));
    }
  return g_string_free (g_steal_pointer (&name), FALSE);
}

/* What a row of the sheet needs of a model. */
static void
read_model_row (PasarReader *reader, JsonObject *object, GPtrArray *tiers, PasarModelInfo *model)
{
  model->model_id = pasar_reader_id (reader, object, "model_id");
  model->name = build_model_name (reader, object, tiers);
  model->model_sku = pasar_reader_text (reader, object, "model_sku", PASAR_SKU_MAX);
  model->model_status = pasar_reader_text (reader, object, "model_status", PASAR_NAME_MAX);
  read_price_info (reader, object, &model->has_price, &model->price);
  read_stock_info (reader, object, &model->has_stock, &model->stock);
  model->has_promotion = pasar_reader_boolean (reader, object, "has_promotion", FALSE);
}

/* As an item: a row is taken whole or not at all, and costs the others nothing. */
static void
read_model (PasarReader *list_reader,
            JsonObject *object,
            GPtrArray *tiers,
            gboolean in_full,
            PasarModelList *list)
{
  PasarReader reader = { .price_digits = list_reader->price_digits };
  g_autoptr (PasarModelInfo) model = pasar_model_info_new ();

  read_model_row (&reader, object, tiers, model);
  model->gtin_code = pasar_codec_dup_gtin (object);
  if (in_full)
    pasar_codec_read_model_details (object, reader.price_digits, model);
  if (pasar_reader_finish (&reader, NULL))
    g_ptr_array_add (list->models, g_steal_pointer (&model));
  else
    list->n_unreadable++;
}

static gpointer
read_models (const PasarEnvelope *envelope,
             const PasarDecodeContext *context,
             gboolean in_full,
             GError **error)
{
  PasarReader reader = { .price_digits = context->price_digits };
  JsonObject *response = pasar_codec_get_response (&reader, envelope);
  g_autoptr (PasarModelList) list = pasar_model_list_new ();
  g_autoptr (GPtrArray) tiers = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  guint length;
  JsonArray *array = pasar_reader_array (&reader, response, "model", &length);

  list->item_id = context->n_ids > 0 ? context->ids[0] : 0;
  pasar_codec_read_each (&reader, response, "tier_variation", read_tier, tiers);
  for (guint i = 0; i < length; i++)
    {
      JsonObject *object = pasar_reader_element (&reader, array, i, "model");

      if (object != NULL)
        read_model (&reader, object, tiers, in_full, list);
    }
  if (list->models->len == 0 && list->n_unreadable > 0)
    pasar_reader_fail (&reader, "model", "none that can be read");
  return pasar_reader_finish (&reader, error) ? g_steal_pointer (&list) : NULL;
}

/**
 * pasar_codec_read_models:
 * @envelope: an answer, of which %pasar_codec_row_members are enough
 * @context: what was asked
 * @error: return location for an error
 *
 * Reads what rows need of get_model_list (reference 3.3). A model with an impossible value is left
 * out and counted; when no model can be read that is an error.
 *
 * Returns: (transfer full) (nullable): a #PasarModelList, or %NULL with an error
 */
gpointer
pasar_codec_read_models (const PasarEnvelope *envelope,
                         const PasarDecodeContext *context,
                         GError **error)
{
  return read_models (envelope, context, FALSE, error);
}

/**
 * pasar_codec_read_models_in_full:
 * @envelope: an answer
 * @context: what was asked
 * @error: return location for an error
 *
 * Reads all of get_model_list. Of what rows do without, an impossible value is read as none.
 *
 * Returns: (transfer full) (nullable): a #PasarModelList, or %NULL with an error
 */
gpointer
pasar_codec_read_models_in_full (const PasarEnvelope *envelope,
                                 const PasarDecodeContext *context,
                                 GError **error)
{
  return read_models (envelope, context, TRUE, error);
}
