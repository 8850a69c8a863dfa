/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats-fixture.h"
#include "formats/delimited-file.h"

#include <string.h>

typedef struct
{
  const char *text;
  char separator;
  PasarCertainty certainty;
  const char *cells;
} Case;

static const Case cases[] = {
  { "", ',', PASAR_CERTAINTY_CERTAIN, "" },
  { "SKU\nA1\nA2\n", ',', PASAR_CERTAINTY_CERTAIN, "SKU¶A1¶A2¶" },
  { "SKU,Price\nA1,9.90\n", ',', PASAR_CERTAINTY_CERTAIN, "SKU¦Price¶A1¦9.90¶" },
  { "SKU;Price\r\nA1;9,90\r\nA2;5,00\r\n",
    ';',
    PASAR_CERTAINTY_CERTAIN,
    "SKU¦Price¶A1¦9,90¶A2¦5,00¶" },
  /* Both cut evenly: what cuts more, else the semicolon. */
  { "A1;9,90\nA2;5,00\n", ';', PASAR_CERTAINTY_LIKELY, "A1¦9,90¶A2¦5,00¶" },
  { "A1,x|y,5\nA2,z|w,6\n", ',', PASAR_CERTAINTY_LIKELY, "A1¦x|y¦5¶A2¦z|w¦6¶" },
  { "a\tb\nc\td\n", '\t', PASAR_CERTAINTY_CERTAIN, "a¦b¶c¦d¶" },
  { "a|b\nc|d\n", '|', PASAR_CERTAINTY_CERTAIN, "a¦b¶c¦d¶" },
  /* A tab in one cell separates nothing. */
  { "a,b\nc,d\te\nf,g\nh,i\n", ',', PASAR_CERTAINTY_CERTAIN, "a¦b¶c¦d\te¶f¦g¶h¦i¶" },
  /* Titles over the table, rows that are cut short, empty rows. */
  { "Price list of May\n\nSKU,Price,Stock\nA1,5,6\nA2,5\nA3,7,8\nA4,7,8\nA5,7,8\nA6,7,8\n",
    ',',
    PASAR_CERTAINTY_LIKELY,
    "Price list of May¦¦¶¦¦¶SKU¦Price¦Stock¶A1¦5¦6¶A2¦5¦¶A3¦7¦8¶A4¦7¦8¶A5¦7¦8¶A6¦7¦8¶" },
  /* Said by the file itself. */
  { "sep=|\nSKU|Name, colour\nA1|x\n", '|', PASAR_CERTAINTY_CERTAIN, "SKU¦Name, colour¶A1¦x¶" },
  { "\"sep=;\"\r\nA1;5\n", ';', PASAR_CERTAINTY_CERTAIN, "A1¦5¶" },
  { "SEP=,\nA1,5", ',', PASAR_CERTAINTY_CERTAIN, "A1¦5¶" },
  { "sep=\"\na\"\"b,c\nd,e\nf,g\n", ',', PASAR_CERTAINTY_LIKELY, "sep=\"¦¶a\"\"b¦c¶d¦e¶f¦g¶" },
  { "sep=abc,d\nx,y\n", ',', PASAR_CERTAINTY_CERTAIN, "sep=abc¦d¶x¦y¶" },
  /* Ends of lines. */
  { "a,b\rc,d\r", ',', PASAR_CERTAINTY_CERTAIN, "a¦b¶c¦d¶" },
  { "a,b\r\nc,d\ne,f\rg,h", ',', PASAR_CERTAINTY_CERTAIN, "a¦b¶c¦d¶e¦f¶g¦h¶" },
  /* Columns and rows that are empty to the end. */
  { "a,b,,,\nc,d,,,\n,,,,\n,,,,\n", ',', PASAR_CERTAINTY_CERTAIN, "a¦b¶c¦d¶" },
  { "a,b,,\nc,,,d\n", ',', PASAR_CERTAINTY_CERTAIN, "a¦b¦¦¶c¦¦¦d¶" },
  { "a,\"x\ny\"\nb,\"say \"\"hi\"\"\"\n", ',', PASAR_CERTAINTY_CERTAIN, "a¦x\ny¶b¦say \"hi\"¶" },
  /* Kept from being formulas by the program that wrote them. */
  { "a,b\n'=1+1,''=1\n'-5,-5\n'90s,it's\n",
    ',',
    PASAR_CERTAINTY_CERTAIN,
    "a¦b¶=1+1¦'=1¶-5¦-5¶'90s¦it's¶" },
  /* Kept from being numbers. */
  { "a,b\n=\"00123\",\"=\"\"1,5\"\"\"\n=\"\",=\"a\"&\"b\"\n=\",'=\"1\"\n",
    ',',
    PASAR_CERTAINTY_CERTAIN,
    "a¦b¶00123¦1,5¶¦=\"a\"&\"b\"¶=\"¦=\"1\"¶" },
};

static PasarTextTable *
read_file (const char *text, const PasarTextOptions *options, PasarTextFindings *findings)
{
  g_autoptr (GError) error = NULL;
  PasarTextTable *table =
      pasar_delimited_read_file (text, strlen (text), options, findings, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return table;
}

static void
test_separators (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PasarTextFindings findings;
      g_autoptr (PasarTextTable) table = read_file (cases[i].text, NULL, &findings);

      fixture_assert_cells (table, NULL, cases[i].text, cases[i].cells);
      g_assert_cmpint (findings.separator, ==, cases[i].separator);
      g_assert_cmpint (findings.separator_certainty, ==, cases[i].certainty);
      g_assert_cmpuint (findings.n_open_quotes, ==, 0);
    }
}

/* What cannot be cut evenly is said to be uncertain. */
static void
test_prose (void)
{
  PasarTextFindings findings;
  g_autoptr (PasarTextTable) table =
      read_file ("Dear Ann, as said,\nhere, we, have, it;\nYours\n", NULL, &findings);

  g_assert_cmpuint (table->n_rows, ==, 3);
  g_assert_cmpint (findings.separator_certainty, ==, PASAR_CERTAINTY_UNCERTAIN);
}

/* The caller corrects what was found, and the same bytes are read again. */
static void
test_options (void)
{
  static const char text[] = "A1;caf\xE9,5\nA2;th\xE9,6\n";
  const PasarTextOptions options = { PASAR_ENCODING_WINDOWS_1250, ',', 0 };
  PasarTextFindings findings;
  g_autoptr (PasarTextTable) table = read_file (text, &options, &findings);

  fixture_assert_cells (table, NULL, "Windows-1250", "A1;café¦5¶A2;thé¦6¶");
  g_assert_cmpint (findings.encoding, ==, PASAR_ENCODING_WINDOWS_1250);
  g_assert_cmpint (findings.encoding_certainty, ==, PASAR_CERTAINTY_CERTAIN);
  g_assert_cmpint (findings.separator, ==, ',');
}

/* A quote that is a part of the text does not swallow the rows up to the next one. */
static void
test_open_quote (void)
{
  static const struct
  {
    const char *text;
    guint row;
    const char *cells;
  } quotes[] = {
    { "a,b,c\nd,e,f\n\"Best shirt,5,6\ng,h,i\n", 2, "a¦b¦c¶d¦e¦f¶\"Best shirt¦5¦6¶g¦h¦i¶" },
    { "a,b,c\nd,\"Pipe,6\ng,h,i\nj,5\",9\nk,l,m\n", 1, "a¦b¦c¶d¦\"Pipe¦6¶g¦h¦i¶j¦5\"¦9¶k¦l¦m¶" },
    { "a,b,c\n\"Pipe,6,7\ng,h,i\n5\",x,y\n", 1, "a¦b¦c¶\"Pipe¦6¦7¶g¦h¦i¶5\"¦x¦y¶" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (quotes); i++)
    {
      PasarTextFindings findings;
      g_autoptr (PasarTextTable) table = read_file (quotes[i].text, NULL, &findings);

      fixture_assert_cells (table, NULL, quotes[i].text, quotes[i].cells);
      g_assert_cmpuint (findings.n_open_quotes, ==, 1);
      g_assert_cmpuint (findings.first_open_quote, ==, quotes[i].row);
    }
}

/* A cell of several lines stays one, whatever it holds. */
static void
test_lines_in_cells (void)
{
  static const char text[] = "sku,text,price\nA1,\"Soft, warm\nWashable, at 40\nLasts\",5\n"
                             "A2,\"Red\nBlue\",6\n\"A3, long, set\nof two\",x,7\n";
  PasarTextFindings findings;
  g_autoptr (PasarTextTable) table = read_file (text, NULL, &findings);

  fixture_assert_cells (table,
                        NULL,
                        text,
                        "sku¦text¦price¶A1¦Soft, warm\nWashable, at 40\nLasts¦5¶"
                        "A2¦Red\nBlue¦6¶A3, long, set\nof two¦x¦7¶");
  g_assert_cmpuint (findings.n_open_quotes, ==, 0);
}

static GString *
make_rows (guint n)
{
  GString *text = g_string_new ("SKU,Name,Price\n");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text,
                            i % 50 == 0 ? "A%u,\"Tênis, alto\",%u.50\n" : "A%u,Tênis,%u.50\n",
                            i,
                            i % 100);
  return text;
}

/* A preview has the first rows, as they are in the whole table. */
static void
test_preview (void)
{
  static const PasarEncoding encodings[] = { PASAR_ENCODING_UTF_8,
                                             PASAR_ENCODING_UTF_16BE,
                                             PASAR_ENCODING_WINDOWS_1252 };
  g_autoptr (GString) text = make_rows (9000);

  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      gsize length;
      g_autofree char *bytes = g_convert (text->str,
                                          (gssize) text->len,
                                          pasar_encoding_get_name (encodings[i]),
                                          "UTF-8",
                                          NULL,
                                          &length,
                                          NULL);
      static const guint n_rows[] = { 1, 5, 5000, 9001, 30000 };

      for (guint j = 0; j < G_N_ELEMENTS (n_rows); j++)
        {
          const PasarTextOptions options = { .max_rows = n_rows[j] };
          PasarTextFindings findings;
          g_autoptr (GError) error = NULL;
          g_autoptr (PasarTextTable) table = pasar_delimited_read_file (bytes,
                                                                        length,
                                                                        &options,
                                                                        &findings,
                                                                        NULL,
                                                                        NULL,
                                                                        NULL,
                                                                        &error);

          g_assert_no_error (error);
          g_assert_cmpint (findings.encoding, ==, encodings[i]);
          g_assert_cmpuint (table->n_rows, ==, MIN (n_rows[j], 9001));
          g_assert_cmpint (table->is_cut, ==, n_rows[j] < 9001);
          g_assert_cmpuint (findings.n_replaced, ==, 0);
          if (n_rows[j] > 1)
            g_assert_cmpstr (pasar_text_table_get_text (table, 1, 1), ==, "Tênis, alto");
        }
    }
}

static void
cancel_cb (double done, gpointer user_data)
{
  g_assert_cmpfloat (done, >=, 0);
  g_assert_cmpfloat (done, <=, 1);
  if (done > 0.3)
    g_cancellable_cancel (user_data);
}

static void
test_cancel (void)
{
  g_autoptr (GString) text = make_rows (20000);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (pasar_delimited_read_file (text->str,
                                            text->len,
                                            NULL,
                                            NULL,
                                            cancel_cb,
                                            cancellable,
                                            cancellable,
                                            &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_not_text (void)
{
  static const char nuls[] = "\0\1\2\3\0\0\5\6abc\0\0";
  g_autoptr (GError) error = NULL;

  g_assert_null (
      pasar_delimited_read_file (nuls, sizeof nuls - 1, NULL, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, PASAR_FORMAT_ERROR, PASAR_FORMAT_ERROR_NOT_TEXT);
}

/* A table written in some dialect is read as it was. */
static void
test_random (void)
{
  static const char *const pieces[] = { "A",  "b1", "\"", ",", ";", "|",
                                        "\t", "\n", "é",  "ł", " ", "12,5" };
  static const char separators[] = { ',', ';', '\t', '|' };
  static const char *const ends[] = { "\n", "\r\n", "\r" };
  static const PasarEncoding encodings[] = { PASAR_ENCODING_UTF_8,
                                             PASAR_ENCODING_UTF_16LE,
                                             PASAR_ENCODING_UTF_16BE,
                                             PASAR_ENCODING_WINDOWS_1250,
                                             PASAR_ENCODING_GB18030 };

  for (guint round = 0; round < 400; round++)
    {
      const guint n_rows = (guint) g_test_rand_int_range (1, 9);
      const guint n_columns = (guint) g_test_rand_int_range (1, 6);
      const PasarTextOptions options = {
        .encoding = encodings[g_test_rand_int_range (0, G_N_ELEMENTS (encodings))],
        .separator = separators[g_test_rand_int_range (0, G_N_ELEMENTS (separators))],
      };
      const char *line_end = ends[g_test_rand_int_range (0, G_N_ELEMENTS (ends))];
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
      g_autofree char *bytes = NULL;
      g_autoptr (PasarTextTable) table = NULL;
      g_autoptr (GError) error = NULL;
      gsize length;

      for (guint i = 0; i < n_rows * n_columns; i++)
        {
          /* A column of letters at both ends keeps the shape: what is empty there is left out, and
           * a quote that could swallow rows is not meant here. */
          GString *cell = g_string_new ("x");

          for (gint n = g_test_rand_int_range (0, 4); n > 0; n--)
            g_string_append (cell, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
          g_string_append (cell, "z");
          if (i % n_columns > 0)
            g_string_append_c (text, options.separator);
          if (strpbrk (cell->str, "\",;|\t\n") != NULL || g_test_rand_bit ())
            {
              g_autoptr (GString) doubled = g_string_new (cell->str);

              g_string_replace (doubled, "\"", "\"\"", 0);
              g_string_append_printf (text, "\"%s\"", doubled->str);
            }
          else
            g_string_append (text, cell->str);
          if (i % n_columns == n_columns - 1)
            g_string_append (text, line_end);
          g_ptr_array_add (cells, g_string_free (cell, FALSE));
        }
      bytes = g_convert (text->str,
                         (gssize) text->len,
                         pasar_encoding_get_name (options.encoding),
                         "UTF-8",
                         NULL,
                         &length,
                         NULL);
      g_test_message ("%c %s", options.separator, text->str);
      table = pasar_delimited_read_file (bytes, length, &options, NULL, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (table->n_rows, ==, n_rows);
      g_assert_cmpuint (table->n_columns, ==, n_columns);
      for (guint i = 0; i < cells->len; i++)
        g_assert_cmpstr (table->cells[i], ==, g_ptr_array_index (cells, i));
    }
}

static void
assert_sound_parts (const char *text, gsize n)
{
  for (gsize length = 0; length <= n; length++)
    {
      g_autofree char *bytes = g_memdup2 (text, length);
      g_autoptr (GError) error = NULL;
      g_autoptr (PasarTextTable) table =
          pasar_delimited_read_file (bytes, length, NULL, NULL, NULL, NULL, NULL, &error);

      g_assert_true ((table != NULL) == (error == NULL));
      for (gsize i = 0; table != NULL && i < (gsize) table->n_rows * table->n_columns; i++)
        g_assert_true (g_utf8_validate (table->cells[i], -1, NULL));
    }
}

/* Cut off anywhere, a file is a sound table, or there is a reason. */
static void
test_truncated (void)
{
  static const char narrow[] = "\xEF\xBB\xBFSKU;\"Tên \"\"áo\"\"\";Giá\r\nA1;\"x\ny\";5\r\n";
  static const char wide[] = "\xFF\xFES\0K\0,\0\"\0\x3E\x4E\n\0\"\0\n\0";

  assert_sound_parts (narrow, sizeof narrow - 1);
  assert_sound_parts (wide, sizeof wide - 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/delimited-file/separators", test_separators);
  g_test_add_func ("/delimited-file/prose", test_prose);
  g_test_add_func ("/delimited-file/options", test_options);
  g_test_add_func ("/delimited-file/open-quote", test_open_quote);
  g_test_add_func ("/delimited-file/lines-in-cells", test_lines_in_cells);
  g_test_add_func ("/delimited-file/preview", test_preview);
  g_test_add_func ("/delimited-file/cancel", test_cancel);
  g_test_add_func ("/delimited-file/not-text", test_not_text);
  g_test_add_func ("/delimited-file/random", test_random);
  g_test_add_func ("/delimited-file/truncated", test_truncated);

  return g_test_run ();
}
