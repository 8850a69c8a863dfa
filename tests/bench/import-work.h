/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/window-private.h"

G_BEGIN_DECLS

/* A workbook with a price for each row of the open shop is imported: prints how long it takes until
 * it is known what it comes to, and from the button until the prices are painted, the memory over
 * that of the window, and which callbacks held the main loop for longer than a frame meanwhile. */
void bench_import_work (PasarWindow *window);

G_END_DECLS
