/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sandbox/private.h"

#include <stdarg.h>
#include <stdint.h>
#include <string.h>

static void
append_quoted (GString *json, const char *text)
{
  g_string_append_c (json, '"');
  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '"' || *c == '\\')
        g_string_append_printf (json, "\\%c", *c);
      else if (*c == '\n')
        g_string_append (json, "\\n");
      else if ((guchar) *c < 0x20 || *c == 0x7f)
        g_string_append_printf (json, "\\u%04x", (guint) (guchar) *c);
      else
        g_string_append_c (json, *c);
    }
  g_string_append_c (json, '"');
}

/* An exact decimal without needless zeros: 11.11, 19.9, 12. */
static void
append_money (GString *json, int digits, gint64 minor)
{
  guint64 amount = minor < 0 ? 0 - (guint64) minor : (guint64) minor;
  guint cents = digits == 0 ? 0 : (guint) (amount % 100);

  g_string_append_printf (json,
                          "%s%" G_GUINT64_FORMAT,
                          minor < 0 ? "-" : "",
                          digits == 0 ? amount : amount / 100);
  if (cents % 10 != 0)
    g_string_append_printf (json, ".%02u", cents);
  else if (cents != 0)
    g_string_append_printf (json, ".%u", cents / 10);
}

/* Appends the value that @conversion, what stands after the percent sign, asks for. Returns what
 * follows it. */
static const char *
append_value (GString *json, const char *conversion, va_list *values)
{
  if (g_str_has_prefix (conversion, "*jd"))
    {
      int digits = va_arg (*values, int);

      append_money (json, digits, va_arg (*values, intmax_t));
      return conversion + 3;
    }
  if (g_str_has_prefix (conversion, "jd"))
    g_string_append_printf (json, "%jd", va_arg (*values, intmax_t));
  else if (g_str_has_prefix (conversion, "ju"))
    g_string_append_printf (json, "%ju", va_arg (*values, uintmax_t));
  else if (*conversion == 's')
    append_quoted (json, va_arg (*values, const char *));
  else if (*conversion == 'c')
    g_string_append (json, va_arg (*values, int) ? "true" : "false");
  else
    g_string_append_printf (json, "%d", va_arg (*values, int));
  return conversion + (*conversion == 'j' ? 2 : 1);
}

/* Appends a piece of JSON, with a comma before it where one is needed. @format is JSON with `'` for
 * the quotes, and conversions for values: `%s` UTF-8 text, which is quoted and escaped, `%d`, `%jd`
 * (of a gint64) and `%ju` numbers, `%c` a boolean, `%*jd` money: decimals of the currency (0 or 2)
 * and an amount in minor units. */
void
pasar_sandbox_json (GString *json, const char *format, ...)
{
  va_list values;

  if (json->len > 0 && strchr ("{[:", json->str[json->len - 1]) == NULL
      && strchr ("}]", *format) == NULL)
    g_string_append_c (json, ',');
  va_start (values, format);
  while (*format != '\0')
    {
      char c = *format++;

      if (c == '%')
        format = append_value (json, format, &values);
      else
        g_string_append_c (json, c == '\'' ? '"' : c);
    }
  va_end (values);
}
