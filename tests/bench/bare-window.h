/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The least program that shows so many rows in a window of libadwaita: the yardstick of how Pasar
 * starts. */

G_BEGIN_DECLS

/* Prints when the rows are painted and what that took, and ends. started_us: of the monotonic
 * clock. */
int bench_run_bare_window (guint n_rows, gint64 started_us);

G_END_DECLS
