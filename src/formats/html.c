/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/html.h"

#include "formats/encoding-private.h"
#include "formats/html-private.h"
#include "formats/table-private.h"

#include <glib/gi18n-lib.h>
#include <libxml/HTMLparser.h>
#include <math.h>
#include <string.h>

/* Deeper than any spreadsheet or page nests; it bounds what the parser keeps and walks. */
#define DEPTH_MAX 256
/* As the standard of HTML has it. */
#define COLSPAN_MAX 1000
#define ROWSPAN_MAX 65534

/* The parser calls at each begin and end of an element: no tree is made. */
typedef struct
{
  xmlParserCtxtPtr parser;
  PasarTableBuilder builder;
  GStringChunk *texts;
  GError *error;

  guint depth;
  guint hidden_depth; /* of the outermost element that is not shown; 0: all is */
  guint table_depth;
  gboolean in_row;
  gboolean in_cell;
  guint column;
  GArray *covered; /* guint by column: rows that a cell from above still reaches into */

  GString *text; /* of the cell */
  gboolean blank_pending;
  gboolean break_pending;
  char *raw; /* (owned) (nullable): what the source says the cell holds */
  guint colspan;
  guint rowspan;
  gboolean proves_point;
  gboolean proves_comma;
} Reader;

/* The text of a cell. */

static void
append_text (Reader *self, const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      const gboolean is_hard = i + 1 < length && memcmp (text + i, "\u00A0", 2) == 0;

      if (strchr (" \t\r\n\f", text[i]) != NULL)
        {
          self->blank_pending = TRUE;
          continue;
        }
      if (self->text->len > 0 && self->break_pending)
        g_string_append_c (self->text, '\n');
      else if (self->text->len > 0 && self->blank_pending
               && self->text->str[self->text->len - 1] != '\n')
        g_string_append_c (self->text, ' ');
      self->break_pending = self->blank_pending = FALSE;
      /* As a blank that is kept it is read and matched like any other. */
      g_string_append_c (self->text, is_hard ? ' ' : text[i]);
      i += is_hard ? 1 : 0;
    }
}

static void
append_break (Reader *self)
{
  g_string_append_c (self->text, '\n');
  self->break_pending = self->blank_pending = FALSE;
}

/* What a spreadsheet holds in a cell, as it says in one of three ways. */
static char *
dup_raw (const char *name, const char *value)
{
  const char *number;

  if (strcmp (name, "sdval") == 0 || strcmp (name, "x:num") == 0)
    return g_strdup (value);
  /* {"1":3,"3":1234.5}: of kind 3, a number. */
  if (strcmp (name, "data-sheets-value") != 0 || strstr (value, "\"1\":3") == NULL)
    return NULL;
  number = strstr (value, "\"3\":");
  return number != NULL ? g_strdup (number + strlen ("\"3\":")) : NULL;
}

/* What is read is the text that is shown, never the value that the source keeps beside it: the
 * seller copied what could be seen. The value may have more decimals (12.857142 shown as 12.86), be
 * another thing altogether (0.1 shown as 10 %, 45424 as a date), or have lost the zeros of a SKU.
 * But where the text is written as the value says, rounded to as many decimals as are shown, the
 * two together prove which sign the source has before decimals. So "1.990", which alone can be read
 * in two ways, has one reading where a cell of the same table holds 1990 or 1.99 for it. */
static void
take_proof (Reader *self, const char *text)
{
  char *end;
  const double raw = fabs (g_ascii_strtod (self->raw, &end));
  const char *sign = NULL;
  double digits = 0;
  double scale = 1;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '.' || *p == ',')
        {
          sign = p;
          scale = 1;
        }
      else if (g_ascii_isdigit (*p))
        {
          digits = digits * 10 + (*p - '0');
          scale *= 10;
        }
    }
  if (sign == NULL || end == self->raw || raw == 0)
    return;
  if (fabs (raw * scale - digits) <= 0.5)
    *(*sign == '.' ? &self->proves_point : &self->proves_comma) = TRUE;
  else if (fabs (raw - digits) <= 0.5)
    *(*sign == '.' ? &self->proves_comma : &self->proves_point) = TRUE;
}

/* Excel keeps no values beside its texts, but says how it writes them, in the style of the page. */
static void
take_declaration (Reader *self, const char *text)
{
  static const char declaration[] = "mso-displayed-decimal-separator:\"\\";
  const char *found = strstr (text, declaration);
  const char sign = found != NULL ? found[strlen (declaration)] : '\0';

  if (sign == '.')
    self->proves_point = TRUE;
  else if (sign == ',')
    self->proves_comma = TRUE;
}

/* The parts of a table. */

/* Ends the reading; the parser calls no more, or in vain. */
static void
stop (Reader *self)
{
  g_return_if_fail (self->error != NULL);
  xmlStopParser (self->parser);
}

static guint
count_covered (const Reader *self)
{
  return self->column < self->covered->len ? g_array_index (self->covered, guint, self->column) : 0;
}

/* A cell of the grid; below it rows - 1 are covered. */
static void
add_cell (Reader *self, const char *text, guint rows)
{
  if (self->error != NULL)
    return;
  if (!pasar_table_builder_add_cell (&self->builder, text, &self->error))
    {
      stop (self);
      return;
    }
  if (self->column >= self->covered->len)
    g_array_set_size (self->covered, self->column + 1);
  g_array_index (self->covered, guint, self->column) = rows - 1;
  self->column++;
}

/* Goes on to where nothing from the rows above reaches to. */
static void
pass_covered (Reader *self)
{
  guint rows;

  while (self->error == NULL && (rows = count_covered (self)) > 0)
    add_cell (self, "", rows);
}

static void
end_cell (Reader *self)
{
  const char *text;

  if (!self->in_cell)
    return;
  self->in_cell = FALSE;
  g_strstrip (self->text->str);
  text = *self->text->str != '\0' ? g_string_chunk_insert (self->texts, self->text->str) : "";
  if (self->raw != NULL)
    take_proof (self, text);
  for (guint i = 0; i < self->colspan; i++)
    add_cell (self, i == 0 ? text : "", self->rowspan);
}

static void
end_row (Reader *self)
{
  end_cell (self);
  if (!self->in_row)
    return;
  self->in_row = FALSE;
  /* As far as something from the rows above reaches. */
  while (self->covered->len > self->column
         && g_array_index (self->covered, guint, self->covered->len - 1) == 0)
    g_array_set_size (self->covered, self->covered->len - 1);
  while (self->error == NULL && self->column < self->covered->len)
    add_cell (self, "", MAX (count_covered (self), 1));
  while (self->covered->len > 0
         && g_array_index (self->covered, guint, self->covered->len - 1) == 0)
    g_array_set_size (self->covered, self->covered->len - 1);
  if (self->error == NULL && !pasar_table_builder_end_row (&self->builder, &self->error))
    stop (self);
}

static void
begin_row (Reader *self)
{
  end_row (self);
  self->in_row = TRUE;
  self->column = 0;
}

static guint
read_span (const char *value, guint max)
{
  guint64 span;

  if (!g_ascii_string_to_unsigned (value, 10, 0, G_MAXUINT32, &span, NULL))
    return 1;
  return (guint) MIN (span, max);
}

static void
begin_cell (Reader *self, const xmlChar **attributes)
{
  if (!self->in_row)
    begin_row (self);
  end_cell (self);
  pass_covered (self);
  self->in_cell = TRUE;
  self->colspan = self->rowspan = 1;
  self->blank_pending = self->break_pending = FALSE;
  g_string_truncate (self->text, 0);
  g_clear_pointer (&self->raw, g_free);

  for (guint i = 0; attributes != NULL && attributes[i] != NULL; i += 2)
    {
      const char *name = (const char *) attributes[i];
      const char *value = (const char *) attributes[i + 1];

      if (value == NULL)
        continue;
      if (strcmp (name, "colspan") == 0)
        self->colspan = MAX (read_span (value, COLSPAN_MAX), 1);
      else if (strcmp (name, "rowspan") == 0)
        self->rowspan = read_span (value, ROWSPAN_MAX);
      else if (self->raw == NULL)
        self->raw = dup_raw (name, value);
    }
  /* None are all rows to the end of the group. */
  if (self->rowspan == 0)
    self->rowspan = ROWSPAN_MAX;
}

/* No cell reaches out of its group of rows. */
static void
end_group (Reader *self)
{
  end_row (self);
  g_array_set_size (self->covered, 0);
}

/* What the parser calls. */

static gboolean
hides (const char *style)
{
  g_autofree char *lower = g_ascii_strdown (style, -1);
  const char *p = lower;

  while ((p = strstr (p, "display")) != NULL)
    {
      p += strlen ("display");
      p += strspn (p, " \t\r\n:");
      if (g_str_has_prefix (p, "none"))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_hidden (const char *name, const xmlChar **attributes)
{
  static const char *const never_shown[] = { "head", "script", "style", "title", "template", NULL };

  if (g_strv_contains (never_shown, name))
    return TRUE;
  for (guint i = 0; attributes != NULL && attributes[i] != NULL; i += 2)
    {
      const char *attribute = (const char *) attributes[i];
      const char *value = (const char *) attributes[i + 1];

      if (strcmp (attribute, "hidden") == 0
          || (strcmp (attribute, "style") == 0 && value != NULL && hides (value)))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_block (const char *name)
{
  static const char *const blocks[] = { "p",  "div", "li", "ul", "ol", "dl",  "dt",    "dd", "h1",
                                        "h2", "h3",  "h4", "h5", "h6", "pre", "table", "tr", NULL };

  return g_strv_contains (blocks, name);
}

static gboolean
is_group (const char *name)
{
  return strcmp (name, "thead") == 0 || strcmp (name, "tbody") == 0 || strcmp (name, "tfoot") == 0;
}

static gboolean
is_cell (const char *name)
{
  return strcmp (name, "td") == 0 || strcmp (name, "th") == 0;
}

static void
begin_element (void *user_data, const xmlChar *element, const xmlChar **attributes)
{
  Reader *self = user_data;
  const char *name = (const char *) element;

  if (self->error != NULL)
    return;
  if (++self->depth > DEPTH_MAX)
    {
      g_set_error_literal (&self->error,
                           PASAR_FORMAT_ERROR,
                           PASAR_FORMAT_ERROR_TOO_LARGE,
                           _ ("The table is nested too deeply to be read."));
      stop (self);
      return;
    }
  if (self->hidden_depth == 0 && is_hidden (name, attributes))
    self->hidden_depth = self->depth;
  if (self->hidden_depth != 0)
    return;

  if (strcmp (name, "table") == 0)
    self->table_depth++;
  else if (self->table_depth == 1 && strcmp (name, "tr") == 0)
    begin_row (self);
  else if (self->table_depth == 1 && is_cell (name))
    begin_cell (self, attributes);
  /* A table in a cell is text of the cell: a line a row, blanks between its cells. */
  if (self->in_cell && strcmp (name, "br") == 0)
    append_break (self);
  else if (self->in_cell && is_block (name))
    self->break_pending = TRUE;
  else if (self->in_cell && is_cell (name))
    self->blank_pending = TRUE;
}

static void
end_element (void *user_data, const xmlChar *element)
{
  Reader *self = user_data;
  const char *name = (const char *) element;

  if (self->error != NULL)
    return;
  if (self->depth-- <= self->hidden_depth)
    {
      self->hidden_depth = 0;
      return;
    }
  if (self->hidden_depth != 0)
    return;

  if (self->table_depth == 1 && is_cell (name))
    end_cell (self);
  else if (self->table_depth == 1 && strcmp (name, "tr") == 0)
    end_row (self);
  else if (self->table_depth == 1 && (is_group (name) || strcmp (name, "table") == 0))
    end_group (self);
  if (strcmp (name, "table") == 0 && self->table_depth > 0)
    self->table_depth--;
  if (self->in_cell && is_block (name))
    self->break_pending = TRUE;
}

static void
take_characters (void *user_data, const xmlChar *text, int length)
{
  Reader *self = user_data;

  if (self->error == NULL && self->in_cell && self->hidden_depth == 0)
    append_text (self, (const char *) text, (gsize) length);
}

static void
parse (Reader *self, const char *text, gsize length)
{
  const xmlSAXHandler calls = {
    .startElement = begin_element,
    .endElement = end_element,
    .characters = take_characters,
    .ignorableWhitespace = take_characters,
    .cdataBlock = take_characters,
  };

  self->parser = htmlNewParserCtxt ();
  *self->parser->sax = calls;
  self->parser->userData = self;
  htmlCtxtReadMemory (self->parser,
                      text,
                      (int) length,
                      NULL,
                      "UTF-8",
                      HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING
                          | HTML_PARSE_NONET | HTML_PARSE_NOIMPLIED | HTML_PARSE_IGNORE_ENC);
  htmlFreeParserCtxt (self->parser);
}

static void
free_texts (gpointer texts)
{
  g_string_chunk_free (texts);
}

/**
 * pasar_html_read:
 * @bytes: (array length=length): HTML, e.g. that of a clipboard
 * @length: length of @bytes
 * @error: return location of a %PASAR_FORMAT_ERROR
 *
 * Reads the tables of a page as they are shown, one below the other: what is not displayed is left
 * out, a cell over several rows or columns stands in the first of them, and a table within a cell
 * is text of that cell. Of the values that spreadsheets keep beside the texts only the decimal
 * point of the source is learned.
 *
 * Returns: (transfer full) (nullable): the table, which has a cell at least; %NULL with @error
 */
PasarTextTable *
pasar_html_read (const char *bytes, gsize length, GError **error)
{
  Reader self = { 0 };
  g_autofree char *text = NULL;
  PasarTextTable *table = NULL;

  g_return_val_if_fail (bytes != NULL || length == 0, NULL);

  text = pasar_text_decode (bytes, length, &length, error);
  if (text == NULL)
    return NULL;
  pasar_table_builder_init (&self.builder);
  self.texts = g_string_chunk_new (4096);
  self.text = g_string_new (NULL);
  self.covered = g_array_new (FALSE, TRUE, sizeof (guint));

  if (pasar_html_is_too_costly (text, length))
    pasar_set_unsupported (&self.error);
  else
    {
      take_declaration (&self, text);
      parse (&self, text, length);
    }
  if (self.error == NULL && self.builder.cells->len == 0)
    g_set_error_literal (&self.error,
                         PASAR_FORMAT_ERROR,
                         PASAR_FORMAT_ERROR_NO_TABLE,
                         _ ("There is no table in it."));
  if (self.error == NULL)
    table = pasar_table_builder_finish (&self.builder,
                                        g_steal_pointer (&self.texts),
                                        free_texts,
                                        &self.error);
  if (table != NULL && self.proves_point != self.proves_comma)
    table->decimal_point = self.proves_point ? '.' : ',';
  if (self.error != NULL)
    g_propagate_error (error, self.error);

  pasar_table_builder_clear (&self.builder);
  g_clear_pointer (&self.texts, g_string_chunk_free);
  g_string_free (self.text, TRUE);
  g_array_unref (self.covered);
  g_free (self.raw);
  return table;
}
