/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/values/money.h"
#include "fuzz.h"

#include <string.h>

static const PasarNumberFormat formats[] = {
  { ".", "," }, { ",", "." }, { ",", "\u202f" }, { ".", "" }, { "\u066b", "\u066c" },
};
static const char *const currencies[] = { NULL, "SGD", "IDR", "PLN" };

/* What was read is written so that it is read as the same. */
static void
check_money (const char *text, const char *currency, guint digits, const PasarNumberFormat *format)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *written = NULL;
  gint64 minor = -1;
  gint64 again = -1;

  if (!pasar_money_parse (text, currency, digits, format, &minor, &error))
    {
      g_assert_nonnull (error);
      g_assert_cmpuint (error->domain, ==, PASAR_INPUT_ERROR);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return;
    }
  g_assert_no_error (error);
  g_assert_cmpint (minor, >=, 0);
  g_assert_cmpint (minor, <=, PASAR_VALUE_MAX);
  written = pasar_money_format (minor, digits, format);
  g_assert_true (pasar_money_parse (written, currency, digits, format, &again, &error));
  g_assert_no_error (error);
  g_assert_cmpint (again, ==, minor);
}

/* A typed or pasted amount, as each region and each way to write numbers has it. Texts that are not
 * UTF-8 never come so far. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize length)
{
  g_autofree char *text = g_strndup ((const char *) data, length);

  if (!g_utf8_validate (text, -1, NULL))
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      check_money (text, currencies[i % G_N_ELEMENTS (currencies)], 2, &formats[i]);
      check_money (text, currencies[(i + 1) % G_N_ELEMENTS (currencies)], 0, &formats[i]);
    }
  return 0;
}
