/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/view/condition.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PasarFilterChip:
 * A condition as a chip that says it in words. It can be edited as a text, made its opposite, and
 * given another one that is enough, too.
 *
 * Signals: `changed` when the condition is another one; `closed` when it is to go away.
 */
#define PASAR_TYPE_FILTER_CHIP (pasar_filter_chip_get_type ())
G_DECLARE_FINAL_TYPE (PasarFilterChip, pasar_filter_chip, PASAR, FILTER_CHIP, GtkWidget)

GtkWidget *pasar_filter_chip_new (PasarCatalogue *catalogue, PasarCondition *condition);
PasarCondition *pasar_filter_chip_get_condition (PasarFilterChip *self);

G_END_DECLS
