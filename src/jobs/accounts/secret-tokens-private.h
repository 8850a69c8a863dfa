/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/accounts/secret-entry-private.h"
#include "shopee/client.h"

G_BEGIN_DECLS

/**
 * PasarSecretTokens:
 *
 * The token store of one client: in the keyring, together with the partner key; or in memory only,
 * for the demo shop.
 */
#define PASAR_TYPE_SECRET_TOKENS (pasar_secret_tokens_get_type ())
G_DECLARE_FINAL_TYPE (PasarSecretTokens, pasar_secret_tokens, PASAR, SECRET_TOKENS, GObject)

PasarSecretTokens *pasar_secret_tokens_new_memory (const PasarSecrets *secrets);
PasarSecretTokens *pasar_secret_tokens_new_keyring (PasarSecretEntry *entry,
                                                    guint generation,
                                                    const char *label,
                                                    const PasarSecrets *secrets);
const PasarSecrets *pasar_secret_tokens_get_secrets (PasarSecretTokens *self);
void pasar_secret_tokens_set_label (PasarSecretTokens *self, const char *label);

G_END_DECLS
