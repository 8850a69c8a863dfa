/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/catalogue.h"
#include "catalogue/view/view.h"

G_BEGIN_DECLS

/* A model as short as a test can say it; what is left out is empty, no stock is reserved. */
typedef struct
{
  gint64 model_id;
  const char *name;
  gint64 price;
  gint64 stock;
  gint64 reserved;
  gint64 shopee;
  PasarPromotionState promotion;
  const char *barcode;
} FixtureModel;

#define FIXTURE_MAX_MODELS 64

static inline PasarModelRecord
fixture_model_record (const FixtureModel *model, const char *sku, PasarLocationStock *location)
{
  *location = (PasarLocationStock){ "", model->stock };
  return (PasarModelRecord){
    .model_id = model->model_id,
    .name = model->name != NULL ? model->name : "",
    .sku = sku,
    .barcode = model->barcode,
    .price = model->price,
    .current_price = model->price,
    .reserved_stock = model->reserved,
    .shopee_stock = model->shopee,
    .locations = location,
    .n_locations = model->stock != PASAR_NO_VALUE ? 1 : 0,
    .promotion = model->promotion,
  };
}

/* base: item_id, name, sku, status, … of the item; its models are those given. */
static inline void
fixture_put (PasarCatalogue *catalogue,
             PasarItemRecord base,
             gboolean has_model,
             const FixtureModel *models,
             guint n)
{
  PasarModelRecord records[FIXTURE_MAX_MODELS];
  PasarLocationStock locations[FIXTURE_MAX_MODELS];
  char skus[FIXTURE_MAX_MODELS][32];

  g_assert_cmpuint (n, <=, FIXTURE_MAX_MODELS);
  for (guint i = 0; i < n; i++)
    {
      g_snprintf (skus[i],
                  sizeof skus[i],
                  "%s-%" G_GINT64_FORMAT,
                  base.sku != NULL ? base.sku : "S",
                  models[i].model_id);
      records[i] = fixture_model_record (&models[i], has_model ? skus[i] : base.sku, &locations[i]);
    }
  base.has_model = has_model;
  base.models = records;
  base.n_models = n;
  if (base.wholesale_price == 0)
    base.wholesale_price = PASAR_NO_VALUE;
  pasar_catalogue_put_item (catalogue, &base);
}

static inline void
fixture_put_plain (PasarCatalogue *catalogue,
                   gint64 item_id,
                   const char *name,
                   gint64 price,
                   gint64 stock)
{
  const FixtureModel model = { .price = price, .stock = stock };

  fixture_put (catalogue,
               (PasarItemRecord){ .item_id = item_id, .name = name, .sku = name },
               FALSE,
               &model,
               1);
}

static inline void
fixture_put_models (PasarCatalogue *catalogue,
                    gint64 item_id,
                    const char *name,
                    const FixtureModel *models,
                    guint n)
{
  fixture_put (catalogue,
               (PasarItemRecord){ .item_id = item_id, .name = name, .sku = name },
               TRUE,
               models,
               n);
}

/* Stages one value as one step. */
static inline void
fixture_stage (PasarCatalogue *catalogue,
               gint64 item_id,
               gint64 model_id,
               PasarField field,
               gint64 value)
{
  g_autoptr (GArray) edits = g_array_new (FALSE, FALSE, sizeof (PasarEdit));
  PasarEdit edit = { { item_id, model_id }, field, PASAR_NO_VALUE, value };

  g_array_append_val (edits, edit);
  pasar_catalogue_stage (catalogue, pasar_step_new ("edit", edits));
}

/* Stages edits as one step, and takes them. */
static inline void
fixture_stage_edits (PasarCatalogue *catalogue, GArray *edits)
{
  pasar_catalogue_stage (catalogue, pasar_step_new ("edits", edits));
  g_array_unref (edits);
}

static inline gboolean
fixture_undo (PasarCatalogue *catalogue)
{
  g_autoptr (PasarStep) step = pasar_catalogue_undo (catalogue);

  return step != NULL;
}

static inline gboolean
fixture_redo (PasarCatalogue *catalogue)
{
  g_autoptr (PasarStep) step = pasar_catalogue_redo (catalogue);

  return step != NULL;
}

/* Shows the rows that are in each of these states and have all of the words. */
static inline void
fixture_filter (PasarView *view, PasarStates states, const char *words)
{
  g_autoptr (PasarCondition) wanted = pasar_condition_new_words (words);

  for (guint state = 1; state <= states; state <<= 1)
    {
      g_autoptr (PasarCondition) before = NULL;
      g_autoptr (PasarCondition) in_state = NULL;

      if ((states & state) == 0)
        continue;
      before = g_steal_pointer (&wanted);
      in_state = pasar_condition_new_state ((PasarStates) state);
      wanted = pasar_condition_new_join (PASAR_CONDITION_ALL,
                                         (PasarCondition *[]){ before, in_state },
                                         2);
    }
  pasar_view_set_condition (view, wanted, 0);
}

/* How many editable rows are in a state. */
static inline guint
fixture_count_rows (PasarCatalogue *catalogue, PasarStates state)
{
  g_autoptr (PasarView) view = pasar_view_new (catalogue);

  pasar_view_set_flat (view, TRUE);
  fixture_filter (view, state, "");
  return g_list_model_get_n_items (G_LIST_MODEL (view));
}

/* One has no stock, another one no price. */
static const FixtureModel fixture_shirts[] = {
  { 11, "White", 1000, 5, 0, 0, 0 },
  { 12, "Blue", 1200, 0, 0, 0, 0 },
  { 13, "Red", PASAR_NO_VALUE, 7, 0, 0, 0 },
};

/* An item with these models, and one without any. */
static inline PasarCatalogue *
fixture_make_catalogue (void)
{
  PasarCatalogue *catalogue = pasar_catalogue_new ("SGD", 2, 5);

  fixture_put_models (catalogue, 1, "Shirt", fixture_shirts, G_N_ELEMENTS (fixture_shirts));
  fixture_put_plain (catalogue, 2, "Mug", 500, 3);
  return catalogue;
}

/* Items 1 to @n without models: each costs 10.00 and has 40 pieces. */
static inline PasarCatalogue *
fixture_make_mugs (guint n)
{
  PasarCatalogue *catalogue = pasar_catalogue_new ("SGD", 2, 5);

  pasar_catalogue_freeze (catalogue);
  for (guint i = 1; i <= n; i++)
    fixture_put_plain (catalogue, i, "Mug", 1000, 40);
  pasar_catalogue_thaw (catalogue);
  return catalogue;
}

/* What is asked as it would be typed for many rows; NULL: a discard, of both fields. */
static inline PasarCommand *
fixture_command (PasarCatalogue *catalogue,
                 PasarCommandKind kind,
                 const guint *rows,
                 guint n_rows,
                 PasarField field,
                 const char *text)
{
  g_autoptr (PasarExpression) expression = NULL;
  g_autoptr (GError) error = NULL;

  if (text != NULL)
    expression = pasar_catalogue_parse (catalogue, field, TRUE, text, NULL, &error);
  g_assert_no_error (error);
  return pasar_command_new (kind,
                            catalogue,
                            rows,
                            n_rows,
                            text != NULL ? (int) field : -1,
                            expression);
}

/* What it comes to, computed to the end. */
static inline PasarComputation *
fixture_compute (PasarCatalogue *catalogue,
                 const guint *rows,
                 guint n_rows,
                 PasarField field,
                 const char *text)
{
  g_autoptr (PasarCommand) command =
      fixture_command (catalogue, PASAR_COMMAND_EACH, rows, n_rows, field, text);
  PasarComputation *computation = pasar_computation_new (command, catalogue);

  g_assert_true (pasar_computation_run (computation, G_MAXINT64));
  return computation;
}

/* The edits alone. */
static inline GArray *
fixture_plan (PasarCatalogue *catalogue,
              const guint *rows,
              guint n_rows,
              PasarField field,
              const char *text)
{
  g_autoptr (PasarComputation) computation = fixture_compute (catalogue, rows, n_rows, field, text);
  g_autoptr (GError) error = NULL;
  GArray *edits = pasar_computation_take_edits (computation, &error);

  g_assert_no_error (error);
  return edits;
}

/* The edits that spread a stock over rows. */
static inline GArray *
fixture_plan_in_all (PasarCatalogue *catalogue,
                     const guint *rows,
                     guint n_rows,
                     const char *text,
                     GError **error)
{
  g_autoptr (PasarCommand) command =
      fixture_command (catalogue, PASAR_COMMAND_IN_ALL, rows, n_rows, PASAR_FIELD_STOCK, text);

  return pasar_command_compute (command, catalogue, error);
}

static inline GArray *
fixture_discard (PasarCatalogue *catalogue, const guint *rows, guint n_rows)
{
  g_autoptr (PasarCommand) command =
      fixture_command (catalogue, PASAR_COMMAND_DISCARD, rows, n_rows, PASAR_FIELD_PRICE, NULL);

  return pasar_command_compute (command, catalogue, NULL);
}

static inline gint64
fixture_staged (PasarCatalogue *catalogue, gint64 item_id, gint64 model_id, PasarField field)
{
  return pasar_catalogue_read_row (catalogue, pasar_catalogue_find (catalogue, item_id, model_id))
      .values[field]
      .staged;
}

static inline PasarRule
fixture_problem (PasarCatalogue *catalogue, gint64 item_id, gint64 model_id, PasarField field)
{
  return pasar_catalogue_read_row (catalogue, pasar_catalogue_find (catalogue, item_id, model_id))
      .values[field]
      .problem;
}

G_END_DECLS
