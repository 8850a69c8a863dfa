/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/computation-private.h"

#include <glib/gi18n-lib.h>

/* A stock for all rows together, at all locations or at one. Each row first gets what promotions
 * have reserved of it, less what it has elsewhere. What is left is spread in proportion to what the
 * rows have beyond that now, evenly where they have nothing: in whole pieces, with the exact sum,
 * the same each time. Rows that the shop does not have any more are left out. */

/* What a row has, and must have at the least; FALSE when it gets nothing. */
static gboolean
get_part (PasarComputation *self, guint row, gint64 *now, gint64 *least)
{
  PasarCatalogue *catalogue = self->catalogue;
  const PasarField field = (PasarField) self->command->field;
  gint64 elsewhere;

  if (!pasar_computation_takes_part (self, row, field))
    return FALSE;
  *now = MAX (pasar_staged_read_effective (catalogue, row, field), 0);
  /* What Shopee holds bears reservations, too (FAQ 59). */
  elsewhere = MAX (pasar_numbers_get (&catalogue->rows.shopee_stock, row), 0);
  if (pasar_field_is_location (field))
    elsewhere += MAX (pasar_catalogue_effective (catalogue, row, PASAR_FIELD_STOCK), 0) - *now;
  *least = MAX (MAX (pasar_numbers_get (&catalogue->rows.reserved, row), 0) - elsewhere, 0);
  return TRUE;
}

void
pasar_computation_add_up (PasarComputation *self, guint row)
{
  PasarSpread *spread = &self->spread;
  gint64 now;
  gint64 least;

  if (!get_part (self, row, &now, &least))
    return;
  spread->n_rows++;
  spread->now += now;
  spread->least += least;
  spread->weights += MAX (now - least, 0);
}

/* What all of them are to have. */
static gboolean
get_total (PasarComputation *self, gint64 *total)
{
  const PasarExpression *expression = self->command->expression;
  const guint *columns;
  guint n;

  columns = pasar_expression_get_columns (expression, &n);
  if (n == 0
      || (n == 1
          && columns[0] == (guint) pasar_column_for_field ((PasarField) self->command->field)))
    return pasar_expression_evaluate (expression, &self->spread.now, total, &self->error);
  g_set_error (&self->error,
               PASAR_INPUT_ERROR,
               PASAR_INPUT_ERROR_NOT_A_NUMBER,
               /* Translators: %s is a formula, e.g. =stock+reserved */
               _ ("“%s” can be computed for each of them only, not for all together."),
               pasar_expression_get_text (expression));
  return FALSE;
}

/* There is no result when there is less to spread than is reserved. */
void
pasar_computation_begin_spread (PasarComputation *self)
{
  PasarSpread *spread = &self->spread;
  gint64 total;

  if (get_total (self, &total) && total < spread->least)
    {
      g_autofree char *text = pasar_money_format (spread->least, 0, NULL);

      g_set_error (&self->error,
                   PASAR_INPUT_ERROR,
                   PASAR_INPUT_ERROR_NEGATIVE,
                   /* Translators: %s is a number of pieces */
                   _ ("Promotions have reserved %s pieces in all, so it cannot be less."),
                   text);
    }
  if (self->error != NULL)
    self->phase = PASAR_PHASE_DONE;
  else
    spread->rest = total - spread->least;
}

/* How much of the rest the rows up to here get. */
static gint64
get_share (const PasarSpread *self)
{
  __extension__ typedef __int128 Wide;

  return (gint64) ((Wide) self->rest * self->weight
                   / (self->weights > 0 ? self->weights : self->n_rows));
}

void
pasar_computation_spread (PasarComputation *self, guint row)
{
  PasarSpread *spread = &self->spread;
  gint64 up_to_here;
  gint64 now;
  gint64 least;

  if (!get_part (self, row, &now, &least))
    return;
  self->computed.n_rows++;
  spread->weight += spread->weights > 0 ? MAX (now - least, 0) : 1;
  up_to_here = get_share (spread);
  pasar_computation_add_edit (self,
                              row,
                              (PasarField) self->command->field,
                              least + up_to_here - spread->given);
  spread->given = up_to_here;
}
