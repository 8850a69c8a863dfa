/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "No value": an unknown price, an unknown stock, nothing staged. */
#define PASAR_NO_VALUE G_MININT64
/* Largest price and stock that is ever accepted (minor units / pieces): beyond it a value is
 * nonsense. */
#define PASAR_VALUE_MAX G_GINT64_CONSTANT (999999999999)

/**
 * PasarInputError:
 * What is wrong with a typed or pasted value.
 */
typedef enum
{
  PASAR_INPUT_ERROR_EMPTY,
  PASAR_INPUT_ERROR_NOT_A_NUMBER,
  PASAR_INPUT_ERROR_AMBIGUOUS, /* "12,345" can be read in two ways */
  PASAR_INPUT_ERROR_DECIMALS,  /* more decimals than the currency has */
  PASAR_INPUT_ERROR_NEGATIVE,
  PASAR_INPUT_ERROR_TOO_LARGE,
} PasarInputError;
#define PASAR_INPUT_ERROR (pasar_input_error_quark ())
GQuark pasar_input_error_quark (void);

/**
 * PasarNumberFormat:
 * @decimal_point: UTF-8, e.g. "."
 * @thousands_sep: UTF-8, may be ""
 * How the user writes numbers.
 */
typedef struct
{
  const char *decimal_point;
  const char *thousands_sep;
} PasarNumberFormat;

/* The format of the user's locale (localeconv). (transfer none) */
const PasarNumberFormat *pasar_number_format_get_default (void);

/* Reads a typed or pasted amount. Spaces and one currency code or sign around it are ignored,
 * Arabic/Thai digits are read. A separator that can be read in two ways ("12,345" or "1.299" where
 * the locale does not settle it, see the .c) is PASAR_INPUT_ERROR_AMBIGUOUS. format NULL: the
 * user's. *minor is untouched on failure. */
gboolean pasar_money_parse (const char *text,
                            guint digits,
                            const PasarNumberFormat *format,
                            gint64 *minor,
                            GError **error);
/* "1,234.50" in the user's (or the given) format; "" for PASAR_NO_VALUE. (transfer full) */
char *pasar_money_format (gint64 minor, guint digits, const PasarNumberFormat *format);
/* Without allocation, into buffer; returns buffer. For cells. */
const char *pasar_money_format_to (gint64 minor,
                                   guint digits,
                                   const PasarNumberFormat *format,
                                   char *buffer,
                                   gsize size);
/* Stock: whole pieces from 0; same rules. */
gboolean pasar_stock_parse (const char *text,
                            const PasarNumberFormat *format,
                            gint64 *pieces,
                            GError **error);

/**
 * PasarRegion:
 * @ratio: dearest model / cheapest model at most, 0 unknown
 * A marketplace region: seed S1 for the digits, guide 223 (reference 5.5) for the ratio.
 */
typedef struct
{
  const char *code;     /* "SG" */
  const char *currency; /* "SGD" */
  guint digits;
  guint ratio;
} PasarRegion;

/* Never NULL: an unknown region is an entry with no digits and no ratio. */
const PasarRegion *pasar_region_find (const char *code);

G_END_DECLS
