/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/values/expression-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Characters, numbers and names. */

/* Full-width forms, which input methods of Chinese and Japanese write, are U+FEE0 further on. */
#define FULL_WIDTH_FIRST 0xFF01
#define FULL_WIDTH_LAST  0xFF5E
#define FULL_WIDTH_SHIFT 0xFEE0

#define MAX_NAME 64

/* Keeps the first error; always NULL. */
gpointer
pasar_parser_take_error (PasarParser *self, gsize place, GError *error)
{
  if (self->error != NULL)
    {
      g_error_free (error);
      return NULL;
    }
  self->error = error;
  self->place = place;
  return NULL;
}

gpointer
pasar_parser_fail (PasarParser *self, gsize place, PasarInputError code, const char *format, ...)
{
  GError *error;
  va_list values;

  va_start (values, format);
  error = g_error_new_valist (PASAR_INPUT_ERROR, (int) code, format, values);
  va_end (values);
  return pasar_parser_take_error (self, place, error);
}

char *
pasar_parser_dup_part (const PasarParser *self, gsize place, gsize length)
{
  return g_strndup (self->text + place, length);
}

gsize
pasar_parser_get_place (const PasarParser *self)
{
  return (gsize) (self->next - self->text);
}

/* The next character in its usual form; 0 at the end. */
gunichar
pasar_parser_look (const PasarParser *self)
{
  const gunichar c = g_utf8_get_char (self->next);

  if (c >= FULL_WIDTH_FIRST && c <= FULL_WIDTH_LAST)
    return c - FULL_WIDTH_SHIFT;
  switch (c)
    {
    case 0x2212: /* − */
      return '-';
    case 0x00D7: /* × */
      return '*';
    case 0x00F7: /* ÷ */
      return '/';
    case 0x061B: /* ؛ */
      return ';';
    case 0x066A: /* ٪ */
      return '%';
    default:
      return c;
    }
}

void
pasar_parser_step (PasarParser *self)
{
  if (*self->next != '\0')
    self->next = g_utf8_next_char (self->next);
}

void
pasar_parser_skip_blanks (PasarParser *self)
{
  while (*self->next != '\0' && pasar_number_is_blank (g_utf8_get_char (self->next)))
    pasar_parser_step (self);
}

/* Takes a character, with the blanks before it, if it is the next one. */
gboolean
pasar_parser_take (PasarParser *self, gunichar c)
{
  pasar_parser_skip_blanks (self);
  if (pasar_parser_look (self) != c)
    return FALSE;
  pasar_parser_step (self);
  return TRUE;
}

static gboolean
is_digit_at (const char *text)
{
  return g_unichar_isdigit (g_utf8_get_char (text));
}

static gboolean
is_comma (gunichar c)
{
  return c == ',' || c == 0xFF0C;
}

static gboolean
is_point (gunichar c)
{
  return c == '.' || c == 0xFF0E || is_comma (c);
}

/* Whether c, before after and behind a digit or not, is of a number. */
static gboolean
continues_number (const PasarParser *self, gunichar c, const char *after, gboolean behind_digit)
{
  if (is_comma (c) && self->commas_separate)
    return behind_digit && is_digit_at (after);
  if (is_point (c))
    return TRUE;
  if (!behind_digit || !is_digit_at (after))
    return FALSE;
  return c == '\'' || c == 0x2019 || c == 0x066B || c == 0x066C
         || g_unichar_type (c) == G_UNICODE_SPACE_SEPARATOR;
}

/* The bytes of the digits at place, with what separates them. Fails where a comma may be a
 * separator of arguments. */
static gsize
get_digits (PasarParser *self)
{
  const char *p = self->next;
  const char *comma = NULL;
  gboolean behind_digit = FALSE;

  while (*p != '\0')
    {
      const gunichar c = g_utf8_get_char (p);
      const char *after = g_utf8_next_char (p);
      const gboolean is_digit = g_unichar_isdigit (c);

      if (!is_digit && !continues_number (self, c, after, behind_digit))
        break;
      if (is_comma (c) && self->commas_separate)
        comma = p;
      behind_digit = is_digit;
      p = after;
    }
  if (comma != NULL)
    {
      const char *start = self->next;
      g_autofree char *number = g_strndup (start, (gsize) (p - start));
      g_autofree char *left = g_strndup (start, (gsize) (comma - start));
      g_autofree char *right = pasar_number_strip (g_utf8_next_char (comma));

      right[p - g_utf8_next_char (comma)] = '\0';
      pasar_parser_fail (
          self,
          (gsize) (comma - self->text),
          PASAR_INPUT_ERROR_AMBIGUOUS,
          /* Translators: what was typed, e.g. 5,100; then twice its two parts, e.g. 5 and 100. The
             first reading is two numbers, the second one is one number */
          _ ("“%s” can be read in two ways. Write %s; %s for two numbers, or %s%s for one."),
          number,
          left,
          right,
          left,
          right);
    }
  return (gsize) (p - self->next);
}

/* Takes the mark of a currency that is written here; FALSE when it is another one. */
static gboolean
take_mark (PasarParser *self, gboolean leads)
{
  const char *currency = self->context->currency;
  const char *start = self->next;
  gboolean is_own = TRUE;
  gsize size = 0;

  if (currency == NULL || *currency == '\0')
    return TRUE;
  pasar_parser_skip_blanks (self);
  size = pasar_money_get_mark (self->next, currency, &is_own);
  self->next += size;
  if (leads)
    pasar_parser_skip_blanks (self);
  /* No mark, or the beginning of a word. */
  if (size == 0 || (leads && !is_digit_at (self->next) && !is_point (g_utf8_get_char (self->next)))
      || (!leads && g_unichar_isalnum (g_utf8_get_char (self->next))))
    {
      self->next = start;
      return TRUE;
    }
  return is_own;
}

/* A literal number, with the shop's currency on either side; NULL, also without an error, when
 * there is none. Its digits are read later, when it is known what it counts. */
PasarNode *
pasar_parser_read_number (PasarParser *self)
{
  const char *start = self->next;
  gboolean is_own = take_mark (self, TRUE);
  const gsize place = pasar_parser_get_place (self);
  const gsize length = get_digits (self);

  if (length == 0 || self->error != NULL)
    {
      self->next = start;
      return NULL;
    }
  self->next += length;
  is_own = take_mark (self, FALSE) && is_own;
  if (!is_own)
    {
      g_autofree char *amount = g_strndup (start, (gsize) (self->next - start));

      return pasar_parser_take_error (self,
                                      (gsize) (start - self->text),
                                      pasar_money_new_currency_error (amount,
                                                                      self->context->currency));
    }
  return pasar_parser_make_number (self, place, length);
}

static gboolean
is_of_word (gunichar c)
{
  return g_unichar_isalnum (c) || c == '_' || g_unichar_ismark (c);
}

/* How many bytes the word here has, or the name in quotes; 0 when there is none. */
gsize
pasar_parser_get_word (const PasarParser *self)
{
  const char *p = self->next;
  const char *end = *p == '"' ? strchr (p + 1, '"') : NULL;

  if (end != NULL)
    return (gsize) (end + 1 - p);

  while (*p != '\0' && is_of_word (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return (gsize) (p - self->next);
}

gboolean
pasar_parser_is_word (const PasarParser *self, const char *word)
{
  const gsize length = pasar_parser_get_word (self);

  return length == strlen (word) && g_ascii_strncasecmp (self->next, word, length) == 0;
}

/* How many bytes of the text are name, in whichever case; 0 when it is another one. */
static gsize
match_name (const char *text, const char *name)
{
  const char *p = text;

  while (*name != '\0')
    {
      if (*p == '\0'
          || g_unichar_tolower (g_utf8_get_char (p)) != g_unichar_tolower (g_utf8_get_char (name)))
        return 0;
      p = g_utf8_next_char (p);
      name = g_utf8_next_char (name);
    }
  return *p != '\0' && is_of_word (g_utf8_get_char (p)) ? 0 : (gsize) (p - text);
}

/* How many letters have to be put in, taken out or changed to make one name of the other. */
static guint
get_distance (const char *a, const char *b)
{
  const gsize n = MIN (strlen (b), MAX_NAME);
  guint row[MAX_NAME + 1];

  for (guint k = 0; k <= n; k++)
    row[k] = k;
  for (; *a != '\0'; a++)
    {
      guint diagonal = row[0]++;

      for (gsize k = 1; k <= n; k++)
        {
          const guint changed = diagonal + (g_ascii_tolower (*a) != g_ascii_tolower (b[k - 1]));

          diagonal = row[k];
          row[k] = MIN (MIN (row[k], row[k - 1]) + 1, changed);
        }
    }
  return row[n];
}

/* The names that word may have been meant to be, separated by commas; all where none is close. */
static char *
list_names (const PasarParser *self, const char *word, gboolean close_ones)
{
  const PasarExpressionContext *context = self->context;
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < context->n_columns; i++)
    {
      const char *name = context->columns[i].name;

      if (close_ones && get_distance (word, name) > 1 + strlen (name) / 4
          && !g_str_has_prefix (name, word) && strstr (name, word) == NULL)
        continue;
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
    }
  return g_string_free (names, FALSE);
}

/* The word here, or as many whole letters of a long one as any name could have. */
static char *
dup_word (const PasarParser *self)
{
  const gsize length = pasar_parser_get_word (self);
  const char *end = self->next + length;

  if (length > MAX_NAME)
    end = g_utf8_find_prev_char (self->next, self->next + MAX_NAME);
  return g_strndup (self->next, (gsize) (end - self->next));
}

static gpointer
fail_unknown (PasarParser *self)
{
  const gsize place = pasar_parser_get_place (self);
  g_autofree char *word = dup_word (self);
  g_autofree char *close_names = list_names (self, word, TRUE);
  g_autofree char *names = list_names (self, word, FALSE);

  if (*close_names != '\0')
    return pasar_parser_fail (self,
                              place,
                              PASAR_INPUT_ERROR_UNKNOWN_NAME,
                              /* Translators: a word that was typed; then one or more words that are
                                 not translated, e.g. price, shop_price */
                              _ ("“%s” is not known. Did you mean %s?"),
                              word,
                              close_names);
  return pasar_parser_fail (self,
                            place,
                            PASAR_INPUT_ERROR_UNKNOWN_NAME,
                            /* Translators: a word that was typed; then words that are not
                               translated, e.g. price, stock, reserved */
                            _ ("“%s” is not known. These are: %s."),
                            word,
                            names);
}

/* The column that is named here: of several the longest name. */
PasarNode *
pasar_parser_read_column (PasarParser *self)
{
  const PasarExpressionContext *context = self->context;
  const gsize place = pasar_parser_get_place (self);
  gsize longest = 0;
  guint column = 0;

  for (guint i = 0; i < context->n_columns; i++)
    {
      const PasarExpressionColumn *candidate = &context->columns[i];
      const gsize by_name = match_name (self->next, candidate->name);
      const gsize by_label =
          candidate->label != NULL ? match_name (self->next, candidate->label) : 0;

      if (MAX (by_name, by_label) <= longest)
        continue;
      longest = MAX (by_name, by_label);
      column = i;
    }
  if (longest == 0)
    return fail_unknown (self);
  self->next += longest;
  return pasar_parser_make_column (self, column, place, longest);
}
