/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shopee/client.h"

#include <libsoup/soup.h>

/* A server on loopback that gives scripted replies and records what came in. A request that nobody
 * expected fails the test. */

typedef struct
{
  const char *path;
  guint status;     /* 0: 200 */
  const char *body; /* NULL: never answered */
  const char *header_name;
  const char *header_value;
  gsize filler; /* so many blanks go before the body */
} FakeReply;

typedef struct
{
  char *path;
  GHashTable *query;
  char *raw_query;
  char *body;
  char *user_agent;
} FakeRequest;

typedef struct
{
  SoupServer *server;
  char *url;
  GQueue replies;             /* FakeReply */
  GPtrArray *requests;        /* FakeRequest */
  GPtrArray *held;            /* SoupServerMessage */
  SoupServerCallback handler; /* instead of the script */
  gpointer handler_data;
} FakeServer;

FakeServer *fake_server_new (void);
void fake_server_free (FakeServer *self);
void fake_server_reply (FakeServer *self, const char *path, const char *body);
void fake_server_reply_full (FakeServer *self, FakeReply reply);
FakeRequest *fake_server_get (FakeServer *self, guint index);
PasarClient *fake_server_new_client (FakeServer *self);
void fake_server_answer (SoupServerMessage *message, guint status, const char *body);

/* The result of one call, waited for. */
typedef struct
{
  GAsyncResult *result;
} Waiting;

void waiting_cb (GObject *source, GAsyncResult *result, gpointer user_data);
GAsyncResult *waiting_take (Waiting *waiting);
void wait_until (gboolean (*condition) (gpointer data), gpointer data);
void spin (guint turns);

#define KEY       "made-up-partner-key-0001"
#define PARTNER   2009999
#define SHOP      60000001
#define ITEM_LIST "/api/v2/product/get_item_list"
#define REFRESH   "/api/v2/auth/access_token/get"
#define SHOP_INFO "/api/v2/shop/get_shop_info"
#define PRICE     "/api/v2/product/update_price"
#define STOCK     "/api/v2/product/update_stock"
#define BOOST     "/api/v2/product/boost_item"

char *fixture_text (const char *name);
