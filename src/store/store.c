/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/store.h"

#include "store/private.h"
#include "store/schema-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sqlite3.h>

/* The folder and the file hold prices, stock and the journal of a business: nobody else reads them.
 */
#define FOLDER_MODE 0700
#define FILE_MODE   0600

#define BUSY_TIMEOUT_MS 5000

/**
 * pasar_store_error_quark:
 *
 * The domain of [enum@StoreError].
 *
 * Returns: the quark
 */
G_DEFINE_QUARK (pasar_store_error, pasar_store_error)

struct _PasarStore
{
  GObject parent_instance;

  GAsyncQueue *queue; /* (owned) (element-type StoreJob) shared with the thread */
};

G_DEFINE_FINAL_TYPE (PasarStore, pasar_store, G_TYPE_OBJECT)

typedef enum
{
  JOB_OPEN,
  JOB_READ,
  JOB_WRITE,
  JOB_CLOSE,
  JOB_QUIT,
} JobKind;

typedef struct
{
  JobKind kind;
  GTask *task;         /* (owned) (nullable) only with QUIT */
  PasarStoreWork work; /* (nullable) only with READ and WRITE */
} StoreJob;

typedef struct
{
  char *path;                /* (owned) input */
  PasarStoreOptions options; /* input */
  PasarStore *store;         /* (owned) (nullable) output, taken by the finish */
} OpenData;

static void
open_data_free (OpenData *self)
{
  g_free (self->path);
  g_clear_object (&self->store);
  g_free (self);
}

static void
set_file_error (int system_errno, GError **error)
{
  if (system_errno == ENOSPC || system_errno == EDQUOT)
    g_set_error_literal (error,
                         PASAR_STORE_ERROR,
                         PASAR_STORE_ERROR_FULL,
                         _ ("There is no space left on the disk for Pasar’s data file. "
                            "Free some space and try again."));
  else
    g_set_error (error,
                 PASAR_STORE_ERROR,
                 PASAR_STORE_ERROR_READ_ONLY,
                 /* Translators: %s is the system's reason, such as “Permission denied”. */
                 _ ("Pasar cannot write to its data folder (%s). "
                    "Check the permissions of the folder and try again."),
                 g_strerror (system_errno));
}

/* SQLite would create the file readable by everyone. An existing file is not opened here: closing
 * it would drop the locks that another connection of this process holds on it. */
static gboolean
create_file (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd;

  if (g_mkdir_with_parents (folder, FOLDER_MODE) != 0)
    {
      set_file_error (errno, error);
      return FALSE;
    }
  fd = g_open (path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, FILE_MODE);
  if (fd < 0 && errno != EEXIST)
    {
      set_file_error (errno, error);
      return FALSE;
    }
  if (fd >= 0)
    close (fd);
  return TRUE;
}

/* A file that is refused is left as it was, its write-ahead log too, until it is known to be ours.
 */
static PasarSqlite *
open_database (const OpenData *data, GError **error)
{
  const PasarStoreOptions *options = &data->options;
  g_autoptr (PasarSqlite) db = NULL;

  if ((options->open_flags & SQLITE_OPEN_READWRITE) != 0 && !create_file (data->path, error))
    return NULL;
  db = pasar_sqlite_open (data->path, options->open_flags, options->busy_timeout_ms, error);
  if (db == NULL)
    return NULL;
  pasar_sqlite_set_checkpoint_on_close (db, FALSE);
  if (!pasar_sqlite_exec (db, "PRAGMA synchronous = FULL; PRAGMA cell_size_check = ON", error)
      || (options->max_pages > 0
          && !pasar_sqlite_set_number (db, "max_page_count", options->max_pages, error))
      || !pasar_schema_migrate (db, data->path, options->steps, options->n_steps, error)
      || !pasar_sqlite_exec (db,
                             "PRAGMA journal_mode = WAL;"
                             "PRAGMA journal_size_limit = 16777216;"
                             "PRAGMA foreign_keys = ON",
                             error))
    return NULL;
  pasar_sqlite_set_checkpoint_on_close (db, TRUE);
  return g_steal_pointer (&db);
}

static gboolean
run_work (PasarSqlite *db, const StoreJob *job, gpointer data, GError **error)
{
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
  if (!job->work (db, data, error))
    {
      pasar_sqlite_rollback (db);
      return FALSE;
    }
  return pasar_sqlite_commit (db, error);
}

static gboolean
run_job (PasarSqlite **db, const StoreJob *job, GError **error)
{
  gpointer data = g_task_get_task_data (job->task);

  if (g_cancellable_set_error_if_cancelled (g_task_get_cancellable (job->task), error))
    return FALSE;
  switch (job->kind)
    {
    case JOB_OPEN:
      *db = open_database (data, error);
      return *db != NULL;
    case JOB_READ:
    case JOB_WRITE:
      return run_work (*db, job, data, error);
    case JOB_CLOSE:
    case JOB_QUIT:
    default:
      g_clear_pointer (db, pasar_sqlite_free);
      return TRUE;
    }
}

static gpointer
run_thread (gpointer user_data)
{
  g_autoptr (GAsyncQueue) queue = user_data;
  g_autoptr (PasarSqlite) db = NULL;

  while (TRUE)
    {
      g_autofree StoreJob *job = g_async_queue_pop (queue);
      g_autoptr (GTask) task = job->task;
      GError *error = NULL;

      if (job->kind == JOB_QUIT)
        return NULL;
      if (run_job (&db, job, &error))
        g_task_return_boolean (task, TRUE);
      else
        g_task_return_error (task, error);
    }
}

static void
queue_job (PasarStore *self, JobKind kind, GTask *task, PasarStoreWork work)
{
  StoreJob *job = g_new0 (StoreJob, 1);

  job->kind = kind;
  job->task = task;
  job->work = work;
  g_async_queue_push (self->queue, job);
}

/* Each queued task holds the store, so nothing is queued any more. The thread is not waited for:
 * the last reference may go in it, and closing may take as long as the disk does. */
static void
pasar_store_finalize (GObject *object)
{
  PasarStore *self = PASAR_STORE (object);

  queue_job (self, JOB_QUIT, NULL, NULL);
  g_async_queue_unref (self->queue);
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
  self->queue = g_async_queue_new_full (g_free);
}

/* Once the work began its outcome counts, cancelled or not. */
static void
queue_task (PasarStore *self,
            JobKind kind,
            PasarStoreWork work,
            gpointer data,
            GDestroyNotify data_free,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, work);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, data, data_free);
  queue_job (self, kind, task, work);
}

/**
 * pasar_store_read:
 * @self: a store
 * @work: what to do
 * @data: (transfer full): input and output of the work
 * @data_free: frees @data, maybe in the store's thread
 * @cancellable: (nullable): drops the call while it is queued
 * @callback: (scope async): runs in the caller's thread-default context
 * @user_data: for @callback
 *
 * Queues work that reads, all of it from one moment's state.
 */
void
pasar_store_read (PasarStore *self,
                  PasarStoreWork work,
                  gpointer data,
                  GDestroyNotify data_free,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  queue_task (self, JOB_READ, work, data, data_free, cancellable, callback, user_data);
}

/**
 * pasar_store_write:
 * @self: a store
 * @work: what to do
 * @data: (transfer full): input and output of the work
 * @data_free: frees @data, maybe in the store's thread
 * @cancellable: (nullable): drops the call while it is queued
 * @callback: (scope async): runs in the caller's thread-default context
 * @user_data: for @callback
 *
 * Queues work that writes; all of it is kept or nothing.
 */
void
pasar_store_write (PasarStore *self,
                   PasarStoreWork work,
                   gpointer data,
                   GDestroyNotify data_free,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  queue_task (self, JOB_WRITE, work, data, data_free, cancellable, callback, user_data);
}

/**
 * pasar_store_take_data:
 * @self: a store
 * @result: what the callback was given
 * @work: what was done
 * @error: return location
 *
 * Returns: (transfer none) (nullable): the data of the work, which lives as long as @result; %NULL
 * with @error set
 */
gpointer
pasar_store_take_data (PasarStore *self, GAsyncResult *result, PasarStoreWork work, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, work), NULL);
  if (!pasar_store_finish (self, result, error))
    return NULL;
  return g_task_get_task_data (G_TASK (result));
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
  OpenData *data = g_new0 (OpenData, 1);
  GThread *thread;

  data->path = g_strdup (path);
  data->options = *options;
  data->store = g_object_ref (store);
  g_task_set_source_tag (task, pasar_store_open_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, data, (GDestroyNotify) open_data_free);

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
  queue_job (store, JOB_OPEN, g_steal_pointer (&task), NULL);
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
 * `_FAILED`. A file that cannot be opened is left as it is.
 *
 * Returns: (transfer full) (nullable): the store
 */
PasarStore *
pasar_store_open_finish (GAsyncResult *result, GError **error)
{
  OpenData *data;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_task_get_source_tag (G_TASK (result)) == pasar_store_open_async, NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  data = g_task_get_task_data (G_TASK (result));
  return g_steal_pointer (&data->store);
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

  queue_task (self, JOB_CLOSE, NULL, NULL, NULL, NULL, callback, user_data);
}
