/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sandbox/private.h"

#include <string.h>

/* json-glib reads what is nested by recursion, so a body of brackets alone would use up the stack.
 */
#define MAX_DEPTH 100

static char *
decode (const char *text, gsize length)
{
  g_autofree char *plain = g_strndup (text, length);
  char *decoded;

  g_strdelimit (plain, "+", ' ');
  decoded = g_uri_unescape_string (plain, NULL);
  if (decoded != NULL && g_utf8_validate (decoded, -1, NULL))
    return decoded;
  g_free (decoded);
  return g_strdup ("");
}

static void
parse_query (GPtrArray *pairs, const char *query)
{
  g_auto (GStrv) parts = g_strsplit (query != NULL ? query : "", "&", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *equals = strchr (parts[i], '=');
      gsize length = equals != NULL ? (gsize) (equals - parts[i]) : strlen (parts[i]);

      if (*parts[i] == '\0')
        continue;
      g_ptr_array_add (pairs, decode (parts[i], length));
      g_ptr_array_add (pairs,
                       equals != NULL ? decode (equals + 1, strlen (equals + 1)) : g_strdup (""));
    }
}

static const PasarSandboxRoute *
find_route (const PasarSandbox *self, const char *path)
{
  for (guint i = 0; i < PASAR_SANDBOX_N_ROUTES; i++)
    if (strcmp (self->routes[i].path, path) == 0)
      return &self->routes[i];
  return NULL;
}

/* Takes a request apart. @method and @path must outlive the call. */
PasarSandboxCall *
pasar_sandbox_call_new (PasarSandbox *sandbox,
                        const char *method,
                        const char *path,
                        const char *query,
                        GBytes *request)
{
  PasarSandboxCall *call = g_new0 (PasarSandboxCall, 1);

  call->sandbox = sandbox;
  call->method = method;
  call->path = path;
  call->route = find_route (sandbox, path);
  call->query = g_ptr_array_new_with_free_func (g_free);
  parse_query (call->query, query);
  call->request = g_bytes_ref (request);
  call->status = SOUP_STATUS_OK;
  call->code = "";
  call->response = g_string_new (NULL);
  call->top = g_string_new ("{");
  return call;
}

void
pasar_sandbox_call_free (PasarSandboxCall *call)
{
  g_ptr_array_unref (call->query);
  g_bytes_unref (call->request);
  g_clear_pointer (&call->body, json_node_unref);
  g_clear_pointer (&call->page, g_bytes_unref);
  g_clear_pointer (&call->fault, pasar_sandbox_fault_unref);
  g_string_free (call->response, TRUE);
  g_string_free (call->top, TRUE);
  g_free (call->message);
  g_free (call->location);
  g_free (call);
}

/* Answers with an error and HTTP status 200, as the shop does for nearly all of them; all that
 * answer with one return FALSE, so that a check can return it. @code must be static. */
gboolean
pasar_sandbox_call_fail (PasarSandboxCall *call, const char *code, const char *message)
{
  return pasar_sandbox_call_fail_with_status (call, SOUP_STATUS_OK, code, message);
}

gboolean
pasar_sandbox_call_fail_with_status (PasarSandboxCall *call,
                                     guint status,
                                     const char *code,
                                     const char *message)
{
  call->status = status;
  call->code = code;
  g_free (call->message);
  call->message = g_strdup (message);
  return FALSE;
}

gboolean
pasar_sandbox_call_forbid (PasarSandboxCall *call, const char *code, const char *message)
{
  return pasar_sandbox_call_fail_with_status (call, SOUP_STATUS_FORBIDDEN, code, message);
}

/* Answers that a required field is missing (reference 6.2, A32; two blanks as on the wire). */
gboolean
pasar_sandbox_call_fail_field (PasarSandboxCall *call, const char *field)
{
  g_autofree char *message = g_strdup_printf ("invalid field %s: value must  Not Null", field);

  return pasar_sandbox_call_fail (call,
                                  call->route->access == PASAR_SANDBOX_SHOP ? "product.error_param"
                                                                            : "error_param",
                                  message);
}

/* Answers that a parameter is not of the right form (reference 7.8). */
gboolean
pasar_sandbox_call_fail_format (PasarSandboxCall *call, const char *detail)
{
  g_autofree char *message = g_strdup_printf ("Wrong parameters, detail: %s.", detail);

  return pasar_sandbox_call_fail (call, "error_param", message);
}

/* Returns the first value of that name in the query, or NULL. */
const char *
pasar_sandbox_call_param (PasarSandboxCall *call, const char *name)
{
  for (guint i = 0; i + 1 < call->query->len; i += 2)
    if (strcmp (g_ptr_array_index (call->query, i), name) == 0)
      return g_ptr_array_index (call->query, i + 1);
  return NULL;
}

/* Whether @text is decimal digits, nothing else, without leading zeros, and fits. */
gboolean
pasar_sandbox_parse_int (const char *text, gint64 *value)
{
  guint64 number = 0;

  if (!g_ascii_isdigit (*text) || (text[0] == '0' && text[1] != '\0')
      || !g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &number, NULL))
    return FALSE;
  *value = (gint64) number;
  return TRUE;
}

/* Reads a required number from the query, or answers what is wrong with it. @field is its Go name.
 */
gboolean
pasar_sandbox_call_int_param (PasarSandboxCall *call,
                              const char *name,
                              const char *field,
                              gint64 min,
                              gint64 max,
                              gint64 *value)
{
  const char *text = pasar_sandbox_call_param (call, name);
  g_autofree char *detail = NULL;

  if (text == NULL || *text == '\0')
    return pasar_sandbox_call_fail_field (call, field);
  if (pasar_sandbox_parse_int (text, value) && *value >= min && *value <= max)
    return TRUE;
  detail = g_strdup_printf ("%s should be between %" G_GINT64_FORMAT " and %" G_GINT64_FORMAT,
                            name,
                            min,
                            max);
  return pasar_sandbox_call_fail_format (call, detail);
}

static gboolean
is_blank (const char *data, gsize size)
{
  for (gsize i = 0; i < size; i++)
    if (!g_ascii_isspace (data[i]))
      return FALSE;
  return TRUE;
}

/* Where the object ends that the bytes begin with; 0: nowhere, or too deep inside. */
static gsize
find_end (const char *data, gsize size)
{
  gboolean in_text = FALSE;
  guint depth = 0;

  for (gsize i = 0; i < size; i++)
    {
      if (in_text && data[i] == '\\')
        i++;
      else if (data[i] == '"')
        in_text = !in_text;
      else if (!in_text && strchr ("{[", data[i]) != NULL && ++depth > MAX_DEPTH)
        return 0;
      else if (!in_text && strchr ("}]", data[i]) != NULL && --depth == 0)
        return i + 1;
    }
  return 0;
}

/* Whether there is one object and nothing else: json-glib loses memory with what is before a second
 * value. */
static gboolean
is_one_object (const char *data, gsize size)
{
  const char *start = memchr (data, '{', size);
  gsize length;

  if (start == NULL || !is_blank (data, (gsize) (start - data)))
    return FALSE;
  size -= (gsize) (start - data);
  length = find_end (start, size);
  return length > 0 && is_blank (start + length, size - length);
}

/* Reads the body as one JSON object, or answers what is wrong with it. */
gboolean
pasar_sandbox_call_parse_body (PasarSandboxCall *call)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  gsize size = 0;
  const char *data = g_bytes_get_data (call->request, &size);
  JsonNode *root;

  if (size == 0 || !g_utf8_validate (data, (gssize) size, NULL) || !is_one_object (data, size)
      || !json_parser_load_from_data (parser, data, (gssize) size, NULL))
    return pasar_sandbox_call_fail_format (call, "the body is not valid JSON");
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return pasar_sandbox_call_fail_format (call, "the body is not a JSON object");
  call->body = json_node_ref (root);
  return TRUE;
}

/* Whether the member is there and is an integer (not text, not a fraction). */
gboolean
pasar_sandbox_member_int (JsonObject *object, const char *name, gint64 *value)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;
  *value = json_node_get_int (node);
  return TRUE;
}

/* Returns the member's text, or NULL where it is not there or no text. */
const char *
pasar_sandbox_member_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

/* Puts the envelope around the answer (reference 6.1). */
GString *
pasar_sandbox_call_envelope (PasarSandboxCall *call)
{
  GString *json = g_string_sized_new (call->response->len + 256);
  guint64 n = call->sandbox->n_requests;
  g_autofree char *id = g_strdup_printf ("%016" G_GINT64_MODIFIER "x%016" G_GINT64_MODIFIER "x",
                                         pasar_sandbox_mix (call->sandbox->options.seed, n),
                                         pasar_sandbox_mix (n, 77));

  pasar_sandbox_json (json,
                      "{'request_id':%s,'error':%s,'message':%s",
                      id,
                      call->code,
                      call->message != NULL ? call->message : "");
  if (call->top->len > 1)
    g_string_append_printf (json, ",%s", call->top->str + 1);
  if (call->response->len > 0)
    {
      pasar_sandbox_json (json, "'warning':'','response':");
      g_string_append_len (json, call->response->str, (gssize) call->response->len);
    }
  pasar_sandbox_json (json, "}");
  return json;
}
