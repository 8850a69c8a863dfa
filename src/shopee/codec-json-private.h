/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shopee/codec-grammar-private.h"
#include "shopee/error.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode *
pasar_json_parse (const char *data, gsize length, const PasarJsonMembers *members, GError **error);

/**
 * PasarReader:
 * @price_digits: digits of the shop's currency
 * @is_lenient: what makes no sense is read as if it were missing
 * @problem: (nullable): the first thing that was wrong; the values read after it mean nothing
 *
 * Reads members of JSON objects, tolerant of what the servers really send (numbers as text, text as
 * numbers, null, missing members) and strict about what cannot be. Errors are kept, not returned:
 * read everything, then call pasar_reader_finish().
 */
typedef struct
{
  guint price_digits;
  gboolean is_lenient;
  char *problem;
} PasarReader;

gboolean pasar_reader_finish (PasarReader *self, GError **error);
void pasar_reader_fail (PasarReader *self, const char *name, const char *what);
gint64
pasar_reader_integer (PasarReader *self, JsonObject *object, const char *name, gint64 fallback);
gint64
pasar_reader_node_integer (PasarReader *self, JsonNode *node, const char *name, gint64 fallback);
gint64
pasar_reader_count (PasarReader *self, JsonObject *object, const char *name, gint64 fallback);
gint64 pasar_reader_id (PasarReader *self, JsonObject *object, const char *name);
gint64 pasar_reader_node_id (PasarReader *self, JsonNode *node, const char *name);
gint64 pasar_reader_price (PasarReader *self, JsonObject *object, const char *name);
gboolean
pasar_reader_boolean (PasarReader *self, JsonObject *object, const char *name, gboolean fallback);
char *pasar_reader_string (PasarReader *self, JsonObject *object, const char *name);
char *pasar_reader_text (PasarReader *self, JsonObject *object, const char *name, gsize max_chars);
char *pasar_reader_node_string (PasarReader *self, JsonNode *node, const char *name);
char *pasar_reader_big_number (PasarReader *self, JsonObject *object, const char *name);
JsonObject *pasar_reader_object (PasarReader *self, JsonObject *object, const char *name);
JsonArray *
pasar_reader_array (PasarReader *self, JsonObject *object, const char *name, guint *length);
JsonObject *
pasar_reader_element (PasarReader *self, JsonArray *array, guint index, const char *name);
gboolean pasar_json_has (JsonObject *object, const char *name);

char *pasar_json_price_text (gint64 minor_units, guint digits);
void pasar_json_append_string (GString *json, const char *text);

G_END_DECLS
