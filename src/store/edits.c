/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/private.h"

typedef struct
{
  gint64 shop;
  PasarStoredEdit *edits; /* (owned) (array length=n_edits) */
  guint n_edits;
  PasarStepChange step;
  gint64 step_id;  /* with PASAR_STEP_PUSH that up to which steps are dropped */
  char *label;     /* (owned) (nullable) */
  GBytes *changes; /* (owned) (nullable) */
} StageData;

static void
stage_data_free (StageData *self)
{
  g_free (self->edits);
  g_free (self->label);
  g_clear_pointer (&self->changes, g_bytes_unref);
  g_free (self);
}

static gboolean
write_edit (PasarSqlite *db, gint64 shop, const PasarStoredEdit *edit, GError **error)
{
  if (edit->value == G_MININT64)
    return pasar_sqlite_run (
        db,
        "DELETE FROM staged WHERE shop = ? AND item_id = ? AND model_id = ? AND field = ?",
        PASAR_NUMBERS (shop, edit->item_id, edit->model_id, edit->field),
        error);
  return pasar_sqlite_run (
      db,
      "INSERT INTO staged (shop, item_id, model_id, field, base, value) VALUES (?, ?, ?, ?, ?, ?)"
      " ON CONFLICT (shop, item_id, model_id, field) DO UPDATE SET"
      " base = excluded.base, value = excluded.value, refusal = NULL",
      PASAR_NUMBERS (shop, edit->item_id, edit->model_id, edit->field, edit->base, edit->value),
      error);
}

static gboolean
insert_step (PasarSqlite *db, const StageData *data, GError **error)
{
  g_autoptr (PasarStatement) statement =
      pasar_sqlite_query (db,
                          "INSERT INTO step (shop, label, changes) VALUES (?, ?, ?)",
                          PASAR_NUMBERS (data->shop),
                          error);

  if (statement == NULL)
    return FALSE;
  pasar_statement_bind_text (statement, 2, data->label != NULL ? data->label : "");
  pasar_statement_bind_bytes (statement, 3, data->changes);
  return pasar_statement_run (statement, error);
}

static gboolean
change_steps (PasarSqlite *db, const StageData *data, GError **error)
{
  const gint64 shop = data->shop;
  const gint64 id = data->step_id;

  switch (data->step)
    {
    case PASAR_STEP_PUSH:
      return pasar_sqlite_run (db,
                               "DELETE FROM step WHERE shop = ? AND (undone <> 0 OR id <= ?)",
                               PASAR_NUMBERS (shop, id),
                               error)
             && insert_step (db, data, error);
    case PASAR_STEP_UNDO:
      return pasar_sqlite_run (db,
                               "DELETE FROM step WHERE shop = ? AND undone = 0 AND id > ?",
                               PASAR_NUMBERS (shop, id),
                               error)
             && pasar_sqlite_run (db,
                                  "UPDATE step SET undone = 1 WHERE shop = ? AND id = ?",
                                  PASAR_NUMBERS (shop, id),
                                  error);
    case PASAR_STEP_REDO:
      return pasar_sqlite_run (db,
                               "DELETE FROM step WHERE shop = ? AND undone <> 0 AND id < ?",
                               PASAR_NUMBERS (shop, id),
                               error)
             && pasar_sqlite_run (db,
                                  "UPDATE step SET undone = 0 WHERE shop = ? AND id = ?",
                                  PASAR_NUMBERS (shop, id),
                                  error);
    case PASAR_STEP_NONE:
    default:
      return pasar_store_correct_edits (db, shop, data->edits, data->n_edits, error);
    }
}

static gboolean
stage (PasarSqlite *db, gpointer input, PasarStoreOutput *output, GError **error)
{
  const StageData *data = input;

  for (guint i = 0; i < data->n_edits; i++)
    if (!write_edit (db, data->shop, &data->edits[i], error))
      return FALSE;
  if (!change_steps (db, data, error))
    return FALSE;
  output->number = data->step == PASAR_STEP_PUSH ? pasar_sqlite_get_last_id (db) : data->step_id;
  return TRUE;
}

/**
 * pasar_store_stage_async:
 * @self: a store
 * @shop: row id
 * @edits: (array length=n_edits) (nullable): cells to write
 * @n_edits: their number
 * @step: what happens to the undo history
 * @step_id: the step that is undone or made again; with %PASAR_STEP_PUSH the newest of those that
 * make room for the new one, 0 for none
 * @label: (nullable): what the seller did; only with %PASAR_STEP_PUSH
 * @changes: (nullable): the step in the caller's own form; only with %PASAR_STEP_PUSH
 * @cancellable: (nullable): drops the call while it is queued
 * @callback: (scope async): runs in the caller's thread-default context
 * @user_data: for @callback
 *
 * Writes staged cells and the undo history as one. The refusal of each written cell is cleared.
 * Undo and redo of a step that is not kept any more change the cells only. When it is on disk, and
 * only then the cells may be shown as kept, [method@Store.finish_number] gives the step: the new
 * one, or @step_id.
 */
void
pasar_store_stage_async (PasarStore *self,
                         gint64 shop,
                         const PasarStoredEdit *edits,
                         guint n_edits,
                         PasarStepChange step,
                         gint64 step_id,
                         const char *label,
                         GBytes *changes,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  StageData *data;

  g_return_if_fail (n_edits == 0 || edits != NULL);

  data = g_new0 (StageData, 1);
  data->shop = shop;
  data->edits = g_memdup2 (edits, n_edits * sizeof *edits);
  data->n_edits = n_edits;
  data->step = step;
  data->step_id = step_id;
  data->label = g_strdup (label);
  data->changes = changes != NULL ? g_bytes_ref (changes) : NULL;
  pasar_store_run (self,
                   TRUE,
                   stage,
                   data,
                   (GDestroyNotify) stage_data_free,
                   cancellable,
                   callback,
                   user_data);
}
