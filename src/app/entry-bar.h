/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/sheet/sheet.h"

G_BEGIN_DECLS

/**
 * PasarEntryBar:
 * Changes many values at once by an expression: shows itself beside a sheet when several cells of a
 * price or a stock are selected, and what the expression would make of them while it is typed. It
 * never takes the keyboard by itself.
 */
#define PASAR_TYPE_ENTRY_BAR (pasar_entry_bar_get_type ())
G_DECLARE_FINAL_TYPE (PasarEntryBar, pasar_entry_bar, PASAR, ENTRY_BAR, GtkWidget)

GtkWidget *pasar_entry_bar_new (PasarSheet *sheet);
gboolean pasar_entry_bar_take_keys (PasarEntryBar *self);

G_END_DECLS
