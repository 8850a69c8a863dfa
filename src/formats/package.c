/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/package-private.h"

#include "formats/write-private.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

/* The archive is libarchive's, but for its first entry. By that a file of OpenDocument is known
 * (part 2 of the standard, 3.3): it has to be "mimetype", not packed, and with nothing between its
 * name and its bytes, where libarchive writes the owner and times of a file. So this entry, which
 * is always the same, is written before the archive, and put into its directory at the end. */

/* Half of the time that the usual level takes, for files that are a tenth larger. */
#define OPTIONS "zip:!zip64,zip:compression-level=3"
#define MODE    0644

/* APPNOTE.TXT of PKWARE, 4.3.7 and 4.3.12: neither flags nor method, 1980-01-01, the checksum and
 * both sizes of the type, the length of the name, and of an extra field. */
#define NAME "mimetype"
#define FACTS                                                                                      \
  "\x0A\0\0\0\0\0\0\0\x21\0"                                                                       \
  "\x85\x6C\x39\x8A\x2E\0\0\0\x2E\0\0\0"                                                           \
  "\x08\0\0\0"
static const char first_entry[] = "PK\x03\x04" FACTS NAME PASAR_PACKAGE_TYPE;
static const char first_in_directory[] =
    "PK\x01\x02\x0A\0" FACTS "\0\0\0\0\0\0\0\0\0\0\0\0\0\0" NAME;
#define FIRST_ENTRY_SIZE        (sizeof first_entry - 1)
#define FIRST_IN_DIRECTORY_SIZE (sizeof first_in_directory - 1)

/* Where things are in an entry of the directory, and in what ends that. */
#define SIGNATURE_OF_ENTRY "PK\x01\x02"
#define ENTRY_SIZE         46
#define LENGTHS            28 /* of the name, of an extra field, and of a comment */
#define OFFSET             42
#define END_SIZE           22
#define END_N_HERE         8
#define END_N              10
#define END_LENGTH         12
#define END_OFFSET         16

struct _PasarPackage
{
  GOutputStream *out;        /* (owned) (nullable): until it is freed */
  GCancellable *cancellable; /* (owned) (nullable) */
  struct archive *archive;
  guint64 n_bytes;       /* of the part */
  GByteArray *directory; /* (owned) (nullable): what libarchive writes at last */
  GError *error;         /* (owned) (nullable): why it cannot be written */
};

/* Never fails: libarchive (3.6) would not free its buffers then. */
static la_ssize_t
write_cb (struct archive *archive, void *user_data, const void *bytes, size_t length)
{
  PasarPackage *self = user_data;

  if (self->directory != NULL)
    g_byte_array_append (self->directory, bytes, (guint) length);
  else if (self->out != NULL && self->error == NULL)
    g_output_stream_write_all (self->out, bytes, length, NULL, self->cancellable, &self->error);
  return (la_ssize_t) length;
}

static gboolean
check (PasarPackage *self, gboolean is_done, GError **error)
{
  if (!is_done && self->error == NULL)
    self->error =
        g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, archive_error_string (self->archive));
  if (self->error != NULL && error != NULL)
    *error = g_error_copy (self->error);
  return self->error == NULL;
}

/**
 * pasar_package_new:
 * @out: where it is written
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Begins a spreadsheet of OpenDocument with what tells its type.
 *
 * Returns: (transfer full) (nullable): the package; %NULL with @error
 */
PasarPackage *
pasar_package_new (GOutputStream *out, GCancellable *cancellable, GError **error)
{
  g_autoptr (PasarPackage) self = g_new0 (PasarPackage, 1);

  self->out = g_object_ref (out);
  if (cancellable != NULL)
    self->cancellable = g_object_ref (cancellable);
  self->archive = archive_write_new ();
  archive_write_set_format_zip (self->archive);
  archive_write_set_bytes_per_block (self->archive, 0);
  if (!g_output_stream_write_all (out, first_entry, FIRST_ENTRY_SIZE, NULL, cancellable, error)
      || !check (self,
                 archive_write_set_options (self->archive, OPTIONS) == ARCHIVE_OK
                     && archive_write_open (self->archive, self, NULL, write_cb, NULL)
                            == ARCHIVE_OK,
                 error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * pasar_package_free:
 * @self: (transfer full) (nullable): a package
 *
 * Frees @self, without what is missing of it.
 */
void
pasar_package_free (PasarPackage *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->out);
  archive_write_free (self->archive);
  g_clear_pointer (&self->directory, g_byte_array_unref);
  g_clear_error (&self->error);
  g_clear_object (&self->cancellable);
  g_free (self);
}

/**
 * pasar_package_begin_part:
 * @self: a package
 * @name: of the part
 * @error: return location
 *
 * Ends the part before, and begins one, which is packed.
 *
 * Returns: whether it is begun
 */
gboolean
pasar_package_begin_part (PasarPackage *self, const char *name, GError **error)
{
  struct archive_entry *entry = archive_entry_new ();
  int result;

  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, MODE);
  result = archive_write_header (self->archive, entry);
  archive_entry_free (entry);
  self->n_bytes = 0;
  return check (self, result == ARCHIVE_OK, error);
}

/**
 * pasar_package_write:
 * @self: a package
 * @bytes: (array length=length): what comes next in its part
 * @length: of @bytes
 * @error: return location
 *
 * Packs and writes some of a part, which can have 4 GiB.
 *
 * Returns: whether it was written
 */
gboolean
pasar_package_write (PasarPackage *self, const char *bytes, gsize length, GError **error)
{
  self->n_bytes += length;
  if (self->n_bytes > G_MAXUINT32)
    return pasar_writer_set_too_large (error);
  return check (self,
                archive_write_data (self->archive, bytes, length) == (la_ssize_t) length,
                error);
}

static guint
get_16 (const guint8 *bytes)
{
  return bytes[0] | (guint) bytes[1] << 8;
}

/* Little endian; of 2 or 4 bytes. */
static void
add_to (guint8 *bytes, guint n_bytes, guint32 more)
{
  for (guint i = 0; i < n_bytes; i++)
    {
      more += bytes[i];
      bytes[i] = more & 0xFF;
      more >>= 8;
    }
}

/* All is farther from the beginning than libarchive knows, and there is one entry more. */
static gboolean
write_directory (PasarPackage *self, GError **error)
{
  guint8 *at = self->directory->data;
  const guint8 *const last = at + self->directory->len - END_SIZE;

  while (at < last && memcmp (at, SIGNATURE_OF_ENTRY, strlen (SIGNATURE_OF_ENTRY)) == 0)
    {
      add_to (at + OFFSET, 4, FIRST_ENTRY_SIZE);
      at += ENTRY_SIZE + get_16 (at + LENGTHS) + get_16 (at + LENGTHS + 2)
            + get_16 (at + LENGTHS + 4);
    }
  /* There are larger directories, of archives that are too large. */
  if (at != last)
    return pasar_writer_set_too_large (error);
  add_to (at + END_N_HERE, 2, 1);
  add_to (at + END_N, 2, 1);
  add_to (at + END_LENGTH, 4, FIRST_IN_DIRECTORY_SIZE);
  add_to (at + END_OFFSET, 4, FIRST_ENTRY_SIZE);
  return g_output_stream_write_all (self->out,
                                    first_in_directory,
                                    FIRST_IN_DIRECTORY_SIZE,
                                    NULL,
                                    self->cancellable,
                                    error)
         && g_output_stream_write_all (self->out,
                                       self->directory->data,
                                       self->directory->len,
                                       NULL,
                                       self->cancellable,
                                       error);
}

/**
 * pasar_package_finish:
 * @self: a package, all parts of which are written
 * @error: return location
 *
 * Ends the last part, and writes the directory.
 *
 * Returns: whether all is written
 */
gboolean
pasar_package_finish (PasarPackage *self, GError **error)
{
  if (!check (self, archive_write_finish_entry (self->archive) == ARCHIVE_OK, error))
    return FALSE;
  self->directory = g_byte_array_new ();
  return check (self, archive_write_close (self->archive) == ARCHIVE_OK, error)
         && write_directory (self, error);
}
