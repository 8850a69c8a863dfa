/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs-fixture.h"

#include "catalogue/view/reach.h"
#include "formats/delimited.h"
#include "jobs/export/export.h"

#include <glib/gstdio.h>
#include <string.h>

static const PasarColumn columns[] = {
  PASAR_COLUMN_ITEM_ID, PASAR_COLUMN_MODEL_ID, PASAR_COLUMN_NAME,    PASAR_COLUMN_VARIATION,
  PASAR_COLUMN_SKU,     PASAR_COLUMN_PRICE,    PASAR_COLUMN_STOCK,   PASAR_COLUMN_CHANGE,
  PASAR_COLUMN_STATUS,  PASAR_COLUMN_UPDATED,  PASAR_COLUMN_RESERVED
};

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

  self->world = world_new_loaded (pasar_test_sandbox_new ("--items", data, NULL));
  path = g_build_filename (self->world->folder, "prices.csv", NULL);
  self->file = g_file_new_for_path (path);
  self->keys = g_array_new (FALSE, FALSE, sizeof (PasarRowKey));
  pasar_catalogue_list_keys (world_catalogue (self->world),
                             &(PasarKeyList){ self->keys },
                             G_MAXINT64);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_file_delete (self->file, NULL, NULL);
  g_object_unref (self->file);
  g_array_unref (self->keys);
  world_free (self->world);
}

static PasarJob *
make_job (Fixture *self)
{
  return pasar_export_job_new (self->world->session,
                               self->keys,
                               columns,
                               G_N_ELEMENTS (columns),
                               self->file,
                               PASAR_TABLE_CSV);
}

static PasarTextTable *
read_file (GFile *file)
{
  g_autofree char *contents = NULL;
  PasarTextTable *table;
  gsize length;

  g_assert_true (g_file_load_contents (file, NULL, &contents, &length, NULL, NULL));
  table = pasar_delimited_read (contents, length, ',', NULL);
  g_assert_nonnull (table);
  return table;
}

static const char *
get_cell (const PasarTextTable *table, guint row, PasarColumn column)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      if (columns[i] == column)
        return pasar_delimited_unprotect (table->cells[(gsize) row * table->n_columns + i]);
    }
  g_assert_not_reached ();
}

static void
assert_number (const PasarTextTable *table, guint row, PasarColumn column, gint64 value)
{
  g_autofree char *text =
      value != PASAR_NO_VALUE ? g_strdup_printf ("%" G_GINT64_FORMAT, value) : g_strdup ("");

  g_assert_cmpstr (get_cell (table, row, column), ==, text);
}

static void
assert_row (PasarCatalogue *catalogue, const PasarTextTable *table, guint row, PasarRowKey key)
{
  const PasarRowInfo info =
      pasar_catalogue_read_row (catalogue,
                                pasar_catalogue_find (catalogue, key.item_id, key.model_id));
  const gint64 price = info.values[PASAR_FIELD_PRICE].effective;
  g_autofree char *price_text =
      price == PASAR_NO_VALUE
          ? g_strdup ("")
          : g_strdup_printf ("%" G_GINT64_FORMAT ".%02d", price / 100, (int) (price % 100));

  g_assert_false (info.is_header);
  assert_number (table, row, PASAR_COLUMN_ITEM_ID, key.item_id);
  assert_number (table, row, PASAR_COLUMN_MODEL_ID, info.is_model ? key.model_id : PASAR_NO_VALUE);
  g_assert_cmpstr (get_cell (table, row, PASAR_COLUMN_NAME), ==, info.name);
  g_assert_cmpstr (get_cell (table, row, PASAR_COLUMN_VARIATION), ==, info.variation);
  g_assert_cmpstr (get_cell (table, row, PASAR_COLUMN_SKU), ==, info.sku);
  g_assert_cmpstr (get_cell (table, row, PASAR_COLUMN_PRICE), ==, price_text);
  assert_number (table, row, PASAR_COLUMN_STOCK, info.values[PASAR_FIELD_STOCK].effective);
  assert_number (table, row, PASAR_COLUMN_RESERVED, info.reserved);
}

/* All that is sold, each once, with what is staged. */
static void
test_all (Fixture *self, gconstpointer data)
{
  PasarCatalogue *catalogue = world_catalogue (self->world);
  g_autoptr (PasarJob) job = make_job (self);
  g_autoptr (PasarTextTable) table = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *summary = NULL;

  world_stage (self->world, 0, 0, PASAR_FIELD_PRICE, 123456);
  world_stage (self->world, 1, 0, PASAR_FIELD_STOCK, 0);
  run_job (job, &error);
  g_assert_no_error (error);
  summary = pasar_job_dup_summary (job);
  g_assert_nonnull (strstr (summary, "rows exported."));
  g_assert_cmpuint (pasar_job_get_n_done (job), ==, self->keys->len);

  table = read_file (self->file);
  g_assert_cmpuint (table->n_columns, ==, G_N_ELEMENTS (columns));
  g_assert_cmpuint (table->n_rows, ==, 1 + self->keys->len);
  g_assert_cmpstr (get_cell (table, 0, PASAR_COLUMN_ITEM_ID), ==, "Item ID");
  for (guint i = 0; i < self->keys->len; i++)
    assert_row (catalogue, table, i + 1, g_array_index (self->keys, PasarRowKey, i));
}

/* In the order that it is shown in, and no more than is. */
static void
test_shown (Fixture *self, gconstpointer data)
{
  PasarCatalogue *catalogue = world_catalogue (self->world);
  g_autoptr (PasarView) view = pasar_view_new (catalogue);
  g_autoptr (PasarReach) reach = NULL;
  g_autoptr (PasarJob) job = NULL;
  g_autoptr (PasarTextTable) table = NULL;
  g_autoptr (PasarCondition) with_models = pasar_condition_new_state (PASAR_STATE_WITH_MODELS);

  pasar_view_set_flat (view, TRUE);
  pasar_view_set_sorts (view, &(PasarSort){ PASAR_COLUMN_PRICE, TRUE }, 1);
  pasar_view_set_condition (view, with_models, 0);
  while (pasar_view_get_is_pending (view))
    g_main_context_iteration (NULL, TRUE);
  reach = pasar_reach_new (view);
  pasar_reach_add (reach, 0, G_MAXUINT);
  g_assert_true (pasar_reach_run (reach, G_MAXINT64));
  g_array_unref (self->keys);
  self->keys = g_array_ref (pasar_reach_get_keys (reach));
  g_assert_cmpuint (self->keys->len, >, 0);

  job = make_job (self);
  g_assert_true (run_job (job, NULL));
  table = read_file (self->file);
  g_assert_cmpuint (table->n_rows, ==, 1 + g_list_model_get_n_items (G_LIST_MODEL (view)));
  for (guint i = 0; i + 1 < table->n_rows; i++)
    assert_row (catalogue,
                table,
                i + 1,
                pasar_catalogue_row_get_key (catalogue, pasar_view_get_row (view, i)));
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean *has_ended = user_data;
  g_autoptr (GError) error = NULL;

  g_assert_false (pasar_job_run_finish (PASAR_JOB (source), result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  *has_ended = TRUE;
}

static void
assert_nothing_left (Fixture *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->world->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_false (g_str_has_prefix (name, ".pasar-"));
}

/* Whenever it is cancelled: at once, or in the middle. */
static void
test_cancelled (Fixture *self, gconstpointer data)
{
  for (guint n_done = 0; n_done < 2; n_done++)
    {
      g_autoptr (PasarJob) job = make_job (self);
      g_autoptr (PasarTextTable) table = NULL;
      gboolean has_ended = FALSE;

      g_assert_true (g_file_replace_contents (self->file,
                                              "before",
                                              6,
                                              NULL,
                                              FALSE,
                                              G_FILE_CREATE_NONE,
                                              NULL,
                                              NULL,
                                              NULL));
      pasar_job_run_async (job, ended_cb, &has_ended);
      while (pasar_job_get_n_done (job) < n_done)
        g_main_context_iteration (NULL, TRUE);
      pasar_job_cancel (job);
      while (!has_ended)
        g_main_context_iteration (NULL, TRUE);
      g_assert_cmpint (pasar_job_get_state (job), ==, PASAR_JOB_CANCELLED);
      table = read_file (self->file);
      g_assert_cmpstr (table->cells[0], ==, "before");
      assert_nothing_left (self);
    }
}

/* A row that goes while others are written is left out. */
static void
test_gone (Fixture *self, gconstpointer data)
{
  PasarCatalogue *catalogue = world_catalogue (self->world);
  const PasarRowKey last = g_array_index (self->keys, PasarRowKey, self->keys->len - 1);
  g_autoptr (PasarJob) job = make_job (self);
  g_autoptr (PasarTextTable) table = NULL;
  guint n_left = 0;

  pasar_catalogue_remove_item (catalogue, last.item_id);
  for (guint i = 0; i < self->keys->len; i++)
    n_left += g_array_index (self->keys, PasarRowKey, i).item_id != last.item_id;
  g_assert_true (run_job (job, NULL));
  table = read_file (self->file);
  g_assert_cmpuint (table->n_rows, ==, 1 + n_left);
}

static void
test_errors (Fixture *self, gconstpointer data)
{
  g_autoptr (GFile) folder = g_file_new_for_path (self->world->folder);
  g_autoptr (PasarJob) job = pasar_export_job_new (self->world->session,
                                                   self->keys,
                                                   columns,
                                                   G_N_ELEMENTS (columns),
                                                   folder,
                                                   PASAR_TABLE_XLSX);
  g_autoptr (GError) error = NULL;

  g_assert_false (run_job (job, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  g_assert_cmpstr (error->message, ==, "A folder has this name. Choose another one.");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/export/all", Fixture, "60", set_up, test_all, tear_down);
  g_test_add ("/export/shown", Fixture, "60", set_up, test_shown, tear_down);
  g_test_add ("/export/cancelled", Fixture, "900", set_up, test_cancelled, tear_down);
  g_test_add ("/export/gone", Fixture, "60", set_up, test_gone, tear_down);
  g_test_add ("/export/errors", Fixture, "10", set_up, test_errors, tear_down);
  return g_test_run ();
}
