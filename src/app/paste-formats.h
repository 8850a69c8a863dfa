/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void pasar_paste_formats_wait_async (GdkClipboard *clipboard,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);

G_END_DECLS
