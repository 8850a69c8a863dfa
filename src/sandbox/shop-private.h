/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PASAR_SANDBOX_N_LOCATIONS   2
#define PASAR_SANDBOX_MAX_MODELS    50
#define PASAR_SANDBOX_BOOST_SLOTS   5
#define PASAR_SANDBOX_N_SPECIALS    30 /* items of the plain catalogue that come first */
#define PASAR_SANDBOX_MAX_WHOLESALE 3
#define PASAR_SANDBOX_STOCK_MAX     G_GINT64_CONSTANT (10000000)

/* One market: reference 5.5 of the currency, decimals and ratio. */
typedef struct
{
  const char *code;
  const char *currency;
  const char *language; /* of the plain catalogue's names */
  guint digits;
  guint ratio;  /* dearest / cheapest model; 5 where the reference has none */
  gint64 scale; /* minor units that buy about as much as one Singapore dollar */
  gboolean multi_warehouse;
} PasarSandboxRegion;

typedef enum
{
  PASAR_SANDBOX_NORMAL,
  PASAR_SANDBOX_BANNED,
  PASAR_SANDBOX_UNLIST,
  PASAR_SANDBOX_REVIEWING,
  PASAR_SANDBOX_SELLER_DELETE,
  PASAR_SANDBOX_SHOPEE_DELETE,
  PASAR_SANDBOX_N_STATUSES
} PasarSandboxStatus;

typedef enum
{
  PASAR_SANDBOX_NO_PROMOTION,
  PASAR_SANDBOX_UPCOMING,
  PASAR_SANDBOX_ONGOING
} PasarSandboxPromotion;

typedef enum
{
  PASAR_SANDBOX_ITEM_HAS_MODEL = 1 << 0,
  PASAR_SANDBOX_ITEM_GONE = 1 << 1,       /* in no answer any more */
  PASAR_SANDBOX_ITEM_KIT = 1 << 2,        /* stock is derived */
  PASAR_SANDBOX_ITEM_LOCATIONS = 1 << 3,  /* stock is split by warehouse */
  PASAR_SANDBOX_ITEM_FBS = 1 << 4,        /* stock is Shopee's; own stock must be 0 */
  PASAR_SANDBOX_ITEM_STOCK_LOCK = 1 << 5, /* its promotion locks the stock, too */
  PASAR_SANDBOX_ITEM_SEED_SHAPE = 1 << 6, /* answers with the fields of 2022 */
  PASAR_SANDBOX_ITEM_NO_PRICE = 1 << 7,   /* price_info is an empty array */
  PASAR_SANDBOX_ITEM_BAD_TIER = 1 << 8,   /* a tier_index past the options */
  PASAR_SANDBOX_ITEM_HUGE_ID = 1 << 9,    /* a promotion_id over 2^63 */
  PASAR_SANDBOX_ITEM_LONG_NAME = 1 << 10, /* plain catalogue: long, with odd characters */
  PASAR_SANDBOX_ITEM_CHANGED = 1 << 11,   /* differs from what was generated */
} PasarSandboxItemFlags;

/* What has a price and a stock: a model, or an item without models (model_id 0). */
typedef struct
{
  gint64 model_id;
  gint64 price; /* minor units */
  gint64 stock[PASAR_SANDBOX_N_LOCATIONS];
  gint32 reserved;
  gint32 shopee_stock;
  guint8 tier[2];
  guint8 promotion; /* PasarSandboxPromotion of this model alone */
  guint8 unavailable : 1;
  guint8 changed : 1;
} PasarSandboxSku;

typedef struct
{
  gint64 min_count;
  gint64 max_count;
  gint64 unit_price;
} PasarSandboxWholesale;

/* What few items have. */
typedef struct
{
  guint n_wholesale;
  PasarSandboxWholesale wholesale[PASAR_SANDBOX_MAX_WHOLESALE];
  gint64 price_cap; /* of a shipping channel; 0: none */
} PasarSandboxExtra;

typedef struct _PasarSandboxDemoItem PasarSandboxDemoItem;

typedef struct
{
  gint64 item_id;
  const PasarSandboxDemoItem *demo; /* (nullable): NULL in the plain catalogue */
  PasarSandboxExtra *extra;         /* (owned) (nullable) */
  guint32 create_time;
  guint32 update_time;
  guint32 first_sku;
  guint16 flags;
  guint8 n_skus; /* 1 without models */
  guint8 n_options[2];
  guint8 status;
  guint8 promotion; /* PasarSandboxPromotion of the whole item */
  guint8 percent;   /* off, in its promotion */
} PasarSandboxItem;

typedef struct
{
  gint64 item_id;
  gint64 until; /* server's clock, microseconds */
} PasarSandboxBoost;

/* What a category allows (reference 3.8). */
typedef struct
{
  gint64 price_min; /* minor units */
  gint64 price_max;
  gint64 stock_max;
  gint64 wholesale_percent; /* of the price that a wholesale price is at least */
} PasarSandboxLimits;

typedef enum
{
  PASAR_SANDBOX_HOLIDAY_OFF,
  PASAR_SANDBOX_HOLIDAY_PARTIAL,
  PASAR_SANDBOX_HOLIDAY_FULL,
  PASAR_SANDBOX_HOLIDAY_SWITCHING
} PasarSandboxHoliday;

typedef struct
{
  guint index; /* 0 or 1 */
  gint64 shop_id;
  char *name; /* (owned) */
  const PasarSandboxRegion *region;
  guint32 seed;
  gboolean mixed_names;                       /* in all languages, not only the region's */
  gboolean hostile_names;                     /* markup, controls, paths, formulas; far too long */
  GArray *items;                              /* of PasarSandboxItem */
  GArray *skus;                               /* of PasarSandboxSku */
  char *locations[PASAR_SANDBOX_N_LOCATIONS]; /* (owned) (nullable): NULL in an ordinary shop */
  GArray *boosts;                             /* of PasarSandboxBoost */

  /* The item_ids of the last get_item_list's filter, so that paging is not quadratic. */
  GArray *listed; /* of guint32 */
  guint listed_mask;
  gint64 listed_from;
  gint64 listed_to;
  gboolean listed_valid;

  gint64 auth_time;
  gint64 expire_time;
  gboolean linked;
  gboolean banned;
  gboolean penalty;
  PasarSandboxHoliday holiday;
  double bucket;
  gint64 bucket_time; /* microseconds */
} PasarSandboxShop;

const PasarSandboxRegion *pasar_sandbox_region_find (const char *code);
PasarSandboxShop *
pasar_sandbox_shop_new (guint index, const PasarSandboxRegion *region, guint32 seed);
void pasar_sandbox_shop_free (PasarSandboxShop *shop);
void pasar_sandbox_shop_authorise (PasarSandboxShop *shop, gint64 now);
PasarSandboxItem *pasar_sandbox_shop_find (PasarSandboxShop *shop, gint64 item_id);
PasarSandboxSku *pasar_sandbox_shop_skus (PasarSandboxShop *shop, const PasarSandboxItem *item);
PasarSandboxSku *
pasar_sandbox_shop_find_sku (PasarSandboxShop *shop, const PasarSandboxItem *item, gint64 model_id);
PasarSandboxItem *pasar_sandbox_shop_add (PasarSandboxShop *shop, guint n_models);
int pasar_sandbox_category_of (const PasarSandboxShop *shop, const PasarSandboxItem *item);
PasarSandboxLimits pasar_sandbox_limits_of (const PasarSandboxShop *shop, gint64 category_id);
PasarSandboxPromotion pasar_sandbox_promotion_of (const PasarSandboxItem *item,
                                                  const PasarSandboxSku *sku);
guint64 pasar_sandbox_promotion_id (const PasarSandboxItem *item, const PasarSandboxSku *sku);
gint64 pasar_sandbox_promotion_price (const PasarSandboxItem *item, const PasarSandboxSku *sku);
gint64 pasar_sandbox_current_price (const PasarSandboxItem *item, const PasarSandboxSku *sku);
gint64 pasar_sandbox_seller_stock (const PasarSandboxSku *sku);
const char *pasar_sandbox_status_name (PasarSandboxStatus status);
gboolean pasar_sandbox_status_parse (const char *name, PasarSandboxStatus *status);
guint64 pasar_sandbox_mix (guint64 a, guint64 b);

/* catalogue.c and demo.c */
void pasar_sandbox_catalogue_fill (PasarSandboxShop *shop, guint n_items);
void pasar_sandbox_demo_fill (PasarSandboxShop *shop);
/* names.c: texts, made when they are asked for. */
char *pasar_sandbox_item_dup_name (const PasarSandboxShop *shop, const PasarSandboxItem *item);
char *pasar_sandbox_item_dup_sku (const PasarSandboxShop *shop, const PasarSandboxItem *item);
char *pasar_sandbox_item_dup_description (const PasarSandboxShop *shop,
                                          const PasarSandboxItem *item);
char *pasar_sandbox_item_dup_tier (const PasarSandboxShop *shop,
                                   const PasarSandboxItem *item,
                                   guint tier);
char *pasar_sandbox_item_dup_option (const PasarSandboxShop *shop,
                                     const PasarSandboxItem *item,
                                     guint tier,
                                     guint option);
char *pasar_sandbox_model_dup_name (const PasarSandboxShop *shop,
                                    const PasarSandboxItem *item,
                                    const PasarSandboxSku *sku);
char *pasar_sandbox_dup_barcode (const PasarSandboxShop *shop,
                                 const PasarSandboxItem *item,
                                 const PasarSandboxSku *sku);
char *pasar_sandbox_model_dup_sku (const PasarSandboxShop *shop,
                                   const PasarSandboxItem *item,
                                   const PasarSandboxSku *sku);

G_END_DECLS
