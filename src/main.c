/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/application.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <sys/resource.h>

/* In a dump of the process are the seller's keys. A limit of 1 is too small for any file, and the
 * one value at which the kernel does not call a program that takes dumps from it, to which 0 means
 * no limit. Other than by PR_SET_DUMPABLE, debuggers, portals and the leak checker still see the
 * process. */
static void
forbid_core_dumps (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_CORE, &limit) != 0)
    return;
  limit.rlim_cur = MIN (limit.rlim_max, 1);
  setrlimit (RLIMIT_CORE, &limit);
}

int
main (int argc, char *argv[])
{
  g_autoptr (PasarApplication) application = NULL;

  forbid_core_dumps ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = pasar_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
