/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session-shop.h"

#include "jobs/load/cache-writer-private.h"
#include "jobs/session/session-private.h"

gint64
rand_in (int first, int last)
{
  return g_test_rand_int_range (first, last + 1);
}

gint64
rand_value (gint64 field)
{
  return field == PASAR_FIELD_PRICE ? 50 * rand_in (1, 12) : rand_in (0, 8);
}

/* A row that has its stock at several locations has it at two of them, or at all. */
static void
put_row (Sessions *self, ModelCell row, PasarModelRecord *record, PasarLocationStock *stocks)
{
  const gint64 left_out = rand_in (0, MODEL_N_LOCATIONS);
  gint64 sum = 0;

  *record = (PasarModelRecord){ .model_id = row.model_id,
                                .name = row.model_id != 0 ? "Model" : "",
                                .sku = row.model_id != 0 ? "M" : "I",
                                .price = rand_value (PASAR_FIELD_PRICE),
                                .locations = stocks };
  record->current_price = record->price;
  for (guint i = 0; model_is_split (row) && i < MODEL_N_LOCATIONS; i++)
    if (i != left_out)
      stocks[record->n_locations++] =
          (PasarLocationStock){ sessions_location_ids[i], rand_value (PASAR_FIELD_STOCK) };
  if (!model_is_split (row))
    stocks[record->n_locations++] = (PasarLocationStock){ "", rand_value (PASAR_FIELD_STOCK) };

  model_put (self->model, model_cell_of (row, PASAR_FIELD_PRICE), record->price);
  for (guint i = 0, n = 0; n < record->n_locations; n++)
    {
      while (model_is_split (row) && !g_str_equal (stocks[n].location_id, sessions_location_ids[i]))
        i++;
      if (model_is_split (row))
        model_put (self->model, model_cell_of (row, MODEL_LOCATION + i), stocks[n].stock);
      sum += stocks[n].stock;
    }
  model_put (self->model, model_cell_of (row, PASAR_FIELD_STOCK), sum);
}

static void
put_item (Sessions *self, gint64 item_id)
{
  const gboolean has_model = g_test_rand_int_range (0, 3) > 0;
  const guint n = has_model ? (guint) rand_in (1, 4) : 1;
  PasarModelRecord records[4];
  PasarLocationStock stocks[4][MODEL_N_LOCATIONS];
  const PasarItemRecord item = { .item_id = item_id,
                                 .name = "Item",
                                 .sku = "I",
                                 .has_model = has_model,
                                 .wholesale_price = PASAR_NO_VALUE,
                                 .models = records,
                                 .n_models = has_model ? 0 : 1 };

  for (guint i = 0; i < n; i++)
    {
      const ModelCell row = { .item_id = item_id,
                              .model_id = has_model ? 10 * i + rand_in (1, 2) : 0 };

      put_row (self, row, &records[i], stocks[i]);
    }
  /* The models of an item are read after it. */
  pasar_catalogue_put_item (self->catalogue, &item);
  if (has_model)
    pasar_catalogue_put_models (self->catalogue, item_id, records, n);
}

static void
remove_from_model (Sessions *self, gint64 item_id)
{
  g_autoptr (GHashTable) shop = model_table_copy (self->model->shop);
  GHashTableIter iter;
  gpointer data;

  g_hash_table_iter_init (&iter, shop);
  while (g_hash_table_iter_next (&iter, &data, NULL))
    if (((ModelCell *) data)->item_id == item_id)
      model_put (self->model, *(ModelCell *) data, PASAR_NO_VALUE);
}

typedef struct
{
  Sessions *sessions;
  PasarCacheWriter *writer;
} Closing;

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Closing *closing = user_data;
  g_autoptr (GError) error = NULL;

  pasar_cache_writer_close_finish (result, &error);
  g_assert_no_error (error);
  pasar_cache_writer_free (closing->writer);
  closing->sessions->n_writers--;
}

static gboolean
is_known_cb (gint64 item_id, gpointer user_data)
{
  return TRUE;
}

/* As a load of some items, or of all, with what was staged on what is not there any more. */
void
sessions_refresh (Sessions *self)
{
  const guint n = (guint) rand_in (1, 4);
  Closing *closing = g_new0 (Closing, 1);
  g_autoptr (GArray) adopted = NULL;

  sessions_say (self, "refresh of %u items", n);
  closing->sessions = self;
  closing->writer = pasar_cache_writer_new (self->session);
  pasar_catalogue_freeze (self->catalogue);
  for (guint i = 0; i < n; i++)
    {
      const gint64 item_id = rand_in (1, self->n_items);

      remove_from_model (self, item_id);
      if (g_test_rand_int_range (0, 4) == 0)
        pasar_catalogue_remove_item (self->catalogue, item_id);
      else
        put_item (self, item_id);
      if (pasar_catalogue_find (self->catalogue, item_id, 0) != PASAR_NO_ROW)
        pasar_cache_writer_add (closing->writer, item_id);
      else
        pasar_cache_writer_remove (closing->writer, item_id);
    }
  adopted = pasar_catalogue_adopt_waiting (self->catalogue, is_known_cb, NULL);
  for (guint i = 0; i < adopted->len; i++)
    pasar_cache_writer_add (closing->writer, g_array_index (adopted, gint64, i));
  pasar_catalogue_thaw (self->catalogue);
  pasar_session_forget_dropped (self->session);
  self->n_writers++;
  pasar_cache_writer_close (closing->writer, closed_cb, closing);
}

/* What is sent for a cell. The value may have been staged before another one. */
static gint64
rand_sent (Sessions *self, ModelCell cell)
{
  const gint64 value = model_effective (self->model, cell);

  return g_test_rand_int_range (0, 5) == 0 || value < 0 ? rand_value (cell.field) : value;
}

/* Adds what is sent of the row to each of its locations. Returns their sum. */
static gint64
add_locations (Sessions *self, ModelCell row, GArray *locations)
{
  gint64 sum = 0;

  for (gint64 field = MODEL_LOCATION; field < MODEL_N_FIELDS; field++)
    {
      const ModelCell at = model_cell_of (row, field);
      const gint64 old = model_table_get (self->model->shop, at);
      const gint64 sent = old != PASAR_NO_VALUE ? rand_sent (self, at) : 0;

      if (old != PASAR_NO_VALUE)
        pasar_journal_locations_add (locations,
                                     sessions_location_ids[field - MODEL_LOCATION],
                                     old,
                                     sent);
      sum += sent;
    }
  return sum;
}

static void
settle_model (Sessions *self, ModelCell row, const PasarJournalRow *answer)
{
  if (answer->locations == NULL)
    model_settle (self->model, row, answer->new_value);
  for (guint i = 0; answer->locations != NULL && i < answer->locations->len; i++)
    {
      const PasarJournalLocation *location =
          &g_array_index (answer->locations, PasarJournalLocation, i);
      gint64 field = MODEL_LOCATION;

      while (!g_str_equal (sessions_location_ids[field - MODEL_LOCATION], location->location_id))
        field++;
      model_settle (self->model, model_cell_of (row, field), location->new_stock);
    }
}

/* The shop answers: it took the value, or another one, or did not take it. */
static void
answer_row (Sessions *self, PasarJournalCall *call, ModelCell cell)
{
  PasarJournalRow *row = pasar_journal_call_add_row (call,
                                                     cell.item_id,
                                                     cell.model_id,
                                                     model_table_get (self->model->shop, cell),
                                                     0);

  if (cell.field == PASAR_FIELD_STOCK && model_is_split (cell))
    {
      row->locations = pasar_journal_locations_new ();
      row->new_value = add_locations (self, cell, row->locations);
    }
  else
    row->new_value = rand_sent (self, cell);
  row->state = (PasarChangeState[]){ PASAR_CHANGE_DONE,
                                     PASAR_CHANGE_DONE,
                                     PASAR_CHANGE_REFUSED,
                                     PASAR_CHANGE_UNCERTAIN }[rand_in (0, 3)];
  row->stored_value = G_MININT64;
  if (row->state != PASAR_CHANGE_DONE)
    {
      row->reason = g_strdup ("No.");
      return;
    }
  settle_model (self, cell, row);
  if (row->locations != NULL || g_test_rand_int_range (0, 5) != 0)
    return;
  row->stored_value = rand_value (cell.field);
  model_settle (self->model, cell, row->stored_value);
}

/* Whether a row is in the call, or what it has is not sent: stock at locations of a row that the
 * shop does not have. */
static gboolean
is_done (Sessions *self, const PasarJournalCall *call, ModelCell cell)
{
  for (guint i = 0; i < call->rows->len; i++)
    if (((const PasarJournalRow *) g_ptr_array_index (call->rows, i))->model_id == cell.model_id)
      return TRUE;
  return cell.field == PASAR_FIELD_STOCK && model_is_split (cell)
         && model_table_get (self->model->shop, cell) == PASAR_NO_VALUE;
}

void
sessions_settle (Sessions *self)
{
  g_autoptr (GHashTable) staged = model_table_copy (self->model->staged);
  g_autoptr (GPtrArray) calls =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_journal_call_free);
  g_autoptr (GAsyncResult) begun = NULL;
  g_autoptr (GAsyncResult) recorded = NULL;
  g_autoptr (GError) error = NULL;
  PasarJournalCall *call = NULL;
  ModelCell first = { 0 };
  GHashTableIter iter;
  gpointer data;

  sessions_say (self, "settle");
  g_hash_table_iter_init (&iter, staged);
  while (g_hash_table_iter_next (&iter, &data, NULL))
    {
      const ModelCell *staged_cell = data;
      const ModelCell cell =
          model_cell_of (*staged_cell, MIN (staged_cell->field, PASAR_FIELD_STOCK));

      if (call == NULL)
        {
          first = cell;
          call = pasar_journal_call_new (first.field == PASAR_FIELD_PRICE ? PASAR_CALL_PRICE
                                                                          : PASAR_CALL_STOCK,
                                         first.item_id);
          g_ptr_array_add (calls, call);
        }
      if (cell.item_id == first.item_id && cell.field == first.field && !is_done (self, call, cell))
        answer_row (self, call, cell);
    }
  if (call == NULL || call->rows->len == 0)
    return;
  pasar_store_begin_submission_async (self->store,
                                      pasar_session_get_shop (self->session)->id,
                                      calls,
                                      NULL,
                                      pasar_test_keep_result_cb,
                                      &begun);
  pasar_store_begin_submission_finish (self->store, pasar_test_wait_result (&begun), &error);
  g_assert_no_error (error);
  call->state = PASAR_CALL_DONE;
  pasar_session_record_async (self->session, call, pasar_test_keep_result_cb, &recorded);
  pasar_session_write_finish (self->session, pasar_test_wait_result (&recorded), NULL, &error);
  g_assert_no_error (error);
  /* What came before it is on disk, too; items may not be. */
  self->n_kept = self->past->len;
}
