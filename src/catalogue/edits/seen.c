/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/doubts.h"
#include "catalogue/table/catalogue-private.h"

/* What of the doubts the seller has looked at: by cell, with the values and the kinds that were
 * seen. The next staging of the cell forgets it. */

static gboolean
is_of (const PasarSeen *seen, const PasarDoubt *doubt)
{
  return seen->cell.from == doubt->old_value && seen->cell.to == doubt->new_value;
}

/**
 * pasar_catalogue_look_at:
 * @self: a catalogue
 * @doubt: what is doubted in a cell
 * @kinds: what of it the seller has seen
 *
 * Keeps that until something else is staged in the cell; of another value, here or at the shop,
 * nothing is seen. It is not kept on disk.
 */
void
pasar_catalogue_look_at (PasarCatalogue *self, const PasarDoubt *doubt, PasarDoubtKinds kinds)
{
  PasarSeen *seen;

  g_return_if_fail (PASAR_IS_CATALOGUE (self) && doubt != NULL);

  seen = g_new0 (PasarSeen, 1);
  seen->cell = (PasarEdit){ doubt->key, doubt->field, doubt->old_value, doubt->new_value };
  seen->kinds = doubt->kinds & ~pasar_catalogue_get_unseen (self, doubt);
  seen->kinds |= kinds;
  g_hash_table_replace (self->seen, &seen->cell, seen);
}

/**
 * pasar_catalogue_look_away:
 * @self: a catalogue
 * @doubt: what is doubted in a cell
 *
 * Forgets [method@Catalogue.look_at].
 */
void
pasar_catalogue_look_away (PasarCatalogue *self, const PasarDoubt *doubt)
{
  g_return_if_fail (PASAR_IS_CATALOGUE (self) && doubt != NULL);

  pasar_catalogue_forget_seen (self, doubt->key, doubt->field);
}

/**
 * pasar_catalogue_get_unseen:
 * @self: a catalogue
 * @doubt: what is doubted in a cell
 *
 * A cell of which nothing is left may be sent.
 *
 * Returns: what of it the seller has not looked at yet
 */
PasarDoubtKinds
pasar_catalogue_get_unseen (PasarCatalogue *self, const PasarDoubt *doubt)
{
  PasarEdit cell;
  const PasarSeen *seen;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self) && doubt != NULL, PASAR_DOUBT_NONE);

  cell = (PasarEdit){ .key = doubt->key, .field = doubt->field };
  seen = g_hash_table_lookup (self->seen, &cell);
  return seen != NULL && is_of (seen, doubt) ? doubt->kinds & ~seen->kinds : doubt->kinds;
}
