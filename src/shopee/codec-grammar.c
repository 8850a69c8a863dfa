/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shopee/codec-grammar-private.h"

#include <string.h>

/* json-glib reads more than JSON (hex numbers, comments), recurses without bound, aborts on half of
 * a surrogate pair, and takes 300 bytes and a microsecond for each value. So every text is looked
 * through once before it gets there, and what nobody will read is left out of it. */

#define MAX_DEPTH 64

/* An answer of 50 items in full has some ten thousand values. */
#define MAX_VALUES 200000

typedef struct
{
  char *at;
  char *end;
  char *text;
  char *to; /* end of what is kept, behind what was looked through */
  const PasarJsonMembers *members;
  guint drop_depth; /* of the object of which a member is being left out; 0: none is */
  guint n_values;
  guint depth;
  char closers[MAX_DEPTH];
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
  while (scan->at < scan->end
         && (*scan->at == ' ' || *scan->at == '\n' || *scan->at == '\t' || *scan->at == '\r'))
    scan->at++;
}

/* Moves what was looked through since start to what is kept. */
static void
keep (Scan *scan, const char *start)
{
  if (scan->drop_depth != 0)
    return;
  if (scan->to != start)
    memmove (scan->to, start, scan->at - start);
  scan->to += scan->at - start;
}

static void
keep_char (Scan *scan, char c)
{
  if (scan->drop_depth == 0)
    *scan->to++ = c;
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
      guchar c = *scan->at++;

      if (c > '\\' || (c >= 0x20 && c != '"' && c != '\\'))
        continue;
      if (c != '\\')
        return c == '"';
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

static int
compare_member (gconstpointer name, gconstpointer member)
{
  return strcmp (name, *(const char *const *) member);
}

static gboolean
is_wanted (const PasarJsonMembers *members, const char *name, gsize length)
{
  char text[32];

  if (members == NULL)
    return TRUE;
  if (length >= sizeof text)
    return FALSE;
  memcpy (text, name, length);
  text[length] = '\0';
  return bsearch (text, members->names, members->n_names, sizeof (char *), compare_member) != NULL;
}

/* The comma before a member or an element; what came before it may have been left out. */
static void
keep_comma (Scan *scan)
{
  if (scan->to > scan->text && strchr ("{[:", scan->to[-1]) == NULL)
    keep_char (scan, ',');
}

static gboolean
scan_key (Scan *scan)
{
  const char *start = scan->at;

  if (peek (scan) != '"' || !scan_string (scan))
    return FALSE;
  if (scan->drop_depth == 0 && !is_wanted (scan->members, start + 1, scan->at - start - 2))
    scan->drop_depth = scan->depth;
  keep_comma (scan);
  keep (scan, start);
  skip_blanks (scan);
  if (peek (scan) != ':')
    return FALSE;
  scan->at++;
  keep_char (scan, ':');
  return TRUE;
}

/* A value, or the beginning of one. */
static gboolean
scan_value (Scan *scan, Want *want)
{
  const char *start = scan->at;
  const int c = peek (scan);

  if (++scan->n_values > MAX_VALUES)
    return FALSE;
  keep_comma (scan);
  *want = WANT_COMMA_OR_END;
  if (c == '{' || c == '[')
    {
      if (scan->depth == MAX_DEPTH)
        return FALSE;
      scan->closers[scan->depth++] = c == '{' ? '}' : ']';
      scan->at++;
      *want = c == '{' ? WANT_KEY_OR_END : WANT_VALUE_OR_END;
    }
  else if (!scan_scalar (scan))
    return FALSE;
  keep (scan, start);
  return TRUE;
}

static void
scan_end (Scan *scan)
{
  const char *start = scan->at++;

  keep (scan, start);
  scan->depth--;
}

/**
 * pasar_json_check_grammar:
 * @text: (array length=length): valid UTF-8; changed in place: escapes that stand for no character
 *   are replaced, blanks and members that are not wanted are left out
 * @length: (inout): bytes of @text
 * @members: (nullable): the members to keep, at every depth; %NULL: all
 *
 * Checks that @text is one JSON value as RFC 8259 writes it, nested at most 64 levels deep, of at
 * most 200,000 values, with whole numbers that fit 64 bits.
 *
 * Returns: whether it is
 */
gboolean
pasar_json_check_grammar (char *text, gsize *length, const PasarJsonMembers *members)
{
  Scan scan = { .at = text, .end = text + *length, .text = text, .to = text, .members = members };
  Want want = WANT_VALUE;

  while (want != WANT_COMMA_OR_END || scan.depth > 0)
    {
      gboolean closes;

      skip_blanks (&scan);
      closes = scan.depth > 0 && peek (&scan) == scan.closers[scan.depth - 1];
      if (closes && want != WANT_VALUE && want != WANT_KEY)
        {
          scan_end (&scan);
          want = WANT_COMMA_OR_END;
        }
      else if (want == WANT_COMMA_OR_END)
        {
          if (peek (&scan) != ',')
            return FALSE;
          scan.at++;
          want = scan.closers[scan.depth - 1] == '}' ? WANT_KEY : WANT_VALUE;
          continue;
        }
      else if (want == WANT_KEY || want == WANT_KEY_OR_END)
        {
          if (!scan_key (&scan))
            return FALSE;
          want = WANT_VALUE;
        }
      else if (!scan_value (&scan, &want))
        return FALSE;
      /* Was it the value of the member that is left out? */
      if (want == WANT_COMMA_OR_END && scan.drop_depth == scan.depth)
        scan.drop_depth = 0;
    }
  skip_blanks (&scan);
  *length = scan.to - text;
  return scan.at == scan.end;
}
