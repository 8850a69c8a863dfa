/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session-shop.h"

G_BEGIN_DECLS

/* An expression and, in a few lines, what it comes to. */
typedef struct
{
  char text[32];
  enum
  {
    FORMULA_SET,
    FORMULA_PERCENT,
    FORMULA_TIMES,
    FORMULA_ADD,
    FORMULA_MAX_OF,
  } kind;
  gint64 amount; /* minor units, pieces, percent, hundredths */
} Formula;

/* For a field of the model. */
Formula formula_make (gint64 field, gboolean in_bulk);
/* PASAR_NO_VALUE: there is no result. */
gint64 formula_evaluate (const Formula *self, gint64 value);

G_END_DECLS
