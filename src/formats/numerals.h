/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/certainty.h"
#include "formats/table.h"

G_BEGIN_DECLS

/**
 * PasarNumerals:
 * @n_filled: cells with something in them
 * @n_numbers: those that are numbers, with a currency or without
 * @n_ambiguous: numbers that can be read in two ways: "1.234"
 * @n_point: numbers that can only be read with a decimal point
 * @n_comma: numbers that can only be read with a decimal comma
 * @decimal_point: what stands before decimals, "." or ","; 0: it is not known, or no number of the
 * column needs it
 * @certainty: how far that can be trusted; %PASAR_CERTAINTY_NONE of a column that has not mostly
 * numbers
 *
 * How the numbers of a column are written. A column is certain by its own numbers alone, likely by
 * those of the other columns, and uncertain where nothing or too much speaks for a sign: then none
 * is guessed.
 */
typedef struct
{
  guint n_filled;
  guint n_numbers;
  guint n_ambiguous;
  guint n_point;
  guint n_comma;
  char decimal_point;
  PasarCertainty certainty;
} PasarNumerals;

gboolean pasar_numeral_is_number (const char *text);
PasarNumerals *
pasar_numerals_find (const PasarTextTable *table, guint first_row, char *decimal_point);

G_END_DECLS
