/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/catalogue.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PasarEntryMeaning:
 *
 * Asks whether pieces are meant for each row, for each of its locations, or for all rows together.
 * Emits “changed”.
 */
#define PASAR_TYPE_ENTRY_MEANING (pasar_entry_meaning_get_type ())
G_DECLARE_FINAL_TYPE (PasarEntryMeaning, pasar_entry_meaning, PASAR, ENTRY_MEANING, GtkWidget)

GtkWidget *pasar_entry_meaning_new (void);
void pasar_entry_meaning_offer_locations (PasarEntryMeaning *self, gboolean has_locations);
gboolean pasar_entry_meaning_get (PasarEntryMeaning *self, PasarCommandKind *kind);
void pasar_entry_meaning_clear (PasarEntryMeaning *self);

G_END_DECLS
