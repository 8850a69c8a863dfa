/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/catalogue.h"
#include "store/store.h"

G_BEGIN_DECLS

/**
 * PasarWarnings:
 * @PASAR_WARNING_NONE: nothing
 * @PASAR_WARNING_TEN_TIMES: about ten times the old value or a tenth of it (8 to
 *   12 times, or the inverse): must be confirmed
 * @PASAR_WARNING_HUNDRED_TIMES: further off than that: must be confirmed
 * @PASAR_WARNING_BIG_DROP: the price falls by 30 % or more
 * @PASAR_WARNING_BIG_RISE: the price rises by 50 % or more
 * @PASAR_WARNING_OUT_OF_STOCK: the stock becomes 0
 * @PASAR_WARNING_EQUALS_STOCK: the new price reads like the row's stock, or the
 *   new stock like its price: the wrong column?
 * @PASAR_WARNING_CHANGED_SINCE: the shop's value changed after the edit was staged: must be
 *   confirmed
 *
 * Why a change deserves a second look before it is sent. Bits of one change.
 *
 * The first two are about prices, and about stock that grows to 100 pieces or
 * more: small stocks are refilled tenfold every day.
 */
typedef enum
{
  PASAR_WARNING_NONE = 0,
  PASAR_WARNING_TEN_TIMES = 1 << 0,
  PASAR_WARNING_HUNDRED_TIMES = 1 << 1,
  PASAR_WARNING_BIG_DROP = 1 << 2,
  PASAR_WARNING_BIG_RISE = 1 << 3,
  PASAR_WARNING_OUT_OF_STOCK = 1 << 4,
  PASAR_WARNING_EQUALS_STOCK = 1 << 5,
  PASAR_WARNING_CHANGED_SINCE = 1 << 6,
} PasarWarnings;

/**
 * PASAR_WARNINGS_TO_CONFIRM:
 *
 * The warnings that hold a change back until the seller has confirmed it.
 */
#define PASAR_WARNINGS_TO_CONFIRM                                                                  \
  (PASAR_WARNING_TEN_TIMES | PASAR_WARNING_HUNDRED_TIMES | PASAR_WARNING_CHANGED_SINCE)

char *pasar_warning_dup_heading (PasarWarnings warning, guint n);

/**
 * PasarChange:
 *
 * One changed cell of a plan; its properties notify when the outcome arrives.
 */
#define PASAR_TYPE_CHANGE (pasar_change_get_type ())
G_DECLARE_FINAL_TYPE (PasarChange, pasar_change, PASAR, CHANGE, GObject)

PasarRowKey pasar_change_get_key (PasarChange *self);
PasarField pasar_change_get_field (PasarChange *self);
gint64 pasar_change_get_base (PasarChange *self);
gint64 pasar_change_get_old_value (PasarChange *self);
gint64 pasar_change_get_new_value (PasarChange *self);
const char *pasar_change_get_name (PasarChange *self);
const char *pasar_change_get_variation (PasarChange *self);
const char *pasar_change_get_sku (PasarChange *self);
PasarWarnings pasar_change_get_warnings (PasarChange *self);
PasarChangeState pasar_change_get_state (PasarChange *self);
const char *pasar_change_get_reason (PasarChange *self);
const char *pasar_change_get_advice (PasarChange *self);

/**
 * PasarPlan:
 *
 * What a submission will send, fixed when it is made: a GListModel of
 * [class@Change] in item order, held ones included. Later edits do not change
 * it. The change objects are made when they are asked for.
 */
#define PASAR_TYPE_PLAN (pasar_plan_get_type ())
G_DECLARE_FINAL_TYPE (PasarPlan, pasar_plan, PASAR, PLAN, GObject)

PasarPlan *pasar_plan_new (PasarCatalogue *catalogue);
PasarCatalogue *pasar_plan_get_catalogue (PasarPlan *self);
guint pasar_plan_get_n_rows (PasarPlan *self);
guint pasar_plan_get_n_shop_items (PasarPlan *self);
guint pasar_plan_count_state (PasarPlan *self, PasarChangeState state);
guint pasar_plan_count_warning (PasarPlan *self, PasarWarnings warning);
gboolean pasar_plan_get_needs_confirmation (PasarPlan *self);
void pasar_plan_set_confirmed (PasarPlan *self, gboolean confirmed);
guint pasar_plan_count_moved (PasarPlan *self);
void pasar_plan_keep_shop_value (PasarPlan *self, PasarChange *change);
gboolean pasar_plan_correct (PasarPlan *self);
char *pasar_plan_dup_summary (PasarPlan *self);
void pasar_plan_set_included (PasarPlan *self, PasarChange *change, gboolean included);

G_END_DECLS
