/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/import/reading.h"

#include "jobs/import/damaged.h"
#include "jobs/import/file-read-private.h"
#include "jobs/slices.h"

#include <string.h>

struct _PasarImportReading
{
  GObject parent_instance;

  PasarCatalogue *catalogue; /* (owned) */
  GFile *file;               /* (owned) (nullable) */
  GBytes *text;              /* (owned) (nullable): instead of a file */
  char *name;                /* (owned) */

  PasarReadingState state;
  GError *error; /* (owned) (nullable) */
  PasarReadingChoices choices;
  PasarOpened *opened;         /* (owned) (nullable) */
  PasarImportData *data;       /* (owned) (nullable) */
  PasarImportMapping *mapping; /* (owned) (nullable) */
  GBytes *damaged;             /* (owned) (nullable): of these keys */
  int damaged_keys[PASAR_MATCH_N_KEYS];
  PasarImport *import;       /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned): of what is under way */
  GTask *task;               /* (owned) (nullable): that reads the file */
};

G_DEFINE_FINAL_TYPE (PasarImportReading, pasar_import_reading, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
set_state (PasarImportReading *self, PasarReadingState state)
{
  self->state = state;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* What was under way is of no use any more. */
static void
begin (PasarImportReading *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_clear_error (&self->error);
}

static void
run (PasarImportReading *self, PasarSliceFunc func, gpointer work, GAsyncReadyCallback callback)
{
  pasar_slices_run_async (func, work, self->cancellable, callback, g_object_ref (self));
}

/* Compared with the shop. */

typedef struct
{
  PasarImportData *data;
  GBytes *damaged;
} Kept;

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  pasar_import_data_unref (kept->data);
  g_bytes_unref (kept->damaged);
  g_free (kept);
}

static gboolean
import_slice (gpointer import, gint64 deadline)
{
  return pasar_import_run (import, deadline);
}

static void
imported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarImportReading) self = user_data;

  if (!pasar_slices_run_finish (result, NULL))
    return;
  /* The shop may have changed since. */
  if (pasar_import_run (self->import, 0))
    set_state (self, PASAR_READING_READY);
  else
    run (self, import_slice, self->import, imported_cb);
}

static void
start_import (PasarImportReading *self)
{
  PasarImportTable table = pasar_import_data_get_table (self->data, self->choices.decimal_point);
  Kept *kept;

  table.damaged = g_bytes_get_data (self->damaged, NULL);
  self->import = pasar_import_new (self->catalogue, &table, self->mapping, &self->error);
  if (self->import == NULL)
    {
      set_state (self, PASAR_READING_UNMAPPED);
      return;
    }
  kept = g_new (Kept, 1);
  *kept = (Kept){ pasar_import_data_ref (self->data), g_bytes_ref (self->damaged) };
  pasar_import_keep (self->import, kept, kept_free);
  run (self, import_slice, self->import, imported_cb);
}

static void
damage_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarImportReading) self = user_data;
  GBytes *damaged = pasar_import_find_damaged_finish (result, NULL);

  if (damaged == NULL)
    return;
  g_clear_pointer (&self->damaged, g_bytes_unref);
  self->damaged = damaged;
  memcpy (self->damaged_keys, self->mapping->keys, sizeof self->damaged_keys);
  start_import (self);
}

static void
start_check (PasarImportReading *self)
{
  begin (self);
  g_clear_pointer (&self->import, pasar_import_unref);
  if (!pasar_import_mapping_has_key (self->mapping) || self->mapping->n_sources == 0)
    {
      set_state (self, PASAR_READING_UNMAPPED);
      return;
    }
  if (self->damaged != NULL
      && memcmp (self->damaged_keys, self->mapping->keys, sizeof self->damaged_keys) == 0)
    start_import (self);
  else
    pasar_import_find_damaged_async (self->data,
                                     self->mapping->keys,
                                     self->catalogue,
                                     self->cancellable,
                                     damage_found_cb,
                                     g_object_ref (self));
  if (self->import != NULL || self->error == NULL)
    set_state (self, PASAR_READING_CHECKING);
}

static void
shop_changed_cb (PasarImportReading *self)
{
  if (self->state != PASAR_READING_READY)
    return;
  begin (self);
  run (self, import_slice, self->import, imported_cb);
  set_state (self, PASAR_READING_CHECKING);
}

/* Recognised. */

static void
recognised_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarImportReading) self = user_data;

  if (!pasar_slices_run_finish (result, NULL))
    return;
  if (self->mapping == NULL)
    self->mapping = pasar_import_mapping_guess (self->data, self->catalogue);
  start_check (self);
}

static void
recognise (PasarImportReading *self)
{
  PasarRecognition *recognition = pasar_import_data_get_recognition (self->data);

  if (pasar_recognition_get_kind (recognition) == PASAR_TABLE_REFUSED)
    {
      set_state (self, PASAR_READING_REFUSED);
      return;
    }
  pasar_recognition_begin (recognition, self->catalogue);
  run (self, pasar_recognition_run, recognition, recognised_cb);
  set_state (self, PASAR_READING_CHECKING);
}

/* Read. */

static void
read_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (pasar_file_read_run (task_data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* What was said of the columns holds for a file whose heads are the same. */
static void
take_data (PasarImportReading *self, PasarImportData *data)
{
  const char *old_shape =
      self->data != NULL
          ? pasar_recognition_get_shape (pasar_import_data_get_recognition (self->data))
          : NULL;
  const char *shape = pasar_recognition_get_shape (pasar_import_data_get_recognition (data));

  if (shape == NULL || g_strcmp0 (shape, old_shape) != 0)
    g_clear_pointer (&self->mapping, pasar_import_mapping_free);
  g_clear_pointer (&self->damaged, g_bytes_unref);
  g_clear_pointer (&self->data, pasar_import_data_unref);
  self->data = data;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarImportReading) self = user_data;
  PasarFileRead *read = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  if (self->task == G_TASK (result))
    g_clear_object (&self->task);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (self->opened == NULL)
    self->opened = g_steal_pointer (&read->opened);
  if (error != NULL)
    {
      self->error = g_steal_pointer (&error);
      set_state (self, PASAR_READING_FAILED);
      return;
    }
  self->choices.sheet = read->choices.sheet;
  take_data (self, g_steal_pointer (&read->data));
  recognise (self);
}

static void
start_read (PasarImportReading *self)
{
  begin (self);
  g_clear_pointer (&self->import, pasar_import_unref);
  g_clear_object (&self->task);
  /* The thread may keep its task for longer than this one, but never the reading. */
  self->task = g_task_new (NULL, self->cancellable, read_cb, g_object_ref (self));
  g_task_set_source_tag (self->task, start_read);
  g_task_set_task_data (self->task,
                        pasar_file_read_new (self->file, self->text, self->opened, &self->choices),
                        pasar_file_read_free);
  g_task_run_in_thread (self->task, read_thread);
  set_state (self, PASAR_READING_OPENING);
}

static void
pasar_import_reading_dispose (GObject *object)
{
  PasarImportReading *self = PASAR_IMPORT_READING (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->task);
  g_clear_pointer (&self->import, pasar_import_unref);
  g_clear_pointer (&self->mapping, pasar_import_mapping_free);
  g_clear_pointer (&self->damaged, g_bytes_unref);
  g_clear_pointer (&self->data, pasar_import_data_unref);
  g_clear_pointer (&self->opened, pasar_opened_unref);
  g_clear_pointer (&self->text, g_bytes_unref);
  g_clear_object (&self->file);
  g_clear_object (&self->catalogue);
  G_OBJECT_CLASS (pasar_import_reading_parent_class)->dispose (object);
}

static void
pasar_import_reading_finalize (GObject *object)
{
  PasarImportReading *self = PASAR_IMPORT_READING (object);

  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  g_free (self->name);
  G_OBJECT_CLASS (pasar_import_reading_parent_class)->finalize (object);
}

static void
pasar_import_reading_class_init (PasarImportReadingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pasar_import_reading_dispose;
  G_OBJECT_CLASS (klass)->finalize = pasar_import_reading_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed",
                                          G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          0);
}

static void
pasar_import_reading_init (PasarImportReading *self)
{
  self->cancellable = g_cancellable_new ();
  self->choices = (PasarReadingChoices){ .sheet = PASAR_READING_SHEET_FOUND,
                                         .head_row = PASAR_READING_HEAD_FOUND };
}

static PasarImportReading *
new_reading (PasarCatalogue *catalogue, GFile *file, GBytes *text, char *name)
{
  PasarImportReading *self = g_object_new (PASAR_TYPE_IMPORT_READING, NULL);

  self->catalogue = g_object_ref (catalogue);
  g_set_object (&self->file, file);
  self->text = text != NULL ? g_bytes_ref (text) : NULL;
  self->name = name;
  g_signal_connect_object (catalogue,
                           "rows-changed",
                           G_CALLBACK (shop_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (catalogue,
                           "values-changed",
                           G_CALLBACK (shop_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  start_read (self);
  return self;
}

/**
 * pasar_import_reading_new:
 * @catalogue: the shop
 * @file: what to read
 *
 * Begins to read a file.
 *
 * Returns: (transfer full): the reading
 */
PasarImportReading *
pasar_import_reading_new (PasarCatalogue *catalogue, GFile *file)
{
  g_autofree char *base = NULL;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (catalogue) && G_IS_FILE (file), NULL);

  base = g_file_get_basename (file);
  return new_reading (catalogue,
                      file,
                      NULL,
                      base != NULL ? g_filename_display_name (base) : g_strdup (""));
}

/**
 * pasar_import_reading_new_text:
 * @catalogue: the shop
 * @text: what a file would hold
 * @name: what it is called
 *
 * Begins to read what is no file, such as what is pasted.
 *
 * Returns: (transfer full): the reading
 */
PasarImportReading *
pasar_import_reading_new_text (PasarCatalogue *catalogue, GBytes *text, const char *name)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (catalogue) && text != NULL && name != NULL, NULL);

  return new_reading (catalogue, NULL, text, g_strdup (name));
}

/**
 * pasar_import_reading_stop:
 * @self: a reading
 *
 * Stops whatever is under way, for good: it is wanted no more.
 */
void
pasar_import_reading_stop (PasarImportReading *self)
{
  g_return_if_fail (PASAR_IS_IMPORT_READING (self));

  g_cancellable_cancel (self->cancellable);
  g_signal_handlers_disconnect_by_data (self->catalogue, self);
}

/**
 * pasar_import_reading_get_state:
 * @self: a reading
 *
 * Tells whether something is under way.
 *
 * Returns: how far it is
 */
PasarReadingState
pasar_import_reading_get_state (PasarImportReading *self)
{
  g_return_val_if_fail (PASAR_IS_IMPORT_READING (self), PASAR_READING_FAILED);

  return self->state;
}

/**
 * pasar_import_reading_get_progress:
 * @self: a reading that opens its file
 *
 * Tells how long it will take.
 *
 * Returns: how much of the file is read, from 0 to 1
 */
double
pasar_import_reading_get_progress (PasarImportReading *self)
{
  g_return_val_if_fail (PASAR_IS_IMPORT_READING (self), 0);

  return self->task != NULL ? pasar_file_read_get_progress (g_task_get_task_data (self->task)) : 0;
}

/**
 * pasar_import_reading_get_error:
 * @self: a reading
 *
 * Tells what went wrong.
 *
 * Returns: (nullable): why it has failed, or the mapping cannot be taken
 */
const GError *
pasar_import_reading_get_error (PasarImportReading *self)
{
  return self->error;
}

/**
 * pasar_import_reading_get_name:
 * @self: a reading
 *
 * Names the file.
 *
 * Returns: what the file is called
 */
const char *
pasar_import_reading_get_name (PasarImportReading *self)
{
  return self->name;
}

/**
 * pasar_import_reading_get_file:
 * @self: a reading
 *
 * For its kind and its sheets.
 *
 * Returns: (nullable): the file; %NULL before it is open
 */
const PasarTableFile *
pasar_import_reading_get_file (PasarImportReading *self)
{
  g_return_val_if_fail (PASAR_IS_IMPORT_READING (self), NULL);

  return self->opened != NULL ? self->opened->file : NULL;
}

/**
 * pasar_import_reading_get_choices:
 * @self: a reading
 *
 * Tells how the file is read.
 *
 * Returns: how the file is read; the sheet is known once it was read
 */
const PasarReadingChoices *
pasar_import_reading_get_choices (PasarImportReading *self)
{
  return &self->choices;
}

/**
 * pasar_import_reading_set_choices:
 * @self: a reading that is not applied
 * @choices: how to read the file
 *
 * Reads the same file otherwise. What the columns mean stays where the heads do.
 */
void
pasar_import_reading_set_choices (PasarImportReading *self, const PasarReadingChoices *choices)
{
  g_return_if_fail (PASAR_IS_IMPORT_READING (self) && choices != NULL);
  g_return_if_fail (self->state != PASAR_READING_APPLIED);

  self->choices = *choices;
  start_read (self);
}

/**
 * pasar_import_reading_get_data:
 * @self: a reading
 *
 * For the table and what it was found to be.
 *
 * Returns: (transfer none) (nullable): what was read; %NULL before it is
 */
PasarImportData *
pasar_import_reading_get_data (PasarImportReading *self)
{
  return self->data;
}

/**
 * pasar_import_reading_get_mapping:
 * @self: a reading
 *
 * Tells what the columns mean.
 *
 * Returns: (nullable): what the columns mean; %NULL before that was guessed
 */
const PasarImportMapping *
pasar_import_reading_get_mapping (PasarImportReading *self)
{
  g_return_val_if_fail (PASAR_IS_IMPORT_READING (self), NULL);

  return self->mapping;
}

/**
 * pasar_import_reading_set_mapping:
 * @self: a reading whose file is read, and that is not applied unless that has failed
 * @mapping: what the columns mean
 *
 * Finds out anew what the file comes to, once it is recognised.
 */
void
pasar_import_reading_set_mapping (PasarImportReading *self, const PasarImportMapping *mapping)
{
  g_autoptr (PasarImportMapping) old = NULL;

  g_return_if_fail (PASAR_IS_IMPORT_READING (self) && mapping != NULL);
  g_return_if_fail (self->mapping != NULL || self->state == PASAR_READING_CHECKING);

  old = g_steal_pointer (&self->mapping);
  self->mapping = pasar_import_mapping_copy (mapping);
  if (old != NULL)
    start_check (self);
}

/**
 * pasar_import_reading_get_import:
 * @self: a reading
 *
 * For a preview.
 *
 * Returns: (transfer none) (nullable): what the file comes to, of a reading that is ready or
 * applied
 */
PasarImport *
pasar_import_reading_get_import (PasarImportReading *self)
{
  g_return_val_if_fail (PASAR_IS_IMPORT_READING (self), NULL);

  return self->state == PASAR_READING_READY || self->state == PASAR_READING_APPLIED ? self->import
                                                                                    : NULL;
}

/**
 * pasar_import_reading_apply:
 * @self: a reading that is ready
 *
 * Makes one edit of it.
 *
 * Returns: (transfer full): the edit, to be staged
 */
PasarCommand *
pasar_import_reading_apply (PasarImportReading *self)
{
  PasarCommand *command;

  g_return_val_if_fail (PASAR_IS_IMPORT_READING (self), NULL);
  g_return_val_if_fail (self->state == PASAR_READING_READY, NULL);

  command = pasar_import_make_command (self->import, self->name);
  set_state (self, PASAR_READING_APPLIED);
  return command;
}
