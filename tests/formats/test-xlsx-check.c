/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For memmem(). */
#define _GNU_SOURCE
#include "config.h"

#include "formats/xlsx-check-private.h"

#include "workbook-fixture.h"

#include <string.h>
#include <unistd.h>

#define SHEET                                                                                      \
  "<?xml version=\"1.0\"?>\n<worksheet><cols><col min=\"1\"/></cols><sheetData><row r=\"1\">"      \
  "<c r=\"A1\" t=\"inlineStr\"><is><t>a &lt; b</t></is></c><c r=\"B1\"><v>1.5</v></c></row>"       \
  "</sheetData></worksheet>"
#define STYLES  "<?xml version=\"1.0\"?>\n<styleSheet><fonts/></styleSheet>\n"
#define N_CELLS 2

static GBytes *
make_workbook (const char *sheet, const char *styles)
{
  const FixturePart parts[] = {
    { "xl/worksheets/sheet1.xml", sheet },
    { "xl/styles.xml", styles },
  };

  return fixture_zip (parts, G_N_ELEMENTS (parts), "zip:compression=store");
}

static void
assert_checked (GBytes *bytes, gsize length, gboolean is_whole)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  const int fd = g_file_open_tmp (NULL, &path, NULL);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (unlink (path), ==, 0);
  g_assert_cmpint (write (fd, g_bytes_get_data (bytes, NULL), length), ==, (gssize) length);
  g_assert_cmpint (pasar_xlsx_check (fd, N_CELLS, NULL, &error), ==, is_whole);
  if (is_whole)
    g_assert_no_error (error);
  else
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  close (fd);
}

static void
test_whole (void)
{
  g_autoptr (GBytes) bytes = make_workbook (SHEET, STYLES);

  assert_checked (bytes, g_bytes_get_size (bytes), TRUE);
}

/* What is lost of a file that the parts are put together from is in none of their checksums. */
static void
test_parts_cut_off (void)
{
  for (gsize n = 0; n < strlen (SHEET); n++)
    {
      g_autofree char *sheet = g_strndup (SHEET, n);
      g_autoptr (GBytes) bytes = make_workbook (sheet, STYLES);

      assert_checked (bytes, g_bytes_get_size (bytes), FALSE);
    }
  for (gsize n = 0; n + 1 < strlen (STYLES); n++)
    {
      g_autofree char *styles = g_strndup (STYLES, n);
      g_autoptr (GBytes) bytes = make_workbook (SHEET, styles);

      assert_checked (bytes, g_bytes_get_size (bytes), FALSE);
    }
}

static void
test_cell_lost (void)
{
  g_autoptr (GBytes) bytes =
      make_workbook ("<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData>"
                     "</worksheet>",
                     STYLES);

  assert_checked (bytes, g_bytes_get_size (bytes), FALSE);
}

static void
test_no_sheet (void)
{
  const FixturePart parts[] = { { "xl/styles.xml", STYLES } };
  g_autoptr (GBytes) bytes = fixture_zip (parts, G_N_ELEMENTS (parts), NULL);

  assert_checked (bytes, g_bytes_get_size (bytes), FALSE);
}

static void
test_archive_cut_off (void)
{
  g_autoptr (GBytes) bytes = make_workbook (SHEET, STYLES);

  for (gsize n = 0; n < g_bytes_get_size (bytes); n++)
    assert_checked (bytes, n, FALSE);
}

/* A byte of a text, which only the checksum has. */
static void
test_byte_changed (void)
{
  g_autoptr (GBytes) bytes = make_workbook (SHEET, STYLES);
  const gsize length = g_bytes_get_size (bytes);
  g_autofree char *data = g_memdup2 (g_bytes_get_data (bytes, NULL), length);
  char *text = memmem (data, length, "1.5</v>", strlen ("1.5</v>"));
  g_autoptr (GBytes) changed = NULL;

  g_assert_nonnull (text);
  *text = '7';
  changed = g_bytes_new (data, length);
  assert_checked (changed, length, FALSE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/xlsx-check/whole", test_whole);
  g_test_add_func ("/xlsx-check/parts-cut-off", test_parts_cut_off);
  g_test_add_func ("/xlsx-check/cell-lost", test_cell_lost);
  g_test_add_func ("/xlsx-check/no-sheet", test_no_sheet);
  g_test_add_func ("/xlsx-check/archive-cut-off", test_archive_cut_off);
  g_test_add_func ("/xlsx-check/byte-changed", test_byte_changed);
  return g_test_run ();
}
