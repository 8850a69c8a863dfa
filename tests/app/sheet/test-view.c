/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sheet-fixture.h"

#include "jobs/session/session-private.h"

static void
test_sort_by_header (SheetFixture *self, gconstpointer data)
{
  PasarView *view = pasar_sheet_get_view (self->sheet);
  GtkColumnViewColumn *price = pasar_sheet_get_view_column (self->sheet, PASAR_COLUMN_PRICE);
  gboolean descending;

  sheet_go_to (self, 1, 0, PASAR_COLUMN_NAME);
  /* What a click on the title does. */
  gtk_column_view_sort_by_column (pasar_sheet_get_column_view (self->sheet),
                                  price,
                                  GTK_SORT_ASCENDING);
  g_assert_cmpint (pasar_view_get_sort (view, &descending), ==, PASAR_COLUMN_PRICE);
  g_assert_false (descending);
  g_assert_cmpuint (pasar_view_get_row (view, 0), ==, sheet_get_row (self, 3, 0));
  /* What comes first is shown, and the selected row is the cursor's. */
  sheet_assert_cursor (self, 0, PASAR_COLUMN_NAME);
  g_assert_cmpuint (pasar_sheet_get_n_selected (self->sheet), ==, 1);

  gtk_column_view_sort_by_column (pasar_sheet_get_column_view (self->sheet),
                                  price,
                                  GTK_SORT_DESCENDING);
  g_assert_cmpint (pasar_view_get_sort (view, &descending), ==, PASAR_COLUMN_PRICE);
  g_assert_true (descending);
  g_assert_cmpuint (pasar_view_get_row (view, 0), ==, sheet_get_row (self, 2, 0));

  pasar_sheet_sort (self->sheet, PASAR_COLUMN_NONE, FALSE);
  g_assert_cmpint (pasar_view_get_sort (view, &descending), ==, PASAR_COLUMN_NONE);
}

static void
test_sort_shows_other_rows (SheetFixture *self, gconstpointer data)
{
  PasarCell *cell =
      pasar_sheet_find_cell (self->sheet, sheet_get_row (self, 1, 0), PASAR_COLUMN_NAME);

  g_assert_nonnull (cell);
  g_assert_cmpuint (pasar_cell_get_position (cell), ==, 0);
  pasar_sheet_sort (self->sheet, PASAR_COLUMN_NAME, TRUE);
  g_assert_cmpuint (pasar_cell_get_row (cell), ==, sheet_get_row (self, 3, 0));
  g_assert_cmpstr (pasar_cell_get_text (cell), ==, "Zither");
  pasar_view_set_text (pasar_sheet_get_view (self->sheet), "abacus");
  g_assert_cmpstr (pasar_cell_get_text (cell), ==, "Abacus");
  g_assert_cmpuint (g_hash_table_size (self->sheet->cells), <=, PASAR_N_SHEET_COLUMNS);
}

/* While a shop is read for the first time rows arrive in any order. */
static void
test_rows_arrive_above (SheetFixture *self, gconstpointer data)
{
  PasarView *view = pasar_sheet_get_view (self->sheet);

  sheet_put_plain_at (self->catalogue, 2, 8, "Second of the shop", 100, 1);
  sheet_assert_cursor (self, 0, PASAR_COLUMN_NAME);
  g_assert_cmpuint (pasar_view_get_row (view, 0), ==, sheet_get_row (self, 8, 0));

  /* A cursor that was put somewhere stays with its row. */
  pasar_sheet_set_cursor (self->sheet, 0, PASAR_COLUMN_NEW_PRICE);
  sheet_put_plain_at (self->catalogue, 1, 9, "First of the shop", 100, 1);
  sheet_assert_cursor (self, 1, PASAR_COLUMN_NEW_PRICE);
  g_assert_cmpuint (pasar_view_get_row (view, 1), ==, sheet_get_row (self, 8, 0));
}

static void
test_promotion_locks (SheetFixture *self, gconstpointer data)
{
  static const PasarPromotionState states[] = { PASAR_PROMOTION_UPCOMING, PASAR_PROMOTION_ONGOING };
  const PasarRowKey key = { 1, 0 };
  PasarCell *cell =
      pasar_sheet_find_cell (self->sheet, sheet_get_row (self, 1, 0), PASAR_COLUMN_NEW_PRICE);

  g_assert_nonnull (cell);
  g_assert_cmpint (pasar_cell_get_flags (cell) & PASAR_CELL_LOCKED, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      pasar_catalogue_set_promotion (self->catalogue, key, states[i]);
      g_assert_cmpint (pasar_cell_get_flags (cell) & PASAR_CELL_LOCKED, !=, 0);
    }
}

static void
test_columns_hide (SheetFixture *self, gconstpointer data)
{
  g_auto (GStrv) hidden = NULL;

  sheet_go_to (self, 1, 0, PASAR_COLUMN_NAME);
  gtk_column_view_column_set_visible (pasar_sheet_get_view_column (self->sheet,
                                                                   PASAR_COLUMN_VARIATION),
                                      FALSE);
  sheet_press (self, GDK_KEY_Right, 0);
  sheet_assert_cursor (self, 0, PASAR_COLUMN_SKU);
  pasar_sheet_save_columns (self->sheet);
  hidden = g_settings_get_strv (self->settings, "hidden-columns");
  g_assert_true (g_strv_contains ((const char *const *) hidden, "variation"));
  g_assert_false (g_strv_contains ((const char *const *) hidden, "sku"));
}

static void
test_columns_are_remembered (SheetFixture *self, gconstpointer data)
{
  g_autoptr (GtkWidget) other = NULL;
  GListModel *columns;
  g_autoptr (GtkColumnViewColumn) first = NULL;

  gtk_column_view_insert_column (pasar_sheet_get_column_view (self->sheet),
                                 0,
                                 pasar_sheet_get_view_column (self->sheet, PASAR_COLUMN_SKU));
  gtk_column_view_column_set_fixed_width (pasar_sheet_get_view_column (self->sheet,
                                                                       PASAR_COLUMN_SKU),
                                          222);
  pasar_sheet_save_columns (self->sheet);

  other = g_object_ref_sink (pasar_sheet_new (self->settings));
  columns = gtk_column_view_get_columns (pasar_sheet_get_column_view (PASAR_SHEET (other)));
  first = g_list_model_get_item (columns, 0);
  g_assert_true (first == pasar_sheet_get_view_column (PASAR_SHEET (other), PASAR_COLUMN_SKU));
  g_assert_cmpint (gtk_column_view_column_get_fixed_width (first), ==, 222);
}

static void
set_boosts (SheetFixture *self, gint64 item_id, gint64 secs_left)
{
  const PasarBoostSlot slot = { item_id, g_get_real_time () / G_USEC_PER_SEC + secs_left };

  g_clear_pointer (&self->session->boosts, g_array_unref);
  self->session->boosts = g_array_new (FALSE, FALSE, sizeof (PasarBoostSlot));
  g_array_append_val (self->session->boosts, slot);
  g_signal_emit_by_name (self->session, "boosts-changed");
}

static char *
dup_tooltip (SheetFixture *self, gint64 item_id, gint64 model_id)
{
  return pasar_cell_dup_tooltip (pasar_sheet_find_cell (self->sheet,
                                                        sheet_get_row (self, item_id, model_id),
                                                        PASAR_COLUMN_NAME));
}

/* The line of the item says it, its models do not; when the time is over the mark goes. */
static void
test_boost_mark (SheetFixture *self, gconstpointer data)
{
  g_autofree char *item = NULL;
  g_autofree char *model = NULL;
  g_autofree char *other = NULL;
  g_autofree char *after = NULL;

  WAIT_FOR (pasar_sheet_find_cell (self->sheet, sheet_get_row (self, 2, 21), PASAR_COLUMN_NAME)
            != NULL);
  set_boosts (self, 2, 90 * 60 - 5);
  item = dup_tooltip (self, 2, 0);
  model = dup_tooltip (self, 2, 21);
  other = dup_tooltip (self, 1, 0);
  g_assert_nonnull (strstr (item, "Boosted, 1:30 left"));
  g_assert_true (model == NULL || strstr (model, "Boosted") == NULL);
  g_assert_true (other == NULL || strstr (other, "Boosted") == NULL);

  set_boosts (self, 2, 0);
  after = dup_tooltip (self, 2, 0);
  g_assert_true (after == NULL || strstr (after, "Boosted") == NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  sheet_add ("/sheet-view/sort-by-header", test_sort_by_header);
  sheet_add ("/sheet-view/sort-shows-other-rows", test_sort_shows_other_rows);
  sheet_add ("/sheet-view/rows-arrive-above", test_rows_arrive_above);
  sheet_add ("/sheet-view/promotion-locks", test_promotion_locks);
  sheet_add ("/sheet-view/columns-hide", test_columns_hide);
  sheet_add ("/sheet-view/columns-are-remembered", test_columns_are_remembered);
  sheet_add ("/sheet-view/boost-mark", test_boost_mark);
  return g_test_run ();
}
