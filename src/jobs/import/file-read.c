/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/import/file-read-private.h"

#include <glib/gi18n-lib.h>

#define PROGRESS_MAX 1000
/* A file that is no local one is taken over in pieces of so many bytes. */
#define PIECE_BYTES (256 * 1024)

static void
opened_clear (gpointer data)
{
  pasar_table_file_free (((PasarOpened *) data)->file);
}

void
pasar_opened_unref (PasarOpened *self)
{
  g_atomic_rc_box_release_full (self, opened_clear);
}

PasarFileRead *
pasar_file_read_new (GFile *file,
                     GBytes *text,
                     PasarOpened *opened,
                     const PasarReadingChoices *choices)
{
  PasarFileRead *self = g_new0 (PasarFileRead, 1);

  g_set_object (&self->file, file);
  self->text = text != NULL ? g_bytes_ref (text) : NULL;
  self->opened = opened != NULL ? g_atomic_rc_box_acquire (opened) : NULL;
  self->choices = *choices;
  return self;
}

void
pasar_file_read_free (gpointer file_read)
{
  PasarFileRead *self = file_read;

  g_clear_pointer (&self->opened, pasar_opened_unref);
  g_clear_pointer (&self->data, pasar_import_data_unref);
  g_clear_pointer (&self->text, g_bytes_unref);
  g_clear_object (&self->file);
  g_free (self);
}

double
pasar_file_read_get_progress (PasarFileRead *self)
{
  return (double) g_atomic_int_get (&self->progress) / PROGRESS_MAX;
}

static void
progress_cb (double done, gpointer user_data)
{
  PasarFileRead *self = user_data;

  g_atomic_int_set (&self->progress, (int) (CLAMP (done, 0, 1) * PROGRESS_MAX));
}

static GBytes *
load_bytes (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GInputStream) stream = G_INPUT_STREAM (g_file_read (file, cancellable, error));
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree guint8 *piece = g_malloc (PIECE_BYTES);
  gssize n = stream != NULL ? 1 : -1;

  while (n > 0)
    {
      n = g_input_stream_read (stream, piece, PIECE_BYTES, cancellable, error);
      if (n > 0)
        g_byte_array_append (bytes, piece, (guint) n);
      if (bytes->len > PASAR_TABLE_FILE_BYTES_MAX)
        {
          g_set_error_literal (error,
                               PASAR_FORMAT_ERROR,
                               PASAR_FORMAT_ERROR_TOO_LARGE,
                               _ ("The file is too large to be read. Save it in several parts."));
          return NULL;
        }
    }
  return n == 0 ? g_byte_array_free_to_bytes (g_steal_pointer (&bytes)) : NULL;
}

static PasarTableFile *
open_file (PasarFileRead *self, GCancellable *cancellable, GError **error)
{
  const char *path = self->file != NULL ? g_file_peek_path (self->file) : NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (path != NULL)
    return pasar_table_file_open (path, cancellable, error);
  bytes =
      self->text != NULL ? g_bytes_ref (self->text) : load_bytes (self->file, cancellable, error);
  return bytes != NULL ? pasar_table_file_open_bytes (bytes, cancellable, error) : NULL;
}

/* A file that was opened before is kept: another may have its name now. */
static gboolean
open_once (PasarFileRead *self, GCancellable *cancellable, GError **error)
{
  PasarTableFile *file;

  if (self->opened != NULL)
    return TRUE;
  file = open_file (self, cancellable, error);
  if (file == NULL)
    return FALSE;
  self->opened = g_atomic_rc_box_new (PasarOpened);
  self->opened->file = file;
  return TRUE;
}

/**
 * pasar_import_dup_sheets:
 * @file: a file
 *
 * Lists the sheets of a file as they are offered.
 *
 * Returns: (transfer full) (element-type guint): those that can be seen, then those that are hidden
 */
GArray *
pasar_import_dup_sheets (const PasarTableFile *file)
{
  GArray *sheets = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint hidden = 0; hidden < 2; hidden++)
    {
      for (guint i = 0; i < pasar_table_file_get_n_sheets (file); i++)
        {
          if (pasar_table_file_is_sheet_hidden (file, i) == (hidden > 0))
            g_array_append_val (sheets, i);
        }
    }
  return sheets;
}

static PasarTextTable *
read_sheet (PasarFileRead *self,
            guint sheet,
            PasarTextFindings *findings,
            GCancellable *cancellable,
            GError **error)
{
  const PasarTableFile *file = self->opened->file;
  const PasarTextOptions options = { self->choices.encoding, self->choices.separator, 0 };

  self->choices.sheet = sheet;
  if (pasar_table_file_get_kind (file) == PASAR_TABLE_FILE_TEXT)
    return pasar_table_file_read_text (file,
                                       &options,
                                       findings,
                                       progress_cb,
                                       self,
                                       cancellable,
                                       error);
  return pasar_table_file_read_sheet (file, sheet, 0, progress_cb, self, cancellable, error);
}

static PasarTextTable *
read_first_sheet (PasarFileRead *self,
                  PasarTextFindings *findings,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (GArray) sheets = pasar_import_dup_sheets (self->opened->file);
  PasarTextTable *table = NULL;

  for (guint i = 0; i < sheets->len; i++)
    {
      g_clear_pointer (&table, pasar_text_table_free);
      table = read_sheet (self, g_array_index (sheets, guint, i), findings, cancellable, error);
      if (table == NULL || table->n_rows > 0)
        break;
    }
  return table;
}

static gboolean
read_table (PasarFileRead *self, GCancellable *cancellable, GError **error)
{
  PasarTextFindings findings = { 0 };
  g_autoptr (PasarTextTable) table =
      self->choices.sheet == PASAR_READING_SHEET_FOUND
          ? read_first_sheet (self, &findings, cancellable, error)
          : read_sheet (self, self->choices.sheet, &findings, cancellable, error);
  PasarHead head;

  if (table == NULL)
    return FALSE;
  if (table->n_rows == 0)
    {
      g_set_error_literal (error,
                           PASAR_FORMAT_ERROR,
                           PASAR_FORMAT_ERROR_NO_TABLE,
                           _ ("There is no table in it."));
      return FALSE;
    }
  head = pasar_head_at (table, CLAMP (self->choices.head_row, -1, (int) table->n_rows - 1));
  self->data =
      pasar_import_data_new (g_steal_pointer (&table),
                             &findings,
                             self->choices.head_row != PASAR_READING_HEAD_FOUND ? &head : NULL);
  return TRUE;
}

gboolean
pasar_file_read_run (PasarFileRead *self, GCancellable *cancellable, GError **error)
{
  return open_once (self, cancellable, error) && read_table (self, cancellable, error);
}
