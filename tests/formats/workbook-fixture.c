/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "workbook-fixture.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

static la_ssize_t
write_cb (struct archive *archive, void *user_data, const void *bytes, size_t length)
{
  g_byte_array_append (user_data, bytes, (guint) length);
  return (la_ssize_t) length;
}

static void
write_part (struct archive *archive, const FixturePart *part)
{
  const gsize length = part->length > 0 ? part->length : strlen (part->text);
  struct archive_entry *entry = archive_entry_new ();

  archive_entry_set_pathname (entry, part->name);
  archive_entry_set_size (entry, (la_int64_t) length);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
  g_assert_cmpint (archive_write_data (archive, part->text, length), ==, (la_ssize_t) length);
  archive_entry_free (entry);
}

GBytes *
fixture_zip (const FixturePart *parts, guint n_parts, const char *options)
{
  GByteArray *bytes = g_byte_array_new ();
  struct archive *archive = archive_write_new ();

  archive_write_set_format_zip (archive);
  archive_write_set_bytes_in_last_block (archive, 1);
  if (options != NULL)
    g_assert_cmpint (archive_write_set_options (archive, options), ==, ARCHIVE_OK);
  archive_write_set_passphrase (archive, "password");
  archive_write_open (archive, bytes, NULL, write_cb, NULL);
  for (guint i = 0; i < n_parts; i++)
    write_part (archive, &parts[i]);
  g_assert_cmpint (archive_write_close (archive), ==, ARCHIVE_OK);
  archive_write_free (archive);
  return g_byte_array_free_to_bytes (bytes);
}

GBytes *
fixture_xlsx (const char *sheet_data, const char *strings, const char *styles)
{
  g_autofree char *sheet =
      g_strconcat ("<worksheet xmlns=\"" FIXTURE_MAIN "\">", sheet_data, "</worksheet>", NULL);
  g_autofree char *sst = g_strconcat ("<sst xmlns=\"" FIXTURE_MAIN "\">", strings, "</sst>", NULL);
  g_autofree char *style_sheet = g_strconcat ("<styleSheet xmlns=\"" FIXTURE_MAIN "\">",
                                              styles != NULL ? styles : "",
                                              "</styleSheet>",
                                              NULL);
  const FixturePart parts[] = {
    FIXTURE_PACKAGE,
    { "xl/workbook.xml",
      FIXTURE_WORKBOOK ("<sheets><sheet name=\"List\" sheetId=\"1\" r:id=\"rId1\"/></sheets>") },
    { "xl/_rels/workbook.xml.rels",
      FIXTURE_RELATIONS (FIXTURE_RELATION ("rId1", "worksheet", "worksheets/sheet1.xml")
                             FIXTURE_RELATION ("rId2", "styles", "styles.xml")
                                 FIXTURE_RELATION ("rId3", "sharedStrings", "sharedStrings.xml")) },
    { "xl/worksheets/sheet1.xml", sheet },
    { "xl/styles.xml", style_sheet },
    { "xl/sharedStrings.xml", sst },
  };

  return fixture_zip (parts, G_N_ELEMENTS (parts) - (strings == NULL), NULL);
}

GBytes *
fixture_ods (const char *styles, const char *spreadsheet)
{
  static const char spaces[] =
      " xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""
      " xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\""
      " xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\""
      " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\""
      " xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\""
      " xmlns:calcext=\"urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0\"";
  g_autofree char *content = g_strconcat ("<office:document-content",
                                          spaces,
                                          "><office:automatic-styles>",
                                          styles != NULL ? styles : "",
                                          "</office:automatic-styles><office:body>",
                                          spreadsheet,
                                          "</office:body></office:document-content>",
                                          NULL);
  const FixturePart parts[] = {
    { "mimetype", "application/vnd.oasis.opendocument.spreadsheet" },
    { "content.xml", content },
  };

  return fixture_zip (parts, G_N_ELEMENTS (parts), NULL);
}

char *
fixture_dup_values (const PasarTextTable *table)
{
  static const char *const signs[] = { "", "#", "%", "@", "?", "!" };
  GString *text = g_string_new (NULL);
  guint next = 1;

  for (guint row = 0; row < table->n_rows; row++)
    {
      const guint number = pasar_text_table_get_row_number (table, row);

      if (pasar_text_table_is_row_hidden (table, row))
        g_string_append (text, "~");
      if (number != next)
        g_string_append_printf (text, "[%u]", number);
      next = number + 1;
      for (guint column = 0; column < table->n_columns; column++)
        g_string_append_printf (text,
                                "%s%s%s",
                                column > 0 ? "¦" : "",
                                signs[pasar_text_table_get_cell_type (table, row, column)],
                                pasar_text_table_get_text (table, row, column));
      g_string_append (text, "¶");
    }
  return g_string_free (text, FALSE);
}

char *
fixture_read (GBytes *bytes, guint sheet)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarTableFile) file = pasar_table_file_open_bytes (bytes, NULL, &error);
  g_autoptr (PasarTextTable) table = NULL;

  g_assert_no_error (error);
  table = pasar_table_file_read_sheet (file, sheet, 0, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (table);
  return fixture_dup_values (table);
}

void
fixture_assert_refused (GBytes *bytes, PasarFormatError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarTableFile) file = pasar_table_file_open_bytes (bytes, NULL, &error);

  if (file != NULL)
    g_assert_null (pasar_table_file_read_sheet (file, 0, 0, NULL, NULL, NULL, &error));
  g_assert_error (error, PASAR_FORMAT_ERROR, (gint) code);
  g_assert_cmpstr (error->message, !=, "");
}
