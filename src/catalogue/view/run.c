/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/view/run.h"

#include "catalogue/view/view-private.h"

/* How the cells of one column are asked, a million of them in one go: without their values. */
typedef struct
{
  PasarCatalogue *catalogue;
  const PasarColumnInfo *info;
  gboolean is_flat;
  const PasarNumbers *numbers; /* (nullable): where their own values are */
  const PasarNumbers *over;    /* (nullable): what stands before these */
} Cells;

static Cells
begin (PasarView *view, const PasarColumnInfo *info)
{
  Cells self = { view->catalogue, info, view->shown.flat };

  pasar_catalogue_find_numbers (view->catalogue, info->column, &self.numbers, &self.over);
  return self;
}

static gboolean
is_value_empty (const Cells *self, guint row)
{
  const PasarColumnValue value =
      pasar_catalogue_read_value (self->catalogue, row, self->info->column);

  if (self->info->type == PASAR_COLUMN_TEXT)
    return *value.text == '\0';
  return pasar_field_is_yes_no (self->info->field) ? value.number_max <= 0
                                                   : value.number == PASAR_NO_VALUE;
}

static gboolean
is_empty (const Cells *self, guint row)
{
  const PasarRows *rows = &self->catalogue->rows;
  const guint flags = rows->flags[row];
  const gboolean is_model = (flags & PASAR_ROW_MODEL) != 0;

  if ((flags & PASAR_ROW_DEAD) != 0)
    return TRUE;
  if (self->numbers != NULL && (flags & PASAR_ROW_HEADER) == 0)
    return self->numbers->small[row] == PASAR_SMALL_NONE
           && (self->over == NULL || self->over->small[row] == PASAR_SMALL_NONE);
  /* The empty text is the first of all. */
  switch ((int) self->info->column)
    {
    case PASAR_COLUMN_NAME:
      return is_model && !self->is_flat ? rows->variation[row] == 0
                                        : pasar_catalogue_item_of (self->catalogue, row)->name == 0;
    case PASAR_COLUMN_SKU:
      return is_model ? rows->sku[row] == 0
                      : pasar_catalogue_item_of (self->catalogue, row)->sku == 0;
    case PASAR_COLUMN_STATUS:
    case PASAR_COLUMN_ITEM_ID:
      return FALSE;
    default:
      return is_value_empty (self, row);
    }
}

/**
 * pasar_view_is_empty:
 * @self: a view
 * @position: a place in the list
 * @column: a column that there is
 *
 * As the cell would be seen, without making its text.
 *
 * Returns: whether the cell shows nothing
 */
gboolean
pasar_view_is_empty (PasarView *self, guint position, PasarColumn column)
{
  const PasarColumnInfo *info = pasar_catalogue_get_column (self->catalogue, column);
  Cells cells;

  g_return_val_if_fail (position < self->n_rows && info != NULL, TRUE);

  cells = begin (self, info);
  return is_empty (&cells, self->rows[position]);
}

/**
 * pasar_view_find_run_end:
 * @self: a view
 * @position: a place in the list
 * @end: another one, before or after it
 * @column: a column that there is
 *
 * Goes over a million rows in some 10 ms where the column has numbers.
 *
 * Returns: the last place on the way up to which the cells of the column show nothing, or all of
 * them something
 */
guint
pasar_view_find_run_end (PasarView *self, guint position, guint end, PasarColumn column)
{
  const PasarColumnInfo *info = pasar_catalogue_get_column (self->catalogue, column);
  const guint step = position < end ? 1 : G_MAXUINT;
  gboolean is_first_empty;
  Cells cells;

  g_return_val_if_fail (position < self->n_rows && end < self->n_rows && info != NULL, position);

  cells = begin (self, info);
  is_first_empty = is_empty (&cells, self->rows[position]);
  while (position != end && is_empty (&cells, self->rows[position + step]) == is_first_empty)
    position += step;
  return position;
}
