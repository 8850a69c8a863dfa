/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/write-private.h"

#include <string.h>

/* OpenDocument 1.3, part 3. */

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define TYPE "application/vnd.oasis.opendocument.spreadsheet"
#define NS   "urn:oasis:names:tc:opendocument:xmlns:"

#define ROWS_MAX    1048576
#define COLUMNS_MAX 16384
#define TEXT_MAX    32767
/* Of what those can tell apart who read it. */
#define DIGITS_MAX 15

static const char *const styles[PASAR_N_CELL_KINDS] = {
  "text", "money", "pieces", "percent", "time", "boolean", "number",
};

/* In the units of layouts: characters of the usual size. */
#define MM_A_CHARACTER 2

static void
append_column_styles (PasarTableWriter *self)
{
  for (guint i = 0; i < self->layout.n_columns; i++)
    g_string_append_printf (self->text,
                            "<style:style style:name=\"column%u\" style:family=\"table-column\">"
                            "<style:table-column-properties style:column-width=\"%umm\"/>"
                            "</style:style>",
                            i,
                            pasar_writer_get_width (self, i) * MM_A_CHARACTER + 2);
}

/* A style for titles, and its like with numbers below. */
static void
append_title_style (PasarTableWriter *self, const char *name, const char *align)
{
  g_string_append_printf (self->text,
                          "<style:style style:name=\"%s\" style:family=\"table-cell\">"
                          "<style:table-cell-properties fo:background-color=\"#ebebeb\" "
                          "fo:border-bottom=\"0.5pt solid #9a9996\" "
                          "style:text-align-source=\"fix\"/>"
                          "<style:paragraph-properties fo:text-align=\"%s\"/>"
                          "<style:text-properties fo:font-weight=\"bold\"/></style:style>",
                          name,
                          align);
}

static void
append_formats (PasarTableWriter *self)
{
  GString *out = self->text;

  g_string_append (out,
                   "<number:text-style style:name=\"as-text\"><number:text-content/>"
                   "</number:text-style><number:currency-style style:name=\"as-money\">");
  if (*self->layout.currency != '\0')
    {
      g_string_append (out, "<number:currency-symbol>");
      pasar_xml_append (out, self->layout.currency);
      g_string_append (out, "</number:currency-symbol><number:text> </number:text>");
    }
  g_string_append_printf (out,
                          "<number:number number:decimal-places=\"%u\" "
                          "number:min-decimal-places=\"%u\" number:min-integer-digits=\"1\" "
                          "number:grouping=\"true\"/></number:currency-style>",
                          self->layout.digits,
                          self->layout.digits);
  g_string_append (
      out,
      "<number:number-style style:name=\"as-pieces\"><number:number number:decimal-places=\"0\" "
      "number:min-integer-digits=\"1\" number:grouping=\"true\"/></number:number-style>"
      "<number:percentage-style style:name=\"as-percent\"><number:number "
      "number:decimal-places=\"1\" number:min-decimal-places=\"1\" "
      "number:min-integer-digits=\"1\"/><number:text>%</number:text></number:percentage-style>"
      "<number:date-style style:name=\"as-time\"><number:year number:style=\"long\"/>"
      "<number:text>-</number:text><number:month number:style=\"long\"/><number:text>-"
      "</number:text><number:day number:style=\"long\"/><number:text> </number:text>"
      "<number:hours number:style=\"long\"/><number:text>:</number:text><number:minutes "
      "number:style=\"long\"/></number:date-style><number:boolean-style "
      "style:name=\"as-boolean\"><number:boolean/></number:boolean-style><number:number-style "
      "style:name=\"as-number\"><number:number number:min-integer-digits=\"1\"/>"
      "</number:number-style>");
}

static void
append_styles (PasarTableWriter *self)
{
  append_column_styles (self);
  append_formats (self);
  append_title_style (self, "title", "start");
  append_title_style (self, "title-of-numbers", "end");
  for (guint i = 0; i < PASAR_N_CELL_KINDS; i++)
    g_string_append_printf (self->text,
                            "<style:style style:name=\"%s\" style:family=\"table-cell\" "
                            "style:data-style-name=\"as-%s\"/>",
                            styles[i],
                            styles[i]);
}

static void
append_table (PasarTableWriter *self)
{
  g_string_append (self->text, "<table:table table:name=\"");
  pasar_xml_append (self->text, self->layout.title);
  g_string_append (self->text, "\">");
  for (guint i = 0; i < self->layout.n_columns; i++)
    g_string_append_printf (self->text,
                            "<table:table-column table:style-name=\"column%u\" "
                            "table:default-cell-style-name=\"%s\"/>",
                            i,
                            styles[self->columns[i].kind]);
}

static gboolean
begin (PasarTableWriter *self, GError **error)
{
  self->zip = pasar_zip_writer_new (pasar_new_file_get_stream (self->file), self->cancellable);
  g_string_append (self->text,
                   HEAD "<office:document-content xmlns:office=\"" NS
                        "office:1.0\" xmlns:table=\"" NS "table:1.0\" xmlns:text=\"" NS
                        "text:1.0\" xmlns:style=\"" NS "style:1.0\" xmlns:number=\"" NS
                        "datastyle:1.0\" xmlns:fo=\"" NS
                        "xsl-fo-compatible:1.0\" office:version=\"1.3\"><office:automatic-styles>");
  append_styles (self);
  g_string_append (self->text, "</office:automatic-styles><office:body><office:spreadsheet>");
  append_table (self);
  /* By its type, first and not packed, the file is known. */
  if (!pasar_zip_writer_add_stored (self->zip, "mimetype", TYPE, error))
    return FALSE;
  self->sheet = pasar_zip_writer_begin (self->zip, "content.xml", error);
  return self->sheet != NULL;
}

/* 6.1.2 of the standard: spaces at the ends or beside others, and tabs, have elements of their own;
 * the end of a line is that of a paragraph. */
static void
append_paragraphs (GString *out, const char *text)
{
  gboolean at_space = TRUE;

  g_string_append (out, "<text:p>");
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      const gunichar c = g_utf8_get_char (text);
      const gboolean ends_line = c == '\n' || c == '\r';

      if (c == '\r' && text[1] == '\n')
        continue;
      if (ends_line)
        g_string_append (out, "</text:p><text:p>");
      else if (c == '\t')
        g_string_append (out, "<text:tab/>");
      else if (c == ' ' && (at_space || text[1] == '\0' || g_ascii_isspace (text[1])))
        g_string_append (out, "<text:s/>");
      else
        pasar_xml_append_char (out, c);
      at_space = g_unichar_isspace (c);
    }
  g_string_append (out, "</text:p>");
}

static void
append_number (PasarTableWriter *self, const char *number, PasarCellKind kind)
{
  GString *out = self->text;

  switch (kind)
    {
    case PASAR_CELLS_MONEY:
      g_string_append (out, " office:value-type=\"currency\"");
      if (*self->layout.currency != '\0')
        {
          g_string_append (out, " office:currency=\"");
          pasar_xml_append (out, self->layout.currency);
          g_string_append_c (out, '"');
        }
      g_string_append (out, " office:value=\"");
      break;
    case PASAR_CELLS_PERCENT:
      g_string_append (out, " office:value-type=\"percentage\" office:value=\"");
      break;
    case PASAR_CELLS_TIME:
      g_string_append (out, " office:value-type=\"date\" office:date-value=\"");
      break;
    case PASAR_CELLS_BOOLEAN:
      g_string_append (out, " office:value-type=\"boolean\" office:boolean-value=\"");
      number = g_str_equal (number, "0") ? "false" : "true";
      break;
    case PASAR_CELLS_TEXT:
    case PASAR_CELLS_PIECES:
    case PASAR_CELLS_NUMBER:
    default:
      g_string_append (out, " office:value-type=\"float\" office:value=\"");
      break;
    }
  g_string_append (out, number);
  g_string_append_c (out, '"');
}

static void
append_style (PasarTableWriter *self, guint i)
{
  const PasarCellKind kind = self->columns[i].kind;
  const gboolean is_left = kind == PASAR_CELLS_TEXT || kind == PASAR_CELLS_TIME;

  /* The others have that of the column. */
  if (pasar_writer_is_at_titles (self))
    g_string_append_printf (self->text,
                            " table:style-name=\"%s\"",
                            is_left ? "title" : "title-of-numbers");
}

static gboolean
append (PasarTableWriter *self, const PasarTextCell *cells, GError **error)
{
  /* The titles are printed on each page. */
  g_string_append (self->text,
                   pasar_writer_is_at_titles (self) ? "<table:table-header-rows><table:table-row>"
                                                    : "<table:table-row>");
  for (guint i = 0; i < self->layout.n_columns; i++)
    {
      const char *number = pasar_writer_get_number (self, &cells[i], i);

      g_string_append (self->text, "<table:table-cell");
      append_style (self, i);
      if (number == NULL && *cells[i].text == '\0')
        {
          g_string_append (self->text, "/>");
          continue;
        }
      if (number != NULL)
        append_number (self, number, self->columns[i].kind);
      else
        g_string_append (self->text, " office:value-type=\"string\"");
      g_string_append_c (self->text, '>');
      append_paragraphs (self->text, cells[i].text);
      g_string_append (self->text, "</table:table-cell>");
    }
  g_string_append (self->text,
                   pasar_writer_is_at_titles (self) ? "</table:table-row></table:table-header-rows>"
                                                    : "</table:table-row>");
  return TRUE;
}

/* The rows that can be filtered, as LibreOffice names them. */
static void
append_filter (PasarTableWriter *self)
{
  g_string_append (self->text,
                   "<table:database-ranges><table:database-range "
                   "table:name=\"__Anonymous_Sheet_DB__0\" table:target-range-address=\"'");
  pasar_xml_append (self->text, self->layout.title);
  g_string_append (self->text, "'.A1:'");
  pasar_xml_append (self->text, self->layout.title);
  g_string_append (self->text, "'.");
  pasar_writer_append_column (self->text, self->layout.n_columns - 1);
  g_string_append_printf (self->text,
                          "%u\" table:display-filter-buttons=\"true\"/></table:database-ranges>",
                          self->n_rows);
}

static void
finish (PasarTableWriter *self)
{
  g_string_append (self->text, "</table:table>");
  if (!self->layout.is_untitled)
    append_filter (self);
  g_string_append (self->text, "</office:spreadsheet></office:body></office:document-content>");
}

/* The titles stay in sight: as LibreOffice says it. */
static gboolean
add_settings (PasarTableWriter *self, GError **error)
{
  static const char *const items[][3] = {
    { "HorizontalSplitMode", "short", "0" }, { "VerticalSplitMode", "short", "2" },
    { "VerticalSplitPosition", "int", "1" }, { "ActiveSplitRange", "short", "2" },
    { "PositionTop", "int", "0" },           { "PositionBottom", "int", "1" },
  };
  g_autoptr (GString) text = g_string_new (
      HEAD "<office:document-settings xmlns:office=\"" NS "office:1.0\" xmlns:config=\"" NS
           "config:1.0\" xmlns:ooo=\"http://openoffice.org/2004/office\" office:version=\"1.3\">"
           "<office:settings><config:config-item-set config:name=\"ooo:view-settings\">"
           "<config:config-item-map-indexed config:name=\"Views\"><config:config-item-map-entry>"
           "<config:config-item config:name=\"ViewId\" config:type=\"string\">view1"
           "</config:config-item>"
           "<config:config-item-map-named config:name=\"Tables\"><config:config-item-map-entry "
           "config:name=\"");

  pasar_xml_append (text, self->layout.title);
  g_string_append (text, "\">");
  for (guint i = 0; i < G_N_ELEMENTS (items) && !self->layout.is_untitled; i++)
    g_string_append_printf (text,
                            "<config:config-item config:name=\"%s\" config:type=\"%s\">%s"
                            "</config:config-item>",
                            items[i][0],
                            items[i][1],
                            items[i][2]);
  g_string_append (text,
                   "</config:config-item-map-entry></config:config-item-map-named>"
                   "</config:config-item-map-entry></config:config-item-map-indexed>"
                   "</config:config-item-set></office:settings></office:document-settings>");
  return pasar_zip_writer_add (self->zip, "settings.xml", text->str, error);
}

static gboolean
end (PasarTableWriter *self, GError **error)
{
  return add_settings (self, error)
         && pasar_zip_writer_add (self->zip,
                                  "styles.xml",
                                  HEAD "<office:document-styles xmlns:office=\"" NS
                                       "office:1.0\" office:version=\"1.3\"/>",
                                  error)
         && pasar_zip_writer_add (
             self->zip,
             "META-INF/manifest.xml",
             HEAD "<manifest:manifest xmlns:manifest=\"" NS
                  "manifest:1.0\" manifest:version=\"1.3\"><manifest:file-entry "
                  "manifest:full-path=\"/\" manifest:version=\"1.3\" manifest:media-type=\"" TYPE
                  "\"/><manifest:file-entry manifest:full-path=\"content.xml\" "
                  "manifest:media-type=\"text/xml\"/><manifest:file-entry "
                  "manifest:full-path=\"styles.xml\" manifest:media-type=\"text/xml\"/>"
                  "<manifest:file-entry manifest:full-path=\"settings.xml\" "
                  "manifest:media-type=\"text/xml\"/></manifest:manifest>",
             error);
}

const PasarTableWriterClass pasar_ods_writer = {
  .begin = begin,
  .append = append,
  .finish = finish,
  .end = end,
  .rows_max = ROWS_MAX,
  .columns_max = COLUMNS_MAX,
  .text_max = TEXT_MAX,
  .digits_max = DIGITS_MAX,
};
