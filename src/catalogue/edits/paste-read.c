/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/paste-private.h"

#include "catalogue/edits/private.h"

#include <string.h>

/* So many rows are looked at below what may be heads. */
#define SAMPLE_ROWS 20
/* Figures of what is read at sight. */
#define WHOLE_MAX    9
#define DECIMALS_MAX 2

static gsize
count_digits (const char *text)
{
  return strspn (text, "0123456789");
}

/* The amount as nobody can misread it: without separators of thousands and without zeros at the end
 * of the decimals. Nothing where it is not written in the way of the source. */
static char *
dup_plain (const char *text, char decimal_point)
{
  const char thousands = decimal_point == '.' ? ',' : '.';
  const char *start = strpbrk (text, "0123456789");
  const char *p = start;
  gsize n;
  GString *plain;

  if (start == NULL)
    return NULL;
  n = count_digits (p);
  plain = g_string_new_len (text, p + n - text);
  p += n;
  while (*p == thousands && n <= 3 && count_digits (p + 1) == 3)
    {
      g_string_append_len (plain, p + 1, 3);
      p += 4;
    }
  if (*p == decimal_point && count_digits (p + 1) > 0)
    {
      n = count_digits (p + 1);
      g_string_append_len (plain, p, (gssize) n + 1);
      p += n + 1;
      plain->str[plain->len - n - 1] = '.';
      while (plain->str[plain->len - 1] == '0')
        g_string_truncate (plain, plain->len - 1);
      if (plain->str[plain->len - 1] == '.')
        g_string_truncate (plain, plain->len - 1);
    }
  if (strpbrk (p, "0123456789.,") != NULL)
    {
      g_string_free (plain, TRUE);
      return NULL;
    }
  g_string_append (plain, p);
  return g_string_free (plain, FALSE);
}

/* What nearly all cells of a file are: figures alone, or with one or two decimals. Anything else is
 * left to those who read everything, and say what is wrong with it. */
static gboolean
read_at_sight (const char *text, char decimal_point, guint decimals, gint64 *amount)
{
  const gsize n_whole = count_digits (text);
  const char *fraction = text + n_whole;
  gsize n_decimals = 0;
  gint64 value = 0;

  if (n_whole == 0 || n_whole > WHOLE_MAX || decimal_point == '\0')
    return FALSE;
  if (*fraction == decimal_point)
    {
      fraction++;
      n_decimals = count_digits (fraction);
      if (n_decimals == 0 || n_decimals > MIN (decimals, DECIMALS_MAX))
        return FALSE;
    }
  if (fraction[n_decimals] != '\0')
    return FALSE;
  for (gsize i = 0; i < n_whole; i++)
    value = value * 10 + (text[i] - '0');
  for (guint i = 0; i < decimals; i++)
    value = value * 10 + (i < n_decimals ? fraction[i] - '0' : 0);
  if (value > PASAR_VALUE_MAX)
    return FALSE;
  *amount = value;
  return TRUE;
}

gboolean
pasar_paste_read_number (const char *text,
                         char decimal_point,
                         const char *currency,
                         guint decimals,
                         gint64 *amount,
                         GError **error)
{
  static const PasarNumberFormat plain_format = { ".", "" };
  g_autofree char *plain = NULL;

  if (read_at_sight (text, decimal_point, decimals, amount))
    return TRUE;
  plain = decimal_point != '\0' ? dup_plain (text, decimal_point) : NULL;
  return pasar_money_parse (plain != NULL ? plain : text,
                            currency,
                            decimals,
                            plain != NULL ? &plain_format : NULL,
                            amount,
                            error);
}

/* A percentage counts the same with its sign and without. */
static char *
dup_without_sign (const char *text)
{
  char *number = g_strchomp (g_strdup (text));

  if (g_str_has_suffix (number, "%"))
    number[strlen (number) - 1] = '\0';
  return number;
}

gboolean
pasar_paste_read (PasarCatalogue *catalogue,
                  PasarField field,
                  const char *text,
                  char decimal_point,
                  PasarPasteMeaning *meaning,
                  GError **error)
{
  const PasarUnit unit = pasar_catalogue_get_unit (catalogue, field);
  const gboolean is_money = unit == PASAR_UNIT_MONEY;
  g_autofree char *number = unit == PASAR_UNIT_PERCENT ? dup_without_sign (text) : NULL;
  /* Is computed: an edit of it is one of the price. */
  const gboolean is_margin = field == PASAR_FIELD_MARGIN;
  g_autoptr (GError) amount_error = NULL;

  if (!pasar_field_is_number (field))
    return pasar_catalogue_parse_set (catalogue, field, text, &meaning->amount, error);
  if (pasar_catalogue_get_read_only_reason (catalogue) == NULL && !is_margin
      && pasar_paste_read_number (number != NULL ? number : text,
                                  decimal_point,
                                  is_money ? catalogue->currency : NULL,
                                  pasar_catalogue_get_decimals (catalogue, field),
                                  &meaning->amount,
                                  &amount_error))
    return TRUE;
  /* What is no number may be arithmetic, and so may be one with a sign. */
  if (amount_error == NULL
      || g_error_matches (amount_error, PASAR_INPUT_ERROR, PASAR_INPUT_ERROR_NOT_A_NUMBER)
      || g_error_matches (amount_error, PASAR_INPUT_ERROR, PASAR_INPUT_ERROR_NEGATIVE))
    {
      meaning->expression = pasar_catalogue_parse (catalogue, field, FALSE, text, NULL, error);
      return meaning->expression != NULL;
    }
  g_propagate_error (error, g_steal_pointer (&amount_error));
  return FALSE;
}

static gboolean
has_digit (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      if (g_unichar_isdigit (g_utf8_get_char (text)))
        return TRUE;
    }
  return FALSE;
}

/* Whether the column of values has a word first, and numbers below. */
static gboolean
has_head (const PasarPasteTable *table, guint column)
{
  gboolean has_numbers = FALSE;

  if (pasar_number_is_missing (table->texts[column]) || has_digit (table->texts[column]))
    return FALSE;
  for (guint row = 1; row < MIN (table->n_rows, SAMPLE_ROWS + 1); row++)
    {
      const char *text = table->texts[(gsize) row * table->n_columns + column];

      if (has_digit (text))
        has_numbers = TRUE;
      else if (!pasar_number_is_missing (text))
        return FALSE;
    }
  return has_numbers;
}

/**
 * pasar_paste_has_heads:
 * @catalogue: a shop
 * @table: what is pasted
 * @columns: (array length=n_columns): where its columns would go
 * @n_columns: length of @columns
 *
 * Notices a first row that names the columns: it has no number for any value, and those below have.
 *
 * Returns: whether the first row should be left out
 */
gboolean
pasar_paste_has_heads (PasarCatalogue *catalogue,
                       const PasarPasteTable *table,
                       const PasarColumn *columns,
                       guint n_columns)
{
  guint n_heads = 0;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (catalogue), FALSE);
  g_return_val_if_fail (table != NULL, FALSE);

  for (guint i = 0; i < MIN (n_columns, table->n_columns) && table->n_rows > 1; i++)
    {
      const PasarColumnInfo *info = pasar_catalogue_get_column (catalogue, columns[i]);

      /* Of texts any may be a head. */
      if (info == NULL || !info->is_editable || info->type != PASAR_COLUMN_NUMBER)
        continue;
      if (!has_head (table, i))
        return FALSE;
      n_heads++;
    }
  return n_heads > 0;
}
