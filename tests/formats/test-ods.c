/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "workbook-fixture.h"

#include <string.h>

#define SPREADSHEET(inside)      "<office:spreadsheet>" inside "</office:spreadsheet>"
#define SHEET(inside)            SPREADSHEET ("<table:table table:name='List'>" inside "</table:table>")
#define ROW(inside)              "<table:table-row>" inside "</table:table-row>"
#define CELL(attributes, inside) "<table:table-cell " attributes ">" inside "</table:table-cell>"
#define STRING(inside)           CELL ("office:value-type='string'", inside)
#define NUMBER(value)                                                                              \
  CELL ("office:value-type='float' office:value='" value "'", "<text:p>?</text:p>")

typedef struct
{
  const char *content;
  const char *expected;
} Case;

static void
assert_cases (const Case *cases, guint n_cases)
{
  for (guint i = 0; i < n_cases; i++)
    {
      g_autoptr (GBytes) bytes = fixture_ods (NULL, cases[i].content);
      g_autofree char *values = fixture_read (bytes, 0);

      g_test_message ("%s", cases[i].content);
      g_assert_cmpstr (values, ==, cases[i].expected);
    }
}

static void
test_kinds (void)
{
  static const Case cases[] = {
    { SHEET (""), "" },
    { SHEET (ROW (NUMBER ("12.5") NUMBER ("1.2999999999999998"))), "#12.5¦#1.3¶" },
    { SHEET (ROW (
          CELL ("office:value-type='percentage' office:value='0.125'", "<text:p>12.50%</text:p>"))),
      "%0.125¶" },
    { SHEET (ROW (CELL ("office:value-type='currency' office:currency='MYR' office:value='9.9'",
                        "<text:p>RM9.90</text:p>"))),
      "#9.9¶" },
    { SHEET (ROW (CELL ("office:value-type='date' office:date-value='2024-02-29'", "")
                      CELL ("office:value-type='date' office:date-value='2024-02-29T13:45:00'", "")
                          CELL ("office:value-type='time' office:time-value='PT13H45M00S'", ""))),
      "@2024-02-29¦@2024-02-29T13:45:00¦@13:45:00¶" },
    { SHEET (ROW (CELL ("office:value-type='boolean' office:boolean-value='true'", "")
                      CELL ("office:value-type='boolean' office:boolean-value='false'", ""))),
      "?TRUE¦?FALSE¶" },
    { SHEET (ROW (STRING ("<text:p>0123</text:p>"))), "0123¶" },
    { SHEET (ROW (CELL ("office:value-type='string' office:string-value='kept'",
                        "<text:p>shown</text:p>"))),
      "kept¶" },
    { SHEET (ROW (CELL ("", "<text:p>of no kind</text:p>"))), "of no kind¶" },
    { SHEET (ROW (CELL ("office:value-type='string' office:string-value='' "
                        "calcext:value-type='error'",
                        "<text:p>#N/A</text:p>"))),
      "!#N/A¶" },
    { SHEET (ROW (CELL ("office:value-type='float' office:value='0' calcext:value-type='error'",
                        "<text:p>Err:502</text:p>"))),
      "!Err:502¶" },
    { SHEET (ROW (
          CELL ("office:value-type='float' office:value='123'", "<text:p>000123</text:p>")
              CELL ("office:value-type='float' office:value='0'", "<text:p>000</text:p>")
                  CELL ("office:value-type='float' office:value='5'", "<text:p>0,5</text:p>")
                      CELL ("office:value-type='float' office:value='5'", "<text:p>007</text:p>"))),
      "000123¦000¦#5¦#5¶" },
    /* A value that is none: what is shown. */
    { SHEET (ROW (CELL ("office:value-type='float' office:value='x'", "<text:p>5</text:p>")
                      CELL ("office:value-type='date'", "<text:p>May</text:p>")
                          CELL ("office:value-type='time' office:time-value='PT99H'",
                                "<text:p>99:00</text:p>"))),
      "5¦May¦99:00¶" },
  };

  assert_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_texts (void)
{
  static const Case cases[] = {
    { SHEET (ROW (STRING ("<text:p>two</text:p><text:p>lines</text:p>"))), "two\nlines¶" },
    { SHEET (ROW (STRING ("<text:p/><text:p>second</text:p>"))), "\nsecond¶" },
    { SHEET (ROW (STRING ("<text:p>a<text:s/>b<text:s text:c='3'/>c<text:tab/>d<text:line-break/>e"
                          "</text:p>"))),
      "a b   c\td\ne¶" },
    { SHEET (ROW (STRING ("<text:p>\n  one   <text:span>and\ntwo</text:span></text:p>"))),
      "one and two¶" },
    { SHEET (ROW (STRING ("<text:p><text:span>a<text:a>b</text:a></text:span>c</text:p>"))),
      "abc¶" },
    /* What is no part of the text. */
    { SHEET (ROW (STRING ("<office:annotation><text:p>note</text:p></office:annotation>"
                          "<text:p>text<office:annotation><text:p>n</text:p></office:annotation>"
                          "</text:p><draw:frame><draw:text-box><text:p>box</text:p></draw:text-box>"
                          "</draw:frame>"))),
      "text¶" },
    { SHEET (ROW (STRING ("<text:p><text:ruby><text:ruby-base>東京</text:ruby-base>"
                          "<text:ruby-text>とうきょう</text:ruby-text></text:ruby></text:p>"))),
      "東京¶" },
    { SHEET (
          ROW (STRING ("<text:p>a</text:p><table:table><table:table-row><table:table-cell>"
                       "<text:p>inner</text:p></table:table-cell></table:table-row></table:table>")
                   NUMBER ("1"))),
      "a¦#1¶" },
  };

  assert_cases (cases, G_N_ELEMENTS (cases));
}

#define REPEATED_ROWS(n, inside)                                                                   \
  "<table:table-row table:number-rows-repeated='" n "'>" inside "</table:table-row>"

static void
test_repeated (void)
{
  static const Case cases[] = {
    { SHEET (ROW (CELL ("table:number-columns-repeated='3' office:value-type='float' "
                        "office:value='1'",
                        "") CELL ("table:number-columns-repeated='2'", "") NUMBER ("2"))),
      "#1¦#1¦#1¦¦¦#2¶" },
    { SHEET (REPEATED_ROWS ("2", NUMBER ("1")) REPEATED_ROWS ("3", "<table:table-cell/>")
                 ROW (NUMBER ("2"))),
      "#1¶#1¶[6]#2¶" },
    /* The rest of a sheet, as LibreOffice writes it, and as nobody does. */
    { SHEET (ROW (NUMBER ("1") CELL ("table:number-columns-repeated='16383'", ""))
                 REPEATED_ROWS ("1048575", CELL ("table:number-columns-repeated='16384'", ""))),
      "#1¶" },
    { SHEET (ROW (NUMBER ("1") CELL ("table:number-columns-repeated='99999999999999999999'", ""))
                 REPEATED_ROWS ("18446744073709551615",
                                CELL ("table:number-columns-repeated='18446744073709551615'", ""))),
      "#1¶" },
    { SHEET (ROW (NUMBER (
          "1") "<table:covered-table-cell table:number-columns-repeated='2'><text:p>under</text:p>"
               "</table:covered-table-cell>" NUMBER ("4"))),
      "#1¦¦¦#4¶" },
    { SHEET ("<table:table-row table:visibility='collapse'>" NUMBER (
          "1") "</table:table-row>"
               "<table:table-row table:visibility='filter'>" NUMBER (
                   "2") "</table:table-row>"
                        "<table:table-row table:visibility='visible'>" NUMBER (
                            "3") "</table:table-row>"),
      "~#1¶~#2¶#3¶" },
    { SHEET ("<table:table-header-rows>" ROW (NUMBER (
          "1")) "</table:table-header-rows>"
                "<table:table-row-group><table:table-rows>" ROW (NUMBER (
                    "2")) "</table:table-rows>"
                          "</table:table-row-group><table:shapes><draw:frame><text:p>shape</text:p></draw:frame>"
                          "</table:shapes>"),
      "#1¶#2¶" },
  };
  g_autoptr (GBytes) wide =
      fixture_ods (NULL,
                   SHEET (ROW (CELL ("table:number-columns-repeated='16384'", "") NUMBER ("1"))));
  g_autoptr (GBytes) repeated =
      fixture_ods (NULL,
                   SHEET (REPEATED_ROWS ("1048577",
                                         CELL ("table:number-columns-repeated='16384' "
                                               "office:value-type='float' office:value='1'",
                                               ""))));

  assert_cases (cases, G_N_ELEMENTS (cases));
  fixture_assert_refused (wide, PASAR_FORMAT_ERROR_TOO_LARGE);
  fixture_assert_refused (repeated, PASAR_FORMAT_ERROR_TOO_LARGE);
}

static void
test_unvalued (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes =
      fixture_ods (NULL, SHEET (ROW (CELL ("table:formula='of:=1+1'", "") NUMBER ("1"))));
  g_autoptr (PasarTableFile) file = pasar_table_file_open_bytes (bytes, NULL, &error);
  g_autoptr (PasarTextTable) table = NULL;

  g_assert_no_error (error);
  table = pasar_table_file_read_sheet (file, 0, 0, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (table->n_unvalued, ==, 1);
}

static void
test_sheets (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = fixture_ods (
      "<style:style style:name='ta1' style:family='table'><style:table-properties "
      "table:display='true'/></style:style><style:style style:name='ta2' style:family='table'>"
      "<style:table-properties table:display='false'/></style:style>",
      SPREADSHEET (
          "<table:calculation-settings/>"
          "<table:table table:name='Harga &amp; stok' table:style-name='ta1'>" ROW (NUMBER (
              "1") NUMBER ("2")) "</table:table>"
                                 "<table:table table:name='备注' table:style-name='ta2'>" ROW (
                                     STRING ("<text:p>b</text:p>")) "</table:table>"
                                                                    "<table:named-expressions/>"
                                                                    "<table:dde-links><table:"
                                                                    "dde-link><table:table "
                                                                    "table:name='no'/></"
                                                                    "table:dde-link></"
                                                                    "table:dde-links>"));
  g_autoptr (PasarTableFile) file = pasar_table_file_open_bytes (bytes, NULL, &error);
  g_autofree char *second = fixture_read (bytes, 1);

  g_assert_no_error (error);
  g_assert_cmpint (pasar_table_file_get_kind (file), ==, PASAR_TABLE_FILE_ODS);
  g_assert_cmpuint (pasar_table_file_get_n_sheets (file), ==, 2);
  g_assert_cmpstr (pasar_table_file_get_sheet_name (file, 0), ==, "Harga & stok");
  g_assert_false (pasar_table_file_is_sheet_hidden (file, 0));
  g_assert_true (pasar_table_file_is_sheet_hidden (file, 1));
  g_assert_cmpstr (second, ==, "b¶");
}

static void
test_refused (void)
{
  static const FixturePart locked[] = {
    { "mimetype", "application/vnd.oasis.opendocument.spreadsheet" },
    { "content.xml", "\x12\x34\x56" },
    { "META-INF/manifest.xml",
      "<manifest:manifest xmlns:manifest='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'>"
      "<manifest:file-entry manifest:full-path='content.xml'><manifest:encryption-data/>"
      "</manifest:file-entry></manifest:manifest>" },
  };
  g_autoptr (GBytes) behind_password = fixture_zip (locked, G_N_ELEMENTS (locked), NULL);
  g_autoptr (GBytes) letter =
      fixture_ods (NULL, "<office:text><text:p>Dear</text:p></office:text>");

  fixture_assert_refused (behind_password, PASAR_FORMAT_ERROR_LOCKED);
  fixture_assert_refused (letter, PASAR_FORMAT_ERROR_UNSUPPORTED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ods/kinds", test_kinds);
  g_test_add_func ("/ods/texts", test_texts);
  g_test_add_func ("/ods/repeated", test_repeated);
  g_test_add_func ("/ods/unvalued", test_unvalued);
  g_test_add_func ("/ods/sheets", test_sheets);
  g_test_add_func ("/ods/refused", test_refused);

  return g_test_run ();
}
