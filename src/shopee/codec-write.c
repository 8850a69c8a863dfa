/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shopee/codec-private.h"
#include "shopee/error-catalogue-private.h"
#include "shopee/error-private.h"
#include "shopee/scrub-private.h"
#include "shopee/types-private.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  PasarReader reader;
  PasarWriteResult *result;
  const char *id_name; /* "model_id" or "item_id" */
  const GPtrArray *secrets;
} ResultReader;

static PasarOutcome *
find_outcome (PasarWriteResult *result, gint64 id)
{
  for (guint i = 0; i < result->outcomes->len; i++)
    {
      PasarOutcome *outcome = g_ptr_array_index (result->outcomes, i);

      if (outcome->id == id)
        return outcome;
    }
  return NULL;
}

static void
refuse (PasarOutcome *outcome, const PasarErrorInfo *info, const char *reason)
{
  PasarError error_class = info != NULL ? info->error_class : PASAR_ERROR_RULE;

  outcome->kind = PASAR_OUTCOME_REFUSED;
  outcome->value = PASAR_PRICE_NONE;
  outcome->error_class = error_class;
  g_free (outcome->reason);
  outcome->reason = g_strdup (reason);
  g_free (outcome->advice);
  outcome->advice =
      g_strdup (info != NULL && info->advice != NULL ? _ (info->advice)
                                                     : pasar_error_class_advice (error_class));
}

/* What an entry without a reason of its own failed for. */
static const PasarErrorInfo *
lookup_failure (const PasarEnvelope *envelope, const char *reason)
{
  const PasarErrorInfo *info = pasar_error_catalogue_lookup_reason (reason);

  if (info == NULL && *envelope->code != '\0')
    info = pasar_error_catalogue_lookup (envelope->code, envelope->message);
  return info;
}

/* A failure that names no model is one of the item: of all models that no entry names. */
static void
refuse_rest (ResultReader *self, const PasarErrorInfo *info, const char *reason)
{
  for (guint i = 0; i < self->result->outcomes->len; i++)
    {
      PasarOutcome *outcome = g_ptr_array_index (self->result->outcomes, i);

      if (outcome->kind == PASAR_OUTCOME_UNCONFIRMED)
        refuse (outcome, info, reason);
    }
}

/* Entries that name a model go first (@nameless FALSE), then those that do not. */
static void
read_failures (ResultReader *self,
               const PasarEnvelope *envelope,
               JsonObject *response,
               gboolean nameless)
{
  PasarReader lenient = { .is_lenient = TRUE };
  guint length;
  JsonArray *array = pasar_reader_array (&self->reader, response, "failure_list", &length);

  for (guint i = 0; i < length; i++)
    {
      JsonObject *entry = pasar_reader_element (&self->reader, array, i, "failure_list");
      gint64 id = pasar_reader_count (&self->reader, entry, self->id_name, 0);
      g_autofree char *text = pasar_reader_string (&lenient, entry, "failed_reason");
      PasarOutcome *outcome = find_outcome (self->result, id);
      const char *reason;

      if (entry == NULL)
        continue;
      pasar_scrub_text (&text, self->secrets);
      reason = text != NULL && *text != '\0' ? text : envelope->message;
      if (outcome != NULL && !nameless)
        refuse (outcome, lookup_failure (envelope, reason), reason);
      else if (outcome == NULL && id == 0 && nameless)
        refuse_rest (self, lookup_failure (envelope, reason), reason);
    }
}

/* An amount that was confirmed for a model. With stock there is one entry a location, and the value
 * is their sum. */
static void
confirm (PasarWriteResult *result, gint64 id, gint64 value)
{
  PasarOutcome *outcome = find_outcome (result, id);

  if (outcome == NULL)
    return;
  if (outcome->kind != PASAR_OUTCOME_DONE)
    outcome->value = value;
  else if (outcome->value == PASAR_PRICE_NONE || value == PASAR_PRICE_NONE
           || value > G_MAXINT64 - outcome->value)
    outcome->value = PASAR_PRICE_NONE;
  else
    outcome->value += value;
  outcome->kind = PASAR_OUTCOME_DONE;
}

static void
read_price_successes (ResultReader *self, JsonObject *response)
{
  guint length;
  JsonArray *array = pasar_reader_array (&self->reader, response, "success_list", &length);

  for (guint i = 0; i < length; i++)
    {
      JsonObject *entry = pasar_reader_element (&self->reader, array, i, "success_list");
      gint64 id = pasar_reader_count (&self->reader, entry, "model_id", 0);
      gint64 price = pasar_reader_price (&self->reader, entry, "original_price");
      PasarOutcome *outcome = find_outcome (self->result, id);

      /* A repeated entry of a price is no sum. */
      if (entry != NULL && outcome != NULL && outcome->kind != PASAR_OUTCOME_DONE)
        confirm (self->result, id, price);
    }
}

static void
read_stock_successes (ResultReader *self, JsonObject *response)
{
  guint length;
  JsonArray *array = pasar_reader_array (&self->reader, response, "success_list", &length);

  for (guint i = 0; i < length; i++)
    {
      JsonObject *entry = pasar_reader_element (&self->reader, array, i, "success_list");
      gint64 id = pasar_reader_count (&self->reader, entry, "model_id", 0);
      const char *name = pasar_json_has (entry, "stock") ? "stock" : "normal_stock";
      gint64 stock = pasar_reader_count (&self->reader, entry, name, PASAR_PRICE_NONE);

      if (entry != NULL)
        confirm (self->result, id, stock);
    }
}

static void
read_boost_ids (ResultReader *self, JsonObject *owner)
{
  guint length;
  JsonArray *array = pasar_reader_array (&self->reader, owner, "item_id_list", &length);

  for (guint i = 0; i < length; i++)
    {
      gint64 id =
          pasar_reader_node_id (&self->reader, json_array_get_element (array, i), "item_id_list");

      confirm (self->result, id, PASAR_PRICE_NONE);
    }
}

/* An object in the seed, an array of such objects in the wild (reference 4.3). */
static void
read_boost_successes (ResultReader *self, JsonObject *response)
{
  JsonNode *node = response != NULL ? json_object_get_member (response, "success_list") : NULL;
  guint length;
  JsonArray *array;

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    {
      read_boost_ids (self, json_node_get_object (node));
      return;
    }
  array = pasar_reader_array (&self->reader, response, "success_list", &length);
  for (guint i = 0; i < length; i++)
    read_boost_ids (self, pasar_reader_element (&self->reader, array, i, "success_list"));
}

static PasarWriteResult *
start_result (const PasarEnvelope *envelope, const PasarDecodeContext *context)
{
  PasarWriteResult *result = pasar_write_result_new ();

  result->code = g_strdup (envelope->code);
  result->message = g_strdup (envelope->message);
  result->request_id = g_strdup (envelope->request_id);
  pasar_write_result_add_unconfirmed (result, context->ids, context->n_ids);
  return result;
}

static gboolean
is_refusal (const PasarErrorInfo *info)
{
  return info != NULL
         && (info->error_class == PASAR_ERROR_RULE || info->error_class == PASAR_ERROR_PARAMETER
             || info->error_class == PASAR_ERROR_NOT_FOUND
             || info->error_class == PASAR_ERROR_SHOP_STATE);
}

/* The answer to a write, in the order of reference 6.3: the lists count whatever `error` says; a
 * business refusal without lists refuses all; any other error is one of the call. */
static gpointer
read_result (const PasarEnvelope *envelope,
             const PasarDecodeContext *context,
             const char *id_name,
             void (*read_successes) (ResultReader *self, JsonObject *response),
             GError **error)
{
  g_autoptr (PasarWriteResult) result = start_result (envelope, context);
  ResultReader self = { .reader = { .price_digits = context->price_digits },
                        .result = result,
                        .id_name = id_name,
                        .secrets = context->secrets };
  const PasarErrorInfo *info = NULL;
  JsonObject *response = NULL;

  if (*envelope->code != '\0' && !pasar_envelope_has_lists (envelope))
    {
      info = pasar_error_catalogue_lookup (envelope->code, envelope->message);
      if (!is_refusal (info))
        {
          g_propagate_error (error,
                             pasar_error_new_from_server (envelope->code,
                                                          envelope->message,
                                                          envelope->request_id));
          return NULL;
        }
      refuse_rest (&self, info, *envelope->message != '\0' ? envelope->message : envelope->code);
      return g_steal_pointer (&result);
    }
  response = pasar_codec_get_response (&self.reader, envelope);
  read_successes (&self, response);
  read_failures (&self, envelope, response, FALSE);
  read_failures (&self, envelope, response, TRUE);
  return pasar_reader_finish (&self.reader, error) ? g_steal_pointer (&result) : NULL;
}

/**
 * pasar_codec_read_price_result:
 * @envelope: an answer
 * @context: what was asked
 * @error: return location for an error
 *
 * Reads the answer to update_price (seed S1).
 *
 * Returns: (transfer full) (nullable): a #PasarWriteResult, or %NULL with an error
 */
gpointer
pasar_codec_read_price_result (const PasarEnvelope *envelope,
                               const PasarDecodeContext *context,
                               GError **error)
{
  return read_result (envelope, context, "model_id", read_price_successes, error);
}

/**
 * pasar_codec_read_stock_result:
 * @envelope: an answer
 * @context: what was asked
 * @error: return location for an error
 *
 * Reads the answer to update_stock (seed S3).
 *
 * Returns: (transfer full) (nullable): a #PasarWriteResult, or %NULL with an error
 */
gpointer
pasar_codec_read_stock_result (const PasarEnvelope *envelope,
                               const PasarDecodeContext *context,
                               GError **error)
{
  return read_result (envelope, context, "model_id", read_stock_successes, error);
}

/**
 * pasar_codec_read_boost_result:
 * @envelope: an answer
 * @context: what was asked
 * @error: return location for an error
 *
 * Reads the answer to boost_item (seed S0).
 *
 * Returns: (transfer full) (nullable): a #PasarWriteResult, or %NULL with an error
 */
gpointer
pasar_codec_read_boost_result (const PasarEnvelope *envelope,
                               const PasarDecodeContext *context,
                               GError **error)
{
  return read_result (envelope, context, "item_id", read_boost_successes, error);
}
