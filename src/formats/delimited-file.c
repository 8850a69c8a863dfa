/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/delimited-private.h"
#include "formats/delimited.h"
#include "formats/encoding-private.h"

#include <string.h>

/* So much is read first where only some rows are wanted, and four times as much each time that it
 * is too little. */
#define PREVIEW_BYTES 65536
/* Of the lines, titles and rows that were cut short included, at least this part is cut evenly by
 * what separates. */
#define PART_EVEN         0.7
#define PART_EVEN_CERTAIN 0.9

/* What a reader puts together. */
typedef struct
{
  const PasarTextOptions *options;
  PasarTextFindings *findings;
  PasarTableProgressFunc progress;
  gpointer user_data;
  GCancellable *cancellable;
} Reader;

static double
get_part_even (const PasarCut *cut)
{
  return cut->width > 1 ? (double) cut->n_even / cut->n_lines : 0;
}

/* Whether nothing stands in the text that could separate. */
static gboolean
is_one_column (const char *text)
{
  return strpbrk (text, "\t;|,") == NULL;
}

/* Where several cut evenly it is the one that cuts more: a semicolon beside decimal commas, a comma
 * beside a list in one of the cells. */
static void
find_separator (const char *text, PasarTextFindings *findings)
{
  static const char candidates[] = { '\t', ';', '|', ',' };
  PasarCut best = { 0 };
  guint n_even = 0;

  findings->separator = ',';
  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      const PasarCut cut = pasar_delimited_cut (text, candidates[i]);

      if (get_part_even (&cut) < PART_EVEN)
        continue;
      n_even++;
      if (cut.width > best.width)
        {
          best = cut;
          findings->separator = candidates[i];
        }
    }
  if (n_even == 0)
    findings->separator_certainty =
        is_one_column (text) ? PASAR_CERTAINTY_CERTAIN : PASAR_CERTAINTY_UNCERTAIN;
  else
    findings->separator_certainty = n_even == 1 && get_part_even (&best) >= PART_EVEN_CERTAIN
                                        ? PASAR_CERTAINTY_CERTAIN
                                        : PASAR_CERTAINTY_LIKELY;
}

/* The first line may say what separates, for Excel: "sep=;"; a quote never does. */
static char *
skip_declaration (char *text, char *separator)
{
  const gboolean is_quoted = *text == '"';
  const char *const value = text + is_quoted + strlen ("sep=");
  gsize n;

  if (g_ascii_strncasecmp (text + is_quoted, "sep=", strlen ("sep=")) != 0 || *value == '\0'
      || *value == '"')
    return text;
  n = strcspn (value, "\r\n");
  if (n != 1 + (gsize) is_quoted || (is_quoted && value[1] != '"'))
    return text;
  *separator = value[0];
  return text + (value - text) + n
         + (value[n] == '\r' && value[n + 1] == '\n' ? 2 : value[n] != '\0');
}

static void
choose_separator (const Reader *self, const char *text, char declared)
{
  PasarTextFindings *findings = self->findings;

  findings->separator_certainty = PASAR_CERTAINTY_CERTAIN;
  if (self->options->separator != '\0')
    findings->separator = self->options->separator;
  else if (declared != '\0')
    findings->separator = declared;
  else
    find_separator (text, findings);
}

/* Rows at the end in which nothing stands are none. */
static void
drop_empty_rows (PasarTextTable *table)
{
  gboolean is_empty = TRUE;

  while (table->n_rows > 0 && is_empty)
    {
      const char **cells = table->cells + (gsize) (table->n_rows - 1) * table->n_columns;

      for (guint i = 0; i < table->n_columns && is_empty; i++)
        is_empty = *cells[i] == '\0';
      table->n_rows -= is_empty;
    }
}

/* A text that was made a formula, ="00123", since spreadsheets leave its zeros alone then. */
static const char *
take_from_formula (char *text)
{
  char *const end = text + strlen (text) - 1;

  if (!g_str_has_prefix (text, "=\"") || strchr (text + 2, '"') != end)
    return text;
  *end = '\0';
  return text + 2;
}

/* What a writer put around texts, for spreadsheets to take them for nothing else, is no part of
 * them. */
static void
unprotect_cells (PasarTextTable *table)
{
  const gsize n = (gsize) table->n_rows * table->n_columns;

  for (gsize i = 0; i < n; i++)
    table->cells[i] = *table->cells[i] == '=' ? take_from_formula ((gpointer) table->cells[i])
                                              : pasar_delimited_unprotect (table->cells[i]);
}

/* Cuts up all of the text, or as many rows as are wanted. */
static PasarTextTable *
read_text (const Reader *self, char *text, gsize length, gboolean *is_cut, GError **error)
{
  g_autofree char *owned = text;
  g_auto (PasarTableBuilder) builder = { 0 };
  char declared = '\0';
  char *const start = skip_declaration (text, &declared);
  PasarSplit split = {
    .max_rows = self->options->max_rows,
    .is_trimmed = TRUE,
    .length = length - (gsize) (start - text),
    .progress = self->progress,
    .user_data = self->user_data,
    .cancellable = self->cancellable,
  };
  PasarTextTable *table;

  choose_separator (self, start, declared);
  split.separator = self->findings->separator;
  split.width = pasar_delimited_cut (start, split.separator).width;
  pasar_table_builder_init (&builder);
  if (!pasar_delimited_split (&split, &builder, start, error))
    return NULL;
  self->findings->n_open_quotes = split.n_open_quotes;
  self->findings->first_open_quote = split.first_open_quote;
  *is_cut = split.done < split.length;
  table = pasar_table_builder_finish (&builder, g_steal_pointer (&owned), g_free, error);
  if (table == NULL)
    return NULL;
  drop_empty_rows (table);
  unprotect_cells (table);
  return table;
}

/* Reads the first part of the bytes: what it comes to, and whether there are more rows in it than
 * are wanted. */
static PasarTextTable *
read_part (const Reader *self, const char *bytes, gsize length, gboolean *is_cut, GError **error)
{
  PasarTextFindings *findings = self->findings;
  gsize text_length;
  char *text = pasar_encoding_decode (findings->encoding,
                                      bytes,
                                      length,
                                      &text_length,
                                      &findings->n_replaced,
                                      self->cancellable,
                                      error);

  return text != NULL ? read_text (self, text, text_length, is_cut, error) : NULL;
}

/* The first lines, which are as long as is wanted at least; no character is cut through. */
static gsize
get_part_length (const Reader *self, const char *bytes, gsize wanted, gsize length)
{
  const gboolean is_wide = self->findings->encoding == PASAR_ENCODING_UTF_16LE
                           || self->findings->encoding == PASAR_ENCODING_UTF_16BE;
  const char *newline = wanted < length ? memchr (bytes + wanted, '\n', length - wanted) : NULL;
  gsize end = newline != NULL ? (gsize) (newline - bytes) + 1 : length;

  if (is_wide && end < length)
    end += end % 2;
  return end;
}

static PasarTextTable *
read_first_rows (const Reader *self, const char *bytes, gsize length, GError **error)
{
  for (gsize wanted = PREVIEW_BYTES;; wanted *= 4)
    {
      const gsize part = get_part_length (self, bytes, wanted, length);
      gboolean is_cut;
      g_autoptr (PasarTextTable) table = read_part (self, bytes, part, &is_cut, error);

      if (table == NULL)
        return NULL;
      table->is_cut = is_cut;
      if (is_cut || part == length)
        return g_steal_pointer (&table);
    }
}

/**
 * pasar_delimited_read_file:
 * @bytes: (array length=length): a file
 * @length: length of @bytes
 * @options: (nullable): what the caller knows of it; %NULL: nothing
 * @findings: (out) (nullable): what was found out
 * @progress: (scope call) (nullable): called now and then in this thread
 * @user_data: for @progress
 * @cancellable: (nullable): to want it no more
 * @error: return location of a %PASAR_FORMAT_ERROR or a %G_IO_ERROR
 *
 * Reads a file of delimited text, CSV or TSV, as pasar_delimited_read() reads what was copied; of a
 * file more is possible, and more goes wrong. A first line "sep=;" is obeyed. Empty cells at the
 * ends of all rows, and empty rows at the end, are left out. A quote that would swallow rows is a
 * part of its cell. An apostrophe that keeps a text from being taken for a formula is taken away,
 * as pasar_delimited_unprotect() does, and so is a formula that keeps a text from being taken for
 * a number: ="00123".
 *
 * Read again with what the user corrects; the encoding is always found from all of the bytes, the
 * separator from the first lines.
 *
 * Returns: (transfer full) (nullable): the table, without rows for an empty text; %NULL with @error
 */
PasarTextTable *
pasar_delimited_read_file (const char *bytes,
                           gsize length,
                           const PasarTextOptions *options,
                           PasarTextFindings *findings,
                           PasarTableProgressFunc progress,
                           gpointer user_data,
                           GCancellable *cancellable,
                           GError **error)
{
  const PasarTextOptions defaults = { 0 };
  PasarTextFindings unwanted;
  const Reader self = {
    .options = options != NULL ? options : &defaults,
    .findings = findings != NULL ? findings : &unwanted,
    .progress = progress,
    .user_data = user_data,
    .cancellable = cancellable,
  };
  gboolean is_cut;

  g_return_val_if_fail (bytes != NULL || length == 0, NULL);

  *self.findings = (PasarTextFindings){ .encoding = self.options->encoding,
                                        .encoding_certainty = PASAR_CERTAINTY_CERTAIN };
  if (self.findings->encoding == PASAR_ENCODING_UNKNOWN)
    self.findings->encoding =
        pasar_encoding_find (bytes, length, &self.findings->encoding_certainty);
  if (self.findings->encoding == PASAR_ENCODING_UNKNOWN)
    {
      pasar_set_not_text (error);
      return NULL;
    }
  return self.options->max_rows > 0 ? read_first_rows (&self, bytes, length, error)
                                    : read_part (&self, bytes, length, &is_cut, error);
}
