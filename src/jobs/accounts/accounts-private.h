/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/accounts/accounts.h"
#include "jobs/accounts/secret-tokens-private.h"

G_BEGIN_DECLS

#define PASAR_DEMO_HOST "demo"

struct _PasarAccount
{
  GObject parent_instance;

  PasarShop *shop; /* (owned) */
  char *title;
  char *subtitle;
  char *demo_url;                 /* (nullable): where the demo shop is, this time */
  PasarSecretTokens *demo_tokens; /* (nullable) (owned): of the demo shop */
  PasarSession *session;          /* (nullable) (not owned): while somebody holds it */
};

struct _PasarAccounts
{
  GObject parent_instance;

  PasarStore *store;   /* (owned) */
  GPtrArray *accounts; /* (element-type PasarAccount) */
  GHashTable *entries; /* char * → PasarSecretEntry: one a shop */
  GHashTable *turns;   /* char * → PasarTurns: one a shop */
  PasarAccountSettings settings;
};

PasarAccount *pasar_account_new (const PasarShop *shop);
void pasar_account_set_shop (PasarAccount *self, const PasarShop *shop);
gboolean pasar_account_is_demo (PasarAccount *self);
char *pasar_account_dup_base_url (PasarAccount *self);

PasarSecretEntry *
pasar_accounts_get_entry (PasarAccounts *self, const char *base_url, const PasarShop *shop);
PasarAccount *pasar_accounts_find_shop (PasarAccounts *self, const PasarShop *shop);
PasarAccount *pasar_accounts_put (PasarAccounts *self, const PasarShop *shop);
void pasar_accounts_describe_shop (PasarAccounts *self, PasarShop *shop, const PasarShopInfo *info);
PasarClient *pasar_accounts_make_client (PasarAccounts *self,
                                         const char *base_url,
                                         const PasarShop *shop,
                                         PasarSecretTokens *tokens);
char *pasar_accounts_dup_label (const PasarShop *shop);

G_END_DECLS
