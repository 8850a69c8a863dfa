/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/view/condition-tokens-private.h"

#include <string.h>

/* Cuts a text of conditions into tokens. Most of what sellers search for is no condition, and means
 * what it always meant: a comparison needs the name of a column before its sign. */

typedef struct
{
  const char *text;
  PasarCatalogue *catalogue;
  const PasarNumberFormat *format;
  GArray *tokens;
  gsize *place;
  GError **error;
} Cutting;

static gunichar
look (const char *p)
{
  return pasar_condition_get_usual (g_utf8_get_char (p));
}

static gboolean
is_blank (const char *p)
{
  return g_unichar_isspace (g_utf8_get_char (p));
}

static gboolean
is_end (const char *p)
{
  return *p == '\0' || is_blank (p);
}

static const char *
skip_blanks (const char *p)
{
  while (*p != '\0' && is_blank (p))
    p = g_utf8_next_char (p);
  return p;
}

static void
clear_token (PasarToken *self)
{
  g_clear_pointer (&self->condition, pasar_condition_unref);
}

static void
add (Cutting *self,
     PasarTokenKind kind,
     const char *start,
     const char *end,
     PasarCondition *condition)
{
  const PasarToken token = { kind,
                             (gsize) (start - self->text),
                             (gsize) (end - self->text),
                             self->tokens->len,
                             condition };

  g_array_append_val (self->tokens, token);
}

/* The end of what stands here without blanks. Parentheses that close more than were opened in it
 * belong to what is around it. */
static const char *
find_end (const char *start)
{
  const char *end = start;
  int depth = 0;

  for (; !is_end (end); end = g_utf8_next_char (end))
    depth += look (end) == '(' ? 1 : look (end) == ')' ? -1 : 0;
  for (; depth < 0 && end > start; depth++)
    {
      const char *last = g_utf8_prev_char (end);

      if (look (last) != ')')
        break;
      end = last;
    }
  return end;
}

/* A text in quotation marks, of which two stand for one: its end, or NULL when this is none. */
static const char *
read_quoted (const char *start, char **quoted)
{
  g_autoptr (GString) out = g_string_new (NULL);
  const char *p = start;

  if (look (p) != '"')
    return NULL;
  for (p = g_utf8_next_char (p); *p != '\0'; p = g_utf8_next_char (p))
    {
      const char *next = g_utf8_next_char (p);

      if (look (p) == '"' && look (next) != '"')
        {
          *quoted = g_string_free (g_steal_pointer (&out), FALSE);
          return next;
        }
      if (look (p) == '"')
        p = next;
      g_string_append_unichar (out, g_utf8_get_char (p));
    }
  return NULL;
}

static gboolean
ends_here (const char *p)
{
  return is_end (p) || look (p) == ')';
}

static const char *
cut_phrase (Cutting *self, const char *start)
{
  g_autofree char *text = NULL;
  const char *end = read_quoted (start, &text);

  if (end == NULL || *text == '\0' || !ends_here (end))
    return NULL;
  add (self, PASAR_TOKEN_PHRASE, start, end, pasar_condition_new_word (text));
  return end;
}

/* Where thousands are written with a blank before them, a number goes on after it; so does one
 * before a percent sign. */
static const char *
extend_number (const Cutting *self, const PasarSubject *subject, const char *end)
{
  const PasarNumberFormat *format =
      self->format != NULL ? self->format : pasar_number_format_get_default ();
  const gboolean has_blanks = *format->thousands_sep != '\0' && is_blank (format->thousands_sep);
  const PasarUnit unit = subject->info != NULL ? subject->info->unit : PASAR_UNIT_NONE;
  const char *next = *end != '\0' ? g_utf8_next_char (end) : end;

  while (has_blanks && unit != PASAR_UNIT_NONE && strspn (next, "0123456789") == 3)
    {
      end = find_end (next);
      next = *end != '\0' ? g_utf8_next_char (end) : end;
    }
  next = skip_blanks (end);
  return unit == PASAR_UNIT_PERCENT && *next == '%' && ends_here (next + 1) ? next + 1 : end;
}

/* The value after a sign. */
static const char *
read_operand (const Cutting *self,
              const PasarSubject *subject,
              const char *start,
              PasarOperand *operand,
              char **text)
{
  const char *end = read_quoted (start, text);

  *operand = (PasarOperand){ 0 };
  if (end != NULL && *end == '*')
    {
      operand->is_start = TRUE;
      end++;
    }
  operand->is_quoted = end != NULL && ends_here (end);
  if (!operand->is_quoted)
    {
      g_free (*text);
      end = find_end (start);
      end = end > start ? extend_number (self, subject, end) : end;
      operand->is_start = end - start > 1 && end[-1] == '*';
      *text = g_strndup (start, (gsize) (end - start) - (operand->is_start ? 1 : 0));
    }
  operand->text = *text;
  return end;
}

/* Where the sign of a comparison that begins here stands; NULL when none does. A colon stands
 * directly after the name: elsewhere it is a part of a text; so does every sign after a name in
 * quotation marks. */
static const char *
find_sign (const Cutting *self, const char *start, PasarSubject *subject, PasarSign *sign)
{
  g_autofree char *name = NULL;
  const char *end = read_quoted (start, &name);
  const char *at;

  if (end != NULL)
    return pasar_condition_get_sign (end, sign) > 0
                   && pasar_subject_find (self->catalogue, name, subject)
               ? end
               : NULL;
  end = start;
  while (!is_end (end) && pasar_condition_get_sign (end, sign) == 0 && look (end) != '"'
         && look (end) != '(' && look (end) != ')')
    end = g_utf8_next_char (end);
  at = skip_blanks (end);
  if (end == start || pasar_condition_get_sign (at, sign) == 0
      || (at != end && *sign == PASAR_SIGN_HAS))
    return NULL;
  name = g_strndup (start, (gsize) (end - start));
  return pasar_subject_find (self->catalogue, name, subject) ? at : NULL;
}

/* The end of a comparison, NULL when there is none here; an error may be set. */
static const char *
cut_comparison (Cutting *self, const char *start)
{
  g_autofree char *text = NULL;
  PasarSubject subject;
  PasarSign sign;
  PasarOperand operand;
  PasarCondition *condition;
  const char *at = find_sign (self, start, &subject, &sign);
  const char *end;

  if (at == NULL)
    return NULL;
  at = skip_blanks (at + pasar_condition_get_sign (at, &sign));
  end = read_operand (self, &subject, at, &operand, &text);
  condition = pasar_condition_read_value (&subject,
                                          sign,
                                          &operand,
                                          self->catalogue,
                                          self->format,
                                          self->error);
  *self->place = (gsize) (at - self->text);
  if (condition != NULL)
    add (self, PASAR_TOKEN_CONDITION, start, end, condition);
  return end;
}

static gboolean
follows_not (const Cutting *self)
{
  return self->tokens->len > 0
         && g_array_index (self->tokens, PasarToken, self->tokens->len - 1).kind == PASAR_TOKEN_NOT;
}

/* A state needs no more than its name where it is said that rows are not in it. */
static gboolean
cut_state (Cutting *self, const char *start, const char *end)
{
  g_autofree char *name = g_strndup (start, (gsize) (end - start));
  PasarConditionKind kind;
  PasarStates state;

  if (!follows_not (self) || !pasar_condition_find_state (name, &kind, &state))
    return FALSE;
  add (self,
       PASAR_TOKEN_CONDITION,
       start,
       end,
       kind == PASAR_CONDITION_BOOSTED ? pasar_condition_new_boosted ()
                                       : pasar_condition_new_state (state));
  return TRUE;
}

static const char *
cut_word (Cutting *self, const char *start)
{
  const char *end = find_end (start);

  if (cut_state (self, start, end))
    return end;
  add (self,
       end - start == 2 && g_ascii_strncasecmp (start, "or", 2) == 0 ? PASAR_TOKEN_OR
                                                                     : PASAR_TOKEN_WORD,
       start,
       end,
       NULL);
  return end;
}

/* One token, which is never empty; its end. */
static const char *
cut (Cutting *self, const char *start)
{
  const gsize minus = pasar_number_get_minus (start);
  const char *end;

  if (look (start) == '(' || look (start) == ')')
    {
      end = g_utf8_next_char (start);
      add (self, look (start) == '(' ? PASAR_TOKEN_OPEN : PASAR_TOKEN_CLOSE, start, end, NULL);
      return end;
    }
  if (minus > 0 && !follows_not (self) && !ends_here (start + minus)
      && pasar_number_get_minus (start + minus) == 0)
    {
      add (self, PASAR_TOKEN_NOT, start, start + minus, NULL);
      return start + minus;
    }
  end = cut_phrase (self, start);
  if (end == NULL)
    end = cut_comparison (self, start);
  return end != NULL ? end : cut_word (self, start);
}

static void
match_parentheses (GArray *tokens)
{
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < tokens->len; i++)
    {
      PasarToken *token = &g_array_index (tokens, PasarToken, i);

      if (token->kind == PASAR_TOKEN_OPEN)
        g_array_append_val (open, i);
      if (token->kind != PASAR_TOKEN_CLOSE || open->len == 0)
        continue;
      token->partner = g_array_index (open, guint, open->len - 1);
      g_array_index (tokens, PasarToken, token->partner).partner = i;
      g_array_set_size (open, open->len - 1);
    }
}

GArray *
pasar_condition_tokens_new (void)
{
  GArray *tokens = g_array_new (FALSE, FALSE, sizeof (PasarToken));

  g_array_set_clear_func (tokens, (GDestroyNotify) clear_token);
  return tokens;
}

GArray *
pasar_condition_tokens_cut (const char *text,
                            PasarCatalogue *catalogue,
                            const PasarNumberFormat *format,
                            gsize *place,
                            GError **error)
{
  g_autoptr (GArray) tokens = pasar_condition_tokens_new ();
  GError *failure = NULL;
  Cutting cutting = { text, catalogue, format, tokens, place, &failure };

  for (const char *p = skip_blanks (text); *p != '\0'; p = skip_blanks (cut (&cutting, p)))
    {
      if (failure != NULL)
        break;
    }
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }
  match_parentheses (tokens);
  return g_steal_pointer (&tokens);
}
