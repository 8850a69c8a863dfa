/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/table/catalogue-private.h"

/**
 * pasar_catalogue_set_failed:
 * @self: a catalogue
 * @keys: (array length=n): rows
 * @n: how many these are
 *
 * Says which rows the last submission did not settle: what is staged on them was refused, held, or
 * is not certain. Takes the place of what was said before; lists follow when they are refreshed.
 */
void
pasar_catalogue_set_failed (PasarCatalogue *self, const PasarRowKey *keys, guint n)
{
  g_return_if_fail (PASAR_IS_CATALOGUE (self));

  g_clear_pointer (&self->failed, g_hash_table_unref);
  self->stamp++;
  if (n == 0)
    return;
  self->failed = g_hash_table_new_full (pasar_row_key_hash, pasar_row_key_equal, g_free, NULL);
  for (guint i = 0; i < n; i++)
    g_hash_table_add (self->failed, g_memdup2 (&keys[i], sizeof keys[i]));
}

/**
 * pasar_catalogue_get_n_failed:
 * @self: a catalogue
 *
 * Some of them may have nothing staged any more.
 *
 * Returns: how many rows the last submission did not settle
 */
guint
pasar_catalogue_get_n_failed (PasarCatalogue *self)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), 0);

  return self->failed != NULL ? g_hash_table_size (self->failed) : 0;
}

/**
 * pasar_catalogue_is_failed:
 * @self: a catalogue
 * @key: a row
 *
 * Takes no time to speak of.
 *
 * Returns: whether it is one of these
 */
gboolean
pasar_catalogue_is_failed (PasarCatalogue *self, PasarRowKey key)
{
  return self->failed != NULL && g_hash_table_contains (self->failed, &key);
}
