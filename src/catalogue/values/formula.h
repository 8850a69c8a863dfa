/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/values/money.h"

G_BEGIN_DECLS

typedef enum
{
  PASAR_OPERATION_SET,
  PASAR_OPERATION_ADD,
  PASAR_OPERATION_SUBTRACT,
  PASAR_OPERATION_PERCENT, /* amount: hundredths of a percent, 1000 = +10 %; may be negative */
} PasarOperation;

typedef enum
{
  PASAR_ROUND_NEAREST, /* a tie goes up */
  PASAR_ROUND_UP,
  PASAR_ROUND_DOWN,
} PasarRounding;

/**
 * PasarFormula:
 * @amount: minor units (or pieces) for SET, ADD, SUBTRACT; hundredths of a percent for PERCENT
 * @ending: (minor units) the result ends so, e.g. 90 of 100 for ".90"; ignored when @ending_step is
 * 0
 * @ending_step: (minor units) distance between two results with that ending, e.g. 100
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

/* Applies to old (PASAR_NO_VALUE only with SET). Errors: PASAR_INPUT_ERROR. */
gboolean
pasar_formula_apply (const PasarFormula *formula, gint64 old, gint64 *result, GError **error);
/* Reads an ending as typed: ".90", "0.90", "9.90", "900", "99". Empty text: no ending. */
gboolean
pasar_formula_parse_ending (PasarFormula *formula, const char *text, guint digits, GError **error);
/* Reads a percentage as typed, "10", "+10", "-5.5 %", at most two decimals. */
gboolean pasar_formula_parse_percent (const char *text, gint64 *hundredths, GError **error);
/* Reads what was typed into a cell: an amount, or arithmetic on the old value: "+5" "-5" "+10%"
 * "-10%" "*1.1" "×1.1" "=12.5"; digits 0 for stock. */
gboolean
pasar_formula_parse_cell (PasarFormula *formula, const char *text, guint digits, GError **error);
gboolean pasar_formula_parse_cell_in (PasarFormula *formula,
                                      const char *text,
                                      guint digits,
                                      const PasarNumberFormat *format,
                                      GError **error);

G_END_DECLS
