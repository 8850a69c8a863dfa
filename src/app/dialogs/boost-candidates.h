/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/dialogs/boost-candidate.h"

G_BEGIN_DECLS

/**
 * PasarBoostCandidates:
 *
 * The items of some rows as a list of [class@BoostCandidate], which are made when they are asked
 * for.
 */
#define PASAR_TYPE_BOOST_CANDIDATES (pasar_boost_candidates_get_type ())
G_DECLARE_FINAL_TYPE (PasarBoostCandidates,
                      pasar_boost_candidates,
                      PASAR,
                      BOOST_CANDIDATES,
                      GObject)

PasarBoostCandidates *
pasar_boost_candidates_new (PasarCatalogue *catalogue, const guint *rows, guint n_rows);
const gint64 *pasar_boost_candidates_get_item_ids (PasarBoostCandidates *self, guint *n);

G_END_DECLS
