/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/table/catalogue-private.h"

#include <string.h>

/* What cannot be a price or a number of pieces is taken as unknown. */
static gint64
sane_value (gint64 value)
{
  return value >= 0 && value <= PASAR_VALUE_MAX ? value : PASAR_NO_VALUE;
}

static gint64
sane_stock (gint64 value)
{
  return value >= -PASAR_VALUE_MAX && value <= PASAR_VALUE_MAX ? value : PASAR_NO_VALUE;
}

/* TRUE when the text is another one. */
static gboolean
set_text (PasarCatalogue *self, guint32 *offset, const char *text)
{
  const char *old = pasar_arena_get (&self->texts, *offset);

  if (text == NULL)
    text = "";
  if (strcmp (old, text) == 0)
    return FALSE;

  if (*offset != 0)
    self->wasted_bytes += strlen (old) + 1;
  *offset = pasar_arena_intern (&self->texts, text, strlen (text));
  return TRUE;
}

static void
set_barcode (PasarCatalogue *self, guint row, const char *barcode)
{
  if (set_text (self, &self->rows.barcode[row], barcode))
    pasar_ranks_expire (self);
}

static void
set_locations (PasarCatalogue *self, guint row, const PasarModelRecord *model)
{
  guint n = MIN (model->n_locations, G_MAXUINT16);
  guint old_n = self->rows.n_locations[row];
  gint64 sum = 0;

  for (guint i = 0; i < n; i++)
    sum += CLAMP (model->locations[i].stock, -PASAR_VALUE_MAX, PASAR_VALUE_MAX);
  pasar_numbers_set (&self->rows.value[PASAR_FIELD_STOCK],
                     row,
                     n > 0 ? sane_stock (sum) : PASAR_NO_VALUE);
  self->rows.n_locations[row] = (guint16) n;

  if (n <= 1)
    {
      self->rows.location[row] =
          n == 1 ? pasar_locations_intern (self, model->locations[0].location_id) : 0;
      return;
    }

  if (n != old_n)
    {
      if (old_n > 1)
        self->wasted_bytes += old_n * sizeof (PasarPooledLocation);
      self->rows.location[row] = self->locations->len;
      g_array_set_size (self->locations, self->locations->len + n);
    }
  for (guint i = 0; i < n; i++)
    {
      PasarPooledLocation *location =
          &g_array_index (self->locations, PasarPooledLocation, self->rows.location[row] + i);

      location->location_id = pasar_locations_intern (self, model->locations[i].location_id);
      location->stock = CLAMP (model->locations[i].stock, -PASAR_VALUE_MAX, PASAR_VALUE_MAX);
    }
}

/* The values of a model, or of the item itself. */
static void
fill_row (PasarCatalogue *self, guint row, const PasarModelRecord *model)
{
  PasarRows *rows = &self->rows;

  pasar_numbers_set (&rows->value[PASAR_FIELD_PRICE], row, sane_value (model->price));
  pasar_numbers_set (&rows->current_price, row, sane_value (model->current_price));
  pasar_numbers_set (&rows->reserved, row, sane_value (model->reserved_stock));
  pasar_numbers_set (&rows->shopee_stock, row, sane_stock (model->shopee_stock));
  set_locations (self, row, model);
  pasar_split_update (self, row);
  pasar_promotions_set (self, row, model->promotion, &model->lock);
  rows->flags[row] = (guint16) ((rows->flags[row] & ~PASAR_ROW_UNAVAILABLE)
                                | (model->unavailable ? PASAR_ROW_UNAVAILABLE : 0));

  if ((rows->flags[row] & PASAR_ROW_MODEL) != 0)
    {
      gboolean changed = set_text (self, &rows->variation[row], model->name);

      changed |= set_text (self, &rows->sku[row], model->sku);
      if (changed)
        {
          rows->folded_variation[row] = 0;
          rows->folded_sku[row] = 0;
          pasar_ranks_expire (self);
        }
      set_barcode (self, row, model->barcode);
    }

  if ((rows->flags[row] & PASAR_ROW_GONE) == 0)
    pasar_catalogue_drop_equal_staged (self, row);
  pasar_catalogue_update_counts (self, row);
}

/**
 * pasar_catalogue_kill_row:
 * @self: a catalogue
 * @row: a row
 *
 * Takes a row out of all counts; it keeps its number until the catalogue is compacted.
 */
void
pasar_catalogue_kill_row (PasarCatalogue *self, guint row)
{
  if ((self->rows.flags[row] & PASAR_ROW_DEAD) != 0)
    return;

  self->n_dead++;
  self->wasted_bytes += strlen (pasar_arena_get (&self->texts, self->rows.variation[row]))
                        + strlen (pasar_arena_get (&self->texts, self->rows.sku[row]))
                        + strlen (pasar_arena_get (&self->texts, self->rows.barcode[row])) + 3;
  if (self->rows.n_locations[row] > 1)
    self->wasted_bytes += self->rows.n_locations[row] * sizeof (PasarPooledLocation);
  self->rows.flags[row] |= PASAR_ROW_DEAD;
  pasar_catalogue_update_counts (self, row);
}

static void
append_model (PasarCatalogue *self, guint32 item, const PasarModelRecord *model, guint first_new)
{
  gint64 item_id = pasar_catalogue_item (self, item)->item_id;
  guint known = pasar_index_find (self, item_id, model->model_id);
  guint row;

  /* A model that is named twice, or that has the id of the item itself. */
  if (model->model_id == 0 || (known != PASAR_NO_ROW && known >= first_new))
    return;

  row = pasar_rows_append (&self->rows, item, model->model_id, PASAR_ROW_MODEL);
  if (known != PASAR_NO_ROW && pasar_catalogue_has_staged (self, known))
    pasar_catalogue_take_staged (self, row, known);
  else
    pasar_catalogue_take_waiting (self, row);
  pasar_index_put (self, row);
  fill_row (self, row, model);
}

/* Keeps an old row of the item that the shop does not have any more, as something is staged on it.
 */
static void
keep_gone (PasarCatalogue *self, guint32 item, guint old_row)
{
  guint row = pasar_rows_append (&self->rows, item, 0, 0);

  pasar_rows_copy (&self->rows, row, &self->rows, old_row);
  self->rows.flags[row] =
      (guint16) ((self->rows.flags[row] & PASAR_ROW_STAGED_ANY) | PASAR_ROW_MODEL | PASAR_ROW_GONE);
  if (self->rows.model_id[row] != 0)
    pasar_index_put (self, row);
  for (guint field = 0; field < PASAR_N_FIELDS; field++)
    pasar_numbers_set (&self->rows.staged[field], old_row, PASAR_NO_VALUE);
  self->rows.flags[old_row] &= (guint16) ~PASAR_ROW_STAGED_ANY;
  pasar_catalogue_update_counts (self, row);
}

/**
 * pasar_catalogue_append_gone:
 * @self: a catalogue
 * @item: a slot whose rows are the last
 * @model: a model that the shop does not have any more
 *
 * Adds a row for the model at the end of the item's; none when nothing waits for it.
 */
void
pasar_catalogue_append_gone (PasarCatalogue *self, guint32 item, const PasarModelRecord *model)
{
  PasarRowKey key = { pasar_catalogue_item (self, item)->item_id, model->model_id };
  guint row;

  if (!g_hash_table_contains (self->waiting, &key))
    return;

  row = pasar_rows_append (&self->rows, item, model->model_id, PASAR_ROW_MODEL | PASAR_ROW_GONE);
  if (model->model_id != 0)
    pasar_index_put (self, row);
  pasar_catalogue_take_waiting (self, row);
  fill_row (self, row, model);
}

/* The new first row of an item without models gets what is staged on the item. */
static void
take_staged_of_item (PasarCatalogue *self, guint32 item, gboolean was_alive)
{
  const PasarItemSlot *slot = pasar_catalogue_item (self, item);
  guint known = was_alive ? pasar_index_find_editable (self, (PasarRowKey){ slot->item_id, 0 })
                          : PASAR_NO_ROW;

  if (known != PASAR_NO_ROW && pasar_catalogue_has_staged (self, known))
    pasar_catalogue_take_staged (self, slot->first_row, known);
  else
    pasar_catalogue_take_waiting (self, slot->first_row);
}

/* The rows of an item anew at the end, in place of those that it had. is_gone: the
 * shop does not have the item; a header is then left out when nothing is staged in it. */
static void
rebuild_item (PasarCatalogue *self,
              guint32 item,
              gboolean has_model,
              const PasarModelRecord *models,
              guint n_models,
              gboolean is_gone)
{
  PasarItemSlot *slot = pasar_catalogue_item (self, item);
  PasarItemSlot old = *slot;
  gboolean is_new = old.first_row == PASAR_NO_ROW;
  gboolean was_alive = !is_new && pasar_catalogue_is_alive (self, old.first_row);
  guint n_old = was_alive ? old.n_models + 1 : 0;
  guint first =
      pasar_rows_append (&self->rows,
                         item,
                         0,
                         (has_model ? PASAR_ROW_HEADER : 0u) | (is_gone ? PASAR_ROW_GONE : 0u));

  slot->first_row = first;
  if (was_alive)
    self->rows.barcode[first] = self->rows.barcode[old.first_row];
  if (!has_model)
    take_staged_of_item (self, item, was_alive);
  pasar_index_put (self, first);
  if (!has_model && n_models > 0)
    fill_row (self, first, &models[0]);
  for (guint i = has_model ? 0 : 1; i < n_models; i++)
    {
      if (models[i].is_gone)
        pasar_catalogue_append_gone (self, item, &models[i]);
      else if (has_model)
        append_model (self, item, &models[i], first);
    }

  for (guint i = 0; i < n_old; i++)
    {
      if (pasar_catalogue_has_staged (self, old.first_row + i))
        keep_gone (self, item, old.first_row + i);
    }
  for (guint i = 0; i < n_old; i++)
    pasar_catalogue_kill_row (self, old.first_row + i);

  slot->n_models = self->rows.n - first - 1;
  if (!was_alive)
    self->n_items++;
  if (is_gone && has_model && slot->n_models == 0)
    {
      pasar_catalogue_kill_row (self, first);
      self->n_items--;
    }
  pasar_ranks_expire (self);
  self->rows_pending = TRUE;
}

static gboolean
has_same_rows (PasarCatalogue *self,
               const PasarItemSlot *item,
               gboolean has_model,
               const PasarModelRecord *models,
               guint n_models)
{
  guint first = item->first_row;
  /* The first one of an item without models is the item itself, others of it are gone. */
  guint n_after = has_model || n_models == 0 ? n_models : n_models - 1;

  if (!pasar_catalogue_is_alive (self, first) || (self->rows.flags[first] & PASAR_ROW_GONE) != 0
      || ((self->rows.flags[first] & PASAR_ROW_HEADER) != 0) != has_model
      || item->n_models != n_after)
    return FALSE;

  for (guint i = 0; i < item->n_models; i++)
    {
      if (self->rows.model_id[first + 1 + i] != models[i].model_id
          || (self->rows.flags[first + 1 + i] & PASAR_ROW_GONE) != 0)
        return FALSE;
    }

  return TRUE;
}

static void
put_rows (PasarCatalogue *self,
          guint32 item,
          gboolean has_model,
          const PasarModelRecord *models,
          guint n_models)
{
  const PasarItemSlot *slot = pasar_catalogue_item (self, item);
  guint first = slot->first_row;

  if (first == PASAR_NO_ROW || !has_same_rows (self, slot, has_model, models, n_models))
    rebuild_item (self, item, has_model, models, n_models, FALSE);
  else if (!has_model)
    {
      if (n_models > 0)
        fill_row (self, first, &models[0]);
    }
  else
    {
      for (guint i = 0; i < n_models; i++)
        fill_row (self, first + 1 + i, &models[i]);
    }

  pasar_catalogue_mark_dirty (self, item);
}

static guint32
find_or_add_item (PasarCatalogue *self, gint64 item_id)
{
  guint32 item = pasar_catalogue_find_item (self, item_id);
  PasarItemSlot slot = { .item_id = item_id, .first_row = PASAR_NO_ROW };

  /* One that comes back after it was removed is a new one, so it comes last. */
  if (item != PASAR_NO_ITEM
      && pasar_catalogue_is_alive (self, pasar_catalogue_item (self, item)->first_row))
    return item;

  g_array_append_val (self->items, slot);
  pasar_order_clear (self);
  return self->items->len - 1;
}

/* Texts and numbers of an item that its rows share. */
static void
fill_slot (PasarCatalogue *self, guint32 item, const PasarItemRecord *record)
{
  PasarItemSlot *slot = pasar_catalogue_item (self, item);
  const char *sku = record->sku;
  gboolean renamed;

  if (!record->has_model && record->n_models > 0 && (sku == NULL || sku[0] == '\0'))
    sku = record->models[0].sku;
  renamed = set_text (self, &slot->name, record->name);
  renamed |= set_text (self, &slot->sku, sku);
  if (renamed)
    {
      slot->folded = 0;
      pasar_ranks_expire (self);
    }
  pasar_pictures_set (self, slot, record->picture);
  if (record->position != 0 && record->position != slot->position)
    {
      slot->position = record->position;
      pasar_order_clear (self);
      self->rows_pending = TRUE;
    }
  slot->category_id = record->category_id;
  slot->update_time = record->update_time;
  slot->wholesale_price = sane_value (record->wholesale_price);
  slot->cheapest_wholesale = sane_value (record->cheapest_wholesale);
  slot->status = (guint8) record->status;
  slot->flags = (guint8) ((record->is_kit ? PASAR_ITEM_KIT : 0)
                          | (record->is_fulfilled_by_shopee ? PASAR_ITEM_FBS : 0));
}

static gboolean
is_waited_for (PasarCatalogue *self, const PasarItemRecord *record)
{
  for (guint i = 0; i < record->n_models && g_hash_table_size (self->waiting) > 0; i++)
    {
      PasarRowKey key = { record->item_id, record->models[i].model_id };

      if (g_hash_table_contains (self->waiting, &key))
        return TRUE;
    }
  return FALSE;
}

/**
 * pasar_catalogue_put_item:
 * @self: a catalogue
 * @record: (transfer none): an item as the shop has it
 *
 * Adds the item, or replaces it and its models wholly. A header whose models are not known yet
 * (has_model and no models) keeps those it had. What is staged stays: on models that are gone it
 * keeps a row with %PASAR_RULE_GONE until it is unstaged; where it is what the shop has now, it is
 * unstaged. An item or model of the record that is gone itself gets rows only for what waits to be
 * staged on it.
 */
void
pasar_catalogue_put_item (PasarCatalogue *self, const PasarItemRecord *record)
{
  const PasarItemSlot *slot;
  guint32 item;

  g_return_if_fail (PASAR_IS_CATALOGUE (self));
  g_return_if_fail (record != NULL);

  if (record->is_gone && !is_waited_for (self, record))
    return;

  item = find_or_add_item (self, record->item_id);
  fill_slot (self, item, record);
  slot = pasar_catalogue_item (self, item);
  if (record->is_gone)
    {
      rebuild_item (self, item, record->has_model, record->models, record->n_models, TRUE);
      pasar_catalogue_mark_dirty (self, item);
    }
  else if (record->has_model && record->n_models == 0 && slot->first_row != PASAR_NO_ROW
           && (self->rows.flags[slot->first_row] & (PASAR_ROW_HEADER | PASAR_ROW_GONE))
                  == PASAR_ROW_HEADER)
    pasar_catalogue_mark_dirty (self, item);
  else
    put_rows (self, item, record->has_model, record->models, record->n_models);
  set_barcode (self, pasar_catalogue_item (self, item)->first_row, record->barcode);

  pasar_catalogue_values_changed (self);
}

/**
 * pasar_catalogue_put_models:
 * @self: a catalogue
 * @item_id: an item; nothing happens when it is not known
 * @models: (array length=n_models) (transfer none): all its models
 * @n_models: 0: it has none any more but is still an item with models
 *
 * Replaces the models of an item, as [method@Catalogue.put_item] does.
 */
void
pasar_catalogue_put_models (PasarCatalogue *self,
                            gint64 item_id,
                            const PasarModelRecord *models,
                            guint n_models)
{
  guint32 item;

  g_return_if_fail (PASAR_IS_CATALOGUE (self));
  g_return_if_fail (models != NULL || n_models == 0);

  item = pasar_catalogue_find_item (self, item_id);
  if (item == PASAR_NO_ITEM
      || !pasar_catalogue_is_alive (self, pasar_catalogue_item (self, item)->first_row))
    return;

  put_rows (self, item, TRUE, models, n_models);
  pasar_catalogue_values_changed (self);
}

static void
remove_item (PasarCatalogue *self, guint32 item)
{
  const PasarItemSlot *slot = pasar_catalogue_item (self, item);
  guint first = slot->first_row;

  if (!pasar_catalogue_is_alive (self, first))
    return;

  if ((self->rows.flags[first] & PASAR_ROW_HEADER) == 0 && slot->n_models == 0
      && pasar_catalogue_has_staged (self, first))
    self->rows.flags[first] |= PASAR_ROW_GONE;
  else if ((self->rows.flags[first] & PASAR_ROW_HEADER) == 0 && slot->n_models == 0)
    {
      pasar_catalogue_kill_row (self, first);
      self->n_items--;
    }
  else
    rebuild_item (self, item, TRUE, NULL, 0, TRUE);

  self->rows_pending = TRUE;
  pasar_catalogue_mark_dirty (self, item);
}

/**
 * pasar_catalogue_remove_item:
 * @self: a catalogue
 * @item_id: an item; nothing happens when it is not known
 *
 * The shop does not have the item any more. Rows with something staged stay, with %PASAR_RULE_GONE.
 */
void
pasar_catalogue_remove_item (PasarCatalogue *self, gint64 item_id)
{
  guint32 item;

  g_return_if_fail (PASAR_IS_CATALOGUE (self));

  item = pasar_catalogue_find_item (self, item_id);
  if (item == PASAR_NO_ITEM)
    return;

  remove_item (self, item);
  if (self->rows_pending)
    pasar_catalogue_rows_changed (self);
}
