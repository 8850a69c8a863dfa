/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PasarSlot:
 * One place of the sheet.
 */
#define PASAR_TYPE_SLOT (pasar_slot_get_type ())
G_DECLARE_FINAL_TYPE (PasarSlot, pasar_slot, PASAR, SLOT, GObject)

guint pasar_slot_get_position (PasarSlot *self);

/**
 * PasarSlots:
 * What GTK shows and selects: the places of the sheet, not its rows. A place is always the same
 * thing, so that a sort moves nothing and a filter only takes places off the end; the cells read
 * anew which row is in their place. (GtkMultiSelection would hold an object for each selected row.)
 */
#define PASAR_TYPE_SLOTS (pasar_slots_get_type ())
G_DECLARE_FINAL_TYPE (PasarSlots, pasar_slots, PASAR, SLOTS, GObject)

PasarSlots *pasar_slots_new (guint n_slots);
void pasar_slots_resize (PasarSlots *self, guint n_slots);

G_END_DECLS
