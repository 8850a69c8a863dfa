/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/numerals.h"

#include <string.h>

/* The longest unit with blanks and a sign, in bytes. */
#define UNIT_MAX 12
/* Digits in a group. */
#define GROUP 3

/* What the separators of a text say of it. */
typedef enum
{
  READING_NONE, /* no number */
  READING_PLAIN,
  READING_AMBIGUOUS,
  READING_POINT,
  READING_COMMA,
} Reading;

/* A number as it is written: its digits, cut by points and commas. */
typedef struct
{
  guint n_points;
  guint n_commas;
  char last;        /* of both the last one */
  guint n_before;   /* digits before the first of both */
  guint n_after;    /* digits after the last one */
  gboolean is_even; /* between two of them there are as many digits as in a group */
  gboolean has_blanks;
  gboolean begins_with_zero;
} Numeral;

/* The length of a blank or an apostrophe between two groups; 0: there is none. */
static gsize
get_blank (const char *p)
{
  static const char *const blanks[] = { " ", "'", "\u00A0", "\u202F", "\u2009", "’" };

  for (guint i = 0; i < G_N_ELEMENTS (blanks); i++)
    {
      if (g_str_has_prefix (p, blanks[i]))
        return strlen (blanks[i]);
    }
  return 0;
}

static gboolean
begins_number (const char *p)
{
  return g_ascii_isdigit (*p) || ((*p == '.' || *p == ',') && g_ascii_isdigit (p[1]));
}

/* Without signs, and the blanks around it: money is often written with one that does not break. */
static char *
dup_unit (const char *text, gsize length)
{
  GString *unit = g_string_new (NULL);

  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    {
      const gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isspace (c) && c != 0x2212 && (c >= 0x80 || strchr ("+-()", (int) c) == NULL))
        g_string_append_unichar (unit, c);
    }
  return g_string_free (unit, FALSE);
}

/* Whether it says no more than the sign of a number, its currency, or that it is in percent. */
static gboolean
is_unit (const char *text, gsize length)
{
  static const char *const units[] = {
    "",    "$",   "S$",  "R$",  "NT$", "US$", "MX$", "RM",  "Rp",  "Rp.", "NT",  "P",
    "zł",  "đ",   "d",   "%",   "元",  "บาท", "SGD", "MYR", "IDR", "PHP", "THB", "VND",
    "TWD", "BRL", "MXN", "PLN", "CLP", "COP", "ARS", "EUR", "USD", "CNY", "RMB",
  };
  g_autofree char *unit = NULL;

  if (length == 0 || length > UNIT_MAX)
    return length == 0;
  unit = dup_unit (text, length);
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      if (g_ascii_strcasecmp (unit, units[i]) == 0)
        return TRUE;
    }
  return g_unichar_type (g_utf8_get_char (unit)) == G_UNICODE_CURRENCY_SYMBOL
         && *g_utf8_next_char (unit) == '\0';
}

/* The figures of a text, between what may stand before and after a number. */
static const char *
find_figures (const char *text, gsize *length)
{
  const char *start = text;
  const char *end;

  while (*start != '\0' && !begins_number (start))
    start++;
  end = start + strlen (start);
  while (end > start && !g_ascii_isdigit (end[-1]))
    end--;
  *length = (gsize) (end - start);
  return *length > 0 && is_unit (text, (gsize) (start - text)) && is_unit (end, strlen (end))
             ? start
             : NULL;
}

static void
take_separator (Numeral *self, char c)
{
  if (self->last == '\0')
    self->n_before = self->n_after;
  else if (self->n_after != GROUP)
    self->is_even = FALSE;
  self->n_points += c == '.';
  self->n_commas += c == ',';
  self->last = c;
  self->n_after = 0;
}

static gboolean
take_apart (const char *text, Numeral *self)
{
  gsize length;
  const char *p = find_figures (text, &length);
  const char *end;

  if (p == NULL)
    return FALSE;
  *self = (Numeral){ .is_even = TRUE, .begins_with_zero = *p == '0' };
  for (end = p + length; p < end; p++)
    {
      gsize blank;

      if (g_ascii_isdigit (*p))
        self->n_after++;
      else if (*p == '.' || *p == ',')
        take_separator (self, *p);
      else if ((blank = get_blank (p)) > 0 && self->n_after > 0 && g_ascii_isdigit (p[blank]))
        {
          self->has_blanks = TRUE;
          p += blank - 1;
        }
      else
        return FALSE;
    }
  return TRUE;
}

static Reading
get_reading (char decimal_point)
{
  return decimal_point == '.' ? READING_POINT : READING_COMMA;
}

static Reading
read_numeral (const char *text)
{
  const gsize n_digits = strspn (text, "0123456789");
  Numeral self;

  if (n_digits > 0 && text[n_digits] == '\0')
    return READING_PLAIN;
  if (!take_apart (text, &self))
    return READING_NONE;
  if (self.last == '\0')
    return READING_PLAIN;
  if (self.n_points > 0 && self.n_commas > 0)
    {
      const guint n_last = self.last == '.' ? self.n_points : self.n_commas;

      return n_last == 1 && self.is_even && self.n_before <= GROUP ? get_reading (self.last)
                                                                   : READING_NONE;
    }
  if (self.n_points + self.n_commas > 1)
    return self.is_even && self.n_after == GROUP && self.n_before >= 1 && self.n_before <= GROUP
               ? get_reading (self.last == '.' ? ',' : '.')
               : READING_NONE;
  if (self.n_after == GROUP && self.n_before >= 1 && self.n_before <= GROUP
      && !self.begins_with_zero && !self.has_blanks)
    return READING_AMBIGUOUS;
  return get_reading (self.last);
}

/**
 * pasar_numeral_is_number:
 * @text: the text of a cell
 *
 * Tells numbers, with a currency or without, from other texts.
 *
 * Returns: whether it can be read as a number in one way at least
 */
gboolean
pasar_numeral_is_number (const char *text)
{
  g_return_val_if_fail (text != NULL, FALSE);

  return read_numeral (text) != READING_NONE;
}

static void
count_cell (PasarNumerals *self, const PasarTextTable *table, guint row, guint column)
{
  const char *text = pasar_text_table_get_text (table, row, column);
  const PasarCellType type = pasar_text_table_get_cell_type (table, row, column);
  Reading reading;

  if (*text == '\0')
    return;
  self->n_filled++;
  /* A value has one reading only. */
  if (type == PASAR_CELL_TEXT)
    reading = read_numeral (text);
  else
    reading =
        type == PASAR_CELL_NUMBER || type == PASAR_CELL_PERCENT ? READING_PLAIN : READING_NONE;
  self->n_numbers += reading != READING_NONE;
  self->n_ambiguous += reading == READING_AMBIGUOUS;
  self->n_point += reading == READING_POINT;
  self->n_comma += reading == READING_COMMA;
}

static gboolean
has_numbers (const PasarNumerals *self)
{
  return self->n_numbers > 0 && self->n_numbers * 2 >= self->n_filled;
}

static void
judge (PasarNumerals *self, char of_table)
{
  if (!has_numbers (self))
    return;
  if (self->n_point > 0 && self->n_comma > 0)
    self->certainty = PASAR_CERTAINTY_UNCERTAIN;
  else if (self->n_point > 0 || self->n_comma > 0 || self->n_ambiguous == 0)
    {
      self->certainty = PASAR_CERTAINTY_CERTAIN;
      self->decimal_point = self->n_point > 0 ? '.' : self->n_comma > 0 ? ',' : '\0';
    }
  else
    {
      self->certainty = of_table != '\0' ? PASAR_CERTAINTY_LIKELY : PASAR_CERTAINTY_UNCERTAIN;
      self->decimal_point = of_table;
    }
}

/**
 * pasar_numerals_find:
 * @table: a table
 * @first_row: the first row that is no head
 * @decimal_point: (out): what all columns that prove one have before decimals, "." or ","; 0: none
 * proves one, or they differ
 *
 * Finds how numbers are written, column by column, looking at all rows.
 *
 * Returns: (transfer full) (array): what was found, for each column of @table
 */
PasarNumerals *
pasar_numerals_find (const PasarTextTable *table, guint first_row, char *decimal_point)
{
  PasarNumerals *columns;
  gboolean has_point = FALSE;
  gboolean has_comma = FALSE;

  g_return_val_if_fail (table != NULL && decimal_point != NULL, NULL);

  columns = g_new0 (PasarNumerals, MAX (table->n_columns, 1));
  for (guint row = first_row; row < table->n_rows; row++)
    {
      for (guint column = 0; column < table->n_columns; column++)
        count_cell (&columns[column], table, row, column);
    }
  for (guint column = 0; column < table->n_columns; column++)
    {
      has_point = has_point || (has_numbers (&columns[column]) && columns[column].n_point > 0);
      has_comma = has_comma || (has_numbers (&columns[column]) && columns[column].n_comma > 0);
    }
  *decimal_point = has_point == has_comma ? '\0' : has_point ? '.' : ',';
  for (guint column = 0; column < table->n_columns; column++)
    judge (&columns[column], *decimal_point);
  return columns;
}
