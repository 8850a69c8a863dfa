/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shopee/codec-grammar.h"

#include <string.h>

/* json-glib reads more than JSON (hex numbers, comments), recurses without bound and aborts on half
 * of a surrogate pair. So every text is looked through once before it gets there. */

#define MAX_DEPTH 64

typedef struct
{
  char *at;
  char *end;
} Scan;

typedef enum
{
  WANT_VALUE,
  WANT_VALUE_OR_END,
  WANT_KEY,
  WANT_KEY_OR_END,
  WANT_COMMA_OR_END,
} Want;

static int
peek (Scan *scan)
{
  return scan->at < scan->end ? (guchar) *scan->at : -1;
}

static void
skip_blanks (Scan *scan)
{
  while (scan->at < scan->end && memchr (" \t\r\n", *scan->at, 4) != NULL)
    scan->at++;
}

static gboolean
skip_digits (Scan *scan)
{
  char *start = scan->at;

  while (scan->at < scan->end && g_ascii_isdigit (*scan->at))
    scan->at++;
  return scan->at > start;
}

static gboolean
integer_fits (const char *digits, gsize length, gboolean negative)
{
  guint64 limit = negative ? (guint64) G_MAXINT64 : G_MAXUINT64;
  guint64 value = 0;

  for (gsize i = 0; i < length; i++)
    {
      guint digit = digits[i] - '0';

      if (value > (limit - digit) / 10)
        return FALSE;
      value = value * 10 + digit;
    }
  return TRUE;
}

static gboolean
scan_number (Scan *scan)
{
  gboolean negative = peek (scan) == '-';
  gboolean integer = TRUE;
  char *start;

  if (negative)
    scan->at++;
  start = scan->at;
  if (!skip_digits (scan) || (*start == '0' && scan->at - start > 1))
    return FALSE;
  if (peek (scan) == '.')
    {
      integer = FALSE;
      scan->at++;
      if (!skip_digits (scan))
        return FALSE;
    }
  if (peek (scan) == 'e' || peek (scan) == 'E')
    {
      integer = FALSE;
      scan->at++;
      if (peek (scan) == '+' || peek (scan) == '-')
        scan->at++;
      if (!skip_digits (scan))
        return FALSE;
    }
  return !integer || integer_fits (start, scan->at - start, negative);
}

/* Reads the four digits behind \u; -1 when there are none. */
static int
read_hex (Scan *scan, const char *at)
{
  int value = 0;

  if (scan->end - at < 4)
    return -1;
  for (guint i = 0; i < 4; i++)
    {
      if (!g_ascii_isxdigit (at[i]))
        return -1;
      value = value * 16 + g_ascii_xdigit_value (at[i]);
    }
  return value;
}

/* At the u of \uXXXX. Half a surrogate pair and NUL become U+FFFD in place. */
static gboolean
scan_unicode_escape (Scan *scan)
{
  int unit = read_hex (scan, scan->at + 1);

  if (unit < 0)
    return FALSE;
  if (unit >= 0xd800 && unit <= 0xdbff && scan->end - scan->at >= 7 && scan->at[5] == '\\'
      && scan->at[6] == 'u')
    {
      int second = read_hex (scan, scan->at + 7);

      if (second >= 0xdc00 && second <= 0xdfff)
        {
          scan->at += 11;
          return TRUE;
        }
    }
  if (unit == 0 || (unit >= 0xd800 && unit <= 0xdfff))
    memcpy (scan->at + 1, "fffd", 4);
  scan->at += 5;
  return TRUE;
}

static gboolean
scan_string (Scan *scan)
{
  scan->at++;
  while (scan->at < scan->end)
    {
      guchar c = *scan->at;

      if (c == '"')
        {
          scan->at++;
          return TRUE;
        }
      if (c < 0x20)
        return FALSE;
      scan->at++;
      if (c != '\\')
        continue;
      if (peek (scan) == 'u')
        {
          if (!scan_unicode_escape (scan))
            return FALSE;
        }
      else if (peek (scan) > 0 && strchr ("\"\\/bfnrt", peek (scan)) != NULL)
        scan->at++;
      else
        return FALSE;
    }
  return FALSE;
}

static gboolean
scan_word (Scan *scan, const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (scan->end - scan->at) < length || memcmp (scan->at, word, length) != 0)
    return FALSE;
  scan->at += length;
  return TRUE;
}

static gboolean
scan_scalar (Scan *scan)
{
  switch (peek (scan))
    {
    case '"':
      return scan_string (scan);
    case 't':
      return scan_word (scan, "true");
    case 'f':
      return scan_word (scan, "false");
    case 'n':
      return scan_word (scan, "null");
    default:
      return scan_number (scan);
    }
}

static gboolean
scan_key (Scan *scan)
{
  if (peek (scan) != '"' || !scan_string (scan))
    return FALSE;
  skip_blanks (scan);
  if (peek (scan) != ':')
    return FALSE;
  scan->at++;
  return TRUE;
}

/**
 * pasar_json_check_grammar:
 * @text: (array length=length): valid UTF-8; escapes that stand for no character are replaced in
 *   place
 * @length: bytes of @text
 *
 * Checks that @text is one JSON value as RFC 8259 writes it, nested at most 64 levels deep, with
 * whole numbers that fit 64 bits.
 *
 * Returns: whether it is
 */
gboolean
pasar_json_check_grammar (char *text, gsize length)
{
  Scan scan = { text, text + length };
  char closers[MAX_DEPTH];
  guint depth = 0;
  Want want = WANT_VALUE;

  while (TRUE)
    {
      int c;

      skip_blanks (&scan);
      c = peek (&scan);
      if (want == WANT_COMMA_OR_END && depth == 0)
        return c == -1;
      if (c == -1)
        return FALSE;
      if (depth > 0 && c == closers[depth - 1] && want != WANT_VALUE && want != WANT_KEY)
        {
          scan.at++;
          depth--;
          want = WANT_COMMA_OR_END;
        }
      else if (want == WANT_COMMA_OR_END)
        {
          if (c != ',')
            return FALSE;
          scan.at++;
          want = closers[depth - 1] == '}' ? WANT_KEY : WANT_VALUE;
        }
      else if (want == WANT_KEY || want == WANT_KEY_OR_END)
        {
          if (!scan_key (&scan))
            return FALSE;
          want = WANT_VALUE;
        }
      else if (c == '{' || c == '[')
        {
          if (depth == MAX_DEPTH)
            return FALSE;
          closers[depth++] = c == '{' ? '}' : ']';
          scan.at++;
          want = c == '{' ? WANT_KEY_OR_END : WANT_VALUE_OR_END;
        }
      else
        {
          if (!scan_scalar (&scan))
            return FALSE;
          want = WANT_COMMA_OR_END;
        }
    }
}
