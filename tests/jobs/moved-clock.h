/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The clocks of this program are those of the system, moved. */

G_BEGIN_DECLS

/* The clock of the wall is so many seconds ahead. */
void clock_set (gint64 secs);
/* The computer slept; then the monotonic clock stood still. */
void clock_sleep (gint64 secs);
/* All is right again. */
void clock_set_right (void);

G_END_DECLS
