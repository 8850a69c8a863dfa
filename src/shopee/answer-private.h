/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shopee/client-private.h"
#include "shopee/error-catalogue-private.h"

G_BEGIN_DECLS

/**
 * PasarAnswer:
 * @value: (nullable): what the decoder made
 * @free_value: frees @value
 * @error: (nullable): why there is no value
 * @error_class: class of the failure, also where @value tells of it
 * @retry: how the call may be tried again
 * @max_tries: how often at most
 * @code: (nullable): `error` of the envelope, for the log
 * @request_id: (nullable): for the log
 *
 * What became of one try.
 */
typedef struct
{
  gpointer value;
  GDestroyNotify free_value;
  GError *error;
  PasarError error_class;
  PasarRetry retry;
  guint max_tries;
  char *code;
  char *request_id;
} PasarAnswer;

PasarAnswer *pasar_answer_new_failure (GError *error, PasarRetry retry, guint max_tries);
PasarAnswer *pasar_answer_read (const PasarCallSpec *spec,
                                const PasarDecodeContext *context,
                                GBytes *body,
                                guint status);
void pasar_answer_read_async (const PasarCallSpec *spec,
                              const PasarDecodeContext *context,
                              GBytes *body,
                              guint status,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
PasarAnswer *pasar_answer_read_finish (GAsyncResult *result);
void pasar_answer_free (PasarAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarAnswer, pasar_answer_free)

/* request.c */
void pasar_request_log (SoupMessage *message, gint64 sent_at, const PasarAnswer *answer);

G_END_DECLS
