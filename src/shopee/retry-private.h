/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shopee/error.h"

G_BEGIN_DECLS

/* Returned instead of a delay when the call is not to be tried again. */
#define PASAR_RETRY_STOP (-1)

#define PASAR_RETRY_FIRST_DELAY_MS 1500
#define PASAR_RETRY_DELAY_CAP_MS   30000
/* A server that wants a longer pause than this is not waited for. */
#define PASAR_RETRY_AFTER_CAP_MS 300000

gint64 pasar_retry_delay (PasarError error_class,
                          guint max_tries,
                          guint attempt,
                          gint64 retry_after_ms,
                          double random);

gint64 pasar_retry_parse_after (const char *value, gint64 now);

G_END_DECLS
