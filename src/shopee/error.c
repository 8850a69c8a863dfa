/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shopee/error.h"

#include "shopee/error-catalogue-private.h"
#include "shopee/error-private.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  char *server_code;
  char *server_message;
  char *request_id;
  gboolean is_unsent; /* no part of the request went out */
  const char *advice; /* untranslated, static; NULL for the advice of the class */
} PasarErrorPrivate;

static void
pasar_error_private_init (PasarErrorPrivate *priv)
{
}

static void
pasar_error_private_copy (const PasarErrorPrivate *src, PasarErrorPrivate *dest)
{
  dest->server_code = g_strdup (src->server_code);
  dest->server_message = g_strdup (src->server_message);
  dest->request_id = g_strdup (src->request_id);
  dest->is_unsent = src->is_unsent;
  dest->advice = src->advice;
}

static void
pasar_error_private_clear (PasarErrorPrivate *priv)
{
  g_free (priv->server_code);
  g_free (priv->server_message);
  g_free (priv->request_id);
}

/**
 * pasar_error_quark:
 *
 * The domain of the errors of the client.
 *
 * Returns: the quark
 */
G_DEFINE_EXTENDED_ERROR (PasarError, pasar_error)

typedef struct
{
  const char *sentence;
  const char *advice;
} ClassText;

static const ClassText class_texts[] = {
  [PASAR_ERROR_AUTH] = { N_ ("Shopee refused the access token."),
                         N_ ("Connect the shop to Shopee again.") },
  [PASAR_ERROR_PERMISSION] = { N_ ("This app or account may not do this at Shopee."),
                               N_ ("Check the app type in the Open Platform Console, and that the "
                                   "shop’s main account authorised it.") },
  [PASAR_ERROR_SIGNATURE] = { N_ ("Shopee refused the signature."),
                              N_ ("Check that partner id, partner key and environment belong "
                                  "together.") },
  [PASAR_ERROR_PARAMETER] = { N_ ("Shopee did not accept the request."),
                              N_ ("Refresh the shop and try again.") },
  [PASAR_ERROR_THROTTLED] = { N_ ("Shopee received too many requests in a short time."),
                              N_ ("Wait a minute and try again.") },
  [PASAR_ERROR_QUOTA] = { N_ ("The day’s quota of requests to Shopee is used up."),
                          N_ ("Try again after midnight, China Standard Time (UTC+8).") },
  [PASAR_ERROR_TRANSIENT] = { N_ ("Shopee has a passing fault."), N_ ("Try again later.") },
  [PASAR_ERROR_RULE] = { N_ ("A rule of the shop forbids this value."),
                         N_ ("Change the value and submit it again.") },
  [PASAR_ERROR_SHOP_STATE] = { N_ ("The state of the shop does not allow this now."),
                               N_ ("Look in Seller Centre for what blocks the shop.") },
  [PASAR_ERROR_CONFIG] = { N_ ("A setting in the Open Platform Console forbids this."),
                           N_ ("Ask the developer of the app to check its settings in the "
                               "Console.") },
  [PASAR_ERROR_NOT_FOUND] = { N_ ("The item no longer exists at Shopee."),
                              N_ ("Refresh the shop.") },
  [PASAR_ERROR_MALFORMED] = { N_ ("The answer of the server could not be understood."),
                              N_ ("Try again. If it happens again, report it with the time.") },
  [PASAR_ERROR_NETWORK] = { N_ ("The server could not be reached."),
                            N_ ("Check the network connection and try again.") },
  [PASAR_ERROR_TLS] = { N_ ("The connection is not secure, so nothing was sent."),
                        N_ ("Check the network and the date of this computer; a proxy or hotspot "
                            "may be in between.") },
  [PASAR_ERROR_CLOCK] = { N_ ("The clock of this computer is off by more than five minutes."),
                          N_ ("Set the date and time of this computer, then try again.") },
  [PASAR_ERROR_TOKEN_STORE] = { N_ ("The new access token could not be stored, so it was not "
                                    "used."),
                                N_ ("Unlock the keyring and try again.") },
  [PASAR_ERROR_UNKNOWN] = { N_ ("Shopee answered with an error that is in no document."),
                            N_ ("Try again; if it stays, ask Shopee’s support with the request "
                                "id.") },
};

static const ClassText *
class_text (int error_class)
{
  if (error_class < 0 || error_class >= (int) G_N_ELEMENTS (class_texts))
    return &class_texts[PASAR_ERROR_UNKNOWN];
  return &class_texts[error_class];
}

/**
 * pasar_error_class_sentence:
 * @error_class: a class
 *
 * Returns: (transfer none): what happened, a translated sentence
 */
const char *
pasar_error_class_sentence (PasarError error_class)
{
  return _ (class_text (error_class)->sentence);
}

/**
 * pasar_error_class_advice:
 * @error_class: a class
 *
 * Returns: (transfer none): what the seller can do when nothing more is known, a translated
 * sentence
 */
const char *
pasar_error_class_advice (PasarError error_class)
{
  return _ (class_text (error_class)->advice);
}

static gsize
get_length_without_stop (const char *text)
{
  return strlen (text) - (g_str_has_suffix (text, ".") ? 1 : 0);
}

/* What is said beside the sentence of a class stands before its full stop: advice may follow. */
static GError *
new_with_aside (PasarError error_class, const char *aside)
{
  const char *sentence = pasar_error_class_sentence (error_class);
  const gsize length = get_length_without_stop (sentence);

  return g_error_new (PASAR_ERROR,
                      error_class,
                      "%.*s (%s)%s",
                      (int) length,
                      sentence,
                      aside,
                      sentence + length);
}

/**
 * pasar_error_new_from_server:
 * @code: the `error` of the envelope
 * @message: (nullable): the `message` of the envelope
 * @request_id: (nullable): the `request_id` of the envelope
 *
 * Makes the error of an answer whose `error` is not empty, by the catalogue.
 *
 * Returns: (transfer full): a `PASAR_ERROR`
 */
GError *
pasar_error_new_from_server (const char *code, const char *message, const char *request_id)
{
  const PasarErrorInfo *info = pasar_error_catalogue_lookup (code, message);
  PasarError error_class = info != NULL ? info->error_class : PASAR_ERROR_UNKNOWN;
  const char *words = message != NULL && *message != '\0' ? message : code;
  g_autofree char *said = g_strndup (words, get_length_without_stop (words));
  /* Translators: what the server said, in English, without a full stop. */
  g_autofree char *aside = g_strdup_printf (_ ("Shopee: %s"), said);
  GError *error =
      error_class == PASAR_ERROR_AUTH
          ? g_error_new_literal (PASAR_ERROR, error_class, pasar_error_class_sentence (error_class))
          : new_with_aside (error_class, aside);
  PasarErrorPrivate *priv;

  priv = pasar_error_get_private (error);
  priv->server_code = g_strdup (code);
  priv->server_message = g_strdup (message);
  priv->request_id = g_strdup (request_id);
  priv->advice = info != NULL ? info->advice : NULL;
  return error;
}

/**
 * pasar_error_new_local:
 * @error_class: a class
 * @format: (nullable): a detail in few words that is put into the sentence of the class, translated
 * @...: its values
 *
 * Makes an error that no server named.
 *
 * Returns: (transfer full): a `PASAR_ERROR`
 */
GError *
pasar_error_new_local (PasarError error_class, const char *format, ...)
{
  g_autofree char *detail = NULL;
  va_list args;

  if (format == NULL)
    return g_error_new_literal (PASAR_ERROR, error_class, pasar_error_class_sentence (error_class));
  va_start (args, format);
  detail = g_strdup_vprintf (format, args);
  va_end (args);
  return new_with_aside (error_class, detail);
}

/**
 * pasar_error_new_tls_missing:
 *
 * Makes the error of a computer on which GLib finds no TLS.
 *
 * Returns: (transfer full): a %PASAR_ERROR_TLS that names the package
 */
GError *
pasar_error_new_tls_missing (void)
{
  GError *error = g_error_new_literal (
      PASAR_ERROR,
      PASAR_ERROR_TLS,
      _ ("Pasar has no secure connections: the package glib-networking is missing."));

  pasar_error_get_private (error)->advice =
      N_ ("Install the package glib-networking, then start Pasar again.");
  return error;
}

static gboolean
is_ours (const GError *error)
{
  return error != NULL && error->domain == PASAR_ERROR;
}

/**
 * pasar_error_get_server_code:
 * @error: an error
 *
 * %NULL where it was no answer that said so, as after a lost connection.
 *
 * Returns: (transfer none) (nullable): the server's own code, module prefix included
 */
const char *
pasar_error_get_server_code (const GError *error)
{
  return is_ours (error) ? pasar_error_get_private (error)->server_code : NULL;
}

/**
 * pasar_error_get_server_message:
 * @error: an error
 *
 * Scrubbed of secrets and cut where it is long; the message of @error is the one to show.
 *
 * Returns: (transfer none) (nullable): the server's own message
 */
const char *
pasar_error_get_server_message (const GError *error)
{
  return is_ours (error) ? pasar_error_get_private (error)->server_message : NULL;
}

/**
 * pasar_error_get_request_id:
 * @error: an error
 *
 * %NULL where there was no answer, or it named none.
 *
 * Returns: (transfer none) (nullable): the id that Shopee's support asks for
 */
const char *
pasar_error_get_request_id (const GError *error)
{
  return is_ours (error) ? pasar_error_get_private (error)->request_id : NULL;
}

/**
 * pasar_error_get_advice:
 * @error: an error
 *
 * Goes with the message of @error, which says what happened.
 *
 * Returns: (transfer none) (nullable): what the seller should do, a translated sentence; never
 *   %NULL for the `PASAR_ERROR` domain
 */
const char *
pasar_error_get_advice (const GError *error)
{
  const PasarErrorPrivate *priv;

  if (!is_ours (error))
    return NULL;
  priv = pasar_error_get_private (error);
  return priv->advice != NULL ? _ (priv->advice) : pasar_error_class_advice (error->code);
}

/**
 * pasar_error_mark_unsent:
 * @error: a `PASAR_ERROR`
 *
 * Notes that no part of the request went out, so that the server did nothing.
 */
void
pasar_error_mark_unsent (GError *error)
{
  pasar_error_get_private (error)->is_unsent = TRUE;
}

/**
 * pasar_error_leaves_outcome_open:
 * @error: (nullable): what a call failed with
 *
 * A write that ended so is not sent again without a look at the shop.
 *
 * Returns: whether the server may have carried out what failed so
 */
gboolean
pasar_error_leaves_outcome_open (const GError *error)
{
  return is_ours (error) && !pasar_error_get_private (error)->is_unsent
         && (error->code == PASAR_ERROR_NETWORK || error->code == PASAR_ERROR_TRANSIENT
             || error->code == PASAR_ERROR_MALFORMED);
}
