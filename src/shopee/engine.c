/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shopee/answer-private.h"
#include "shopee/client-private.h"
#include "shopee/error-private.h"
#include "shopee/exchange-private.h"
#include "shopee/retry-private.h"

#include <glib/gi18n-lib.h>

/* One call from the moment it is asked for to its value or error:
 *
 *   begin → (token) → turn → exchange → read answer → judge → value or error
 *              ^        ^                               |
 *              |        +----------- back-off ----------+
 *              +----- refreshed token, corrected clock -+
 *
 * The task travels from step to step; while it waits for its turn or a timer, that one owns it.
 *
 * A read ends as soon as it is cancelled. A write does as long as nothing of it was sent; then it
 * is waited for, but not sent again: cancelled it has done nothing. Everything runs in the main
 * context in which the call was started. */

/* Longer answers are read in a thread. */
#define INLINE_BODY_MAX 4096

#define BODY_MAX (32 * 1024 * 1024)

/* What was not sent at all may be tried so often, whatever it is. */
#define UNSENT_TRIES 3

typedef enum
{
  STAGE_PASSING, /* on its way between two others, or waiting for a token */
  STAGE_QUEUED,
  STAGE_BACKING_OFF,
  STAGE_IN_FLIGHT, /* cancelled by the exchange */
  STAGE_READING,
} Stage;

typedef struct
{
  const PasarCallSpec *spec;
  PasarCallInput input;
  PasarDecodeContext context;
  Stage stage;
  guint attempt; /* tries sent since the last refresh or clock correction */
  gboolean refreshed;
  gboolean clock_corrected;
  char *access_token; /* of this try */
  gint64 offset_used;
  GSource *cancel_source;
  GSource *timer; /* back-off */
  gint64 sent_at;
  gint64 flown_us; /* of all tries */
  SoupMessage *message;
} Call;

static void begin (GTask *task);
static void send_try (gpointer data);

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
stop_sources (Call *call)
{
  clear_source (&call->cancel_source);
  clear_source (&call->timer);
}

static void
call_free (Call *call)
{
  stop_sources (call);
  g_free (call->input.query);
  g_clear_pointer (&call->input.body, g_bytes_unref);
  g_free (call->input.ids);
  pasar_secret_free (call->input.secret);
  pasar_secret_free (call->access_token);
  g_clear_pointer (&call->context.secrets, g_ptr_array_unref);
  g_clear_object (&call->message);
  g_free (call);
}

static gboolean
is_write (const Call *call)
{
  return (call->spec->flags & (PASAR_REQUEST_POST | PASAR_REQUEST_PUBLIC)) == PASAR_REQUEST_POST;
}

static gboolean
is_urgent (const Call *call)
{
  return (call->spec->flags & PASAR_REQUEST_URGENT) != 0;
}

/* Ends the call with an error, which is taken over. */
static void
fail (GTask *task, GError *error)
{
  stop_sources (g_task_get_task_data (task));
  g_task_return_error (task, error);
}

static gboolean
end_if_cancelled (GTask *task)
{
  GError *error = NULL;

  if (!g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &error))
    return FALSE;
  fail (task, error);
  return TRUE;
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  GTask *task = user_data;
  PasarClient *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);

  if (call->stage == STAGE_QUEUED)
    pasar_turns_leave (self->turns, task);
  if (call->stage == STAGE_QUEUED || call->stage == STAGE_BACKING_OFF)
    {
      g_autoptr (GTask) waiting = task;

      end_if_cancelled (waiting);
    }
  return G_SOURCE_REMOVE;
}

static void
watch_cancellable (GTask *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  Call *call = g_task_get_task_data (task);

  if (cancellable == NULL)
    return;
  call->cancel_source = g_cancellable_source_new (cancellable);
  g_source_set_callback (call->cancel_source, G_SOURCE_FUNC (cancelled_cb), task, NULL);
  g_source_attach (call->cancel_source, g_task_get_context (task));
}

static void
enqueue (GTask *task, gboolean first)
{
  PasarClient *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);

  call->stage = STAGE_QUEUED;
  pasar_turns_wait (self->turns, first, send_try, task);
}

static gboolean
backed_off_cb (gpointer user_data)
{
  GTask *task = user_data;
  Call *call = g_task_get_task_data (task);

  clear_source (&call->timer);
  call->stage = STAGE_PASSING;
  begin (task);
  return G_SOURCE_REMOVE;
}

static void
back_off (GTask *task, gint64 delay_ms)
{
  PasarClient *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);

  delay_ms = (gint64) (delay_ms * self->backoff_scale);
  call->stage = STAGE_BACKING_OFF;
  call->timer = g_timeout_source_new ((guint) CLAMP (delay_ms, 0, G_MAXINT32));
  g_source_set_callback (call->timer, backed_off_cb, task, NULL);
  g_source_attach (call->timer, g_task_get_context (task));
}

/* For how long all tries of a call may be under way. */
static gint64
get_allowed_us (PasarClient *self)
{
  return PASAR_TIMEOUTS_A_CALL * self->timeout_us;
}

/* What Retry-After asks for, milliseconds, or -1. */
static gint64
get_retry_after (PasarClient *self, Call *call)
{
  if (call->message == NULL)
    return -1;
  return pasar_retry_parse_after (soup_message_headers_get_one (soup_message_get_response_headers (
                                                                    call->message),
                                                                "Retry-After"),
                                  pasar_client_get_server_time (self));
}

/* What the answer says of the pace. */
static void
teach_throttle (PasarClient *self, Call *call, const PasarAnswer *answer)
{
  gint64 asked_ms = get_retry_after (self, call);

  if (answer->error_class != PASAR_ERROR_THROTTLED)
    {
      if (call->message != NULL && soup_message_get_status (call->message) != SOUP_STATUS_NONE)
        pasar_throttle_taken (pasar_turns_get_throttle (self->turns));
      return;
    }
  /* Nobody waits for longer than this: the calls fail. */
  if (asked_ms < 0 || asked_ms > PASAR_RETRY_AFTER_CAP_MS)
    asked_ms = 0;
  pasar_throttle_refused (pasar_turns_get_throttle (self->turns),
                          call->sent_at,
                          (gint64) (asked_ms * 1000 * self->backoff_scale));
}

static gboolean
learn_clock (PasarClient *self, Call *call)
{
  const char *text;
  g_autoptr (GDateTime) date = NULL;

  if (self->clock_offset != call->offset_used)
    return TRUE;
  text =
      call->message != NULL
          ? soup_message_headers_get_one (soup_message_get_response_headers (call->message), "Date")
          : NULL;
  date = text != NULL ? soup_date_time_new_from_http_string (text) : NULL;
  if (date == NULL)
    return FALSE;
  self->clock_offset = g_date_time_to_unix (date) - g_get_real_time () / G_USEC_PER_SEC;
  return TRUE;
}

static void
refreshed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (!pasar_client_refresh_token_finish (PASAR_CLIENT (source), result, &error))
    {
      fail (task, error);
      return;
    }
  begin (g_steal_pointer (&task));
}

/* The token was refused: tries once more with another. Returns FALSE when there is no way. */
static gboolean
try_with_new_token (GTask *task)
{
  PasarClient *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);

  if (call->refreshed || (call->spec->flags & PASAR_REQUEST_PUBLIC) != 0)
    return FALSE;
  call->refreshed = TRUE;
  call->attempt = 0;
  if (self->tokens != NULL && g_strcmp0 (self->tokens->access_token, call->access_token) != 0)
    begin (task);
  else
    pasar_client_refresh_token_async (self, g_task_get_cancellable (task), refreshed_cb, task);
  return TRUE;
}

/* Starts another try if there is to be one; the task goes with it. */
static gboolean
try_again (GTask *task, const PasarAnswer *answer)
{
  PasarClient *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  gboolean may_resend = (call->spec->flags & PASAR_REQUEST_NO_RESEND) == 0
                        || !pasar_error_leaves_outcome_open (answer->error);
  gint64 delay;

  if (call->flown_us >= get_allowed_us (self))
    return FALSE;
  switch (answer->retry)
    {
    case PASAR_RETRY_AFTER_REFRESH:
      return try_with_new_token (task);

    case PASAR_RETRY_AFTER_CLOCK:
      if (call->clock_corrected || !learn_clock (self, call))
        return FALSE;
      call->clock_corrected = TRUE;
      call->attempt = 0;
      begin (task);
      return TRUE;

    case PASAR_RETRY_BACKOFF:
      delay = pasar_retry_delay (answer->error_class,
                                 answer->max_tries,
                                 call->attempt,
                                 get_retry_after (self, call),
                                 g_random_double ());
      if (!may_resend || delay == PASAR_RETRY_STOP)
        return FALSE;
      back_off (task, delay);
      return TRUE;

    case PASAR_RETRY_NO:
    default:
      return FALSE;
    }
}

/* Decides what becomes of the call after a try. Takes both over. */
static void
judge (GTask *owned_task, PasarAnswer *owned_answer)
{
  g_autoptr (GTask) task = owned_task;
  g_autoptr (PasarAnswer) answer = owned_answer;
  Call *call = g_task_get_task_data (task);

  if (call->message != NULL)
    pasar_request_log (call->message, call->sent_at, answer);
  teach_throttle (g_task_get_source_object (task), call, answer);
  call->stage = STAGE_PASSING;
  if (!is_write (call) && end_if_cancelled (task))
    return;
  if (!g_cancellable_is_cancelled (g_task_get_cancellable (task)) && try_again (task, answer))
    {
      g_steal_pointer (&task);
      return;
    }
  if (answer->error != NULL)
    {
      fail (task, g_steal_pointer (&answer->error));
      return;
    }
  stop_sources (call);
  g_task_return_pointer (task, g_steal_pointer (&answer->value), answer->free_value);
}

static void
answer_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  judge (user_data, pasar_answer_read_finish (result));
}

static void
read_answer (GTask *task, GBytes *body)
{
  PasarClient *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  guint status = soup_message_get_status (call->message);

  call->context.now = pasar_client_get_server_time (self);
  g_clear_pointer (&call->context.secrets, g_ptr_array_unref);
  call->context.secrets =
      pasar_request_dup_secrets (self, &call->input, call->message, call->access_token);
  if (g_bytes_get_size (body) <= INLINE_BODY_MAX)
    judge (task, pasar_answer_read (call->spec, &call->context, body, status));
  else
    pasar_answer_read_async (call->spec, &call->context, body, status, answer_read_cb, task);
}

static void
exchanged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PasarClient *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  g_autoptr (GBytes) body = NULL;
  GError *error = NULL;
  PasarRetry retry = PASAR_RETRY_NO;

  body = pasar_exchange_finish (result, &error);
  call->stage = STAGE_READING;
  call->flown_us += g_get_monotonic_time () - call->sent_at;
  pasar_turns_release (self->turns);
  if (body != NULL)
    {
      read_answer (g_steal_pointer (&task), body);
      return;
    }
  if (error->domain != PASAR_ERROR)
    {
      fail (task, error);
      return;
    }
  if (error->code == PASAR_ERROR_NETWORK)
    retry = PASAR_RETRY_BACKOFF;
  judge (g_steal_pointer (&task),
         pasar_answer_new_failure (error,
                                   retry,
                                   pasar_error_leaves_outcome_open (error)
                                       ? call->spec->network_tries
                                       : UNSENT_TRIES));
}

/* Sends one try: it is its turn. */
static void
send_try (gpointer data)
{
  g_autoptr (GTask) task = data;
  PasarClient *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  PasarExchangeOptions options = { .max_size = BODY_MAX,
                                   .silence_us = self->timeout_us,
                                   .total_us = get_allowed_us (self) - call->flown_us,
                                   .must_end = is_write (call),
                                   .http2 = self->http2 };

  call->stage = STAGE_IN_FLIGHT;
  call->attempt++;
  call->offset_used = self->clock_offset;
  g_clear_pointer (&call->access_token, pasar_secret_free);
  if (self->tokens != NULL)
    call->access_token = g_strdup (self->tokens->access_token);
  g_clear_object (&call->message);
  call->message = pasar_request_new (self,
                                     call->spec,
                                     &call->input,
                                     pasar_client_get_server_time (self),
                                     call->access_token != NULL ? call->access_token : "");
  call->sent_at = g_get_monotonic_time ();
  if (call->message == NULL)
    {
      pasar_turns_release (self->turns);
      fail (task,
            pasar_error_new_local (PASAR_ERROR_PARAMETER,
                                   "%s",
                                   _ ("the address of the server is wrong")));
      return;
    }
  pasar_exchange_async (self->session,
                        call->message,
                        &options,
                        g_task_get_cancellable (task),
                        exchanged_cb,
                        task);
  g_steal_pointer (&task);
}

static void
ahead_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PasarClient *self = PASAR_CLIENT (source);
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  gboolean passing;

  if (!pasar_client_refresh_token_finish (self, result, &error))
    {
      /* The old token may still be good for some minutes. */
      passing = g_error_matches (error, PASAR_ERROR, PASAR_ERROR_NETWORK)
                || g_error_matches (error, PASAR_ERROR, PASAR_ERROR_TRANSIENT)
                || g_error_matches (error, PASAR_ERROR, PASAR_ERROR_THROTTLED);
      if (!passing || self->tokens == NULL
          || self->tokens->expires_at <= pasar_client_get_server_time (self))
        {
          fail (task, g_steal_pointer (&error));
          return;
        }
    }
  enqueue (g_steal_pointer (&task), is_urgent (g_task_get_task_data (task)));
}

/* Starts a try: sees to the token, then queues. Takes the task over. */
static void
begin (GTask *task)
{
  PasarClient *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);

  if ((call->spec->flags & PASAR_REQUEST_PUBLIC) != 0)
    enqueue (task, TRUE);
  else if (pasar_client_needs_refresh (self))
    pasar_client_refresh_token_async (self, g_task_get_cancellable (task), ahead_cb, task);
  else if (self->tokens == NULL || self->tokens->access_token == NULL)
    {
      fail (task, pasar_error_new_local (PASAR_ERROR_AUTH, "%s", _ ("no access token")));
      g_object_unref (task);
    }
  else
    enqueue (task,
             is_urgent (call) || call->attempt > 0 || call->refreshed || call->clock_corrected);
}

/**
 * pasar_engine_run_async:
 * @self: a client
 * @spec: the call
 * @input: (transfer full): what it sends
 * @source_tag: tag of the task, checked by the typed finish
 * @cancellable: (nullable): cancels a read at any moment, a write as long as nothing was sent
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Runs one call with everything that belongs to it: throttle, token, clock, retries.
 */
void
pasar_engine_run_async (PasarClient *self,
                        const PasarCallSpec *spec,
                        PasarCallInput input,
                        gpointer source_tag,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Call *call = g_new0 (Call, 1);

  g_task_set_source_tag (task, source_tag);
  call->spec = spec;
  call->input = input;
  call->context.price_digits = self->price_digits;
  call->context.ids = input.ids;
  call->context.n_ids = input.n_ids;
  call->context.offset = input.offset;
  g_task_set_task_data (task, call, (GDestroyNotify) call_free);
  /* What a write has done is told, however late it was cancelled. */
  g_task_set_check_cancellable (task, !is_write (call));
  if (end_if_cancelled (task))
    return;
  watch_cancellable (task);
  begin (g_steal_pointer (&task));
}

/**
 * pasar_engine_run_finish:
 * @self: a client
 * @result: the result
 * @source_tag: the tag given to pasar_engine_run_async()
 * @error: return location for an error
 *
 * Returns: (transfer full): what the call's decoder made, or %NULL with an error
 */
gpointer
pasar_engine_run_finish (PasarClient *self,
                         GAsyncResult *result,
                         gpointer source_tag,
                         GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, source_tag), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
