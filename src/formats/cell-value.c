/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/cell-value-private.h"

#include <math.h>
#include <string.h>

/* What Excel and LibreOffice show, and what a double holds of any decimal number. */
#define DIGITS_SHOWN 15
/* Whole numbers up to so many digits are written out. */
#define DIGITS_MAX 40
#define MS_PER_DAY 86400000
/* The day that does not exist: Excel takes 1900 for a leap year, as Lotus 1-2-3 did. */
#define SERIAL_OF_29_FEB 60
/* 1904-01-01, by the days from 1900. */
#define SERIAL_OF_1904 1462
/* 9999-12-31. */
#define SERIAL_MAX 2958465
/* What 1 is before that day, as GDate counts. */
#define JULIAN_BEFORE_1900 693595

/* Where the parts of a number are, without the zeros that say nothing. */
typedef struct
{
  gboolean is_negative;
  gboolean has_exponent;
  const char *whole;
  gsize n_whole;
  const char *decimals;
  gsize n_decimals;
} Parts;

static gsize
count_digits (const char *p, const char *end)
{
  const char *const start = p;

  while (p < end && g_ascii_isdigit (*p))
    p++;
  return (gsize) (p - start);
}

static gboolean
is_exponent (const char *p, const char *end)
{
  if (p == end || (*p != 'e' && *p != 'E'))
    return FALSE;
  p++;
  if (p < end && (*p == '+' || *p == '-'))
    p++;
  return p < end && p + count_digits (p, end) == end;
}

static gboolean
find_parts (const char *text, gsize length, Parts *parts)
{
  const char *p = text;
  const char *const end = text + length;

  *parts = (Parts){ 0 };
  parts->is_negative = p < end && *p == '-';
  if (p < end && (*p == '-' || *p == '+'))
    p++;
  parts->whole = p;
  parts->n_whole = count_digits (p, end);
  p += parts->n_whole;
  if (p < end && *p == '.')
    {
      parts->decimals = ++p;
      parts->n_decimals = count_digits (p, end);
      p += parts->n_decimals;
    }
  if (parts->n_whole + parts->n_decimals == 0)
    return FALSE;
  parts->has_exponent = is_exponent (p, end);
  while (parts->n_whole > 0 && *parts->whole == '0')
    {
      parts->whole++;
      parts->n_whole--;
    }
  while (parts->n_decimals > 0 && parts->decimals[parts->n_decimals - 1] == '0')
    parts->n_decimals--;
  return p == end || parts->has_exponent;
}

static gsize
count_shown_digits (const Parts *parts)
{
  gsize n_zeros = 0;

  while (parts->n_whole == 0 && n_zeros < parts->n_decimals && parts->decimals[n_zeros] == '0')
    n_zeros++;
  return parts->n_whole + parts->n_decimals - n_zeros;
}

static gboolean
is_short (const Parts *parts)
{
  if (parts->has_exponent || parts->n_whole > DIGITS_MAX || parts->n_decimals > DIGITS_MAX / 2)
    return FALSE;
  return parts->n_decimals == 0 || count_shown_digits (parts) <= DIGITS_SHOWN;
}

static void
write_parts (const Parts *parts, char *value)
{
  if (parts->is_negative && parts->n_whole + parts->n_decimals > 0)
    *value++ = '-';
  if (parts->n_whole == 0)
    *value++ = '0';
  memcpy (value, parts->whole, parts->n_whole);
  value += parts->n_whole;
  if (parts->n_decimals > 0)
    {
      *value++ = '.';
      memcpy (value, parts->decimals, parts->n_decimals);
      value += parts->n_decimals;
    }
  *value = '\0';
}

/* The digits that are shown, where the point stands among them, and zeros up to it. */
static void
write_double (double number, char *value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  char digits[DIGITS_SHOWN];
  gsize n_digits = DIGITS_SHOWN;
  gint64 point;

  if (number < 0)
    *value++ = '-';
  /* "1.23400000000000e+05" */
  g_ascii_formatd (text, sizeof text, "%.14e", fabs (number));
  digits[0] = text[0];
  memcpy (digits + 1, text + 2, DIGITS_SHOWN - 1);
  point = g_ascii_strtoll (text + DIGITS_SHOWN + 2, NULL, 10) + 1;
  while (n_digits > 1 && digits[n_digits - 1] == '0')
    n_digits--;

  if (point > DIGITS_MAX || point < -DIGITS_MAX / 2)
    {
      g_snprintf (value,
                  PASAR_CELL_VALUE_MAX - 1,
                  "%c%s%.*sE%+d",
                  digits[0],
                  n_digits > 1 ? "." : "",
                  (int) n_digits - 1,
                  digits + 1,
                  (int) point - 1);
      return;
    }
  if (point <= 0)
    {
      *value++ = '0';
      *value++ = '.';
      memset (value, '0', (gsize) -point);
      value -= point;
    }
  for (gint64 i = 0; i < MAX (point, (gint64) n_digits); i++)
    {
      if (i == point && point > 0)
        *value++ = '.';
      *value++ = i < (gint64) n_digits ? digits[i] : '0';
    }
  *value = '\0';
}

gboolean
pasar_cell_value_from_number (const char *text, gsize length, char value[PASAR_CELL_VALUE_MAX])
{
  g_autofree char *copy = NULL;
  double number;
  Parts parts;

  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;
  while (length > 0 && g_ascii_isspace (*text))
    {
      text++;
      length--;
    }
  if (!find_parts (text, length, &parts))
    return FALSE;
  if (is_short (&parts))
    {
      write_parts (&parts, value);
      return TRUE;
    }
  copy = g_strndup (text, length);
  number = g_ascii_strtod (copy, NULL);
  if (!isfinite (number))
    return FALSE;
  if (number == 0)
    strcpy (value, "0");
  else
    write_double (number, value);
  return TRUE;
}

/* Dates. */

static gsize
write_day (gint64 serial, char *value)
{
  GDate date;

  if (serial == SERIAL_OF_29_FEB)
    return (gsize) g_snprintf (value, PASAR_CELL_VALUE_MAX, "1900-02-29");
  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) (JULIAN_BEFORE_1900 + serial - (serial > SERIAL_OF_29_FEB)));
  return (gsize) g_snprintf (value,
                             PASAR_CELL_VALUE_MAX,
                             "%04d-%02d-%02d",
                             g_date_get_year (&date),
                             g_date_get_month (&date),
                             g_date_get_day (&date));
}

static void
write_time (gint64 ms, char *value)
{
  const gint64 secs = ms / 1000;
  const int n = g_snprintf (value,
                            PASAR_CELL_VALUE_MAX / 2,
                            "%02d:%02d:%02d",
                            (int) (secs / 3600),
                            (int) (secs / 60 % 60),
                            (int) (secs % 60));

  if (ms % 1000 != 0)
    g_snprintf (value + n, PASAR_CELL_VALUE_MAX / 2, ".%03d", (int) (ms % 1000));
}

gboolean
pasar_cell_value_from_serial (double serial, gboolean is_1904, char value[PASAR_CELL_VALUE_MAX])
{
  gint64 day;
  gint64 ms;

  if (!(serial >= 0 && serial < SERIAL_MAX + 1))
    return FALSE;
  ms = (gint64) floor (serial * MS_PER_DAY + 0.5);
  day = ms / MS_PER_DAY;
  ms %= MS_PER_DAY;
  /* Before the first day there is only the time of a day. */
  if (day == 0 && (ms > 0 || !is_1904))
    {
      write_time (ms, value);
      return TRUE;
    }
  day += is_1904 ? SERIAL_OF_1904 : 0;
  if (day > SERIAL_MAX)
    return FALSE;
  value += write_day (day, value);
  if (ms > 0)
    {
      *value++ = 'T';
      write_time (ms, value);
    }
  return TRUE;
}

/* "2024-02-29", "2024-02-29T13:45:00.5", "13:45:00Z" by their digits; what says nothing is left
 * out. */
gboolean
pasar_cell_value_from_iso (const char *text, gsize length, char value[PASAR_CELL_VALUE_MAX])
{
  static const char *const midnights[] = { "T00:00:00", "T00:00" };
  const char *point;

  if (length < strlen ("13:45") || length >= 40 || !g_ascii_isdigit (text[0]))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (text[i]) && (text[i] == '\0' || strchr ("-:T.Z", text[i]) == NULL))
        return FALSE;
    }
  memcpy (value, text, length);
  value[length] = '\0';
  if (value[length - 1] == 'Z')
    value[--length] = '\0';
  point = strchr (value, '.');
  while (point != NULL && length > 0 && strchr ("0.", value[length - 1]) != NULL)
    {
      value[--length] = '\0';
      point = strchr (value, '.');
    }
  for (guint i = 0; i < G_N_ELEMENTS (midnights); i++)
    {
      if (g_str_has_suffix (value, midnights[i]))
        value[length - strlen (midnights[i])] = '\0';
    }
  return TRUE;
}

gboolean
pasar_cell_value_from_duration (const char *text, gsize length, char value[PASAR_CELL_VALUE_MAX])
{
  char copy[PASAR_CELL_VALUE_MAX];
  double hours = 0;
  double minutes = 0;
  double secs = 0;
  char *p = copy + 2;

  if (length < strlen ("PT") || length >= sizeof copy || memcmp (text, "PT", 2) != 0)
    return FALSE;
  memcpy (copy, text, length);
  copy[length] = '\0';
  while (g_ascii_isdigit (*p))
    {
      const double number = g_ascii_strtod (p, &p);

      if (*p == 'H')
        hours = number;
      else if (*p == 'M')
        minutes = number;
      else if (*p == 'S')
        secs = number;
      else
        return FALSE;
      p++;
    }
  secs += (hours * 60 + minutes) * 60;
  if (*p != '\0' || !(secs < MS_PER_DAY / 1000.0))
    return FALSE;
  write_time ((gint64) floor (secs * 1000), value);
  return TRUE;
}

gboolean
pasar_cell_value_from_boolean (const char *text, gsize length, char value[PASAR_CELL_VALUE_MAX])
{
  const gboolean is_true = length > 0 && (text[0] == '1' || text[0] == 't');

  strcpy (value, is_true ? "TRUE" : "FALSE");
  return TRUE;
}

/* Formats. */

/* What stands in brackets is a colour, a condition, a currency, or a time that may be longer than a
 * day, which is no time of a day. */
static gboolean
is_duration (const char *bracket)
{
  const gsize length = strcspn (bracket, "]");

  return length > 0 && strspn (bracket, "hHmMsS") == length;
}

static const char *
skip_quoted (const char *p, char end)
{
  const char *quote = strchr (p, end);

  return quote != NULL ? quote + 1 : p + strlen (p);
}

static PasarCellType
find_type (const char *code)
{
  PasarCellType type = PASAR_CELL_NUMBER;
  const char *p = code;

  /* The part for positive numbers is the first. */
  while (*p != '\0' && *p != ';')
    {
      if (*p == '[' && is_duration (p + 1))
        return PASAR_CELL_NUMBER;
      if (*p == '"')
        p = skip_quoted (p + 1, '"');
      else if (*p == '[')
        p = skip_quoted (p + 1, ']');
      else if (strchr ("\\_*", *p) != NULL && p[1] != '\0')
        p += 2;
      else if (g_ascii_strncasecmp (p, "General", strlen ("General")) == 0)
        p += strlen ("General");
      else
        {
          if (strchr ("yYmMdDhHsS", *p) != NULL)
            type = PASAR_CELL_DATE;
          else if (*p == '%' && type == PASAR_CELL_NUMBER)
            type = PASAR_CELL_PERCENT;
          p++;
        }
    }
  return type;
}

PasarCellFormat
pasar_cell_format_read (const char *code)
{
  const gsize n_zeros = strspn (code, "0");
  const gboolean is_zeros =
      n_zeros <= DIGITS_MAX && (code[n_zeros] == '\0' || code[n_zeros] == ';');

  return (PasarCellFormat){ find_type (code), is_zeros ? (guint) n_zeros : 0 };
}

PasarCellFormat
pasar_cell_format_get_builtin (guint id)
{
  PasarCellType type = PASAR_CELL_NUMBER;

  if (id == 9 || id == 10)
    type = PASAR_CELL_PERCENT;
  /* Those from 27 on are of East Asia. */
  else if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || id == 45 || id == 47
           || (id >= 50 && id <= 58))
    type = PASAR_CELL_DATE;
  return (PasarCellFormat){ type, 0 };
}

gboolean
pasar_cell_format_fill (const PasarCellFormat *self, char value[PASAR_CELL_VALUE_MAX])
{
  const gsize length = strlen (value);

  if (length >= self->n_digits || strspn (value, "0123456789") < length)
    return FALSE;
  memmove (value + self->n_digits - length, value, length + 1);
  memset (value, '0', self->n_digits - length);
  return TRUE;
}
