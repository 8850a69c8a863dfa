/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/values/money.h"

G_BEGIN_DECLS

/* What the catalogue takes in, and its packed form for the cache on disk. Strings are borrowed for
 * the call. */

/**
 * PasarStatus:
 * @PASAR_STATUS_NORMAL: live
 * @PASAR_STATUS_UNLIST: not listed, by the seller
 * @PASAR_STATUS_REVIEWING: Shopee looks at it before it goes live
 * @PASAR_STATUS_BANNED: taken down by Shopee
 * @PASAR_STATUS_SELLER_DELETE: deleted by the seller
 * @PASAR_STATUS_SHOPEE_DELETE: deleted by Shopee
 * @PASAR_STATUS_DELETED: deleted, in the older word of the seed
 * @PASAR_STATUS_UNKNOWN: a word that is in no document
 *
 * What item_status says: the four values of the seed and the newer ones.
 */
typedef enum
{
  PASAR_STATUS_NORMAL,
  PASAR_STATUS_UNLIST,
  PASAR_STATUS_REVIEWING,
  PASAR_STATUS_BANNED,
  PASAR_STATUS_SELLER_DELETE,
  PASAR_STATUS_SHOPEE_DELETE,
  PASAR_STATUS_DELETED,
  PASAR_STATUS_UNKNOWN,
} PasarStatus;

PasarStatus pasar_status_from_wire (const char *text);
const char *pasar_status_to_label (PasarStatus status);

/**
 * PasarPromotionState:
 * @PASAR_PROMOTION_NONE: none is known
 * @PASAR_PROMOTION_UPCOMING: one is planned
 * @PASAR_PROMOTION_ONGOING: one runs, whatever else is planned
 *
 * Whether a promotion runs or is planned, as get_item_promotion says.
 */
typedef enum
{
  PASAR_PROMOTION_NONE,
  PASAR_PROMOTION_UPCOMING,
  PASAR_PROMOTION_ONGOING,
} PasarPromotionState;

/**
 * PasarPromotionLock:
 * @kind: (nullable): what Shopee calls the promotion that locks the price longest; empty: unknown
 * @until: when it ends, in seconds of Unix time; 0: unknown
 * @stock_until: until when the stock is locked, too; 0: it is not, %G_MAXINT64: no end is known
 *
 * What the promotions of a row lock.
 */
typedef struct
{
  const char *kind;
  gint64 until;
  gint64 stock_until;
} PasarPromotionLock;

/**
 * PasarLocationStock:
 * The seller's stock in one of the warehouses.
 */
typedef struct
{
  const char *location_id; /* "" where there is none */
  gint64 stock;
} PasarLocationStock;

/**
 * PasarModelRecord:
 * One editable thing: a model, or the item itself (model_id 0, name "") when it has no models.
 */
typedef struct
{
  gint64 model_id;
  const char *name;
  const char *sku;
  gint64 price;         /* original_price, minor units or PASAR_NO_VALUE */
  gint64 current_price; /* what buyers pay now */
  gint64 reserved_stock;
  gint64 shopee_stock;                 /* in Shopee's warehouses, never writable */
  const PasarLocationStock *locations; /* the seller's stock; none: unknown */
  guint n_locations;
  gboolean unavailable; /* MODEL_UNAVAILABLE */
  gboolean is_gone;     /* the shop does not have it any more; in the cache only */
  PasarPromotionState promotion;
  PasarPromotionLock lock;
  const char *barcode; /* (nullable): of a model; that of an item is in its record */
} PasarModelRecord;

/**
 * PasarItemRecord:
 * An item with its models, as the shop has it.
 */
typedef struct
{
  gint64 item_id;
  const char *name;
  const char *sku;
  const char *picture; /* (nullable): address of its first picture */
  PasarStatus status;
  gint64 category_id;
  gint64 update_time;
  gboolean has_model;
  gboolean is_kit;
  gboolean is_fulfilled_by_shopee; /* from Shopee's warehouses */
  gboolean is_gone;                /* the shop does not have it any more; in the cache only */
  guint32 position;                /* its place in the shop's list, counted from 1; 0: unknown */
  gint64 wholesale_price; /* dearest unit price of the wholesale tiers, PASAR_NO_VALUE when none */
  gint64 cheapest_wholesale; /* the cheapest of these; 0 or less: unknown */
  /* has_model: its models, may be none yet; else one, model_id 0. After them those that are gone.
   */
  const PasarModelRecord *models;
  guint n_models;
  const char *barcode; /* (nullable) */
} PasarItemRecord;

/* (transfer full) The record as bytes for the cache. */
GBytes *pasar_item_record_pack (const PasarItemRecord *record, guint digits);

/**
 * PasarUnpackedRecord:
 * A record read from its packed form: strings point into the bytes, which must outlive it.
 */
typedef struct
{
  PasarItemRecord record;
  guint digits;      /* decimals of its prices */
  GArray *models;    /* PasarModelRecord */
  GArray *locations; /* PasarLocationStock */
} PasarUnpackedRecord;

/* FALSE when the bytes are damaged or of another version (a cache: the item is simply fetched
 * again). self is reused from call to call: zero it first, clear it last. */
gboolean pasar_unpacked_record_read (PasarUnpackedRecord *self, const guint8 *data, gsize size);
void pasar_unpacked_record_clear (PasarUnpackedRecord *self);

G_END_DECLS
