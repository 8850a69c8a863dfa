/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shopee/codec-json-private.h"

#include "shopee/error-private.h"
#include "shopee/scrub-private.h"
#include "shopee/types.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

/* Digits of the largest number of 64 bits. */
#define BIG_NUMBER_MAX 20

/* Beyond this a double does not hold every whole number. */
#define EXACT_DOUBLE_MAX 9007199254740992.0

/**
 * pasar_json_parse:
 * @data: (array length=length): bytes
 * @length: how many
 * @members: (nullable): the members to read, at every depth; %NULL: all
 * @error: return location for an error
 *
 * Parses JSON: UTF-8 with or without byte order mark, within the bounds of
 * pasar_json_check_grammar().
 *
 * Returns: (transfer full): the root, immutable, or %NULL with %PASAR_ERROR_MALFORMED
 */
JsonNode *
pasar_json_parse (const char *data, gsize length, const PasarJsonMembers *members, GError **error)
{
  JsonNode *root = NULL;

  if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    {
      data += 3;
      length -= 3;
    }
  if (length > 0 && g_utf8_validate_len (data, length, NULL))
    {
      g_autofree char *text = g_strndup (data, length);
      g_autoptr (JsonParser) parser = json_parser_new_immutable ();

      if (pasar_json_check_grammar (text, &length, members)
          && json_parser_load_from_data (parser, text, length, NULL))
        root = json_parser_steal_root (parser);
    }
  if (root == NULL)
    g_propagate_error (error, pasar_error_new_local (PASAR_ERROR_MALFORMED, "%s", _ ("not JSON")));
  return root;
}

/**
 * pasar_reader_finish:
 * @self: a reader
 * @error: return location for an error
 *
 * Says whether all that was read made sense, and makes the reader ready for the next use.
 *
 * Returns: %TRUE, or %FALSE with %PASAR_ERROR_MALFORMED
 */
gboolean
pasar_reader_finish (PasarReader *self, GError **error)
{
  g_autofree char *problem = g_steal_pointer (&self->problem);

  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, pasar_error_new_local (PASAR_ERROR_MALFORMED, "%s", problem));
  return FALSE;
}

/**
 * pasar_reader_fail:
 * @self: a reader
 * @name: the field that is wrong
 * @what: what is wrong, untranslated and without a value of the answer
 *
 * Keeps the first thing that is wrong; nothing when the reader is lenient.
 */
void
pasar_reader_fail (PasarReader *self, const char *name, const char *what)
{
  if (!self->is_lenient && self->problem == NULL)
    self->problem = g_strdup_printf ("%s: %s", name, what);
}

/* The member, or NULL where it is missing or null. */
static JsonNode *
get_member (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

/**
 * pasar_json_has:
 * @object: (nullable): an object
 * @name: a member
 *
 * Returns: whether the member is there and not null
 */
gboolean
pasar_json_has (JsonObject *object, const char *name)
{
  return get_member (object, name) != NULL;
}

/* The documents print "-" where a value is empty. */
static gboolean
is_placeholder (const char *text)
{
  return *text == '\0' || strcmp (text, "-") == 0;
}

static gboolean
is_empty (JsonNode *node)
{
  return node == NULL || JSON_NODE_HOLDS_NULL (node)
         || (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             && is_placeholder (json_node_get_string (node)));
}

static gboolean
double_to_integer (double value, gint64 *result)
{
  if (!isfinite (value) || fabs (value) > EXACT_DOUBLE_MAX || value != floor (value))
    return FALSE;
  *result = (gint64) value;
  return TRUE;
}

static gboolean
text_to_double (const char *text, double *result)
{
  char *end = NULL;

  if (!g_ascii_isdigit (*text) && *text != '-')
    return FALSE;
  if (strspn (text, "0123456789.+-eE") != strlen (text))
    return FALSE;
  *result = g_ascii_strtod (text, &end);
  return end != NULL && *end == '\0' && isfinite (*result);
}

/* Whole numbers in each of their forms. */
static gboolean
node_to_integer (JsonNode *node, gint64 *result)
{
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (type == G_TYPE_INT64)
    {
      *result = json_node_get_int (node);
      /* Since json-glib 1.10 the ends of the range stand for what is beyond them. */
      return *result != G_MAXINT64 && *result != G_MININT64;
    }
  if (type == G_TYPE_DOUBLE)
    return double_to_integer (json_node_get_double (node), result);
  if (type == G_TYPE_STRING)
    {
      const char *text = json_node_get_string (node);
      double value;

      if (g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, result, NULL))
        return TRUE;
      return text_to_double (text, &value) && double_to_integer (value, result);
    }
  return FALSE;
}

/**
 * pasar_reader_node_integer:
 * @self: a reader
 * @node: (nullable): a value
 * @name: what it is called
 * @fallback: value for nothing, null and empty
 *
 * Reads a whole number, also one written as text or as a real number without fraction.
 *
 * Returns: the number
 */
gint64
pasar_reader_node_integer (PasarReader *self, JsonNode *node, const char *name, gint64 fallback)
{
  gint64 value = 0;

  if (is_empty (node))
    return fallback;
  if (node_to_integer (node, &value))
    return value;
  pasar_reader_fail (self, name, "not a whole number");
  return fallback;
}

/**
 * pasar_reader_integer:
 * @self: a reader
 * @object: (nullable): an object
 * @name: a member
 * @fallback: value when it is missing, null or empty
 *
 * Reads a whole number as pasar_reader_node_integer() does.
 *
 * Returns: the number
 */
gint64
pasar_reader_integer (PasarReader *self, JsonObject *object, const char *name, gint64 fallback)
{
  return pasar_reader_node_integer (self, get_member (object, name), name, fallback);
}

/**
 * pasar_reader_count:
 * @self: a reader
 * @object: (nullable): an object
 * @name: a member
 * @fallback: value when it is missing, null or empty
 *
 * Reads a whole number that cannot be negative.
 *
 * Returns: the number
 */
gint64
pasar_reader_count (PasarReader *self, JsonObject *object, const char *name, gint64 fallback)
{
  gint64 value = pasar_reader_integer (self, object, name, fallback);

  if (value >= 0 || value == fallback)
    return value;
  pasar_reader_fail (self, name, "negative");
  return fallback;
}

/**
 * pasar_reader_id:
 * @self: a reader
 * @object: (nullable): an object
 * @name: a member
 *
 * Reads an id that must be there: a positive number of 63 bits.
 *
 * Returns: the id, or 0 when the reader failed
 */
gint64
pasar_reader_id (PasarReader *self, JsonObject *object, const char *name)
{
  return pasar_reader_node_id (self, get_member (object, name), name);
}

/**
 * pasar_reader_node_id:
 * @self: a reader
 * @node: (nullable): an element of an array
 * @name: what the array is called
 *
 * Reads an id as pasar_reader_id() does.
 *
 * Returns: the id, or 0 when the reader failed
 */
gint64
pasar_reader_node_id (PasarReader *self, JsonNode *node, const char *name)
{
  gint64 value = pasar_reader_node_integer (self, node, name, 0);

  if (value <= 0)
    pasar_reader_fail (self, name, "no valid id");
  return MAX (value, 0);
}

static gint64
power_of_ten (guint digits)
{
  gint64 power = 1;

  for (guint i = 0; i < digits; i++)
    power *= 10;
  return power;
}

/**
 * pasar_reader_price:
 * @self: a reader
 * @object: (nullable): an object
 * @name: a member
 *
 * Reads an amount of money and rounds it, half up, to the minor units of the shop's currency.
 *
 * Returns: minor units, or %PASAR_PRICE_NONE when it is missing, null or empty
 */
gint64
pasar_reader_price (PasarReader *self, JsonObject *object, const char *name)
{
  JsonNode *node = get_member (object, name);
  GType type;
  double value;

  if (is_empty (node))
    return PASAR_PRICE_NONE;
  type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;
  if (type == G_TYPE_INT64)
    value = (double) json_node_get_int (node);
  else if (type == G_TYPE_DOUBLE)
    value = json_node_get_double (node);
  else if (type != G_TYPE_STRING || !text_to_double (json_node_get_string (node), &value))
    {
      pasar_reader_fail (self, name, "not an amount");
      return PASAR_PRICE_NONE;
    }
  value *= power_of_ten (self->price_digits);
  if (!isfinite (value) || value < 0 || value + 0.5 > EXACT_DOUBLE_MAX)
    {
      pasar_reader_fail (self, name, "impossible amount");
      return PASAR_PRICE_NONE;
    }
  return (gint64) floor (value + 0.5);
}

/**
 * pasar_reader_boolean:
 * @self: a reader
 * @object: (nullable): an object
 * @name: a member
 * @fallback: value when it is missing, null or empty
 *
 * Reads a truth value, also one written as text or as 0 or 1.
 *
 * Returns: the value
 */
gboolean
pasar_reader_boolean (PasarReader *self, JsonObject *object, const char *name, gboolean fallback)
{
  JsonNode *node = get_member (object, name);
  GType type;

  if (is_empty (node))
    return fallback;
  type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;
  if (type == G_TYPE_BOOLEAN)
    return json_node_get_boolean (node);
  if (type == G_TYPE_INT64)
    return json_node_get_int (node) != 0;
  if (type == G_TYPE_STRING)
    {
      const char *text = json_node_get_string (node);

      if (g_ascii_strcasecmp (text, "true") == 0 || strcmp (text, "1") == 0)
        return TRUE;
      if (g_ascii_strcasecmp (text, "false") == 0 || strcmp (text, "0") == 0)
        return FALSE;
    }
  pasar_reader_fail (self, name, "neither true nor false");
  return fallback;
}

/**
 * pasar_reader_node_string:
 * @self: a reader
 * @node: (nullable): a value
 * @name: what it is called
 *
 * Reads a text, also one written as a number or a truth value.
 *
 * Returns: (transfer full) (nullable): the text, %NULL for null
 */
char *
pasar_reader_node_string (PasarReader *self, JsonNode *node, const char *name)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  GType type;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return NULL;
  type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;
  if (type == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));
  if (type == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  if (type == G_TYPE_DOUBLE)
    return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.15g", json_node_get_double (node)));
  if (type == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? "true" : "false");
  pasar_reader_fail (self, name, "not a text");
  return NULL;
}

/**
 * pasar_reader_string:
 * @self: a reader
 * @object: (nullable): an object
 * @name: a member
 *
 * Reads a text as pasar_reader_node_string() does.
 *
 * Returns: (transfer full) (nullable): the text, %NULL when it is missing or null
 */
char *
pasar_reader_string (PasarReader *self, JsonObject *object, const char *name)
{
  return pasar_reader_node_string (self, get_member (object, name), name);
}

/**
 * pasar_reader_text:
 * @self: a reader
 * @object: (nullable): an object
 * @name: a member
 * @max_chars: how long the text may be; what is longer is cut
 *
 * Reads a text that is shown to people, made fit for that by pasar_text_sanitise().
 *
 * Returns: (transfer full) (nullable): the text, %NULL when it is missing or null
 */
char *
pasar_reader_text (PasarReader *self, JsonObject *object, const char *name, gsize max_chars)
{
  g_autofree char *text = pasar_reader_string (self, object, name);

  return text != NULL ? pasar_text_sanitise (text, max_chars) : NULL;
}

/**
 * pasar_reader_big_number:
 * @self: a reader
 * @object: (nullable): an object
 * @name: a member
 *
 * Reads a number of 64 bits without sign (promotion_id) as text.
 *
 * Returns: (transfer full) (nullable): its digits, %NULL when it is missing, null or 0, or when
 *   json-glib has lost them: since 1.10 it gives the end of the signed range for all beyond it
 */
char *
pasar_reader_big_number (PasarReader *self, JsonObject *object, const char *name)
{
  JsonNode *node = get_member (object, name);
  g_autofree char *text = NULL;

  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64
      && json_node_get_int (node) == G_MAXINT64)
    return NULL;
  /* Before that it kept the upper half of the range as negative numbers. */
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64)
    text = g_strdup_printf ("%" G_GUINT64_FORMAT, (guint64) json_node_get_int (node));
  else
    text = pasar_reader_node_string (self, node, name);
  if (text == NULL || strcmp (text, "0") == 0 || strlen (text) > BIG_NUMBER_MAX
      || text[strspn (text, "0123456789")] != '\0' || *text == '\0')
    return NULL;
  return g_steal_pointer (&text);
}

/**
 * pasar_reader_object:
 * @self: a reader
 * @object: (nullable): an object
 * @name: a member
 *
 * Returns: (transfer none) (nullable): the object, %NULL when it is missing or null
 */
JsonObject *
pasar_reader_object (PasarReader *self, JsonObject *object, const char *name)
{
  JsonNode *node = get_member (object, name);

  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      pasar_reader_fail (self, name, "not an object");
      return NULL;
    }
  return json_node_get_object (node);
}

/**
 * pasar_reader_array:
 * @self: a reader
 * @object: (nullable): an object
 * @name: a member
 * @length: (out): number of its elements; 0 when there is no array
 *
 * Returns: (transfer none) (nullable): the array, %NULL when it is missing or null
 */
JsonArray *
pasar_reader_array (PasarReader *self, JsonObject *object, const char *name, guint *length)
{
  JsonNode *node = get_member (object, name);

  *length = 0;
  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      pasar_reader_fail (self, name, "not a list");
      return NULL;
    }
  *length = json_array_get_length (json_node_get_array (node));
  return json_node_get_array (node);
}

/**
 * pasar_reader_element:
 * @self: a reader
 * @array: an array of objects
 * @index: which
 * @name: what the array is called
 *
 * Returns: (transfer none) (nullable): the object; %NULL for null and when the reader failed
 */
JsonObject *
pasar_reader_element (PasarReader *self, JsonArray *array, guint index, const char *name)
{
  JsonNode *node = json_array_get_element (array, index);

  if (JSON_NODE_HOLDS_NULL (node))
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      pasar_reader_fail (self, name, "not a list of objects");
      return NULL;
    }
  return json_node_get_object (node);
}

/**
 * pasar_json_price_text:
 * @minor_units: an amount, not negative
 * @digits: digits of the currency
 *
 * Writes an amount as the exact decimal number that goes into a request: `11.11`, `11.00`, and `11`
 * where the currency has no digits.
 *
 * Returns: (transfer full): the number
 */
char *
pasar_json_price_text (gint64 minor_units, guint digits)
{
  gint64 unit = power_of_ten (digits);

  if (digits == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT, minor_units);
  return g_strdup_printf ("%" G_GINT64_FORMAT ".%0*" G_GINT64_FORMAT,
                          minor_units / unit,
                          (int) digits,
                          minor_units % unit);
}

/**
 * pasar_json_append_string:
 * @json: JSON text
 * @text: a text, UTF-8
 *
 * Appends @text, which may be a secret, in quotes, escaped.
 */
void
pasar_json_append_string (GString *json, const char *text)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), text);
  g_auto (PasarSecretText) quoted = json_to_string (node, FALSE);

  g_string_append (json, quoted);
}
