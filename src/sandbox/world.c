/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sandbox/private.h"

/* Returns the server's own clock, microseconds since 1970. */
gint64
pasar_sandbox_now_us (PasarSandbox *self)
{
  return g_get_real_time () + self->options.clock_skew_seconds * G_USEC_PER_SEC;
}

/* Returns the server's own clock, seconds since 1970. */
gint64
pasar_sandbox_now (PasarSandbox *self)
{
  return pasar_sandbox_now_us (self) / G_USEC_PER_SEC;
}

PasarSandboxShop *
pasar_sandbox_find_shop (PasarSandbox *self, gint64 shop_id)
{
  for (guint i = 0; i < self->n_shops; i++)
    if (self->shops[i]->shop_id == shop_id)
      return self->shops[i];
  return NULL;
}

/* Returns the item of that id, of whatever shop. */
PasarSandboxItem *
pasar_sandbox_find_item (PasarSandbox *self, gint64 item_id, PasarSandboxShop **shop)
{
  PasarSandboxItem *item = NULL;

  *shop = NULL;
  for (guint i = 0; i < self->n_shops && item == NULL; i++)
    {
      *shop = self->shops[i];
      item = pasar_sandbox_shop_find (*shop, item_id);
    }
  return item;
}
