/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/session/outcome-private.h"

#include "jobs/session/record-private.h"

/* What the answer to a call means for what is staged. */

static const PasarJournalLocation *
find_location (const GArray *locations, const char *location_id)
{
  for (guint i = 0; i < locations->len; i++)
    {
      const PasarJournalLocation *location = &g_array_index (locations, PasarJournalLocation, i);

      if (g_str_equal (location->location_id, location_id))
        return location;
    }
  return NULL;
}

/* Whether stocks are what was sent, or what was there before; at one location all that counts is
 * the sum. */
static gboolean
is_split (const GArray *locations, gboolean is_new, const PasarLocationStock *stocks, guint n)
{
  if (locations == NULL || locations->len <= 1)
    return TRUE;
  for (guint i = 0; i < n; i++)
    {
      const PasarJournalLocation *location = find_location (locations, stocks[i].location_id);

      if (location == NULL
          || stocks[i].stock != (is_new ? location->new_stock : location->old_stock))
        return FALSE;
    }
  return n == locations->len;
}

/**
 * pasar_outcome_is_split:
 * @locations: (nullable) (element-type PasarJournalLocation): the parts of a change of stock
 * @is_new: whether it is about the new stock, not about the old one
 * @catalogue: the shop's
 * @key: the row of the change
 *
 * Returns: whether the shop has that stock at each of several locations, as far as @catalogue
 *   knows; with one or none %TRUE
 */
gboolean
pasar_outcome_is_split (const GArray *locations,
                        gboolean is_new,
                        PasarCatalogue *catalogue,
                        PasarRowKey key)
{
  const guint row = pasar_catalogue_find_editable (catalogue, key);
  const guint n = pasar_catalogue_row_get_locations (catalogue, row, NULL, 0);
  g_autofree PasarLocationStock *stocks = g_new (PasarLocationStock, n + 1);

  pasar_catalogue_row_get_locations (catalogue, row, stocks, n);
  return is_split (locations, is_new, stocks, n);
}

/**
 * pasar_outcome_is_at_shop:
 * @row: a row of a call that was sent
 * @field: what its value is
 * @is_new: whether it is about what was sent, not about what was there before
 * @catalogue: the shop's
 *
 * Where it is not known what each of several locations had before, nothing can be told to be as it
 * was.
 *
 * Returns: whether the shop has that value, as far as @catalogue knows: stock at each location
 */
gboolean
pasar_outcome_is_at_shop (const PasarJournalRow *row,
                          PasarField field,
                          gboolean is_new,
                          PasarCatalogue *catalogue)
{
  const PasarRowKey key = { row->item_id, row->model_id };
  const guint number = pasar_catalogue_find_editable (catalogue, key);

  return pasar_catalogue_read_field (catalogue, number, field).value
             == (is_new ? row->new_value : row->old_value)
         && pasar_outcome_is_split (row->locations, is_new, catalogue, key);
}

/**
 * pasar_outcome_is_staged:
 * @row: a row of a call
 * @field: what its value is
 * @catalogue: the shop's
 *
 * The seller may have changed or discarded it since. Of a row that is not in the catalogue only the
 * value is compared.
 *
 * Returns: whether what it sends is staged still: stock at each location
 */
gboolean
pasar_outcome_is_staged (const PasarJournalRow *row, PasarField field, PasarCatalogue *catalogue)
{
  const PasarRowKey key = { row->item_id, row->model_id };
  const guint number = pasar_catalogue_find_editable (catalogue, key);
  const guint n = pasar_catalogue_row_get_staged_locations (catalogue, number, NULL, 0);
  g_autofree PasarLocationStock *stocks = g_new (PasarLocationStock, n + 1);

  if (number == PASAR_NO_ROW)
    return pasar_catalogue_read_staged (catalogue, key, field, NULL, NULL) == row->new_value;
  pasar_catalogue_row_get_staged_locations (catalogue, number, stocks, n);
  return pasar_catalogue_read_field (catalogue, number, field).staged == row->new_value
         && is_split (row->locations, TRUE, stocks, n);
}

/* The shop has the stock that was sent: at each location, where it has several. */
static void
settle_stock (PasarCatalogue *catalogue, const PasarJournalRow *outcome)
{
  const PasarRowKey key = { outcome->item_id, outcome->model_id };
  const guint n = outcome->locations != NULL ? outcome->locations->len : 0;

  for (guint i = 0; n > 1 && i < n; i++)
    {
      const PasarJournalLocation *location =
          &g_array_index (outcome->locations, PasarJournalLocation, i);
      PasarField field;

      if (pasar_catalogue_find_location_field (catalogue, location->location_id, &field))
        pasar_catalogue_settle (catalogue, key, field, location->new_stock);
    }
  if (n <= 1 || pasar_outcome_is_at_shop (outcome, PASAR_FIELD_STOCK, TRUE, catalogue))
    pasar_catalogue_settle (catalogue, key, PASAR_FIELD_STOCK, outcome->new_value);
}

/* Nobody can tell what the shop did with it: what it had when that was sent is what the seller has
 * seen. */
static void
set_bases (PasarCatalogue *catalogue, PasarField field, const PasarJournalRow *outcome)
{
  const PasarRowKey key = { outcome->item_id, outcome->model_id };

  pasar_catalogue_set_base (catalogue, key, field, outcome->old_value);
  for (guint i = 0; outcome->locations != NULL && i < outcome->locations->len; i++)
    {
      const PasarJournalLocation *location =
          &g_array_index (outcome->locations, PasarJournalLocation, i);

      if (location->old_stock != PASAR_NO_VALUE
          && pasar_catalogue_find_location_field (catalogue, location->location_id, &field))
        pasar_catalogue_set_base (catalogue, key, field, location->old_stock);
    }
}

static void
settle_row (PasarCatalogue *catalogue, PasarField field, const PasarJournalRow *outcome)
{
  const PasarRowKey key = { outcome->item_id, outcome->model_id };

  if (outcome->state == PASAR_CHANGE_DONE)
    {
      pasar_catalogue_set_refusal (catalogue, key, field, NULL);
      if (field == PASAR_FIELD_STOCK)
        settle_stock (catalogue, outcome);
      else
        pasar_catalogue_settle (catalogue, key, field, outcome->new_value);
      if (outcome->stored_value != G_MININT64 && outcome->stored_value != outcome->new_value)
        pasar_catalogue_settle (catalogue, key, field, outcome->stored_value);
    }
  else if ((outcome->state == PASAR_CHANGE_REFUSED || outcome->state == PASAR_CHANGE_UNCERTAIN)
           && pasar_outcome_is_staged (outcome, field, catalogue))
    {
      g_autofree char *text = pasar_journal_row_dup_refusal (outcome);

      pasar_catalogue_set_refusal (catalogue, key, field, text);
      if (outcome->state == PASAR_CHANGE_UNCERTAIN)
        set_bases (catalogue, field, outcome);
    }
}

/* What is in a cell now goes into the record, if something is or was staged there. */
static gboolean
add_cell (PasarRecordWriter *writer,
          PasarCatalogue *catalogue,
          const char *const *locations,
          const PasarEdit *before,
          gint64 *n_staged_more)
{
  PasarRecordEdit edit = { .key = before->key, .from = pasar_value_from_number (before->from) };
  gint64 base;
  const gint64 to =
      pasar_catalogue_read_staged (catalogue, before->key, before->field, &base, &edit.refusal);

  if (before->from == PASAR_NO_VALUE && to == PASAR_NO_VALUE)
    return FALSE;
  pasar_record_edit_set_field (&edit, before->field, locations);
  edit.to = pasar_value_from_number (to);
  edit.base = pasar_value_from_number (base);
  pasar_record_writer_add (writer, &edit);
  *n_staged_more += (to != PASAR_NO_VALUE) - (before->from != PASAR_NO_VALUE);
  return TRUE;
}

/* The cells of the row with something staged. */
static void
list_cells (PasarCatalogue *catalogue, PasarRowKey key, PasarField field, GArray *cells)
{
  g_autoptr (GArray) fields = pasar_catalogue_dup_staged_fields (catalogue, key, field);

  g_array_set_size (cells, 0);
  for (guint i = 0; i < fields->len; i++)
    {
      const PasarField staged = g_array_index (fields, PasarField, i);
      const PasarEdit cell = {
        .key = key,
        .field = staged,
        .from = pasar_catalogue_read_staged (catalogue, key, staged, NULL, NULL),
      };

      g_array_append_val (cells, cell);
    }
}

/* The record gets each cell that something is or was staged on: what the shop answered stages
 * nothing. */
static guint
settle_rows (const PasarJournalCall *call,
             PasarCatalogue *catalogue,
             PasarRecordWriter *writer,
             gint64 *n_staged_more)
{
  const PasarField field = call->kind == PASAR_CALL_PRICE ? PASAR_FIELD_PRICE : PASAR_FIELD_STOCK;
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (PasarEdit));
  guint n = 0;

  pasar_catalogue_freeze (catalogue);
  for (guint i = 0; i < call->rows->len; i++)
    {
      const PasarJournalRow *outcome = g_ptr_array_index (call->rows, i);
      g_auto (GStrv) locations = NULL;

      list_cells (catalogue, (PasarRowKey){ outcome->item_id, outcome->model_id }, field, cells);
      settle_row (catalogue, field, outcome);
      locations = pasar_catalogue_dup_location_ids (catalogue);
      for (guint k = 0; k < cells->len; k++)
        n += add_cell (writer,
                       catalogue,
                       (const char *const *) locations,
                       &g_array_index (cells, PasarEdit, k),
                       n_staged_more);
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
