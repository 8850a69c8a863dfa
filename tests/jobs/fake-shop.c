/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fake-shop.h"

void
fake_shop_open (FakeShop *self, SoupServerCallback handler, gpointer user_data)
{
  g_autoptr (PasarClient) client = NULL;
  g_autoptr (PasarShop) shop = pasar_shop_new ();
  g_autofree char *path = NULL;

  self->server = fake_server_new ();
  self->server->handler = handler;
  self->server->handler_data = user_data;
  self->folder = pasar_test_make_folder ();
  path = g_build_filename (self->folder, "pasar.db", NULL);
  self->store = open_store (path);
  client = fake_server_new_client (self->server);
  shop->partner_id = PARTNER;
  shop->shop_id = SHOP;
  self->session = open_shop (self->store, shop, client);
}

void
fake_shop_close (FakeShop *self)
{
  flush_session (self->session);
  g_assert_finalize_object (self->session);
  close_store (self->store);
  pasar_test_remove_folder (self->folder);
  fake_server_free (self->server);
}
