/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/clipboard/read.h"
#include "util.h"

#include <string.h>

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

  g_test_add_func ("/read/text", test_read);

  return g_test_run ();
}
