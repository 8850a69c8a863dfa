/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/values/value.h"

/**
 * pasar_value_from_number:
 * @number: as a column of numbers holds it; %PASAR_NO_VALUE: nothing
 *
 * Makes a value of what a column of numbers holds.
 *
 * Returns: the value
 */
PasarValue
pasar_value_from_number (gint64 number)
{
  if (number == PASAR_NO_VALUE)
    return (PasarValue){ .type = PASAR_VALUE_NONE };
  return (PasarValue){ .type = PASAR_VALUE_NUMBER, .number = number };
}

/**
 * pasar_value_to_number:
 * @self: a value
 *
 * What is no number is nothing to such a column.
 *
 * Returns: as a column of numbers holds it; %PASAR_NO_VALUE for what is no number
 */
gint64
pasar_value_to_number (PasarValue self)
{
  return self.type == PASAR_VALUE_NUMBER ? self.number : PASAR_NO_VALUE;
}
