/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/pasar-edit-label.h"

#include "app/dialogs/pasar-dialog-util.h"

#include <glib/gi18n-lib.h>

static char *
dup_price_label (PasarOperation operation, guint n, const char *amount)
{
  switch (operation)
    {
    case PASAR_OPERATION_ADD:
      /* Translators: a step that can be undone; the amount has its currency. */
      return g_strdup_printf (ngettext ("+%2$s on %1$u price", "+%2$s on %1$u prices", n),
                              n,
                              amount);

    case PASAR_OPERATION_SUBTRACT:
      /* Translators: a step that can be undone; the amount has its currency. */
      return g_strdup_printf (ngettext ("−%2$s on %1$u price", "−%2$s on %1$u prices", n),
                              n,
                              amount);

    case PASAR_OPERATION_PERCENT:
      /* Translators: a step that can be undone; the percentage has its sign. */
      return g_strdup_printf (ngettext ("%2$s on %1$u price", "%2$s on %1$u prices", n), n, amount);

    case PASAR_OPERATION_SET:
    default:
      /* Translators: a step that can be undone; the amount has its currency. */
      return g_strdup_printf (ngettext ("Set %1$u price to %2$s", "Set %1$u prices to %2$s", n),
                              n,
                              amount);
    }
}

static char *
dup_stock_label (PasarOperation operation, guint n, const char *amount)
{
  switch (operation)
    {
    case PASAR_OPERATION_ADD:
      /* Translators: a step that can be undone; the amount is a number of pieces. */
      return g_strdup_printf (ngettext ("+%2$s on stock of %1$u row",
                                        "+%2$s on stock of %1$u rows",
                                        n),
                              n,
                              amount);

    case PASAR_OPERATION_SUBTRACT:
      /* Translators: a step that can be undone; the amount is a number of pieces. */
      return g_strdup_printf (ngettext ("−%2$s on stock of %1$u row",
                                        "−%2$s on stock of %1$u rows",
                                        n),
                              n,
                              amount);

    case PASAR_OPERATION_PERCENT:
      /* Translators: a step that can be undone; the percentage has its sign. */
      return g_strdup_printf (ngettext ("%2$s on stock of %1$u row",
                                        "%2$s on stock of %1$u rows",
                                        n),
                              n,
                              amount);

    case PASAR_OPERATION_SET:
    default:
      /* Translators: a step that can be undone; the amount is a number of pieces. */
      return g_strdup_printf (ngettext ("Set stock of %1$u row to %2$s",
                                        "Set stock of %1$u rows to %2$s",
                                        n),
                              n,
                              amount);
    }
}

/**
 * pasar_edit_label_dup:
 * @catalogue: the catalogue whose currency counts
 * @field: what was changed
 * @formula: how
 * @n: how many rows
 *
 * Returns: (transfer full): what undo says of the step, e.g. "+10 % on 36 prices"
 */
char *
pasar_edit_label_dup (PasarCatalogue *catalogue,
                      PasarField field,
                      const PasarFormula *formula,
                      guint n)
{
  g_autofree char *amount = NULL;

  if (formula->operation == PASAR_OPERATION_PERCENT)
    {
      const gboolean whole = formula->amount % 100 == 0;
      const gint64 size = ABS (formula->amount);
      g_autofree char *number = pasar_money_format (whole ? size / 100 : size, whole ? 0 : 2, NULL);

      amount = g_strdup_printf ("%s%s %%", formula->amount < 0 ? "−" : "+", number);
    }
  else
    {
      amount = pasar_dialog_dup_value (catalogue, field, formula->amount);
    }

  return field == PASAR_FIELD_PRICE ? dup_price_label (formula->operation, n, amount)
                                    : dup_stock_label (formula->operation, n, amount);
}
