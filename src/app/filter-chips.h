/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/view/view.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PasarFilterChips:
 * The conditions that were built with the button that adds them, as chips: all of them must hold,
 * or any of them.
 *
 * Signals: `changed` when they are others.
 */
#define PASAR_TYPE_FILTER_CHIPS (pasar_filter_chips_get_type ())
G_DECLARE_FINAL_TYPE (PasarFilterChips, pasar_filter_chips, PASAR, FILTER_CHIPS, GtkWidget)

GtkWidget *pasar_filter_chips_new (void);
void pasar_filter_chips_set_catalogue (PasarFilterChips *self, PasarCatalogue *catalogue);
char **pasar_filter_chips_dup_kept (PasarFilterChips *self, gboolean *is_any);
void
pasar_filter_chips_set_kept (PasarFilterChips *self, const char *const *texts, gboolean is_any);
PasarCondition *pasar_filter_chips_dup_condition (PasarFilterChips *self);
void pasar_filter_chips_clear (PasarFilterChips *self);

G_END_DECLS
