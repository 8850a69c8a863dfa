/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/dialogs/slot-strip.h"
#include "app/pictures/loader.h"
#include "jobs/submit/boost.h"

G_BEGIN_DECLS

/**
 * PasarBoostList:
 *
 * The items that may go into the free slots: those that the seller selected, or what a search
 * finds; no more can be ticked than there are free slots.
 *
 * Signal: `ticked` when the seller ticks or unticks one.
 */
#define PASAR_TYPE_BOOST_LIST (pasar_boost_list_get_type ())
G_DECLARE_FINAL_TYPE (PasarBoostList, pasar_boost_list, PASAR, BOOST_LIST, GtkWidget)

void pasar_boost_list_fill (PasarBoostList *self,
                            PasarSession *session,
                            PasarPictureLoader *pictures,
                            PasarSlotStrip *slots,
                            const guint *rows,
                            guint n_rows,
                            gboolean are_chosen);
void pasar_boost_list_take_slots (PasarBoostList *self);
void pasar_boost_list_set_job (PasarBoostList *self, PasarBoostJob *job);
void pasar_boost_list_end_job (PasarBoostList *self, PasarSession *session);
void pasar_boost_list_update (PasarBoostList *self);
GArray *pasar_boost_list_get_ticked (PasarBoostList *self);
void pasar_boost_list_close_window (PasarBoostList *self);

G_END_DECLS
