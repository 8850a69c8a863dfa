/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/table.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The bytes that a file is read from. Several threads may read at a time. */
typedef struct _PasarSource PasarSource;

/* NULL with a PASAR_FORMAT_ERROR when it is too large, or a G_IO_ERROR. */
PasarSource *pasar_source_open (const char *path, GError **error);
PasarSource *pasar_source_new_bytes (GBytes *bytes, GError **error);
void pasar_source_free (PasarSource *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarSource, pasar_source_free)

gsize pasar_source_get_size (const PasarSource *self);
/* How many bytes were read, less than length only at the end; -1 with a G_IO_ERROR. */
gssize pasar_source_read (const PasarSource *self,
                          gsize offset,
                          gpointer buffer,
                          gsize length,
                          GError **error);
GBytes *pasar_source_load (const PasarSource *self, GCancellable *cancellable, GError **error);

G_END_DECLS
