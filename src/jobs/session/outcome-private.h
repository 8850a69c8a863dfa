/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/catalogue.h"
#include "store/store.h"

G_BEGIN_DECLS

GBytes *pasar_outcome_apply (const PasarJournalCall *call,
                             PasarCatalogue *catalogue,
                             guint *n_edits,
                             gint64 *n_staged_more);

gboolean pasar_outcome_is_split (const GArray *locations,
                                 gboolean is_new,
                                 PasarCatalogue *catalogue,
                                 PasarRowKey key);
gboolean pasar_outcome_is_at_shop (const PasarJournalRow *row,
                                   PasarField field,
                                   gboolean is_new,
                                   PasarCatalogue *catalogue);
gboolean
pasar_outcome_is_staged (const PasarJournalRow *row, PasarField field, PasarCatalogue *catalogue);

G_END_DECLS
