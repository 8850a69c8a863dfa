/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/values/format.h"

G_BEGIN_DECLS

/**
 * PasarValueType:
 * @PASAR_VALUE_NONE: nothing
 * @PASAR_VALUE_NUMBER: minor units of a price, pieces of a stock
 * @PASAR_VALUE_TEXT: a text
 *
 * What a cell can hold. The numbers are kept in the file.
 */
typedef enum
{
  PASAR_VALUE_NONE,
  PASAR_VALUE_NUMBER,
  PASAR_VALUE_TEXT,
} PasarValueType;

/**
 * PasarValue:
 * @type: which of the others counts
 * @number: with %PASAR_VALUE_NUMBER
 * @text: with %PASAR_VALUE_TEXT, somebody else’s
 *
 * The value of a cell, whatever its column is.
 */
typedef struct
{
  PasarValueType type;
  gint64 number;
  const char *text;
} PasarValue;

PasarValue pasar_value_from_number (gint64 number);
gint64 pasar_value_to_number (PasarValue self);

G_END_DECLS
