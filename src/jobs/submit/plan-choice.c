/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/session/cells-private.h"
#include "jobs/submit/plan-private.h"

/* Which changes of a plan the seller leaves out, and which they have looked at. */

/**
 * pasar_plan_set_included:
 * @self: a plan that was not submitted yet
 * @change: a change of it that is ready or skipped; nothing happens to others
 * @included: whether to send it
 *
 * Leaves a change out of this submission, or takes it in again. It stays staged.
 */
void
pasar_plan_set_included (PasarPlan *self, PasarChange *change, gboolean included)
{
  const PasarChangeState from = included ? PASAR_CHANGE_SKIPPED : PASAR_CHANGE_READY;
  guint index;

  g_return_if_fail (PASAR_IS_PLAN (self));
  g_return_if_fail (PASAR_IS_CHANGE (change));

  index = pasar_change_get_index (change);
  if (pasar_plan_get_entry (self, index)->state == from)
    pasar_plan_set_entry_outcome (self,
                                  index,
                                  included ? PASAR_CHANGE_READY : PASAR_CHANGE_SKIPPED,
                                  NULL,
                                  NULL);
}

static GHashTable *
list_left_out (PasarPlan *self)
{
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (PasarEdit));
  g_autoptr (GPtrArray) lists = g_ptr_array_new ();

  for (guint i = 0; i < pasar_plan_get_n_entries (self); i++)
    {
      const PasarChangeInfo *info = pasar_plan_get_entry (self, i);
      const PasarEdit cell = { .key = info->key, .field = info->field };

      if (info->state == PASAR_CHANGE_SKIPPED)
        g_array_append_val (cells, cell);
    }
  g_ptr_array_add (lists, cells);
  return pasar_cells_new (lists);
}

static void
leave_out_as (PasarPlan *self, PasarPlan *other)
{
  g_autoptr (GHashTable) left_out = NULL;

  if (pasar_plan_count_state (other, PASAR_CHANGE_SKIPPED) == 0)
    return;
  left_out = list_left_out (other);
  for (guint i = 0; i < pasar_plan_get_n_entries (self); i++)
    {
      const PasarChangeInfo *info = pasar_plan_get_entry (self, i);

      if (info->state == PASAR_CHANGE_READY
          && pasar_cells_contain (left_out, info->key, info->field))
        pasar_plan_set_entry_outcome (self, i, PASAR_CHANGE_SKIPPED, NULL, NULL);
    }
}

static GHashTable *
list_seen (PasarPlan *self)
{
  g_autoptr (GHashTable) prints = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < pasar_plan_get_n_entries (self); i++)
    if (pasar_plan_get_entry (self, i)->is_seen)
      {
        const guint64 print = pasar_change_info_get_print (pasar_plan_get_entry (self, i));

        g_hash_table_add (prints, g_memdup2 (&print, sizeof print));
      }
  return g_steal_pointer (&prints);
}

/* A change that is another one by now is to be looked at anew. */
static void
see_as (PasarPlan *self, PasarPlan *other)
{
  g_autoptr (GHashTable) seen = list_seen (other);

  for (guint i = 0; g_hash_table_size (seen) > 0 && i < pasar_plan_get_n_entries (self); i++)
    {
      const PasarChangeInfo *info = pasar_plan_get_entry (self, i);
      guint64 print;

      if (!pasar_change_info_is_unseen (info))
        continue;
      print = pasar_change_info_get_print (info);
      if (g_hash_table_contains (seen, &print))
        pasar_plan_set_entry_seen (self, i);
    }
}

/**
 * pasar_plan_choose_as:
 * @self: a plan that was just made
 * @other: the plan before it
 *
 * Leaves out what the seller left out of @other; what they have looked at there need not be looked
 * at anew.
 */
void
pasar_plan_choose_as (PasarPlan *self, PasarPlan *other)
{
  see_as (self, other);
  leave_out_as (self, other);
}

/**
 * pasar_plan_set_seen:
 * @self: a plan that was not submitted yet
 * @change: a change of it
 *
 * The seller has looked at it, for as long as it takes to see it.
 */
void
pasar_plan_set_seen (PasarPlan *self, PasarChange *change)
{
  g_return_if_fail (PASAR_IS_PLAN (self));
  g_return_if_fail (PASAR_IS_CHANGE (change));

  pasar_plan_set_entry_seen (self, pasar_change_get_index (change));
}

/**
 * pasar_plan_dup_postponed:
 * @self: a plan
 *
 * See pasar_session_set_sends_later_async().
 *
 * Returns: (transfer full) (element-type PasarEdit): the cells that wait for the end of a promotion
 */
GArray *
pasar_plan_dup_postponed (PasarPlan *self)
{
  GArray *cells = g_array_new (FALSE, FALSE, sizeof (PasarEdit));
  const guint n = pasar_plan_count_postponed (self) > 0 ? pasar_plan_get_n_entries (self) : 0;

  for (guint i = 0; i < n; i++)
    {
      const PasarChangeInfo *info = pasar_plan_get_entry (self, i);
      const PasarEdit cell = { info->key, info->field, info->old_value, info->new_value };

      if (info->postponed_until != 0)
        g_array_append_val (cells, cell);
    }
  return cells;
}

/**
 * pasar_plan_get_first_end:
 * @self: a plan with something that waits
 *
 * Others may wait longer.
 *
 * Returns: when the first of it needs to wait no more, in seconds of Unix time; %G_MAXINT64: no end
 *   is known
 */
gint64
pasar_plan_get_first_end (PasarPlan *self)
{
  gint64 first = G_MAXINT64;

  for (guint i = 0; i < pasar_plan_get_n_entries (self); i++)
    if (pasar_plan_get_entry (self, i)->postponed_until != 0)
      first = MIN (first, pasar_plan_get_entry (self, i)->postponed_until);
  return first;
}
