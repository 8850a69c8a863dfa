/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PasarSliceFunc:
 * @work: what is worked at
 * @deadline: when to stop for now, by the monotonic clock
 *
 * Goes on with a work that can be left at any time.
 *
 * Returns: whether all is done
 */
typedef gboolean (*PasarSliceFunc) (gpointer work, gint64 deadline);

void pasar_slices_run_async (PasarSliceFunc func,
                             gpointer work,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean pasar_slices_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS
