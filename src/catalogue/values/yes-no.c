/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/values/yes-no.h"

#include "catalogue/values/number.h"

#include <glib/gi18n-lib.h>

/* What people write who mean yes or no, in the languages of the regions: in small letters. A word
 * that is yes in one language and no in another one is in neither. */
static const char *const yes_words[] = {
  "yes", "y",  "true",      "t",          "1",      "x",     "on",    "✓",   "✔",
  "☑",   "☒",  "ya",        "iya",        "是",     "有",    "对",    "對",  "好",
  "ใช่",  "มี",  "có",        "đúng",       "vâng",   "oo",    "opo",   "sim", "s",
  "sí",  "si", "verdadero", "verdadeiro", "prawda", "benar", "betul",
};

static const char *const no_words[] = {
  "no",    "n",   "false", "f",    "0",    "off",   "✗",   "✘",     "☐",     "tidak",
  "bukan", "否",  "不",    "没有", "沒有", "無",    "无",  "ไม่",    "ไม่ใช่",  "ไม่มี",
  "không", "sai", "hindi", "não",  "nao",  "falso", "nie", "fałsz", "salah",
};

/**
 * pasar_yes_no_get_word:
 * @is_yes: which of the two
 *
 * Says and writes it where there is room for no more than a word.
 *
 * Returns: (transfer none): the word for it, translated; pasar_yes_no_parse() reads it
 */
const char *
pasar_yes_no_get_word (gboolean is_yes)
{
  return is_yes ? _ ("Yes") : _ ("No");
}

static gboolean
is_one_of (const char *folded, const char *const *words, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      if (g_str_equal (words[i], folded))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_word_for (const char *folded, gboolean is_yes)
{
  g_autofree char *word = g_utf8_casefold (pasar_yes_no_get_word (is_yes), -1);

  return g_str_equal (word, folded);
}

/**
 * pasar_yes_no_parse:
 * @text: what was typed, pasted or read from a file
 * @is_yes: (out): what it means
 * @error: return location of a %PASAR_INPUT_ERROR
 *
 * Reads the words of the languages of Shopee's regions, those of spreadsheets (`TRUE`, 1, x) and
 * marks.
 *
 * Returns: whether it means one of the two
 */
gboolean
pasar_yes_no_parse (const char *text, gboolean *is_yes, GError **error)
{
  g_autofree char *stripped = pasar_number_strip (text);
  g_autofree char *normal = g_utf8_normalize (stripped, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *folded = normal != NULL ? g_utf8_casefold (normal, -1) : g_strdup ("");

  *is_yes = is_word_for (folded, TRUE) || is_one_of (folded, yes_words, G_N_ELEMENTS (yes_words));
  if (*is_yes || is_word_for (folded, FALSE)
      || is_one_of (folded, no_words, G_N_ELEMENTS (no_words)))
    return TRUE;
  g_set_error (error,
               PASAR_INPUT_ERROR,
               PASAR_INPUT_ERROR_NOT_A_NUMBER,
               /* Translators: what was typed; then the words for yes and no */
               _ ("“%s” cannot be read here. Write %s or %s."),
               text,
               pasar_yes_no_get_word (TRUE),
               pasar_yes_no_get_word (FALSE));
  return FALSE;
}
