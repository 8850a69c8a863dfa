/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/session/session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PasarReviewLink:
 *
 * Says above a review why nothing can be sent to the shop, and offers what mends it.
 *
 * Signals: `changed` when the shop can be reached, or cannot, other than before.
 */
#define PASAR_TYPE_REVIEW_LINK (pasar_review_link_get_type ())
G_DECLARE_FINAL_TYPE (PasarReviewLink, pasar_review_link, PASAR, REVIEW_LINK, GtkWidget)

void pasar_review_link_set_session (PasarReviewLink *self, PasarSession *session);
gboolean pasar_review_link_get_is_usable (PasarReviewLink *self);
void pasar_review_link_hush (PasarReviewLink *self);

G_END_DECLS
