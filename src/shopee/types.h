/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shopee/error.h"

#include <gio/gio.h>

/* What the typed calls take and give. Every string may be NULL (the server left it out) unless said
 * otherwise; every array is a GPtrArray that owns its elements, never NULL. Prices are minor units
 * of the shop's currency, PASAR_PRICE_NONE where the server gave none. Structs are freed with their
 * own _free (autoptr). */

G_BEGIN_DECLS

/**
 * PASAR_PRICE_NONE:
 *
 * In place of a price: the server gave none.
 */
#define PASAR_PRICE_NONE G_MININT64

/**
 * PASAR_WRITE_MAX:
 *
 * How many models one update_price or update_stock takes (reference 4.1, 4.2).
 */
#define PASAR_WRITE_MAX 50

/**
 * PASAR_BASE_INFO_MAX:
 *
 * How many items one get_item_base_info or get_item_promotion takes (reference 3.2, 3.5).
 */
#define PASAR_BASE_INFO_MAX 50

/**
 * PASAR_ITEM_PAGE_MAX:
 *
 * How many items one page of get_item_list has at most (reference 3.1).
 */
#define PASAR_ITEM_PAGE_MAX 100

/**
 * PASAR_BOOST_MAX:
 *
 * How many items one boost_item takes (reference 4.3).
 */
#define PASAR_BOOST_MAX 5

void pasar_secret_free (char *secret);

/**
 * PasarSecretText:
 *
 * A text that is overwritten where it goes out of scope: `g_auto (PasarSecretText)`.
 */
typedef char *PasarSecretText;
G_DEFINE_AUTO_CLEANUP_FREE_FUNC (PasarSecretText, pasar_secret_free, NULL)

/**
 * PASAR_NAME_MAX:
 *
 * How many characters of a name are read, what is longer is cut, as with the texts below. Shopee's
 * own limit is 255 at most.
 */
#define PASAR_NAME_MAX 500

/**
 * PASAR_SKU_MAX:
 *
 * How many characters of a SKU are read; Shopee's own limit is 100 (reference 3.3).
 */
#define PASAR_SKU_MAX 200

/**
 * PASAR_OPTION_MAX:
 *
 * How many characters of an option of a variation are read; Shopee's own limit is 30.
 */
#define PASAR_OPTION_MAX 100

/**
 * PASAR_CODE_MAX:
 *
 * How many characters of a currency or a region are read.
 */
#define PASAR_CODE_MAX 16

/**
 * PASAR_DESCRIPTION_MAX:
 *
 * How many characters of a description are read; Shopee's own limit is 5,000.
 */
#define PASAR_DESCRIPTION_MAX 20000

/**
 * PASAR_ADDRESS_MAX:
 *
 * How many characters of the address of a picture or a video are read.
 */
#define PASAR_ADDRESS_MAX 2048

/**
 * PASAR_DETAILS_MAX:
 *
 * How many entries of each list in the details of an item are read: pictures, attributes, parts of
 * a description. Shopee's own limits are far lower.
 */
#define PASAR_DETAILS_MAX 100

/**
 * PasarTokens:
 * @access_token: (nullable): the access token
 * @refresh_token: (nullable): the refresh token, good for one use
 * @expires_at: Unix seconds when @access_token ends; 0 when unknown
 *
 * A token pair of one shop.
 */
typedef struct
{
  char *access_token;
  char *refresh_token;
  gint64 expires_at;
} PasarTokens;

PasarTokens *
pasar_tokens_new (const char *access_token, const char *refresh_token, gint64 expires_at);
PasarTokens *pasar_tokens_copy (const PasarTokens *self);
void pasar_tokens_free (PasarTokens *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarTokens, pasar_tokens_free)

/**
 * PasarAuthorisation:
 *
 * What auth/token/get gives: the first pair, and the shops that it is for.
 */
typedef struct
{
  PasarTokens *tokens;
  GArray *shop_ids; /* gint64; may be empty for a login of a single shop */
} PasarAuthorisation;
void pasar_authorisation_free (PasarAuthorisation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarAuthorisation, pasar_authorisation_free)

/**
 * PasarShopInfo:
 *
 * get_shop_info (reference 5.1).
 */
typedef struct
{
  char *shop_name;
  char *region;       /* upper case, "SG" */
  char *status;       /* NORMAL, BANNED, FROZEN */
  gint64 expire_time; /* end of the authorisation, Unix seconds; 0 unknown */
} PasarShopInfo;
void pasar_shop_info_free (PasarShopInfo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarShopInfo, pasar_shop_info_free)

/**
 * PasarItemPage:
 *
 * get_item_list (reference 3.1): one page.
 */
typedef struct
{
  GArray *item_ids;   /* gint64, each once */
  gint64 total_count; /* -1 unknown */
  gboolean has_next_page;
  gint64 next_offset;
} PasarItemPage;
void pasar_item_page_free (PasarItemPage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarItemPage, pasar_item_page_free)

/**
 * PasarPriceInfo:
 *
 * Prices of an item or model, minor units or %PASAR_PRICE_NONE.
 */
typedef struct
{
  char *currency;
  gint64 original_price;
  gint64 current_price;
  gint64 inflated_price_of_original_price;
  gint64 inflated_price_of_current_price;
  gint64 sip_item_price;
  char *sip_item_price_source;
  gint64 local_price;
  gint64 local_promotion_price;
} PasarPriceInfo;

/**
 * PasarStockAtLocation:
 *
 * Stock in one place.
 */
typedef struct
{
  char *location_id; /* NULL where the item has none */
  gint64 stock;
} PasarStockAtLocation;

/**
 * PasarStockInfo:
 *
 * Stock of an item or model.
 */
typedef struct
{
  gint64 total_reserved_stock;
  gint64 total_available_stock;
  GPtrArray *seller_stock; /* PasarStockAtLocation */
  GPtrArray *shopee_stock; /* PasarStockAtLocation */
} PasarStockInfo;

/**
 * PasarAttributeValue:
 *
 * A value of an attribute.
 */
typedef struct
{
  char *original_value_name;
  char *value_unit;
} PasarAttributeValue;

/**
 * PasarAttribute:
 *
 * An attribute of an item.
 */
typedef struct
{
  char *original_attribute_name;
  gboolean is_mandatory;
  GPtrArray *values; /* PasarAttributeValue */
} PasarAttribute;

/**
 * PasarLogistic:
 *
 * A shipping channel of an item.
 */
typedef struct
{
  gint64 logistic_id;
  char *logistic_name;
  gboolean enabled;
  gboolean is_free;
  gint64 shipping_fee;           /* minor units or PASAR_PRICE_NONE */
  gint64 estimated_shipping_fee; /* minor units or PASAR_PRICE_NONE */
  char *size_id;
} PasarLogistic;

/**
 * PasarWholesaleTier:
 *
 * A wholesale price, minor units.
 */
typedef struct
{
  gint64 min_count;
  gint64 max_count;
  gint64 unit_price;
  gint64 inflated_price_of_unit_price;
} PasarWholesaleTier;

/**
 * PasarVideo:
 *
 * A video of an item.
 */
typedef struct
{
  char *video_url;
  gint64 duration; /* seconds */
} PasarVideo;

/**
 * PasarDescriptionField:
 *
 * A paragraph or a picture of an extended description.
 */
typedef struct
{
  char *text;
  char *image_url;
} PasarDescriptionField;

/**
 * PasarTaxField:
 *
 * A tax field, in the order the server sent them: name as on the wire, value as text whatever its
 * JSON type.
 */
typedef struct
{
  char *name;
  char *value;
} PasarTaxField;

/**
 * PasarComplaintPolicy:
 *
 * How complaints are handled (PL).
 */
typedef struct
{
  char *warranty_time;
  gboolean exclude_entrepreneur_warranty;
  gint64 complaint_address_id;
  char *additional_information;
} PasarComplaintPolicy;

/**
 * PasarItemInfo:
 *
 * An entry of get_item_base_info (reference 3.2). What rows need comes first: with an impossible
 * value in it the item is not read. The rest is there only when the item was read in full; an
 * impossible value in it is read as none.
 */
typedef struct
{
  gint64 item_id;
  gint64 category_id;
  char *item_name;
  char *item_sku;
  gint64 update_time;
  char *item_status;
  gboolean has_model;
  gboolean is_kit;
  gboolean is_fulfilled_by_shopee; /* from Shopee's warehouses */
  gboolean has_price;
  PasarPriceInfo price; /* currency, original and current price */
  gboolean has_stock;
  PasarStockInfo stock;  /* from stock_info_v2, else from the old stock_info */
  GPtrArray *wholesales; /* PasarWholesaleTier: the unit prices */
  char *gtin_code;       /* (nullable) the barcode; an impossible one is read as none */

  /* In full only; with the other fields of the prices. */
  char *description;
  gint64 create_time;
  GPtrArray *attributes; /* PasarAttribute */
  GPtrArray *image_urls; /* char* */
  char *weight;          /* kg, as sent */
  gint64 package_length; /* cm; 0 not set */
  gint64 package_width;
  gint64 package_height;
  GPtrArray *logistics; /* PasarLogistic */
  gboolean is_pre_order;
  gint64 days_to_ship;
  char *condition;
  char *size_chart;
  char *promotion_id; /* text: does not fit a signed 64 bit */
  gboolean has_promotion;
  GPtrArray *videos; /* PasarVideo */
  gint64 brand_id;
  char *brand_name;
  gint64 item_dangerous;
  PasarComplaintPolicy *complaint_policy; /* nullable */
  GPtrArray *tax_fields;                  /* PasarTaxField */
  GPtrArray *description_fields;          /* PasarDescriptionField */
  gboolean deboost;
} PasarItemInfo;
void pasar_item_info_free (PasarItemInfo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarItemInfo, pasar_item_info_free)

/**
 * PasarModelInfo:
 *
 * A model of get_model_list (reference 3.3), divided as #PasarItemInfo is.
 */
typedef struct
{
  gint64 model_id;
  char *name; /* built from the tiers: "White, S"; never NULL */
  char *model_sku;
  char *model_status;
  gboolean has_price;
  PasarPriceInfo price;
  gboolean has_stock;
  PasarStockInfo stock;
  gboolean has_promotion;
  char *gtin_code; /* (nullable) as that of an item */

  /* In full only; with the other fields of the price. */
  char *promotion_id;
} PasarModelInfo;

/**
 * PasarModelList:
 *
 * get_model_list (reference 3.3).
 */
typedef struct
{
  gint64 item_id;
  GPtrArray *models;  /* PasarModelInfo */
  guint n_unreadable; /* models left out for an impossible value */
} PasarModelList;
void pasar_model_list_free (PasarModelList *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarModelList, pasar_model_list_free)

/**
 * PasarPromotion:
 *
 * get_item_promotion (reference 3.5).
 */
typedef struct
{
  gint64 item_id;
  gint64 model_id;
  char *promotion_type;
  char *promotion_id;
  gint64 start_time;
  gint64 end_time;
  gint64 promotion_price; /* minor units or PASAR_PRICE_NONE */
  gboolean is_ongoing;    /* else upcoming */
  gint64 reserved_stock;
} PasarPromotion;

/**
 * PasarHolidayMode:
 *
 * get_shop_holiday_mode (reference 5.3).
 */
typedef struct
{
  gboolean is_on;
  gboolean is_partial; /* else nothing can be ordered, and no stock be changed */
} PasarHolidayMode;

/**
 * PasarItemLimit:
 *
 * get_item_limit (reference 3.8); PASAR_PRICE_NONE / -1 where the server gave none.
 */
typedef struct
{
  gint64 min_price;
  gint64 max_price;
  gint64 min_stock;
  gint64 max_stock;
  gint64 min_wholesale_percent; /* of the price, at least */
} PasarItemLimit;

/**
 * PasarBoostedItem:
 *
 * An item of get_boosted_list (reference 3.6).
 */
typedef struct
{
  gint64 item_id;
  gint64 cool_down_secs;
} PasarBoostedItem;

/**
 * PasarPriceUpdate:
 *
 * One value to write.
 */
typedef struct
{
  gint64 model_id; /* 0 for an item without models */
  gint64 price;    /* minor units */
} PasarPriceUpdate;

/**
 * PasarLocationUpdate:
 *
 * A stock to write in one place.
 */
typedef struct
{
  const char *location_id; /* NULL where the item has none */
  gint64 stock;
} PasarLocationUpdate;

/**
 * PasarStockUpdate:
 *
 * The stock of one model to write, with all its locations.
 */
typedef struct
{
  gint64 model_id; /* 0 for an item without models */
  const PasarLocationUpdate *locations;
  guint n_locations; /* at least 1 */
} PasarStockUpdate;

/**
 * PasarOutcomeKind:
 * @PASAR_OUTCOME_DONE: written
 * @PASAR_OUTCOME_REFUSED: not written
 * @PASAR_OUTCOME_UNCONFIRMED: in neither list: read it back
 *
 * What became of one model, or of one item of a boost.
 */
typedef enum
{
  PASAR_OUTCOME_DONE,
  PASAR_OUTCOME_REFUSED,
  PASAR_OUTCOME_UNCONFIRMED,
} PasarOutcomeKind;

/**
 * PasarOutcome:
 *
 * The outcome of one model, or of one item of a boost.
 */
typedef struct
{
  gint64 id; /* model id, 0 for the item itself; item id for a boost */
  PasarOutcomeKind kind;
  gint64
      value; /* what the server says it stored (minor units / pieces), PASAR_PRICE_NONE unknown */
  PasarError error_class; /* when refused */
  char *reason;           /* the server's own words, when refused */
  char *advice;           /* translated remedy, when refused */
} PasarOutcome;

/**
 * PasarWriteResult:
 *
 * What update_price, update_stock and boost_item give: one outcome per id asked for, in the order
 * asked. A call that failed as a whole for a business reason gives outcomes, all REFUSED; GError
 * is for the rest.
 */
typedef struct
{
  GPtrArray *outcomes; /* PasarOutcome */
  char *code;          /* the envelope's error, "" when none */
  char *message;
  char *request_id;
} PasarWriteResult;
void pasar_write_result_free (PasarWriteResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarWriteResult, pasar_write_result_free)

G_END_DECLS
