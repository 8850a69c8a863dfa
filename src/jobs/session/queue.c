/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/session/outcome-private.h"
#include "jobs/session/record-private.h"
#include "jobs/session/replay-private.h"
#include "jobs/session/session-private.h"

#include <glib/gi18n-lib.h>

/* All that changes what is staged, one at a time in the order asked: each is computed at its turn,
 * made in the catalogue, and added to the log, which goes to the disk behind it. */

/* How long a change may hold the main loop at a time: half a frame; and at once, whatever asked for
 * it did before. */
#define SLICE_USECS   8000
#define AT_ONCE_USECS 3000

/* After what is drawn, before what is counted of what it changes. */
#define PRIORITY (G_PRIORITY_HIGH_IDLE + 25)

typedef enum
{
  CHANGE_STAGE,
  CHANGE_UNDO,
  CHANGE_REDO,
  CHANGE_FORGET,
  CHANGE_RECORD,
  CHANGE_FLUSH,
} ChangeKind;

typedef struct
{
  ChangeKind kind;
  GTask *task;
  PasarCommand *command;         /* (nullable): STAGE */
  PasarComputation *computation; /* (nullable): STAGE, at its turn */
  PasarMove *move;               /* (nullable): STAGE, UNDO, REDO, once it is known what to do */
  gboolean is_long;              /* it takes several slices */
  gboolean is_made;              /* only its end is to come */
  GArray *dropped;               /* (nullable): FORGET */
  PasarJournalCall *call;        /* (nullable) (unowned): RECORD; kept alive by the caller */
} SessionChange;

static void begin_next (PasarSession *self);

static void
session_change_free (SessionChange *change)
{
  g_clear_object (&change->task);
  g_clear_pointer (&change->command, pasar_command_unref);
  g_clear_pointer (&change->computation, pasar_computation_free);
  g_clear_pointer (&change->dropped, g_array_unref);
  g_free (change);
}

/* A step that came to nothing is taken back, or made again, in no cell. As records say in what
 * order that was, it is added before anything else. */
static void
add_forgotten (PasarSession *self)
{
  const PasarLogKind kinds[] = { PASAR_LOG_UNDO, PASAR_LOG_REDO };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const gint64 step = pasar_catalogue_take_forgotten (self->catalogue, i != 0);
      g_autoptr (GArray) edits = g_array_new (FALSE, FALSE, sizeof (PasarEdit));
      g_autoptr (GArray) bases = g_array_new (FALSE, FALSE, sizeof (gint64));

      if (step != 0)
        pasar_session_log_add (self->log, kinds[i], step, NULL, edits, bases, 0);
    }
}

/* The end of the change that has its turn; the next one begins. */
static void
end_turn (SessionChange *change)
{
  g_autoptr (PasarSession) self = g_object_ref (g_task_get_source_object (change->task));

  session_change_free (change);
  add_forgotten (self);
  self->is_changing = FALSE;
  begin_next (self);
}

/* Takes @error over. */
static void
end_change (SessionChange *change, gboolean answer, GError *error)
{
  if (error != NULL)
    g_task_return_error (change->task, error);
  else
    g_task_return_boolean (change->task, answer);
  end_turn (change);
}

static void begin_history (PasarSession *self, SessionChange *change);

static void
end_move (PasarSession *self, SessionChange *change)
{
  const gint64 id = pasar_session_log_get_next_id (self->log);
  const gint64 undone = pasar_move_get_step (change->move);
  const gint64 n_staged_more = pasar_move_get_n_staged_more (change->move);
  g_autoptr (GArray) bases = g_array_ref (pasar_move_get_bases (change->move));
  PasarStep *step = pasar_move_end (g_steal_pointer (&change->move), id);
  const PasarLogKind kind = change->kind == CHANGE_STAGE  ? PASAR_LOG_STEP
                            : change->kind == CHANGE_UNDO ? PASAR_LOG_UNDO
                                                          : PASAR_LOG_REDO;

  if (step == NULL && change->kind != CHANGE_STAGE)
    {
      add_forgotten (self);
      begin_history (self, change);
      return;
    }
  if (step != NULL)
    {
      pasar_session_log_add (self->log,
                             kind,
                             undone,
                             change->kind == CHANGE_STAGE ? step->label : NULL,
                             step->edits,
                             bases,
                             n_staged_more);
      g_task_set_task_data (change->task, step, (GDestroyNotify) pasar_step_free);
    }
  end_change (change, TRUE, NULL);
}

/* What the command comes to becomes a move. Returns whether there is anything to do. */
static gboolean
end_computation (PasarSession *self, SessionChange *change)
{
  GError *error = NULL;
  g_autoptr (GArray) edits = pasar_computation_take_edits (change->computation, &error);
  g_autofree char *label = NULL;

  g_clear_pointer (&change->computation, pasar_computation_free);
  if (edits == NULL || edits->len == 0)
    {
      end_change (change, TRUE, error);
      return FALSE;
    }
  label = pasar_command_dup_label (change->command, self->catalogue, edits->len);
  pasar_session_keep_bulk (self, change->command);
  change->move = pasar_move_new_stage (self->catalogue, label, g_steal_pointer (&edits));
  return TRUE;
}

/* Returns whether all is done. */
static gboolean
run_slice (SessionChange *change, gint64 until)
{
  PasarSession *self = g_task_get_source_object (change->task);
  GError *error = NULL;

  if (change->computation != NULL)
    {
      if (g_cancellable_set_error_if_cancelled (g_task_get_cancellable (change->task), &error))
        {
          end_change (change, FALSE, error);
          return TRUE;
        }
      if (!pasar_computation_run (change->computation, until))
        return FALSE;
      if (!end_computation (self, change))
        return TRUE;
    }
  if (!change->is_made && !pasar_move_run (change->move, until))
    return FALSE;
  /* To tell of much takes a slice of its own. */
  if (change->is_long && !change->is_made)
    {
      change->is_made = TRUE;
      return FALSE;
    }
  end_move (self, change);
  return TRUE;
}

static gboolean
run_slice_cb (gpointer change)
{
  return run_slice (change, g_get_monotonic_time () + SLICE_USECS) ? G_SOURCE_REMOVE
                                                                   : G_SOURCE_CONTINUE;
}

/* What is small is made at once, the rest when nothing else is to be done. */
static void
run_change (SessionChange *change)
{
  change->is_long = change->is_made = FALSE;
  if (run_slice (change, g_get_monotonic_time () + AT_ONCE_USECS))
    return;
  change->is_long = TRUE;
  g_idle_add_full (PRIORITY, run_slice_cb, change, NULL);
}

typedef struct
{
  SessionChange *change; /* (unowned) */
  PasarLogRecord *record;
  GStrv locations;   /* (owned): of the shop */
  PasarTexts *texts; /* (unowned): of its catalogue */
} RecordRead;

static void
record_read_free (gpointer data)
{
  RecordRead *read = data;

  pasar_log_record_free (read->record);
  g_strfreev (read->locations);
  g_free (read);
}

static void
decode_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const RecordRead *read = task_data;
  GArray *edits = pasar_record_decode (read->record->data,
                                       read->record->kind,
                                       read->record->step,
                                       (const char *const *) read->locations,
                                       read->texts);

  g_task_return_pointer (task, edits, (GDestroyNotify) g_array_unref);
}

static void
end_unreadable (PasarSession *self, SessionChange *change)
{
  pasar_catalogue_forget_missing (self->catalogue, change->kind == CHANGE_REDO);
  end_change (change,
              FALSE,
              g_error_new_literal (PASAR_STORE_ERROR,
                                   PASAR_STORE_ERROR_CORRUPT,
                                   _ ("What this step had changed cannot be read any more, so "
                                      "it cannot be undone or done again.")));
}

static void
decoded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  const RecordRead *read = g_task_get_task_data (G_TASK (result));
  SessionChange *change = read->change;
  PasarSession *self = g_task_get_source_object (change->task);
  g_autoptr (GArray) edits = g_task_propagate_pointer (G_TASK (result), NULL);

  if (pasar_replay_find_locations (self->catalogue, read->record, edits))
    begin_history (self, change);
  else if (edits != NULL)
    {
      pasar_catalogue_give_edits (self->catalogue, read->record->id, edits);
      add_forgotten (self);
      begin_history (self, change);
    }
  else
    end_unreadable (self, change);
}

static void
record_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SessionChange *change = user_data;
  PasarSession *self = g_task_get_source_object (change->task);
  RecordRead *read;
  g_autoptr (GTask) task = NULL;
  GError *error = NULL;
  PasarLogRecord *record = pasar_store_finish_object (PASAR_STORE (source), result, &error);

  if (error != NULL)
    {
      end_change (change, FALSE, error);
      return;
    }
  if (record == NULL)
    {
      end_unreadable (self, change);
      return;
    }
  read = g_new0 (RecordRead, 1);
  *read = (RecordRead){ change,
                        record,
                        pasar_catalogue_dup_location_ids (self->catalogue),
                        pasar_catalogue_get_texts (self->catalogue) };
  /* The thread is not to end the session: the change holds it. */
  task = g_task_new (NULL, NULL, decoded_cb, NULL);
  g_task_set_source_tag (task, record_read_cb);
  g_task_set_task_data (task, read, record_read_free);
  g_task_run_in_thread (task, decode_thread);
}

/* The step may be too old, or too large, to be in memory. */
static void
begin_history (PasarSession *self, SessionChange *change)
{
  const gboolean is_redo = change->kind == CHANGE_REDO;
  const gint64 missing = pasar_catalogue_get_missing_record (self->catalogue, is_redo);

  if (missing != 0)
    {
      pasar_store_read_log_async (self->store,
                                  self->shop->id,
                                  missing,
                                  NULL,
                                  record_read_cb,
                                  change);
      return;
    }
  change->move =
      is_redo ? pasar_move_new_redo (self->catalogue) : pasar_move_new_undo (self->catalogue);
  if (change->move != NULL)
    run_change (change);
  else
    end_change (change, FALSE, NULL);
}

/* Those of the cells on which nothing was staged again. */
static void
begin_forget (PasarSession *self, SessionChange *change)
{
  g_autoptr (GArray) edits = g_array_new (FALSE, FALSE, sizeof (PasarEdit));
  g_autoptr (GArray) bases = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < change->dropped->len; i++)
    {
      const PasarEdit edit = g_array_index (change->dropped, PasarEdit, i);
      const guint row = pasar_catalogue_find_editable (self->catalogue, edit.key);
      const gint64 base = pasar_catalogue_read_field (self->catalogue, row, edit.field).value;

      if (pasar_catalogue_read_staged (self->catalogue, edit.key, edit.field, NULL, NULL)
          != PASAR_NO_VALUE)
        continue;
      g_array_append_val (edits, edit);
      g_array_append_val (bases, base);
    }
  pasar_session_log_add (self->log,
                         PASAR_LOG_DROPPED,
                         0,
                         NULL,
                         edits,
                         bases,
                         -(gint64) change->dropped->len);
  end_change (change, TRUE, NULL);
}

static void
begin_record (PasarSession *self, SessionChange *change)
{
  const PasarJournalCall *call = change->call;
  g_autoptr (GBytes) item = NULL;
  g_autoptr (GBytes) data = NULL;
  gint64 n_staged_more = 0;
  guint n_edits = 0;

  if (call->kind != PASAR_CALL_BOOST)
    {
      data = pasar_outcome_apply (call, self->catalogue, &n_edits, &n_staged_more);
      pasar_session_note_settled (self, call->item_id);
      item = pasar_catalogue_pack_item (self->catalogue, call->item_id);
    }
  pasar_session_log_add_call (self->log, call, item, data, n_edits, n_staged_more, change->task);
  end_turn (change);
}

static void
begin_change (PasarSession *self, SessionChange *change)
{
  GError *error = NULL;

  if (g_cancellable_set_error_if_cancelled (g_task_get_cancellable (change->task), &error))
    {
      end_change (change, FALSE, error);
      return;
    }
  switch (change->kind)
    {
    case CHANGE_STAGE:
      change->computation = pasar_computation_new (change->command, self->catalogue);
      run_change (change);
      break;
    case CHANGE_UNDO:
    case CHANGE_REDO:
      begin_history (self, change);
      break;
    case CHANGE_FORGET:
      begin_forget (self, change);
      break;
    case CHANGE_RECORD:
      begin_record (self, change);
      break;
    case CHANGE_FLUSH:
    default:
      pasar_session_log_flush (self->log, change->task);
      end_turn (change);
      break;
    }
}

static void
begin_next (PasarSession *self)
{
  SessionChange *change;

  if (self->is_changing)
    return;
  change = g_queue_pop_head (&self->changes);
  if (change == NULL)
    return;
  self->is_changing = TRUE;
  add_forgotten (self);
  begin_change (self, change);
}

static SessionChange *
queue_change (PasarSession *self,
              ChangeKind kind,
              gpointer source_tag,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  SessionChange *change = g_new0 (SessionChange, 1);

  change->kind = kind;
  change->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (change->task, source_tag);
  g_task_set_check_cancellable (change->task, FALSE);
  g_queue_push_tail (&self->changes, change);
  return change;
}

/**
 * pasar_session_stage_async:
 * @self: a session
 * @command: (transfer full): what the seller asked for
 * @cancellable: (nullable): stops it as long as nothing is changed yet: while it waits for its
 *   turn, and while it is computed
 * @callback: (scope async): called when it is in the catalogue and shown; it may not be on disk yet
 * @user_data: for @callback
 *
 * Stages an edit as one undo step. What it comes to, its label and its count are made at its turn,
 * from what is staged then: a "+1" that is asked twice in a row is two more. Errors:
 * `PASAR_INPUT_ERROR`, of it `_READ_ONLY` when nothing of the shop can be changed; the catalogue is
 * then as it was.
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

  queue_change (self, CHANGE_STAGE, pasar_session_stage_async, cancellable, callback, user_data)
      ->command = command;
  begin_next (self);
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
 * Returns: whether it is done; of undo and redo also %FALSE without an error, when there was no
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
 * @callback: (scope async): called when it is in the catalogue and shown
 * @user_data: for @callback
 *
 * Takes back the last step. Errors: `PASAR_STORE_ERROR` when it is an old or a large one that
 * cannot be read.
 */
void
pasar_session_undo_async (PasarSession *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (PASAR_IS_SESSION (self));
  queue_change (self, CHANGE_UNDO, pasar_session_undo_async, cancellable, callback, user_data);
  begin_next (self);
}

/**
 * pasar_session_redo_async:
 * @self: a session
 * @cancellable: (nullable): stops it before its turn, not later
 * @callback: (scope async): called when it is in the catalogue and shown
 * @user_data: for @callback
 *
 * Makes the step that was undone last again. Errors: as of undo.
 */
void
pasar_session_redo_async (PasarSession *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (PASAR_IS_SESSION (self));
  queue_change (self, CHANGE_REDO, pasar_session_redo_async, cancellable, callback, user_data);
  begin_next (self);
}

/**
 * pasar_session_forget_dropped:
 * @self: a session
 *
 * Unstages on disk what is no longer staged in the catalogue as the shop has it by itself, and
 * forgets the steps that came to nothing with it: when the shop's value changes again, a restart
 * must not bring them back.
 */
void
pasar_session_forget_dropped (PasarSession *self)
{
  GArray *dropped = pasar_catalogue_take_dropped (self->catalogue);

  if (!self->is_changing)
    add_forgotten (self);
  if (dropped == NULL)
    return;
  queue_change (self, CHANGE_FORGET, pasar_session_forget_dropped, NULL, NULL, NULL)->dropped =
      dropped;
  begin_next (self);
}

/**
 * pasar_session_flush_async:
 * @self: a session
 * @callback: (scope async): called when all that was asked before is on disk
 * @user_data: for @callback
 *
 * Waits for the disk; what could not be written is tried again at once. Errors: `PASAR_STORE_ERROR`
 * of the write that failed: what is not on disk then is still kept and tried again.
 */
void
pasar_session_flush_async (PasarSession *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (PASAR_IS_SESSION (self));
  queue_change (self, CHANGE_FLUSH, pasar_session_flush_async, NULL, callback, user_data);
  begin_next (self);
}

/**
 * pasar_session_record_async:
 * @self: a session
 * @call: a call of the journal with its outcome; the caller's, until @callback
 * @callback: (scope async): called when it is on disk, or could not be written
 * @user_data: for @callback
 *
 * Settles the rows of a call in the catalogue and records its outcome in the journal, in
 * its turn among the edits. Errors: `PASAR_STORE_ERROR`; where that may pass it is written later
 * all the same.
 */
void
pasar_session_record_async (PasarSession *self,
                            PasarJournalCall *call,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  SessionChange *change =
      queue_change (self, CHANGE_RECORD, pasar_session_record_async, NULL, callback, user_data);

  change->call = call;
  begin_next (self);
}
