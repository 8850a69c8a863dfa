/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/views.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PasarViewForm:
 * Asks for the name of a view, and of a new one whether it is for all shops.
 *
 * Signals: `answered` (name, whether for all shops).
 */
#define PASAR_TYPE_VIEW_FORM (pasar_view_form_get_type ())
G_DECLARE_FINAL_TYPE (PasarViewForm, pasar_view_form, PASAR, VIEW_FORM, GtkPopover)

GtkWidget *pasar_view_form_new (void);
void pasar_view_form_open (PasarViewForm *self, PasarViews *views, const char *name);

G_END_DECLS
