/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/catalogue.h"
#include "store/store.h"

G_BEGIN_DECLS

GBytes *pasar_outcome_apply (const PasarJournalCall *call,
                             PasarCatalogue *catalogue,
                             guint *n_edits,
                             gint64 *n_staged_more);

G_END_DECLS
