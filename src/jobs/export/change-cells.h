/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/catalogue.h"
#include "jobs/export/table-job.h"
#include "store/store.h"

G_BEGIN_DECLS

/**
 * PASAR_N_CHANGE_CELLS:
 *
 * How many cells a change has in a table.
 */
#define PASAR_N_CHANGE_CELLS 12

/**
 * PasarChangeCells:
 * @key: what was changed
 * @name: (nullable): of the item
 * @variation: (nullable): of the model
 * @sku: (nullable): the seller's code
 * @field: price or stock
 * @location_id: (nullable): where
 * @old_value: before, %PASAR_NO_VALUE unknown
 * @new_value: that was to be set
 * @outcome: what became of it, in words
 * @reason: (nullable): why
 * @request_id: (nullable): by what the server knows the request
 *
 * A change as it stands in a table.
 */
typedef struct
{
  PasarRowKey key;
  const char *name;
  const char *variation;
  const char *sku;
  PasarField field;
  const char *location_id;
  gint64 old_value;
  gint64 new_value;
  const char *outcome;
  const char *reason;
  const char *request_id;
} PasarChangeCells;

void pasar_change_cells_add_columns (PasarTableColumn *columns);
void pasar_change_cells_fill (const PasarChangeCells *self,
                              PasarTableJob *job,
                              PasarCatalogue *catalogue,
                              PasarTextCell *cells);
PasarTextCell pasar_change_cells_make_text (PasarTableJob *job, const char *text);
PasarTextCell pasar_change_cells_make_id (PasarTableJob *job, gint64 id);

G_END_DECLS
