/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/clipboard.h"

#include <gio/gio.h>

G_BEGIN_DECLS

void pasar_clipboard_read_async (GBytes *text,
                                 GBytes *html,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
PasarTextTable *pasar_clipboard_read_finish (GAsyncResult *result, GError **error);

G_END_DECLS
