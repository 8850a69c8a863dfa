/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue-fixture.h"

#include "catalogue/edits/computation.h"
#include "catalogue/edits/paste.h"
#include "catalogue/edits/undercut.h"
#include "catalogue/table/margin.h"
#include "catalogue/view/cell.h"
#include "catalogue/view/run.h"
#include "catalogue/view/sum.h"

#include <string.h>

/* What the seller keeps in this app alone. */

static gint64
get_local (PasarCatalogue *catalogue, gint64 item_id, gint64 model_id, PasarField field)
{
  return pasar_catalogue_read_staged (catalogue,
                                      (PasarRowKey){ item_id, model_id },
                                      field,
                                      NULL,
                                      NULL);
}

static void
assert_cell (PasarCatalogue *catalogue,
             gint64 item_id,
             gint64 model_id,
             PasarField field,
             const char *text)
{
  PasarCellInfo cell;

  pasar_cell_info_read (&cell,
                        catalogue,
                        pasar_catalogue_find (catalogue, item_id, model_id),
                        pasar_column_for_field (field),
                        FALSE);
  g_assert_cmpstr (cell.text, ==, text);
  g_assert_false (cell.is_changed);
  g_assert_false (cell.is_problem);
  g_assert_true (cell.is_editable);
}

/* Types into rows, as one step. */
static void
type (PasarCatalogue *catalogue,
      const guint *rows,
      guint n_rows,
      PasarField field,
      const char *text)
{
  fixture_stage_edits (catalogue, fixture_plan (catalogue, rows, n_rows, field, text));
}

static guint
find (PasarCatalogue *catalogue, gint64 item_id, gint64 model_id)
{
  const guint row = pasar_catalogue_find (catalogue, item_id, model_id);

  g_assert_cmpuint (row, !=, PASAR_NO_ROW);
  return row;
}

static void
test_registry (void)
{
  static const struct
  {
    const char *id;
    PasarField field;
    PasarUnit unit;
  } cases[] = {
    { "cost", PASAR_FIELD_COST, PASAR_UNIT_MONEY },
    { "floor", PASAR_FIELD_FLOOR, PASAR_UNIT_MONEY },
    { "target-margin", PASAR_FIELD_TARGET_MARGIN, PASAR_UNIT_PERCENT },
    { "note", PASAR_FIELD_NOTE, PASAR_UNIT_NONE },
  };
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const PasarColumnInfo *info = pasar_catalogue_find_column (catalogue, cases[i].id);

      g_assert_nonnull (info);
      g_assert_cmpint (info->field, ==, cases[i].field);
      g_assert_cmpint (info->unit, ==, cases[i].unit);
      g_assert_cmpint (info->source, ==, PASAR_SOURCE_APP);
      g_assert_true (info->is_editable);
      g_assert_true (pasar_field_is_local (info->field));
      g_assert_false (pasar_field_is_location (info->field));
      g_assert_cmpint (pasar_column_for_field (info->field), ==, info->column);
      g_assert_true (pasar_catalogue_get_column (catalogue, info->column) == info);
    }
}

/* It is a step, but no change of what the shop has. */
static void
test_steps (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  const guint mug = find (catalogue, 2, 0);
  const guint shirt = find (catalogue, 1, 0);

  type (catalogue, &mug, 1, PASAR_FIELD_COST, "3.20");
  assert_cell (catalogue, 2, 0, PASAR_FIELD_COST, "3.20");
  type (catalogue, &mug, 1, PASAR_FIELD_COST, "+10%");
  assert_cell (catalogue, 2, 0, PASAR_FIELD_COST, "3.52");
  type (catalogue, &shirt, 1, PASAR_FIELD_FLOOR, "=price*0.9");
  assert_cell (catalogue, 1, 11, PASAR_FIELD_FLOOR, "9.00");
  assert_cell (catalogue, 1, 13, PASAR_FIELD_FLOOR, "");
  assert_cell (catalogue, 1, 0, PASAR_FIELD_FLOOR, "9.00–10.80");
  type (catalogue, &shirt, 1, PASAR_FIELD_TARGET_MARGIN, "25");
  assert_cell (catalogue, 1, 0, PASAR_FIELD_TARGET_MARGIN, "25.0 %");
  g_assert_cmpint (get_local (catalogue, 1, 13, PASAR_FIELD_TARGET_MARGIN), ==, 250);

  g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue), ==, 0);
  g_assert_cmpuint (pasar_catalogue_get_n_waiting (catalogue), ==, 0);
  g_assert_cmpuint (fixture_count_rows (catalogue, PASAR_STATE_CHANGED), ==, 0);
  for (guint i = 0; i < 3; i++)
    g_assert_true (fixture_undo (catalogue));
  assert_cell (catalogue, 1, 0, PASAR_FIELD_FLOOR, "");
  assert_cell (catalogue, 2, 0, PASAR_FIELD_COST, "3.20");
  g_assert_true (fixture_undo (catalogue));
  assert_cell (catalogue, 2, 0, PASAR_FIELD_COST, "");
  g_assert_false (fixture_undo (catalogue));
  for (guint i = 0; i < 4; i++)
    g_assert_true (fixture_redo (catalogue));
  assert_cell (catalogue, 2, 0, PASAR_FIELD_COST, "3.52");
  assert_cell (catalogue, 1, 11, PASAR_FIELD_TARGET_MARGIN, "25.0 %");
}

/* What is staged is discarded; what is local only where it is asked for by its name. */
static void
test_discard (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autoptr (GArray) fields = g_array_new (FALSE, FALSE, sizeof (PasarField));
  g_autoptr (PasarCommand) clear = NULL;
  g_autofree char *label = NULL;
  const PasarField cost = PASAR_FIELD_COST;
  const guint mug = find (catalogue, 2, 0);

  type (catalogue, &mug, 1, PASAR_FIELD_COST, "3");
  type (catalogue, &mug, 1, PASAR_FIELD_FLOOR, "4");
  type (catalogue, &mug, 1, PASAR_FIELD_PRICE, "6");
  g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue), ==, 1);
  fixture_stage_edits (catalogue, fixture_discard (catalogue, NULL, PASAR_ALL_ROWS));
  g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue), ==, 0);
  assert_cell (catalogue, 2, 0, PASAR_FIELD_COST, "3.00");
  assert_cell (catalogue, 2, 0, PASAR_FIELD_FLOOR, "4.00");

  g_array_append_val (fields, cost);
  clear = pasar_command_new (PASAR_COMMAND_DISCARD, catalogue, &mug, 1, -1, NULL);
  clear->fields = g_steal_pointer (&fields);
  fixture_stage_edits (catalogue, pasar_command_compute (clear, catalogue, NULL));
  assert_cell (catalogue, 2, 0, PASAR_FIELD_COST, "");
  assert_cell (catalogue, 2, 0, PASAR_FIELD_FLOOR, "4.00");
  label = pasar_command_dup_label (clear, catalogue, 1);
  g_assert_cmpstr (label, ==, "Cleared 1 cell");
  g_assert_true (fixture_undo (catalogue));
  assert_cell (catalogue, 2, 0, PASAR_FIELD_COST, "3.00");
}

/* A price from a cost and a floor, and what it cannot be computed from. */
static void
test_expressions (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autoptr (PasarCommand) command = NULL;
  g_autoptr (GError) error = NULL;
  const guint mug = find (catalogue, 2, 0);
  const guint shirt = find (catalogue, 1, 0);

  command = fixture_command (catalogue,
                             PASAR_COMMAND_EACH,
                             &mug,
                             1,
                             PASAR_FIELD_PRICE,
                             "=max(cost*1.3; floor)");
  g_assert_null (pasar_command_compute (command, catalogue, &error));
  g_assert_error (error, PASAR_INPUT_ERROR, PASAR_INPUT_ERROR_EMPTY);

  type (catalogue, &mug, 1, PASAR_FIELD_COST, "4.00");
  type (catalogue, &mug, 1, PASAR_FIELD_FLOOR, "5.30");
  type (catalogue, &mug, 1, PASAR_FIELD_PRICE, "=max(cost*1.3; floor)");
  g_assert_cmpint (fixture_staged (catalogue, 2, 0, PASAR_FIELD_PRICE), ==, 530);
  type (catalogue, &mug, 1, PASAR_FIELD_COST, "5");
  type (catalogue, &mug, 1, PASAR_FIELD_PRICE, "=max(cost*1.3; floor)");
  g_assert_cmpint (fixture_staged (catalogue, 2, 0, PASAR_FIELD_PRICE), ==, 650);
  type (catalogue, &mug, 1, PASAR_FIELD_TARGET_MARGIN, "20%");
  type (catalogue, &mug, 1, PASAR_FIELD_PRICE, "=cost/(1-target_margin)");
  g_assert_cmpint (fixture_staged (catalogue, 2, 0, PASAR_FIELD_PRICE), ==, 625);
  type (catalogue, &shirt, 1, PASAR_FIELD_COST, "=price/2");
  g_assert_cmpint (get_local (catalogue, 1, 12, PASAR_FIELD_COST), ==, 600);
}

/* Who a row is counts, not where it stands or whether the shop has it. */
static void
test_rows_come_and_go (void)
{
  static const FixtureModel other[] = { { 14, "Green", 900, 1, 0, 0, 0 } };
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  const guint shirt = find (catalogue, 1, 0);
  const guint mug = find (catalogue, 2, 0);

  type (catalogue, &shirt, 1, PASAR_FIELD_COST, "4");
  type (catalogue, &mug, 1, PASAR_FIELD_COST, "2");
  fixture_put_models (catalogue, 1, "Shirt", other, 1);
  assert_cell (catalogue, 1, 0, PASAR_FIELD_COST, "");
  fixture_put_models (catalogue, 1, "Shirt", fixture_shirts, G_N_ELEMENTS (fixture_shirts));
  assert_cell (catalogue, 1, 0, PASAR_FIELD_COST, "4.00");
  pasar_catalogue_remove_item (catalogue, 1);
  pasar_catalogue_remove_item (catalogue, 2);
  g_assert_cmpuint (pasar_catalogue_get_n_items (catalogue), ==, 0);
  fixture_put_plain (catalogue, 2, "Mug", 500, 3);
  assert_cell (catalogue, 2, 0, PASAR_FIELD_COST, "2.00");
  pasar_catalogue_remove_item (catalogue, 2);
  g_assert_true (fixture_undo (catalogue));
  fixture_put_plain (catalogue, 2, "Mug", 500, 3);
  assert_cell (catalogue, 2, 0, PASAR_FIELD_COST, "");
}

/* Thousands of items that go have the table compacted. */
static void
test_compaction (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  guint row;

  pasar_catalogue_freeze (catalogue);
  for (gint64 id = 10; id < 10010; id++)
    fixture_put_plain (catalogue, id, "Thing", 500, 3);
  pasar_catalogue_thaw (catalogue);
  row = find (catalogue, 10009, 0);
  type (catalogue, &row, 1, PASAR_FIELD_COST, "1.23");
  pasar_catalogue_freeze (catalogue);
  for (gint64 id = 10; id < 10009; id++)
    pasar_catalogue_remove_item (catalogue, id);
  pasar_catalogue_thaw (catalogue);
  g_assert_cmpuint (find (catalogue, 10009, 0), !=, row);
  assert_cell (catalogue, 10009, 0, PASAR_FIELD_COST, "1.23");
}

/* What is pasted is what was typed; a value for an item goes to its models. */
static void
test_paste (void)
{
  static const char *const texts[] = { "4.50", "30%", "1.2E+15", "3", "", "-5" };
  const PasarPasteTable table = { texts, 2, 3, '.' };
  const PasarColumn columns[] = { pasar_column_for_field (PASAR_FIELD_COST),
                                  pasar_column_for_field (PASAR_FIELD_TARGET_MARGIN),
                                  pasar_column_for_field (PASAR_FIELD_NOTE) };
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autoptr (GArray) editable = g_array_new (FALSE, FALSE, sizeof (guint));
  const guint shirt = find (catalogue, 1, 0);
  const guint rows[] = { shirt, find (catalogue, 2, 0) };
  PasarPasteArea area = { rows, 2, editable, columns, 3, 1, 1 };
  g_autoptr (PasarCommand) command = NULL;
  PasarPaste *paste;

  for (guint row = shirt + 1; row <= shirt + 3; row++)
    g_array_append_val (editable, row);
  g_array_append_val (editable, rows[1]);
  paste = pasar_paste_new (catalogue, &table, &area, 1);
  g_assert_true (pasar_paste_run (paste, G_MAXINT64));
  g_assert_cmpuint (pasar_paste_get_report (paste)->refused->len, ==, 0);
  command = pasar_paste_make_command (paste);
  fixture_stage_edits (catalogue, pasar_command_compute (command, catalogue, NULL));
  assert_cell (catalogue, 1, 0, PASAR_FIELD_COST, "4.50");
  assert_cell (catalogue, 1, 13, PASAR_FIELD_TARGET_MARGIN, "30.0 %");
  assert_cell (catalogue, 2, 0, PASAR_FIELD_COST, "3.00");
  assert_cell (catalogue, 2, 0, PASAR_FIELD_TARGET_MARGIN, "");
  assert_cell (catalogue, 1, 0, PASAR_FIELD_NOTE, "1.2E+15");
  assert_cell (catalogue, 2, 0, PASAR_FIELD_NOTE, "-5");
  pasar_paste_free (paste);
}

static void
test_sort_and_sum (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autoptr (PasarView) view = pasar_view_new (catalogue);
  const PasarColumn cost = pasar_column_for_field (PASAR_FIELD_COST);
  const guint shirt = find (catalogue, 1, 0);
  const guint mug = find (catalogue, 2, 0);
  PasarSumming *summing;
  PasarSum sum;

  type (catalogue, &shirt, 1, PASAR_FIELD_COST, "=price/2");
  type (catalogue, &mug, 1, PASAR_FIELD_COST, "1");
  pasar_view_set_sorts (view, &(PasarSort){ cost, FALSE }, 1);
  g_assert_cmpuint (pasar_view_get_row (view, 0), ==, mug);
  summing = pasar_summing_new (view);
  pasar_summing_add (summing, cost, 0, G_MAXUINT);
  g_assert_true (pasar_summing_run (summing, G_MAXINT64));
  sum = pasar_summing_get (summing, cost);
  g_assert_cmpuint (sum.n_values, ==, 3);
  g_assert_cmpint (sum.sum, ==, 1200);
  g_assert_cmpint (sum.lowest, ==, 100);
  g_assert_cmpint (sum.lowest_change, ==, PASAR_NO_VALUE);
  pasar_summing_free (summing);
  g_assert_false (pasar_view_is_empty (view, 0, cost));
  g_assert_true (pasar_view_is_empty (view, 0, pasar_column_for_field (PASAR_FIELD_FLOOR)));
}

/* Sets a text in rows, as one step. */
static void
note (PasarCatalogue *catalogue, const guint *rows, guint n_rows, const char *text)
{
  g_autoptr (PasarCommand) command =
      pasar_command_new (PASAR_COMMAND_EACH, catalogue, rows, n_rows, PASAR_FIELD_NOTE, NULL);
  g_autoptr (GError) error = NULL;
  GArray *edits;

  g_assert_true (pasar_catalogue_parse_text (catalogue, text, &command->amount, &error));
  g_assert_no_error (error);
  edits = pasar_command_compute (command, catalogue, &error);
  g_assert_no_error (error);
  fixture_stage_edits (catalogue, edits);
}

static void
test_texts (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autoptr (GError) error = NULL;
  g_autofree char *long_text = g_strnfill (501, 'x');
  const guint shirt = find (catalogue, 1, 0);
  const guint blue = find (catalogue, 1, 12);
  const guint mug = find (catalogue, 2, 0);
  gint64 value;

  note (catalogue, &mug, 1, "  =ask Ming\tfirst\n");
  assert_cell (catalogue, 2, 0, PASAR_FIELD_NOTE, "=ask Ming first");
  note (catalogue, &shirt, 1, "ใหม่");
  assert_cell (catalogue, 1, 13, PASAR_FIELD_NOTE, "ใหม่");
  assert_cell (catalogue, 1, 0, PASAR_FIELD_NOTE, "ใหม่");
  note (catalogue, &blue, 1, "sold out");
  assert_cell (catalogue, 1, 0, PASAR_FIELD_NOTE, "");
  g_assert_true (fixture_undo (catalogue));
  assert_cell (catalogue, 1, 0, PASAR_FIELD_NOTE, "ใหม่");
  g_assert_true (fixture_undo (catalogue));
  assert_cell (catalogue, 1, 12, PASAR_FIELD_NOTE, "");
  g_assert_true (fixture_redo (catalogue));
  assert_cell (catalogue, 1, 12, PASAR_FIELD_NOTE, "ใหม่");
  /* Equal texts are equal values. */
  g_assert_cmpint (get_local (catalogue, 1, 11, PASAR_FIELD_NOTE),
                   ==,
                   get_local (catalogue, 1, 12, PASAR_FIELD_NOTE));
  g_assert_true (pasar_catalogue_parse_text (catalogue, " \n ", &value, &error));
  g_assert_cmpint (value, ==, PASAR_NO_VALUE);
  g_assert_false (pasar_catalogue_parse_text (catalogue, long_text, &value, &error));
  g_assert_error (error, PASAR_INPUT_ERROR, PASAR_INPUT_ERROR_TOO_LARGE);
}

/* Found by its words, and sorted as people sort texts. */
static void
test_find_texts (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autoptr (PasarView) view = pasar_view_new (catalogue);
  const guint blue = find (catalogue, 1, 12);
  const guint mug = find (catalogue, 2, 0);

  note (catalogue, &blue, 1, "Box 10");
  note (catalogue, &mug, 1, "Box 9 Écran");
  pasar_view_set_flat (view, TRUE);
  pasar_view_set_text (view, "box ecran");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (view)), ==, 1);
  g_assert_cmpuint (pasar_view_get_row (view, 0), ==, mug);
  pasar_view_set_text (view, "10 box");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (view)), ==, 1);
  g_assert_cmpuint (pasar_view_get_row (view, 0), ==, blue);
  pasar_view_set_text (view, "");
  pasar_view_set_sorts (view, &(PasarSort){ pasar_column_for_field (PASAR_FIELD_NOTE), FALSE }, 1);
  g_assert_cmpuint (pasar_view_get_row (view, 0), ==, mug);
  g_assert_cmpuint (pasar_view_get_row (view, 1), ==, blue);
  pasar_view_set_sorts (view, &(PasarSort){ pasar_column_for_field (PASAR_FIELD_NOTE), TRUE }, 1);
  g_assert_cmpuint (pasar_view_get_row (view, 0), ==, blue);
  g_assert_cmpuint (pasar_view_get_row (view, 1), ==, mug);
}

static void
assert_undercut (PasarCatalogue *catalogue, gint64 item_id, gint64 model_id, const char *text)
{
  const guint row = find (catalogue, item_id, model_id);
  g_autofree char *found = pasar_catalogue_dup_undercut_text (catalogue, row);
  PasarCellInfo cell;

  g_assert_cmpstr (found, ==, text);
  pasar_cell_info_read (&cell, catalogue, row, PASAR_COLUMN_PRICE, FALSE);
  g_assert_true (cell.is_warned == (text != NULL));
  g_assert_false (cell.is_problem);
}

/* Staged or not, a price that is too low is marked, and refused by nobody. */
static void
test_undercut (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  const guint mug = find (catalogue, 2, 0);
  const guint blue = find (catalogue, 1, 12);

  assert_undercut (catalogue, 2, 0, NULL);
  type (catalogue, &mug, 1, PASAR_FIELD_FLOOR, "5.00");
  assert_undercut (catalogue, 2, 0, NULL);
  type (catalogue, &mug, 1, PASAR_FIELD_FLOOR, "5.01");
  assert_undercut (catalogue, 2, 0, "The price is below the floor price of SGD 5.01.");
  type (catalogue, &mug, 1, PASAR_FIELD_COST, "5.50");
  assert_undercut (catalogue, 2, 0, "The price is below the cost of SGD 5.50.");
  type (catalogue, &mug, 1, PASAR_FIELD_PRICE, "5.20");
  assert_undercut (catalogue, 2, 0, "The price is below the cost of SGD 5.50.");
  g_assert_cmpint (pasar_catalogue_find_problem (catalogue, mug, PASAR_FIELD_PRICE),
                   ==,
                   PASAR_RULE_OK);
  g_assert_cmpuint (fixture_count_rows (catalogue, PASAR_STATE_PROBLEM), ==, 0);
  type (catalogue, &mug, 1, PASAR_FIELD_PRICE, "=cost");
  assert_undercut (catalogue, 2, 0, NULL);
  type (catalogue, &blue, 1, PASAR_FIELD_COST, "20");
  assert_undercut (catalogue, 1, 0, "The price is below the cost of SGD 20.00.");
  assert_undercut (catalogue, 1, 11, NULL);
  /* There is no price to be too low. */
  fixture_stage (catalogue, 1, 13, PASAR_FIELD_COST, 500);
  assert_undercut (catalogue, 1, 13, NULL);
}

/* What is shown, and the price that what is typed there makes. */
static void
test_margin (void)
{
  static const struct
  {
    gint64 fee;
    const char *cost;
    const char *typed;
    gint64 price;
    const char *shown;
  } cases[] = {
    { 0, "3.00", "25", 400, "25.0 %" },
    { 0, "3.00", "25%", 400, "25.0 %" },
    { 0, "3.00", "33.33 %", 450, "33.3 %" },
    { 0, "2.00", "33.33", 300, "33.3 %" },
    { 500, "3.00", "20", 400, "20.0 %" },
    { 250, "3.25", "32.5%", 500, "32.5 %" },
    { 200, "4.00", "=target_margin", 588, "30.0 %" },
    { 0, "4.00", "0", 400, "0.0 %" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
      const guint mug = find (catalogue, 2, 0);

      g_test_message ("%s", cases[i].typed);
      pasar_catalogue_set_fee (catalogue, cases[i].fee);
      assert_cell (catalogue, 2, 0, PASAR_FIELD_MARGIN, "");
      type (catalogue, &mug, 1, PASAR_FIELD_COST, cases[i].cost);
      type (catalogue, &mug, 1, PASAR_FIELD_TARGET_MARGIN, "30%");
      type (catalogue, &mug, 1, PASAR_FIELD_MARGIN, cases[i].typed);
      g_assert_cmpint (pasar_catalogue_read_field (catalogue, mug, PASAR_FIELD_PRICE).effective,
                       ==,
                       cases[i].price);
      assert_cell (catalogue, 2, 0, PASAR_FIELD_MARGIN, cases[i].shown);
    }
}

/* What has no price, and what the shop would refuse. */
static void
test_margin_limits (void)
{
  static const char *const unclear[] = { "+5%", "-5%", "*2", "much", "=", "=nothing", "25x" };
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarCommand) command = NULL;
  g_autoptr (PasarComputation) computation = NULL;
  const guint shirt = find (catalogue, 1, 0);
  const guint mug = find (catalogue, 2, 0);

  for (guint i = 0; i < G_N_ELEMENTS (unclear); i++)
    {
      gsize place = G_MAXSIZE;

      g_assert_null (
          pasar_catalogue_parse (catalogue, PASAR_FIELD_MARGIN, TRUE, unclear[i], &place, &error));
      g_assert_nonnull (error);
      g_assert_cmpuint (place, <=, strlen (unclear[i]));
      g_clear_error (&error);
    }
  /* Without a cost there is no price. */
  command = fixture_command (catalogue, PASAR_COMMAND_EACH, &mug, 1, PASAR_FIELD_MARGIN, "25");
  g_assert_null (pasar_command_compute (command, catalogue, &error));
  g_assert_error (error, PASAR_INPUT_ERROR, PASAR_INPUT_ERROR_EMPTY);
  g_clear_error (&error);
  type (catalogue, &mug, 1, PASAR_FIELD_COST, "3");
  pasar_catalogue_set_fee (catalogue, 1000);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (PasarCommand) too_much = fixture_command (catalogue,
                                                           PASAR_COMMAND_EACH,
                                                           &mug,
                                                           1,
                                                           PASAR_FIELD_MARGIN,
                                                           i == 0 ? "90" : "95%");

      g_assert_null (pasar_command_compute (too_much, catalogue, &error));
      g_assert_nonnull (error);
      g_clear_error (&error);
    }
  /* One of the models would cost more than five times the others. */
  type (catalogue, &shirt, 1, PASAR_FIELD_COST, "1");
  fixture_stage (catalogue, 1, 12, PASAR_FIELD_COST, 1500);
  computation = fixture_compute (catalogue, &shirt, 1, PASAR_FIELD_MARGIN, "10%");
  g_assert_cmpuint (pasar_computation_get_computed (computation)->n_refused, >, 0);
  type (catalogue, &shirt, 1, PASAR_FIELD_COST, "=price/2");
  pasar_catalogue_set_fee (catalogue, 0);
  assert_cell (catalogue, 1, 0, PASAR_FIELD_MARGIN, "50.0 %");
  /* Clearing it gives the price of the shop back. */
  type (catalogue, &mug, 1, PASAR_FIELD_MARGIN, "50");
  g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue), ==, 1);
  g_clear_pointer (&command, pasar_command_unref);
  command =
      pasar_command_new (PASAR_COMMAND_DISCARD, catalogue, &mug, 1, (int) PASAR_FIELD_MARGIN, NULL);
  fixture_stage_edits (catalogue, pasar_command_compute (command, catalogue, NULL));
  g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue), ==, 0);
}

/* Who uses none of it pays nothing. */
static void
test_memory (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  const guint mug = find (catalogue, 2, 0);
  const gsize before = pasar_catalogue_get_memory (catalogue);

  fixture_stage (catalogue, 2, 0, PASAR_FIELD_COST, PASAR_NO_VALUE);
  g_assert_cmpuint (pasar_catalogue_get_memory (catalogue), ==, before);
  type (catalogue, &mug, 1, PASAR_FIELD_COST, "1");
  g_assert_cmpuint (pasar_catalogue_get_memory (catalogue), >, before);
}

/* Random values beside a plain table, while rows come and go. */
static void
test_random (void)
{
  enum
  {
    N_ROWS = 300,
    N_STEPS = 4000
  };
  static const PasarField fields[] = { PASAR_FIELD_COST,
                                       PASAR_FIELD_FLOOR,
                                       PASAR_FIELD_TARGET_MARGIN };
  gint64 plain[N_ROWS][G_N_ELEMENTS (fields)];
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();

  for (guint i = 0; i < N_ROWS; i++)
    for (guint k = 0; k < G_N_ELEMENTS (fields); k++)
      plain[i][k] = PASAR_NO_VALUE;
  for (guint step = 0; step < N_STEPS; step++)
    {
      const guint i = (guint) g_test_rand_int_range (0, N_ROWS);
      const guint k = (guint) g_test_rand_int_range (0, G_N_ELEMENTS (fields));
      const gint64 id = 100 + i * 7919;

      switch (g_test_rand_int_range (0, 6))
        {
        case 0:
          fixture_put_plain (catalogue, id, "Thing", 500, 3);
          break;
        case 1:
          pasar_catalogue_remove_item (catalogue, id);
          break;
        case 2:
          plain[i][k] = PASAR_NO_VALUE;
          fixture_stage (catalogue, id, 0, fields[k], PASAR_NO_VALUE);
          break;
        default:
          plain[i][k] = g_test_rand_int_range (0, G_MAXINT32) * (gint64) 100;
          fixture_stage (catalogue, id, 0, fields[k], plain[i][k]);
          break;
        }
    }
  for (guint i = 0; i < N_ROWS; i++)
    for (guint k = 0; k < G_N_ELEMENTS (fields); k++)
      g_assert_cmpint (get_local (catalogue, 100 + i * 7919, 0, fields[k]), ==, plain[i][k]);
  while (fixture_undo (catalogue))
    ;
  for (guint i = 0; i < N_ROWS; i++)
    for (guint k = 0; k < G_N_ELEMENTS (fields); k++)
      g_assert_cmpint (get_local (catalogue, 100 + i * 7919, 0, fields[k]), ==, PASAR_NO_VALUE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/locals/registry", test_registry);
  g_test_add_func ("/locals/steps", test_steps);
  g_test_add_func ("/locals/discard", test_discard);
  g_test_add_func ("/locals/expressions", test_expressions);
  g_test_add_func ("/locals/rows-come-and-go", test_rows_come_and_go);
  g_test_add_func ("/locals/compaction", test_compaction);
  g_test_add_func ("/locals/paste", test_paste);
  g_test_add_func ("/locals/sort-and-sum", test_sort_and_sum);
  g_test_add_func ("/locals/texts", test_texts);
  g_test_add_func ("/locals/find-texts", test_find_texts);
  g_test_add_func ("/locals/undercut", test_undercut);
  g_test_add_func ("/locals/margin", test_margin);
  g_test_add_func ("/locals/margin-limits", test_margin_limits);
  g_test_add_func ("/locals/memory", test_memory);
  g_test_add_func ("/locals/random", test_random);
  return g_test_run ();
}
