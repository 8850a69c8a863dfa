/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/edits/private.h"

G_BEGIN_DECLS

/* What prices are to become together, by row: each is checked with the others being so. Neither
 * rows nor what is staged may change meanwhile. */
typedef struct _PasarPricePlan PasarPricePlan;

PasarPricePlan *pasar_price_plan_new (PasarCatalogue *catalogue);
void pasar_price_plan_free (PasarPricePlan *self);
void pasar_price_plan_set (PasarPricePlan *self, guint row, gint64 to);
/* Once all are set: the rule that a price that was set breaks. */
PasarRule pasar_price_plan_check (PasarPricePlan *self, guint row);

G_END_DECLS
