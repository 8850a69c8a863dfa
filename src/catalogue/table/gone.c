/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/table/catalogue-private.h"

#include <glib/gi18n-lib.h>

/* Rows that the shop does not have any more but that have something staged, so that it can be seen
 * and discarded. */

static gboolean
is_swept (PasarCatalogue *self, guint row)
{
  return (self->rows.flags[row] & (PASAR_ROW_GONE | PASAR_ROW_HEADER)) == PASAR_ROW_GONE
         && !pasar_catalogue_has_staged (self, row);
}

static void
copy_to_end (PasarCatalogue *self, guint32 item, guint row, gboolean is_first)
{
  guint copy = pasar_rows_append (&self->rows, item, 0, 0);

  pasar_rows_copy (&self->rows, copy, &self->rows, row);
  self->rows.flags[copy] &= (guint16) ~PASAR_ROW_COUNTED;
  if (is_first || self->rows.model_id[copy] != 0)
    pasar_index_put (self, copy);
  pasar_catalogue_update_counts (self, copy);
}

/* Moves the rows of an item to the end. Those that are swept stay behind, dead; so does the first
 * one unless with_first. */
static void
move_to_end (PasarCatalogue *self, guint32 item, gboolean with_first)
{
  PasarItemSlot *slot = pasar_catalogue_item (self, item);
  const guint first = slot->first_row;
  const guint new_first = self->rows.n;

  for (guint row = first; row <= first + slot->n_models; row++)
    {
      if (row == first ? with_first : !is_swept (self, row))
        copy_to_end (self, item, row, row == first);
      pasar_catalogue_kill_row (self, row);
    }
  if (self->rows.n == new_first)
    self->n_items--;
  else
    {
      slot->first_row = new_first;
      slot->n_models = self->rows.n - new_first - 1;
    }
  pasar_ranks_expire (self);
  self->rows_pending = TRUE;
}

/* Drops the item's gone rows that have nothing staged any more. */
void
pasar_catalogue_sweep_gone (PasarCatalogue *self, guint32 item)
{
  const PasarItemSlot *slot = pasar_catalogue_item (self, item);
  guint first = slot->first_row;
  guint n_swept = 0;

  if (!pasar_catalogue_is_alive (self, first))
    return;
  if (slot->n_models == 0 && is_swept (self, first))
    {
      pasar_catalogue_kill_row (self, first);
      self->n_items--;
      self->rows_pending = TRUE;
      return;
    }

  for (guint row = first + 1; row <= first + slot->n_models; row++)
    n_swept += is_swept (self, row);
  if (n_swept != 0)
    move_to_end (self,
                 item,
                 n_swept < slot->n_models || (self->rows.flags[first] & PASAR_ROW_GONE) == 0
                     || pasar_catalogue_has_staged (self, first));
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  const PasarRowKey *key_a = a;
  const PasarRowKey *key_b = b;

  if (key_a->item_id != key_b->item_id)
    return key_a->item_id < key_b->item_id ? -1 : 1;
  return key_a->model_id < key_b->model_id ? -1 : key_a->model_id > key_b->model_id;
}

static GArray *
dup_waiting_keys (PasarCatalogue *self)
{
  GArray *keys = g_array_new (FALSE, FALSE, sizeof (PasarRowKey));
  GHashTableIter iter;
  const PasarRowKey *key;

  g_hash_table_iter_init (&iter, self->waiting);
  while (g_hash_table_iter_next (&iter, (gpointer *) &key, NULL))
    g_array_append_vals (keys, key, 1);
  g_array_sort (keys, compare_keys);
  return keys;
}

/* All that is known of a row is its ids: they are what the seller sees. */
static PasarModelRecord
make_record (PasarRowKey key, char *name, gsize size)
{
  char number[24];

  name[0] = '\0';
  g_snprintf (number, sizeof number, "%" G_GINT64_FORMAT, key.model_id);
  if (key.model_id != 0)
    /* Translators: a variation that is not in the shop any more; %s is its number */
    g_snprintf (name, size, _ ("Variation %s"), number);
  return (PasarModelRecord){
    .model_id = key.model_id,
    .name = name,
    .sku = "",
    .price = PASAR_NO_VALUE,
    .current_price = PASAR_NO_VALUE,
    .reserved_stock = PASAR_NO_VALUE,
    .shopee_stock = PASAR_NO_VALUE,
    .is_gone = TRUE,
  };
}

/* Rows for keys that wait, at the end of an item's rows. */
static void
add_to_item (PasarCatalogue *self, guint32 item, const PasarRowKey *keys, guint n_keys)
{
  PasarItemSlot *slot = pasar_catalogue_item (self, item);

  move_to_end (self, item, TRUE);
  for (guint i = 0; i < n_keys; i++)
    {
      char name[64];
      const PasarModelRecord model = make_record (keys[i], name, sizeof name);

      pasar_catalogue_append_gone (self, item, &model);
    }
  slot->n_models = self->rows.n - slot->first_row - 1;
  pasar_catalogue_mark_dirty (self, item);
}

/* Rows for keys that wait, of an item that is not known. */
static void
add_item (PasarCatalogue *self, const PasarRowKey *keys, guint n_keys)
{
  char name[64];
  char number[24];
  PasarItemRecord record = {
    .item_id = keys[0].item_id,
    .name = name,
    .sku = "",
    .status = PASAR_STATUS_UNKNOWN,
    .has_model = keys[n_keys - 1].model_id != 0,
    .is_gone = TRUE,
    .wholesale_price = PASAR_NO_VALUE,
    .n_models = n_keys,
  };
  g_autofree PasarModelRecord *models = g_new (PasarModelRecord, n_keys);
  g_autofree char *model_names = g_malloc (n_keys * sizeof name);

  g_snprintf (number, sizeof number, "%" G_GINT64_FORMAT, keys[0].item_id);
  /* Translators: an item that is not in the shop any more; %s is its number */
  g_snprintf (name, sizeof name, _ ("Item %s"), number);
  for (guint i = 0; i < n_keys; i++)
    models[i] = make_record (keys[i], model_names + i * sizeof name, sizeof name);
  record.models = models;
  pasar_catalogue_put_item (self, &record);
}

/**
 * pasar_catalogue_adopt_waiting:
 * @self: a catalogue
 * @may_adopt: (scope call): whether all that the shop has of an item is in the catalogue
 * @user_data: for @may_adopt
 *
 * Edits that were restored wait for their rows. Those whose rows will not come, as the shop does
 * not have them any more, get rows that are named by their numbers and have %PASAR_RULE_GONE, so
 * that they can be seen and discarded.
 *
 * Returns: (transfer full) (element-type gint64): the items that got rows
 */
GArray *
pasar_catalogue_adopt_waiting (PasarCatalogue *self, PasarItemFunc may_adopt, gpointer user_data)
{
  GArray *items = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) keys = NULL;
  guint first = 0;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), items);

  keys = dup_waiting_keys (self);
  pasar_catalogue_freeze (self);
  while (first < keys->len)
    {
      const PasarRowKey *group = &g_array_index (keys, PasarRowKey, first);
      guint32 item = pasar_catalogue_find_item (self, group->item_id);
      guint n = 1;

      while (first + n < keys->len && group[n].item_id == group->item_id)
        n++;
      first += n;
      if (!may_adopt (group->item_id, user_data))
        continue;
      if (item != PASAR_NO_ITEM
          && pasar_catalogue_is_alive (self, pasar_catalogue_item (self, item)->first_row))
        add_to_item (self, item, group, n);
      else
        add_item (self, group, n);
      g_array_append_val (items, group->item_id);
    }
  pasar_catalogue_thaw (self);
  return items;
}
