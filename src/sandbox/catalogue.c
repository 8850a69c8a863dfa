/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sandbox/shop-private.h"

/* The special items stand first, in this order: see README.md, which lists their ids. */

typedef struct
{
  guint n_models;
  gint64 price; /* hundredths of what a Singapore dollar buys */
  gint64 stock;
  guint8 status;
  guint8 promotion;
  guint16 flags;
} Special;

static const Special specials[] = {
  /* 0 plain */ { 0, 1999, 100, PASAR_SANDBOX_NORMAL, 0, 0 },
  /* 1 models */ { 6, 1990, 25, PASAR_SANDBOX_NORMAL, 0, 0 },
  /* 2 ongoing promotion */ { 0, 3000, 50, PASAR_SANDBOX_NORMAL, PASAR_SANDBOX_ONGOING, 0 },
  /* 3 upcoming promotion */ { 0, 3100, 50, PASAR_SANDBOX_NORMAL, PASAR_SANDBOX_UPCOMING, 0 },
  /* 4 promotion of models */ { 4, 2500, 40, PASAR_SANDBOX_NORMAL, 0, 0 },
  /* 5 wholesale */ { 0, 1000, 500, PASAR_SANDBOX_NORMAL, 0, 0 },
  /* 6 wholesale, models */ { 3, 1000, 500, PASAR_SANDBOX_NORMAL, 0, 0 },
  /* 7 reserved stock */ { 2, 2100, 20, PASAR_SANDBOX_NORMAL, 0, 0 },
  /* 8 reserved, Shopee stock */ { 0, 2200, 30, PASAR_SANDBOX_NORMAL, 0, 0 },
  /* 9 two locations, models */
  { 2, 1500, 12, PASAR_SANDBOX_NORMAL, 0, PASAR_SANDBOX_ITEM_LOCATIONS },
  /* 10 two locations */ { 0, 1600, 12, PASAR_SANDBOX_NORMAL, 0, PASAR_SANDBOX_ITEM_LOCATIONS },
  /* 11 kit */ { 0, 4500, 8, PASAR_SANDBOX_NORMAL, 0, PASAR_SANDBOX_ITEM_KIT },
  /* 12 banned */ { 0, 1200, 5, PASAR_SANDBOX_BANNED, 0, 0 },
  /* 13 unlisted */ { 0, 1300, 5, PASAR_SANDBOX_UNLIST, 0, 0 },
  /* 14 in review */ { 0, 1400, 5, PASAR_SANDBOX_REVIEWING, 0, 0 },
  /* 15 deleted by the seller */ { 0, 1500, 5, PASAR_SANDBOX_SELLER_DELETE, 0, 0 },
  /* 16 deleted by Shopee */ { 0, 1600, 5, PASAR_SANDBOX_SHOPEE_DELETE, 0, 0 },
  /* 17 fifty models */ { 50, 1000, 9, PASAR_SANDBOX_NORMAL, 0, 0 },
  /* 18 at the ratio limit */ { 2, 1000, 10, PASAR_SANDBOX_NORMAL, 0, 0 },
  /* 19 out of stock */ { 0, 900, 0, PASAR_SANDBOX_NORMAL, 0, 0 },
  /* 20 shipping channel with a price cap */ { 0, 10000, 10, PASAR_SANDBOX_NORMAL, 0, 0 },
  /* 21 stock held by Shopee */ { 0, 2000, 0, PASAR_SANDBOX_NORMAL, 0, PASAR_SANDBOX_ITEM_FBS },
  /* 22 promotion that locks stock */
  { 0, 2000, 60, PASAR_SANDBOX_NORMAL, PASAR_SANDBOX_ONGOING, PASAR_SANDBOX_ITEM_STOCK_LOCK },
  /* 23 fields of 2022 */ { 0, 10000, 223, PASAR_SANDBOX_NORMAL, 0, PASAR_SANDBOX_ITEM_SEED_SHAPE },
  /* 24 long name */ { 0, 1700, 11, PASAR_SANDBOX_NORMAL, 0, PASAR_SANDBOX_ITEM_LONG_NAME },
  /* 25 huge promotion id */
  { 2, 1800, 11, PASAR_SANDBOX_NORMAL, PASAR_SANDBOX_ONGOING, PASAR_SANDBOX_ITEM_HUGE_ID },
  /* 26 one model */ { 1, 1900, 11, PASAR_SANDBOX_NORMAL, 0, 0 },
  /* 27 a model not sold */ { 3, 1900, 11, PASAR_SANDBOX_NORMAL, 0, 0 },
  /* 28 no price */ { 0, 0, 11, PASAR_SANDBOX_NORMAL, 0, PASAR_SANDBOX_ITEM_NO_PRICE },
  /* 29 tier index past the end */
  { 2, 2300, 11, PASAR_SANDBOX_NORMAL, 0, PASAR_SANDBOX_ITEM_BAD_TIER },
};

G_STATIC_ASSERT (G_N_ELEMENTS (specials) == PASAR_SANDBOX_N_SPECIALS);

static void
lay_out_tiers (PasarSandboxShop *shop, PasarSandboxItem *item, guint first_options)
{
  PasarSandboxSku *skus = pasar_sandbox_shop_skus (shop, item);

  item->n_options[0] = first_options;
  item->n_options[1] = (item->n_skus + first_options - 1) / first_options;
  for (guint i = 0; i < item->n_skus; i++)
    {
      skus[i].tier[0] = i / item->n_options[1];
      skus[i].tier[1] = i % item->n_options[1];
    }
}

static gint64
scaled (const PasarSandboxShop *shop, gint64 hundredths)
{
  return hundredths * shop->region->scale / 100;
}

static void
set_wholesale (PasarSandboxShop *shop, PasarSandboxItem *item)
{
  PasarSandboxExtra *extra = g_new0 (PasarSandboxExtra, 1);

  extra->n_wholesale = 2;
  extra->wholesale[0] = (PasarSandboxWholesale){ 5, 9, scaled (shop, 900) };
  extra->wholesale[1] = (PasarSandboxWholesale){ 10, 100, scaled (shop, 800) };
  item->extra = extra;
}

static void
finish_special (PasarSandboxShop *shop, PasarSandboxItem *item, guint number)
{
  PasarSandboxSku *skus = pasar_sandbox_shop_skus (shop, item);

  switch (number)
    {
    case 1:
      lay_out_tiers (shop, item, 2);
      break;
    case 4:
      skus[0].promotion = PASAR_SANDBOX_ONGOING;
      skus[1].promotion = PASAR_SANDBOX_UPCOMING;
      break;
    case 5:
    case 6:
      set_wholesale (shop, item);
      break;
    case 7:
      skus[1].reserved = 13;
      break;
    case 8:
      skus[0].reserved = 20;
      skus[0].shopee_stock = 8;
      break;
    case 17:
      lay_out_tiers (shop, item, 5);
      for (guint i = 0; i < item->n_skus; i++)
        skus[i].price += scaled (shop, 10) * i;
      break;
    case 18:
      skus[1].price = skus[0].price * shop->region->ratio;
      break;
    case 20:
      item->extra = g_new0 (PasarSandboxExtra, 1);
      item->extra->price_cap = scaled (shop, 15000);
      break;
    case 21:
      skus[0].shopee_stock = 44;
      break;
    case 22:
      skus[0].reserved = 10;
      break;
    case 26:
      skus[0].shopee_stock = 4;
      break;
    case 27:
      skus[1].unavailable = TRUE;
      break;
    case 29:
      skus[1].tier[0] = 9;
      break;
    default:
      break;
    }
}

static void
add_special (PasarSandboxShop *shop, guint number)
{
  const Special *special = &specials[number];
  PasarSandboxItem *item = pasar_sandbox_shop_add (shop, special->n_models);
  PasarSandboxSku *skus = pasar_sandbox_shop_skus (shop, item);

  item->status = special->status;
  item->promotion = special->promotion;
  item->percent = 20;
  item->flags |= special->flags;
  if (shop->locations[0] == NULL)
    item->flags &= ~PASAR_SANDBOX_ITEM_LOCATIONS;
  for (guint i = 0; i < item->n_skus; i++)
    {
      skus[i].price = scaled (shop, special->price);
      skus[i].stock[0] = special->stock;
      if ((item->flags & PASAR_SANDBOX_ITEM_LOCATIONS) != 0)
        skus[i].stock[1] = 5;
    }
  lay_out_tiers (shop, item, item->n_skus);
  finish_special (shop, item, number);
}

static guint
models_of (guint64 dice)
{
  guint percent = dice % 1000;

  if (percent < 600)
    return 0;
  if (percent < 985)
    return 1 + (dice >> 16) % 20;
  return 21 + (dice >> 16) % 30;
}

static gint64
price_of (const PasarSandboxShop *shop, guint64 dice)
{
  gint64 price = scaled (shop, 100 + (gint64) (dice % 19900));
  gint64 step = shop->region->digits > 0 ? 10 : MAX (shop->region->scale / 20, 1);

  /* Most prices are rounded, some are odd to the last digit. */
  if ((dice >> 20) % 4 != 0)
    price -= price % step;
  return MAX (price, pasar_sandbox_limits_of (shop, 0).price_min);
}

static void
add_usual (PasarSandboxShop *shop, guint index)
{
  guint64 dice = pasar_sandbox_mix (shop->seed, index);
  guint n_models = models_of (dice);
  PasarSandboxItem *item = pasar_sandbox_shop_add (shop, n_models);
  PasarSandboxSku *skus = pasar_sandbox_shop_skus (shop, item);
  guint64 more = pasar_sandbox_mix (dice, 1);
  gint64 price = price_of (shop, more);
  guint kind = (more >> 32) % 100;

  item->percent = 10 + (more >> 40) % 40;
  if (kind < 4)
    item->status = PASAR_SANDBOX_UNLIST;
  else if (kind < 5)
    item->status = PASAR_SANDBOX_BANNED;
  else if (kind < 9)
    item->promotion = PASAR_SANDBOX_ONGOING;
  else if (kind < 11)
    item->promotion = PASAR_SANDBOX_UPCOMING;
  else if (kind < 21 && shop->locations[0] != NULL)
    item->flags |= PASAR_SANDBOX_ITEM_LOCATIONS;
  for (guint i = 0; i < item->n_skus; i++)
    {
      guint64 each = pasar_sandbox_mix (more, i);

      skus[i].price =
          price + scaled (shop, 50) * (gint64) (each % 4) * (price > scaled (shop, 500));
      skus[i].stock[0] = each % 9 == 0 ? 0 : (gint64) ((each >> 8) % 300);
      if ((item->flags & PASAR_SANDBOX_ITEM_LOCATIONS) != 0)
        skus[i].stock[1] = (gint64) ((each >> 24) % 60);
      if (item->promotion != 0 && skus[i].stock[0] > 10)
        skus[i].reserved = (gint32) ((each >> 32) % 10);
    }
  lay_out_tiers (shop, item, CLAMP ((more >> 48) % 5 + 1, 1, item->n_skus));
}

/* Makes the plain catalogue: the special items, then usual ones, 40 % of them with models. */
void
pasar_sandbox_catalogue_fill (PasarSandboxShop *shop, guint n_items)
{
  shop->name =
      g_strdup_printf (shop->hostile_names ? "<i>hostile</i> & _\xe2\x80\xae%s" : "Sandbox %s",
                       shop->region->code);
  for (guint i = 0; i < n_items; i++)
    {
      if (i < G_N_ELEMENTS (specials))
        add_special (shop, i);
      else
        add_usual (shop, i);
    }
}
