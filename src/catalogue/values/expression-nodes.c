/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/values/expression-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The nodes of a tree, and the literals that stand alone. */

/* One hundred percent, in hundredths of a percent. */
#define WHOLE       10000
#define MAX_PERCENT (100 * WHOLE)

static gboolean
is_unary (PasarNodeKind kind)
{
  return kind == PASAR_NODE_PERCENT || kind == PASAR_NODE_NEGATE || kind == PASAR_NODE_NOT;
}

static gboolean
is_thing (PasarCounts counts)
{
  return counts == PASAR_COUNTS_MONEY || counts == PASAR_COUNTS_PIECES
         || counts == PASAR_COUNTS_MIXED;
}

static PasarCounts
count_product (PasarCounts left, PasarCounts right)
{
  if (is_thing (left) && is_thing (right))
    return PASAR_COUNTS_MIXED;
  if (is_thing (left) || right == PASAR_COUNTS_ANYTHING)
    return left;
  if (is_thing (right) || left == PASAR_COUNTS_ANYTHING)
    return right;
  return left == right ? left : PASAR_COUNTS_NOTHING;
}

static PasarCounts
count_quotient (PasarCounts left, PasarCounts right)
{
  if (!is_thing (right))
    return left == right && left != PASAR_COUNTS_ANYTHING ? PASAR_COUNTS_NOTHING : left;
  return left == right && left != PASAR_COUNTS_MIXED ? PASAR_COUNTS_NOTHING : PASAR_COUNTS_MIXED;
}

/* What a sum, the least or the greatest of two counts. */
static PasarCounts
count_both (PasarParser *self, const PasarNode *left, const PasarNode *right)
{
  const PasarCounts a = left->counts;
  const PasarCounts b = right->counts;

  if (a == b || b == PASAR_COUNTS_ANYTHING)
    return a;
  if (a == PASAR_COUNTS_ANYTHING)
    return b;
  if ((a == PASAR_COUNTS_MONEY && b == PASAR_COUNTS_PIECES)
      || (a == PASAR_COUNTS_PIECES && b == PASAR_COUNTS_MONEY))
    pasar_parser_fail (self,
                       MIN (left->start, right->start),
                       PASAR_INPUT_ERROR_NOT_A_NUMBER,
                       "%s",
                       _ ("A price and a number of pieces cannot be added or compared."));
  return PASAR_COUNTS_MIXED;
}

static PasarCounts
count (PasarParser *self, PasarNodeKind kind, const PasarNode *left, const PasarNode *right)
{
  switch (kind)
    {
    case PASAR_NODE_NUMBER:
    case PASAR_NODE_COLUMN:
      return PASAR_COUNTS_ANYTHING;
    case PASAR_NODE_PERCENT:
      return PASAR_COUNTS_PERCENT;
    case PASAR_NODE_NEGATE:
    case PASAR_NODE_ROUND:
    case PASAR_NODE_ENDING:
      return left->counts;
    case PASAR_NODE_MULTIPLY:
      return count_product (left->counts, right->counts);
    case PASAR_NODE_DIVIDE:
      return count_quotient (left->counts, right->counts);
    case PASAR_NODE_ADD:
    case PASAR_NODE_SUBTRACT:
      return right->counts == PASAR_COUNTS_PERCENT ? left->counts : count_both (self, left, right);
    case PASAR_NODE_MIN:
    case PASAR_NODE_MAX:
    case PASAR_NODE_IF:
      return count_both (self, left, right);
    case PASAR_NODE_LESS:
    case PASAR_NODE_AT_MOST:
    case PASAR_NODE_EQUAL:
      count_both (self, left, right);
      return PASAR_COUNTS_NOTHING;
    case PASAR_NODE_NOT:
    default:
      return PASAR_COUNTS_NOTHING;
    }
}

static PasarNode *
make (PasarParser *self, PasarNodeKind kind, gsize place, gsize length)
{
  PasarNode *node = g_new0 (PasarNode, 1);

  node->kind = kind;
  node->start = node->place = place;
  node->length = length;
  g_ptr_array_add (self->nodes, node);
  return node;
}

/* NULL when one of the parts is missing. */
PasarNode *
pasar_parser_make (PasarParser *self, PasarNodeKind kind, PasarNode *left, PasarNode *right)
{
  PasarNode *node;
  gsize place;

  if (left == NULL || (right == NULL && !is_unary (kind)))
    return NULL;
  place = right != NULL ? MIN (left->start, right->start) : left->start;
  node = make (self, kind, place, pasar_parser_get_place (self) - place);
  node->left = left;
  node->right = right;
  node->has_columns = left->has_columns || (right != NULL && right->has_columns);
  node->counts = count (self, kind, left, right);
  return self->error == NULL ? node : NULL;
}

PasarNode *
pasar_parser_make_column (PasarParser *self, guint column, gsize place, gsize length)
{
  static const PasarCounts counts[] = {
    [PASAR_UNIT_NONE] = PASAR_COUNTS_NOTHING,   [PASAR_UNIT_MONEY] = PASAR_COUNTS_MONEY,
    [PASAR_UNIT_PIECES] = PASAR_COUNTS_PIECES,  [PASAR_UNIT_PERCENT] = PASAR_COUNTS_PERCENT,
    [PASAR_UNIT_NUMBER] = PASAR_COUNTS_NOTHING,
  };
  PasarNode *node = make (self, PASAR_NODE_COLUMN, place, length);

  node->column = column;
  node->has_columns = TRUE;
  node->counts = counts[self->context->columns[column].unit];
  return node;
}

PasarNode *
pasar_parser_make_target (PasarParser *self)
{
  return pasar_parser_make_column (self, self->context->target, 0, 0);
}

/* A literal that is read later. */
PasarNode *
pasar_parser_make_number (PasarParser *self, gsize place, gsize length)
{
  return make (self, PASAR_NODE_NUMBER, place, length);
}

PasarNode *
pasar_parser_make_value (PasarParser *self, PasarRational value)
{
  PasarNode *node = make (self, PASAR_NODE_NUMBER, pasar_parser_get_place (self), 0);

  node->is_read = TRUE;
  node->value = value;
  return node;
}

static guint
get_target_digits (const PasarParser *self)
{
  const PasarExpressionContext *context = self->context;
  const PasarUnit unit = context->columns[context->target].unit;

  return unit == PASAR_UNIT_MONEY    ? context->digits
         : unit == PASAR_UNIT_NUMBER ? PASAR_NUMBER_DECIMALS
                                     : 0;
}

/* An amount of what the target counts, with the shop's currency or without. */
PasarNode *
pasar_parser_read_amount (PasarParser *self, const char *text)
{
  const guint digits = get_target_digits (self);
  const gboolean is_money = self->context->columns[self->context->target].unit == PASAR_UNIT_MONEY;
  GError *error = NULL;
  gint64 amount;

  if (!pasar_money_parse (text,
                          is_money ? self->context->currency : NULL,
                          digits,
                          self->format,
                          &amount,
                          &error))
    return pasar_parser_take_error (self, pasar_parser_get_place (self), error);
  return pasar_parser_make_value (self, pasar_rational (amount, pasar_power_of_ten (digits)));
}

/* The amount as a short text. */
char *
pasar_parser_dup_amount (const PasarParser *self, const PasarNode *number)
{
  const guint digits = get_target_digits (self);
  gint64 amount = 0;

  pasar_rational_get_nearest (number->value, pasar_power_of_ten (digits), &amount);
  return pasar_number_dup_short (amount, digits, self->format);
}

/* How many times: a slip that would make it more than a hundred is refused. */
PasarNode *
pasar_parser_read_times (PasarParser *self, const char *text)
{
  const PasarNumberKind kind = { 4, MAX_PERCENT, 11000, self->format };
  GError *error = NULL;
  PasarNumber number;

  if (!pasar_number_parse (text, &kind, &number, &error))
    return pasar_parser_take_error (self, pasar_parser_get_place (self), error);
  return pasar_parser_make_value (self, pasar_rational (number.value, WHOLE));
}

static gsize
get_percent_sign (const char *text)
{
  static const char *const signs[] = { "%", "％", "٪" };

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    {
      if (g_str_has_suffix (text, signs[i]))
        return strlen (signs[i]);
    }
  return 0;
}

gboolean
pasar_parser_is_share (const char *text)
{
  return get_percent_sign (text) > 0;
}

gpointer
pasar_parser_fail_bare_share (PasarParser *self, gsize place, const char *text)
{
  return pasar_parser_fail (
      self,
      place,
      PASAR_INPUT_ERROR_AMBIGUOUS,
      /* Translators: the first %s is what was typed, e.g. 10%; the others repeat it
         with a sign */
      _ ("“%s” can be read in two ways. Write +%s to add or -%s to take off."),
      text,
      text,
      text);
}

/* A percentage that is added or, as it falls, taken off; NULL, also without an error, when it is
 * none. */
PasarNode *
pasar_parser_read_share (PasarParser *self, const char *text, gboolean falls)
{
  const PasarNumberKind kind = { 2, MAX_PERCENT, 1050, self->format };
  const gsize sign = get_percent_sign (text);
  g_autofree char *digits = g_strndup (text, strlen (text) - sign);
  GError *error = NULL;
  PasarNumber number;
  PasarNode *value;

  if (sign == 0)
    return NULL;
  if (!pasar_number_parse (digits, &kind, &number, &error))
    return pasar_parser_take_error (self, pasar_parser_get_place (self), error);
  if (falls && number.value > WHOLE)
    return pasar_parser_fail (self,
                              pasar_parser_get_place (self),
                              PASAR_INPUT_ERROR_NEGATIVE,
                              "%s",
                              _ ("The result would be less than 0."));
  value = pasar_parser_make_value (self, pasar_rational (number.value, WHOLE / 100));
  return pasar_parser_make (self, PASAR_NODE_PERCENT, value, NULL);
}

#define MAX_ENDING_DIGITS 9
#define MAX_ENDING        999999999

/* What a price shall end in. With two decimals `.90` and `0.90` are 90 in every 100, `9.90` is 990
 * in every 1000 and `99` is 9900 in every 10000; without decimals `900` is 900 in every 1000. */
PasarNode *
pasar_parser_make_ending (PasarParser *self,
                          PasarNode *of,
                          PasarRounding rounding,
                          gsize place,
                          gsize length)
{
  const guint digits = get_target_digits (self);
  const gint64 units = pasar_power_of_ten (digits);
  const PasarNumberKind kind = { digits, MAX_ENDING, digits == 0 ? 900 : 90, self->format };
  g_autofree char *text = pasar_parser_dup_part (self, place, length);
  GError *error = NULL;
  PasarNumber number;
  PasarNode *node;

  if (!pasar_number_parse (text, &kind, &number, &error))
    return pasar_parser_take_error (self, place, error);
  /* The zero of "0.90" is only there for the looks. */
  if (number.n_whole == 1 && number.n_decimals > 0 && number.value < units)
    number.n_whole = 0;
  if (digits + number.n_whole > MAX_ENDING_DIGITS)
    return pasar_parser_fail (self,
                              place,
                              PASAR_INPUT_ERROR_TOO_LARGE,
                              "%s",
                              _ ("The result would be too large."));
  node = make (self, PASAR_NODE_ENDING, of->start, place + length - of->start);
  node->left = of;
  node->has_columns = of->has_columns;
  node->counts = of->counts;
  node->rounding = rounding;
  node->value = pasar_rational (number.value, units);
  node->step = pasar_rational (pasar_power_of_ten (digits + number.n_whole), units);
  return node;
}
