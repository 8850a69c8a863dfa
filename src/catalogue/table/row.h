/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/table/catalogue.h"

G_BEGIN_DECLS

guint pasar_catalogue_get_n_rows (PasarCatalogue *self);
guint pasar_catalogue_get_n_items (PasarCatalogue *self);
guint pasar_catalogue_get_n_models (PasarCatalogue *self);
guint pasar_catalogue_find (PasarCatalogue *self, gint64 item_id, gint64 model_id);
gboolean pasar_catalogue_row_is_alive (PasarCatalogue *self, guint row);
gboolean pasar_catalogue_row_is_header (PasarCatalogue *self, guint row);
gboolean pasar_catalogue_row_is_model (PasarCatalogue *self, guint row);
PasarRowKey pasar_catalogue_row_get_key (PasarCatalogue *self, guint row);
guint pasar_catalogue_row_get_item_row (PasarCatalogue *self, guint row);
guint pasar_catalogue_row_get_models (PasarCatalogue *self, guint row, guint *first);
const char *pasar_catalogue_row_get_name (PasarCatalogue *self, guint row);
const char *pasar_catalogue_row_get_variation (PasarCatalogue *self, guint row);
const char *pasar_catalogue_row_get_sku (PasarCatalogue *self, guint row);
PasarStatus pasar_catalogue_row_get_status (PasarCatalogue *self, guint row);
gboolean pasar_catalogue_row_is_unavailable (PasarCatalogue *self, guint row);
gboolean pasar_catalogue_row_is_kit (PasarCatalogue *self, guint row);
PasarPromotionState pasar_catalogue_row_get_promotion (PasarCatalogue *self, guint row);
gint64 pasar_catalogue_row_get_update_time (PasarCatalogue *self, guint row);
gint64 pasar_catalogue_row_get_current_price (PasarCatalogue *self, guint row);
gint64 pasar_catalogue_row_get_reserved (PasarCatalogue *self, guint row);
gint64 pasar_catalogue_row_get_shopee_stock (PasarCatalogue *self, guint row);
gint64 pasar_catalogue_row_get_value (PasarCatalogue *self, guint row, PasarField field);
gint64 pasar_catalogue_row_get_price_max (PasarCatalogue *self, guint row);
gint64 pasar_catalogue_row_get_staged (PasarCatalogue *self, guint row, PasarField field);
gint64 pasar_catalogue_row_get_effective_price_max (PasarCatalogue *self, guint row);
gint64 pasar_catalogue_row_get_effective (PasarCatalogue *self, guint row, PasarField field);
gboolean pasar_catalogue_row_is_gone (PasarCatalogue *self, guint row);
guint pasar_catalogue_row_get_locations (PasarCatalogue *self,
                                         guint row,
                                         PasarLocationStock *out,
                                         guint n_out);
guint pasar_catalogue_row_spread_stock (PasarCatalogue *self,
                                        guint row,
                                        gint64 total,
                                        PasarLocationStock *out,
                                        guint n_out);
GBytes *pasar_catalogue_pack_item (PasarCatalogue *self, gint64 item_id);

G_END_DECLS
