/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/submit/write-private.h"
#include "jobs/submit/journal-util-private.h"

#include <glib/gi18n-lib.h>

static gboolean
is_sending (const PasarJournalRow *row)
{
  return row->state == PASAR_CHANGE_SENDING;
}

static void
send_prices (const PasarJournalCall *call,
             PasarClient *client,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  g_autofree PasarPriceUpdate *prices = g_new0 (PasarPriceUpdate, call->rows->len);
  guint n = 0;

  for (guint i = 0; i < call->rows->len; i++)
    {
      const PasarJournalRow *row = g_ptr_array_index (call->rows, i);

      if (is_sending (row))
        prices[n++] = (PasarPriceUpdate){ row->model_id, row->new_value };
    }
  pasar_client_update_price_async (client,
                                   call->item_id,
                                   prices,
                                   n,
                                   cancellable,
                                   callback,
                                   user_data);
}

static void
add_locations (const PasarJournalRow *row, GArray *locations)
{
  for (guint i = 0; i < row->locations->len; i++)
    {
      const PasarJournalLocation *location =
          &g_array_index (row->locations, PasarJournalLocation, i);
      const PasarLocationUpdate update = {
        *location->location_id != '\0' ? location->location_id : NULL,
        location->new_stock,
      };

      g_array_append_val (locations, update);
    }
}

static void
send_stocks (const PasarJournalCall *call,
             PasarClient *client,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  g_autofree PasarStockUpdate *stocks = g_new0 (PasarStockUpdate, call->rows->len);
  g_autoptr (GArray) locations = g_array_new (FALSE, FALSE, sizeof (PasarLocationUpdate));
  guint first = 0;
  guint n = 0;

  for (guint i = 0; i < call->rows->len; i++)
    {
      const PasarJournalRow *row = g_ptr_array_index (call->rows, i);
      const guint before = locations->len;

      if (!is_sending (row))
        continue;
      add_locations (row, locations);
      stocks[n].model_id = row->model_id;
      stocks[n].n_locations = locations->len - before;
      n++;
    }
  for (guint i = 0; i < n; i++)
    {
      stocks[i].locations = &g_array_index (locations, PasarLocationUpdate, first);
      first += stocks[i].n_locations;
    }
  pasar_client_update_stock_async (client,
                                   call->item_id,
                                   stocks,
                                   n,
                                   cancellable,
                                   callback,
                                   user_data);
}

/**
 * pasar_write_async:
 * @call: a call of the journal, marked as sent
 * @client: the shop's client
 * @cancellable: (nullable): stops it as long as nothing of it is sent
 * @callback: (scope async): called with the answer
 * @user_data: for @callback
 *
 * Sends those of its rows that are `PASAR_CHANGE_SENDING`.
 * What is on its way is waited for; %G_IO_ERROR_CANCELLED says that nothing was done.
 */
void
pasar_write_async (const PasarJournalCall *call,
                   PasarClient *client,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  switch (call->kind)
    {
    case PASAR_CALL_PRICE:
      send_prices (call, client, cancellable, callback, user_data);
      break;
    case PASAR_CALL_STOCK:
      send_stocks (call, client, cancellable, callback, user_data);
      break;
    case PASAR_CALL_BOOST:
    default:
      pasar_client_boost_item_async (client, &call->item_id, 1, cancellable, callback, user_data);
      break;
    }
}

/**
 * pasar_write_finish:
 * @call: the call that was sent
 * @client: the shop's client
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full): what became of each row. Errors: `PASAR_ERROR`
 */
PasarWriteResult *
pasar_write_finish (const PasarJournalCall *call,
                    PasarClient *client,
                    GAsyncResult *result,
                    GError **error)
{
  switch (call->kind)
    {
    case PASAR_CALL_PRICE:
      return pasar_client_update_price_finish (client, result, error);
    case PASAR_CALL_STOCK:
      return pasar_client_update_stock_finish (client, result, error);
    case PASAR_CALL_BOOST:
    default:
      return pasar_client_boost_item_finish (client, result, error);
    }
}

/* What the shop says of a refusal, or that it says nothing. */
static const char *
get_reason (const PasarOutcome *outcome)
{
  return outcome->reason != NULL && *outcome->reason != '\0' ? outcome->reason
                                                             : _ ("Shopee refused this change.");
}

/**
 * pasar_write_get_refusal:
 * @result: the answer to a call
 * @error_class: (out): what kind of refusal it is
 *
 * Returns: (nullable): why, where all rows were refused for one and the same reason
 */
const char *
pasar_write_get_refusal (const PasarWriteResult *result, PasarError *error_class)
{
  const char *reason = NULL;

  for (guint i = 0; i < result->outcomes->len; i++)
    {
      const PasarOutcome *outcome = g_ptr_array_index (result->outcomes, i);

      if (outcome->kind != PASAR_OUTCOME_REFUSED
          || (reason != NULL && !g_str_equal (reason, get_reason (outcome))))
        return NULL;
      reason = get_reason (outcome);
      *error_class = outcome->error_class;
    }
  return reason;
}

static const PasarOutcome *
find_outcome (const PasarWriteResult *result, gint64 id)
{
  for (guint i = 0; i < result->outcomes->len; i++)
    {
      const PasarOutcome *outcome = g_ptr_array_index (result->outcomes, i);

      if (outcome->id == id)
        return outcome;
    }
  return NULL;
}

static void
take_outcome (PasarJournalRow *row, const PasarOutcome *outcome)
{
  if (outcome == NULL || outcome->kind == PASAR_OUTCOME_UNCONFIRMED)
    pasar_journal_row_set (row,
                           PASAR_CHANGE_UNKNOWN,
                           _ ("Shopee’s answer does not name this row."),
                           NULL);
  else if (outcome->kind == PASAR_OUTCOME_REFUSED)
    pasar_journal_row_set (row, PASAR_CHANGE_REFUSED, get_reason (outcome), outcome->advice);
  else
    {
      pasar_journal_row_set (row, PASAR_CHANGE_DONE, NULL, NULL);
      row->stored_value = outcome->value == PASAR_PRICE_NONE ? row->new_value : outcome->value;
    }
}

/**
 * pasar_write_take_result:
 * @call: a call of the journal
 * @result: the answer to it
 *
 * Sets the outcome of each row that was sent; unknown where the answer does not name it.
 */
void
pasar_write_take_result (PasarJournalCall *call, const PasarWriteResult *result)
{
  pasar_journal_call_set_answer (call, result->code, result->message, result->request_id);
  for (guint i = 0; i < call->rows->len; i++)
    {
      PasarJournalRow *row = g_ptr_array_index (call->rows, i);

      if (is_sending (row))
        take_outcome (row,
                      find_outcome (result,
                                    call->kind == PASAR_CALL_BOOST ? row->item_id : row->model_id));
    }
}
