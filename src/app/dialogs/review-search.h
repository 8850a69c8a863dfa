/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/catalogue.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PasarReviewSearch:
 *
 * Searches a review for what is typed: words and conditions, as the sheet does.
 *
 * Signals: `changed` when other rows are found.
 */
#define PASAR_TYPE_REVIEW_SEARCH (pasar_review_search_get_type ())
G_DECLARE_FINAL_TYPE (PasarReviewSearch, pasar_review_search, PASAR, REVIEW_SEARCH, GtkWidget)

GtkWidget *pasar_review_search_new (void);
void pasar_review_search_set_catalogue (PasarReviewSearch *self, PasarCatalogue *catalogue);
gboolean pasar_review_search_get_is_active (PasarReviewSearch *self);
gboolean pasar_review_search_finds (PasarReviewSearch *self, PasarRowKey key);

G_END_DECLS
