/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/view/saved-view.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PasarFilterBar:
 * What the sheet is filtered by, but for the search: the conditions that were built, and the list
 * of statuses. The tabs of the views stand before it.
 *
 * Signals: `changed` when the filters are others.
 */
#define PASAR_TYPE_FILTER_BAR (pasar_filter_bar_get_type ())
G_DECLARE_FINAL_TYPE (PasarFilterBar, pasar_filter_bar, PASAR, FILTER_BAR, GtkWidget)

void pasar_filter_bar_set_view (PasarFilterBar *self, PasarView *view);
void pasar_filter_bar_prepend (PasarFilterBar *self, GtkWidget *widget);
char *pasar_filter_bar_dup_count (PasarCount count);
PasarCondition *pasar_filter_bar_dup_condition (PasarFilterBar *self);
void pasar_filter_bar_save (PasarFilterBar *self, PasarSavedView *saved);
void pasar_filter_bar_restore (PasarFilterBar *self, const PasarSavedView *saved);
void pasar_filter_bar_clear (PasarFilterBar *self);

G_END_DECLS
