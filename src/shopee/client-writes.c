/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shopee/client-private.h"
#include "shopee/error-private.h"
#include "shopee/types-private.h"

#include <glib/gi18n-lib.h>

/* A write that may have been carried out is never sent again by itself: not even an absolute stock,
 * of which some may have been sold since. */
static const PasarCallSpec price_spec = {
  .path = "/api/v2/product/update_price",
  .flags = PASAR_CALL_POST | PASAR_CALL_READS_ERRORS | PASAR_CALL_NO_RESEND,
  .network_tries = 1,
  .decode = pasar_codec_read_price_result,
  .free_value = (GDestroyNotify) pasar_write_result_free,
};

static const PasarCallSpec stock_spec = {
  .path = "/api/v2/product/update_stock",
  .flags = PASAR_CALL_POST | PASAR_CALL_READS_ERRORS | PASAR_CALL_NO_RESEND,
  .network_tries = 1,
  .decode = pasar_codec_read_stock_result,
  .free_value = (GDestroyNotify) pasar_write_result_free,
};

static const PasarCallSpec boost_spec = {
  .path = "/api/v2/product/boost_item",
  .flags = PASAR_CALL_POST | PASAR_CALL_READS_ERRORS | PASAR_CALL_NO_RESEND,
  .network_tries = 1,
  .decode = pasar_codec_read_boost_result,
  .free_value = (GDestroyNotify) pasar_write_result_free,
};

/* A write of any number of models, as requests of at most 50 that go one after the other. */
typedef struct
{
  const PasarCallSpec *spec;
  gint64 *ids;
  guint n_ids;
  GPtrArray *inputs; /* PasarCallInput, what is still to be sent */
  PasarWriteResult *result;
} Write;

static void
input_free (PasarCallInput *input)
{
  g_free (input->query);
  g_clear_pointer (&input->body, g_bytes_unref);
  g_free (input->ids);
  g_free (input);
}

/* Takes @ids over. */
static Write *
write_new (const PasarCallSpec *spec, gint64 *ids, guint n_ids)
{
  Write *write = g_new0 (Write, 1);

  write->spec = spec;
  write->ids = ids;
  write->n_ids = n_ids;
  write->inputs = g_ptr_array_new_with_free_func ((GDestroyNotify) input_free);
  return write;
}

static void
write_free (Write *write)
{
  g_free (write->ids);
  g_ptr_array_unref (write->inputs);
  pasar_write_result_free (write->result);
  g_free (write);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Write, write_free)

static void send_next (GTask *task);

static void
take_text (char **into, char **from)
{
  g_free (*into);
  *into = g_steal_pointer (from);
}

/* Adds the outcomes of one more request; the envelope's texts are those of the last that had any.
 */
static void
merge (PasarWriteResult *all, PasarWriteResult *part)
{
  g_ptr_array_extend_and_steal (all->outcomes, g_steal_pointer (&part->outcomes));
  part->outcomes = g_ptr_array_new ();
  if (*part->code != '\0' || *all->code == '\0')
    {
      take_text (&all->code, &part->code);
      take_text (&all->message, &part->message);
    }
  if (*part->warning != '\0')
    take_text (&all->warning, &part->warning);
  take_text (&all->request_id, &part->request_id);
}

/* A later request failed: what was written before stays known, the rest is not confirmed. */
static void
add_unconfirmed (Write *write, const GError *error)
{
  PasarWriteResult *result = write->result;
  const guint n_known = result->outcomes->len;
  const char *code = pasar_error_get_server_code (error);

  pasar_write_result_add_unconfirmed (result, write->ids + n_known, write->n_ids - n_known);
  g_free (result->code);
  result->code = g_strdup (code != NULL ? code : "");
  g_free (result->message);
  result->message = g_strdup (error->message);
}

static void
part_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Write *write = g_task_get_task_data (task);
  g_autoptr (PasarWriteResult) part = NULL;
  GError *error = NULL;

  part = pasar_engine_run_finish (PASAR_CLIENT (source), result, part_written_cb, &error);
  if (part == NULL && write->result == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (part == NULL)
    {
      add_unconfirmed (write, error);
      g_error_free (error);
      g_task_return_pointer (task,
                             g_steal_pointer (&write->result),
                             (GDestroyNotify) pasar_write_result_free);
      return;
    }
  if (write->result == NULL)
    write->result = g_steal_pointer (&part);
  else
    merge (write->result, part);
  send_next (g_steal_pointer (&task));
}

static void
send_next (GTask *owned_task)
{
  g_autoptr (GTask) task = owned_task;
  PasarClient *self = g_task_get_source_object (task);
  Write *write = g_task_get_task_data (task);
  g_autofree PasarCallInput *input = NULL;

  if (write->inputs->len == 0)
    {
      g_task_return_pointer (task,
                             g_steal_pointer (&write->result),
                             (GDestroyNotify) pasar_write_result_free);
      return;
    }
  input = g_ptr_array_steal_index (write->inputs, 0);
  pasar_engine_run_async (self,
                          write->spec,
                          *input,
                          part_written_cb,
                          g_task_get_cancellable (task),
                          part_written_cb,
                          g_object_ref (task));
}

static void
run_write (PasarClient *self,
           Write *write,
           gpointer source_tag,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  /* The parts ask; what they have written is told even when a later one was cancelled. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, write, (GDestroyNotify) write_free);
  send_next (task);
}

/* Adds the request that writes the models from @first on. */
static void
add_part (Write *write, guint first, guint n, GBytes *body)
{
  PasarCallInput *input = g_new0 (PasarCallInput, 1);

  input->body = body;
  input->ids = g_memdup2 (write->ids + first, n * sizeof (gint64));
  input->n_ids = n;
  g_ptr_array_add (write->inputs, input);
}

static gboolean
has_duplicates (const gint64 *ids, guint n_ids)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < n_ids; i++)
    if (!g_hash_table_add (seen, (gpointer) &ids[i]))
      return TRUE;
  return FALSE;
}

/* Why a set of ids cannot be sent, or NULL. */
static GError *
check_ids (const gint64 *ids, guint n_ids)
{
  if (n_ids == 0)
    return pasar_error_new_local (PASAR_ERROR_PARAMETER, "%s", _ ("nothing to write"));
  if (has_duplicates (ids, n_ids))
    return pasar_error_new_local (PASAR_ERROR_PARAMETER, "%s", _ ("the same variation twice"));
  return NULL;
}

static GError *
check_prices (const PasarPriceUpdate *prices, guint n_prices)
{
  for (guint i = 0; i < n_prices; i++)
    if (prices[i].price < 0)
      return pasar_error_new_local (PASAR_ERROR_PARAMETER, "%s", _ ("a price below zero"));
  return NULL;
}

static GError *
check_stocks (const PasarStockUpdate *stocks, guint n_stocks)
{
  for (guint i = 0; i < n_stocks; i++)
    {
      gint64 sum = 0;

      if (stocks[i].n_locations == 0)
        return pasar_error_new_local (PASAR_ERROR_PARAMETER, "%s", _ ("a stock without a number"));
      for (guint j = 0; j < stocks[i].n_locations; j++)
        {
          gint64 stock = stocks[i].locations[j].stock;

          if (stock < 0 || stock > G_MAXINT64 - sum)
            return pasar_error_new_local (PASAR_ERROR_PARAMETER, "%s", _ ("an impossible stock"));
          sum += stock;
        }
    }
  return NULL;
}

/**
 * pasar_client_update_price_async:
 * @self: a client
 * @item_id: an item
 * @prices: (array length=n_prices): new prices, each model once; model 0 for an item without models
 * @n_prices: 1 or more; more than 50 are sent as several requests, one after the other
 * @cancellable: (nullable): stops it as long as nothing is sent; %G_IO_ERROR_CANCELLED says that
 *   nothing was done. What is on its way is waited for
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Writes prices (seed S1). Sent again by itself only after a refusal that passes, such as a
 * throttle; never when it may have been carried out.
 */
void
pasar_client_update_price_async (PasarClient *self,
                                 gint64 item_id,
                                 const PasarPriceUpdate *prices,
                                 guint n_prices,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (Write) write = NULL;
  gint64 *ids;
  GError *error;

  g_return_if_fail (PASAR_IS_CLIENT (self));

  ids = g_new (gint64, MAX (n_prices, 1));
  for (guint i = 0; i < n_prices; i++)
    ids[i] = prices[i].model_id;
  write = write_new (&price_spec, ids, n_prices);
  error = check_ids (ids, n_prices);
  if (error == NULL)
    error = check_prices (prices, n_prices);
  if (error != NULL)
    {
      pasar_engine_report (self, error, pasar_client_update_price_async, callback, user_data);
      return;
    }
  for (guint i = 0; i < n_prices; i += PASAR_WRITE_MAX)
    {
      guint n = MIN (n_prices - i, PASAR_WRITE_MAX);

      add_part (write,
                i,
                n,
                pasar_codec_write_price_request (item_id, prices + i, n, self->price_digits));
    }
  run_write (self,
             g_steal_pointer (&write),
             pasar_client_update_price_async,
             cancellable,
             callback,
             user_data);
}

/**
 * pasar_client_update_price_finish:
 * @self: a client
 * @result: the result
 * @error: return location for an error
 *
 * Of more than one request the first that fails as a whole ends the write; when something was
 * written before, the result says so and has the rest as unconfirmed.
 *
 * Returns: (transfer full): an outcome for each model, in the order asked, or %NULL with an error;
 *   after %PASAR_ERROR_NETWORK, %PASAR_ERROR_TRANSIENT and %PASAR_ERROR_MALFORMED what the server
 *   did is unknown
 */
PasarWriteResult *
pasar_client_update_price_finish (PasarClient *self, GAsyncResult *result, GError **error)
{
  return pasar_engine_run_finish (self, result, pasar_client_update_price_async, error);
}

/**
 * pasar_client_update_stock_async:
 * @self: a client
 * @item_id: an item
 * @stocks: (array length=n_stocks): new stocks, each model once, with all locations of the model
 * @n_stocks: 1 or more; more than 50 are sent as several requests, one after the other
 * @cancellable: (nullable): stops it as long as nothing is sent; %G_IO_ERROR_CANCELLED says that
 *   nothing was done. What is on its way is waited for
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Writes stocks (seed S3). Sent again as [method@Client.update_price_async] is.
 */
void
pasar_client_update_stock_async (PasarClient *self,
                                 gint64 item_id,
                                 const PasarStockUpdate *stocks,
                                 guint n_stocks,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (Write) write = NULL;
  gint64 *ids;
  GError *error;

  g_return_if_fail (PASAR_IS_CLIENT (self));

  ids = g_new (gint64, MAX (n_stocks, 1));
  for (guint i = 0; i < n_stocks; i++)
    ids[i] = stocks[i].model_id;
  write = write_new (&stock_spec, ids, n_stocks);
  error = check_ids (ids, n_stocks);
  if (error == NULL)
    error = check_stocks (stocks, n_stocks);
  if (error != NULL)
    {
      pasar_engine_report (self, error, pasar_client_update_stock_async, callback, user_data);
      return;
    }
  for (guint i = 0; i < n_stocks; i += PASAR_WRITE_MAX)
    {
      guint n = MIN (n_stocks - i, PASAR_WRITE_MAX);

      add_part (write,
                i,
                n,
                pasar_codec_write_stock_request (item_id, stocks + i, n, self->send_normal_stock));
    }
  run_write (self,
             g_steal_pointer (&write),
             pasar_client_update_stock_async,
             cancellable,
             callback,
             user_data);
}

/**
 * pasar_client_update_stock_finish:
 * @self: a client
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): as pasar_client_update_price_finish()
 */
PasarWriteResult *
pasar_client_update_stock_finish (PasarClient *self, GAsyncResult *result, GError **error)
{
  return pasar_engine_run_finish (self, result, pasar_client_update_stock_async, error);
}

/**
 * pasar_client_boost_item_async:
 * @self: a client
 * @item_ids: (array length=n_item_ids): ids, each once
 * @n_item_ids: 1 to 5
 * @cancellable: (nullable): stops it as long as nothing is sent; %G_IO_ERROR_CANCELLED says that
 *   nothing was done. What is on its way is waited for
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Boosts items (seed S0). Never sent again by itself when the server may have done it already: read
 * pasar_client_get_boosted_list_async() then.
 */
void
pasar_client_boost_item_async (PasarClient *self,
                               const gint64 *item_ids,
                               guint n_item_ids,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (Write) write = NULL;
  GError *error;

  g_return_if_fail (PASAR_IS_CLIENT (self));

  error = n_item_ids > PASAR_BOOST_MAX
              ? pasar_error_new_local (PASAR_ERROR_PARAMETER, "%s", _ ("more than five items"))
              : check_ids (item_ids, n_item_ids);
  if (error != NULL)
    {
      pasar_engine_report (self, error, pasar_client_boost_item_async, callback, user_data);
      return;
    }
  write = write_new (&boost_spec, g_memdup2 (item_ids, n_item_ids * sizeof (gint64)), n_item_ids);
  add_part (write, 0, n_item_ids, pasar_codec_write_boost_request (item_ids, n_item_ids));
  run_write (self,
             g_steal_pointer (&write),
             pasar_client_boost_item_async,
             cancellable,
             callback,
             user_data);
}

/**
 * pasar_client_boost_item_finish:
 * @self: a client
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): an outcome for each item, in the order asked, or %NULL with an error;
 *   after %PASAR_ERROR_NETWORK, %PASAR_ERROR_TRANSIENT and %PASAR_ERROR_MALFORMED what the server
 *   did is unknown
 */
PasarWriteResult *
pasar_client_boost_item_finish (PasarClient *self, GAsyncResult *result, GError **error)
{
  return pasar_engine_run_finish (self, result, pasar_client_boost_item_async, error);
}
