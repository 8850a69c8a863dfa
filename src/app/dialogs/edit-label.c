/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/edit-label.h"

#include "app/dialogs/util.h"

#include <glib/gi18n-lib.h>

/**
 * pasar_edit_label_dup_button:
 * @field: what is to change
 * @n: how many rows; 0 when that is not known yet
 *
 * Returns: (transfer full): the label of the button that does it
 */
char *
pasar_edit_label_dup_button (PasarField field, guint n)
{
  const gboolean price = field == PASAR_FIELD_PRICE;

  if (n == 0)
    return g_strdup (price ? _ ("Change Prices") : _ ("Change Stock"));
  if (price)
    return g_strdup_printf (ngettext ("Change %u Price", "Change %u Prices", n), n);

  return g_strdup_printf (ngettext ("Change Stock of %u Row", "Change Stock of %u Rows", n), n);
}

/**
 * pasar_edit_label_dup_summary:
 * @field: what is to change
 * @preview: the changes
 *
 * Returns: (transfer full): how many there are, how many fail, and their average
 */
char *
pasar_edit_label_dup_summary (PasarField field, PasarEditPreview *preview)
{
  const guint n_edits = g_list_model_get_n_items (G_LIST_MODEL (preview));
  const guint n_refused = pasar_edit_preview_get_n_refused (preview);
  const guint n_failed = pasar_edit_preview_get_n_failed (preview);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  double average;

  if (n_edits > 0)
    g_ptr_array_add (parts,
                     field == PASAR_FIELD_PRICE
                         ? g_strdup_printf (ngettext ("%u price changes",
                                                      "%u prices change",
                                                      n_edits),
                                            n_edits)
                         : g_strdup_printf (ngettext ("Stock of %u row changes",
                                                      "Stock of %u rows changes",
                                                      n_edits),
                                            n_edits));
  if (n_refused > 0)
    g_ptr_array_add (parts,
                     g_strdup_printf (ngettext ("%u would be refused",
                                                "%u would be refused",
                                                n_refused),
                                      n_refused));
  if (n_failed > 0)
    g_ptr_array_add (parts,
                     g_strdup_printf (ngettext ("%u cannot be computed",
                                                "%u cannot be computed",
                                                n_failed),
                                      n_failed));
  if (pasar_edit_preview_get_average (preview, &average))
    {
      g_autofree char *percent = pasar_dialog_format_percent (average);

      /* Translators: average change of all rows in percent, with its sign. */
      g_ptr_array_add (parts, g_strdup_printf (_ ("average %s"), percent));
    }

  return pasar_dialog_join (parts);
}
