/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue-fixture.h"

/* A shop with three locations: a plain item, and one with two models. */

G_BEGIN_DECLS

#define N_LOCATIONS 3
#define N_ROWS      3

static const char *const location_ids[N_LOCATIONS] = { "MYZ", "MY2", "MY3" };
static const PasarRowKey location_keys[N_ROWS] = { { 1, 0 }, { 2, 21 }, { 2, 22 } };

/* What a shop has: PASAR_NO_VALUE where a row has no stock at a location. */
typedef gint64 Stocks[N_LOCATIONS];

static inline PasarModelRecord
locations_make_model (gint64 model_id, const Stocks stocks, PasarLocationStock *out)
{
  PasarModelRecord model = {
    .model_id = model_id,
    .name = model_id != 0 ? "v" : "",
    .sku = "",
    .price = 1000,
    .current_price = 1000,
    .shopee_stock = 0,
    .locations = out,
  };

  for (guint i = 0; i < N_LOCATIONS; i++)
    {
      if (stocks[i] != PASAR_NO_VALUE)
        out[model.n_locations++] = (PasarLocationStock){ location_ids[i], stocks[i] };
    }
  return model;
}

static inline void
locations_put (PasarCatalogue *catalogue, guint row, const Stocks stocks, gint64 reserved)
{
  PasarLocationStock locations[N_LOCATIONS];
  PasarModelRecord model = locations_make_model (location_keys[row].model_id, stocks, locations);
  const PasarItemRecord item = { .item_id = location_keys[row].item_id,
                                 .name = "item",
                                 .sku = "",
                                 .has_model = location_keys[row].model_id != 0,
                                 .wholesale_price = PASAR_NO_VALUE,
                                 .models = &model,
                                 .n_models = 1 };

  model.reserved_stock = reserved;
  pasar_catalogue_put_item (catalogue, &item);
}

static inline void
locations_put_models (PasarCatalogue *catalogue, const Stocks first, const Stocks second)
{
  PasarLocationStock locations[2][N_LOCATIONS];
  const PasarModelRecord models[] = { locations_make_model (21, first, locations[0]),
                                      locations_make_model (22, second, locations[1]) };
  const PasarItemRecord item = { .item_id = 2,
                                 .name = "item",
                                 .sku = "",
                                 .has_model = TRUE,
                                 .wholesale_price = PASAR_NO_VALUE,
                                 .models = models,
                                 .n_models = 2 };

  pasar_catalogue_put_item (catalogue, &item);
}

/* The field of the n-th of the locations above. */
static inline PasarField
locations_at (PasarCatalogue *catalogue, guint n)
{
  PasarField field;

  g_assert_true (pasar_catalogue_find_location_field (catalogue, location_ids[n], &field));
  return field;
}

static inline PasarCatalogue *
locations_make_catalogue (void)
{
  PasarCatalogue *catalogue = pasar_catalogue_new ("MYR", 2, 5);

  for (guint i = 0; i < N_LOCATIONS; i++)
    locations_at (catalogue, i);
  return catalogue;
}

static inline void
locations_stage (PasarCatalogue *catalogue, guint row, PasarField field, gint64 value)
{
  fixture_stage (catalogue, location_keys[row].item_id, location_keys[row].model_id, field, value);
}

static inline PasarRowValue
locations_read_value (PasarCatalogue *catalogue, guint row, PasarField field)
{
  return pasar_catalogue_read_field (catalogue,
                                     pasar_catalogue_find_editable (catalogue, location_keys[row]),
                                     field);
}

/* As after a restart. */
static inline void
locations_restore (PasarCatalogue *catalogue, const GArray *staged)
{
  pasar_catalogue_freeze (catalogue);
  for (guint i = 0; i < staged->len; i++)
    {
      const PasarStagedValue *value = &g_array_index (staged, PasarStagedValue, i);

      pasar_catalogue_restore_staged (catalogue,
                                      value->key,
                                      value->field,
                                      value->value,
                                      value->base,
                                      value->refusal);
    }
  pasar_catalogue_end_restore (catalogue);
  pasar_catalogue_thaw (catalogue);
}

G_END_DECLS
