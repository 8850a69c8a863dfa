/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Whether what is done holds up frames. */

G_BEGIN_DECLS

typedef void (*FramesAct) (gpointer data);

typedef struct
{
  const char *name;
  FramesAct act;
} FramesCase;

/* Until there is nothing else to be done. */
void frames_settle (void);
/* Does one after the other, and fails after the last when the main loop was held too long by any;
 * what held it is told. With sanitizers it is only told. */
void frames_assert_short (const FramesCase *cases, guint n_cases, gpointer data);

G_END_DECLS
