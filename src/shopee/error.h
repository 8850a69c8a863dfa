/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * PasarError:
 * @PASAR_ERROR_AUTH: the access token is expired or wrong, or the shop is no longer authorised:
 * authorise again
 * @PASAR_ERROR_PERMISSION: the app or the account may not use this call
 * @PASAR_ERROR_SIGNATURE: partner id, key and environment do not match
 * @PASAR_ERROR_PARAMETER: the server refused the shape of the request
 * @PASAR_ERROR_THROTTLED: too many requests in a short time; retried
 * @PASAR_ERROR_QUOTA: the day's quota of the app is used up
 * @PASAR_ERROR_TRANSIENT: the server had a passing fault; retried
 * @PASAR_ERROR_RULE: a business rule of the shop forbids the value
 * @PASAR_ERROR_SHOP_STATE: the state of the whole shop forbids it (penalty, holiday, banned)
 * @PASAR_ERROR_CONFIG: a setting in the Open Platform Console forbids it (address, key expired)
 * @PASAR_ERROR_NOT_FOUND: the item or model no longer exists
 * @PASAR_ERROR_MALFORMED: the answer could not be understood
 * @PASAR_ERROR_NETWORK: no answer
 * @PASAR_ERROR_TLS: the certificate of the server does not verify, it speaks no TLS of today, or
 * this computer none at all; nothing was sent
 * @PASAR_ERROR_CLOCK: the clock of this computer is off by more than five minutes
 * @PASAR_ERROR_TOKEN_STORE: a new token pair could not be stored, so it was not used
 * @PASAR_ERROR_UNKNOWN: a code that is in no document
 *
 * What went wrong, by what a caller does about it. The message of an error is a translated, plain
 * sentence without any secret; after MALFORMED, NETWORK and TRANSIENT the outcome of a write is
 * unknown, unless pasar_error_leaves_outcome_open() says that nothing was sent.
 */
typedef enum
{
  PASAR_ERROR_AUTH,
  PASAR_ERROR_PERMISSION,
  PASAR_ERROR_SIGNATURE,
  PASAR_ERROR_PARAMETER,
  PASAR_ERROR_THROTTLED,
  PASAR_ERROR_QUOTA,
  PASAR_ERROR_TRANSIENT,
  PASAR_ERROR_RULE,
  PASAR_ERROR_SHOP_STATE,
  PASAR_ERROR_CONFIG,
  PASAR_ERROR_NOT_FOUND,
  PASAR_ERROR_MALFORMED,
  PASAR_ERROR_NETWORK,
  PASAR_ERROR_TLS,
  PASAR_ERROR_CLOCK,
  PASAR_ERROR_TOKEN_STORE,
  PASAR_ERROR_UNKNOWN,
} PasarError;

#define PASAR_ERROR (pasar_error_quark ())
GQuark pasar_error_quark (void);

const char *pasar_error_get_server_code (const GError *error);
const char *pasar_error_get_server_message (const GError *error);
const char *pasar_error_get_request_id (const GError *error);
const char *pasar_error_get_advice (const GError *error);
gboolean pasar_error_leaves_outcome_open (const GError *error);

G_END_DECLS
