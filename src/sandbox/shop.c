/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sandbox/demo-private.h"

#include <string.h>

#define FIRST_ITEM_ID  G_GINT64_CONSTANT (25000000011)
#define ITEM_ID_STEP   37
#define FIRST_MODEL_ID G_GINT64_CONSTANT (140000000007)
#define MODEL_ID_STEP  11
#define SHOP_ID_SPACE  G_GINT64_CONSTANT (1000000000)
#define FIRST_SHOP_ID  600001

#define FIRST_CATEGORY 100000
#define N_CATEGORIES   24

#define AUTHORISATION_SECS (365 * 24 * 3600)
#define PROMOTION_ID       G_GUINT64_CONSTANT (1000030380)
#define HUGE_PROMOTION_ID  G_GUINT64_CONSTANT (18446744073709551557)

static const PasarSandboxRegion regions[] = {
  { "SG", "SGD", "en", 2, 5, 100, TRUE },    { "MY", "MYR", "ms", 2, 7, 300, FALSE },
  { "BR", "BRL", "pt", 2, 4, 400, FALSE },   { "MX", "MXN", "es", 2, 5, 1300, TRUE },
  { "PL", "PLN", "en", 2, 5, 300, FALSE },   { "ES", "EUR", "es", 2, 5, 70, FALSE },
  { "AR", "ARS", "es", 2, 5, 90000, FALSE }, { "TW", "TWD", "zh", 0, 5, 24, TRUE },
  { "TH", "THB", "th", 0, 5, 26, FALSE },    { "VN", "VND", "vi", 0, 5, 19000, TRUE },
  { "PH", "PHP", "en", 0, 5, 43, TRUE },     { "ID", "IDR", "id", 0, 7, 12000, TRUE },
  { "CL", "CLP", "es", 0, 9, 700, FALSE },   { "CO", "COP", "es", 0, 9, 3000, FALSE },
  { "FR", "EUR", "en", 0, 5, 2, FALSE },     { "IN", "INR", "en", 0, 5, 62, FALSE },
};

static const char *const status_names[PASAR_SANDBOX_N_STATUSES] = {
  "NORMAL", "BANNED", "UNLIST", "REVIEWING", "SELLER_DELETE", "SHOPEE_DELETE",
};

/* Returns the market of that upper-case code, or NULL. */
const PasarSandboxRegion *
pasar_sandbox_region_find (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (regions); i++)
    if (strcmp (regions[i].code, code) == 0)
      return &regions[i];
  return NULL;
}

const char *
pasar_sandbox_status_name (PasarSandboxStatus status)
{
  return status_names[status];
}

gboolean
pasar_sandbox_status_parse (const char *name, PasarSandboxStatus *status)
{
  for (guint i = 0; i < PASAR_SANDBOX_N_STATUSES; i++)
    if (strcmp (status_names[i], name) == 0)
      {
        *status = i;
        return TRUE;
      }
  return FALSE;
}

/* Makes one well mixed number of two, always the same. */
guint64
pasar_sandbox_mix (guint64 a, guint64 b)
{
  guint64 z = a * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) + b + 1;

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  z ^= z >> 31;
  z *= G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return z ^ (z >> 29);
}

static void
item_clear (gpointer data)
{
  PasarSandboxItem *item = data;

  g_clear_pointer (&item->extra, g_free);
}

/* Makes an empty shop; @index is 0 for the first one and 1 for the second. */
PasarSandboxShop *
pasar_sandbox_shop_new (guint index, const PasarSandboxRegion *region, guint32 seed)
{
  PasarSandboxShop *shop = g_new0 (PasarSandboxShop, 1);

  shop->index = index;
  shop->shop_id = FIRST_SHOP_ID + index;
  shop->region = region;
  shop->seed = seed;
  shop->items = g_array_new (FALSE, TRUE, sizeof (PasarSandboxItem));
  g_array_set_clear_func (shop->items, item_clear);
  shop->skus = g_array_new (FALSE, TRUE, sizeof (PasarSandboxSku));
  shop->boosts = g_array_new (FALSE, FALSE, sizeof (PasarSandboxBoost));
  shop->listed = g_array_new (FALSE, FALSE, sizeof (guint32));
  if (region->multi_warehouse)
    {
      shop->locations[0] = g_strconcat (region->code, "Z", NULL);
      shop->locations[1] = g_strconcat (region->code, "2", NULL);
    }
  return shop;
}

void
pasar_sandbox_shop_free (PasarSandboxShop *shop)
{
  g_array_unref (shop->items);
  g_array_unref (shop->skus);
  g_array_unref (shop->boosts);
  g_array_unref (shop->listed);
  for (guint i = 0; i < PASAR_SANDBOX_N_LOCATIONS; i++)
    g_free (shop->locations[i]);
  g_free (shop->name);
  g_free (shop);
}

/* Links the shop to the partner for a year. */
void
pasar_sandbox_shop_authorise (PasarSandboxShop *shop, gint64 now)
{
  shop->linked = TRUE;
  shop->auth_time = now;
  shop->expire_time = now + AUTHORISATION_SECS;
}

/* Adds an empty item at the end of the catalogue. Adding another one may move it. */
PasarSandboxItem *
pasar_sandbox_shop_add (PasarSandboxShop *shop, guint n_models)
{
  guint index = shop->items->len;
  guint first = shop->skus->len;
  guint n_skus = MAX (n_models, 1);
  PasarSandboxItem *item;

  g_assert (n_models <= PASAR_SANDBOX_MAX_MODELS);
  g_array_set_size (shop->items, index + 1);
  g_array_set_size (shop->skus, first + n_skus);
  item = &g_array_index (shop->items, PasarSandboxItem, index);
  item->item_id = FIRST_ITEM_ID + shop->index * SHOP_ID_SPACE + (gint64) index * ITEM_ID_STEP;
  item->first_sku = first;
  item->n_skus = n_skus;
  item->n_options[0] = item->n_options[1] = 1;
  item->create_time = 1650000000 + (guint32) (pasar_sandbox_mix (index, 1) % 40000000);
  item->update_time = item->create_time + (guint32) (pasar_sandbox_mix (index, 2) % 9000000);
  if (n_models > 0)
    {
      item->flags |= PASAR_SANDBOX_ITEM_HAS_MODEL;
      for (guint i = 0; i < n_models; i++)
        g_array_index (shop->skus, PasarSandboxSku, first + i).model_id =
            FIRST_MODEL_ID + shop->index * SHOP_ID_SPACE + (gint64) (first + i) * MODEL_ID_STEP;
    }
  return item;
}

/* Looks an item up in constant time: ids grow by a fixed step. NULL where there is none
 * (any more). */
PasarSandboxItem *
pasar_sandbox_shop_find (PasarSandboxShop *shop, gint64 item_id)
{
  gint64 first = FIRST_ITEM_ID + shop->index * SHOP_ID_SPACE;
  PasarSandboxItem *item;
  gint64 index;

  if (item_id < first || (item_id - first) % ITEM_ID_STEP != 0)
    return NULL;
  index = (item_id - first) / ITEM_ID_STEP;
  if (index >= shop->items->len)
    return NULL;
  item = &g_array_index (shop->items, PasarSandboxItem, index);
  return (item->flags & PASAR_SANDBOX_ITEM_GONE) != 0 ? NULL : item;
}

/* Returns the item's `n_skus` entries. */
PasarSandboxSku *
pasar_sandbox_shop_skus (PasarSandboxShop *shop, const PasarSandboxItem *item)
{
  return &g_array_index (shop->skus, PasarSandboxSku, item->first_sku);
}

/* Returns the entry of a model, or of an item without models (0), or NULL. */
PasarSandboxSku *
pasar_sandbox_shop_find_sku (PasarSandboxShop *shop, const PasarSandboxItem *item, gint64 model_id)
{
  PasarSandboxSku *skus = pasar_sandbox_shop_skus (shop, item);

  for (guint i = 0; i < item->n_skus; i++)
    if (skus[i].model_id == model_id)
      return &skus[i];
  return NULL;
}

/* Usual items of the plain catalogue are in one of some categories of their own, the special ones
 * in one without limits of its own. */
int
pasar_sandbox_category_of (const PasarSandboxShop *shop, const PasarSandboxItem *item)
{
  if (item->demo == NULL)
    return item - &g_array_index (shop->items, PasarSandboxItem, 0) < PASAR_SANDBOX_N_SPECIALS
               ? FIRST_CATEGORY
               : FIRST_CATEGORY + 1
                     + (int) (pasar_sandbox_mix ((guint64) item->item_id, 3) % N_CATEGORIES);
  return item->demo->kind == 'f'   ? 100047
         : item->demo->kind == 'k' ? 100636
         : item->demo->kind == 's' ? 100639
                                   : 100632;
}

/* Some categories of the plain catalogue allow less than the shop in general. */
PasarSandboxLimits
pasar_sandbox_limits_of (const PasarSandboxShop *shop, gint64 category_id)
{
  PasarSandboxLimits limits = { .price_min = MAX (shop->region->scale / 10, 1),
                                .price_max = shop->region->scale * 1000000,
                                .stock_max = PASAR_SANDBOX_STOCK_MAX,
                                .wholesale_percent = 30 };

  if (category_id <= FIRST_CATEGORY || category_id > FIRST_CATEGORY + N_CATEGORIES)
    return limits;
  if (category_id % 4 == 1)
    limits.price_max = shop->region->scale * 1000;
  if (category_id % 4 == 2)
    limits.price_min = MAX (shop->region->scale / 2, 1);
  if (category_id % 4 == 3)
    limits.stock_max = 9999;
  return limits;
}

/* What holds for the entry: the item's promotion, or its own. */
PasarSandboxPromotion
pasar_sandbox_promotion_of (const PasarSandboxItem *item, const PasarSandboxSku *sku)
{
  return MAX (item->promotion, sku->promotion);
}

/* Of what pasar_sandbox_promotion_of() returns; 0 where there is none. */
guint64
pasar_sandbox_promotion_id (const PasarSandboxItem *item, const PasarSandboxSku *sku)
{
  if (pasar_sandbox_promotion_of (item, sku) == PASAR_SANDBOX_NO_PROMOTION)
    return 0;
  return (item->flags & PASAR_SANDBOX_ITEM_HUGE_ID) != 0 ? HUGE_PROMOTION_ID : PROMOTION_ID;
}

/* What the entry costs, or would, in its promotion; minor units. */
gint64
pasar_sandbox_promotion_price (const PasarSandboxItem *item, const PasarSandboxSku *sku)
{
  return MAX (sku->price * (100 - item->percent) / 100, 1);
}

/* The promotion's price while one runs, else the original one; minor units. */
gint64
pasar_sandbox_current_price (const PasarSandboxItem *item, const PasarSandboxSku *sku)
{
  if (pasar_sandbox_promotion_of (item, sku) != PASAR_SANDBOX_ONGOING)
    return sku->price;
  return pasar_sandbox_promotion_price (item, sku);
}

gint64
pasar_sandbox_seller_stock (const PasarSandboxSku *sku)
{
  gint64 sum = 0;

  for (guint i = 0; i < PASAR_SANDBOX_N_LOCATIONS; i++)
    sum += sku->stock[i];
  return sum;
}
