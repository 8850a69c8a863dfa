/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sandbox/json.h"
#include "sandbox/private.h"

#include <string.h>

static void
take_page (PasarSandboxCall *call, GString *json)
{
  call->page = g_string_free_to_bytes (json);
  call->content_type = "application/json";
}

static void
show_log (PasarSandboxCall *call)
{
  const char *text = pasar_sandbox_call_param (call, "since");
  GString *json = g_string_new (NULL);
  gint64 since = 0;

  if (text != NULL && !pasar_sandbox_parse_int (text, &since))
    since = 0;
  pasar_sandbox_log_append_json (call->sandbox, json, (guint64) since);
  take_page (call, json);
}

static void
clear_log (PasarSandboxCall *call)
{
  pasar_sandbox_log_clear (call->sandbox);
}

static void
add_fault (PasarSandboxCall *call)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (call->request, &size);
  g_autofree char *spec = g_strndup (size > 0 ? data : "", size);
  g_autoptr (GError) error = NULL;

  if (!pasar_sandbox_faults_add (call->sandbox->faults, g_strstrip (spec), &error))
    pasar_sandbox_call_fail_with_status (call,
                                         SOUP_STATUS_BAD_REQUEST,
                                         "error_param",
                                         error->message);
}

static void
clear_faults (PasarSandboxCall *call)
{
  g_ptr_array_set_size (call->sandbox->faults, 0);
  pasar_sandbox_server_release (call->sandbox);
}

static void
show_info (PasarSandboxCall *call)
{
  PasarSandbox *self = call->sandbox;
  GString *json = g_string_new (NULL);

  pasar_sandbox_json (json,
                      "{'time':%jd,'partner_id':%jd,'demo':%c,'seed':%d,'n_late':%d,'shops':[",
                      pasar_sandbox_now (self),
                      self->partner_id,
                      self->demo,
                      self->seed,
                      self->late->len);
  for (guint i = 0; i < self->n_shops; i++)
    pasar_sandbox_json (json,
                        "{'shop_id':%jd,'region':%s,'n_items':%d,'n_rows':%d}",
                        self->shops[i]->shop_id,
                        self->shops[i]->region->code,
                        self->shops[i]->items->len,
                        self->shops[i]->skus->len);
  pasar_sandbox_json (json, "]}");
  take_page (call, json);
}

typedef struct
{
  const char *method;
  const char *path;
  void (*handle) (PasarSandboxCall *call);
} Control;

static const Control controls[] = {
  { "GET", "/_sandbox/authorise", pasar_sandbox_authorise },
  { "GET", "/_sandbox/info", show_info },
  { "GET", "/_sandbox/log", show_log },
  { "DELETE", "/_sandbox/log", clear_log },
  { "POST", "/_sandbox/fault", add_fault },
  { "DELETE", "/_sandbox/fault", clear_faults },
  { "POST", "/_sandbox/state", pasar_sandbox_world_change },
  { "GET", "/_sandbox/item", pasar_sandbox_world_item },
};

/**
 * pasar_sandbox_control:
 * @call: a request
 *
 * Handles the paths under `/_sandbox/`, which no real shop has: they steer the simulation.
 *
 * Returns: whether the request was one of those
 */
gboolean
pasar_sandbox_control (PasarSandboxCall *call)
{
  if (!g_str_has_prefix (call->path, "/_sandbox/"))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (controls); i++)
    if (strcmp (controls[i].path, call->path) == 0
        && strcmp (controls[i].method, call->method) == 0)
      {
        controls[i].handle (call);
        return TRUE;
      }
  pasar_sandbox_call_fail_with_status (call,
                                       SOUP_STATUS_NOT_FOUND,
                                       "error_param",
                                       "no such control");
  return TRUE;
}
