/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shopee/codec-private.h"
#include "shopee/types-private.h"

/**
 * pasar_codec_get_response:
 * @reader: a reader
 * @envelope: an answer
 *
 * Returns: (transfer none) (nullable): the object in `response`; %NULL when the reader failed for
 *   want of one
 */
JsonObject *
pasar_codec_get_response (PasarReader *reader, const PasarEnvelope *envelope)
{
  if (envelope->response == NULL || !JSON_NODE_HOLDS_OBJECT (envelope->response))
    {
      pasar_reader_fail (reader, "response", "not an object");
      return NULL;
    }
  return json_node_get_object (envelope->response);
}

static void
read_item_ids (PasarReader *reader, JsonObject *response, GArray *item_ids)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  guint length;
  JsonArray *array = pasar_reader_array (reader, response, "item", &length);

  for (guint i = 0; i < length; i++)
    {
      JsonObject *object = pasar_reader_element (reader, array, i, "item");
      gint64 item_id;

      if (object == NULL)
        continue;
      item_id = pasar_reader_id (reader, object, "item_id");
      if (g_hash_table_add (seen, g_memdup2 (&item_id, sizeof item_id)))
        g_array_append_val (item_ids, item_id);
    }
}

/**
 * pasar_codec_read_item_page:
 * @envelope: an answer
 * @context: what was asked
 * @error: return location for an error
 *
 * Reads get_item_list (reference 3.1), each id once. A first and last page without the items that
 * it counts itself is an error.
 *
 * Returns: (transfer full) (nullable): a #PasarItemPage, or %NULL with an error
 */
gpointer
pasar_codec_read_item_page (const PasarEnvelope *envelope,
                            const PasarDecodeContext *context,
                            GError **error)
{
  PasarReader reader = { .price_digits = context->price_digits };
  JsonObject *response = pasar_codec_get_response (&reader, envelope);
  g_autoptr (PasarItemPage) page = pasar_item_page_new ();

  read_item_ids (&reader, response, page->item_ids);
  page->total_count = pasar_reader_count (&reader, response, "total_count", -1);
  page->has_next_page = pasar_reader_boolean (&reader, response, "has_next_page", FALSE);
  page->next_offset = pasar_reader_count (&reader, response, "next_offset", 0);
  /* Else a walk over the pages would never end. */
  if (page->has_next_page && page->next_offset <= context->offset)
    pasar_reader_fail (&reader, "next_offset", "does not go on");
  if (page->item_ids->len == 0 && context->offset == 0 && page->total_count > 0
      && !page->has_next_page)
    pasar_reader_fail (&reader, "item", "none, of more than none in all");
  return pasar_reader_finish (&reader, error) ? g_steal_pointer (&page) : NULL;
}

static gint64
read_promotion_price (PasarReader *reader, JsonObject *object)
{
  guint length;
  JsonArray *prices = pasar_reader_array (reader, object, "promotion_price_info", &length);
  JsonObject *first =
      length > 0 ? pasar_reader_element (reader, prices, 0, "promotion_price_info") : NULL;

  return pasar_reader_price (reader, first, "promotion_price");
}

/* What locks a row is strict; what only details show costs nothing when it makes no sense. */
static PasarPromotion *
read_promotion (PasarReader *reader, JsonObject *object, gint64 item_id)
{
  PasarReader lenient = { .price_digits = reader->price_digits, .is_lenient = TRUE };
  PasarPromotion *promotion = g_new0 (PasarPromotion, 1);
  JsonObject *stock = pasar_reader_object (&lenient, object, "promotion_stock_info_v2");
  JsonObject *summary = pasar_reader_object (&lenient, stock, "summary_info");
  g_autofree char *staging = pasar_reader_string (reader, object, "promotion_staging");

  promotion->item_id = item_id;
  promotion->model_id = pasar_reader_count (reader, object, "model_id", 0);
  promotion->promotion_type = pasar_reader_text (reader, object, "promotion_type", PASAR_NAME_MAX);
  promotion->is_ongoing = staging != NULL && g_ascii_strcasecmp (staging, "ongoing") == 0;
  promotion->promotion_id = pasar_reader_big_number (&lenient, object, "promotion_id");
  promotion->start_time = pasar_reader_count (&lenient, object, "start_time", 0);
  promotion->end_time = pasar_reader_count (&lenient, object, "end_time", 0);
  promotion->promotion_price = read_promotion_price (&lenient, object);
  /* The table has it beside summary_info, the sample inside. */
  promotion->reserved_stock =
      pasar_reader_count (&lenient,
                          pasar_json_has (summary, "total_reserved_stock") ? summary : stock,
                          "total_reserved_stock",
                          0);
  return promotion;
}

/**
 * pasar_codec_read_promotions:
 * @envelope: an answer
 * @context: what was asked
 * @error: return location for an error
 *
 * Reads get_item_promotion (reference 3.5).
 *
 * Returns: (transfer full) (nullable): an array of #PasarPromotion, or %NULL with an error
 */
gpointer
pasar_codec_read_promotions (const PasarEnvelope *envelope,
                             const PasarDecodeContext *context,
                             GError **error)
{
  PasarReader reader = { .price_digits = context->price_digits };
  JsonObject *response = pasar_codec_get_response (&reader, envelope);
  g_autoptr (GPtrArray) promotions = pasar_promotions_new ();
  guint n_items;
  JsonArray *items = pasar_reader_array (&reader, response, "success_list", &n_items);

  for (guint i = 0; i < n_items; i++)
    {
      JsonObject *item = pasar_reader_element (&reader, items, i, "success_list");
      gint64 item_id;
      guint length;
      JsonArray *array;

      if (item == NULL)
        continue;
      item_id = pasar_reader_id (&reader, item, "item_id");
      array = pasar_reader_array (&reader, item, "promotion", &length);
      for (guint j = 0; j < length; j++)
        {
          JsonObject *object = pasar_reader_element (&reader, array, j, "promotion");

          if (object != NULL)
            g_ptr_array_add (promotions, read_promotion (&reader, object, item_id));
        }
    }
  return pasar_reader_finish (&reader, error) ? g_steal_pointer (&promotions) : NULL;
}

/**
 * pasar_codec_read_boosted:
 * @envelope: an answer
 * @context: what was asked
 * @error: return location for an error
 *
 * Reads get_boosted_list (reference 3.6) without the entries whose cool-down is over.
 *
 * Returns: (transfer full) (nullable): an array of #PasarBoostedItem, or %NULL with an error
 */
gpointer
pasar_codec_read_boosted (const PasarEnvelope *envelope,
                          const PasarDecodeContext *context,
                          GError **error)
{
  PasarReader reader = { .price_digits = context->price_digits };
  JsonObject *response = pasar_codec_get_response (&reader, envelope);
  g_autoptr (GPtrArray) boosted = g_ptr_array_new_with_free_func (g_free);
  guint length;
  JsonArray *array = pasar_reader_array (&reader, response, "item_list", &length);

  for (guint i = 0; i < length; i++)
    {
      JsonObject *object = pasar_reader_element (&reader, array, i, "item_list");
      PasarBoostedItem item = { 0 };

      if (object == NULL)
        continue;
      item.item_id = pasar_reader_id (&reader, object, "item_id");
      item.cool_down_secs = pasar_reader_count (&reader, object, "cool_down_second", 0);
      if (item.cool_down_secs > 0)
        g_ptr_array_add (boosted, g_memdup2 (&item, sizeof item));
    }
  return pasar_reader_finish (&reader, error) ? g_steal_pointer (&boosted) : NULL;
}
