/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/values/number.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What separates two groups of digits. */
typedef enum
{
  SEPARATOR_NONE,
  SEPARATOR_DOT,
  SEPARATOR_COMMA,
  SEPARATOR_SPACE,
  SEPARATOR_APOSTROPHE,
  SEPARATOR_ARABIC_DECIMAL,   /* U+066B, never anything else */
  SEPARATOR_ARABIC_THOUSANDS, /* U+066C, never anything else */
} Separator;

/* More digits than any accepted value has. */
#define MAX_DIGITS 40
#define MAX_GROUPS 16

/**
 * pasar_input_error_quark:
 *
 * The domain of [error@InputError].
 *
 * Returns: the quark
 */
G_DEFINE_QUARK (pasar_input_error, pasar_input_error)

/* A number taken apart: digits in the order written, cut in groups by separators. */
typedef struct
{
  guint8 digits[MAX_DIGITS];
  guint n_digits;
  guint group_length[MAX_GROUPS];
  Separator separators[MAX_GROUPS]; /* before group i; 0 is unused */
  guint n_groups;
} Numeral;

static Separator
separator_of (gunichar c)
{
  switch (c)
    {
    case '.':
    case 0xFF0E:
      return SEPARATOR_DOT;
    case ',':
    case 0xFF0C:
      return SEPARATOR_COMMA;
    case '\'':
    case 0x2019:
      return SEPARATOR_APOSTROPHE;
    case 0x066B:
      return SEPARATOR_ARABIC_DECIMAL;
    case 0x066C:
      return SEPARATOR_ARABIC_THOUSANDS;
    default:
      return g_unichar_type (c) == G_UNICODE_SPACE_SEPARATOR ? SEPARATOR_SPACE : SEPARATOR_NONE;
    }
}

static Separator
separator_of_text (const char *text)
{
  return text[0] != '\0' ? separator_of (g_utf8_get_char (text)) : SEPARATOR_NONE;
}

/**
 * pasar_number_is_blank:
 * @c: a character
 *
 * Blanks say nothing in a number, nor do the marks that set the direction of writing, which come
 * along with pasted text.
 *
 * Returns: whether it is one of them
 */
gboolean
pasar_number_is_blank (gunichar c)
{
  if (c > ' ' && c < 0x7F)
    return FALSE;
  return g_unichar_isspace (c) || separator_of (c) == SEPARATOR_SPACE || c == 0x200E || c == 0x200F
         || c == 0xFEFF || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/**
 * pasar_number_strip:
 * @text: what was typed or pasted
 *
 * Makes text from a clipboard or a spreadsheet fit to be read, also text that is not UTF-8 at all.
 *
 * Returns: (transfer full): the text as valid UTF-8, without the blanks and the marks of direction
 * around it
 */
char *
pasar_number_strip (const char *text)
{
  g_autofree char *made = g_utf8_validate (text, -1, NULL) ? NULL : g_utf8_make_valid (text, -1);
  const char *start = made != NULL ? made : text;
  const char *end = start + strlen (start);

  while (start < end && pasar_number_is_blank (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  while (end > start && pasar_number_is_blank (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);

  return g_strndup (start, (gsize) (end - start));
}

/**
 * pasar_number_is_missing:
 * @text: what was typed or pasted
 *
 * Blank cells of a table leave values as they are.
 *
 * Returns: whether nothing is left of it without the blanks around it
 */
gboolean
pasar_number_is_missing (const char *text)
{
  g_autofree char *stripped = NULL;

  /* All that can be blank is a control, a blank or beyond ASCII. */
  if ((guchar) *text > ' ' && (guchar) *text < 0x7F)
    return FALSE;
  stripped = pasar_number_strip (text);
  return *stripped == '\0';
}

/**
 * pasar_number_get_minus:
 * @text: a text
 *
 * Spreadsheets and web pages write other signs than the hyphen of the keyboard.
 *
 * Returns: how many bytes a minus at its beginning has, in whichever way it is written; 0 for none
 */
gsize
pasar_number_get_minus (const char *text)
{
  static const char *const signs[] = { "-", "−", "－" };

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    {
      if (g_str_has_prefix (text, signs[i]))
        return strlen (signs[i]);
    }
  return 0;
}

/* FALSE when it is no number at all; n_digits is over MAX_DIGITS - 1 when there are too many. */
static gboolean
numeral_read (Numeral *self, const char *text)
{
  gboolean leading = TRUE;

  self->n_digits = 0;
  self->n_groups = 1;
  self->group_length[0] = 0;
  self->separators[0] = SEPARATOR_NONE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      int digit = g_unichar_isdigit (c) ? g_unichar_digit_value (c) : -1;

      if (digit >= 0)
        {
          leading = FALSE;
          if (self->n_digits == MAX_DIGITS)
            continue; /* far beyond any accepted value already */
          self->digits[self->n_digits++] = (guint8) digit;
          self->group_length[self->n_groups - 1]++;
          continue;
        }

      Separator separator = separator_of (c);

      if (separator == SEPARATOR_NONE || self->n_groups == MAX_GROUPS)
        return FALSE;
      if (leading && self->n_groups > 1)
        return FALSE;
      self->separators[self->n_groups] = separator;
      self->group_length[self->n_groups++] = 0;
    }

  return self->n_digits > 0;
}

/* Whether groups 0 to n - 1 are written as thousands: 1 to 3 digits, then threes. */
static gboolean
numeral_is_grouped (const Numeral *self, guint n)
{
  if (self->group_length[0] < 1 || self->group_length[0] > 3)
    return FALSE;
  for (guint i = 1; i < n; i++)
    {
      if (self->group_length[i] != 3 || self->separators[i] != self->separators[1])
        return FALSE;
    }

  return n == 1 || self->digits[0] != 0;
}

/* How the separators of a number can be read. */
typedef enum
{
  READING_NONE = 0,
  READING_WHOLE = 1 << 0,    /* all groups are one whole number */
  READING_DECIMALS = 1 << 1, /* the last group is the decimals */
} Readings;

/* In units of the last decimal, rounded half up; G_MAXINT64 when it is far too large. */
static gint64
numeral_get_value (const Numeral *self, Readings reading, guint decimals, gboolean *exact)
{
  const guint n_whole =
      self->n_digits - (reading == READING_DECIMALS ? self->group_length[self->n_groups - 1] : 0);
  gboolean round_up = FALSE;
  gint64 value = 0;

  *exact = TRUE;
  for (guint i = 0; i < MAX (n_whole + decimals, self->n_digits); i++)
    {
      const guint digit = i < self->n_digits ? self->digits[i] : 0;

      if (i >= n_whole + decimals)
        {
          /* A zero too many says nothing. */
          *exact = *exact && digit == 0;
          round_up = i == n_whole + decimals ? digit >= 5 : round_up;
          continue;
        }
      if (value > G_MAXINT64 / 100)
        return G_MAXINT64;
      value = value * 10 + digit;
    }

  return value + (round_up ? 1 : 0);
}

static gboolean
numeral_is_possible (const Numeral *self, Readings reading, const PasarNumberKind *kind)
{
  gboolean exact;

  return numeral_get_value (self, reading, kind->decimals, &exact) <= kind->max;
}

/* One "." or "," and nothing else: the case that people write in two ways. What the locale writes
 * always counts as a reading, another way of writing only where it gives a number that is possible.
 */
static Readings
read_lone_separator (const Numeral *self, const PasarNumberKind *kind)
{
  const gboolean is_point = self->separators[1] == separator_of_text (kind->format->decimal_point);
  const gboolean is_grouped = numeral_is_grouped (self, 2);
  const gboolean whole_is_possible = numeral_is_possible (self, READING_WHOLE, kind);

  if (is_point)
    /* Where three decimals are possible they are nothing special. */
    return READING_DECIMALS
           | (is_grouped && whole_is_possible && kind->decimals < 3 ? READING_WHOLE : 0);
  if (is_grouped)
    return READING_WHOLE | (kind->decimals > 0 ? READING_DECIMALS : 0);
  return READING_DECIMALS | (whole_is_possible ? READING_WHOLE : 0);
}

static Readings
numeral_get_readings (const Numeral *self, const PasarNumberKind *kind)
{
  const guint n = self->n_groups;
  const Separator last = self->separators[n - 1];

  if (n == 1)
    return READING_WHOLE;
  if (last == SEPARATOR_ARABIC_DECIMAL)
    return numeral_is_grouped (self, n - 1) || n == 2 ? READING_DECIMALS : READING_NONE;
  if (n == 2 && (last == SEPARATOR_DOT || last == SEPARATOR_COMMA))
    return read_lone_separator (self, kind);
  if (numeral_is_grouped (self, n))
    return READING_WHOLE;
  /* Two kinds of separators in the right order: the last one is the decimal point. */
  if ((last == SEPARATOR_DOT || last == SEPARATOR_COMMA) && last != self->separators[1]
      && self->group_length[n - 1] > 0 && numeral_is_grouped (self, n - 1))
    return READING_DECIMALS;

  return READING_NONE;
}

static gboolean
set_error (GError **error, PasarInputError code, const char *text, const PasarNumberKind *kind)
{
  g_autofree char *example = pasar_number_dup_short (kind->example, kind->decimals, kind->format);
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) strnlen (text, 160));
  g_autofree char *quoted = g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), 40));
  g_autofree char *sentence = NULL;

  switch (code)
    {
    case PASAR_INPUT_ERROR_EMPTY:
      /* Translators: %s is an example of a number, e.g. 12.90 */
      sentence = g_strdup_printf (_ ("Nothing was entered. Write a number like %s."), example);
      break;
    case PASAR_INPUT_ERROR_DECIMALS:
      sentence =
          kind->decimals == 0
              /* Translators: the first %s is what was typed, the second an example of a number */
              ? g_strdup_printf (_ ("“%s” has decimals, but only whole numbers are possible here. "
                                    "Write a number like %s."),
                                 quoted,
                                 example)
              /* Translators: %s what was typed, %u how many decimals, %s an example of a number */
              : g_strdup_printf (ngettext ("“%s” has more than %u decimal. "
                                           "Write a number like %s.",
                                           "“%s” has more than %u decimals. "
                                           "Write a number like %s.",
                                           kind->decimals),
                                 quoted,
                                 kind->decimals,
                                 example);
      break;
    case PASAR_INPUT_ERROR_NEGATIVE:
      sentence =
          /* Translators: the first %s is what was typed, the second an example of a number */
          g_strdup_printf (_ ("“%s” is less than 0. Write a number like %s."), quoted, example);
      break;
    case PASAR_INPUT_ERROR_TOO_LARGE:
      sentence =
          /* Translators: the first %s is what was typed, the second an example of a number */
          g_strdup_printf (_ ("“%s” is too large. Write a number like %s."), quoted, example);
      break;
    case PASAR_INPUT_ERROR_NOT_A_NUMBER:
    case PASAR_INPUT_ERROR_AMBIGUOUS:
    case PASAR_INPUT_ERROR_CURRENCY:
    case PASAR_INPUT_ERROR_READ_ONLY:
    case PASAR_INPUT_ERROR_DIVISION_BY_ZERO:
    case PASAR_INPUT_ERROR_UNKNOWN_NAME:
    default:
      sentence =
          /* Translators: the first %s is what was typed, the second an example of a number */
          g_strdup_printf (_ ("“%s” is not a number. Write a number like %s."), quoted, example);
    }

  g_set_error_literal (error, PASAR_INPUT_ERROR, code, sentence);
  return FALSE;
}

static gboolean
set_ambiguous (GError **error, const char *text, gint64 readings[2], const PasarNumberKind *kind)
{
  g_autofree char *first = pasar_number_dup_short (readings[0], kind->decimals, kind->format);
  g_autofree char *second = pasar_number_dup_short (readings[1], kind->decimals, kind->format);

  g_set_error (error,
               PASAR_INPUT_ERROR,
               PASAR_INPUT_ERROR_AMBIGUOUS,
               /* Translators: what was typed, e.g. 1,990, and its two readings, e.g. 1.99 and 1990
                */
               _ ("“%s” can be read in two ways. Write %s or %s."),
               text,
               first,
               second);
  return FALSE;
}

static gboolean
parse (const char *text, const PasarNumberKind *kind, PasarNumber *number, GError **error)
{
  const gsize minus = pasar_number_get_minus (text);
  g_autofree char *digits = minus > 0 ? pasar_number_strip (text + minus) : NULL;
  Readings readings;
  Readings reading;
  Numeral numeral;
  gint64 values[2];
  gboolean exact;

  if (*text == '\0')
    return set_error (error, PASAR_INPUT_ERROR_EMPTY, text, kind);
  if (!numeral_read (&numeral, minus > 0 ? digits : text))
    return set_error (error, PASAR_INPUT_ERROR_NOT_A_NUMBER, text, kind);
  readings = numeral_get_readings (&numeral, kind);
  if (readings == READING_NONE)
    return set_error (error, PASAR_INPUT_ERROR_NOT_A_NUMBER, text, kind);
  if (minus > 0)
    return set_error (error, PASAR_INPUT_ERROR_NEGATIVE, text, kind);
  if (numeral.n_digits == MAX_DIGITS)
    return set_error (error, PASAR_INPUT_ERROR_TOO_LARGE, text, kind);

  values[0] = numeral_get_value (&numeral, READING_DECIMALS, kind->decimals, &exact);
  values[1] = numeral_get_value (&numeral, READING_WHOLE, kind->decimals, &exact);
  if (readings == (READING_WHOLE | READING_DECIMALS) && values[0] != values[1])
    return set_ambiguous (error, text, values, kind);

  reading = (readings & READING_DECIMALS) != 0 ? READING_DECIMALS : READING_WHOLE;
  number->value = numeral_get_value (&numeral, reading, kind->decimals, &exact);
  if (!exact)
    return set_error (error, PASAR_INPUT_ERROR_DECIMALS, text, kind);
  if (number->value > kind->max)
    return set_error (error, PASAR_INPUT_ERROR_TOO_LARGE, text, kind);
  number->n_decimals = reading == READING_DECIMALS ? numeral.group_length[numeral.n_groups - 1] : 0;
  number->n_whole = numeral.n_digits - number->n_decimals;
  return TRUE;
}

/**
 * pasar_number_parse:
 * @text: what was typed or pasted
 * @kind: what it is to be
 * @number: (out): the number, from 0 to the largest one; untouched on failure
 * @error: return location of a %PASAR_INPUT_ERROR
 *
 * The one reader of numbers for every place where a person types or pastes one. Digits of every
 * script are read; blanks around are skipped.
 *
 * What has one reading is accepted, by example of a locale that writes 1,234.50 and of a number of
 * two decimals:
 *
 * - `1234`, `1234.5`, `1234.50`, `1234.500000`, `.5`, `12.`
 * - `1,234.50`, `1.234,50`, `1 234.50`, `1'234,50`: two separators in the right order
 * - `1,234,567`, `1.234.567`, `1 234`, `1'234`: thousands, as nothing else can be meant
 * - `1,234` only where there are no decimals
 *
 * What has two is refused, and the message offers both: `1,234` and `1.234` (else), and a lone `,`
 * wherever it stands (`12,5`, `12,50`, `,5`), which may be a decimal point or a slip in thousands.
 * Where the locale writes 1.234,50 the two change places. A reading that the locale would not write
 * does not count where it is too large.
 *
 * Returns: %TRUE when @number was set
 */
gboolean
pasar_number_parse (const char *text,
                    const PasarNumberKind *kind,
                    PasarNumber *number,
                    GError **error)
{
  g_autofree char *stripped = NULL;
  PasarNumberKind own = *kind;
  PasarNumber result;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (kind->decimals <= 9, FALSE);

  if (own.format == NULL)
    own.format = pasar_number_format_get_default ();
  stripped = pasar_number_strip (text);
  if (!parse (stripped, &own, &result, error))
    return FALSE;

  *number = result;
  return TRUE;
}
