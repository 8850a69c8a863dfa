/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/submit/plan-private.h"

#include <glib/gi18n-lib.h>

/* What the seller sees of a submission: its outcomes in the plan, and their sum. */

/**
 * pasar_change_state_from_row:
 * @state: the state of a row of the journal that was sent
 *
 * Returns: where its change stands
 */
PasarChangeState
pasar_change_state_from_row (PasarRowState state)
{
  switch (state)
    {
    case PASAR_ROW_DONE:
      return PASAR_CHANGE_DONE;
    case PASAR_ROW_REFUSED:
      return PASAR_CHANGE_REFUSED;
    case PASAR_ROW_UNKNOWN:
      return PASAR_CHANGE_UNKNOWN;
    case PASAR_ROW_SKIPPED:
      return PASAR_CHANGE_SKIPPED;
    case PASAR_ROW_OPEN:
    default:
      return PASAR_CHANGE_SENDING;
    }
}

static char *
dup_taken_note (PasarPlan *self, PasarField field, gint64 value)
{
  const guint digits =
      field == PASAR_FIELD_PRICE ? pasar_catalogue_get_digits (pasar_plan_get_catalogue (self)) : 0;
  g_autofree char *text = pasar_money_format (value, digits, NULL);

  /* Translators: %s is a price or a stock, e.g. "10.91". */
  return g_strdup_printf (_ ("Shopee took %s."), text);
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

  if (row->state == PASAR_ROW_DONE && row->stored_value != G_MININT64
      && row->stored_value != row->new_value)
    note = dup_taken_note (self, pasar_plan_get_entry (self, index)->field, row->stored_value);
  pasar_plan_set_entry_outcome (self,
                                index,
                                pasar_change_state_from_row (row->state),
                                note != NULL ? note : row->reason,
                                row->advice);
}

/**
 * pasar_plan_skip_unconfirmed:
 * @self: a plan
 *
 * Leaves out the changes that must be confirmed, unless they were.
 */
void
pasar_plan_skip_unconfirmed (PasarPlan *self)
{
  if (!pasar_plan_get_needs_confirmation (self))
    return;
  for (guint i = 0; i < pasar_plan_get_n_entries (self); i++)
    {
      const PasarPlanEntry *entry = pasar_plan_get_entry (self, i);

      if (entry->state == PASAR_CHANGE_READY && (entry->warnings & PASAR_WARNINGS_TO_CONFIRM) != 0)
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

/**
 * pasar_plan_dup_summary:
 * @self: a plan that was submitted
 *
 * Returns: (transfer full): how many changes came to what, translated
 */
char *
pasar_plan_dup_summary (PasarPlan *self)
{
  const guint n_done = pasar_plan_count_state (self, PASAR_CHANGE_DONE);
  const guint n_refused = pasar_plan_count_state (self, PASAR_CHANGE_REFUSED);
  const guint n_unknown = pasar_plan_count_state (self, PASAR_CHANGE_UNKNOWN);
  const guint n_not_sent = pasar_plan_count_state (self, PASAR_CHANGE_SKIPPED)
                           + pasar_plan_count_state (self, PASAR_CHANGE_HELD);
  GString *text = g_string_new (NULL);

  /* Translators: in all of these %'u is a number of changes; the sentences stand one after the
   * other. */
  g_string_append_printf (text, ngettext ("%'u change done.", "%'u changes done.", n_done), n_done);
  if (n_refused != 0)
    g_string_append_printf (text,
                            ngettext (" %'u refused.", " %'u refused.", n_refused),
                            n_refused);
  if (n_unknown != 0)
    g_string_append_printf (text,
                            ngettext (" %'u not certain.", " %'u not certain.", n_unknown),
                            n_unknown);
  if (n_not_sent != 0)
    g_string_append_printf (text,
                            ngettext (" %'u not sent.", " %'u not sent.", n_not_sent),
                            n_not_sent);
  return g_string_free (text, FALSE);
}
