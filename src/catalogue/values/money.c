/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/values/money.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* How currencies are written beside an amount, and which ones are written so. Longer ones first
 * where one is an end of the other. */
static const struct
{
  const char *mark;
  const char *currencies;
} marks[] = {
  { "COL$", "COP" },  { "CLP$", "CLP" },   { "NT$", "TWD" },
  { "MX$", "MXN" },   { "US$", "USD" },    { "AR$", "ARS" },
  { "HK$", "HKD" },   { "S$", "SGD" },     { "R$", "BRL" },
  { "A$", "AUD" },    { "Rp.", "IDR" },    { "Rp", "IDR" },
  { "RM", "MYR" },    { "SGD", "SGD" },    { "MYR", "MYR" },
  { "BRL", "BRL" },   { "MXN", "MXN" },    { "PLN", "PLN" },
  { "EUR", "EUR" },   { "ARS", "ARS" },    { "TWD", "TWD" },
  { "THB", "THB" },   { "VND", "VND" },    { "PHP", "PHP" },
  { "IDR", "IDR" },   { "CLP", "CLP" },    { "COP", "COP" },
  { "INR", "INR" },   { "CNY", "CNY" },    { "USD", "USD" },
  { "HKD", "HKD" },   { "JPY", "JPY" },    { "GBP", "GBP" },
  { "AUD", "AUD" },   { "KRW", "KRW" },    { "zł", "PLN" },
  { "บาท", "THB" },   { "฿", "THB" },      { "₫", "VND" },
  { "đ", "VND" },     { "₱", "PHP" },      { "₹", "INR" },
  { "€", "EUR" },     { "£", "GBP" },      { "₩", "KRW" },
  { "¥", "CNY JPY" }, { "元", "TWD CNY" }, { "$", "SGD MXN ARS CLP COP TWD USD HKD AUD" },
};

static gboolean
take_mark (char **text, const char *mark)
{
  const gsize length = strlen (*text);
  const gsize size = strlen (mark);
  const gboolean leads = g_ascii_strncasecmp (*text, mark, size) == 0;
  g_autofree char *rest = NULL;

  /* A mark alone is no amount. */
  if (length <= size || (!leads && g_ascii_strcasecmp (*text + length - size, mark) != 0))
    return FALSE;

  rest = leads ? g_strdup (*text + size) : g_strndup (*text, length - size);
  g_free (*text);
  *text = pasar_number_strip (rest);
  return TRUE;
}

/**
 * pasar_money_get_mark:
 * @text: a text
 * @currency: code of a currency
 * @is_own: (out): whether the mark may be that of @currency; untouched when there is none
 *
 * Finds the end of a currency that is written before or behind a number.
 *
 * Returns: how many bytes the sign or the code of a currency at the beginning of @text has; 0 for
 *   none
 */
gsize
pasar_money_get_mark (const char *text, const char *currency, gboolean *is_own)
{
  if (g_ascii_strncasecmp (text, currency, strlen (currency)) == 0)
    {
      *is_own = TRUE;
      return strlen (currency);
    }
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      if (g_ascii_strncasecmp (text, marks[i].mark, strlen (marks[i].mark)) != 0)
        continue;
      *is_own = strstr (marks[i].currencies, currency) != NULL;
      return strlen (marks[i].mark);
    }
  return 0;
}

/**
 * pasar_money_new_currency_error:
 * @text: what was typed
 * @currency: code of the shop's currency
 *
 * Says that an amount is not in the currency of the shop.
 *
 * Returns: (transfer full): a %PASAR_INPUT_ERROR_CURRENCY
 */
GError *
pasar_money_new_currency_error (const char *text, const char *currency)
{
  return g_error_new (PASAR_INPUT_ERROR,
                      PASAR_INPUT_ERROR_CURRENCY,
                      /* Translators: the first %s is what was typed, e.g. RM 12.90, the second the
                         code of a currency, e.g. SGD */
                      _ ("“%s” is in another currency. The prices of this shop are in %s."),
                      text,
                      currency);
}

/* Takes a currency off one of the two ends; FALSE when it is another one. */
static gboolean
take_currency (char **text, const char *currency)
{
  if (take_mark (text, currency))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      if (take_mark (text, marks[i].mark))
        return strstr (marks[i].currencies, currency) != NULL;
    }

  return TRUE;
}

/* A mark stands at one of the ends; most amounts have digits there. */
static gboolean
can_have_mark (const char *amount)
{
  return *amount != '\0'
         && (!g_ascii_isdigit (*amount) || !g_ascii_isdigit (amount[strlen (amount) - 1]));
}

/**
 * pasar_money_parse:
 * @text: what was typed or pasted
 * @currency: (nullable): code of the shop's currency; %NULL or empty: none may be written
 * @digits: decimals of the currency; 0 for pieces
 * @format: (nullable): how the user writes numbers; %NULL: as in the locale
 * @minor: (out): the amount in minor units, 0 to %PASAR_VALUE_MAX; untouched on failure
 * @error: return location of a %PASAR_INPUT_ERROR
 *
 * Reads an amount as pasar_number_parse() reads numbers. The code or sign of the shop's currency
 * may stand on either side; a sign of many currencies, as `$`, means the shop's where that is one
 * of them. Any other currency is refused with %PASAR_INPUT_ERROR_CURRENCY.
 *
 * Returns: %TRUE when @minor was set
 */
gboolean
pasar_money_parse (const char *text,
                   const char *currency,
                   guint digits,
                   const PasarNumberFormat *format,
                   gint64 *minor,
                   GError **error)
{
  const gint64 example = digits == 0 || digits == 2 ? 1290 : 1;
  const PasarNumberKind kind = { digits, PASAR_VALUE_MAX, example, format };
  g_autofree char *stripped = NULL;
  g_autofree char *amount = NULL;
  g_autofree char *signed_amount = NULL;
  PasarNumber number;
  gsize minus;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (minor != NULL, FALSE);

  stripped = pasar_number_strip (text);
  minus = pasar_number_get_minus (stripped);
  amount = pasar_number_strip (stripped + minus);
  if (currency != NULL && *currency != '\0' && can_have_mark (amount)
      && !take_currency (&amount, currency))
    {
      g_propagate_error (error, pasar_money_new_currency_error (stripped, currency));
      return FALSE;
    }
  signed_amount = g_strconcat (minus > 0 ? "-" : "", amount, NULL);
  if (!pasar_number_parse (signed_amount, &kind, &number, error))
    return FALSE;

  *minor = number.value;
  return TRUE;
}
