/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/application.h"

#include <glib/gi18n.h>
#include <locale.h>

/* Without a graphics card GTK would draw with OpenGL in software, which is slower than its
 * renderer in memory and needs more of it. Who sets GSK_RENDERER has the last word. */
static void
choose_renderer (void)
{
  if (!g_file_test ("/dev/dri", G_FILE_TEST_IS_DIR))
    g_setenv ("GSK_RENDERER", "cairo", FALSE);
}

int
main (int argc, char *argv[])
{
  g_autoptr (PasarApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  choose_renderer ();

  application = pasar_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
