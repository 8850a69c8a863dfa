/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sandbox/demo-private.h"

#include <string.h>

static guint
count_options (const char *tier)
{
  guint n = 0;

  for (const char *c = tier; *c != '\0'; c++)
    n += *c == '|';
  return n;
}

static gboolean
has (const PasarSandboxDemoItem *demo, char flag)
{
  return strchr (demo->flags, flag) != NULL;
}

static void
set_flags (PasarSandboxShop *shop, PasarSandboxItem *item, const PasarSandboxDemoItem *demo)
{
  if (has (demo, 'o'))
    item->promotion = PASAR_SANDBOX_ONGOING;
  else if (has (demo, 'u'))
    item->promotion = PASAR_SANDBOX_UPCOMING;
  if (has (demo, 'H'))
    item->status = PASAR_SANDBOX_UNLIST;
  else if (has (demo, 'B'))
    item->status = PASAR_SANDBOX_BANNED;
  else if (has (demo, 'R'))
    item->status = PASAR_SANDBOX_REVIEWING;
  if (has (demo, 'K'))
    item->flags |= PASAR_SANDBOX_ITEM_KIT;
  if (has (demo, 'l') && shop->locations[0] != NULL)
    item->flags |= PASAR_SANDBOX_ITEM_LOCATIONS;
  if (has (demo, 'w'))
    {
      item->extra = g_new0 (PasarSandboxExtra, 1);
      item->extra->n_wholesale = 2;
      item->extra->wholesale[0] = (PasarSandboxWholesale){ 5, 19, demo->price * 90 / 100 };
      item->extra->wholesale[1] = (PasarSandboxWholesale){ 20, 200, demo->price * 80 / 100 };
    }
}

/* Larger sizes cost a little more, as in real shops; wholesale wants one price. */
static gint64
price_of (const PasarSandboxDemoItem *demo, const PasarSandboxSku *sku, guint n_second)
{
  guint step = n_second > 1 ? sku->tier[1] : sku->tier[0];
  gint64 more = demo->price / 20 / 10 * 10;

  if (has (demo, 'w') || (n_second > 1 && step < n_second / 2))
    return demo->price;
  return demo->price + (n_second > 1 ? more : (step % 3) * more);
}

static gint64
stock_of (const PasarSandboxDemoItem *demo, guint64 dice)
{
  if (has (demo, 'Z') || (has (demo, 'z') && dice % 3 == 0))
    return 0;
  return demo->stock / 2 + (gint64) ((dice >> 8) % (demo->stock + 1));
}

static void
fill_sku (const PasarSandboxDemoItem *demo, PasarSandboxItem *item, PasarSandboxSku *sku, guint n)
{
  guint64 dice = pasar_sandbox_mix ((guint64) item->item_id, n);

  sku->tier[0] = n / item->n_options[1];
  sku->tier[1] = n % item->n_options[1];
  sku->price = price_of (demo, sku, item->n_options[1]);
  sku->stock[0] = stock_of (demo, dice);
  if ((item->flags & PASAR_SANDBOX_ITEM_LOCATIONS) != 0)
    sku->stock[1] = stock_of (demo, dice >> 16) / 3;
  if ((has (demo, 'r') || has (demo, 'o')) && sku->stock[0] > 4)
    sku->reserved = (gint32) (sku->stock[0] / 4);
}

static void
add_item (PasarSandboxShop *shop, const PasarSandboxDemoItem *demo)
{
  guint n_first = count_options (demo->tiers[0]);
  guint n_second = MAX (count_options (demo->tiers[1]), 1);
  PasarSandboxItem *item = pasar_sandbox_shop_add (shop, n_first * n_second);
  PasarSandboxSku *skus = pasar_sandbox_shop_skus (shop, item);

  item->demo = demo;
  item->n_options[0] = MAX (n_first, 1);
  item->n_options[1] = n_second;
  item->percent = 15;
  set_flags (shop, item, demo);
  for (guint i = 0; i < item->n_skus; i++)
    fill_sku (demo, item, &skus[i], i);
}

/* Makes the believable catalogue of the demo. */
void
pasar_sandbox_demo_fill (PasarSandboxShop *shop)
{
  guint n_items = 0;
  const PasarSandboxDemoItem *items = pasar_sandbox_demo_items (shop->index, &n_items);

  shop->name = g_strdup (shop->index == 0 ? "Tiong Bahru Corner Store" : "Kedai Sudut Bangsar");
  for (guint i = 0; i < n_items; i++)
    add_item (shop, &items[i]);
}
