/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/table/catalogue-private.h"

/* Promotions of rows: whether one runs or is planned is in the flags of a row; what it locks, and
 * for how long, is the same for many rows and kept once, with its number in the row. */

static guint
lock_hash (gconstpointer lock)
{
  const PasarPromotionLock *self = lock;

  return g_str_hash (self->kind) ^ g_int64_hash (&self->until)
         ^ (g_int64_hash (&self->stock_until) * 31);
}

static gboolean
lock_equal (gconstpointer a, gconstpointer b)
{
  const PasarPromotionLock *lock_a = a;
  const PasarPromotionLock *lock_b = b;

  return lock_a->until == lock_b->until && lock_a->stock_until == lock_b->stock_until
         && g_str_equal (lock_a->kind, lock_b->kind);
}

static void
lock_free (gpointer lock)
{
  PasarPromotionLock *self = lock;

  g_free ((char *) self->kind);
  g_free (self);
}

void
pasar_promotions_init (PasarCatalogue *self)
{
  self->locks = g_ptr_array_new_with_free_func (lock_free);
  self->lock_numbers = g_hash_table_new (lock_hash, lock_equal);
  /* Number 0. */
  g_ptr_array_add (self->locks, g_new0 (PasarPromotionLock, 1));
}

void
pasar_promotions_clear (PasarCatalogue *self)
{
  g_clear_pointer (&self->lock_numbers, g_hash_table_unref);
  g_clear_pointer (&self->locks, g_ptr_array_unref);
}

/* Of more than fit, and of one that says nothing, nothing is known. */
static guint16
find_number (PasarCatalogue *self, const PasarPromotionLock *lock)
{
  const PasarPromotionLock wanted = { lock->kind != NULL ? lock->kind : "",
                                      MAX (lock->until, 0),
                                      MAX (lock->stock_until, 0) };
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->lock_numbers, &wanted));

  if (number == 0 && self->locks->len <= G_MAXUINT16
      && (*wanted.kind != '\0' || wanted.until != 0 || wanted.stock_until != 0))
    {
      PasarPromotionLock *kept = g_memdup2 (&wanted, sizeof wanted);

      kept->kind = g_strdup (wanted.kind);
      number = self->locks->len;
      g_ptr_array_add (self->locks, kept);
      g_hash_table_insert (self->lock_numbers, kept, GUINT_TO_POINTER (number));
    }
  return (guint16) number;
}

/* Of a row alone. */
void
pasar_promotions_set (PasarCatalogue *self,
                      guint row,
                      PasarPromotionState state,
                      const PasarPromotionLock *lock)
{
  guint flags = self->rows.flags[row] & ~(guint) (PASAR_ROW_UPCOMING | PASAR_ROW_ONGOING);

  if (state == PASAR_PROMOTION_UPCOMING)
    flags |= PASAR_ROW_UPCOMING;
  else if (state == PASAR_PROMOTION_ONGOING)
    flags |= PASAR_ROW_ONGOING;
  self->rows.flags[row] = (guint16) flags;
  self->rows.lock[row] =
      state != PASAR_PROMOTION_NONE && lock != NULL ? find_number (self, lock) : 0;
}

/**
 * pasar_catalogue_row_get_lock:
 * @self: a catalogue
 * @row: a row; a header has none
 *
 * What get_item_promotion said last.
 *
 * Returns: what the promotions of the row lock; its text is valid as long as @self
 */
PasarPromotionLock
pasar_catalogue_row_get_lock (PasarCatalogue *self, guint row)
{
  const guint number = pasar_catalogue_is_alive (self, row) ? self->rows.lock[row] : 0;

  return *(const PasarPromotionLock *) g_ptr_array_index (self->locks, number);
}

/**
 * pasar_catalogue_set_promotion_lock:
 * @self: a catalogue
 * @key: a model, a plain item, or an item with models: then all of them
 * @state: whether it is in a promotion
 * @lock: (nullable): what that locks; %NULL: not known
 *
 * Sets what get_item_promotion says. Nothing happens when the row is not known.
 */
void
pasar_catalogue_set_promotion_lock (PasarCatalogue *self,
                                    PasarRowKey key,
                                    PasarPromotionState state,
                                    const PasarPromotionLock *lock)
{
  guint first;
  guint row;
  guint n;

  g_return_if_fail (PASAR_IS_CATALOGUE (self));

  row = pasar_index_find (self, key.item_id, key.model_id);
  if (row == PASAR_NO_ROW || !pasar_catalogue_is_alive (self, row))
    return;

  n = pasar_catalogue_get_edited (self, row, &first);
  for (guint i = first; i < first + n; i++)
    pasar_promotions_set (self, i, state, lock);
  pasar_catalogue_mark_dirty (self, self->rows.item[row]);
  pasar_catalogue_values_changed (self);
}

/**
 * pasar_catalogue_set_promotion:
 * @self: a catalogue
 * @key: a model, a plain item, or an item with models: then all of them
 * @state: whether it is in a promotion
 *
 * Sets it where nothing more is known. Nothing happens when the row is not known.
 */
void
pasar_catalogue_set_promotion (PasarCatalogue *self, PasarRowKey key, PasarPromotionState state)
{
  pasar_catalogue_set_promotion_lock (self, key, state, NULL);
}
