/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/delimited.h"

#include "formats/encoding-private.h"
#include "formats/table-private.h"

#include <string.h>

/* How much is looked at to find the separator. */
#define SAMPLE_LINES 200
/* The longest name or sign of a currency with a blank, in bytes. */
#define CURRENCY_MAX 4

static gboolean
ends_line (char c)
{
  return c == '\n' || c == '\r' || c == '\0';
}

/* The closing quote of a cell that begins with one; NULL when that one is a part of the text, as in
 * "5" x 3" or the name of a song. Spreadsheets quote the whole cell or nothing. */
static const char *
find_closing_quote (const char *start, char separator)
{
  const char *p = start + 1;

  while ((p = strchr (p, '"')) != NULL && p[1] == '"')
    p += 2;
  return p != NULL && (p[1] == separator || ends_line (p[1])) ? p : NULL;
}

/* The end of a cell: a separator, an end of a line, or the end of the text. */
static const char *
find_end (const char *start, char separator, gboolean *is_quoted)
{
  const char *quote = *start == '"' ? find_closing_quote (start, separator) : NULL;
  const char *p = start;

  *is_quoted = quote != NULL;
  if (quote != NULL)
    return quote + 1;
  while (*p != separator && !ends_line (*p))
    p++;
  return p;
}

/* What follows the end of a cell. */
static gsize
skip_end (const char *end)
{
  if (*end == '\0')
    return 0;
  return end[0] == '\r' && end[1] == '\n' ? 2 : 1;
}

/* Whether a line is one amount, however it is written: "1.234,50", "RM12,50", "12,50 €". */
static gboolean
is_amount (const char *line, const char *end)
{
  const char *const start = line;

  while (line < end && !g_ascii_isdigit (*line) && *line != ',')
    line++;
  while (end > line && !g_ascii_isdigit (end[-1]) && end[-1] != ',')
    end--;
  if (line - start > CURRENCY_MAX || (line > start && *line == ','))
    return FALSE;
  for (; line < end; line++)
    {
      if (!g_ascii_isdigit (*line) && strchr (".,' ", *line) == NULL)
        return FALSE;
    }
  return TRUE;
}

/* Whether the first lines have as many cells each, more than one, when they are cut there. */
static gboolean
is_cut_evenly (const char *text, char separator)
{
  guint n_columns = 0;
  gboolean has_words = FALSE;

  for (guint line = 0; line < SAMPLE_LINES && *text != '\0'; line++)
    {
      const char *const start = text;
      const char *end;
      guint n = 0;

      do
        {
          gboolean is_quoted;

          end = find_end (text, separator, &is_quoted);
          text = end + skip_end (end);
          has_words = has_words || is_quoted;
          n++;
        }
      while (*end == separator);
      if (end == start)
        continue;
      has_words = has_words || !is_amount (start, end);
      if (n == 1 || (n_columns != 0 && n != n_columns))
        return FALSE;
      n_columns = n;
    }
  /* A column of amounts with decimal commas is one column. */
  return n_columns > 1 && (separator != ',' || has_words);
}

/**
 * pasar_delimited_find_separator:
 * @text: a text
 *
 * Tells a table of several columns from a column. A tab always separates, as spreadsheets have it
 * on the clipboard; a semicolon, a bar or a comma only where it cuts all lines into as many cells,
 * and a comma never where every line is an amount, since it may belong to the number.
 *
 * Returns: what stands between two cells; a tab where there is one cell in a line
 */
char
pasar_delimited_find_separator (const char *text)
{
  static const char candidates[] = { ';', '|', ',' };

  g_return_val_if_fail (text != NULL, '\t');

  for (guint i = 0; i < G_N_ELEMENTS (candidates) && strchr (text, '\t') == NULL; i++)
    {
      if (is_cut_evenly (text, candidates[i]))
        return candidates[i];
    }
  return '\t';
}

/* The text of a quoted cell, in its own place. */
static char *
unquote (char *start, const char *end)
{
  char *to = start;

  for (const char *from = start + 1; from < end - 1; from++)
    {
      *to++ = *from;
      if (*from == '"')
        from++;
    }
  *to = '\0';
  return start;
}

/* Cuts the text into cells, in its own place. */
static gboolean
split (PasarTableBuilder *builder, char *text, char separator, GError **error)
{
  char *p = text;

  while (*p != '\0')
    {
      char *const start = p;
      gboolean is_quoted;
      char *const end = p + (find_end (p, separator, &is_quoted) - p);
      const char last = *end;

      p = end + skip_end (end);
      *end = '\0';
      if (!pasar_table_builder_add_cell (builder, is_quoted ? unquote (start, end) : start, error))
        return FALSE;
      /* The last cell of the text may be an empty one. */
      if (last == separator && *p == '\0' && !pasar_table_builder_add_cell (builder, "", error))
        return FALSE;
      if ((last != separator || *p == '\0') && !pasar_table_builder_end_row (builder, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * pasar_delimited_read:
 * @bytes: (array length=length): a text
 * @length: length of @bytes
 * @separator: what stands between two cells; 0 to find out, as
 * pasar_delimited_find_separator() does
 * @error: return location of a %PASAR_FORMAT_ERROR
 *
 * Reads text as spreadsheets put it on the clipboard or write it to a file: TSV or CSV, lines
 * ending in LF, CR LF or CR, the last one with or without an end. A cell may be quoted, its quotes
 * doubled, and then hold separators and line breaks; a quote elsewhere is a part of the text.
 *
 * Returns: (transfer full) (nullable): the table, without rows for an empty text; %NULL with @error
 */
PasarTextTable *
pasar_delimited_read (const char *bytes, gsize length, char separator, GError **error)
{
  g_auto (PasarTableBuilder) builder = { 0 };
  g_autofree char *text = NULL;

  g_return_val_if_fail (bytes != NULL || length == 0, NULL);

  text = pasar_text_decode (bytes, length, &length, error);
  if (text == NULL)
    return NULL;
  if (separator == '\0')
    separator = pasar_delimited_find_separator (text);
  pasar_table_builder_init (&builder);
  if (!split (&builder, text, separator, error))
    return NULL;
  return pasar_table_builder_finish (&builder, g_steal_pointer (&text), g_free, error);
}

static void
append_quoted (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  for (; *text != '\0'; text++)
    {
      if (*text == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *text);
    }
  g_string_append_c (out, '"');
}

/**
 * pasar_tsv_append_row:
 * @out: where to write
 * @cells: (array length=n_cells): the cells of one row
 * @n_cells: length of @cells
 *
 * Writes a row and its line end as spreadsheets read them from the clipboard: a text with tabs,
 * line breaks or quotes is quoted.
 */
void
pasar_tsv_append_row (GString *out, const PasarTextCell *cells, guint n_cells)
{
  g_return_if_fail (out != NULL);

  for (guint i = 0; i < n_cells; i++)
    {
      if (i > 0)
        g_string_append_c (out, '\t');
      if (strpbrk (cells[i].text, "\t\n\r\"") != NULL)
        append_quoted (out, cells[i].text);
      else
        g_string_append (out, cells[i].text);
    }
  g_string_append_c (out, '\n');
}
