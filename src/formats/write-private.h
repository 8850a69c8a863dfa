/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/new-file-private.h"
#include "formats/write.h"

G_BEGIN_DECLS

/* How a format is written. */
typedef struct
{
  gboolean (*begin) (PasarTableWriter *self, GError **error);
  gboolean (*append) (PasarTableWriter *self, const PasarTextCell *cells, GError **error);
  gboolean (*finish) (PasarTableWriter *self, GError **error); /* all that follows the rows */
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
 * of its filter, as far as a column is still easy to read. None of more than 255 can be written. */
guint pasar_writer_get_width (const PasarTableWriter *self, guint i);
/* Whether no text of XML can have it, or it would be read as another one. */
gboolean pasar_xml_is_forbidden (gunichar c);

G_END_DECLS
