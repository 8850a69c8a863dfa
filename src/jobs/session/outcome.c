/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/session/outcome-private.h"

#include "jobs/session/record-private.h"

/* What the answer to a call means for what is staged. */

static void
settle_row (PasarCatalogue *catalogue, PasarField field, const PasarJournalRow *outcome)
{
  const PasarRowKey key = { outcome->item_id, outcome->model_id };

  if (outcome->state == PASAR_CHANGE_DONE)
    {
      pasar_catalogue_set_refusal (catalogue, key, field, NULL);
      pasar_catalogue_settle (catalogue, key, field, outcome->new_value);
      if (outcome->stored_value != G_MININT64 && outcome->stored_value != outcome->new_value)
        pasar_catalogue_settle (catalogue, key, field, outcome->stored_value);
    }
  else if ((outcome->state == PASAR_CHANGE_REFUSED || outcome->state == PASAR_CHANGE_UNCERTAIN)
           && pasar_catalogue_read_staged (catalogue, key, field, NULL, NULL) == outcome->new_value)
    {
      g_autofree char *text = pasar_journal_row_dup_refusal (outcome);

      pasar_catalogue_set_refusal (catalogue, key, field, text);
      if (outcome->state == PASAR_CHANGE_UNCERTAIN)
        pasar_catalogue_set_base (catalogue, key, field, outcome->old_value);
    }
}

/* The record gets each cell that something is or was staged on. */
static guint
settle_rows (const PasarJournalCall *call,
             PasarCatalogue *catalogue,
             PasarRecordWriter *writer,
             gint64 *n_staged_more)
{
  const PasarField field = call->kind == PASAR_CALL_PRICE ? PASAR_FIELD_PRICE : PASAR_FIELD_STOCK;
  guint n = 0;

  pasar_catalogue_freeze (catalogue);
  for (guint i = 0; i < call->rows->len; i++)
    {
      const PasarJournalRow *outcome = g_ptr_array_index (call->rows, i);
      const PasarRowKey key = { outcome->item_id, outcome->model_id };
      const gint64 from = pasar_catalogue_read_staged (catalogue, key, field, NULL, NULL);
      PasarRecordEdit edit = { .key = key,
                               .column = pasar_field_get_column (field),
                               .from = pasar_value_from_number (from) };
      gint64 base;
      gint64 to;

      settle_row (catalogue, field, outcome);
      to = pasar_catalogue_read_staged (catalogue, key, field, &base, &edit.refusal);
      if (from == PASAR_NO_VALUE && to == PASAR_NO_VALUE)
        continue;
      edit.to = pasar_value_from_number (to);
      edit.base = pasar_value_from_number (base);
      pasar_record_writer_add (writer, &edit);
      *n_staged_more += (to != PASAR_NO_VALUE) - (from != PASAR_NO_VALUE);
      n++;
    }
  pasar_catalogue_thaw (catalogue);
  return n;
}

/**
 * pasar_outcome_apply:
 * @call: a call of prices or stock, with its outcome
 * @catalogue: the shop's
 * @n_edits: (out): how many cells are in the record
 * @n_staged_more: (out): by how many values more are staged than before, or less
 *
 * Settles the rows of a call in the catalogue. What the shop answered is true whether or not it can
 * be recorded: so the packed item has it, too.
 *
 * Returns: (transfer full) (nullable): the record of it for the log; %NULL when nothing was staged
 *   on any of the rows
 */
GBytes *
pasar_outcome_apply (const PasarJournalCall *call,
                     PasarCatalogue *catalogue,
                     guint *n_edits,
                     gint64 *n_staged_more)
{
  PasarRecordWriter *writer = pasar_record_writer_new (PASAR_LOG_SETTLED, 0);
  g_autoptr (GBytes) data = NULL;

  *n_staged_more = 0;
  *n_edits = settle_rows (call, catalogue, writer, n_staged_more);
  data = pasar_record_writer_end (writer);
  return *n_edits > 0 ? g_steal_pointer (&data) : NULL;
}
