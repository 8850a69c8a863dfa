/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/pasar-plan.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PasarBoostRow:
 *
 * An item that may be boosted, as a row with a tick.
 *
 * Signal: `toggled` (gboolean) when the seller ticks or unticks it.
 */
#define PASAR_TYPE_BOOST_ROW (pasar_boost_row_get_type ())
G_DECLARE_FINAL_TYPE (PasarBoostRow, pasar_boost_row, PASAR, BOOST_ROW, GtkWidget)

GtkWidget *pasar_boost_row_new (void);
void pasar_boost_row_set_item (PasarBoostRow *self, const char *name, const char *detail);
void pasar_boost_row_set_ticked (PasarBoostRow *self, gboolean ticked, gboolean sensitive);
void pasar_boost_row_set_state (PasarBoostRow *self, PasarChangeState state, const char *text);

G_END_DECLS
