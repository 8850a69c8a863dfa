/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sandbox/json.h"
#include "sandbox/private.h"

#include <string.h>

#define MAX_MS 3600000

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

/**
 * pasar_sandbox_fault_unref:
 * @fault: (transfer full): a fault
 *
 * Gives a reference back.
 */
void
pasar_sandbox_fault_unref (PasarSandboxFault *fault)
{
  if (!g_ref_count_dec (&fault->refs))
    return;
  g_free (fault->call);
  g_free (fault->code);
  g_free (fault->message);
  g_free (fault);
}

/**
 * pasar_sandbox_fault_name:
 * @fault: a fault
 *
 * Returns: what the kind is called in specs
 */
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
        fault->before = kinds[i].before;
        return TRUE;
      }
  return FALSE;
}

static gboolean
is_call (const char *name)
{
  for (guint i = 0; i < PASAR_SANDBOX_N_ROUTES; i++)
    if (strcmp (pasar_sandbox_routes[i].name, name) == 0)
      return TRUE;
  return strcmp (name, "*") == 0;
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
    { "retry_after", &fault->retry_after, 0, G_MAXINT64 },
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
set_key (PasarSandboxFault *fault, const char *key, const char *value)
{
  if (strcmp (key, "call") == 0 && is_call (value))
    {
      g_free (fault->call);
      fault->call = g_strdup (value);
      return TRUE;
    }
  if (strcmp (key, "kind") == 0)
    return TRUE;
  if (strcmp (key, "when") == 0 && (g_str_equal (value, "before") || g_str_equal (value, "after")))
    {
      fault->before = g_str_equal (value, "before");
      return TRUE;
    }
  if (strcmp (key, "length") == 0 && (g_str_equal (value, "full") || g_str_equal (value, "valid")))
    {
      fault->valid_size = g_str_equal (value, "valid");
      return TRUE;
    }
  if (strcmp (key, "mode") == 0 && (g_str_equal (value, "strings") || g_str_equal (value, "null")))
    {
      fault->lists = g_str_equal (value, "null");
      return TRUE;
    }
  if (strcmp (key, "code") == 0)
    {
      g_free (fault->code);
      fault->code = g_strdup (value);
      return TRUE;
    }
  return set_number (fault, key, value);
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

static gboolean
read_spec (PasarSandboxFault *fault, const char *spec, char **wrong)
{
  g_autofree char *rest = cut_message (fault, spec);
  g_auto (GStrv) parts = g_strsplit (rest, ",", -1);
  gboolean has_kind = FALSE;

  set_kind (fault, "delay");
  for (guint i = 0; parts[i] != NULL; i++)
    if (g_str_has_prefix (g_strstrip (parts[i]), "kind="))
      {
        has_kind = TRUE;
        if (set_kind (fault, parts[i] + strlen ("kind=")))
          continue;
        *wrong = g_strdup (parts[i]);
        return FALSE;
      }
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (parts[i], "=", 2);

      if (g_strv_length (pair) != 2 || !set_key (fault, pair[0], pair[1]))
        {
          *wrong = g_strdup (parts[i]);
          return FALSE;
        }
    }
  if (!has_kind && fault->delay == 0 && fault->late == 0)
    {
      *wrong = g_strdup ("kind");
      return FALSE;
    }
  if (fault->kind == PASAR_SANDBOX_FAULT_DELAY && fault->value > 0)
    fault->delay = MIN (fault->value, MAX_MS);
  if (fault->late > 0)
    fault->before = FALSE;
  return TRUE;
}

/**
 * pasar_sandbox_faults_add:
 * @faults: (element-type PasarSandboxFault): the faults there are
 * @spec: `key=value` pairs with commas
 * @error: return location
 *
 * Adds a fault. Errors: `G_IO_ERROR_INVALID_ARGUMENT`.
 *
 * Returns: whether @spec could be read
 */
gboolean
pasar_sandbox_faults_add (GPtrArray *faults, const char *spec, GError **error)
{
  g_autoptr (PasarSandboxFault) fault = g_new0 (PasarSandboxFault, 1);
  g_autofree char *wrong = NULL;

  g_ref_count_init (&fault->refs);
  fault->call = g_strdup ("*");
  fault->value = -1;
  fault->status = SOUP_STATUS_OK;
  fault->retry_after = -1;
  if (!read_spec (fault, spec, &wrong))
    {
      g_set_error (error,
                   G_IO_ERROR,
                   G_IO_ERROR_INVALID_ARGUMENT,
                   "Cannot read the fault: %s",
                   wrong);
      return FALSE;
    }
  g_ptr_array_add (faults, g_steal_pointer (&fault));
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

/**
 * pasar_sandbox_faults_take:
 * @faults: (element-type PasarSandboxFault): the faults there are
 * @call: the name of the call that came
 *
 * Counts the call for every fault it concerns and picks the first that is due.
 *
 * Returns: (transfer full) (nullable): the fault to apply
 */
PasarSandboxFault *
pasar_sandbox_faults_take (GPtrArray *faults, const char *call)
{
  PasarSandboxFault *due = NULL;

  for (guint i = 0; i < faults->len; i++)
    {
      PasarSandboxFault *fault = g_ptr_array_index (faults, i);

      if (strcmp (fault->call, "*") != 0 && strcmp (fault->call, call) != 0)
        continue;
      fault->seen++;
      if (due == NULL && is_due (fault))
        due = fault;
    }
  if (due == NULL)
    return NULL;
  due->fired++;
  g_ref_count_inc (&due->refs);
  return due;
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
error_body (const PasarSandboxFault *fault)
{
  GString *json = g_string_new (NULL);

  pasar_sandbox_json (
      json,
      "{'request_id':'00000000000000000000000000fa0175','error':%s,'message':%s}",
      fault->code != NULL ? fault->code : "error_inner",
      fault->message != NULL
          ? fault->message
          : "System error, please try again later or contact the OpenAPI support team.");
  return g_string_free (json, FALSE);
}

/**
 * pasar_sandbox_fault_spoil:
 * @fault: a fault of a kind that changes the body
 * @body: what the answer would be
 *
 * Returns: (transfer full): what to send instead
 */
char *
pasar_sandbox_fault_spoil (const PasarSandboxFault *fault, const char *body)
{
  switch (fault->kind)
    {
    case PASAR_SANDBOX_FAULT_HTML:
      return g_strdup ("<!DOCTYPE html><html><body><h1>Please sign in to the network</h1></body>"
                       "</html>");
    case PASAR_SANDBOX_FAULT_WRONG_JSON:
      return g_strconcat (body, "} trailing", NULL);
    case PASAR_SANDBOX_FAULT_WRONG_TYPES:
      return spoil_types (body, fault->lists);
    case PASAR_SANDBOX_FAULT_ERROR:
      return error_body (fault);
    case PASAR_SANDBOX_FAULT_TRUNCATE:
      return g_strndup (body, strlen (body) / 2);
    case PASAR_SANDBOX_FAULT_STATUS:
    case PASAR_SANDBOX_FAULT_RESET:
    case PASAR_SANDBOX_FAULT_DELAY:
    case PASAR_SANDBOX_FAULT_HANG:
    case PASAR_SANDBOX_N_FAULT_KINDS:
    default:
      return g_strdup (body);
    }
}
