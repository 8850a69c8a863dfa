/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/table.h"

G_BEGIN_DECLS

/* A table that grows cell by cell; then all is turned into one that is as wide everywhere. What few
 * tables have, and what is NULL in those that do not have it, is made when it is first needed. */
typedef struct
{
  GArray *cells;       /* const char *; row by row, as wide as each one is */
  GByteArray *types;   /* (nullable): PasarCellType of each cell */
  GArray *row_ends;    /* guint: in the cells */
  GArray *row_numbers; /* (nullable): guint */
  GByteArray *hidden;  /* (nullable): gboolean by row */
  guint n_columns;
  gboolean is_shuffled; /* a row has a lower number than one before it */
} PasarTableBuilder;

void pasar_table_builder_init (PasarTableBuilder *self);
void pasar_table_builder_clear (PasarTableBuilder *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PasarTableBuilder, pasar_table_builder_clear)
/* text: stays where it is. FALSE with an error when there are too many. */
gboolean pasar_table_builder_add_cell (PasarTableBuilder *self, const char *text, GError **error);
gboolean pasar_table_builder_add_value (PasarTableBuilder *self,
                                        const char *text,
                                        PasarCellType type,
                                        GError **error);
gboolean pasar_table_builder_end_row (PasarTableBuilder *self, GError **error);
/* The same for a row that has its place in a sheet, from 1: rows may be missing before it, and the
 * table has them in the order of their numbers. */
gboolean pasar_table_builder_end_row_at (PasarTableBuilder *self,
                                         guint number,
                                         gboolean is_hidden,
                                         GError **error);
/* texts: (transfer full): what owns the cells; freed when it fails, too. */
PasarTextTable *pasar_table_builder_finish (PasarTableBuilder *self,
                                            gpointer texts,
                                            GDestroyNotify free_texts,
                                            GError **error);

/* Each says why it is not read, and returns FALSE. */
gboolean pasar_set_too_large (GError **error, const char *sentence);
gboolean pasar_set_damaged (GError **error);
gboolean pasar_set_locked (GError **error);
gboolean pasar_set_unsupported (GError **error);

G_END_DECLS
