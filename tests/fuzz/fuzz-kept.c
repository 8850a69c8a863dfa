/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue-fixture.h"
#include "catalogue/view/condition.h"
#include "catalogue/view/saved-view.h"
#include "fuzz.h"
#include "jobs/import/memory.h"
#include "jobs/session/own-columns-private.h"
#include "store/kept.h"

/* A view that was read is written so that it is read as the same, and can be shown. */
static void
check_view (PasarCatalogue *catalogue, const char *text)
{
  g_autoptr (PasarSavedView) view = pasar_saved_view_read ("name", text);
  g_autofree char *written = pasar_saved_view_write (view);
  g_autoptr (PasarSavedView) again = pasar_saved_view_read ("name", written);
  g_autofree char *twice = pasar_saved_view_write (again);
  g_autoptr (GArray) sorts = pasar_saved_view_dup_sorts (view, catalogue);
  g_autoptr (GPtrArray) unknown = pasar_saved_view_list_unknown (view, catalogue);
  g_autoptr (PasarCondition) search = NULL;
  g_autoptr (PasarView) shown = pasar_view_new (catalogue);

  g_assert_cmpstr (twice, ==, written);
  g_assert_nonnull (pasar_saved_view_get_title (view));
  g_assert_true (pasar_saved_view_shows_same (view, again));
  pasar_condition_read_kept (view->search, catalogue, &search);
  pasar_view_set_condition (shown, search, 0);
}

/* A mapping names columns that the table has. */
static void
check_mapping (PasarCatalogue *catalogue, const char *text)
{
  static const char *const heads[] = { "SKU", "Price", "Stock", "Price" };
  const PasarImportTable table = { .n_columns = G_N_ELEMENTS (heads), .heads = heads };
  g_autoptr (PasarKeptMapping) mapping = pasar_kept_mapping_read (text);
  g_autoptr (GPtrArray) left_out = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *written = NULL;
  PasarImportMapping fit;

  if (mapping == NULL)
    return;
  written = pasar_kept_mapping_write (mapping);
  fit = pasar_kept_mapping_fit (mapping, catalogue, &table, left_out);
  for (guint i = 0; i < PASAR_MATCH_N_KEYS; i++)
    g_assert_true (fit.keys[i] >= -1 && fit.keys[i] < (int) table.n_columns);
  for (guint i = 0; i < fit.n_sources; i++)
    {
      g_assert_true (fit.sources[i].column < (int) table.n_columns);
      g_assert_true (fit.sources[i].column >= 0 || fit.sources[i].expression != NULL);
    }
}

/* The first line is the name, the rest what it is. */
static void
check_columns (PasarCatalogue *catalogue, const char *text)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_kept_free);
  g_autoptr (GPtrArray) columns = NULL;
  g_autoptr (GPtrArray) written = NULL;
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL && lines[i + 1] != NULL; i += 2)
    g_ptr_array_add (kept, pasar_kept_new (lines[i], lines[i + 1]));
  pasar_own_columns_restore (catalogue, kept);
  columns = pasar_catalogue_dup_own_columns (catalogue);
  written = pasar_own_columns_write (columns);
  g_assert_cmpuint (written->len, ==, columns->len);
  g_assert_cmpuint (columns->len, <=, kept->len);
}

/* What the seller made and named, as the store has it; the store gives UTF-8. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize length)
{
  g_autofree char *text = g_strndup ((const char *) data, length);
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();

  check_view (catalogue, valid);
  check_mapping (catalogue, valid);
  check_columns (catalogue, valid);
  check_view (catalogue, valid);
  return 0;
}
