/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue-fixture.h"

#include "catalogue/edits/verdicts.h"
#include "catalogue/values/change.h"

#define N_ITEMS  40
#define N_ROWS   3000
#define N_ROUNDS 60

/* A list of ids, prices and stocks of a shop, with all that may be wrong in it. */
typedef struct
{
  PasarCatalogue *catalogue;
  GStringChunk *texts;
  const char *cells[3 * N_ROWS];
  PasarImport *import;
} Fixture;

static const char *
add_number (Fixture *self, int from, int to)
{
  g_autofree char *text = g_strdup_printf ("%d", g_test_rand_int_range (from, to));

  return g_string_chunk_insert (self->texts, text);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  static const PasarImportSource sources[] = { { PASAR_COLUMN_PRICE, 1, NULL },
                                               { PASAR_COLUMN_STOCK, 2, NULL } };
  static const PasarImportMapping mapping = { .keys = { -1, 0, -1, -1, -1 },
                                              .sources = sources,
                                              .n_sources = 2,
                                              .leaves_out_zeros = TRUE };
  static const char *const odd[] = { "", "x", "0", "1,234", "<clear>" };
  const PasarImportTable table = { .texts = self->cells, .n_rows = N_ROWS, .n_columns = 3 };

  self->catalogue = pasar_catalogue_new ("SGD", 2, 5);
  self->texts = g_string_chunk_new (4096);
  for (guint i = 0; i < N_ITEMS; i++)
    fixture_put_plain (self->catalogue, i + 1, "x", g_test_rand_int_range (1, 30) * 100, 9);
  for (guint i = 0; i < N_ROWS; i++)
    {
      /* Most are named by one row alone. */
      self->cells[3 * i] = i < N_ITEMS ? add_number (self, (int) i + 1, (int) i + 2)
                                       : add_number (self, N_ITEMS - 5, 20 * N_ITEMS);
      for (guint k = 1; k < 3; k++)
        self->cells[3 * i + k] = g_test_rand_int_range (0, 4) == 0
                                     ? odd[g_test_rand_int_range (0, G_N_ELEMENTS (odd))]
                                     : add_number (self, 0, 30);
    }
  self->import = pasar_import_new (self->catalogue, &table, &mapping, NULL);
  g_assert_nonnull (self->import);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  pasar_import_unref (self->import);
  g_string_chunk_free (self->texts);
  g_object_unref (self->catalogue);
}

static gint64
get_change (Fixture *self, guint row, guint source)
{
  const PasarImportCell cell = pasar_import_get_cell (self->import, row, source);
  const gboolean is_known = cell.state == PASAR_IMPORT_CHANGED || cell.state == PASAR_IMPORT_ZERO
                            || cell.state == PASAR_IMPORT_REFUSED;
  const gint64 change = is_known ? pasar_change_get (cell.from, cell.to) : PASAR_NO_VALUE;

  return change != PASAR_NO_VALUE ? ABS (change) : -1;
}

/* Whether the first row is to be listed before the second. */
static gboolean
is_before (Fixture *self, PasarVerdictOrder order, guint a, guint b)
{
  for (guint source = 0; source < 2 && order == PASAR_VERDICT_ORDER_CHANGE; source++)
    {
      const gint64 first = get_change (self, a, source);
      const gint64 second = get_change (self, b, source);

      if (first != second)
        return first > second;
      if (first >= 0)
        break;
    }
  return a < b;
}

static void
check (Fixture *self, PasarVerdictList *list, guint verdicts, PasarVerdictOrder order)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (list));
  guint n_wanted = 0;

  g_assert_true (pasar_import_run (self->import, 0));
  for (guint row = 0; row < N_ROWS; row++)
    n_wanted += verdicts >> pasar_import_get_verdict (self->import, row) & 1;
  g_assert_cmpuint (n, ==, n_wanted);
  for (guint i = 0; i < n; i++)
    {
      const guint row = pasar_verdict_list_get_row (list, i);

      g_assert_true (verdicts >> pasar_import_get_verdict (self->import, row) & 1);
      if (i > 0)
        g_assert_true (is_before (self, order, pasar_verdict_list_get_row (list, i - 1), row));
    }
}

static void
count_cb (GListModel *list, guint position, guint removed, guint added, gpointer user_data)
{
  guint *n = user_data;

  g_assert_cmpuint (position + removed, <=, *n);
  *n = *n - removed + added;
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, *n);
}

/* Whatever is asked for, in however small slices, and while the shop changes. */
static void
test_random (Fixture *self, gconstpointer data)
{
  g_autoptr (PasarVerdictList) list =
      pasar_verdict_list_new (self->import, 0, PASAR_VERDICT_ORDER_TABLE);
  guint n = 0;

  g_signal_connect (list, "items-changed", G_CALLBACK (count_cb), &n);
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      const guint verdicts = round % 4 == 0
                                 ? PASAR_VERDICTS_ALL
                                 : (guint) g_test_rand_int_range (0, PASAR_VERDICTS_ALL + 1);
      const PasarVerdictOrder order =
          g_test_rand_bit () ? PASAR_VERDICT_ORDER_CHANGE : PASAR_VERDICT_ORDER_TABLE;

      pasar_verdict_list_set (list, verdicts, order);
      for (int i = g_test_rand_int_range (0, 8); i > 0; i--)
        pasar_verdict_list_run (list, 0);
      if (round % 3 == 1)
        fixture_stage (self->catalogue,
                       g_test_rand_int_range (1, N_ITEMS + 1),
                       0,
                       PASAR_FIELD_PRICE,
                       g_test_rand_int_range (1, 5000));
      if (round % 20 == 2)
        pasar_catalogue_remove_item (self->catalogue, 1 + round / 20);
      while (!pasar_verdict_list_run (list, 0))
        ;
      check (self, list, verdicts, order);
    }
}

static void
test_items (Fixture *self, gconstpointer data)
{
  g_autoptr (PasarVerdictList) list = pasar_verdict_list_new (self->import,
                                                              1u << PASAR_IMPORT_ROW_UNKNOWN,
                                                              PASAR_VERDICT_ORDER_TABLE);
  guint n;

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  g_assert_true (pasar_verdict_list_run (list, G_MAXINT64));
  n = g_list_model_get_n_items (G_LIST_MODEL (list));
  g_assert_cmpuint (n, >, 0);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (PasarVerdictRow) item = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_assert_cmpuint (pasar_verdict_row_get_row (item), ==, pasar_verdict_list_get_row (list, i));
    }
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), n));
}

/* What is listed stays until there is something better. */
static void
test_stays (Fixture *self, gconstpointer data)
{
  g_autoptr (PasarVerdictList) list =
      pasar_verdict_list_new (self->import, PASAR_VERDICTS_ALL, PASAR_VERDICT_ORDER_TABLE);

  g_assert_true (pasar_verdict_list_run (list, G_MAXINT64));
  pasar_verdict_list_set (list, 0, PASAR_VERDICT_ORDER_TABLE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, N_ROWS);
  g_assert_true (pasar_verdict_list_run (list, G_MAXINT64));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/verdicts/random", Fixture, NULL, set_up, test_random, tear_down);
  g_test_add ("/verdicts/items", Fixture, NULL, set_up, test_items, tear_down);
  g_test_add ("/verdicts/stays", Fixture, NULL, set_up, test_stays, tear_down);
  return g_test_run ();
}
