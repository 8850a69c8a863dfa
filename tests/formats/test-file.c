/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/file.h"
#include "formats-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

static PasarTableFile *
open_static (const char *data, gsize length, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, length);

  return pasar_table_file_open_bytes (bytes, NULL, error);
}

static void
assert_refused (const char *data, gsize length, PasarFormatError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarTableFile) file = open_static (data, length, &error);

  g_assert_null (file);
  g_assert_error (error, PASAR_FORMAT_ERROR, (gint) code);
  g_assert_cmpstr (error->message, !=, "");
}

static void
test_text (void)
{
  static const char text[] = "sku,price\nA,1\nB,2\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarTableFile) file = open_static (text, strlen (text), &error);
  g_autoptr (PasarTextTable) all = NULL;
  g_autoptr (PasarTextTable) head = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (pasar_table_file_get_kind (file), ==, PASAR_TABLE_FILE_TEXT);
  g_assert_cmpuint (pasar_table_file_get_n_sheets (file), ==, 1);
  all = pasar_table_file_read_sheet (file, 0, 0, NULL, NULL, NULL, &error);
  fixture_assert_cells (all, error, text, "sku¦price¶A¦1¶B¦2¶");
  g_assert_false (all->is_cut);
  head = pasar_table_file_read_sheet (file, 0, 2, NULL, NULL, NULL, &error);
  fixture_assert_cells (head, error, text, "sku¦price¶A¦1¶");
  g_assert_true (head->is_cut);
  g_assert_cmpuint (pasar_text_table_get_row_number (head, 1), ==, 2);
}

static void
test_page (void)
{
  static const char *const pages[] = {
    "<table><tr><th>sku<th>price<tr><td>A<td>1,50</table>",
    "\xEF\xBB\xBF\r\n<HTML xmlns:x=\"urn:schemas-microsoft-com:office:excel\">"
    "<table><tr><th>sku<th>price<tr><td>A<td>1,50</table>",
    "<?xml version=\"1.0\"?><html><body><table><tr><th>sku<th>price<tr><td>A<td>1,50</table>",
  };
  static const char book[] =
      "<?xml version=\"1.0\"?><Workbook><Worksheet><Table/></Worksheet></Workbook>";
  static const char text[] = "sku,note\nA,<table>\n";
  g_autoptr (PasarTableFile) delimited = open_static (text, strlen (text), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PasarTableFile) file = open_static (pages[i], strlen (pages[i]), &error);
      g_autoptr (PasarTextTable) table = NULL;

      g_assert_no_error (error);
      g_assert_cmpint (pasar_table_file_get_kind (file), ==, PASAR_TABLE_FILE_HTML);
      table = pasar_table_file_read_sheet (file, 0, 0, NULL, NULL, NULL, &error);
      fixture_assert_cells (table, error, pages[i], "sku¦price¶A¦1,50¶");
    }
  assert_refused (book, strlen (book), PASAR_FORMAT_ERROR_UNSUPPORTED);
  g_assert_cmpint (pasar_table_file_get_kind (delimited), ==, PASAR_TABLE_FILE_TEXT);
}

/* What programs save as a workbook is a page in the encoding of their country. */
static void
test_page_encodings (void)
{
  static const struct
  {
    const char *encoding;
    const char *cells;
  } pages[] = {
    { "UTF-8", "货号¦价格¶一号¦5¶" },
    { "UTF-16", "货号¦价格¶一号¦5¶" },
    { "UTF-16LE", "货号¦价格¶一号¦5¶" },
    { "GB18030", "货号¦价格¶红色连衣裙¦5¶" },
    { "BIG5", "貨號¦價格¶紅色連衣裙¦5¶" },
    { "WINDOWS-874", "สินค้า¦ราคา¶เสื้อยืดสีแดง¦5¶" },
    { "WINDOWS-1252", "Descrição¦Preço¶Calção até o joelho¦5¶" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_auto (GStrv) cells = g_strsplit (pages[i].cells, "¦", -1);
      g_autofree char *joined = g_strjoinv ("<td>", cells);
      g_auto (GStrv) rows = g_strsplit (joined, "¶", -1);
      g_autofree char *inside = g_strjoinv ("<tr><td>", rows);
      g_autofree char *page =
          g_strconcat ("<html><head><meta charset='utf-8'></head><table><tr><td>", inside, NULL);
      gsize length;
      g_autofree char *bytes =
          g_convert (page, -1, pages[i].encoding, "UTF-8", NULL, &length, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (PasarTableFile) file = open_static (bytes, length, &error);
      g_autoptr (PasarTextTable) table = NULL;

      g_assert_no_error (error);
      table = pasar_table_file_read_sheet (file, 0, 2, NULL, NULL, NULL, &error);
      fixture_assert_cells (table, error, pages[i].encoding, pages[i].cells);
    }
}

/* The container of old workbooks, whose directory begins at the second sector after the head. */
static void
test_compound (void)
{
  char data[4096] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

  data[30] = 9;
  data[48] = 1;
  assert_refused (data, sizeof data, PASAR_FORMAT_ERROR_UNSUPPORTED);
  memcpy (data + 1024 + 128, "E\0n\0c\0r\0y\0p\0t\0i\0o\0n\0I\0n\0f\0o\0", 28);
  assert_refused (data, sizeof data, PASAR_FORMAT_ERROR_LOCKED);
  for (gsize length = 8; length < sizeof data; length += 100)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PasarTableFile) file = open_static (data, length, &error);

      g_assert_null (file);
      g_assert_cmpuint (error->domain, ==, PASAR_FORMAT_ERROR);
    }
  memset (data + 48, 0xFF, 4);
  assert_refused (data, sizeof data, PASAR_FORMAT_ERROR_UNSUPPORTED);
}

static void
test_paths (void)
{
  g_autofree char *folder = g_dir_make_tmp ("pasar-file-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "list.xlsx", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) no_file = NULL;
  g_autoptr (GError) no_folder = NULL;
  g_autoptr (PasarTableFile) file = NULL;
  g_autoptr (PasarTextTable) table = NULL;

  g_assert_null (pasar_table_file_open (path, NULL, &no_file));
  g_assert_error (no_file, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_null (pasar_table_file_open (folder, NULL, &no_folder));
  g_assert_error (no_folder, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);

  /* A name says nothing, and a file that is replaced is read as it was. */
  g_file_set_contents (path, "a;b\nc;d\n", -1, &error);
  g_assert_no_error (error);
  file = pasar_table_file_open (path, NULL, &error);
  g_assert_no_error (error);
  g_file_set_contents (path, "else", -1, &error);
  g_assert_no_error (error);
  table = pasar_table_file_read_sheet (file, 0, 0, NULL, NULL, NULL, &error);
  fixture_assert_cells (table, error, path, "a¦b¶c¦d¶");
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static ("a", 1);
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (pasar_table_file_open_bytes (bytes, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/file/text", test_text);
  g_test_add_func ("/file/page", test_page);
  g_test_add_func ("/file/page-encodings", test_page_encodings);
  g_test_add_func ("/file/compound", test_compound);
  g_test_add_func ("/file/paths", test_paths);
  g_test_add_func ("/file/cancelled", test_cancelled);

  return g_test_run ();
}
