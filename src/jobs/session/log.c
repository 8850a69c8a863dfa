/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/session/log-private.h"

#include "jobs/session/cells-private.h"
#include "jobs/session/checkpoint-private.h"
#include "jobs/session/record-private.h"
#include "jobs/session/session-private.h"

/* What changed in memory goes to the disk: behind it, in the same order, and as often as it takes.
 */

#define MIN_RETRY_MS 1000
#define MAX_RETRY_MS 60000
/* Edits that are written as one, unless a record alone has more. */
#define BATCH_EDITS_MAX 100000

/* Something that is not on disk yet. */
typedef struct
{
  PasarLogRecord *record; /* (nullable): of a call that changed no cell */
  GArray *edits;          /* (nullable) (element-type PasarEdit): of a record not yet encoded */
  GArray *bases;          /* (nullable) (element-type gint64): what the shop had of each */
  PasarJournalCall *call; /* (nullable) */
  GBytes *item;           /* (nullable) */
  GTask *task;            /* (nullable): of who waits for the call */
} LogEntry;

/* Somebody waits until all is on disk that came before. */
typedef struct
{
  GTask *task;
  guint64 n_added;
  guint64 n_begun; /* writes: when those fail, it is not known yet */
} LogFlush;

struct _PasarSessionLog
{
  PasarSession *session; /* (unowned), which owns this */
  gboolean is_holding;   /* the session, as something is not on disk */
  gint64 last_id;
  gint64 n_staged; /* values, after the last record */
  GQueue entries;  /* (element-type LogEntry): oldest first */
  guint64 n_added; /* entries so far */
  guint64 n_done;
  guint64 n_begun;  /* writes so far */
  guint n_edits;    /* not on disk */
  GPtrArray *batch; /* (nullable) (element-type LogEntry) (unowned): being written */
  GStrv locations;  /* (nullable): of the shop, for the batch */
  GQueue flushes;   /* (element-type LogFlush) */
  GError *error;    /* (nullable): why the oldest entry could not be written */
  guint retry_id;
  guint retry_ms;
  GHashTable *cells; /* (nullable) (element-type PasarEdit): that could not be written */
  PasarCheckpoints *checkpoints;
};

static void write_next (PasarSessionLog *self);

static void
log_entry_free (LogEntry *entry)
{
  g_clear_pointer (&entry->record, pasar_log_record_free);
  g_clear_pointer (&entry->edits, g_array_unref);
  g_clear_pointer (&entry->bases, g_array_unref);
  g_clear_pointer (&entry->call, pasar_journal_call_free);
  g_clear_pointer (&entry->item, g_bytes_unref);
  g_clear_object (&entry->task);
  g_free (entry);
}

/**
 * pasar_session_log_new:
 * @session: the session of the log
 * @last_id: of the newest record on disk; 0: none
 * @n_staged: how many values are staged after it
 * @work: see pasar_checkpoints_new()
 *
 * Returns: (transfer full): its log
 */
PasarSessionLog *
pasar_session_log_new (PasarSession *session, gint64 last_id, gint64 n_staged, gint64 work)
{
  PasarSessionLog *self = g_new0 (PasarSessionLog, 1);

  self->session = session;
  self->last_id = last_id;
  self->n_staged = n_staged;
  self->checkpoints = pasar_checkpoints_new (session, work);
  pasar_checkpoints_consider (self->checkpoints, last_id, n_staged);
  return self;
}

/**
 * pasar_session_log_free:
 * @self: (transfer full): a log of which all is on disk
 *
 * Frees it.
 */
void
pasar_session_log_free (PasarSessionLog *self)
{
  g_clear_handle_id (&self->retry_id, g_source_remove);
  g_clear_error (&self->error);
  g_clear_pointer (&self->cells, g_hash_table_unref);
  g_strfreev (self->locations);
  pasar_checkpoints_free (self->checkpoints);
  g_free (self);
}

/* A callback may go on at once, so all is in order before it is called: here as below. */
static void
end_flushes (PasarSessionLog *self, const GError *error)
{
  const guint64 n_begun = self->n_begun;

  for (guint n = g_queue_get_length (&self->flushes); n > 0; n--)
    {
      LogFlush *flush = g_queue_peek_head (&self->flushes);

      if (flush == NULL
          || (flush->n_added > self->n_done && (error == NULL || flush->n_begun == n_begun)))
        return;
      g_queue_pop_head (&self->flushes);
      if (flush->n_added <= self->n_done)
        g_task_return_boolean (flush->task, TRUE);
      else
        g_task_return_error (flush->task, g_error_copy (error));
      g_object_unref (flush->task);
      g_free (flush);
    }
}

static void
pop_entry (PasarSessionLog *self)
{
  LogEntry *entry = g_queue_pop_head (&self->entries);

  if (entry->record != NULL)
    self->n_edits -= (guint) entry->record->n_edits;
  self->n_done++;
  log_entry_free (entry);
}

static void
add_entry (PasarSessionLog *self, LogEntry *entry)
{
  if (!self->is_holding)
    g_object_ref (self->session);
  self->is_holding = TRUE;
  g_queue_push_tail (&self->entries, entry);
  self->n_added++;
  if (entry->record != NULL)
    self->n_edits += (guint) entry->record->n_edits;
  /* A new edit is a good time to try again. */
  g_clear_handle_id (&self->retry_id, g_source_remove);
  write_next (self);
  pasar_session_notify_written (self->session);
}

static PasarLogRecord *
new_record (PasarSessionLog *self, PasarLogKind kind, guint n_edits, gint64 n_staged_more)
{
  PasarLogRecord *record = g_new0 (PasarLogRecord, 1);

  self->n_staged += n_staged_more;
  record->id = ++self->last_id;
  record->kind = kind;
  record->n_edits = n_edits;
  record->n_staged = self->n_staged;
  pasar_checkpoints_note_record (self->checkpoints, n_edits);
  return record;
}

static gboolean
retry_cb (gpointer user_data)
{
  PasarSessionLog *self = user_data;

  self->retry_id = 0;
  write_next (self);
  return G_SOURCE_REMOVE;
}

static void
list_cells_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_task_return_pointer (task, pasar_cells_new (task_data), (GDestroyNotify) g_hash_table_unref);
}

static void
cells_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarSession) session = user_data;
  PasarSessionLog *self = session->log;
  g_autoptr (GHashTable) cells = g_task_propagate_pointer (G_TASK (result), NULL);

  if (self->error == NULL)
    return;
  g_clear_pointer (&self->cells, g_hash_table_unref);
  self->cells = g_steal_pointer (&cells);
  pasar_session_notify_written (session);
}

/* For the marks of cells: only what cannot be written has some. A thread may hold its task for
 * longer than the callback, so the session, which only the main thread may end, is none of its
 * own. */
static void
list_cells (PasarSessionLog *self)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, cells_listed_cb, g_object_ref (self->session));
  GPtrArray *lists = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  for (const GList *l = self->entries.head; l != NULL; l = l->next)
    if (((const LogEntry *) l->data)->edits != NULL)
      g_ptr_array_add (lists, g_array_ref (((const LogEntry *) l->data)->edits));
  g_task_set_source_tag (task, list_cells);
  g_task_set_task_data (task, lists, (GDestroyNotify) g_ptr_array_unref);
  g_task_run_in_thread (task, list_cells_thread);
}

/* What can be done about it by freeing space, by looking at the disk, or by waiting. */
static gboolean
may_pass (const GError *error)
{
  return g_error_matches (error, PASAR_STORE_ERROR, PASAR_STORE_ERROR_DISK)
         || g_error_matches (error, PASAR_STORE_ERROR, PASAR_STORE_ERROR_UNREADABLE)
         || g_error_matches (error, PASAR_STORE_ERROR, PASAR_STORE_ERROR_FULL)
         || g_error_matches (error, PASAR_STORE_ERROR, PASAR_STORE_ERROR_READ_ONLY)
         || g_error_matches (error, PASAR_STORE_ERROR, PASAR_STORE_ERROR_LOCKED);
}

/* Whether the first entry, that of a call, is to be tried again. A call that the journal does not
 * take, whatever is tried, does not keep the edits from the disk. */
static gboolean
keep_call (PasarSessionLog *self, LogEntry *entry, const GError *error)
{
  if (may_pass (error))
    return TRUE;
  g_clear_pointer (&entry->call, pasar_journal_call_free);
  if (entry->record == NULL)
    pop_entry (self);
  return FALSE;
}

static void
retry_later (PasarSessionLog *self, const GError *error)
{
  g_clear_error (&self->error);
  self->error = g_error_copy (error);
  self->retry_ms = CLAMP (self->retry_ms * 2, MIN_RETRY_MS, MAX_RETRY_MS);
  self->retry_id = g_timeout_add (self->retry_ms, retry_cb, self);
  list_cells (self);
}

/* Who recorded a call is told at once. */
static void
take_failure (PasarSessionLog *self, const GError *error)
{
  LogEntry *first = g_queue_peek_head (&self->entries);
  g_autoptr (GTask) task = g_steal_pointer (&first->task);
  const gboolean is_kept = first->call == NULL || keep_call (self, first, error);

  if (is_kept)
    retry_later (self, error);
  if (task != NULL)
    g_task_return_error (task, g_error_copy (error));
  end_flushes (self, is_kept ? error : NULL);
  if (!g_queue_is_empty (&self->flushes))
    g_clear_handle_id (&self->retry_id, g_source_remove);
}

static void
take_success (PasarSessionLog *self, guint n_written)
{
  g_autoptr (GPtrArray) tasks = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 written = 0;

  for (guint i = 0; i < n_written; i++)
    {
      LogEntry *entry = g_queue_peek_head (&self->entries);

      if (entry->record != NULL)
        written = entry->record->id;
      if (entry->task != NULL)
        g_ptr_array_add (tasks, g_steal_pointer (&entry->task));
      pop_entry (self);
    }
  if (written != 0)
    pasar_catalogue_trim_history (self->session->catalogue, written);
  self->retry_ms = 0;
  g_clear_error (&self->error);
  g_clear_pointer (&self->cells, g_hash_table_unref);
  for (guint i = 0; i < tasks->len; i++)
    g_task_return_boolean (g_ptr_array_index (tasks, i), TRUE);
  end_flushes (self, NULL);
}

/* The session is held by the caller, too. */
static void
end_holding (PasarSessionLog *self)
{
  if (!self->is_holding || !g_queue_is_empty (&self->entries))
    return;
  self->is_holding = FALSE;
  g_object_unref (self->session);
}

static void
end_batch (PasarSessionLog *self, const GError *error)
{
  g_autoptr (PasarSession) session = g_object_ref (self->session);
  const guint n = self->batch->len;

  g_clear_pointer (&self->batch, g_ptr_array_unref);
  if (session->is_forgotten)
    {
      pasar_session_log_drop_all (self);
      return;
    }
  if (error != NULL)
    take_failure (self, error);
  else
    take_success (self, n);
  if (g_queue_is_empty (&self->entries))
    pasar_checkpoints_consider (self->checkpoints, self->last_id, self->n_staged);
  else if (self->retry_id == 0)
    write_next (self);
  end_holding (self);
  pasar_session_notify_written (session);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PasarSessionLog *self = user_data;
  g_autoptr (GError) error = NULL;

  pasar_store_finish (PASAR_STORE (source), result, &error);
  end_batch (self, error);
}

static void
write_call (PasarSessionLog *self, const LogEntry *entry)
{
  pasar_store_record_call_async (self->session->store,
                                 self->session->shop->id,
                                 entry->call,
                                 entry->item,
                                 entry->record,
                                 NULL,
                                 written_cb,
                                 self);
}

/* The journal knows stock as a whole. */
static void
add_taken (GArray *taken, const LogEntry *entry)
{
  for (guint i = 0; i < entry->edits->len; i++)
    {
      const PasarEdit *edit = &g_array_index (entry->edits, PasarEdit, i);
      const PasarStoredValue value = { edit->key.item_id,
                                       edit->key.model_id,
                                       (gint64) edit->field,
                                       g_array_index (entry->bases, gint64, i) };

      if (value.value != PASAR_NO_VALUE && !pasar_field_is_location (edit->field))
        g_array_append_val (taken, value);
    }
}

static void
encoded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PasarSessionLog *self = user_data;
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (PasarStoredValue));

  for (guint i = 0; i < self->batch->len; i++)
    {
      const LogEntry *entry = g_ptr_array_index (self->batch, i);

      g_ptr_array_add (records, entry->record);
      if (entry->record->kind == PASAR_LOG_DROPPED)
        add_taken (taken, entry);
    }
  pasar_store_append_log_async (self->session->store,
                                self->session->shop->id,
                                records,
                                taken,
                                NULL,
                                written_cb,
                                self);
}

/* The entries of the batch stay as they are until it is written. */
static void
encode_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const PasarSessionLog *self = task_data;

  for (guint i = 0; i < self->batch->len; i++)
    {
      const LogEntry *entry = g_ptr_array_index (self->batch, i);
      PasarLogRecord *record = entry->record;

      if (record->data == NULL)
        record->data = pasar_record_encode (record->kind,
                                            record->step,
                                            entry->edits,
                                            entry->bases,
                                            (const char *const *) self->locations);
    }
  g_task_return_boolean (task, TRUE);
}

/* All that waits goes in one write, but for calls, which may fail for reasons of their own. What is
 * not written yet holds the session, as in list_cells() the task does not. */
static void
write_next (PasarSessionLog *self)
{
  const LogEntry *first = g_queue_peek_head (&self->entries);
  g_autoptr (GTask) task = NULL;
  gint64 n_edits = 0;

  if (first == NULL || self->batch != NULL)
    return;
  self->batch = g_ptr_array_new ();
  self->n_begun++;
  if (first->call != NULL)
    {
      g_ptr_array_add (self->batch, (gpointer) first);
      write_call (self, first);
      return;
    }
  for (const GList *l = self->entries.head; l != NULL; l = l->next)
    {
      const LogEntry *entry = l->data;

      n_edits += entry->record != NULL ? entry->record->n_edits : 0;
      if (entry->call != NULL || (l->prev != NULL && n_edits > BATCH_EDITS_MAX))
        break;
      g_ptr_array_add (self->batch, l->data);
    }
  task = g_task_new (NULL, NULL, encoded_cb, self);
  g_task_set_source_tag (task, write_next);
  g_strfreev (self->locations);
  self->locations = pasar_catalogue_dup_location_ids (self->session->catalogue);
  g_task_set_task_data (task, self, NULL);
  g_task_run_in_thread (task, encode_thread);
}

/**
 * pasar_session_log_get_next_id:
 * @self: a log
 *
 * Returns: the number that the next record will have
 */
gint64
pasar_session_log_get_next_id (PasarSessionLog *self)
{
  return self->last_id + 1;
}

/**
 * pasar_session_log_add:
 * @self: a log
 * @kind: a step, an undo, a redo; or dropped, where the shop has @bases by itself
 * @step: the step that is undone or made again, else 0
 * @label: (nullable): of a step: what was done
 * @edits: (transfer none) (element-type PasarEdit): what was staged, or ceased to be; not to be
 *   changed any more
 * @bases: (transfer none) (element-type gint64): what the shop had of each; as @edits
 * @n_staged_more: by how many values more are staged than before, or less
 *
 * Adds what was just made in the catalogue.
 */
void
pasar_session_log_add (PasarSessionLog *self,
                       PasarLogKind kind,
                       gint64 step,
                       const char *label,
                       GArray *edits,
                       GArray *bases,
                       gint64 n_staged_more)
{
  LogEntry *entry = g_new0 (LogEntry, 1);

  entry->record = new_record (self, kind, edits->len, n_staged_more);
  entry->record->step = step;
  entry->record->label = g_strdup (label);
  entry->edits = g_array_ref (edits);
  entry->bases = g_array_ref (bases);
  add_entry (self, entry);
}

/**
 * pasar_session_log_add_call:
 * @self: a log
 * @call: a call of the journal with its outcome
 * @item: (nullable): its item, packed for the cache
 * @data: (nullable): the record of what it means for what is staged; %NULL: nothing
 * @n_edits: how many cells are in @data
 * @n_staged_more: by how many values more are staged than before, or less
 * @task: ends when it is on disk, or with the error when it could not be written at once; what can
 *   be written later is tried again all the same
 *
 * Adds the outcome of a call, which is written as one with what it means for the edits.
 */
void
pasar_session_log_add_call (PasarSessionLog *self,
                            const PasarJournalCall *call,
                            GBytes *item,
                            GBytes *data,
                            guint n_edits,
                            gint64 n_staged_more,
                            GTask *task)
{
  LogEntry *entry = g_new0 (LogEntry, 1);

  entry->call = pasar_journal_call_copy (call);
  entry->item = item != NULL ? g_bytes_ref (item) : NULL;
  entry->task = g_object_ref (task);
  if (data != NULL)
    {
      entry->record = new_record (self, PASAR_LOG_SETTLED, n_edits, n_staged_more);
      entry->record->data = g_bytes_ref (data);
    }
  add_entry (self, entry);
}

/**
 * pasar_session_log_flush:
 * @self: a log
 * @task: ends when all is on disk that was added before, or with the error when it cannot be
 *   written now
 *
 * Waits for the disk; what could not be written is tried again at once.
 */
void
pasar_session_log_flush (PasarSessionLog *self, GTask *task)
{
  LogFlush *flush = g_new0 (LogFlush, 1);

  flush->task = g_object_ref (task);
  flush->n_added = self->n_added;
  flush->n_begun = self->n_begun;
  g_queue_push_tail (&self->flushes, flush);
  g_clear_handle_id (&self->retry_id, g_source_remove);
  write_next (self);
  end_flushes (self, NULL);
}

/**
 * pasar_session_log_drop_all:
 * @self: a log of a shop that is not to be kept
 *
 * Forgets what is not on disk.
 */
void
pasar_session_log_drop_all (PasarSessionLog *self)
{
  g_autoptr (PasarSession) session = g_object_ref (self->session);

  if (self->batch != NULL || g_queue_is_empty (&self->entries))
    return;
  take_success (self, g_queue_get_length (&self->entries));
  g_clear_handle_id (&self->retry_id, g_source_remove);
  end_holding (self);
  pasar_session_notify_written (session);
}

/**
 * pasar_session_log_get_n_unwritten:
 * @self: a log
 *
 * Returns: how many edits are not on disk
 */
guint
pasar_session_log_get_n_unwritten (PasarSessionLog *self)
{
  return self->n_edits;
}

/**
 * pasar_session_log_get_error:
 * @self: a log
 *
 * Returns: (nullable): why the last attempt to write failed; %NULL when it did not
 */
const GError *
pasar_session_log_get_error (PasarSessionLog *self)
{
  return self->error;
}

/**
 * pasar_session_log_is_unwritten:
 * @self: a log
 * @key: a row
 * @field: which of its values
 *
 * Returns: whether an edit of it could not be written
 */
gboolean
pasar_session_log_is_unwritten (PasarSessionLog *self, PasarRowKey key, PasarField field)
{
  return self->cells != NULL && pasar_cells_contain (self->cells, key, field);
}
