/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/view/facts.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PasarFactList:
 * Facts below one another: what it is, what is so, and why another value would be refused. Its
 * labels are used again, so that it can be filled at each frame.
 */
#define PASAR_TYPE_FACT_LIST (pasar_fact_list_get_type ())
G_DECLARE_FINAL_TYPE (PasarFactList, pasar_fact_list, PASAR, FACT_LIST, GtkWidget)

GtkWidget *pasar_fact_list_new (void);
void pasar_fact_list_fill (PasarFactList *self, GPtrArray *facts, PasarCatalogue *catalogue);

G_END_DECLS
