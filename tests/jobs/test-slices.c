/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/slices.h"
#include "util.h"

static gboolean
count_down (gpointer work, gint64 deadline)
{
  guint *n = work;

  g_assert_cmpint (deadline, >, 0);
  return --*n == 0;
}

static gboolean
count_up_cb (gpointer user_data)
{
  guint *n = user_data;

  ++*n;
  return G_SOURCE_CONTINUE;
}

/* Whatever else is due has its turn between two slices. */
static void
test_run (void)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint left = 10;
  guint n_others = 0;
  const guint source = g_idle_add (count_up_cb, &n_others);

  pasar_slices_run_async (count_down, &left, NULL, pasar_test_keep_result_cb, &result);
  g_assert_cmpuint (left, ==, 10);
  g_assert_true (pasar_slices_run_finish (pasar_test_wait_result (&result), &error));
  g_assert_no_error (error);
  g_assert_cmpuint (left, ==, 0);
  g_assert_cmpuint (n_others, >=, 9);
  g_source_remove (source);
}

static void
test_cancel (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint left = 10;

  pasar_slices_run_async (count_down, &left, cancellable, pasar_test_keep_result_cb, &result);
  while (left > 5)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (cancellable);
  g_assert_false (pasar_slices_run_finish (pasar_test_wait_result (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (left, ==, 5);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/slices/run", test_run);
  g_test_add_func ("/slices/cancel", test_cancel);

  return g_test_run ();
}
