/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/postponed.h"

#include "catalogue/edits/private.h"

/**
 * pasar_catalogue_get_n_postponed:
 * @self: a catalogue
 *
 * Counts as [method@Catalogue.get_n_changed] does.
 *
 * Returns: how many rows have something staged that waits until a promotion has ended
 */
guint
pasar_catalogue_get_n_postponed (PasarCatalogue *self)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), 0);

  return self->n_postponed;
}

/**
 * pasar_catalogue_can_postpone:
 * @self: a catalogue
 * @row: a row; of a header one of its models is enough
 * @field: what would be changed
 *
 * Such a cell is locked, and can be edited all the same.
 *
 * Returns: whether nothing but a promotion keeps the shop from taking another value
 */
gboolean
pasar_catalogue_can_postpone (PasarCatalogue *self, guint row, PasarField field)
{
  guint first;
  guint n;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), FALSE);

  field = pasar_field_get_edited (field);
  n = pasar_catalogue_is_alive (self, row) ? pasar_catalogue_get_edited (self, row, &first) : 0;
  for (guint i = 0; i < n; i++)
    if (pasar_rule_is_promotion (pasar_rules_find_lock (self, first + i, field)))
      return TRUE;
  return FALSE;
}

/* When a promotion ends by whose rule a value waits; G_MAXINT64: no end is known. */
gint64
pasar_rules_get_lock_end (PasarCatalogue *self, guint row, PasarRule rule)
{
  const PasarPromotionLock lock = pasar_catalogue_row_get_lock (self, row);
  const gint64 end = rule == PASAR_RULE_STOCK_PROMOTION ? lock.stock_until : lock.until;

  return end > 0 ? end : G_MAXINT64;
}

/**
 * pasar_catalogue_get_postponed_until:
 * @self: a catalogue
 * @row: a plain item or a model
 * @field: which value
 *
 * The shop may say another time when it is asked again.
 *
 * Returns: when the promotion ends for which the staged value waits, in seconds of Unix time;
 *   %G_MAXINT64: no end is known, 0: it waits for none
 */
gint64
pasar_catalogue_get_postponed_until (PasarCatalogue *self, guint row, PasarField field)
{
  const PasarRule rule = pasar_catalogue_find_problem (self, row, field);

  return pasar_rule_is_promotion (rule) ? pasar_rules_get_lock_end (self, row, rule) : 0;
}
