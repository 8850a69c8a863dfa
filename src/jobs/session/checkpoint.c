/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/session/checkpoint-private.h"

#include "jobs/session/record-private.h"
#include "jobs/session/session-private.h"

/* What the log comes to is written from time to time, so that the next start is fast and the log
 * stays small. It is read from the catalogue in slices and dropped as soon as anything changes. */

/* What a start does for a record, in edits. */
#define RECORD_WORK 40
/* A quarter of a frame. */
#define SLICE_USECS 4000
/* When something came between. */
#define RETRY_SECS 2

struct _PasarCheckpoints
{
  PasarSession *session; /* (unowned), which owns this */
  gint64 work;           /* of a start for what came since the last checkpoint */
  gint64 id;             /* of the newest record, and how much is staged after it */
  gint64 n_staged;
  guint source_id;
  PasarStagedReader *reader; /* (nullable): while it is read */
  PasarRecordWriter *writer; /* (nullable) */
};

static gboolean read_cb (gpointer user_data);

/**
 * pasar_checkpoint_get_work:
 * @n_records: records since a checkpoint
 * @n_edits: edits in them
 *
 * Returns: how much work they are for a start
 */
gint64
pasar_checkpoint_get_work (gint64 n_records, gint64 n_edits)
{
  return n_records * RECORD_WORK + n_edits;
}

/**
 * pasar_checkpoints_new:
 * @session: a session
 * @work: how much came since its last checkpoint
 *
 * Returns: (transfer full): writes its checkpoints
 */
PasarCheckpoints *
pasar_checkpoints_new (PasarSession *session, gint64 work)
{
  PasarCheckpoints *self = g_new0 (PasarCheckpoints, 1);

  self->session = session;
  self->work = work;
  return self;
}

static void
stop (PasarCheckpoints *self)
{
  g_clear_handle_id (&self->source_id, g_source_remove);
  g_clear_pointer (&self->reader, pasar_staged_reader_free);
  g_clear_pointer (&self->writer, pasar_record_writer_free);
}

/**
 * pasar_checkpoints_free:
 * @self: (transfer full): checkpoints
 *
 * Frees it; one that is not read to its end is not written.
 */
void
pasar_checkpoints_free (PasarCheckpoints *self)
{
  stop (self);
  g_free (self);
}

/* A checkpoint on its way to the disk. Nobody waits for it: without it a start only takes longer.
 */
typedef struct
{
  PasarStore *store; /* (owned) */
  gint64 shop;
  gint64 id;
  gint64 n_staged;
  PasarRecordWriter *writer; /* (nullable): until it is encoded */
  GBytes *data;
  GArray *kept; /* (element-type gint64) */
} Checkpoint;

static void
checkpoint_free (gpointer data)
{
  Checkpoint *self = data;

  g_object_unref (self->store);
  g_clear_pointer (&self->writer, pasar_record_writer_free);
  g_clear_pointer (&self->data, g_bytes_unref);
  g_array_unref (self->kept);
  g_free (self);
}

static void
encode_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Checkpoint *self = task_data;

  self->data = pasar_record_writer_end (g_steal_pointer (&self->writer));
  g_task_return_boolean (task, TRUE);
}

static void
encoded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  const Checkpoint *self = g_task_get_task_data (G_TASK (result));

  pasar_store_put_checkpoint_async (self->store,
                                    self->shop,
                                    self->id,
                                    self->n_staged,
                                    self->data,
                                    self->kept,
                                    NULL,
                                    NULL,
                                    NULL);
}

static void
write_checkpoint (PasarCheckpoints *self)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, encoded_cb, NULL);
  Checkpoint *checkpoint = g_new0 (Checkpoint, 1);

  checkpoint->store = g_object_ref (self->session->store);
  checkpoint->shop = self->session->shop->id;
  checkpoint->id = self->id;
  checkpoint->n_staged = self->n_staged;
  checkpoint->writer = g_steal_pointer (&self->writer);
  checkpoint->kept = pasar_catalogue_dup_records (self->session->catalogue);
  self->work = 0;
  g_task_set_source_tag (task, write_checkpoint);
  g_task_set_task_data (task, checkpoint, checkpoint_free);
  g_task_run_in_thread (task, encode_thread);
}

static gboolean
retry_cb (gpointer user_data)
{
  PasarCheckpoints *self = user_data;

  self->source_id = 0;
  pasar_checkpoints_consider (self, self->id, self->n_staged);
  return G_SOURCE_REMOVE;
}

static gboolean
read_cb (gpointer user_data)
{
  PasarCheckpoints *self = user_data;
  g_autoptr (GArray) staged = g_array_new (FALSE, FALSE, sizeof (PasarStagedValue));
  g_auto (GStrv) locations = NULL;
  gboolean is_done;

  if (self->session->is_changing || pasar_staged_reader_is_late (self->reader))
    {
      stop (self);
      self->source_id =
          g_timeout_add_seconds_full (G_PRIORITY_LOW, RETRY_SECS, retry_cb, self, NULL);
      return G_SOURCE_REMOVE;
    }
  locations = pasar_catalogue_dup_location_ids (self->session->catalogue);
  is_done = pasar_staged_reader_run (self->reader, staged, g_get_monotonic_time () + SLICE_USECS);
  pasar_record_writer_add_staged (self->writer, staged, (const char *const *) locations);
  if (!is_done)
    return G_SOURCE_CONTINUE;
  write_checkpoint (self);
  self->source_id = 0;
  stop (self);
  return G_SOURCE_REMOVE;
}

/**
 * pasar_checkpoints_note_record:
 * @self: checkpoints
 * @n_edits: how many edits the record has
 *
 * A record is added to the log: what is read of the catalogue is not what the disk has.
 */
void
pasar_checkpoints_note_record (PasarCheckpoints *self, gint64 n_edits)
{
  stop (self);
  self->work += pasar_checkpoint_get_work (1, n_edits);
}

/**
 * pasar_checkpoints_consider:
 * @self: checkpoints
 * @id: the newest record
 * @n_staged: how many values are staged after it
 *
 * All that was done is on disk: begins a checkpoint where that saves a start more work than it is.
 */
void
pasar_checkpoints_consider (PasarCheckpoints *self, gint64 id, gint64 n_staged)
{
  gint64 n_written;

  self->id = id;
  self->n_staged = n_staged;
  n_written = n_staged + pasar_catalogue_get_n_local (self->session->catalogue);
  if (self->work < MAX (self->session->checkpoint_work, n_written) || self->source_id != 0)
    return;
  self->reader = pasar_staged_reader_new (self->session->catalogue);
  self->writer = pasar_record_writer_new (PASAR_RECORD_CHECKPOINT, 0);
  self->source_id = g_idle_add_full (G_PRIORITY_LOW, read_cb, self, NULL);
}
