/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/table/catalogue.h"

G_BEGIN_DECLS

/**
 * PasarRowValue:
 * @value: at the shop; of a header the lowest price, or the sum of the stock, of its models
 * @value_max: at the shop; of a header the highest one of its models
 * @staged: what is staged; of a header, when something is staged on any of its models, what they
 * come to: the lowest price or the sum of the stock of all; %PASAR_NO_VALUE when nothing is staged
 * @effective: @staged, where nothing is staged @value; so for each model of a header
 * @effective_max: of a header the highest one of its models
 * @base: of a plain item or a model: what the shop had when the value was staged; %PASAR_NO_VALUE
 * when that is not known or nothing is staged
 * @problem: the rule that the staged value breaks; of a header the first one of its models
 * @refusal: (nullable): what the shop answered to it; of a header the first one of its models;
 * valid until the next change
 *
 * A price (minor units) or a stock (pieces) of a row; %PASAR_NO_VALUE where it is not known.
 */
typedef struct
{
  gint64 value;
  gint64 value_max;
  gint64 staged;
  gint64 effective;
  gint64 effective_max;
  gint64 base;
  PasarRule problem;
  const char *refusal;
} PasarRowValue;

/**
 * PasarRowInfo:
 * @key: who the row is
 * @is_alive: whether the row is part of the catalogue
 * @is_header: an item with models
 * @is_model: a model
 * @is_gone: the shop does not have it any more; it is here only as something is staged on it
 * @is_unavailable: a model that is not sold (MODEL_UNAVAILABLE)
 * @is_kit: the item is a set of other items
 * @item_row: of a model the row of its item, else the row itself
 * @first_edited: the first row that an edit of it means: of a header its first model, gone ones
 * with something staged included, else the row itself
 * @n_edited: how many these are: they follow one another; 0 for a header without models
 * @name: of the item
 * @variation: the name of a model; empty for other rows
 * @sku: the seller's code of the model or item
 * @status: of the item
 * @promotion: whether one runs or is planned; of a header the strongest of its models
 * @update_time: when the item was changed at the shop, in seconds of Unix time; writes of price and
 * stock do not move it
 * @current_price: what buyers pay now, in minor units; of a header the lowest of its models
 * @reserved: pieces that promotions have reserved; of a header the sum of its models
 * @shopee_stock: pieces in Shopee's warehouses, which nobody can write; of a header the sum
 * @cost: what the seller pays for it, in minor units; of a header the lowest of its models
 * @floor: the least that the seller takes for it, in minor units; of a header the lowest
 * @values: by #PasarField
 *
 * What is known of a row. Its texts are the catalogue's and valid until `rows-changed`.
 */
typedef struct
{
  PasarRowKey key;
  gboolean is_alive;
  gboolean is_header;
  gboolean is_model;
  gboolean is_gone;
  gboolean is_unavailable;
  gboolean is_kit;
  guint item_row;
  guint first_edited;
  guint n_edited;
  const char *name;
  const char *variation;
  const char *sku;
  PasarStatus status;
  PasarPromotionState promotion;
  gint64 update_time;
  gint64 current_price;
  gint64 reserved;
  gint64 shopee_stock;
  gint64 cost;
  gint64 floor;
  PasarRowValue values[PASAR_N_FIELDS];
} PasarRowInfo;

/**
 * PasarRowCodes:
 * @key: who the row is
 * @is_header: an item with models
 * @sku: the seller's code of the model or item; empty where there is none
 *
 * What a row can be known by.
 */
typedef struct
{
  PasarRowKey key;
  gboolean is_header;
  const char *sku;
} PasarRowCodes;

guint pasar_catalogue_get_n_rows (PasarCatalogue *self);
guint pasar_catalogue_get_n_items (PasarCatalogue *self);
guint pasar_catalogue_find (PasarCatalogue *self, gint64 item_id, gint64 model_id);
guint pasar_catalogue_find_again (PasarCatalogue *self, PasarRowKey key, guint row);
PasarRowKey pasar_catalogue_row_get_key (PasarCatalogue *self, guint row);
gboolean pasar_catalogue_row_is_gone (PasarCatalogue *self, guint row);
PasarRowInfo pasar_catalogue_read_row (PasarCatalogue *self, guint row);
gboolean pasar_catalogue_read_codes (PasarCatalogue *self, guint row, PasarRowCodes *out);
char *pasar_catalogue_row_dup_picture (PasarCatalogue *self, guint row);
PasarRowValue pasar_catalogue_read_field (PasarCatalogue *self, guint row, PasarField field);
guint pasar_catalogue_row_get_locations (PasarCatalogue *self,
                                         guint row,
                                         PasarLocationStock *out,
                                         guint n_out);
guint pasar_catalogue_row_spread_stock (PasarCatalogue *self,
                                        guint row,
                                        gint64 total,
                                        PasarLocationStock *out,
                                        guint n_out);
guint pasar_catalogue_row_get_staged_locations (PasarCatalogue *self,
                                                guint row,
                                                PasarLocationStock *out,
                                                guint n_out);
GBytes *pasar_catalogue_pack_item (PasarCatalogue *self, gint64 item_id);

G_END_DECLS
