/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/dialogs/export.h"
#include "jobs/export/export.h"
#include "util.h"
#include "window-fixture.h"

#include <string.h>

/* Rows of the demo shop to a file, but for the chooser of the file. */

static void
act (WindowFixture *self, const char *action)
{
  g_action_group_activate_action (G_ACTION_GROUP (self->window), action, NULL);
}

static gboolean
is_enabled (WindowFixture *self, const char *action)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (self->window), action);
}

/* In the home of the test. */
static GFile *
new_file (const char *name)
{
  return g_file_new_build_filename (g_get_home_dir (), name, NULL);
}

/* Writes all that the shop has. */
static PasarJob *
new_job (WindowFixture *self, GFile *file)
{
  static const PasarColumn columns[] = { PASAR_COLUMN_NAME, PASAR_COLUMN_PRICE };
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (PasarRowKey));

  pasar_catalogue_list_keys (window_get_catalogue (self), &(PasarKeyList){ keys }, G_MAXINT64);
  return pasar_export_job_new (self->window->session,
                               keys,
                               columns,
                               G_N_ELEMENTS (columns),
                               file,
                               PASAR_TABLE_XLSX);
}

/* Opens the dialog and exports. */
static void
begin_export (WindowFixture *self, GFile *file)
{
  g_autoptr (PasarJob) job = new_job (self, file);
  GtkWindow *dialog;

  act (self, "export");
  WAIT_FOR ((dialog = window_find_dialog (self)) != NULL);
  g_assert_true (PASAR_IS_EXPORT_DIALOG (dialog));
  g_signal_emit_by_name (dialog, "export", job);
  gtk_window_destroy (dialog);
}

static void
done_step (WindowFixture *self)
{
  g_autoptr (GFile) file = new_file ("done.xlsx");

  window_open_demo (self);
  g_assert_true (is_enabled (self, "export"));
  begin_export (self, file);
  g_assert_nonnull (self->window->export_job);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (self->window->progress_box)));
  g_assert_false (is_enabled (self, "export"));
  g_assert_true (is_enabled (self, "cancel-job"));
  WAIT_FOR (self->window->export_job == NULL);
  g_assert_true (g_file_query_exists (file, NULL));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (self->window->progress_box)));
  g_assert_true (is_enabled (self, "export"));
  g_assert_false (is_enabled (self, "cancel-job"));
  WAIT_FOR (self->window->toast != NULL
            && strstr (adw_toast_get_title (self->window->toast), "exported.") != NULL);
  g_assert_cmpstr (adw_toast_get_action_name (self->window->toast), ==, "win.open-exported");
  g_assert_true (g_file_delete (file, NULL, NULL));
}

static void
assert_nothing_left (void)
{
  g_autoptr (GDir) dir = g_dir_open (g_get_home_dir (), 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_false (g_str_has_prefix (name, ".pasar-") || g_str_has_suffix (name, ".xlsx"));
}

static void
cancel_step (WindowFixture *self)
{
  g_autoptr (GFile) file = new_file ("cancelled.xlsx");

  window_open_demo (self);
  window_put_many (self);
  begin_export (self, file);
  WAIT_FOR (self->window->export_job == NULL
            || pasar_job_get_n_done (self->window->export_job) > 0);
  act (self, "cancel-job");
  WAIT_FOR (self->window->export_job == NULL);
  assert_nothing_left ();
}

/* The window is closed while one is written, here and for a dialog that is gone: both are there. */
static void
quit_step (WindowFixture *self)
{
  g_autoptr (GFile) file = new_file ("quit.xlsx");
  g_autoptr (GFile) other = new_file ("other.xlsx");
  g_autoptr (PasarJob) job = NULL;

  window_open_demo (self);
  begin_export (self, file);
  job = new_job (self, other);
  pasar_job_run_async (job, NULL, NULL);
}

static void
after_quit_step (WindowFixture *self)
{
  g_autoptr (GFile) file = new_file ("quit.xlsx");
  g_autoptr (GFile) other = new_file ("other.xlsx");

  g_assert_true (g_file_delete (file, NULL, NULL));
  g_assert_true (g_file_delete (other, NULL, NULL));
  assert_nothing_left ();
}

/* The seller does not wait for one that takes long. */
static void
quit_twice_step (WindowFixture *self)
{
  g_autoptr (GFile) file = new_file ("twice.xlsx");

  window_open_demo (self);
  window_put_many (self);
  begin_export (self, file);
  g_action_group_activate_action (G_ACTION_GROUP (self->application), "quit", NULL);
}

static void
after_quit_twice_step (WindowFixture *self)
{
  assert_nothing_left ();
}

int
main (int argc, char **argv)
{
  window_test_init (&argc, &argv);
  window_add ("/window-export/done", done_step);
  window_add ("/window-export/cancel", cancel_step);
  window_add ("/window-export/quit", quit_step);
  window_add ("/window-export/quit-has-written", after_quit_step);
  window_add ("/window-export/quit-twice", quit_twice_step);
  window_add ("/window-export/quit-left-nothing", after_quit_twice_step);
  return window_test_run ();
}
