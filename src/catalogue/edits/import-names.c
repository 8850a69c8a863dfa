/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/import-private.h"

#include "catalogue/values/word.h"

#include <string.h>

/* What the columns of a table are called in expressions. */

static char *
dup_head (const PasarImportTable *table, guint column)
{
  return pasar_number_strip (table->heads != NULL ? table->heads[column] : "");
}

/**
 * pasar_import_dup_names:
 * @table: a table
 *
 * Makes words of the heads of a table: `cost_sgd` of “Cost (SGD)”; of one without letters, or that
 * another column has too, its place beside, counted from 1. A head may also be written as it is, in
 * double quotes where it is no single word.
 *
 * Returns: (transfer full): for each column what it is called in expressions
 */
GStrv
pasar_import_dup_names (const PasarImportTable *table)
{
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);
  GStrv names;

  g_return_val_if_fail (table != NULL, NULL);

  names = g_new0 (char *, table->n_columns + 1);
  for (guint i = 0; i < table->n_columns; i++)
    {
      g_autofree char *head = dup_head (table, i);
      g_autofree char *word = pasar_word_dup_of (head);

      if (*word == '\0' || g_ascii_isdigit (*word))
        names[i] = g_strdup_printf ("column_%u", i + 1);
      else
        names[i] = g_steal_pointer (&word);
      while (!g_hash_table_add (taken, names[i]))
        {
          g_autofree char *old = names[i];

          names[i] = g_strdup_printf ("%s_%u", old, i + 1);
        }
    }
  return names;
}

guint
pasar_import_get_decimals (PasarCatalogue *catalogue, PasarColumn target)
{
  const PasarColumnInfo *info = pasar_catalogue_get_column (catalogue, target);

  const gboolean has_decimals =
      info->unit == PASAR_UNIT_NUMBER
      || (info->unit == PASAR_UNIT_MONEY && pasar_catalogue_get_digits (catalogue) > 0);

  return has_decimals ? 6 : 2;
}

static void
add_column (GArray *columns, GPtrArray *texts, PasarExpressionColumn column, char *label)
{
  g_ptr_array_add (texts, label);
  column.label = label;
  g_array_append_val (columns, column);
}

/**
 * pasar_import_parse:
 * @catalogue: a shop
 * @table: what is imported
 * @target: what the expression is for: a column of the shop that has numbers
 * @text: what is computed
 * @place: (out) (optional): where in @text the error is, in bytes
 * @error: return location of a %PASAR_INPUT_ERROR
 *
 * Reads what is to be computed from columns of a table and of the shop; where both have a name,
 * that of the table is meant. Its numbers count what @target counts,
 * and of a percentage nothing.
 *
 * Returns: (transfer full) (nullable): the expression; %NULL with @error
 */
PasarExpression *
pasar_import_parse (PasarCatalogue *catalogue,
                    const PasarImportTable *table,
                    PasarColumn target,
                    const char *text,
                    gsize *place,
                    GError **error)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (PasarExpressionColumn));
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) named = NULL;
  g_auto (GStrv) names = NULL;
  const PasarColumnInfo *info = pasar_catalogue_get_column (catalogue, target);
  PasarExpressionContext context = { .in_bulk = TRUE };

  g_return_val_if_fail (info != NULL && info->is_editable && info->type == PASAR_COLUMN_NUMBER,
                        NULL);

  names = pasar_import_dup_names (table);
  for (guint i = 0; i < table->n_columns; i++)
    {
      const PasarExpressionColumn column = {
        .id = PASAR_IMPORT_FIRST_COLUMN + i,
        .name = names[i],
        .unit = info->unit != PASAR_UNIT_PERCENT ? info->unit : PASAR_UNIT_NONE,
        .decimals = pasar_import_get_decimals (catalogue, target)
      };
      g_autofree char *head = dup_head (table, i);

      add_column (columns, texts, column, g_strdup_printf ("\"%s\"", head));
      if (pasar_word_is_one (head))
        add_column (columns, texts, column, g_steal_pointer (&head));
    }
  named = pasar_catalogue_list_named (catalogue, target, &context.target);
  context.target += columns->len;
  g_array_append_vals (columns, named->data, named->len);
  context.columns = (const PasarExpressionColumn *) (gpointer) columns->data;
  context.n_columns = columns->len;
  context.currency = pasar_catalogue_get_currency (catalogue);
  context.digits = pasar_catalogue_get_digits (catalogue);
  return pasar_expression_new (text, &context, place, error);
}
