/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/html-private.h"

#include <string.h>

/* libxml2 (up to 2.13) compares each attribute of a tag with all before it, and cannot be stopped
 * in that: half a second of comparisons in all. Tags of spreadsheets have some ten. */
#define COMPARISONS_MAX 100000000
#define ATTRIBUTES_FEW  256
/* The rest of a name is another one. */
#define NAME_LENGTH 100
/* What may be a tag within another one's value, or in a script, is looked at again. */
#define LOOKS_MAX 32

/* What a name has, and what it may begin with. */
static gboolean
is_name (char c, gboolean is_first)
{
  return c != '\0'
         && (g_ascii_isalpha (c) || strchr ("_:.", c) != NULL
             || (!is_first && (g_ascii_isdigit (c) || c == '-')));
}

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static const char *
skip_blanks (const char *at)
{
  while (is_blank (*at))
    at++;
  return at;
}

/* Up to a blank, or to the end of the tag. */
static const char *
skip_word (const char *at)
{
  while (*at != '\0' && *at != '>' && !is_blank (*at))
    at++;
  return at;
}

static const char *
skip_value (const char *at)
{
  const char quote = *at;

  if (quote != '"' && quote != '\'')
    return skip_word (at);
  at++;
  while (*at != '\0' && *at != quote)
    at++;
  return at + (*at != '\0');
}

static const char *
skip_name (const char *at)
{
  guint length = 0;

  while (length < NAME_LENGTH && is_name (at[length], length == 0))
    length++;
  return at + length;
}

/* A tag, by the rules of libxml2. n: (inout): how many attributes */
static const char *
skip_tag (const char *at, guint *n)
{
  at = skip_name (at);
  while (*at != '\0' && *at != '>')
    {
      const char *name = skip_blanks (at);

      at = skip_name (name);
      if (at > name)
        {
          ++*n;
          at = skip_blanks (at);
          if (*at == '=')
            at = skip_value (skip_blanks (at + 1));
        }
      /* What is no name is passed over with all up to the next blank. */
      else
        at = skip_word (at);
    }
  return at;
}

/* Every tag is looked at from where it begins, and so is what only looks like one. */
gboolean
pasar_html_is_too_costly (const char *text, gsize length)
{
  guint64 n_comparisons = 0;
  guint64 n_looks = 0;

  for (const char *at = text; (at = memchr (at, '<', length - (gsize) (at - text))) != NULL; at++)
    {
      guint n = 0;

      if (!is_name (at[1], TRUE))
        continue;
      n_looks += (guint64) (skip_tag (at + 1, &n) - at);
      if (n > ATTRIBUTES_FEW)
        n_comparisons += (guint64) n * n / 2;
      if (n_comparisons > COMPARISONS_MAX || n_looks / LOOKS_MAX > length)
        return TRUE;
    }
  return FALSE;
}
