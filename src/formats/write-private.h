/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/new-file-private.h"
#include "formats/write.h"
#include "formats/zip-write-private.h"

G_BEGIN_DECLS

/* How a format is written. What is put into the text of a writer is written when there is enough of
 * it. */
typedef struct
{
  gboolean (*begin) (PasarTableWriter *self, GError **error);
  gboolean (*append) (PasarTableWriter *self, const PasarTextCell *cells, GError **error);
  void (*finish) (PasarTableWriter *self);                  /* the text that follows the rows */
  gboolean (*end) (PasarTableWriter *self, GError **error); /* the rest of the file */
  guint rows_max;
  guint columns_max;
  gsize text_max;   /* of a cell, in UTF-16 */
  guint digits_max; /* of a number that comes back as it was; 0: any */
} PasarTableWriterClass;

extern const PasarTableWriterClass pasar_xlsx_writer;
extern const PasarTableWriterClass pasar_ods_writer;
extern const PasarTableWriterClass pasar_csv_writer;

struct _PasarTableWriter
{
  const PasarTableWriterClass *klass;
  PasarTableLayout layout;   /* its texts are of @texts */
  PasarTableColumn *columns; /* (owned) */
  GStringChunk *texts;       /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable) */
  PasarNewFile *file;        /* (owned) */
  PasarZipWriter *zip;       /* (owned) (nullable) */
  PasarZipEntry *sheet;      /* (owned) (nullable): where the text goes; else to the file */
  GString *text;             /* (owned): what is not written yet */
  guint n_rows;              /* that are begun, with the one of the titles */

  gpointer data; /* (owned) (nullable): of the format */
  GDestroyNotify free_data;
};

/* The number of a cell; NULL where it is a text, also when it is no number of its kind, or none
 * that the format can hold. */
const char *
pasar_writer_get_number (const PasarTableWriter *self, const PasarTextCell *cell, guint i);

/* Whether the row that is begun is that of the titles. */
static inline gboolean
pasar_writer_is_at_titles (const PasarTableWriter *self)
{
  return self->n_rows == 1 && !self->layout.is_untitled;
}

/* Each says why the table cannot be written, and returns FALSE. */
gboolean pasar_writer_set_too_large (GError **error);
gboolean pasar_writer_set_too_long (const PasarTableWriter *self, guint i, GError **error);
/* In characters of the usual size: what the seller chose, or the title with room for the button
 * of its filter. */
guint pasar_writer_get_width (const PasarTableWriter *self, guint i);
/* "A", "B" … "XFD" */
void pasar_writer_append_column (GString *out, guint i);
/* XML of what is written as it is, but for the characters that XML has for itself. */
void pasar_xml_append (GString *out, const char *text);
void pasar_xml_append_char (GString *out, gunichar c);
/* Whether no text of XML can have it, or it would be read as another one. */
gboolean pasar_xml_is_forbidden (gunichar c);

G_END_DECLS
