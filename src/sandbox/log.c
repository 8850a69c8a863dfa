/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

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

void
pasar_sandbox_log_free (PasarSandboxLog *log)
{
  g_queue_clear_full (&log->entries, g_free);
  g_regex_unref (log->secrets);
  g_free (log);
}

/* Counts a call in. */
void
pasar_sandbox_log_begin (PasarSandboxCall *call)
{
  PasarSandbox *self = call->sandbox;
  PasarSandboxCounter *counter;

  if (call->route == NULL)
    return;
  counter = call->counter = &self->log->counters[call->route - self->routes];
  counter->count++;
  counter->in_flight++;
  counter->max_in_flight = MAX (counter->max_in_flight, counter->in_flight);
}

/* The call is answered, or never will be. */
void
pasar_sandbox_log_land (PasarSandboxCall *call)
{
  if (call->counter != NULL)
    call->counter->in_flight--;
  call->counter = NULL;
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

/* Keeps the call, without secrets. */
void
pasar_sandbox_log_end (PasarSandboxCall *call)
{
  PasarSandboxLog *log = call->sandbox->log;
  g_autofree char *query = NULL;
  g_autofree char *body = NULL;
  GString *json;

  if (call->route == NULL)
    return;
  query = dup_query (call);
  body = dup_body (call);
  if (*call->code != '\0')
    call->counter->refused++;
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
                      call->fault != NULL ? pasar_sandbox_fault_name (call->fault) : "");
  g_queue_push_tail (&log->entries, g_string_free (json, FALSE));
  if (log->entries.length > MAX_ENTRIES)
    {
      g_free (g_queue_pop_head (&log->entries));
      log->first++;
    }
}

/* Appends the log: counters of each call, then the newest requests. */
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
                          self->routes[i].name,
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

/* Empties the log and sets the counters back; what is in flight stays counted. */
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
