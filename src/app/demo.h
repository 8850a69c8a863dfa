/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/accounts/accounts.h"

G_BEGIN_DECLS

/**
 * PasarDemo:
 *
 * The demo shop, whose server runs within the app.
 */
#define PASAR_TYPE_DEMO (pasar_demo_get_type ())
G_DECLARE_FINAL_TYPE (PasarDemo, pasar_demo, PASAR, DEMO, GObject)

PasarDemo *pasar_demo_new (PasarAccounts *accounts);
void pasar_demo_start_async (PasarDemo *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
PasarAccount *pasar_demo_start_finish (PasarDemo *self, GAsyncResult *result, GError **error);
void pasar_demo_stop (PasarDemo *self);

G_END_DECLS
