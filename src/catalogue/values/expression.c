/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/values/expression-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_LENGTH 1000
/* What most expressions come to: (a × old + b) / c, in minor units or pieces, and then perhaps an
 * ending. */
typedef struct
{
  gboolean is_valid;
  gint64 a;
  gint64 b;
  gint64 c;
  gint64 ending;
  gint64 step; /* 0: no ending */
  PasarRounding rounding;
} Shortcut;

struct _PasarExpression
{
  char *text;
  PasarProgram *program;
  GArray *columns; /* guint: ids of those that it needs */
  GPtrArray *names;
  guint slot;   /* of its own column among them; their number when it is not needed */
  gint64 units; /* of the result in one */
  Shortcut shortcut;
};

static void
clear (gpointer data)
{
  PasarExpression *self = data;

  g_free (self->text);
  g_clear_pointer (&self->program, pasar_program_free);
  g_clear_pointer (&self->columns, g_array_unref);
  g_clear_pointer (&self->names, g_ptr_array_unref);
}

/**
 * pasar_expression_ref:
 * @self: an expression
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
PasarExpression *
pasar_expression_ref (PasarExpression *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * pasar_expression_unref:
 * @self: (transfer full): an expression
 *
 * Gives a reference back.
 */
void
pasar_expression_unref (PasarExpression *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/* How many units of a column make one: 100 minor units. */
gint64
pasar_expression_context_get_units (const PasarExpressionContext *context, guint column)
{
  if (context->columns[column].decimals > 0)
    return pasar_power_of_ten (context->columns[column].decimals);
  switch (context->columns[column].unit)
    {
    case PASAR_UNIT_MONEY:
      return pasar_power_of_ten (context->digits);
    case PASAR_UNIT_PERCENT:
      return 1000;
    case PASAR_UNIT_NUMBER:
      return pasar_power_of_ten (PASAR_NUMBER_DECIMALS);
    case PASAR_UNIT_NONE:
    case PASAR_UNIT_PIECES:
    default:
      return 1;
    }
}

static void
find_shortcut (PasarExpression *self, const PasarNode *node, guint target)
{
  const PasarNode *ending = node->kind == PASAR_NODE_ENDING ? node : NULL;
  Shortcut *shortcut = &self->shortcut;
  PasarLinear linear;
  gint64 parts[3];

  if (!pasar_node_get_linear (ending != NULL ? ending->left : node, target, &linear)
      || !pasar_rational_multiply (&linear.summand, pasar_rational (self->units, 1))
      || !pasar_rational_get_linear (linear.factor, linear.summand, parts))
    return;
  /* A column that counts for nothing has to be known all the same. */
  shortcut->is_valid = (parts[0] != 0) == (self->columns->len > 0);
  shortcut->a = parts[0];
  shortcut->b = parts[1];
  shortcut->c = parts[2];
  if (ending != NULL)
    {
      shortcut->rounding = ending->rounding;
      shortcut->is_valid =
          shortcut->is_valid
          && pasar_rational_get_nearest (ending->value, self->units, &shortcut->ending)
          && pasar_rational_get_nearest (ending->step, self->units, &shortcut->step);
    }
}

static void
take_columns (PasarExpression *self, const PasarExpressionContext *context)
{
  const GArray *needed = pasar_program_get_columns (self->program);

  self->columns = g_array_new (FALSE, FALSE, sizeof (guint));
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->slot = needed->len;
  for (guint i = 0; i < needed->len; i++)
    {
      const guint index = g_array_index (needed, guint, i);
      const PasarExpressionColumn *column = &context->columns[index];

      g_array_append_val (self->columns, column->id);
      g_ptr_array_add (self->names, g_strdup (column->name));
      if (index == context->target)
        self->slot = i;
    }
}

static PasarExpression *
make_expression (PasarParser *parser, const PasarNode *node)
{
  g_autoptr (PasarExpression) self = g_atomic_rc_box_new0 (PasarExpression);
  const PasarExpressionContext *context = parser->context;

  self->text = g_strdup (parser->text);
  self->program = pasar_program_new (node, context);
  if (self->program == NULL)
    return pasar_parser_fail (parser,
                              0,
                              PASAR_INPUT_ERROR_TOO_LARGE,
                              "%s",
                              _ ("The formula is too long."));
  self->units = pasar_expression_context_get_units (context, context->target);
  take_columns (self, context);
  find_shortcut (self, node, context->target);
  if (self->columns->len == 0)
    {
      GError *error = NULL;
      gint64 result;

      if (!pasar_expression_evaluate (self, NULL, &result, &error))
        return pasar_parser_take_error (parser, node->place, error);
    }
  return g_steal_pointer (&self);
}

static PasarExpression *
read (PasarParser *parser)
{
  PasarNode *node;

  if (strlen (parser->text) > MAX_LENGTH)
    return pasar_parser_fail (parser,
                              MAX_LENGTH,
                              PASAR_INPUT_ERROR_TOO_LARGE,
                              "%s",
                              _ ("The formula is too long."));
  node = pasar_parser_read_text (parser);
  if (node == NULL || pasar_node_resolve (parser, node) == NULL)
    return NULL;
  return make_expression (parser, node);
}

/**
 * pasar_expression_new:
 * @text: what was typed or pasted
 * @context: where, and for what
 * @place: (out) (optional): where in @text the error is, in bytes; untouched without one
 * @error: return location of a %PASAR_INPUT_ERROR
 *
 * Reads an amount, an operation on the value before, or a formula:
 *
 * - `12.50`: set it, as pasar_money_parse() reads it
 * - `+10%`, `-10%`; `10%` alone is ambiguous
 * - `*1.1`, `×1.1`, `/2`: times, up to four decimals and 100; divided by
 * - `+5`, `-5` in a bulk change. In a cell they are refused as ambiguous: a spreadsheet reads them
 *   as five and minus five
 * - `=price*1.1`, `=max(cost*1.3; floor)`, `=stock+20`: columns by their names; numbers as
 *   pasar_number_parse() reads them; `+ - * / ( ) %`; `min`, `max`, `round`, `roundup`,
 *   `rounddown` (to a whole number, to multiples of a step, to an ending: `round(price; 0.05)`,
 *   `roundup(price; end .90)`); `if(stock<5; price*1.1; price)` with `< <= > >= = <>`. The words
 *   are the same in every language
 * - any of these and then `end .90`: to the nearest price that ends so
 *
 * A percentage that is added or taken off is one of what stands before it: `=price+10%` is
 * `=price*1.1`. Arguments are separated by `;`, and also by `,` where that is not the decimal point
 * and the call has no `;`: a comma between two digits is refused there.
 *
 * What is read in a cell and in a bulk change is read as the same.
 *
 * Returns: (transfer full) (nullable): the expression; %NULL with @error
 */
PasarExpression *
pasar_expression_new (const char *text,
                      const PasarExpressionContext *context,
                      gsize *place,
                      GError **error)
{
  g_autofree char *stripped = NULL;
  g_autoptr (GPtrArray) nodes = g_ptr_array_new_with_free_func (g_free);
  PasarExpression *self;
  PasarParser parser = {
    .context = context,
    .format = context->format != NULL ? context->format : pasar_number_format_get_default (),
    .nodes = nodes,
  };

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (context->target < context->n_columns, NULL);

  stripped = pasar_number_strip (text);
  parser.text = parser.next = stripped;
  self = read (&parser);
  if (self == NULL)
    {
      const char *start = strstr (text, stripped);

      if (place != NULL)
        *place = parser.place + (start != NULL ? (gsize) (start - text) : 0);
      g_propagate_error (error, parser.error);
    }
  return self;
}

/**
 * pasar_expression_get_text:
 * @self: an expression
 *
 * For who names what was done, and for doing it once more.
 *
 * Returns: (transfer none): what was typed, without blanks around it
 */
const char *
pasar_expression_get_text (const PasarExpression *self)
{
  return self->text;
}

/**
 * pasar_expression_get_columns:
 * @self: an expression
 * @n_columns: (out): how many
 *
 * Who computes many rows reads no more than these.
 *
 * Returns: (transfer none) (array length=n_columns): the ids of the columns whose values it needs,
 *   each once
 */
const guint *
pasar_expression_get_columns (const PasarExpression *self, guint *n_columns)
{
  *n_columns = self->columns->len;
  return (const guint *) (gpointer) self->columns->data;
}

/**
 * pasar_expression_get_operation:
 * @self: an expression
 * @amount: (out) (optional): the amount in minor units or pieces, or hundredths of a percent; below
 *   0 for less; 0 with %PASAR_OPERATION_OTHER
 *
 * Tells those expressions apart that can be said in a word.
 *
 * Returns: what it does to its column
 */
PasarOperation
pasar_expression_get_operation (const PasarExpression *self, gint64 *amount)
{
  const Shortcut *shortcut = &self->shortcut;
  PasarRational percent = pasar_rational (shortcut->a, MAX (shortcut->c, 1));
  gint64 unused;

  if (amount == NULL)
    amount = &unused;
  *amount = 0;
  if (!shortcut->is_valid || shortcut->step != 0)
    return PASAR_OPERATION_OTHER;
  if (shortcut->a == 0 && shortcut->b % shortcut->c == 0)
    {
      *amount = shortcut->b / shortcut->c;
      return PASAR_OPERATION_SET;
    }
  if (shortcut->a == shortcut->c && shortcut->b != 0 && shortcut->b % shortcut->c == 0)
    {
      *amount = shortcut->b / shortcut->c;
      return PASAR_OPERATION_ADD;
    }
  if (shortcut->a != 0 && shortcut->b == 0
      && pasar_rational_subtract (&percent, pasar_rational (1, 1))
      && pasar_rational_multiply (&percent, pasar_rational (10000, 1))
      && percent.numerator % percent.denominator == 0
      && pasar_rational_get_nearest (percent, 1, amount))
    return PASAR_OPERATION_PERCENT;
  return PASAR_OPERATION_OTHER;
}

static int
evaluate (const PasarExpression *self, const gint64 *values, gint64 *result, guint *missing)
{
  PasarRational value;
  const int code = pasar_program_run (self->program, values, &value, missing);

  if (code != PASAR_PROGRAM_OK)
    return code;
  if (value.numerator < 0)
    return PASAR_INPUT_ERROR_NEGATIVE;
  return pasar_rational_get_nearest (value, self->units, result) && *result <= PASAR_VALUE_MAX
             ? PASAR_PROGRAM_OK
             : PASAR_INPUT_ERROR_TOO_LARGE;
}

/* FALSE when the long way has to be taken. */
static gboolean
take_shortcut (const Shortcut *self, gint64 old, gint64 *result)
{
  const gint64 step = self->step > 0 ? self->step : 1;
  gint64 divisor;
  gint64 offset;
  gint64 sum;
  gint64 whole;
  gint64 rest;

  if (__builtin_mul_overflow (self->a, old, &sum) || __builtin_add_overflow (sum, self->b, &sum)
      || sum < 0 || __builtin_mul_overflow (self->ending, self->c, &offset)
      || __builtin_mul_overflow (step, self->c, &divisor))
    return FALSE;
  /* Less than one ending, which may be rounded up to one. */
  if (sum < offset)
    return FALSE;
  whole = (sum - offset) / divisor;
  rest = (sum - offset) % divisor;
  if ((self->rounding == PASAR_ROUND_UP && rest > 0)
      || (self->rounding == PASAR_ROUND_NEAREST && rest >= divisor - rest))
    whole++;
  return !__builtin_mul_overflow (whole, step, &sum)
         && !__builtin_add_overflow (sum, self->ending, result) && *result <= PASAR_VALUE_MAX
         && (self->step == 0 || *result > 0);
}

static void
set_error (const PasarExpression *self, int code, guint missing, GError **error)
{
  if (code == PASAR_INPUT_ERROR_EMPTY && missing != self->slot)
    g_set_error (error,
                 PASAR_INPUT_ERROR,
                 code,
                 /* Translators: a word that is not translated, e.g. cost */
                 _ ("It is not known what “%s” is of this row."),
                 (const char *) g_ptr_array_index (self->names, missing));
  else
    g_set_error_literal (error,
                         PASAR_INPUT_ERROR,
                         code,
                         code == PASAR_INPUT_ERROR_EMPTY
                             ? _ ("There is no old value to compute with.")
                         : code == PASAR_INPUT_ERROR_NEGATIVE
                             ? _ ("The result would be less than 0.")
                         : code == PASAR_INPUT_ERROR_DIVISION_BY_ZERO
                             ? _ ("Nothing can be divided by 0.")
                             : _ ("The result would be too large."));
}

/**
 * pasar_expression_evaluate:
 * @self: an expression
 * @values: (nullable): what the row has in the columns of [method@Expression.get_columns], in their
 *   order: minor units, pieces, tenths of a percent; %PASAR_NO_VALUE: unknown
 * @result: (out): the value after, 0 to %PASAR_VALUE_MAX; untouched on failure
 * @error: return location of a %PASAR_INPUT_ERROR
 *
 * Computes one value, exactly, and rounds it once: to the nearest, a tie goes up. Rounding to an
 * ending never takes a value over zero to zero or below: the smallest value with that ending is
 * taken instead. An overflow is an error, never a wrong value.
 *
 * Errors: %PASAR_INPUT_ERROR_EMPTY when a value that is needed is not known,
 * %PASAR_INPUT_ERROR_NEGATIVE, %PASAR_INPUT_ERROR_TOO_LARGE, %PASAR_INPUT_ERROR_DIVISION_BY_ZERO.
 *
 * Returns: %TRUE when @result was set
 */
gboolean
pasar_expression_evaluate (const PasarExpression *self,
                           const gint64 *values,
                           gint64 *result,
                           GError **error)
{
  const gint64 old = self->shortcut.is_valid && self->shortcut.a != 0 ? values[self->slot] : 0;
  guint missing = self->slot;
  gint64 value;
  int code;

  if (self->shortcut.is_valid && old != PASAR_NO_VALUE
      && take_shortcut (&self->shortcut, old, &value))
    code = PASAR_PROGRAM_OK;
  else
    code = evaluate (self, values, &value, &missing);
  if (code == PASAR_PROGRAM_OK)
    *result = value;
  else if (error != NULL)
    set_error (self, code, missing, error);
  return code == PASAR_PROGRAM_OK;
}
