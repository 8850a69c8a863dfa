/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats-fixture.h"
#include "formats/clipboard.h"

#include <string.h>

typedef struct
{
  const char *text;
  const char *html;
  const char *cells;
  char decimal_point;
} Case;

static const Case cases[] = {
  { "a\tb\n", NULL, "a¦b¶", 0 },
  { NULL, "<table><tr><td>a<td>b</table>", "a¦b¶", 0 },
  /* HTML knows what is hidden and how decimals are written. */
  { "a\nhidden\n1,5\n",
    "<table><tr><td>a<tr style=display:none><td>hidden<tr><td sdval=1.5>1,5</table>",
    "a¶1,5¶",
    ',' },
  /* No table, or all of it in one cell of the page. */
  { "a\tb\n", "<b>a</b>", "a¦b¶", 0 },
  { "a\tb\nc\td\n", "<table><tr><td><p>a b<p>c d</table>", "a¦b¶c¦d¶", 0 },
  { "1.990", "<table><tr><td sdval=1990>1.990</table>", "1.990¶", ',' },
  { "", "", "", 0 },
};

static GBytes *
make_bytes (const char *text)
{
  return text != NULL ? g_bytes_new_static (text, strlen (text)) : NULL;
}

static void
test_read (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) text = make_bytes (cases[i].text);
      g_autoptr (GBytes) html = make_bytes (cases[i].html);
      g_autoptr (GError) error = NULL;
      g_autoptr (PasarTextTable) table = pasar_clipboard_read (text, html, &error);

      fixture_assert_cells (table, error, cases[i].cells, cases[i].cells);
      g_assert_cmpint (table->decimal_point, ==, cases[i].decimal_point);
    }
}

/* All rows of a long table are pasted, and its beginning tells how decimals are written. */
static void
test_long (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) html = g_string_new ("<table>");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text_bytes = NULL;
  g_autoptr (GBytes) html_bytes = NULL;
  g_autoptr (PasarTextTable) table = NULL;
  const guint n_rows = 100000;

  for (guint i = 0; i < n_rows; i++)
    {
      g_string_append (text, "1.990\n");
      g_string_append (html, "<tr><td class=\"number\" sdval=\"1990\">1.990</td></tr>\n");
    }
  text_bytes = g_bytes_new_static (text->str, text->len);
  html_bytes = g_bytes_new_static (html->str, html->len);
  table = pasar_clipboard_read (text_bytes, html_bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (table->n_rows, ==, n_rows);
  g_assert_cmpint (table->decimal_point, ==, ',');
}

static void
test_error (void)
{
  g_autoptr (GBytes) text = g_bytes_new_static ("\0", 1);
  g_autoptr (GBytes) html = make_bytes ("<p>");
  g_autoptr (GError) text_error = NULL;
  g_autoptr (GError) html_error = NULL;

  g_assert_null (pasar_clipboard_read (text, html, &text_error));
  g_assert_error (text_error, PASAR_FORMAT_ERROR, PASAR_FORMAT_ERROR_NOT_TEXT);
  g_assert_null (pasar_clipboard_read (NULL, html, &html_error));
  g_assert_error (html_error, PASAR_FORMAT_ERROR, PASAR_FORMAT_ERROR_NO_TABLE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/clipboard/read", test_read);
  g_test_add_func ("/clipboard/long", test_long);
  g_test_add_func ("/clipboard/error", test_error);

  return g_test_run ();
}
