/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/new-file-private.h"

#include <errno.h>
#include <gio/gfiledescriptorbased.h>
#include <glib/gstdio.h>
#include <stdlib.h>

/* How often a name is tried that no file has. */
#define NAMES_MAX 64

struct _PasarNewFile
{
  GFile *target;             /* (owned) */
  GFile *file;               /* (owned) (nullable): beside it, until it takes its name */
  GFileOutputStream *stream; /* (owned) (nullable) */
};

/* The file that a link leads to: it is to be replaced, not the link. */
static GFile *
resolve (GFile *file)
{
  const char *path = g_file_peek_path (file);
  char *real = path != NULL ? realpath (path, NULL) : NULL;
  GFile *target = real != NULL ? g_file_new_for_path (real) : g_object_ref (file);

  free (real);
  return target;
}

/* What there is under the name may be replaced. mode: (out): its permissions; 0: there are none. */
static gboolean
check_target (GFile *target, guint32 *mode, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GFileInfo) info =
      g_file_query_info (target,
                         G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_ACCESS_CAN_WRITE
                                                        "," G_FILE_ATTRIBUTE_UNIX_MODE,
                         G_FILE_QUERY_INFO_NONE,
                         cancellable,
                         &local_error);

  *mode = 0;
  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return TRUE;
  if (info == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY, g_strerror (EISDIR));
      return FALSE;
    }
  if (g_file_info_has_attribute (info, G_FILE_ATTRIBUTE_ACCESS_CAN_WRITE)
      && !g_file_info_get_attribute_boolean (info, G_FILE_ATTRIBUTE_ACCESS_CAN_WRITE))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, g_strerror (EACCES));
      return FALSE;
    }
  *mode = g_file_info_get_attribute_uint32 (info, G_FILE_ATTRIBUTE_UNIX_MODE);
  return TRUE;
}

/* Under a name that no file has. */
static gboolean
create_beside (PasarNewFile *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) folder = g_file_get_parent (self->target);

  for (guint i = 1; i <= NAMES_MAX; i++)
    {
      g_autofree char *name = g_strdup_printf (".pasar-%08x.part", g_random_int ());
      g_autoptr (GFile) file = g_file_get_child (folder, name);
      g_autoptr (GError) local_error = NULL;

      self->stream = g_file_create (file, G_FILE_CREATE_NONE, cancellable, &local_error);
      if (self->stream != NULL)
        {
          self->file = g_steal_pointer (&file);
          return TRUE;
        }
      if (i == NAMES_MAX || !g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_EXISTS))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
    }
  return FALSE;
}

/**
 * pasar_new_file_create:
 * @file: the name that it shall have; a file of this name is replaced
 * @cancellable: (nullable): stops it
 * @error: return location of a %G_IO_ERROR: %G_IO_ERROR_IS_DIRECTORY when the name is that of a
 * folder, %G_IO_ERROR_PERMISSION_DENIED also when the file may not be written
 *
 * Creates a file beside the one that it shall replace. Blocks: for a thread.
 *
 * Returns: (transfer full) (nullable): the file; %NULL with @error
 */
PasarNewFile *
pasar_new_file_create (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (PasarNewFile) self = g_new0 (PasarNewFile, 1);
  guint32 mode;

  self->target = resolve (file);
  if (!check_target (self->target, &mode, cancellable, error)
      || !create_beside (self, cancellable, error))
    return NULL;
  /* Not every file system keeps them. */
  if (mode != 0)
    g_file_set_attribute_uint32 (self->file,
                                 G_FILE_ATTRIBUTE_UNIX_MODE,
                                 mode & 07777,
                                 G_FILE_QUERY_INFO_NONE,
                                 cancellable,
                                 NULL);
  return g_steal_pointer (&self);
}

/**
 * pasar_new_file_get_stream:
 * @self: a new file
 *
 * What is written to it goes to the disk at once: there is no buffer.
 *
 * Returns: (transfer none): what writes it
 */
GOutputStream *
pasar_new_file_get_stream (PasarNewFile *self)
{
  return G_OUTPUT_STREAM (self->stream);
}

/* A name must not come to the disk before the bytes do. */
static gboolean
sync_bytes (PasarNewFile *self, GError **error)
{
  if (!G_IS_FILE_DESCRIPTOR_BASED (self->stream)
      || g_fsync (g_file_descriptor_based_get_fd (G_FILE_DESCRIPTOR_BASED (self->stream))) == 0)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
  return FALSE;
}

/**
 * pasar_new_file_keep:
 * @self: a file, all of which is written
 * @cancellable: (nullable): stops it
 * @error: return location of a %G_IO_ERROR
 *
 * Gives the file its name, when it is on the disk. Blocks: for a thread.
 *
 * Returns: whether it has it
 */
gboolean
pasar_new_file_keep (PasarNewFile *self, GCancellable *cancellable, GError **error)
{
  if (!sync_bytes (self, error)
      || !g_output_stream_close (G_OUTPUT_STREAM (self->stream), cancellable, error)
      || !g_file_move (self->file,
                       self->target,
                       G_FILE_COPY_OVERWRITE | G_FILE_COPY_NO_FALLBACK_FOR_MOVE,
                       cancellable,
                       NULL,
                       NULL,
                       error))
    return FALSE;
  g_clear_object (&self->file);
  return TRUE;
}

/**
 * pasar_new_file_free:
 * @self: (transfer full) (nullable): a new file
 *
 * Removes what was not kept.
 */
void
pasar_new_file_free (PasarNewFile *self)
{
  if (self == NULL)
    return;
  if (self->stream != NULL)
    g_output_stream_close (G_OUTPUT_STREAM (self->stream), NULL, NULL);
  if (self->file != NULL)
    g_file_delete (self->file, NULL, NULL);
  g_clear_object (&self->stream);
  g_clear_object (&self->file);
  g_clear_object (&self->target);
  g_free (self);
}
