/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void pasar_background_ask_async (GAsyncReadyCallback callback, gpointer user_data);
gboolean pasar_background_ask_finish (GAsyncResult *result, GError **error);

G_END_DECLS
