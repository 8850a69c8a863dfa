/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/view/view.h"
#include "jobs/submit/boost.h"

G_BEGIN_DECLS

/**
 * PasarBoostCandidate:
 *
 * An item that the seller may want to boost.
 */
#define PASAR_TYPE_BOOST_CANDIDATE (pasar_boost_candidate_get_type ())
G_DECLARE_FINAL_TYPE (PasarBoostCandidate, pasar_boost_candidate, PASAR, BOOST_CANDIDATE, GObject)

PasarBoostCandidate *pasar_boost_candidate_new (PasarCatalogue *catalogue, gint64 item_id);
gint64 pasar_boost_candidate_get_item_id (PasarBoostCandidate *self);
const char *pasar_boost_candidate_get_name (PasarBoostCandidate *self);
char *pasar_boost_candidate_dup_facts (PasarBoostCandidate *self, gint64 boosted_at_secs);
char *pasar_boost_candidate_dup_obstacle (PasarBoostCandidate *self);
gboolean pasar_boost_candidate_is_ready (PasarCatalogue *catalogue, gint64 item_id);
char *pasar_boost_candidate_dup_outcome (const PasarJournalRow *outcome);

GListModel *pasar_boost_candidates_new_for_view (PasarView *view);

G_END_DECLS
