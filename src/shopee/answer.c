/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shopee/answer-private.h"

#include "shopee/error-private.h"

#include <glib/gi18n-lib.h>

/* libsoup has no name for it. */
#define HTTP_TOO_MANY_REQUESTS 429

#define TRANSIENT_TRIES 3
#define THROTTLED_TRIES 5

/**
 * pasar_answer_new_failure:
 * @error: (transfer full): what failed
 * @retry: how it may be tried again
 * @max_tries: how often at most
 *
 * Makes the answer of a try that gave no value.
 *
 * Returns: (transfer full): an answer
 */
PasarAnswer *
pasar_answer_new_failure (GError *error, PasarRetry retry, guint max_tries)
{
  PasarAnswer *self = g_new0 (PasarAnswer, 1);

  self->error = error;
  self->error_class = error->code;
  self->retry = retry;
  self->max_tries = max_tries;
  return self;
}

/**
 * pasar_answer_free:
 * @self: (nullable): an answer
 *
 * Frees it, with the value or error that is still in it.
 */
void
pasar_answer_free (PasarAnswer *self)
{
  if (self == NULL)
    return;
  if (self->value != NULL)
    self->free_value (self->value);
  g_clear_error (&self->error);
  g_free (self->code);
  g_free (self->request_id);
  g_free (self);
}

/* Whether the body says what happened; else a status of 429 does (reference 6.4). */
static gboolean
is_explained (const PasarEnvelope *envelope)
{
  return envelope != NULL
         && (*envelope->code == '\0'
             || pasar_error_catalogue_lookup (envelope->code, envelope->message) != NULL);
}

/* The body is no JSON, so that the HTTP status counts (reference 6.3). Takes @malformed over. */
static PasarAnswer *
read_status (guint status, GError *malformed)
{
  if (status >= 500 || status == SOUP_STATUS_REQUEST_TIMEOUT)
    {
      g_error_free (malformed);
      /* Translators: a status number of HTTP. */
      return pasar_answer_new_failure (pasar_error_new_local (PASAR_ERROR_TRANSIENT,
                                                              _ ("HTTP status %u"),
                                                              status),
                                       PASAR_RETRY_BACKOFF,
                                       TRANSIENT_TRIES);
    }
  if (status >= 300)
    {
      g_error_free (malformed);
      /* Translators: a status number of HTTP. */
      malformed = pasar_error_new_local (PASAR_ERROR_MALFORMED, _ ("HTTP status %u"), status);
    }
  return pasar_answer_new_failure (malformed, PASAR_RETRY_NO, 1);
}

/* Token, throttle and quota codes come before any list (reference 6.3, step 3). */
static gboolean
comes_first (PasarError error_class)
{
  return error_class == PASAR_ERROR_AUTH || error_class == PASAR_ERROR_THROTTLED
         || error_class == PASAR_ERROR_QUOTA || error_class == PASAR_ERROR_CLOCK
         || error_class == PASAR_ERROR_SIGNATURE;
}

static void
read_failure (PasarAnswer *self, const PasarEnvelope *envelope, gboolean has_lists)
{
  const PasarErrorInfo *info = pasar_error_catalogue_lookup (envelope->code, envelope->message);

  self->error =
      pasar_error_new_from_server (envelope->code, envelope->message, envelope->request_id);
  self->error_class = self->error->code;
  if (info != NULL && !has_lists)
    {
      self->retry = info->retry;
      self->max_tries = info->max_tries;
    }
}

/**
 * pasar_answer_read:
 * @spec: the call
 * @context: what was asked
 * @body: the body of the answer
 * @status: its HTTP status, which counts only when the body does not say what happened
 *
 * Reads the body of an answer (reference 6.3), in whatever thread.
 *
 * Returns: (transfer full): an answer with either a value or an error
 */
PasarAnswer *
pasar_answer_read (const PasarCallSpec *spec,
                   const PasarDecodeContext *context,
                   GBytes *body,
                   guint status)
{
  g_autoptr (GError) malformed = NULL;
  g_autoptr (PasarEnvelope) envelope = pasar_envelope_parse (body, spec->members, &malformed);
  g_autoptr (PasarAnswer) self = NULL;
  gboolean reads_errors = (spec->flags & PASAR_REQUEST_READS_ERRORS) != 0;
  gboolean has_lists;

  if (status == HTTP_TOO_MANY_REQUESTS && !is_explained (envelope))
    return pasar_answer_new_failure (pasar_error_new_local (PASAR_ERROR_THROTTLED, NULL),
                                     PASAR_RETRY_BACKOFF,
                                     THROTTLED_TRIES);
  if (envelope == NULL)
    return read_status (status, g_steal_pointer (&malformed));
  pasar_envelope_scrub (envelope, context->secrets);
  self = g_new0 (PasarAnswer, 1);
  self->free_value = spec->free_value;
  self->code = g_strdup (envelope->code);
  self->request_id = g_strdup (envelope->request_id);
  self->retry = PASAR_RETRY_NO;
  self->max_tries = 1;
  if (*envelope->code != '\0')
    {
      has_lists = reads_errors && pasar_envelope_has_lists (envelope);
      read_failure (self, envelope, has_lists);
      if (!reads_errors || (comes_first (self->error_class) && !has_lists))
        return g_steal_pointer (&self);
      g_clear_error (&self->error);
    }
  self->value = spec->decode (envelope, context, &self->error);
  if (self->error != NULL)
    self->error_class = self->error->code;
  return g_steal_pointer (&self);
}

typedef struct
{
  const PasarCallSpec *spec;
  PasarDecodeContext context;
  GBytes *body;
  guint status;
} ReadJob;

static void
read_job_free (ReadJob *job)
{
  g_bytes_unref (job->body);
  g_free (job);
}

static void
read_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  ReadJob *job = task_data;

  g_task_return_pointer (task,
                         pasar_answer_read (job->spec, &job->context, job->body, job->status),
                         (GDestroyNotify) pasar_answer_free);
}

/**
 * pasar_answer_read_async:
 * @spec: the call
 * @context: what was asked; what it points to must live unchanged until @callback is called
 * @body: the body of the answer
 * @status: its HTTP status
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Does what pasar_answer_read() does in a thread, for long answers.
 */
void
pasar_answer_read_async (const PasarCallSpec *spec,
                         const PasarDecodeContext *context,
                         GBytes *body,
                         guint status,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  ReadJob *job = g_new0 (ReadJob, 1);

  g_task_set_source_tag (task, pasar_answer_read_async);
  job->spec = spec;
  job->context = *context;
  job->body = g_bytes_ref (body);
  job->status = status;
  g_task_set_task_data (task, job, (GDestroyNotify) read_job_free);
  g_task_run_in_thread (task, read_in_thread);
}

/**
 * pasar_answer_read_finish:
 * @result: the result
 *
 * Returns: (transfer full): an answer with either a value or an error
 */
PasarAnswer *
pasar_answer_read_finish (GAsyncResult *result)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, pasar_answer_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}
