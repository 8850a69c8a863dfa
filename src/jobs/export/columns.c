/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/export/columns.h"

static gboolean
has_column (GArray *columns, PasarColumn column)
{
  for (guint i = 0; i < columns->len; i++)
    {
      if (g_array_index (columns, PasarColumn, i) == column)
        return TRUE;
    }
  return FALSE;
}

/**
 * pasar_export_dup_columns:
 * @shown: (array length=n_shown): columns, in the order shown
 * @n_shown: length of @shown
 *
 * What a file has that shows these: beside the item its variation, since no header stands above it,
 * and at the end the columns by which the rows are found again when the file is read.
 *
 * Returns: (transfer full) (element-type PasarColumn): the columns
 */
GArray *
pasar_export_dup_columns (const PasarColumn *shown, guint n_shown)
{
  static const PasarColumn found_by[] = { PASAR_COLUMN_SKU,
                                          PASAR_COLUMN_ITEM_ID,
                                          PASAR_COLUMN_MODEL_ID };
  static const PasarColumn variation = PASAR_COLUMN_VARIATION;
  GArray *columns = g_array_new (FALSE, FALSE, sizeof (PasarColumn));

  g_array_append_vals (columns, shown, n_shown);
  for (guint i = 0; i < n_shown && !has_column (columns, variation); i++)
    {
      if (shown[i] == PASAR_COLUMN_NAME)
        g_array_insert_val (columns, i + 1, variation);
    }
  for (guint i = 0; i < G_N_ELEMENTS (found_by); i++)
    {
      if (!has_column (columns, found_by[i]))
        g_array_append_val (columns, found_by[i]);
    }
  return columns;
}

/**
 * pasar_export_dup_all_columns:
 * @catalogue: a shop
 *
 * What a file has that leaves nothing out.
 *
 * Returns: (transfer full) (element-type PasarColumn): all columns that the shop has
 */
GArray *
pasar_export_dup_all_columns (PasarCatalogue *catalogue)
{
  GArray *columns = g_array_new (FALSE, FALSE, sizeof (PasarColumn));

  for (guint i = 0; i < pasar_catalogue_get_n_columns (catalogue); i++)
    g_array_append_val (columns, pasar_catalogue_get_nth_column (catalogue, i)->column);
  return columns;
}
