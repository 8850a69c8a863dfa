/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/zip-write-private.h"

#include "formats/write-private.h"

#include <string.h>
#include <zlib.h>

/* APPNOTE.TXT of PKWARE, 4.3 and 4.4. */
#define SIGNATURE_LOCAL      0x04034b50u
#define SIGNATURE_DESCRIPTOR 0x08074b50u
#define SIGNATURE_DIRECTORY  0x02014b50u
#define SIGNATURE_END        0x06054b50u
#define VERSION              20
#define FLAG_DESCRIPTOR      (1 << 3) /* sizes follow the bytes */
#define METHOD_STORED        0
#define METHOD_DEFLATED      8
/* 1980-01-01, the first day there is: the same table is the same file. */
#define DOS_DATE ((0 << 9) | (1 << 5) | 1)

#define BUFFER_SIZE 65536
/* Half of the time that the usual level takes, for files that are a tenth larger. */
#define LEVEL 3

struct _PasarZipEntry
{
  char *name;
  guint flags;
  guint method;
  guint32 crc;
  guint64 size;
  guint64 packed_size;
  guint64 offset; /* of its header in the archive */

  z_stream packer;
  GOutputStream *out;        /* (owned): the archive, or the memory where it is kept aside */
  GCancellable *cancellable; /* (owned) (nullable) */
};

struct _PasarZipWriter
{
  GOutputStream *out;        /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable) */
  guint64 offset;
  GPtrArray *entries; /* (owned) PasarZipEntry, those that are written */
};

/**
 * pasar_zip_entry_free:
 * @self: (transfer full) (nullable): an entry
 *
 * Frees an entry, written or not.
 */
void
pasar_zip_entry_free (PasarZipEntry *self)
{
  if (self == NULL)
    return;
  deflateEnd (&self->packer);
  g_object_unref (self->out);
  g_clear_object (&self->cancellable);
  g_free (self->name);
  g_free (self);
}

static PasarZipEntry *
entry_new (PasarZipWriter *zip, const char *name, GOutputStream *out)
{
  PasarZipEntry *self = g_new0 (PasarZipEntry, 1);

  self->name = g_strdup (name);
  self->method = METHOD_DEFLATED;
  self->crc = (guint32) crc32 (0, NULL, 0);
  self->out = g_object_ref (out);
  if (zip->cancellable != NULL)
    self->cancellable = g_object_ref (zip->cancellable);
  /* Without a header of its own: that is the archive's. */
  if (deflateInit2 (&self->packer, LEVEL, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    g_error ("No memory to pack an archive");
  return self;
}

/**
 * pasar_zip_writer_new:
 * @out: where to write; stays open
 * @cancellable: (nullable): stops all that is written
 *
 * Begins an archive.
 *
 * Returns: (transfer full): the archive
 */
PasarZipWriter *
pasar_zip_writer_new (GOutputStream *out, GCancellable *cancellable)
{
  PasarZipWriter *self;

  g_return_val_if_fail (G_IS_OUTPUT_STREAM (out), NULL);

  self = g_new0 (PasarZipWriter, 1);
  self->out = g_object_ref (out);
  if (cancellable != NULL)
    self->cancellable = g_object_ref (cancellable);
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_zip_entry_free);
  return self;
}

/**
 * pasar_zip_writer_free:
 * @self: (transfer full) (nullable): an archive
 *
 * Frees @self, finished or not.
 */
void
pasar_zip_writer_free (PasarZipWriter *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->entries);
  g_clear_object (&self->cancellable);
  g_object_unref (self->out);
  g_free (self);
}

static gboolean
write_bytes (PasarZipWriter *self, gconstpointer bytes, gsize length, GError **error)
{
  if (self->offset + length > G_MAXUINT32)
    return pasar_writer_set_too_large (error);
  if (!g_output_stream_write_all (self->out, bytes, length, NULL, self->cancellable, error))
    return FALSE;
  self->offset += length;
  return TRUE;
}

static void
append_16 (GByteArray *to, guint number)
{
  const guint16 bytes = GUINT16_TO_LE ((guint16) number);

  g_byte_array_append (to, (const guint8 *) &bytes, sizeof bytes);
}

static void
append_32 (GByteArray *to, guint64 number)
{
  const guint32 bytes = GUINT32_TO_LE ((guint32) number);

  g_byte_array_append (to, (const guint8 *) &bytes, sizeof bytes);
}

static void
append_sizes (GByteArray *to, const PasarZipEntry *entry)
{
  append_32 (to, entry->crc);
  append_32 (to, entry->packed_size);
  append_32 (to, entry->size);
}

/* What the header of an entry and the directory both say; sizes: NULL while they are not known. */
static void
append_facts (GByteArray *to, const PasarZipEntry *entry, const PasarZipEntry *sizes)
{
  static const PasarZipEntry unknown = { 0 };

  append_16 (to, VERSION);
  append_16 (to, entry->flags);
  append_16 (to, entry->method);
  append_16 (to, 0);
  append_16 (to, DOS_DATE);
  append_sizes (to, sizes != NULL ? sizes : &unknown);
  append_16 (to, (guint) strlen (entry->name));
  append_16 (to, 0);
}

static gboolean
write_header (PasarZipWriter *self, PasarZipEntry *entry, GError **error)
{
  g_autoptr (GByteArray) header = g_byte_array_new ();
  const gboolean is_known = (entry->flags & FLAG_DESCRIPTOR) == 0;

  entry->offset = self->offset;
  append_32 (header, SIGNATURE_LOCAL);
  append_facts (header, entry, is_known ? entry : NULL);
  g_byte_array_append (header, (const guint8 *) entry->name, (guint) strlen (entry->name));
  return write_bytes (self, header->data, header->len, error);
}

/**
 * pasar_zip_writer_add_stored:
 * @self: an archive
 * @name: of the entry
 * @text: all of it
 * @error: return location
 *
 * Writes an entry as it is, such as the first one of a file of OpenDocument, by which that is
 * known.
 *
 * Returns: whether it was written
 */
gboolean
pasar_zip_writer_add_stored (PasarZipWriter *self,
                             const char *name,
                             const char *text,
                             GError **error)
{
  g_autoptr (PasarZipEntry) entry = entry_new (self, name, self->out);

  entry->method = METHOD_STORED;
  entry->size = entry->packed_size = strlen (text);
  entry->crc = (guint32) crc32 (entry->crc, (const Bytef *) text, (uInt) entry->size);
  if (!write_header (self, entry, error) || !write_bytes (self, text, entry->size, error))
    return FALSE;
  g_ptr_array_add (self->entries, g_steal_pointer (&entry));
  return TRUE;
}

/**
 * pasar_zip_writer_begin:
 * @self: an archive
 * @name: of the entry
 * @error: return location
 *
 * Begins an entry, which is packed. Nothing else may be written before it is ended.
 *
 * Returns: (transfer full) (nullable): the entry; %NULL with @error
 */
PasarZipEntry *
pasar_zip_writer_begin (PasarZipWriter *self, const char *name, GError **error)
{
  g_autoptr (PasarZipEntry) entry = entry_new (self, name, self->out);

  entry->flags = FLAG_DESCRIPTOR;
  if (!write_header (self, entry, error))
    return NULL;
  return g_steal_pointer (&entry);
}

/**
 * pasar_zip_writer_begin_aside:
 * @self: an archive
 * @name: of the entry
 *
 * Begins an entry that is kept in memory, packed, while another one is written; it comes into the
 * archive when it is ended.
 *
 * Returns: (transfer full): the entry
 */
PasarZipEntry *
pasar_zip_writer_begin_aside (PasarZipWriter *self, const char *name)
{
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();

  return entry_new (self, name, memory);
}

static gboolean
pack (PasarZipEntry *self, int flush, GError **error)
{
  guint8 buffer[BUFFER_SIZE];

  do
    {
      gsize n;

      self->packer.next_out = buffer;
      self->packer.avail_out = sizeof buffer;
      deflate (&self->packer, flush);
      n = sizeof buffer - self->packer.avail_out;
      if (!g_output_stream_write_all (self->out, buffer, n, NULL, self->cancellable, error))
        return FALSE;
      self->packed_size += n;
    }
  while (self->packer.avail_out == 0);
  return TRUE;
}

/**
 * pasar_zip_entry_write:
 * @self: an entry that was begun
 * @bytes: (array length=length): what comes next in it
 * @length: of @bytes; below 4 GiB
 * @error: return location
 *
 * Packs and writes some of an entry.
 *
 * Returns: whether it was written
 */
gboolean
pasar_zip_entry_write (PasarZipEntry *self, const char *bytes, gsize length, GError **error)
{
  self->crc = (guint32) crc32 (self->crc, (const Bytef *) bytes, (uInt) length);
  self->size += length;
  self->packer.next_in = (z_const Bytef *) bytes;
  self->packer.avail_in = (uInt) length;
  return pack (self, Z_NO_FLUSH, error);
}

static gboolean
write_descriptor (PasarZipWriter *self, const PasarZipEntry *entry, GError **error)
{
  g_autoptr (GByteArray) descriptor = g_byte_array_new ();

  append_32 (descriptor, SIGNATURE_DESCRIPTOR);
  append_sizes (descriptor, entry);
  return write_bytes (self, descriptor->data, descriptor->len, error);
}

static gboolean
write_aside (PasarZipWriter *self, PasarZipEntry *entry, GError **error)
{
  GMemoryOutputStream *memory = G_MEMORY_OUTPUT_STREAM (entry->out);

  return write_header (self, entry, error)
         && write_bytes (self,
                         g_memory_output_stream_get_data (memory),
                         g_memory_output_stream_get_data_size (memory),
                         error);
}

/**
 * pasar_zip_writer_end:
 * @self: an archive
 * @entry: (transfer full): an entry of it that was begun
 * @error: return location
 *
 * Ends an entry.
 *
 * Returns: whether all of it is written
 */
gboolean
pasar_zip_writer_end (PasarZipWriter *self, PasarZipEntry *entry, GError **error)
{
  g_autoptr (PasarZipEntry) owned = entry;

  if (!pack (entry, Z_FINISH, error))
    return FALSE;
  if (entry->size > G_MAXUINT32)
    return pasar_writer_set_too_large (error);
  if ((entry->flags & FLAG_DESCRIPTOR) == 0)
    {
      if (!write_aside (self, entry, error))
        return FALSE;
      g_set_object (&entry->out, self->out);
    }
  else
    {
      self->offset += entry->packed_size;
      if (!write_descriptor (self, entry, error))
        return FALSE;
    }
  g_ptr_array_add (self->entries, g_steal_pointer (&owned));
  return TRUE;
}

/**
 * pasar_zip_writer_add:
 * @self: an archive
 * @name: of the entry
 * @text: all of it
 * @error: return location
 *
 * Writes a small entry.
 *
 * Returns: whether it was written
 */
gboolean
pasar_zip_writer_add (PasarZipWriter *self, const char *name, const char *text, GError **error)
{
  g_autoptr (PasarZipEntry) entry = pasar_zip_writer_begin_aside (self, name);

  return pasar_zip_entry_write (entry, text, strlen (text), error)
         && pasar_zip_writer_end (self, g_steal_pointer (&entry), error);
}

static void
append_directory (GByteArray *to, const PasarZipEntry *entry)
{
  append_32 (to, SIGNATURE_DIRECTORY);
  append_16 (to, VERSION);
  append_facts (to, entry, entry);
  append_16 (to, 0);
  append_16 (to, 0);
  append_16 (to, 0);
  append_32 (to, 0);
  append_32 (to, entry->offset);
  g_byte_array_append (to, (const guint8 *) entry->name, (guint) strlen (entry->name));
}

/**
 * pasar_zip_writer_finish:
 * @self: an archive, all entries of which are ended
 * @error: return location
 *
 * Writes the directory of the archive.
 *
 * Returns: whether it was written
 */
gboolean
pasar_zip_writer_finish (PasarZipWriter *self, GError **error)
{
  g_autoptr (GByteArray) directory = g_byte_array_new ();
  const guint64 offset = self->offset;
  guint length;

  for (guint i = 0; i < self->entries->len; i++)
    append_directory (directory, g_ptr_array_index (self->entries, i));
  length = directory->len;
  append_32 (directory, SIGNATURE_END);
  append_16 (directory, 0);
  append_16 (directory, 0);
  append_16 (directory, self->entries->len);
  append_16 (directory, self->entries->len);
  append_32 (directory, length);
  append_32 (directory, offset);
  append_16 (directory, 0);
  return write_bytes (self, directory->data, directory->len, error);
}
