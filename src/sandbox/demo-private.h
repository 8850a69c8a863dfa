/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sandbox/shop-private.h"

G_BEGIN_DECLS

/* What a demo item is besides its texts, one letter each in its flags:
 *   o, u  ongoing or upcoming promotion      w  wholesale tiers
 *   l     stock in two warehouses            r  reserved stock
 *   z     some stock is 0                    Z  all stock is 0
 *   H     hidden (unlisted)                  B  banned
 *   R     in review                          K  kit
 *   p     pre-order                          D  used, not new */
struct _PasarSandboxDemoItem
{
  const char *name;
  const char *sku;
  const char *brand; /* "" for none */
  char kind;         /* f fashion, k kitchen, s stationery, t toys */
  gint64 price;      /* minor units of the shop's currency */
  guint stock;       /* about, per model */
  guint grams;
  const char *tiers[2]; /* "Colour|White|Navy"; "" for none */
  const char *flags;
};

const PasarSandboxDemoItem *pasar_sandbox_demo_items (guint shop_index, guint *n_items);

G_END_DECLS
