/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/import/data.h"

#include <gio/gio.h>

G_BEGIN_DECLS

void pasar_import_find_damaged_async (PasarImportData *data,
                                      const int *keys,
                                      PasarCatalogue *catalogue,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
GBytes *pasar_import_find_damaged_finish (GAsyncResult *result, GError **error);

G_END_DECLS
