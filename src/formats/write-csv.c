/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/delimited.h"
#include "formats/write-private.h"

/* RFC 4180. */

static gboolean
begin (PasarTableWriter *self, GError **error)
{
  if (self->layout.has_mark)
    g_string_append (self->text, "\xEF\xBB\xBF");
  return TRUE;
}

static void
append_number (PasarTableWriter *self, const char *number, PasarCellKind kind)
{
  g_autofree char *text = g_strdup (number);

  /* A time as people write it and spreadsheets read it. */
  if (kind == PASAR_CELLS_TIME)
    g_strdelimit (text, "T", ' ');
  else
    g_strdelimit (text, ".", self->layout.decimal_point);
  pasar_delimited_append_cell (self->text, text, self->layout.separator);
}

static gboolean
append (PasarTableWriter *self, const PasarTextCell *cells, GError **error)
{
  for (guint i = 0; i < self->layout.n_columns; i++)
    {
      const PasarCellKind kind = self->columns[i].kind;
      const char *number = pasar_writer_get_number (self, &cells[i], i);

      if (i > 0)
        g_string_append_c (self->text, self->layout.separator);
      if (number != NULL && kind != PASAR_CELLS_BOOLEAN)
        append_number (self, number, kind);
      else
        pasar_delimited_append_protected (self->text, cells[i].text, self->layout.separator);
    }
  g_string_append (self->text, "\r\n");
  return TRUE;
}

const PasarTableWriterClass pasar_csv_writer = {
  .begin = begin,
  .append = append,
  .rows_max = G_MAXUINT,
  .columns_max = G_MAXUINT,
  .text_max = G_MAXSIZE,
};
