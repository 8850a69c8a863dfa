/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/session/cells-private.h"

/* A set of cells. A cell is a PasarEdit of which only the key and the field count. */

static guint
hash_cell (gconstpointer cell)
{
  const PasarEdit *self = cell;

  return g_int64_hash (&self->key.item_id) * 31 + g_int64_hash (&self->key.model_id) * 2
         + (guint) self->field;
}

static gboolean
equal_cells (gconstpointer a, gconstpointer b)
{
  const PasarEdit *cell_a = a;
  const PasarEdit *cell_b = b;

  return cell_a->key.item_id == cell_b->key.item_id && cell_a->key.model_id == cell_b->key.model_id
         && cell_a->field == cell_b->field;
}

/**
 * pasar_cells_new:
 * @lists: (element-type GArray) (nullable): arrays of PasarEdit
 *
 * Returns: (transfer full): the cells that are in any of them; without @lists none
 */
GHashTable *
pasar_cells_new (const GPtrArray *lists)
{
  GHashTable *cells = g_hash_table_new_full (hash_cell, equal_cells, g_free, NULL);

  for (guint i = 0; lists != NULL && i < lists->len; i++)
    {
      const GArray *edits = g_ptr_array_index (lists, i);

      for (guint k = 0; k < edits->len; k++)
        g_hash_table_add (cells,
                          g_memdup2 (&g_array_index (edits, PasarEdit, k), sizeof (PasarEdit)));
    }
  return cells;
}

/**
 * pasar_cells_contain:
 * @cells: from pasar_cells_new()
 * @key: a row
 * @field: which of its values
 *
 * Returns: whether it is among them
 */
gboolean
pasar_cells_contain (GHashTable *cells, PasarRowKey key, PasarField field)
{
  const PasarEdit cell = { .key = key, .field = field };

  return g_hash_table_contains (cells, &cell);
}
