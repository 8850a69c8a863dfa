/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/catalogue.h"
#include "shopee/types.h"

G_BEGIN_DECLS

/**
 * PasarConverter:
 * @record: the last item, its strings borrowed from the answer
 * @models: (element-type PasarModelRecord): the models of the last answer
 * @locations: (element-type PasarLocationStock): their stock by location
 * @known: of an answer with holes: the item as it was
 * @packed: (nullable): what @known points to
 *
 * Turns answers of the server into records of the catalogue; reused from
 * answer to answer. Zero it first, clear it last.
 */
typedef struct
{
  PasarItemRecord record;
  GArray *models;
  GArray *locations;
  PasarUnpackedRecord known;
  GBytes *packed;
} PasarConverter;

void pasar_converter_clear (PasarConverter *self);
const PasarItemRecord *pasar_converter_read_item (PasarConverter *self,
                                                  const PasarItemInfo *info,
                                                  guint position,
                                                  PasarCatalogue *known);
const PasarModelRecord *pasar_converter_read_models (PasarConverter *self,
                                                     const PasarModelList *list,
                                                     PasarCatalogue *known,
                                                     guint *n_models);
gboolean pasar_convert_is_hollow (PasarCatalogue *known, const PasarItemInfo *info);
gboolean
pasar_convert_promotions (PasarCatalogue *catalogue, gint64 item_id, const GPtrArray *promotions);

G_END_DECLS
