/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/source-private.h"

#include "formats/file.h"
#include "formats/table-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PIECE (256 * 1024)

struct _PasarSource
{
  int fd;        /* -1: of bytes */
  GBytes *bytes; /* (nullable) */
  gsize size;
};

static gboolean
check_size (guint64 size, GError **error)
{
  if (size <= PASAR_TABLE_FILE_BYTES_MAX)
    return TRUE;
  return pasar_set_too_large (error,
                              _ ("The file is too large to be read. Save it in several parts."));
}

static PasarSource *
fail_with_errno (GError **error)
{
  const int code = errno;

  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (code), g_strerror (code));
  return NULL;
}

PasarSource *
pasar_source_open (const char *path, GError **error)
{
  g_autoptr (PasarSource) self = NULL;
  struct stat status;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_new0 (PasarSource, 1);
  /* A pipe is not waited for. */
  self->fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (self->fd < 0 || fstat (self->fd, &status) != 0)
    return fail_with_errno (error);
  if (!S_ISREG (status.st_mode))
    {
      errno = S_ISDIR (status.st_mode) ? EISDIR : EINVAL;
      return fail_with_errno (error);
    }
  if (!check_size ((guint64) status.st_size, error))
    return NULL;
  self->size = (gsize) status.st_size;
  return g_steal_pointer (&self);
}

PasarSource *
pasar_source_new_bytes (GBytes *bytes, GError **error)
{
  PasarSource *self;

  g_return_val_if_fail (bytes != NULL, NULL);

  if (!check_size (g_bytes_get_size (bytes), error))
    return NULL;
  self = g_new0 (PasarSource, 1);
  self->fd = -1;
  self->bytes = g_bytes_ref (bytes);
  self->size = g_bytes_get_size (bytes);
  return self;
}

void
pasar_source_free (PasarSource *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0)
    close (self->fd);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

gsize
pasar_source_get_size (const PasarSource *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->size;
}

static gssize
read_fd (const PasarSource *self, gsize offset, gpointer buffer, gsize length, GError **error)
{
  gsize done = 0;

  while (done < length)
    {
      const gssize n =
          pread (self->fd, (char *) buffer + done, length - done, (off_t) (offset + done));

      if (n == 0)
        break;
      if (n > 0)
        done += (gsize) n;
      else if (errno != EINTR)
        {
          fail_with_errno (error);
          return -1;
        }
    }
  return (gssize) done;
}

gssize
pasar_source_read (const PasarSource *self,
                   gsize offset,
                   gpointer buffer,
                   gsize length,
                   GError **error)
{
  g_return_val_if_fail (self != NULL && (buffer != NULL || length == 0), -1);

  if (offset >= self->size)
    return 0;
  length = MIN (length, self->size - offset);
  if (self->fd >= 0)
    return read_fd (self, offset, buffer, length, error);
  memcpy (buffer, (const char *) g_bytes_get_data (self->bytes, NULL) + offset, length);
  return (gssize) length;
}

GBytes *
pasar_source_load (const PasarSource *self, GCancellable *cancellable, GError **error)
{
  g_autofree char *all = NULL;
  gsize done = 0;
  gssize n;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->bytes != NULL)
    return g_bytes_ref (self->bytes);
  all = g_malloc (self->size);
  do
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      n = pasar_source_read (self, done, all + done, MIN (PIECE, self->size - done), error);
      if (n < 0)
        return NULL;
      done += (gsize) n;
    }
  while (n > 0);
  return g_bytes_new_take (g_steal_pointer (&all), done);
}
