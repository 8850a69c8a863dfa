/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sqlite-private.h"

#include <sqlite3.h>

/* What a connection does with its statements. */

G_BEGIN_DECLS

PasarStatement *pasar_statement_new (sqlite3 *db, const char *sql, GError **error);
void pasar_statement_free (PasarStatement *self);
void pasar_statement_take (PasarStatement *self);

G_END_DECLS
