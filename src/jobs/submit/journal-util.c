/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/submit/journal-util.h"

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
 * pasar_journal_row_set:
 * @self: a row
 * @state: its state
 * @reason: (nullable): why
 * @advice: (nullable): what to do
 *
 * Sets the outcome of a row.
 */
void
pasar_journal_row_set (PasarJournalRow *self,
                       PasarRowState state,
                       const char *reason,
                       const char *advice)
{
  g_autofree char *old_reason = self->reason;
  g_autofree char *old_advice = self->advice;

  /* The old texts may be the new ones. */
  self->state = state;
  self->reason = g_strdup (reason);
  self->advice = g_strdup (advice);
}

/**
 * pasar_journal_call_set_rows:
 * @self: a call
 * @state: the state of all its rows
 * @reason: (nullable): why
 * @advice: (nullable): what to do
 *
 * Sets the same outcome for every row.
 */
void
pasar_journal_call_set_rows (PasarJournalCall *self,
                             PasarRowState state,
                             const char *reason,
                             const char *advice)
{
  for (guint i = 0; i < self->rows->len; i++)
    pasar_journal_row_set (g_ptr_array_index (self->rows, i), state, reason, advice);
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

/**
 * pasar_journal_call_has_unknown:
 * @self: a call
 *
 * Returns: whether the outcome of a row is not known: it was sent, or is open in
 *   a call that was
 */
gboolean
pasar_journal_call_has_unknown (const PasarJournalCall *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const PasarJournalRow *row = g_ptr_array_index (self->rows, i);

      if (row->state == PASAR_ROW_UNKNOWN
          || (row->state == PASAR_ROW_OPEN && self->state == PASAR_CALL_SENT))
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
  switch ((PasarErrorCode) error->code)
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
