/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/submit/plan-private.h"

#include <glib/gi18n-lib.h>

/* What the seller sees of a submission: its outcomes in the plan, and their sum. */

static guint
get_digits (PasarPlan *self)
{
  return pasar_catalogue_get_digits (pasar_plan_get_catalogue (self));
}

/**
 * pasar_plan_show_row:
 * @self: a plan
 * @index: a change
 * @row: its row in the journal
 *
 * Takes the outcome of the row.
 */
void
pasar_plan_show_row (PasarPlan *self, guint index, const PasarJournalRow *row)
{
  g_autofree char *note = NULL;

  if (row->state == PASAR_CHANGE_DONE && row->stored_value != G_MININT64
      && row->stored_value != row->new_value)
    {
      g_autofree char *taken = pasar_change_info_dup_value (pasar_plan_get_entry (self, index),
                                                            row->stored_value,
                                                            get_digits (self));

      /* Translators: %s is a price or a stock, e.g. "10.91". */
      note = g_strdup_printf (_ ("Shopee took %s."), taken);
    }
  else if (row->state == PASAR_CHANGE_UNCERTAIN)
    pasar_plan_set_entry_moved (self, index, row->old_value, row->stored_value);
  pasar_plan_set_entry_outcome (self,
                                index,
                                row->state,
                                note != NULL ? note : row->reason,
                                row->advice);
}

/**
 * pasar_plan_hold_gone:
 * @self: a plan
 * @index: a change of what the shop no longer has
 *
 * Holds it.
 */
void
pasar_plan_hold_gone (PasarPlan *self, guint index)
{
  pasar_plan_set_entry_outcome (self,
                                index,
                                PASAR_CHANGE_HELD,
                                _ ("The shop no longer has this item or variation."),
                                _ ("Discard the change."));
}

/**
 * pasar_plan_hold_if_moved:
 * @self: a plan that is about to be sent
 * @index: a change that is ready
 *
 * Holds it if its value at the shop is no longer the one that the seller saw when the plan was
 * made: somebody else has changed it, or something was sold. What the shop has already is done.
 */
void
pasar_plan_hold_if_moved (PasarPlan *self, guint index)
{
  const PasarChangeInfo *entry = pasar_plan_get_entry (self, index);
  PasarCatalogue *catalogue = pasar_plan_get_catalogue (self);
  const PasarRowInfo row =
      pasar_catalogue_read_row (catalogue, pasar_catalogue_find_editable (catalogue, entry->key));
  const gint64 value = row.values[entry->field].value;
  g_autofree char *reason = NULL;

  if (!row.is_alive)
    return;
  if (row.is_gone)
    {
      pasar_plan_hold_gone (self, index);
      return;
    }
  if (pasar_change_info_is_at_shop (entry, catalogue))
    pasar_plan_set_entry_outcome (self,
                                  index,
                                  PASAR_CHANGE_DONE,
                                  _ ("The shop had this value already."),
                                  NULL);
  else if (pasar_change_info_has_moved (entry, catalogue))
    {
      pasar_plan_set_entry_moved (self,
                                  index,
                                  (entry->doubts & PASAR_DOUBT_MOVED) != 0 ? entry->base
                                                                           : entry->old_value,
                                  value);
      reason =
          pasar_catalogue_dup_moved_text (catalogue, entry->field, entry->base, entry->old_value);
      pasar_plan_set_entry_outcome (self,
                                    index,
                                    PASAR_CHANGE_HELD,
                                    reason,
                                    _ ("Send yours, or keep the shop’s value."));
    }
}

/**
 * pasar_plan_keep_shop_value:
 * @self: a plan that is not being submitted
 * @change: a change of it, which is no longer staged
 *
 * The seller has discarded the change: the shop's value stays.
 */
void
pasar_plan_keep_shop_value (PasarPlan *self, PasarChange *change)
{
  const guint index = pasar_change_get_index (change);

  g_return_if_fail (PASAR_IS_PLAN (self));
  pasar_plan_set_entry_moved (self,
                              index,
                              PASAR_NO_VALUE,
                              pasar_plan_get_entry (self, index)->old_value);
  pasar_plan_set_entry_outcome (self,
                                index,
                                PASAR_CHANGE_HELD,
                                _ ("You keep the shop’s value: this change is discarded."),
                                NULL);
}

static gboolean
is_failed (const PasarChangeInfo *info)
{
  return info->state == PASAR_CHANGE_REFUSED || info->state == PASAR_CHANGE_UNCERTAIN
         || info->state == PASAR_CHANGE_UNKNOWN
         || (info->state == PASAR_CHANGE_HELD && info->postponed_until == 0);
}

/**
 * pasar_plan_count_failed:
 * @self: a plan that was submitted
 *
 * What was not sent for another reason than its own did not fail, and neither did what waits for
 * the end of a promotion.
 *
 * Returns: how many changes were refused, held, or are not certain
 */
guint
pasar_plan_count_failed (PasarPlan *self)
{
  g_return_val_if_fail (PASAR_IS_PLAN (self), 0);
  return pasar_plan_count_state (self, PASAR_CHANGE_REFUSED)
         + pasar_plan_count_state (self, PASAR_CHANGE_UNCERTAIN)
         + pasar_plan_count_state (self, PASAR_CHANGE_UNKNOWN)
         + pasar_plan_count_state (self, PASAR_CHANGE_HELD) - pasar_plan_count_postponed (self);
}

/**
 * pasar_plan_tell_failed:
 * @self: a plan that was submitted
 *
 * Tells the catalogue the rows of these.
 */
void
pasar_plan_tell_failed (PasarPlan *self)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (PasarRowKey));

  g_return_if_fail (PASAR_IS_PLAN (self));
  for (guint i = 0; i < pasar_plan_get_n_entries (self); i++)
    {
      const PasarChangeInfo *info = pasar_plan_get_entry (self, i);

      if (is_failed (info))
        g_array_append_val (keys, info->key);
    }
  pasar_catalogue_set_failed (pasar_plan_get_catalogue (self),
                              (const PasarRowKey *) (gpointer) keys->data,
                              keys->len);
}

/**
 * pasar_plan_correct:
 * @self: a plan that was submitted
 *
 * Takes what a later reading of the shop proves: changes that were told otherwise, and that the
 * shop has by now, are done.
 *
 * Returns: whether one was
 */
gboolean
pasar_plan_correct (PasarPlan *self)
{
  gboolean has_changed = FALSE;

  g_return_val_if_fail (PASAR_IS_PLAN (self), FALSE);
  if (pasar_plan_count_state (self, PASAR_CHANGE_REFUSED) == 0
      && pasar_plan_count_state (self, PASAR_CHANGE_UNKNOWN) == 0
      && pasar_plan_count_state (self, PASAR_CHANGE_UNCERTAIN) == 0)
    return FALSE;
  for (guint i = 0; i < pasar_plan_get_n_entries (self); i++)
    {
      const PasarChangeInfo *entry = pasar_plan_get_entry (self, i);

      if (entry->state != PASAR_CHANGE_REFUSED && entry->state != PASAR_CHANGE_UNKNOWN
          && entry->state != PASAR_CHANGE_UNCERTAIN)
        continue;
      if (!pasar_change_info_is_at_shop (entry, pasar_plan_get_catalogue (self)))
        continue;
      pasar_plan_set_entry_outcome (self, i, PASAR_CHANGE_DONE, NULL, NULL);
      has_changed = TRUE;
    }
  return has_changed;
}

/**
 * pasar_plan_skip_unconfirmed:
 * @self: a plan
 *
 * Leaves out the changes that are doubted, unless they were confirmed.
 */
void
pasar_plan_skip_unconfirmed (PasarPlan *self)
{
  const PasarDoubtKinds unconfirmed = pasar_plan_get_unconfirmed (self);

  if (unconfirmed == PASAR_DOUBT_NONE)
    return;
  for (guint i = 0; i < pasar_plan_get_n_entries (self); i++)
    {
      const PasarDoubtKinds kind =
          pasar_doubt_kinds_get_gravest (pasar_plan_get_entry (self, i)->doubts);

      if (pasar_plan_get_entry (self, i)->state == PASAR_CHANGE_READY
          && !pasar_plan_get_entry (self, i)->is_confirmed && (unconfirmed & kind) != 0)
        pasar_plan_set_entry_outcome (self,
                                      i,
                                      PASAR_CHANGE_SKIPPED,
                                      _ ("This change was not confirmed."),
                                      NULL);
    }
}

/**
 * pasar_plan_skip_unsent:
 * @self: a plan
 * @reason: why nothing more is sent
 * @advice: (nullable): what to do
 *
 * Skips all changes that are still ready.
 */
void
pasar_plan_skip_unsent (PasarPlan *self, const char *reason, const char *advice)
{
  for (guint i = 0; i < pasar_plan_get_n_entries (self); i++)
    if (pasar_plan_get_entry (self, i)->state == PASAR_CHANGE_READY)
      pasar_plan_set_entry_outcome (self, i, PASAR_CHANGE_SKIPPED, reason, advice);
}

static void
add_count (GString *text, const char *format, guint n)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  if (n != 0)
    g_string_append_printf (text, format, n);
#pragma GCC diagnostic pop
}

/**
 * pasar_plan_dup_summary:
 * @self: a plan that was submitted
 *
 * For a toast, or the head of a review.
 *
 * Returns: (transfer full): how many changes came to what, translated: "8 changes done, 1 not
 * taken"
 */
char *
pasar_plan_dup_summary (PasarPlan *self)
{
  const guint n_done = pasar_plan_count_state (self, PASAR_CHANGE_DONE);
  const guint n_refused = pasar_plan_count_state (self, PASAR_CHANGE_REFUSED);
  const guint n_uncertain = pasar_plan_count_state (self, PASAR_CHANGE_UNCERTAIN);
  const guint n_unknown = pasar_plan_count_state (self, PASAR_CHANGE_UNKNOWN);
  const guint n_waiting = pasar_plan_count_postponed (self);
  const guint n_held = pasar_plan_count_state (self, PASAR_CHANGE_HELD) - n_waiting;
  const guint n_skipped = pasar_plan_count_state (self, PASAR_CHANGE_SKIPPED);
  GString *text = g_string_new (NULL);

  /* Translators: in all of these %'u is a number of changes; they stand one after the other. */
  g_string_append_printf (text, ngettext ("%'u change done", "%'u changes done", n_done), n_done);
  add_count (text, ngettext (", %'u not taken", ", %'u not taken", n_refused), n_refused);
  add_count (text, ngettext (", %'u not certain", ", %'u not certain", n_uncertain), n_uncertain);
  add_count (text, ngettext (", %'u not known yet", ", %'u not known yet", n_unknown), n_unknown);
  add_count (text, ngettext (", %'u held back", ", %'u held back", n_held), n_held);
  add_count (text,
             ngettext (", %'u waits for the end of a promotion",
                       ", %'u wait for the end of a promotion",
                       n_waiting),
             n_waiting);
  add_count (text, ngettext (", %'u not sent", ", %'u not sent", n_skipped), n_skipped);
  return g_string_free (text, FALSE);
}
