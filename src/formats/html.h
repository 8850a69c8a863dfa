/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/table.h"

G_BEGIN_DECLS

PasarTextTable *pasar_html_read (const char *bytes, gsize length, GError **error);
void pasar_html_begin_table (GString *out);
void
pasar_html_append_row (GString *out, const PasarTextCell *cells, guint n_cells, gboolean is_head);
void pasar_html_end_table (GString *out);

G_END_DECLS
