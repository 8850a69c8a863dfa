/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/head.h"

#include "formats/numerals.h"

#include <string.h>

/* Titles, dates and addresses stand over a head; not more than so many rows. */
#define ROWS_TRIED 20
/* So many rows tell what the columns hold. */
#define ROWS_SAMPLED 100

/* A number, a date, or what a workbook says is a value. */
static gboolean
is_value (const PasarTextTable *table, guint row, guint column)
{
  const char *text = pasar_text_table_get_text (table, row, column);

  if (pasar_text_table_get_cell_type (table, row, column) != PASAR_CELL_TEXT)
    return TRUE;
  if (pasar_numeral_is_number (text))
    return TRUE;
  return strpbrk (text, "0123456789") != NULL && text[strspn (text, "0123456789-/.: ")] == '\0';
}

static gboolean
is_filled (const PasarTextTable *table, guint row, guint column)
{
  return *pasar_text_table_get_text (table, row, column) != '\0';
}

static guint
count_filled (const PasarTextTable *table, guint row)
{
  guint n = 0;

  for (guint column = 0; column < table->n_columns; column++)
    n += is_filled (table, row, column);
  return n;
}

static guint
get_sample_end (const PasarTextTable *table, guint row)
{
  return MIN (table->n_rows, row + 1 + ROWS_SAMPLED);
}

/* How many columns are filled in most rows: in half of them there are at least as many. */
static guint
get_usual_filled (const PasarTextTable *table)
{
  const guint end = get_sample_end (table, ROWS_TRIED);
  guint counts[ROWS_SAMPLED + ROWS_TRIED + 1];
  guint n_sampled = 0;
  guint usual = 0;

  for (guint row = 0; row < end; row++)
    counts[n_sampled++] = count_filled (table, row);
  for (guint i = 0; i < n_sampled; i++)
    {
      guint n_more = 0;

      for (guint j = 0; j < n_sampled; j++)
        n_more += counts[j] >= counts[i];
      if (n_more * 2 >= n_sampled)
        usual = MAX (usual, counts[i]);
    }
  return usual;
}

/* Whether a row has a text over each column that is usually filled, and no value. */
static gboolean
may_be_head (const PasarTextTable *table, guint row, guint usual)
{
  const guint n_filled = count_filled (table, row);

  for (guint column = 0; column < table->n_columns; column++)
    {
      if (is_filled (table, row, column) && is_value (table, row, column))
        return FALSE;
    }
  return n_filled > 0 && n_filled * 2 >= usual && (n_filled > 1 || usual == 1);
}

/* Whether most of a column are values below a text. */
static gboolean
has_values_below (const PasarTextTable *table, guint row, guint column)
{
  guint n_filled = 0;
  guint n_values = 0;

  for (guint i = row + 1; i < get_sample_end (table, row); i++)
    {
      n_filled += is_filled (table, i, column);
      n_values += is_filled (table, i, column) && is_value (table, i, column);
    }
  return n_values > 0 && n_values * 2 >= n_filled;
}

static PasarCertainty
judge (const PasarTextTable *table, guint row)
{
  for (guint column = 0; column < table->n_columns; column++)
    {
      if (is_filled (table, row, column) && has_values_below (table, row, column))
        return PASAR_CERTAINTY_CERTAIN;
    }
  return PASAR_CERTAINTY_UNCERTAIN;
}

/**
 * pasar_head_at:
 * @table: a table
 * @row: the row that names the columns; -1: there is none
 *
 * Takes the caller's word for where the head is.
 *
 * Returns: what follows from it
 */
PasarHead
pasar_head_at (const PasarTextTable *table, int row)
{
  PasarHead head = { .row = row, .certainty = PASAR_CERTAINTY_CERTAIN };

  g_return_val_if_fail (table != NULL, head);
  g_return_val_if_fail (row >= -1 && row < (int) table->n_rows, head);

  head.first_row = (guint) (row + 1);
  head.width = table->n_columns;
  while (row >= 0 && head.width > 0 && !is_filled (table, (guint) row, head.width - 1))
    head.width--;
  for (guint i = head.first_row; i < table->n_rows && head.width < table->n_columns; i++)
    {
      gboolean is_wide = FALSE;

      for (guint column = head.width; column < table->n_columns && !is_wide; column++)
        is_wide = is_filled (table, i, column);
      if (is_wide && head.n_wide++ == 0)
        head.first_wide = i;
    }
  return head;
}

/**
 * pasar_head_find:
 * @table: a table
 *
 * Finds the row that names the columns by its form: the first one that is about as wide as the
 * table, and has texts over values. Where there are no values it is not certain.
 *
 * Returns: where the values begin
 */
PasarHead
pasar_head_find (const PasarTextTable *table)
{
  PasarHead head;
  guint usual;

  g_return_val_if_fail (table != NULL, ((PasarHead){ .row = -1 }));

  usual = get_usual_filled (table);
  for (guint row = 0; row < MIN (table->n_rows, ROWS_TRIED); row++)
    {
      if (!may_be_head (table, row, usual))
        continue;
      head = pasar_head_at (table, (int) row);
      head.certainty = judge (table, row);
      return head;
    }
  head = pasar_head_at (table, -1);
  head.certainty = table->n_rows > 0 ? PASAR_CERTAINTY_LIKELY : PASAR_CERTAINTY_NONE;
  return head;
}
