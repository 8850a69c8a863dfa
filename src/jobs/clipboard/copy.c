/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/clipboard/copy.h"

#include "formats/delimited.h"
#include "formats/html.h"
#include "jobs/clipboard/cell.h"

/* So many cells are written between two looks at the clock. */
#define CELLS_A_TURN 64
/* Beyond this other programs take minutes for HTML; they have the text. */
#define HTML_CELLS_MAX 500000

struct _PasarCopy
{
  PasarCatalogue *catalogue;
  GArray *rows; /* guint */
  GArray *keys; /* (nullable) PasarRowKey: of these, once they have moved */
  gulong moved_id;
  GArray *columns; /* PasarColumn */
  gboolean flat;
  guint next; /* of the rows */

  PasarCellText *cells; /* of a row */
  PasarTextCell *row;
  GString *text;
  GString *html; /* (nullable) */
};

static void
append_row (PasarCopy *self, gboolean is_head)
{
  pasar_tsv_append_row (self->text, self->row, self->columns->len);
  if (self->html != NULL)
    pasar_html_append_row (self->html, self->row, self->columns->len, is_head);
}

static void
append_heads (PasarCopy *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const PasarColumnInfo *info =
          pasar_catalogue_get_column (self->catalogue,
                                      g_array_index (self->columns, PasarColumn, i));

      self->row[i] = (PasarTextCell){
        .text = info != NULL ? pasar_column_info_get_title (info) : "",
      };
    }
  append_row (self, TRUE);
}

/* Numbers are about to move. */
static void
rows_will_change_cb (PasarCopy *self)
{
  g_clear_signal_handler (&self->moved_id, self->catalogue);
  self->keys = g_array_sized_new (FALSE, FALSE, sizeof (PasarRowKey), self->rows->len);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const PasarRowKey key =
          pasar_catalogue_row_get_key (self->catalogue, g_array_index (self->rows, guint, i));

      g_array_append_val (self->keys, key);
    }
}

/**
 * pasar_copy_new:
 * @catalogue: a shop
 * @rows: (array length=n_rows): rows, in the order shown
 * @n_rows: length of @rows
 * @columns: (array length=n_columns): columns, in the order shown
 * @n_columns: length of @columns
 * @flat: whether models stand without a header above them
 * @with_heads: whether the first row names the columns
 *
 * Begins to write cells for other programs: numbers as the locale has them, so that a spreadsheet
 * takes them for numbers; ids and SKUs as texts; all else as it is shown.
 *
 * Returns: (transfer full): the copy, to be run
 */
PasarCopy *
pasar_copy_new (PasarCatalogue *catalogue,
                const guint *rows,
                guint n_rows,
                const PasarColumn *columns,
                guint n_columns,
                gboolean flat,
                gboolean with_heads)
{
  PasarCopy *self;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (catalogue), NULL);

  self = g_new0 (PasarCopy, 1);
  self->catalogue = g_object_ref (catalogue);
  self->flat = flat;
  self->rows = g_array_sized_new (FALSE, FALSE, sizeof (guint), n_rows);
  g_array_append_vals (self->rows, rows, n_rows);
  self->moved_id = g_signal_connect_swapped (catalogue,
                                             "rows-will-change",
                                             G_CALLBACK (rows_will_change_cb),
                                             self);
  self->columns = g_array_sized_new (FALSE, FALSE, sizeof (PasarColumn), n_columns);
  g_array_append_vals (self->columns, columns, n_columns);
  self->cells = g_new0 (PasarCellText, n_columns);
  self->row = g_new0 (PasarTextCell, n_columns);
  self->text = g_string_new (NULL);
  if ((guint64) n_rows * n_columns <= HTML_CELLS_MAX)
    {
      self->html = g_string_new (NULL);
      pasar_html_begin_table (self->html);
    }
  if (with_heads)
    append_heads (self);
  return self;
}

/**
 * pasar_copy_free:
 * @self: (transfer full) (nullable): a copy
 *
 * Frees @self.
 */
void
pasar_copy_free (PasarCopy *self)
{
  if (self == NULL)
    return;
  g_clear_signal_handler (&self->moved_id, self->catalogue);
  g_object_unref (self->catalogue);
  g_array_unref (self->rows);
  g_clear_pointer (&self->keys, g_array_unref);
  g_array_unref (self->columns);
  g_free (self->cells);
  g_free (self->row);
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  if (self->html != NULL)
    g_string_free (self->html, TRUE);
  g_free (self);
}

static void
append_next (PasarCopy *self)
{
  const guint i_row = self->next++;
  const PasarRowKey key =
      self->keys != NULL
          ? g_array_index (self->keys, PasarRowKey, i_row)
          : pasar_catalogue_row_get_key (self->catalogue, g_array_index (self->rows, guint, i_row));
  const guint row = pasar_catalogue_find (self->catalogue, key.item_id, key.model_id);

  for (guint i = 0; i < self->columns->len; i++)
    self->row[i] = pasar_cell_text_read (&self->cells[i],
                                         self->catalogue,
                                         row,
                                         g_array_index (self->columns, PasarColumn, i),
                                         self->flat);
  append_row (self, FALSE);
}

/**
 * pasar_copy_run:
 * @self: a copy
 * @deadline: when to stop for now, by the monotonic clock; %G_MAXINT64: when all is done
 *
 * Writes what can be written until @deadline, and a few cells at least. A row that is not there any
 * more is empty.
 *
 * Returns: whether all is done
 */
gboolean
pasar_copy_run (PasarCopy *self, gint64 deadline)
{
  const guint rows_a_turn = 1 + CELLS_A_TURN / MAX (self->columns->len, 1);

  g_return_val_if_fail (self != NULL, TRUE);

  do
    {
      for (guint i = 0; i < rows_a_turn && self->next < self->rows->len; i++)
        append_next (self);
    }
  while (self->next < self->rows->len && g_get_monotonic_time () < deadline);
  return self->next == self->rows->len;
}

/**
 * pasar_copy_steal_text:
 * @self: a copy that is done
 *
 * The cells as TSV, without an end of the last line: a single cell is its text alone.
 *
 * Returns: (transfer full): the text; the second time it is empty
 */
GBytes *
pasar_copy_steal_text (PasarCopy *self)
{
  GString *text = g_steal_pointer (&self->text);

  if (text == NULL)
    return g_bytes_new (NULL, 0);
  if (text->len > 0)
    g_string_truncate (text, text->len - 1);
  return g_string_free_to_bytes (text);
}

/**
 * pasar_copy_steal_html:
 * @self: a copy that is done
 *
 * The cells as a table of HTML.
 *
 * Returns: (transfer full) (nullable): the HTML; %NULL for so many cells that the text alone
 * serves, and the second time
 */
GBytes *
pasar_copy_steal_html (PasarCopy *self)
{
  if (self->html == NULL)
    return NULL;
  pasar_html_end_table (self->html);
  return g_string_free_to_bytes (g_steal_pointer (&self->html));
}
