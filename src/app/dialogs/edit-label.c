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
    return g_strdup_printf (ngettext ("Change %'u Price", "Change %'u Prices", n), n);

  return g_strdup_printf (ngettext ("Change Stock of %'u Row", "Change Stock of %'u Rows", n), n);
}

static char *
dup_n_edits (PasarField field, guint n)
{
  if (field == PASAR_FIELD_PRICE)
    return g_strdup_printf (ngettext ("%'u price changes", "%'u prices change", n), n);
  if (pasar_field_is_stock (field))
    return g_strdup_printf (ngettext ("Stock of %'u row changes", "Stock of %'u rows changes", n),
                            n);
  return g_strdup_printf (ngettext ("%'u value changes", "%'u values change", n), n);
}

static char *
dup_range (PasarCatalogue *catalogue, PasarField field, gint64 lowest, gint64 highest)
{
  g_autofree char *from = pasar_dialog_dup_value (catalogue, field, lowest);
  g_autofree char *to = pasar_dialog_dup_value (catalogue, field, highest);

  return lowest == highest ? g_steal_pointer (&from) : g_strdup_printf ("%s–%s", from, to);
}

static char *
dup_ranges (PasarCatalogue *catalogue, PasarField field, const PasarComputed *computed)
{
  g_autofree char *before =
      dup_range (catalogue, field, computed->lowest_before, computed->highest_before);
  g_autofree char *after =
      dup_range (catalogue, field, computed->lowest_after, computed->highest_after);

  if (computed->lowest_before == PASAR_NO_VALUE)
    return g_steal_pointer (&after);
  return g_strdup_printf ("%s → %s", before, after);
}

/**
 * pasar_edit_label_dup_summary:
 * @catalogue: the shop
 * @field: what is to change
 * @computed: (nullable): what it comes to
 *
 * Returns: (transfer full): how many change, from which values to which, how many would be refused,
 *   and how many have no result and, where others have one, why; empty where there is nothing to
 * say
 */
char *
pasar_edit_label_dup_summary (PasarCatalogue *catalogue,
                              PasarField field,
                              const PasarComputed *computed)
{
  const PasarComputed nothing = { 0 };
  const PasarComputed *shown = computed != NULL ? computed : &nothing;
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  field = pasar_field_get_edited (field);

  if (shown->n_edits > 0)
    {
      g_ptr_array_add (parts, dup_n_edits (field, shown->n_edits));
      if (pasar_field_is_number (field))
        g_ptr_array_add (parts, dup_ranges (catalogue, field, shown));
    }
  if (shown->n_refused > 0)
    g_ptr_array_add (parts,
                     g_strdup_printf (ngettext ("%'u would be refused",
                                                "%'u would be refused",
                                                shown->n_refused),
                                      shown->n_refused));
  if (shown->n_failed > 0 && shown->n_edits == 0)
    g_ptr_array_add (parts,
                     g_strdup_printf (ngettext ("%'u cannot be computed",
                                                "%'u cannot be computed",
                                                shown->n_failed),
                                      shown->n_failed));
  else if (shown->n_failed > 0)
    g_ptr_array_add (parts,
                     /* Translators: %s is a sentence that says why */
                     g_strdup_printf (ngettext ("%'u cannot be computed: %s",
                                                "%'u cannot be computed: %s",
                                                shown->n_failed),
                                      shown->n_failed,
                                      shown->failure->message));

  return pasar_dialog_join (parts);
}
