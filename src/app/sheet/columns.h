/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/view/view.h"

G_BEGIN_DECLS

#define PASAR_N_SHEET_COLUMNS (PASAR_COLUMN_UPDATED + 1)

/**
 * PasarSheetColumn:
 * @id: stable name, used in settings and in names of actions
 * @title: marked for translation
 * @is_number: right-aligned, with figures of equal width
 * @width: (pixels) the width before the seller changes it
 * @visible: whether it is shown before the seller chooses
 *
 * A column of the sheet, as data.
 */
typedef struct
{
  PasarColumn column;
  const char *id;
  const char *title;
  gboolean is_number;
  int width;
  gboolean visible;
} PasarSheetColumn;

const PasarSheetColumn *pasar_sheet_column_get (PasarColumn column);
const PasarSheetColumn *pasar_sheet_column_get_nth (guint n);
const PasarSheetColumn *pasar_sheet_column_find (const char *id);
gboolean pasar_sheet_column_get_field (PasarColumn column, PasarField *field);
char *pasar_sheet_column_dup_lock_reason (PasarColumn column, PasarCatalogue *catalogue, guint row);
gboolean pasar_sheet_column_is_new_value (PasarColumn column);

/**
 * PasarCellFlags:
 * How a cell looks, beside its text.
 */
typedef enum
{
  PASAR_CELL_PLAIN = 0,
  PASAR_CELL_NUMBER = 1 << 0,
  PASAR_CELL_HEADER = 1 << 1,
  PASAR_CELL_MODEL = 1 << 2,
  PASAR_CELL_DIM = 1 << 3,
  PASAR_CELL_CHANGED = 1 << 4,
  PASAR_CELL_PROBLEM = 1 << 5,
  PASAR_CELL_LOCKED = 1 << 6,
} PasarCellFlags;

/**
 * PasarCellContent:
 * @text: points into the catalogue or to @buffer; valid until the catalogue's `rows-changed`
 *
 * What one cell shows.
 */
typedef struct
{
  const char *text;
  PasarCellFlags flags;
  char buffer[128];
} PasarCellContent;

void pasar_cell_content_read (PasarCellContent *self,
                              PasarCatalogue *catalogue,
                              guint row,
                              PasarColumn column);
char *pasar_cell_content_dup_label (const PasarCellContent *self,
                                    PasarCatalogue *catalogue,
                                    guint row,
                                    PasarColumn column);

G_END_DECLS
