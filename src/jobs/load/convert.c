/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/load/convert-private.h"

#include <string.h>

/* Where a row's promotion state comes from: has_promotion of an item was measured TRUE on items
 * without one (reference 3.2), so an item starts with what is known of it already; has_promotion of
 * a model is taken as a hint that it is under one now; get_item_promotion, once it was read, is the
 * truth. */

/**
 * pasar_converter_clear:
 * @self: a converter
 *
 * Frees what it holds.
 */
void
pasar_converter_clear (PasarConverter *self)
{
  g_clear_pointer (&self->models, g_array_unref);
  g_clear_pointer (&self->locations, g_array_unref);
  pasar_unpacked_record_clear (&self->known);
  g_clear_pointer (&self->packed, g_bytes_unref);
}

static void
reset (PasarConverter *self)
{
  if (self->models == NULL)
    {
      self->models = g_array_new (FALSE, TRUE, sizeof (PasarModelRecord));
      self->locations = g_array_new (FALSE, TRUE, sizeof (PasarLocationStock));
    }
  g_array_set_size (self->models, 0);
  g_array_set_size (self->locations, 0);
}

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

static void
add_location (PasarConverter *self, const char *location_id, gint64 stock)
{
  const PasarLocationStock location = { or_empty (location_id), stock };

  g_array_append_val (self->locations, location);
}

static gint64
sum_stock (const GPtrArray *locations)
{
  gint64 sum = 0;

  for (guint i = 0; i < locations->len; i++)
    {
      const PasarStockAtLocation *at = g_ptr_array_index (locations, i);

      sum += at->stock;
    }
  return sum;
}

/* The seller's stock is what can be edited (reference 4.2). Where the answer has only a summary,
 * the total is the seller's unless Shopee holds the goods. The record's locations are pointed to
 * once the array has stopped moving. */
static void
take_stock (PasarConverter *self,
            PasarModelRecord *record,
            gboolean has_stock,
            const PasarStockInfo *stock)
{
  const guint n_before = self->locations->len;

  if (!has_stock)
    return;
  record->reserved_stock = stock->total_reserved_stock;
  record->shopee_stock = sum_stock (stock->shopee_stock);
  for (guint i = 0; i < stock->seller_stock->len; i++)
    {
      const PasarStockAtLocation *at = g_ptr_array_index (stock->seller_stock, i);

      add_location (self, at->location_id, at->stock);
    }
  if (stock->seller_stock->len == 0)
    add_location (self, NULL, stock->shopee_stock->len == 0 ? stock->total_available_stock : 0);
  record->n_locations = self->locations->len - n_before;
}

static void
take_price (PasarModelRecord *record, gboolean has_price, const PasarPriceInfo *price)
{
  record->price = has_price ? price->original_price : PASAR_NO_VALUE;
  record->current_price = has_price ? price->current_price : PASAR_NO_VALUE;
}

static void
point_to_locations (PasarConverter *self)
{
  guint first = 0;

  for (guint i = 0; i < self->models->len; i++)
    {
      PasarModelRecord *record = &g_array_index (self->models, PasarModelRecord, i);

      record->locations = record->n_locations != 0
                              ? &g_array_index (self->locations, PasarLocationStock, first)
                              : NULL;
      first += record->n_locations;
    }
}

static void
take_known_promotion (PasarModelRecord *record, PasarCatalogue *known, gint64 item_id)
{
  const guint row = pasar_catalogue_find (known, item_id, record->model_id);

  record->promotion = pasar_catalogue_read_row (known, row).promotion;
  record->lock = pasar_catalogue_row_get_lock (known, row);
}

static void
take_wholesale (PasarItemRecord *record, const PasarItemInfo *info)
{
  record->wholesale_price = PASAR_NO_VALUE;
  for (guint i = 0; i < info->wholesales->len; i++)
    {
      const PasarWholesaleTier *tier = g_ptr_array_index (info->wholesales, i);

      if (tier->unit_price == PASAR_PRICE_NONE)
        continue;
      record->wholesale_price = MAX (record->wholesale_price, tier->unit_price);
      if (record->cheapest_wholesale == 0 || tier->unit_price < record->cheapest_wholesale)
        record->cheapest_wholesale = tier->unit_price;
    }
}

/**
 * pasar_converter_read_item:
 * @self: a converter
 * @info: an entry of get_item_base_info
 * @position: its place in the shop's list, from 1; 0 when it is not known
 * @known: the catalogue, for what is known of the item already
 *
 * Returns: (transfer none): the item as a record, valid until the next call and
 *   as long as @info; an item with models has none of them yet
 */
const PasarItemRecord *
pasar_converter_read_item (PasarConverter *self,
                           const PasarItemInfo *info,
                           guint position,
                           PasarCatalogue *known)
{
  reset (self);
  self->record = (PasarItemRecord){
    .item_id = info->item_id,
    .name = or_empty (info->item_name),
    .sku = or_empty (info->item_sku),
    .barcode = info->gtin_code,
    .picture = info->image_urls->len > 0 ? g_ptr_array_index (info->image_urls, 0) : NULL,
    .status = pasar_status_from_wire (info->item_status),
    .category_id = info->category_id,
    .update_time = info->update_time,
    .has_model = info->has_model,
    .is_kit = info->is_kit,
    .is_fulfilled_by_shopee = info->is_fulfilled_by_shopee,
    .position = position,
  };
  take_wholesale (&self->record, info);
  if (!info->has_model)
    {
      PasarModelRecord model = {
        .name = "",
        .sku = or_empty (info->item_sku),
      };

      take_known_promotion (&model, known, info->item_id);
      take_price (&model, info->has_price, &info->price);
      take_stock (self, &model, info->has_stock, &info->stock);
      g_array_append_val (self->models, model);
      point_to_locations (self);
      self->record.models = &g_array_index (self->models, PasarModelRecord, 0);
      self->record.n_models = 1;
    }
  return &self->record;
}

/**
 * pasar_convert_is_hollow:
 * @known: the catalogue
 * @info: an entry of get_item_base_info
 *
 * Returns: whether it has neither models nor values of its own, for an item that is known to have
 *   models: no answer to build rows on
 */
gboolean
pasar_convert_is_hollow (PasarCatalogue *known, const PasarItemInfo *info)
{
  const PasarRowInfo row =
      pasar_catalogue_read_row (known, pasar_catalogue_find (known, info->item_id, 0));

  return !info->has_model && !info->has_price && !info->has_stock && row.is_header
         && row.n_edited != 0;
}

static gboolean
has_model (const GArray *models, gint64 model_id)
{
  for (guint i = 0; i < models->len; i++)
    if (g_array_index (models, PasarModelRecord, i).model_id == model_id)
      return TRUE;
  return FALSE;
}

/* Of a model that could not be read even the id may be unknown: all that the answer does not name
 * stay as they are. */
static void
keep_known (PasarConverter *self, gint64 item_id, PasarCatalogue *known)
{
  const PasarItemRecord *record = &self->known.record;
  gsize size = 0;
  const guint8 *data;

  g_clear_pointer (&self->packed, g_bytes_unref);
  self->packed = pasar_catalogue_pack_item (known, item_id);
  if (self->packed == NULL)
    return;
  data = g_bytes_get_data (self->packed, &size);
  if (!pasar_unpacked_record_read (&self->known, data, size) || !record->has_model)
    return;
  for (guint i = 0; i < record->n_models; i++)
    {
      const PasarModelRecord *model = &record->models[i];

      if (model->is_gone || has_model (self->models, model->model_id))
        continue;
      g_array_append_val (self->models, *model);
      g_array_append_vals (self->locations, model->locations, model->n_locations);
    }
}

/**
 * pasar_converter_read_models:
 * @self: a converter
 * @list: an answer of get_model_list
 * @known: the catalogue, for what is known of the models already
 * @n_models: (out): how many there are
 *
 * When the answer has a model that could not be read, those that it does not name are as they are
 * known.
 *
 * Returns: (transfer none) (array length=n_models): the models as records, valid
 *   until the next call and as long as @list
 */
const PasarModelRecord *
pasar_converter_read_models (PasarConverter *self,
                             const PasarModelList *list,
                             PasarCatalogue *known,
                             guint *n_models)
{
  reset (self);
  for (guint i = 0; i < list->models->len; i++)
    {
      const PasarModelInfo *info = g_ptr_array_index (list->models, i);
      PasarModelRecord model = {
        .model_id = info->model_id,
        .name = or_empty (info->name),
        .sku = or_empty (info->model_sku),
        .barcode = info->gtin_code,
        .unavailable = g_strcmp0 (info->model_status, "MODEL_UNAVAILABLE") == 0,
      };

      take_known_promotion (&model, known, list->item_id);
      if (info->has_promotion)
        model.promotion = PASAR_PROMOTION_ONGOING;
      take_price (&model, info->has_price, &info->price);
      take_stock (self, &model, info->has_stock, &info->stock);
      g_array_append_val (self->models, model);
    }
  if (list->n_unreadable != 0)
    keep_known (self, list->item_id, known);
  point_to_locations (self);
  *n_models = self->models->len;
  return (const PasarModelRecord *) self->models->data;
}

/* Kinds that leave price and stock free (FAQ 140, reference 4.1). */
static gboolean
locks_values (const PasarPromotion *promotion)
{
  static const char *const free_kinds[] = { "wholesale", "purchase with purchase", "gift" };
  g_autofree char *kind = NULL;

  if (promotion->promotion_type == NULL)
    return TRUE;
  kind = g_ascii_strdown (promotion->promotion_type, -1);
  for (guint i = 0; i < G_N_ELEMENTS (free_kinds); i++)
    if (strstr (kind, free_kinds[i]) != NULL)
      return FALSE;
  return TRUE;
}

static gboolean
is_flash_sale (const PasarPromotion *promotion)
{
  g_autofree char *kind = g_ascii_strdown (or_empty (promotion->promotion_type), -1);

  return strstr (kind, "flash") != NULL;
}

/* Where no end is known it comes after all others. */
static gint64
get_end (const PasarPromotion *promotion)
{
  return promotion->end_time > 0 ? promotion->end_time : G_MAXINT64;
}

static PasarPromotionState
strongest_promotion (const GPtrArray *promotions,
                     gint64 item_id,
                     gint64 model_id,
                     PasarPromotionLock *lock)
{
  PasarPromotionState strongest = PASAR_PROMOTION_NONE;

  *lock = (PasarPromotionLock){ "", 0, 0 };
  for (guint i = 0; i < promotions->len; i++)
    {
      const PasarPromotion *promotion = g_ptr_array_index (promotions, i);
      const PasarPromotionState state =
          promotion->is_ongoing ? PASAR_PROMOTION_ONGOING : PASAR_PROMOTION_UPCOMING;

      if (promotion->item_id != item_id
          || (promotion->model_id != 0 && promotion->model_id != model_id)
          || !locks_values (promotion))
        continue;
      strongest = MAX (strongest, state);
      if (get_end (promotion) > lock->until)
        {
          lock->kind = or_empty (promotion->promotion_type);
          lock->until = get_end (promotion);
        }
      if (is_flash_sale (promotion))
        lock->stock_until = MAX (lock->stock_until, get_end (promotion));
    }
  if (lock->until == G_MAXINT64)
    lock->until = 0;
  return strongest;
}

static gboolean
is_same_lock (const PasarPromotionLock *a, const PasarPromotionLock *b)
{
  return a->until == b->until && a->stock_until == b->stock_until
         && g_str_equal (or_empty (a->kind), or_empty (b->kind));
}

/**
 * pasar_convert_promotions:
 * @catalogue: the catalogue to set them in
 * @item_id: an item that was asked for
 * @promotions: (element-type PasarPromotion): the whole answer of get_item_promotion
 *
 * Sets the promotion state of the item and of its models: of several the
 * strongest, none when there is none.
 *
 * Returns: whether any row changed
 */
gboolean
pasar_convert_promotions (PasarCatalogue *catalogue, gint64 item_id, const GPtrArray *promotions)
{
  const PasarRowInfo info =
      pasar_catalogue_read_row (catalogue, pasar_catalogue_find (catalogue, item_id, 0));
  gboolean changed = FALSE;

  for (guint row = info.first_edited; row < info.first_edited + info.n_edited; row++)
    {
      const PasarRowKey key = pasar_catalogue_row_get_key (catalogue, row);
      const PasarPromotionLock known = pasar_catalogue_row_get_lock (catalogue, row);
      PasarPromotionLock lock;
      const PasarPromotionState state =
          strongest_promotion (promotions, item_id, key.model_id, &lock);

      if (pasar_catalogue_read_row (catalogue, row).promotion == state
          && is_same_lock (&known, &lock))
        continue;
      pasar_catalogue_set_promotion_lock (catalogue, key, state, &lock);
      changed = TRUE;
    }
  return changed;
}
