/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/slices.h"
#include "jobs/submit/plan-doubts-private.h"
#include "jobs/submit/plan-private.h"

#include <string.h>

/* What of a plan is doubted: each change stands with those that have the same gravest doubt, and is
 * confirmed together with them when the worst of them were looked at. */

/* How long it may take to tell at once what is confirmed. */
#define AT_ONCE_US 4000

/* Changes between two looks at the clock. */
#define STRIDE 256

/**
 * pasar_plan_doubts_init:
 * @self: all zeros
 * @catalogue: a catalogue
 *
 * Nothing is doubted before what it has found is run.
 */
void
pasar_plan_doubts_init (PasarPlanDoubts *self, PasarCatalogue *catalogue)
{
  self->found = pasar_doubts_new (catalogue, pasar_catalogue_get_doubt_limits (catalogue));
}

/**
 * pasar_plan_doubts_clear:
 * @self: all zeros, or initialised
 *
 * Frees what it has.
 */
void
pasar_plan_doubts_clear (PasarPlanDoubts *self)
{
  g_clear_object (&self->remembering);
  g_clear_pointer (&self->found, pasar_doubts_free);
}

/**
 * pasar_plan_doubts_judge:
 * @self: what is doubted
 * @catalogue: where @change is staged
 * @change: a change that is planned
 *
 * Says of @change why it is doubted.
 */
void
pasar_plan_doubts_judge (PasarPlanDoubts *self, PasarCatalogue *catalogue, PasarChangeInfo *change)
{
  const PasarDoubt *doubt = pasar_doubts_find (self->found, change->key, change->field);

  if (doubt == NULL)
    return;
  change->doubts = doubt->kinds;
  change->severity =
      pasar_doubts_get_severity (self->found, doubt, pasar_doubt_kinds_get_gravest (doubt->kinds));
  change->is_confirmed = pasar_catalogue_get_unseen (catalogue, doubt) == PASAR_DOUBT_NONE;
}

static PasarPlanDoubt *
get_by_gravest (PasarPlanDoubts *self, const PasarChangeInfo *change)
{
  return &self->by_kind[g_bit_nth_lsf (change->doubts, -1)];
}

/**
 * pasar_plan_doubts_count:
 * @self: what is doubted
 * @change: a change
 * @by: 1 to count it, -1 to count it no more
 *
 * Keeps the counts.
 */
void
pasar_plan_doubts_count (PasarPlanDoubts *self, const PasarChangeInfo *change, int by)
{
  PasarPlanDoubt *counts;

  if (!pasar_change_info_is_doubted (change))
    return;
  counts = get_by_gravest (self, change);
  counts->n += (guint) by;
  counts->n_unconfirmed += (guint) (change->is_confirmed ? 0 : by);
  counts->n_to_confirm +=
      (guint) (!change->is_confirmed && change->state == PASAR_CHANGE_READY ? by : 0);
  counts->n_unseen += (guint) (change->is_worst && !change->is_seen ? by : 0);
}

/**
 * pasar_plan_doubts_rank:
 * @plan: a plan
 * @index: a change that was just planned
 *
 * Keeps it while it is among the worst with its gravest doubt. Of those that are alike the first
 * are kept.
 */
void
pasar_plan_doubts_rank (PasarPlan *plan, guint index)
{
  const PasarChangeInfo *change = pasar_plan_get_entry (plan, index);
  PasarPlanDoubt *same;
  guint place;

  if (!pasar_change_info_is_doubted (change) || change->is_confirmed)
    return;
  same = get_by_gravest (pasar_plan_get_doubts (plan), change);
  for (place = same->n_worst; place > 0; place--)
    if (pasar_plan_get_entry (plan, same->worst[place - 1])->severity >= change->severity)
      break;
  if (place == PASAR_PLAN_N_WORST)
    return;
  same->n_worst = MIN (same->n_worst + 1, PASAR_PLAN_N_WORST);
  memmove (&same->worst[place + 1],
           &same->worst[place],
           (same->n_worst - place - 1) * sizeof same->worst[0]);
  same->worst[place] = index;
}

static const PasarPlanDoubt *
get_by_kind (PasarPlan *plan, PasarDoubtKinds kind)
{
  const int bit = g_bit_nth_lsf (kind, -1);

  g_return_val_if_fail (bit >= 0 && bit < PASAR_N_DOUBTS && kind == 1u << bit, NULL);
  return &pasar_plan_get_doubts (plan)->by_kind[bit];
}

/**
 * pasar_plan_count_doubt:
 * @self: a plan
 * @kind: one kind
 *
 * Only changes that are ready or wait for the end of a promotion are counted, not those that are
 * left out or held back.
 *
 * Returns: how many changes have @kind as the gravest of their doubts, O(1)
 */
guint
pasar_plan_count_doubt (PasarPlan *self, PasarDoubtKinds kind)
{
  g_return_val_if_fail (PASAR_IS_PLAN (self), 0);
  return get_by_kind (self, kind)->n;
}

/**
 * pasar_plan_count_unconfirmed:
 * @self: a plan
 * @kind: one kind
 *
 * A value that the seller confirmed in another review needs it no more.
 *
 * Returns: how many of [method@Plan.count_doubt] are to be confirmed, whether they were here or
 *   not, O(1)
 */
guint
pasar_plan_count_unconfirmed (PasarPlan *self, PasarDoubtKinds kind)
{
  g_return_val_if_fail (PASAR_IS_PLAN (self), 0);
  return get_by_kind (self, kind)->n_unconfirmed;
}

/**
 * pasar_plan_count_unseen:
 * @self: a plan
 * @kind: one kind
 *
 * Of many the worst are to be looked at, %PASAR_PLAN_N_WORST of them; of few all.
 *
 * Returns: how many of [method@Plan.count_unconfirmed] are still to be looked at before they can be
 *   confirmed, O(1)
 */
guint
pasar_plan_count_unseen (PasarPlan *self, PasarDoubtKinds kind)
{
  g_return_val_if_fail (PASAR_IS_PLAN (self), 0);
  return get_by_kind (self, kind)->n_unseen;
}

/**
 * pasar_plan_dup_heading:
 * @self: a plan
 * @kind: one kind
 * @n: how many changes with it
 *
 * Heads the changes that share a gravest doubt.
 *
 * Returns: (transfer full): a translated heading, e.g. "3 values change about tenfold"
 */
char *
pasar_plan_dup_heading (PasarPlan *self, PasarDoubtKinds kind, guint n)
{
  g_return_val_if_fail (PASAR_IS_PLAN (self), NULL);
  return pasar_doubts_dup_heading (pasar_plan_get_doubts (self)->found, kind, n);
}

/**
 * pasar_plan_dup_doubts:
 * @self: a plan
 * @change: a change of it
 *
 * Says why it may be a slip, before it is sent.
 *
 * Returns: (transfer full) (nullable): translated sentences; %NULL when it is not doubted
 */
char *
pasar_plan_dup_doubts (PasarPlan *self, PasarChange *change)
{
  PasarDoubts *found;
  const PasarDoubt *doubt;

  g_return_val_if_fail (PASAR_IS_PLAN (self) && PASAR_IS_CHANGE (change), NULL);

  found = pasar_plan_get_doubts (self)->found;
  doubt =
      pasar_doubts_find (found, pasar_change_read (change)->key, pasar_change_read (change)->field);
  return doubt != NULL ? pasar_doubts_dup_text (found, doubt) : NULL;
}

/**
 * pasar_plan_get_unconfirmed:
 * @plan: a plan
 *
 * Nobody can confirm what was not looked at.
 *
 * Returns: the gravest doubts of changes that will be sent and must be confirmed first
 */
PasarDoubtKinds
pasar_plan_get_unconfirmed (PasarPlan *plan)
{
  const PasarPlanDoubts *self = pasar_plan_get_doubts (plan);
  PasarDoubtKinds unconfirmed = PASAR_DOUBT_NONE;

  for (guint bit = 0; bit < PASAR_N_DOUBTS; bit++)
    if (self->by_kind[bit].n_to_confirm > 0
        && (self->by_kind[bit].n_unseen > 0 || (self->confirmed >> bit & 1) == 0))
      unconfirmed |= 1u << bit;
  return unconfirmed;
}

/**
 * pasar_plan_get_needs_confirmation:
 * @self: a plan
 *
 * What is doubted is held back until the seller has confirmed it; what waits for the end of a
 * promotion holds nothing up.
 *
 * Returns: whether a change that will be sent must be confirmed and was not; the submit job leaves
 *   such changes out
 */
gboolean
pasar_plan_get_needs_confirmation (PasarPlan *self)
{
  g_return_val_if_fail (PASAR_IS_PLAN (self), FALSE);
  return pasar_plan_get_unconfirmed (self) != PASAR_DOUBT_NONE;
}

/* Pieces that go to and fro between locations are the same change to the catalogue. */
static void
remember_change (PasarPlan *plan, const PasarChangeInfo *change)
{
  const PasarPlanDoubts *self = pasar_plan_get_doubts (plan);
  PasarCatalogue *catalogue = pasar_plan_get_catalogue (plan);
  const PasarDoubt doubt = { .key = change->key,
                             .field = change->field,
                             .kinds = change->doubts,
                             .old_value = change->old_value,
                             .new_value = change->new_value };
  const PasarDoubtKinds unknown = change->locations != NULL ? PASAR_DOUBT_MOVED : PASAR_DOUBT_NONE;

  if (!pasar_change_info_is_doubted (change) || change->is_confirmed)
    return;
  if ((self->confirmed & pasar_doubt_kinds_get_gravest (change->doubts)) != 0)
    pasar_catalogue_look_at (catalogue, &doubt, change->doubts & ~unknown);
  else
    pasar_catalogue_look_away (catalogue, &doubt);
}

static gboolean
remember_some (gpointer work, gint64 deadline)
{
  PasarPlan *plan = work;
  PasarPlanDoubts *self = pasar_plan_get_doubts (plan);
  const guint n = pasar_plan_get_n_entries (plan);

  while (self->next < n)
    {
      for (const guint end = MIN (n, self->next + STRIDE); self->next < end; self->next++)
        remember_change (plan, pasar_plan_get_entry (plan, self->next));
      if (g_get_monotonic_time () >= deadline)
        break;
    }
  return self->next == n;
}

static void
remembered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarPlan) plan = user_data;

  pasar_slices_run_finish (result, NULL);
}

/**
 * pasar_plan_set_confirmed:
 * @self: a plan that was not submitted yet
 * @kinds: gravest doubts of the changes that the seller says are right
 *
 * Confirms these, and takes it back of the others. What is confirmed need not be again, in any
 * other plan that has the same values, nor for what is sent by itself when a promotion has ended.
 */
void
pasar_plan_set_confirmed (PasarPlan *self, PasarDoubtKinds kinds)
{
  PasarPlanDoubts *doubts;

  g_return_if_fail (PASAR_IS_PLAN (self));

  doubts = pasar_plan_get_doubts (self);
  if (doubts->confirmed == kinds)
    return;
  doubts->confirmed = kinds;
  doubts->next = 0;
  if (doubts->remembering != NULL)
    g_cancellable_cancel (doubts->remembering);
  g_clear_object (&doubts->remembering);
  if (remember_some (self, g_get_monotonic_time () + AT_ONCE_US))
    return;
  doubts->remembering = g_cancellable_new ();
  pasar_slices_run_async (remember_some,
                          self,
                          doubts->remembering,
                          remembered_cb,
                          g_object_ref (self));
}
