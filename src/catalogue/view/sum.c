/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/view/sum.h"

#include "catalogue/values/change.h"
#include "catalogue/view/view-private.h"

/* How many cells are gone through before the clock is asked. */
#define STRIDE 1024

typedef __int128 Big;

typedef struct
{
  guint position;
  guint n;
} Span;

typedef struct
{
  PasarColumn column;
  PasarColumn shop_column; /* PASAR_COLUMN_NONE: there is none */
  GArray *spans;           /* (owned) Span */
  guint8 *taken;           /* (owned) a bit for each row: a model may be meant by its item, too */
  guint n_rows;
  guint n_values;
  Big sum;
  gint64 lowest;
  gint64 highest;
  gint64 lowest_change; /* PASAR_NO_VALUE: none is known */
  gint64 highest_change;
} ColumnSum;

struct _PasarSumming
{
  PasarView *view;    /* (owned) */
  GPtrArray *columns; /* (owned) ColumnSum */
  PasarFilterPass pass;
  guint column;
  guint span;
  guint done; /* of the span */
};

static void
column_sum_free (gpointer data)
{
  ColumnSum *self = data;

  g_array_unref (self->spans);
  g_free (self->taken);
  g_free (self);
}

/**
 * pasar_summing_new:
 * @view: what the cells are of
 *
 * To be told of cells by [method@Summing.add].
 *
 * Returns: (transfer full): a sum of nothing
 */
PasarSumming *
pasar_summing_new (PasarView *view)
{
  PasarSumming *self = g_new0 (PasarSumming, 1);

  self->view = g_object_ref (view);
  self->columns = g_ptr_array_new_with_free_func (column_sum_free);
  pasar_filter_pass_init (&self->pass, &view->shown.filter, view->catalogue);
  return self;
}

/**
 * pasar_summing_free:
 * @self: (transfer full): a sum
 *
 * It need not be done.
 */
void
pasar_summing_free (PasarSumming *self)
{
  g_ptr_array_unref (self->columns);
  g_object_unref (self->view);
  g_free (self);
}

static ColumnSum *
find_column (PasarSumming *self, PasarColumn column)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      ColumnSum *sum = self->columns->pdata[i];

      if (sum->column == column)
        return sum;
    }
  return NULL;
}

static ColumnSum *
add_column (PasarSumming *self, PasarColumn column)
{
  ColumnSum *sum = g_new0 (ColumnSum, 1);

  sum->column = column;
  sum->shop_column = column == PASAR_COLUMN_PRICE   ? PASAR_COLUMN_SHOP_PRICE
                     : column == PASAR_COLUMN_STOCK ? PASAR_COLUMN_SHOP_STOCK
                                                    : PASAR_COLUMN_NONE;
  sum->spans = g_array_new (FALSE, FALSE, sizeof (Span));
  sum->taken = g_new0 (guint8, self->view->catalogue->rows.n / 8 + 1);
  sum->lowest = G_MAXINT64;
  sum->highest = PASAR_NO_VALUE;
  sum->lowest_change = sum->highest_change = PASAR_NO_VALUE;
  g_ptr_array_add (self->columns, sum);
  return sum;
}

/**
 * pasar_summing_add:
 * @self: a sum that has not been run
 * @column: a column
 * @position: a place in the list
 * @n: how many rows from there on; what is past the end is left out
 *
 * Adds cells. An item with models stands for those of its models that an edit of it reaches; what
 * is added twice counts once.
 */
void
pasar_summing_add (PasarSumming *self, PasarColumn column, guint position, guint n)
{
  ColumnSum *sum = find_column (self, column);
  const Span span = { position, MIN (n, self->view->n_rows - MIN (position, self->view->n_rows)) };

  if (sum == NULL)
    sum = add_column (self, column);
  g_array_append_val (sum->spans, span);
}

static void
add_change (ColumnSum *self, gint64 change)
{
  if (change == PASAR_NO_VALUE)
    return;
  if (self->lowest_change == PASAR_NO_VALUE || change < self->lowest_change)
    self->lowest_change = change;
  self->highest_change = MAX (self->highest_change, change);
}

static gint64
read_shop (const ColumnSum *self, PasarCatalogue *catalogue, guint row)
{
  return pasar_column_is_location (self->column)
             ? pasar_locations_read_shop (catalogue, row, self->column - PASAR_COLUMN_LOCATION)
             : pasar_catalogue_read_number (catalogue, row, self->shop_column);
}

static void
add_value (ColumnSum *self, PasarCatalogue *catalogue, guint row)
{
  const guint8 bit = (guint8) (1 << row % 8);
  gint64 value;

  if ((self->taken[row / 8] & bit) != 0)
    return;
  self->taken[row / 8] |= bit;
  self->n_rows++;
  value = pasar_catalogue_read_number (catalogue, row, self->column);
  if (value == PASAR_NO_VALUE)
    return;
  self->n_values++;
  self->sum += value;
  self->lowest = MIN (self->lowest, value);
  self->highest = MAX (self->highest, value);
  add_change (self, pasar_change_get (read_shop (self, catalogue, row), value));
}

static void
add_row (PasarSumming *self, ColumnSum *sum, guint row)
{
  PasarCatalogue *catalogue = self->view->catalogue;
  gboolean is_folded;

  if (pasar_catalogue_is_editable (catalogue, row))
    {
      add_value (sum, catalogue, row);
      return;
    }
  if (!pasar_catalogue_is_header (catalogue, row))
    return;

  is_folded = pasar_view_get_folded (self->view, row);
  pasar_filter_pass_enter (&self->pass, catalogue->rows.item[row]);
  for (guint i = row + 1; i < row + pasar_catalogue_get_n_rows_of (catalogue, row); i++)
    {
      if (is_folded ? pasar_filter_pass_matches (&self->pass, i)
                    : pasar_view_find_row (self->view, i) != PASAR_NO_ROW)
        add_value (sum, catalogue, i);
    }
}

/**
 * pasar_summing_run:
 * @self: a sum
 * @deadline: of the monotonic clock, in microseconds; %G_MAXINT64: however long it takes
 *
 * Goes on until the deadline.
 *
 * Returns: %TRUE when all is added
 */
gboolean
pasar_summing_run (PasarSumming *self, gint64 deadline)
{
  while (self->column < self->columns->len)
    {
      ColumnSum *sum = self->columns->pdata[self->column];
      const Span *span = &g_array_index (sum->spans, Span, self->span);
      const guint end = MIN (span->n, self->done + STRIDE);

      for (; self->done < end; self->done++)
        add_row (self, sum, pasar_view_get_row (self->view, span->position + self->done));
      if (end == span->n)
        {
          self->done = 0;
          self->span++;
        }
      if (self->span == sum->spans->len)
        {
          self->span = 0;
          self->column++;
        }
      if (deadline != G_MAXINT64 && g_get_monotonic_time () >= deadline)
        break;
    }
  return self->column == self->columns->len;
}

static gint64
to_value (Big number)
{
  return number > G_MININT64 && number <= G_MAXINT64 ? (gint64) number : PASAR_NO_VALUE;
}

static gint64
get_average (const ColumnSum *self)
{
  const Big half = self->sum < 0 ? -(Big) (self->n_values / 2) : (Big) (self->n_values / 2);

  return to_value ((self->sum + half) / self->n_values);
}

/**
 * pasar_summing_get:
 * @self: a sum that is done
 * @column: a column of which cells were added
 *
 * May be asked before it is done, too, for what was added until now.
 *
 * Returns: what they come to
 */
PasarSum
pasar_summing_get (PasarSumming *self, PasarColumn column)
{
  const ColumnSum *sum = find_column (self, column);

  if (sum == NULL || sum->n_values == 0)
    return (PasarSum){
      sum != NULL ? sum->n_rows : 0,
      0,
      PASAR_NO_VALUE,
      PASAR_NO_VALUE,
      PASAR_NO_VALUE,
      PASAR_NO_VALUE,
      PASAR_NO_VALUE,
      PASAR_NO_VALUE,
    };
  return (PasarSum){
    .n_rows = sum->n_rows,
    .n_values = sum->n_values,
    .sum = to_value (sum->sum),
    .average = get_average (sum),
    .lowest = sum->lowest,
    .highest = sum->highest,
    .lowest_change = sum->lowest_change,
    .highest_change = sum->highest_change,
  };
}
