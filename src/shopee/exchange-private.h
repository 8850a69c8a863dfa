/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * PasarExchangeOptions:
 * @max_size: bytes of the answer's body at most
 * @silence_us: microseconds without an answer, or without a further piece of it
 * @total_us: microseconds for all of it
 * @priority: of the work in the main loop
 * @must_end: whether a request that is being written is not cancelled any more
 * @http2: whether the server may choose HTTP/2
 *
 * How a message is exchanged for its answer.
 */
typedef struct
{
  gsize max_size;
  gint64 silence_us;
  gint64 total_us;
  int priority;
  gboolean must_end;
  gboolean http2;
} PasarExchangeOptions;

void pasar_exchange_async (SoupSession *session,
                           SoupMessage *message,
                           const PasarExchangeOptions *options,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
GBytes *pasar_exchange_finish (GAsyncResult *result, GError **error);

G_END_DECLS
