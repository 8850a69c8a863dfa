/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs-fixture.h"

#include "catalogue/edits/import.h"

/* An import is one step of the log: it is made at its turn, undone in one go, and there after a
 * restart. */

#define N 20

typedef struct
{
  GPtrArray *texts; /* (owned) utf8 */
  PasarImport *import;
} Imported;

static void
imported_clear (Imported *self)
{
  g_clear_pointer (&self->import, pasar_import_unref);
  g_clear_pointer (&self->texts, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Imported, imported_clear)

static PasarRowKey
get_key (World *world, guint nth_item)
{
  return pasar_catalogue_row_get_key (world_catalogue (world), world_row (world, nth_item, 0));
}

/* A list of ids with stocks, and with one that the shop does not have. */
static Imported
look (World *world)
{
  static const PasarImportSource source = { PASAR_COLUMN_STOCK, 2, NULL };
  static const PasarImportMapping mapping = { .keys = { 0, 1, -1, -1, -1 },
                                              .sources = &source,
                                              .n_sources = 1 };
  Imported imported = { .texts = g_ptr_array_new_with_free_func (g_free) };
  PasarImportTable table = { .n_rows = N + 1, .n_columns = 3 };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N; i++)
    {
      const PasarRowKey key = get_key (world, i);

      g_ptr_array_add (imported.texts, g_strdup_printf ("%" G_GINT64_FORMAT, key.model_id));
      g_ptr_array_add (imported.texts, g_strdup_printf ("%" G_GINT64_FORMAT, key.item_id));
      g_ptr_array_add (imported.texts, g_strdup_printf ("%u", 5000 + i));
    }
  g_ptr_array_add (imported.texts, g_strdup (""));
  g_ptr_array_add (imported.texts, g_strdup ("1"));
  g_ptr_array_add (imported.texts, g_strdup ("7"));
  table.texts = (const char *const *) imported.texts->pdata;
  imported.import = pasar_import_new (world_catalogue (world), &table, &mapping, &error);
  g_assert_no_error (error);
  while (!pasar_import_run (imported.import, 0))
    ;
  return imported;
}

static PasarStep *
apply (World *world, const Imported *imported)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  PasarStep *step = NULL;

  pasar_session_stage_async (world->session,
                             pasar_import_make_command (imported->import, "list.csv"),
                             NULL,
                             pasar_test_keep_result_cb,
                             &result);
  pasar_session_write_finish (world->session, pasar_test_wait_result (&result), &step, &error);
  g_assert_no_error (error);
  return step;
}

static guint
count_imported (World *world)
{
  guint n = 0;

  for (guint i = 0; i < N; i++)
    n += world_staged (world, i, 0, PASAR_FIELD_STOCK) == 5000 + (gint64) i;
  return n;
}

static void
test_step (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "30", NULL));
  g_auto (Imported) imported = look (world);
  const PasarImportReport *report = pasar_import_get_report (imported.import);
  const guint n = report->n_stocks;
  g_autofree char *label = g_strdup_printf ("Import of list.csv: %u stocks", n);
  g_autoptr (PasarStep) step = NULL;

  g_assert_cmpuint (n, >, 5);
  g_assert_cmpuint (report->n_rows[PASAR_IMPORT_ROW_UNKNOWN], ==, 1);
  step = apply (world, &imported);
  g_assert_nonnull (step);
  g_assert_cmpstr (step->label, ==, label);
  g_assert_cmpuint (step->edits->len, ==, n);
  g_assert_cmpuint (count_imported (world), ==, n);

  world_restart (world);
  g_assert_cmpuint (count_imported (world), ==, n);
  g_assert_true (world_undo (world));
  g_assert_cmpuint (count_imported (world), ==, 0);
  g_assert_false (world_undo (world));
  world_restart (world);
  g_assert_cmpuint (count_imported (world), ==, 0);
  g_assert_true (world_redo (world));
  g_assert_cmpuint (count_imported (world), ==, n);
}

/* What is staged before it has its turn counts, and what is gone by then is told. */
static void
test_turn (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "30", NULL));
  g_auto (Imported) imported = look (world);
  const guint n = pasar_import_get_report (imported.import)->n_stocks;
  const PasarImportReport *report;
  g_autoptr (PasarStep) step = NULL;
  guint changed = 0;

  while (pasar_import_get_verdict (imported.import, changed) != PASAR_IMPORT_ROW_CHANGED)
    changed++;
  start_stage (world->session,
               world_row (world, changed, 0),
               PASAR_FIELD_STOCK,
               5000 + changed,
               NULL);
  pasar_catalogue_remove_item (world_catalogue (world), get_key (world, N - 1).item_id);
  step = apply (world, &imported);
  report = pasar_import_get_report (imported.import);
  g_assert_cmpuint (report->n_rows[PASAR_IMPORT_ROW_VANISHED], ==, 1);
  g_assert_cmpint (pasar_import_get_verdict (imported.import, N - 1),
                   ==,
                   PASAR_IMPORT_ROW_VANISHED);
  g_assert_cmpint (pasar_import_get_cell (imported.import, changed, 0).state,
                   ==,
                   PASAR_IMPORT_UNCHANGED);
  g_assert_cmpuint (step->edits->len, ==, report->n_stocks);
  g_assert_cmpuint (report->n_stocks, <, n);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/import-step/step", test_step);
  g_test_add_func ("/import-step/turn", test_turn);

  return g_test_run ();
}
