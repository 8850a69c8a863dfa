/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "window-fixture.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* What the window shows while the store opens. */

static char *
dup_path (const char *name)
{
  return g_build_filename (g_get_user_data_dir (), "pasar", name, NULL);
}

/* The window does not wait for a slow disk: it says that the shop is being opened. */
static void
slow_store_step (WindowFixture *self)
{
  g_autofree char *path = dup_path ("pasar.db.mark");
  int fd;

  g_assert_cmpstr (window_get_page (self), ==, "opening");
  WAIT_FOR (gtk_widget_get_mapped (self->window->opening_page));
  WAIT_FOR ((fd = open (path, O_WRONLY | O_NONBLOCK)) >= 0);
  close (fd);
  WAIT_FOR (g_str_equal (window_get_page (self), "welcome"));
  window_open_demo (self);
}

/* A file of the store that keeps its reader waiting. */
static void
test_slow_store (WindowFixture *self, gconstpointer data)
{
  g_autofree char *folder = dup_path (NULL);
  g_autofree char *path = dup_path ("pasar.db.mark");

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  window_run_app (self, slow_store_step);
}

/* Without delay it shows what is in the store. */
static void
usual_store_step (WindowFixture *self)
{
  WAIT_FOR (g_str_equal (window_get_page (self), "welcome"));
  g_assert_false (gtk_widget_get_mapped (self->window->opening_page));
}

static void
test_usual_store (WindowFixture *self, gconstpointer data)
{
  window_run_app (self, usual_store_step);
}

int
main (int argc, char *argv[])
{
  window_test_init (&argc, &argv);

#define ADD(path, function)                                                                        \
  g_test_add ("/window-start/" path, WindowFixture, NULL, window_set_up, function, NULL)
  ADD ("slow-store", test_slow_store);
  ADD ("usual-store", test_usual_store);
#undef ADD
  return window_test_run ();
}
