/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/table.h"

G_BEGIN_DECLS

PasarTextTable *
pasar_delimited_read (const char *bytes, gsize length, char separator, GError **error);
char pasar_delimited_find_separator (const char *text);
void pasar_delimited_append_cell (GString *out, const char *text, char separator);
void pasar_delimited_append_protected (GString *out, const char *text, char separator);
const char *pasar_delimited_unprotect (const char *text);
void pasar_tsv_append_row (GString *out, const PasarTextCell *cells, guint n_cells);

G_END_DECLS
