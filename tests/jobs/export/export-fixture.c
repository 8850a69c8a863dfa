/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export-fixture.h"

#include "formats/file.h"

#include <glib/gstdio.h>

GFile *
export_get_file (World *world)
{
  g_autofree char *path = g_build_filename (world->folder, "exported", NULL);

  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  return g_file_new_for_path (path);
}

PasarTextTable *
export_read_back (PasarJob *job, GFile *file)
{
  g_autoptr (PasarTableFile) written = NULL;
  g_autoptr (GError) error = NULL;
  PasarTextTable *table;

  run_job (job, &error);
  g_assert_no_error (error);
  g_object_unref (job);
  written = pasar_table_file_open (g_file_peek_path (file), NULL, NULL);
  g_assert_nonnull (written);
  table = pasar_table_file_read_sheet (written, 0, 0, NULL, NULL, NULL, NULL);
  g_assert_nonnull (table);
  g_remove (g_file_peek_path (file));
  return table;
}

const char *
export_get_cell (const PasarTextTable *table, guint row, const char *title)
{
  for (guint column = 0; column < table->n_columns; column++)
    if (g_str_equal (pasar_text_table_get_text (table, 0, column), title))
      return pasar_text_table_get_text (table, row, column);
  g_assert_not_reached ();
}

void
export_stage_split (World *world)
{
  PasarField location;

  g_assert_true (pasar_catalogue_find_location_field (world_catalogue (world), "SG2", &location));
  world_stage (world, 10, 0, location, 9);
  g_assert_true (pasar_catalogue_find_location_field (world_catalogue (world), "SGZ", &location));
  world_stage (world, 10, 0, location, 11);
}
