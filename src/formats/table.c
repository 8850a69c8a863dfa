/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/table-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * pasar_format_error_quark:
 *
 * The domain of [error@FormatError].
 *
 * Returns: the quark
 */
G_DEFINE_QUARK (pasar_format_error, pasar_format_error)

/**
 * pasar_text_table_free:
 * @self: (transfer full) (nullable): a table
 *
 * Frees @self with its texts.
 */
void
pasar_text_table_free (PasarTextTable *self)
{
  if (self == NULL)
    return;
  g_free (self->cells);
  self->free_texts (self->texts);
  g_free (self);
}

void
pasar_table_builder_init (PasarTableBuilder *self)
{
  self->cells = g_array_new (FALSE, FALSE, sizeof (char *));
  self->row_ends = g_array_new (FALSE, FALSE, sizeof (guint));
  self->n_columns = 0;
}

void
pasar_table_builder_clear (PasarTableBuilder *self)
{
  g_clear_pointer (&self->cells, g_array_unref);
  g_clear_pointer (&self->row_ends, g_array_unref);
}

static gboolean
set_too_large (GError **error, const char *sentence)
{
  g_set_error_literal (error, PASAR_FORMAT_ERROR, PASAR_FORMAT_ERROR_TOO_LARGE, sentence);
  return FALSE;
}

static gboolean
set_too_many_cells (GError **error)
{
  return set_too_large (error, _ ("The table has too many cells. Take it over in several parts."));
}

static guint
get_row_start (const PasarTableBuilder *self, guint row)
{
  return row > 0 ? g_array_index (self->row_ends, guint, row - 1) : 0;
}

gboolean
pasar_table_builder_add_cell (PasarTableBuilder *self, const char *text, GError **error)
{
  const guint start = get_row_start (self, self->row_ends->len);

  if (self->cells->len - start == PASAR_TEXT_TABLE_COLUMNS_MAX)
    return set_too_large (error, _ ("The table has too many columns."));
  if (self->cells->len == PASAR_TEXT_TABLE_CELLS_MAX)
    return set_too_many_cells (error);
  g_array_append_val (self->cells, text);
  return TRUE;
}

gboolean
pasar_table_builder_end_row (PasarTableBuilder *self, GError **error)
{
  const guint start = get_row_start (self, self->row_ends->len);

  if (self->row_ends->len == PASAR_TEXT_TABLE_ROWS_MAX)
    return set_too_large (error, _ ("The table has too many rows. Take it over in several parts."));
  self->n_columns = MAX (self->n_columns, self->cells->len - start);
  g_array_append_val (self->row_ends, self->cells->len);
  return TRUE;
}

/* The cells with as many in each row. */
static const char **
dup_rectangle (const PasarTableBuilder *self)
{
  const char *const *cells = (const char *const *) (gpointer) self->cells->data;
  const char **rectangle = g_new (const char *, (gsize) self->row_ends->len * self->n_columns);
  gsize n = 0;

  for (guint row = 0; row < self->row_ends->len; row++)
    {
      const guint start = get_row_start (self, row);
      const guint width = g_array_index (self->row_ends, guint, row) - start;

      for (guint i = 0; i < self->n_columns; i++)
        rectangle[n++] = i < width ? cells[start + i] : "";
    }
  return rectangle;
}

PasarTextTable *
pasar_table_builder_finish (PasarTableBuilder *self,
                            gpointer texts,
                            GDestroyNotify free_texts,
                            GError **error)
{
  const guint64 n_cells = (guint64) self->row_ends->len * self->n_columns;
  PasarTextTable *table;

  if (n_cells > PASAR_TEXT_TABLE_CELLS_MAX)
    {
      free_texts (texts);
      set_too_many_cells (error);
      return NULL;
    }
  table = g_new0 (PasarTextTable, 1);
  table->n_rows = self->row_ends->len;
  table->n_columns = self->n_columns;
  table->cells =
      n_cells == self->cells->len
          ? (const char **) (gpointer) g_array_free (g_steal_pointer (&self->cells), FALSE)
          : dup_rectangle (self);
  table->texts = texts;
  table->free_texts = free_texts;
  return table;
}

/* The encoding that a byte order mark tells; NULL: UTF-8, or none. */
static const char *
get_wide_encoding (const char *bytes, gsize length)
{
  if (length >= 2 && memcmp (bytes, "\xFF\xFE", 2) == 0)
    return "UTF-16LE";
  if (length >= 2 && memcmp (bytes, "\xFE\xFF", 2) == 0)
    return "UTF-16BE";
  return NULL;
}

char *
pasar_text_decode (const char *bytes, gsize length, gsize *text_length, GError **error)
{
  const char *encoding = get_wide_encoding (bytes, length);
  g_autofree char *narrow = NULL;

  if (length > PASAR_TEXT_TABLE_BYTES_MAX)
    {
      set_too_large (error, _ ("The text is too long. Take it over in several parts."));
      return NULL;
    }
  if (encoding != NULL)
    bytes = narrow =
        g_convert (bytes + 2, (gssize) length - 2, "UTF-8", encoding, NULL, &length, NULL);
  if (bytes == NULL || memchr (bytes, '\0', length) != NULL)
    {
      g_set_error_literal (error,
                           PASAR_FORMAT_ERROR,
                           PASAR_FORMAT_ERROR_NOT_TEXT,
                           _ ("This is not a text that can be read as a table."));
      return NULL;
    }
  if (length >= 3 && memcmp (bytes, "\xEF\xBB\xBF", 3) == 0)
    {
      bytes += 3;
      length -= 3;
    }
  if (!g_utf8_validate_len (bytes, length, NULL))
    {
      char *valid = g_utf8_make_valid (bytes, (gssize) length);

      *text_length = strlen (valid);
      return valid;
    }
  *text_length = length;
  return g_strndup (bytes, length);
}
