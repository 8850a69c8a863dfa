/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PasarNewFile:
 *
 * A file that takes its name when all of it is on the disk: until then, whatever happens, the name
 * has what it had before.
 */
typedef struct _PasarNewFile PasarNewFile;

PasarNewFile *pasar_new_file_create (GFile *file, GCancellable *cancellable, GError **error);
GOutputStream *pasar_new_file_get_stream (PasarNewFile *self);
gboolean pasar_new_file_keep (PasarNewFile *self, GCancellable *cancellable, GError **error);
void pasar_new_file_free (PasarNewFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarNewFile, pasar_new_file_free)

G_END_DECLS
