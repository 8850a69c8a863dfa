/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "util.h"

#include <glib/gstdio.h>

#define DEADLINE_SECS 50

static gboolean
give_up_cb (gpointer user_data)
{
  g_error ("waited for %d seconds in vain", DEADLINE_SECS);
  return G_SOURCE_REMOVE;
}

/* The source that gives up, for WAIT_FOR(). */
guint
pasar_test_begin_wait (void)
{
  return g_timeout_add_seconds (DEADLINE_SECS, give_up_cb, NULL);
}

/* Iterates the main context until the condition holds. */
void
pasar_test_wait (PasarTestCondition condition, gpointer data)
{
  WAIT_FOR (condition (data));
}

/* A GAsyncReadyCallback; user_data is a GAsyncResult ** to fill. */
void
pasar_test_keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static gboolean
has_result (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

/* Waits for pasar_test_keep_result_cb(); the result stays the caller's. */
GAsyncResult *
pasar_test_wait_result (GAsyncResult **result)
{
  pasar_test_wait (has_result, result);
  return *result;
}

/* (transfer full) A new folder of its own. */
char *
pasar_test_make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("pasar-test-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

/* Removes the folder with all that is in it, and frees its name. */
void
pasar_test_remove_folder (char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_remove (path) != 0)
        pasar_test_remove_folder (g_steal_pointer (&path));
    }
  g_rmdir (folder);
  g_free (folder);
}
