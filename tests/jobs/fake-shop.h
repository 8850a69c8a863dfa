/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fake-server.h"
#include "jobs-fixture.h"

G_BEGIN_DECLS

/* A shop at a server whose answers a test makes up, open in a session. */
typedef struct
{
  FakeServer *server;
  char *folder;
  PasarStore *store;
  PasarSession *session;
} FakeShop;

void fake_shop_open (FakeShop *self, SoupServerCallback handler, gpointer user_data);
/* Nothing must hold the session any more. */
void fake_shop_close (FakeShop *self);

G_END_DECLS
