/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/cell-value-private.h"
#include "formats/sheet-private.h"
#include "formats/table-private.h"
#include "formats/workbook-private.h"
#include "formats/xml-private.h"

#include <string.h>

#define OPEN_DOCUMENT "urn:oasis:names:tc:opendocument:xmlns:"
#define OFFICE        OPEN_DOCUMENT "office:1.0"
#define STYLE         OPEN_DOCUMENT "style:1.0"
#define TABLE         OPEN_DOCUMENT "table:1.0"
#define TEXT          OPEN_DOCUMENT "text:1.0"
/* LibreOffice's own; the standard has no errors. */
#define EXTENSION "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"

#define CONTENT  "content.xml"
#define MANIFEST "meta-inf/manifest.xml"

/* Far beyond any sheet, and far from where numbers end. */
#define COUNT_MAX G_MAXUINT32

static gboolean
is_element (const PasarXmlElement *element, const char *space, const char *name)
{
  return strcmp (element->name, name) == 0 && g_strcmp0 (element->space, space) == 0;
}

static guint64
read_count (const PasarXmlElement *element, const char *space, const char *name)
{
  return CLAMP (pasar_xml_get_number (element, space, name, 1), 1, COUNT_MAX);
}

/* The package. */

gboolean
pasar_ods_is (const PasarZip *zip)
{
  return pasar_zip_has (zip, CONTENT) || pasar_zip_has (zip, "encrypted-package");
}

static void
begin_entry (PasarXml *xml, const PasarXmlElement *element, gpointer user_data)
{
  GError *error = NULL;

  if (strcmp (element->name, "encryption-data") != 0)
    return;
  pasar_set_locked (&error);
  pasar_xml_stop (xml, error);
}

static void
end_entry (PasarXml *xml, const PasarXmlElement *element, gpointer user_data)
{
}

static gboolean
check_not_locked (const PasarZip *zip, PasarReading *reading, GError **error)
{
  static const PasarXmlCalls calls = { TRUE, begin_entry, end_entry, NULL };

  return !pasar_zip_has (zip, MANIFEST)
         || pasar_xml_read (zip, MANIFEST, &calls, NULL, reading, error);
}

/* The list of sheets, which stand one after the other in the same part as all their cells. */

typedef struct
{
  GPtrArray *sheets;
  GHashTable *hidden; /* char *: names of styles that are not shown */
  char *style;        /* (nullable): the one that is read */
  guint depth;
  guint spreadsheet_depth; /* 0: not in it */
} List;

static void
begin_listed (PasarXml *xml, const PasarXmlElement *element, gpointer user_data)
{
  List *self = user_data;
  GError *error = NULL;

  self->depth++;
  if (self->spreadsheet_depth > 0 && self->depth == self->spreadsheet_depth + 1
      && is_element (element, TABLE, "table"))
    {
      g_autofree char *name = pasar_xml_dup (element, TABLE, "name");
      g_autofree char *style = pasar_xml_dup (element, TABLE, "style-name");
      const gboolean is_hidden = style != NULL && g_hash_table_contains (self->hidden, style);

      if (!pasar_sheets_add (self->sheets, name, is_hidden, NULL, &error))
        pasar_xml_stop (xml, error);
    }
  else if (is_element (element, OFFICE, "spreadsheet"))
    self->spreadsheet_depth = self->depth;
  else if (is_element (element, STYLE, "style"))
    {
      g_free (self->style);
      self->style = pasar_xml_dup (element, STYLE, "name");
    }
  else if (self->style != NULL && is_element (element, STYLE, "table-properties")
           && pasar_xml_is (element, TABLE, "display", "false"))
    g_hash_table_add (self->hidden, g_steal_pointer (&self->style));
}

static void
end_listed (PasarXml *xml, const PasarXmlElement *element, gpointer user_data)
{
  List *self = user_data;

  if (self->depth-- == self->spreadsheet_depth)
    self->spreadsheet_depth = 0;
}

GPtrArray *
pasar_ods_list (const PasarZip *zip, PasarReading *reading, GError **error)
{
  static const PasarXmlCalls calls = { FALSE, begin_listed, end_listed, NULL };
  g_autoptr (GPtrArray) sheets = pasar_sheets_new ();
  g_autoptr (GHashTable) hidden = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  List self = { .sheets = sheets, .hidden = hidden };
  gboolean is_read;

  if (!check_not_locked (zip, reading, error))
    return NULL;
  is_read = pasar_xml_read (zip, CONTENT, &calls, &self, reading, error);
  g_free (self.style);
  if (is_read && sheets->len == 0)
    is_read = pasar_set_unsupported (error);
  return is_read ? g_steal_pointer (&sheets) : NULL;
}

/* A sheet. */

typedef struct
{
  PasarSheetBuilder builder;
  guint sheets_before; /* until the one that is read */
  guint depth;
  guint spreadsheet_depth; /* each 0: not in one */
  guint table_depth;
  guint row_depth;
  guint cell_depth;
  guint paragraph_depth;
  guint skip_depth; /* of what is no part of the table, with all in it */

  guint64 row; /* from 1 */
  guint64 n_rows;
  gboolean is_row_hidden;
  guint64 column; /* from 0 */
  guint64 n_cells;
  PasarCellType type;
  gboolean has_formula;
  GString *text;
  GString *value; /* empty: the cell has none beside its text */
  guint n_paragraphs;
  gboolean after_blank;
} Reader;

static gboolean
append (Reader *self, const char *text, gsize length, GError **error)
{
  self->after_blank = FALSE;
  return pasar_cell_text_append (self->text, text, length, error);
}

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Blanks are one, and none at the beginning of a paragraph; those that count are elements. */
static void
take_text (PasarXml *xml, const char *text, gsize length, gpointer user_data)
{
  Reader *self = user_data;
  const char *const end = text + length;
  gboolean is_good = TRUE;
  GError *error = NULL;

  if (self->paragraph_depth == 0 || self->skip_depth > 0)
    return;
  while (text < end && is_good)
    {
      const char *const run = text;
      const gboolean is_of_blanks = is_blank (*run);

      while (text < end && is_blank (*text) == is_of_blanks)
        text++;
      if (!is_of_blanks)
        is_good = append (self, run, (gsize) (text - run), &error);
      else if (!self->after_blank)
        is_good = append (self, " ", 1, &error);
      self->after_blank = is_of_blanks;
    }
  if (!is_good)
    pasar_xml_stop (xml, error);
}

static gboolean
append_blanks (Reader *self, guint64 n, GError **error)
{
  for (guint64 i = 0; i < n; i++)
    {
      if (!append (self, " ", 1, error))
        return FALSE;
    }
  return TRUE;
}

/* An element within a paragraph: a part of its text, or of no concern. */
static gboolean
begin_inline (Reader *self, const PasarXmlElement *element, GError **error)
{
  if (g_strcmp0 (element->space, TEXT) != 0 || strcmp (element->name, "ruby-text") == 0
      || strcmp (element->name, "note") == 0)
    {
      self->skip_depth = self->depth;
      return TRUE;
    }
  if (strcmp (element->name, "s") == 0)
    return append_blanks (self, read_count (element, TEXT, "c"), error);
  if (strcmp (element->name, "tab") == 0)
    return append (self, "\t", 1, error);
  if (strcmp (element->name, "line-break") == 0)
    return append (self, "\n", 1, error);
  return TRUE;
}

static gboolean
begin_paragraph (Reader *self, GError **error)
{
  const gboolean is_first = self->n_paragraphs++ == 0;

  self->paragraph_depth = self->depth;
  if (!is_first && !append (self, "\n", 1, error))
    return FALSE;
  self->after_blank = TRUE;
  return TRUE;
}

/* How cells say what they hold, beside what they show. */
typedef struct
{
  const char *kind;
  const char *attribute;
  gboolean (*read) (const char *text, gsize length, char value[PASAR_CELL_VALUE_MAX]);
  PasarCellType type;
} Valued;

static const Valued valued[] = {
  { "float", "value", pasar_cell_value_from_number, PASAR_CELL_NUMBER },
  { "currency", "value", pasar_cell_value_from_number, PASAR_CELL_NUMBER },
  { "percentage", "value", pasar_cell_value_from_number, PASAR_CELL_PERCENT },
  { "date", "date-value", pasar_cell_value_from_iso, PASAR_CELL_DATE },
  { "time", "time-value", pasar_cell_value_from_duration, PASAR_CELL_DATE },
  { "boolean", "boolean-value", pasar_cell_value_from_boolean, PASAR_CELL_BOOLEAN },
};

static void
take_value (Reader *self, const PasarXmlElement *element)
{
  gsize n_kind;
  gsize length;
  const char *kind = pasar_xml_get (element, OFFICE, "value-type", &n_kind);
  char value[PASAR_CELL_VALUE_MAX];

  for (guint i = 0; kind != NULL && i < G_N_ELEMENTS (valued); i++)
    {
      const char *own;

      if (strlen (valued[i].kind) != n_kind || memcmp (valued[i].kind, kind, n_kind) != 0)
        continue;
      own = pasar_xml_get (element, OFFICE, valued[i].attribute, &length);
      if (own != NULL && valued[i].read (own, length, value))
        {
          g_string_assign (self->value, value);
          self->type = valued[i].type;
        }
    }
}

static gboolean
begin_cell (Reader *self, const PasarXmlElement *element, GError **error)
{
  gsize length;
  const char *text = pasar_xml_get (element, OFFICE, "string-value", &length);

  self->cell_depth = self->depth;
  self->n_cells = read_count (element, TABLE, "number-columns-repeated");
  self->has_formula = pasar_xml_get (element, TABLE, "formula", &(gsize){ 0 }) != NULL;
  self->n_paragraphs = 0;
  self->type = PASAR_CELL_TEXT;
  g_string_truncate (self->text, 0);
  g_string_truncate (self->value, 0);
  /* An error has a value all the same, which is empty or 0, and shows what it is. */
  if (pasar_xml_is (element, EXTENSION, "value-type", "error"))
    {
      self->type = PASAR_CELL_ERROR;
      return TRUE;
    }
  take_value (self, element);
  return self->value->len > 0 || text == NULL
         || pasar_cell_text_append (self->value, text, length, error);
}

/* Whether a number is shown with zeros before it, as codes are. */
static gboolean
is_filled (const Reader *self)
{
  const char *shown = self->text->str;

  if (self->type != PASAR_CELL_NUMBER || *shown != '0' || self->text->len <= self->value->len
      || strspn (shown, "0123456789") < self->text->len)
    return FALSE;
  return strcmp (shown + self->text->len - self->value->len, self->value->str) == 0
         && strspn (shown, "0") >= self->text->len - self->value->len;
}

static gboolean
end_cell (Reader *self, GError **error)
{
  const GString *content = self->value;
  const char *text;

  self->cell_depth = 0;
  if (content->len == 0)
    content = self->text;
  else if (is_filled (self))
    {
      content = self->text;
      self->type = PASAR_CELL_TEXT;
    }
  if (content->len == 0)
    {
      self->builder.n_unvalued += self->has_formula && self->n_paragraphs == 0;
      self->column += self->n_cells;
      return TRUE;
    }
  text = pasar_sheet_builder_keep (&self->builder, content->str, content->len, error);
  if (text == NULL)
    return FALSE;
  for (guint64 i = 0; i < self->n_cells; i++)
    {
      if (!pasar_sheet_builder_set (&self->builder, self->column++, text, self->type, error))
        return FALSE;
    }
  return TRUE;
}

static void
begin_row (Reader *self, const PasarXmlElement *element)
{
  self->row_depth = self->depth;
  self->n_rows = read_count (element, TABLE, "number-rows-repeated");
  self->is_row_hidden = pasar_xml_is (element, TABLE, "visibility", "collapse")
                        || pasar_xml_is (element, TABLE, "visibility", "filter");
  self->column = 0;
}

static gboolean
end_row (Reader *self, GError **error)
{
  const guint64 row = self->row;

  self->row_depth = 0;
  self->row += self->n_rows;
  return pasar_sheet_builder_end_row (&self->builder,
                                      row,
                                      self->n_rows,
                                      self->is_row_hidden,
                                      error);
}

/* A child of a row, or of a table. A covered cell holds what was there before it was merged. */
static gboolean
begin_part (Reader *self, const PasarXmlElement *element, GError **error)
{
  static const char *const groups[] = { "table-rows",
                                        "table-header-rows",
                                        "table-row-group",
                                        NULL };
  const gboolean is_table = g_strcmp0 (element->space, TABLE) == 0;

  if (self->row_depth > 0 && is_table && strcmp (element->name, "table-cell") == 0)
    return begin_cell (self, element, error);
  if (self->row_depth > 0 && is_table && strcmp (element->name, "covered-table-cell") == 0)
    self->column += read_count (element, TABLE, "number-columns-repeated");
  else if (self->row_depth == 0 && is_table && strcmp (element->name, "table-row") == 0)
    {
      begin_row (self, element);
      return TRUE;
    }
  else if (self->row_depth == 0 && is_table && g_strv_contains (groups, element->name))
    return TRUE;
  self->skip_depth = self->depth;
  return TRUE;
}

/* A child of a cell. What it shows is of no interest when it has a value, but for a number. */
static gboolean
begin_content (Reader *self, const PasarXmlElement *element, GError **error)
{
  if ((self->value->len == 0 || self->type == PASAR_CELL_NUMBER) && is_element (element, TEXT, "p"))
    return begin_paragraph (self, error);
  self->skip_depth = self->depth;
  return TRUE;
}

/* A child of the spreadsheet. */
static void
begin_sheet (Reader *self, const PasarXmlElement *element)
{
  const gboolean is_sheet = is_element (element, TABLE, "table");

  if (is_sheet && self->sheets_before == 0)
    self->table_depth = self->depth;
  else
    self->skip_depth = self->depth;
  self->sheets_before -= is_sheet && self->sheets_before > 0;
}

static void
begin_spreadsheet_element (PasarXml *xml, const PasarXmlElement *element, gpointer user_data)
{
  Reader *self = user_data;
  gboolean is_good = TRUE;
  GError *error = NULL;

  self->depth++;
  if (self->skip_depth > 0)
    return;
  if (self->paragraph_depth > 0)
    is_good = begin_inline (self, element, &error);
  else if (self->cell_depth > 0)
    is_good = begin_content (self, element, &error);
  else if (self->table_depth > 0)
    is_good = begin_part (self, element, &error);
  else if (self->spreadsheet_depth > 0)
    begin_sheet (self, element);
  else if (is_element (element, OFFICE, "spreadsheet"))
    self->spreadsheet_depth = self->depth;
  if (!is_good)
    pasar_xml_stop (xml, error);
}

static void
end_spreadsheet_element (PasarXml *xml, const PasarXmlElement *element, gpointer user_data)
{
  Reader *self = user_data;
  const guint depth = self->depth--;
  gboolean is_good = TRUE;
  GError *error = NULL;

  if (depth == self->skip_depth)
    self->skip_depth = 0;
  else if (depth == self->paragraph_depth)
    self->paragraph_depth = 0;
  else if (depth == self->cell_depth)
    is_good = end_cell (self, &error);
  else if (depth == self->row_depth)
    is_good = end_row (self, &error) && !self->builder.is_cut;
  else if (depth == self->table_depth)
    is_good = FALSE;
  if (!is_good)
    pasar_xml_stop (xml, error);
}

PasarTextTable *
pasar_ods_read_sheet (const PasarZip *zip,
                      guint sheet,
                      guint max_rows,
                      PasarReading *reading,
                      GError **error)
{
  static const PasarXmlCalls calls = { FALSE,
                                       begin_spreadsheet_element,
                                       end_spreadsheet_element,
                                       take_text };
  Reader reader = { .sheets_before = sheet, .row = 1 };
  PasarTextTable *table = NULL;

  reading->n_expected = pasar_zip_get_size (zip, CONTENT);
  pasar_sheet_builder_init (&reader.builder, max_rows);
  reader.text = g_string_new (NULL);
  reader.value = g_string_new (NULL);
  if (pasar_xml_read (zip, CONTENT, &calls, &reader, reading, error))
    table = pasar_sheet_builder_finish (&reader.builder, error);
  pasar_sheet_builder_clear (&reader.builder);
  g_string_free (reader.text, TRUE);
  g_string_free (reader.value, TRUE);
  return table;
}
