/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/delimited.h"
#include "formats/write-private.h"

/* RFC 4180. */

/* So much text is written at a time. */
#define TEXT_SIZE 65536

static void
free_text (gpointer text)
{
  g_string_free (text, TRUE);
}

static gboolean
begin (PasarTableWriter *self, GError **error)
{
  GString *out = g_string_sized_new (TEXT_SIZE + TEXT_SIZE / 4);

  self->data = out;
  self->free_data = free_text;
  if (self->layout.has_mark)
    g_string_append (out, "\xEF\xBB\xBF");
  return TRUE;
}

static gboolean
finish (PasarTableWriter *self, GError **error)
{
  GString *out = self->data;
  const gboolean is_written = g_output_stream_write_all (pasar_new_file_get_stream (self->file),
                                                         out->str,
                                                         out->len,
                                                         NULL,
                                                         self->cancellable,
                                                         error);

  g_string_truncate (out, 0);
  return is_written;
}

static void
append_number (PasarTableWriter *self, const char *number, PasarCellKind kind)
{
  g_autofree char *text =
      kind == PASAR_CELLS_PERCENT ? pasar_percent_dup_text (number) : g_strdup (number);

  /* A time as people write it and spreadsheets read it. */
  if (kind == PASAR_CELLS_TIME)
    g_strdelimit (text, "T", ' ');
  else
    g_strdelimit (text, ".", self->layout.decimal_point);
  pasar_delimited_append_cell (self->data, text, self->layout.separator);
}

static gboolean
append (PasarTableWriter *self, const PasarTextCell *cells, GError **error)
{
  GString *out = self->data;

  for (guint i = 0; i < self->layout.n_columns; i++)
    {
      const PasarCellKind kind = self->columns[i].kind;
      const char *number = pasar_writer_get_number (self, &cells[i], i);

      if (i > 0)
        g_string_append_c (out, self->layout.separator);
      if (number != NULL && kind != PASAR_CELLS_BOOLEAN)
        append_number (self, number, kind);
      else
        pasar_delimited_append_protected (out, cells[i].text, self->layout.separator);
    }
  g_string_append (out, "\r\n");
  return out->len < TEXT_SIZE || finish (self, error);
}

const PasarTableWriterClass pasar_csv_writer = {
  .begin = begin,
  .append = append,
  .finish = finish,
  .rows_max = G_MAXUINT,
  .columns_max = G_MAXUINT,
  .text_max = G_MAXSIZE,
};
