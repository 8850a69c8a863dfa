/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "workbook-fixture.h"

#include <string.h>

#define STRICT "http://purl.oclc.org/ooxml/spreadsheetml/main"

#define BOOK                   FIXTURE_WORKBOOK ("<sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"rId1\"/></sheets>")
#define BOOK_RELATIONS(target) FIXTURE_RELATIONS (FIXTURE_RELATION ("rId1", "worksheet", target))
#define SHEET                  FIXTURE_SHEET ("<row><c><v>5</v></c></row>")

typedef struct
{
  const char *sheet; /* in sheetData */
  const char *expected;
} Case;

static void
assert_cases (const Case *cases, guint n_cases, const char *strings, const char *styles)
{
  for (guint i = 0; i < n_cases; i++)
    {
      g_autofree char *data = g_strconcat ("<sheetData>", cases[i].sheet, "</sheetData>", NULL);
      g_autoptr (GBytes) bytes = fixture_xlsx (data, strings, styles);
      g_autofree char *values = fixture_read (bytes, 0);

      g_test_message ("%s", cases[i].sheet);
      g_assert_cmpstr (values, ==, cases[i].expected);
    }
}

static void
test_kinds (void)
{
  static const Case cases[] = {
    { "", "" },
    { "<row r='1'><c r='A1'><v>12.50</v></c><c r='B1' t='n'><v>-3</v></c></row>", "#12.5¦#-3¶" },
    { "<row r='1'><c r='A1' t='inlineStr'><is><t>0123</t></is></c></row>", "0123¶" },
    { "<row r='1'><c r='A1' t='str'><f>A2&amp;\"x\"</f><v> a&amp;b </v></c></row>", " a&b ¶" },
    { "<row r='1'><c r='A1' t='b'><v>1</v></c><c r='B1' t='b'><v>0</v></c></row>",
      "?TRUE¦?FALSE¶" },
    { "<row r='1'><c r='A1' t='e'><f>1/0</f><v>#DIV/0!</v></c></row>", "!#DIV/0!¶" },
    { "<row r='1'><c r='A1' t='d'><v>2024-02-29T00:00:00</v></c></row>", "@2024-02-29¶" },
    { "<row r='1'><c r='A1'><f>1+1</f><v>2</v></c></row>", "#2¶" },
    { "<row r='1'><c r='A1'><v>twelve</v></c></row>", "twelve¶" },
    { "<row r='1'><c r='A1' t='new-kind'><v>5</v></c></row>", "#5¶" },
    { "<row r='1'><c r='A1'><v>1</v><extLst><ext><v xmlns='urn:x'>9</v></ext></extLst></c></row>",
      "#1¶" },
  };

  assert_cases (cases, G_N_ELEMENTS (cases), NULL, NULL);
}

static void
test_places (void)
{
  static const Case cases[] = {
    /* No places at all. */
    { "<row><c><v>1</v></c><c/><c><v>3</v></c></row><row><c><v>4</v></c></row>", "#1¦¦#3¶#4¦¦¶" },
    /* Only some. */
    { "<row r='2'><c r='B2'><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>",
      "[2]¦#1¦#2¶#3¦¦¶" },
    /* Out of order. */
    { "<row r='1'><c r='C1'><v>3</v></c><c r='A1'><v>1</v></c></row>", "#1¦¦#3¶" },
    { "<row r='3'><c r='A3'><v>3</v></c></row><row r='1'><c r='B1'><v>1</v></c></row>",
      "¦#1¶[3]#3¦¶" },
    /* The last of two in one place. */
    { "<row r='1'><c r='A1'><v>1</v></c><c r='A1'><v>2</v></c></row>", "#2¶" },
    /* Rows without anything, and cells with a style alone, are none. */
    { "<row r='1' ht='30'/><row r='2'><c r='A2' s='1'/><c r='XFD2' s='1'/></row>"
      "<row r='5'><c r='A5'><v>5</v></c><c r='XFD5' s='1'/></row>",
      "[5]#5¶" },
    { "<row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='B1048576'><v>2</v></c></row>",
      "#1¦¶[1048576]¦#2¶" },
    { "<row r='1' hidden='1'><c r='A1'><v>1</v></c></row><row r='2'><c r='A2'><v>2</v></c></row>"
      "<row r='4' hidden='true'><c r='A4'><v>4</v></c></row>",
      "~#1¶#2¶~[4]#4¶" },
  };

  assert_cases (cases, G_N_ELEMENTS (cases), NULL, NULL);
}

static void
test_strings (void)
{
  static const char strings[] =
      "<si><t>plain</t></si>"
      "<si><r><rPr><b/></rPr><t>rich</t></r><r><t xml:space='preserve'> text</t></r></si>"
      "<si><t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh><phoneticPr fontId='1'/></si>"
      "<si><t xml:space='preserve'> kept </t></si>"
      "<si><t>\n  trimmed\n  </t></si>"
      "<si><t>a_x000D_\nb_x000D_c_x0041_d_x005F_x0041_e_xD83D__xDE00__xD83D_f_x00_g_x0000_h</t></si>"
      "<si/>"
      "<si><t>&lt;&#x1F600;&gt;</t></si>";
  static const Case cases[] = {
    { "<row><c t='s'><v>0</v></c><c t='s'><v> 1 </v></c><c t='s'><v>2</v></c></row>",
      "plain¦rich text¦東京¶" },
    { "<row><c t='s'><v>3</v></c><c t='s'><v>4</v></c><c t='s'><v>7</v></c></row>",
      " kept ¦trimmed¦<😀>¶" },
    { "<row><c t='s'><v>5</v></c></row>",
      "a\nb\ncAd_x0041_e😀\xEF\xBF\xBD"
      "f_x00_gh¶" },
    { "<row><c t='s'><v>6</v></c><c><v>1</v></c></row>", "¦#1¶" },
    { "<row><c t='inlineStr'><is><r><t>in</t></r><r><t>line</t></r><rPh><t>x</t></rPh></is></c></row>",
      "inline¶" },
  };
  g_autoptr (GBytes) beyond =
      fixture_xlsx ("<sheetData><row><c t='s'><v>8</v></c></row></sheetData>", strings, NULL);
  g_autoptr (GBytes) none =
      fixture_xlsx ("<sheetData><row><c t='s'><v>0</v></c></row></sheetData>", NULL, NULL);

  assert_cases (cases, G_N_ELEMENTS (cases), strings, NULL);
  fixture_assert_refused (beyond, PASAR_FORMAT_ERROR_DAMAGED);
  fixture_assert_refused (none, PASAR_FORMAT_ERROR_DAMAGED);
}

static void
test_styles (void)
{
  static const char styles[] =
      "<numFmts><numFmt numFmtId='164' formatCode='yyyy\\-mm\\-dd'/>"
      "<numFmt numFmtId='165' formatCode='&quot;RM&quot;#,##0.00'/>"
      "<numFmt numFmtId='166' formatCode='000000'/></numFmts>"
      "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"
      "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/>"
      "<xf numFmtId='165'/><xf numFmtId='10'/><xf numFmtId='166'/></cellXfs>";
  static const Case cases[] = {
    { "<row><c s='0'><v>45351</v></c><c s='1'><v>45351</v></c><c s='2'><v>45351.5</v></c>"
      "<c s='3'><v>12.9</v></c><c s='4'><v>0.125</v></c><c s='99'><v>7</v></c></row>",
      "#45351¦@2024-02-29¦@2024-02-29T12:00:00¦#12.9¦%0.125¦#7¶" },
    { "<row><c s='5'><v>123</v></c><c s='5'><v>1234567</v></c></row>", "000123¦#1234567¶" },
    /* No day is so late, or before the first. */
    { "<row><c s='1'><v>99999999</v></c><c s='1'><v>-1</v></c></row>", "#99999999¦#-1¶" },
    { "<row><c s='1' t='str'><v>45351</v></c></row>", "45351¶" },
  };

  assert_cases (cases, G_N_ELEMENTS (cases), NULL, styles);
}

/* What a sheet says of itself, beside its cells. */
static void
test_surroundings (void)
{
  static const char row[] = "<sheetData><row r='2'><c r='A2' t='inlineStr'><is><t>a</t></is></c>"
                            "<c r='B2'><v>2</v></c></row></sheetData>";
  static const char *const before[] = {
    "",
    "<dimension ref='A1'/>",
    "<dimension ref='A1:XFD1048576'/>",
    "<sheetPr filterMode='1'/><dimension ref='nonsense'/><cols><col min='1' max='16384'/></cols>",
  };
  static const char *const after[] = {
    "",
    "<sheetProtection sheet='1' objects='1' hashValue='x'/>",
    "<mergeCells count='1'><mergeCell ref='A2:A9'/></mergeCells>",
    "<extLst><ext xmlns:x='urn:x'><x:row><x:c><x:v>5</x:v></x:c></x:row></ext></extLst>",
    "<sheetData><row><c><v>7</v></c></row></sheetData>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (before) * G_N_ELEMENTS (after); i++)
    {
      g_autofree char *sheet = g_strconcat (before[i % G_N_ELEMENTS (before)],
                                            row,
                                            after[i / G_N_ELEMENTS (before)],
                                            NULL);
      g_autoptr (GBytes) bytes = fixture_xlsx (sheet, NULL, NULL);
      g_autofree char *values = fixture_read (bytes, 0);

      g_test_message ("%s", sheet);
      g_assert_cmpstr (values, ==, "[2]a¦#2¶");
    }
}

/* As Excel writes it, with what later versions say in namespaces of their own. */
static void
test_as_excel (void)
{
  static const FixturePart parts[] = {
    FIXTURE_PACKAGE,
    { "xl/workbook.xml", BOOK },
    { "xl/_rels/workbook.xml.rels",
      FIXTURE_RELATIONS (FIXTURE_RELATION ("rId1", "worksheet", "worksheets/sheet1.xml")
                             FIXTURE_RELATION ("rId2", "sharedStrings", "sharedStrings.xml")) },
    { "xl/worksheets/sheet1.xml",
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n"
      "<worksheet xmlns=\"" FIXTURE_MAIN "\" xmlns:r=\"" FIXTURE_OFFICE_RELATIONS "\" "
      "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" "
      "mc:Ignorable=\"x14ac xr\" "
      "xmlns:x14ac=\"http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac\" "
      "xmlns:xr=\"http://schemas.microsoft.com/office/spreadsheetml/2014/revision\" "
      "xr:uid=\"{00000000-0001-0000-0000-000000000000}\"><dimension ref=\"A1:B2\"/><sheetViews>"
      "<sheetView tabSelected=\"1\" workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" "
      "state=\"frozen\"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\" "
      "x14ac:dyDescent=\"0.25\"/><sheetData><row r=\"1\" spans=\"1:2\" x14ac:dyDescent=\"0.25\">"
      "<c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row>"
      "<row r=\"2\" spans=\"1:2\" x14ac:dyDescent=\"0.25\"><c r=\"A2\"><v>12345678901</v></c>"
      "<c r=\"B2\"><f t=\"shared\" ref=\"B2:B9\" si=\"0\">A2*2</f><v>1.2999999999999998</v></c></row>"
      "</sheetData><mc:AlternateContent><mc:Choice Requires=\"x14\"><controls/></mc:Choice>"
      "</mc:AlternateContent><pageMargins left=\"0.7\" right=\"0.7\"/></worksheet>" },
    { "xl/sharedStrings.xml",
      "<sst xmlns=\"" FIXTURE_MAIN "\" count=\"2\" uniqueCount=\"2\"><si><t>Id</t></si>"
      "<si><t>Price</t></si></sst>" },
  };
  g_autoptr (GBytes) bytes = fixture_zip (parts, G_N_ELEMENTS (parts), NULL);
  g_autofree char *values = fixture_read (bytes, 0);

  g_assert_cmpstr (values, ==, "Id¦Price¶#12345678901¦#1.3¶");
}

static gpointer
read_thread (gpointer user_data)
{
  PasarTextTable *table = pasar_table_file_read_sheet (user_data, 0, 0, NULL, NULL, NULL, NULL);
  char *values = table != NULL ? fixture_dup_values (table) : NULL;

  pasar_text_table_free (table);
  return values;
}

/* Two previews of one file, say. */
static void
test_threads (void)
{
  g_autoptr (GBytes) bytes =
      fixture_xlsx ("<sheetData><row><c t='s'><v>0</v></c></row></sheetData>",
                    "<si><t>a</t></si>",
                    NULL);
  g_autoptr (PasarTableFile) file = pasar_table_file_open_bytes (bytes, NULL, NULL);
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("read", read_thread, file);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autofree char *values = g_thread_join (threads[i]);

      g_assert_cmpstr (values, ==, "a¶");
    }
}

/* A head over two columns stands in the first of them. */
static void
test_merged (void)
{
  g_autoptr (GBytes) bytes =
      fixture_xlsx ("<sheetData><row r='1'><c r='A1' t='str'><v>Price</v></c><c r='B1'/>"
                    "<c r='C1' t='str'><v>Stock</v></c></row></sheetData>"
                    "<mergeCells><mergeCell ref='A1:B1'/></mergeCells>",
                    NULL,
                    NULL);
  g_autofree char *values = fixture_read (bytes, 0);

  g_assert_cmpstr (values, ==, "Price¦¦Stock¶");
}

static void
test_unvalued (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes =
      fixture_xlsx ("<sheetData><row><c><f>1+1</f></c><c><f>2</f><v/></c><c><f>3</f><v>3</v></c>"
                    "<c t='str'><f>\"\"</f><v></v></c></row></sheetData>",
                    NULL,
                    NULL);
  g_autoptr (PasarTableFile) file = pasar_table_file_open_bytes (bytes, NULL, &error);
  g_autoptr (PasarTextTable) table = NULL;

  g_assert_no_error (error);
  table = pasar_table_file_read_sheet (file, 0, 0, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (table->n_unvalued, ==, 2);
}

static void
count_cb (double done, gpointer user_data)
{
  double *last = user_data;

  g_assert_cmpfloat (done, >=, *last);
  g_assert_cmpfloat (done, <=, 1);
  *last = done;
}

static void
test_preview (void)
{
  g_autoptr (GString) data = g_string_new ("<sheetData>");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (PasarTableFile) file = NULL;
  g_autoptr (PasarTextTable) head = NULL;
  g_autoptr (PasarTextTable) all = NULL;
  double done = 0;

  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (data, "<row><c><v>%u</v></c></row><row/>", i);
  g_string_append (data, "</sheetData>");
  bytes = fixture_xlsx (data->str, NULL, NULL);
  file = pasar_table_file_open_bytes (bytes, NULL, &error);
  g_assert_no_error (error);
  head = pasar_table_file_read_sheet (file, 0, 3, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (head->n_rows, ==, 3);
  g_assert_true (head->is_cut);
  g_assert_cmpuint (pasar_text_table_get_row_number (head, 2), ==, 5);
  all = pasar_table_file_read_sheet (file, 0, 5000, count_cb, &done, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->n_rows, ==, 5000);
  g_assert_false (all->is_cut);
  g_assert_cmpfloat (done, ==, 1);
}

static void
cancel_cb (double done, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static void
test_cancel (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GBytes) bytes = fixture_xlsx ("<sheetData/>", "<si/>", NULL);
  g_autoptr (PasarTableFile) file = pasar_table_file_open_bytes (bytes, cancellable, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (
      pasar_table_file_read_sheet (file, 0, 0, cancel_cb, cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Packages in the ways that programs put them together. */

typedef struct
{
  const char *title;
  FixturePart parts[8];
} Package;

static void
assert_packages (const Package *packages, guint n_packages, const char *expected)
{
  for (guint i = 0; i < n_packages; i++)
    {
      guint n_parts = 0;
      g_autoptr (GBytes) bytes = NULL;
      g_autofree char *values = NULL;

      while (n_parts < G_N_ELEMENTS (packages[i].parts) && packages[i].parts[n_parts].name != NULL)
        n_parts++;
      g_test_message ("%s", packages[i].title);
      bytes = fixture_zip (packages[i].parts, n_parts, NULL);
      values = fixture_read (bytes, 0);
      g_assert_cmpstr (values, ==, expected);
    }
}

static const Package packages[] = {
  { "absolute targets",
    { { "_rels/.rels",
        FIXTURE_RELATIONS (FIXTURE_RELATION ("a", "officeDocument", "/xl/workbook.xml")) },
      { "xl/workbook.xml", BOOK },
      { "xl/_rels/workbook.xml.rels", BOOK_RELATIONS ("/xl/worksheets/sheet1.xml") },
      { "xl/worksheets/sheet1.xml", SHEET } } },
  { "targets that go up, or are escaped",
    { FIXTURE_PACKAGE,
      { "xl/workbook.xml", BOOK },
      { "xl/_rels/workbook.xml.rels", BOOK_RELATIONS ("../xl/./work%20sheets/sheet1.xml") },
      { "xl/work sheets/sheet1.xml", SHEET } } },
  { "other folders and names",
    { { "_rels/.rels",
        FIXTURE_RELATIONS (FIXTURE_RELATION ("a", "officeDocument", "book/workbook22.xml")) },
      { "book/workbook22.xml", BOOK },
      { "book/_rels/workbook22.xml.rels", BOOK_RELATIONS ("s.xml") },
      { "book/s.xml", SHEET } } },
  { "other capitals, and slashes of Windows",
    { { "_rels\\.rels",
        FIXTURE_RELATIONS (FIXTURE_RELATION ("a", "officeDocument", "xl\\Workbook.xml")) },
      { "xl\\workbook.xml", BOOK },
      { "xl\\_rels\\workbook.xml.rels", BOOK_RELATIONS ("WorkSheets/Sheet1.xml") },
      { "xl\\worksheets\\sheet1.xml", SHEET } } },
  { "no relationships of the package",
    { { "xl/workbook.xml", BOOK },
      { "xl/_rels/workbook.xml.rels", BOOK_RELATIONS ("sheet1.xml") },
      { "xl/sheet1.xml", SHEET } } },
  { "a byte order mark, and a declaration",
    { FIXTURE_PACKAGE,
      { "xl/workbook.xml", "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" BOOK },
      { "xl/_rels/workbook.xml.rels", BOOK_RELATIONS ("sheet1.xml") },
      { "xl/sheet1.xml", "\xEF\xBB\xBF<?xml version=\"1.0\" standalone=\"yes\"?>\r\n" SHEET } } },
  { "strict, and with prefixes",
    { { "_rels/.rels",
        "<p:Relationships xmlns:p=\"" FIXTURE_PACKAGE_RELATIONS "\"><p:Relationship Id=\"a\" "
        "Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument\" "
        "Target=\"xl/workbook.xml\"/></p:Relationships>" },
      { "xl/workbook.xml",
        "<x:workbook xmlns:x=\"" STRICT "\" "
        "xmlns:rel=\"http://purl.oclc.org/ooxml/officeDocument/relationships\">"
        "<x:sheets><x:sheet name=\"A\" rel:id=\"rId1\"/></x:sheets></x:workbook>" },
      { "xl/_rels/workbook.xml.rels",
        FIXTURE_RELATIONS (
            "<Relationship Id=\"rId1\" "
            "Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet\" "
            "Target=\"sheet1.xml\"/>") },
      { "xl/sheet1.xml",
        "<x:worksheet xmlns:x=\"" STRICT "\"><x:sheetData><x:row><x:c><x:v>5</x:v></x:c></x:row>"
        "</x:sheetData></x:worksheet>" } } },
  { "a chart before the sheet, and a relationship to elsewhere",
    { FIXTURE_PACKAGE,
      { "xl/workbook.xml",
        FIXTURE_WORKBOOK ("<sheets><sheet name=\"Chart\" sheetId=\"1\" r:id=\"rId2\"/>"
                          "<sheet name=\"Gone\" sheetId=\"3\" r:id=\"rId9\"/>"
                          "<sheet name=\"A\" sheetId=\"2\" r:id=\"rId1\"/></sheets>") },
      { "xl/_rels/workbook.xml.rels",
        FIXTURE_RELATIONS ("<Relationship Id=\"rId3\" Type=\"x/worksheet\" "
                           "Target=\"https://example.com/\" TargetMode=\"External\"/>"
                           "<Relationship/>" FIXTURE_RELATION ("rId2", "chartsheet", "chart.xml")
                               FIXTURE_RELATION ("rId1", "worksheet", "sheet1.xml")) },
      { "xl/sheet1.xml", SHEET } } },
  { "parts that are no concern, with odd names",
    { FIXTURE_PACKAGE,
      { "../../etc/passwd", "root" },
      { "/etc/passwd", "root" },
      { "xl/workbook.xml", BOOK },
      { "xl/_rels/workbook.xml.rels", BOOK_RELATIONS ("sheet1.xml") },
      { "xl/sheet1.xml", SHEET },
      { "docProps/\xFF\xFE.xml", "<" } } },
};

static void
test_packages (void)
{
  assert_packages (packages, G_N_ELEMENTS (packages), "#5¶");
}

static void
test_sheets (void)
{
  static const FixturePart parts[] = {
    FIXTURE_PACKAGE,
    { "xl/workbook.xml",
      FIXTURE_WORKBOOK ("<workbookPr date1904=\"1\"/><sheets>"
                        "<sheet name=\"Harga &amp; stok\" sheetId=\"1\" r:id=\"rId1\"/>"
                        "<sheet name=\"备注\" sheetId=\"2\" state=\"hidden\" r:id=\"rId2\"/>"
                        "<sheet name=\"Setup\" sheetId=\"3\" state=\"veryHidden\" r:id=\"rId1\"/>"
                        "</sheets>") },
    { "xl/_rels/workbook.xml.rels",
      FIXTURE_RELATIONS (FIXTURE_RELATION ("rId1", "worksheet", "a.xml")
                             FIXTURE_RELATION ("rId2", "worksheet", "b.xml")
                                 FIXTURE_RELATION ("rId3", "styles", "styles.xml")) },
    { "xl/a.xml", FIXTURE_SHEET ("<row><c s=\"0\"><v>43889</v></c></row>") },
    { "xl/b.xml", FIXTURE_SHEET ("") },
    { "xl/styles.xml",
      "<styleSheet xmlns=\"" FIXTURE_MAIN
      "\"><cellXfs><xf numFmtId=\"14\"/></cellXfs></styleSheet>" },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = fixture_zip (parts, G_N_ELEMENTS (parts), NULL);
  g_autoptr (PasarTableFile) file = pasar_table_file_open_bytes (bytes, NULL, &error);
  g_autofree char *first = fixture_read (bytes, 0);
  g_autofree char *second = fixture_read (bytes, 1);

  g_assert_no_error (error);
  g_assert_cmpint (pasar_table_file_get_kind (file), ==, PASAR_TABLE_FILE_XLSX);
  g_assert_cmpuint (pasar_table_file_get_n_sheets (file), ==, 3);
  g_assert_cmpstr (pasar_table_file_get_sheet_name (file, 0), ==, "Harga & stok");
  g_assert_cmpstr (pasar_table_file_get_sheet_name (file, 1), ==, "备注");
  g_assert_false (pasar_table_file_is_sheet_hidden (file, 0));
  g_assert_true (pasar_table_file_is_sheet_hidden (file, 1));
  g_assert_true (pasar_table_file_is_sheet_hidden (file, 2));
  g_assert_cmpstr (first, ==, "@2024-02-29¶");
  g_assert_cmpstr (second, ==, "");
}

static void
test_wide_encoding (void)
{
  g_autofree char *wide = NULL;
  gsize length;
  FixturePart parts[] = {
    FIXTURE_PACKAGE,
    { "xl/workbook.xml", BOOK },
    { "xl/_rels/workbook.xml.rels", BOOK_RELATIONS ("sheet1.xml") },
    { "xl/sheet1.xml", NULL },
  };
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *values = NULL;

  wide = g_convert ("\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"UTF-16\"?>" FIXTURE_SHEET (
                        "<row><c t=\"str\"><v>東京</v></c></row>"),
                    -1,
                    "UTF-16LE",
                    "UTF-8",
                    NULL,
                    &length,
                    NULL);
  parts[3].text = wide;
  parts[3].length = length;
  bytes = fixture_zip (parts, G_N_ELEMENTS (parts), NULL);
  values = fixture_read (bytes, 0);
  g_assert_cmpstr (values, ==, "東京¶");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/xlsx/kinds", test_kinds);
  g_test_add_func ("/xlsx/places", test_places);
  g_test_add_func ("/xlsx/strings", test_strings);
  g_test_add_func ("/xlsx/styles", test_styles);
  g_test_add_func ("/xlsx/surroundings", test_surroundings);
  g_test_add_func ("/xlsx/as-excel", test_as_excel);
  g_test_add_func ("/xlsx/threads", test_threads);
  g_test_add_func ("/xlsx/merged", test_merged);
  g_test_add_func ("/xlsx/unvalued", test_unvalued);
  g_test_add_func ("/xlsx/preview", test_preview);
  g_test_add_func ("/xlsx/cancel", test_cancel);
  g_test_add_func ("/xlsx/packages", test_packages);
  g_test_add_func ("/xlsx/sheets", test_sheets);
  g_test_add_func ("/xlsx/wide-encoding", test_wide_encoding);

  return g_test_run ();
}
