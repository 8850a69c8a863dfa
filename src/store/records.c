/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/store.h"

/**
 * pasar_shop_new:
 *
 * Fill it in before it is saved; free it with pasar_shop_free().
 *
 * Returns: (transfer full): a shop with nothing known of it
 */
PasarShop *
pasar_shop_new (void)
{
  return g_new0 (PasarShop, 1);
}

/**
 * pasar_shop_copy:
 * @self: a shop
 *
 * Free it with pasar_shop_free().
 *
 * Returns: (transfer full): a copy
 */
PasarShop *
pasar_shop_copy (const PasarShop *self)
{
  PasarShop *copy = g_memdup2 (self, sizeof *self);

  copy->host_id = g_strdup (self->host_id);
  copy->base_url = g_strdup (self->base_url);
  copy->name = g_strdup (self->name);
  copy->region = g_strdup (self->region);
  copy->currency = g_strdup (self->currency);
  return copy;
}

/**
 * pasar_shop_free:
 * @self: (transfer full) (nullable): a shop
 *
 * Frees it.
 */
void
pasar_shop_free (PasarShop *self)
{
  if (self == NULL)
    return;
  g_free (self->host_id);
  g_free (self->base_url);
  g_free (self->name);
  g_free (self->region);
  g_free (self->currency);
  g_free (self);
}

/**
 * pasar_stored_shop_data_free:
 * @self: (transfer full) (nullable): what was loaded
 *
 * Frees it; a part that was taken out of it must be %NULL.
 */
void
pasar_stored_shop_data_free (PasarStoredShopData *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->item_ids, g_array_unref);
  g_clear_pointer (&self->checkpoint, g_bytes_unref);
  g_clear_pointer (&self->log, g_ptr_array_unref);
  g_free (self);
}

/**
 * pasar_log_record_copy:
 * @self: a record
 *
 * Free it with pasar_log_record_free().
 *
 * Returns: (transfer full): a copy, which shares the data
 */
PasarLogRecord *
pasar_log_record_copy (const PasarLogRecord *self)
{
  PasarLogRecord *copy = g_memdup2 (self, sizeof *self);

  copy->label = g_strdup (self->label);
  if (copy->data != NULL)
    g_bytes_ref (copy->data);
  return copy;
}

/**
 * pasar_log_record_free:
 * @self: (transfer full) (nullable): a record
 *
 * Frees it.
 */
void
pasar_log_record_free (PasarLogRecord *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->data, g_bytes_unref);
  g_free (self->label);
  g_free (self);
}

static void
journal_row_free (PasarJournalRow *self)
{
  g_free (self->reason);
  g_free (self->advice);
  g_free (self->origin);
  g_clear_pointer (&self->locations, g_array_unref);
  g_free (self);
}

static void
location_clear (gpointer data)
{
  g_free (((PasarJournalLocation *) data)->location_id);
}

/**
 * pasar_journal_locations_new:
 *
 * A change of stock has a part for each location.
 *
 * Returns: (transfer full) (element-type PasarJournalLocation): no parts yet
 */
GArray *
pasar_journal_locations_new (void)
{
  GArray *self = g_array_new (FALSE, FALSE, sizeof (PasarJournalLocation));

  g_array_set_clear_func (self, location_clear);
  return self;
}

/**
 * pasar_journal_locations_add:
 * @self: (element-type PasarJournalLocation): parts of a change of stock
 * @location_id: (nullable): the shop's id of a warehouse
 * @old_stock: pieces that it has, %G_MININT64 unknown
 * @new_stock: pieces for it
 *
 * Appends a part.
 */
void
pasar_journal_locations_add (GArray *self,
                             const char *location_id,
                             gint64 old_stock,
                             gint64 new_stock)
{
  const PasarJournalLocation location = {
    g_strdup (location_id != NULL ? location_id : ""),
    old_stock,
    new_stock,
  };

  g_array_append_val (self, location);
}

/**
 * pasar_journal_call_new:
 * @kind: what it does
 * @item_id: its item
 *
 * Rows are added to it before the submission begins.
 *
 * Returns: (transfer full): a planned call without rows
 */
PasarJournalCall *
pasar_journal_call_new (PasarCallKind kind, gint64 item_id)
{
  PasarJournalCall *self = g_new0 (PasarJournalCall, 1);

  self->kind = kind;
  self->item_id = item_id;
  self->state = PASAR_CALL_PLANNED;
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) journal_row_free);
  return self;
}

/**
 * pasar_journal_call_add_row:
 * @self: a call
 * @item_id: the item
 * @model_id: the model, 0 for the item itself
 * @old_value: value before, %G_MININT64 unknown
 * @new_value: value to send
 *
 * Appends an open row. Once it is in the journal it is known by its position there.
 *
 * Returns: (transfer none): the row
 */
PasarJournalRow *
pasar_journal_call_add_row (PasarJournalCall *self,
                            gint64 item_id,
                            gint64 model_id,
                            gint64 old_value,
                            gint64 new_value)
{
  PasarJournalRow *row = g_new0 (PasarJournalRow, 1);

  row->position = self->rows->len;
  row->item_id = item_id;
  row->model_id = model_id;
  row->old_value = old_value;
  row->new_value = new_value;
  row->state = PASAR_CHANGE_READY;
  row->stored_value = G_MININT64;
  g_ptr_array_add (self->rows, row);
  return row;
}

/**
 * pasar_journal_row_dup_refusal:
 * @self: a refused row
 *
 * Joins reason and advice.
 *
 * Returns: (transfer full): why, and what to do: what is kept with the staged value
 */
char *
pasar_journal_row_dup_refusal (const PasarJournalRow *self)
{
  const char *reason = self->reason != NULL ? self->reason : "";

  if (self->advice == NULL || *self->advice == '\0')
    return g_strdup (reason);
  return g_strdup_printf ("%s %s", reason, self->advice);
}

/**
 * pasar_journal_call_copy:
 * @self: a call
 *
 * For the thread of the store, which outlives changes of the caller.
 *
 * Returns: (transfer full): a copy with its rows
 */
PasarJournalCall *
pasar_journal_call_copy (const PasarJournalCall *self)
{
  PasarJournalCall *copy = g_memdup2 (self, sizeof *self);

  copy->code = g_strdup (self->code);
  copy->message = g_strdup (self->message);
  copy->request_id = g_strdup (self->request_id);
  copy->rows = g_ptr_array_new_full (self->rows->len, (GDestroyNotify) journal_row_free);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const PasarJournalRow *from = g_ptr_array_index (self->rows, i);
      PasarJournalRow *row = g_memdup2 (from, sizeof *from);

      row->reason = g_strdup (from->reason);
      row->advice = g_strdup (from->advice);
      row->origin = g_strdup (from->origin);
      row->locations = from->locations != NULL ? pasar_journal_locations_new () : NULL;
      for (guint k = 0; from->locations != NULL && k < from->locations->len; k++)
        {
          const PasarJournalLocation *location =
              &g_array_index (from->locations, PasarJournalLocation, k);

          pasar_journal_locations_add (row->locations,
                                       location->location_id,
                                       location->old_stock,
                                       location->new_stock);
        }
      g_ptr_array_add (copy->rows, row);
    }
  return copy;
}

/**
 * pasar_journal_call_free:
 * @self: (transfer full) (nullable): a call
 *
 * Frees it with its rows.
 */
void
pasar_journal_call_free (PasarJournalCall *self)
{
  if (self == NULL)
    return;
  g_free (self->code);
  g_free (self->message);
  g_free (self->request_id);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

/**
 * pasar_submission_free:
 * @self: (transfer full) (nullable): a submission
 *
 * Frees it with its calls.
 */
void
pasar_submission_free (PasarSubmission *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->calls);
  g_free (self);
}
