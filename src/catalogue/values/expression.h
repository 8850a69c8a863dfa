/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/values/money.h"

G_BEGIN_DECLS

/**
 * PasarExpressionColumn:
 * @id: any number of the caller
 * @name: what it is called in every language: ASCII letters, digits and `_`
 * @label: (nullable): what it is called in the language of the seller
 * @unit: what its numbers count
 * @decimals: how many decimals its numbers have where @unit does not say it; 0: as @unit says
 *
 * A column that expressions may name. Both names are found in upper and in lower case; a label that
 * is no single word is in double quotes.
 */
typedef struct
{
  guint id;
  const char *name;
  const char *label;
  PasarUnit unit;
  guint decimals;
} PasarExpressionColumn;

/**
 * PasarExpressionContext:
 * @columns: (array length=n_columns): what may be named
 * @n_columns: length of @columns
 * @target: index of the column that the text is typed for: what `+10%` is about
 * @currency: (nullable): code of the shop's currency; %NULL or empty: none may be written
 * @digits: decimals of the currency
 * @in_bulk: whether it is a change of many values, where a sign means more and less, and not a cell
 * @format: (nullable): how the user writes numbers; %NULL: as in the locale
 *
 * Where a text is typed.
 */
typedef struct
{
  const PasarExpressionColumn *columns;
  guint n_columns;
  guint target;
  const char *currency;
  guint digits;
  gboolean in_bulk;
  const PasarNumberFormat *format;
} PasarExpressionContext;

/**
 * PASAR_EXPRESSION_MAX_COLUMNS:
 *
 * How many columns one expression may need.
 */
#define PASAR_EXPRESSION_MAX_COLUMNS 32

/**
 * PasarExpression:
 *
 * What is to be done with the values of rows: a text that was read once, ready to be computed for
 * each of them. It does not change; everybody who keeps it has a reference.
 */
typedef struct _PasarExpression PasarExpression;

/**
 * PasarOperation:
 * @PASAR_OPERATION_SET: to an amount
 * @PASAR_OPERATION_ADD: an amount more, or less
 * @PASAR_OPERATION_PERCENT: so many hundredths of a percent more, or less
 * @PASAR_OPERATION_OTHER: anything else
 *
 * What an expression does to the column that it is for.
 */
typedef enum
{
  PASAR_OPERATION_SET,
  PASAR_OPERATION_ADD,
  PASAR_OPERATION_PERCENT,
  PASAR_OPERATION_OTHER,
} PasarOperation;

PasarExpression *pasar_expression_new (const char *text,
                                       const PasarExpressionContext *context,
                                       gsize *place,
                                       GError **error);
PasarExpression *pasar_expression_ref (PasarExpression *self);
void pasar_expression_unref (PasarExpression *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarExpression, pasar_expression_unref)

const char *pasar_expression_get_text (const PasarExpression *self);
const guint *pasar_expression_get_columns (const PasarExpression *self, guint *n_columns);
PasarOperation pasar_expression_get_operation (const PasarExpression *self, gint64 *amount);
gboolean pasar_expression_evaluate (const PasarExpression *self,
                                    const gint64 *values,
                                    gint64 *result,
                                    GError **error);

G_END_DECLS
