/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/values/word.h"

/* What the heads of columns are called in expressions and conditions. */

/**
 * pasar_word_dup_of:
 * @title: the head of a column
 *
 * Makes a word that is typed easily: `cost_sgd` of “Cost (SGD)”.
 *
 * Returns: (transfer full): the ASCII letters and digits of the title in small letters, others
 *   between them as one low line; empty where there are none
 */
char *
pasar_word_dup_of (const char *title)
{
  GString *word = g_string_new (NULL);

  for (const char *p = title; *p != '\0'; p++)
    {
      if (g_ascii_isalnum (*p))
        g_string_append_c (word, g_ascii_tolower (*p));
      else if (word->len > 0 && word->str[word->len - 1] != '_')
        g_string_append_c (word, '_');
    }
  if (word->len > 0 && word->str[word->len - 1] == '_')
    g_string_truncate (word, word->len - 1);
  return g_string_free (word, FALSE);
}

/**
 * pasar_word_is_one:
 * @text: a text
 *
 * Anything else is written in double quotes.
 *
 * Returns: whether it is a single word of any script, which begins with no digit
 */
gboolean
pasar_word_is_one (const char *text)
{
  if (*text == '\0' || g_unichar_isdigit (g_utf8_get_char (text)))
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      const gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isalnum (c) && !g_unichar_ismark (c) && c != '_')
        return FALSE;
    }
  return TRUE;
}
