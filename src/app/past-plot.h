/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/past.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PasarPastPlot:
 * The line of a value over time. A promotion is shaded, with the price without it as a thinner
 * line, and what was submitted from here is a dot. A moment is pointed at, or chosen by the arrow
 * keys.
 *
 * Signals: `chosen` when another moment is, or none.
 */
#define PASAR_TYPE_PAST_PLOT (pasar_past_plot_get_type ())
G_DECLARE_FINAL_TYPE (PasarPastPlot, pasar_past_plot, PASAR, PAST_PLOT, GtkWidget)

GtkWidget *pasar_past_plot_new (void);
void
pasar_past_plot_set_points (PasarPastPlot *self, GArray *points, gint64 from_ms, gint64 until_ms);
const PasarPastPoint *pasar_past_plot_get_chosen (PasarPastPlot *self);

G_END_DECLS
