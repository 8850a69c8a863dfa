/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shopee/error-catalogue-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#define A_AUTH N_ ("Sign in to Shopee again: connect the shop anew.")
#define A_LINK N_ ("This shop has not authorised the app, or no longer: connect the shop anew.")
#define A_APP                                                                                      \
  N_ ("This Shopee app may not use this function: check it in the Open Platform Console.")
#define A_KEY      N_ ("Partner id, partner key and environment do not match: check all three.")
#define A_PARTNER  N_ ("The partner id is wrong or belongs to the other environment.")
#define A_INTERNAL N_ ("Pasar sent something wrong: please report this with the request id.")
#define A_DATA     N_ ("Shopee refused the data: refresh the item, then try again.")
#define A_CLOCK    N_ ("The clock of this computer is off by more than five minutes: set it.")
#define A_SHOP     N_ ("Shopee does not know this shop id: connect the shop anew.")
#define A_BUSY     N_ ("Shopee is busy: try again in some minutes.")
#define A_FAULT                                                                                    \
  N_ ("Shopee had an internal error: try again later, and give support the request id.")
#define A_ITEM_GONE N_ ("The item no longer exists: refresh the shop.")
#define A_MODELS    N_ ("The variations changed at Shopee: refresh the item.")
#define A_PROMOTED                                                                                 \
  N_ ("The item is in a running or planned promotion: wait for its end or take it out.")
#define A_RESERVED  N_ ("Set a stock that covers what promotions reserve.")
#define A_WAREHOUSE N_ ("The warehouse ids do not match the shop: refresh the shop.")
#define A_STRUCTURE                                                                                \
  N_ ("The stock of this item is kept in another way by warehouse: refresh the item.")
#define A_MIN_PRICE N_ ("The price is below the allowed minimum: set a higher price.")
#define A_MAX_PRICE N_ ("The price is above the allowed maximum: set a lower price.")
#define A_MIN_STOCK N_ ("The stock is below the allowed minimum: set a higher stock.")
#define A_MAX_STOCK N_ ("The stock is above the allowed maximum: set a lower stock.")
#define A_RATIO                                                                                    \
  N_ ("The dearest variation costs too much against the cheapest: bring the prices closer.")
#define A_SLOTS            N_ ("All boost slots of the shop are taken: wait until one is free.")
#define A_BOOSTED          N_ ("The item is still boosted: boost it again when its time is over.")
#define A_BOOST            N_ ("No item could be boosted: slots full, still boosted, or the item is not live.")
#define A_ORDER_VARIATIONS N_ ("The item has variations: change those instead.")
#define A_STATUS           N_ ("The status of the item (banned, deleted, in review) forbids changes.")
#define A_SHOP_TEXT        N_ ("Look in Seller Centre for what blocks the shop.")
#define A_WORDS            N_ ("Shopee’s own words say what it did not accept.")

/* clang-format off */
/* Rows of one code stand together, the one without a message (any other message) last. Messages are
 * in small letters. */
static const PasarErrorInfo rows[] = {
  /* Authentication, signature, common parameters (reference 7.1, 7.8) */
  { "invalid_acceess_token", NULL, PASAR_ERROR_AUTH, PASAR_RETRY_AFTER_REFRESH, 2, A_AUTH },
  { "invalid_access_token", NULL, PASAR_ERROR_AUTH, PASAR_RETRY_AFTER_REFRESH, 2, A_AUTH },
  { "error_auth", "access_token", PASAR_ERROR_AUTH, PASAR_RETRY_AFTER_REFRESH, 2, A_AUTH },
  { "error_auth", "refresh_token", PASAR_ERROR_AUTH, PASAR_RETRY_NO, 1, A_AUTH },
  { "error_auth", "invalid code", PASAR_ERROR_AUTH, PASAR_RETRY_NO, 1,
    N_ ("The code was used already or is too old: authorise in the browser again.") },
  { "error_auth", "invalid partner_id or shopid", PASAR_ERROR_AUTH, PASAR_RETRY_NO, 1, A_LINK },
  { "error_auth", "no permission to current api", PASAR_ERROR_PERMISSION, PASAR_RETRY_NO, 1, A_APP },
  { "error_auth", "partner_id is invalid", PASAR_ERROR_PERMISSION, PASAR_RETRY_NO, 1, A_PARTNER },
  { "error_auth", "app is deleted", PASAR_ERROR_PERMISSION, PASAR_RETRY_NO, 1, A_APP },
  { "error_auth", "app has been deleted", PASAR_ERROR_PERMISSION, PASAR_RETRY_NO, 1, A_APP },
  { "error_auth", "app developer", PASAR_ERROR_PERMISSION, PASAR_RETRY_NO, 1, A_APP },
  { "error_auth", "system error", PASAR_ERROR_TRANSIENT, PASAR_RETRY_BACKOFF, 2, A_FAULT },
  { "error_auth", "model level dts", PASAR_ERROR_SHOP_STATE, PASAR_RETRY_NO, 1,
    N_ ("This shop cannot set days to ship per variation.") },
  { "error_auth", "shop is upgrading", PASAR_ERROR_SHOP_STATE, PASAR_RETRY_NO, 1,
    N_ ("The shop is being upgraded by Shopee: try again later.") },
  { "error_auth", "cnsc shop", PASAR_ERROR_SHOP_STATE, PASAR_RETRY_NO, 1, A_SHOP_TEXT },
  { "error_auth", "phone number", PASAR_ERROR_SHOP_STATE, PASAR_RETRY_NO, 1, A_SHOP_TEXT },
  { "error_auth", "holiday mode", PASAR_ERROR_SHOP_STATE, PASAR_RETRY_NO, 1,
    N_ ("Holiday mode is being switched: try again in some minutes.") },
  { "error_auth", "full fbs or b2c shop", PASAR_ERROR_SHOP_STATE, PASAR_RETRY_NO, 1,
    N_ ("The stock of this item is held by Shopee: own stock must be 0.") },
  { "error_auth", "total stock must be more than reserved stock", PASAR_ERROR_RULE, PASAR_RETRY_NO, 1, A_RESERVED },
  { "error_auth", "stock should be larger than reserved stock", PASAR_ERROR_RULE, PASAR_RETRY_NO, 1, A_RESERVED },
  { "error_auth", "not matched the shop's location_id", PASAR_ERROR_PARAMETER, PASAR_RETRY_NO, 1, A_WAREHOUSE },
  { "error_auth", "lack of location_id", PASAR_ERROR_PARAMETER, PASAR_RETRY_NO, 1,
    N_ ("This shop needs a warehouse for each stock: refresh the shop.") },
  { "error_auth", "right to use seller location_id", PASAR_ERROR_PARAMETER, PASAR_RETRY_NO, 1,
    N_ ("This shop takes stock without warehouses: refresh the shop.") },
  { "error_auth", NULL, PASAR_ERROR_PERMISSION, PASAR_RETRY_NO, 1, A_WORDS },
  { "error_sign", NULL, PASAR_ERROR_SIGNATURE, PASAR_RETRY_NO, 1, A_KEY },
  { "invalid_partner_id", NULL, PASAR_ERROR_SIGNATURE, PASAR_RETRY_NO, 1, A_PARTNER },
  { "partner_shop_no_link", NULL, PASAR_ERROR_AUTH, PASAR_RETRY_NO, 1, A_LINK },
  { "shop_no_linked", NULL, PASAR_ERROR_AUTH, PASAR_RETRY_NO, 1, A_LINK },
  { "merchant_no_linked", NULL, PASAR_ERROR_AUTH, PASAR_RETRY_NO, 1, A_LINK },
  { "error_shop_refresh_token", NULL, PASAR_ERROR_AUTH, PASAR_RETRY_NO, 1, A_AUTH },
  { "error_merchant_refresh_token", NULL, PASAR_ERROR_AUTH, PASAR_RETRY_NO, 1, A_AUTH },
  { "refresh_token_expired", NULL, PASAR_ERROR_AUTH, PASAR_RETRY_NO, 1, A_AUTH },
  { "shop_access_expired", NULL, PASAR_ERROR_AUTH, PASAR_RETRY_NO, 1,
    N_ ("The time for which the shop was authorised is over: connect the shop anew.") },
  { "merchant_access_expired", NULL, PASAR_ERROR_AUTH, PASAR_RETRY_NO, 1, A_AUTH },
  { "invalid_code", NULL, PASAR_ERROR_AUTH, PASAR_RETRY_NO, 1,
    N_ ("The code was used already or is too old: authorise in the browser again.") },
  { "invalid_shop_id", NULL, PASAR_ERROR_PARAMETER, PASAR_RETRY_NO, 1, A_SHOP },
  { "invalid_main_acount_id", NULL, PASAR_ERROR_PARAMETER, PASAR_RETRY_NO, 1,
    N_ ("Shopee does not know this main account: authorise in the browser again.") },
  { "error_get_parnter_token_failed", NULL, PASAR_ERROR_TRANSIENT, PASAR_RETRY_BACKOFF, 2,
    N_ ("Shopee could not check the app: try again later.") },
  { "error_perm_non_admin", NULL, PASAR_ERROR_PERMISSION, PASAR_RETRY_NO, 1,
    N_ ("The account that authorised may not edit items: authorise with the shop’s main account.") },
  { "error_api_permission", NULL, PASAR_ERROR_PERMISSION, PASAR_RETRY_NO, 1, A_APP },
  { "error_api_call_restricted", NULL, PASAR_ERROR_PERMISSION, PASAR_RETRY_NO, 1, A_APP },
  { "api_suspended", NULL, PASAR_ERROR_PERMISSION, PASAR_RETRY_NO, 1, A_APP },
  { "error_ashop_api_permission", NULL, PASAR_ERROR_SHOP_STATE, PASAR_RETRY_NO, 1,
    N_ ("An affiliate shop may not do this: use the main shop.") },
  { "error_partner_key_expired", NULL, PASAR_ERROR_CONFIG, PASAR_RETRY_NO, 1,
    N_ ("The partner key has expired: reset the live key in the Console, then enter the new one.") },
  { "source_ip_undeclared", NULL, PASAR_ERROR_CONFIG, PASAR_RETRY_NO, 1,
    N_ ("Enter the address that Shopee names in the Console under App List, IP Address Whitelist.") },
  { "error_rate_limit", NULL, PASAR_ERROR_THROTTLED, PASAR_RETRY_BACKOFF, 5, NULL },
  { "request_limit_exceeded", NULL, PASAR_ERROR_THROTTLED, PASAR_RETRY_BACKOFF, 5, NULL },
  { "frequency_limited", NULL, PASAR_ERROR_THROTTLED, PASAR_RETRY_BACKOFF, 5, NULL },
  { "error_limit", NULL, PASAR_ERROR_QUOTA, PASAR_RETRY_NO, 1, NULL },

  { "error_param", "invalid timestamp", PASAR_ERROR_CLOCK, PASAR_RETRY_AFTER_CLOCK, 2, A_CLOCK },
  { "error_param", "timestamp is expired", PASAR_ERROR_CLOCK, PASAR_RETRY_AFTER_CLOCK, 2, A_CLOCK },
  { "error_param", "there is no access_token in query", PASAR_ERROR_PARAMETER, PASAR_RETRY_NO, 1, A_INTERNAL },
  { "error_param", "there is no partner_id in query", PASAR_ERROR_PARAMETER, PASAR_RETRY_NO, 1,
    N_ ("The partner id is not set: enter it.") },
  { "error_param", "invalid partner_id", PASAR_ERROR_SIGNATURE, PASAR_RETRY_NO, 1, A_PARTNER },
  { "error_param", "there is no sign in query", PASAR_ERROR_PARAMETER, PASAR_RETRY_NO, 1, A_INTERNAL },
  { "error_param", "there is no shop_id in query", PASAR_ERROR_PARAMETER, PASAR_RETRY_NO, 1, A_INTERNAL },
  { "error_param", "no timestamp", PASAR_ERROR_PARAMETER, PASAR_RETRY_NO, 1, A_INTERNAL },
  { "error_param", "between 0 and 4294967295", PASAR_ERROR_PARAMETER, PASAR_RETRY_NO, 1, A_INTERNAL },
  { "error_param", "request not from gateway", PASAR_ERROR_PARAMETER, PASAR_RETRY_NO, 1, A_INTERNAL },
  { "error_param", "permission denied", PASAR_ERROR_PARAMETER, PASAR_RETRY_NO, 1, A_INTERNAL },
  { "error_param", "redirect", PASAR_ERROR_CONFIG, PASAR_RETRY_NO, 1,
    N_ ("Use the redirect domain that is declared for the app in the Console.") },
  { "error_param", "repeat model_id", PASAR_ERROR_PARAMETER, PASAR_RETRY_NO, 1, A_INTERNAL },
  { "error_param", "repeat item_id", PASAR_ERROR_PARAMETER, PASAR_RETRY_NO, 1, A_INTERNAL },
  { "error_param", "wrong model_id", PASAR_ERROR_NOT_FOUND, PASAR_RETRY_NO, 1, A_MODELS },
  { "error_param", "invalid parameter for product", PASAR_ERROR_PARAMETER, PASAR_RETRY_NO, 1, A_DATA },
  { "error_param", "stock less than reserve", PASAR_ERROR_RULE, PASAR_RETRY_NO, 1, A_RESERVED },
  { "error_param", "different stock structure", PASAR_ERROR_PARAMETER, PASAR_RETRY_NO, 1, A_STRUCTURE },
  { "error_param", "items offset over limit", PASAR_ERROR_PARAMETER, PASAR_RETRY_NO, 1, A_INTERNAL },
  { "error_param", "parameter invalid", PASAR_ERROR_PARAMETER, PASAR_RETRY_NO, 1, A_DATA },
  { "error_param", "wrong parameters", PASAR_ERROR_PARAMETER, PASAR_RETRY_NO, 1, A_DATA },
  { "error_param", "invalid field", PASAR_ERROR_PARAMETER, PASAR_RETRY_NO, 1, A_INTERNAL },
  { "error_param", NULL, PASAR_ERROR_PARAMETER, PASAR_RETRY_NO, 1, A_WORDS },
  { "error.param", NULL, PASAR_ERROR_RULE, PASAR_RETRY_NO, 1, A_RESERVED },
  { "error_param_shop_id_not_found", NULL, PASAR_ERROR_SHOP_STATE, PASAR_RETRY_NO, 1, A_SHOP },
  { "error_shop", NULL, PASAR_ERROR_PARAMETER, PASAR_RETRY_NO, 1, A_SHOP },
  { "error_update_time_range", NULL, PASAR_ERROR_PARAMETER, PASAR_RETRY_NO, 1, A_INTERNAL },
  { "error_param_item_status", NULL, PASAR_ERROR_PARAMETER, PASAR_RETRY_NO, 1, A_INTERNAL },

  /* Server and transport (7.2) */
  { "error_network", NULL, PASAR_ERROR_TRANSIENT, PASAR_RETRY_BACKOFF, 3, A_BUSY },
  { "error_system_busy", NULL, PASAR_ERROR_TRANSIENT, PASAR_RETRY_BACKOFF, 3, A_BUSY },
  { "error_inner", "taking some time", PASAR_ERROR_TRANSIENT, PASAR_RETRY_BACKOFF, 3, A_BUSY },
  { "error_inner", "system error", PASAR_ERROR_TRANSIENT, PASAR_RETRY_BACKOFF, 2, A_FAULT },
  { "error_inner", "update item failed", PASAR_ERROR_RULE, PASAR_RETRY_NO, 1, A_WORDS },
  { "error_inner", "invalid stock location id", PASAR_ERROR_PARAMETER, PASAR_RETRY_NO, 1, A_WAREHOUSE },
  { "error_inner", NULL, PASAR_ERROR_UNKNOWN, PASAR_RETRY_NO, 1, A_FAULT },
  { "error_server", NULL, PASAR_ERROR_TRANSIENT, PASAR_RETRY_BACKOFF, 2, A_FAULT },
  { "error_get_shop_fail", NULL, PASAR_ERROR_TRANSIENT, PASAR_RETRY_BACKOFF, 3, A_BUSY },
  { "error_slash_price_load", NULL, PASAR_ERROR_TRANSIENT, PASAR_RETRY_BACKOFF, 3, A_BUSY },
  { "error_data", NULL, PASAR_ERROR_TRANSIENT, PASAR_RETRY_BACKOFF, 2, A_FAULT },
  { "error_unknown", NULL, PASAR_ERROR_TRANSIENT, PASAR_RETRY_BACKOFF, 2, A_FAULT },
  { "error_query_over_itemid_size", NULL, PASAR_ERROR_PARAMETER, PASAR_RETRY_NO, 1, A_INTERNAL },
  { "error_query_condition_list_limit", NULL, PASAR_ERROR_PARAMETER, PASAR_RETRY_NO, 1, A_INTERNAL },
  { "error_query_query_limit_too_large", NULL, PASAR_ERROR_PARAMETER, PASAR_RETRY_NO, 1, A_INTERNAL },
  { "error_nil_shopid_or_itemid", NULL, PASAR_ERROR_NOT_FOUND, PASAR_RETRY_NO, 1, A_ITEM_GONE },

  /* Item and shop state (7.3) */
  { "error_item_not_found", NULL, PASAR_ERROR_NOT_FOUND, PASAR_RETRY_NO, 1, A_ITEM_GONE },
  { "error_item_not_belong_shop", NULL, PASAR_ERROR_NOT_FOUND, PASAR_RETRY_NO, 1,
    N_ ("The item belongs to another shop: refresh the shop.") },
  { "error_item_uneditable", NULL, PASAR_ERROR_RULE, PASAR_RETRY_NO, 1, A_STATUS },
  { "error_busi_cannot_edit_vsku", NULL, PASAR_ERROR_RULE, PASAR_RETRY_NO, 1,
    N_ ("Apps may not change this virtual SKU: ask your manager at Shopee.") },
  { "error_seller_under_penalty", NULL, PASAR_ERROR_SHOP_STATE, PASAR_RETRY_NO, 1,
    N_ ("The shop is under penalty, changes are blocked: look in Seller Centre.") },
  { "cnsc_shop_block", NULL, PASAR_ERROR_SHOP_STATE, PASAR_RETRY_NO, 1,
    N_ ("Shops of the China Seller Centre change stock on the global product.") },
  { "error_wms_shop_block_upate_stock", NULL, PASAR_ERROR_SHOP_STATE, PASAR_RETRY_NO, 1,
    N_ ("Stock is managed by Shopee’s warehouse.") },
  { "error_desc_image_no_pass", NULL, PASAR_ERROR_RULE, PASAR_RETRY_NO, 1, A_WORDS },
  { "shop_banned", NULL, PASAR_ERROR_SHOP_STATE, PASAR_RETRY_NO, 1,
    N_ ("The shop is banned: settle this with Shopee first.") },
  { "error_kyc_auth", NULL, PASAR_ERROR_SHOP_STATE, PASAR_RETRY_NO, 1,
    N_ ("Finish the seller registration in Seller Centre first.") },
  { "error_busi", "multi warehouse", PASAR_ERROR_PARAMETER, PASAR_RETRY_NO, 1,
    N_ ("This shop needs a warehouse for each stock: refresh the shop.") },
  { "error_busi", "bump slot limit", PASAR_ERROR_RULE, PASAR_RETRY_NO, 1, A_SLOTS },
  { "error_busi", "status is abnormal", PASAR_ERROR_RULE, PASAR_RETRY_NO, 1, A_STATUS },
  { "error_busi", "invalid product setting", PASAR_ERROR_RULE, PASAR_RETRY_NO, 1,
    N_ ("The stock of a kit follows from its parts and cannot be set.") },
  { "error_busi", NULL, PASAR_ERROR_RULE, PASAR_RETRY_NO, 1, A_WORDS },
  { "error_not_in_whitelist", NULL, PASAR_ERROR_SHOP_STATE, PASAR_RETRY_NO, 1,
    N_ ("The shop has a single warehouse.") },
  { "error_can_not_find_warehouse", NULL, PASAR_ERROR_SHOP_STATE, PASAR_RETRY_NO, 1, A_SHOP_TEXT },
  { "error_region_not_valid", NULL, PASAR_ERROR_SHOP_STATE, PASAR_RETRY_NO, 1, A_SHOP_TEXT },

  /* Models (7.4) */
  { "error_edit_item_price_for_item_has_model", NULL, PASAR_ERROR_PARAMETER, PASAR_RETRY_NO, 1, A_ORDER_VARIATIONS },
  { "error_edit_item_stock_for_item_has_model", NULL, PASAR_ERROR_PARAMETER, PASAR_RETRY_NO, 1, A_ORDER_VARIATIONS },
  { "error_in_item_promotion_nomodel_to_models", NULL, PASAR_ERROR_PARAMETER, PASAR_RETRY_NO, 1, A_ORDER_VARIATIONS },

  /* Price rules (7.5) */
  { "error_update_price_fail", NULL, PASAR_ERROR_RULE, PASAR_RETRY_NO, 1,
    N_ ("Check price limits, the ratio between variations, and that the item still exists.") },
  { "error_invalid_price", NULL, PASAR_ERROR_PARAMETER, PASAR_RETRY_NO, 1,
    N_ ("The price has the wrong number of decimals for this region.") },
  { "error_price_exceed_min_limit", NULL, PASAR_ERROR_RULE, PASAR_RETRY_NO, 1, A_MIN_PRICE },
  { "error_price_exceed_min_limitt", NULL, PASAR_ERROR_RULE, PASAR_RETRY_NO, 1, A_MIN_PRICE },
  { "error_price_exceed_max_limit", NULL, PASAR_ERROR_RULE, PASAR_RETRY_NO, 1, A_MAX_PRICE },
  { "error_price_exceed_max_limitt", NULL, PASAR_ERROR_RULE, PASAR_RETRY_NO, 1, A_MAX_PRICE },
  { "error_price_out_of_range", NULL, PASAR_ERROR_RULE, PASAR_RETRY_NO, 1,
    N_ ("The price is outside the allowed range: change it.") },
  { "error_price_ratio", NULL, PASAR_ERROR_RULE, PASAR_RETRY_NO, 1, A_RATIO },
  { "error_busi_price_lower_then_wholesale_price", NULL, PASAR_ERROR_RULE, PASAR_RETRY_NO, 1,
    N_ ("The price must be above the wholesale price.") },
  { "error_wholesale_price_less_than_ratio_limit", NULL, PASAR_ERROR_RULE, PASAR_RETRY_NO, 1,
    N_ ("The wholesale price would fall under the allowed share of the new price.") },
  { "error_price_should_be_same_for_wholesales", NULL, PASAR_ERROR_RULE, PASAR_RETRY_NO, 1,
    N_ ("With wholesale prices set, all variations need one price.") },
  { "error_invalid_price_for_logistic", NULL, PASAR_ERROR_RULE, PASAR_RETRY_NO, 1,
    N_ ("The price is too high for an enabled shipping channel.") },
  { "error_cannt_edit_price_in_promotion", NULL, PASAR_ERROR_RULE, PASAR_RETRY_NO, 1, A_PROMOTED },
  { "error_cannot_update_price_in_promotion", NULL, PASAR_ERROR_RULE, PASAR_RETRY_NO, 1, A_PROMOTED },
  { "error_in_item_promotion_item_price_lock", NULL, PASAR_ERROR_RULE, PASAR_RETRY_NO, 1, A_PROMOTED },
  { "error_related_product_in_promotion", NULL, PASAR_ERROR_RULE, PASAR_RETRY_NO, 1,
    N_ ("A linked product is in a promotion: change the price in the shop’s own product.") },
  { "error_slash_price_not_lowest", NULL, PASAR_ERROR_RULE, PASAR_RETRY_NO, 1,
    N_ ("The price must stay above the slash-sale price.") },
  { "error_slash_price_models_diff", NULL, PASAR_ERROR_RULE, PASAR_RETRY_NO, 1,
    N_ ("In a slash sale all variations need one price.") },

  /* Stock rules (7.6) */
  { "error_busi_update_stock_failed", NULL, PASAR_ERROR_RULE, PASAR_RETRY_BACKOFF, 2,
    N_ ("Check reserved stock, stock limits, and that the item still exists.") },
  { "error_stock_less_then_min_limit", NULL, PASAR_ERROR_RULE, PASAR_RETRY_NO, 1, A_MIN_STOCK },
  { "error_stock_bigger_then_limit", NULL, PASAR_ERROR_RULE, PASAR_RETRY_NO, 1, A_MAX_STOCK },
  { "error_holiday_mode_change_stock", NULL, PASAR_ERROR_SHOP_STATE, PASAR_RETRY_NO, 1,
    N_ ("Holiday mode is on and locks the stock: switch it off in Seller Centre.") },
  { "error_cannt_edit_stock_in_promotion", NULL, PASAR_ERROR_RULE, PASAR_RETRY_NO, 1, A_PROMOTED },
  { "error_promotion_cantnot_update_stock", NULL, PASAR_ERROR_RULE, PASAR_RETRY_NO, 1, A_PROMOTED },
  { "error_model_update_stock_model_in_promotion", NULL, PASAR_ERROR_RULE, PASAR_RETRY_NO, 1, A_PROMOTED },

  /* Boost (7.7) */
  { "error_boost_item_all_failed", NULL, PASAR_ERROR_RULE, PASAR_RETRY_NO, 1, A_BOOST },
  { "error_boost_item_failed", NULL, PASAR_ERROR_TRANSIENT, PASAR_RETRY_BACKOFF, 2,
    N_ ("Shopee could not boost: look at the slots, then try once more.") },
};

/* What failed_reason says; there is no code with it, so these carry an empty one. The texts of the
 * rows above come there too. */
static const PasarErrorInfo reasons[] = {
  { "", "can not boost item repeatedly", PASAR_ERROR_RULE, PASAR_RETRY_NO, 1, A_BOOSTED },
  { "", "bump slot limit", PASAR_ERROR_RULE, PASAR_RETRY_NO, 1, A_SLOTS },
  { "", "item status not normal", PASAR_ERROR_RULE, PASAR_RETRY_NO, 1,
    N_ ("Only items that are live and in stock can be boosted.") },
  { "", "model id not exist", PASAR_ERROR_NOT_FOUND, PASAR_RETRY_NO, 1, A_MODELS },
  { "", "wrong model_id", PASAR_ERROR_NOT_FOUND, PASAR_RETRY_NO, 1, A_MODELS },
  { "", "item_id is not found", PASAR_ERROR_NOT_FOUND, PASAR_RETRY_NO, 1, A_ITEM_GONE },
  { "", "product not found", PASAR_ERROR_NOT_FOUND, PASAR_RETRY_NO, 1, A_ITEM_GONE },
  { "", "not belong to shop", PASAR_ERROR_NOT_FOUND, PASAR_RETRY_NO, 1, A_ITEM_GONE },
  { "", "less than min price limit", PASAR_ERROR_RULE, PASAR_RETRY_NO, 1, A_MIN_PRICE },
  { "", "bigger than max price limit", PASAR_ERROR_RULE, PASAR_RETRY_NO, 1, A_MAX_PRICE },
  { "", "price is out of range", PASAR_ERROR_RULE, PASAR_RETRY_NO, 1,
    N_ ("The price is outside the allowed range: change it.") },
  { "", "divided by the price of the cheapest", PASAR_ERROR_RULE, PASAR_RETRY_NO, 1, A_RATIO },
  { "", "invalid price", PASAR_ERROR_PARAMETER, PASAR_RETRY_NO, 1,
    N_ ("The price has the wrong number of decimals for this region.") },
  { "", "bigger then wholesale price", PASAR_ERROR_RULE, PASAR_RETRY_NO, 1,
    N_ ("The price must be above the wholesale price.") },
  { "", "should be the same when the item has been set wholesales", PASAR_ERROR_RULE, PASAR_RETRY_NO, 1,
    N_ ("With wholesale prices set, all variations need one price.") },
  { "", "wholesale price is less than ratio", PASAR_ERROR_RULE, PASAR_RETRY_NO, 1,
    N_ ("The wholesale price would fall under the allowed share of the new price.") },
  { "", "shipping channel cannot be enabled", PASAR_ERROR_RULE, PASAR_RETRY_NO, 1,
    N_ ("The price is too high for an enabled shipping channel.") },
  { "", "slash", PASAR_ERROR_RULE, PASAR_RETRY_NO, 1,
    N_ ("The item is in a slash sale: its price must stay above the slash-sale price.") },
  { "", "reserve stock number", PASAR_ERROR_RULE, PASAR_RETRY_NO, 1, A_RESERVED },
  { "", "larger than reserved stock", PASAR_ERROR_RULE, PASAR_RETRY_NO, 1, A_RESERVED },
  { "", "more than reserved stock", PASAR_ERROR_RULE, PASAR_RETRY_NO, 1, A_RESERVED },
  { "", "stock should be within", PASAR_ERROR_RULE, PASAR_RETRY_NO, 1,
    N_ ("The stock is outside the allowed range: change it.") },
  { "", "normal_stock is less than min limit", PASAR_ERROR_RULE, PASAR_RETRY_NO, 1, A_MIN_STOCK },
  { "", "normal_stock is bigger than max limit", PASAR_ERROR_RULE, PASAR_RETRY_NO, 1, A_MAX_STOCK },
  { "", "in holiday mode", PASAR_ERROR_SHOP_STATE, PASAR_RETRY_NO, 1,
    N_ ("Holiday mode is on and locks the stock: switch it off in Seller Centre.") },
  { "", "while item has models", PASAR_ERROR_PARAMETER, PASAR_RETRY_NO, 1, A_ORDER_VARIATIONS },
  { "", "can not support editing", PASAR_ERROR_RULE, PASAR_RETRY_NO, 1, A_STATUS },
  { "", "status is abnormal", PASAR_ERROR_RULE, PASAR_RETRY_NO, 1, A_STATUS },
  { "", "under penalty", PASAR_ERROR_SHOP_STATE, PASAR_RETRY_NO, 1, A_SHOP_TEXT },
  { "", "promotion", PASAR_ERROR_RULE, PASAR_RETRY_NO, 1, A_PROMOTED },
};
/* clang-format on */

static const PasarErrorInfo *
find_exact (const char *code, const char *lowered_message)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (strcmp (rows[i].code, code) != 0)
        continue;
      if (rows[i].message == NULL || strstr (lowered_message, rows[i].message) != NULL)
        return &rows[i];
    }
  return NULL;
}

/* The code behind one leading "module." (reference 6.2), or NULL. */
static const char *
without_module (const char *code)
{
  const char *dot = strchr (code, '.');

  if (dot == NULL || dot == code || dot[1] == '\0')
    return NULL;
  for (const char *c = code; c < dot; c++)
    if (!g_ascii_islower (*c) && *c != '_')
      return NULL;
  return dot + 1;
}

/**
 * pasar_error_catalogue_lookup:
 * @code: a code, with or without module prefix
 * @message: (nullable): the message that came with it
 *
 * Finds what is documented of an error. The full code is tried first (`error.param` is a code of
 * its own), then the code without its module prefix; rows of an ambiguous code are told apart by a
 * part of the message, without regard to case.
 *
 * Returns: (transfer none) (nullable): the row, or %NULL when no row knows the code
 */
const PasarErrorInfo *
pasar_error_catalogue_lookup (const char *code, const char *message)
{
  g_autofree char *lowered = g_ascii_strdown (message != NULL ? message : "", -1);
  const PasarErrorInfo *row;
  const char *bare;

  if (code == NULL)
    return NULL;
  row = find_exact (code, lowered);
  if (row != NULL)
    return row;
  bare = without_module (code);
  return bare != NULL ? find_exact (bare, lowered) : NULL;
}

/**
 * pasar_error_catalogue_get_rows:
 * @n_rows: (out): number of rows
 *
 * The codes that are known, each with its class and words (reference 7).
 *
 * Returns: (transfer none) (array length=n_rows): all rows that have a code
 */
const PasarErrorInfo *
pasar_error_catalogue_get_rows (gsize *n_rows)
{
  *n_rows = G_N_ELEMENTS (rows);
  return rows;
}

/**
 * pasar_error_catalogue_lookup_reason:
 * @failed_reason: (nullable): the text of an entry of a failure_list
 *
 * Finds what is known of a reason by its words, without regard to case.
 *
 * Returns: (transfer none) (nullable): the row, or %NULL when unknown
 */
const PasarErrorInfo *
pasar_error_catalogue_lookup_reason (const char *failed_reason)
{
  g_autofree char *lowered = NULL;

  if (failed_reason == NULL || *failed_reason == '\0')
    return NULL;
  lowered = g_ascii_strdown (failed_reason, -1);
  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (strstr (lowered, reasons[i].message) != NULL)
      return &reasons[i];
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].message != NULL && strstr (lowered, rows[i].message) != NULL)
      return &rows[i];
  return NULL;
}
