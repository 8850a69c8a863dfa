/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/file.h"

#include "formats/encoding-private.h"
#include "formats/html.h"
#include "formats/source-private.h"
#include "formats/table-private.h"
#include "formats/workbook-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _PasarTableFile
{
  PasarTableFileKind kind;
  PasarSource *source;
  PasarZip *zip;     /* (nullable): of a workbook */
  PasarXlsx *xlsx;   /* (nullable) */
  GPtrArray *sheets; /* PasarSheet * */
};

/* How much tells a page from a text. */
#define HEAD_SIZE 1024
/* Of the directory of a compound file. */
#define ENTRY_SIZE 128

/* What files begin with. */
static const char zip_magic[] = "PK\x03\x04";
static const char compound_magic[] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/* An old workbook, and one behind a password, are both of the container that Office had before zip;
 * the second has streams with names of its own. Its directory begins at one of its sectors. */
static gboolean
is_locked (const PasarSource *source)
{
  static const char name[] = "E\0n\0c\0r\0y\0p\0t\0";
  guint8 head[512];
  guint8 directory[4096];
  guint32 sector;
  guint16 shift;
  gssize n;

  if (pasar_source_read (source, 0, head, sizeof head, NULL) < (gssize) sizeof head)
    return FALSE;
  memcpy (&shift, head + 30, sizeof shift);
  memcpy (&sector, head + 48, sizeof sector);
  shift = GUINT16_FROM_LE (shift);
  if (shift != 9 && shift != 12)
    return FALSE;
  n = pasar_source_read (source,
                         ((gsize) GUINT32_FROM_LE (sector) + 1) << shift,
                         directory,
                         sizeof directory,
                         NULL);
  for (gssize entry = 0; entry + ENTRY_SIZE <= n; entry += ENTRY_SIZE)
    {
      if (memcmp (directory + entry, name, sizeof name - 1) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
set_compound_error (const PasarSource *source, GError **error)
{
  if (is_locked (source))
    return pasar_set_locked (error);
  g_set_error_literal (error,
                       PASAR_FORMAT_ERROR,
                       PASAR_FORMAT_ERROR_UNSUPPORTED,
                       _ ("This is an old Excel workbook (.xls). Save it as .xlsx."));
  return FALSE;
}

static gboolean
open_xlsx (PasarTableFile *self, PasarReading *reading, GError **error)
{
  g_autofree char *part = pasar_xlsx_find (self->zip, reading, error);

  self->kind = PASAR_TABLE_FILE_XLSX;
  if (part != NULL)
    self->xlsx = pasar_xlsx_open (self->zip, part, reading, error);
  if (self->xlsx == NULL)
    return FALSE;
  self->sheets = g_ptr_array_ref (self->xlsx->sheets);
  return TRUE;
}

static gboolean
open_ods (PasarTableFile *self, PasarReading *reading, GError **error)
{
  self->kind = PASAR_TABLE_FILE_ODS;
  self->sheets = pasar_ods_list (self->zip, reading, error);
  return self->sheets != NULL;
}

/* The letters that a file begins with, small, whatever encoding they are in. */
static char *
dup_head (const PasarSource *source)
{
  g_autofree char *bytes = g_malloc (HEAD_SIZE);
  const gssize n = pasar_source_read (source, 0, bytes, HEAD_SIZE, NULL);
  GString *head = g_string_new (NULL);

  for (gssize i = 0; i < n; i++)
    {
      if (g_ascii_isgraph (bytes[i]))
        g_string_append_c (head, g_ascii_tolower (bytes[i]));
    }
  return g_string_free (head, FALSE);
}

static gboolean
open_text (PasarTableFile *self, GError **error)
{
  g_autofree char *head = dup_head (self->source);
  /* A workbook of Excel 2003 is XML, and has tables by the same name. */
  const gboolean is_page = *head == '<' && strstr (head, "<workbook") == NULL
                           && (strstr (head, "<html") != NULL || strstr (head, "<table") != NULL);

  if (g_str_has_prefix (head, "<?xml") && !is_page)
    return pasar_set_unsupported (error);
  self->kind = is_page ? PASAR_TABLE_FILE_HTML : PASAR_TABLE_FILE_TEXT;
  self->sheets = pasar_sheets_new ();
  return pasar_sheets_add (self->sheets, "", FALSE, NULL, error);
}

static gboolean
open_kind (PasarTableFile *self, GCancellable *cancellable, GError **error)
{
  PasarReading reading = { .cancellable = cancellable };
  char magic[8] = { 0 };

  if (g_cancellable_set_error_if_cancelled (cancellable, error)
      || pasar_source_read (self->source, 0, magic, sizeof magic, error) < 0)
    return FALSE;
  if (memcmp (magic, compound_magic, strlen (compound_magic)) == 0)
    return set_compound_error (self->source, error);
  if (memcmp (magic, zip_magic, strlen (zip_magic)) != 0)
    return open_text (self, error);
  self->zip = pasar_zip_open (self->source, &reading, error);
  if (self->zip == NULL)
    return FALSE;
  return pasar_ods_is (self->zip) ? open_ods (self, &reading, error)
                                  : open_xlsx (self, &reading, error);
}

static PasarTableFile *
open_source (PasarSource *source, GCancellable *cancellable, GError **error)
{
  g_autoptr (PasarTableFile) self = NULL;

  if (source == NULL)
    return NULL;
  self = g_new0 (PasarTableFile, 1);
  self->source = source;
  if (!open_kind (self, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * pasar_table_file_open:
 * @path: of a file
 * @cancellable: (nullable): to want it no more
 * @error: return location of a %PASAR_FORMAT_ERROR or a %G_IO_ERROR
 *
 * Finds out what a file is and which sheets it has.
 *
 * Returns: (transfer full) (nullable): the file; %NULL with @error
 */
PasarTableFile *
pasar_table_file_open (const char *path, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  return open_source (pasar_source_open (path, error), cancellable, error);
}

/**
 * pasar_table_file_open_bytes:
 * @bytes: what a file would hold
 * @cancellable: (nullable): to want it no more
 * @error: return location of a %PASAR_FORMAT_ERROR
 *
 * The same as pasar_table_file_open() for what is in memory.
 *
 * Returns: (transfer full) (nullable): the file; %NULL with @error
 */
PasarTableFile *
pasar_table_file_open_bytes (GBytes *bytes, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (bytes != NULL, NULL);

  return open_source (pasar_source_new_bytes (bytes, error), cancellable, error);
}

/**
 * pasar_table_file_free:
 * @self: (transfer full) (nullable): a file
 *
 * Closes @self; tables that were read from it stay.
 */
void
pasar_table_file_free (PasarTableFile *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->sheets, g_ptr_array_unref);
  pasar_xlsx_free (self->xlsx);
  pasar_zip_free (self->zip);
  pasar_source_free (self->source);
  g_free (self);
}

/**
 * pasar_table_file_get_kind:
 * @self: a file
 *
 * Tells what has sheets and values from what is text.
 *
 * Returns: what @self is by its content
 */
PasarTableFileKind
pasar_table_file_get_kind (const PasarTableFile *self)
{
  g_return_val_if_fail (self != NULL, PASAR_TABLE_FILE_TEXT);

  return self->kind;
}

/**
 * pasar_table_file_get_n_sheets:
 * @self: a file
 *
 * Counts the sheets that can be read.
 *
 * Returns: how many sheets of cells there are, the hidden ones included; 1 for a text or a page
 */
guint
pasar_table_file_get_n_sheets (const PasarTableFile *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->sheets->len;
}

/**
 * pasar_table_file_get_sheet_name:
 * @self: a file
 * @sheet: less than its sheets
 *
 * Names a sheet as the program does that shows the file.
 *
 * Returns: the name of a sheet; empty for a text or a page
 */
const char *
pasar_table_file_get_sheet_name (const PasarTableFile *self, guint sheet)
{
  g_return_val_if_fail (self != NULL && sheet < pasar_table_file_get_n_sheets (self), "");

  return ((const PasarSheet *) g_ptr_array_index (self->sheets, sheet))->name;
}

/**
 * pasar_table_file_is_sheet_hidden:
 * @self: a file
 * @sheet: less than its sheets
 *
 * Tells sheets that the seller does not see in the file.
 *
 * Returns: whether spreadsheets do not show it
 */
gboolean
pasar_table_file_is_sheet_hidden (const PasarTableFile *self, guint sheet)
{
  g_return_val_if_fail (self != NULL && sheet < pasar_table_file_get_n_sheets (self), FALSE);

  return ((const PasarSheet *) g_ptr_array_index (self->sheets, sheet))->is_hidden;
}

/**
 * pasar_table_file_read_text:
 * @self: a file of delimited text
 * @options: what the caller knows of it, or corrects
 * @findings: (out) (nullable): what was found out
 * @progress: (scope call) (nullable): called now and then in this thread
 * @user_data: for @progress
 * @cancellable: (nullable): to want it no more
 * @error: return location of a %PASAR_FORMAT_ERROR or a %G_IO_ERROR
 *
 * Reads the file as pasar_delimited_read_file() reads bytes.
 *
 * Returns: (transfer full) (nullable): the table, without rows for an empty text; %NULL with @error
 */
PasarTextTable *
pasar_table_file_read_text (const PasarTableFile *self,
                            const PasarTextOptions *options,
                            PasarTextFindings *findings,
                            PasarTableProgressFunc progress,
                            gpointer user_data,
                            GCancellable *cancellable,
                            GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  const char *data;
  gsize size;

  g_return_val_if_fail (self != NULL && self->kind == PASAR_TABLE_FILE_TEXT, NULL);
  g_return_val_if_fail (options != NULL, NULL);

  bytes = pasar_source_load (self->source, cancellable, error);
  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &size);
  return pasar_delimited_read_file (data,
                                    size,
                                    options,
                                    findings,
                                    progress,
                                    user_data,
                                    cancellable,
                                    error);
}

static char *
decode_page (GBytes *bytes, gsize *length, GCancellable *cancellable, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  PasarCertainty certainty;
  const PasarEncoding encoding = pasar_encoding_find (data, size, &certainty);
  guint n_replaced;

  if (encoding != PASAR_ENCODING_UNKNOWN)
    return pasar_encoding_decode (encoding, data, size, length, &n_replaced, cancellable, error);
  pasar_set_not_text (error);
  return NULL;
}

/* A page is read as a whole, by what its bytes are: what it says of its encoding is often wrong. */
static PasarTextTable *
read_page (const PasarTableFile *self, guint max_rows, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) bytes = pasar_source_load (self->source, cancellable, error);
  g_autofree char *text = NULL;
  PasarTextTable *table;
  gsize length;

  text = bytes != NULL ? decode_page (bytes, &length, cancellable, error) : NULL;
  if (text == NULL)
    return NULL;
  table = pasar_html_read (text, length, error);
  if (table != NULL && max_rows > 0 && table->n_rows > max_rows)
    {
      table->n_rows = max_rows;
      table->is_cut = TRUE;
    }
  return table;
}

/**
 * pasar_table_file_read_sheet:
 * @self: a file
 * @sheet: less than its sheets
 * @max_rows: how many rows are wanted, e.g. for a preview; 0 for all
 * @progress: (scope call) (nullable): called now and then in this thread
 * @user_data: for @progress
 * @cancellable: (nullable): to want it no more
 * @error: return location of a %PASAR_FORMAT_ERROR or a %G_IO_ERROR
 *
 * Reads the cells of a sheet as the program that wrote it last saw them: formulas by their last
 * value, a merged cell in the first of its places. Rows of a workbook in which no cell holds
 * anything are left out (see pasar_text_table_get_row_number()), hidden ones are not. How much is
 * read is bounded by what is there, never by what a file says of itself.
 *
 * Returns: (transfer full) (nullable): the table, without rows for an empty sheet; %NULL with
 * @error
 */
PasarTextTable *
pasar_table_file_read_sheet (const PasarTableFile *self,
                             guint sheet,
                             guint max_rows,
                             PasarTableProgressFunc progress,
                             gpointer user_data,
                             GCancellable *cancellable,
                             GError **error)
{
  const PasarTextOptions options = { .max_rows = max_rows };
  PasarReading reading = { cancellable, progress, user_data, 0, 0 };

  g_return_val_if_fail (self != NULL && sheet < pasar_table_file_get_n_sheets (self), NULL);

  switch (self->kind)
    {
    case PASAR_TABLE_FILE_XLSX:
      return pasar_xlsx_read_sheet (self->xlsx, self->zip, sheet, max_rows, &reading, error);
    case PASAR_TABLE_FILE_ODS:
      return pasar_ods_read_sheet (self->zip, sheet, max_rows, &reading, error);
    case PASAR_TABLE_FILE_HTML:
      return read_page (self, max_rows, cancellable, error);
    case PASAR_TABLE_FILE_TEXT:
    default:
      return pasar_table_file_read_text (self,
                                         &options,
                                         NULL,
                                         progress,
                                         user_data,
                                         cancellable,
                                         error);
    }
}
