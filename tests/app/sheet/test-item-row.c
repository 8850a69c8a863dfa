/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sheet-fixture.h"

#include <string.h>

static void
test_edits_models (SheetFixture *self, gconstpointer data)
{
  sheet_enter (self, 2, 0, PASAR_COLUMN_PRICE, "15");
  g_assert_cmpint (sheet_get_staged (self, 2, 21, PASAR_FIELD_PRICE), ==, 1500);
  g_assert_cmpint (sheet_get_staged (self, 2, 22, PASAR_FIELD_PRICE), ==, 1500);
}

static void
assert_text (SheetFixture *self, PasarColumn column, const char *text)
{
  PasarGridCell cell;

  sheet_read_cell (self, 2, 0, column, &cell);
  g_assert_cmpstr (cell.text, ==, text);
}

/* An item reads as what all its models come to, not only those that have something staged. */
static void
test_shows_result (SheetFixture *self, gconstpointer data)
{
  sheet_enter (self, 2, 22, PASAR_COLUMN_PRICE, "15");
  sheet_enter (self, 2, 21, PASAR_COLUMN_STOCK, "4");
  assert_text (self, PASAR_COLUMN_PRICE, "9.90–15.00");
  assert_text (self, PASAR_COLUMN_STOCK, "14");
}

/* So many that to look at them all takes longer than the main loop is held for a selection. With
 * sanitizers fewer do. */
#ifdef __SANITIZE_ADDRESS__
#define N_MODELS 10000
#else
#define N_MODELS 100000
#endif

/* Enter goes on to the next cell, so what is typed into one row is taken at once. */
static void
test_taken_at_once (SheetFixture *self, gconstpointer data)
{
  const guint n = N_MODELS;
  const PasarLocationStock location = { "", 3 };
  g_autofree PasarModelRecord *models = g_new0 (PasarModelRecord, n);
  const PasarItemRecord item = { .item_id = 9,
                                 .name = "Beads",
                                 .sku = "B",
                                 .status = PASAR_STATUS_NORMAL,
                                 .has_model = TRUE,
                                 .wholesale_price = PASAR_NO_VALUE,
                                 .models = models,
                                 .n_models = n };

  for (guint i = 0; i < n; i++)
    models[i] = (PasarModelRecord){ .model_id = 1000 + i,
                                    .name = "Blue",
                                    .sku = "B-B",
                                    .price = 500,
                                    .current_price = 500,
                                    .locations = &location,
                                    .n_locations = 1 };
  pasar_catalogue_put_item (self->catalogue, &item);
  sheet_go_to (self, 9, 0, PASAR_COLUMN_PRICE);
  sheet_type (self, "6");
  g_assert_true (pasar_sheet_end_edit (self->sheet));
  WAIT_FOR (self->n_staged == 1);
  g_assert_cmpint (sheet_get_staged (self, 9, 1000 + n - 1, PASAR_FIELD_PRICE), ==, 600);
}

/* What a filter hides is left alone, and the seller is told how many were reached. */
static void
test_edits_shown_models (SheetFixture *self, gconstpointer data)
{
  PasarView *view = pasar_sheet_get_view (self->sheet);

  pasar_view_set_text (view, "ls-w-s");
  g_assert_cmpuint (sheet_get_n_rows (self), ==, 2);
  for (guint folded = 0; folded < 2; folded++)
    {
      pasar_view_set_folded (view, sheet_get_row (self, 2, 0), folded == 1);
      sheet_enter (self, 2, 0, PASAR_COLUMN_PRICE, folded == 1 ? "16" : "15");
      g_assert_cmpstr (self->notice, ==, "1 of 2 prices changed");
      g_assert_cmpint (sheet_get_staged (self, 2, 21, PASAR_FIELD_PRICE),
                       ==,
                       folded == 1 ? 1600 : 1500);
      g_assert_cmpint (sheet_get_staged (self, 2, 22, PASAR_FIELD_PRICE), ==, PASAR_NO_VALUE);
    }

  /* A discard, too. */
  pasar_view_set_text (view, NULL);
  sheet_enter (self, 2, 0, PASAR_COLUMN_PRICE, "17");
  pasar_view_set_text (view, "ls-w-s");
  pasar_grid_source_clear (pasar_grid_get_source (pasar_sheet_get_grid (self->sheet)),
                           &(const PasarGridRange){ 0, 1, 0, PASAR_GRID_NONE },
                           1);
  WAIT_FOR (self->n_staged == 4);
  g_assert_cmpint (sheet_get_staged (self, 2, 21, PASAR_FIELD_PRICE), ==, PASAR_NO_VALUE);
  g_assert_cmpint (sheet_get_staged (self, 2, 22, PASAR_FIELD_PRICE), ==, 1700);
}

/* Nobody need be told what can be seen. */
static void
test_notice_only_of_the_unseen (SheetFixture *self, gconstpointer data)
{
  sheet_enter (self, 2, 0, PASAR_COLUMN_PRICE, "15");
  g_assert_cmpstr (self->notice, ==, NULL);
  pasar_view_set_folded (pasar_sheet_get_view (self->sheet), sheet_get_row (self, 2, 0), TRUE);
  sheet_enter (self, 2, 0, PASAR_COLUMN_PRICE, "16");
  g_assert_cmpstr (self->notice, ==, "Set 2 prices to 16.00");
}

static void
ask_stock (SheetFixture *self, const char *text)
{
  sheet_go_to (self, 2, 0, PASAR_COLUMN_STOCK);
  sheet_type (self, text);
  g_assert_false (pasar_sheet_end_edit (self->sheet));
  g_assert_true (pasar_sheet_is_asking (self->sheet));
  /* Whatever is pressed without looking answers nothing. */
  WAIT_FOR (gtk_widget_is_focus (self->sheet->question_box));
  /* Tab goes to the answers, and round. */
  for (guint i = 0; i < 5; i++)
    {
      gtk_widget_child_focus (GTK_WIDGET (self->window), GTK_DIR_TAB_FORWARD);
      g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (self->window)),
                                             self->sheet->question));
      if (i == 0)
        g_assert_true (
            gtk_widget_is_focus (GTK_WIDGET (self->sheet->answer_buttons[PASAR_COMMAND_EACH])));
    }
}

static void
answer (SheetFixture *self, PasarCommandKind kind)
{
  const guint n_staged = self->n_staged;

  g_assert_true (gtk_widget_is_sensitive (GTK_WIDGET (self->sheet->answer_buttons[kind])));
  g_signal_emit_by_name (self->sheet->answer_buttons[kind], "clicked");
  g_assert_false (pasar_sheet_is_asking (self->sheet));
  WAIT_FOR (self->n_staged == n_staged + 1);
  g_assert_null (pasar_sheet_get_editor (self->sheet));
}

/* A number in the stock of an item can be meant in two ways. */
static void
test_stock_is_asked (SheetFixture *self, gconstpointer data)
{
  ask_stock (self, "61");
  gtk_popover_popdown (GTK_POPOVER (self->sheet->question));
  /* What was typed is still there. */
  g_assert_cmpstr (gtk_editable_get_text (pasar_sheet_get_editor (self->sheet)), ==, "61");
  WAIT_FOR (GTK_IS_TEXT (gtk_root_get_focus (GTK_ROOT (self->window))));
  g_assert_false (pasar_sheet_end_edit (self->sheet));
  answer (self, PASAR_COMMAND_EACH);
  g_assert_cmpint (sheet_get_staged (self, 2, 21, PASAR_FIELD_STOCK), ==, 61);
  g_assert_cmpint (sheet_get_staged (self, 2, 22, PASAR_FIELD_STOCK), ==, 61);

  ask_stock (self, "61");
  answer (self, PASAR_COMMAND_IN_ALL);
  g_assert_cmpint (sheet_get_staged (self, 2, 21, PASAR_FIELD_STOCK), ==, 30);
  g_assert_cmpint (sheet_get_staged (self, 2, 22, PASAR_FIELD_STOCK), ==, 31);
  assert_text (self, PASAR_COLUMN_STOCK, "61");

  ask_stock (self, "0");
  gtk_popover_popdown (GTK_POPOVER (self->sheet->question));
  pasar_sheet_cancel_edit (self->sheet);
  g_assert_cmpint (sheet_get_staged (self, 2, 21, PASAR_FIELD_STOCK), ==, 30);

  /* A percentage comes to the same either way, and so does what is typed into a model. */
  sheet_enter (self, 2, 0, PASAR_COLUMN_STOCK, "+100%");
  sheet_enter (self, 2, 21, PASAR_COLUMN_STOCK, "5");
  g_assert_cmpint (sheet_get_staged (self, 2, 21, PASAR_FIELD_STOCK), ==, 5);
}

/* The question goes with the edit that it is about: an answer would be for rows of another shop. */
static void
test_question_goes_with_edit (SheetFixture *self, gconstpointer data)
{
  ask_stock (self, "61");
  pasar_view_set_text (pasar_sheet_get_view (self->sheet), "zither");
  WAIT_FOR (pasar_sheet_get_editor (self->sheet) == NULL);
  g_assert_false (pasar_sheet_is_asking (self->sheet));

  pasar_view_set_text (pasar_sheet_get_view (self->sheet), NULL);
  ask_stock (self, "61");
  pasar_sheet_set_session (self->sheet, NULL);
  g_assert_false (pasar_sheet_is_asking (self->sheet));
}

static char *
dup_label (SheetFixture *self, gint64 item_id, PasarColumn column)
{
  return pasar_grid_source_dup_cell_label (pasar_grid_get_source (
                                               pasar_sheet_get_grid (self->sheet)),
                                           sheet_get_position (self, item_id, 0),
                                           pasar_sheet_source_find_column (self->sheet->source,
                                                                           column));
}

/* An item that is a set of others says so beside its name, and to assistive technology. Its stock
 * is locked, which is marked and told, too. */
static void
test_kit (SheetFixture *self, gconstpointer data)
{
  const PasarLocationStock location = { "", 3 };
  const PasarModelRecord model = { .name = "",
                                   .sku = "KIT",
                                   .price = 4500,
                                   .current_price = 4500,
                                   .locations = &location,
                                   .n_locations = 1 };
  const PasarItemRecord item = { .item_id = 9,
                                 .name = "Gift set",
                                 .sku = "KIT",
                                 .status = PASAR_STATUS_NORMAL,
                                 .wholesale_price = PASAR_NO_VALUE,
                                 .is_kit = TRUE,
                                 .models = &model,
                                 .n_models = 1 };
  g_autofree char *name = NULL;
  g_autofree char *other = NULL;
  g_autofree char *stock = NULL;
  PasarGridCell cell;

  pasar_catalogue_put_item (self->catalogue, &item);
  sheet_read_cell (self, 9, 0, PASAR_COLUMN_NAME, &cell);
  g_assert_cmpstr (cell.text, ==, "Gift set");
  g_assert_cmpstr (cell.detail, ==, "Kit");
  name = dup_label (self, 9, PASAR_COLUMN_NAME);
  g_assert_nonnull (strstr (name, "It is a kit"));
  other = dup_label (self, 1, PASAR_COLUMN_NAME);
  g_assert_null (strstr (other, "It is a kit"));
  sheet_read_cell (self, 9, 0, PASAR_COLUMN_STOCK, &cell);
  g_assert_true ((cell.flags & PASAR_GRID_CELL_LOCKED) != 0);
  stock = dup_label (self, 9, PASAR_COLUMN_STOCK);
  g_assert_nonnull (strstr (stock, "locked"));
}

/* What is changed, and what the shop will refuse, is marked and told. */
static void
test_changed_and_refused (SheetFixture *self, gconstpointer data)
{
  g_autofree char *changed = NULL;
  g_autofree char *refused = NULL;
  PasarGridCell cell;

  sheet_enter (self, 1, 0, PASAR_COLUMN_PRICE, "6");
  sheet_read_cell (self, 1, 0, PASAR_COLUMN_PRICE, &cell);
  g_assert_cmpint (cell.flags & (PASAR_GRID_CELL_CHANGED | PASAR_GRID_CELL_PROBLEM),
                   ==,
                   PASAR_GRID_CELL_CHANGED);
  changed = dup_label (self, 1, PASAR_COLUMN_PRICE);
  g_assert_nonnull (strstr (changed, "was 5.00"));
  sheet_enter (self, 1, 0, PASAR_COLUMN_PRICE, "0");
  sheet_read_cell (self, 1, 0, PASAR_COLUMN_PRICE, &cell);
  g_assert_true ((cell.flags & PASAR_GRID_CELL_PROBLEM) != 0);
  refused = dup_label (self, 1, PASAR_COLUMN_PRICE);
  g_assert_cmpuint (strlen (refused), >, strlen ("0.00, was 5.00, −100.0 %") + 10);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  sheet_add ("/sheet-item-row/edits-models", test_edits_models);
  sheet_add ("/sheet-item-row/shows-result", test_shows_result);
  sheet_add ("/sheet-item-row/taken-at-once", test_taken_at_once);
  sheet_add ("/sheet-item-row/edits-shown-models", test_edits_shown_models);
  sheet_add ("/sheet-item-row/notice-only-of-the-unseen", test_notice_only_of_the_unseen);
  sheet_add ("/sheet-item-row/kit", test_kit);
  sheet_add ("/sheet-item-row/changed-and-refused", test_changed_and_refused);
  sheet_add ("/sheet-item-row/stock-is-asked", test_stock_is_asked);
  sheet_add ("/sheet-item-row/question-goes-with-edit", test_question_goes_with_edit);
  return g_test_run ();
}
