/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PASAR_PACKAGE_TYPE "application/vnd.oasis.opendocument.spreadsheet"

/**
 * PasarPackage:
 *
 * The archive that a spreadsheet of OpenDocument is, written from its beginning to its end to any
 * stream, one part after another.
 */
typedef struct _PasarPackage PasarPackage;

PasarPackage *pasar_package_new (GOutputStream *out, GCancellable *cancellable, GError **error);
void pasar_package_free (PasarPackage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarPackage, pasar_package_free)

gboolean pasar_package_begin_part (PasarPackage *self, const char *name, GError **error);
gboolean pasar_package_write (PasarPackage *self, const char *bytes, gsize length, GError **error);
gboolean pasar_package_finish (PasarPackage *self, GError **error);

G_END_DECLS
