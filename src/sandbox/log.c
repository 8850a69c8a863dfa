/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sandbox/json.h"
#include "sandbox/private.h"

#include <string.h>

#define MAX_ENTRIES    5000
#define MAX_BODY_BYTES 65536

struct _PasarSandboxLog
{
  GQueue entries; /* of char *: JSON objects, the newest last */
  guint64 first;  /* number of the oldest entry */
  PasarSandboxCounter counters[PASAR_SANDBOX_N_ROUTES];
  GRegex *secrets; /* (owned) */
};

/**
 * pasar_sandbox_log_new:
 *
 * Returns: (transfer full): an empty log
 */
PasarSandboxLog *
pasar_sandbox_log_new (void)
{
  PasarSandboxLog *log = g_new0 (PasarSandboxLog, 1);

  g_queue_init (&log->entries);
  log->first = 1;
  /* The end of a long body is cut off, and with it perhaps a secret's closing quote. */
  log->secrets = g_regex_new ("(\"(?:access_token|refresh_token|code|resend_code|sign)\"\\s*:\\s*)"
                              "\"(?:[^\"\\\\]|\\\\.)*+\"?",
                              G_REGEX_OPTIMIZE,
                              0,
                              NULL);
  return log;
}

/**
 * pasar_sandbox_log_free:
 * @log: (transfer full): a log
 *
 * Frees the log.
 */
void
pasar_sandbox_log_free (PasarSandboxLog *log)
{
  g_queue_clear_full (&log->entries, g_free);
  g_regex_unref (log->secrets);
  g_free (log);
}

static PasarSandboxCounter *
counter_of (PasarSandboxCall *call)
{
  if (call->route == NULL)
    return NULL;
  return &call->sandbox->log->counters[call->route - pasar_sandbox_routes];
}

/**
 * pasar_sandbox_log_begin:
 * @call: what came in
 *
 * Counts a call in.
 *
 * Returns: (nullable) (transfer none): its counter, whose `in_flight` goes down with the answer
 */
PasarSandboxCounter *
pasar_sandbox_log_begin (PasarSandboxCall *call)
{
  PasarSandboxCounter *counter = counter_of (call);

  if (counter == NULL)
    return NULL;
  counter->count++;
  counter->in_flight++;
  counter->max_in_flight = MAX (counter->max_in_flight, counter->in_flight);
  return counter;
}

static gboolean
is_secret (const char *name)
{
  return strcmp (name, "sign") == 0 || strcmp (name, "access_token") == 0
         || strcmp (name, "refresh_token") == 0 || strcmp (name, "code") == 0;
}

static char *
dup_query (PasarSandboxCall *call)
{
  GString *query = g_string_new (NULL);

  for (guint i = 0; i + 1 < call->query->len; i += 2)
    {
      const char *name = g_ptr_array_index (call->query, i);
      const char *value = g_ptr_array_index (call->query, i + 1);

      g_string_append_printf (query,
                              "%s%s=%s",
                              i > 0 ? "&" : "",
                              name,
                              is_secret (name) ? "***" : value);
    }
  return g_string_free (query, FALSE);
}

static char *
dup_body (PasarSandboxCall *call)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (call->request, &size);
  g_autofree char *text = g_strndup (size > 0 ? data : "", MIN (size, MAX_BODY_BYTES));
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  char *redacted =
      g_regex_replace (call->sandbox->log->secrets, valid, -1, 0, "\\1\"***\"", 0, NULL);

  return redacted != NULL ? redacted : g_strdup ("");
}

/**
 * pasar_sandbox_log_end:
 * @call: what came in, answered
 * @fault: which fault it met, or ""
 *
 * Keeps the call in the log, without secrets.
 */
void
pasar_sandbox_log_end (PasarSandboxCall *call, const char *fault)
{
  PasarSandboxLog *log = call->sandbox->log;
  PasarSandboxCounter *counter = counter_of (call);
  g_autofree char *query = NULL;
  g_autofree char *body = NULL;
  GString *json;

  if (counter == NULL)
    return;
  query = dup_query (call);
  body = dup_body (call);
  if (*call->code != '\0')
    counter->refused++;
  json = g_string_sized_new (256);
  pasar_sandbox_json (json,
                      "{'n':%ju,'time_ms':%jd,'method':%s,'path':%s,'call':%s,'query':%s,"
                      "'body':%s,'status':%d,'error':%s,'fault':%s}",
                      log->first + log->entries.length,
                      pasar_sandbox_now_us (call->sandbox) / 1000,
                      call->method,
                      call->path,
                      call->route->name,
                      query,
                      body,
                      call->status,
                      call->code,
                      fault);
  g_queue_push_tail (&log->entries, g_string_free (json, FALSE));
  if (log->entries.length > MAX_ENTRIES)
    {
      g_free (g_queue_pop_head (&log->entries));
      log->first++;
    }
}

/**
 * pasar_sandbox_log_append_json:
 * @self: the server
 * @json: where to append
 * @since: only requests with a higher number
 *
 * Appends the log: counters of each call, then the newest requests.
 */
void
pasar_sandbox_log_append_json (PasarSandbox *self, GString *json, guint64 since)
{
  guint64 n = self->log->first;

  pasar_sandbox_json (json,
                      "{'time':%jd,'last':%ju,'calls':{",
                      pasar_sandbox_now (self),
                      n + self->log->entries.length - 1);
  for (guint i = 0; i < PASAR_SANDBOX_N_ROUTES; i++)
    {
      const PasarSandboxCounter *counter = &self->log->counters[i];

      if (counter->count == 0)
        continue;
      pasar_sandbox_json (json,
                          "%s:{'count':%ju,'in_flight':%d,'max_in_flight':%d,'refused':%ju}",
                          pasar_sandbox_routes[i].name,
                          counter->count,
                          counter->in_flight,
                          counter->max_in_flight,
                          counter->refused);
    }
  pasar_sandbox_json (json, "},'requests':[");
  for (GList *l = self->log->entries.head; l != NULL; l = l->next, n++)
    if (n > since)
      {
        if (json->str[json->len - 1] != '[')
          g_string_append_c (json, ',');
        g_string_append (json, l->data);
      }
  pasar_sandbox_json (json, "]}");
}

/**
 * pasar_sandbox_log_clear:
 * @self: the server
 *
 * Empties the log and sets the counters back; what is in flight stays counted.
 */
void
pasar_sandbox_log_clear (PasarSandbox *self)
{
  PasarSandboxLog *log = self->log;

  log->first += log->entries.length;
  g_queue_clear_full (&log->entries, g_free);
  for (guint i = 0; i < PASAR_SANDBOX_N_ROUTES; i++)
    {
      guint in_flight = log->counters[i].in_flight;

      log->counters[i] =
          (PasarSandboxCounter){ .in_flight = in_flight, .max_in_flight = in_flight };
    }
}
