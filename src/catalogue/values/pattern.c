/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/values/pattern.h"

#include <string.h>

struct _PasarPattern
{
  char *text;    /* (owned) */
  char *lowered; /* (owned) what is compared; @text where case counts, or where it has no case */
  gsize length;  /* of @lowered */
  PasarPatternFlags flags;
  gboolean ignores_case;
};

/* Letter by letter, so that what is found is so many letters of the text, too. */
static char *
dup_lowered (const char *text)
{
  GString *lowered = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    g_string_append_unichar (lowered, g_unichar_tolower (g_utf8_get_char (p)));
  return g_string_free (lowered, FALSE);
}

/* Numbers, and scripts without capitals, are looked for as they are, which is faster. */
static gboolean
has_case (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      const gunichar c = g_utf8_get_char (p);

      if (g_unichar_tolower (c) != c || g_unichar_toupper (c) != c)
        return TRUE;
    }
  return FALSE;
}

/**
 * pasar_pattern_new:
 * @text: what is looked for; an empty one is nowhere
 * @flags: how
 *
 * Takes also what is no UTF-8, as it is shown.
 *
 * Returns: (transfer full): the text, ready to be looked for
 */
PasarPattern *
pasar_pattern_new (const char *text, PasarPatternFlags flags)
{
  PasarPattern *self = g_atomic_rc_box_new0 (PasarPattern);

  self->text = g_utf8_make_valid (text, -1);
  self->flags = flags;
  self->ignores_case = (flags & PASAR_PATTERN_CASE) == 0 && has_case (self->text);
  self->lowered = self->ignores_case ? dup_lowered (self->text) : g_strdup (self->text);
  self->length = strlen (self->lowered);
  return self;
}

/**
 * pasar_pattern_ref:
 * @self: a pattern
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
PasarPattern *
pasar_pattern_ref (PasarPattern *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  PasarPattern *self = data;

  g_free (self->text);
  g_free (self->lowered);
}

/**
 * pasar_pattern_unref:
 * @self: (transfer full) (nullable): a pattern
 *
 * Gives a reference back.
 */
void
pasar_pattern_unref (PasarPattern *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear);
}

/**
 * pasar_pattern_get_text:
 * @self: a pattern
 *
 * As it was given.
 *
 * Returns: (transfer none): what is looked for
 */
const char *
pasar_pattern_get_text (const PasarPattern *self)
{
  return self->text;
}

/**
 * pasar_pattern_get_flags:
 * @self: a pattern
 *
 * As they were given.
 *
 * Returns: how it is looked for
 */
PasarPatternFlags
pasar_pattern_get_flags (const PasarPattern *self)
{
  return self->flags;
}

/* The end of what is found at the beginning of @text; NULL: it is not there. */
static const char *
match_here (const PasarPattern *self, const char *text)
{
  const char *wanted = self->lowered;

  if (!self->ignores_case)
    return strncmp (text, wanted, self->length) == 0 ? text + self->length : NULL;
  while (*wanted != '\0')
    {
      if ((guchar) *text < 0x80 && (guchar) *wanted < 0x80)
        {
          if (g_ascii_tolower (*text) != *wanted)
            return NULL;
          text++;
          wanted++;
          continue;
        }
      if (*text == '\0' || g_unichar_tolower (g_utf8_get_char (text)) != g_utf8_get_char (wanted))
        return NULL;
      text = g_utf8_next_char (text);
      wanted = g_utf8_next_char (wanted);
    }
  return text;
}

/* Where it is found first; NULL: nowhere. */
static const char *
find (const PasarPattern *self, const char *text, const char **end)
{
  if (!self->ignores_case)
    {
      const char *found = strstr (text, self->lowered);

      if (found != NULL)
        *end = found + self->length;
      return found;
    }
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      *end = match_here (self, text);
      if (*end != NULL)
        return text;
    }
  return NULL;
}

/**
 * pasar_pattern_matches:
 * @self: a pattern
 * @text: a text, UTF-8
 *
 * Meant for many texts: allocates nothing.
 *
 * Returns: whether it is found there
 */
gboolean
pasar_pattern_matches (const PasarPattern *self, const char *text)
{
  const char *end;

  if (self->length == 0)
    return FALSE;
  if ((self->flags & PASAR_PATTERN_WHOLE) == 0)
    return find (self, text, &end) != NULL;
  end = match_here (self, text);
  return end != NULL && *end == '\0';
}

/**
 * pasar_pattern_replace:
 * @self: a pattern
 * @text: a text, UTF-8
 * @replacement: what is to stand there in its place, wherever it is found
 *
 * Goes on behind what was replaced, so that it is never looked for in @replacement.
 *
 * Returns: (transfer full) (nullable): what becomes of @text; %NULL where it is not found
 */
char *
pasar_pattern_replace (const PasarPattern *self, const char *text, const char *replacement)
{
  const char *found;
  const char *end;
  GString *result;

  if (!pasar_pattern_matches (self, text))
    return NULL;
  if ((self->flags & PASAR_PATTERN_WHOLE) != 0)
    return g_strdup (replacement);
  result = g_string_new (NULL);
  while ((found = find (self, text, &end)) != NULL)
    {
      g_string_append_len (result, text, found - text);
      g_string_append (result, replacement);
      text = end;
    }
  g_string_append (result, text);
  return g_string_free (result, FALSE);
}
