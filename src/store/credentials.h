/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* The secrets of a shop, in the Secret Service (libsecret) and in memory only. One secret item a
 * shop holds them all, so that a new token pair replaces the old one at once. */

G_BEGIN_DECLS

/**
 * PasarCredentialsError:
 * @PASAR_CREDENTIALS_ERROR_NO_SERVICE: no program for keyrings is running
 * @PASAR_CREDENTIALS_ERROR_NO_KEYRING: the program has no keyring to keep anything in, and none was
 * made
 * @PASAR_CREDENTIALS_ERROR_LOCKED: it is locked and stayed so
 * @PASAR_CREDENTIALS_ERROR_DISMISSED: the seller closed the prompt
 * @PASAR_CREDENTIALS_ERROR_NOT_FOUND: nothing kept for this shop
 * @PASAR_CREDENTIALS_ERROR_DAMAGED: what is kept cannot be read
 * @PASAR_CREDENTIALS_ERROR_FAILED: anything else
 *
 * What a caller tells the seller; each message is a translated sentence that says what to do.
 */
typedef enum
{
  PASAR_CREDENTIALS_ERROR_NO_SERVICE,
  PASAR_CREDENTIALS_ERROR_NO_KEYRING,
  PASAR_CREDENTIALS_ERROR_LOCKED,
  PASAR_CREDENTIALS_ERROR_DISMISSED,
  PASAR_CREDENTIALS_ERROR_NOT_FOUND,
  PASAR_CREDENTIALS_ERROR_DAMAGED,
  PASAR_CREDENTIALS_ERROR_FAILED,
} PasarCredentialsError;
#define PASAR_CREDENTIALS_ERROR (pasar_credentials_error_quark ())
GQuark pasar_credentials_error_quark (void);

/**
 * PasarSecrets:
 * @partner_key: key that signs
 * @access_token: (nullable): token of the calls
 * @refresh_token: (nullable): token that gets the next pair
 * @expires_at: Unix seconds when the access token ends; 0 unknown
 *
 * The secrets of a shop.
 */
typedef struct
{
  char *partner_key;
  char *access_token;
  char *refresh_token;
  gint64 expires_at;
} PasarSecrets;
PasarSecrets *pasar_secrets_new (const char *partner_key,
                                 const char *access_token,
                                 const char *refresh_token,
                                 gint64 expires_at);
PasarSecrets *pasar_secrets_copy (const PasarSecrets *self);
void pasar_secrets_free (PasarSecrets *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarSecrets, pasar_secrets_free)

void pasar_credentials_lookup_async (const char *host,
                                     gint64 partner_id,
                                     gint64 shop_id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
PasarSecrets *pasar_credentials_lookup_finish (GAsyncResult *result, GError **error);
void pasar_credentials_store_async (const char *host,
                                    gint64 partner_id,
                                    gint64 shop_id,
                                    const char *label,
                                    const PasarSecrets *secrets,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean pasar_credentials_store_finish (GAsyncResult *result, GError **error);
void pasar_credentials_clear_async (const char *host,
                                    gint64 partner_id,
                                    gint64 shop_id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean pasar_credentials_clear_finish (GAsyncResult *result, GError **error);

G_END_DECLS
