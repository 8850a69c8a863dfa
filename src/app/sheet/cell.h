/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/sheet/columns.h"
#include "app/sheet/sheet.h"

G_BEGIN_DECLS

/**
 * PasarCell:
 * One cell of the sheet: draws one line of text. It reads what it shows from the catalogue when
 * it is bound and when it is told to, and keeps no value of its own.
 */
#define PASAR_TYPE_CELL (pasar_cell_get_type ())
G_DECLARE_FINAL_TYPE (PasarCell, pasar_cell, PASAR, CELL, GtkWidget)

GtkWidget *pasar_cell_new (PasarSheet *sheet, PasarColumn column);
void pasar_cell_bind (PasarCell *self, PasarCatalogue *catalogue, guint position);
void pasar_cell_unbind (PasarCell *self);
void pasar_cell_read_place (PasarCell *self);
void pasar_cell_refresh (PasarCell *self);
gboolean pasar_cell_update_label (PasarCell *self);
void pasar_cell_set_cursor (PasarCell *self, gboolean is_cursor);
guint pasar_cell_get_position (PasarCell *self);
guint pasar_cell_get_row (PasarCell *self);
PasarRowKey pasar_cell_get_key (PasarCell *self);
PasarColumn pasar_cell_get_column (PasarCell *self);
const char *pasar_cell_get_text (PasarCell *self);
PasarCellFlags pasar_cell_get_flags (PasarCell *self);
gboolean pasar_cell_is_ellipsised (PasarCell *self);
char *pasar_cell_dup_tooltip (PasarCell *self);
gboolean pasar_cell_hits_arrow (PasarCell *self, double x);

G_END_DECLS
