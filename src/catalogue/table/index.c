/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/table/catalogue-private.h"

#include <string.h>

#define MIN_SLOTS 256

static guint
hash_key (gint64 item_id, gint64 model_id)
{
  guint64 hash = (guint64) item_id * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15)
                 ^ (guint64) model_id * G_GUINT64_CONSTANT (0xC2B2AE3D27D4EB4F);

  hash ^= hash >> 29;
  hash *= G_GUINT64_CONSTANT (0xBF58476D1CE4E5B9);
  return (guint) (hash >> 32);
}

/* Rows of other keys tell by the hash that they are not meant, nearly always: looking at them is
 * what takes time. */
static guint32 *
find_slot (PasarCatalogue *self, gint64 item_id, gint64 model_id, guint hash)
{
  const PasarIndex *index = &self->index;
  guint i = hash & index->mask;

  for (; index->slots[i] != 0; i = (i + 1) & index->mask)
    {
      const guint row = (index->slots[i] & index->mask) - 1;

      if (((index->slots[i] ^ hash) & ~index->mask) == 0 && self->rows.model_id[row] == model_id
          && pasar_catalogue_item_of (self, row)->item_id == item_id)
        break;
    }

  return &index->slots[i];
}

static void
put (PasarCatalogue *self, guint row)
{
  PasarIndex *index = &self->index;
  const gint64 item_id = pasar_catalogue_item_of (self, row)->item_id;
  const gint64 model_id = self->rows.model_id[row];
  const guint hash = hash_key (item_id, model_id);
  guint32 *slot = find_slot (self, item_id, model_id, hash);

  if (*slot == 0)
    index->n_used++;
  *slot = (hash & ~index->mask) | (row + 1);
}

/* Where several rows have one key the last one counts. What was staged on an item that has models
 * now is on a model without id, which is found by way of the item; the slot of an item may not be
 * up to date while its rows move. */
static void
grow (PasarCatalogue *self)
{
  PasarIndex *index = &self->index;
  const guint n = MAX ((index->mask + 1) * 2, MIN_SLOTS);

  g_free (index->slots);
  index->slots = g_new0 (guint32, n);
  index->mask = n - 1;
  index->n_used = 0;
  for (guint row = 0; row < self->rows.n && row < index->mask; row++)
    if (self->rows.model_id[row] != 0 || (self->rows.flags[row] & PASAR_ROW_MODEL) == 0)
      put (self, row);
}

/* The row, dead ones too; PASAR_NO_ROW when there is none. */
guint
pasar_index_find (PasarCatalogue *self, gint64 item_id, gint64 model_id)
{
  const PasarIndex *index = &self->index;

  if (index->slots == NULL)
    return PASAR_NO_ROW;
  return (*find_slot (self, item_id, model_id, hash_key (item_id, model_id)) & index->mask) - 1;
}

void
pasar_index_put (PasarCatalogue *self, guint row)
{
  PasarIndex *index = &self->index;

  while (index->slots == NULL || row >= index->mask || index->n_used >= (index->mask + 1) / 4 * 3)
    grow (self);
  put (self, row);
}

void
pasar_index_clear (PasarCatalogue *self)
{
  g_clear_pointer (&self->index.slots, g_free);
  self->index.mask = self->index.n_used = 0;
}

static gboolean
is_row_of (PasarCatalogue *self, guint row, PasarRowKey key)
{
  return pasar_catalogue_is_editable (self, row) && self->rows.model_id[row] == key.model_id
         && pasar_catalogue_item_of (self, row)->item_id == key.item_id;
}

/* As find_editable(), also while rows move, when an item has two for a while. */
guint
pasar_index_find_editable (PasarCatalogue *self, PasarRowKey key)
{
  const guint row = pasar_index_find (self, key.item_id, key.model_id);
  const PasarItemSlot *item;

  if (pasar_catalogue_is_editable (self, row))
    return row;
  if (!pasar_catalogue_is_alive (self, row))
    return PASAR_NO_ROW;

  /* The item has models now, but what was staged on it before is still there: as a model without
   * id. */
  item = pasar_catalogue_item_of (self, row);
  for (guint i = item->n_models; i > 0; i--)
    {
      if (self->rows.model_id[row + i] == 0)
        return row + i;
    }

  return PASAR_NO_ROW;
}

/**
 * pasar_catalogue_find_editable:
 * @self: a catalogue
 * @key: a row that has or had something staged
 *
 * The only look-up for edits: where an item got models after it was edited, its key names the
 * header by now, and what was staged is on a row that the shop does not have any more. Edits mostly
 * name one row after the other, or one again: then the index need not be asked.
 *
 * Returns: the row whose staged values @key names, never a header; %PASAR_NO_ROW when there is none
 */
guint
pasar_catalogue_find_editable (PasarCatalogue *self, PasarRowKey key)
{
  guint row;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), PASAR_NO_ROW);

  row = self->last_found;
  if (is_row_of (self, row, key))
    return row;
  row++;
  row += pasar_catalogue_is_header (self, row);
  if (!is_row_of (self, row, key))
    row = pasar_index_find_editable (self, key);
  if (row != PASAR_NO_ROW)
    self->last_found = row;
  return row;
}

static guint32
move_text (PasarCatalogue *self, const PasarArena *old, guint32 offset)
{
  const char *text = pasar_arena_get (old, offset);

  return pasar_arena_intern (&self->texts, text, strlen (text));
}

static guint32
move_location_id (PasarCatalogue *self, const PasarArena *old, guint32 offset)
{
  return pasar_locations_intern (self, pasar_arena_get (old, offset));
}

static void
move_row (PasarCatalogue *self,
          const PasarRows *old_rows,
          guint old_row,
          const PasarArena *old_texts,
          const GArray *old_locations)
{
  guint row = pasar_rows_append (&self->rows, 0, 0, 0);
  guint n_locations;

  pasar_rows_copy (&self->rows, row, old_rows, old_row);
  self->rows.item[row] = self->items->len - 1;
  self->rows.variation[row] = move_text (self, old_texts, self->rows.variation[row]);
  self->rows.sku[row] = move_text (self, old_texts, self->rows.sku[row]);
  self->rows.barcode[row] = move_text (self, old_texts, self->rows.barcode[row]);
  self->rows.folded_variation[row] = 0;
  self->rows.folded_sku[row] = 0;

  n_locations = self->rows.n_locations[row];
  if (n_locations == 1)
    self->rows.location[row] = move_location_id (self, old_texts, self->rows.location[row]);
  if (n_locations > 1)
    {
      guint first = self->rows.location[row];

      self->rows.location[row] = self->locations->len;
      for (guint i = 0; i < n_locations; i++)
        {
          PasarPooledLocation location =
              g_array_index (old_locations, PasarPooledLocation, first + i);

          location.location_id = move_location_id (self, old_texts, location.location_id);
          g_array_append_val (self->locations, location);
        }
    }

  if (row == pasar_catalogue_item (self, self->items->len - 1)->first_row
      || self->rows.model_id[row] != 0)
    pasar_index_put (self, row);
}

/* Leaves dead rows, dead items and unused texts behind; row numbers move. */
void
pasar_catalogue_compact (PasarCatalogue *self)
{
  PasarRows old_rows = self->rows;
  PasarArena old_texts = self->texts;
  const guint n_items = self->items->len;
  g_autofree guint32 *order = g_memdup2 (pasar_order_get (self), n_items * sizeof (guint32));
  g_autoptr (GArray) old_items = g_steal_pointer (&self->items);
  g_autoptr (GArray) old_locations = g_steal_pointer (&self->locations);

  memset (&self->rows, 0, sizeof self->rows);
  pasar_rows_reserve (&self->rows, old_rows.n - self->n_dead);
  self->items = g_array_sized_new (FALSE, FALSE, sizeof (PasarItemSlot), self->n_items);
  self->locations = g_array_new (FALSE, FALSE, sizeof (PasarPooledLocation));
  pasar_arena_init (&self->texts);
  pasar_index_clear (self);
  pasar_ranks_clear (self);
  pasar_order_clear (self);
  pasar_locations_forget_texts (self);
  g_array_set_size (self->dirty_items, 0);

  for (guint i = 0; i < n_items; i++)
    {
      PasarItemSlot item = g_array_index (old_items, PasarItemSlot, order[i]);
      guint old_first = item.first_row;

      if ((old_rows.flags[old_first] & PASAR_ROW_DEAD) != 0)
        continue;
      item.first_row = self->rows.n;
      item.name = move_text (self, &old_texts, item.name);
      item.sku = move_text (self, &old_texts, item.sku);
      item.picture = pasar_pictures_move (self, &old_texts, item.picture);
      item.folded = 0;
      g_array_append_val (self->items, item);
      for (guint row = old_first; row <= old_first + item.n_models; row++)
        move_row (self, &old_rows, row, &old_texts, old_locations);
    }

  self->n_dead = 0;
  self->wasted_bytes = 0;
  self->layout++;
  pasar_rows_clear (&old_rows);
  pasar_arena_clear (&old_texts);
}

/**
 * pasar_catalogue_find_item:
 * @self: a catalogue
 * @item_id: an item
 *
 * Returns: its slot; %PASAR_NO_ITEM when there is none
 */
guint32
pasar_catalogue_find_item (PasarCatalogue *self, gint64 item_id)
{
  guint row = pasar_index_find (self, item_id, 0);

  return row != PASAR_NO_ROW ? self->rows.item[row] : PASAR_NO_ITEM;
}
