/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sandbox/json.h"

static void
append_quoted (GString *json, const char *text)
{
  g_string_append_c (json, '"');
  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '"' || *c == '\\')
        {
          g_string_append_c (json, '\\');
          g_string_append_c (json, *c);
        }
      else if (*c == '\n')
        g_string_append (json, "\\n");
      else if ((guchar) *c < 0x20 || *c == 0x7f)
        g_string_append_printf (json, "\\u%04x", (guint) (guchar) *c);
      else
        g_string_append_c (json, *c);
    }
  g_string_append_c (json, '"');
}

static void
append_key (GString *json, const char *key)
{
  char last = json->len > 0 ? json->str[json->len - 1] : '{';

  if (last != '{' && last != '[')
    g_string_append_c (json, ',');
  if (key != NULL)
    {
      append_quoted (json, key);
      g_string_append_c (json, ':');
    }
}

/**
 * pasar_sandbox_json_open:
 * @json: where to append
 * @key: (nullable): the member's name
 * @bracket: `{` or `[`
 *
 * Begins an object or an array.
 */
void
pasar_sandbox_json_open (GString *json, const char *key, char bracket)
{
  append_key (json, key);
  g_string_append_c (json, bracket);
}

/**
 * pasar_sandbox_json_close:
 * @json: where to append
 * @bracket: `}` or `]`
 *
 * Ends what [func@sandbox_json_open] began.
 */
void
pasar_sandbox_json_close (GString *json, char bracket)
{
  g_string_append_c (json, bracket);
}

/**
 * pasar_sandbox_json_string:
 * @json: where to append
 * @key: (nullable): the member's name
 * @value: UTF-8 text
 *
 * Appends a string.
 */
void
pasar_sandbox_json_string (GString *json, const char *key, const char *value)
{
  append_key (json, key);
  append_quoted (json, value);
}

/**
 * pasar_sandbox_json_int:
 * @json: where to append
 * @key: (nullable): the member's name
 * @value: the number
 *
 * Appends an integer.
 */
void
pasar_sandbox_json_int (GString *json, const char *key, gint64 value)
{
  append_key (json, key);
  g_string_append_printf (json, "%" G_GINT64_FORMAT, value);
}

/**
 * pasar_sandbox_json_uint:
 * @json: where to append
 * @key: (nullable): the member's name
 * @value: the number
 *
 * Appends an integer that may not fit a signed one.
 */
void
pasar_sandbox_json_uint (GString *json, const char *key, guint64 value)
{
  append_key (json, key);
  g_string_append_printf (json, "%" G_GUINT64_FORMAT, value);
}

/**
 * pasar_sandbox_json_bool:
 * @json: where to append
 * @key: (nullable): the member's name
 * @value: the truth
 *
 * Appends `true` or `false`.
 */
void
pasar_sandbox_json_bool (GString *json, const char *key, gboolean value)
{
  append_key (json, key);
  g_string_append (json, value ? "true" : "false");
}

/**
 * pasar_sandbox_json_null:
 * @json: where to append
 * @key: (nullable): the member's name
 *
 * Appends `null`.
 */
void
pasar_sandbox_json_null (GString *json, const char *key)
{
  append_key (json, key);
  g_string_append (json, "null");
}

/**
 * pasar_sandbox_json_money:
 * @json: where to append
 * @key: (nullable): the member's name
 * @minor: an amount in minor units
 * @digits: decimals of the currency, 0 or 2
 *
 * Appends an exact decimal without needless zeros: `11.11`, `19.9`, `12`.
 */
void
pasar_sandbox_json_money (GString *json, const char *key, gint64 minor, guint digits)
{
  guint64 amount = minor < 0 ? 0 - (guint64) minor : (guint64) minor;

  append_key (json, key);
  if (minor < 0)
    g_string_append_c (json, '-');
  if (digits == 0)
    {
      g_string_append_printf (json, "%" G_GUINT64_FORMAT, amount);
      return;
    }
  g_string_append_printf (json, "%" G_GUINT64_FORMAT, amount / 100);
  if (amount % 100 == 0)
    return;
  g_string_append_printf (json, ".%02u", (guint) (amount % 100));
  if (amount % 10 == 0)
    g_string_truncate (json, json->len - 1);
}
