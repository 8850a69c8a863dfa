/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/computation-private.h"

/* What is staged goes: a row has the shop's values again. What is local goes only where it is asked
 * for by its name. */

/* With the stock of a row goes what is staged at its locations. */
static gboolean
is_discarded (const PasarComputation *self, PasarField field)
{
  const GArray *fields = self->command->fields;

  if (pasar_field_is_location (field) && is_discarded (self, PASAR_FIELD_STOCK))
    return TRUE;
  if (fields == NULL)
    return self->command->field < 0 || (PasarField) self->command->field == field;
  for (guint i = 0; i < fields->len; i++)
    {
      if (g_array_index (fields, PasarField, i) == field)
        return TRUE;
    }
  return FALSE;
}

static void
discard_cell (PasarComputation *self, guint row, PasarRowKey key, PasarField field, gint64 staged)
{
  const PasarEdit edit = { key, field, staged, PASAR_NO_VALUE };

  if (staged == PASAR_NO_VALUE || !is_discarded (self, field))
    return;
  g_array_append_val (self->edits, edit);
  g_array_append_val (self->edit_rows, row);
  self->computed.n_edits++;
}

static void
discard_local (PasarComputation *self, guint row, PasarRowKey key, int field)
{
  if (field >= 0 && pasar_field_is_local ((PasarField) field))
    discard_cell (self,
                  row,
                  key,
                  (PasarField) field,
                  pasar_local_get (self->catalogue, row, (PasarField) field));
}

static void
discard_locals (PasarComputation *self, guint row, PasarRowKey key)
{
  const GArray *fields = self->command->fields;

  if (fields == NULL)
    discard_local (self, row, key, self->command->field);
  for (guint i = 0; fields != NULL && i < fields->len; i++)
    discard_local (self, row, key, (int) g_array_index (fields, PasarField, i));
}

/* An edit of the stock is one of all of its locations. */
void
pasar_computation_discard (PasarComputation *self, guint row)
{
  PasarCatalogue *catalogue = self->catalogue;
  const guint n_locations =
      is_discarded (self, PASAR_FIELD_STOCK) ? 0 : catalogue->location_columns->len;
  PasarRowKey key;

  if (!pasar_catalogue_is_editable (catalogue, row))
    return;
  key = pasar_catalogue_row_get_key (catalogue, row);
  self->computed.n_rows++;
  for (guint i = 0; i < PASAR_N_FIELDS; i++)
    discard_cell (self,
                  row,
                  key,
                  (PasarField) i,
                  pasar_numbers_get (&catalogue->rows.staged[i], row));
  for (guint i = 0; i < n_locations; i++)
    {
      const PasarField field = (PasarField) (PASAR_FIELD_LOCATION + i);

      if (is_discarded (self, field) && pasar_staged_is_any (catalogue, row, field))
        discard_cell (self, row, key, field, pasar_staged_read_effective (catalogue, row, field));
    }
  discard_locals (self, row, key);
}

static void
discard_split_of (PasarComputation *self, PasarRowKey key)
{
  const PasarSplit *split = pasar_split_find (self->catalogue, key);

  for (guint i = 0; split != NULL && i < split->stocks->len; i++)
    {
      const PasarSplitStock *stock = &g_array_index (split->stocks, PasarSplitStock, i);

      discard_cell (self,
                    PASAR_NO_ROW,
                    key,
                    (PasarField) (PASAR_FIELD_LOCATION + stock->location),
                    stock->staged);
    }
}

/* With all rows also what waits for rows that are not there. */
void
pasar_computation_discard_waiting (PasarComputation *self)
{
  GHashTableIter iter;
  gpointer data;

  g_hash_table_iter_init (&iter, self->catalogue->waiting);
  while (self->rows == NULL && g_hash_table_iter_next (&iter, NULL, &data))
    {
      const PasarWaiting *waiting = data;

      for (guint i = 0; i < PASAR_N_FIELDS; i++)
        discard_cell (self, PASAR_NO_ROW, waiting->key, (PasarField) i, waiting->staged[i]);
      discard_split_of (self, waiting->key);
    }
}
