/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/values/money.h"

G_BEGIN_DECLS

/**
 * PasarOperation:
 * @PASAR_OPERATION_SET: the amount
 * @PASAR_OPERATION_ADD: the amount more
 * @PASAR_OPERATION_SUBTRACT: the amount less
 * @PASAR_OPERATION_PERCENT: so many hundredths of a percent more (1000: +10 %), or less
 *
 * What a formula does to the value before.
 */
typedef enum
{
  PASAR_OPERATION_SET,
  PASAR_OPERATION_ADD,
  PASAR_OPERATION_SUBTRACT,
  PASAR_OPERATION_PERCENT,
} PasarOperation;

/**
 * PasarRounding:
 * @PASAR_ROUND_NEAREST: to the nearest; a tie goes up
 * @PASAR_ROUND_UP: up
 * @PASAR_ROUND_DOWN: down
 *
 * How a result is rounded.
 */
typedef enum
{
  PASAR_ROUND_NEAREST,
  PASAR_ROUND_UP,
  PASAR_ROUND_DOWN,
} PasarRounding;

/**
 * PasarFormula:
 * @amount: minor units (or pieces) for SET, ADD, SUBTRACT; hundredths of a percent for PERCENT
 * @ending: minor units: the result ends so, e.g. 90 of 100 for ".90"; ignored when @ending_step is
 * 0
 * @ending_step: minor units: distance between two results with that ending, e.g. 100
 *
 * What a bulk change does to one value. Integer arithmetic throughout; overflow is an error.
 */
typedef struct
{
  PasarOperation operation;
  gint64 amount;
  gint64 ending;
  gint64 ending_step;
  PasarRounding rounding;
} PasarFormula;

/**
 * PasarFormulaContext:
 * @name: "price" or "stock": what the text is typed for
 * @currency: (nullable): code of the shop's currency; %NULL for pieces
 * @digits: decimals of the currency; 0 for pieces
 * @in_bulk: whether it is a change of many values, where a sign means more and less, and not a cell
 * @format: (nullable): how the user writes numbers; %NULL: as in the locale
 *
 * Where a text is typed.
 */
typedef struct
{
  const char *name;
  const char *currency;
  guint digits;
  gboolean in_bulk;
  const PasarNumberFormat *format;
} PasarFormulaContext;

gboolean
pasar_formula_apply (const PasarFormula *formula, gint64 old, gint64 *result, GError **error);
gboolean pasar_formula_parse (PasarFormula *formula,
                              const char *text,
                              const PasarFormulaContext *context,
                              GError **error);
gboolean pasar_formula_parse_ending (PasarFormula *formula,
                                     const char *text,
                                     guint digits,
                                     const PasarNumberFormat *format,
                                     GError **error);
gboolean pasar_formula_parse_percent (const char *text,
                                      const PasarNumberFormat *format,
                                      gint64 *hundredths,
                                      GError **error);

G_END_DECLS
