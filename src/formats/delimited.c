/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/delimited.h"

#include "formats/delimited-private.h"
#include "formats/encoding-private.h"

#include <string.h>

/* How much is looked at to find the separator. */
#define SAMPLE_LINES 200
/* The longest name or sign of a currency with a blank, in bytes. */
#define CURRENCY_MAX 4
/* The longest text that a cell of a spreadsheet holds: what is quoted and longer is no cell. */
#define CELL_MAX 32767
/* So many rows are cut between two looks at whether they are wanted any more. */
#define ROWS_A_TURN 4096

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

static const char *
find_line_end (const char *p)
{
  return p + strcspn (p, "\r\n");
}

static guint
count_separators (const char *start, const char *end, char separator)
{
  guint n = 0;

  for (const char *p = start; p < end; p++)
    n += *p == separator;
  return n;
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

/* How many cells follow in the row of which one ends there. */
static guint
count_cells_after (const char *end, char separator)
{
  gboolean is_quoted;
  guint n = 0;

  for (; *end == separator && *end != '\0'; n++)
    end = find_end (end + 1, separator, &is_quoted);
  return n;
}

/* Whether what stands between two quotes is not a cell of several lines but rows, which the first
 * quote swallows, a part of its text: each of the lines has as many cells as the rows have. */
static gboolean
swallows_rows (const char *start, const char *quote, guint cell, char separator, guint width)
{
  const char *end = find_line_end (start);
  guint n_lines = 0;

  if (quote - start > CELL_MAX)
    return TRUE;
  if (end > quote || width < 3 || cell + count_separators (start, end, separator) != width - 1)
    return FALSE;
  while (end < quote)
    {
      const char *const line = end + (end[0] == '\r' && end[1] == '\n' ? 2 : 1);

      end = find_line_end (line);
      if (count_separators (line, end, separator) != width - 1)
        return FALSE;
      n_lines++;
    }
  /* One line more is too little where the first one says nothing either, or where the row is whole
   * with a cell of two lines. */
  return n_lines > 1
         || (cell + 2 < width && cell + 1 + count_cells_after (quote + 1, separator) != width);
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

/* How many cells the line has that starts there, which ends up where the next one starts. */
static guint
count_cells (const char **text, char separator, gboolean *has_words)
{
  const char *const start = *text;
  const char *end;
  guint n = 0;

  do
    {
      gboolean is_quoted;

      end = find_end (*text, separator, &is_quoted);
      *text = end + skip_end (end);
      *has_words = *has_words || is_quoted;
      n++;
    }
  while (*end == separator);
  *has_words = *has_words || !is_amount (start, end);
  return end == start ? 0 : n;
}

PasarCut
pasar_delimited_cut (const char *text, char separator)
{
  guint widths[SAMPLE_LINES];
  gboolean has_words = FALSE;
  PasarCut cut = { 0 };

  while (cut.n_lines < SAMPLE_LINES && *text != '\0')
    {
      widths[cut.n_lines] = count_cells (&text, separator, &has_words);
      cut.n_lines += widths[cut.n_lines] > 0;
    }
  for (guint i = 0; i < cut.n_lines; i++)
    {
      guint n = 0;

      for (guint j = 0; j < cut.n_lines; j++)
        n += widths[j] == widths[i];
      if (n > cut.n_even)
        {
          cut.n_even = n;
          cut.width = widths[i];
        }
    }
  /* A column of amounts with decimal commas is one column. */
  if (separator == ',' && !has_words)
    cut.width = MIN (cut.width, 1);
  return cut;
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
      const PasarCut cut = pasar_delimited_cut (text, candidates[i]);

      if (cut.width > 1 && cut.n_even == cut.n_lines)
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

/* Drops the empty cells at the end of a row that is trimmed, and ends it. */
static gboolean
end_row (PasarSplit *self, PasarTableBuilder *builder, GError **error)
{
  if (self->is_trimmed)
    g_array_set_size (builder->cells, self->filled_end);
  if (self->progress != NULL && builder->row_ends->len % ROWS_A_TURN == 0)
    self->progress ((double) self->done / (double) MAX (self->length, 1), self->user_data);
  if (builder->row_ends->len % ROWS_A_TURN == 0
      && g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (!pasar_table_builder_end_row (builder, error))
    return FALSE;
  self->row_start = self->filled_end = builder->cells->len;
  return TRUE;
}

static void
note_open_quote (PasarSplit *self, const PasarTableBuilder *builder)
{
  if (self->n_open_quotes++ == 0)
    self->first_open_quote = builder->row_ends->len;
}

/* The end of the next cell, of which the quotes are weighed with what is known of the rows. */
static char *
find_cell_end (PasarSplit *self, const PasarTableBuilder *builder, char *start, gboolean *is_quoted)
{
  const guint cell = builder->cells->len - self->row_start;
  const char *end = find_end (start, self->separator, is_quoted);

  if (*is_quoted && self->width > 0
      && swallows_rows (start, end - 1, cell, self->separator, self->width))
    {
      *is_quoted = FALSE;
      note_open_quote (self, builder);
      for (end = start; *end != self->separator && !ends_line (*end);)
        end++;
    }
  else if (!*is_quoted && *start == '"'
           && memchr (start + 1, '"', (gsize) (end - start) - 1) == NULL)
    note_open_quote (self, builder);
  return start + (end - start);
}

gboolean
pasar_delimited_split (PasarSplit *self, PasarTableBuilder *builder, char *text, GError **error)
{
  char *p = text;

  while (*p != '\0' && (self->max_rows == 0 || builder->row_ends->len < self->max_rows))
    {
      char *const start = p;
      gboolean is_quoted;
      char *const end = find_cell_end (self, builder, start, &is_quoted);
      const char last = *end;

      p = end + skip_end (end);
      *end = '\0';
      if (!pasar_table_builder_add_cell (builder, is_quoted ? unquote (start, end) : start, error))
        return FALSE;
      if (*start != '\0')
        self->filled_end = builder->cells->len;
      /* The last cell of the text may be an empty one. */
      if (last == self->separator && *p == '\0'
          && !pasar_table_builder_add_cell (builder, "", error))
        return FALSE;
      self->done = (gsize) (p - text);
      if ((last != self->separator || *p == '\0') && !end_row (self, builder, error))
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
  PasarSplit split = { 0 };
  g_autofree char *text = NULL;

  g_return_val_if_fail (bytes != NULL || length == 0, NULL);

  text = pasar_text_decode (bytes, length, &length, error);
  if (text == NULL)
    return NULL;
  split.separator = separator != '\0' ? separator : pasar_delimited_find_separator (text);
  pasar_table_builder_init (&builder);
  if (!pasar_delimited_split (&split, &builder, text, error))
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
 * pasar_delimited_append_cell:
 * @out: where to write
 * @text: of the cell
 * @separator: what stands between two cells
 *
 * Writes a cell as spreadsheets read it: a text with separators, line breaks or quotes is quoted.
 */
void
pasar_delimited_append_cell (GString *out, const char *text, char separator)
{
  const char special[] = { separator, '\n', '\r', '"', '\0' };

  if (strpbrk (text, special) != NULL)
    append_quoted (out, text);
  else
    g_string_append (out, text);
}

/* Whether a spreadsheet could take it for a formula, apostrophes before it aside: also by the wide
 * signs that East Asian keyboards have. */
static gboolean
is_like_formula (const char *text)
{
  gunichar c;

  while (*text == '\'')
    text++;
  c = g_utf8_get_char (text);
  return c < 0x80 ? c != '\0' && strchr ("=+-@\t\r\n", (int) c) != NULL
                  : c == 0xFF1D || c == 0xFF0B || c == 0xFF0D || c == 0xFF20;
}

/**
 * pasar_delimited_append_protected:
 * @out: where to write
 * @text: of the cell, valid UTF-8
 * @separator: what stands between two cells
 *
 * Writes a cell that is a text, whatever it begins with: before what a spreadsheet could take for a
 * formula comes an apostrophe, which spreadsheets show and which pasar_delimited_unprotect() takes
 * away.
 */
void
pasar_delimited_append_protected (GString *out, const char *text, char separator)
{
  g_autofree char *protected = is_like_formula (text) ? g_strconcat ("'", text, NULL) : NULL;

  pasar_delimited_append_cell (out, protected != NULL ? protected : text, separator);
}

/**
 * pasar_delimited_unprotect:
 * @text: of a cell, as it was read, valid UTF-8
 *
 * Undoes pasar_delimited_append_protected(): of a text that is like a formula behind apostrophes,
 * one of these is taken away. Any other text is as it was.
 *
 * Returns: the text of the cell, a part of @text
 */
const char *
pasar_delimited_unprotect (const char *text)
{
  return *text == '\'' && is_like_formula (text) ? text + 1 : text;
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
      pasar_delimited_append_cell (out, cells[i].text, '\t');
    }
  g_string_append_c (out, '\n');
}
