/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Looks for callbacks that hold the main loop for longer than a frame. It counts the processor's
 * time of the calling thread, not the clock's, so that a busy machine makes no callback long. */

G_BEGIN_DECLS

/* The longest that a callback may take. */
#define WATCHDOG_FRAME_MS 16

/* One dispatch of a source that took longer. */
typedef struct
{
  char *source; /* its name, as GLib or who made it has it */
  guint ms;     /* at least so long */
  char *trace;  /* where it was when a frame was over, a function a line */
} WatchdogCallback;

/* From now on, for the thread that calls it; one thread of a process at a time. */
void watchdog_start (void);
/* Transfer full, element-type WatchdogCallback: what was too long since. */
GPtrArray *watchdog_stop (void);

G_END_DECLS
