/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/cell-value-private.h"
#include "formats/table-private.h"
#include "formats/workbook-private.h"
#include "formats/xml-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* More relationships than a workbook has sheets, and more formats than Excel keeps. */
#define RELATIONS_MAX 16384
#define FORMATS_MAX   65536
/* Each edition of the standard has its own namespace, which ends in the same. */
#define RELATION_SPACE "…/relationships"

/* Sheets. */

static void
free_sheet (gpointer data)
{
  PasarSheet *sheet = data;

  g_free (sheet->name);
  g_free (sheet->part);
  g_free (sheet);
}

GPtrArray *
pasar_sheets_new (void)
{
  return g_ptr_array_new_with_free_func (free_sheet);
}

gboolean
pasar_sheets_add (GPtrArray *sheets,
                  const char *name,
                  gboolean is_hidden,
                  const char *part,
                  GError **error)
{
  PasarSheet *sheet;

  if (sheets->len == PASAR_SHEETS_MAX)
    return pasar_set_too_large (error, _ ("The file has too many sheets."));
  sheet = g_new0 (PasarSheet, 1);
  sheet->name = g_strdup (name != NULL ? name : "");
  sheet->is_hidden = is_hidden;
  sheet->part = g_strdup (part);
  g_ptr_array_add (sheets, sheet);
  return TRUE;
}

/* Relationships: what a part calls other parts, and what they are to it. */

typedef struct
{
  char *id;
  char *type; /* the last segment of its name */
  char *part;
} Relation;

typedef struct
{
  const char *part; /* whose they are */
  GPtrArray *relations;
} Relations;

static void
free_relation (gpointer data)
{
  Relation *relation = data;

  g_free (relation->id);
  g_free (relation->type);
  g_free (relation->part);
  g_free (relation);
}

static void
begin_relation (PasarXml *xml, const PasarXmlElement *element, gpointer user_data)
{
  Relations *self = user_data;
  g_autofree char *type = NULL;
  g_autofree char *target = NULL;
  Relation *relation;

  if (strcmp (element->name, "Relationship") != 0
      || pasar_xml_is (element, NULL, "TargetMode", "External"))
    return;
  type = pasar_xml_dup (element, NULL, "Type");
  target = pasar_xml_dup (element, NULL, "Target");
  if (type == NULL || target == NULL || self->relations->len == RELATIONS_MAX)
    return;
  relation = g_new0 (Relation, 1);
  relation->id = pasar_xml_dup (element, NULL, "Id");
  relation->type = g_path_get_basename (type);
  relation->part = pasar_zip_dup_name (self->part, target);
  g_ptr_array_add (self->relations, relation);
}

static void
end_nothing (PasarXml *xml, const PasarXmlElement *element, gpointer user_data)
{
}

/* Those of a part, or with "" of the package; none when it has none. */
static GPtrArray *
read_relations (const PasarZip *zip, const char *part, PasarReading *reading, GError **error)
{
  static const PasarXmlCalls calls = { TRUE, begin_relation, end_nothing, NULL };
  g_autoptr (GPtrArray) relations = g_ptr_array_new_with_free_func (free_relation);
  const char *slash = strrchr (part, '/');
  const char *file = slash != NULL ? slash + 1 : part;
  g_autofree char *folder = g_strndup (part, (gsize) (file - part));
  g_autofree char *name = g_strconcat (folder, "_rels/", file, ".rels", NULL);
  Relations self = { part, relations };

  if (pasar_zip_has (zip, name) && !pasar_xml_read (zip, name, &calls, &self, reading, error))
    return NULL;
  return g_steal_pointer (&relations);
}

static const char *
find_relation (const GPtrArray *relations, const char *id, const char *type)
{
  for (guint i = 0; i < relations->len; i++)
    {
      const Relation *relation = g_ptr_array_index (relations, i);

      if (strcmp (relation->type, type) == 0 && (id == NULL || g_strcmp0 (relation->id, id) == 0))
        return relation->part;
    }
  return NULL;
}

/* The workbook. */

typedef struct
{
  PasarXlsx *xlsx;
  GPtrArray *relations;
} Workbook;

char *
pasar_xlsx_find (const PasarZip *zip, PasarReading *reading, GError **error)
{
  g_autoptr (GPtrArray) relations = read_relations (zip, "", reading, error);
  const char *part;

  if (relations == NULL)
    return NULL;
  part = find_relation (relations, NULL, "officeDocument");
  if (part == NULL)
    part = "xl/workbook.xml";
  if (g_str_has_suffix (part, ".xml") && pasar_zip_has (zip, part))
    return g_strdup (part);
  pasar_set_unsupported (error);
  return NULL;
}

/* Of the sheets those of cells; charts and macros have other relationships. */
static void
add_sheet (PasarXml *xml, const PasarXmlElement *element, Workbook *self)
{
  g_autofree char *name = pasar_xml_dup (element, NULL, "name");
  g_autofree char *id = pasar_xml_dup (element, RELATION_SPACE, "id");
  const gboolean is_hidden = pasar_xml_is (element, NULL, "state", "hidden")
                             || pasar_xml_is (element, NULL, "state", "veryHidden");
  const char *part = id != NULL ? find_relation (self->relations, id, "worksheet") : NULL;
  GError *error = NULL;

  if (part != NULL && !pasar_sheets_add (self->xlsx->sheets, name, is_hidden, part, &error))
    pasar_xml_stop (xml, error);
}

static void
begin_workbook_element (PasarXml *xml, const PasarXmlElement *element, gpointer user_data)
{
  Workbook *self = user_data;

  if (strcmp (element->name, "workbookPr") == 0)
    self->xlsx->is_1904 = pasar_xml_is_true (element, NULL, "date1904");
  else if (strcmp (element->name, "sheet") == 0)
    add_sheet (xml, element, self);
}

/* Styles: the formats by their numbers, then what the cells' styles have of them. */

typedef struct
{
  GHashTable *own; /* the file's own formats: number => PasarCellFormat * */
  GArray *formats;
  gboolean in_cell_styles;
} Styles;

static void
add_own_format (Styles *self, const PasarXmlElement *element)
{
  const guint64 id = pasar_xml_get_number (element, NULL, "numFmtId", G_MAXUINT64);
  g_autofree char *code = pasar_xml_dup (element, NULL, "formatCode");
  PasarCellFormat format;

  if (id > G_MAXINT || code == NULL || g_hash_table_size (self->own) == FORMATS_MAX)
    return;
  format = pasar_cell_format_read (code);
  g_hash_table_insert (self->own,
                       GUINT_TO_POINTER ((guint) id),
                       g_memdup2 (&format, sizeof format));
}

static void
add_cell_style (Styles *self, const PasarXmlElement *element)
{
  const guint id = (guint) MIN (pasar_xml_get_number (element, NULL, "numFmtId", 0), G_MAXINT);
  const PasarCellFormat *own = g_hash_table_lookup (self->own, GUINT_TO_POINTER (id));
  const PasarCellFormat format = own != NULL ? *own : pasar_cell_format_get_builtin (id);

  if (self->formats->len < FORMATS_MAX)
    g_array_append_val (self->formats, format);
}

static void
begin_style_element (PasarXml *xml, const PasarXmlElement *element, gpointer user_data)
{
  Styles *self = user_data;

  if (strcmp (element->name, "numFmt") == 0)
    add_own_format (self, element);
  else if (strcmp (element->name, "cellXfs") == 0)
    self->in_cell_styles = TRUE;
  else if (strcmp (element->name, "xf") == 0 && self->in_cell_styles)
    add_cell_style (self, element);
}

static void
end_style_element (PasarXml *xml, const PasarXmlElement *element, gpointer user_data)
{
  Styles *self = user_data;

  if (strcmp (element->name, "cellXfs") == 0)
    self->in_cell_styles = FALSE;
}

static gboolean
read_styles (PasarXlsx *self,
             const PasarZip *zip,
             const char *part,
             PasarReading *reading,
             GError **error)
{
  static const PasarXmlCalls calls = { TRUE, begin_style_element, end_style_element, NULL };
  g_autoptr (GHashTable) own = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  Styles styles = { own, self->formats, FALSE };

  return pasar_xml_read (zip, part, &calls, &styles, reading, error);
}

PasarXlsx *
pasar_xlsx_open (const PasarZip *zip, const char *part, PasarReading *reading, GError **error)
{
  static const PasarXmlCalls calls = { TRUE, begin_workbook_element, end_nothing, NULL };
  g_autoptr (PasarXlsx) self = g_new0 (PasarXlsx, 1);
  g_autoptr (GPtrArray) relations = NULL;
  Workbook workbook = { self, NULL };
  const char *styles;

  self->sheets = pasar_sheets_new ();
  self->formats = g_array_new (FALSE, FALSE, sizeof (PasarCellFormat));
  relations = read_relations (zip, part, reading, error);
  if (relations == NULL)
    return NULL;
  workbook.relations = relations;
  if (!pasar_xml_read (zip, part, &calls, &workbook, reading, error))
    return NULL;
  /* A document of another kind has none. */
  if (self->sheets->len == 0)
    {
      pasar_set_unsupported (error);
      return NULL;
    }
  self->strings = g_strdup (find_relation (relations, NULL, "sharedStrings"));
  styles = find_relation (relations, NULL, "styles");
  if (styles != NULL && pasar_zip_has (zip, styles)
      && !read_styles (self, zip, styles, reading, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
pasar_xlsx_free (PasarXlsx *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->sheets, g_ptr_array_unref);
  g_clear_pointer (&self->formats, g_array_unref);
  g_free (self->strings);
  g_free (self);
}
