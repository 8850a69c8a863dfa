/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/session/cells-private.h"
#include "jobs/submit/plan-private.h"

/* How a plan is made of what is staged, in slices. */

/* Changes between two looks at the clock. */
#define STRIDE 64

static void
add_change (PasarPlan *self, guint row, const PasarRowInfo *info, PasarField field)
{
  const PasarRowValue *value = &info->values[field];
  PasarChangeInfo change = {
    .key = info->key,
    .field = field,
    .base = PASAR_NO_VALUE,
    .old_value = value->value,
    .new_value = value->staged,
    .locations =
        field == PASAR_FIELD_STOCK ? pasar_change_locations_new (self->catalogue, row) : NULL,
    .name = info->name,
    .variation = info->variation,
    .sku = info->sku,
  };

  pasar_plan_doubts_judge (&self->doubts, self->catalogue, &change);
  if ((change.doubts & PASAR_DOUBT_MOVED) != 0)
    change.base = value->base;
  if (value->problem != PASAR_RULE_OK)
    {
      change.state = PASAR_CHANGE_HELD;
      change.reason = pasar_catalogue_row_dup_problem_text (self->catalogue, row, field);
      change.postponed_until = pasar_catalogue_get_postponed_until (self->catalogue, row, field);
    }
  else if (change.base != PASAR_NO_VALUE)
    change.advice = g_strdup (value->refusal);
  pasar_plan_entries_add (self->entries, &change);
  pasar_plan_count (self, &change, 1);
  pasar_plan_doubts_rank (self, pasar_plan_get_n_entries (self) - 1);
  self->print += pasar_change_info_get_print (&change);
}

static void
add_row (PasarPlan *self, PasarRowKey key)
{
  const guint row = pasar_catalogue_find_editable (self->catalogue, key);
  const PasarRowInfo info = pasar_catalogue_read_row (self->catalogue, row);
  const guint n = pasar_plan_get_n_entries (self);
  const gint64 last_item = n > 0 ? pasar_plan_get_entry (self, n - 1)->key.item_id : 0;

  for (guint field = 0; field < PASAR_N_FIELDS; field++)
    if (info.values[field].staged != PASAR_NO_VALUE
        && (self->cells == NULL || pasar_cells_contain (self->cells, key, (PasarField) field)))
      add_change (self, row, &info, (PasarField) field);
  /* What was staged when it was looked for may be discarded by now. */
  if (pasar_plan_get_n_entries (self) == n)
    return;
  self->n_rows++;
  self->n_shop_items += n == 0 || key.item_id != last_item;
}

/**
 * pasar_plan_begin:
 * @catalogue: a catalogue
 * @is_of_failed: whether to plan only what the last submission did not settle
 *
 * Nothing is planned before pasar_plan_run().
 *
 * Returns: (transfer full): the plan
 */
PasarPlan *
pasar_plan_begin (PasarCatalogue *catalogue, gboolean is_of_failed)
{
  PasarPlan *self = g_object_new (PASAR_TYPE_PLAN, NULL);

  self->catalogue = g_object_ref (catalogue);
  self->is_of_failed = is_of_failed;
  pasar_plan_doubts_init (&self->doubts, catalogue);
  return self;
}

/* The worst are not known before all are. */
static void
mark_worst (PasarPlan *self)
{
  for (guint bit = 0; bit < PASAR_N_DOUBTS; bit++)
    for (guint i = 0; i < self->doubts.by_kind[bit].n_worst; i++)
      {
        PasarChangeInfo *info =
            &pasar_plan_entries_get (self->entries, self->doubts.by_kind[bit].worst[i])->info;

        pasar_plan_count (self, info, -1);
        info->is_worst = TRUE;
        pasar_plan_count (self, info, 1);
      }
}

/**
 * pasar_plan_begin_for:
 * @catalogue: a catalogue
 * @cells: from pasar_cells_new(): what of it is planned
 *
 * As pasar_plan_begin(), of some of what is staged.
 *
 * Returns: (transfer full): the plan
 */
PasarPlan *
pasar_plan_begin_for (PasarCatalogue *catalogue, GHashTable *cells)
{
  PasarPlan *self = pasar_plan_begin (catalogue, FALSE);

  self->cells = g_hash_table_ref (cells);
  return self;
}

/**
 * pasar_plan_run:
 * @self: a plan
 * @deadline: g_get_monotonic_time() at which to stop; %G_MAXINT64: never
 *
 * Goes on planning, by some changes at the least; the list grows by them. What changes in the
 * catalogue meanwhile may be in it or not: then another plan is to be made.
 *
 * Returns: whether it is complete
 */
gboolean
pasar_plan_run (PasarPlan *self, gint64 deadline)
{
  const guint n_before = pasar_plan_get_n_entries (self);
  const GArray *keys;
  guint n_added;

  if (self->is_complete)
    return TRUE;
  if (!pasar_doubts_run (self->doubts.found, deadline))
    return FALSE;
  keys = pasar_doubts_get_rows (self->doubts.found);
  while (self->next < keys->len)
    {
      for (const guint end = MIN (keys->len, self->next + STRIDE); self->next < end; self->next++)
        {
          const PasarRowKey key = g_array_index (keys, PasarRowKey, self->next);

          if (!self->is_of_failed || pasar_catalogue_is_failed (self->catalogue, key))
            add_row (self, key);
        }
      if (g_get_monotonic_time () >= deadline)
        break;
    }
  self->is_complete = self->next == keys->len;
  if (self->is_complete)
    mark_worst (self);
  n_added = pasar_plan_get_n_entries (self) - n_before;
  if (n_added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), n_before, 0, n_added);
  return self->is_complete;
}

/**
 * pasar_plan_new:
 * @catalogue: a catalogue
 *
 * Plans to send everything that is staged, at once. What breaks a rule is held.
 *
 * Returns: (transfer full): the plan
 */
PasarPlan *
pasar_plan_new (PasarCatalogue *catalogue)
{
  PasarPlan *self = pasar_plan_begin (catalogue, FALSE);

  pasar_plan_run (self, G_MAXINT64);
  return self;
}
