/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/store.h"

#include "store/file-private.h"
#include "store/mark-private.h"
#include "store/notice-private.h"
#include "store/private.h"
#include "store/schema-private.h"
#include "store/space-private.h"

#include <glib/gi18n-lib.h>
#include <sqlite3.h>

#define BUSY_TIMEOUT_MS 5000

struct _PasarStore
{
  GObject parent_instance;

  GAsyncQueue *queue; /* (owned) (element-type StoreJob) shared with the thread */
  GMutex mutex;       /* of what the thread sets when it opened or salvaged the file: */
  char *notice;       /* (nullable): once there is one it stays */
  GHashTable *lost;   /* (nullable) gint64 shop → gint64: see pasar_mark_find_lost() */
};

G_DEFINE_FINAL_TYPE (PasarStore, pasar_store, G_TYPE_OBJECT)

typedef enum
{
  JOB_OPEN,
  JOB_READ,
  JOB_WRITE,
  JOB_CLOSE,
} JobKind;

/* The data of a task in the queue. */
typedef struct
{
  JobKind kind;
  PasarStoreWork work; /* (nullable): of READ and WRITE */
  gpointer input;      /* (owned) (nullable) */
  GDestroyNotify input_free;
  PasarStoreOutput output;
} StoreJob;

/* Follows the last task of the queue. */
#define QUIT GINT_TO_POINTER (1)

typedef struct
{
  char *path; /* (owned) */
  PasarStoreOptions options;
} OpenInput;

static void
open_input_free (gpointer data)
{
  OpenInput *input = data;

  g_free (input->path);
  g_free (input);
}

static void
store_job_free (gpointer data)
{
  StoreJob *job = data;

  g_clear_pointer (&job->input, job->input_free);
  g_clear_pointer (&job->output.object, job->output.object_free);
  g_free (job);
}

/* What the thread works on. */
typedef struct
{
  PasarSqlite *db; /* (owned) (nullable) */
  PasarMark *mark; /* (owned) (nullable) */
  PasarStoreOptions options;
  gboolean is_salvaged; /* once is enough */
} StoreFile;

static void
look_for_losses (StoreFile *file, PasarStore *store, const PasarSalvaged *salvaged)
{
  GHashTable *lost = pasar_mark_find_lost (file->mark, file->db);
  g_autofree char *notice = pasar_notice_dup (pasar_sqlite_get_path (file->db), lost, salvaged);

  g_mutex_lock (&store->mutex);
  g_clear_pointer (&store->lost, g_hash_table_unref);
  store->lost = lost;
  if (store->notice == NULL)
    store->notice = g_steal_pointer (&notice);
  g_mutex_unlock (&store->mutex);
}

static gboolean
run_once (const StoreFile *file, StoreJob *job, GError **error)
{
  PasarSqlite *db = file->db;

  if (db == NULL)
    {
      g_set_error_literal (error,
                           PASAR_STORE_ERROR,
                           PASAR_STORE_ERROR_FAILED,
                           _ ("Pasar’s data file is closed. Start Pasar again."));
      return FALSE;
    }
  if (!pasar_sqlite_begin (db, job->kind == JOB_WRITE, error))
    return FALSE;
  if (!job->work (db, job->input, &job->output, error))
    {
      pasar_sqlite_rollback (db);
      return FALSE;
    }
  if (job->kind == JOB_WRITE)
    pasar_mark_lower (file->mark, db);
  if (!pasar_sqlite_commit (db, error))
    return FALSE;
  if (job->kind == JOB_WRITE)
    pasar_mark_commit (file->mark);
  return TRUE;
}

static gboolean
salvage (StoreFile *file, PasarStore *store, GError **error)
{
  g_auto (PasarSalvaged) salvaged = { NULL };

  if (!pasar_salvage_run (file->db, file->options.steps, file->options.n_steps, &salvaged, error))
    return FALSE;
  file->is_salvaged = TRUE;
  look_for_losses (file, store, &salvaged);
  return TRUE;
}

static gboolean
run_again (StoreFile *file, StoreJob *job, GError **error)
{
  if (job->output.object != NULL)
    g_clear_pointer (&job->output.object, job->output.object_free);
  return run_once (file, job, error);
}

/* What is found damaged is salvaged, and the work done again; a place that is not read is read once
 * more before. */
static gboolean
run_work (StoreFile *file, PasarStore *store, StoreJob *job, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (run_once (file, job, &failure))
    return TRUE;
  if (g_error_matches (failure, PASAR_STORE_ERROR, PASAR_STORE_ERROR_UNREADABLE))
    {
      g_clear_error (&failure);
      if (run_again (file, job, &failure))
        return TRUE;
    }
  if (file->is_salvaged
      || !(g_error_matches (failure, PASAR_STORE_ERROR, PASAR_STORE_ERROR_CORRUPT)
           || g_error_matches (failure, PASAR_STORE_ERROR, PASAR_STORE_ERROR_UNREADABLE)))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return salvage (file, store, error) && run_again (file, job, error);
}

static gboolean
has_lost (const StoreFile *file)
{
  g_autoptr (GHashTable) lost = pasar_mark_find_lost (file->mark, file->db);

  return g_hash_table_size (lost) > 0;
}

/* Takes seconds for a large file. A page that stands in the place of another one hides rows, and
 * nothing that reads them fails. */
static gboolean
is_damaged (PasarSqlite *db)
{
  gint64 n_faults;

  return !pasar_sqlite_get_number (
             db,
             "SELECT count (*) FROM pragma_integrity_check (1) WHERE integrity_check <> 'ok'",
             &n_faults,
             NULL)
         || n_faults > 0;
}

static gboolean
open_file (StoreFile *file, PasarStore *store, const OpenInput *input, GError **error)
{
  g_auto (PasarSalvaged) salvaged = { NULL };

  file->options = input->options;
  file->mark = pasar_mark_new (input->path);
  file->db = pasar_file_open (input->path,
                              &input->options,
                              pasar_mark_is_known (file->mark),
                              &salvaged,
                              error);
  if (file->db == NULL)
    return FALSE;
  if (salvaged.copy == NULL && has_lost (file) && is_damaged (file->db))
    return salvage (file, store, error);
  look_for_losses (file, store, &salvaged);
  return TRUE;
}

static gboolean
run_job (StoreFile *file, GTask *task, GError **error)
{
  StoreJob *job = g_task_get_task_data (task);

  switch (job->kind)
    {
    case JOB_OPEN:
      return open_file (file, job->output.object, job->input, error);
    case JOB_READ:
    case JOB_WRITE:
      return run_work (file, g_task_get_source_object (task), job, error);
    case JOB_CLOSE:
    default:
      if (file->db != NULL)
        pasar_mark_raise (file->mark);
      g_clear_pointer (&file->db, pasar_sqlite_free);
      return TRUE;
    }
}

static gpointer
run_thread (gpointer user_data)
{
  g_autoptr (GAsyncQueue) queue = user_data;
  StoreFile file = { NULL };

  for (GTask *task; (task = g_async_queue_pop (queue)) != QUIT;)
    {
      GError *error = NULL;

      if (g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &error)
          || !run_job (&file, task, &error))
        g_task_return_error (task, error);
      else
        g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      /* Nobody need wait for it. */
      if (file.db != NULL && g_async_queue_length (queue) <= 0)
        pasar_mark_raise (file.mark);
      while (file.db != NULL && g_async_queue_length (queue) <= 0
             && pasar_space_give_back (file.db))
        ;
    }
  if (file.db != NULL)
    pasar_mark_raise (file.mark);
  g_clear_pointer (&file.db, pasar_sqlite_free);
  g_clear_pointer (&file.mark, pasar_mark_free);
  return NULL;
}

/* Each queued task holds the store, so nothing is queued any more. The thread is not waited for:
 * the last reference may go in it, and closing may take as long as the disk does. */
static void
pasar_store_finalize (GObject *object)
{
  PasarStore *self = PASAR_STORE (object);

  g_async_queue_push (self->queue, QUIT);
  g_async_queue_unref (self->queue);
  g_clear_pointer (&self->lost, g_hash_table_unref);
  g_free (self->notice);
  g_mutex_clear (&self->mutex);
  G_OBJECT_CLASS (pasar_store_parent_class)->finalize (object);
}

static void
pasar_store_class_init (PasarStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pasar_store_finalize;
}

static void
pasar_store_init (PasarStore *self)
{
  self->queue = g_async_queue_new ();
  g_mutex_init (&self->mutex);
}

/* Once the work began its outcome counts, cancelled or not. */
static void
queue_task (PasarStore *self, GTask *task, gpointer source_tag, StoreJob job)
{
  g_task_set_source_tag (task, source_tag);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, g_memdup2 (&job, sizeof job), store_job_free);
  g_async_queue_push (self->queue, task);
}

/**
 * pasar_store_run:
 * @self: a store
 * @writes: whether @work writes: all of it is kept or nothing; what reads sees one moment's state
 * @work: what to do; it may be done again, where the file was damaged
 * @input: (transfer full): for @work
 * @input_free: frees @input, maybe in the store's thread
 * @cancellable: (nullable): drops the call while it is queued
 * @callback: (scope async): runs in the caller's thread-default context
 * @user_data: for @callback
 *
 * Queues work; ends with pasar_store_finish() or one of its kin.
 */
void
pasar_store_run (PasarStore *self,
                 gboolean writes,
                 PasarStoreWork work,
                 gpointer input,
                 GDestroyNotify input_free,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  g_return_if_fail (PASAR_IS_STORE (self));

  queue_task (self,
              g_task_new (self, cancellable, callback, user_data),
              work,
              (StoreJob){ .kind = writes ? JOB_WRITE : JOB_READ,
                          .work = work,
                          .input = input,
                          .input_free = input_free });
}

/**
 * pasar_store_get_input:
 * @result: what the callback was given
 *
 * Returns: (transfer none): the input of the work, which lives as long as @result
 */
gpointer
pasar_store_get_input (GAsyncResult *result)
{
  return ((StoreJob *) g_task_get_task_data (G_TASK (result)))->input;
}

/**
 * pasar_store_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location
 *
 * Ends every call that gives nothing but whether it was done.
 *
 * Returns: whether it is on disk; of pasar_store_close_async(): whether the file is closed
 */
gboolean
pasar_store_finish (PasarStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (PASAR_IS_STORE (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * pasar_store_finish_number:
 * @self: a store
 * @result: what the callback was given
 * @error: return location
 *
 * Ends a call that gives a row id or a count. Errors: `PASAR_STORE_ERROR`.
 *
 * Returns: the number, -1 on error
 */
gint64
pasar_store_finish_number (PasarStore *self, GAsyncResult *result, GError **error)
{
  return pasar_store_finish (self, result, error)
             ? ((StoreJob *) g_task_get_task_data (G_TASK (result)))->output.number
             : -1;
}

/**
 * pasar_store_finish_object:
 * @self: a store
 * @result: what the callback was given
 * @error: return location
 *
 * Ends a call that gives a structure or a container. Errors: `PASAR_STORE_ERROR`.
 *
 * Returns: (transfer full) (nullable): what the call says
 */
gpointer
pasar_store_finish_object (PasarStore *self, GAsyncResult *result, GError **error)
{
  if (!pasar_store_finish (self, result, error))
    return NULL;
  return g_steal_pointer (&((StoreJob *) g_task_get_task_data (G_TASK (result)))->output.object);
}

/**
 * pasar_store_options_init:
 * @options: (out caller-allocates): the options
 *
 * Sets what the app uses.
 */
void
pasar_store_options_init (PasarStoreOptions *options)
{
  *options = (PasarStoreOptions){
    .open_flags = SQLITE_OPEN_READWRITE,
    .busy_timeout_ms = BUSY_TIMEOUT_MS,
  };
  options->steps = pasar_schema_get_steps (&options->n_steps);
}

/**
 * pasar_store_open_with_options_async:
 * @path: the file
 * @options: how; its steps must outlive the call
 * @cancellable: (nullable): drops the call before it began
 * @callback: (scope async): runs in the caller's thread-default context
 * @user_data: for @callback
 *
 * As pasar_store_open_async(); ends with pasar_store_open_finish().
 */
void
pasar_store_open_with_options_async (const char *path,
                                     const PasarStoreOptions *options,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (PasarStore) store = g_object_new (PASAR_TYPE_STORE, NULL);
  g_autoptr (GError) failure = NULL;
  OpenInput *input;
  GThread *thread;

  g_task_set_source_tag (task, pasar_store_open_async);
  thread = g_thread_try_new ("store", run_thread, g_async_queue_ref (store->queue), &failure);
  if (thread == NULL)
    {
      g_async_queue_unref (store->queue);
      g_task_return_new_error (task,
                               PASAR_STORE_ERROR,
                               PASAR_STORE_ERROR_FAILED,
                               /* Translators: %s is the system's reason. */
                               _ ("Pasar could not start reading its data (%s). "
                                  "Close other programs and try again."),
                               failure->message);
      return;
    }
  g_thread_unref (thread);
  input = g_new0 (OpenInput, 1);
  input->path = g_strdup (path);
  input->options = *options;
  queue_task (store,
              g_steal_pointer (&task),
              pasar_store_open_async,
              (StoreJob){
                  .kind = JOB_OPEN,
                  .input = input,
                  .input_free = open_input_free,
                  .output = { .object = g_object_ref (store), .object_free = g_object_unref } });
}

/**
 * pasar_store_open_async:
 * @path: the file; it and its folder are created where missing, readable by the user only
 * @cancellable: (nullable): drops the call before it began
 * @callback: (scope async): runs in the caller's thread-default context
 * @user_data: for @callback
 *
 * Opens the file and brings an older one to this version; a copy of the older one is kept beside
 * it.
 */
void
pasar_store_open_async (const char *path,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  PasarStoreOptions options;

  g_return_if_fail (path != NULL);

  pasar_store_options_init (&options);
  pasar_store_open_with_options_async (path, &options, cancellable, callback, user_data);
}

/**
 * pasar_store_open_finish:
 * @result: what the callback was given
 * @error: return location
 *
 * Errors: %PASAR_STORE_ERROR_FULL, `_READ_ONLY`, `_LOCKED`, `_CORRUPT`, `_NEWER`, `_MIGRATION`,
 * `_DISK`, `_UNREADABLE`, `_FAILED`. A file that cannot be opened is left as it is.
 *
 * Returns: (transfer full) (nullable): the store
 */
PasarStore *
pasar_store_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pasar_store_open_async), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  return g_steal_pointer (&((StoreJob *) g_task_get_task_data (G_TASK (result)))->output.object);
}

/**
 * pasar_store_close_async:
 * @self: a store
 * @callback: (scope async) (nullable): runs in the caller's thread-default context
 * @user_data: for @callback
 *
 * Waits until everything queued is on disk and the file is closed. Calls after it fail. Closing
 * twice does no harm.
 */
void
pasar_store_close_async (PasarStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (PASAR_IS_STORE (self));

  queue_task (self,
              g_task_new (self, NULL, callback, user_data),
              pasar_store_close_async,
              (StoreJob){ .kind = JOB_CLOSE });
}

/**
 * pasar_store_get_notice:
 * @self: a store
 *
 * For the seller, after opening, and after a shop was read.
 *
 * Returns: (transfer none) (nullable): what the file has lost, translated; %NULL: no shop
 */
const char *
pasar_store_get_notice (PasarStore *self)
{
  const char *notice;

  g_return_val_if_fail (PASAR_IS_STORE (self), NULL);

  g_mutex_lock (&self->mutex);
  notice = self->notice;
  g_mutex_unlock (&self->mutex);
  return notice;
}

/**
 * pasar_store_get_n_lost:
 * @self: a store
 * @shop: row id
 *
 * A write-ahead log that was lost, or an older copy that was put back, makes the file say less than
 * it said before.
 *
 * Returns: how many records were missing at the end of the shop's log when the store was opened, or
 *   what was damaged of it was taken out
 */
gint64
pasar_store_get_n_lost (PasarStore *self, gint64 shop)
{
  const gint64 *found;
  gint64 n;

  g_return_val_if_fail (PASAR_IS_STORE (self), 0);

  g_mutex_lock (&self->mutex);
  found = g_hash_table_lookup (self->lost, &shop);
  n = found != NULL ? *found : 0;
  g_mutex_unlock (&self->mutex);
  return n;
}
