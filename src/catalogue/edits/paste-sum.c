/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/paste-private.h"

#include "catalogue/edits/private.h"

/* Where the stock of a row is pasted as a whole and at its locations, as a block of the sheet has
 * it, the locations count (see computation.c). The sum is right then, or it is not taken. */

void
pasar_paste_note_stock (PasarPaste *self,
                        PasarField field,
                        const PasarPasteRefusal *refusal,
                        gint64 from,
                        gint64 to)
{
  if (field == PASAR_FIELD_STOCK)
    {
      const PasarPastedSum sum = { *refusal, to, to != from };

      g_array_append_val (self->sums, sum);
    }
  else if (pasar_field_is_location (field))
    {
      const gint64 *before = g_hash_table_lookup (self->located, &refusal->key);
      const gint64 by = (before != NULL ? *before : 0) + to - from;

      g_hash_table_replace (self->located,
                            g_memdup2 (&refusal->key, sizeof refusal->key),
                            g_memdup2 (&by, sizeof by));
    }
}

gboolean
pasar_paste_check_next_sum (PasarPaste *self)
{
  const PasarPastedSum *sum;
  const gint64 *by;
  guint row;

  if (self->next_sum == self->sums->len)
    return FALSE;
  sum = &g_array_index (self->sums, PasarPastedSum, self->next_sum++);
  by = g_hash_table_lookup (self->located, &sum->refusal.key);
  row = pasar_catalogue_find_editable (self->catalogue, sum->refusal.key);
  if (by == NULL || row == PASAR_NO_ROW
      || pasar_catalogue_effective (self->catalogue, row, PASAR_FIELD_STOCK) + *by == sum->value)
    return TRUE;
  if (sum->is_new)
    self->report.n_taken--;
  else
    self->report.n_unchanged--;
  g_array_append_val (self->report.refused, sum->refusal);
  self->report.n_refused[PASAR_PASTE_OTHER_SUM]++;
  return TRUE;
}
