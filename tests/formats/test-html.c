/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats-fixture.h"
#include "formats/html.h"

#include <string.h>

typedef struct
{
  const char *text;
  const char *cells;
  char decimal_point;
} Case;

#define CALC                                                                                       \
  "<!DOCTYPE html>\n<html>\n<head>\n\t<meta http-equiv=\"content-type\" "                          \
  "content=\"text/html; charset=utf-8\"/>\n\t<title></title>\n"                                    \
  "\t<style type=\"text/css\">body,div,table { font-size:x-small }</style>\n</head>\n<body>\n"     \
  "<table cellspacing=\"0\" border=\"0\">\n\t<colgroup width=\"85\"></colgroup>\n"
#define EXCEL                                                                                      \
  "<html xmlns:v=\"urn:schemas-microsoft-com:vml\" "                                               \
  "xmlns:x=\"urn:schemas-microsoft-com:office:excel\">\n<head>\n<meta http-equiv=Content-Type "    \
  "content=\"text/html; charset=utf-8\">\n<style>\n<!--table\n\t{mso-displayed-decimal-separator:" \
  "\"\\.\";}\n-->\n</style>\n</head>\n<body link=blue vlink=purple>\n"                             \
  "<table border=0 cellpadding=0 cellspacing=0 width=128 style='border-collapse:\n collapse'>\n"   \
  "<!--StartFragment-->\n <col width=64 span=2 style='width:48pt'>\n"
#define EXCEL_END                                                                                  \
  "<![if supportMisalignedColumns]>\n <tr height=0 style='display:none'>\n"                        \
  "  <td width=64 style='width:48pt'></td>\n  <td width=64></td>\n </tr>\n <![endif]>\n"           \
  "<!--EndFragment-->\n</table>\n</body>\n</html>\n"
#define SHEETS                                                                                     \
  "<meta charset='utf-8'><google-sheets-html-origin><style type=\"text/css\"><!--td {border: 1px " \
  "solid #cccccc;}br {mso-data-placement:same-cell;}--></style><table xmlns=\"http://www.w3.org/"  \
  "1999/xhtml\" cellspacing=\"0\" dir=\"ltr\" border=\"1\" data-sheets-root=\"1\"><colgroup><col " \
  "width=\"100\"/></colgroup><tbody>"

static const Case cases[] = {
  /* As the three have it on the clipboard. */
  { CALC
    "\t<tr>\n\t\t<td height=\"17\" align=\"left\">LS-W<br></td>\n"
    "\t\t<td align=\"right\" sdval=\"1234.5\" sdnum=\"1033;0;#,##0.00\">1,234.50</td>\n\t</tr>\n"
    "\t<tr>\n\t\t<td height=\"17\" align=\"left\">Shirt &amp; tie<br>white</td>\n"
    "\t\t<td align=\"left\"><br></td>\n\t</tr>\n</table>\n</body>\n</html>\n",
    "LS-W¦1,234.50¶Shirt & tie\nwhite¦¶",
    '.' },
  { EXCEL " <tr height=20 style='height:15.0pt'>\n  <td height=20 width=64>LS-W</td>\n"
          "  <td align=right class=xl65>12.86</td>\n </tr>\n"
          " <tr height=20>\n  <td height=20>Linen\n  shirt<br>\n    white<span\n"
          "  style='mso-spacerun:yes'>&nbsp; </span></td>\n  <td>&nbsp;</td>\n </tr>\n" EXCEL_END,
    "LS-W¦12.86¶Linen shirt\nwhite¦¶",
    '.' },
  { SHEETS "<tr style=\"height:21px;\"><td style=\"overflow:hidden;\" data-sheets-value=\"{&quot;1"
           "&quot;:2,&quot;2&quot;:&quot;LS-W&quot;}\">LS-W</td><td data-sheets-value=\"{&quot;1"
           "&quot;:3,&quot;3&quot;:1990}\" data-sheets-numberformat=\"{}\">1.990</td></tr>"
           "<tr><td>two<br/>lines</td><td></td></tr></tbody></table>",
    "LS-W¦1.990¶two\nlines¦¶",
    ',' },

  { "<style><!--table {mso-displayed-decimal-separator:\"\\,\";}--></style>"
    "<table><tr><td>1.990</table>",
    "1.990¶",
    ',' },

  /* What is shown counts, not what is kept beside it. */
  { "<table><tr><td sdval=\"0.1\">10%</td><td sdval=\"123\">00123</td><td sdval=\"45424\">"
    "12.05.2024</td></tr></table>",
    "10%¦00123¦12.05.2024¶",
    0 },
  { "<table><tr><td sdval=\"12.5\">12,50</td><td sdval=\"1990\">1.990</td></tr></table>",
    "12,50¦1.990¶",
    ',' },
  { "<table><tr><td sdval=\"-12.5\">(12.50)</td></tr></table>", "(12.50)¶", '.' },
  { "<table><tr><td sdval=\"1234567\">1.234.567</td></tr></table>", "1.234.567¶", ',' },
  /* Proofs that contradict each other prove nothing. */
  { "<table><tr><td sdval=\"12.5\">12,50</td><td sdval=\"12.5\">12.50</td></tr></table>",
    "12,50¦12.50¶",
    0 },
  { "<table><tr><td x:num>12.50</td><td sdval=\"0\">0.00</td><td sdval=\"x\">1.50</td></tr></table>",
    "12.50¦0.00¦1.50¶",
    0 },

  /* Blanks, breaks, blocks, entities. */
  { "<table><tr><td>  a \n  b </td><td>a<b> b</b>c</td></tr></table>", "a b¦a bc¶", 0 },
  { "<table><tr><td>a <br> b</td><td><p>a</p><p>b</p></td><td><div>a</div></td></tr></table>",
    "a\nb¦a\nb¦a¶",
    0 },
  { "<table><tr><td>1&#160;234&nbsp;</td><td>&lt;b&gt; &eacute; &#x20AC; &unknown;</td></tr></table>",
    "1 234¦<b> é € &unknown;¶",
    0 },
  { "<table><tr><td>a<script>b</script><style>c</style><!-- d --></td></tr></table>", "a¶", 0 },

  /* Cells over several rows and columns. */
  { "<table><tr><td colspan=2>a<td>b<tr><td>c<td>d<td>e</table>", "a¦¦b¶c¦d¦e¶", 0 },
  { "<table><tr><td rowspan=2>a<td>b<tr><td>c<tr><td>d<td>e</table>", "a¦b¶¦c¶d¦e¶", 0 },
  { "<table><tr><td>a<td rowspan=2>b<tr><td>c<tr><td>d</table>", "a¦b¶c¦¶d¦¶", 0 },
  { "<table><tr><td rowspan=2 colspan=2>a<td>b<tr><td>c</table>", "a¦¦b¶¦¦c¶", 0 },
  { "<table><tr><td>a<td>b<td rowspan=3>c<tr><td>d<tr><td>e<td>f</table>", "a¦b¦c¶d¦¦¶e¦f¦¶", 0 },
  { "<table><tbody><tr><td rowspan=9>a</tbody><tbody><tr><td>b</table>", "a¶b¶", 0 },
  { "<table><tbody><tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d</table>", "a¦b¶¦c¶¦d¶", 0 },
  { "<table><tr><td colspan=x>a<td colspan=-1>b<td colspan=0>c</table>", "a¦b¦c¶", 0 },

  /* What is not shown. */
  { "<table><tr><td>a<tr style='display : NONE'><td>b<tr><td>c</table>", "a¶c¶", 0 },
  { "<table><tr hidden><td>a</tr><tr><td>b<td style=\"display:none\">c<td>d</table>", "b¦d¶", 0 },
  { "<table style='color:red;display:none'><tr><td>a</table><table><tr><td>b</table>", "b¶", 0 },
  { "<table><tr><td>a<span style='display:none'>b<i>c</i></span>d</table>", "ad¶", 0 },

  /* Tables in tables, and one after the other. */
  { "<table><tr><td>a<table><tr><td>b<td>c</tr><tr><td>d</table>e</td><td>f</td></tr></table>",
    "a\nb c\nd\ne¦f¶",
    0 },
  { "<p>x</p><table><tr><td>a</table>y<table><tr><td>b<td>c</table>z", "a¦¶b¦c¶", 0 },

  /* As people and programs write it. */
  { "<TABLE><THEAD><TR><TH>a<TH>b<TBODY><TR><TD>c<TD>d</TABLE>", "a¦b¶c¦d¶", 0 },
  { "<table><td>a</td><td>b</td></table>", "a¦b¶", 0 },
  { "<table><tr><td><b>a<td>b<tr><td>c<td>d", "a¦b¶c¦d¶", 0 },
  { "<tr><td>a</td></tr><table><tr><td>b</table>", "b¶", 0 },
  { "Version:0.9\r\nStartHTML:1\r\n<html><body><table><tr><td>a</table>", "a¶", 0 },
  { "\xEF\xBB\xBF<table><tr><td>é</table>", "é¶", 0 },
  { "<meta charset=latin1><table><tr><td>é</table>", "é¶", 0 },
};

static void
test_read (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PasarTextTable) table =
          pasar_html_read (cases[i].text, strlen (cases[i].text), &error);

      fixture_assert_cells (table, error, cases[i].text, cases[i].cells);
      g_assert_cmpint (table->decimal_point, ==, cases[i].decimal_point);
    }
}

static void
test_wide_bytes (void)
{
  static const char html[] = "<table><tr><td>é</td></tr></table>";
  g_autoptr (GError) error = NULL;
  gsize length = 0;
  g_autofree char *wide = g_convert (html, -1, "UTF-16", "UTF-8", NULL, &length, &error);
  g_autoptr (PasarTextTable) table = pasar_html_read (wide, length, &error);

  fixture_assert_cells (table, error, "UTF-16", "é¶");
}

static void
assert_error (const char *text, PasarFormatError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (pasar_html_read (text, strlen (text), &error));
  g_assert_error (error, PASAR_FORMAT_ERROR, (int) code);
}

/* The beginning, then so many times the middle, then the end. */
static char *
dup_repeated (const char *start, const char *middle, guint n, const char *end)
{
  GString *text = g_string_new (start);

  for (guint i = 0; i < n; i++)
    g_string_append (text, middle);
  g_string_append (text, end);
  return g_string_free (text, FALSE);
}

static void
test_refused (void)
{
  g_autofree char *deep = dup_repeated ("<table><tr><td>", "<b>", 100000, "x</i></table>");
  g_autofree char *nested = dup_repeated ("", "<table><tr><td>", 10000, "x");
  g_autofree char *wide = dup_repeated ("<table><tr>", "<td colspan=1000>", 17, "</table>");
  g_autofree char *large = dup_repeated ("<table>",
                                         "<tr><td colspan=1000>",
                                         PASAR_TEXT_TABLE_CELLS_MAX / 1000 + 1,
                                         "</table>");
  g_autofree char *covered = dup_repeated ("<table><tr><td colspan=1000 rowspan=65534>a",
                                           "<tr>",
                                           PASAR_TEXT_TABLE_CELLS_MAX / 1000 + 1,
                                           "</table>");

  assert_error ("", PASAR_FORMAT_ERROR_NO_TABLE);
  assert_error ("<p>Just text</p>", PASAR_FORMAT_ERROR_NO_TABLE);
  assert_error ("<table></table>", PASAR_FORMAT_ERROR_NO_TABLE);
  assert_error (deep, PASAR_FORMAT_ERROR_TOO_LARGE);
  assert_error (nested, PASAR_FORMAT_ERROR_TOO_LARGE);
  assert_error (wide, PASAR_FORMAT_ERROR_TOO_LARGE);
  assert_error (large, PASAR_FORMAT_ERROR_TOO_LARGE);
  assert_error (covered, PASAR_FORMAT_ERROR_TOO_LARGE);
}

static char *
dup_attributes (const char *start, guint n)
{
  GString *text = g_string_new (start);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, " a%u", i);
  g_string_append (text, ">x</table>");
  return g_string_free (text, FALSE);
}

/* The parser would compare each attribute with all others, and could not be stopped. */
static void
test_attributes (void)
{
  static const char *const starts[] = {
    "<table><tr><td",
    "<table><tr><td a=b",
    "<table><tr><td a='>' b=\"<b\" c=d\"",
    "<table><tr><td =\"a",
    "<table><tr><td 1=\"a",
    "<table><tr><td \"",
    "<table><tr><td/",
    "<!-- <b c=\" --><table><tr><td",
    "<script>if (a<b) c=\"'\"</script><table><tr><td",
  };

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      g_autofree char *some = dup_attributes (starts[i], 1000);
      g_autofree char *many = dup_attributes (starts[i], 50000);
      g_autoptr (PasarTextTable) table = NULL;
      g_autoptr (GError) error = NULL;

      table = pasar_html_read (some, strlen (some), &error);
      fixture_assert_cells (table, error, some, "x¶");
      assert_error (many, PASAR_FORMAT_ERROR_UNSUPPORTED);
    }
}

/* However long it is, and whatever it looks like. */
static void
test_long_values (void)
{
  g_autofree char *words =
      dup_repeated ("<table><tr><td title=\"", "size=L it's <b>bold</b> ", 20000, "\">x</table>");
  g_autofree char *cells = dup_repeated ("<table><tr>", "<td a=1 b='2' c=\"3\">", 200, "x</table>");
  g_autoptr (PasarTextTable) table = NULL;
  g_autoptr (GError) error = NULL;

  table = pasar_html_read (words, strlen (words), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (table->n_columns, ==, 1);
  g_clear_pointer (&table, pasar_text_table_free);
  table = pasar_html_read (cells, strlen (cells), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (table->n_columns, ==, 200);
}

/* What is written is read as it was, whatever characters are in it. */
static void
test_round_trip (void)
{
  static const PasarTextCell heads[] = { { "SKU" }, { "Price" } };
  static const PasarTextCell row[] = { { "00<1>&\"2'", NULL, TRUE },
                                       { "1.234,50", "1234.5", FALSE } };
  static const PasarTextCell odd[] = { { "two  blanks\nand lines" }, { "" } };
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (PasarTextTable) table = NULL;
  g_autoptr (GError) error = NULL;

  pasar_html_begin_table (out);
  pasar_html_append_row (out, heads, 2, TRUE);
  pasar_html_append_row (out, row, 2, FALSE);
  pasar_html_append_row (out, odd, 2, FALSE);
  pasar_html_end_table (out);

  table = pasar_html_read (out->str, out->len, &error);
  fixture_assert_cells (table,
                        error,
                        out->str,
                        "SKU¦Price¶00<1>&\"2'¦1.234,50¶two  blanks\nand lines¦¶");
  g_assert_cmpint (table->decimal_point, ==, ',');
  /* Excel takes the SKU as text, and the number in whichever locale. */
  g_assert_nonnull (strstr (out->str, "mso-number-format:'\\@'\">00"));
  g_assert_nonnull (strstr (out->str, "x:num=\"1234.5\">1.234,50</td>"));
  g_assert_nonnull (strstr (out->str, "<th>Price</th>"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/html/read", test_read);
  g_test_add_func ("/html/wide-bytes", test_wide_bytes);
  g_test_add_func ("/html/refused", test_refused);
  g_test_add_func ("/html/attributes", test_attributes);
  g_test_add_func ("/html/long-values", test_long_values);
  g_test_add_func ("/html/round-trip", test_round_trip);

  return g_test_run ();
}
