/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shopee/client.h"
#include "store/credentials.h"

G_BEGIN_DECLS

/**
 * PasarSecretTokens:
 *
 * The token store of a shop: in the keyring, together with the partner key; or in
 * memory only, for the demo shop and while a shop is being tested.
 */
#define PASAR_TYPE_SECRET_TOKENS (pasar_secret_tokens_get_type ())
G_DECLARE_FINAL_TYPE (PasarSecretTokens, pasar_secret_tokens, PASAR, SECRET_TOKENS, GObject)

PasarSecretTokens *pasar_secret_tokens_new_memory (const PasarSecrets *secrets);
PasarSecretTokens *pasar_secret_tokens_new_keyring (const char *host,
                                                    gint64 partner_id,
                                                    gint64 shop_id,
                                                    const char *label,
                                                    const PasarSecrets *secrets);
const PasarSecrets *pasar_secret_tokens_get_secrets (PasarSecretTokens *self);

G_END_DECLS
