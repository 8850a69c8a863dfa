/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sandbox/private.h"

#include <string.h>

#define MAX_MS            3600000
#define TOO_MANY_REQUESTS 429

typedef struct
{
  const char *name;
  gboolean before; /* what the kind does where the spec does not say */
} Kind;

static const Kind kinds[PASAR_SANDBOX_N_FAULT_KINDS] = {
  [PASAR_SANDBOX_FAULT_STATUS] = { "status", TRUE },
  [PASAR_SANDBOX_FAULT_TRUNCATE] = { "truncate", FALSE },
  [PASAR_SANDBOX_FAULT_RESET] = { "reset", TRUE },
  [PASAR_SANDBOX_FAULT_HTML] = { "html", TRUE },
  [PASAR_SANDBOX_FAULT_WRONG_JSON] = { "wrong-json", FALSE },
  [PASAR_SANDBOX_FAULT_WRONG_TYPES] = { "wrong-types", FALSE },
  [PASAR_SANDBOX_FAULT_DELAY] = { "delay", FALSE },
  [PASAR_SANDBOX_FAULT_HANG] = { "hang", TRUE },
  [PASAR_SANDBOX_FAULT_ERROR] = { "error", TRUE },
};

static void
fault_clear (gpointer data)
{
  PasarSandboxFault *fault = data;

  g_free (fault->call);
  g_free (fault->code);
  g_free (fault->message);
}

void
pasar_sandbox_fault_unref (PasarSandboxFault *fault)
{
  g_atomic_rc_box_release_full (fault, fault_clear);
}

const char *
pasar_sandbox_fault_name (const PasarSandboxFault *fault)
{
  return kinds[fault->kind].name;
}

static gboolean
set_kind (PasarSandboxFault *fault, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i].name, name) == 0)
      {
        fault->kind = i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
set_call (PasarSandbox *self, PasarSandboxFault *fault, const char *name)
{
  gboolean known = strcmp (name, "*") == 0;

  for (guint i = 0; i < PASAR_SANDBOX_N_ROUTES; i++)
    known |= strcmp (self->routes[i].name, name) == 0;
  g_free (fault->call);
  fault->call = g_strdup (name);
  return known;
}

static gboolean
set_choice (PasarSandboxFault *fault, const char *key, const char *word)
{
  const struct
  {
    const char *key;
    const char *words[2];
    gboolean *choice;
  } choices[] = {
    { "when", { "after", "before" }, &fault->before },
    { "length", { "full", "valid" }, &fault->valid_size },
    { "mode", { "strings", "null" }, &fault->lists },
  };

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    for (guint j = 0; j < 2; j++)
      if (strcmp (choices[i].key, key) == 0 && strcmp (choices[i].words[j], word) == 0)
        {
          *choices[i].choice = (gboolean) j;
          return TRUE;
        }
  return FALSE;
}

static gboolean
set_number (PasarSandboxFault *fault, const char *key, const char *text)
{
  const struct
  {
    const char *key;
    gint64 *number;
    gint64 min;
    gint64 max;
  } numbers[] = {
    { "nth", &fault->nth, 1, G_MAXINT64 },
    { "every", &fault->every, 1, G_MAXINT64 },
    { "from", &fault->from, 1, G_MAXINT64 },
    { "times", &fault->times, 1, G_MAXINT64 },
    { "value", &fault->value, 0, G_MAXINT64 },
    { "status", &fault->status, 200, 599 },
    { "retry_after", &fault->retry_after, 1, G_MAXINT64 },
    { "delay", &fault->delay, 0, MAX_MS },
    { "late", &fault->late, 1, MAX_MS },
  };
  gint64 number;

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (strcmp (numbers[i].key, key) == 0)
      {
        if (!pasar_sandbox_parse_int (text, &number) || number < numbers[i].min
            || number > numbers[i].max)
          return FALSE;
        *numbers[i].number = number;
        return TRUE;
      }
  return FALSE;
}

static gboolean
set_key (PasarSandbox *self, PasarSandboxFault *fault, const char *key, const char *value)
{
  if (strcmp (key, "call") == 0)
    return set_call (self, fault, value);
  if (strcmp (key, "kind") == 0)
    return set_kind (fault, value);
  if (strcmp (key, "code") != 0)
    return set_choice (fault, key, value) || set_number (fault, key, value);
  g_free (fault->code);
  fault->code = g_strdup (value);
  return TRUE;
}

/* The message may hold commas, so it stands last and is cut off first. */
static char *
cut_message (PasarSandboxFault *fault, const char *spec)
{
  const char *message = strstr (spec, "message=");

  if (message == NULL || (message != spec && message[-1] != ','))
    return g_strdup (spec);
  fault->message = g_strdup (message + strlen ("message="));
  return g_strndup (spec, message == spec ? 0 : (gsize) (message - spec - 1));
}

/* Returns the part of @spec that cannot be read, or NULL. */
static char *
read_spec (PasarSandbox *self, PasarSandboxFault *fault, const char *spec)
{
  g_autofree char *rest = cut_message (fault, spec);
  g_auto (GStrv) parts = g_strsplit (rest, ",", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (g_strstrip (parts[i]), "=", 2);

      if (g_strv_length (pair) != 2 || !set_key (self, fault, pair[0], pair[1]))
        return g_strdup (parts[i]);
    }
  if (fault->kind == PASAR_SANDBOX_N_FAULT_KINDS && fault->delay == 0 && fault->late == 0)
    return g_strdup ("kind");
  return NULL;
}

static void
apply_defaults (PasarSandboxFault *fault)
{
  if (fault->kind == PASAR_SANDBOX_N_FAULT_KINDS)
    fault->kind = PASAR_SANDBOX_FAULT_DELAY;
  if (fault->late > 0)
    fault->before = FALSE;
  else if (fault->before < 0)
    fault->before = kinds[fault->kind].before;
  if (fault->kind == PASAR_SANDBOX_FAULT_DELAY && fault->value > 0)
    fault->delay = MIN (fault->value, MAX_MS);
  if (fault->kind == PASAR_SANDBOX_FAULT_STATUS)
    fault->status = fault->value >= 100 ? fault->value : SOUP_STATUS_BAD_GATEWAY;
}

/* Adds a fault, or says with `G_IO_ERROR_INVALID_ARGUMENT` what of @spec cannot be read. */
gboolean
pasar_sandbox_faults_add (PasarSandbox *self, const char *spec, GError **error)
{
  g_autoptr (PasarSandboxFault) fault = g_atomic_rc_box_new0 (PasarSandboxFault);
  g_autofree char *wrong = NULL;

  fault->call = g_strdup ("*");
  fault->kind = PASAR_SANDBOX_N_FAULT_KINDS;
  fault->before = -1;
  wrong = read_spec (self, fault, spec);
  if (wrong != NULL)
    {
      g_set_error (error,
                   G_IO_ERROR,
                   G_IO_ERROR_INVALID_ARGUMENT,
                   "Cannot read the fault: %s",
                   wrong);
      return FALSE;
    }
  apply_defaults (fault);
  g_ptr_array_add (self->faults, g_steal_pointer (&fault));
  return TRUE;
}

static gboolean
is_due (const PasarSandboxFault *fault)
{
  if (fault->times > 0 && fault->fired >= fault->times)
    return FALSE;
  if (fault->nth > 0 && fault->seen != fault->nth)
    return FALSE;
  if (fault->from > 0 && fault->seen < fault->from)
    return FALSE;
  return fault->every == 0 || fault->seen % fault->every == 0;
}

/* Counts the call for every fault it concerns and picks the first that is due, or NULL. */
PasarSandboxFault *
pasar_sandbox_faults_take (PasarSandbox *self, const char *call)
{
  PasarSandboxFault *due = NULL;

  for (guint i = 0; i < self->faults->len; i++)
    {
      PasarSandboxFault *fault = g_ptr_array_index (self->faults, i);

      if (strcmp (fault->call, "*") != 0 && strcmp (fault->call, call) != 0)
        continue;
      fault->seen++;
      if (due == NULL && is_due (fault))
        due = fault;
    }
  if (due == NULL)
    return NULL;
  due->fired++;
  return g_atomic_rc_box_acquire (due);
}

/* Makes text of the numbers of members, or null of the outermost lists. */
static char *
spoil_types (const char *body, gboolean lists)
{
  g_autoptr (GRegex) regex =
      g_regex_new (lists ? "(\"\\w+\":)(\\[(?:[^][]++|(?2))*+\\])" : "(\"\\w+\":)-?[0-9.]+",
                   0,
                   0,
                   NULL);

  return g_regex_replace (regex, body, -1, 0, lists ? "\\1null" : "\\1\"not a number\"", 0, NULL);
}

static char *
error_body (const char *code, const char *message)
{
  GString *json = g_string_new (NULL);

  pasar_sandbox_json (json,
                      "{'request_id':'00000000000000000000000000fa0175','error':%s,'message':%s}",
                      code,
                      message);
  return g_string_free (json, FALSE);
}

static char *
dup_spoilt (const PasarSandboxFault *fault, const char *body, const char **content_type)
{
  switch (fault->kind)
    {
    case PASAR_SANDBOX_FAULT_STATUS:
      if (fault->status == TOO_MANY_REQUESTS)
        return error_body ("error_rate_limit",
                           "Too many requests. You have reached the rate limit. Please try again "
                           "later.");
      *content_type = "text/html";
      return g_strdup ("<html><head><title>502</title></head><body><h1>Bad Gateway</h1></body>"
                       "</html>");
    case PASAR_SANDBOX_FAULT_HTML:
      *content_type = "text/html";
      return g_strdup ("<!DOCTYPE html><html><body><h1>Please sign in to the network</h1></body>"
                       "</html>");
    case PASAR_SANDBOX_FAULT_WRONG_JSON:
      return g_strconcat (body, "} trailing", NULL);
    case PASAR_SANDBOX_FAULT_WRONG_TYPES:
      return spoil_types (body, fault->lists);
    case PASAR_SANDBOX_FAULT_ERROR:
      return error_body (fault->code != NULL ? fault->code : "error_inner",
                         fault->message != NULL
                             ? fault->message
                             : "System error, please try again later or contact the OpenAPI "
                               "support team.");
    case PASAR_SANDBOX_FAULT_TRUNCATE:
      return g_strndup (body, strlen (body) / 2);
    case PASAR_SANDBOX_FAULT_RESET:
    case PASAR_SANDBOX_FAULT_DELAY:
    case PASAR_SANDBOX_FAULT_HANG:
    case PASAR_SANDBOX_N_FAULT_KINDS:
    default:
      return NULL;
    }
}

/* Returns what to send instead of @body, or NULL where that stays. */
GBytes *
pasar_sandbox_fault_spoil (const PasarSandboxFault *fault, GBytes *body, const char **content_type)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  char *spoilt = dup_spoilt (fault, text, content_type);

  return spoilt != NULL ? g_bytes_new_take (spoilt, strlen (spoilt)) : NULL;
}
