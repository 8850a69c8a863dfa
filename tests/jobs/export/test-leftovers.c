/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs-fixture.h"

#include "formats/file.h"
#include "jobs/export/leftovers.h"
#include "jobs/import/recognise.h"

#include <glib/gstdio.h>
#include <string.h>

#define N_ROUNDS  6
#define N_COLUMNS 5
#define N_ROWS    150
#define LEFT_OUT                                                                                   \
  (PASAR_VERDICTS_ALL                                                                              \
   & ~(1u << PASAR_IMPORT_ROW_CHANGED | 1u << PASAR_IMPORT_ROW_POSTPONED                           \
       | 1u << PASAR_IMPORT_ROW_UNCHANGED))

enum
{
  COLUMN_NAME,
  COLUMN_ITEM_ID,
  COLUMN_SKU,
  COLUMN_PRICE,
  COLUMN_REASON, /* in the second table */
};

typedef struct
{
  World *world;
  GFile *file;
  GStringChunk *texts;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *path = NULL;

  self->world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));
  path = g_build_filename (self->world->folder, "leftovers", NULL);
  self->file = g_file_new_for_path (path);
  self->texts = g_string_chunk_new (4096);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_file_delete (self->file, NULL, NULL);
  g_object_unref (self->file);
  g_string_chunk_free (self->texts);
  world_free (self->world);
}

static const char *
keep_id (Fixture *self, gint64 id)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  return g_string_chunk_insert (self->texts, text);
}

static void
fill_row (Fixture *self, PasarTextTable *table, guint row, guint n_heads)
{
  static const char *const prices[] = { "12.5", "0", "cheap", "1,234", "" };
  PasarCatalogue *catalogue = world_catalogue (self->world);
  const guint item = (row - n_heads) % 60;
  const PasarRowInfo info = pasar_catalogue_read_row (catalogue, world_row (self->world, item, 0));
  const gsize first = (gsize) row * table->n_columns;
  const char **cells = &table->cells[first];

  cells[COLUMN_NAME] = g_string_chunk_insert (self->texts, info.name);
  cells[COLUMN_ITEM_ID] =
      g_test_rand_int_range (0, 4) == 0 ? "7" : keep_id (self, info.key.item_id);
  cells[COLUMN_SKU] = g_string_chunk_insert (self->texts, info.sku != NULL ? info.sku : "");
  if (g_test_rand_bit ())
    cells[COLUMN_SKU] = "";
  if (row % 50 == 7)
    cells[COLUMN_ITEM_ID] = cells[COLUMN_SKU] = "";
  cells[COLUMN_PRICE] = prices[g_test_rand_int_range (0, G_N_ELEMENTS (prices))];
  table->types[first + COLUMN_ITEM_ID] = g_test_rand_bit () ? PASAR_CELL_NUMBER : PASAR_CELL_TEXT;
  table->types[first + COLUMN_PRICE] =
      g_ascii_isdigit (*cells[COLUMN_PRICE]) && strchr (cells[COLUMN_PRICE], ',') == NULL
          ? PASAR_CELL_NUMBER
          : PASAR_CELL_TEXT;
}

/* heads: row by row, "" where a cell has nothing. */
static PasarTextTable *
make_table (Fixture *self, guint n_columns, const char *const *heads, guint n_heads)
{
  PasarTextTable *table = g_new0 (PasarTextTable, 1);

  table->n_rows = n_heads + N_ROWS;
  table->n_columns = n_columns;
  table->cells = g_new0 (const char *, (gsize) table->n_rows *n_columns);
  table->types = g_new0 (guint8, (gsize) table->n_rows * n_columns);
  table->free_texts = g_free;
  for (guint row = 0; row < table->n_rows; row++)
    {
      for (guint i = 0; i < n_columns; i++)
        table->cells[row * n_columns + i] = row < n_heads ? heads[row * n_columns + i] : "";
      if (row >= n_heads)
        fill_row (self, table, row, n_heads);
    }
  return table;
}

/* By item, SKU and price alone. */
static PasarImport *
import (Fixture *self, const PasarTextTable *table, guint n_heads)
{
  static const PasarImportSource source = { PASAR_COLUMN_PRICE, COLUMN_PRICE, NULL };
  static const PasarImportMapping mapping = {
    .keys = { -1, COLUMN_ITEM_ID, COLUMN_SKU, -1, -1 },
    .sources = &source,
    .n_sources = 1,
    .leaves_out_zeros = TRUE,
  };
  const PasarImportTable rows = { .texts = table->cells + (gsize) n_heads * table->n_columns,
                                  .n_rows = table->n_rows - n_heads,
                                  .n_columns = table->n_columns };
  g_autoptr (GError) error = NULL;
  PasarImport *made = pasar_import_new (world_catalogue (self->world), &rows, &mapping, &error);

  g_assert_no_error (error);
  return made;
}

static PasarJob *
make_job (Fixture *self,
          PasarImport *made,
          PasarTextTable *table,
          PasarHead head,
          PasarTableFormat format)
{
  const PasarLeftoversSource source = { .table = table,
                                        .head = head,
                                        .title = "Prices",
                                        .owner = table,
                                        .free_owner = (GDestroyNotify) pasar_text_table_free };

  return pasar_leftovers_job_new (self->world->session,
                                  made,
                                  LEFT_OUT,
                                  &source,
                                  self->file,
                                  format);
}

static PasarTextTable *
read_back (Fixture *self)
{
  g_autoptr (PasarTableFile) file =
      pasar_table_file_open (g_file_peek_path (self->file), NULL, NULL);
  g_autoptr (GError) error = NULL;
  PasarTextTable *table;

  g_assert_nonnull (file);
  table = pasar_table_file_read_sheet (file, 0, G_MAXUINT, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return table;
}

static guint
count_left_out (PasarImport *made, guint n_rows)
{
  guint n = 0;

  for (guint row = 0; row < n_rows; row++)
    n += LEFT_OUT >> pasar_import_get_verdict (made, row) & 1;
  return n;
}

static void
check_row (PasarImport *made,
           const PasarTextTable *came,
           guint row,
           const PasarTextTable *written,
           guint n)
{
  const PasarImportVerdict verdict = pasar_import_get_verdict (made, row);
  const PasarMatched matched = pasar_import_get_matched (made, row);
  const char *const candidates = pasar_text_table_get_text (written, n, came->n_columns + 1);
  g_autofree char *reason = pasar_import_dup_reason (made, row);

  for (guint i = 0; i < came->n_columns; i++)
    g_assert_cmpstr (pasar_text_table_get_text (written, n, i),
                     ==,
                     pasar_text_table_get_text (came, 1 + row, i));
  if (*pasar_text_table_get_text (written, n, COLUMN_ITEM_ID) != '\0')
    g_assert_cmpint (pasar_text_table_get_cell_type (written, n, COLUMN_ITEM_ID),
                     ==,
                     PASAR_CELL_TEXT);
  g_assert_nonnull (reason);
  g_assert_cmpstr (pasar_text_table_get_text (written, n, came->n_columns), ==, reason);
  if (verdict != PASAR_IMPORT_ROW_AMBIGUOUS && verdict != PASAR_IMPORT_ROW_CONTRADICTORY)
    {
      g_assert_cmpstr (candidates, ==, "");
      return;
    }
  for (guint i = 0; i < matched.n_kept; i++)
    {
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, matched.candidates[i].item_id);

      g_assert_nonnull (strstr (candidates, id));
    }
}

static void
run (PasarJob *job)
{
  g_autoptr (GError) error = NULL;

  run_job (job, &error);
  g_assert_no_error (error);
}

/* As it came, and with the reason: whatever is in it, however it is written. */
static void
test_any (Fixture *self, gconstpointer data)
{
  static const char *const heads[] = { "Name", "Item ID", "SKU", "New price" };
  guint n_ambiguous = 0;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      const PasarTableFormat format = (PasarTableFormat) (round % 3);
      PasarTextTable *table = make_table (self, COLUMN_REASON, heads, 1);
      g_autoptr (PasarImport) made = import (self, table, 1);
      g_autoptr (PasarJob) job = make_job (self, made, table, pasar_head_at (table, 0), format);
      g_autoptr (PasarTextTable) written = NULL;
      guint n = 0;

      run (job);
      n_ambiguous += pasar_import_get_report (made)->n_rows[PASAR_IMPORT_ROW_AMBIGUOUS];
      written = read_back (self);
      g_assert_cmpuint (written->n_columns, ==, COLUMN_REASON + 2);
      g_assert_cmpuint (written->n_rows, ==, 1 + count_left_out (made, N_ROWS));
      g_assert_cmpstr (pasar_text_table_get_text (written, 0, COLUMN_PRICE), ==, "New price");
      for (guint row = 0; row < N_ROWS; row++)
        {
          if (LEFT_OUT >> pasar_import_get_verdict (made, row) & 1)
            check_row (made, table, row, written, ++n);
        }
    }
  g_assert_cmpuint (n_ambiguous, >, 0);
}

/* What was written, with ids, SKUs and prices that the shop takes. */
static void
put_right (Fixture *self, PasarTextTable *table)
{
  PasarCatalogue *catalogue = world_catalogue (self->world);
  guint item = 0;

  for (guint row = 1; row < table->n_rows; row++)
    {
      const char **cells = &table->cells[(gsize) row * table->n_columns];
      const PasarRowInfo info =
          pasar_catalogue_read_row (catalogue, world_row (self->world, item, 0));
      g_autofree char *price = g_strdup_printf ("%u.5", 7000 + item);

      item = (item + 1) % 60;
      cells[COLUMN_ITEM_ID] = keep_id (self, info.key.item_id);
      cells[COLUMN_SKU] = g_string_chunk_insert (self->texts, info.sku != NULL ? info.sku : "");
      cells[COLUMN_PRICE] = g_string_chunk_insert (self->texts, price);
    }
}

static guint
count_told (const PasarTextTable *table, PasarImport *made, PasarImportVerdict verdict)
{
  guint n = 0;

  for (guint row = 0; row + 1 < table->n_rows; row++)
    n += pasar_import_get_verdict (made, row) == verdict;
  return n;
}

/* Put right it is imported again, its own columns being known; what is left over then has them
 * once. */
static void
test_again (Fixture *self, gconstpointer data)
{
  static const char *const heads[] = { "Name", "Item ID", "SKU", "New price" };
  PasarTextTable *table = make_table (self, COLUMN_REASON, heads, 1);
  g_autoptr (PasarImport) made = import (self, table, 1);
  g_autoptr (PasarJob) job =
      make_job (self, made, table, pasar_head_at (table, 0), PASAR_TABLE_XLSX);
  g_autoptr (PasarRecognition) recognition = NULL;
  g_autoptr (PasarImport) second = NULL;
  g_autoptr (PasarJob) last = NULL;
  g_autoptr (PasarTextTable) left = NULL;
  PasarTextTable *written;

  run (job);
  written = read_back (self);
  recognition = pasar_recognition_new (written, NULL);
  pasar_recognition_begin (recognition, world_catalogue (self->world));
  while (!pasar_recognition_run (recognition, 0))
    ;
  for (guint i = COLUMN_REASON; i < written->n_columns; i++)
    g_assert_cmpint (pasar_recognition_get_column (recognition, i)->meaning,
                     ==,
                     PASAR_MEANING_REASON);
  g_assert_cmpint (pasar_recognition_find_column (recognition, PASAR_MEANING_PRICE),
                   ==,
                   COLUMN_PRICE);

  put_right (self, written);
  second = import (self, written, 1);
  last = make_job (self, second, written, pasar_head_at (written, 0), PASAR_TABLE_ODS);
  run (last);
  g_assert_cmpuint (count_told (written, second, PASAR_IMPORT_ROW_CHANGED), >, 0);
  g_assert_cmpuint (count_told (written, second, PASAR_IMPORT_ROW_UNKNOWN), ==, 0);
  left = read_back (self);
  g_assert_cmpuint (left->n_columns, ==, COLUMN_REASON + 2);
}

/* Seller Centre's workbook keeps the rows of its head, empty ones among them, and gets reasons. */
static void
test_workbook (Fixture *self, gconstpointer data)
{
  static const char *const heads[] = {
    "et_title_product_name",
    "et_title_product_id",
    "et_title_variation_sku",
    "et_title_variation_price",
    "et_title_reason", /* kind */
    "sales_info",
    "",
    "",
    "",
    "b9c7", /* labels */
    "Nama",
    "ID",
    "SKU",
    "Harga",
    "",
  };

  for (guint n_columns = COLUMN_REASON + 1; n_columns >= COLUMN_REASON; n_columns--)
    {
      const char *head[3 * N_COLUMNS];
      PasarTextTable *table;
      g_autoptr (PasarImport) made = NULL;
      g_autoptr (PasarJob) job = NULL;
      g_autoptr (PasarTextTable) written = NULL;
      PasarHead place;
      guint n = 3;

      for (guint i = 0; i < 3 * n_columns; i++)
        head[i] = heads[i / n_columns * N_COLUMNS + i % n_columns];
      table = make_table (self, n_columns, head, 3);
      table->row_numbers = g_new0 (guint, table->n_rows);
      for (guint row = 0; row < table->n_rows; row++)
        table->row_numbers[row] = row < 2 ? row + 1 : row + 3;
      made = import (self, table, 3);
      place = pasar_head_at (table, 0);
      place.first_row = 3;
      job = make_job (self, made, table, place, PASAR_TABLE_XLSX);
      run (job);
      written = read_back (self);
      g_assert_cmpuint (written->n_columns, ==, N_COLUMNS);
      g_assert_cmpuint (written->n_rows, ==, 3 + count_left_out (made, N_ROWS));
      g_assert_cmpuint (pasar_text_table_get_row_number (written, 2), ==, 5);
      g_assert_cmpuint (pasar_text_table_get_row_number (written, 3), ==, 6);
      for (guint i = 0; i < 3 * n_columns; i++)
        g_assert_cmpstr (pasar_text_table_get_text (written, i / n_columns, i % n_columns),
                         ==,
                         head[i]);
      g_assert_cmpstr (pasar_text_table_get_text (written, 0, COLUMN_REASON),
                       ==,
                       "et_title_reason");
      for (guint row = 0; row < N_ROWS; row++)
        {
          g_autofree char *reason = pasar_import_dup_reason (made, row);

          if ((LEFT_OUT >> pasar_import_get_verdict (made, row) & 1) == 0)
            continue;
          g_assert_cmpstr (pasar_text_table_get_text (written, n, COLUMN_REASON), ==, reason);
          g_assert_cmpstr (pasar_text_table_get_text (written, n, COLUMN_NAME),
                           ==,
                           pasar_text_table_get_text (table, 3 + row, COLUMN_NAME));
          n++;
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/leftovers/any", Fixture, NULL, set_up, test_any, tear_down);
  g_test_add ("/leftovers/again", Fixture, NULL, set_up, test_again, tear_down);
  g_test_add ("/leftovers/workbook", Fixture, NULL, set_up, test_workbook, tear_down);
  return g_test_run ();
}
