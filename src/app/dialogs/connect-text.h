/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/accounts/accounts.h"

G_BEGIN_DECLS

/* What the dialog that connects a shop says of what was entered, and of how it ended. */

gboolean pasar_connect_read_id (const char *text, gint64 *id);
const char *pasar_connect_find_id_problem (const char *text);
const char *pasar_connect_find_key_problem (const char *text);
char *pasar_connect_dup_key_hint (const char *text);
const char *pasar_connect_find_redirect_problem (const char *text);
char *pasar_connect_dup_failure (const GError *error, gboolean is_pair_kept);
char *pasar_connect_dup_result (GPtrArray *connected, guint n_missed);

G_END_DECLS
