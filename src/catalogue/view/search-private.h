/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/table/catalogue-private.h"

G_BEGIN_DECLS

char *pasar_search_fold (const char *text, gssize length);
/* Whether the name, SKU or id of an item has a folded word; is_number: the word is all digits. */
gboolean pasar_search_item_has_word (PasarCatalogue *self,
                                     guint32 item,
                                     const char *word,
                                     gboolean is_number);
/* The same of the variation, SKU or id of a model. */
gboolean
pasar_search_model_has_word (PasarCatalogue *self, guint row, const char *word, gboolean is_number);

G_END_DECLS
