/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/table/catalogue.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PasarPastChart:
 * A price or a stock over time, with its name and its scale; what a chosen moment was stands in
 * place of the name.
 */
#define PASAR_TYPE_PAST_CHART (pasar_past_chart_get_type ())
G_DECLARE_FINAL_TYPE (PasarPastChart, pasar_past_chart, PASAR, PAST_CHART, GtkWidget)

GtkWidget *pasar_past_chart_new (PasarField field, GtkSizeGroup *scales);
void pasar_past_chart_show (PasarPastChart *self,
                            PasarCatalogue *catalogue,
                            GArray *points,
                            gint64 from_ms,
                            gint64 until_ms);

G_END_DECLS
