/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PasarZipWriter:
 *
 * A ZIP archive that is written from its beginning to its end, without going back: to any stream,
 * with the memory of its buffers alone. Up to 4 GiB and 65,535 entries.
 */
typedef struct _PasarZipWriter PasarZipWriter;

/**
 * PasarZipEntry:
 *
 * One of the files in it, while it is written.
 */
typedef struct _PasarZipEntry PasarZipEntry;

PasarZipWriter *pasar_zip_writer_new (GOutputStream *out, GCancellable *cancellable);
void pasar_zip_writer_free (PasarZipWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarZipWriter, pasar_zip_writer_free)

gboolean pasar_zip_writer_add_stored (PasarZipWriter *self,
                                      const char *name,
                                      const char *text,
                                      GError **error);
gboolean
pasar_zip_writer_add (PasarZipWriter *self, const char *name, const char *text, GError **error);
PasarZipEntry *pasar_zip_writer_begin (PasarZipWriter *self, const char *name, GError **error);
PasarZipEntry *pasar_zip_writer_begin_aside (PasarZipWriter *self, const char *name);
gboolean
pasar_zip_entry_write (PasarZipEntry *self, const char *bytes, gsize length, GError **error);
gboolean pasar_zip_writer_end (PasarZipWriter *self, PasarZipEntry *entry, GError **error);
gboolean pasar_zip_writer_finish (PasarZipWriter *self, GError **error);

void pasar_zip_entry_free (PasarZipEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarZipEntry, pasar_zip_entry_free)

G_END_DECLS
