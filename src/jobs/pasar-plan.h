/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/pasar-catalogue.h"

G_BEGIN_DECLS

/**
 * PasarWarnings:
 * Why a change deserves a second look before it is sent. Bits of one change.
 */
typedef enum
{
  PASAR_WARNING_NONE = 0,
  PASAR_WARNING_TEN_TIMES = 1 << 0,     /* 8–12 times or 1/12–1/8 of the old value: must be confirmed */
  PASAR_WARNING_HUNDRED_TIMES = 1 << 1, /* 80–120 times or the inverse; also anything beyond: must be confirmed */
  PASAR_WARNING_BIG_DROP = 1 << 2,      /* price falls by 30 % or more */
  PASAR_WARNING_BIG_RISE = 1 << 3,      /* price rises by 50 % or more */
  PASAR_WARNING_OUT_OF_STOCK = 1 << 4,  /* stock becomes 0 */
  PASAR_WARNING_EQUALS_STOCK = 1 << 5,  /* the new price's digits equal the row's stock, or the new stock its price: wrong column? */
  PASAR_WARNING_CHANGED_SINCE = 1 << 6, /* the shop's value changed after the edit was staged */
} PasarWarnings;
#define PASAR_WARNINGS_TO_CONFIRM (PASAR_WARNING_TEN_TIMES | PASAR_WARNING_HUNDRED_TIMES)

/* Translated heading of one warning for n changes, e.g. "3 prices change about tenfold". (transfer full) */
char *pasar_warning_dup_heading (PasarWarnings warning, guint n);

typedef enum
{
  PASAR_CHANGE_READY,   /* will be sent */
  PASAR_CHANGE_HELD,    /* breaks a rule: not sent, stays staged; reason says which */
  PASAR_CHANGE_SENDING,
  PASAR_CHANGE_DONE,
  PASAR_CHANGE_REFUSED, /* reason and advice say why and what to do; stays staged */
  PASAR_CHANGE_UNKNOWN, /* sent, no answer: settled by reading the shop again */
  PASAR_CHANGE_SKIPPED, /* cancelled before it was sent; stays staged */
} PasarChangeState;

/**
 * PasarChange:
 * One changed cell of a plan. Properties `state`, `reason`, `advice` notify when the outcome arrives.
 */
#define PASAR_TYPE_CHANGE (pasar_change_get_type ())
G_DECLARE_FINAL_TYPE (PasarChange, pasar_change, PASAR, CHANGE, GObject)
PasarRowKey pasar_change_get_key (PasarChange *self);
PasarField pasar_change_get_field (PasarChange *self);
gint64 pasar_change_get_old_value (PasarChange *self);
gint64 pasar_change_get_new_value (PasarChange *self);
const char *pasar_change_get_name (PasarChange *self);
const char *pasar_change_get_variation (PasarChange *self);
const char *pasar_change_get_sku (PasarChange *self);
double pasar_change_get_percent (PasarChange *self); /* for display; NAN when old is 0 or unknown */
PasarWarnings pasar_change_get_warnings (PasarChange *self);
PasarChangeState pasar_change_get_state (PasarChange *self);
const char *pasar_change_get_reason (PasarChange *self); /* (nullable) */
const char *pasar_change_get_advice (PasarChange *self); /* (nullable) */

/**
 * PasarPlan:
 * What a submission will send, fixed when it is made: a GListModel of PasarChange in item order, held ones included. Later edits do not change it.
 */
#define PASAR_TYPE_PLAN (pasar_plan_get_type ())
G_DECLARE_FINAL_TYPE (PasarPlan, pasar_plan, PASAR, PLAN, GObject)
PasarPlan *pasar_plan_new (PasarCatalogue *catalogue); /* everything staged */
PasarCatalogue *pasar_plan_get_catalogue (PasarPlan *self);
guint pasar_plan_count_state (PasarPlan *self, PasarChangeState state);
guint pasar_plan_count_warning (PasarPlan *self, PasarWarnings warning); /* among READY ones */
/* Whether every change that needs it was confirmed. */
gboolean pasar_plan_get_needs_confirmation (PasarPlan *self);
void pasar_plan_set_confirmed (PasarPlan *self, gboolean confirmed);
/* Leaves a change out of this submission (READY <-> SKIPPED), before it runs. */
void pasar_plan_set_included (PasarPlan *self, PasarChange *change, gboolean included);
/* For the submit job. */
void pasar_plan_set_outcome (PasarPlan *self, PasarChange *change, PasarChangeState state, const char *reason, const char *advice);

G_END_DECLS
