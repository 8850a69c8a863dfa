/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/import-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What a row of the table says of a row of the shop. */

/* In any case: a value is to go. */
#define CLEAR "<clear>"

const char *
pasar_import_get_text (const PasarImport *self, guint row, guint column)
{
  return self->table.texts[(gsize) row * self->table.n_columns + column];
}

static gboolean
is_plain (const PasarImport *self, guint row, guint column)
{
  return self->table.plain != NULL
         && self->table.plain[(gsize) row * self->table.n_columns + column];
}

static char
get_decimal_point (const PasarImport *self, guint row, guint column)
{
  return is_plain (self, row, column) ? '.' : self->table.decimal_point;
}

/* After any apostrophes. */
static gboolean
is_clear_word (const char *text)
{
  return g_ascii_strcasecmp (text + strspn (text, "'"), CLEAR) == 0;
}

static gboolean
asks_to_clear (const char *text)
{
  g_autofree char *stripped = NULL;

  if (strchr (text, '<') == NULL)
    return FALSE;
  stripped = pasar_number_strip (text);
  return g_ascii_strcasecmp (stripped, CLEAR) == 0;
}

/**
 * pasar_import_quote:
 * @text: a text of a column of the seller's own
 *
 * Puts an apostrophe before a text that a cell of a file would not mean: the word that clears a
 * value, and that word after apostrophes, of which reading takes one.
 *
 * Returns: (transfer full) (nullable): what means @text in a file; %NULL: @text itself
 */
char *
pasar_import_quote (const char *text)
{
  return is_clear_word (text) ? g_strconcat ("'", text, NULL) : NULL;
}

static PasarImportState
get_failure (const GError *error)
{
  return g_error_matches (error, PASAR_INPUT_ERROR, PASAR_INPUT_ERROR_AMBIGUOUS)
             ? PASAR_IMPORT_UNCLEAR
             : PASAR_IMPORT_UNREADABLE;
}

/* A number of the table, as a value of a column or to compute with. */
static PasarImportState
read_number (PasarImport *self,
             guint table_row,
             guint column,
             const char *text,
             PasarColumn target,
             guint decimals,
             gint64 *number,
             GError **error)
{
  const PasarColumnInfo *info = pasar_catalogue_get_column (self->catalogue, target);
  const gboolean is_money = info->unit == PASAR_UNIT_MONEY;
  GError *failure = NULL;
  PasarImportState state;

  if (pasar_paste_read_number (text,
                               get_decimal_point (self, table_row, column),
                               is_money ? self->catalogue->currency : NULL,
                               decimals,
                               number,
                               &failure))
    return PASAR_IMPORT_CHANGED;
  state = get_failure (failure);
  g_propagate_error (error, failure);
  return state;
}

/* What is no plain number, as it would be pasted. */
static PasarImportState
read_other (PasarImport *self,
            guint table_row,
            const PasarImportInput *input,
            gint64 *to,
            GError **error)
{
  const guint column = (guint) input->column;
  const char *cell = pasar_import_get_text (self, table_row, column);
  const char *text = *cell == '\'' && is_clear_word (cell) ? cell + 1 : cell;
  g_autoptr (PasarExpression) expression = NULL;
  PasarPasteMeaning meaning = { 0 };
  GError *failure = NULL;
  PasarImportState state;

  if (!pasar_paste_read (self->catalogue,
                         input->field,
                         text,
                         get_decimal_point (self, table_row, column),
                         &meaning,
                         &failure))
    {
      state = get_failure (failure);
      g_propagate_error (error, failure);
      return state;
    }
  *to = meaning.amount;
  expression = meaning.expression;
  if (expression == NULL || pasar_expression_get_operation (expression, to) == PASAR_OPERATION_SET)
    return PASAR_IMPORT_CHANGED;
  g_set_error (error,
               PASAR_INPUT_ERROR,
               PASAR_INPUT_ERROR_NOT_A_NUMBER,
               /* Translators: %s is the text of a cell of a file, e.g. +5% */
               _ ("“%s” is to be computed; a cell of a file must be a value."),
               text);
  return PASAR_IMPORT_UNREADABLE;
}

/* A cell of a file is a value; what is to be computed belongs to the mapping. */
static PasarImportState
read_value (PasarImport *self,
            guint table_row,
            const PasarImportInput *input,
            gint64 *to,
            GError **error)
{
  const PasarUnit unit = pasar_catalogue_get_unit (self->catalogue, input->field);
  const guint column = (guint) input->column;
  const char *text = pasar_import_get_text (self, table_row, column);

  if (pasar_number_is_missing (text))
    return PASAR_IMPORT_NOTHING;
  if (asks_to_clear (text))
    {
      *to = PASAR_NO_VALUE;
      return pasar_field_is_local (input->field) ? PASAR_IMPORT_CHANGED : PASAR_IMPORT_NOT_CLEARED;
    }
  if (unit == PASAR_UNIT_PERCENT || !pasar_field_is_number (input->field))
    return read_other (self, table_row, input, to, error);
  return read_number (self,
                      table_row,
                      column,
                      text,
                      input->target,
                      pasar_catalogue_get_decimals (self->catalogue, input->field),
                      to,
                      error);
}

/* Digits beyond what is computed with: those of a program are noise there. */
static char *
dup_cut (const char *text, guint decimals)
{
  const char *point = strchr (text, '.');
  const gsize n_decimals = point != NULL ? strspn (point + 1, "0123456789") : 0;

  return point != NULL && n_decimals > decimals && point[1 + n_decimals] == '\0'
             ? g_strndup (text, (gsize) (point - text) + 1 + decimals)
             : g_strdup (text);
}

/* A number of the table that is computed with. */
static PasarImportState
read_operand (PasarImport *self,
              guint table_row,
              guint column,
              PasarColumn target,
              gint64 *number,
              GError **error)
{
  const guint decimals = pasar_import_get_decimals (self->catalogue, target);
  const char *text = pasar_import_get_text (self, table_row, column);
  g_autofree char *cut = NULL;

  if (pasar_number_is_missing (text))
    return PASAR_IMPORT_NOTHING;
  if (is_plain (self, table_row, column))
    text = cut = dup_cut (text, decimals);
  return read_number (self, table_row, column, text, target, decimals, number, error);
}

static PasarImportState
compute (PasarImport *self,
         guint table_row,
         const PasarImportInput *input,
         guint row,
         gint64 *to,
         GError **error)
{
  gint64 values[PASAR_EXPRESSION_MAX_COLUMNS];
  guint n;
  const guint *columns = pasar_expression_get_columns (input->expression, &n);

  for (guint i = 0; i < n; i++)
    {
      PasarImportState state = PASAR_IMPORT_CHANGED;

      if (columns[i] < PASAR_IMPORT_FIRST_COLUMN)
        values[i] = pasar_catalogue_read_number (self->catalogue, row, (PasarColumn) columns[i]);
      else
        state = read_operand (self,
                              table_row,
                              columns[i] - PASAR_IMPORT_FIRST_COLUMN,
                              input->target,
                              &values[i],
                              error);
      if (state != PASAR_IMPORT_CHANGED)
        return state;
    }
  return pasar_expression_evaluate (input->expression, values, to, error) ? PASAR_IMPORT_CHANGED
                                                                          : PASAR_IMPORT_NO_RESULT;
}

PasarImportState
pasar_import_read (PasarImport *self,
                   guint table_row,
                   const PasarImportInput *input,
                   guint row,
                   gint64 *to,
                   GError **error)
{
  return input->expression != NULL ? compute (self, table_row, input, row, to, error)
                                   : read_value (self, table_row, input, to, error);
}

/* Whether a zero is more likely a mistake of who made the table than what is meant. */
gboolean
pasar_import_doubts_zero (PasarCatalogue *catalogue, PasarField field)
{
  const PasarUnit unit = pasar_catalogue_get_unit (catalogue, field);

  return unit != PASAR_UNIT_NONE && unit != PASAR_UNIT_NUMBER;
}
