/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/view/condition-tokens-private.h"
#include "catalogue/view/search-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const char *text;
  GArray *tokens; /* (owned) PasarToken: parentheses are those of groups, "or" joins */
  guint next;
  guint depth;
  guint n_words;
  guint n_leaves;
  gsize *place;
  GError **error;
} Reader;

static gboolean
fail (Reader *self, gsize place)
{
  g_autofree char *rest =
      g_utf8_substring (self->text + place, 0, MIN (g_utf8_strlen (self->text + place, -1), 20));

  *self->place = place;
  if (*rest == '\0')
    g_set_error_literal (self->error,
                         PASAR_INPUT_ERROR,
                         PASAR_INPUT_ERROR_EMPTY,
                         _ ("Something is missing at the end."));
  else
    g_set_error (self->error,
                 PASAR_INPUT_ERROR,
                 PASAR_INPUT_ERROR_NOT_A_NUMBER,
                 /* Translators: a part of a formula */
                 _ ("“%s” cannot be read here."),
                 rest);
  return FALSE;
}

static const PasarToken *
get (const GArray *tokens, guint i)
{
  return i < tokens->len ? &g_array_index (tokens, PasarToken, i) : NULL;
}

static gboolean
is_kind (const GArray *tokens, guint i, PasarTokenKind kind)
{
  const PasarToken *token = get (tokens, i);

  return token != NULL && token->kind == kind;
}

/* Whether something stands on both sides of an "or". */
static gboolean
is_between (const GArray *tokens, guint i)
{
  const PasarToken *before = i > 0 ? get (tokens, i - 1) : NULL;
  const PasarToken *after = get (tokens, i + 1);

  return before != NULL && after != NULL && before->kind != PASAR_TOKEN_OPEN
         && before->kind != PASAR_TOKEN_OR && before->kind != PASAR_TOKEN_NOT
         && after->kind != PASAR_TOKEN_CLOSE && after->kind != PASAR_TOKEN_OR;
}

/* What is not found in a name that just happens to have parentheses. */
static gboolean
is_telling (const GArray *tokens, guint i)
{
  switch (get (tokens, i)->kind)
    {
    case PASAR_TOKEN_PHRASE:
    case PASAR_TOKEN_CONDITION:
      return TRUE;
    case PASAR_TOKEN_OR:
      return is_between (tokens, i);
    case PASAR_TOKEN_NOT:
      return is_kind (tokens, i + 1, PASAR_TOKEN_OPEN) && get (tokens, i + 1)->partner != i + 1;
    case PASAR_TOKEN_WORD:
    case PASAR_TOKEN_OPEN:
    case PASAR_TOKEN_CLOSE:
    default:
      return FALSE;
    }
}

/* How many tokens before each one are telling. */
static guint *
count_telling (const GArray *tokens)
{
  guint *counts = g_new0 (guint, tokens->len + 1);

  for (guint i = 0; i < tokens->len; i++)
    counts[i + 1] = counts[i] + (is_telling (tokens, i) ? 1 : 0);
  return counts;
}

static void
add_word (Reader *self, gsize start, gsize end)
{
  const PasarToken token = { PASAR_TOKEN_WORD, start, end, self->tokens->len, NULL };

  g_array_append_val (self->tokens, token);
}

static void
add_words (Reader *self, gsize start, gsize end)
{
  const char *p = self->text + start;
  const char *stop = self->text + end;

  while (p < stop)
    {
      const char *from = p;

      while (p < stop && !g_unichar_isspace (g_utf8_get_char (p)))
        p = g_utf8_next_char (p);
      if (p > from)
        add_word (self, (gsize) (from - self->text), (gsize) (p - self->text));
      else
        p = g_utf8_next_char (p);
    }
}

static gsize
find_blank (const Reader *self, gsize place)
{
  const char *p = self->text + place;

  while (*p != '\0' && !g_unichar_isspace (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return (gsize) (p - self->text);
}

/* A parenthesis that closes nothing belongs to the word before it. */
static gboolean
take_close (Reader *self, const PasarToken *token, gboolean is_telling_text)
{
  PasarToken *last = self->tokens->len > 0
                         ? &g_array_index (self->tokens, PasarToken, self->tokens->len - 1)
                         : NULL;

  if (last != NULL && last->end == token->start && last->kind == PASAR_TOKEN_WORD)
    last->end = token->end;
  else if (is_telling_text)
    return fail (self, token->start);
  else
    add_word (self, token->start, token->end);
  return TRUE;
}

/* Parentheses that hold no more than words are a part of them. */
static gboolean
resolve (Reader *self, GArray *tokens)
{
  g_autofree guint *telling = count_telling (tokens);
  gsize done = 0;

  for (guint i = 0; i < tokens->len; i++)
    {
      PasarToken *token = &g_array_index (tokens, PasarToken, i);
      const gboolean is_open = token->kind == PASAR_TOKEN_OPEN;
      const gboolean is_alone = token->partner == i;

      if (token->start < done)
        continue;
      if (is_open && is_alone && telling[tokens->len] > telling[i])
        return fail (self, strlen (self->text));
      if (is_open
          && (is_alone
              || (telling[token->partner] == telling[i]
                  && (i == 0 || !is_kind (tokens, i - 1, PASAR_TOKEN_NOT)))))
        {
          done = is_alone ? find_blank (self, token->start) : get (tokens, token->partner)->end;
          add_words (self, token->start, done);
          continue;
        }
      if (token->kind == PASAR_TOKEN_CLOSE && is_alone)
        {
          if (!take_close (self, token, telling[tokens->len] > 0))
            return FALSE;
          continue;
        }
      g_array_append_val (self->tokens, *token);
      token->condition = NULL;
    }
  return TRUE;
}

/* Among words alone "or" is a word, too; not where something else is joined by it. */
static void
settle_or (Reader *self)
{
  GArray *tokens = self->tokens;
  gboolean joins = FALSE;
  guint depth = 0;

  for (guint i = 0; i < tokens->len; i++)
    joins |= is_kind (tokens, i, PASAR_TOKEN_OR) && is_between (tokens, i)
             && (!is_kind (tokens, i - 1, PASAR_TOKEN_WORD)
                 || !is_kind (tokens, i + 1, PASAR_TOKEN_WORD));
  for (guint i = 0; i < tokens->len; i++)
    {
      PasarToken *token = &g_array_index (tokens, PasarToken, i);

      depth += token->kind == PASAR_TOKEN_OPEN ? 1 : 0;
      depth -= token->kind == PASAR_TOKEN_CLOSE ? 1 : 0;
      if (token->kind == PASAR_TOKEN_OR && !(is_between (tokens, i) && (depth > 0 || joins)))
        token->kind = PASAR_TOKEN_WORD;
    }
}

/* A word as it was typed, but for one that is searched as several. */
static PasarCondition *
new_words (const char *text)
{
  g_autofree char *folded = pasar_search_fold (text, -1);

  return *folded != '\0' && folded[strcspn (folded, " \t\n\r\v\f")] == '\0'
             ? pasar_condition_new_word (text)
             : pasar_condition_new_words (text);
}

static PasarCondition *
read_word (Reader *self, gsize start, gsize end)
{
  g_autofree char *text = g_strndup (self->text + start, end - start);

  self->n_words++;
  return self->n_words <= PASAR_CONDITION_MAX_WORDS ? new_words (text) : NULL;
}

static gboolean read_group (Reader *self, PasarCondition **condition);

/* What stands between two blanks; nothing, where a word says nothing. */
static gboolean
read_part (Reader *self, PasarCondition **condition)
{
  const PasarToken *token = get (self->tokens, self->next++);
  g_autoptr (PasarCondition) child = NULL;

  *condition = NULL;
  if (token->kind == PASAR_TOKEN_NOT)
    {
      if (!read_part (self, &child))
        return FALSE;
      *condition = child != NULL ? pasar_condition_new_not (child) : NULL;
      return TRUE;
    }
  if (token->kind == PASAR_TOKEN_OPEN)
    {
      if (++self->depth > PASAR_CONDITION_MAX_DEPTH)
        return fail (self, token->start);
      if (!read_group (self, condition))
        return FALSE;
      self->depth--;
      self->next++;
      return TRUE;
    }
  if (token->condition == NULL)
    {
      *condition = read_word (self, token->start, token->end);
      return TRUE;
    }
  if (++self->n_leaves > PASAR_CONDITION_MAX_LEAVES)
    return fail (self, token->start);
  *condition = pasar_condition_ref (token->condition);
  return TRUE;
}

static void
end_alternative (GPtrArray *alternatives, GPtrArray *parts)
{
  PasarCondition *joined = pasar_condition_new_join (PASAR_CONDITION_ALL,
                                                     (PasarCondition *const *) parts->pdata,
                                                     parts->len);

  if (joined != NULL)
    g_ptr_array_add (alternatives, joined);
  g_ptr_array_set_size (parts, 0);
}

/* Up to the end of the text or of a group. */
static gboolean
read_group (Reader *self, PasarCondition **condition)
{
  g_autoptr (GPtrArray) parts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_condition_unref);
  g_autoptr (GPtrArray) alternatives =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_condition_unref);

  while (self->next < self->tokens->len && !is_kind (self->tokens, self->next, PASAR_TOKEN_CLOSE))
    {
      PasarCondition *part;

      if (is_kind (self->tokens, self->next, PASAR_TOKEN_OR))
        {
          self->next++;
          end_alternative (alternatives, parts);
          continue;
        }
      if (!read_part (self, &part))
        return FALSE;
      if (part != NULL)
        g_ptr_array_add (parts, part);
    }
  end_alternative (alternatives, parts);
  *condition = pasar_condition_new_join (PASAR_CONDITION_ANY,
                                         (PasarCondition *const *) alternatives->pdata,
                                         alternatives->len);
  return TRUE;
}

static gboolean
read_all (Reader *self, GArray *tokens, PasarCondition **condition)
{
  const PasarToken *last;

  if (!resolve (self, tokens))
    return FALSE;
  settle_or (self);
  last = get (self->tokens, 1);
  /* A word with a minus, and nothing besides that it could be left out of. */
  if (self->tokens->len == 2 && get (self->tokens, 0)->kind == PASAR_TOKEN_NOT
      && last->kind == PASAR_TOKEN_WORD)
    {
      *condition = read_word (self, get (self->tokens, 0)->start, last->end);
      return TRUE;
    }
  return read_group (self, condition);
}

/**
 * pasar_condition_read:
 * @text: what was typed, or written by pasar_condition_write()
 * @catalogue: names the columns
 * @format: (nullable): how numbers are written; %NULL: as in the locale
 * @condition: (out) (transfer full) (nullable): what the text says; %NULL where it says nothing
 * @place: (out): where the error is, in bytes from the beginning of @text
 * @error: return location of a %PASAR_INPUT_ERROR
 *
 * Reads words and conditions; all of them must hold:
 *
 * - `blue`: a word, which may be anything without blanks; `"blue shirt"`: a text with blanks, and
 *   `""` in it for a quotation mark
 * - `stock<5`, `price>=12.50`, `price=10..20`, `change<-5%`, `ratio>3`: numbers of a column
 * - `name:shirt` has the text, `sku:AB*` begins with it, `sku=AB-1` is it, `sku=""` is empty
 * - `updated:7d`, `updated:36h`, `updated:2026-01-31` (since then), `updated<2026-01-31`
 * - `status:banned`, `promotion:running`, `is:changed`
 * - `-promo`, `-is:promo`, `-stock<5`, `-blue`, `-(…)`: not
 * - `(a or b)`, `stock<5 or is:changed`: one of them
 *
 * What sellers search for keeps its meaning: a comparison needs the name of a column before it, a
 * colon directly so; parentheses and `or` are words while nothing but words is with them (`or`
 * outside of parentheses); so is a minus before a word that stands alone. Quotation marks turn
 * everything into a text that is searched for.
 *
 * Returns: %TRUE when @condition was set
 */
gboolean
pasar_condition_read (const char *text,
                      PasarCatalogue *catalogue,
                      const PasarNumberFormat *format,
                      PasarCondition **condition,
                      gsize *place,
                      GError **error)
{
  g_autofree char *valid = NULL;
  g_autoptr (GArray) tokens = NULL;
  g_autoptr (GArray) resolved = NULL;
  Reader reader;

  g_return_val_if_fail (text != NULL && PASAR_IS_CATALOGUE (catalogue), FALSE);

  valid = g_utf8_make_valid (text, -1);
  *place = 0;
  tokens = pasar_condition_tokens_cut (valid, catalogue, format, place, error);
  if (tokens == NULL)
    return FALSE;
  resolved = pasar_condition_tokens_new ();
  reader = (Reader){ .text = valid, .tokens = resolved, .place = place, .error = error };
  return read_all (&reader, tokens, condition);
}
