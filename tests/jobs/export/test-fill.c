/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs-fixture.h"

#include "formats/file.h"
#include "formats/write.h"
#include "jobs/export/fill.h"
#include "jobs/import/reading.h"

#include <string.h>

#define N_ITEMS 60
#define N_HEADS 4

enum
{
  COLUMN_REASON,
  COLUMN_ITEM_ID,
  COLUMN_NAME,
  COLUMN_MODEL_ID,
  COLUMN_SKU,
  COLUMN_PRICE,
  COLUMN_STOCK,
  N_COLUMNS,
};

static const char *const heads[N_HEADS][N_COLUMNS] = {
  { "et_title_reason",
    "et_title_product_id",
    "et_title_product_name",
    "et_title_variation_id",
    "et_title_variation_sku",
    "et_title_variation_price",
    "et_title_variation_stock" },
  { "sales_info", "b9c7d1", "", "", "", "", "" },
  { "", "รหัส", "ชื่อ", "รหัสตัวเลือก", "SKU", "ราคา", "คลัง" },
  { "", "ห้ามแก้ไข", "", "", "", "จำเป็น", "จำเป็น" },
};

typedef struct
{
  World *world;
  GFile *workbook;
  GFile *file;
  GArray *keys; /* PasarRowKey: all rows */
  GStringChunk *texts;
  const char **cells; /* of the workbook, below its head: those of all rows */
} Fixture;

static const char *
keep (Fixture *self, gint64 number)
{
  g_autofree char *text =
      number != PASAR_NO_VALUE ? g_strdup_printf ("%" G_GINT64_FORMAT, number) : g_strdup ("");

  return g_string_chunk_insert (self->texts, text);
}

static const char *
keep_price (Fixture *self, gint64 minor)
{
  static const PasarNumberFormat plain = { ".", "" };
  char text[64];

  pasar_money_format_to (minor, 2, &plain, text, sizeof text);
  return g_string_chunk_insert (self->texts, text);
}

static PasarRowInfo
read_nth (Fixture *self, guint n)
{
  const PasarRowKey key = g_array_index (self->keys, PasarRowKey, n);
  PasarCatalogue *catalogue = world_catalogue (self->world);

  return pasar_catalogue_read_row (catalogue,
                                   pasar_catalogue_find (catalogue, key.item_id, key.model_id));
}

static void
fill_cells (Fixture *self, guint n)
{
  const PasarRowInfo info = read_nth (self, n);
  const char **cells = self->cells + (gsize) n * N_COLUMNS;

  cells[COLUMN_REASON] = n % 5 == 0 ? "an older reason" : "";
  cells[COLUMN_ITEM_ID] = keep (self, info.key.item_id);
  cells[COLUMN_NAME] = g_string_chunk_insert (self->texts, info.name);
  /* Shopee writes 0 where there is none. */
  cells[COLUMN_MODEL_ID] = keep (self, info.key.model_id);
  cells[COLUMN_SKU] = g_string_chunk_insert (self->texts, info.sku != NULL ? info.sku : "");
  cells[COLUMN_PRICE] = keep_price (self, info.values[PASAR_FIELD_PRICE].value);
  cells[COLUMN_STOCK] = keep (self, info.values[PASAR_FIELD_STOCK].value);
}

static void
append (PasarTableWriter *writer, const char *const *texts, gboolean is_head)
{
  PasarTextCell cells[N_COLUMNS];

  for (guint i = 0; i < N_COLUMNS; i++)
    cells[i] = (PasarTextCell){
      .text = texts[i],
      .number = !is_head && i == COLUMN_STOCK ? texts[i] : NULL,
    };
  g_assert_true (pasar_table_writer_append (writer, cells, NULL));
}

/* With the rows that are wanted, and one that the shop does not have. */
static void
write_workbook (Fixture *self, guint modulo)
{
  static const char *const unknown[N_COLUMNS] = { "", "77", "Gone", "0", "X", "1.5", "3" };
  PasarTableColumn columns[N_COLUMNS];
  const PasarTableLayout layout = { .title = "Harga & stok",
                                    .columns = columns,
                                    .n_columns = N_COLUMNS,
                                    .currency = "",
                                    .is_untitled = TRUE };
  g_autoptr (PasarTableWriter) writer = NULL;

  for (guint i = 0; i < N_COLUMNS; i++)
    columns[i] = (PasarTableColumn){ "", PASAR_CELLS_NUMBER, 10 };
  writer = pasar_table_writer_new (self->workbook, PASAR_TABLE_XLSX, &layout, NULL, NULL);
  g_assert_nonnull (writer);
  for (guint i = 0; i < N_HEADS; i++)
    append (writer, heads[i], TRUE);
  for (guint n = 0; n < self->keys->len; n++)
    {
      if (n % modulo == 0)
        append (writer, self->cells + (gsize) n * N_COLUMNS, FALSE);
    }
  append (writer, unknown, FALSE);
  g_assert_true (pasar_table_writer_finish (writer, NULL));
}

static GFile *
new_file (Fixture *self, const char *name)
{
  g_autofree char *path = g_build_filename (self->world->folder, name, NULL);

  return g_file_new_for_path (path);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *items = g_strdup_printf ("%d", N_ITEMS);

  self->world = world_new_loaded (pasar_test_sandbox_new ("--items", items, NULL));
  self->workbook = new_file (self, "mass_update_sales_info.xlsx");
  self->file = new_file (self, "filled.xlsx");
  self->texts = g_string_chunk_new (4096);
  self->keys = g_array_new (FALSE, FALSE, sizeof (PasarRowKey));
  pasar_catalogue_list_keys (world_catalogue (self->world),
                             &(PasarKeyList){ self->keys },
                             G_MAXINT64);
  self->cells = g_new (const char *, (gsize) self->keys->len *N_COLUMNS);
  for (guint n = 0; n < self->keys->len; n++)
    fill_cells (self, n);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_file_delete (self->workbook, NULL, NULL);
  g_file_delete (self->file, NULL, NULL);
  g_object_unref (self->workbook);
  g_object_unref (self->file);
  g_array_unref (self->keys);
  g_string_chunk_free (self->texts);
  g_free (self->cells);
  world_free (self->world);
}

static gboolean
is_split (Fixture *self, guint n)
{
  PasarCatalogue *catalogue = world_catalogue (self->world);
  const guint row =
      pasar_catalogue_find_editable (catalogue, g_array_index (self->keys, PasarRowKey, n));

  return pasar_catalogue_row_get_locations (catalogue, row, NULL, 0) > 1;
}

/* Stages more, in some rows; the shop takes not all of it. */
static void
stage_some (Fixture *self)
{
  for (guint i = 0; i < self->keys->len * PASAR_N_FIELDS; i++)
    {
      const PasarField field = (PasarField) (i % PASAR_N_FIELDS);
      const guint n = i / PASAR_N_FIELDS;
      const gint64 value = read_nth (self, n).values[field].value;

      if (value != PASAR_NO_VALUE && (field == PASAR_FIELD_PRICE || !is_split (self, n))
          && g_test_rand_bit ())
        try_stage (self->world->session,
                   pasar_catalogue_find_editable (world_catalogue (self->world),
                                                  g_array_index (self->keys, PasarRowKey, n)),
                   field,
                   value + g_test_rand_int_range (1, 100),
                   NULL);
    }
}

static char *
dup_problem (Fixture *self, guint n, PasarField field)
{
  PasarCatalogue *catalogue = world_catalogue (self->world);
  const PasarRowKey key = g_array_index (self->keys, PasarRowKey, n);

  return pasar_catalogue_row_dup_problem_text (catalogue,
                                               pasar_catalogue_find_editable (catalogue, key),
                                               field);
}

/* Takes back what the shop would refuse; an item's prices depend on each other. */
static void
unstage_problems (Fixture *self)
{
  for (guint i = 0; i < 2 * self->keys->len; i++)
    {
      const guint n = i % self->keys->len;

      for (guint field = 0; field < PASAR_N_FIELDS; field++)
        {
          g_autofree char *problem = dup_problem (self, n, (PasarField) field);

          if (problem != NULL)
            try_stage (self->world->session,
                       pasar_catalogue_find_editable (world_catalogue (self->world),
                                                      g_array_index (self->keys, PasarRowKey, n)),
                       (PasarField) field,
                       read_nth (self, n).values[field].value,
                       NULL);
        }
    }
}

static PasarTextTable *
read_back (Fixture *self)
{
  g_autoptr (PasarTableFile) file =
      pasar_table_file_open (g_file_peek_path (self->file), NULL, NULL);
  PasarTextTable *table;

  g_assert_nonnull (file);
  g_assert_cmpstr (pasar_table_file_get_sheet_name (file, 0), ==, "Harga & stok");
  table = pasar_table_file_read_sheet (file, 0, 0, NULL, NULL, NULL, NULL);
  g_assert_nonnull (table);
  return table;
}

static void
assert_cell (const PasarTextTable *table, guint row, guint column, const char *text)
{
  g_assert_cmpstr (pasar_text_table_get_text (table, row, column), ==, text);
}

/* As it is staged where the shop takes it; else as it came, and with the reason. */
static void
check_value (Fixture *self,
             const PasarTextTable *table,
             guint row,
             guint n,
             PasarField field,
             gboolean is_chosen,
             const char **reason)
{
  const guint column = field == PASAR_FIELD_PRICE ? COLUMN_PRICE : COLUMN_STOCK;
  const PasarRowValue value = read_nth (self, n).values[field];
  const gboolean is_staged = is_chosen && value.staged != PASAR_NO_VALUE;
  g_autofree char *problem = is_staged ? dup_problem (self, n, field) : NULL;
  const char *text = self->cells[(gsize) n * N_COLUMNS + column];

  if (problem != NULL)
    *reason = g_string_chunk_insert (self->texts, problem);
  else if (is_staged)
    text = field == PASAR_FIELD_PRICE ? keep_price (self, value.effective)
                                      : keep (self, value.effective);
  assert_cell (table, row, column, text);
  if (*text != '\0')
    g_assert_cmpint (pasar_text_table_get_cell_type (table, row, column),
                     ==,
                     column == COLUMN_STOCK ? PASAR_CELL_NUMBER : PASAR_CELL_TEXT);
}

static void
check_row (Fixture *self, const PasarTextTable *table, guint row, guint n, gboolean is_chosen)
{
  const char **came = self->cells + (gsize) n * N_COLUMNS;
  const char *reason = came[COLUMN_REASON];

  check_value (self, table, row, n, PASAR_FIELD_PRICE, is_chosen, &reason);
  check_value (self, table, row, n, PASAR_FIELD_STOCK, is_chosen, &reason);
  assert_cell (table, row, COLUMN_REASON, reason);
  for (guint i = COLUMN_ITEM_ID; i < COLUMN_PRICE; i++)
    assert_cell (table, row, i, came[i]);
}

static void
run_ok (PasarJob *job)
{
  g_autoptr (GError) error = NULL;

  run_job (job, &error);
  g_assert_no_error (error);
}

/* What is staged of the chosen rows is in it, or why it is not, and all else as it came. */
static void
test_any (Fixture *self, gconstpointer data)
{
  for (guint modulo = 1; modulo <= 3; modulo++)
    {
      const guint n_chosen = modulo == 2 ? self->keys->len / 2 : self->keys->len;
      g_autoptr (GArray) chosen = g_array_new (FALSE, FALSE, sizeof (PasarRowKey));
      g_autoptr (PasarJob) job = NULL;
      g_autoptr (PasarTextTable) table = NULL;
      guint row = N_HEADS;

      g_array_append_vals (chosen, self->keys->data, n_chosen);
      stage_some (self);
      write_workbook (self, modulo);
      job = pasar_fill_job_new (self->world->session, chosen, self->workbook, self->file);
      run_ok (job);
      table = read_back (self);
      for (guint i = 0; i < N_HEADS * N_COLUMNS; i++)
        assert_cell (table, i / N_COLUMNS, i % N_COLUMNS, heads[i / N_COLUMNS][i % N_COLUMNS]);
      for (guint n = 0; n < self->keys->len; n += modulo)
        check_row (self, table, row++, n, n < n_chosen);
      g_assert_cmpuint (table->n_rows, ==, row + 1);
      assert_cell (table, row, COLUMN_ITEM_ID, "77");
      assert_cell (table, row, COLUMN_PRICE, "1.5");
    }
}

static gboolean
is_at_rest (PasarImportReading *reading)
{
  const PasarReadingState state = pasar_import_reading_get_state (reading);

  return state != PASAR_READING_OPENING && state != PASAR_READING_CHECKING;
}

/* Imported again it changes nothing, and nothing is asked. */
static void
test_read_back (Fixture *self, gconstpointer data)
{
  g_autoptr (PasarJob) job = NULL;
  g_autoptr (PasarImportReading) reading = NULL;
  const PasarImportReport *report;

  stage_some (self);
  unstage_problems (self);
  write_workbook (self, 1);
  job = pasar_fill_job_new (self->world->session, self->keys, self->workbook, self->file);
  run_ok (job);
  reading = pasar_import_reading_new (world_catalogue (self->world), self->file);
  WAIT_FOR (is_at_rest (reading));
  g_assert_cmpint (pasar_import_reading_get_state (reading), ==, PASAR_READING_READY);
  report = pasar_import_get_report (pasar_import_reading_get_import (reading));
  g_assert_cmpuint (report->n_rows[PASAR_IMPORT_ROW_UNCHANGED], ==, self->keys->len);
  g_assert_cmpuint (report->n_rows[PASAR_IMPORT_ROW_UNKNOWN], ==, 1);
}

/* What is not in the workbook is told. */
static void
test_summary (Fixture *self, gconstpointer data)
{
  PasarCatalogue *catalogue = world_catalogue (self->world);
  g_autofree char *summary = NULL;
  g_autoptr (PasarJob) job = NULL;
  guint n_staged = 0;

  for (guint n = 0; n_staged < 3; n++)
    {
      const PasarRowKey key = g_array_index (self->keys, PasarRowKey, n);

      /* One of every second row, which the workbook has; then two of the others. */
      if (n % 2 != (n_staged > 0) || is_split (self, n))
        continue;
      try_stage (self->world->session,
                 pasar_catalogue_find_editable (catalogue, key),
                 PASAR_FIELD_STOCK,
                 read_nth (self, n).values[PASAR_FIELD_STOCK].value + 1,
                 NULL);
      unstage_problems (self);
      n_staged = pasar_catalogue_get_n_changed (catalogue);
    }
  write_workbook (self, 2);
  job = pasar_fill_job_new (self->world->session, self->keys, self->workbook, self->file);
  run_ok (job);
  summary = pasar_job_dup_summary (job);
  g_assert_cmpstr (
      summary,
      ==,
      "1 row of the workbook filled in. 2 changed rows are not in it, or were refused.");
}

static void
test_other_files (Fixture *self, gconstpointer data)
{
  g_autoptr (PasarJob) missing =
      pasar_fill_job_new (self->world->session, self->keys, self->workbook, self->file);
  g_autoptr (PasarJob) other = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (run_job (missing, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_true (g_file_replace_contents (self->workbook,
                                          "SKU,Price\nA,1\n",
                                          14,
                                          NULL,
                                          FALSE,
                                          G_FILE_CREATE_NONE,
                                          NULL,
                                          NULL,
                                          NULL));
  other = pasar_fill_job_new (self->world->session, self->keys, self->workbook, self->file);
  g_assert_false (run_job (other, &error));
  g_assert_error (error, PASAR_FORMAT_ERROR, PASAR_FORMAT_ERROR_NO_TABLE);
  g_assert_false (g_file_query_exists (self->file, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/fill/any", Fixture, NULL, set_up, test_any, tear_down);
  g_test_add ("/fill/read-back", Fixture, NULL, set_up, test_read_back, tear_down);
  g_test_add ("/fill/summary", Fixture, NULL, set_up, test_summary, tear_down);
  g_test_add ("/fill/other-files", Fixture, NULL, set_up, test_other_files, tear_down);
  return g_test_run ();
}
