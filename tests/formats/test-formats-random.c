/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/delimited.h"
#include "formats/html.h"

#include <string.h>

#define N_ROUNDS 4000

/* A text of pieces that mean something to a reader, and of some that do not. */
static char *
dup_random (const char *const *pieces, guint n_pieces, guint max)
{
  GString *text = g_string_new (NULL);

  for (gint i = g_test_rand_int_range (0, (gint32) max); i > 0; i--)
    g_string_append (text, pieces[g_test_rand_int_range (0, (gint32) n_pieces)]);
  return g_string_free (text, FALSE);
}

static void
assert_sound (const PasarTextTable *table)
{
  for (gsize i = 0; i < (gsize) table->n_rows * table->n_columns; i++)
    g_assert_true (g_utf8_validate (table->cells[i], -1, NULL));
}

static PasarTextTable *
read_any (const char *bytes, gsize length, GError **error)
{
  return pasar_delimited_read (bytes, length, '\0', error);
}

/* Whatever the bytes are, there is a sound table or a reason. */
static void
assert_reads (PasarTextTable *(*read) (const char *, gsize, GError **),
              const char *bytes,
              gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarTextTable) table = read (bytes, length, &error);

  g_assert_true ((table != NULL) == (error == NULL));
  if (table != NULL)
    assert_sound (table);
  else
    g_assert_cmpuint (error->domain, ==, PASAR_FORMAT_ERROR);
}

static void
test_any_text (void)
{
  static const char *const pieces[] = { "a", "1,5", "\"", "\"\"", "\t", "\n",   "\r",  "\r\n",
                                        ",", ";",   "|",  " ",    "é",  "\xC3", "\xFF" };

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autofree char *text = dup_random (pieces, G_N_ELEMENTS (pieces), 60);

      assert_reads (read_any, text, strlen (text));
    }
}

static void
test_any_html (void)
{
  static const char *const pieces[] = {
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "<th rowspan=3>",
    "<td colspan=2>",
    "<td rowspan=0 colspan=9>",
    "<tbody>",
    "</tbody>",
    "<tr hidden>",
    "<p>",
    "</p>",
    "<br>",
    "<b style='display:none'>",
    "</b>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<![if x]>",
    "<td sdval='1.5'>1,50",
    "<td data-sheets-value='{\"1\":3,\"3\":1990}'>1.990",
    "&nbsp;",
    "&#0;",
    "&#xD800;",
    "&",
    "<",
    "\"",
    "'",
    "=",
    "x",
    " ",
    "\xC2",
    "\xFF",
    "<select><option>",
    "<caption>",
  };

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autofree char *text = dup_random (pieces, G_N_ELEMENTS (pieces), 60);

      assert_reads (pasar_html_read, text, strlen (text));
    }
}

static void
test_any_bytes (void)
{
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      char bytes[64];
      const gsize length = (gsize) g_test_rand_int_range (0, sizeof bytes);

      for (gsize i = 0; i < length; i++)
        bytes[i] = (char) g_test_rand_int_range (g_test_rand_bit () ? 0 : 1, 256);
      if (length >= 2 && g_test_rand_bit ())
        memcpy (bytes, g_test_rand_bit () ? "\xFF\xFE" : "\xFE\xFF", 2);
      assert_reads (read_any, bytes, length);
      assert_reads (pasar_html_read, bytes, length);
    }
}

static void
assert_same (const PasarTextTable *table, const PasarTextCell *cells, guint n_rows, guint n_columns)
{
  g_assert_cmpuint (table->n_rows, ==, n_rows);
  g_assert_cmpuint (table->n_columns, ==, n_columns);
  for (guint i = 0; i < n_rows * n_columns; i++)
    g_assert_cmpstr (table->cells[i], ==, cells[i].text);
}

/* What is written is read as it was, in both ways. */
static void
test_round_trip (void)
{
  static const char *const pieces[] = { "a", "b1", "\"", "\t", "\n", ",",      " x",
                                        "é", "<",  "&",  ">",  "'",  "&nbsp;", "12.50" };

  for (guint round = 0; round < N_ROUNDS / 10; round++)
    {
      const guint n_rows = (guint) g_test_rand_int_range (1, 6);
      const guint n_columns = (guint) g_test_rand_int_range (1, 5);
      g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
      g_autofree PasarTextCell *cells = g_new0 (PasarTextCell, n_rows * n_columns);
      g_autoptr (GString) tsv = g_string_new (NULL);
      g_autoptr (GString) html = g_string_new (NULL);
      g_autoptr (PasarTextTable) from_tsv = NULL;
      g_autoptr (PasarTextTable) from_html = NULL;

      for (guint i = 0; i < n_rows * n_columns; i++)
        {
          /* Blanks and breaks at the ends say nothing in HTML, and a tab is a blank there. */
          char *text = g_strstrip (dup_random (pieces, G_N_ELEMENTS (pieces), 6));

          g_ptr_array_add (texts, text);
          cells[i] = (PasarTextCell){ text, NULL, g_test_rand_bit () };
        }
      pasar_html_begin_table (html);
      for (guint row = 0; row < n_rows; row++)
        {
          pasar_tsv_append_row (tsv, cells + row * n_columns, n_columns);
          pasar_html_append_row (html, cells + row * n_columns, n_columns, FALSE);
        }
      pasar_html_end_table (html);

      from_tsv = pasar_delimited_read (tsv->str, tsv->len, '\t', NULL);
      assert_same (from_tsv, cells, n_rows, n_columns);
      for (guint i = 0; i < texts->len; i++)
        g_strdelimit (g_ptr_array_index (texts, i), "\t", ' ');
      from_html = pasar_html_read (html->str, html->len, NULL);
      assert_same (from_html, cells, n_rows, n_columns);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/formats-random/any-text", test_any_text);
  g_test_add_func ("/formats-random/any-html", test_any_html);
  g_test_add_func ("/formats-random/any-bytes", test_any_bytes);
  g_test_add_func ("/formats-random/round-trip", test_round_trip);

  return g_test_run ();
}
