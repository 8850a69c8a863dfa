/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/import-memory.h"

#include "jobs/import/memory.h"

#include <glib/gi18n-lib.h>

struct _PasarImportMemory
{
  GObject parent_instance;

  PasarSession *session;       /* (owned) */
  PasarImportReading *reading; /* (owned) */
  GCancellable *cancellable;   /* (owned): of the search */
  char *shape;                 /* (owned) (nullable): of the head as it was found */
  guint found_sheet;           /* in which it was found */
  PasarKeptMapping *kept;      /* (owned) (nullable): until it is taken */
  gboolean is_stopped;         /* the user has said what columns mean, or how the file is read */
  char *warning;               /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (PasarImportMemory, pasar_import_memory, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static PasarImportTable
get_table (PasarImportMemory *self)
{
  return pasar_import_data_get_table (pasar_import_reading_get_data (self->reading), '\0');
}

static void
tell_left_out (PasarImportMemory *self, GPtrArray *left_out)
{
  g_autofree char *list = NULL;

  if (left_out->len == 0)
    return;
  g_ptr_array_add (left_out, NULL);
  list = g_strjoinv (", ", (char **) left_out->pdata);
  /* Translators: %s is a list of columns and formulas that were used the last time such a file was
     imported */
  self->warning = g_strdup_printf (_ ("Not used any more, unlike the last time: %s."), list);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
take_mapping (PasarImportMemory *self)
{
  g_autoptr (PasarKeptMapping) kept = g_steal_pointer (&self->kept);
  g_autoptr (GPtrArray) left_out = g_ptr_array_new_with_free_func (g_free);
  const PasarImportTable table = get_table (self);
  const PasarImportMapping mapping =
      pasar_kept_mapping_fit (kept, pasar_session_get_catalogue (self->session), &table, left_out);

  pasar_import_reading_set_mapping (self->reading, &mapping);
  tell_left_out (self, left_out);
}

static gboolean
equal_choices (const PasarReadingChoices *a, const PasarReadingChoices *b)
{
  return a->sheet == b->sheet && a->encoding == b->encoding && a->separator == b->separator
         && a->decimal_point == b->decimal_point && a->head_row == b->head_row;
}

/* How the file is read first, then what its columns mean. */
static void
take (PasarImportMemory *self)
{
  const PasarReadingState state = pasar_import_reading_get_state (self->reading);
  const PasarReadingChoices *current = pasar_import_reading_get_choices (self->reading);
  PasarReadingChoices choices;

  if (self->kept == NULL || self->is_stopped
      || (state != PASAR_READING_CHECKING && state != PASAR_READING_UNMAPPED
          && state != PASAR_READING_READY))
    return;
  choices =
      pasar_kept_mapping_get_choices (self->kept, pasar_import_reading_get_file (self->reading));
  if (choices.sheet == PASAR_READING_SHEET_FOUND)
    choices.sheet = self->found_sheet;
  if (equal_choices (&choices, current))
    take_mapping (self);
  else
    pasar_import_reading_set_choices (self->reading, &choices);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarImportMemory) self = user_data;
  PasarKeptMapping *kept = pasar_kept_mapping_find_finish (result, NULL);

  if (kept == NULL)
    return;
  g_clear_pointer (&self->kept, pasar_kept_mapping_free);
  self->kept = kept;
  take (self);
}

static void
changed_cb (PasarImportMemory *self)
{
  PasarImportData *data = pasar_import_reading_get_data (self->reading);
  const PasarReadingState state = pasar_import_reading_get_state (self->reading);

  if (data == NULL || self->is_stopped || state == PASAR_READING_OPENING
      || state == PASAR_READING_APPLIED)
    return;
  if (self->shape != NULL)
    {
      take (self);
      return;
    }
  self->shape = g_strdup (pasar_recognition_get_shape (pasar_import_data_get_recognition (data)));
  self->found_sheet = pasar_import_reading_get_choices (self->reading)->sheet;
  if (self->shape != NULL)
    pasar_kept_mapping_find_async (self->session,
                                   self->shape,
                                   self->cancellable,
                                   found_cb,
                                   g_object_ref (self));
}

static void
pasar_import_memory_dispose (GObject *object)
{
  PasarImportMemory *self = PASAR_IMPORT_MEMORY (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->kept, pasar_kept_mapping_free);
  g_clear_object (&self->reading);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (pasar_import_memory_parent_class)->dispose (object);
}

static void
pasar_import_memory_finalize (GObject *object)
{
  PasarImportMemory *self = PASAR_IMPORT_MEMORY (object);

  g_object_unref (self->cancellable);
  g_free (self->shape);
  g_free (self->warning);
  G_OBJECT_CLASS (pasar_import_memory_parent_class)->finalize (object);
}

static void
pasar_import_memory_class_init (PasarImportMemoryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pasar_import_memory_dispose;
  G_OBJECT_CLASS (klass)->finalize = pasar_import_memory_finalize;
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
pasar_import_memory_init (PasarImportMemory *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * pasar_import_memory_new:
 * @session: the shop
 * @reading: the file
 *
 * Looks for what the columns of such a file meant, as soon as its head is known.
 *
 * Returns: (transfer full): the memory
 */
PasarImportMemory *
pasar_import_memory_new (PasarSession *session, PasarImportReading *reading)
{
  PasarImportMemory *self = g_object_new (PASAR_TYPE_IMPORT_MEMORY, NULL);

  self->session = g_object_ref (session);
  self->reading = g_object_ref (reading);
  g_signal_connect_object (reading, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  changed_cb (self);
  return self;
}

/**
 * pasar_import_memory_stop:
 * @self: a memory
 *
 * Takes nothing any more: the user has chosen.
 */
void
pasar_import_memory_stop (PasarImportMemory *self)
{
  g_return_if_fail (PASAR_IS_IMPORT_MEMORY (self));

  self->is_stopped = TRUE;
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!pasar_kept_mapping_keep_finish (result, &error))
    g_message ("What the columns of a file mean was not kept: %s", error->message);
}

/**
 * pasar_import_memory_keep:
 * @self: a memory
 *
 * Keeps how the file is read and what its columns mean, for the next file with this head.
 */
void
pasar_import_memory_keep (PasarImportMemory *self)
{
  const PasarReadingChoices *choices;
  g_autoptr (PasarKeptMapping) kept = NULL;
  PasarImportTable table;
  const char *sheet = NULL;

  g_return_if_fail (PASAR_IS_IMPORT_MEMORY (self));

  if (self->shape == NULL)
    return;
  choices = pasar_import_reading_get_choices (self->reading);
  table = get_table (self);
  if (choices->sheet != self->found_sheet)
    sheet = pasar_table_file_get_sheet_name (pasar_import_reading_get_file (self->reading),
                                             choices->sheet);
  kept = pasar_kept_mapping_new (pasar_session_get_catalogue (self->session),
                                 &table,
                                 pasar_import_reading_get_mapping (self->reading),
                                 choices,
                                 sheet);
  pasar_kept_mapping_keep_async (kept, self->session, self->shape, kept_cb, NULL);
}

/**
 * pasar_import_memory_get_warning:
 * @self: a memory
 *
 * Says what was used the last time and is there no more.
 *
 * Returns: (nullable): a sentence; %NULL: nothing
 */
const char *
pasar_import_memory_get_warning (PasarImportMemory *self)
{
  return self->warning;
}
