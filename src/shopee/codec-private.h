/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shopee/codec-json-private.h"
#include "shopee/types.h"

G_BEGIN_DECLS

/* Bytes to values and back, without any I/O: this header is the whole codec. */

/**
 * PasarEnvelope:
 * @root: owns all below
 * @object: the root object
 * @response: (nullable): the member `response`, %NULL when missing or null
 * @code: `error`, "" on success
 * @message: "" or text
 * @request_id: "" or the id
 *
 * What every answer is wrapped in (reference 6.1).
 */
typedef struct
{
  JsonNode *root;
  JsonObject *object;
  JsonNode *response;
  char *code;
  char *message;
  char *request_id;
} PasarEnvelope;

PasarEnvelope *pasar_envelope_parse (GBytes *body, const PasarJsonMembers *members, GError **error);
void pasar_envelope_free (PasarEnvelope *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarEnvelope, pasar_envelope_free)
void pasar_envelope_scrub (PasarEnvelope *self, const GPtrArray *secrets);
gboolean pasar_envelope_has_lists (const PasarEnvelope *self);

/**
 * PasarDecodeContext:
 * @price_digits: digits of the shop's currency
 * @now: Unix seconds by the server's clock
 * @ids: (nullable): the ids that were asked for
 * @n_ids: how many
 * @offset: the offset that was asked for
 * @secrets: (nullable) (element-type utf8): what no text of the server may carry on
 *
 * What a decoder must know of the request.
 */
typedef struct
{
  guint price_digits;
  gint64 now;
  gint64 *ids;
  guint n_ids;
  gint64 offset;
  GPtrArray *secrets;
} PasarDecodeContext;

/* The members that pasar_codec_read_items() and pasar_codec_read_models() look at. */
extern const PasarJsonMembers pasar_codec_row_members;

/**
 * PasarDecodeFunc:
 * @envelope: an answer
 * @context: what was asked
 * @error: return location for an error
 *
 * Makes the value of one call out of an answer that says success.
 *
 * Returns: (transfer full): the value, or %NULL with an error
 */
typedef gpointer (*PasarDecodeFunc) (const PasarEnvelope *envelope,
                                     const PasarDecodeContext *context,
                                     GError **error);

gpointer pasar_codec_read_authorisation (const PasarEnvelope *envelope,
                                         const PasarDecodeContext *context,
                                         GError **error);
gpointer pasar_codec_read_tokens (const PasarEnvelope *envelope,
                                  const PasarDecodeContext *context,
                                  GError **error);
gpointer pasar_codec_read_shop_info (const PasarEnvelope *envelope,
                                     const PasarDecodeContext *context,
                                     GError **error);
gpointer pasar_codec_read_item_page (const PasarEnvelope *envelope,
                                     const PasarDecodeContext *context,
                                     GError **error);
gpointer pasar_codec_read_item_limit (const PasarEnvelope *envelope,
                                      const PasarDecodeContext *context,
                                      GError **error);
gpointer pasar_codec_read_holiday_mode (const PasarEnvelope *envelope,
                                        const PasarDecodeContext *context,
                                        GError **error);
gpointer pasar_codec_read_promotions (const PasarEnvelope *envelope,
                                      const PasarDecodeContext *context,
                                      GError **error);
gpointer pasar_codec_read_boosted (const PasarEnvelope *envelope,
                                   const PasarDecodeContext *context,
                                   GError **error);
gpointer pasar_codec_read_items (const PasarEnvelope *envelope,
                                 const PasarDecodeContext *context,
                                 GError **error);
gpointer pasar_codec_read_items_in_full (const PasarEnvelope *envelope,
                                         const PasarDecodeContext *context,
                                         GError **error);
gpointer pasar_codec_read_models (const PasarEnvelope *envelope,
                                  const PasarDecodeContext *context,
                                  GError **error);
gpointer pasar_codec_read_models_in_full (const PasarEnvelope *envelope,
                                          const PasarDecodeContext *context,
                                          GError **error);
gpointer pasar_codec_read_price_result (const PasarEnvelope *envelope,
                                        const PasarDecodeContext *context,
                                        GError **error);
gpointer pasar_codec_read_stock_result (const PasarEnvelope *envelope,
                                        const PasarDecodeContext *context,
                                        GError **error);
gpointer pasar_codec_read_boost_result (const PasarEnvelope *envelope,
                                        const PasarDecodeContext *context,
                                        GError **error);

GBytes *pasar_codec_write_token_request (const char *code,
                                         gint64 partner_id,
                                         gint64 shop_id,
                                         gint64 main_account_id);
GBytes *
pasar_codec_write_refresh_request (const char *refresh_token, gint64 partner_id, gint64 shop_id);
GBytes *pasar_codec_write_price_request (gint64 item_id,
                                         const PasarPriceUpdate *prices,
                                         guint n_prices,
                                         guint digits);
GBytes *pasar_codec_write_stock_request (gint64 item_id,
                                         const PasarStockUpdate *stocks,
                                         guint n_stocks,
                                         gboolean send_normal_stock);
GBytes *pasar_codec_write_boost_request (const gint64 *item_ids, guint n_item_ids);

/* What its files share. */

/**
 * PasarReadElement:
 * @reader: a reader
 * @object: an element
 * @data: data of the caller
 *
 * Called for each object of an array.
 */
typedef void (*PasarReadElement) (PasarReader *reader, JsonObject *object, gpointer data);

void pasar_codec_read_each (PasarReader *reader,
                            JsonObject *owner,
                            const char *name,
                            PasarReadElement read,
                            gpointer data);
JsonObject *pasar_codec_get_price_info (PasarReader *reader, JsonObject *owner);
void pasar_codec_read_pictures (JsonObject *object, PasarItemInfo *item);
char *pasar_codec_dup_gtin (JsonObject *object);
void pasar_codec_read_item_details (JsonObject *object, guint price_digits, PasarItemInfo *item);
void pasar_codec_read_model_details (JsonObject *object, guint price_digits, PasarModelInfo *model);
JsonObject *pasar_codec_get_response (PasarReader *reader, const PasarEnvelope *envelope);

G_END_DECLS
