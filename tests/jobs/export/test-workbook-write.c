/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/file.h"
#include "jobs/export/workbook-write.h"

#include <glib/gstdio.h>

#define N_ROUNDS  40
#define N_COLUMNS 7
#define N_HEADS   6
#define N_ROWS    (N_HEADS + 20)

/* A workbook as it is read: keys, the row of the kind, labels, then rows. Its columns are in any
 * order, some rows are missing, and the last one of the columns may not be there. */
typedef struct
{
  PasarTextTable table;
  const char *keys[N_COLUMNS];
  GStringChunk *texts;
} Came;

static const char *const all_keys[N_COLUMNS] = {
  "et_title_product_id",      "et_title_product_name",    "et_title_variation_id",
  "et_title_variation_price", "et_title_variation_stock", "ps_gtin_code",
  "et_title_reason",
};

static const char *
dup_value (Came *came, const char *key, guint8 *type)
{
  const gboolean may_be_number =
      g_str_has_suffix (key, "price") || g_str_has_suffix (key, "stock") || key[0] == 'p';
  g_autofree char *number = g_strdup_printf ("%d", g_test_rand_int_range (1, 100000));

  if (g_test_rand_int_range (0, 6) == 0)
    return "";
  if (may_be_number && g_test_rand_bit ())
    {
      *type = PASAR_CELL_NUMBER;
      return g_string_chunk_insert (came->texts, number);
    }
  if (g_str_has_suffix (key, "name"))
    return "=Shirt <\"long\">, 男裝";
  return g_string_chunk_insert (came->texts, number);
}

static void
make_workbook (Came *came, guint n_columns)
{
  PasarTextTable *table = &came->table;
  const guint shift = (guint) g_test_rand_int_range (0, (gint32) n_columns);

  came->texts = g_string_chunk_new (1024);
  *table = (PasarTextTable){ .n_rows = N_ROWS, .n_columns = n_columns };
  table->cells = g_new0 (const char *, N_ROWS *n_columns);
  table->types = g_new0 (guint8, N_ROWS * n_columns);
  table->row_numbers = g_new0 (guint, N_ROWS);
  for (guint i = 0; i < n_columns; i++)
    came->keys[i] = all_keys[(i + shift) % n_columns];
  for (guint row = 0; row < N_ROWS; row++)
    {
      table->row_numbers[row] =
          row == 0 ? 1 : table->row_numbers[row - 1] + (guint) g_test_rand_int_range (1, 3);
      for (guint i = 0; i < n_columns; i++)
        {
          const char **cell = &table->cells[row * n_columns + i];

          if (row == 0)
            *cell = came->keys[i];
          else if (row < N_HEADS)
            *cell = i == 0 ? "sales_info" : "ราคา, 价格";
          else
            *cell = dup_value (came, came->keys[i], &table->types[row * n_columns + i]);
        }
      /* A row with nothing in it would not have been read. */
      if (*table->cells[row * n_columns] == '\0')
        table->cells[row * n_columns] = "25000000011";
    }
}

static void
clear_workbook (Came *came)
{
  g_string_chunk_free (came->texts);
  g_free (came->table.cells);
  g_free (came->table.types);
  g_free (came->table.row_numbers);
}

static guint
find_key (const Came *came, const char *key)
{
  guint i = 0;

  while (i < came->table.n_columns && !g_str_equal (came->keys[i], key))
    i++;
  return i;
}

typedef struct
{
  char *folder;
  char *path;
  GFile *file;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("pasar-workbook-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "workbook.xlsx", NULL);
  self->file = g_file_new_for_path (self->path);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_remove (self->path);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_object_unref (self->file);
  g_free (self->path);
  g_free (self->folder);
}

static PasarTextTable *
read_back (const Fixture *self)
{
  g_autoptr (PasarTableFile) file = pasar_table_file_open (self->path, NULL, NULL);
  PasarTextTable *table;

  g_assert_nonnull (file);
  g_assert_cmpstr (pasar_table_file_get_sheet_name (file, 0), ==, "Sheet1");
  table = pasar_table_file_read_sheet (file, 0, G_MAXUINT, NULL, NULL, NULL, NULL);
  g_assert_nonnull (table);
  return table;
}

static void
assert_cell (const PasarTextTable *table, guint row, guint column, const char *text, guint8 type)
{
  g_assert_cmpstr (pasar_text_table_get_text (table, row, column), ==, text);
  if (*text != '\0')
    g_assert_cmpint (pasar_text_table_get_cell_type (table, row, column), ==, type);
}

/* What a cell is to be: as it came, or as the edit has it. */
static void
check_cell (const Came *came,
            const PasarWorkbookEdit *edit,
            const PasarTextTable *table,
            guint row,
            guint column)
{
  const gsize i = (gsize) row * came->table.n_columns + column;
  const char *const key = came->keys[column];
  const char *text = came->table.cells[i];
  guint8 type = came->table.types[i];

  if (edit != NULL && edit->price != NULL && g_str_has_suffix (key, "price"))
    {
      type = *text == '\0' ? PASAR_CELL_NUMBER : type;
      text = edit->price;
    }
  else if (edit != NULL && edit->stock != NULL && g_str_has_suffix (key, "stock"))
    {
      type = *text == '\0' ? PASAR_CELL_NUMBER : type;
      text = edit->stock;
    }
  else if (edit != NULL && edit->reason != NULL && g_str_has_suffix (key, "reason"))
    {
      type = PASAR_CELL_TEXT;
      text = edit->reason;
    }
  assert_cell (table, row, column, text, type);
}

static guint
make_edits (PasarWorkbookEdit *edits)
{
  guint n = 0;

  for (guint row = N_HEADS; row < N_ROWS; row++)
    {
      const PasarWorkbookEdit edit = {
        .row = row,
        .price = g_test_rand_bit () ? "12.5" : NULL,
        .stock = g_test_rand_bit () ? "0" : NULL,
        .reason = g_test_rand_int_range (0, 4) == 0 ? "=The price is too low." : NULL,
      };

      if (g_test_rand_bit ())
        edits[n++] = edit;
    }
  return n;
}

/* Whatever is changed, all else is in its place and as it came. */
static void
test_any (Fixture *self, gconstpointer data)
{
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      PasarWorkbookEdit edits[N_ROWS];
      const guint n_edits = round == 0 ? 0 : make_edits (edits);
      g_autoptr (PasarTextTable) table = NULL;
      g_autoptr (GError) error = NULL;
      Came came;
      guint k = 0;

      make_workbook (&came, N_COLUMNS);
      pasar_workbook_write (&came.table, "Sheet1", edits, n_edits, self->file, NULL, &error);
      g_assert_no_error (error);
      table = read_back (self);
      g_assert_cmpuint (table->n_rows, ==, N_ROWS);
      g_assert_cmpuint (table->n_columns, ==, N_COLUMNS);
      for (guint row = 0; row < N_ROWS; row++)
        {
          const PasarWorkbookEdit *edit = k < n_edits && edits[k].row == row ? &edits[k] : NULL;

          g_assert_cmpuint (pasar_text_table_get_row_number (table, row),
                            ==,
                            came.table.row_numbers[row]);
          for (guint i = 0; i < N_COLUMNS; i++)
            check_cell (&came, edit, table, row, i);
          k += edit != NULL;
        }
      clear_workbook (&came);
    }
}

/* A reason has a column, also where there was none. */
static void
test_no_reasons (Fixture *self, gconstpointer data)
{
  const PasarWorkbookEdit edit = { .row = N_HEADS, .reason = "The shop is on holiday." };
  g_autoptr (PasarTextTable) table = NULL;
  Came came;

  make_workbook (&came, N_COLUMNS - 1);
  g_assert_cmpuint (find_key (&came, "et_title_reason"), ==, N_COLUMNS - 1);
  g_assert_true (pasar_workbook_write (&came.table, "Sheet1", &edit, 1, self->file, NULL, NULL));
  table = read_back (self);
  g_assert_cmpuint (table->n_columns, ==, N_COLUMNS);
  assert_cell (table, 0, N_COLUMNS - 1, "et_title_reason", PASAR_CELL_TEXT);
  assert_cell (table, N_HEADS, N_COLUMNS - 1, edit.reason, PASAR_CELL_TEXT);
  clear_workbook (&came);
}

static void
test_other_table (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Came came;

  make_workbook (&came, N_COLUMNS);
  for (guint i = 0; i < N_COLUMNS; i++)
    came.table.cells[i] = "Price";
  g_assert_false (pasar_workbook_write (&came.table, "Sheet1", NULL, 0, self->file, NULL, &error));
  g_assert_error (error, PASAR_FORMAT_ERROR, PASAR_FORMAT_ERROR_NO_TABLE);
  clear_workbook (&came);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/workbook-write/any", Fixture, NULL, set_up, test_any, tear_down);
  g_test_add ("/workbook-write/no-reasons", Fixture, NULL, set_up, test_no_reasons, tear_down);
  g_test_add ("/workbook-write/other-table", Fixture, NULL, set_up, test_other_table, tear_down);
  return g_test_run ();
}
