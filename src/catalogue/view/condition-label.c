/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/view/condition-private.h"

#include <glib/gi18n-lib.h>

/**
 * pasar_comparison_get_label:
 * @comparison: a comparison
 * @type: of the column that is compared
 * @is_not: whether it must not be so
 *
 * Stands between the title of a column and a value.
 *
 * Returns: (transfer none): one or two translated words, or a sign
 */
const char *
pasar_comparison_get_label (PasarComparison comparison, PasarColumnType type, gboolean is_not)
{
  const gboolean has_size = type == PASAR_COLUMN_NUMBER || type == PASAR_COLUMN_TIME;

  switch (comparison)
    {
    case PASAR_COMPARE_EMPTY:
      /* Translators: follows the title of a column: “SKU is empty” */
      return is_not ? _ ("is not empty") : _ ("is empty");
    case PASAR_COMPARE_CONTAINS:
      /* Translators: stands between the title of a column and a text: “Item contains shirt” */
      return is_not ? _ ("does not contain") : _ ("contains");
    case PASAR_COMPARE_STARTS:
      /* Translators: stands between the title of a column and a text: “SKU begins with AB” */
      return is_not ? _ ("does not begin with") : _ ("begins with");
    case PASAR_COMPARE_LESS:
      return is_not ? "≥" : "<";
    case PASAR_COMPARE_AT_MOST:
      return is_not ? ">" : "≤";
    case PASAR_COMPARE_AT_LEAST:
      return is_not ? "<" : "≥";
    case PASAR_COMPARE_MORE:
      return is_not ? "≤" : ">";
    case PASAR_COMPARE_WITHIN:
      /* Translators: stands between the title of a column and a period: “Updated in the last 7d” */
      return is_not ? _ ("not in the last") : _ ("in the last");
    case PASAR_COMPARE_EQUAL:
    case PASAR_COMPARE_BETWEEN:
    default:
      if (has_size)
        return is_not ? "≠" : "=";
      /* Translators: stands between the title of a column and its value: “Status is Live” */
      return is_not ? _ ("is not") : _ ("is");
    }
}

/**
 * pasar_condition_dup_label:
 * @self: a condition
 * @catalogue: the one that it is for
 * @format: (nullable): how numbers are written; %NULL: as in the locale
 *
 * Says a comparison of a column in words, such as “Stock < 5”; anything else as it is written.
 *
 * Returns: (transfer full): the text
 */
char *
pasar_condition_dup_label (const PasarCondition *self,
                           PasarCatalogue *catalogue,
                           const PasarNumberFormat *format)
{
  const gboolean is_not = self->kind == PASAR_CONDITION_NOT;
  const PasarCondition *of = is_not ? self->children->pdata[0] : self;
  const PasarColumnInfo *info = pasar_catalogue_get_column (catalogue, of->column);
  GString *out;

  if (info == NULL)
    return pasar_condition_write (self, catalogue, format);
  out = g_string_new (pasar_column_info_get_title (info));
  g_string_append_printf (out,
                          " %s",
                          pasar_comparison_get_label (of->comparison, info->type, is_not));
  if (of->comparison == PASAR_COMPARE_EMPTY)
    return g_string_free (out, FALSE);
  g_string_append_c (out, ' ');
  if (of->text != NULL)
    g_string_append (out, of->text);
  else if (info->type == PASAR_COLUMN_ENUMERATION)
    g_string_append (out, pasar_choice_get_title (of->column, of->low));
  else
    pasar_condition_write_value (of, catalogue, format, out);
  return g_string_free (out, FALSE);
}
