/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/private.h"

/* What an earlier run staged. */

/**
 * pasar_catalogue_restore_staged:
 * @self: a catalogue
 * @key: a row, known or not yet
 * @field: which value
 * @value: what was staged, in minor units or pieces; %PASAR_NO_VALUE: nothing
 * @base: what the shop had then; %PASAR_NO_VALUE: unknown
 * @refusal: (nullable): what the shop had answered to it
 *
 * Restores one cell as it was after a step of an earlier run, without a step to undo; the last call
 * for a cell counts. To be called between freeze and thaw, and to be ended by
 * [method@Catalogue.end_restore].
 */
void
pasar_catalogue_restore_staged (PasarCatalogue *self,
                                PasarRowKey key,
                                PasarField field,
                                gint64 value,
                                gint64 base,
                                const char *refusal)
{
  guint row;

  g_return_if_fail (PASAR_IS_CATALOGUE (self));

  row = pasar_staged_find_row (self, key);
  if (value != PASAR_NO_VALUE)
    value = CLAMP (value, -1, PASAR_VALUE_MAX + 1);
  pasar_staged_set (self, row, key, field, value);
  if (value == PASAR_NO_VALUE)
    return;
  pasar_catalogue_set_base (self, key, field, base);
  if (refusal != NULL)
    pasar_catalogue_set_refusal (self, key, field, refusal);
}

/**
 * pasar_catalogue_end_restore:
 * @self: a catalogue
 *
 * Ends restoring: of what the shop has by now, nothing is staged any more.
 */
void
pasar_catalogue_end_restore (PasarCatalogue *self)
{
  g_return_if_fail (PASAR_IS_CATALOGUE (self));

  for (guint row = 0; row < self->rows.n && self->n_changed > 0; row++)
    {
      if ((self->rows.flags[row] & (PASAR_ROW_CHANGED | PASAR_ROW_GONE)) != PASAR_ROW_CHANGED)
        continue;
      pasar_catalogue_drop_equal_staged (self, row);
      pasar_catalogue_update_counts (self, row);
    }
  pasar_catalogue_values_changed (self);
}

static void
add_staged (PasarCatalogue *self,
            GArray *result,
            PasarRowKey key,
            PasarField field,
            gint64 staged,
            gint64 base)
{
  const PasarEdit cell = { .key = key, .field = pasar_field_get_answered (field) };
  const PasarStagedValue value = {
    key, field, staged, base, g_hash_table_lookup (self->refusals, &cell),
  };

  if (staged != PASAR_NO_VALUE)
    g_array_append_val (result, value);
}

/* A row that is there, or that waits. */
static void
add_row (PasarCatalogue *self, GArray *result, PasarRowKey key)
{
  const PasarSplit *split = pasar_split_find (self, key);

  for (guint field = 0; field < PASAR_N_FIELDS; field++)
    {
      gint64 base;
      const gint64 staged =
          pasar_catalogue_read_staged (self, key, (PasarField) field, &base, NULL);

      add_staged (self, result, key, (PasarField) field, staged, base);
    }
  for (guint i = 0; split != NULL && i < split->stocks->len; i++)
    {
      const PasarSplitStock *stock = &g_array_index (split->stocks, PasarSplitStock, i);

      add_staged (self,
                  result,
                  key,
                  (PasarField) (PASAR_FIELD_LOCATION + stock->location),
                  stock->staged,
                  stock->base);
    }
}

/**
 * pasar_catalogue_dup_staged:
 * @self: a catalogue
 *
 * For a checkpoint.
 *
 * Returns: (transfer full) (element-type PasarStagedValue): all that is staged, also what waits for
 *   its rows
 */
GArray *
pasar_catalogue_dup_staged (PasarCatalogue *self)
{
  GArray *result = g_array_new (FALSE, FALSE, sizeof (PasarStagedValue));
  GHashTableIter iter;
  gpointer waiting;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), result);

  for (guint row = 0; row < self->rows.n && self->n_changed > 0; row++)
    {
      if ((self->rows.flags[row] & PASAR_ROW_CHANGED) != 0)
        add_row (self, result, pasar_catalogue_row_get_key (self, row));
    }
  g_hash_table_iter_init (&iter, self->waiting);
  while (g_hash_table_iter_next (&iter, NULL, &waiting))
    add_row (self, result, ((const PasarWaiting *) waiting)->key);
  return result;
}
