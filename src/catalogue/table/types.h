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
 * @PASAR_FIELD_STOCK: the seller's stock, in pieces
 *
 * The two values that a seller edits.
 */
typedef enum
{
  PASAR_FIELD_PRICE,
  PASAR_FIELD_STOCK,
} PasarField;
#define PASAR_N_FIELDS 2

/**
 * PasarRule:
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
  PASAR_RULE_PRICE_WHOLESALE_SAME,
  PASAR_RULE_PRICE_PROMOTION,
  PASAR_RULE_STOCK_NEGATIVE,
  PASAR_RULE_STOCK_BELOW_MIN,
  PASAR_RULE_STOCK_ABOVE_MAX,
  PASAR_RULE_STOCK_RESERVED,
  PASAR_RULE_STOCK_PROMOTION,
  PASAR_RULE_KIT,
  PASAR_RULE_STATUS,
  PASAR_RULE_REGION, /* the decimals of its prices are not known: nothing can be changed */
  PASAR_RULE_GONE,   /* the item or model no longer exists in the shop */
} PasarRule;

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

/**
 * PasarEdit:
 * @key: the row
 * @field: which of its values
 * @from: staged before; %PASAR_NO_VALUE: nothing
 * @to: staged after; %PASAR_NO_VALUE: nothing
 *
 * One staged change.
 */
typedef struct
{
  PasarRowKey key;
  PasarField field;
  gint64 from;
  gint64 to;
} PasarEdit;

/**
 * PasarStep:
 * An undo step: what one act of the seller did, in one go. It names each cell at most once.
 */
typedef struct
{
  char *label;   /* translated, e.g. "+10 % on 36 prices" */
  GArray *edits; /* PasarEdit */
  gint64 id;     /* where it is kept; 0: nowhere */
} PasarStep;
/* How many steps can be undone, and how many edits they have together. */
#define PASAR_STEPS_MAX       500
#define PASAR_STEPS_EDITS_MAX 1000000
PasarStep *pasar_step_new (const char *label, GArray *edits);
void pasar_step_free (PasarStep *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarStep, pasar_step_free)

G_END_DECLS
