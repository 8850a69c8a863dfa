/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/values/money.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
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
#define MAX_DIGITS   40
#define MAX_GROUPS   16
#define MAX_DECIMALS 9

/* A number taken apart: digits in the order written, cut in groups by separators. */
typedef struct
{
  guint8 digits[MAX_DIGITS];
  guint n_digits;
  guint group_length[MAX_GROUPS];
  Separator separators[MAX_GROUPS]; /* before group i; 0 is unused */
  guint n_groups;
} Numeral;

G_DEFINE_QUARK (pasar_input_error, pasar_input_error)

/**
 * pasar_number_format_get_default:
 *
 * How numbers are written in the locale of the process, read once.
 *
 * Returns: (transfer none): the format
 */
const PasarNumberFormat *
pasar_number_format_get_default (void)
{
  static PasarNumberFormat format;
  static gsize initialised = 0;

  if (g_once_init_enter (&initialised))
    {
      const struct lconv *conv = localeconv ();
      gboolean usable = conv->decimal_point[0] != '\0'
                        && g_utf8_validate (conv->decimal_point, -1, NULL)
                        && g_utf8_validate (conv->thousands_sep, -1, NULL);

      format.decimal_point = usable ? g_strdup (conv->decimal_point) : ".";
      format.thousands_sep = usable ? g_strdup (conv->thousands_sep) : "";
      g_once_init_leave (&initialised, 1);
    }

  return &format;
}

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

static gboolean
is_blank (gunichar c)
{
  /* With the marks that set the direction of writing: they come along with pasted text. */
  return g_unichar_isspace (c) || separator_of (c) == SEPARATOR_SPACE || c == 0x200E || c == 0x200F
         || c == 0xFEFF || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

static void
trim (const char **start, const char **end)
{
  while (*start < *end && is_blank (g_utf8_get_char (*start)))
    *start = g_utf8_next_char (*start);

  while (*end > *start)
    {
      const char *last = g_utf8_prev_char (*end);

      if (!is_blank (g_utf8_get_char (last)))
        break;
      *end = last;
    }
}

/* Takes one sign or code of a currency off one of the two ends. */
static gboolean
trim_currency (const char **start, const char **end)
{
  /* Longer ones first where one begins with the other. */
  static const char *const signs[] = { "NT$", "MX$", "US$", "COL$", "CLP$", "AR$", "S$",  "R$",
                                       "Rp.", "Rp",  "RM",  "SGD",  "MYR",  "BRL", "MXN", "PLN",
                                       "EUR", "ARS", "TWD", "THB",  "VND",  "PHP", "IDR", "CLP",
                                       "COP", "INR", "CNY", "USD",  "zł",   "บาท", "฿",   "₫",
                                       "đ",   "₱",   "₹",   "€",    "¥",    "元",  "$" };

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    {
      gsize length = strlen (signs[i]);

      if ((gsize) (*end - *start) < length)
        continue;
      if (g_ascii_strncasecmp (*start, signs[i], length) == 0)
        {
          *start += length;
          trim (start, end);
          return TRUE;
        }
      if (g_ascii_strncasecmp (*end - length, signs[i], length) == 0)
        {
          *end -= length;
          trim (start, end);
          return TRUE;
        }
    }

  return FALSE;
}

static gboolean
trim_minus (const char **start, const char *end)
{
  gunichar c = *start < end ? g_utf8_get_char (*start) : 0;

  if (c != '-' && c != 0x2212 && c != 0xFF0D)
    return FALSE;
  *start = g_utf8_next_char (*start);
  trim (start, &end);
  return TRUE;
}

/* FALSE when it is no number at all; n_digits is over MAX_DIGITS - 1 when there are too many. */
static gboolean
numeral_read (Numeral *self, const char *start, const char *end)
{
  gboolean leading = TRUE;

  self->n_digits = 0;
  self->n_groups = 1;
  self->group_length[0] = 0;
  self->separators[0] = SEPARATOR_NONE;

  for (const char *p = start; p < end; p = g_utf8_next_char (p))
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

typedef enum
{
  READING_WRONG,
  READING_AMBIGUOUS,
  READING_WHOLE,    /* all groups are one whole number */
  READING_DECIMALS, /* the last group is the decimals */
} Reading;

/* One "." or "," and nothing else: the case that people write in two ways. */
static Reading
read_lone_separator (const Numeral *numeral, guint digits, const PasarNumberFormat *format)
{
  Separator separator = numeral->separators[1];
  guint before = numeral->group_length[0];
  guint after = numeral->group_length[1];
  gboolean could_be_thousands = numeral_is_grouped (numeral, 2);

  if (separator == separator_of_text (format->decimal_point))
    {
      if (before == 0 && after == 0)
        return READING_WRONG;
      return could_be_thousands && digits < 3 ? READING_AMBIGUOUS : READING_DECIMALS;
    }

  /* Without decimals in the currency and written as this locale writes thousands, one reading is
   * left. */
  if (could_be_thousands && digits == 0 && separator == separator_of_text (format->thousands_sep))
    return READING_WHOLE;

  return READING_AMBIGUOUS;
}

static Reading
numeral_get_reading (const Numeral *self, guint digits, const PasarNumberFormat *format)
{
  guint n = self->n_groups;
  Separator last = self->separators[n - 1];

  if (n == 1)
    return READING_WHOLE;
  if (last == SEPARATOR_ARABIC_DECIMAL)
    return numeral_is_grouped (self, n - 1) || n == 2 ? READING_DECIMALS : READING_WRONG;
  if (n == 2 && (last == SEPARATOR_DOT || last == SEPARATOR_COMMA))
    return read_lone_separator (self, digits, format);
  if (numeral_is_grouped (self, n))
    return READING_WHOLE;
  /* Two kinds of separators in the right order: the last one is the decimal point. */
  if ((last == SEPARATOR_DOT || last == SEPARATOR_COMMA) && last != self->separators[1]
      && self->group_length[n - 1] > 0 && numeral_is_grouped (self, n - 1))
    return READING_DECIMALS;

  return READING_WRONG;
}

static char *
dup_example (guint digits, const PasarNumberFormat *format)
{
  PasarNumberFormat plain = { format->decimal_point, "" };

  return pasar_money_format (digits == 0 ? 1290
                                         : 129000 * (digits >= 3 ? 10 : 1) / (digits == 1 ? 10 : 1),
                             digits,
                             &plain);
}

static char *
dup_quotable (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) strnlen (text, 160));

  return g_utf8_strlen (valid, -1) > 40 ? g_utf8_substring (valid, 0, 40)
                                        : g_steal_pointer (&valid);
}

static void
set_ambiguous_text (GError **error, const char *quoted, const char *example, gboolean grouped)
{
  if (grouped)
    g_set_error (
        error,
        PASAR_INPUT_ERROR,
        PASAR_INPUT_ERROR_AMBIGUOUS,
        /* Translators: the first %s is what was typed, the second how to write it */
        _ ("“%s” can be read in two ways. Write it without separators for thousands, like %s."),
        quoted,
        example);
  else
    g_set_error (error,
                 PASAR_INPUT_ERROR,
                 PASAR_INPUT_ERROR_AMBIGUOUS,
                 /* Translators: the first %s is what was typed, e.g. 12,50, the second how to write
                    it, e.g. 12.50 */
                 _ ("“%s” has the wrong sign before its decimals. Write it like %s."),
                 quoted,
                 example);
}

static void
set_decimals_error (GError **error, const char *quoted, guint digits, const char *example)
{
  if (digits == 0)
    g_set_error (
        error,
        PASAR_INPUT_ERROR,
        PASAR_INPUT_ERROR_DECIMALS,
        /* Translators: the first %s is what was typed, the second an example of a number */
        _ ("“%s” has decimals, but only whole numbers are possible here. Write a number like %s."),
        quoted,
        example);
  else
    g_set_error (error,
                 PASAR_INPUT_ERROR,
                 PASAR_INPUT_ERROR_DECIMALS,
                 /* Translators: %s what was typed, %u how many decimals, %s an example of a
                    number */
                 ngettext ("“%s” has more than %u decimal. Write a number like %s.",
                           "“%s” has more than %u decimals. Write a number like %s.",
                           digits),
                 quoted,
                 digits,
                 example);
}

static void
set_input_error (GError **error,
                 PasarInputError code,
                 const char *text,
                 guint digits,
                 const PasarNumberFormat *format)
{
  g_autofree char *example = dup_example (digits, format);
  g_autofree char *quoted = dup_quotable (text);

  switch (code)
    {
    case PASAR_INPUT_ERROR_EMPTY:
      /* Translators: %s is an example of a number, e.g. 1290.00 */
      g_set_error (error,
                   PASAR_INPUT_ERROR,
                   code,
                   _ ("Nothing was entered. Write a number like %s."),
                   example);
      break;
    case PASAR_INPUT_ERROR_NOT_A_NUMBER:
      g_set_error (error,
                   PASAR_INPUT_ERROR,
                   code,
                   /* Translators: the first %s is what was typed, the second an example of a number
                    */
                   _ ("“%s” is not a number. Write a number like %s."),
                   quoted,
                   example);
      break;
    case PASAR_INPUT_ERROR_AMBIGUOUS:
      set_ambiguous_text (error, quoted, example, TRUE);
      break;
    case PASAR_INPUT_ERROR_DECIMALS:
      set_decimals_error (error, quoted, digits, example);
      break;
    case PASAR_INPUT_ERROR_NEGATIVE:
      g_set_error (error,
                   PASAR_INPUT_ERROR,
                   code,
                   /* Translators: the first %s is what was typed, the second an example of a number
                    */
                   _ ("“%s” is less than 0. Write a number like %s."),
                   quoted,
                   example);
      break;
    case PASAR_INPUT_ERROR_TOO_LARGE:
      g_set_error (error,
                   PASAR_INPUT_ERROR,
                   code,
                   /* Translators: the first %s is what was typed, the second an example of a number
                    */
                   _ ("“%s” is too large. Write a number like %s."),
                   quoted,
                   example);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* The value in minor units; -1 with *code set. */
static gint64
numeral_get_value (const Numeral *self, guint n_decimals, guint digits, PasarInputError *code)
{
  guint n_whole = self->n_digits - n_decimals;
  gint64 value = 0;

  for (guint i = 0; i < n_whole + MAX (n_decimals, digits); i++)
    {
      guint digit = i < self->n_digits ? self->digits[i] : 0;

      if (i >= n_whole + digits)
        {
          if (digit == 0)
            continue; /* a zero too many says nothing */
          *code = PASAR_INPUT_ERROR_DECIMALS;
          return -1;
        }
      value = value * 10 + digit;
      if (value > PASAR_VALUE_MAX)
        {
          *code = PASAR_INPUT_ERROR_TOO_LARGE;
          return -1;
        }
    }

  return value;
}

/* Says how what was probably meant is written. */
static void
set_ambiguous_error (GError **error,
                     const char *text,
                     const Numeral *numeral,
                     guint digits,
                     const PasarNumberFormat *format)
{
  const gboolean grouped = numeral_is_grouped (numeral, numeral->n_groups);
  const guint n_decimals = grouped ? 0 : numeral->group_length[numeral->n_groups - 1];
  const PasarNumberFormat plain = { format->decimal_point, "" };
  PasarInputError code;
  const gint64 meant = numeral_get_value (numeral, n_decimals, digits, &code);
  g_autofree char *example = NULL;
  g_autofree char *quoted = NULL;

  if (meant < 0)
    {
      set_input_error (error, PASAR_INPUT_ERROR_AMBIGUOUS, text, digits, format);
      return;
    }
  example = pasar_money_format (meant, digits, &plain);
  quoted = dup_quotable (text);
  set_ambiguous_text (error, quoted, example, grouped);
}

static gint64
parse (const char *text,
       guint digits,
       const PasarNumberFormat *format,
       Numeral *numeral,
       PasarInputError *code)
{
  const char *start = text;
  const char *end = text + strlen (text);
  Reading reading;
  gboolean negative;
  gint64 value;

  *code = PASAR_INPUT_ERROR_NOT_A_NUMBER;
  if (!g_utf8_validate (text, -1, NULL))
    return -1;

  trim (&start, &end);
  if (start == end)
    {
      *code = PASAR_INPUT_ERROR_EMPTY;
      return -1;
    }

  negative = trim_minus (&start, end);
  if (trim_currency (&start, &end) && !negative)
    negative = trim_minus (&start, end);

  if (!numeral_read (numeral, start, end))
    return -1;

  reading = numeral_get_reading (numeral, digits, format);
  if (reading == READING_WRONG)
    return -1;
  if (negative)
    {
      *code = PASAR_INPUT_ERROR_NEGATIVE;
      return -1;
    }
  if (reading == READING_AMBIGUOUS)
    {
      *code = PASAR_INPUT_ERROR_AMBIGUOUS;
      return -1;
    }
  if (numeral->n_digits == MAX_DIGITS)
    {
      *code = PASAR_INPUT_ERROR_TOO_LARGE;
      return -1;
    }

  value =
      numeral_get_value (numeral,
                         reading == READING_DECIMALS ? numeral->group_length[numeral->n_groups - 1]
                                                     : 0,
                         digits,
                         code);
  return value;
}

/**
 * pasar_money_parse:
 * @text: what was typed or pasted
 * @digits: decimals of the currency
 * @format: (nullable): how the user writes numbers; %NULL: as in the locale
 * @minor: (out): the amount in minor units, 0 to %PASAR_VALUE_MAX; untouched on failure
 * @error: return location of a %PASAR_INPUT_ERROR
 *
 * Reads an amount. Blanks and one currency code or sign around it are skipped; digits of every
 * script are read.
 *
 * What is accepted, by example of a locale that writes 1,234.50 and a currency of two decimals:
 *
 * - `1234`, `1234.5`, `1234.50`, `1234.500000`, `.5`, `12.`
 * - `1,234.50`, `1.234,50`, `1 234.50`, `1'234,50`: two separators in the right order have one
 * reading only
 * - `1,234,567`, `1.234.567`, `1 234`, `1'234`: thousands, as nothing else can be meant
 * - `1,234` only if the currency has no decimals and the locale writes thousands so
 *
 * What is refused as ambiguous: `1,234` and `1.234` (else), and a lone `,` wherever it stands
 * (`12,5`, `12,50`, `,5`), as it is not what this locale writes. Where the locale writes 1.234,50
 * the two change places.
 *
 * Returns: %TRUE when @minor was set
 */
gboolean
pasar_money_parse (const char *text,
                   guint digits,
                   const PasarNumberFormat *format,
                   gint64 *minor,
                   GError **error)
{
  PasarInputError code;
  Numeral numeral;
  gint64 value;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (minor != NULL, FALSE);

  if (format == NULL)
    format = pasar_number_format_get_default ();
  digits = MIN (digits, MAX_DECIMALS);

  value = parse (text, digits, format, &numeral, &code);
  if (value < 0)
    {
      if (code == PASAR_INPUT_ERROR_AMBIGUOUS)
        set_ambiguous_error (error, text, &numeral, digits, format);
      else
        set_input_error (error, code, text, digits, format);
      return FALSE;
    }

  *minor = value;
  return TRUE;
}

/**
 * pasar_stock_parse:
 * @text: what was typed or pasted
 * @format: (nullable): how the user writes numbers; %NULL: as in the locale
 * @pieces: (out): whole pieces, 0 to %PASAR_VALUE_MAX; untouched on failure
 * @error: return location of a %PASAR_INPUT_ERROR
 *
 * Reads a number of pieces, by the rules of [func@money_parse].
 *
 * Returns: %TRUE when @pieces was set
 */
gboolean
pasar_stock_parse (const char *text,
                   const PasarNumberFormat *format,
                   gint64 *pieces,
                   GError **error)
{
  return pasar_money_parse (text, 0, format, pieces, error);
}

/**
 * pasar_money_format_to:
 * @minor: minor units, or %PASAR_NO_VALUE for no text
 * @digits: decimals of the currency
 * @format: (nullable): how the user writes numbers; %NULL: as in the locale
 * @buffer: (out caller-allocates): where to write
 * @size: bytes of @buffer, at least 1; 64 are always enough with separators of up to 3 bytes
 *
 * As [func@money_format], without allocating. What does not fit is left out whole.
 *
 * Returns: @buffer
 */
const char *
pasar_money_format_to (gint64 minor,
                       guint digits,
                       const PasarNumberFormat *format,
                       char *buffer,
                       gsize size)
{
  char text[128];
  char *p = text + sizeof text;
  guint64 rest = minor < 0 ? -(guint64) minor : (guint64) minor;
  guint n_whole = 0;
  gsize length;

  g_return_val_if_fail (buffer != NULL && size > 0, buffer);

  buffer[0] = '\0';
  if (minor == PASAR_NO_VALUE)
    return buffer;
  if (format == NULL)
    format = pasar_number_format_get_default ();
  digits = MIN (digits, MAX_DECIMALS);

  *--p = '\0';
  for (guint i = 0; i < digits; i++, rest /= 10)
    *--p = (char) ('0' + rest % 10);
  if (digits > 0)
    {
      length = MIN (strlen (format->decimal_point), 4);
      p -= length;
      memcpy (p, format->decimal_point, length);
    }
  do
    {
      if (n_whole > 0 && n_whole % 3 == 0)
        {
          length = MIN (strlen (format->thousands_sep), 4);
          p -= length;
          memcpy (p, format->thousands_sep, length);
        }
      *--p = (char) ('0' + rest % 10);
      rest /= 10;
      n_whole++;
    }
  while (rest > 0);
  if (minor < 0)
    *--p = '-';

  length = (gsize) (text + sizeof text - p);
  if (length <= size)
    memcpy (buffer, p, length);
  return buffer;
}

/**
 * pasar_money_format:
 * @minor: minor units, or %PASAR_NO_VALUE for no text
 * @digits: decimals of the currency
 * @format: (nullable): how the user writes numbers; %NULL: as in the locale
 *
 * Writes an amount without its currency, with exactly @digits decimals, e.g. `1,234.50`. What
 * [func@money_parse] reads with the same arguments is the same amount.
 *
 * Returns: (transfer full): the text
 */
char *
pasar_money_format (gint64 minor, guint digits, const PasarNumberFormat *format)
{
  char buffer[128];

  return g_strdup (pasar_money_format_to (minor, digits, format, buffer, sizeof buffer));
}
