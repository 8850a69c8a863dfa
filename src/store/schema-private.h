/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sqlite-private.h"

/* The tables, and how a file of any earlier version becomes one of today. */

G_BEGIN_DECLS

/* What marks a file as Pasar's in its header ("PASR"). */
#define PASAR_SCHEMA_APPLICATION_ID 0x50415352

const char *const *pasar_schema_get_steps (guint *n_steps);
guint pasar_schema_get_version (PasarSqlite *db, guint n_steps);
gboolean pasar_schema_migrate (PasarSqlite *db,
                               const char *path,
                               const char *const *steps,
                               guint n_steps,
                               GError **error);

G_END_DECLS
