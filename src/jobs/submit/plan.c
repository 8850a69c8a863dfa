/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/submit/plan-private.h"

static void pasar_plan_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PasarPlan,
                               pasar_plan,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      pasar_plan_list_model_init))

static void
pasar_plan_finalize (GObject *object)
{
  PasarPlan *self = PASAR_PLAN (object);

  g_clear_pointer (&self->entries, pasar_plan_entries_free);
  g_clear_pointer (&self->cells, g_hash_table_unref);
  pasar_plan_doubts_clear (&self->doubts);
  g_clear_pointer (&self->typical, pasar_typical_free);
  g_clear_object (&self->catalogue);
  G_OBJECT_CLASS (pasar_plan_parent_class)->finalize (object);
}

static void
pasar_plan_class_init (PasarPlanClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pasar_plan_finalize;
}

static void
pasar_plan_init (PasarPlan *self)
{
  self->entries = pasar_plan_entries_new ();
  self->typical = pasar_typical_new ();
}

static GType
pasar_plan_get_item_type (GListModel *model)
{
  return PASAR_TYPE_CHANGE;
}

static guint
pasar_plan_get_n_items (GListModel *model)
{
  return pasar_plan_get_n_entries (PASAR_PLAN (model));
}

static gpointer
pasar_plan_get_item (GListModel *model, guint position)
{
  PasarPlan *self = PASAR_PLAN (model);
  g_autoptr (PasarChange) made = NULL;
  PasarPlanEntry *entry;

  if (position >= pasar_plan_get_n_entries (self))
    return NULL;
  entry = pasar_plan_entries_get (self->entries, position);
  if (entry->object == NULL)
    {
      made = pasar_change_new (G_OBJECT (self), &entry->info, position);
      g_set_weak_pointer (&entry->object, made);
    }
  return g_object_ref (entry->object);
}

static void
pasar_plan_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = pasar_plan_get_item_type;
  iface->get_n_items = pasar_plan_get_n_items;
  iface->get_item = pasar_plan_get_item;
}

/* Whether the seller is to decide about it: the value at the shop has become another one. What
 * waits is decided about when it can be sent. */
static gboolean
is_moved (const PasarChangeInfo *info)
{
  return info->state == PASAR_CHANGE_UNCERTAIN
         || (info->state == PASAR_CHANGE_HELD && info->base != PASAR_NO_VALUE
             && info->postponed_until == 0);
}

/**
 * pasar_plan_count:
 * @self: a plan
 * @info: a change of it
 * @by: 1 to count it, -1 to count it no more
 *
 * Keeps the counts.
 */
void
pasar_plan_count (PasarPlan *self, const PasarChangeInfo *info, int by)
{
  self->n_by_state[info->state] += (guint) by;
  self->n_moved += (guint) (is_moved (info) ? by : 0);
  self->n_postponed += (guint) (info->postponed_until != 0 ? by : 0);
  pasar_plan_doubts_count (&self->doubts, info, by);
  if (info->state == PASAR_CHANGE_READY)
    pasar_typical_count (self->typical, info, by);
}

/**
 * pasar_plan_is_complete:
 * @self: a plan
 *
 * Only a complete plan may be submitted.
 *
 * Returns: whether all that is to be planned is in it
 */
gboolean
pasar_plan_is_complete (PasarPlan *self)
{
  g_return_val_if_fail (PASAR_IS_PLAN (self), FALSE);
  return self->is_complete;
}

/**
 * pasar_plan_is_like:
 * @self: a plan that was not submitted yet
 * @other: another one
 *
 * Returns: whether they plan the same, in whatever order and whatever the seller left out
 */
gboolean
pasar_plan_is_like (PasarPlan *self, PasarPlan *other)
{
  return pasar_plan_get_n_entries (self) == pasar_plan_get_n_entries (other)
         && self->print == other->print;
}

/**
 * pasar_plan_get_catalogue:
 * @self: a plan
 *
 * The table whose staged values the plan sends.
 *
 * Returns: (transfer none): where it was made from
 */
PasarCatalogue *
pasar_plan_get_catalogue (PasarPlan *self)
{
  g_return_val_if_fail (PASAR_IS_PLAN (self), NULL);
  return self->catalogue;
}

/**
 * pasar_plan_get_n_rows:
 * @self: a plan
 *
 * A row may have two changes.
 *
 * Returns: how many rows of the sheet its changes are in
 */
guint
pasar_plan_get_n_rows (PasarPlan *self)
{
  g_return_val_if_fail (PASAR_IS_PLAN (self), 0);
  return self->n_rows;
}

/**
 * pasar_plan_get_n_shop_items:
 * @self: a plan
 *
 * Rows of several variations may be of one item.
 *
 * Returns: how many items of the shop these rows belong to
 */
guint
pasar_plan_get_n_shop_items (PasarPlan *self)
{
  g_return_val_if_fail (PASAR_IS_PLAN (self), 0);
  return self->n_shop_items;
}

/**
 * pasar_plan_count_state:
 * @self: a plan
 * @state: a state
 *
 * Sums up what a review shows.
 *
 * Returns: how many changes are in it, O(1)
 */
guint
pasar_plan_count_state (PasarPlan *self, PasarChangeState state)
{
  g_return_val_if_fail (PASAR_IS_PLAN (self), 0);
  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (self->n_by_state), 0);
  return self->n_by_state[state];
}

/**
 * pasar_plan_sum_up:
 * @self: a plan
 *
 * Takes no time to speak of, however many changes there are.
 *
 * Returns: what the changes that will be sent come to
 */
PasarPlanSum
pasar_plan_sum_up (PasarPlan *self)
{
  PasarPlanSum sum;

  g_return_val_if_fail (PASAR_IS_PLAN (self), (PasarPlanSum){ 0 });
  sum = pasar_plan_entries_sum_up (self->entries);
  pasar_typical_fill (self->typical, &sum);
  return sum;
}

/**
 * pasar_plan_count_moved:
 * @self: a plan that was submitted
 *
 * Such a change stays staged; nothing is written over the shop's value unless the seller says so.
 *
 * Returns: how many changes the seller is to decide about: their value at the shop has become
 *   another one, O(1)
 */
guint
pasar_plan_count_moved (PasarPlan *self)
{
  g_return_val_if_fail (PASAR_IS_PLAN (self), 0);
  return self->n_moved;
}

/**
 * pasar_plan_get_doubts:
 * @self: a plan
 *
 * Returns: (transfer none): what of it is doubted
 */
PasarPlanDoubts *
pasar_plan_get_doubts (PasarPlan *self)
{
  return &self->doubts;
}

/**
 * pasar_plan_count_postponed:
 * @self: a plan
 *
 * They are among those that are held.
 *
 * Returns: how many changes wait for the end of a promotion, O(1)
 */
guint
pasar_plan_count_postponed (PasarPlan *self)
{
  g_return_val_if_fail (PASAR_IS_PLAN (self), 0);
  return self->n_postponed;
}

/**
 * pasar_plan_get_n_entries:
 * @self: a plan
 *
 * Returns: how many changes it has
 */
guint
pasar_plan_get_n_entries (PasarPlan *self)
{
  return pasar_plan_entries_get_n (self->entries);
}

/**
 * pasar_plan_get_entry:
 * @self: a plan
 * @index: below [method@Plan.get_n_entries]
 *
 * Returns: (transfer none): a change, without making an object
 */
const PasarChangeInfo *
pasar_plan_get_entry (PasarPlan *self, guint index)
{
  return &pasar_plan_entries_get (self->entries, index)->info;
}

/**
 * pasar_plan_set_entry_outcome:
 * @self: a plan
 * @index: a change
 * @state: where it stands now
 * @reason: (nullable): why; may be the entry's own
 * @advice: (nullable): what to do; may be the entry's own
 *
 * For the submit job: tells of an outcome.
 */
void
pasar_plan_set_entry_outcome (PasarPlan *self,
                              guint index,
                              PasarChangeState state,
                              const char *reason,
                              const char *advice)
{
  PasarPlanEntry *entry = pasar_plan_entries_get (self->entries, index);
  PasarChangeInfo *info = &entry->info;
  g_autofree char *old_reason = info->reason;
  g_autofree char *old_advice = info->advice;

  pasar_plan_count (self, info, -1);
  info->state = state;
  /* The old texts may be the new ones. */
  info->reason = g_strdup (reason);
  info->advice = g_strdup (advice);
  pasar_plan_count (self, info, 1);
  pasar_plan_entries_touch (self->entries, index);
  if (entry->object != NULL)
    pasar_change_tell_outcome (entry->object);
}

/**
 * pasar_plan_set_entry_seen:
 * @self: a plan
 * @index: a change
 *
 * The seller has looked at it.
 */
void
pasar_plan_set_entry_seen (PasarPlan *self, guint index)
{
  PasarPlanEntry *entry = pasar_plan_entries_get (self->entries, index);

  if (entry->info.is_seen)
    return;
  pasar_plan_count (self, &entry->info, -1);
  entry->info.is_seen = TRUE;
  pasar_plan_count (self, &entry->info, 1);
  if (entry->object != NULL)
    pasar_change_tell_outcome (entry->object);
}

/**
 * pasar_plan_set_entry_request_id:
 * @self: a plan
 * @index: a change
 * @request_id: (nullable): by what the server knows the call that sent it
 *
 * For the submit job: tells by what a change was sent.
 */
void
pasar_plan_set_entry_request_id (PasarPlan *self, guint index, const char *request_id)
{
  pasar_plan_entries_set_request_id (self->entries, index, request_id);
}

/**
 * pasar_plan_set_entry_moved:
 * @self: a plan
 * @index: a change
 * @base: the value that the shop had when the change was edited or sent
 * @value: the value that it has now
 *
 * The value at the shop has become another one, about which the seller decides or has decided: so
 * it waits for no promotion.
 */
void
pasar_plan_set_entry_moved (PasarPlan *self, guint index, gint64 base, gint64 value)
{
  PasarChangeInfo *entry = &pasar_plan_entries_get (self->entries, index)->info;

  pasar_plan_count (self, entry, -1);
  entry->base = base;
  entry->postponed_until = 0;
  entry->old_value = value;
  entry->doubts |= PASAR_DOUBT_MOVED;
  pasar_plan_count (self, entry, 1);
  pasar_plan_entries_touch (self->entries, index);
}
