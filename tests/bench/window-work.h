/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/window-private.h"

G_BEGIN_DECLS

/* What a seller does in an open shop: prints how long each takes until it is painted, and which
 * callbacks held the main loop for longer than a frame meanwhile. */
void bench_window_work (PasarWindow *window);

G_END_DECLS
