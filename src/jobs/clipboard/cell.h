/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/view/cell.h"
#include "formats/table.h"

G_BEGIN_DECLS

/**
 * PasarCellText:
 *
 * Where the texts of a cell are made up for other programs.
 */
typedef struct
{
  /*< private >*/
  PasarCellInfo info;
  char text[64];
  char number[64];
} PasarCellText;

PasarTextCell pasar_cell_text_read (PasarCellText *self,
                                    PasarCatalogue *catalogue,
                                    guint row,
                                    PasarColumn column,
                                    gboolean flat);

G_END_DECLS
