/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"
#include "sandbox/private.h"

#include <string.h>

/* What is answered is an envelope, or a page. */
static void
check_answer (PasarSandboxCall *call)
{
  g_autoptr (GString) envelope = pasar_sandbox_call_envelope (call);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (g_utf8_validate_len (envelope->str, envelope->len, NULL));
  json_parser_load_from_data (parser, envelope->str, (gssize) envelope->len, &error);
  g_assert_no_error (error);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)));
}

/* A request that is past the signature, which a fuzzer would never come past; then as it came. */
static void
serve (PasarSandbox *sandbox,
       const char *method,
       const char *path,
       const char *query,
       GBytes *body,
       gboolean is_signed)
{
  g_autoptr (PasarSandboxCall) call = pasar_sandbox_call_new (sandbox, method, path, query, body);

  if (is_signed)
    call->shop = sandbox->shops[0];
  if (g_str_has_prefix (path, "/image/"))
    pasar_sandbox_image (call);
  else if (!pasar_sandbox_control (call) && call->route != NULL
           && (is_signed || call->route->access == PASAR_SANDBOX_PAGE
               || pasar_sandbox_handshake (call)))
    call->route->handle (call);
  check_answer (call);
}

/* A line with method, path and query, and below it the body. The world is a new one each time, so
 * that an input always does the same. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize length)
{
  const PasarSandboxOptions options = { .n_items = 8, .second_shop = TRUE };
  g_autofree char *text = g_strndup ((const char *) data, length);
  char *body_text = strchr (text, '\n');
  char *path = strchr (text, ' ');
  char *query;
  g_autoptr (PasarSandbox) sandbox = NULL;
  g_autoptr (GBytes) body = NULL;

  if (body_text == NULL || path == NULL || path > body_text)
    return 0;
  *body_text++ = '\0';
  *path++ = '\0';
  query = strchr (path, '?');
  if (query != NULL)
    *query++ = '\0';
  body = g_bytes_new (body_text, length - (gsize) (body_text - text));
  sandbox = pasar_sandbox_new (&options, NULL);
  g_assert_nonnull (sandbox);
  pasar_sandbox_answers_init (sandbox);
  serve (sandbox, text, path, query, body, TRUE);
  serve (sandbox, text, path, query, body, FALSE);
  g_clear_pointer (&sandbox->pending, g_hash_table_unref);
  return 0;
}
