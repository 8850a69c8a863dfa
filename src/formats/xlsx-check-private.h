/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Whether a file that was written has all of its parts, each of them all of its XML, and the sheet
 * so many cells: FALSE with G_IO_ERROR_NO_SPACE, since that is what has become of it when not. */
gboolean pasar_xlsx_check (int fd, guint64 n_cells, GCancellable *cancellable, GError **error);

G_END_DECLS
