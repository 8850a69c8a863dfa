/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sandbox/sandbox.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

#define PRODUCT "/api/v2/product/"

/* Of the first item, which costs 19.99. */
#define SANDBOX_WRITE_PRICE "{\"item_id\":25000000011,\"price_list\":[{\"original_price\":77}]}"

/* A tiny client that knows only how to sign; it shares nothing with the app's. */
typedef struct
{
  PasarSandbox *sandbox;
  SoupSession *session;
  gint64 now_offset; /* added to the timestamp that is signed */
  char *access_token;
  gint64 shop_id;

  guint status;
  char *text;
  JsonNode *json; /* NULL where the answer is none */
  SoupMessageHeaders *headers;
} SandboxClient;

SandboxClient *sandbox_client_new (const PasarSandboxOptions *options);
void sandbox_client_free (SandboxClient *client);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxClient, sandbox_client_free)

char *sandbox_client_sign (SandboxClient *client, const char *base);
gboolean sandbox_client_send (SandboxClient *client,
                              const char *method,
                              const char *path_and_query,
                              const char *body,
                              GError **error);
char *sandbox_client_query (SandboxClient *client, const char *path, gboolean with_shop);
const char *sandbox_client_get (SandboxClient *client, const char *path, const char *query);
const char *sandbox_client_post (SandboxClient *client, const char *path, const char *body);
const char *sandbox_client_post_public (SandboxClient *client, const char *path, const char *body);
void sandbox_client_renew (SandboxClient *client);
const char *sandbox_client_member (SandboxClient *client, const char *name);
gint64 sandbox_client_int (SandboxClient *client, const char *json_path);
void sandbox_client_change (SandboxClient *client, const char *body);
gint64 sandbox_client_control (SandboxClient *client, const char *path, const char *json_path);
gint64 sandbox_client_stored_price (SandboxClient *client);
gint64 sandbox_item (guint n);
gint64 sandbox_client_model (SandboxClient *client, gint64 item_id, guint n);
char *sandbox_client_fill (SandboxClient *client, const char *text);

/* One call and what must come back. In the texts `{i7}` is the special item 7
 * and `{m7.1}` the second model of it. */
typedef struct
{
  const char *name;
  const char *call; /* after /api/v2/product/ */
  const char *body; /* or query, for the reads */
  const char *error;
  const char *message;  /* NULL: any */
  const char *contains; /* NULL: nothing */
} SandboxRow;

void sandbox_add_rows (const char *prefix, const SandboxRow *rows, guint n_rows, gboolean post);

G_END_DECLS
