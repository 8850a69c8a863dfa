/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

__extension__ typedef __int128 PasarWide;

/**
 * PasarRational:
 * @numerator: any
 * @denominator: more than 0
 *
 * An exact number. It need not be reduced: that is done when something would overflow otherwise.
 */
typedef struct
{
  PasarWide numerator;
  PasarWide denominator;
} PasarRational;

/**
 * PasarRounding:
 * @PASAR_ROUND_NEAREST: to the nearest; a tie goes up
 * @PASAR_ROUND_UP: up
 * @PASAR_ROUND_DOWN: down
 *
 * How a number is rounded.
 */
typedef enum
{
  PASAR_ROUND_NEAREST,
  PASAR_ROUND_UP,
  PASAR_ROUND_DOWN,
} PasarRounding;

static inline PasarRational
pasar_rational (gint64 numerator, gint64 denominator)
{
  return (PasarRational){ numerator, denominator };
}

/* Of at most eighteen. */
static inline gint64
pasar_power_of_ten (guint exponent)
{
  gint64 power = 1;

  while (exponent-- > 0)
    power *= 10;
  return power;
}

gboolean pasar_rational_add (PasarRational *a, PasarRational b);
gboolean pasar_rational_subtract (PasarRational *a, PasarRational b);
gboolean pasar_rational_multiply (PasarRational *a, PasarRational b);
gboolean pasar_rational_divide (PasarRational *a, PasarRational b);
gboolean pasar_rational_compare (PasarRational a, PasarRational b, int *order);
gboolean pasar_rational_round (PasarRational *a,
                               PasarRational step,
                               PasarRational ending,
                               PasarRounding rounding);
gboolean pasar_rational_get_nearest (PasarRational a, gint64 units, gint64 *nearest);
gboolean pasar_rational_get_linear (PasarRational factor, PasarRational summand, gint64 linear[3]);

G_END_DECLS
