/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/sheet-private.h"

#include <glib/gi18n-lib.h>

/* Excel has 32,767 characters in a cell, LibreOffice more. */
#define CELL_BYTES_MAX (1024 * 1024)
#define CHUNK          (64 * 1024)

void
pasar_sheet_builder_init (PasarSheetBuilder *self, guint max_rows)
{
  *self = (PasarSheetBuilder){ 0 };
  pasar_table_builder_init (&self->table);
  self->texts = g_string_chunk_new (CHUNK);
  self->max_rows = max_rows;
  self->row = g_new (const char *, PASAR_TEXT_TABLE_COLUMNS_MAX);
  self->types = g_new (guint8, PASAR_TEXT_TABLE_COLUMNS_MAX);
}

void
pasar_sheet_builder_clear (PasarSheetBuilder *self)
{
  pasar_table_builder_clear (&self->table);
  g_clear_pointer (&self->texts, g_string_chunk_free);
  g_clear_pointer (&self->row, g_free);
  g_clear_pointer (&self->types, g_free);
}

const char *
pasar_sheet_builder_keep (PasarSheetBuilder *self, const char *text, gsize length, GError **error)
{
  if (length == 0)
    return "";
  self->n_bytes += length + 1;
  if (self->n_bytes <= PASAR_TEXT_TABLE_BYTES_MAX)
    return g_string_chunk_insert_len (self->texts, text, (gssize) length);
  pasar_set_too_large (error, _ ("The file is too large to be read. Save it in several parts."));
  return NULL;
}

gboolean
pasar_sheet_builder_set (PasarSheetBuilder *self,
                         guint64 column,
                         const char *text,
                         PasarCellType type,
                         GError **error)
{
  if (*text == '\0')
    return TRUE;
  if (column >= PASAR_TEXT_TABLE_COLUMNS_MAX)
    return pasar_set_too_large (error, _ ("The table has too many columns."));
  while (self->width <= column)
    {
      self->row[self->width] = "";
      self->types[self->width] = PASAR_CELL_TEXT;
      self->width++;
    }
  self->row[column] = text;
  self->types[column] = (guint8) type;
  return TRUE;
}

static gboolean
add_row (PasarSheetBuilder *self, guint64 number, gboolean is_hidden, GError **error)
{
  if (number > PASAR_TEXT_TABLE_ROWS_MAX)
    return pasar_set_too_large (error,
                                _ ("The table has too many rows. Take it over in several parts."));
  for (guint i = 0; i < self->width; i++)
    {
      if (!pasar_table_builder_add_value (&self->table, self->row[i], self->types[i], error))
        return FALSE;
    }
  return pasar_table_builder_end_row_at (&self->table, (guint) number, is_hidden, error);
}

gboolean
pasar_sheet_builder_end_row (PasarSheetBuilder *self,
                             guint64 number,
                             guint64 n_times,
                             gboolean is_hidden,
                             GError **error)
{
  for (guint64 i = 0; i < n_times && self->width > 0 && !self->is_cut; i++)
    {
      if (self->max_rows > 0 && self->table.row_ends->len == self->max_rows)
        self->is_cut = TRUE;
      else if (!add_row (self, number + i, is_hidden, error))
        return FALSE;
    }
  self->width = 0;
  return TRUE;
}

static void
free_texts (gpointer texts)
{
  g_string_chunk_free (texts);
}

PasarTextTable *
pasar_sheet_builder_finish (PasarSheetBuilder *self, GError **error)
{
  PasarTextTable *table =
      pasar_table_builder_finish (&self->table, g_steal_pointer (&self->texts), free_texts, error);

  if (table == NULL)
    return NULL;
  table->n_unvalued = self->n_unvalued;
  table->is_cut = self->is_cut;
  return table;
}

gboolean
pasar_cell_text_append (GString *text, const char *piece, gsize length, GError **error)
{
  if (text->len + length > CELL_BYTES_MAX)
    return pasar_set_too_large (error, _ ("A cell has a text that is too long to be read."));
  g_string_append_len (text, piece, (gssize) length);
  return TRUE;
}
