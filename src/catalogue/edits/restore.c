/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/private.h"

/* What an earlier run staged, and what is staged for a later one; with it what is local. */

/* How many rows are read between two looks at the clock. */
#define ROWS_A_LOOK 1024

/**
 * pasar_catalogue_restore_staged:
 * @self: a catalogue
 * @key: a row, known or not yet
 * @field: which value
 * @value: what was staged, in minor units or pieces; %PASAR_NO_VALUE: nothing; of a local field
 * its value
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

  if (pasar_field_is_local (field))
    {
      pasar_staged_set (self,
                        PASAR_NO_ROW,
                        key,
                        field,
                        pasar_staged_normalise (self, PASAR_NO_ROW, field, value));
      return;
    }
  row = pasar_catalogue_find_editable (self, key);
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

static void
add_rows (PasarCatalogue *self, GArray *result, guint first, guint end)
{
  for (guint row = first; row < end && self->n_changed > 0; row++)
    {
      if ((self->rows.flags[row] & PASAR_ROW_CHANGED) != 0)
        add_row (self, result, pasar_catalogue_row_get_key (self, row));
    }
}

static void
add_waiting (PasarCatalogue *self, GArray *result)
{
  GHashTableIter iter;
  gpointer waiting;

  g_hash_table_iter_init (&iter, self->waiting);
  while (g_hash_table_iter_next (&iter, NULL, &waiting))
    add_row (self, result, ((const PasarWaiting *) waiting)->key);
}

/**
 * pasar_catalogue_dup_staged:
 * @self: a catalogue
 *
 * All of it at once.
 *
 * Returns: (transfer full) (element-type PasarStagedValue): all that is staged, also what waits for
 *   its rows; nothing local
 */
GArray *
pasar_catalogue_dup_staged (PasarCatalogue *self)
{
  GArray *result = g_array_new (FALSE, FALSE, sizeof (PasarStagedValue));

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), result);

  add_rows (self, result, 0, self->rows.n);
  add_waiting (self, result);
  return result;
}

/**
 * pasar_catalogue_get_n_local:
 * @self: a catalogue
 *
 * For who weighs whether to write all of it.
 *
 * Returns: how many rows have local values, or had some
 */
guint
pasar_catalogue_get_n_local (PasarCatalogue *self)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), 0);

  return self->locals.keys->len;
}

/* Those of one entry. */
static void
add_locals (PasarCatalogue *self, GArray *result, guint entry)
{
  const PasarLocals *locals = &self->locals;

  for (guint i = 0; i < locals->columns->len; i++)
    {
      const PasarLocalColumn *column = &g_array_index (locals->columns, PasarLocalColumn, i);

      if (entry < column->values->len)
        add_staged (self,
                    result,
                    g_array_index (locals->keys, PasarRowKey, entry),
                    column->field,
                    g_array_index (column->values, gint64, entry),
                    PASAR_NO_VALUE);
    }
}

struct _PasarStagedReader
{
  PasarCatalogue *catalogue; /* (owned) */
  guint entry;               /* of what is local */
  guint row;
  guint layout;
  guint stamp;
};

/**
 * pasar_staged_reader_new:
 * @catalogue: a catalogue
 *
 * Begins to read it; nothing is read yet.
 *
 * Returns: (transfer full): reads all that is staged and all that is local
 */
PasarStagedReader *
pasar_staged_reader_new (PasarCatalogue *catalogue)
{
  PasarStagedReader *self = g_new0 (PasarStagedReader, 1);

  self->catalogue = g_object_ref (catalogue);
  self->layout = catalogue->layout;
  self->stamp = catalogue->stamp;
  return self;
}

/**
 * pasar_staged_reader_free:
 * @self: (transfer full) (nullable): a reader
 *
 * Frees it.
 */
void
pasar_staged_reader_free (PasarStagedReader *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->catalogue);
  g_free (self);
}

/**
 * pasar_staged_reader_is_late:
 * @self: a reader
 *
 * What it reads is to be of one moment.
 *
 * Returns: whether the catalogue changed since it was made, so that it has to be read anew
 */
gboolean
pasar_staged_reader_is_late (const PasarStagedReader *self)
{
  return self->layout != self->catalogue->layout || self->stamp != self->catalogue->stamp;
}

/**
 * pasar_staged_reader_run:
 * @self: a reader that is not late
 * @staged: (element-type PasarStagedValue): gets what is read
 * @until: when to pause, in microseconds of the monotonic clock
 *
 * Goes on reading, at least a little.
 *
 * Returns: whether all is read
 */
gboolean
pasar_staged_reader_run (PasarStagedReader *self, GArray *staged, gint64 until)
{
  const guint n_rows = self->catalogue->rows.n;
  const guint n_entries = self->catalogue->locals.keys->len;

  while (self->entry < n_entries)
    {
      const guint end = MIN (self->entry + ROWS_A_LOOK, n_entries);

      for (; self->entry < end; self->entry++)
        add_locals (self->catalogue, staged, self->entry);
      if (g_get_monotonic_time () >= until)
        return FALSE;
    }
  while (self->row < n_rows)
    {
      const guint end = MIN (self->row + ROWS_A_LOOK, n_rows);

      add_rows (self->catalogue, staged, self->row, end);
      self->row = end;
      if (g_get_monotonic_time () >= until)
        return FALSE;
    }
  add_waiting (self->catalogue, staged);
  return TRUE;
}
