/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/private.h"

typedef struct
{
  gint64 shop;
  PasarStoredEdit *edits; /* (owned) (array length=n_edits) */
  guint n_edits;
  PasarStepChange step;
  gint64 step_id;  /* with PASAR_STEP_PUSH that up to which steps are dropped, then the new one */
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
write_edits (PasarSqlite *db, const StageData *data, GError **error)
{
  g_autoptr (PasarStatement) put = pasar_sqlite_prepare (
      db,
      "INSERT INTO staged (shop, item_id, model_id, field, base, value) VALUES (?, ?, ?, ?, ?, ?)"
      " ON CONFLICT (shop, item_id, model_id, field) DO UPDATE SET"
      " base = excluded.base, value = excluded.value, refusal = NULL",
      error);
  g_autoptr (PasarStatement) drop = NULL;

  if (put == NULL)
    return FALSE;
  drop = pasar_sqlite_prepare (
      db,
      "DELETE FROM staged WHERE shop = ? AND item_id = ? AND model_id = ? AND field = ?",
      error);
  if (drop == NULL)
    return FALSE;
  for (guint i = 0; i < data->n_edits; i++)
    {
      const PasarStoredEdit *edit = &data->edits[i];
      PasarStatement *statement = edit->value == G_MININT64 ? drop : put;

      pasar_statement_bind_int64 (statement, 1, data->shop);
      pasar_statement_bind_int64 (statement, 2, edit->item_id);
      pasar_statement_bind_int64 (statement, 3, edit->model_id);
      pasar_statement_bind_int64 (statement, 4, edit->field);
      if (statement == put)
        {
          pasar_statement_bind_value (statement, 5, edit->base);
          pasar_statement_bind_int64 (statement, 6, edit->value);
        }
      if (!pasar_statement_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
run_for_shop (PasarSqlite *db, const char *sql, gint64 shop, GError **error)
{
  g_autoptr (PasarStatement) statement = pasar_sqlite_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  pasar_statement_bind_int64 (statement, 1, shop);
  return pasar_statement_run (statement, error);
}

static gboolean
run_for_step (PasarSqlite *db, const char *sql, const StageData *data, GError **error)
{
  g_autoptr (PasarStatement) statement = pasar_sqlite_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  pasar_statement_bind_int64 (statement, 1, data->shop);
  pasar_statement_bind_int64 (statement, 2, data->step_id);
  return pasar_statement_run (statement, error);
}

static gboolean
insert_step (PasarSqlite *db, StageData *data, GError **error)
{
  g_autoptr (PasarStatement) statement =
      pasar_sqlite_prepare (db, "INSERT INTO step (shop, label, changes) VALUES (?, ?, ?)", error);

  if (statement == NULL)
    return FALSE;
  pasar_statement_bind_int64 (statement, 1, data->shop);
  pasar_statement_bind_text (statement, 2, data->label != NULL ? data->label : "");
  pasar_statement_bind_bytes (statement, 3, data->changes);
  if (!pasar_statement_run (statement, error))
    return FALSE;
  data->step_id = pasar_sqlite_get_last_id (db);
  return TRUE;
}

static gboolean
push_step (PasarSqlite *db, StageData *data, GError **error)
{
  return run_for_shop (db, "DELETE FROM step WHERE shop = ? AND undone <> 0", data->shop, error)
         && run_for_step (db, "DELETE FROM step WHERE shop = ? AND id <= ?", data, error)
         && insert_step (db, data, error);
}

static gboolean
stage (PasarSqlite *db, gpointer user_data, GError **error)
{
  StageData *data = user_data;

  if (!write_edits (db, data, error))
    return FALSE;
  switch (data->step)
    {
    case PASAR_STEP_PUSH:
      return push_step (db, data, error);
    case PASAR_STEP_UNDO:
      return run_for_step (db,
                           "DELETE FROM step WHERE shop = ? AND undone = 0 AND id > ?",
                           data,
                           error)
             && run_for_step (db,
                              "UPDATE step SET undone = 1 WHERE shop = ? AND id = ?",
                              data,
                              error);
    case PASAR_STEP_REDO:
      return run_for_step (db,
                           "DELETE FROM step WHERE shop = ? AND undone <> 0 AND id < ?",
                           data,
                           error)
             && run_for_step (db,
                              "UPDATE step SET undone = 0 WHERE shop = ? AND id = ?",
                              data,
                              error);
    case PASAR_STEP_NONE:
    default:
      return pasar_store_correct_edits (db, data->shop, data->edits, data->n_edits, error);
    }
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
 * Undo and redo of a step that is not kept any more change the cells only.
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

  g_return_if_fail (PASAR_IS_STORE (self));
  g_return_if_fail (n_edits == 0 || edits != NULL);

  data = g_new0 (StageData, 1);
  data->shop = shop;
  data->edits = g_memdup2 (edits, n_edits * sizeof *edits);
  data->n_edits = n_edits;
  data->step = step;
  data->step_id = step_id;
  data->label = g_strdup (label);
  data->changes = changes != NULL ? g_bytes_ref (changes) : NULL;
  pasar_store_write (self,
                     stage,
                     data,
                     (GDestroyNotify) stage_data_free,
                     cancellable,
                     callback,
                     user_data);
}

/**
 * pasar_store_stage_finish:
 * @self: a store
 * @result: what the callback was given
 * @step_id: (out) (optional): the step; with %PASAR_STEP_PUSH a new one
 * @error: return location
 *
 * All cells of a step are kept or none. Errors: `PASAR_STORE_ERROR`.
 *
 * Returns: whether the cells are on disk; only then they may be shown as kept
 */
gboolean
pasar_store_stage_finish (PasarStore *self, GAsyncResult *result, gint64 *step_id, GError **error)
{
  const StageData *data = pasar_store_take_data (self, result, stage, error);

  if (data != NULL && step_id != NULL)
    *step_id = data->step_id;
  return data != NULL;
}
