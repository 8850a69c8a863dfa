/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs-fixture.h"
#include "jobs/accounts/connection.h"
#include "store/credentials.h"

/* A sandbox, and accounts in a store of their own; nothing is connected yet. */

G_BEGIN_DECLS

typedef struct
{
  PasarTestSandbox *sandbox;
  char *folder;
  char *path;
  PasarStore *store;
  PasarAccounts *accounts;
} Market;

/* takes sandbox over */
Market *market_new (PasarTestSandbox *sandbox);
void market_free (Market *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Market, market_free)
void market_restart (Market *self);

/* The tokens of the first shop; nothing is copied. */
PasarConnectRequest make_request (Market *self);
GPtrArray *run_connection (PasarConnection *connection, guint *n_missed, GError **error);
GPtrArray *connect_shop (Market *self, const PasarConnectRequest *request, GError **error);
GPtrArray *assert_connects (Market *self, const PasarConnectRequest *request);
PasarConnection *connection_by_code (Market *self, gboolean is_main);
PasarSession *open_account (Market *self, PasarAccount *account);
/* What the keyring has of a shop, NULL for nothing. */
PasarSecrets *look_up (Market *self, gint64 shop_id);
guint n_accounts (Market *self);

G_END_DECLS
