/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sandbox/sandbox.h"

#include <glib-unix.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* What the command line can say; the strings in the options are owned. */
typedef struct
{
  PasarSandboxOptions options;
  int port;
  gboolean exit_on_eof;
} Arguments;

static gboolean
parse (Arguments *a, int *argc, char ***argv, GError **error)
{
  PasarSandboxOptions *o = &a->options;
  GOptionEntry entries[] = {
    { "items", 0, 0, G_OPTION_ARG_INT, &o->n_items, "Items of the plain catalogue (200)", "N" },
    { "seed", 0, 0, G_OPTION_ARG_INT, &o->seed, "Seed of catalogue and secrets (1)", "S" },
    { "region", 0, 0, G_OPTION_ARG_STRING, &o->region, "Market (SG)", "CODE" },
    { "demo", 0, 0, G_OPTION_ARG_NONE, &o->demo, "The believable demo shops", NULL },
    { "mixed-names", 0, 0, G_OPTION_ARG_NONE, &o->mixed_names, "Names in all languages", NULL },
    { "hostile-names", 0, 0, G_OPTION_ARG_NONE, &o->hostile_names, "Names that do harm", NULL },
    { "second-shop", 0, 0, G_OPTION_ARG_NONE, &o->second_shop, "A second shop", NULL },
    { "state", 0, 0, G_OPTION_ARG_FILENAME, &o->state_file, "Keep changes in a file", "FILE" },
    { "latency", 0, 0, G_OPTION_ARG_INT, &o->latency_ms, "Wait before each answer", "MS" },
    { "rate", 0, 0, G_OPTION_ARG_DOUBLE, &o->rate_per_second, "Calls a second and shop", "N" },
    { "retry-after",
      0,
      0,
      G_OPTION_ARG_INT64,
      &o->retry_after_seconds,
      "Said beyond it",
      "SECONDS" },
    { "fault", 0, 0, G_OPTION_ARG_STRING_ARRAY, &o->faults, "A fault; may be repeated", "SPEC" },
    { "port", 0, 0, G_OPTION_ARG_INT, &a->port, "Port (any that is free)", "N" },
    { "clock-skew",
      0,
      0,
      G_OPTION_ARG_INT64,
      &o->clock_skew_seconds,
      "Shift of the clock",
      "SECONDS" },
    { "exit-on-eof", 0, 0, G_OPTION_ARG_NONE, &a->exit_on_eof, "End with standard input", NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("- a simulated shop server");

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  o->port = (guint16) a->port;
  /* What is below 0 is too large without a sign. */
  if (*argc == 1 && MAX (o->n_items, MAX (o->seed, o->latency_ms)) <= G_MAXINT
      && o->retry_after_seconds >= 0 && o->port == a->port)
    return TRUE;
  g_set_error_literal (error,
                       G_OPTION_ERROR,
                       G_OPTION_ERROR_BAD_VALUE,
                       "A value is out of range, or an argument is not an option");
  return FALSE;
}

static void
clear (PasarSandboxOptions *options)
{
  g_free ((char *) options->region);
  g_free ((char *) options->state_file);
  g_strfreev ((char **) options->faults);
}

static void
print_shop (PasarSandbox *sandbox, guint n, const char *prefix)
{
  g_autofree char *access_token = pasar_sandbox_dup_access_token (sandbox, n);
  g_autofree char *refresh_token = pasar_sandbox_dup_refresh_token (sandbox, n);

  g_print ("%sshop_id=%" G_GINT64_FORMAT "\n", prefix, pasar_sandbox_get_shop_id (sandbox, n));
  g_print ("%saccess_token=%s\n", prefix, access_token != NULL ? access_token : "");
  g_print ("%srefresh_token=%s\n", prefix, refresh_token != NULL ? refresh_token : "");
}

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_CONTINUE;
}

static gboolean
stdin_cb (int fd, GIOCondition condition, gpointer user_data)
{
  char buffer[256];

  if (read (fd, buffer, sizeof buffer) > 0)
    return G_SOURCE_CONTINUE;
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

static void
run (PasarSandbox *sandbox, gboolean exit_on_eof)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  g_unix_signal_add (SIGTERM, quit_cb, loop);
  g_unix_signal_add (SIGINT, quit_cb, loop);
  if (exit_on_eof)
    g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, stdin_cb, loop);
  g_print ("uri=%s\n", pasar_sandbox_get_uri (sandbox));
  g_print ("partner_id=%" G_GINT64_FORMAT "\n", pasar_sandbox_get_partner_id (sandbox));
  g_print ("partner_key=%s\n", pasar_sandbox_get_partner_key (sandbox));
  print_shop (sandbox, 0, "");
  if (pasar_sandbox_get_n_shops (sandbox) > 1)
    print_shop (sandbox, 1, "second_");
  g_print ("ready\n");
  fflush (stdout);
  g_main_loop_run (loop);
  pasar_sandbox_stop (sandbox);
}

int
main (int argc, char **argv)
{
  Arguments arguments = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarSandbox) sandbox = NULL;
  gboolean started;

  setlocale (LC_ALL, "");
  if (parse (&arguments, &argc, &argv, &error))
    sandbox = pasar_sandbox_new (&arguments.options, &error);
  started = sandbox != NULL && pasar_sandbox_start (sandbox, &error);
  if (started)
    run (sandbox, arguments.exit_on_eof);
  else
    g_printerr ("pasar-sandbox: %s\n", error->message);
  clear (&arguments.options);
  return started ? EXIT_SUCCESS : EXIT_FAILURE;
}
