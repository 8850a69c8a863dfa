/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/sheet/sheet.h"

G_BEGIN_DECLS

/**
 * PasarFindBar:
 * Finds a text in the cells of a sheet without hiding the others, and replaces it. Steps go on with
 * what was looked for last when the bar is closed.
 */
#define PASAR_TYPE_FIND_BAR (pasar_find_bar_get_type ())
G_DECLARE_FINAL_TYPE (PasarFindBar, pasar_find_bar, PASAR, FIND_BAR, GtkWidget)

GtkWidget *pasar_find_bar_new (PasarSheet *sheet);
void pasar_find_bar_open (PasarFindBar *self, gboolean replaces);
void pasar_find_bar_close (PasarFindBar *self);
void pasar_find_bar_step (PasarFindBar *self, gboolean backwards);

G_END_DECLS
