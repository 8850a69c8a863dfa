/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shopee/codec-private.h"

#include "shopee/error-private.h"
#include "shopee/scrub-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/* A text of the envelope; "" for null, missing and the placeholder "-" of the documents. */
static char *
read_text (PasarReader *reader, JsonObject *object, const char *name)
{
  g_autofree char *text = pasar_reader_string (reader, object, name);

  if (text == NULL || strcmp (text, "-") == 0)
    return g_strdup ("");
  return g_steal_pointer (&text);
}

/**
 * pasar_envelope_parse:
 * @body: the body of an answer
 * @members: (nullable): the members that the decoder looks at, those of the envelope included;
 *   %NULL: all
 * @error: return location for an error
 *
 * Parses an answer. One without `error` counts as a success only when it has a `response`.
 *
 * Returns: (transfer full): the envelope, or %NULL with %PASAR_ERROR_MALFORMED
 */
PasarEnvelope *
pasar_envelope_parse (GBytes *body, const PasarJsonMembers *members, GError **error)
{
  g_autoptr (PasarEnvelope) self = g_new0 (PasarEnvelope, 1);
  PasarReader reader = { 0 };
  gsize length;
  const char *data = g_bytes_get_data (body, &length);
  JsonNode *response;

  self->root = pasar_json_parse (data, length, members, error);
  if (self->root == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (self->root))
    {
      g_propagate_error (error,
                         pasar_error_new_local (PASAR_ERROR_MALFORMED, "%s", _ ("not an object")));
      return NULL;
    }
  self->object = json_node_get_object (self->root);
  self->code = read_text (&reader, self->object, "error");
  self->message = read_text (&reader, self->object, "message");
  self->request_id = read_text (&reader, self->object, "request_id");
  response = json_object_get_member (self->object, "response");
  self->response = response != NULL && !JSON_NODE_HOLDS_NULL (response) ? response : NULL;
  if (!json_object_has_member (self->object, "error") && self->response == NULL)
    pasar_reader_fail (&reader, "error", "missing");
  if (!pasar_reader_finish (&reader, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * pasar_envelope_free:
 * @self: (nullable): an envelope
 *
 * Frees it.
 */
void
pasar_envelope_free (PasarEnvelope *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->root, json_node_unref);
  g_free (self->code);
  g_free (self->message);
  g_free (self->request_id);
  g_free (self);
}

/**
 * pasar_envelope_scrub:
 * @self: an envelope
 * @secrets: (nullable) (element-type utf8): what must not be in its texts
 *
 * Takes secrets out of the server's words.
 */
void
pasar_envelope_scrub (PasarEnvelope *self, const GPtrArray *secrets)
{
  pasar_scrub_text (&self->code, secrets);
  pasar_scrub_text (&self->message, secrets);
  pasar_scrub_text (&self->request_id, secrets);
}

static gboolean
is_filled (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return FALSE;
  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_array_get_length (json_node_get_array (node)) > 0;
  if (JSON_NODE_HOLDS_OBJECT (node))
    return is_filled (json_node_get_object (node), "item_id_list");
  return TRUE;
}

/**
 * pasar_envelope_has_lists:
 * @self: an envelope
 *
 * An answer with such lists was carried out in part, whatever its code says (reference 6.3).
 *
 * Returns: whether the answer to a write names at least one success or failure
 */
gboolean
pasar_envelope_has_lists (const PasarEnvelope *self)
{
  JsonObject *response;

  if (self->response == NULL || !JSON_NODE_HOLDS_OBJECT (self->response))
    return FALSE;
  response = json_node_get_object (self->response);
  return is_filled (response, "failure_list") || is_filled (response, "success_list");
}
