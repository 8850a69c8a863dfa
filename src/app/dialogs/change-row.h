/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/submit/plan.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PasarChangeRow:
 *
 * One change as a row of a list: what it is about, old → new, percent, and what became of it; or an
 * item to boost, without the values.
 *
 * Signals: `toggled` (gboolean) when the seller ticks or unticks it, `show-in-sheet` when they ask
 * for the row in the sheet, `keep` when they discard it for the shop's value.
 */
#define PASAR_TYPE_CHANGE_ROW (pasar_change_row_get_type ())
G_DECLARE_FINAL_TYPE (PasarChangeRow, pasar_change_row, PASAR, CHANGE_ROW, GtkWidget)

GtkWidget *pasar_change_row_new (void);
void pasar_change_row_set_subject (PasarChangeRow *self, const char *name, const char *detail);
void pasar_change_row_set_picture (PasarChangeRow *self, GdkPaintable *picture);
void pasar_change_row_set_values (PasarChangeRow *self,
                                  PasarCatalogue *catalogue,
                                  PasarField field,
                                  gint64 old_value,
                                  gint64 new_value);
void pasar_change_row_set_show_field (PasarChangeRow *self, gboolean show);
void pasar_change_row_set_state (PasarChangeRow *self,
                                 PasarChangeState state,
                                 const char *reason,
                                 const char *advice);
void pasar_change_row_set_change (PasarChangeRow *self,
                                  const PasarChangeInfo *change,
                                  const char *reason);
void pasar_change_row_set_ticked (PasarChangeRow *self, gboolean ticked, gboolean sensitive);
void pasar_change_row_hide_tick (PasarChangeRow *self);
void pasar_change_row_set_tick_tooltip (PasarChangeRow *self, const char *tooltip);
void pasar_change_row_set_can_show (PasarChangeRow *self, gboolean can_show);
void pasar_change_row_set_can_keep (PasarChangeRow *self, gboolean can_keep);

G_END_DECLS
