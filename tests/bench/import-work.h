/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/window-private.h"

G_BEGIN_DECLS

/* A file with a price and eleven other columns for each row of the open shop is imported, as CSV
 * and as a workbook: prints how long it takes until its preview is painted, how much that is of
 * what LibreOffice takes for the same file where it is there, and from the button until the prices
 * are painted, the memory over that of the window, and which callbacks held the main loop for
 * longer than a frame. */
void bench_import_work (PasarWindow *window);

G_END_DECLS
