/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/table/columns-private.h"

#include <string.h>

#define MIN_CAPACITY 64
/* Rows that are made empty at a time. */
#define N_EMPTY 256

/* Every column with the size of its values, so that growing and freeing cannot forget one. */
#define N_NUMBERS (3 + 3 * PASAR_N_FIELDS)
#define N_COLUMNS (11 + PASAR_N_FIELDS + N_NUMBERS)
typedef struct
{
  gpointer *array;
  gsize size;
  PasarNumbers *numbers; /* (nullable): the column is the small ones of these */
} Column;

#define COLUMN(name)  ((Column){ (gpointer *) &self->name, sizeof *self->name, NULL })
#define NUMBERS(name) ((Column){ (gpointer *) &self->name.small, sizeof (gint32), &self->name })

static void
list_columns (PasarRows *self, Column columns[N_COLUMNS])
{
  guint n = 0;

  columns[n++] = COLUMN (item);
  columns[n++] = COLUMN (model_id);
  for (guint field = 0; field < PASAR_N_FIELDS; field++)
    {
      columns[n++] = NUMBERS (value[field]);
      columns[n++] = NUMBERS (staged[field]);
      columns[n++] = NUMBERS (base[field]);
      columns[n++] = COLUMN (rule[field]);
    }
  columns[n++] = NUMBERS (current_price);
  columns[n++] = NUMBERS (reserved);
  columns[n++] = NUMBERS (shopee_stock);
  columns[n++] = COLUMN (variation);
  columns[n++] = COLUMN (sku);
  columns[n++] = COLUMN (barcode);
  columns[n++] = COLUMN (folded_variation);
  columns[n++] = COLUMN (folded_sku);
  columns[n++] = COLUMN (location);
  columns[n++] = COLUMN (n_locations);
  columns[n++] = COLUMN (flags);
  columns[n++] = COLUMN (lock);
  g_assert (n == N_COLUMNS);
}

void
pasar_rows_clear (PasarRows *self)
{
  Column columns[N_COLUMNS];

  list_columns (self, columns);
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      g_clear_pointer (columns[i].array, g_free);
      if (columns[i].numbers != NULL)
        g_clear_pointer (&columns[i].numbers->large, g_hash_table_unref);
    }
  self->n = self->n_empty = self->capacity = 0;
}

static void
set_capacity (PasarRows *self, guint capacity)
{
  Column columns[N_COLUMNS];

  self->capacity = capacity;
  self->n_empty = MIN (self->n_empty, capacity);
  list_columns (self, columns);
  for (guint i = 0; i < N_COLUMNS; i++)
    *columns[i].array = g_realloc_n (*columns[i].array, capacity, columns[i].size);
}

void
pasar_rows_reserve (PasarRows *self, guint n)
{
  if (n > self->capacity)
    set_capacity (self, MAX (MAX (n, MIN_CAPACITY), self->capacity + self->capacity / 2));
}

void
pasar_rows_trim (PasarRows *self)
{
  if (self->capacity > MAX (self->n, MIN_CAPACITY))
    set_capacity (self, MAX (self->n, MIN_CAPACITY));
}

/* Makes the next rows after those that are empty already empty, too. */
static void
add_empty (PasarRows *self)
{
  const guint from = self->n_empty;
  const guint n = MIN (N_EMPTY, self->capacity - from);
  Column columns[N_COLUMNS];

  list_columns (self, columns);
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      if (columns[i].numbers == NULL)
        memset ((guint8 *) *columns[i].array + from * columns[i].size, 0, n * columns[i].size);
      for (guint row = from; columns[i].numbers != NULL && row < from + n; row++)
        columns[i].numbers->small[row] = PASAR_SMALL_NONE;
    }
  self->n_empty += n;
}

/* Adds a row without values. */
guint
pasar_rows_append (PasarRows *self, guint32 item, gint64 model_id, guint flags)
{
  const guint row = self->n;

  pasar_rows_reserve (self, row + 1);
  if (row == self->n_empty)
    add_empty (self);
  self->n++;
  self->item[row] = item;
  self->model_id[row] = model_id;
  self->flags[row] = (guint16) flags;
  return row;
}

void
pasar_rows_copy (PasarRows *self, guint to, const PasarRows *from, guint row)
{
  Column targets[N_COLUMNS];
  Column sources[N_COLUMNS];

  list_columns (self, targets);
  list_columns ((PasarRows *) from, sources);
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      if (targets[i].numbers != NULL)
        pasar_numbers_set (targets[i].numbers, to, pasar_numbers_get (sources[i].numbers, row));
      else
        memcpy ((guint8 *) *targets[i].array + to * targets[i].size,
                (const guint8 *) *sources[i].array + row * sources[i].size,
                targets[i].size);
    }
}

gsize
pasar_rows_get_memory (const PasarRows *self)
{
  Column columns[N_COLUMNS];
  gsize bytes = 0;

  list_columns ((PasarRows *) self, columns);
  for (guint i = 0; i < N_COLUMNS; i++)
    bytes += columns[i].size * self->capacity;
  return bytes;
}
