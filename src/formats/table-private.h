/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/table.h"

G_BEGIN_DECLS

/* A table that grows cell by cell; then all is turned into one that is as wide everywhere. */
typedef struct
{
  GArray *cells;    /* const char *; row by row, as wide as each one is */
  GArray *row_ends; /* guint: in the cells */
  guint n_columns;
} PasarTableBuilder;

void pasar_table_builder_init (PasarTableBuilder *self);
void pasar_table_builder_clear (PasarTableBuilder *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PasarTableBuilder, pasar_table_builder_clear)
/* text: stays where it is. FALSE with an error when there are too many. */
gboolean pasar_table_builder_add_cell (PasarTableBuilder *self, const char *text, GError **error);
gboolean pasar_table_builder_end_row (PasarTableBuilder *self, GError **error);
/* texts: (transfer full): what owns the cells; freed when it fails, too. */
PasarTextTable *pasar_table_builder_finish (PasarTableBuilder *self,
                                            gpointer texts,
                                            GDestroyNotify free_texts,
                                            GError **error);

/* The text that bytes are, as valid UTF-8 without a byte order mark and NUL-terminated; of UTF-16
 * where they begin with its mark. */
char *pasar_text_decode (const char *bytes, gsize length, gsize *text_length, GError **error);

G_END_DECLS
