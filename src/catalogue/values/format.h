/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PASAR_NO_VALUE:
 *
 * No value: an unknown price, an unknown stock, nothing staged.
 */
#define PASAR_NO_VALUE G_MININT64

/**
 * PasarNumberFormat:
 * @decimal_point: UTF-8, e.g. "."
 * @thousands_sep: UTF-8, may be ""
 *
 * How the user writes numbers.
 */
typedef struct
{
  const char *decimal_point;
  const char *thousands_sep;
} PasarNumberFormat;

const PasarNumberFormat *pasar_number_format_get_default (void);
char *pasar_money_format (gint64 minor, guint digits, const PasarNumberFormat *format);
const char *pasar_money_format_to (gint64 minor,
                                   guint digits,
                                   const PasarNumberFormat *format,
                                   char *buffer,
                                   gsize size);

G_END_DECLS
