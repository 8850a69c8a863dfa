/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/session/session-private.h"
#include "jobs/session/step-codec-private.h"

/* All that changes what is staged, one at a time in the order asked: each is planned at its turn,
 * written to the store, and only then made in the catalogue. So disk and memory cannot come apart,
 * whatever is asked while a write runs. */

typedef enum
{
  WRITE_STAGE,
  WRITE_UNDO,
  WRITE_REDO,
  WRITE_FORGET,
  WRITE_RECORD,
  WRITE_FLUSH,
} WriteKind;

typedef struct
{
  WriteKind kind;
  GTask *task;
  PasarCommand *command;  /* (nullable): STAGE */
  char *label;            /* (nullable): of the step, once its turn has come */
  gint64 step_id;         /* UNDO, REDO; of STAGE the newest that makes room for it */
  GArray *edits;          /* (nullable): what it comes to at its turn; FORGET: what was dropped */
  PasarJournalCall *call; /* (nullable) (unowned): RECORD; kept alive by the caller */
} SessionWrite;

static void session_write_next (PasarSession *self);

static void
session_write_free (SessionWrite *write)
{
  g_clear_object (&write->task);
  g_clear_pointer (&write->command, pasar_command_unref);
  g_clear_pointer (&write->edits, g_array_unref);
  g_free (write->label);
  g_free (write);
}

/* The end of the write that has its turn; the next one begins. Takes @error over. */
static void
end_write (SessionWrite *write, gboolean answer, GError *error)
{
  g_autoptr (PasarSession) self = g_object_ref (g_task_get_source_object (write->task));

  if (error != NULL)
    g_task_return_error (write->task, error);
  else
    g_task_return_boolean (write->task, answer);
  session_write_free (write);
  self->is_writing = FALSE;
  session_write_next (self);
}

static GArray *
dup_stored_edits (PasarCatalogue *catalogue, const GArray *edits)
{
  GArray *stored = g_array_sized_new (FALSE, FALSE, sizeof (PasarStoredEdit), edits->len);

  for (guint i = 0; i < edits->len; i++)
    {
      const PasarEdit *edit = &g_array_index (edits, PasarEdit, i);
      const guint row = pasar_catalogue_find_editable (catalogue, edit->key);
      const PasarStoredEdit write = {
        .item_id = edit->key.item_id,
        .model_id = edit->key.model_id,
        .field = (gint64) edit->field,
        .base = row != PASAR_NO_ROW
                    ? pasar_catalogue_read_row (catalogue, row).values[edit->field].value
                    : PASAR_NO_VALUE,
        .value = edit->to,
      };

      g_array_append_val (stored, write);
    }
  return stored;
}

/* Those of the cells on which nothing was staged again. */
static GArray *
plan_forget (PasarCatalogue *catalogue, const GArray *dropped)
{
  GArray *edits = g_array_new (FALSE, FALSE, sizeof (PasarEdit));

  for (guint i = 0; i < dropped->len; i++)
    {
      const PasarEdit edit = g_array_index (dropped, PasarEdit, i);
      const guint row = pasar_catalogue_find_editable (catalogue, edit.key);

      if (row != PASAR_NO_ROW
          && pasar_catalogue_read_row (catalogue, row).values[edit.field].staged == PASAR_NO_VALUE)
        g_array_append_val (edits, edit);
    }
  return edits;
}

/* Whether undo and redo still come to the step that was planned, and not to the one before it. */
static gboolean
is_as_planned (PasarCatalogue *catalogue, const SessionWrite *write)
{
  const PasarStep *step = NULL;
  g_autoptr (GArray) edits = write->kind == WRITE_UNDO
                                 ? pasar_catalogue_plan_undo (catalogue, &step)
                                 : pasar_catalogue_plan_redo (catalogue, &step);

  return step != NULL && step->id == write->step_id;
}

static PasarStep *
make_step (const SessionWrite *write, gint64 id)
{
  PasarStep *step = pasar_step_new (write->label, write->edits);

  step->id = id;
  return step;
}

static void
show_staged (PasarCatalogue *catalogue, const SessionWrite *write, gint64 step_id)
{
  if (write->kind == WRITE_STAGE)
    pasar_catalogue_stage (catalogue, make_step (write, step_id));
  else if (write->kind == WRITE_UNDO && is_as_planned (catalogue, write))
    pasar_catalogue_undo (catalogue);
  else if (write->kind == WRITE_REDO && is_as_planned (catalogue, write))
    pasar_catalogue_redo (catalogue);
}

static void
staged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SessionWrite *write = user_data;
  PasarSession *self = g_task_get_source_object (write->task);
  GError *error = NULL;
  const gint64 step_id = pasar_store_finish_number (PASAR_STORE (source), result, &error);

  if (error == NULL)
    {
      show_staged (self->catalogue, write, step_id);
      pasar_session_forget_dropped (self);
      g_task_set_task_data (write->task,
                            make_step (write, step_id),
                            (GDestroyNotify) pasar_step_free);
    }
  end_write (write, TRUE, error);
}

static void
begin_stage (PasarSession *self, SessionWrite *write, PasarStepChange step)
{
  g_autoptr (GArray) stored = dup_stored_edits (self->catalogue, write->edits);
  g_autoptr (GBytes) changes = step == PASAR_STEP_PUSH ? pasar_step_encode (write->edits) : NULL;

  pasar_store_stage_async (self->store,
                           self->shop->id,
                           (const PasarStoredEdit *) stored->data,
                           stored->len,
                           step,
                           write->step_id,
                           step == PASAR_STEP_PUSH ? write->label : NULL,
                           changes,
                           NULL,
                           staged_cb,
                           write);
}

/* What the shop answered is true whether or not it can be recorded: the catalogue takes it first,
 * so that the packed item has it. */
static void
settle_rows (PasarCatalogue *catalogue, const PasarJournalCall *call)
{
  const PasarField field = call->kind == PASAR_CALL_PRICE ? PASAR_FIELD_PRICE : PASAR_FIELD_STOCK;

  pasar_catalogue_freeze (catalogue);
  for (guint i = 0; i < call->rows->len; i++)
    {
      const PasarJournalRow *outcome = g_ptr_array_index (call->rows, i);
      const PasarRowKey key = { outcome->item_id, outcome->model_id };
      const guint row = pasar_catalogue_find_editable (catalogue, key);

      if (row == PASAR_NO_ROW)
        continue;
      if (outcome->state == PASAR_CHANGE_DONE)
        {
          pasar_catalogue_set_refusal (catalogue, key, field, NULL);
          pasar_catalogue_settle (catalogue, key, field, outcome->new_value);
          if (outcome->stored_value != G_MININT64 && outcome->stored_value != outcome->new_value)
            pasar_catalogue_settle (catalogue, key, field, outcome->stored_value);
        }
      else if ((outcome->state == PASAR_CHANGE_REFUSED || outcome->state == PASAR_CHANGE_UNCERTAIN)
               && pasar_catalogue_read_row (catalogue, row).values[field].staged
                      == outcome->new_value)
        {
          g_autofree char *text = pasar_journal_row_dup_refusal (outcome);

          pasar_catalogue_set_refusal (catalogue, key, field, text);
          if (outcome->state == PASAR_CHANGE_UNCERTAIN)
            pasar_catalogue_set_base (catalogue, key, field, outcome->old_value);
        }
    }
  pasar_catalogue_thaw (catalogue);
}

static void
recorded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;

  pasar_store_finish (PASAR_STORE (source), result, &error);
  end_write (user_data, TRUE, error);
}

static void
begin_record (PasarSession *self, SessionWrite *write)
{
  g_autoptr (GBytes) item = NULL;

  if (write->call->kind != PASAR_CALL_BOOST)
    {
      const gint64 now = g_get_monotonic_time ();

      settle_rows (self->catalogue, write->call);
      g_hash_table_replace (self->settled,
                            g_memdup2 (&write->call->item_id, sizeof (gint64)),
                            g_memdup2 (&now, sizeof now));
      item = pasar_catalogue_pack_item (self->catalogue, write->call->item_id);
    }
  pasar_store_record_call_async (self->store,
                                 self->shop->id,
                                 write->call,
                                 item,
                                 NULL,
                                 recorded_cb,
                                 write);
}

static void
begin_command (PasarSession *self, SessionWrite *write)
{
  GError *error = NULL;

  write->edits = pasar_command_compute (write->command, self->catalogue, &error);
  if (write->edits == NULL || write->edits->len == 0)
    {
      end_write (write, TRUE, error);
      return;
    }
  write->step_id = pasar_catalogue_get_forgotten_step (self->catalogue, write->edits->len);
  write->label = pasar_command_dup_label (write->command, self->catalogue, write->edits->len);
  begin_stage (self, write, PASAR_STEP_PUSH);
}

static void
begin_undo (PasarSession *self, SessionWrite *write)
{
  const gboolean is_undo = write->kind == WRITE_UNDO;
  const PasarStep *step = NULL;

  write->edits = is_undo ? pasar_catalogue_plan_undo (self->catalogue, &step)
                         : pasar_catalogue_plan_redo (self->catalogue, &step);
  if (write->edits == NULL)
    {
      end_write (write, FALSE, NULL);
      return;
    }
  write->step_id = step->id;
  write->label = g_strdup (step->label);
  begin_stage (self, write, is_undo ? PASAR_STEP_UNDO : PASAR_STEP_REDO);
}

static void
begin_forget (PasarSession *self, SessionWrite *write)
{
  g_autoptr (GArray) dropped = g_steal_pointer (&write->edits);

  write->edits = plan_forget (self->catalogue, dropped);
  if (write->edits->len == 0)
    end_write (write, TRUE, NULL);
  else
    begin_stage (self, write, PASAR_STEP_NONE);
}

static void
begin_write (PasarSession *self, SessionWrite *write)
{
  GError *error = NULL;

  /* From here on it is not cancelled: a write that may or may not have been made would part disk
   * and memory. */
  if (g_cancellable_set_error_if_cancelled (g_task_get_cancellable (write->task), &error))
    {
      end_write (write, FALSE, error);
      return;
    }
  switch (write->kind)
    {
    case WRITE_STAGE:
      begin_command (self, write);
      break;
    case WRITE_UNDO:
    case WRITE_REDO:
      begin_undo (self, write);
      break;
    case WRITE_FORGET:
      begin_forget (self, write);
      break;
    case WRITE_RECORD:
      begin_record (self, write);
      break;
    case WRITE_FLUSH:
    default:
      end_write (write, TRUE, NULL);
      break;
    }
}

static void
session_write_next (PasarSession *self)
{
  SessionWrite *write;

  if (self->is_writing)
    return;
  write = g_queue_pop_head (&self->writes);
  if (write == NULL)
    return;
  self->is_writing = TRUE;
  begin_write (self, write);
}

static SessionWrite *
queue_write (PasarSession *self,
             WriteKind kind,
             gpointer source_tag,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  SessionWrite *write = g_new0 (SessionWrite, 1);

  write->kind = kind;
  write->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (write->task, source_tag);
  g_task_set_check_cancellable (write->task, FALSE);
  g_queue_push_tail (&self->writes, write);
  return write;
}

/**
 * pasar_session_stage_async:
 * @self: a session
 * @command: (transfer full): what the seller asked for
 * @cancellable: (nullable): stops it before its turn, not later
 * @callback: (scope async): called when it is on disk and in the catalogue
 * @user_data: for @callback
 *
 * Stages an edit as one undo step. What it comes to, its label and its count are made at its turn,
 * from what is staged then: a "+1" that is asked twice in a row is two more. Errors:
 * `PASAR_STORE_ERROR`, `PASAR_INPUT_ERROR`, of it `_READ_ONLY` when nothing of the shop can be
 * changed; the catalogue is then as it was.
 */
void
pasar_session_stage_async (PasarSession *self,
                           PasarCommand *command,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (PASAR_IS_SESSION (self));
  g_return_if_fail (command != NULL);

  queue_write (self, WRITE_STAGE, pasar_session_stage_async, cancellable, callback, user_data)
      ->command = command;
  session_write_next (self);
}

/**
 * pasar_session_write_finish:
 * @self: a session
 * @result: what the callback was given
 * @step: (out) (optional) (nullable) (transfer full): the step that was made, undone or made again,
 *   with the edits that this took; %NULL when there was nothing to do
 * @error: return location
 *
 * Ends staging, undo, redo, and waiting for the writes that were asked before. Errors: as those
 * calls say; the catalogue is then as it was.
 *
 * Returns: whether it is on disk; of undo and redo also %FALSE without an error, when there was no
 *   step
 */
gboolean
pasar_session_write_finish (PasarSession *self,
                            GAsyncResult *result,
                            PasarStep **step,
                            GError **error)
{
  const PasarStep *done;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  done = g_task_get_task_data (G_TASK (result));
  if (step != NULL)
    {
      *step = done != NULL ? pasar_step_new (done->label, done->edits) : NULL;
      if (done != NULL)
        (*step)->id = done->id;
    }
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * pasar_session_undo_async:
 * @self: a session
 * @cancellable: (nullable): stops it before its turn, not later
 * @callback: (scope async): called when it is on disk and in the catalogue
 * @user_data: for @callback
 *
 * Takes back the last step. Errors: `PASAR_STORE_ERROR`.
 */
void
pasar_session_undo_async (PasarSession *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (PASAR_IS_SESSION (self));
  queue_write (self, WRITE_UNDO, pasar_session_undo_async, cancellable, callback, user_data);
  session_write_next (self);
}

/**
 * pasar_session_redo_async:
 * @self: a session
 * @cancellable: (nullable): stops it before its turn, not later
 * @callback: (scope async): called when it is on disk and in the catalogue
 * @user_data: for @callback
 *
 * Makes the step that was undone last again. Errors: `PASAR_STORE_ERROR`.
 */
void
pasar_session_redo_async (PasarSession *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (PASAR_IS_SESSION (self));
  queue_write (self, WRITE_REDO, pasar_session_redo_async, cancellable, callback, user_data);
  session_write_next (self);
}

/**
 * pasar_session_forget_dropped:
 * @self: a session
 *
 * Unstages on disk what is no longer staged in the catalogue as the shop has it by itself: when the
 * shop's value changes again, a restart must not bring it back. A write that fails is made up for
 * at the next start.
 */
void
pasar_session_forget_dropped (PasarSession *self)
{
  GArray *dropped = pasar_catalogue_take_dropped (self->catalogue);

  if (dropped == NULL)
    return;
  queue_write (self, WRITE_FORGET, pasar_session_forget_dropped, NULL, NULL, NULL)->edits = dropped;
  session_write_next (self);
}

/**
 * pasar_session_flush_async:
 * @self: a session
 * @callback: (scope async): called when all that was asked before is on disk
 * @user_data: for @callback
 *
 * Waits for the writes that were asked before. It never fails: an error of a write goes to who
 * asked for that write.
 */
void
pasar_session_flush_async (PasarSession *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (PASAR_IS_SESSION (self));
  queue_write (self, WRITE_FLUSH, pasar_session_flush_async, NULL, callback, user_data);
  session_write_next (self);
}

/**
 * pasar_session_record_async:
 * @self: a session
 * @call: a call of the journal with its outcome; the caller's, until @callback
 * @callback: (scope async): called when it is on disk
 * @user_data: for @callback
 *
 * Settles the rows of a call in the catalogue and records its outcome in the journal, in
 * its turn among the edits.
 */
void
pasar_session_record_async (PasarSession *self,
                            PasarJournalCall *call,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  SessionWrite *write =
      queue_write (self, WRITE_RECORD, pasar_session_record_async, NULL, callback, user_data);

  write->call = call;
  session_write_next (self);
}

/**
 * pasar_session_was_settled_since:
 * @self: a session
 * @item_id: an item
 * @monotonic_time: when the item was asked for
 *
 * Returns: whether a write of the item was answered since then, so that what was asked for may be
 *   older than what is known
 */
gboolean
pasar_session_was_settled_since (PasarSession *self, gint64 item_id, gint64 monotonic_time)
{
  const gint64 *settled_at = g_hash_table_lookup (self->settled, &item_id);

  return settled_at != NULL && *settled_at >= monotonic_time;
}
