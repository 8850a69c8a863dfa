/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs-fixture.h"

/* A log, and its data file as another program sees and spoils it. */

G_BEGIN_DECLS

void run_sql (const char *path, const char *sql);
/* (transfer full): all rows of all tables, but for times. */
char *dump (const char *path);
/* Between a close and a new start. */
void spoil (World *world, const char *sql);
/* A number out of the data file. */
gint64 query (World *world, const char *sql);
/* Undo or redo of a session that is no world's. */
gboolean move (PasarSession *session, gboolean is_redo, GError **error);
/* Ten steps on one price: 2001 to 2010. */
World *new_stepped_world (void);

G_END_DECLS
