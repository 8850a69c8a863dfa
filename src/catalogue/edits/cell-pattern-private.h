/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/edits/private.h"
#include "catalogue/table/column.h"
#include "catalogue/values/pattern.h"

G_BEGIN_DECLS

/* A pattern, ready to be asked of the values of one column: a text of texts; of a number what it
 * looks like when it is typed, without grouping, or the same number written in another way. format:
 * (nullable) how the user writes numbers; NULL: as in the locale. */
typedef struct _PasarCellPattern PasarCellPattern;

PasarCellPattern *pasar_cell_pattern_new (PasarPattern *pattern,
                                          PasarCatalogue *catalogue,
                                          const PasarColumnInfo *info,
                                          const PasarNumberFormat *format);
void pasar_cell_pattern_free (PasarCellPattern *self);
gboolean pasar_cell_pattern_matches (const PasarCellPattern *self, PasarColumnValue value);
/* (transfer full) (nullable): NULL where it does not match. */
char *pasar_cell_pattern_replace (const PasarCellPattern *self,
                                  PasarColumnValue value,
                                  const char *replacement);

G_END_DECLS
