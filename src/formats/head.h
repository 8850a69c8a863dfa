/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/certainty.h"
#include "formats/table.h"

G_BEGIN_DECLS

/**
 * PasarHead:
 * @row: the row that names the columns; -1: there is none
 * @first_row: the first row after it
 * @width: how many columns it names, or the table has where there is none
 * @certainty: how far that can be trusted
 * @n_wide: how many rows have something after these columns: in such a row the cells may have
 * moved, as a separator in a text that nothing quotes moves them
 * @first_wide: the first of these rows
 *
 * Where the values of a table begin.
 */
typedef struct
{
  int row;
  guint first_row;
  guint width;
  PasarCertainty certainty;
  guint n_wide;
  guint first_wide;
} PasarHead;

PasarHead pasar_head_find (const PasarTextTable *table);
PasarHead pasar_head_at (const PasarTextTable *table, int row);

G_END_DECLS
