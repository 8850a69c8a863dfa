/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/values/expression-private.h"

/* A tree as a program for a stack, made once and run for every row. */

#define MAX_STACK 48

/* What the two on top of the stack come to, in place of the lower one: a PasarInputError, or
 * PASAR_PROGRAM_OK. */
typedef int (*Compute) (PasarRational *left, const PasarRational *right, PasarRounding rounding);

typedef enum
{
  STEP_CONSTANT,
  STEP_COLUMN,
  STEP_COMPUTE,
  STEP_ENDING,
  STEP_NOT,
  STEP_SKIP,      /* index steps */
  STEP_SKIP_IF_0, /* index steps */
} StepKind;

typedef struct
{
  StepKind kind;
  guint index; /* of a column: its place among those that are needed */
  Compute compute;
  PasarRounding rounding;
  PasarRational value; /* of a column one of its units */
  PasarRational step;
} Step;

struct _PasarProgram
{
  GArray *steps;   /* Step */
  GArray *columns; /* guint: what it needs, by the numbers in the context */
};

/* A program while it is made. */
typedef struct
{
  const PasarExpressionContext *context;
  PasarProgram *program;
  guint depth; /* of the stack */
} Maker;

static int
tell (gboolean fits)
{
  return fits ? PASAR_PROGRAM_OK : PASAR_INPUT_ERROR_TOO_LARGE;
}

static int
add (PasarRational *left, const PasarRational *right, PasarRounding rounding)
{
  return tell (pasar_rational_add (left, *right));
}

static int
subtract (PasarRational *left, const PasarRational *right, PasarRounding rounding)
{
  return tell (pasar_rational_subtract (left, *right));
}

static int
multiply (PasarRational *left, const PasarRational *right, PasarRounding rounding)
{
  return tell (pasar_rational_multiply (left, *right));
}

static int
divide (PasarRational *left, const PasarRational *right, PasarRounding rounding)
{
  if (right->numerator == 0)
    return PASAR_INPUT_ERROR_DIVISION_BY_ZERO;
  return tell (pasar_rational_divide (left, *right));
}

static int
take_least (PasarRational *left, const PasarRational *right, PasarRounding rounding)
{
  int order = 0;
  const gboolean fits = pasar_rational_compare (*left, *right, &order);

  if (order > 0)
    *left = *right;
  return tell (fits);
}

static int
take_greatest (PasarRational *left, const PasarRational *right, PasarRounding rounding)
{
  int order = 0;
  const gboolean fits = pasar_rational_compare (*left, *right, &order);

  if (order < 0)
    *left = *right;
  return tell (fits);
}

static int
round_to_step (PasarRational *left, const PasarRational *right, PasarRounding rounding)
{
  if (right->numerator == 0)
    return PASAR_INPUT_ERROR_DIVISION_BY_ZERO;
  if (right->numerator < 0)
    return PASAR_INPUT_ERROR_NEGATIVE;
  return tell (pasar_rational_round (left, *right, pasar_rational (0, 1), rounding));
}

static int
is_less (PasarRational *left, const PasarRational *right, PasarRounding rounding)
{
  int order = 0;
  const gboolean fits = pasar_rational_compare (*left, *right, &order);

  *left = pasar_rational (order < 0, 1);
  return tell (fits);
}

static int
is_at_most (PasarRational *left, const PasarRational *right, PasarRounding rounding)
{
  int order = 0;
  const gboolean fits = pasar_rational_compare (*left, *right, &order);

  *left = pasar_rational (order <= 0, 1);
  return tell (fits);
}

static int
is_equal (PasarRational *left, const PasarRational *right, PasarRounding rounding)
{
  int order = 0;
  const gboolean fits = pasar_rational_compare (*left, *right, &order);

  *left = pasar_rational (order == 0, 1);
  return tell (fits);
}

static Step *
add_step (Maker *self, StepKind kind)
{
  const Step step = { .kind = kind };

  g_array_append_val (self->program->steps, step);
  return &g_array_index (self->program->steps, Step, self->program->steps->len - 1);
}

static gboolean
push (Maker *self)
{
  return ++self->depth <= MAX_STACK;
}

static gboolean
emit_column (Maker *self, guint column)
{
  GArray *columns = self->program->columns;
  Step *load = add_step (self, STEP_COLUMN);

  load->value = pasar_rational (1, pasar_expression_context_get_units (self->context, column));
  while (load->index < columns->len && g_array_index (columns, guint, load->index) != column)
    load->index++;
  if (load->index == columns->len)
    g_array_append_val (columns, column);
  return columns->len <= PASAR_EXPRESSION_MAX_COLUMNS && push (self);
}

static gboolean
emit_constant (Maker *self, PasarRational value)
{
  add_step (self, STEP_CONSTANT)->value = value;
  return push (self);
}

static gboolean
emit_compute (Maker *self, Compute compute, PasarRounding rounding)
{
  Step *step = add_step (self, STEP_COMPUTE);

  step->compute = compute;
  step->rounding = rounding;
  self->depth--;
  return TRUE;
}

static gboolean emit (Maker *self, const PasarNode *node);

/* A percentage that is added is one of what it is added to. */
static gboolean
emit_relative (Maker *self, const PasarNode *node)
{
  return emit (self, node->left) && emit_constant (self, pasar_rational (1, 1))
         && emit (self, node->right)
         && emit_compute (self, node->kind == PASAR_NODE_ADD ? add : subtract, 0)
         && emit_compute (self, multiply, 0);
}

static gboolean
emit_choice (Maker *self, const PasarNode *node)
{
  GArray *steps = self->program->steps;
  guint to_right;
  guint to_end;

  if (!emit (self, node->condition))
    return FALSE;
  add_step (self, STEP_SKIP_IF_0);
  to_right = steps->len;
  self->depth--;
  if (!emit (self, node->left))
    return FALSE;
  add_step (self, STEP_SKIP);
  to_end = steps->len;
  self->depth--;
  g_array_index (steps, Step, to_right - 1).index = to_end - to_right;
  if (!emit (self, node->right))
    return FALSE;
  g_array_index (steps, Step, to_end - 1).index = steps->len - to_end;
  return TRUE;
}

static gboolean
emit_ending (Maker *self, const PasarNode *node)
{
  Step *ending;

  if (!emit (self, node->left))
    return FALSE;
  ending = add_step (self, STEP_ENDING);
  ending->rounding = node->rounding;
  ending->value = node->value;
  ending->step = node->step;
  return TRUE;
}

static gboolean
emit_unary (Maker *self, const PasarNode *node)
{
  if (!emit (self, node->left))
    return FALSE;
  if (node->kind == PASAR_NODE_PERCENT)
    return emit_constant (self, pasar_rational (100, 1)) && emit_compute (self, divide, 0);
  if (node->kind == PASAR_NODE_NEGATE)
    return emit_constant (self, pasar_rational (-1, 1)) && emit_compute (self, multiply, 0);
  add_step (self, STEP_NOT);
  return TRUE;
}

/* FALSE when it needs too much of a stack. */
static gboolean
emit (Maker *self, const PasarNode *node)
{
  static const Compute computes[] = {
    [PASAR_NODE_ADD] = add,
    [PASAR_NODE_SUBTRACT] = subtract,
    [PASAR_NODE_MULTIPLY] = multiply,
    [PASAR_NODE_DIVIDE] = divide,
    [PASAR_NODE_MIN] = take_least,
    [PASAR_NODE_MAX] = take_greatest,
    [PASAR_NODE_ROUND] = round_to_step,
    [PASAR_NODE_LESS] = is_less,
    [PASAR_NODE_AT_MOST] = is_at_most,
    [PASAR_NODE_EQUAL] = is_equal,
  };

  switch (node->kind)
    {
    case PASAR_NODE_NUMBER:
      return emit_constant (self, node->value);
    case PASAR_NODE_COLUMN:
      return emit_column (self, node->column);
    case PASAR_NODE_PERCENT:
    case PASAR_NODE_NEGATE:
    case PASAR_NODE_NOT:
      return emit_unary (self, node);
    case PASAR_NODE_ENDING:
      return emit_ending (self, node);
    case PASAR_NODE_IF:
      return emit_choice (self, node);
    case PASAR_NODE_ADD:
    case PASAR_NODE_SUBTRACT:
      if (pasar_node_is_relative (node))
        return emit_relative (self, node);
      break;
    case PASAR_NODE_MULTIPLY:
    case PASAR_NODE_DIVIDE:
    case PASAR_NODE_MIN:
    case PASAR_NODE_MAX:
    case PASAR_NODE_ROUND:
    case PASAR_NODE_LESS:
    case PASAR_NODE_AT_MOST:
    case PASAR_NODE_EQUAL:
    default:
      break;
    }
  return emit (self, node->left) && emit (self, node->right)
         && emit_compute (self, computes[node->kind], node->rounding);
}

void
pasar_program_free (PasarProgram *self)
{
  g_array_unref (self->steps);
  g_array_unref (self->columns);
  g_free (self);
}

/* NULL when the tree is too deep, or needs too many columns. */
PasarProgram *
pasar_program_new (const PasarNode *node, const PasarExpressionContext *context)
{
  g_autoptr (PasarProgram) self = g_new0 (PasarProgram, 1);
  Maker maker = { context, self, 0 };

  self->steps = g_array_new (FALSE, FALSE, sizeof (Step));
  self->columns = g_array_new (FALSE, FALSE, sizeof (guint));
  return emit (&maker, node) ? g_steal_pointer (&self) : NULL;
}

/* (element-type guint) */
const GArray *
pasar_program_get_columns (const PasarProgram *self)
{
  return self->columns;
}

/* Rounding to an ending never takes a value over zero to zero or below. One below zero stays so. */
static gboolean
round_to_ending (PasarRational *value, const Step *ending)
{
  const gboolean is_over_0 = value->numerator > 0;

  if (value->numerator < 0)
    return TRUE;
  if (!pasar_rational_round (value, ending->step, ending->value, ending->rounding))
    return FALSE;
  if (value->numerator < 0 || (value->numerator == 0 && is_over_0))
    *value = ending->value.numerator > 0 ? ending->value : ending->step;
  return TRUE;
}

/* The result for a row, or a PasarInputError. missing: the place of the column that is needed and
 * not known. */
int
pasar_program_run (const PasarProgram *self,
                   const gint64 *values,
                   PasarRational *result,
                   guint *missing)
{
  const Step *steps = (const Step *) (gpointer) self->steps->data;
  PasarRational stack[MAX_STACK];
  guint n = 0;
  int code;

  for (guint i = 0; i < self->steps->len; i++)
    {
      const Step *step = &steps[i];

      switch (step->kind)
        {
        case STEP_CONSTANT:
          stack[n++] = step->value;
          break;
        case STEP_COLUMN:
          if (values[step->index] == PASAR_NO_VALUE)
            {
              *missing = step->index;
              return PASAR_INPUT_ERROR_EMPTY;
            }
          stack[n++] = (PasarRational){ values[step->index], step->value.denominator };
          break;
        case STEP_NOT:
          stack[n - 1] = pasar_rational (stack[n - 1].numerator == 0, 1);
          break;
        case STEP_ENDING:
          if (!round_to_ending (&stack[n - 1], step))
            return PASAR_INPUT_ERROR_TOO_LARGE;
          break;
        case STEP_SKIP:
          i += step->index;
          break;
        case STEP_SKIP_IF_0:
          if (stack[--n].numerator == 0)
            i += step->index;
          break;
        case STEP_COMPUTE:
        default:
          n--;
          code = step->compute (&stack[n - 1], &stack[n], step->rounding);
          if (code != PASAR_PROGRAM_OK)
            return code;
        }
    }
  *result = stack[0];
  return PASAR_PROGRAM_OK;
}
