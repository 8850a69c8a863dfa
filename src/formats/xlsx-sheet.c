/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/cell-value-private.h"
#include "formats/sheet-private.h"
#include "formats/workbook-private.h"
#include "formats/xml-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* How a cell's value is written. */
typedef enum
{
  KIND_NUMBER,
  KIND_SHARED,
  KIND_STRING,
  KIND_INLINE,
  KIND_BOOLEAN,
  KIND_ERROR,
  KIND_DATE,
} Kind;

typedef struct
{
  const PasarXlsx *xlsx;
  PasarSheetBuilder builder;
  GPtrArray *strings; /* const char *; kept by the builder */

  GString *text;
  gboolean in_text;
  gsize text_start; /* of this run */
  gboolean is_trimmed;
  guint phonetic_depth;

  gboolean in_data;
  gboolean is_done;
  guint64 row; /* from 1 */
  gboolean is_row_hidden;
  guint64 column; /* from 0 */
  Kind kind;
  guint style;
  gboolean has_formula;
} Reader;

static void
stop_unless (PasarXml *xml, gboolean is_good, GError **error)
{
  if (!is_good)
    pasar_xml_stop (xml, *error);
}

/* Texts, those of cells and those that cells share. */

static void
begin_text (Reader *self, const PasarXmlElement *element, gboolean is_trimmed)
{
  self->in_text = TRUE;
  self->text_start = self->text->len;
  self->is_trimmed = is_trimmed && !pasar_xml_is (element, PASAR_XML_SPACE, "space", "preserve");
}

/* Blanks at the ends are there only when the file says so. */
static void
end_text (Reader *self)
{
  const char *start;

  if (!self->in_text)
    return;
  self->in_text = FALSE;
  if (!self->is_trimmed)
    return;
  start = self->text->str + self->text_start;
  g_string_erase (self->text, (gssize) self->text_start, (gssize) strspn (start, " \t\r\n"));
  while (self->text->len > self->text_start
         && strchr (" \t\r\n", self->text->str[self->text->len - 1]) != NULL)
    g_string_truncate (self->text, self->text->len - 1);
}

static void
take_text (PasarXml *xml, const char *text, gsize length, gpointer user_data)
{
  Reader *self = user_data;
  GError *error = NULL;

  if (self->in_text)
    stop_unless (xml, pasar_cell_text_append (self->text, text, length, &error), &error);
}

/* "_x000D_": a unit of UTF-16 that XML could not hold; G_MAXUINT32 when it is none. */
static guint32
read_escape (const char *p)
{
  guint32 unit = 0;

  if (p[0] != '_' || p[1] != 'x')
    return G_MAXUINT32;
  for (guint i = 2; i < 6; i++)
    {
      if (!g_ascii_isxdigit (p[i]))
        return G_MAXUINT32;
      unit = unit << 4 | (guint32) g_ascii_xdigit_value (p[i]);
    }
  return p[6] == '_' ? unit : G_MAXUINT32;
}

/* Line ends become one sign each. */
static void
unescape (GString *text)
{
  const char *from = text->str;
  char *to = text->str;

  if (strstr (from, "_x") == NULL)
    return;
  while (*from != '\0')
    {
      guint32 unit = read_escape (from);
      guint32 low;

      if (unit == G_MAXUINT32)
        {
          *to++ = *from++;
          continue;
        }
      from += 7;
      low = read_escape (from);
      if (unit >= 0xD800 && unit < 0xDC00 && low >= 0xDC00 && low < 0xE000)
        {
          unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
          from += 7;
        }
      if (unit == '\r')
        unit = *from == '\n' || low == '\n' ? 0 : '\n';
      if (unit >= 0xD800 && unit < 0xE000)
        unit = 0xFFFD;
      if (unit != 0)
        to += g_unichar_to_utf8 (unit, to);
    }
  g_string_truncate (text, (gsize) (to - text->str));
}

static const char *
keep_text (Reader *self, GError **error)
{
  unescape (self->text);
  return pasar_sheet_builder_keep (&self->builder, self->text->str, self->text->len, error);
}

/* The runs of a text are one; how it is pronounced is no part of it. */
static void
begin_text_part (Reader *self, const PasarXmlElement *element)
{
  if (strcmp (element->name, "rPh") == 0)
    self->phonetic_depth++;
  else if (strcmp (element->name, "t") == 0 && self->phonetic_depth == 0)
    begin_text (self, element, TRUE);
}

static void
end_text_part (Reader *self, const PasarXmlElement *element)
{
  if (strcmp (element->name, "rPh") == 0 && self->phonetic_depth > 0)
    self->phonetic_depth--;
  else if (strcmp (element->name, "t") == 0)
    end_text (self);
}

static void
begin_string (PasarXml *xml, const PasarXmlElement *element, gpointer user_data)
{
  Reader *self = user_data;

  if (strcmp (element->name, "si") == 0)
    g_string_truncate (self->text, 0);
  else
    begin_text_part (self, element);
}

static void
end_string (PasarXml *xml, const PasarXmlElement *element, gpointer user_data)
{
  Reader *self = user_data;
  GError *error = NULL;
  const char *text;

  if (strcmp (element->name, "si") != 0)
    {
      end_text_part (self, element);
      return;
    }
  text = keep_text (self, &error);
  if (text != NULL && self->strings->len == PASAR_TEXT_TABLE_CELLS_MAX)
    {
      pasar_set_too_large (&error,
                           _ ("The file is too large to be read. Save it in several parts."));
      text = NULL;
    }
  stop_unless (xml, text != NULL, &error);
  g_ptr_array_add (self->strings, (gpointer) text);
}

/* Cells. */

/* "AB12" is in column 27, from 0; G_MAXUINT64 when it says nothing. */
static guint64
read_column (const char *place, gsize length)
{
  guint64 column = 0;
  gsize i;

  for (i = 0; i < length && i < 8 && g_ascii_isalpha (place[i]); i++)
    column = column * 26 + (guint64) (g_ascii_toupper (place[i]) - 'A' + 1);
  return i > 0 ? column - 1 : G_MAXUINT64;
}

static Kind
read_kind (const PasarXmlElement *element)
{
  static const struct
  {
    const char *name;
    Kind kind;
  } kinds[] = {
    { "s", KIND_SHARED },         { "n", KIND_NUMBER },  { "str", KIND_STRING },
    { "inlineStr", KIND_INLINE }, { "b", KIND_BOOLEAN }, { "e", KIND_ERROR },
    { "d", KIND_DATE },
  };
  gsize length;
  const char *name = pasar_xml_get (element, NULL, "t", &length);

  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (kinds); i++)
    {
      if (strlen (kinds[i].name) == length && memcmp (kinds[i].name, name, length) == 0)
        return kinds[i].kind;
    }
  return KIND_NUMBER;
}

static void
begin_row (Reader *self, const PasarXmlElement *element)
{
  const guint64 row = pasar_xml_get_number (element, NULL, "r", 0);

  self->row = row > 0 ? row : self->row + 1;
  self->is_row_hidden = pasar_xml_is_true (element, NULL, "hidden");
  self->column = G_MAXUINT64;
}

static void
begin_cell (Reader *self, const PasarXmlElement *element)
{
  gsize length;
  const char *place = pasar_xml_get (element, NULL, "r", &length);
  const guint64 column = place != NULL ? read_column (place, length) : G_MAXUINT64;

  /* Before the first one stands the number that is one less than 0. */
  self->column = column != G_MAXUINT64 ? column : self->column + 1;
  self->kind = read_kind (element);
  self->style = (guint) MIN (pasar_xml_get_number (element, NULL, "s", 0), G_MAXUINT);
  self->has_formula = FALSE;
  g_string_truncate (self->text, 0);
}

static gboolean
set_cell (Reader *self, const char *text, PasarCellType type, GError **error)
{
  return text != NULL && pasar_sheet_builder_set (&self->builder, self->column, text, type, error);
}

static gboolean
set_own_text (Reader *self, PasarCellType type, GError **error)
{
  return set_cell (self, keep_text (self, error), type, error);
}

static gboolean
set_value (Reader *self, const char *value, PasarCellType type, GError **error)
{
  return set_cell (self,
                   pasar_sheet_builder_keep (&self->builder, value, strlen (value), error),
                   type,
                   error);
}

static gboolean
set_number (Reader *self, GError **error)
{
  const GArray *formats = self->xlsx->formats;
  PasarCellFormat format = { PASAR_CELL_NUMBER, 0 };
  char value[PASAR_CELL_VALUE_MAX];

  if (self->style < formats->len)
    format = g_array_index (formats, PasarCellFormat, self->style);
  if (!pasar_cell_value_from_number (self->text->str, self->text->len, value))
    return set_own_text (self, PASAR_CELL_TEXT, error);
  if (format.type == PASAR_CELL_DATE
      && !pasar_cell_value_from_serial (g_ascii_strtod (self->text->str, NULL),
                                        self->xlsx->is_1904,
                                        value))
    format.type = PASAR_CELL_NUMBER;
  if (pasar_cell_format_fill (&format, value))
    format.type = PASAR_CELL_TEXT;
  return set_value (self, value, format.type, error);
}

static gboolean
set_shared (Reader *self, GError **error)
{
  guint64 index;

  if (!g_ascii_string_to_unsigned (g_strstrip (self->text->str), 10, 0, G_MAXUINT64, &index, NULL)
      || index >= self->strings->len)
    return pasar_set_damaged (error);
  return set_cell (self, g_ptr_array_index (self->strings, (guint) index), PASAR_CELL_TEXT, error);
}

static gboolean
end_cell (Reader *self, GError **error)
{
  char value[PASAR_CELL_VALUE_MAX];

  if (self->text->len == 0)
    {
      self->builder.n_unvalued += self->has_formula && self->kind != KIND_STRING;
      return TRUE;
    }
  switch (self->kind)
    {
    case KIND_NUMBER:
      return set_number (self, error);
    case KIND_SHARED:
      return set_shared (self, error);
    case KIND_STRING:
    case KIND_INLINE:
      return set_own_text (self, PASAR_CELL_TEXT, error);
    case KIND_BOOLEAN:
      pasar_cell_value_from_boolean (self->text->str, self->text->len, value);
      return set_value (self, value, PASAR_CELL_BOOLEAN, error);
    case KIND_DATE:
      return pasar_cell_value_from_iso (self->text->str, self->text->len, value)
                 ? set_value (self, value, PASAR_CELL_DATE, error)
                 : set_own_text (self, PASAR_CELL_TEXT, error);
    case KIND_ERROR:
    default:
      return set_own_text (self, PASAR_CELL_ERROR, error);
    }
}

static void
begin_sheet_element (PasarXml *xml, const PasarXmlElement *element, gpointer user_data)
{
  Reader *self = user_data;
  const char *name = element->name;

  if (!self->in_data)
    self->in_data = !self->is_done && strcmp (name, "sheetData") == 0;
  else if (strcmp (name, "c") == 0)
    begin_cell (self, element);
  else if (strcmp (name, "v") == 0)
    begin_text (self, element, FALSE);
  else if (strcmp (name, "row") == 0)
    begin_row (self, element);
  else if (strcmp (name, "f") == 0)
    self->has_formula = TRUE;
  else
    begin_text_part (self, element);
}

static void
end_sheet_element (PasarXml *xml, const PasarXmlElement *element, gpointer user_data)
{
  Reader *self = user_data;
  const char *name = element->name;
  GError *error = NULL;

  if (!self->in_data)
    return;
  if (strcmp (name, "c") == 0)
    stop_unless (xml, end_cell (self, &error), &error);
  else if (strcmp (name, "v") == 0)
    end_text (self);
  else if (strcmp (name, "row") == 0)
    stop_unless (xml,
                 pasar_sheet_builder_end_row (&self->builder,
                                              self->row,
                                              1,
                                              self->is_row_hidden,
                                              &error)
                     && !self->builder.is_cut,
                 &error);
  else if (strcmp (name, "sheetData") == 0)
    {
      self->in_data = FALSE;
      self->is_done = TRUE;
    }
  else
    end_text_part (self, element);
}

static gboolean
read_parts (Reader *self,
            const PasarZip *zip,
            const char *sheet,
            PasarReading *reading,
            GError **error)
{
  static const PasarXmlCalls string_calls = { TRUE, begin_string, end_string, take_text };
  static const PasarXmlCalls sheet_calls = { TRUE,
                                             begin_sheet_element,
                                             end_sheet_element,
                                             take_text };
  const char *strings = self->xlsx->strings;
  const gboolean has_strings = strings != NULL && pasar_zip_has (zip, strings);

  reading->n_expected =
      pasar_zip_get_size (zip, sheet) + (has_strings ? pasar_zip_get_size (zip, strings) : 0);
  if (has_strings && !pasar_xml_read (zip, strings, &string_calls, self, reading, error))
    return FALSE;
  return pasar_xml_read (zip, sheet, &sheet_calls, self, reading, error);
}

PasarTextTable *
pasar_xlsx_read_sheet (const PasarXlsx *self,
                       const PasarZip *zip,
                       guint sheet,
                       guint max_rows,
                       PasarReading *reading,
                       GError **error)
{
  const PasarSheet *info = g_ptr_array_index (self->sheets, sheet);
  Reader reader = { .xlsx = self };
  PasarTextTable *table = NULL;

  pasar_sheet_builder_init (&reader.builder, max_rows);
  reader.strings = g_ptr_array_new ();
  reader.text = g_string_new (NULL);
  if (read_parts (&reader, zip, info->part, reading, error))
    table = pasar_sheet_builder_finish (&reader.builder, error);
  pasar_sheet_builder_clear (&reader.builder);
  g_ptr_array_unref (reader.strings);
  g_string_free (reader.text, TRUE);
  return table;
}
