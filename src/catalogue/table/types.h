/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/values/format.h"

G_BEGIN_DECLS

/**
 * PASAR_NO_ROW:
 *
 * In place of the number of a row: there is none.
 */
#define PASAR_NO_ROW G_MAXUINT

/**
 * PASAR_ALL_ROWS:
 *
 * In place of a number of rows: all that the catalogue has.
 */
#define PASAR_ALL_ROWS G_MAXUINT

/**
 * PasarField:
 * @PASAR_FIELD_PRICE: the price, in minor units
 * @PASAR_FIELD_STOCK: the seller's stock at all locations together, in pieces
 * @PASAR_FIELD_LOCATION: the stock at the first location of the shop; those after it follow, in the
 * order of their columns
 * @PASAR_FIELD_MARGIN: what is left of the price: an edit of it is one of the price
 * @PASAR_FIELD_COST: what the seller pays for it, in minor units
 * @PASAR_FIELD_FLOOR: the least that the seller takes for it, in minor units
 * @PASAR_FIELD_TARGET_MARGIN: what is to be left of the price, in tenths of a percent
 * @PASAR_FIELD_NOTE: what the seller notes of it, a text
 * @PASAR_FIELD_OWN_NUMBER: the first column of the seller's own that has numbers, in thousandths
 * @PASAR_FIELD_OWN_MONEY: the first of these that has amounts, in minor units
 * @PASAR_FIELD_OWN_TEXT: the first of these that has texts
 * @PASAR_FIELD_OWN_YES_NO: the first of these that has 1 for yes; nothing stands for no
 *
 * The values that a seller edits. Those up to the locations are the shop's: an edit of them is
 * staged until it is submitted. Those from %PASAR_FIELD_COST on are local: they are kept in this
 * app alone and have no value at the shop. Of the seller's own columns there is room for
 * %PASAR_N_OWN_FIELDS of each kind, so that a field never means another column, whatever becomes of
 * the columns.
 */
typedef enum
{
  PASAR_FIELD_PRICE,
  PASAR_FIELD_STOCK,
  PASAR_FIELD_LOCATION,
  PASAR_FIELD_MARGIN = 0xFF,
  PASAR_FIELD_COST = 0x100,
  PASAR_FIELD_FLOOR,
  PASAR_FIELD_TARGET_MARGIN,
  PASAR_FIELD_NOTE,
  PASAR_FIELD_OWN_NUMBER = 0x1000,
  PASAR_FIELD_OWN_MONEY = 0x2000,
  PASAR_FIELD_OWN_TEXT = 0x3000,
  PASAR_FIELD_OWN_YES_NO = 0x4000,
} PasarField;

/**
 * PASAR_N_OWN_FIELDS:
 *
 * How many fields there are of each kind of column that sellers make.
 */
#define PASAR_N_OWN_FIELDS 0x1000

/**
 * PASAR_N_FIELDS:
 *
 * How many [enum@Field] every row has at the shop, for arrays with one value of each: without
 * locations.
 */
#define PASAR_N_FIELDS 2

/**
 * pasar_field_is_location:
 * @field: a field
 *
 * Returns: whether it is the stock at one location
 */
static inline gboolean
pasar_field_is_location (PasarField field)
{
  return field >= PASAR_FIELD_LOCATION && field < PASAR_FIELD_MARGIN;
}

/**
 * pasar_field_get_edited:
 * @field: a field
 *
 * Returns: the field that an edit of @field changes: of a margin that is the price
 */
static inline PasarField
pasar_field_get_edited (PasarField field)
{
  return field == PASAR_FIELD_MARGIN ? PASAR_FIELD_PRICE : field;
}

/**
 * pasar_field_is_stock:
 * @field: a field
 *
 * Returns: whether it is the seller's stock, at all locations or at one
 */
static inline gboolean
pasar_field_is_stock (PasarField field)
{
  return field == PASAR_FIELD_STOCK || pasar_field_is_location (field);
}

/**
 * pasar_field_is_local:
 * @field: a field
 *
 * Returns: whether its values are kept in this app alone
 */
static inline gboolean
pasar_field_is_local (PasarField field)
{
  return field >= PASAR_FIELD_COST;
}

/**
 * pasar_field_is_text:
 * @field: a field
 *
 * Returns: whether its values are texts, as pasar_texts_put() gives them
 */
static inline gboolean
pasar_field_is_text (PasarField field)
{
  return field == PASAR_FIELD_NOTE
         || (field >= PASAR_FIELD_OWN_TEXT && field < PASAR_FIELD_OWN_TEXT + PASAR_N_OWN_FIELDS);
}

/**
 * pasar_field_is_own:
 * @field: a field
 *
 * Returns: whether it is a column that the seller made
 */
static inline gboolean
pasar_field_is_own (PasarField field)
{
  return field >= PASAR_FIELD_OWN_NUMBER;
}

/**
 * pasar_field_is_yes_no:
 * @field: a field
 *
 * Returns: whether its values are yes and no
 */
static inline gboolean
pasar_field_is_yes_no (PasarField field)
{
  return field >= PASAR_FIELD_OWN_YES_NO;
}

/**
 * pasar_field_is_number:
 * @field: a field
 *
 * Returns: whether its values are computed with; others are only set
 */
static inline gboolean
pasar_field_is_number (PasarField field)
{
  return !pasar_field_is_text (field) && !pasar_field_is_yes_no (field);
}

/**
 * PasarRule:
 * @PASAR_RULE_OK: the shop is expected to take it
 * @PASAR_RULE_NEGATIVE_OR_ZERO_PRICE: a price must be more than 0
 * @PASAR_RULE_DECIMALS: more decimals than the currency has; only the shop tells so
 * @PASAR_RULE_PRICE_BELOW_MIN: below the limit of the item's category or of the shop
 * @PASAR_RULE_PRICE_ABOVE_MAX: above that limit, or above %PASAR_VALUE_MAX
 * @PASAR_RULE_PRICE_RATIO: too far from the price of another model of the item
 * @PASAR_RULE_PRICE_BELOW_WHOLESALE: not above the wholesale price of the item
 * @PASAR_RULE_PRICE_FAR_ABOVE_WHOLESALE: so high that a wholesale price of the item would be less
 *   of it than the category allows
 * @PASAR_RULE_PRICE_WHOLESALE_SAME: models of an item with wholesale prices must cost the same
 * @PASAR_RULE_PRICE_PROMOTION: a promotion, planned or running, locks the price (FAQ 140)
 * @PASAR_RULE_STOCK_NEGATIVE: stock cannot be less than 0
 * @PASAR_RULE_STOCK_BELOW_MIN: below the limit of the item's category or of the shop, and not 0
 * @PASAR_RULE_STOCK_ABOVE_MAX: above that limit, or above %PASAR_VALUE_MAX
 * @PASAR_RULE_STOCK_RESERVED: less than what promotions have reserved (FAQ 59)
 * @PASAR_RULE_STOCK_PROMOTION: a flash sale, planned or running, locks the stock
 * @PASAR_RULE_KIT: the stock of a kit follows from its parts
 * @PASAR_RULE_FULFILLED: Shopee fulfils the item and holds all of its stock: the seller's must be 0
 * @PASAR_RULE_HOLIDAY: the shop is on holiday, which locks all stock
 * @PASAR_RULE_STATUS: items of this status cannot be changed
 * @PASAR_RULE_REGION: the decimals of the shop's prices are not known: nothing can be changed
 * @PASAR_RULE_GONE: the item or model no longer exists in the shop
 * @PASAR_RULE_LOCATION: the item or model has no stock at this location
 *
 * Why a staged value would be refused, checked the moment it is staged.
 */
typedef enum
{
  PASAR_RULE_OK,
  PASAR_RULE_NEGATIVE_OR_ZERO_PRICE,
  PASAR_RULE_DECIMALS,
  PASAR_RULE_PRICE_BELOW_MIN,
  PASAR_RULE_PRICE_ABOVE_MAX,
  PASAR_RULE_PRICE_RATIO,
  PASAR_RULE_PRICE_BELOW_WHOLESALE,
  PASAR_RULE_PRICE_FAR_ABOVE_WHOLESALE,
  PASAR_RULE_PRICE_WHOLESALE_SAME,
  PASAR_RULE_PRICE_PROMOTION,
  PASAR_RULE_STOCK_NEGATIVE,
  PASAR_RULE_STOCK_BELOW_MIN,
  PASAR_RULE_STOCK_ABOVE_MAX,
  PASAR_RULE_STOCK_RESERVED,
  PASAR_RULE_STOCK_PROMOTION,
  PASAR_RULE_KIT,
  PASAR_RULE_FULFILLED,
  PASAR_RULE_HOLIDAY,
  PASAR_RULE_STATUS,
  PASAR_RULE_REGION,
  PASAR_RULE_GONE,
  PASAR_RULE_LOCATION,
} PasarRule;

/**
 * PASAR_N_RULES:
 *
 * How many [enum@Rule] there are, for arrays with something for each.
 */
#define PASAR_N_RULES (PASAR_RULE_LOCATION + 1)

/**
 * pasar_rule_is_promotion:
 * @rule: a rule
 *
 * Returns: whether it holds only until a promotion has ended: what is staged is postponed until
 *   then
 */
static inline gboolean
pasar_rule_is_promotion (PasarRule rule)
{
  return rule == PASAR_RULE_PRICE_PROMOTION || rule == PASAR_RULE_STOCK_PROMOTION;
}

/**
 * PasarRowKey:
 * @item_id: an item
 * @model_id: one of its models; 0: the item itself
 *
 * Who a row is: stable across sort, filter, reload and restart.
 */
typedef struct
{
  gint64 item_id;
  gint64 model_id;
} PasarRowKey;

guint pasar_row_key_hash (gconstpointer key);
gboolean pasar_row_key_equal (gconstpointer a, gconstpointer b);

/**
 * PasarEdit:
 * @key: the row
 * @field: which of its values
 * @from: staged before, of a local field its value; %PASAR_NO_VALUE: nothing
 * @to: the same after it
 *
 * One change.
 */
typedef struct
{
  PasarRowKey key;
  PasarField field;
  gint64 from;
  gint64 to;
} PasarEdit;

/**
 * PasarDoubtLimits:
 * @fall: a price may fall by so many percent
 * @rise: a price may rise by so many percent
 * @apart: a change of a price may be so many percentage points from those of its siblings, and from
 * those of all that is staged
 * @stock: fewer pieces than these may be ten times the old ones: small stocks are refilled so
 *
 * From where on values are doubted. Each has bounds, so that no check can be switched off.
 */
typedef struct
{
  guint fall;
  guint rise;
  guint apart;
  guint stock;
} PasarDoubtLimits;

/**
 * PasarStep:
 * @label: translated, e.g. "+10 % on 36 prices"
 * @edits: (element-type PasarEdit): what it came to
 * @id: its record in the log; 0: none
 *
 * An undo step: what one act of the seller did, in one go. It names each cell at most once.
 */
typedef struct
{
  char *label;
  GArray *edits;
  gint64 id;
} PasarStep;

PasarStep *pasar_step_new (const char *label, GArray *edits);
void pasar_step_free (PasarStep *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarStep, pasar_step_free)

G_END_DECLS
