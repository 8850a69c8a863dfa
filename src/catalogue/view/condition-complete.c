/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/view/condition-private.h"
#include "catalogue/view/search-private.h"

#include <string.h>

/* One letter begins too much of what is searched for. */
#define MIN_LETTERS 2

typedef struct
{
  GPtrArray *completions;
  char *typed; /* (owned) folded */
} Collecting;

static void
free_completion (PasarCompletion *self)
{
  g_free (self->text);
  g_free (self->title);
  g_free (self);
}

static gboolean
begins (const Collecting *self, const char *name)
{
  g_autofree char *folded = name != NULL ? pasar_search_fold (name, -1) : NULL;

  return folded != NULL && g_str_has_prefix (folded, self->typed);
}

static void
take (Collecting *self, const char *before, const char *name, const char *title, const char *after)
{
  PasarCompletion *completion;

  if (!begins (self, name) && !begins (self, title))
    return;
  completion = g_new (PasarCompletion, 1);
  completion->text = g_strconcat (before, name, after, NULL);
  completion->title = g_strdup (title);
  g_ptr_array_add (self->completions, completion);
}

static void
take_choices (Collecting *self, const char *before, const PasarSubject *subject)
{
  const char *title;
  const char *name;

  for (guint i = 0; (name = pasar_subject_get_nth_choice (subject, i, &title)) != NULL; i++)
    take (self, before, name, title, "");
}

/* A number is compared in several ways, anything else mostly in one. */
static void
take_subjects (Collecting *self, PasarCatalogue *catalogue)
{
  PasarSubject subject;

  for (guint i = 0; pasar_subject_get_nth (catalogue, i, &subject); i++)
    {
      const char *title = pasar_subject_get_title (&subject);

      if (subject.kind == PASAR_CONDITION_STATE)
        continue;
      if (subject.info != NULL)
        take (self,
              "",
              pasar_condition_get_column_name (subject.info),
              title,
              subject.info->type == PASAR_COLUMN_NUMBER ? "" : ":");
      else
        take (self, "", PASAR_RATIO_NAME, title, "");
    }
}

/* Where the name that the cursor is in begins: after blanks, parentheses and a minus. */
static const char *
find_name (const char *text, const char *cursor)
{
  const char *start = cursor;

  while (start > text)
    {
      const char *before = g_utf8_prev_char (start);

      if (g_unichar_isspace (g_utf8_get_char (before)))
        break;
      start = before;
    }
  while (start < cursor && pasar_condition_get_usual (g_utf8_get_char (start)) == '(')
    start = g_utf8_next_char (start);
  start += pasar_number_get_minus (start);
  return MIN (start, cursor);
}

static const char *
find_sign (const char *start, const char *end, PasarSign *sign)
{
  while (start < end && pasar_condition_get_sign (start, sign) == 0)
    start = g_utf8_next_char (start);
  return start < end ? start : NULL;
}

/* What may stand after a sign. */
static void
take_values (Collecting *self, PasarCatalogue *catalogue, const char *name, gsize length)
{
  g_autofree char *subject_name = g_strndup (name, length);
  PasarSubject subject;

  if (pasar_subject_find (catalogue, subject_name, &subject))
    take_choices (self, "", &subject);
}

/**
 * pasar_condition_complete:
 * @text: what was typed, as UTF-8
 * @cursor: where more is typed, in bytes
 * @catalogue: names the columns
 * @start: (out): from where on to @cursor a completion takes the place of the text, in bytes
 *
 * Finds the columns and states of which the beginning stands before the cursor, in English or in
 * the language of the seller; after the sign of a state or of one of a few values those.
 *
 * Returns: (transfer container) (element-type PasarCompletion): what can be meant; none where that
 * is there already
 */
GPtrArray *
pasar_condition_complete (const char *text, gsize cursor, PasarCatalogue *catalogue, gsize *start)
{
  Collecting self = {
    g_ptr_array_new_with_free_func ((GDestroyNotify) free_completion),
    NULL,
  };
  const PasarSubject states = { PASAR_CONDITION_STATE, NULL };
  const char *end = text + cursor;
  const char *name = find_name (text, end);
  PasarSign sign;
  const char *at = find_sign (name, end, &sign);
  const char *from = at != NULL ? at + pasar_condition_get_sign (at, &sign) : name;
  g_autofree char *typed = from <= end ? g_strndup (from, (gsize) (end - from)) : g_strdup ("");

  self.typed = pasar_search_fold (typed, -1);
  *start = (gsize) (MIN (from, end) - text);
  if (at != NULL && from <= end)
    take_values (&self, catalogue, name, (gsize) (at - name));
  else if (at == NULL && g_utf8_strlen (typed, -1) >= MIN_LETTERS)
    {
      take_subjects (&self, catalogue);
      take_choices (&self, "is:", &states);
    }
  if (self.completions->len == 1
      && strcmp (((PasarCompletion *) self.completions->pdata[0])->text, typed) == 0)
    g_ptr_array_set_size (self.completions, 0);
  g_free (self.typed);
  return self.completions;
}
