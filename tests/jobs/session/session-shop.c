/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session-shop.h"

#include "catalogue-fixture.h"
#include "jobs/load/cache-writer-private.h"
#include "jobs/session/session-private.h"

gint64
rand_in (int first, int last)
{
  return g_test_rand_int_range (first, last + 1);
}

gint64
rand_value (PasarField field)
{
  return field == PASAR_FIELD_PRICE ? 50 * rand_in (1, 12) : rand_in (0, 8);
}

static void
put_item (Sessions *self, gint64 item_id)
{
  const gboolean has_model = g_test_rand_int_range (0, 3) > 0;
  const guint n = has_model ? (guint) rand_in (1, 4) : 1;
  FixtureModel models[4] = { 0 };
  PasarModelRecord records[4];
  PasarLocationStock stocks[4];
  const PasarItemRecord base = { .item_id = item_id, .name = "Item", .sku = "I" };

  for (guint i = 0; i < n; i++)
    {
      models[i] = (FixtureModel){ .model_id = has_model ? 10 * i + rand_in (1, 2) : 0,
                                  .name = has_model ? "Model" : "",
                                  .price = rand_value (PASAR_FIELD_PRICE),
                                  .stock = rand_value (PASAR_FIELD_STOCK) };
      records[i] = fixture_model_record (&models[i], "M", &stocks[i]);
      for (gint64 field = 0; field < PASAR_N_FIELDS; field++)
        model_put (self->model,
                   (ModelCell){ item_id, models[i].model_id, field },
                   field == PASAR_FIELD_PRICE ? models[i].price : models[i].stock);
    }
  /* The models of an item are read after it. */
  fixture_put (self->catalogue, base, has_model, models, has_model ? 0 : 1);
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

/* The shop answers: it took the value, or another one, or did not take it. The value may have been
 * staged before another one. */
static void
answer_row (Sessions *self, PasarJournalCall *call, const ModelCell *cell)
{
  const gint64 staged = model_table_get (self->model->staged, *cell);
  const gint64 sent = g_test_rand_int_range (0, 5) == 0 || staged < 0
                          ? rand_value ((PasarField) cell->field)
                          : staged;
  PasarJournalRow *row = pasar_journal_call_add_row (call,
                                                     cell->item_id,
                                                     cell->model_id,
                                                     model_table_get (self->model->shop, *cell),
                                                     sent);

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
  model_settle (self->model, *cell, sent);
  if (g_test_rand_int_range (0, 5) != 0)
    return;
  row->stored_value = rand_value ((PasarField) cell->field);
  model_settle (self->model, *cell, row->stored_value);
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
      const ModelCell *cell = data;

      if (call == NULL)
        {
          first = *cell;
          call = pasar_journal_call_new (first.field == PASAR_FIELD_PRICE ? PASAR_CALL_PRICE
                                                                          : PASAR_CALL_STOCK,
                                         first.item_id);
          g_ptr_array_add (calls, call);
        }
      if (cell->item_id == first.item_id && cell->field == first.field)
        answer_row (self, call, cell);
    }
  if (call == NULL)
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
