/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sandbox/private.h"

#include <stdlib.h>

#define CODE_SECS          600
#define REFRESH_TOKEN_SECS (30 * 24 * 3600)
#define AFTERLIFE_SECS     300 /* of an access token after a refresh */

typedef enum
{
  ACCESS,
  REFRESH,
  CODE
} Kind;

/* One secret. Of a main account it holds for several shops at once, and is
 * spent and expires for each of them apart (reference 2.2). */
typedef struct
{
  Kind kind;
  guint64 serial;
  gint64 expires[PASAR_SANDBOX_MAX_SHOPS]; /* server's clock; 0: not for that shop */
  gboolean spent[PASAR_SANDBOX_MAX_SHOPS];
} Token;

struct _PasarSandboxTokens
{
  guint32 seed;
  guint64 serial;
  GHashTable *known; /* (owned): value to Token */
};

PasarSandboxTokens *
pasar_sandbox_tokens_new (guint32 seed)
{
  PasarSandboxTokens *tokens = g_new0 (PasarSandboxTokens, 1);

  tokens->seed = seed;
  tokens->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return tokens;
}

void
pasar_sandbox_tokens_free (PasarSandboxTokens *tokens)
{
  g_hash_table_unref (tokens->known);
  g_free (tokens);
}

static gboolean
is_over_cb (gpointer key, gpointer value, gpointer user_data)
{
  const Token *token = value;
  gint64 now = *(gint64 *) user_data;

  /* Refresh tokens are kept a while longer, to tell an expired one from a wrong one. */
  if (token->kind == REFRESH)
    now -= REFRESH_TOKEN_SECS;
  for (guint i = 0; i < PASAR_SANDBOX_MAX_SHOPS; i++)
    if (token->expires[i] > now)
      return FALSE;
  return TRUE;
}

/* Returns the new secret, which the table owns. */
static const char *
add (PasarSandbox *self, Kind kind, guint shop_mask, gint64 seconds)
{
  PasarSandboxTokens *tokens = self->tokens;
  gint64 now = pasar_sandbox_now (self);
  g_autofree char *text = NULL;
  Token *token = g_new0 (Token, 1);
  char *value;

  token->kind = kind;
  token->serial = ++tokens->serial;
  for (guint i = 0; i < PASAR_SANDBOX_MAX_SHOPS; i++)
    if ((shop_mask & (1u << i)) != 0)
      token->expires[i] = now + seconds;
  text = g_strdup_printf ("sandbox %u %d %" G_GUINT64_FORMAT, tokens->seed, kind, token->serial);
  value = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  value[32] = '\0';
  g_hash_table_foreach_remove (tokens->known, is_over_cb, &now);
  g_hash_table_replace (tokens->known, value, token);
  return value;
}

static Token *
look_up (PasarSandbox *self, const char *value, Kind kind)
{
  Token *token = g_hash_table_lookup (self->tokens->known, value);

  return token != NULL && token->kind == kind ? token : NULL;
}

/* Makes a new pair for one or more shops. */
void
pasar_sandbox_tokens_issue (PasarSandbox *self,
                            guint shop_mask,
                            const char **access_token,
                            const char **refresh_token)
{
  const char *access = add (self, ACCESS, shop_mask, PASAR_SANDBOX_ACCESS_TOKEN_SECS);
  const char *refresh = add (self, REFRESH, shop_mask, REFRESH_TOKEN_SECS);

  if (access_token != NULL)
    *access_token = access;
  if (refresh_token != NULL)
    *refresh_token = refresh;
}

/* Whether it is an access token that lives, of whatever shop. */
gboolean
pasar_sandbox_tokens_known (PasarSandbox *self, const char *access_token)
{
  Token *token = look_up (self, access_token, ACCESS);
  gint64 now = pasar_sandbox_now (self);

  for (guint i = 0; token != NULL && i < PASAR_SANDBOX_MAX_SHOPS; i++)
    if (token->expires[i] > now)
      return TRUE;
  return FALSE;
}

/* Whether it is an access token that lives and is for @shop. */
gboolean
pasar_sandbox_tokens_allow (PasarSandbox *self, const char *access_token, PasarSandboxShop *shop)
{
  Token *token = look_up (self, access_token, ACCESS);

  return token != NULL && token->expires[shop->index] > pasar_sandbox_now (self);
}

/* Returns the token issued last for @shop, or NULL. */
char *
pasar_sandbox_tokens_dup_newest (PasarSandbox *self, PasarSandboxShop *shop, gboolean refresh)
{
  const char *newest = NULL;
  guint64 serial = 0;
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->tokens->known);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const Token *token = value;

      if (token->kind == (refresh ? REFRESH : ACCESS) && token->expires[shop->index] != 0
          && token->serial > serial)
        {
          serial = token->serial;
          newest = key;
        }
    }
  return g_strdup (newest);
}

static void
limit_access (PasarSandbox *self, PasarSandboxShop *shop, gint64 until)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->tokens->known);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Token *token = value;

      if (token->kind == ACCESS && token->expires[shop->index] != 0)
        token->expires[shop->index] = MIN (token->expires[shop->index], until);
    }
}

/* Lets all access tokens of the shop expire now; refreshing works. */
void
pasar_sandbox_tokens_expire_access (PasarSandbox *self, PasarSandboxShop *shop)
{
  limit_access (self, shop, pasar_sandbox_now (self));
}

/* Takes back all tokens of the shop; only a new authorisation helps. */
void
pasar_sandbox_tokens_revoke (PasarSandbox *self, PasarSandboxShop *shop)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->tokens->known);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Token *token = value;

      token->expires[shop->index] = 0;
      token->spent[shop->index] = TRUE;
    }
}

/* Returns a code for the redirect: once, ten minutes, for one or more shops. */
const char *
pasar_sandbox_tokens_new_code (PasarSandbox *self, guint shop_mask)
{
  return add (self, CODE, shop_mask, CODE_SECS);
}

/* Spends a code. Returns whether it was good, and for which shops. */
gboolean
pasar_sandbox_tokens_take_code (PasarSandbox *self, const char *code, guint *shop_mask)
{
  Token *token = look_up (self, code, CODE);
  gint64 now = pasar_sandbox_now (self);

  *shop_mask = 0;
  if (token == NULL)
    return FALSE;
  for (guint i = 0; i < PASAR_SANDBOX_MAX_SHOPS; i++)
    if (token->expires[i] > now)
      *shop_mask |= 1u << i;
  g_hash_table_remove (self->tokens->known, code);
  return *shop_mask != 0;
}

/* Spends a refresh token for one shop and makes a new pair for it. The access tokens of before
 * live five more minutes. Returns NULL on success, else the error code. */
const char *
pasar_sandbox_tokens_refresh (PasarSandbox *self,
                              const char *refresh_token,
                              PasarSandboxShop *shop,
                              const char **new_access,
                              const char **new_refresh)
{
  Token *token = look_up (self, refresh_token, REFRESH);
  gint64 now = pasar_sandbox_now (self);

  if (token == NULL || token->expires[shop->index] == 0 || token->spent[shop->index])
    return "error_auth";
  if (!shop->linked)
    return "shop_no_linked";
  if (shop->expire_time <= now)
    return "shop_access_expired";
  if (token->expires[shop->index] <= now)
    return "refresh_token_expired";
  token->spent[shop->index] = TRUE;
  limit_access (self, shop, now + AFTERLIFE_SECS);
  pasar_sandbox_tokens_issue (self, 1u << shop->index, new_access, new_refresh);
  return NULL;
}

/* Writes the table as lines of words, which pasar_sandbox_tokens_load() reads one by one. */
void
pasar_sandbox_tokens_save (PasarSandbox *self, GString *out)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->tokens->known);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const Token *token = value;

      g_string_append_printf (out,
                              "token %s %d %" G_GUINT64_FORMAT " %" G_GINT64_FORMAT
                              " %" G_GINT64_FORMAT " %d %d\n",
                              (const char *) key,
                              token->kind,
                              token->serial,
                              token->expires[0],
                              token->expires[1],
                              token->spent[0],
                              token->spent[1]);
    }
}

gboolean
pasar_sandbox_tokens_load (PasarSandbox *self, char **words)
{
  Token *token;

  if (g_strv_length (words) != 8)
    return FALSE;
  token = g_new0 (Token, 1);
  token->kind = CLAMP (atoi (words[2]), ACCESS, CODE);
  token->serial = g_ascii_strtoull (words[3], NULL, 10);
  for (guint i = 0; i < PASAR_SANDBOX_MAX_SHOPS; i++)
    {
      token->expires[i] = g_ascii_strtoll (words[4 + i], NULL, 10);
      token->spent[i] = *words[6 + i] == '1';
    }
  self->tokens->serial = MAX (self->tokens->serial, token->serial);
  g_hash_table_replace (self->tokens->known, g_strdup (words[1]), token);
  return TRUE;
}
