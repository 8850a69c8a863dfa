/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/clipboard/read.h"
#include "jobs/clipboard/slices.h"
#include "util.h"

#include <string.h>

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

static void
test_read (void)
{
  static const char text[] = "a\tb\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GBytes) damaged = g_bytes_new_static ("\0", 1);
  g_autoptr (GAsyncResult) good = NULL;
  g_autoptr (GAsyncResult) bad = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarTextTable) table = NULL;

  pasar_clipboard_read_async (bytes, NULL, NULL, pasar_test_keep_result_cb, &good);
  pasar_clipboard_read_async (damaged, NULL, NULL, pasar_test_keep_result_cb, &bad);
  table = pasar_clipboard_read_finish (pasar_test_wait_result (&good), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (table->n_columns, ==, 2);
  g_assert_null (pasar_clipboard_read_finish (pasar_test_wait_result (&bad), &error));
  g_assert_error (error, PASAR_FORMAT_ERROR, PASAR_FORMAT_ERROR_NOT_TEXT);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/slices/run", test_run);
  g_test_add_func ("/slices/cancel", test_cancel);
  g_test_add_func ("/slices/read", test_read);

  return g_test_run ();
}
