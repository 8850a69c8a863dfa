/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/session/session.h"
#include "jobs/slices.h"
#include "jobs/submit/plan-calls-private.h"

/* How long freeing may take at once. */
#define FREE_US 4000

/**
 * pasar_plan_calls_new:
 * @plan: a plan, which must outlive them
 *
 * Has none until pasar_plan_calls_add().
 *
 * Returns: (transfer full): calls
 */
PasarPlanCalls *
pasar_plan_calls_new (PasarPlan *plan)
{
  PasarPlanCalls *self = g_new0 (PasarPlanCalls, 1);

  self->plan = plan;
  self->calls = g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_journal_call_free);
  self->entries = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
  return self;
}

static gboolean
free_some (gpointer data, gint64 deadline)
{
  PasarPlanCalls *self = data;

  while (self->calls->len > 0)
    {
      const guint last = self->calls->len - 1;

      g_hash_table_remove (self->entries, g_ptr_array_index (self->calls, last));
      g_ptr_array_set_size (self->calls, (int) last);
      if (g_get_monotonic_time () >= deadline)
        return FALSE;
    }
  g_ptr_array_unref (self->calls);
  g_hash_table_unref (self->entries);
  g_free (self);
  return TRUE;
}

/**
 * pasar_plan_calls_free:
 * @self: calls
 *
 * Frees them, in slices where they are many.
 */
void
pasar_plan_calls_free (PasarPlanCalls *self)
{
  if (!free_some (self, g_get_monotonic_time () + FREE_US))
    pasar_slices_run_async (free_some, self, NULL, NULL, NULL);
}

/**
 * pasar_plan_calls_get_entries:
 * @self: calls
 * @call: one of them
 *
 * Returns: (transfer none) (element-type guint): what its rows stand for, in order
 */
const GArray *
pasar_plan_calls_get_entries (const PasarPlanCalls *self, const PasarJournalCall *call)
{
  return g_hash_table_lookup (self->entries, call);
}

/* What was reviewed is what is sent, with the location of a stock where the item has one (reference
 * 4.2). */
static void
add_row (PasarPlanCalls *self,
         PasarOrigins *origins,
         PasarJournalCall *call,
         const PasarChangeInfo *entry)
{
  PasarCatalogue *catalogue = pasar_plan_get_catalogue (self->plan);
  PasarLocationStock only = { 0 };
  PasarJournalRow *row = pasar_journal_call_add_row (call,
                                                     entry->key.item_id,
                                                     entry->key.model_id,
                                                     entry->old_value,
                                                     entry->new_value);

  row->origin = g_strdup (pasar_origins_get (origins, entry->key, entry->field));
  if (entry->field == PASAR_FIELD_PRICE)
    return;
  if (entry->locations != NULL)
    {
      row->locations = g_array_ref (entry->locations);
      return;
    }
  pasar_catalogue_row_get_locations (catalogue,
                                     pasar_catalogue_find_editable (catalogue, entry->key),
                                     &only,
                                     1);
  row->locations = pasar_journal_locations_new ();
  pasar_journal_locations_add (row->locations,
                               only.location_id,
                               entry->old_value,
                               entry->new_value);
}

/* The changes of one field among the entries from first to end, all of one item. */
static void
add_field (PasarPlanCalls *self, PasarOrigins *origins, guint first, guint end, PasarField field)
{
  const PasarCallKind kind = field == PASAR_FIELD_PRICE ? PASAR_CALL_PRICE : PASAR_CALL_STOCK;
  PasarJournalCall *call = NULL;
  GArray *entries = NULL;

  for (guint i = first; i < end; i++)
    {
      const PasarChangeInfo *entry = pasar_plan_get_entry (self->plan, i);

      if (entry->state != PASAR_CHANGE_READY || entry->field != field)
        continue;
      if (call == NULL || call->rows->len == PASAR_WRITE_MAX)
        {
          call = pasar_journal_call_new (kind, entry->key.item_id);
          entries = g_array_new (FALSE, FALSE, sizeof (guint));
          g_ptr_array_add (self->calls, call);
          g_hash_table_insert (self->entries, call, entries);
        }
      add_row (self, origins, call, entry);
      g_array_append_val (entries, i);
      self->n_rows++;
    }
}

/**
 * pasar_plan_calls_add:
 * @self: calls
 * @origins: where the changes came from
 * @first: the first change of an item; the plan is in item order
 *
 * Adds the calls that send what is ready of the item.
 *
 * Returns: the first change of the next item
 */
guint
pasar_plan_calls_add (PasarPlanCalls *self, PasarOrigins *origins, guint first)
{
  const guint n = pasar_plan_get_n_entries (self->plan);
  const gint64 item_id = pasar_plan_get_entry (self->plan, first)->key.item_id;
  guint end = first + 1;

  while (end < n && pasar_plan_get_entry (self->plan, end)->key.item_id == item_id)
    end++;
  add_field (self, origins, first, end, PASAR_FIELD_PRICE);
  add_field (self, origins, first, end, PASAR_FIELD_STOCK);
  return end;
}
