/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "workbook-fixture.h"

#include <string.h>

#define N_ROUNDS 600
#define MEBIBYTE (1024 * 1024)

/* A zip as it is on disk, for what no library would write. */

typedef struct
{
  GByteArray *bytes;
  GByteArray *directory;
  guint n_entries;
} RawZip;

static void
append_16 (GByteArray *bytes, guint16 number)
{
  number = GUINT16_TO_LE (number);
  g_byte_array_append (bytes, (const guint8 *) &number, sizeof number);
}

static void
append_32 (GByteArray *bytes, guint32 number)
{
  number = GUINT32_TO_LE (number);
  g_byte_array_append (bytes, (const guint8 *) &number, sizeof number);
}

static void
append_text (GByteArray *bytes, const char *text)
{
  g_byte_array_append (bytes, (const guint8 *) text, (guint) strlen (text));
}

static guint32
compute_crc (const guint8 *data, gsize length)
{
  guint32 crc = G_MAXUINT32;

  for (gsize i = 0; i < length; i++)
    {
      crc ^= data[i];
      for (guint bit = 0; bit < 8; bit++)
        crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320 : 0);
    }
  return ~crc;
}

/* From the version that is needed to the length of the name: the same in both places. */
static void
append_head (GByteArray *bytes,
             const char *name,
             guint16 method,
             guint32 crc,
             guint32 packed,
             guint32 unpacked)
{
  append_16 (bytes, 20);
  append_16 (bytes, 0);
  append_16 (bytes, method);
  append_32 (bytes, 0);
  append_32 (bytes, crc);
  append_32 (bytes, packed);
  append_32 (bytes, unpacked);
  append_16 (bytes, (guint16) strlen (name));
}

static RawZip
raw_zip_new (void)
{
  return (RawZip){ g_byte_array_new (), g_byte_array_new (), 0 };
}

static void
raw_zip_append_to_directory (RawZip *self,
                             const char *name,
                             guint16 method,
                             guint32 crc,
                             guint32 packed,
                             guint32 unpacked,
                             guint32 offset)
{
  append_text (self->directory, "PK\x01\x02");
  append_16 (self->directory, 20);
  append_head (self->directory, name, method, crc, packed, unpacked);
  append_16 (self->directory, 0);
  append_16 (self->directory, 0);
  append_16 (self->directory, 0);
  append_16 (self->directory, 0);
  append_32 (self->directory, 0);
  append_32 (self->directory, offset);
  append_text (self->directory, name);
  self->n_entries++;
}

static void
raw_zip_append (RawZip *self, const char *name, guint16 method, GBytes *data, guint32 unpacked)
{
  const guint32 offset = self->bytes->len;
  const guint32 packed = (guint32) g_bytes_get_size (data);
  const guint32 crc = compute_crc (g_bytes_get_data (data, NULL), packed);

  append_text (self->bytes, "PK\x03\x04");
  append_head (self->bytes, name, method, crc, packed, unpacked);
  append_16 (self->bytes, 0);
  append_text (self->bytes, name);
  g_byte_array_append (self->bytes, g_bytes_get_data (data, NULL), packed);
  raw_zip_append_to_directory (self, name, method, crc, packed, unpacked, offset);
}

static GBytes *
raw_zip_finish (RawZip *self)
{
  const guint32 offset = self->bytes->len;

  g_byte_array_append (self->bytes, self->directory->data, self->directory->len);
  append_text (self->bytes, "PK\x05\x06");
  append_16 (self->bytes, 0);
  append_16 (self->bytes, 0);
  append_16 (self->bytes, (guint16) MIN (self->n_entries, G_MAXUINT16));
  append_16 (self->bytes, (guint16) MIN (self->n_entries, G_MAXUINT16));
  append_32 (self->bytes, self->directory->len);
  append_32 (self->bytes, offset);
  append_16 (self->bytes, 0);
  g_byte_array_unref (self->directory);
  return g_byte_array_free_to_bytes (self->bytes);
}

static void
pack (GConverter *compressor, const char *text, gsize length, GByteArray *packed)
{
  guint8 piece[8192];
  GConverterResult result;
  gsize n_read;
  gsize n_written;

  do
    {
      result = g_converter_convert (compressor,
                                    text,
                                    length,
                                    piece,
                                    sizeof piece,
                                    G_CONVERTER_FLUSH,
                                    &n_read,
                                    &n_written,
                                    NULL);
      g_assert_cmpint (result, !=, G_CONVERTER_ERROR);
      g_byte_array_append (packed, piece, (guint) n_written);
      text += n_read;
      length -= n_read;
    }
  while (result != G_CONVERTER_FLUSHED);
  g_assert_cmpuint (length, ==, 0);
}

/* So many blanks after a text, packed as small as the method can: what was packed behind other
 * blanks can be there any number of times. */
static GBytes *
pack_blanks (const char *text, guint n_mebibytes)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW, 9);
  g_autofree char *blanks = g_malloc (MEBIBYTE);
  g_autofree char *block = NULL;
  GByteArray *packed = g_byte_array_new ();
  guint start;
  guint length;

  memset (blanks, ' ', MEBIBYTE);
  pack (G_CONVERTER (compressor), text, strlen (text), packed);
  pack (G_CONVERTER (compressor), blanks, MEBIBYTE, packed);
  start = packed->len;
  pack (G_CONVERTER (compressor), blanks, MEBIBYTE, packed);
  length = packed->len - start;
  block = g_memdup2 (packed->data + start, length);
  for (guint i = 2; i < n_mebibytes; i++)
    g_byte_array_append (packed, (const guint8 *) block, length);
  return g_byte_array_free_to_bytes (packed);
}

static void
raw_zip_append_text (RawZip *self, const char *name, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  raw_zip_append (self, name, 0, bytes, (guint32) strlen (text));
}

#define BOOK           FIXTURE_WORKBOOK ("<sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"rId1\"/></sheets>")
#define BOOK_RELATIONS FIXTURE_RELATIONS (FIXTURE_RELATION ("rId1", "worksheet", "sheet1.xml"))
#define SHEET          FIXTURE_SHEET ("<row><c><v>5</v></c></row>")

/* All but the sheet. */
static RawZip
raw_xlsx_new (void)
{
  const FixturePart package = FIXTURE_PACKAGE;
  RawZip zip = raw_zip_new ();

  raw_zip_append_text (&zip, package.name, package.text);
  raw_zip_append_text (&zip, "xl/workbook.xml", BOOK);
  raw_zip_append_text (&zip, "xl/_rels/workbook.xml.rels", BOOK_RELATIONS);
  return zip;
}

static void
assert_reads (GBytes *bytes, const char *expected)
{
  g_autofree char *values = fixture_read (bytes, 0);

  g_assert_cmpstr (values, ==, expected);
}

static void
test_raw (void)
{
  RawZip zip = raw_xlsx_new ();
  g_autoptr (GBytes) bytes = NULL;

  raw_zip_append_text (&zip, "xl/sheet1.xml", SHEET);
  bytes = raw_zip_finish (&zip);
  assert_reads (bytes, "#5¶");
}

/* A gibibyte in a mebibyte; it says that it has 17 bytes. */
static void
test_unpacks_to_much (void)
{
  g_autoptr (GBytes) blanks = pack_blanks ("<worksheet xmlns=\"" FIXTURE_MAIN "\">", 1024);
  RawZip zip = raw_xlsx_new ();
  g_autoptr (GBytes) bytes = NULL;

  g_assert_cmpuint (g_bytes_get_size (blanks), <, 2 * MEBIBYTE);
  raw_zip_append (&zip, "xl/sheet1.xml", 8, blanks, 17);
  bytes = raw_zip_finish (&zip);
  fixture_assert_refused (bytes, PASAR_FORMAT_ERROR_TOO_LARGE);
}

static void
test_many_parts (void)
{
  RawZip zip = raw_xlsx_new ();
  g_autoptr (GBytes) bytes = NULL;

  raw_zip_append_text (&zip, "xl/sheet1.xml", SHEET);
  for (guint i = 0; i < 60000; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i);

      raw_zip_append_text (&zip, name, "");
    }
  bytes = raw_zip_finish (&zip);
  fixture_assert_refused (bytes, PASAR_FORMAT_ERROR_TOO_LARGE);
}

/* Entries of one place are not unpacked as often as they are named; none begins within another. */
static GBytes *
make_overlapping (guint step)
{
  RawZip zip = raw_xlsx_new ();
  const guint32 offset = zip.bytes->len;
  const guint32 length = (guint32) strlen (SHEET);
  const guint32 crc = compute_crc ((const guint8 *) SHEET, length);

  raw_zip_append_text (&zip, "xl/sheet1.xml", SHEET);
  for (guint i = 1; i <= 1000; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i);

      raw_zip_append_to_directory (&zip, name, 0, crc, length, length, offset + i * step % 64);
    }
  return raw_zip_finish (&zip);
}

static void
test_overlapping (void)
{
  g_autoptr (GBytes) same = make_overlapping (0);
  g_autoptr (GBytes) within = make_overlapping (1);

  assert_reads (same, "#5¶");
  fixture_assert_refused (within, PASAR_FORMAT_ERROR_DAMAGED);
}

/* Which of two one gets depends on the program. */
static void
test_two_of_one_name (void)
{
  RawZip zip = raw_xlsx_new ();
  g_autoptr (GBytes) bytes = NULL;

  raw_zip_append_text (&zip, "xl/sheet1.xml", SHEET);
  raw_zip_append_text (&zip, "xl/Sheet1.xml", FIXTURE_SHEET (""));
  bytes = raw_zip_finish (&zip);
  fixture_assert_refused (bytes, PASAR_FORMAT_ERROR_DAMAGED);
}

/* LZMA with a dictionary of four gibibytes, and a method that does not exist. */
static void
test_methods (void)
{
  static const char lzma[] = "\x09\x14\x05\x00\x5D\xFF\xFF\xFF\xFF\x00\x00\x00\x00\x00\x00\x00";
  static const guint16 methods[] = { 14, 12, 98, 99, 1234 };

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      RawZip zip = raw_xlsx_new ();
      g_autoptr (GBytes) data = g_bytes_new_static (lzma, sizeof lzma - 1);
      g_autoptr (GBytes) bytes = NULL;

      raw_zip_append (&zip, "xl/sheet1.xml", methods[i], data, 1000);
      bytes = raw_zip_finish (&zip);
      fixture_assert_refused (bytes, PASAR_FORMAT_ERROR_DAMAGED);
    }
}

/* Packages as libraries write them. */

static const FixturePart parts[] = {
  FIXTURE_PACKAGE,
  { "xl/workbook.xml", BOOK },
  { "xl/_rels/workbook.xml.rels", BOOK_RELATIONS },
  { "xl/sheet1.xml", SHEET },
};

static void
test_options (void)
{
  static const char *const read[] = { "zip:compression=store",
                                      "zip:compression=deflate",
                                      "zip:zip64" };
  g_autoptr (GBytes) locked =
      fixture_zip (parts, G_N_ELEMENTS (parts), "zip:encryption=traditional");

  for (guint i = 0; i < G_N_ELEMENTS (read); i++)
    {
      g_autoptr (GBytes) bytes = fixture_zip (parts, G_N_ELEMENTS (parts), read[i]);

      assert_reads (bytes, "#5¶");
    }
  fixture_assert_refused (locked, PASAR_FORMAT_ERROR_LOCKED);
}

static void
test_after_the_end (void)
{
  g_autoptr (GBytes) bytes = fixture_zip (parts, G_N_ELEMENTS (parts), NULL);
  GByteArray *longer = g_bytes_unref_to_array (g_steal_pointer (&bytes));
  g_autoptr (GBytes) more = NULL;

  for (guint i = 0; i < 1000; i++)
    append_text (longer, "<!>");
  more = g_byte_array_free_to_bytes (longer);
  assert_reads (more, "#5¶");
}

static void
test_other_packages (void)
{
  static const FixturePart letter[] = {
    { "_rels/.rels",
      FIXTURE_RELATIONS (FIXTURE_RELATION ("rId1", "officeDocument", "word/document.xml")) },
    { "word/document.xml", "<document><body/></document>" },
  };
  static const FixturePart binary[] = {
    { "_rels/.rels",
      FIXTURE_RELATIONS (FIXTURE_RELATION ("rId1", "officeDocument", "xl/workbook.bin")) },
    { "xl/workbook.bin", "\x83\x01" },
  };
  static const FixturePart pictures[] = { { "1.jpg", "\xFF\xD8" } };
  g_autoptr (GBytes) letter_bytes = fixture_zip (letter, G_N_ELEMENTS (letter), NULL);
  g_autoptr (GBytes) binary_bytes = fixture_zip (binary, G_N_ELEMENTS (binary), NULL);
  g_autoptr (GBytes) pictures_bytes = fixture_zip (pictures, G_N_ELEMENTS (pictures), NULL);
  g_autoptr (GBytes) no_sheet = fixture_zip (parts, G_N_ELEMENTS (parts) - 1, NULL);

  fixture_assert_refused (letter_bytes, PASAR_FORMAT_ERROR_UNSUPPORTED);
  fixture_assert_refused (binary_bytes, PASAR_FORMAT_ERROR_UNSUPPORTED);
  fixture_assert_refused (pictures_bytes, PASAR_FORMAT_ERROR_UNSUPPORTED);
  fixture_assert_refused (no_sheet, PASAR_FORMAT_ERROR_DAMAGED);
}

/* XML. */

static GBytes *
make_book (const char *sheet)
{
  FixturePart own[G_N_ELEMENTS (parts)];

  memcpy (own, parts, sizeof own);
  own[3].text = sheet;
  return fixture_zip (own, G_N_ELEMENTS (own), NULL);
}

static void
assert_sheet_refused (const char *sheet, PasarFormatError code)
{
  g_autoptr (GBytes) bytes = make_book (sheet);

  fixture_assert_refused (bytes, code);
}

/* Entities that grow, that are fetched, or that only are. */
static void
test_entities (void)
{
  assert_sheet_refused (
      "<!DOCTYPE worksheet [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;'>"
      "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'><!ENTITY d '&c;&c;&c;&c;&c;&c;&c;'>]>" FIXTURE_SHEET (
          "<row><c t=\"str\"><v>&d;</v></c></row>"),
      PASAR_FORMAT_ERROR_DAMAGED);
  assert_sheet_refused (
      "<!DOCTYPE worksheet [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" FIXTURE_SHEET (
          "<row><c t=\"str\"><v>&a;</v></c></row>"),
      PASAR_FORMAT_ERROR_DAMAGED);
  assert_sheet_refused ("<!DOCTYPE worksheet SYSTEM 'http://localhost/worksheet.dtd'>" SHEET,
                        PASAR_FORMAT_ERROR_DAMAGED);
  assert_sheet_refused (FIXTURE_SHEET ("<row><c t=\"str\"><v>&nbsp;</v></c></row>"),
                        PASAR_FORMAT_ERROR_DAMAGED);
}

static void
test_depth (void)
{
  g_autoptr (GString) sheet = g_string_new ("<worksheet xmlns=\"" FIXTURE_MAIN "\">");

  for (guint i = 0; i < 100000; i++)
    g_string_append (sheet, "<a>");
  assert_sheet_refused (sheet->str, PASAR_FORMAT_ERROR_TOO_LARGE);
}

static void
assert_many_refused (const char *name, guint n, PasarFormatError code)
{
  g_autoptr (GString) sheet = g_string_new ("<worksheet xmlns=\"" FIXTURE_MAIN "\"");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (sheet, " %s%x=\"y\"", name, i);
  g_string_append (sheet, "/>");
  assert_sheet_refused (sheet->str, code);
}

/* A parser that compares each attribute with all others would take hours. */
static void
test_many_attributes (void)
{
  assert_many_refused ("a", 300, PASAR_FORMAT_ERROR_DAMAGED);
  assert_many_refused ("a", 1000000, PASAR_FORMAT_ERROR_TOO_LARGE);
  assert_many_refused ("xmlns:a", 300, PASAR_FORMAT_ERROR_DAMAGED);
}

/* Each element may have namespaces of its own, since only those count that are in scope. */
static void
test_many_spaces (void)
{
  g_autoptr (GString) nested = g_string_new ("<worksheet xmlns=\"" FIXTURE_MAIN "\">");
  g_autoptr (GString) apart = g_string_new (nested->str);
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < 30; i++)
    {
      g_string_append_printf (nested, "<a");
      for (guint n = 0; n < 20; n++)
        g_string_append_printf (nested, " xmlns:a%u=\"y\"", n);
      g_string_append_printf (nested, ">");
    }
  assert_sheet_refused (nested->str, PASAR_FORMAT_ERROR_DAMAGED);
  g_string_append (apart, "<sheetData>");
  for (guint i = 0; i < 300; i++)
    g_string_append (apart, "<row xmlns=\"" FIXTURE_MAIN "\" xmlns:a=\"y\"/>");
  g_string_append (apart, "<row><c><v>5</v></c></row></sheetData></worksheet>");
  bytes = make_book (apart->str);
  assert_reads (bytes, "[301]#5¶");
}

static void
test_long_texts (void)
{
  g_autofree char *text = g_strnfill (2 * MEBIBYTE, 'x');
  g_autofree char *sheet = g_strconcat ("<worksheet xmlns=\"" FIXTURE_MAIN "\"><sheetData><row>"
                                        "<c t=\"str\"><v>",
                                        text,
                                        "</v></c></row></sheetData></worksheet>",
                                        NULL);

  assert_sheet_refused (sheet, PASAR_FORMAT_ERROR_TOO_LARGE);
}

static void
test_far_cells (void)
{
  assert_sheet_refused (FIXTURE_SHEET ("<row><c r=\"XFE1\"><v>1</v></c></row>"),
                        PASAR_FORMAT_ERROR_TOO_LARGE);
  assert_sheet_refused (FIXTURE_SHEET ("<row r=\"1048577\"><c><v>1</v></c></row>"),
                        PASAR_FORMAT_ERROR_TOO_LARGE);
  assert_sheet_refused (FIXTURE_SHEET ("<row r=\"18446744073709551615\"><c><v>1</v></c></row>"
                                       "<row><c r=\"ZZZZZZZZZZZZZZZZ9\"><v>1</v></c></row>"),
                        PASAR_FORMAT_ERROR_TOO_LARGE);
}

static void
test_not_well_formed (void)
{
  static const char *const sheets[] = {
    "",
    "not xml",
    "<worksheet>",
    "<worksheet xmlns=\"" FIXTURE_MAIN "\"><sheetData><row></sheetData></worksheet>",
    SHEET SHEET,
    "<?xml version=\"1.0\" encoding=\"no-such\"?>" SHEET,
    FIXTURE_SHEET ("<row><c><v>\x01</v></c></row>"),
    FIXTURE_SHEET ("<row><c><v>\xFF</v></c></row>"),
    FIXTURE_SHEET ("<row><c><v>&#0;</v></c></row>"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (sheets); i++)
    {
      g_autofree char *escaped = g_strescape (sheets[i], NULL);

      g_test_message ("%s", escaped);
      assert_sheet_refused (sheets[i], PASAR_FORMAT_ERROR_DAMAGED);
    }
}

/* Whatever the bytes are, there is a sound table or a reason. */
static void
assert_sound (const guint8 *data, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarTableFile) file = pasar_table_file_open_bytes (bytes, NULL, &error);

  for (guint i = 0; file != NULL && i < pasar_table_file_get_n_sheets (file); i++)
    {
      g_autoptr (GError) failure = NULL;
      g_autoptr (PasarTextTable) table =
          pasar_table_file_read_sheet (file, i, 0, NULL, NULL, NULL, &failure);

      g_assert_true ((table != NULL) == (failure == NULL));
      g_assert_true (failure == NULL || failure->domain == PASAR_FORMAT_ERROR);
      for (gsize cell = 0; table != NULL && cell < (gsize) table->n_rows * table->n_columns; cell++)
        g_assert_true (g_utf8_validate (table->cells[cell], -1, NULL));
    }
  g_assert_true ((file != NULL) == (error == NULL));
  g_assert_true (error == NULL || error->domain == PASAR_FORMAT_ERROR);
}

static GBytes *
make_any (guint kind)
{
  static const char ods[] =
      "<office:spreadsheet><table:table table:name='A'><table:table-row>"
      "<table:table-cell office:value-type='float' office:value='5'/></table:table-row>"
      "</table:table></office:spreadsheet>";

  if (kind == 0)
    return fixture_xlsx ("<sheetData><row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' s='0'>"
                         "<v>45351</v></c></row></sheetData>",
                         "<si><t>text</t></si>",
                         "<cellXfs><xf numFmtId='14'/></cellXfs>");
  return kind == 1 ? fixture_ods (NULL, ods)
                   : fixture_zip (parts, G_N_ELEMENTS (parts), "zip:compression=store");
}

static void
test_truncated (void)
{
  for (guint kind = 0; kind < 3; kind++)
    {
      g_autoptr (GBytes) whole = make_any (kind);
      gsize length;
      const guint8 *data = g_bytes_get_data (whole, &length);

      for (gsize n = 4; n < length; n++)
        {
          g_autoptr (GBytes) part = g_bytes_new_from_bytes (whole, 0, n);

          fixture_assert_refused (part, PASAR_FORMAT_ERROR_DAMAGED);
        }
      assert_sound (data, length);
    }
}

static void
test_flipped (void)
{
  for (guint kind = 0; kind < 3; kind++)
    {
      g_autoptr (GBytes) whole = make_any (kind);
      gsize length;
      const guint8 *data = g_bytes_get_data (whole, &length);

      for (guint round = 0; round < N_ROUNDS; round++)
        {
          g_autofree guint8 *copy = g_memdup2 (data, length);

          for (gint i = g_test_rand_int_range (1, 5); i > 0; i--)
            copy[g_test_rand_int_range (0, (gint32) length)] =
                (guint8) (g_test_rand_bit () ? g_test_rand_int () : 0xFF);
          assert_sound (copy, length);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/workbook-damage/raw", test_raw);
  g_test_add_func ("/workbook-damage/unpacks-to-much", test_unpacks_to_much);
  g_test_add_func ("/workbook-damage/many-parts", test_many_parts);
  g_test_add_func ("/workbook-damage/overlapping", test_overlapping);
  g_test_add_func ("/workbook-damage/two-of-one-name", test_two_of_one_name);
  g_test_add_func ("/workbook-damage/methods", test_methods);
  g_test_add_func ("/workbook-damage/options", test_options);
  g_test_add_func ("/workbook-damage/after-the-end", test_after_the_end);
  g_test_add_func ("/workbook-damage/other-packages", test_other_packages);
  g_test_add_func ("/workbook-damage/entities", test_entities);
  g_test_add_func ("/workbook-damage/depth", test_depth);
  g_test_add_func ("/workbook-damage/many-attributes", test_many_attributes);
  g_test_add_func ("/workbook-damage/many-spaces", test_many_spaces);
  g_test_add_func ("/workbook-damage/long-texts", test_long_texts);
  g_test_add_func ("/workbook-damage/far-cells", test_far_cells);
  g_test_add_func ("/workbook-damage/not-well-formed", test_not_well_formed);
  g_test_add_func ("/workbook-damage/truncated", test_truncated);
  g_test_add_func ("/workbook-damage/flipped", test_flipped);

  return g_test_run ();
}
