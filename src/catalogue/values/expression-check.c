/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/values/expression-private.h"

#include <glib/gi18n-lib.h>

/* What the numbers of a tree are, and whether the tree has a meaning. */

/* A whole step up to this one may be meant as a number of decimals, as in a spreadsheet. */
#define MAX_DECIMALS_MEANT 4

/* A number that something is multiplied with or divided by. */
static PasarNumberKind
get_factor (const PasarParser *self)
{
  return (PasarNumberKind){ 6, PASAR_VALUE_MAX, 1100000, self->format };
}

static PasarNumberKind
get_amount (const PasarParser *self, PasarCounts counts)
{
  const guint digits = counts == PASAR_COUNTS_MONEY ? self->context->digits : 0;

  if (counts != PASAR_COUNTS_MONEY && counts != PASAR_COUNTS_PIECES)
    return get_factor (self);
  return (PasarNumberKind){ digits,
                            PASAR_VALUE_MAX,
                            digits == 0 || digits == 2 ? 1290 : 1,
                            self->format };
}

static PasarNode *
read_literal (PasarParser *self, PasarNode *node, const PasarNumberKind *kind, PasarNumber *number)
{
  g_autofree char *text = pasar_parser_dup_part (self, node->place, node->length);
  GError *error = NULL;

  if (!pasar_number_parse (text, kind, number, &error))
    return pasar_parser_take_error (self, node->place, error);
  node->value = pasar_rational (number->value, pasar_power_of_ten (kind->decimals));
  node->is_read = TRUE;
  return node;
}

static PasarNode *resolve (PasarParser *self, PasarNode *node, const PasarNumberKind *kind);

static PasarNode *
resolve_both (PasarParser *self,
              PasarNode *node,
              const PasarNumberKind *left,
              const PasarNumberKind *right)
{
  return resolve (self, node->left, left) != NULL && resolve (self, node->right, right) != NULL
             ? node
             : NULL;
}

static PasarNode *
resolve_product (PasarParser *self, PasarNode *node, const PasarNumberKind *kind)
{
  const PasarNumberKind factor = get_factor (self);
  const gboolean divides = node->kind == PASAR_NODE_DIVIDE;
  const PasarNode *right = node->right;

  if (resolve_both (self,
                    node,
                    node->left->has_columns ? kind : &factor,
                    right->has_columns ? kind : &factor)
      == NULL)
    return NULL;
  if (divides && right->kind == PASAR_NODE_NUMBER && right->value.numerator == 0)
    return pasar_parser_fail (self,
                              right->place,
                              PASAR_INPUT_ERROR_DIVISION_BY_ZERO,
                              "%s",
                              _ ("Nothing can be divided by 0."));
  return node;
}

/* Of a price ten percent more is a tenth of it more; of a ratio it may as well be 0.1. */
static PasarNode *
resolve_sum (PasarParser *self, PasarNode *node, const PasarNumberKind *kind)
{
  const PasarNode *left = node->left;
  const PasarNode *right = node->right;
  g_autofree char *text = pasar_parser_dup_part (self, node->place, node->length);

  if (resolve_both (self, node, kind, kind) == NULL)
    return NULL;
  if (left->counts == PASAR_COUNTS_PERCENT && right->counts != PASAR_COUNTS_PERCENT)
    return pasar_parser_fail (self,
                              node->place,
                              PASAR_INPUT_ERROR_AMBIGUOUS,
                              /* Translators: a part of a formula, e.g. 10%+price; then a word that
                                 is not translated, e.g. price */
                              _ ("“%s” can be read in two ways. Write the percentage last, "
                                 "like %s+10%%."),
                              text,
                              self->context->columns[self->context->target].name);
  if (right->counts == PASAR_COUNTS_PERCENT
      && (left->counts == PASAR_COUNTS_NOTHING || left->counts == PASAR_COUNTS_ANYTHING)
      && !(left->kind == PASAR_NODE_NUMBER && left->value.numerator == left->value.denominator))
    return pasar_parser_fail (
        self,
        node->place,
        PASAR_INPUT_ERROR_AMBIGUOUS,
        /* Translators: a part of a formula, e.g. 2+10% */
        _ ("“%s” can be read in two ways. Multiply by a bracket like (1+10%%), "
           "or write the share as a number."),
        text);
  return node;
}

/* In a spreadsheet the second number says how many decimals are left. */
static PasarNode *
resolve_step (PasarParser *self, PasarNode *step, const PasarNumberKind *kind)
{
  g_autofree char *text = NULL;
  g_autofree char *decimals = NULL;
  g_autofree char *whole = NULL;
  PasarNumber number;
  gint64 units;

  if (step->kind != PASAR_NODE_NUMBER || step->is_read)
    return resolve (self, step, kind);
  if (read_literal (self, step, kind, &number) == NULL)
    return NULL;
  if (number.value == 0)
    return pasar_parser_fail (self,
                              step->place,
                              PASAR_INPUT_ERROR_DIVISION_BY_ZERO,
                              "%s",
                              _ ("Nothing can be rounded to multiples of 0."));
  units = pasar_power_of_ten (kind->decimals);
  if (kind->decimals == 0 || number.n_decimals > 0 || number.value > MAX_DECIMALS_MEANT * units)
    return step;
  text = pasar_parser_dup_part (self, step->place, step->length);
  decimals = pasar_number_dup_short (1, (guint) (number.value / units), self->format);
  whole = pasar_money_format (number.value / units * 10, 1, self->format);
  return pasar_parser_fail (self,
                            step->place,
                            PASAR_INPUT_ERROR_AMBIGUOUS,
                            /* Translators: what was typed, e.g. 2; then the step of so many
                               decimals, e.g. 0.01; then the number with a decimal, e.g. 2.0 */
                            _ ("“%s” can be read in two ways. Write %s to round to so many "
                               "decimals, or %s for multiples of it."),
                            text,
                            decimals,
                            whole);
}

static PasarNode *
resolve_comparison (PasarParser *self, PasarNode *node)
{
  const PasarCounts left = node->left->counts;
  const PasarCounts right = node->right->counts;
  const PasarNumberKind kind = get_amount (self, left != PASAR_COUNTS_ANYTHING ? left : right);

  return resolve_both (self, node, &kind, &kind);
}

/* Reads the literals; what kind of number one is depends on where it stands. */
static PasarNode *
resolve (PasarParser *self, PasarNode *node, const PasarNumberKind *kind)
{
  const PasarNumberKind percent = { 2, 100 * 10000, 1050, self->format };
  PasarNumber number;

  switch (node->kind)
    {
    case PASAR_NODE_NUMBER:
      return node->is_read ? node : read_literal (self, node, kind, &number);
    case PASAR_NODE_COLUMN:
      return node;
    case PASAR_NODE_PERCENT:
      return resolve (self, node->left, &percent);
    case PASAR_NODE_NEGATE:
    case PASAR_NODE_ENDING:
      return resolve (self, node->left, kind);
    case PASAR_NODE_ADD:
    case PASAR_NODE_SUBTRACT:
      return resolve_sum (self, node, kind);
    case PASAR_NODE_MULTIPLY:
    case PASAR_NODE_DIVIDE:
      return resolve_product (self, node, kind);
    case PASAR_NODE_ROUND:
      return resolve (self, node->left, kind) != NULL ? resolve_step (self, node->right, kind)
                                                      : NULL;
    case PASAR_NODE_IF:
      return resolve (self, node->condition, kind) != NULL ? resolve_both (self, node, kind, kind)
                                                           : NULL;
    case PASAR_NODE_MIN:
    case PASAR_NODE_MAX:
      return resolve_both (self, node, kind, kind);
    case PASAR_NODE_NOT:
      return resolve (self, node->left, kind);
    case PASAR_NODE_LESS:
    case PASAR_NODE_AT_MOST:
    case PASAR_NODE_EQUAL:
    default:
      return resolve_comparison (self, node);
    }
}

/* Reads the literals of a whole tree, and checks that it counts what the target counts. */
PasarNode *
pasar_node_resolve (PasarParser *self, PasarNode *node)
{
  const PasarExpressionContext *context = self->context;
  const char *name = context->columns[context->target].name;
  const gboolean is_money = context->columns[context->target].unit == PASAR_UNIT_MONEY;
  const gboolean is_pieces = context->columns[context->target].unit == PASAR_UNIT_PIECES;
  const PasarNumberKind amount = get_amount (self,
                                             is_money    ? PASAR_COUNTS_MONEY
                                             : is_pieces ? PASAR_COUNTS_PIECES
                                                         : PASAR_COUNTS_NOTHING);
  g_autofree char *text = NULL;

  if (resolve (self, node, &amount) == NULL)
    return NULL;
  text = pasar_parser_dup_part (self, node->place, node->length);
  if (node->counts == PASAR_COUNTS_PERCENT && (is_money || is_pieces))
    return pasar_parser_fail_bare_share (self, node->place, text);
  if ((node->counts == PASAR_COUNTS_PIECES && is_money)
      || (node->counts == PASAR_COUNTS_MONEY && is_pieces))
    return pasar_parser_fail (
        self,
        node->place,
        PASAR_INPUT_ERROR_NOT_A_NUMBER,
        /* Translators: what was typed, e.g. =price/2; then twice the word that may be
           used here, which is not translated, e.g. stock */
        _ ("“=%s” cannot be computed here. Write a formula like =%s+5 or =%s*1.1."),
        text,
        name,
        name);
  return node;
}

/* Whether a sum takes its right side as a share of its left side. */
gboolean
pasar_node_is_relative (const PasarNode *node)
{
  return node->right->counts == PASAR_COUNTS_PERCENT && node->left->counts != PASAR_COUNTS_PERCENT;
}

static gboolean
combine (const PasarNode *node, PasarLinear *left, PasarLinear *right)
{
  PasarLinear *constant = right->factor.numerator == 0 ? right : left;
  PasarLinear *other = constant == right ? left : right;

  if (node->kind == PASAR_NODE_ADD)
    return pasar_rational_add (&left->factor, right->factor)
           && pasar_rational_add (&left->summand, right->summand);
  if (node->kind == PASAR_NODE_SUBTRACT)
    return pasar_rational_subtract (&left->factor, right->factor)
           && pasar_rational_subtract (&left->summand, right->summand);
  if (node->kind == PASAR_NODE_DIVIDE)
    return constant == right && right->summand.numerator != 0
           && pasar_rational_divide (&left->factor, right->summand)
           && pasar_rational_divide (&left->summand, right->summand);
  if (constant->factor.numerator != 0
      || !pasar_rational_multiply (&other->factor, constant->summand)
      || !pasar_rational_multiply (&other->summand, constant->summand))
    return FALSE;
  *left = *other;
  return TRUE;
}

static gboolean
scale (PasarLinear *linear, PasarRational factor)
{
  return pasar_rational_multiply (&linear->factor, factor)
         && pasar_rational_multiply (&linear->summand, factor);
}

/* Whether the tree comes to a linear function of the target, and no other column. */
gboolean
pasar_node_get_linear (const PasarNode *node, guint target, PasarLinear *linear)
{
  const PasarRational zero = pasar_rational (0, 1);
  const PasarRational one = pasar_rational (1, 1);
  const gboolean is_sum = node->kind == PASAR_NODE_ADD || node->kind == PASAR_NODE_SUBTRACT;
  PasarLinear right;

  if (node->kind == PASAR_NODE_NUMBER || node->kind == PASAR_NODE_COLUMN)
    {
      const gboolean is_number = node->kind == PASAR_NODE_NUMBER;

      *linear = (PasarLinear){ is_number ? zero : one, is_number ? node->value : zero };
      return is_number || node->column == target;
    }
  if (node->kind == PASAR_NODE_PERCENT || node->kind == PASAR_NODE_NEGATE)
    return pasar_node_get_linear (node->left, target, linear)
           && scale (linear,
                     node->kind == PASAR_NODE_NEGATE ? pasar_rational (-1, 1)
                                                     : pasar_rational (1, 100));
  if (!is_sum && node->kind != PASAR_NODE_MULTIPLY && node->kind != PASAR_NODE_DIVIDE)
    return FALSE;
  if (!pasar_node_get_linear (node->left, target, linear)
      || !pasar_node_get_linear (node->right, target, &right))
    return FALSE;
  if (is_sum && pasar_node_is_relative (node))
    {
      PasarLinear factor = { zero, one };

      return combine (node, &factor, &right) && factor.factor.numerator == 0
             && scale (linear, factor.summand);
    }
  return combine (node, linear, &right);
}
