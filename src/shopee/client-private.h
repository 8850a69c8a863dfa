/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shopee/client.h"
#include "shopee/codec-private.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

struct _PasarClient
{
  GObject parent_instance;

  char *base_url;
  gint64 partner_id;
  char *partner_key;
  gint64 shop_id;
  SoupSession *session;

  PasarTokens *tokens;
  PasarTokens *unsaved_tokens; /* a new pair that the store did not take yet */
  PasarTokenStore *token_store;
  guint token_generation; /* counts the pairs given from outside */
  gboolean refreshing;
  gboolean refresh_lost;  /* an answer to a refresh with these tokens did not arrive */
  GError *refusal;        /* (nullable): what the server said when it called these tokens dead */
  GQueue refresh_waiters; /* Waiter of refresh.c */

  guint price_digits;
  gboolean send_normal_stock;
  gint64 timeout_us; /* without an answer, or a further piece of it */
  gboolean http2;    /* for tests: libsoup is not fit for it yet */
  double backoff_scale;
  gint64 clock_offset; /* seconds that the server is ahead of us */

  PasarTurns *turns;
};

/* All tries of a call together, or all hosts of a picture, may take so many time-outs. */
#define PASAR_TIMEOUTS_A_CALL 4

/**
 * PasarRequestFlags:
 * @PASAR_REQUEST_POST: POST with a JSON body, else GET
 * @PASAR_REQUEST_PUBLIC: signed without token
 * @PASAR_REQUEST_NO_RESEND: not sent again when it may have been carried out
 * @PASAR_REQUEST_READS_ERRORS: the decoder wants answers with a business error too
 * @PASAR_REQUEST_URGENT: the seller waits for it: it goes before those of long jobs
 *
 * What is special about a call.
 */
typedef enum
{
  PASAR_REQUEST_POST = 1 << 0,
  PASAR_REQUEST_PUBLIC = 1 << 1,
  PASAR_REQUEST_NO_RESEND = 1 << 2,
  PASAR_REQUEST_READS_ERRORS = 1 << 3,
  PASAR_REQUEST_URGENT = 1 << 4,
} PasarRequestFlags;

/**
 * PasarCallSpec:
 * @path: path from `/api/v2/` on
 * @flags: what is special
 * @network_tries: how often to send at most when there is no answer
 * @members: (nullable): the members of the answer that @decode looks at; %NULL: all
 * @decode: makes the value of an answer; runs in a thread for long answers
 * @free_value: frees that value
 *
 * One call of the API; static.
 */
typedef struct
{
  const char *path;
  PasarRequestFlags flags;
  guint network_tries;
  const PasarJsonMembers *members;
  PasarDecodeFunc decode;
  GDestroyNotify free_value;
} PasarCallSpec;

/**
 * PasarCallInput:
 * @query: (nullable): own parameters, encoded, each with a leading `&`
 * @body: (nullable): JSON of a POST
 * @ids: (nullable): the ids asked for, as the decoder needs them
 * @n_ids: how many
 * @offset: the offset asked for
 * @secret: (nullable): what of @body no text of the answer may carry on
 *
 * What one call sends; the engine takes it over.
 */
typedef struct
{
  char *query;
  GBytes *body;
  gint64 *ids;
  guint n_ids;
  gint64 offset;
  char *secret;
} PasarCallInput;

void pasar_engine_run_async (PasarClient *self,
                             const PasarCallSpec *spec,
                             PasarCallInput input,
                             gpointer source_tag,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gpointer pasar_engine_run_finish (PasarClient *self,
                                  GAsyncResult *result,
                                  gpointer source_tag,
                                  GError **error);

/* Runs the call of a name, in its function. */
#define PASAR_RUN_CALL(name, spec, input)                                                          \
  pasar_engine_run_async (self,                                                                    \
                          spec,                                                                    \
                          input,                                                                   \
                          pasar_client_##name##_async,                                             \
                          cancellable,                                                             \
                          callback,                                                                \
                          user_data)

/* The finish function of the call of a name. */
#define PASAR_DEFINE_FINISH(type, name)                                                            \
  type *pasar_client_##name##_finish (PasarClient *self, GAsyncResult *result, GError **error)     \
  {                                                                                                \
    return pasar_engine_run_finish (self, result, pasar_client_##name##_async, error);             \
  }

gint64 pasar_client_get_server_time (PasarClient *self);
gboolean pasar_client_needs_refresh (PasarClient *self);

/* request.c */
SoupMessage *pasar_request_new (PasarClient *self,
                                const PasarCallSpec *spec,
                                const PasarCallInput *input,
                                gint64 timestamp,
                                const char *access_token);
char *pasar_request_redact (const char *query);
GPtrArray *pasar_request_dup_secrets (PasarClient *self,
                                      const PasarCallInput *input,
                                      SoupMessage *message,
                                      const char *access_token);

G_END_DECLS
