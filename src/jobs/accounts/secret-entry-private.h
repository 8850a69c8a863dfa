/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/credentials.h"

G_BEGIN_DECLS

/**
 * PASAR_SECRET_ENTRY_ANEW:
 *
 * Instead of a generation: what is stored takes the place of whatever is kept.
 */
#define PASAR_SECRET_ENTRY_ANEW 0

/**
 * PasarSecretEntry:
 *
 * What the keyring keeps of one shop, for all clients of that shop. It is read, stored and cleared
 * one after the other, and counts generations: who read or stored one may store the next, and
 * nobody may store over a newer one.
 */
#define PASAR_TYPE_SECRET_ENTRY (pasar_secret_entry_get_type ())
G_DECLARE_FINAL_TYPE (PasarSecretEntry, pasar_secret_entry, PASAR, SECRET_ENTRY, GObject)

PasarSecretEntry *pasar_secret_entry_new (const char *host, gint64 partner_id, gint64 shop_id);
void pasar_secret_entry_lookup_async (PasarSecretEntry *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
PasarSecrets *pasar_secret_entry_lookup_finish (PasarSecretEntry *self,
                                                GAsyncResult *result,
                                                guint *generation,
                                                GError **error);
void pasar_secret_entry_store_async (PasarSecretEntry *self,
                                     guint generation,
                                     const char *label,
                                     const PasarSecrets *secrets,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean pasar_secret_entry_store_finish (PasarSecretEntry *self,
                                          GAsyncResult *result,
                                          guint *generation,
                                          GError **error);
void pasar_secret_entry_clear_async (PasarSecretEntry *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean
pasar_secret_entry_clear_finish (PasarSecretEntry *self, GAsyncResult *result, GError **error);

G_END_DECLS
