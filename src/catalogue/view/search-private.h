/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/table/catalogue-private.h"

G_BEGIN_DECLS

char *pasar_search_fold (const char *text, gssize length);
/* Whether the name, SKU, barcode or id of an item has a folded word; is_number: the word is all
 * digits. */
gboolean pasar_search_item_has_word (PasarCatalogue *self,
                                     guint32 item,
                                     const char *word,
                                     gboolean is_number);
/* The same of the variation, SKU, barcode or id of a model. */
gboolean
pasar_search_model_has_word (PasarCatalogue *self, guint row, const char *word, gboolean is_number);
/* A text as it is searched; it need not end with a NUL. */
typedef struct
{
  const char *text;
  gsize length;
} PasarFolded;

/* The name or the SKU of an item. */
PasarFolded pasar_search_get_item_text (PasarCatalogue *self, guint32 item, PasarColumn column);
/* The variation or the SKU of a model. */
PasarFolded pasar_search_get_model_text (PasarCatalogue *self, guint row, PasarColumn column);
/* A text of a local column, as the catalogue has it. */
PasarFolded pasar_search_get_local_text (PasarCatalogue *self, const char *text);

G_END_DECLS
