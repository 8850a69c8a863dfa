/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue-fixture.h"
#include "jobs-fixture.h"

#include "catalogue/table/own-columns.h"
#include "jobs/export/columns.h"
#include "jobs/export/export.h"
#include "jobs/import/reading.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

/* What is exported and read back changes nothing, is refused nowhere and asks nothing: whatever the
 * shop has, in each format, with the decimal signs of other countries. */

#define N_ITEMS  80
#define FIRST_ID 70000000001

static guint n_read_back; /* rows */

static const PasarTableFormat formats[] = { PASAR_TABLE_XLSX, PASAR_TABLE_ODS, PASAR_TABLE_CSV };

/* What spreadsheets like to spoil. */
static const char *const odd[] = {
  "",
  "=1+1",
  "+65 1234",
  "-5",
  "@home",
  "007",
  "1.2E+15",
  "3-1",
  "3 Jan",
  "1,234",
  "12,50",
  "#N/A",
  "TRUE",
  "'quoted",
  "a;b,c\td",
  "\"x\" y",
  "9900000000000017",
  "ถุงผ้า 男裝",
  "50%",
  "  blanks ",
  "<clear>",
  "<CLEAR>",
  "'<clear>",
};

static const char *
pick (void)
{
  return odd[g_test_rand_int_range (0, G_N_ELEMENTS (odd))];
}

/* An item of any kind; its SKUs and barcodes are as odd as those of others. */
static void
put_item (PasarCatalogue *catalogue, guint n)
{
  const guint n_models = (guint) g_test_rand_int_range (0, 4);
  PasarModelRecord models[4];
  PasarLocationStock locations[4][2];
  PasarItemRecord item = {
    .item_id = FIRST_ID + n,
    .name = pick (),
    .sku = pick (),
    .barcode = g_test_rand_bit () ? "4006381333931" : NULL,
    .wholesale_price = PASAR_NO_VALUE,
    .has_model = n_models > 0,
    .models = models,
    .n_models = MAX (n_models, 1),
  };

  for (guint i = 0; i < item.n_models; i++)
    {
      locations[i][0] = (PasarLocationStock){ "SGZ", g_test_rand_int_range (0, 5000) };
      locations[i][1] = (PasarLocationStock){ "SG2", g_test_rand_int_range (0, 5000) };
      models[i] = (PasarModelRecord){
        .model_id = n_models > 0 ? FIRST_ID * 2 + n * 4 + i : 0,
        .name = n_models > 0 ? pick () : "",
        .sku = n_models > 0 ? pick () : item.sku,
        .price =
            g_test_rand_int_range (0, 3) > 0 ? g_test_rand_int_range (0, 10000000) : PASAR_NO_VALUE,
        .current_price = 100,
        .shopee_stock = 3,
        .locations = locations[i],
        .n_locations = (guint) g_test_rand_int_range (0, 3),
        .promotion =
            g_test_rand_int_range (0, 6) == 0 ? PASAR_PROMOTION_ONGOING : PASAR_PROMOTION_NONE,
      };
    }
  pasar_catalogue_put_item (catalogue, &item);
}

static void
add_own_columns (PasarCatalogue *catalogue)
{
  static const char *const titles[PASAR_N_OWN_KINDS] = {
    [PASAR_OWN_NUMBER] = "Weight (kg)",
    [PASAR_OWN_MONEY] = "Supplier’s offer",
    [PASAR_OWN_TEXT] = "Shelf",
    [PASAR_OWN_YES_NO] = "Fragile?",
  };

  for (guint kind = 0; kind < PASAR_N_OWN_KINDS; kind++)
    {
      PasarField field;
      g_autoptr (GPtrArray) columns = pasar_catalogue_add_own_column (catalogue,
                                                                      (PasarOwnKind) kind,
                                                                      titles[kind],
                                                                      &field,
                                                                      NULL);

      g_assert_nonnull (columns);
      pasar_catalogue_set_own_columns (catalogue, columns);
    }
}

static gint64
make_value (PasarCatalogue *catalogue, const PasarColumnInfo *info)
{
  if (info->type == PASAR_COLUMN_TEXT)
    {
      const char *text = pick ();
      gint64 value = PASAR_NO_VALUE;

      /* As it is typed: without blanks around it, in one line. */
      pasar_catalogue_parse_set (catalogue, info->field, text, &value, NULL);
      return value;
    }
  if (info->type == PASAR_COLUMN_ENUMERATION)
    return 1;
  return info->unit == PASAR_UNIT_PERCENT ? g_test_rand_int_range (0, 999)
                                          : g_test_rand_int_range (1, 1000000);
}

/* Stages something in some of the cells that can be edited. */
static void
stage_some (PasarCatalogue *catalogue, const GArray *keys)
{
  g_autoptr (GArray) edits = g_array_new (FALSE, FALSE, sizeof (PasarEdit));

  for (guint i = 0; i < pasar_catalogue_get_n_columns (catalogue); i++)
    {
      const PasarColumnInfo *info = pasar_catalogue_get_nth_column (catalogue, i);

      for (guint n = 0; n < keys->len; n++)
        {
          const PasarRowKey key = g_array_index (keys, PasarRowKey, n);
          const guint row = pasar_catalogue_find_editable (catalogue, key);
          const gboolean is_split = pasar_catalogue_row_get_locations (catalogue, row, NULL, 0) > 1;
          PasarEdit edit = { key, info->field, PASAR_NO_VALUE, PASAR_NO_VALUE };

          if (!info->is_editable || info->column == PASAR_COLUMN_MARGIN || info->location_id != NULL
              || (info->column == PASAR_COLUMN_STOCK && is_split) || g_test_rand_bit ())
            continue;
          edit.to = make_value (catalogue, info);
          if (edit.to != PASAR_NO_VALUE)
            g_array_append_val (edits, edit);
        }
    }
  pasar_catalogue_stage (catalogue, pasar_step_new ("edits", edits));
}

typedef struct
{
  World *world;
  GFile *file;
  GArray *keys;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *path = NULL;
  PasarCatalogue *catalogue;

  self->world = world_new_loaded (pasar_test_sandbox_new ("--items", "5", NULL));
  path = g_build_filename (self->world->folder, "export", NULL);
  self->file = g_file_new_for_path (path);
  self->keys = g_array_new (FALSE, FALSE, sizeof (PasarRowKey));
  catalogue = world_catalogue (self->world);
  for (guint n = 0; n < N_ITEMS; n++)
    put_item (catalogue, n);
  add_own_columns (catalogue);
  pasar_catalogue_list_keys (catalogue, &(PasarKeyList){ self->keys }, G_MAXINT64);
  stage_some (catalogue, self->keys);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_file_delete (self->file, NULL, NULL);
  g_object_unref (self->file);
  g_array_unref (self->keys);
  world_free (self->world);
}

static gboolean
is_at_rest (PasarImportReading *reading)
{
  const PasarReadingState state = pasar_import_reading_get_state (reading);

  return state != PASAR_READING_OPENING && state != PASAR_READING_CHECKING;
}

/* Every column that can be edited is one of the import, without a question. */
static void
check_mapping (PasarCatalogue *catalogue, const PasarImportMapping *mapping)
{
  g_assert_cmpint (mapping->keys[PASAR_MATCH_ITEM_ID], >=, 0);
  g_assert_cmpint (mapping->keys[PASAR_MATCH_MODEL_ID], >=, 0);
  for (guint i = 0; i < pasar_catalogue_get_n_columns (catalogue); i++)
    {
      const PasarColumnInfo *info = pasar_catalogue_get_nth_column (catalogue, i);

      if (info->is_editable)
        g_assert_cmpint (pasar_import_mapping_find_target (mapping, info->column) >= 0,
                         ==,
                         info->column != PASAR_COLUMN_MARGIN);
    }
}

/* Says what would change. */
static void
tell_changes (PasarCatalogue *catalogue, PasarImportReading *reading, guint row)
{
  const PasarImportMapping *mapping = pasar_import_reading_get_mapping (reading);
  const PasarTextTable *table =
      pasar_import_data_get_texts (pasar_import_reading_get_data (reading));

  for (guint i = 0; i < mapping->n_sources; i++)
    {
      const PasarImportCell cell =
          pasar_import_get_cell (pasar_import_reading_get_import (reading), row, i);
      const PasarColumnInfo *info =
          pasar_catalogue_get_column (catalogue, mapping->sources[i].target);

      if (cell.state > PASAR_IMPORT_UNCHANGED)
        g_test_message ("row %u, %s: \"%s\", %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT,
                        row,
                        info->id,
                        pasar_text_table_get_text (table,
                                                   1 + row,
                                                   (guint) mapping->sources[i].column),
                        cell.from,
                        cell.to);
    }
}

static void
check_read_back (Fixture *self)
{
  g_autoptr (PasarImportReading) reading =
      pasar_import_reading_new (world_catalogue (self->world), self->file);
  PasarImport *import;
  const PasarImportReport *report;

  WAIT_FOR (is_at_rest (reading));
  g_assert_no_error (pasar_import_reading_get_error (reading));
  g_assert_cmpint (pasar_import_reading_get_state (reading), ==, PASAR_READING_READY);
  check_mapping (world_catalogue (self->world), pasar_import_reading_get_mapping (reading));
  import = pasar_import_reading_get_import (reading);
  report = pasar_import_get_report (import);
  for (guint row = 0; row < self->keys->len; row++)
    {
      g_autofree char *reason = pasar_import_dup_reason (import, row);

      tell_changes (world_catalogue (self->world), reading, row);
      g_assert_cmpstr (reason, ==, NULL);
      g_assert_cmpint (pasar_import_get_verdict (import, row), ==, PASAR_IMPORT_ROW_UNCHANGED);
    }
  g_assert_cmpuint (report->n_rows[PASAR_IMPORT_ROW_UNCHANGED], ==, self->keys->len);
  g_assert_cmpuint (report->n_cells[PASAR_IMPORT_UNCHANGED], >, self->keys->len);
  n_read_back += self->keys->len;
}

static void
test_any (Fixture *self, gconstpointer data)
{
  g_autoptr (GArray) columns = pasar_export_dup_all_columns (world_catalogue (self->world));

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (PasarJob) job =
          pasar_export_job_new (self->world->session,
                                self->keys,
                                (const PasarColumn *) (gpointer) columns->data,
                                columns->len,
                                self->file,
                                formats[i]);
      g_autoptr (GError) error = NULL;

      g_test_message ("format %d, decimals %s", formats[i], localeconv ()->decimal_point);
      run_job (job, &error);
      g_assert_no_error (error);
      check_read_back (self);
    }
}

/* A locale of numbers alone, which is made in no time. */
static void
make_locale (const char *localedef, const char *folder, const char *separator)
{
  g_autofree char *source = g_build_filename (folder, "source", NULL);
  g_autofree char *path = g_build_filename (folder, "numbers", NULL);
  const char *const arguments[] = { localedef, "-c", "-i", source, "-f", "UTF-8", path, NULL };
  g_autofree char *text = g_strdup_printf ("comment_char %%\nescape_char /\nLC_NUMERIC\n"
                                           "decimal_point \",\"\nthousands_sep \"%s\"\n"
                                           "grouping 3;3\nEND LC_NUMERIC\n",
                                           separator);

  g_assert_true (g_file_set_contents (source, text, -1, NULL));
  g_assert_true (g_spawn_sync (NULL,
                               (char **) arguments,
                               NULL,
                               G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                               NULL,
                               NULL,
                               NULL,
                               NULL,
                               NULL,
                               NULL));
}

/* A program has one locale: this one runs again in others. */
static void
test_locales (void)
{
  static const char *const separators[] = { ".", "<U00A0>" };
  g_autofree char *localedef = g_find_program_in_path ("localedef");
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);

  if (localedef == NULL || program == NULL)
    {
      g_test_skip ("localedef is not there");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (separators); i++)
    {
      char *folder = pasar_test_make_folder ();
      const char *const arguments[] = { program, "-p", "/round-trip/any", NULL };
      g_auto (GStrv) environment = g_get_environ ();
      g_autofree char *output = NULL;
      g_autoptr (GError) error = NULL;
      int status;

      make_locale (localedef, folder, separators[i]);
      environment = g_environ_unsetenv (environment, "LC_ALL");
      environment = g_environ_setenv (environment, "LOCPATH", folder, TRUE);
      environment = g_environ_setenv (environment, "LC_CTYPE", "C.UTF-8", TRUE);
      environment = g_environ_setenv (environment, "LC_NUMERIC", "numbers", TRUE);
      g_spawn_sync (NULL,
                    (char **) arguments,
                    environment,
                    G_SPAWN_DEFAULT,
                    NULL,
                    NULL,
                    &output,
                    NULL,
                    &status,
                    &error);
      g_assert_no_error (error);
      g_test_message ("%s", output);
      g_assert_nonnull (strstr (output, "decimals ,"));
      g_spawn_check_wait_status (status, &error);
      g_assert_no_error (error);
      pasar_test_remove_folder (folder);
    }
}

int
main (int argc, char *argv[])
{
  int status;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/round-trip/any", Fixture, NULL, set_up, test_any, tear_down);
  g_test_add_func ("/round-trip/locales", test_locales);
  status = g_test_run ();
  g_print ("# rows read back: %u\n", n_read_back);
  return status;
}
