/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "window-fixture.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What the window shows while the store opens, and what it does with a file that it is given. */

#define NO_SHOP "A file can be imported once a shop is open."

static char *
dup_path (const char *name)
{
  return g_build_filename (g_get_user_data_dir (), "pasar", name, NULL);
}

static void
open_file (WindowFixture *self, GFile *file)
{
  g_application_open (G_APPLICATION (self->application), &file, 1, "");
}

static GFile *
make_file (const char *name)
{
  GFile *file = g_file_new_build_filename (g_get_home_dir (), name, NULL);

  g_assert_true (g_file_set_contents (g_file_peek_path (file), "SKU,Price\nA-1,5\n", -1, NULL));
  return file;
}

static gboolean
is_told (WindowFixture *self, const char *text)
{
  return self->window->toast != NULL
         && g_str_equal (adw_toast_get_title (self->window->toast), text);
}

/* The window does not wait for a slow disk: it says that the shop is being opened. A file that
 * comes meanwhile waits, too. */
static void
slow_store_step (WindowFixture *self)
{
  g_autofree char *path = dup_path ("pasar.db.mark");
  g_autoptr (GFile) file = make_file ("early.csv");
  int fd;

  g_assert_cmpstr (window_get_page (self), ==, "opening");
  open_file (self, file);
  WAIT_FOR (gtk_widget_get_mapped (self->window->opening_page));
  g_assert_null (self->window->toast);
  WAIT_FOR ((fd = open (path, O_WRONLY | O_NONBLOCK)) >= 0);
  close (fd);
  WAIT_FOR (g_str_equal (window_get_page (self), "welcome"));
  WAIT_FOR (is_told (self, NO_SHOP));
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

/* The label that names the file is somewhere in the dialog. */
static gboolean
has_label (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (has_label (child, text))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_imported (WindowFixture *self, const char *name)
{
  return self->window->import != NULL && has_label (GTK_WIDGET (self->window->import), name);
}

/* A file that is opened needs a shop; it is imported as soon as no other dialog is in the way, one
 * after the other. */
static void
open_step (WindowFixture *self)
{
  g_autoptr (GFile) first = make_file ("first.csv");
  g_autoptr (GFile) second = make_file ("second.csv");
  GFile *both[] = { first, second };

  open_file (self, first);
  WAIT_FOR (is_told (self, NO_SHOP));
  window_open_demo (self);
  g_assert_null (self->window->import);
  g_application_open (G_APPLICATION (self->application), both, 2, "");
  WAIT_FOR (is_told (self, "One file can be imported at a time."));

  g_action_group_activate_action (G_ACTION_GROUP (self->window), "edit-price", NULL);
  WAIT_FOR (window_find_dialog (self) != NULL);
  open_file (self, first);
  open_file (self, second);
  g_assert_null (self->window->import);
  gtk_window_destroy (window_find_dialog (self));
  WAIT_FOR (is_imported (self, "first.csv"));
  gtk_window_close (self->window->import);
  WAIT_FOR (is_imported (self, "second.csv"));
}

/* Before the shop has been read for the first time. */
static void
open_early_step (WindowFixture *self)
{
  g_autoptr (GFile) file = make_file ("early.csv");

  WAIT_FOR (g_str_equal (window_get_page (self), "welcome"));
  window_click (self, "app.demo");
  open_file (self, file);
  WAIT_FOR (is_imported (self, "early.csv"));
  g_assert_null (self->window->job);
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
  window_add ("/window-start/open", open_step);
  window_add ("/window-start/open-early", open_early_step);
  return window_test_run ();
}
