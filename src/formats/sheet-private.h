/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/table-private.h"

G_BEGIN_DECLS

/* A table that grows by the rows of a sheet, which may have their cells anywhere. What a sheet does
 * not hold costs nothing, however far its cells are from one another. */
typedef struct
{
  PasarTableBuilder table;
  GStringChunk *texts;
  gsize n_bytes;
  guint max_rows; /* 0: all */
  const char **row;
  guint8 *types;
  guint width; /* up to the last cell of the row */
  guint n_unvalued;
  gboolean is_cut;
} PasarSheetBuilder;

void pasar_sheet_builder_init (PasarSheetBuilder *self, guint max_rows);
void pasar_sheet_builder_clear (PasarSheetBuilder *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PasarSheetBuilder, pasar_sheet_builder_clear)
/* Keeps a text as long as the table; NULL with an error when there are too many. */
const char *
pasar_sheet_builder_keep (PasarSheetBuilder *self, const char *text, gsize length, GError **error);
/* column: from 0; text: kept already, or static. */
gboolean pasar_sheet_builder_set (PasarSheetBuilder *self,
                                  guint64 column,
                                  const char *text,
                                  PasarCellType type,
                                  GError **error);
/* number: from 1; n_times: how many such rows there are. */
gboolean pasar_sheet_builder_end_row (PasarSheetBuilder *self,
                                      guint64 number,
                                      guint64 n_times,
                                      gboolean is_hidden,
                                      GError **error);
PasarTextTable *pasar_sheet_builder_finish (PasarSheetBuilder *self, GError **error);

/* A text that grows by what the parser calls, as long as a cell's may be. */
gboolean pasar_cell_text_append (GString *text, const char *piece, gsize length, GError **error);

G_END_DECLS
