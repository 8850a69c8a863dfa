/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session-world.h"

/* What comes from the shop, at random: into the session, and into the model. */

G_BEGIN_DECLS

/* Both are among the numbers. */
gint64 rand_in (int first, int last);
/* Of a few, so that what is staged and what the shop has are often the same. */
gint64 rand_value (gint64 field);

void sessions_refresh (Sessions *self);
void sessions_settle (Sessions *self);

G_END_DECLS
