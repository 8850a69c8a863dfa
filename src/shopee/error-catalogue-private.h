/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shopee/error.h"

G_BEGIN_DECLS

/**
 * PasarRetry:
 * How a failed call may be tried again without asking anybody.
 */
typedef enum
{
  PASAR_RETRY_NO,
  PASAR_RETRY_BACKOFF,       /* transient or throttled: exponential back-off */
  PASAR_RETRY_AFTER_REFRESH, /* once, after the token was refreshed */
  PASAR_RETRY_AFTER_CLOCK,   /* once, with the clock of the server */
} PasarRetry;

/**
 * PasarErrorInfo:
 * @code: the code as the server sends it, without module prefix
 * @message: (nullable): the part of the message that tells this row from others of the same code,
 * in small letters; %NULL matches any
 * @error_class: what a caller does about it
 * @retry: whether it may be tried again
 * @max_tries: how often at most, the first try included
 * @advice: what the seller should do, marked for translation (untranslated here)
 *
 * One row of the catalogue of documented errors (the four seeds and 7.8 of the reference).
 */
typedef struct
{
  const char *code;
  const char *message;
  PasarError error_class;
  PasarRetry retry;
  guint max_tries;
  const char *advice;
} PasarErrorInfo;

const PasarErrorInfo *pasar_error_catalogue_lookup (const char *code, const char *message);
const PasarErrorInfo *pasar_error_catalogue_get_rows (gsize *n_rows);
const PasarErrorInfo *pasar_error_catalogue_lookup_reason (const char *failed_reason);

G_END_DECLS
