/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/catalogue.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PasarConditionBuilder:
 * Makes a condition of a column, a comparison and a value, without anything to learn. States and
 * the ratio of prices are chosen like columns.
 *
 * Signals: `built` (`gpointer`: a #PasarCondition, the caller's to ref) when it is added.
 */
#define PASAR_TYPE_CONDITION_BUILDER (pasar_condition_builder_get_type ())
G_DECLARE_FINAL_TYPE (PasarConditionBuilder,
                      pasar_condition_builder,
                      PASAR,
                      CONDITION_BUILDER,
                      GtkPopover)

GtkWidget *pasar_condition_builder_new (void);
void pasar_condition_builder_set_catalogue (PasarConditionBuilder *self, PasarCatalogue *catalogue);

G_END_DECLS
