/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/package-private.h"
#include "formats/write-private.h"

#include <libxml/xmlwriter.h>
#include <string.h>

/* OpenDocument 1.3, part 3. */

#define NS      "urn:oasis:names:tc:opendocument:xmlns:"
#define VERSION "1.3"

#define ROWS_MAX    1048576
#define COLUMNS_MAX 16384
#define TEXT_MAX    32767
/* Of what those can tell apart who read it. */
#define DIGITS_MAX 15
/* In the units of layouts: characters of the usual size. */
#define MM_A_CHARACTER 2
#define MEASURE_LENGTH 32

static const char *const styles[PASAR_N_CELL_KINDS] = {
  "text", "money", "pieces", "percent", "time", "boolean", "number",
};

typedef struct
{
  PasarPackage *package; /* (owned) (nullable) */
  xmlTextWriter *xml;    /* (owned) (nullable): of the part that is written */
  GString *text;         /* (owned): what comes next in it */
  GError *error;         /* (owned) (nullable): why it cannot be written */
} Ods;

static void
ods_free (gpointer data)
{
  Ods *self = data;

  g_clear_pointer (&self->xml, xmlFreeTextWriter);
  g_clear_pointer (&self->package, pasar_package_free);
  g_string_free (self->text, TRUE);
  g_clear_error (&self->error);
  g_free (self);
}

/* Parts. */

/* A failure is told after each row: here libxml2 would print it. */
static int
write_cb (void *user_data, const char *bytes, int length)
{
  Ods *self = user_data;

  if (self->error == NULL)
    pasar_package_write (self->package, bytes, (gsize) length, &self->error);
  return length;
}

static gboolean
check (Ods *self, GError **error)
{
  if (self->error != NULL && error != NULL)
    *error = g_error_copy (self->error);
  return self->error == NULL;
}

static gboolean
begin_part (Ods *self, const char *name, GError **error)
{
  if (!pasar_package_begin_part (self->package, name, error))
    return FALSE;
  self->xml = xmlNewTextWriter (xmlOutputBufferCreateIO (write_cb, NULL, self, NULL));
  xmlTextWriterStartDocument (self->xml, NULL, NULL, NULL);
  return TRUE;
}

static gboolean
end_part (Ods *self, GError **error)
{
  xmlTextWriterEndDocument (self->xml);
  g_clear_pointer (&self->xml, xmlFreeTextWriter);
  return check (self, error);
}

/* Elements. */

/* Attributes follow, each a name and a value. */
static void start (Ods *self, const char *name, ...) G_GNUC_NULL_TERMINATED;

static void
start (Ods *self, const char *name, ...)
{
  const char *attribute;
  va_list attributes;

  xmlTextWriterStartElement (self->xml, (const xmlChar *) name);
  va_start (attributes, name);
  while ((attribute = va_arg (attributes, const char *)) != NULL)
    xmlTextWriterWriteAttribute (self->xml,
                                 (const xmlChar *) attribute,
                                 (const xmlChar *) va_arg (attributes, const char *));
  va_end (attributes);
}

static void
end (Ods *self)
{
  xmlTextWriterEndElement (self->xml);
}

static void
add (Ods *self, const char *name)
{
  start (self, name, NULL);
  end (self);
}

static void
add_text (Ods *self, const char *name, const char *text)
{
  xmlTextWriterWriteElement (self->xml, (const xmlChar *) name, (const xmlChar *) text);
}

/* Formats. */

static void
add_column_styles (PasarTableWriter *writer, Ods *self)
{
  for (guint i = 0; i < writer->layout.n_columns; i++)
    {
      char name[MEASURE_LENGTH];
      char width[MEASURE_LENGTH];

      g_snprintf (name, sizeof name, "column%u", i);
      g_snprintf (width,
                  sizeof width,
                  "%umm",
                  pasar_writer_get_width (writer, i) * MM_A_CHARACTER + 2);
      start (self, "style:style", "style:name", name, "style:family", "table-column", NULL);
      start (self, "style:table-column-properties", "style:column-width", width, NULL);
      end (self);
      end (self);
    }
}

/* A style for titles, and its like with numbers below. */
static void
add_title_style (Ods *self, const char *name, const char *align)
{
  start (self, "style:style", "style:name", name, "style:family", "table-cell", NULL);
  start (self,
         "style:table-cell-properties",
         "fo:background-color",
         "#ebebeb",
         "fo:border-bottom",
         "0.5pt solid #9a9996",
         "style:text-align-source",
         "fix",
         NULL);
  end (self);
  start (self, "style:paragraph-properties", "fo:text-align", align, NULL);
  end (self);
  start (self, "style:text-properties", "fo:font-weight", "bold", NULL);
  end (self);
  end (self);
}

static void
add_number (Ods *self, guint digits)
{
  char places[MEASURE_LENGTH];

  g_snprintf (places, sizeof places, "%u", digits);
  start (self,
         "number:number",
         "number:decimal-places",
         places,
         "number:min-decimal-places",
         places,
         "number:min-integer-digits",
         "1",
         "number:grouping",
         "true",
         NULL);
  end (self);
}

static void
add_date_format (Ods *self)
{
  static const char *const parts[][2] = {
    { "number:year", "-" },  { "number:month", "-" },  { "number:day", " " },
    { "number:hours", ":" }, { "number:minutes", "" },
  };

  start (self, "number:date-style", "style:name", "as-time", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      start (self, parts[i][0], "number:style", "long", NULL);
      end (self);
      if (*parts[i][1] != '\0')
        add_text (self, "number:text", parts[i][1]);
    }
  end (self);
}

static void
add_formats (PasarTableWriter *writer, Ods *self)
{
  start (self, "number:text-style", "style:name", "as-text", NULL);
  add (self, "number:text-content");
  end (self);
  start (self, "number:currency-style", "style:name", "as-money", NULL);
  if (*writer->layout.currency != '\0')
    {
      add_text (self, "number:currency-symbol", writer->layout.currency);
      add_text (self, "number:text", " ");
    }
  add_number (self, writer->layout.digits);
  end (self);
  start (self, "number:number-style", "style:name", "as-pieces", NULL);
  add_number (self, 0);
  end (self);
  start (self, "number:percentage-style", "style:name", "as-percent", NULL);
  add_number (self, 1);
  add_text (self, "number:text", "%");
  end (self);
  add_date_format (self);
  start (self, "number:boolean-style", "style:name", "as-boolean", NULL);
  add (self, "number:boolean");
  end (self);
  start (self, "number:number-style", "style:name", "as-number", NULL);
  start (self, "number:number", "number:min-integer-digits", "1", NULL);
  end (self);
  end (self);
}

static void
add_styles (PasarTableWriter *writer, Ods *self)
{
  start (self, "office:automatic-styles", NULL);
  add_column_styles (writer, self);
  add_formats (writer, self);
  add_title_style (self, "title", "start");
  add_title_style (self, "title-of-numbers", "end");
  for (guint i = 0; i < PASAR_N_CELL_KINDS; i++)
    {
      g_autofree char *format = g_strconcat ("as-", styles[i], NULL);

      start (self,
             "style:style",
             "style:name",
             styles[i],
             "style:family",
             "table-cell",
             "style:data-style-name",
             format,
             NULL);
      end (self);
    }
  end (self);
}

/* The table. */

static void
start_table (PasarTableWriter *writer, Ods *self)
{
  start (self, "table:table", "table:name", writer->layout.title, NULL);
  for (guint i = 0; i < writer->layout.n_columns; i++)
    {
      char name[MEASURE_LENGTH];

      g_snprintf (name, sizeof name, "column%u", i);
      start (self,
             "table:table-column",
             "table:style-name",
             name,
             "table:default-cell-style-name",
             styles[writer->columns[i].kind],
             NULL);
      end (self);
    }
}

static gboolean
begin (PasarTableWriter *writer, GError **error)
{
  Ods *self = g_new0 (Ods, 1);

  writer->data = self;
  writer->free_data = ods_free;
  self->text = g_string_new (NULL);
  self->package =
      pasar_package_new (pasar_new_file_get_stream (writer->file), writer->cancellable, error);
  if (self->package == NULL || !begin_part (self, "content.xml", error))
    return FALSE;
  start (self,
         "office:document-content",
         "xmlns:office",
         NS "office:1.0",
         "xmlns:table",
         NS "table:1.0",
         "xmlns:text",
         NS "text:1.0",
         "xmlns:style",
         NS "style:1.0",
         "xmlns:number",
         NS "datastyle:1.0",
         "xmlns:fo",
         NS "xsl-fo-compatible:1.0",
         "office:version",
         VERSION,
         NULL);
  add_styles (writer, self);
  start (self, "office:body", NULL);
  start (self, "office:spreadsheet", NULL);
  start_table (writer, self);
  return TRUE;
}

static void
flush (Ods *self)
{
  if (self->text->len > 0)
    xmlTextWriterWriteString (self->xml, (const xmlChar *) self->text->str);
  g_string_truncate (self->text, 0);
}

/* 6.1.2 of the standard: spaces at the ends or beside others, and tabs, have elements of their own;
 * the end of a line is that of a paragraph. */
static void
add_paragraphs (Ods *self, const char *text)
{
  gboolean at_space = TRUE;

  start (self, "text:p", NULL);
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      const gunichar c = g_utf8_get_char (text);
      const gboolean ends_line = c == '\n' || c == '\r';

      if (c == '\r' && text[1] == '\n')
        continue;
      if (ends_line)
        {
          flush (self);
          end (self);
          start (self, "text:p", NULL);
        }
      else if (c == '\t')
        {
          flush (self);
          add (self, "text:tab");
        }
      else if (c == ' ' && (at_space || text[1] == '\0' || g_ascii_isspace (text[1])))
        {
          flush (self);
          add (self, "text:s");
        }
      else
        g_string_append_unichar (self->text, pasar_xml_is_forbidden (c) ? 0xFFFD : c);
      at_space = g_unichar_isspace (c);
    }
  flush (self);
  end (self);
}

static void
add_attribute (Ods *self, const char *name, const char *value)
{
  xmlTextWriterWriteAttribute (self->xml, (const xmlChar *) name, (const xmlChar *) value);
}

static void
add_value (PasarTableWriter *writer, Ods *self, const char *number, PasarCellKind kind)
{
  static const char *const types[PASAR_N_CELL_KINDS] = {
    "string", "currency", "float", "percentage", "date", "boolean", "float",
  };

  add_attribute (self, "office:value-type", types[kind]);
  if (kind == PASAR_CELLS_MONEY && *writer->layout.currency != '\0')
    add_attribute (self, "office:currency", writer->layout.currency);
  if (kind == PASAR_CELLS_TIME)
    add_attribute (self, "office:date-value", number);
  else if (kind == PASAR_CELLS_BOOLEAN)
    add_attribute (self, "office:boolean-value", g_str_equal (number, "0") ? "false" : "true");
  else
    add_attribute (self, "office:value", number);
}

static void
add_cell (PasarTableWriter *writer, Ods *self, const PasarTextCell *cell, guint i)
{
  const PasarCellKind kind = writer->columns[i].kind;
  const gboolean is_left = kind == PASAR_CELLS_TEXT || kind == PASAR_CELLS_TIME;
  const char *number = pasar_writer_get_number (writer, cell, i);

  start (self, "table:table-cell", NULL);
  /* The others have the style of the column. */
  if (pasar_writer_is_at_titles (writer))
    add_attribute (self, "table:style-name", is_left ? "title" : "title-of-numbers");
  if (number != NULL)
    add_value (writer, self, number, kind);
  else if (*cell->text != '\0')
    add_attribute (self, "office:value-type", "string");
  if (number != NULL || *cell->text != '\0')
    add_paragraphs (self, cell->text);
  end (self);
}

static gboolean
append (PasarTableWriter *writer, const PasarTextCell *cells, GError **error)
{
  Ods *self = writer->data;

  /* The titles are printed on each page. */
  if (pasar_writer_is_at_titles (writer))
    start (self, "table:table-header-rows", NULL);
  start (self, "table:table-row", NULL);
  for (guint i = 0; i < writer->layout.n_columns; i++)
    add_cell (writer, self, &cells[i], i);
  end (self);
  if (pasar_writer_is_at_titles (writer))
    end (self);
  return check (self, error);
}

/* "A", "B" … "XFD" */
static void
append_column (GString *out, guint column)
{
  char name[4] = "";
  guint n = G_N_ELEMENTS (name) - 1;

  for (guint left = column + 1; left > 0; left = (left - 1) / 26)
    name[--n] = (char) ('A' + (left - 1) % 26);
  g_string_append (out, name + n);
}

/* The rows that can be filtered, as LibreOffice names them. */
static void
add_filter (PasarTableWriter *writer, Ods *self)
{
  const char *title = writer->layout.title;
  g_autoptr (GString) range = g_string_new (NULL);

  g_string_append_printf (range, "'%s'.A1:'%s'.", title, title);
  append_column (range, writer->layout.n_columns - 1);
  g_string_append_printf (range, "%u", writer->n_rows);
  start (self, "table:database-ranges", NULL);
  start (self,
         "table:database-range",
         "table:name",
         "__Anonymous_Sheet_DB__0",
         "table:target-range-address",
         range->str,
         "table:display-filter-buttons",
         "true",
         NULL);
  end (self);
  end (self);
}

/* The other parts. */

static void
add_setting (Ods *self, const char *name, const char *type, const char *value)
{
  start (self, "config:config-item", "config:name", name, "config:type", type, NULL);
  xmlTextWriterWriteString (self->xml, (const xmlChar *) value);
  end (self);
}

/* The titles stay in sight: as LibreOffice says it. */
static gboolean
add_settings (PasarTableWriter *writer, Ods *self, GError **error)
{
  static const char *const items[][3] = {
    { "HorizontalSplitMode", "short", "0" }, { "VerticalSplitMode", "short", "2" },
    { "VerticalSplitPosition", "int", "1" }, { "ActiveSplitRange", "short", "2" },
    { "PositionTop", "int", "0" },           { "PositionBottom", "int", "1" },
  };

  if (!begin_part (self, "settings.xml", error))
    return FALSE;
  start (self,
         "office:document-settings",
         "xmlns:office",
         NS "office:1.0",
         "xmlns:config",
         NS "config:1.0",
         "xmlns:ooo",
         "http://openoffice.org/2004/office",
         "office:version",
         VERSION,
         NULL);
  start (self, "office:settings", NULL);
  start (self, "config:config-item-set", "config:name", "ooo:view-settings", NULL);
  start (self, "config:config-item-map-indexed", "config:name", "Views", NULL);
  start (self, "config:config-item-map-entry", NULL);
  add_setting (self, "ViewId", "string", "view1");
  start (self, "config:config-item-map-named", "config:name", "Tables", NULL);
  start (self, "config:config-item-map-entry", "config:name", writer->layout.title, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (items) && !writer->layout.is_untitled; i++)
    add_setting (self, items[i][0], items[i][1], items[i][2]);
  return end_part (self, error);
}

static gboolean
add_document_styles (Ods *self, GError **error)
{
  if (!begin_part (self, "styles.xml", error))
    return FALSE;
  start (self,
         "office:document-styles",
         "xmlns:office",
         NS "office:1.0",
         "office:version",
         VERSION,
         NULL);
  return end_part (self, error);
}

static gboolean
add_manifest (Ods *self, GError **error)
{
  static const char *const files[][2] = {
    { "/", PASAR_PACKAGE_TYPE },
    { "content.xml", "text/xml" },
    { "styles.xml", "text/xml" },
    { "settings.xml", "text/xml" },
  };

  if (!begin_part (self, "META-INF/manifest.xml", error))
    return FALSE;
  start (self,
         "manifest:manifest",
         "xmlns:manifest",
         NS "manifest:1.0",
         "manifest:version",
         VERSION,
         NULL);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      start (self,
             "manifest:file-entry",
             "manifest:full-path",
             files[i][0],
             "manifest:media-type",
             files[i][1],
             NULL);
      if (i == 0)
        add_attribute (self, "manifest:version", VERSION);
      end (self);
    }
  return end_part (self, error);
}

static gboolean
finish (PasarTableWriter *writer, GError **error)
{
  Ods *self = writer->data;

  end (self);
  if (!writer->layout.is_untitled)
    add_filter (writer, self);
  return end_part (self, error) && add_settings (writer, self, error)
         && add_document_styles (self, error) && add_manifest (self, error)
         && pasar_package_finish (self->package, error);
}

const PasarTableWriterClass pasar_ods_writer = {
  .begin = begin,
  .append = append,
  .finish = finish,
  .rows_max = ROWS_MAX,
  .columns_max = COLUMNS_MAX,
  .text_max = TEXT_MAX,
  .digits_max = DIGITS_MAX,
};
