/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/xlsx-check-private.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <unistd.h>

#define SHEET      "xl/worksheets/sheet1.xml"
#define BLOCK_SIZE 65536

/* How far its tags say that a part is whole. No text of it has a "<" or ">" that is none of a
 * tag's, as libxlsxwriter writes it. */
typedef struct
{
  char before[2];    /* the last two bytes */
  gint64 n_brackets; /* that are open */
  gint64 n_elements; /* that are open */
  guint64 n_tags;
  guint64 n_cells;
} Tags;

static void
tags_count (Tags *self, const char *bytes, gsize length)
{
  char first = self->before[0];
  char second = self->before[1];

  for (gsize i = 0; i < length; i++)
    {
      const char c = bytes[i];

      self->n_brackets += (c == '<') - (c == '>');
      if (second == '<' && c == '/')
        self->n_elements--;
      else if (second == '<' && c != '?' && c != '!')
        {
          self->n_elements++;
          self->n_tags++;
        }
      else if (second == '/' && c == '>')
        self->n_elements--;
      else if (first == '<' && second == 'c' && c == ' ')
        self->n_cells++;
      first = second;
      second = c;
    }
  self->before[0] = first;
  self->before[1] = second;
}

/* All of an entry, which libarchive compares with its checksum. */
static gboolean
read_part (struct archive *archive, Tags *tags, GCancellable *cancellable)
{
  const void *block;
  size_t size;
  la_int64_t offset;
  int result;

  while ((result = archive_read_data_block (archive, &block, &size, &offset)) == ARCHIVE_OK)
    {
      if (g_cancellable_is_cancelled (cancellable))
        return FALSE;
      tags_count (tags, block, size);
    }
  return result == ARCHIVE_EOF && tags->n_tags > 0 && tags->n_elements == 0
         && tags->n_brackets == 0;
}

static gboolean
read_parts (struct archive *archive, guint64 *n_cells, GCancellable *cancellable)
{
  struct archive_entry *entry;
  int result;

  while ((result = archive_read_next_header (archive, &entry)) == ARCHIVE_OK)
    {
      const gboolean is_sheet = g_strcmp0 (archive_entry_pathname (entry), SHEET) == 0;
      Tags tags = { 0 };

      if (!read_part (archive, &tags, cancellable))
        return FALSE;
      if (is_sheet)
        *n_cells = tags.n_cells;
    }
  return result == ARCHIVE_EOF;
}

gboolean
pasar_xlsx_check (int fd, guint64 n_cells, GCancellable *cancellable, GError **error)
{
  struct archive *archive = archive_read_new ();
  guint64 n_found = G_MAXUINT64;
  gboolean is_whole;

  archive_read_support_format_zip_seekable (archive);
  is_whole = lseek (fd, 0, SEEK_SET) == 0
             && archive_read_open_fd (archive, fd, BLOCK_SIZE) == ARCHIVE_OK
             && read_parts (archive, &n_found, cancellable) && n_found == n_cells;
  archive_read_free (archive);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (!is_whole)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, g_strerror (ENOSPC));
  return is_whole;
}
