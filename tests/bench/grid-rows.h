/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* An array of rows, that can be filtered and sorted: what the bare grid and PasarGrid both show. */

G_BEGIN_DECLS

#define GRID_ROWS_COLUMNS 8

typedef struct
{
  guint n_ids;
  guint *prices; /* (array length=n_ids) by id */
  guint *ids;    /* (array length=n) by row */
  guint n;
} GridRows;

GridRows *grid_rows_new (guint n);
void grid_rows_free (GridRows *self);
void grid_rows_read_text (const GridRows *self, guint row, guint column, char *text, gsize size);
gboolean grid_rows_is_number (guint column);
/* Those whose name has the text; "" for all. */
void grid_rows_filter (GridRows *self, const char *text);
void grid_rows_sort (GridRows *self);

G_END_DECLS
