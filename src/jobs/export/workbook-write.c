/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/export/workbook-write.h"

#include "formats/write.h"
#include "jobs/import/workbook.h"

#include <glib/gi18n-lib.h>

#define KEY_REASON "et_title_reason"
#define WIDTH      18

typedef struct
{
  const PasarTextTable *table;
  guint key_row;
  guint price; /* columns; n_columns: there is none */
  guint stock;
  guint reason;
  guint n_columns; /* that are written */
  PasarTextCell *cells;
} Workbook;

/* The column for reasons is added where there is none. */
static gboolean
find_columns (Workbook *self, gboolean needs_reason, GError **error)
{
  const guint n = self->table->n_columns;
  PasarWorkbook workbook;

  if (!pasar_workbook_find (self->table, &workbook) || !workbook.is_sales)
    {
      g_set_error_literal (error,
                           PASAR_FORMAT_ERROR,
                           PASAR_FORMAT_ERROR_NO_TABLE,
                           _ ("This is not Seller Centre’s workbook of prices and stock."));
      return FALSE;
    }
  self->key_row = workbook.key_row;
  self->price = self->stock = self->reason = n;
  for (guint i = 0; i < n; i++)
    {
      const char *key = pasar_text_table_get_text (self->table, workbook.key_row, i);
      gboolean is_read_only;
      const PasarMeaning meaning = pasar_workbook_get_meaning (key, &is_read_only);

      if (meaning == PASAR_MEANING_PRICE)
        self->price = i;
      else if (meaning == PASAR_MEANING_STOCK)
        self->stock = i;
      else if (meaning == PASAR_MEANING_REASON)
        self->reason = i;
    }
  self->n_columns = needs_reason && self->reason == n ? n + 1 : n;
  return TRUE;
}

static gboolean
is_number (const PasarTextTable *table, guint row, guint column)
{
  return pasar_text_table_get_cell_type (table, row, column) == PASAR_CELL_NUMBER;
}

/* A number stays one, a text a text, and an empty cell becomes a number. */
static void
set_value (Workbook *self, guint row, guint column, const char *value)
{
  gboolean was_text;

  if (value == NULL || column >= self->table->n_columns)
    return;
  was_text = *pasar_text_table_get_text (self->table, row, column) != '\0'
             && !is_number (self->table, row, column);
  self->cells[column] =
      (PasarTextCell){ .text = value, .number = was_text ? NULL : value, .is_text = was_text };
}

static void
read_row (Workbook *self, guint row)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      const gboolean is_there = i < self->table->n_columns;
      const char *text = is_there ? pasar_text_table_get_text (self->table, row, i) : "";

      self->cells[i] = (PasarTextCell){
        .text = text,
        .number = is_there && is_number (self->table, row, i) ? text : NULL,
      };
    }
  if (row == self->key_row && self->n_columns > self->table->n_columns)
    self->cells[self->reason].text = KEY_REASON;
}

/* The rows between two that were read had nothing in them. */
static gboolean
append_empty (Workbook *self, PasarTableWriter *writer, guint n, GError **error)
{
  for (guint i = 0; i < self->n_columns; i++)
    self->cells[i] = (PasarTextCell){ .text = "" };
  for (guint i = 0; i < n; i++)
    {
      if (!pasar_table_writer_append (writer, self->cells, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_rows (Workbook *self,
            PasarTableWriter *writer,
            const PasarWorkbookEdit *edits,
            guint n_edits,
            GError **error)
{
  const PasarWorkbookEdit *const end = edits + n_edits;
  guint number = 0;

  for (guint row = 0; row < self->table->n_rows; row++)
    {
      const guint wanted = pasar_text_table_get_row_number (self->table, row);

      if (!append_empty (self, writer, wanted - MIN (wanted, number + 1), error))
        return FALSE;
      number = MAX (wanted, number + 1);
      read_row (self, row);
      if (edits < end && edits->row == row)
        {
          set_value (self, row, self->price, edits->price);
          set_value (self, row, self->stock, edits->stock);
          if (edits->reason != NULL)
            self->cells[self->reason] = (PasarTextCell){ .text = edits->reason, .is_text = TRUE };
          edits++;
        }
      if (!pasar_table_writer_append (writer, self->cells, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_reason (const PasarWorkbookEdit *edits, guint n_edits)
{
  for (guint i = 0; i < n_edits; i++)
    {
      if (edits[i].reason != NULL)
        return TRUE;
    }
  return FALSE;
}

/**
 * pasar_workbook_write:
 * @table: Seller Centre's workbook of prices and stock, `sales_info`, as it was read
 * @title: of its sheet
 * @edits: (array length=n_edits): what becomes of some rows, in their order
 * @n_edits: length of @edits
 * @file: the name that it shall have; a file of this name is replaced
 * @cancellable: (nullable): stops it
 * @error: return location; %PASAR_FORMAT_ERROR_NO_TABLE when pasar_workbook_find() does not
 * know it
 *
 * Writes the workbook so that Seller Centre takes it back: keys, the row of the kind, labels and
 * all other rows and cells as they came, each in its place and numbers as numbers. What is changed
 * goes into the columns of its key, wherever they are; reasons into the one for them, which is
 * added where there is none. Blocks: for a thread.
 *
 * Returns: whether the file is there
 */
gboolean
pasar_workbook_write (const PasarTextTable *table,
                      const char *title,
                      const PasarWorkbookEdit *edits,
                      guint n_edits,
                      GFile *file,
                      GCancellable *cancellable,
                      GError **error)
{
  Workbook self = { .table = table };
  g_autofree PasarTableColumn *columns = NULL;
  g_autofree PasarTextCell *cells = NULL;
  g_autoptr (PasarTableWriter) writer = NULL;
  PasarTableLayout layout = {
    .title = title,
    .currency = "",
    .has_shared_texts = TRUE,
    .is_untitled = TRUE,
  };

  if (!find_columns (&self, has_reason (edits, n_edits), error))
    return FALSE;
  columns = g_new (PasarTableColumn, self.n_columns);
  for (guint i = 0; i < self.n_columns; i++)
    columns[i] = (PasarTableColumn){ "", PASAR_CELLS_NUMBER, WIDTH };
  cells = self.cells = g_new0 (PasarTextCell, self.n_columns);
  layout.columns = columns;
  layout.n_columns = self.n_columns;
  writer = pasar_table_writer_new (file, PASAR_TABLE_XLSX, &layout, cancellable, error);
  return writer != NULL && write_rows (&self, writer, edits, n_edits, error)
         && pasar_table_writer_finish (writer, error);
}
