/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/zip-private.h"

#include "formats/table-private.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* A supplier's list with a picture in each row has thousands of parts. */
#define PARTS_MAX      32768
#define NAME_MAX_BYTES 1024
/* XML of a table of as many cells as are read, and more than libarchive is to unpack at a time. */
#define UNPACKED_MAX G_GUINT64_CONSTANT (1073741824)
/* XML of spreadsheets is packed to a tenth, of the same few cells over and over to a fiftieth; what
 * was made to do harm comes near the thousandth that the method can. It is not asked of the first
 * bytes, of which the source may give more than were needed. */
#define RATIO_MAX  300
#define RATIO_FROM (1024 * 1024)
#define PIECE      (32 * 1024)

/* Where libarchive has got to in the source. */
typedef struct
{
  const PasarSource *source;
  gsize offset;
  guint64 n_read;
  char piece[PIECE];
} Stream;

typedef struct
{
  guint index; /* among the entries */
  guint64 size;
  gboolean is_repeated;
} Entry;

struct _PasarZip
{
  const PasarSource *source;
  GHashTable *entries; /* char * => Entry * */
};

struct _PasarZipPart
{
  struct archive *archive;
  Stream *stream;
  PasarReading *reading;
  guint64 n_before; /* read from the source for the directory */
  guint64 n_unpacked;
};

static gboolean
set_unpacks_to_too_much (GError **error)
{
  return pasar_set_too_large (
      error,
      _ ("The file unpacks to far more than a spreadsheet has. If you trust "
         "where it comes from, save it in several parts."));
}

static la_ssize_t
read_cb (struct archive *archive, void *user_data, const void **buffer)
{
  Stream *self = user_data;
  const gssize n = pasar_source_read (self->source, self->offset, self->piece, PIECE, NULL);

  if (n > 0)
    {
      self->offset += (gsize) n;
      self->n_read += (guint64) n;
    }
  *buffer = self->piece;
  return n < 0 ? ARCHIVE_FATAL : (la_ssize_t) n;
}

static la_int64_t
skip_cb (struct archive *archive, void *user_data, la_int64_t request)
{
  Stream *self = user_data;
  const gsize rest = pasar_source_get_size (self->source) - self->offset;
  const gsize n = MIN ((gsize) MAX (request, 0), rest);

  self->offset += n;
  return (la_int64_t) n;
}

static la_int64_t
seek_cb (struct archive *archive, void *user_data, la_int64_t offset, int whence)
{
  Stream *self = user_data;
  const la_int64_t size = (la_int64_t) pasar_source_get_size (self->source);
  la_int64_t from = 0;

  if (whence == SEEK_CUR)
    from = (la_int64_t) self->offset;
  else if (whence == SEEK_END)
    from = size;
  if (offset > size - from || offset < -from)
    return ARCHIVE_FATAL;
  self->offset = (gsize) (from + offset);
  return from + offset;
}

/* Only of the reader that starts from the directory at the end: a zip that was cut off has none. */
static struct archive *
open_archive (const PasarSource *source, Stream **stream, GError **error)
{
  struct archive *archive = archive_read_new ();

  *stream = g_new0 (Stream, 1);
  (*stream)->source = source;
  archive_read_support_format_zip_seekable (archive);
  archive_read_set_callback_data (archive, *stream);
  archive_read_set_read_callback (archive, read_cb);
  archive_read_set_skip_callback (archive, skip_cb);
  archive_read_set_seek_callback (archive, seek_cb);
  if (archive_read_open1 (archive) == ARCHIVE_OK)
    return archive;
  archive_read_free (archive);
  g_clear_pointer (stream, g_free);
  pasar_set_damaged (error);
  return NULL;
}

/* Goes to the next entry; NULL at the end, or with an error. */
static struct archive_entry *
read_entry (struct archive *archive, GError **error)
{
  struct archive_entry *entry;
  const int result = archive_read_next_header (archive, &entry);

  if (result == ARCHIVE_OK || result == ARCHIVE_WARN)
    return entry;
  if (result != ARCHIVE_EOF)
    pasar_set_damaged (error);
  return NULL;
}

/* Names. */

static void
append_segment (GPtrArray *path, const char *segment)
{
  if (strcmp (segment, "..") == 0 && path->len > 0)
    g_ptr_array_remove_index (path, path->len - 1);
  else if (strcmp (segment, "..") != 0 && strcmp (segment, ".") != 0 && *segment != '\0')
    g_ptr_array_add (path, g_strdup (segment));
}

static void
append_segments (GPtrArray *path, const char *name)
{
  g_auto (GStrv) segments = g_strsplit_set (name, "/\\", -1);

  for (guint i = 0; segments[i] != NULL; i++)
    append_segment (path, segments[i]);
}

char *
pasar_zip_dup_name (const char *base, const char *target)
{
  g_autoptr (GPtrArray) path = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *plain = g_uri_unescape_string (target, NULL);
  g_autofree char *name = NULL;

  if (*target != '/' && *target != '\\')
    append_segments (path, base);
  if (path->len > 0)
    g_ptr_array_remove_index (path, path->len - 1);
  append_segments (path, plain != NULL ? plain : target);
  g_ptr_array_add (path, NULL);
  name = g_strjoinv ("/", (char **) path->pdata);
  return g_ascii_strdown (name, -1);
}

/* The directory. */

static gboolean
add_entry (PasarZip *self, struct archive_entry *header, guint index, GError **error)
{
  const char *pathname = archive_entry_pathname_utf8 (header);
  g_autofree char *name = NULL;
  Entry *entry;

  if (index == PARTS_MAX)
    return set_unpacks_to_too_much (error);
  if (pathname == NULL)
    pathname = archive_entry_pathname (header);
  if (pathname == NULL || strlen (pathname) > NAME_MAX_BYTES)
    return TRUE;
  /* Nothing is escaped in a directory, but no part that is read has a name that would show it. */
  name = pasar_zip_dup_name ("", pathname);
  entry = g_hash_table_lookup (self->entries, name);
  if (entry != NULL)
    {
      entry->is_repeated = TRUE;
      return TRUE;
    }
  entry = g_new0 (Entry, 1);
  entry->index = index;
  if (archive_entry_size_is_set (header))
    entry->size = (guint64) MAX (archive_entry_size (header), 0);
  g_hash_table_insert (self->entries, g_steal_pointer (&name), entry);
  return TRUE;
}

static gboolean
list (PasarZip *self, struct archive *archive, PasarReading *reading, GError **error)
{
  struct archive_entry *header;
  GError *failure = NULL;
  guint index = 0;

  while ((header = read_entry (archive, &failure)) != NULL)
    {
      if (g_cancellable_set_error_if_cancelled (reading->cancellable, error)
          || !add_entry (self, header, index++, error))
        return FALSE;
    }
  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

PasarZip *
pasar_zip_open (const PasarSource *source, PasarReading *reading, GError **error)
{
  g_autoptr (PasarZip) self = g_new0 (PasarZip, 1);
  g_autofree Stream *stream = NULL;
  struct archive *archive = open_archive (source, &stream, error);
  gboolean is_listed;

  if (archive == NULL)
    return NULL;
  self->source = source;
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  is_listed = list (self, archive, reading, error);
  archive_read_free (archive);
  return is_listed ? g_steal_pointer (&self) : NULL;
}

void
pasar_zip_free (PasarZip *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->entries, g_hash_table_unref);
  g_free (self);
}

gboolean
pasar_zip_has (const PasarZip *self, const char *name)
{
  return g_hash_table_contains (self->entries, name);
}

guint64
pasar_zip_get_size (const PasarZip *self, const char *name)
{
  const Entry *entry = g_hash_table_lookup (self->entries, name);

  return entry != NULL ? entry->size : 0;
}

/* Parts. */

/* Spreadsheets pack with one method, or not at all. Other methods of zip may want memory without
 * bounds, so none of them is begun. */
static gboolean
can_unpack (PasarZipPart *self, struct archive_entry *header, GError **error)
{
  const char *format = archive_format_name (self->archive);

  if (archive_entry_is_encrypted (header))
    return pasar_set_locked (error);
  if (format == NULL
      || (strstr (format, "(deflation)") == NULL && strstr (format, "(uncompressed)") == NULL))
    return pasar_set_damaged (error);
  return TRUE;
}

PasarZipPart *
pasar_zip_open_part (const PasarZip *self, const char *name, PasarReading *reading, GError **error)
{
  const Entry *entry = g_hash_table_lookup (self->entries, name);
  g_autoptr (PasarZipPart) part = g_new0 (PasarZipPart, 1);
  struct archive_entry *header = NULL;

  /* Of two by one name programs read this one or that. */
  if (entry == NULL || entry->is_repeated)
    {
      pasar_set_damaged (error);
      return NULL;
    }
  part->reading = reading;
  part->archive = open_archive (self->source, &part->stream, error);
  if (part->archive == NULL)
    return NULL;
  for (guint i = 0; i <= entry->index && (i == 0 || header != NULL); i++)
    header = read_entry (part->archive, NULL);
  if (header == NULL)
    {
      pasar_set_damaged (error);
      return NULL;
    }
  if (!can_unpack (part, header, error))
    return NULL;
  part->n_before = part->stream->n_read;
  return g_steal_pointer (&part);
}

void
pasar_zip_part_free (PasarZipPart *self)
{
  if (self == NULL)
    return;
  if (self->archive != NULL)
    archive_read_free (self->archive);
  g_free (self->stream);
  g_free (self);
}

static gboolean
is_within_bounds (const PasarZipPart *self)
{
  const guint64 n_packed = self->stream->n_read - self->n_before + PIECE;

  return self->reading->n_unpacked <= UNPACKED_MAX
         && (self->n_unpacked < RATIO_FROM || self->n_unpacked / RATIO_MAX <= n_packed);
}

gboolean
pasar_zip_part_read (PasarZipPart *self, const char **bytes, gsize *length, GError **error)
{
  PasarReading *reading = self->reading;
  const void *block = NULL;
  la_int64_t offset;
  size_t size = 0;
  int result;

  if (g_cancellable_set_error_if_cancelled (reading->cancellable, error))
    return FALSE;
  result = archive_read_data_block (self->archive, &block, &size, &offset);
  if (result == ARCHIVE_EOF)
    size = 0;
  else if (result != ARCHIVE_OK)
    return pasar_set_damaged (error);
  self->n_unpacked += size;
  reading->n_unpacked += size;
  if (!is_within_bounds (self))
    return set_unpacks_to_too_much (error);
  if (reading->progress != NULL && reading->n_expected > 0)
    reading->progress (MIN ((double) reading->n_unpacked / (double) reading->n_expected, 1),
                       reading->user_data);
  *bytes = block;
  *length = size;
  return TRUE;
}
