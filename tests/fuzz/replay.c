/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include <string.h>

/* In place of a fuzzer: the inputs that are kept, and each with so many random changes. */
#define N_CHANGED 150

static guint n_tried;

static void
replace (GByteArray *bytes, guint start, guint length, const guint8 *by, guint n_by)
{
  GByteArray *rest = g_byte_array_new ();

  g_byte_array_append (rest, bytes->data + start + length, bytes->len - start - length);
  g_byte_array_set_size (bytes, start);
  g_byte_array_append (bytes, by, n_by);
  g_byte_array_append (bytes, rest->data, rest->len);
  g_byte_array_unref (rest);
}

static guint
pick (guint end)
{
  return end > 0 ? (guint) g_test_rand_int_range (0, (gint32) end) : 0;
}

/* Takes away, doubles or moves a piece, or sets a byte. */
static void
change (GByteArray *bytes)
{
  const guint start = pick (bytes->len);
  const guint length = pick (MIN (bytes->len - start, 40));
  g_autofree guint8 *piece = g_memdup2 (bytes->data + start, length);
  const guint8 byte = (guint8) pick (256);

  switch (pick (4))
    {
    case 0:
      replace (bytes, start, length, NULL, 0);
      break;
    case 1:
      replace (bytes, pick (bytes->len), 0, piece, length);
      break;
    case 2:
      replace (bytes, start, length, NULL, 0);
      replace (bytes, pick (bytes->len), 0, piece, length);
      break;
    default:
      replace (bytes, start, bytes->len > start, &byte, 1);
      break;
    }
}

static void
test_input (gconstpointer user_data)
{
  const char *path = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *data = NULL;
  gsize length;

  g_file_get_contents (path, &data, &length, &error);
  g_assert_no_error (error);
  LLVMFuzzerTestOneInput ((const guint8 *) data, length);
  n_tried += 1 + N_CHANGED;
  for (guint i = 0; i < N_CHANGED; i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();

      g_byte_array_append (bytes, (const guint8 *) data, (guint) length);
      for (guint n = 1 + pick (8); n > 0; n--)
        change (bytes);
      LLVMFuzzerTestOneInput (bytes->data, bytes->len);
    }
}

int
main (int argc, char *argv[])
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) folder = NULL;
  const char *name;
  int status;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);

  folder = g_dir_open (argv[1], 0, NULL);
  g_assert_nonnull (folder);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *test = g_strconcat ("/fuzz/", name, NULL);

      g_ptr_array_add (paths, g_build_filename (argv[1], name, NULL));
      g_test_add_data_func (test, g_ptr_array_index (paths, paths->len - 1), test_input);
    }
  g_assert_cmpuint (paths->len, >, 0);
  status = g_test_run ();
  g_print ("# inputs tried: %u\n", n_tried);
  return status;
}
