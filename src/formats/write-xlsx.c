/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/write-private.h"

#include <string.h>

/* ECMA-376, part 1, 18: SpreadsheetML. Texts are shared strings, as Excel itself has them: there
 * are programs that read no others. They are packed beside the sheet while that is written. */

#define MAIN_NS    "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define OFFICE_NS  "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE_NS "http://schemas.openxmlformats.org/package/2006/"
#define TYPE       "application/vnd.openxmlformats-officedocument.spreadsheetml."
#define HEAD       "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

#define ROWS_MAX    1048576
#define COLUMNS_MAX 16384
#define TEXT_MAX    32767

/* So many strings are looked for when one comes again; a power of two. */
#define RECENT_SIZE  4096
#define STRINGS_SIZE 65536
#define SECS_A_DAY   86400
/* From 1899-12-30 to 1970-01-01. */
#define EPOCH_DAYS 25569

/* The styles of styles.xml: the default, the two of the titles, then one for each kind. */
enum
{
  STYLE_NONE,
  STYLE_TITLE,
  STYLE_TITLE_OF_NUMBERS,
  STYLE_KIND,
};

typedef struct
{
  char *text; /* (owned) (nullable) */
  guint index;
} RecentString;

typedef struct
{
  PasarZipEntry *entry; /* (owned) (nullable) */
  GString *text;        /* (owned): what is not packed yet */
  guint n;
  RecentString recent[RECENT_SIZE];
} Strings;

static void
strings_free (gpointer data)
{
  Strings *self = data;

  for (guint i = 0; i < RECENT_SIZE; i++)
    g_free (self->recent[i].text);
  pasar_zip_entry_free (self->entry);
  g_string_free (self->text, TRUE);
  g_free (self);
}

/* Whether a text has what would be read as an escaped character: "_x0041_". */
static gboolean
is_like_escape (const char *text)
{
  return text[0] == '_' && text[1] == 'x' && g_ascii_isxdigit (text[2])
         && g_ascii_isxdigit (text[3]) && g_ascii_isxdigit (text[4]) && g_ascii_isxdigit (text[5])
         && text[6] == '_';
}

/* ST_Xstring: 22.9.2.19. */
static void
append_xstring (GString *out, const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      const gunichar c = g_utf8_get_char (text);

      if (g_ascii_isalnum (*text))
        g_string_append_c (out, *text);
      else if (pasar_xml_is_forbidden (c) || is_like_escape (text))
        g_string_append_printf (out, "_x%04X_", c);
      else
        pasar_xml_append_char (out, c);
    }
}

static gboolean
strings_flush (Strings *self, gsize more_than, GError **error)
{
  if (self->text->len <= more_than)
    return TRUE;
  if (!pasar_zip_entry_write (self->entry, self->text->str, self->text->len, error))
    return FALSE;
  g_string_truncate (self->text, 0);
  return TRUE;
}

static gboolean
strings_add (Strings *self, const char *text, guint *index, GError **error)
{
  RecentString *recent = &self->recent[g_str_hash (text) & (RECENT_SIZE - 1)];
  const gsize length = strlen (text);

  if (recent->text == NULL || !g_str_equal (recent->text, text))
    {
      const gboolean has_ends =
          g_ascii_isspace (text[0]) || (length > 0 && g_ascii_isspace (text[length - 1]));

      g_string_append (self->text, has_ends ? "<si><t xml:space=\"preserve\">" : "<si><t>");
      append_xstring (self->text, text);
      g_string_append (self->text, "</t></si>");
      g_free (recent->text);
      recent->text = g_strdup (text);
      recent->index = self->n++;
    }
  *index = recent->index;
  return strings_flush (self, STRINGS_SIZE, error);
}

static void
append_number (GString *out, guint number)
{
  char text[16];
  guint n = G_N_ELEMENTS (text) - 1;

  text[n] = '\0';
  do
    text[--n] = (char) ('0' + number % 10);
  while ((number /= 10) > 0);
  g_string_append (out, text + n);
}

static void
append_columns (PasarTableWriter *self)
{
  g_string_append (self->text, "<cols>");
  for (guint i = 0; i < self->layout.n_columns; i++)
    g_string_append_printf (
        self->text,
        "<col min=\"%u\" max=\"%u\" width=\"%u.7109375\" style=\"%u\" customWidth=\"1\"/>",
        i + 1,
        i + 1,
        pasar_writer_get_width (self, i),
        STYLE_KIND + self->columns[i].kind);
  g_string_append (self->text, "</cols>");
}

static gboolean
begin (PasarTableWriter *self, GError **error)
{
  Strings *strings = g_new0 (Strings, 1);

  self->zip = pasar_zip_writer_new (pasar_new_file_get_stream (self->file), self->cancellable);
  strings->text = g_string_sized_new (STRINGS_SIZE + STRINGS_SIZE / 4);
  strings->entry = pasar_zip_writer_begin_aside (self->zip, "xl/sharedStrings.xml");
  g_string_append (strings->text, HEAD "<sst xmlns=\"" MAIN_NS "\">");
  self->data = strings;
  self->free_data = strings_free;
  g_string_append (self->text,
                   HEAD "<worksheet xmlns=\"" MAIN_NS
                        "\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews>"
                        "<sheetView tabSelected=\"1\" workbookViewId=\"0\">");
  if (!self->layout.is_untitled)
    g_string_append (self->text,
                     "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" "
                     "state=\"frozen\"/>"
                     "<selection pane=\"bottomLeft\" activeCell=\"A2\" sqref=\"A2\"/>");
  g_string_append (self->text, "</sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>");
  append_columns (self);
  g_string_append (self->text, "<sheetData>");
  /* What says what the other files are comes first. */
  if (!pasar_zip_writer_add (self->zip,
                             "[Content_Types].xml",
                             HEAD
                             "<Types xmlns=\"" PACKAGE_NS "content-types\">"
                             "<Default Extension=\"rels\" ContentType=\"application/"
                             "vnd.openxmlformats-package.relationships+xml\"/>"
                             "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                             "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" TYPE
                             "sheet.main+xml\"/>"
                             "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"" TYPE
                             "worksheet+xml\"/>"
                             "<Override PartName=\"/xl/styles.xml\" ContentType=\"" TYPE
                             "styles+xml\"/>"
                             "<Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"" TYPE
                             "sharedStrings+xml\"/></Types>",
                             error)
      || !pasar_zip_writer_add (self->zip,
                                "_rels/.rels",
                                HEAD
                                "<Relationships xmlns=\"" PACKAGE_NS "relationships\">"
                                "<Relationship Id=\"rId1\" Type=\"" OFFICE_NS
                                "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
                                error))
    return FALSE;
  self->sheet = pasar_zip_writer_begin (self->zip, "xl/worksheets/sheet1.xml", error);
  return self->sheet != NULL;
}

/* Days since 1899-12-30, by which Excel counts. */
static void
append_time (GString *out, const char *time)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 (time, utc);

  g_string_append (out,
                   g_ascii_formatd (number,
                                    sizeof number,
                                    "%.12f",
                                    (double) g_date_time_to_unix (date) / SECS_A_DAY + EPOCH_DAYS));
}

static gboolean
append_value (PasarTableWriter *self, const PasarTextCell *cell, guint i, GError **error)
{
  const PasarCellKind kind = self->columns[i].kind;
  const char *number = pasar_writer_get_number (self, cell, i);
  guint index;

  if (number == NULL)
    {
      g_string_append (self->text, " t=\"s\"><v>");
      if (!strings_add (self->data, cell->text, &index, error))
        return FALSE;
      append_number (self->text, index);
    }
  else
    {
      g_string_append (self->text, kind == PASAR_CELLS_BOOLEAN ? " t=\"b\"><v>" : "><v>");
      if (kind == PASAR_CELLS_TIME)
        append_time (self->text, number);
      else
        g_string_append (self->text, number);
    }
  g_string_append (self->text, "</v></c>");
  return TRUE;
}

static guint
get_style (const PasarTableWriter *self, guint i)
{
  const PasarCellKind kind = self->columns[i].kind;

  if (!pasar_writer_is_at_titles (self))
    return STYLE_KIND + kind;
  return kind == PASAR_CELLS_TEXT || kind == PASAR_CELLS_TIME ? STYLE_TITLE
                                                              : STYLE_TITLE_OF_NUMBERS;
}

static gboolean
append (PasarTableWriter *self, const PasarTextCell *cells, GError **error)
{
  g_string_append (self->text, "<row r=\"");
  append_number (self->text, self->n_rows);
  g_string_append (self->text, "\">");
  for (guint i = 0; i < self->layout.n_columns; i++)
    {
      if (*cells[i].text == '\0' && pasar_writer_get_number (self, &cells[i], i) == NULL)
        continue;
      g_string_append (self->text, "<c r=\"");
      pasar_writer_append_column (self->text, i);
      append_number (self->text, self->n_rows);
      g_string_append (self->text, "\" s=\"");
      append_number (self->text, get_style (self, i));
      g_string_append_c (self->text, '"');
      if (!append_value (self, &cells[i], i, error))
        return FALSE;
    }
  g_string_append (self->text, "</row>");
  return TRUE;
}

/* "A1:K100001", or with "$" before each part. */
static void
append_range (PasarTableWriter *self, GString *out, const char *mark)
{
  g_string_append_printf (out, "%sA%s1:%s", mark, mark, mark);
  pasar_writer_append_column (out, self->layout.n_columns - 1);
  g_string_append_printf (out, "%s%u", mark, self->n_rows);
}

/* Ids are texts on purpose: no warning in each of their cells. */
static void
finish (PasarTableWriter *self)
{
  g_string_append (self->text, "</sheetData>");
  if (!self->layout.is_untitled)
    {
      g_string_append (self->text, "<autoFilter ref=\"");
      append_range (self, self->text, "");
      g_string_append (self->text, "\"/>");
    }
  g_string_append (self->text,
                   "<pageMargins left=\"0.5\" right=\"0.5\" top=\"0.5\" bottom=\"0.5\" "
                   "header=\"0.3\" footer=\"0.3\"/>"
                   "<pageSetup orientation=\"landscape\" fitToHeight=\"0\"/><ignoredErrors>"
                   "<ignoredError sqref=\"");
  append_range (self, self->text, "");
  g_string_append (self->text, "\" numberStoredAsText=\"1\"/></ignoredErrors></worksheet>");
}

/* The rows that are filtered, and those that are printed on each page. */
static void
append_names (PasarTableWriter *self, GString *text)
{
  g_string_append (text,
                   "<definedNames><definedName name=\"_xlnm._FilterDatabase\" "
                   "localSheetId=\"0\" hidden=\"1\">'");
  append_xstring (text, self->layout.title);
  g_string_append (text, "'!");
  append_range (self, text, "$");
  g_string_append (text,
                   "</definedName><definedName name=\"_xlnm.Print_Titles\" localSheetId=\"0\">'");
  append_xstring (text, self->layout.title);
  g_string_append (text, "'!$1:$1</definedName></definedNames>");
}

static gboolean
add_workbook (PasarTableWriter *self, GError **error)
{
  g_autoptr (GString) text = g_string_new (
      HEAD "<workbook xmlns=\"" MAIN_NS "\" xmlns:r=\"" OFFICE_NS "\"><sheets><sheet name=\"");

  append_xstring (text, self->layout.title);
  g_string_append (text, "\" sheetId=\"1\" r:id=\"rId1\"/></sheets>");
  if (!self->layout.is_untitled)
    append_names (self, text);
  g_string_append (text, "</workbook>");
  return pasar_zip_writer_add (self->zip, "xl/workbook.xml", text->str, error);
}

/* "[$SGD] #,##0.00" */
static void
append_formats (PasarTableWriter *self, GString *text)
{
  g_autofree char *decimals = g_strnfill (self->layout.digits, '0');

  g_string_append (text, "<numFmts count=\"3\"><numFmt numFmtId=\"164\" formatCode=\"");
  if (*self->layout.currency != '\0')
    {
      g_string_append (text, "[$");
      pasar_xml_append (text, self->layout.currency);
      g_string_append (text, "] ");
    }
  g_string_append_printf (text,
                          "#,##0%s%s\"/><numFmt numFmtId=\"165\" "
                          "formatCode=\"+0.0%%;-0.0%%;0.0%%\"/><numFmt numFmtId=\"166\" "
                          "formatCode=\"yyyy-mm-dd hh:mm\"/></numFmts>",
                          *decimals != '\0' ? "." : "",
                          decimals);
}

static gboolean
add_styles (PasarTableWriter *self, GError **error)
{
  /* In the order of the kinds: as text, money, whole numbers, percent, time, any, any. */
  static const guint formats[PASAR_N_CELL_KINDS] = { 49, 164, 3, 165, 166, 0, 0 };
  g_autoptr (GString) text = g_string_new (HEAD "<styleSheet xmlns=\"" MAIN_NS "\">");

  append_formats (self, text);
  g_string_append (
      text,
      "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font>"
      "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font></fonts>"
      "<fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill>"
      "<fill><patternFill patternType=\"gray125\"/></fill><fill><patternFill "
      "patternType=\"solid\"><fgColor rgb=\"FFEBEBEB\"/><bgColor indexed=\"64\"/></patternFill>"
      "</fill></fills><borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/>"
      "</border><border><left/><right/><top/><bottom style=\"thin\"><color rgb=\"FF9A9996\"/>"
      "</bottom><diagonal/></border></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" "
      "fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>");
  g_string_append_printf (text, "<cellXfs count=\"%u\">", STYLE_KIND + PASAR_N_CELL_KINDS);
  g_string_append (text,
                   "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>");
  for (guint i = STYLE_TITLE; i <= STYLE_TITLE_OF_NUMBERS; i++)
    g_string_append_printf (text,
                            "<xf numFmtId=\"0\" fontId=\"1\" fillId=\"2\" borderId=\"1\" "
                            "xfId=\"0\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" "
                            "applyAlignment=\"1\"><alignment horizontal=\"%s\"/></xf>",
                            i == STYLE_TITLE ? "left" : "right");
  for (guint i = 0; i < PASAR_N_CELL_KINDS; i++)
    g_string_append_printf (text,
                            "<xf numFmtId=\"%u\" fontId=\"0\" fillId=\"0\" borderId=\"0\" "
                            "xfId=\"0\" applyNumberFormat=\"1\"/>",
                            formats[i]);
  g_string_append (text,
                   "</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" "
                   "builtinId=\"0\"/></cellStyles></styleSheet>");
  return pasar_zip_writer_add (self->zip, "xl/styles.xml", text->str, error);
}

static gboolean
end (PasarTableWriter *self, GError **error)
{
  Strings *strings = self->data;

  g_string_append (strings->text, "</sst>");
  return strings_flush (strings, 0, error)
         && pasar_zip_writer_end (self->zip, g_steal_pointer (&strings->entry), error)
         && add_styles (self, error) && add_workbook (self, error)
         && pasar_zip_writer_add (self->zip,
                                  "xl/_rels/workbook.xml.rels",
                                  HEAD
                                  "<Relationships xmlns=\"" PACKAGE_NS "relationships\">"
                                  "<Relationship Id=\"rId1\" Type=\"" OFFICE_NS
                                  "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
                                  "<Relationship Id=\"rId2\" Type=\"" OFFICE_NS
                                  "/styles\" Target=\"styles.xml\"/>"
                                  "<Relationship Id=\"rId3\" Type=\"" OFFICE_NS
                                  "/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>",
                                  error);
}

const PasarTableWriterClass pasar_xlsx_writer = {
  .begin = begin,
  .append = append,
  .finish = finish,
  .end = end,
  .rows_max = ROWS_MAX,
  .columns_max = COLUMNS_MAX,
  .text_max = TEXT_MAX,
};
