/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/table/columns-private.h"

gint64
pasar_numbers_get_large (const PasarNumbers *self, guint row)
{
  return *(const gint64 *) g_hash_table_lookup (self->large, GUINT_TO_POINTER (row));
}

void
pasar_numbers_set (PasarNumbers *self, guint row, gint64 number)
{
  const gboolean is_small = number > PASAR_SMALL_LARGE && number <= G_MAXINT32;

  if (is_small || number == PASAR_NO_VALUE)
    {
      if (self->large != NULL && self->small[row] == PASAR_SMALL_LARGE)
        g_hash_table_remove (self->large, GUINT_TO_POINTER (row));
      self->small[row] = is_small ? (gint32) number : PASAR_SMALL_NONE;
      return;
    }

  if (self->large == NULL)
    self->large = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_hash_table_insert (self->large, GUINT_TO_POINTER (row), g_memdup2 (&number, sizeof number));
  self->small[row] = PASAR_SMALL_LARGE;
}
