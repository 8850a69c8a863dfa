/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/credentials.h"

/* Blocking forms of the calls. libsecret keeps its connection for the life of a process, so each
 * kind of Secret Service has a test program of its own. */

G_BEGIN_DECLS

#define HOST "https://partner.example"

PasarSecrets *lookup (gint64 shop_id, GCancellable *cancellable, GError **error);
gboolean
store (gint64 shop_id, const PasarSecrets *secrets, GCancellable *cancellable, GError **error);
gboolean clear (gint64 shop_id, GCancellable *cancellable, GError **error);
PasarSecrets *some_secrets (void);
void assert_failed (GError **error, PasarCredentialsError code);

G_END_DECLS
