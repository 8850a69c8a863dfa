/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/view/view.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PasarFilterBar:
 * The row of buttons that filter the sheet by state, each with its count, and the list of
 * statuses. Buttons can be joined: "Changed" and "Problems" shows rows that are both. Beside them
 * the conditions that were built.
 *
 * Signals: `conditions-changed` when these are others.
 */
#define PASAR_TYPE_FILTER_BAR (pasar_filter_bar_get_type ())
G_DECLARE_FINAL_TYPE (PasarFilterBar, pasar_filter_bar, PASAR, FILTER_BAR, GtkWidget)

void pasar_filter_bar_set_view (PasarFilterBar *self, PasarView *view);
void pasar_filter_bar_update (PasarFilterBar *self);
char *pasar_filter_bar_dup_count (PasarCount count);
PasarCondition *pasar_filter_bar_dup_condition (PasarFilterBar *self);
void pasar_filter_bar_clear (PasarFilterBar *self);

G_END_DECLS
