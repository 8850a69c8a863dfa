/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/session/session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PasarSlotStrip:
 *
 * The boost slots of a shop as cards: what is in each and how long, counted down every second.
 *
 * Signal: `freed` when the time of a slot is over.
 */
#define PASAR_TYPE_SLOT_STRIP (pasar_slot_strip_get_type ())
G_DECLARE_FINAL_TYPE (PasarSlotStrip, pasar_slot_strip, PASAR, SLOT_STRIP, GtkWidget)

void pasar_slot_strip_set_slots (PasarSlotStrip *self, PasarCatalogue *catalogue, GArray *slots);
gboolean pasar_slot_strip_get_is_known (PasarSlotStrip *self);
guint pasar_slot_strip_get_n_free (PasarSlotStrip *self);
gint64 pasar_slot_strip_get_free_at (PasarSlotStrip *self, gint64 item_id);

G_END_DECLS
