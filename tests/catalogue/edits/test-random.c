/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue-fixture.h"
#include "catalogue/edits/private.h"
#include "catalogue/view/view.h"

#include <string.h>

/* The same catalogue as simply as it can be written: lists that are searched from end to end. */
#define MAX_MODELS 40
#define N_ROUNDS   60
#define N_STEPS    60
#define RATIO      5

typedef struct
{
  gint64 id; /* 0: of the item itself */
  gint64 value[PASAR_N_FIELDS];
  gint64 staged[PASAR_N_FIELDS];
  PasarPromotionState promotion;
  gboolean gone;
} NaiveRow;

typedef struct
{
  gint64 id;
  gboolean has_model;
  gboolean gone;
  guint n; /* rows; of a plain item the first is the item */
  NaiveRow rows[MAX_MODELS];
} NaiveItem;

typedef struct
{
  GArray *items; /* NaiveItem */
  PasarCatalogue *catalogue;
  PasarView *view;
  PasarColumn column;
  gboolean descending;
  gboolean flat;
  PasarStates states;
  char text[16];
} World;

static NaiveItem *
get_item (World *world, guint i)
{
  return &g_array_index (world->items, NaiveItem, i);
}

static guint
find_item (World *world, gint64 id)
{
  guint i = 0;

  while (i < world->items->len && get_item (world, i)->id != id)
    i++;
  return i;
}

static gboolean
is_staged (const NaiveRow *row)
{
  return row->staged[0] != PASAR_NO_VALUE || row->staged[1] != PASAR_NO_VALUE;
}

static gint64
effective (const NaiveRow *row, guint field)
{
  return row->staged[field] != PASAR_NO_VALUE ? row->staged[field] : row->value[field];
}

/* Whatever the other models cost. */
static gboolean
is_held_alone (const NaiveRow *row)
{
  return row->staged[PASAR_FIELD_PRICE] == 0 || row->promotion != PASAR_PROMOTION_NONE;
}

/* Leaves out changes that are held back anyway, then those at the ends of the range until what is
 * left could be sent. */
static gboolean
breaks_ratio (const NaiveItem *item, gint64 price)
{
  gboolean left_out[MAX_MODELS] = { FALSE };

  for (guint i = 0; i < item->n; i++)
    left_out[i] = is_held_alone (&item->rows[i]);
  for (gboolean first = TRUE;; first = FALSE)
    {
      gint64 end[2] = { G_MAXINT64, 0 };
      int changed[2] = { -1, -1 }; /* -1: somebody is there who was not changed */

      for (guint i = 0; i < item->n; i++)
        {
          const NaiveRow *row = &item->rows[i];
          const gint64 own =
              left_out[i] ? row->value[PASAR_FIELD_PRICE] : effective (row, PASAR_FIELD_PRICE);

          for (guint side = 0; side < 2 && !row->gone && own > 0; side++)
            {
              const gboolean further = side == 0 ? own < end[0] : own > end[1];
              const gboolean is_changed = own != row->value[PASAR_FIELD_PRICE];

              if (further || (own == end[side] && !is_changed))
                changed[side] = is_changed ? (int) i : -1;
              end[side] = further ? own : end[side];
            }
        }
      if (end[1] <= end[0] * RATIO)
        return !first && (price < end[0] || price > end[1]);
      if (changed[0] < 0 && changed[1] < 0)
        return TRUE;

      double moved[2] = { 0, 0 };

      for (guint side = 0; side < 2; side++)
        if (changed[side] >= 0)
          {
            const double before =
                (double) MAX (item->rows[changed[side]].value[PASAR_FIELD_PRICE], 0);

            moved[side] = side == 0 ? before / (double) end[0] : (double) end[1] / before;
          }
      for (guint side = 0; side < 2; side++)
        if (changed[side] >= 0 && (changed[1 - side] < 0 || moved[side] >= moved[1 - side]))
          left_out[changed[side]] = TRUE;
    }
}

static gboolean
is_problem (const NaiveItem *item, const NaiveRow *row)
{
  if (!is_staged (row))
    return FALSE;
  if (row->gone)
    return TRUE;
  if (row->staged[PASAR_FIELD_PRICE] == PASAR_NO_VALUE)
    return FALSE;
  return row->staged[PASAR_FIELD_PRICE] == 0
         || (row->promotion == PASAR_PROMOTION_NONE
             && breaks_ratio (item, row->staged[PASAR_FIELD_PRICE]));
}

static gboolean
is_postponed (const NaiveRow *row)
{
  return !row->gone && row->staged[PASAR_FIELD_PRICE] > 0 && row->promotion != PASAR_PROMOTION_NONE;
}

/* The new rows of an item; what was staged on those that are not among them stays. */
static void
naive_put (World *world,
           gint64 id,
           gboolean has_model,
           const NaiveRow *rows,
           guint n,
           gboolean gone)
{
  guint at = find_item (world, id);
  NaiveItem old = { 0 };
  NaiveItem item = { .id = id, .has_model = has_model, .gone = gone, .n = n };

  if (at < world->items->len)
    old = *get_item (world, at);
  for (guint i = 0; i < n; i++)
    item.rows[i] = rows[i];
  for (guint i = 0; i < old.n; i++)
    {
      guint k = 0;

      if (!is_staged (&old.rows[i]))
        continue;
      while (k < n && item.rows[k].id != old.rows[i].id)
        k++;
      if (k < n)
        {
          for (guint field = 0; field < PASAR_N_FIELDS; field++)
            {
              gint64 staged = old.rows[i].staged[field];

              item.rows[k].staged[field] =
                  staged == item.rows[k].value[field] ? PASAR_NO_VALUE : staged;
            }
          continue;
        }
      item.rows[item.n] = old.rows[i];
      item.rows[item.n].promotion = PASAR_PROMOTION_NONE;
      item.rows[item.n++].gone = TRUE;
    }

  if (gone && item.n == 0)
    {
      if (at < world->items->len)
        g_array_remove_index (world->items, at);
    }
  else if (at < world->items->len)
    *get_item (world, at) = item;
  else
    g_array_append_val (world->items, item);
}

static void
naive_remove (World *world, gint64 id)
{
  guint at = find_item (world, id);
  NaiveItem *item;

  if (at == world->items->len)
    return;
  item = get_item (world, at);
  if (!item->has_model && item->n == 1 && is_staged (&item->rows[0]))
    item->rows[0].gone = item->gone = TRUE;
  else
    naive_put (world, id, TRUE, NULL, 0, TRUE);
}

static void
naive_sweep (World *world, guint at)
{
  NaiveItem *item = get_item (world, at);
  guint n = 0;

  for (guint i = 0; i < item->n; i++)
    {
      if (!item->rows[i].gone || is_staged (&item->rows[i]))
        item->rows[n++] = item->rows[i];
    }
  item->n = n;
  if (item->gone && n == 0)
    g_array_remove_index (world->items, at);
}

static void
put_random (World *world)
{
  gint64 id = g_test_rand_int_range (1, 30);
  gboolean has_model = g_test_rand_int_range (0, 3) > 0;
  guint n = has_model ? (guint) g_test_rand_int_range (0, 5) : 1;
  gint64 model_id = 0;
  NaiveRow rows[8] = { 0 };
  FixtureModel models[8] = { 0 };
  char names[8][16];
  guint at = find_item (world, id);

  for (guint i = 0; i < n; i++)
    {
      if (has_model)
        model_id += g_test_rand_int_range (1, 3);
      rows[i].id = model_id;
      rows[i].value[PASAR_FIELD_PRICE] = g_test_rand_int_range (1, 20);
      rows[i].value[PASAR_FIELD_STOCK] = g_test_rand_int_range (0, 3);
      rows[i].staged[0] = rows[i].staged[1] = PASAR_NO_VALUE;
      rows[i].promotion =
          g_test_rand_int_range (0, 8) == 0 ? PASAR_PROMOTION_ONGOING : PASAR_PROMOTION_NONE;
      g_snprintf (names[i], sizeof names[i], "v%" G_GINT64_FORMAT "x", model_id);
      models[i] = (FixtureModel){
        model_id, has_model ? names[i] : "", rows[i].value[0], rows[i].value[1], 0,
        0,        rows[i].promotion
      };
    }
  if (has_model)
    fixture_put_models (world->catalogue, id, "item", models, n);
  else
    fixture_put (world->catalogue,
                 (PasarItemRecord){ .item_id = id, .name = "item", .sku = "" },
                 FALSE,
                 models,
                 1);
  /* Models that are not known yet do not replace those that are. */
  if (has_model && n == 0 && at < world->items->len && get_item (world, at)->has_model
      && !get_item (world, at)->gone)
    return;
  naive_put (world, id, has_model, rows, n, FALSE);
}

static void
stage_random (World *world)
{
  guint at = (guint) g_test_rand_int_range (0, (int) world->items->len);
  NaiveItem *item = get_item (world, at);
  guint field = g_test_rand_bit ();
  gint64 value = g_test_rand_int_range (0, 4) == 0 ? PASAR_NO_VALUE : g_test_rand_int_range (0, 25);
  NaiveRow *row;

  if (item->n == 0)
    return;
  row = &item->rows[g_test_rand_int_range (0, (int) item->n)];
  fixture_stage (world->catalogue, item->id, row->id, field, value);
  row->staged[field] = !row->gone && value == row->value[field] ? PASAR_NO_VALUE : value;
  naive_sweep (world, at);
}

static void
settle_random (World *world)
{
  NaiveItem *item = get_item (world, (guint) g_test_rand_int_range (0, (int) world->items->len));
  NaiveRow *row;
  guint field = g_test_rand_bit ();

  if (item->n == 0)
    return;
  row = &item->rows[g_test_rand_int_range (0, (int) item->n)];
  if (row->gone || row->staged[field] == PASAR_NO_VALUE)
    return;
  pasar_catalogue_settle (world->catalogue,
                          (PasarRowKey){ item->id, row->id },
                          field,
                          row->staged[field]);
  row->value[field] = row->staged[field];
  row->staged[field] = PASAR_NO_VALUE;
}

static gboolean
matches (World *world, const NaiveItem *item, const NaiveRow *row)
{
  char name[16];

  g_snprintf (name, sizeof name, "v%" G_GINT64_FORMAT "x", row->id);
  if ((world->states & PASAR_STATE_CHANGED) != 0 && !is_staged (row))
    return FALSE;
  if ((world->states & PASAR_STATE_PROBLEM) != 0 && !is_problem (item, row))
    return FALSE;
  if ((world->states & PASAR_STATE_OUT_OF_STOCK) != 0 && effective (row, PASAR_FIELD_STOCK) != 0)
    return FALSE;
  if ((world->states & PASAR_STATE_PROMOTION) != 0 && row->promotion == PASAR_PROMOTION_NONE)
    return FALSE;
  return world->text[0] == '\0' || (row->id != 0 && strstr (name, world->text) != NULL);
}

static gint64
sort_value (World *world, const NaiveItem *item, const NaiveRow *row)
{
  const gboolean at_shop = world->column == PASAR_COLUMN_SHOP_PRICE;
  const guint field = world->column == PASAR_COLUMN_STOCK;
  gint64 result = PASAR_NO_VALUE;

  if (world->column == PASAR_COLUMN_NONE)
    return 0;
  if (row != NULL)
    return at_shop ? row->value[field] : effective (row, field);
  for (guint i = 0; i < item->n; i++)
    {
      const NaiveRow *model = &item->rows[i];
      const gint64 value = at_shop ? model->value[field] : effective (model, field);

      if (model->gone || value == PASAR_NO_VALUE)
        continue;
      if (result == PASAR_NO_VALUE)
        result = value;
      else
        result = field == PASAR_FIELD_STOCK ? result + value : MIN (result, value);
    }
  return result;
}

typedef struct
{
  gint64 value;
  char *text;
} Sortable;

static gboolean
comes_before (World *world, const Sortable *a, const Sortable *b)
{
  if (a->value == PASAR_NO_VALUE || b->value == PASAR_NO_VALUE)
    return a->value != PASAR_NO_VALUE && b->value == PASAR_NO_VALUE;
  return world->descending ? a->value > b->value : a->value < b->value;
}

static void
insert_sorted (World *world, GArray *array, gint64 value, char *text)
{
  Sortable sortable = { value, text };
  guint at = array->len;

  while (at > 0 && comes_before (world, &sortable, &g_array_index (array, Sortable, at - 1)))
    at--;
  g_array_insert_val (array, at, sortable);
}

static char *
join (GArray *array)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < array->len; i++)
    {
      g_autofree char *text = g_array_index (array, Sortable, i).text;

      g_string_append (out, text);
    }
  g_array_unref (array);
  return g_string_free (out, FALSE);
}

static char *
naive_dup_view (World *world)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (Sortable));

  for (guint i = 0; i < world->items->len; i++)
    {
      const NaiveItem *item = get_item (world, i);
      GArray *models = g_array_new (FALSE, FALSE, sizeof (Sortable));
      g_autofree char *inner = NULL;

      for (guint k = 0; k < item->n; k++)
        {
          const NaiveRow *row = &item->rows[k];
          gboolean is_plain = !item->has_model && k == 0;

          if (!matches (world, item, row))
            continue;
          if (!is_plain || world->flat)
            insert_sorted (world,
                           world->flat ? all : models,
                           sort_value (world, item, row),
                           g_strdup_printf ("%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT " ",
                                            item->id,
                                            row->id));
        }
      inner = join (models);
      if (world->flat)
        continue;
      if (item->has_model
              ? inner[0] != '\0' || (item->n == 0 && world->states == 0 && world->text[0] == '\0')
              : inner[0] != '\0' || matches (world, item, &item->rows[0]))
        insert_sorted (world,
                       all,
                       sort_value (world, item, item->has_model ? NULL : &item->rows[0]),
                       item->has_model || matches (world, item, &item->rows[0])
                           ? g_strdup_printf ("%" G_GINT64_FORMAT ".0 %s", item->id, inner)
                           : g_strdup (inner));
    }
  return join (all);
}

static char *
dup_view (World *world)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (world->view)); i++)
    {
      PasarRowKey key =
          pasar_catalogue_row_get_key (world->catalogue, pasar_view_get_row (world->view, i));

      g_string_append_printf (out,
                              "%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT " ",
                              key.item_id,
                              key.model_id);
    }
  return g_string_free (out, FALSE);
}

static PasarChanged *
find_changed (PasarCatalogue *catalogue)
{
  PasarChanged *changed = pasar_changed_new (catalogue);

  g_assert_true (pasar_changed_run (changed, G_MAXINT64));
  return changed;
}

static char *
dup_staged (World *world)
{
  g_autoptr (PasarChanged) changed = find_changed (world->catalogue);
  const GArray *keys = pasar_changed_get_keys (changed);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < keys->len; i++)
    {
      const PasarRowKey key = g_array_index (keys, PasarRowKey, i);
      const guint row = pasar_catalogue_find_editable (world->catalogue, key);

      g_string_append_printf (out,
                              "%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT "=%" G_GINT64_FORMAT
                              "/%" G_GINT64_FORMAT " ",
                              key.item_id,
                              key.model_id,
                              pasar_catalogue_read_row (world->catalogue, row)
                                  .values[PASAR_FIELD_PRICE]
                                  .staged,
                              pasar_catalogue_read_row (world->catalogue, row)
                                  .values[PASAR_FIELD_STOCK]
                                  .staged);
    }
  return g_string_free (out, FALSE);
}

static char *
naive_dup_staged (World *world)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < world->items->len; i++)
    {
      const NaiveItem *item = get_item (world, i);

      for (guint k = 0; k < item->n; k++)
        {
          if (is_staged (&item->rows[k]))
            g_string_append_printf (out,
                                    "%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT "=%" G_GINT64_FORMAT
                                    "/%" G_GINT64_FORMAT " ",
                                    item->id,
                                    item->rows[k].id,
                                    item->rows[k].staged[0],
                                    item->rows[k].staged[1]);
        }
    }
  return g_string_free (out, FALSE);
}

static void
compare (World *world)
{
  g_autofree char *rows = NULL;
  g_autofree char *naive_rows = NULL;
  g_autofree char *staged = dup_staged (world);
  g_autofree char *naive_staged = naive_dup_staged (world);
  guint n_changed = 0;
  guint n_problems = 0;
  guint n_postponed = 0;

  pasar_view_refresh (world->view);
  rows = dup_view (world);
  naive_rows = naive_dup_view (world);
  g_assert_cmpstr (staged, ==, naive_staged);
  g_assert_cmpstr (rows, ==, naive_rows);
  for (guint i = 0; i < world->items->len; i++)
    {
      const NaiveItem *item = get_item (world, i);

      for (guint k = 0; k < item->n; k++)
        {
          n_changed += is_staged (&item->rows[k]);
          n_problems += is_problem (item, &item->rows[k]);
          n_postponed += is_postponed (&item->rows[k]);
        }
    }
  g_assert_cmpuint (pasar_catalogue_get_n_changed (world->catalogue), ==, n_changed);
  g_assert_cmpuint (fixture_count_rows (world->catalogue, PASAR_STATE_PROBLEM), ==, n_problems);
  g_assert_cmpuint (fixture_count_rows (world->catalogue, PASAR_STATE_POSTPONED), ==, n_postponed);
  g_assert_cmpuint (pasar_catalogue_get_n_postponed (world->catalogue), ==, n_postponed);
  g_assert_cmpuint (pasar_catalogue_get_n_items (world->catalogue), ==, world->items->len);
}

/* Stages what a change comes to; each cell breaks the rule that was foretold. */
static void
stage_computed (World *world, PasarComputation *computation)
{
  const guint n = pasar_computation_get_computed (computation)->n_edits;
  g_autofree PasarRule *rules = g_new0 (PasarRule, n + 1);
  g_autoptr (GArray) edits = NULL;

  for (guint i = 0; i < n; i++)
    rules[i] = pasar_computation_get_rule (computation, i);
  edits = pasar_computation_take_edits (computation, NULL);
  if (edits == NULL)
    return;
  fixture_stage_edits (world->catalogue, g_array_ref (edits));
  for (guint i = 0; i < n; i++)
    {
      const PasarEdit *edit = &g_array_index (edits, PasarEdit, i);
      const guint row = pasar_catalogue_find_editable (world->catalogue, edit->key);

      g_assert_cmpint (pasar_catalogue_read_row (world->catalogue, row).values[edit->field].problem,
                       ==,
                       rules[i]);
    }
}

/* Undo of a bulk change brings back exactly what was, redo what it made. */
static void
undo_and_redo (World *world)
{
  const int amount = g_test_rand_int_range (-5000, 30000);
  g_autofree char *text = g_strdup_printf ("%c%d.%02d%%",
                                           amount < 0 ? '-' : '+',
                                           ABS (amount) / 100,
                                           ABS (amount) % 100);
  g_autoptr (PasarComputation) computation =
      fixture_compute (world->catalogue, NULL, PASAR_ALL_ROWS, PASAR_FIELD_PRICE, text);
  g_autofree char *before = dup_staged (world);
  g_autofree char *changed = NULL;
  g_autofree char *after = NULL;
  g_autofree char *again = NULL;
  g_autofree char *end = NULL;
  const gboolean any = pasar_computation_get_computed (computation)->n_edits > 0;

  stage_computed (world, computation);
  changed = dup_staged (world);
  if (!any)
    return;
  fixture_undo (world->catalogue);
  after = dup_staged (world);
  g_assert_cmpstr (after, ==, before);
  fixture_redo (world->catalogue);
  again = dup_staged (world);
  g_assert_cmpstr (again, ==, changed);
  fixture_undo (world->catalogue);
  end = dup_staged (world);
  g_assert_cmpstr (end, ==, before);
}

static void
look_random (World *world)
{
  static const PasarColumn columns[] = { PASAR_COLUMN_NONE,
                                         PASAR_COLUMN_PRICE,
                                         PASAR_COLUMN_STOCK,
                                         PASAR_COLUMN_SHOP_PRICE };
  static const char *const texts[] = { "", "", "v2", "v1x", "x", "V3X" };
  static const PasarStates states[] = {
    0, 0, PASAR_STATE_CHANGED, PASAR_STATE_PROBLEM, PASAR_STATE_OUT_OF_STOCK, PASAR_STATE_PROMOTION
  };
  g_autofree char *folded = NULL;

  world->column = columns[g_test_rand_int_range (0, G_N_ELEMENTS (columns))];
  world->descending = g_test_rand_bit ();
  world->flat = g_test_rand_bit ();
  world->states = states[g_test_rand_int_range (0, G_N_ELEMENTS (states))];
  folded = g_ascii_strdown (texts[g_test_rand_int_range (0, G_N_ELEMENTS (texts))], -1);
  g_strlcpy (world->text, folded, sizeof world->text);
  pasar_view_set_sorts (world->view,
                        &(PasarSort){ world->column, world->descending },
                        world->column != PASAR_COLUMN_NONE);
  pasar_view_set_flat (world->view, world->flat);
  fixture_filter (world->view, world->states, world->text);
}

/* As after a load: some items are put anew, and many are gone at once. */
static void
reload_random (World *world)
{
  for (guint i = 0; i < 10; i++)
    put_random (world);
  for (guint i = world->items->len; i > 0; i--)
    {
      const gint64 id = get_item (world, i - 1)->id;

      if (g_test_rand_int_range (0, 3) != 0)
        continue;
      pasar_catalogue_remove_item (world->catalogue, id);
      naive_remove (world, id);
    }
}

static void
restore_staged (PasarCatalogue *next, PasarCatalogue *catalogue)
{
  g_autoptr (GArray) staged = pasar_catalogue_dup_staged (catalogue);

  for (guint i = 0; i < staged->len; i++)
    {
      const PasarStagedValue *value = &g_array_index (staged, PasarStagedValue, i);

      pasar_catalogue_restore_staged (next,
                                      value->key,
                                      value->field,
                                      value->value,
                                      value->base,
                                      value->refusal);
    }
}

/* Its items as they are packed; of_gone: those of which something is gone, else those that are
 * there. */
static void
restore_items (PasarCatalogue *next, PasarCatalogue *catalogue, gboolean of_gone)
{
  PasarUnpackedRecord unpacked = { 0 };

  for (guint32 i = 0; i < catalogue->items->len; i++)
    {
      const PasarItemSlot *item = pasar_catalogue_item (catalogue, i);
      g_autoptr (GBytes) packed = NULL;
      gboolean has_gone = FALSE;
      gsize size;
      const guint8 *data;

      if (!pasar_catalogue_is_alive (catalogue, item->first_row))
        continue;
      packed = pasar_catalogue_pack_item (catalogue, item->item_id);
      data = g_bytes_get_data (packed, &size);
      g_assert_true (pasar_unpacked_record_read (&unpacked, data, size));
      for (guint k = 0; k < unpacked.record.n_models; k++)
        has_gone = has_gone || unpacked.record.models[k].is_gone;
      if (of_gone ? unpacked.record.is_gone || has_gone : !unpacked.record.is_gone)
        pasar_catalogue_put_item (next, &unpacked.record);
    }
  pasar_unpacked_record_clear (&unpacked);
}

static PasarCatalogue *
dup_restarted (PasarCatalogue *catalogue)
{
  PasarCatalogue *next = pasar_catalogue_new ("SGD", 2, RATIO);
  const gboolean staged_first = g_test_rand_bit ();

  pasar_catalogue_freeze (next);
  if (staged_first)
    restore_staged (next, catalogue);
  restore_items (next, catalogue, FALSE);
  if (!staged_first)
    restore_staged (next, catalogue);
  restore_items (next, catalogue, TRUE);
  pasar_catalogue_end_restore (next);
  pasar_catalogue_thaw (next);
  return next;
}

/* What is kept on disk makes the same catalogue, with a row for all that is staged. */
static void
restart (World *world)
{
  PasarCatalogue *catalogue = world->catalogue;
  g_autoptr (PasarChanged) changed = find_changed (catalogue);
  const GArray *keys = pasar_changed_get_keys (changed);
  g_autoptr (PasarCatalogue) next = dup_restarted (catalogue);

  g_assert_cmpuint (pasar_catalogue_get_n_waiting (next), ==, 0);
  g_assert_cmpuint (pasar_catalogue_get_n_items (next),
                    ==,
                    pasar_catalogue_get_n_items (catalogue));
  g_assert_cmpuint (fixture_count_rows (next, PASAR_STATE_WITH_MODELS),
                    ==,
                    fixture_count_rows (catalogue, PASAR_STATE_WITH_MODELS));
  g_assert_cmpuint (pasar_catalogue_get_n_changed (next), ==, keys->len);
  for (guint i = 0; i < keys->len; i++)
    {
      const PasarRowKey key = g_array_index (keys, PasarRowKey, i);
      const guint row = pasar_catalogue_find_editable (catalogue, key);
      const guint next_row = pasar_catalogue_find_editable (next, key);

      g_assert_cmpuint (next_row, !=, PASAR_NO_ROW);
      g_assert_cmpint (pasar_catalogue_read_row (next, next_row).is_gone,
                       ==,
                       pasar_catalogue_read_row (catalogue, row).is_gone);
      for (guint field = 0; field < PASAR_N_FIELDS; field++)
        {
          g_assert_cmpint (pasar_catalogue_read_row (next, next_row).values[field].staged,
                           ==,
                           pasar_catalogue_read_row (catalogue, row).values[field].staged);
          g_assert_cmpint (pasar_catalogue_read_row (next, next_row).values[field].value,
                           ==,
                           pasar_catalogue_read_row (catalogue, row).values[field].value);
        }
    }
}

static void
step_random (World *world)
{
  int what = g_test_rand_int_range (0, 21);

  if (what < 6 || world->items->len == 0)
    put_random (world);
  else if (what < 12)
    stage_random (world);
  else if (what < 14)
    settle_random (world);
  else if (what < 15)
    undo_and_redo (world);
  else if (what < 17)
    look_random (world);
  else if (what < 18)
    {
      gint64 id = g_test_rand_int_range (1, 30);

      pasar_catalogue_remove_item (world->catalogue, id);
      naive_remove (world, id);
    }
  else if (what < 19)
    {
      pasar_catalogue_compact (world->catalogue);
      pasar_catalogue_rows_changed (world->catalogue);
    }
  else if (what < 20)
    reload_random (world);
  else
    restart (world);
}

/* GTK believes what items-changed says: a copy that is kept by it alone must be the view. */
static void
follow_cb (GArray *copy, guint position, guint removed, guint added, GListModel *model)
{
  if (removed > 0)
    g_array_remove_range (copy, position, removed);
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (PasarRow) row = g_list_model_get_item (model, position + i);
      PasarRowKey key = pasar_row_get_key (row);

      g_array_insert_val (copy, position + i, key);
    }
}

static void
assert_followed (World *world, GArray *copy)
{
  g_assert_cmpuint (copy->len, ==, g_list_model_get_n_items (G_LIST_MODEL (world->view)));
  for (guint i = 0; i < copy->len; i++)
    {
      PasarRowKey key =
          pasar_catalogue_row_get_key (world->catalogue, pasar_view_get_row (world->view, i));

      g_assert_cmpint (key.item_id, ==, g_array_index (copy, PasarRowKey, i).item_id);
      g_assert_cmpint (key.model_id, ==, g_array_index (copy, PasarRowKey, i).model_id);
    }
}

static void
test_against_naive (void)
{
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      World world = { .column = PASAR_COLUMN_NONE };
      g_autoptr (GArray) copy = g_array_new (FALSE, FALSE, sizeof (PasarRowKey));

      world.items = g_array_new (FALSE, TRUE, sizeof (NaiveItem));
      world.catalogue = pasar_catalogue_new ("SGD", 2, RATIO);
      world.view = pasar_view_new (world.catalogue);
      g_signal_connect_data (world.view,
                             "items-changed",
                             G_CALLBACK (follow_cb),
                             copy,
                             NULL,
                             G_CONNECT_SWAPPED);
      for (guint step = 0; step < N_STEPS; step++)
        {
          gboolean frozen = g_test_rand_int_range (0, 4) == 0;

          if (frozen)
            pasar_catalogue_freeze (world.catalogue);
          step_random (&world);
          if (frozen)
            pasar_catalogue_thaw (world.catalogue);
          compare (&world);
          assert_followed (&world, copy);
        }
      g_object_unref (world.view);
      g_assert_finalize_object (world.catalogue);
      g_array_unref (world.items);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/random/against-naive", test_against_naive);

  return g_test_run ();
}
