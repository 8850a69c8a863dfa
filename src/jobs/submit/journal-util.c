/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/submit/journal-util-private.h"

#include "jobs/session/outcome-private.h"

#include <glib/gi18n-lib.h>

/**
 * pasar_now_ms:
 *
 * Returns: Unix milliseconds, as the journal has them
 */
gint64
pasar_now_ms (void)
{
  return g_get_real_time () / 1000;
}

/**
 * pasar_call_kind_get_field:
 * @kind: of a call that writes prices or stocks
 *
 * Returns: what the values of its rows are
 */
PasarField
pasar_call_kind_get_field (PasarCallKind kind)
{
  return kind == PASAR_CALL_PRICE ? PASAR_FIELD_PRICE : PASAR_FIELD_STOCK;
}

/**
 * pasar_journal_row_set:
 * @self: a row
 * @state: its state
 * @reason: (nullable): why
 * @advice: (nullable): what to do
 *
 * Sets the outcome of a row. What the shop was seen to have before it is sent is none.
 */
void
pasar_journal_row_set (PasarJournalRow *self,
                       PasarChangeState state,
                       const char *reason,
                       const char *advice)
{
  g_autofree char *old_reason = self->reason;
  g_autofree char *old_advice = self->advice;

  /* The old texts may be the new ones. */
  self->state = state;
  if (state == PASAR_CHANGE_SENDING)
    self->stored_value = G_MININT64;
  self->reason = g_strdup (reason);
  self->advice = g_strdup (advice);
}

/**
 * pasar_journal_row_is_staged:
 * @self: a row
 * @kind: of its call
 * @catalogue: the shop's
 *
 * Returns: whether its value is staged still: the seller may have changed or discarded it since; a
 *   boost is never staged
 */
gboolean
pasar_journal_row_is_staged (const PasarJournalRow *self,
                             PasarCallKind kind,
                             PasarCatalogue *catalogue)
{
  const PasarRowKey key = { self->item_id, self->model_id };

  return kind != PASAR_CALL_BOOST && pasar_catalogue_find_editable (catalogue, key) != PASAR_NO_ROW
         && pasar_outcome_is_staged (self, pasar_call_kind_get_field (kind), catalogue);
}

/**
 * pasar_journal_call_set_rows:
 * @self: a call
 * @from: the state of the rows that change
 * @to: their new one
 * @reason: (nullable): why
 * @advice: (nullable): what to do
 *
 * Returns: how many rows changed
 */
guint
pasar_journal_call_set_rows (PasarJournalCall *self,
                             PasarChangeState from,
                             PasarChangeState to,
                             const char *reason,
                             const char *advice)
{
  guint n = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      PasarJournalRow *row = g_ptr_array_index (self->rows, i);

      if (row->state != from)
        continue;
      pasar_journal_row_set (row, to, reason, advice);
      n++;
    }
  return n;
}

/**
 * pasar_journal_call_has_ready:
 * @self: a call
 *
 * Returns: whether a row of it is to be sent
 */
gboolean
pasar_journal_call_has_ready (const PasarJournalCall *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (((const PasarJournalRow *) g_ptr_array_index (self->rows, i))->state == PASAR_CHANGE_READY)
      return TRUE;
  return FALSE;
}

/**
 * pasar_journal_call_set_answer:
 * @self: a call
 * @code: (nullable): the server's code
 * @message: (nullable): the server's message
 * @request_id: (nullable): the server's request id
 *
 * Keeps the server's own words.
 */
void
pasar_journal_call_set_answer (PasarJournalCall *self,
                               const char *code,
                               const char *message,
                               const char *request_id)
{
  g_free (self->code);
  self->code = g_strdup (code);
  g_free (self->message);
  self->message = g_strdup (message);
  g_free (self->request_id);
  self->request_id = g_strdup (request_id);
}

/**
 * pasar_journal_call_set_error:
 * @self: a call
 * @error: what it failed with
 *
 * Keeps the server's own words, or else ours.
 */
void
pasar_journal_call_set_error (PasarJournalCall *self, const GError *error)
{
  if (error->domain == PASAR_ERROR && pasar_error_get_server_code (error) != NULL)
    pasar_journal_call_set_answer (self,
                                   pasar_error_get_server_code (error),
                                   pasar_error_get_server_message (error),
                                   pasar_error_get_request_id (error));
  else
    pasar_journal_call_set_answer (self, NULL, error->message, NULL);
}

static gboolean
is_unknown (const PasarJournalCall *call, const PasarJournalRow *row)
{
  return row->state == PASAR_CHANGE_UNKNOWN
         || (row->state == PASAR_CHANGE_READY && call->state == PASAR_CALL_SENT);
}

/**
 * pasar_journal_call_has_unknown:
 * @self: a call
 *
 * Returns: whether the outcome of a row is not known: it was sent, or is ready in
 *   a call that was
 */
gboolean
pasar_journal_call_has_unknown (const PasarJournalCall *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (is_unknown (self, g_ptr_array_index (self->rows, i)))
      return TRUE;
  return FALSE;
}

/**
 * pasar_journal_call_is_row_unknown:
 * @self: a call
 * @item_id: an item
 * @model_id: a model of it, 0 for the item itself
 *
 * Returns: whether the call has a row for it whose outcome is not known
 */
gboolean
pasar_journal_call_is_row_unknown (const PasarJournalCall *self, gint64 item_id, gint64 model_id)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const PasarJournalRow *row = g_ptr_array_index (self->rows, i);

      if (row->item_id == item_id && row->model_id == model_id && is_unknown (self, row))
        return TRUE;
    }
  return FALSE;
}

/**
 * pasar_failure_from_error:
 * @error: what a write failed with as a whole
 *
 * Returns: what that means for it and for the calls after it
 */
PasarFailure
pasar_failure_from_error (const GError *error)
{
  if (error->domain != PASAR_ERROR)
    return PASAR_FAILURE_UNKNOWN;
  if (error->code == PASAR_ERROR_NETWORK && !pasar_error_leaves_outcome_open (error))
    return PASAR_FAILURE_OF_RUN;
  switch ((PasarError) error->code)
    {
    case PASAR_ERROR_AUTH:
    case PASAR_ERROR_PERMISSION:
    case PASAR_ERROR_SIGNATURE:
    case PASAR_ERROR_CONFIG:
    case PASAR_ERROR_QUOTA:
    case PASAR_ERROR_SHOP_STATE:
    case PASAR_ERROR_CLOCK:
    case PASAR_ERROR_TLS:
    case PASAR_ERROR_TOKEN_STORE:
    case PASAR_ERROR_THROTTLED:
      return PASAR_FAILURE_OF_RUN;
    case PASAR_ERROR_PARAMETER:
    case PASAR_ERROR_RULE:
    case PASAR_ERROR_NOT_FOUND:
      return PASAR_FAILURE_OF_CALL;
    case PASAR_ERROR_TRANSIENT:
    case PASAR_ERROR_MALFORMED:
    case PASAR_ERROR_NETWORK:
    case PASAR_ERROR_UNKNOWN:
    default:
      return PASAR_FAILURE_UNKNOWN;
    }
}

/**
 * pasar_failure_get_reason:
 * @error: what a call failed with, or what kept it from being sent
 *
 * Returns: a sentence for the seller
 */
const char *
pasar_failure_get_reason (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
             ? _ ("Cancelled before it was sent.")
             : error->message;
}

/**
 * pasar_failure_get_advice:
 * @error: what a call failed with
 *
 * Returns: (nullable): what the seller should do
 */
const char *
pasar_failure_get_advice (const GError *error)
{
  return error->domain == PASAR_ERROR ? pasar_error_get_advice (error) : NULL;
}
