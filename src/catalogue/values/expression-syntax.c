/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/values/expression-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* From a text to a tree. */

#define MAX_DEPTH 32

static gpointer
fail_here (PasarParser *self)
{
  const gsize place = pasar_parser_get_place (self);
  g_autofree char *rest = NULL;

  pasar_parser_skip_blanks (self);
  if (*self->next == '\0')
    return pasar_parser_fail (self,
                              pasar_parser_get_place (self),
                              PASAR_INPUT_ERROR_EMPTY,
                              "%s",
                              _ ("Something is missing at the end."));
  rest = g_utf8_substring (self->next, 0, MIN (g_utf8_strlen (self->next, -1), 20));
  return pasar_parser_fail (self,
                            place,
                            PASAR_INPUT_ERROR_NOT_A_NUMBER,
                            /* Translators: a part of a formula */
                            _ ("“%s” cannot be read here."),
                            rest);
}

static PasarNode *
read_factor (PasarParser *self)
{
  PasarNode *node;

  pasar_parser_skip_blanks (self);
  if (pasar_parser_look (self) == '(')
    {
      const gboolean commas_separate = self->commas_separate;
      const gsize start = pasar_parser_get_place (self);

      pasar_parser_step (self);
      self->commas_separate = FALSE;
      node = pasar_parser_read_sum (self);
      self->commas_separate = commas_separate;
      if (node != NULL && !pasar_parser_take (self, ')'))
        return fail_here (self);
      if (node != NULL)
        node->start = start;
      return node;
    }
  node = pasar_parser_read_number (self);
  if (node != NULL || self->error != NULL)
    return node;
  if (pasar_parser_get_word (self) == 0)
    return fail_here (self);
  node = pasar_parser_read_call (self);
  if (node != NULL || self->error != NULL)
    return node;
  return pasar_parser_read_column (self);
}

static PasarNode *
read_signed (PasarParser *self)
{
  PasarNode *node;
  gsize place;

  pasar_parser_skip_blanks (self);
  place = pasar_parser_get_place (self);
  if (++self->depth > MAX_DEPTH)
    return pasar_parser_fail (self,
                              place,
                              PASAR_INPUT_ERROR_TOO_LARGE,
                              "%s",
                              _ ("The formula is too long."));
  if (pasar_parser_take (self, '-'))
    {
      node = pasar_parser_make (self, PASAR_NODE_NEGATE, read_signed (self), NULL);
      if (node != NULL)
        {
          node->start = node->place = place;
          node->length = pasar_parser_get_place (self) - place;
        }
    }
  else
    {
      node = read_factor (self);
      while (node != NULL && pasar_parser_take (self, '%'))
        node = pasar_parser_make (self, PASAR_NODE_PERCENT, node, NULL);
    }
  self->depth--;
  return node;
}

static PasarNode *
read_product (PasarParser *self)
{
  PasarNode *node = read_signed (self);

  while (node != NULL)
    {
      if (pasar_parser_take (self, '*'))
        node = pasar_parser_make (self, PASAR_NODE_MULTIPLY, node, read_signed (self));
      else if (pasar_parser_take (self, '/'))
        node = pasar_parser_make (self, PASAR_NODE_DIVIDE, node, read_signed (self));
      else
        break;
    }
  return node;
}

PasarNode *
pasar_parser_read_sum (PasarParser *self)
{
  PasarNode *node = read_product (self);

  while (node != NULL)
    {
      if (pasar_parser_take (self, '+'))
        node = pasar_parser_make (self, PASAR_NODE_ADD, node, read_product (self));
      else if (pasar_parser_take (self, '-'))
        node = pasar_parser_make (self, PASAR_NODE_SUBTRACT, node, read_product (self));
      else
        break;
    }
  return node;
}

/* Signs of comparison. Longer ones first where one is the beginning of the other. */
static const struct
{
  const char *sign;
  PasarNodeKind kind;
  gboolean swapped;
  gboolean negated;
} comparisons[] = {
  { "<=", PASAR_NODE_AT_MOST, FALSE, FALSE }, { "≤", PASAR_NODE_AT_MOST, FALSE, FALSE },
  { ">=", PASAR_NODE_AT_MOST, TRUE, FALSE },  { "≥", PASAR_NODE_AT_MOST, TRUE, FALSE },
  { "<>", PASAR_NODE_EQUAL, FALSE, TRUE },    { "≠", PASAR_NODE_EQUAL, FALSE, TRUE },
  { "<", PASAR_NODE_LESS, FALSE, FALSE },     { "＜", PASAR_NODE_LESS, FALSE, FALSE },
  { ">", PASAR_NODE_LESS, TRUE, FALSE },      { "＞", PASAR_NODE_LESS, TRUE, FALSE },
  { "=", PASAR_NODE_EQUAL, FALSE, FALSE },    { "＝", PASAR_NODE_EQUAL, FALSE, FALSE },
};

static PasarNode *
read_condition (PasarParser *self)
{
  PasarNode *left = pasar_parser_read_sum (self);
  PasarNode *right;
  PasarNode *node;

  pasar_parser_skip_blanks (self);
  for (guint i = 0; i < G_N_ELEMENTS (comparisons) && left != NULL; i++)
    {
      if (!g_str_has_prefix (self->next, comparisons[i].sign))
        continue;
      self->next += strlen (comparisons[i].sign);
      right = pasar_parser_read_sum (self);
      node = comparisons[i].swapped ? pasar_parser_make (self, comparisons[i].kind, right, left)
                                    : pasar_parser_make (self, comparisons[i].kind, left, right);
      return comparisons[i].negated ? pasar_parser_make (self, PASAR_NODE_NOT, node, NULL) : node;
    }
  return left != NULL ? fail_here (self) : NULL;
}

/* Whether commas separate the arguments of the call whose bracket was just opened: never where they
 * are decimal points, or where semicolons do. */
static gboolean
do_commas_separate (const PasarParser *self)
{
  PasarParser ahead = *self;
  guint depth = 0;

  if (strcmp (self->format->decimal_point, ",") == 0)
    return FALSE;
  for (; *ahead.next != '\0'; pasar_parser_step (&ahead))
    {
      const gunichar c = pasar_parser_look (&ahead);

      if (c == ';' && depth == 0)
        return FALSE;
      if (c == ')' && depth == 0)
        return TRUE;
      depth += c == '(';
      depth -= c == ')';
    }
  return TRUE;
}

static gboolean
take_separator (PasarParser *self)
{
  return pasar_parser_take (self, ';') || (self->commas_separate && pasar_parser_take (self, ','));
}

static PasarNode *
read_ending (PasarParser *self, PasarNode *of, PasarRounding rounding)
{
  const PasarNode *number;

  self->next += strlen ("end");
  pasar_parser_skip_blanks (self);
  number = pasar_parser_read_number (self);
  if (number == NULL)
    return self->error == NULL ? fail_here (self) : NULL;
  return pasar_parser_make_ending (self, of, rounding, number->place, number->length);
}

/* The ending that may follow a whole formula. */
static PasarNode *
read_last_ending (PasarParser *self, PasarNode *node)
{
  pasar_parser_skip_blanks (self);
  if (node != NULL && pasar_parser_is_word (self, "end"))
    node = read_ending (self, node, PASAR_ROUND_NEAREST);
  pasar_parser_skip_blanks (self);
  return node != NULL && *self->next != '\0' ? fail_here (self) : node;
}

static PasarNode *
read_least (PasarParser *self, int kind)
{
  PasarNode *node = pasar_parser_read_sum (self);
  gboolean several = FALSE;

  while (node != NULL && take_separator (self))
    {
      node = pasar_parser_make (self, (PasarNodeKind) kind, node, pasar_parser_read_sum (self));
      several = TRUE;
    }
  return several ? node : NULL;
}

static PasarNode *
read_rounding (PasarParser *self, int rounding)
{
  PasarNode *node = pasar_parser_read_sum (self);
  PasarNode *step;

  if (node == NULL || !take_separator (self))
    step = pasar_parser_make_value (self, pasar_rational (1, 1));
  else
    {
      pasar_parser_skip_blanks (self);
      if (pasar_parser_is_word (self, "end"))
        return read_ending (self, node, (PasarRounding) rounding);
      step = pasar_parser_read_sum (self);
    }
  node = pasar_parser_make (self, PASAR_NODE_ROUND, node, step);
  if (node != NULL)
    node->rounding = (PasarRounding) rounding;
  return node;
}

static PasarNode *
read_choice (PasarParser *self, int unused)
{
  PasarNode *condition = read_condition (self);
  PasarNode *left = NULL;
  PasarNode *right = NULL;

  if (condition != NULL && take_separator (self))
    left = pasar_parser_read_sum (self);
  if (left != NULL && take_separator (self))
    right = pasar_parser_read_sum (self);
  left = pasar_parser_make (self, PASAR_NODE_IF, left, right);
  if (left != NULL)
    {
      left->condition = condition;
      left->has_columns |= condition->has_columns;
    }
  return left;
}

static const struct
{
  const char *name;
  PasarNode *(*read) (PasarParser *self, int argument);
  int argument;
  const char *example;
} functions[] = {
  { "min", read_least, PASAR_NODE_MIN, "min(price; 10)" },
  { "max", read_least, PASAR_NODE_MAX, "max(price; 10)" },
  { "round", read_rounding, PASAR_ROUND_NEAREST, "round(price; 10)" },
  { "roundup", read_rounding, PASAR_ROUND_UP, "roundup(price; 10)" },
  { "rounddown", read_rounding, PASAR_ROUND_DOWN, "rounddown(price; 10)" },
  { "if", read_choice, 0, "if(stock<5; price*2; price)" },
};

/* What is written as name(…); NULL, also without an error, when this is none. */
PasarNode *
pasar_parser_read_call (PasarParser *self)
{
  const gboolean commas_separate = self->commas_separate;
  const gsize place = pasar_parser_get_place (self);
  PasarNode *node;

  for (guint i = 0; i < G_N_ELEMENTS (functions); i++)
    {
      if (!pasar_parser_is_word (self, functions[i].name))
        continue;
      self->next += strlen (functions[i].name);
      if (pasar_parser_take (self, '('))
        {
          self->commas_separate = do_commas_separate (self);
          node = functions[i].read (self, functions[i].argument);
          self->commas_separate = commas_separate;
          if (node != NULL && pasar_parser_take (self, ')'))
            return node;
          if (node != NULL && *self->next == '\0')
            return fail_here (self);
        }
      if (self->error != NULL)
        return NULL;
      return pasar_parser_fail (self,
                                place,
                                PASAR_INPUT_ERROR_NOT_A_NUMBER,
                                /* Translators: twice the name of a function, e.g. min; then a call
                                   of it, e.g. min(price; 10) */
                                _ ("“%s” cannot be read here. It is written like %s."),
                                functions[i].name,
                                functions[i].example);
    }
  return NULL;
}

/* What follows "=". */
static PasarNode *
read_formula (PasarParser *self)
{
  PasarNode *node;

  pasar_parser_step (self);
  pasar_parser_skip_blanks (self);
  if (*self->next == '\0')
    return pasar_parser_read_amount (self, "");
  node = pasar_parser_read_sum (self);
  return read_last_ending (self, node);
}

/* Where "end" is; the end of the text where there is none. */
static const char *
find_end (const PasarParser *self)
{
  PasarParser ahead = *self;

  while (*ahead.next != '\0')
    {
      const gsize length = pasar_parser_get_word (&ahead);

      if (pasar_parser_is_word (&ahead, "end"))
        break;
      if (length > 0)
        ahead.next += length;
      else
        pasar_parser_step (&ahead);
    }
  return ahead.next;
}

/* In a spreadsheet a sign before a number makes it positive or negative. */
static gpointer
fail_bare_sign (PasarParser *self, gboolean adds, const char *body, const char *amount)
{
  return pasar_parser_fail (self,
                            0,
                            PASAR_INPUT_ERROR_AMBIGUOUS,
                            adds
                                /* Translators: what was typed, e.g. +5; then a formula, e.g.
                                   =stock+5 (its words are not translated); then twice the number
                                   alone, e.g. 5 */
                                ? _ ("“%s” can be read in two ways. Write =%s+%s for %s more, "
                                     "or %s for the number itself.")
                                /* Translators: what was typed, e.g. -5; then a formula, e.g.
                                   =stock-5 (its words are not translated); then twice the number
                                   alone, e.g. 5 */
                                : _ ("“%s” can be read in two ways. Write =%s-%s for %s less, "
                                     "or %s for the number itself."),
                            body,
                            self->context->columns[self->context->target].name,
                            amount,
                            amount,
                            amount);
}

/* What is done to the target: a sign, and one number or percentage. */
static PasarNode *
read_operation (PasarParser *self, const char *body)
{
  const gunichar sign = pasar_parser_look (self);
  const gboolean adds = sign == '+';
  const PasarNodeKind kind = adds          ? PASAR_NODE_ADD
                             : sign == '-' ? PASAR_NODE_SUBTRACT
                             : sign == '*' ? PASAR_NODE_MULTIPLY
                                           : PASAR_NODE_DIVIDE;
  const char *after = g_utf8_next_char (body);
  PasarNode *number = NULL;

  self->next = g_utf8_next_char (self->next);
  if (!adds && sign != '-')
    number = pasar_parser_read_times (self, after);
  else
    {
      number = pasar_parser_read_share (self, after, sign == '-');
      if (number == NULL && self->error == NULL)
        {
          number = pasar_parser_read_amount (self, after);
          if (number != NULL && !self->context->in_bulk)
            {
              g_autofree char *amount = pasar_parser_dup_amount (self, number);

              return fail_bare_sign (self, adds, body, amount);
            }
        }
    }
  return pasar_parser_make (self, kind, pasar_parser_make_target (self), number);
}

/* All that may be typed: an amount, an operation or a formula, each with an ending or without. */
PasarNode *
pasar_parser_read_text (PasarParser *self)
{
  const gunichar first = pasar_parser_look (self);
  const char *end = find_end (self);
  g_autofree char *part = NULL;
  g_autofree char *body = NULL;
  PasarNode *node;

  if (first == '=')
    return read_formula (self);
  part = g_strndup (self->next, (gsize) (end - self->next));
  body = pasar_number_strip (part);
  if (strchr ("+-*/", (int) first) != NULL && first != 0 && first < 0x80)
    node = read_operation (self, body);
  else if (pasar_parser_is_share (body))
    node = pasar_parser_fail_bare_share (self, 0, body);
  else
    node = pasar_parser_read_amount (self, body);
  self->next = end;
  return read_last_ending (self, node);
}
