/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue-fixture.h"

#define PRICE PASAR_FIELD_PRICE
#define STOCK PASAR_FIELD_STOCK

static void
test_stage (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();

  fixture_stage (catalogue, 2, 0, PRICE, 600);
  g_assert_cmpint (fixture_staged (catalogue, 2, 0, PRICE), ==, 600);
  g_assert_cmpint (pasar_catalogue_read_row (catalogue, pasar_catalogue_find (catalogue, 2, 0))
                       .values[PRICE]
                       .value,
                   ==,
                   500);
  fixture_stage (catalogue, 2, 0, STOCK, 0);
  fixture_stage (catalogue, 1, 11, STOCK, 9);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue), ==, 2);
  /* What the shop has is no change. */
  fixture_stage (catalogue, 2, 0, PRICE, 500);
  g_assert_cmpint (fixture_staged (catalogue, 2, 0, PRICE), ==, PASAR_NO_VALUE);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue), ==, 2);
  fixture_stage (catalogue, 2, 0, STOCK, 3);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue), ==, 1);
}

static void
test_undo_redo (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autoptr (PasarStep) step = NULL;

  g_assert_false (pasar_catalogue_get_can_undo (catalogue));
  g_assert_false (fixture_undo (catalogue));
  fixture_stage (catalogue, 2, 0, PRICE, 600);
  fixture_stage (catalogue, 2, 0, PRICE, 700);
  fixture_stage (catalogue, 1, 11, STOCK, 9);
  fixture_undo (catalogue);
  g_assert_cmpint (fixture_staged (catalogue, 1, 11, STOCK), ==, PASAR_NO_VALUE);
  step = pasar_catalogue_undo (catalogue);
  g_assert_cmpstr (step->label, ==, "edit");
  g_assert_cmpuint (step->edits->len, ==, 1);
  g_assert_cmpint (g_array_index (step->edits, PasarEdit, 0).from, ==, 700);
  g_assert_cmpint (g_array_index (step->edits, PasarEdit, 0).to, ==, 600);
  g_assert_cmpint (fixture_staged (catalogue, 2, 0, PRICE), ==, 600);
  fixture_undo (catalogue);
  g_assert_cmpint (fixture_staged (catalogue, 2, 0, PRICE), ==, PASAR_NO_VALUE);
  g_assert_false (pasar_catalogue_get_can_undo (catalogue));
  for (guint i = 0; i < 3; i++)
    fixture_redo (catalogue);
  g_assert_cmpint (fixture_staged (catalogue, 2, 0, PRICE), ==, 700);
  g_assert_cmpint (fixture_staged (catalogue, 1, 11, STOCK), ==, 9);
  g_assert_false (pasar_catalogue_get_can_redo (catalogue));

  fixture_undo (catalogue);
  fixture_stage (catalogue, 2, 0, STOCK, 1);
  g_assert_false (pasar_catalogue_get_can_redo (catalogue));
}

static void
test_undo_survives_reload (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();

  fixture_stage (catalogue, 1, 12, PRICE, 1300);
  fixture_put_plain (catalogue, 2, "Mug", 500, 3);
  fixture_put_models (catalogue, 1, "Shirt", fixture_shirts + 1, 2);
  g_assert_cmpint (fixture_staged (catalogue, 1, 12, PRICE), ==, 1300);
  fixture_undo (catalogue);
  g_assert_cmpint (fixture_staged (catalogue, 1, 12, PRICE), ==, PASAR_NO_VALUE);
  fixture_redo (catalogue);
  g_assert_cmpint (fixture_staged (catalogue, 1, 12, PRICE), ==, 1300);
}

static void
test_settle (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  guint row = pasar_catalogue_find (catalogue, 2, 0);

  fixture_stage (catalogue, 2, 0, PRICE, 600);
  fixture_stage (catalogue, 2, 0, STOCK, 8);
  pasar_catalogue_set_refusal (catalogue, (PasarRowKey){ 2, 0 }, PRICE, "No.");
  g_assert_cmpuint (fixture_count_rows (catalogue, PASAR_STATE_PROBLEM), ==, 1);
  pasar_catalogue_settle (catalogue, (PasarRowKey){ 2, 0 }, PRICE, 600);
  g_assert_cmpint (pasar_catalogue_read_row (catalogue, row).values[PRICE].value, ==, 600);
  g_assert_cmpint (pasar_catalogue_read_row (catalogue, row).current_price, ==, 600);
  g_assert_cmpint (fixture_staged (catalogue, 2, 0, PRICE), ==, PASAR_NO_VALUE);
  g_assert_null (pasar_catalogue_read_row (catalogue, row).values[PRICE].refusal);
  g_assert_cmpuint (fixture_count_rows (catalogue, PASAR_STATE_PROBLEM), ==, 0);

  /* The stock can be undone, the settled price cannot. */
  fixture_undo (catalogue);
  g_assert_cmpint (fixture_staged (catalogue, 2, 0, STOCK), ==, PASAR_NO_VALUE);
  g_assert_false (pasar_catalogue_get_can_undo (catalogue));
  g_assert_false (fixture_undo (catalogue));

  /* The shop took another value: what the seller wants stays staged. */
  fixture_stage (catalogue, 2, 0, PRICE, 650);
  pasar_catalogue_settle (catalogue, (PasarRowKey){ 2, 0 }, PRICE, 640);
  g_assert_cmpint (fixture_staged (catalogue, 2, 0, PRICE), ==, 650);
  g_assert_cmpint (pasar_catalogue_read_row (catalogue, row).values[PRICE].value, ==, 640);
}

/* What the seller saw when a cell was staged stays with it, whatever the shop says since. */
static void
test_base (void)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  const PasarRowKey mug = { 2, 0 };
  const FixtureModel one[] = { { 21, "Big", 900, 1, 0, 0, 0 } };
  guint row;

  /* Of an earlier run, before its row is there. */
  pasar_catalogue_restore_staged (catalogue, mug, PRICE, 600, 450, NULL);
  fixture_put_plain (catalogue, 2, "Mug", 500, 3);
  row = pasar_catalogue_find (catalogue, 2, 0);
  g_assert_cmpint (pasar_catalogue_read_row (catalogue, row).values[PRICE].base, ==, 450);
  g_assert_cmpint (pasar_catalogue_read_row (catalogue, row).values[STOCK].base,
                   ==,
                   PASAR_NO_VALUE);

  fixture_stage (catalogue, 2, 0, PRICE, 700);
  g_assert_cmpint (pasar_catalogue_read_row (catalogue, row).values[PRICE].base, ==, 500);
  fixture_put_plain (catalogue, 2, "Mug", 550, 3);
  row = pasar_catalogue_find (catalogue, 2, 0);
  g_assert_cmpint (pasar_catalogue_read_row (catalogue, row).values[PRICE].base, ==, 500);
  fixture_put_models (catalogue, 2, "Mug", one, 1);
  row = pasar_catalogue_find_editable (catalogue, mug);
  g_assert_true (pasar_catalogue_read_row (catalogue, row).is_gone);
  g_assert_cmpint (pasar_catalogue_read_row (catalogue, row).values[PRICE].base, ==, 500);
  fixture_put_plain (catalogue, 2, "Mug", 560, 3);
  row = pasar_catalogue_find (catalogue, 2, 0);
  g_assert_cmpint (pasar_catalogue_read_row (catalogue, row).values[PRICE].base, ==, 500);

  /* What we sent ourselves has not been changed by somebody else. */
  pasar_catalogue_settle (catalogue, mug, PRICE, 650);
  g_assert_cmpint (pasar_catalogue_read_row (catalogue, row).values[PRICE].base, ==, 650);
  pasar_catalogue_settle (catalogue, mug, PRICE, 700);
  g_assert_cmpint (pasar_catalogue_read_row (catalogue, row).values[PRICE].base,
                   ==,
                   PASAR_NO_VALUE);
}

static void
test_settled_cells_stay_out_of_undo (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();

  fixture_stage_edits (catalogue, fixture_plan (catalogue, NULL, PASAR_ALL_ROWS, STOCK, "42"));
  g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue), ==, 4);
  pasar_catalogue_settle (catalogue, (PasarRowKey){ 1, 11 }, STOCK, 42);
  fixture_undo (catalogue);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue), ==, 0);
  fixture_redo (catalogue);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue), ==, 3);
  g_assert_cmpint (fixture_staged (catalogue, 1, 11, STOCK), ==, PASAR_NO_VALUE);
}

static void
count_cb (guint *n)
{
  ++*n;
}

/* A step of an earlier run whose edits are in the log. */
static void
restore_step (PasarCatalogue *catalogue, gint64 id, PasarEdit edit, gboolean is_undone)
{
  g_autoptr (GArray) edits = g_array_new (FALSE, FALSE, sizeof (PasarEdit));

  g_array_append_val (edits, edit);
  pasar_catalogue_restore_step (catalogue, "step", id, id, 1, is_undone);
  g_assert_cmpint (pasar_catalogue_get_missing_record (catalogue, is_undone), ==, id);
  pasar_catalogue_give_edits (catalogue, id, edits);
  g_assert_cmpint (pasar_catalogue_get_missing_record (catalogue, is_undone), ==, 0);
}

static void
test_restore_before_rows (void)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);

  pasar_catalogue_freeze (catalogue);
  pasar_catalogue_restore_staged (catalogue,
                                  (PasarRowKey){ 1, 12 },
                                  PRICE,
                                  1300,
                                  PASAR_NO_VALUE,
                                  NULL);
  pasar_catalogue_restore_staged (catalogue, (PasarRowKey){ 2, 0 }, STOCK, 3, PASAR_NO_VALUE, NULL);
  pasar_catalogue_restore_staged (catalogue,
                                  (PasarRowKey){ 2, 0 },
                                  PRICE,
                                  700,
                                  PASAR_NO_VALUE,
                                  "The shop said no.");
  pasar_catalogue_end_restore (catalogue);
  restore_step (catalogue, 1, (PasarEdit){ { 1, 12 }, PRICE, PASAR_NO_VALUE, 1300 }, FALSE);
  pasar_catalogue_thaw (catalogue);
  g_assert_cmpuint (pasar_catalogue_get_n_waiting (catalogue), ==, 2);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue), ==, 0);

  fixture_put_plain (catalogue, 2, "Mug", 500, 3);
  fixture_put_models (catalogue, 1, "Shirt", NULL, 0);
  g_assert_cmpuint (pasar_catalogue_get_n_waiting (catalogue), ==, 1);
  fixture_put_models (catalogue, 1, "Shirt", fixture_shirts, G_N_ELEMENTS (fixture_shirts));
  g_assert_cmpuint (pasar_catalogue_get_n_waiting (catalogue), ==, 0);
  g_assert_cmpint (fixture_staged (catalogue, 1, 12, PRICE), ==, 1300);
  /* The shop has that stock by now. */
  g_assert_cmpint (fixture_staged (catalogue, 2, 0, STOCK), ==, PASAR_NO_VALUE);
  g_assert_cmpint (fixture_staged (catalogue, 2, 0, PRICE), ==, 700);
  g_assert_cmpstr (pasar_catalogue_read_row (catalogue, pasar_catalogue_find (catalogue, 2, 0))
                       .values[PRICE]
                       .refusal,
                   ==,
                   "The shop said no.");
  g_assert_cmpuint (fixture_count_rows (catalogue, PASAR_STATE_PROBLEM), ==, 1);

  g_assert_true (pasar_catalogue_get_can_undo (catalogue));
  fixture_undo (catalogue);
  g_assert_cmpint (fixture_staged (catalogue, 1, 12, PRICE), ==, PASAR_NO_VALUE);
  fixture_redo (catalogue);
  g_assert_cmpint (fixture_staged (catalogue, 1, 12, PRICE), ==, 1300);
}

/* What is restored after its rows: the last call for a cell counts, and what the shop has by now is
 * dropped, once. */
static void
test_restore_after_rows (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  const PasarRowKey mug = { 2, 0 };
  g_autoptr (GArray) dropped = NULL;
  gint64 base;
  const char *refusal;

  pasar_catalogue_freeze (catalogue);
  pasar_catalogue_restore_staged (catalogue, mug, PRICE, 500, 450, NULL);
  pasar_catalogue_restore_staged (catalogue, mug, PRICE, 600, 460, "No.");
  pasar_catalogue_restore_staged (catalogue, mug, STOCK, 3, 1, "No.");
  pasar_catalogue_restore_staged (catalogue, (PasarRowKey){ 1, 11 }, PRICE, 7, 5, NULL);
  pasar_catalogue_restore_staged (catalogue,
                                  (PasarRowKey){ 1, 11 },
                                  PRICE,
                                  PASAR_NO_VALUE,
                                  PASAR_NO_VALUE,
                                  NULL);
  pasar_catalogue_end_restore (catalogue);
  pasar_catalogue_thaw (catalogue);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue), ==, 1);
  g_assert_cmpint (pasar_catalogue_read_staged (catalogue, mug, PRICE, &base, &refusal), ==, 600);
  g_assert_cmpint (base, ==, 460);
  g_assert_cmpstr (refusal, ==, "No.");
  g_assert_cmpint (pasar_catalogue_read_staged (catalogue, mug, STOCK, NULL, &refusal),
                   ==,
                   PASAR_NO_VALUE);
  g_assert_null (refusal);
  dropped = pasar_catalogue_take_dropped (catalogue);
  g_assert_cmpuint (dropped->len, ==, 1);
  g_assert_cmpint (g_array_index (dropped, PasarEdit, 0).from, ==, 3);
}

/* What can be made again comes in the order in which it was undone, the last first. */
static void
test_redo_order_after_restore (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();

  pasar_catalogue_freeze (catalogue);
  restore_step (catalogue, 4, (PasarEdit){ { 2, 0 }, PRICE, 700, 600 }, TRUE);
  restore_step (catalogue, 5, (PasarEdit){ { 2, 0 }, PRICE, 600, PASAR_NO_VALUE }, TRUE);
  pasar_catalogue_thaw (catalogue);
  g_assert_true (fixture_redo (catalogue));
  g_assert_cmpint (fixture_staged (catalogue, 2, 0, PRICE), ==, 600);
  g_assert_true (fixture_redo (catalogue));
  g_assert_cmpint (fixture_staged (catalogue, 2, 0, PRICE), ==, 700);
  g_assert_false (fixture_redo (catalogue));
}

/* However many steps there are, all can be undone; the edits of old and of large ones are given up
 * once they are in the log. */
static void
test_history_is_trimmed (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autoptr (GArray) large = g_array_new (FALSE, FALSE, sizeof (PasarEdit));
  PasarStep *step;

  for (guint i = 0; i < 2000; i++)
    fixture_stage (catalogue, 2, 0, PRICE, 600 + i);
  for (guint i = 0; i < 400000; i++)
    {
      const PasarEdit edit = { { 1000 + i, 0 }, PRICE, PASAR_NO_VALUE, 700 };

      g_array_append_val (large, edit);
    }
  step = pasar_step_new ("large", large);
  step->id = 9;
  pasar_catalogue_stage (catalogue, step);
  pasar_catalogue_trim_history (catalogue, 8);
  g_assert_cmpint (pasar_catalogue_get_missing_record (catalogue, FALSE), ==, 0);
  pasar_catalogue_trim_history (catalogue, 9);
  g_assert_cmpint (pasar_catalogue_get_missing_record (catalogue, FALSE), ==, 9);
  /* Neither undone nor lost without them. */
  g_assert_false (fixture_undo (catalogue));
  g_assert_true (pasar_catalogue_get_can_undo (catalogue));
  pasar_catalogue_give_edits (catalogue, 9, large);
  g_assert_true (fixture_undo (catalogue));
  g_assert_cmpuint (pasar_catalogue_get_n_waiting (catalogue), ==, 0);
}

/* In slices as at once; signals are held until the end. */
static void
test_slices (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autoptr (GArray) edits = g_array_new (FALSE, FALSE, sizeof (PasarEdit));
  g_autoptr (PasarStep) step = NULL;
  guint n_signals = 0;
  guint n_slices = 1;
  PasarMove *move;

  for (guint i = 0; i < 5000; i++)
    {
      const PasarEdit edit = { { 1000 + i, 0 }, PRICE, PASAR_NO_VALUE, 700 };

      g_array_append_val (edits, edit);
    }
  g_signal_connect_swapped (catalogue, "values-changed", G_CALLBACK (count_cb), &n_signals);
  move = pasar_move_new_stage (catalogue, "many", edits);
  while (!pasar_move_run (move, 0))
    n_slices++;
  g_assert_cmpuint (n_slices, >, 2);
  g_assert_cmpuint (n_signals, ==, 0);
  step = pasar_move_end (move, 1);
  g_assert_cmpuint (n_signals, ==, 1);
  g_assert_cmpuint (step->edits->len, ==, 5000);
  g_assert_cmpuint (pasar_catalogue_get_n_waiting (catalogue), ==, 5000);
  g_assert_true (fixture_undo (catalogue));
  g_assert_cmpuint (pasar_catalogue_get_n_waiting (catalogue), ==, 0);
}

static void
test_unknown_rows_wait (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();

  fixture_stage (catalogue, 77, 5, PRICE, 100);
  g_assert_cmpuint (pasar_catalogue_get_n_waiting (catalogue), ==, 1);
  fixture_undo (catalogue);
  g_assert_cmpuint (pasar_catalogue_get_n_waiting (catalogue), ==, 0);
  fixture_redo (catalogue);
  g_assert_cmpuint (pasar_catalogue_get_n_waiting (catalogue), ==, 1);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue), ==, 0);
  fixture_stage_edits (catalogue, fixture_discard (catalogue, NULL, PASAR_ALL_ROWS));
  g_assert_cmpuint (pasar_catalogue_get_n_waiting (catalogue), ==, 0);
}

static void
test_plan (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  guint header = pasar_catalogue_find (catalogue, 1, 0);
  const guint rows[] = { header,
                         header + 1,
                         header,
                         pasar_catalogue_find (catalogue, 2, 0),
                         12345 };
  g_autoptr (PasarComputation) plus = NULL;
  g_autoptr (PasarComputation) minus = NULL;
  g_autoptr (GArray) edits = NULL;
  const PasarComputed *computed;

  /* The one without a price has no result, the others come once. */
  plus = fixture_compute (catalogue, rows, G_N_ELEMENTS (rows), PRICE, "+10%");
  computed = pasar_computation_get_computed (plus);
  g_assert_cmpuint (computed->n_rows, ==, 4);
  g_assert_cmpuint (computed->n_edits, ==, 3);
  g_assert_cmpuint (computed->n_refused, ==, 0);
  g_assert_cmpuint (computed->n_failed, ==, 1);
  g_assert_error (computed->failure, PASAR_INPUT_ERROR, PASAR_INPUT_ERROR_EMPTY);
  g_assert_cmpint (computed->lowest_before, ==, 500);
  g_assert_cmpint (computed->highest_before, ==, 1200);
  g_assert_cmpint (computed->lowest_after, ==, 550);
  g_assert_cmpint (computed->highest_after, ==, 1320);
  edits = pasar_computation_take_edits (plus, NULL);
  g_assert_cmpint (g_array_index (edits, PasarEdit, 0).to, ==, 1100);
  g_assert_cmpint (g_array_index (edits, PasarEdit, 1).to, ==, 1320);
  g_assert_cmpint (g_array_index (edits, PasarEdit, 2).key.item_id, ==, 2);
  g_assert_cmpint (g_array_index (edits, PasarEdit, 2).to, ==, 550);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue), ==, 0);

  /* It has that price already, so two are left. */
  g_clear_pointer (&edits, g_array_unref);
  edits = fixture_plan (catalogue, &header, 1, PRICE, "10");
  g_assert_cmpuint (edits->len, ==, 2);

  minus = fixture_compute (catalogue, NULL, PASAR_ALL_ROWS, PRICE, "-6");
  g_assert_cmpuint (pasar_computation_get_computed (minus)->n_edits, ==, 2);
  g_assert_cmpuint (pasar_computation_get_computed (minus)->n_failed, ==, 2);
  fixture_stage_edits (catalogue, pasar_computation_take_edits (minus, NULL));
  g_assert_cmpint (fixture_staged (catalogue, 1, 11, PRICE), ==, 400);
  /* On from what is staged. */
  g_clear_pointer (&edits, g_array_unref);
  edits = fixture_plan (catalogue, &header, 1, PRICE, "+10%");
  g_assert_cmpint (g_array_index (edits, PasarEdit, 0).from, ==, 400);
  g_assert_cmpint (g_array_index (edits, PasarEdit, 0).to, ==, 440);
}

/* Other columns are those of the row; what is staged and what the shop has are two of them. */
static void
test_plan_columns (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  const guint row = pasar_catalogue_find (catalogue, 1, 11);
  static const struct
  {
    const char *text;
    PasarField field;
    gint64 to;
  } cases[] = {
    { "=shop_price*2", PRICE, 2000 },
    { "=price*2", PRICE, 1600 },
    { "=max(shop_price; price)+1", PRICE, 1100 },
    { "=if(stock<10; 3; 4)", PRICE, 300 },
    { "=current_price+1", PRICE, 1100 },
    { "=stock+reserved", STOCK, PASAR_NO_VALUE },
    { "=shop_stock*3", STOCK, 15 },
  };

  fixture_stage (catalogue, 1, 11, PRICE, 800);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) edits = fixture_plan (catalogue, &row, 1, cases[i].field, cases[i].text);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpuint (edits->len, ==, cases[i].to != PASAR_NO_VALUE);
      if (edits->len > 0)
        g_assert_cmpint (g_array_index (edits, PasarEdit, 0).to, ==, cases[i].to);
    }
}

/* All together: each alone would break the ratio, both do not. */
static void
test_plan_checks_together (void)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  const FixtureModel two[] = { { 11, "a", 100, 1, 0, 0, 0 }, { 12, "b", 100, 1, 0, 0, 0 } };
  g_autoptr (PasarComputation) both = NULL;
  g_autoptr (PasarComputation) single = NULL;
  g_autofree char *reason = NULL;
  guint header;
  guint one;

  fixture_put_models (catalogue, 1, "Shirt", two, 2);
  header = pasar_catalogue_find (catalogue, 1, 0);
  one = header + 1;
  both = fixture_compute (catalogue, &header, 1, PRICE, "+900%");
  g_assert_cmpuint (pasar_computation_get_computed (both)->n_edits, ==, 2);
  g_assert_cmpuint (pasar_computation_get_computed (both)->n_refused, ==, 0);
  g_assert_null (pasar_computation_dup_reason (both, 0));
  single = fixture_compute (catalogue, &one, 1, PRICE, "+900%");
  g_assert_cmpuint (pasar_computation_get_computed (single)->n_refused, ==, 1);
  reason = pasar_computation_dup_reason (single, 0);
  g_assert_cmpstr (reason,
                   ==,
                   "“a” at SGD 10.00 would cost 10.0 times as much as “b” at SGD 1.00. "
                   "At most 5 times is allowed.");
  g_assert_cmpint (fixture_staged (catalogue, 1, 11, PRICE), ==, PASAR_NO_VALUE);
  /* What is told of one would not be true any more. */
  fixture_stage (catalogue, 1, 12, PRICE, 900);
  g_assert_null (pasar_computation_dup_reason (single, 0));
}

/* Which of the edits are refused: the one that takes the variations of an item apart, not the
 * others. */
static void
test_plan_checked (void)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  const FixtureModel two[] = { { 11, "a", 100, 7, 0, 0, 0 }, { 12, "b", 450, 3, 4, 0, 0 } };
  g_autoptr (PasarComputation) minus = NULL;
  g_autoptr (PasarComputation) set = NULL;
  g_autoptr (PasarComputation) again = NULL;
  const PasarComputed *computed;
  const GArray *edits;

  fixture_put_models (catalogue, 1, "Shirt", two, 2);
  fixture_put_plain (catalogue, 2, "Cup", 200, 5);

  minus = fixture_compute (catalogue, NULL, PASAR_ALL_ROWS, PRICE, "-0.50");
  computed = pasar_computation_get_computed (minus);
  edits = pasar_computation_get_edits (minus);
  g_assert_cmpuint (edits->len, ==, 3);
  g_assert_cmpuint (computed->n_failed, ==, 0);
  g_assert_cmpuint (computed->n_refused, ==, 1);
  g_assert_cmpuint (computed->n_by_rule[PASAR_RULE_PRICE_RATIO], ==, 1);
  g_assert_cmpuint (computed->first_refused, ==, 0);
  g_assert_cmpint (g_array_index (edits, PasarEdit, 0).key.model_id, ==, 11);
  g_assert_cmpuint (pasar_computation_get_rule (minus, 0), ==, PASAR_RULE_PRICE_RATIO);
  g_assert_cmpuint (pasar_computation_get_rule (minus, 1), ==, PASAR_RULE_OK);
  g_assert_cmpuint (pasar_computation_get_rule (minus, 2), ==, PASAR_RULE_OK);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue), ==, 0);

  /* A row that has the value already has no edit, and shifts no rule. */
  fixture_stage (catalogue, 1, 11, STOCK, 3);
  set = fixture_compute (catalogue, NULL, PASAR_ALL_ROWS, STOCK, "3");
  edits = pasar_computation_get_edits (set);
  g_assert_cmpuint (edits->len, ==, 1);
  g_assert_cmpint (g_array_index (edits, PasarEdit, 0).key.item_id, ==, 2);
  g_assert_cmpuint (pasar_computation_get_rule (set, 0), ==, PASAR_RULE_OK);
  fixture_stage (catalogue, 1, 12, STOCK, 9);
  again = fixture_compute (catalogue, NULL, PASAR_ALL_ROWS, STOCK, "3");
  edits = pasar_computation_get_edits (again);
  g_assert_cmpuint (edits->len, ==, 2);
  /* Back to what the shop has: nothing is sent, so nothing is refused. */
  g_assert_cmpint (g_array_index (edits, PasarEdit, 0).to, ==, PASAR_NO_VALUE);
  g_assert_cmpuint (pasar_computation_get_rule (again, 0), ==, PASAR_RULE_OK);
}

/* An empty selection has no array; it must never mean the whole shop. */
static void
test_no_rows (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autoptr (GArray) edits = fixture_plan (catalogue, NULL, 0, PRICE, "-50%");
  g_autoptr (GArray) discard = NULL;

  g_assert_cmpuint (edits->len, ==, 0);
  fixture_stage (catalogue, 1, 11, PRICE, 990);
  discard = fixture_discard (catalogue, NULL, 0);
  g_assert_cmpuint (discard->len, ==, 0);
}

static void
test_discard (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  guint header = pasar_catalogue_find (catalogue, 1, 0);

  fixture_stage (catalogue, 1, 11, PRICE, 1100);
  fixture_stage (catalogue, 1, 11, STOCK, 1);
  fixture_stage (catalogue, 1, 12, STOCK, 1);
  fixture_stage (catalogue, 2, 0, STOCK, 1);
  fixture_stage_edits (catalogue, fixture_discard (catalogue, &header, 1));
  g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue), ==, 1);
  fixture_undo (catalogue);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue), ==, 3);
  g_assert_cmpint (fixture_staged (catalogue, 1, 11, PRICE), ==, 1100);
}

/* In item order, whatever moves while they are looked for. */
static void
test_changed (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autoptr (PasarChanged) changed = NULL;
  const GArray *keys;

  fixture_stage (catalogue, 2, 0, STOCK, 1);
  fixture_stage (catalogue, 1, 12, STOCK, 1);
  changed = pasar_changed_new (catalogue);
  fixture_put_models (catalogue, 1, "Shirt", fixture_shirts + 1, 2);
  g_assert_true (pasar_changed_run (changed, G_MAXINT64));
  keys = pasar_changed_get_keys (changed);
  g_assert_cmpuint (keys->len, ==, 2);
  g_assert_cmpint (g_array_index (keys, PasarRowKey, 0).item_id, ==, 1);
  g_assert_cmpint (g_array_index (keys, PasarRowKey, 0).model_id, ==, 12);
  g_assert_cmpint (g_array_index (keys, PasarRowKey, 1).item_id, ==, 2);
}

/* In pieces, the catalogue being moved between two of them. */
static void
test_changed_in_pieces (void)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  g_autoptr (PasarChanged) changed = NULL;
  const guint n = 9000;
  const GArray *keys;

  for (guint i = 1; i <= n; i++)
    fixture_put_plain (catalogue, i, "Mug", 600, 3);
  for (guint i = 2; i <= n; i += 3)
    fixture_stage (catalogue, i, 0, STOCK, 1);
  changed = pasar_changed_new (catalogue);
  g_assert_false (pasar_changed_run (changed, 0));
  /* So many that the catalogue is compacted. */
  for (guint i = 1; i <= n; i++)
    if (i % 3 != 2)
      pasar_catalogue_remove_item (catalogue, i);
  while (!pasar_changed_run (changed, 0))
    ;
  keys = pasar_changed_get_keys (changed);
  g_assert_cmpuint (keys->len, ==, n / 3);
  for (guint i = 0; i < keys->len; i++)
    g_assert_cmpint (g_array_index (keys, PasarRowKey, i).item_id, ==, 2 + 3 * i);
}

static void
test_refusal (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  const PasarRowKey key = { 1, 11 };
  guint row = pasar_catalogue_find (catalogue, 1, 11);
  guint header = pasar_catalogue_find (catalogue, 1, 0);
  g_autofree char *text = NULL;

  fixture_stage (catalogue, 1, 11, STOCK, 1);
  pasar_catalogue_set_refusal (catalogue, key, STOCK, "Try again tomorrow.");
  g_assert_cmpuint (fixture_count_rows (catalogue, PASAR_STATE_PROBLEM), ==, 1);
  text = pasar_catalogue_row_dup_problem_text (catalogue, header, STOCK);
  g_assert_cmpstr (text, ==, "Try again tomorrow.");
  g_assert_null (pasar_catalogue_read_row (catalogue, row).values[PRICE].refusal);
  /* It comes along when rows move, and goes when the cell is staged anew. */
  fixture_put_models (catalogue, 1, "Shirt", fixture_shirts, 2);
  row = pasar_catalogue_find (catalogue, 1, 11);
  g_assert_cmpstr (pasar_catalogue_read_row (catalogue, row).values[STOCK].refusal,
                   ==,
                   "Try again tomorrow.");
  fixture_stage (catalogue, 1, 11, STOCK, 2);
  g_assert_null (pasar_catalogue_read_row (catalogue, row).values[STOCK].refusal);
  g_assert_cmpuint (fixture_count_rows (catalogue, PASAR_STATE_PROBLEM), ==, 0);
  pasar_catalogue_set_refusal (catalogue, key, STOCK, "No.");
  pasar_catalogue_set_refusal (catalogue, key, STOCK, NULL);
  g_assert_cmpuint (fixture_count_rows (catalogue, PASAR_STATE_PROBLEM), ==, 0);
}

/* A cell of a step that came to nothing comes to something again when the shop goes back: until all
 * do so at once, the step is not forgotten. */
static void
test_shop_goes_back (void)
{
  const FixtureModel values[] = { { .price = 400, .stock = 1 }, { .price = 500, .stock = 1 } };
  const PasarItemRecord item = { .item_id = 1, .name = "A", .sku = "A" };
  const guint rows[] = { 0, 1 };
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);

  fixture_put (catalogue, item, FALSE, &values[0], 1);
  fixture_put_plain (catalogue, 2, "B", 700, 1);
  fixture_put_plain (catalogue, 3, "C", 700, 1);
  fixture_stage (catalogue, 1, 0, PASAR_FIELD_PRICE, 500);
  fixture_stage (catalogue, 2, 0, PASAR_FIELD_PRICE, 600);
  fixture_stage_edits (catalogue, fixture_discard (catalogue, rows, G_N_ELEMENTS (rows)));
  /* The shop has 500 by itself for a while. Each undo looks at the step below. */
  fixture_put (catalogue, item, FALSE, &values[1], 1);
  fixture_stage (catalogue, 3, 0, PASAR_FIELD_PRICE, 800);
  g_assert_true (fixture_undo (catalogue));
  fixture_put (catalogue, item, FALSE, &values[0], 1);
  fixture_put_plain (catalogue, 2, "B", 600, 1);
  fixture_stage (catalogue, 3, 0, PASAR_FIELD_PRICE, 800);
  g_assert_true (fixture_undo (catalogue));
  g_assert_true (pasar_catalogue_get_can_undo (catalogue));
  g_assert_true (fixture_undo (catalogue));
  g_assert_cmpint (fixture_staged (catalogue, 1, 0, PASAR_FIELD_PRICE), ==, 500);
  g_assert_cmpint (fixture_staged (catalogue, 2, 0, PASAR_FIELD_PRICE), ==, PASAR_NO_VALUE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/edits/stage", test_stage);
  g_test_add_func ("/edits/undo-redo", test_undo_redo);
  g_test_add_func ("/edits/undo-survives-reload", test_undo_survives_reload);
  g_test_add_func ("/edits/settle", test_settle);
  g_test_add_func ("/edits/base", test_base);
  g_test_add_func ("/edits/settled-cells-stay-out-of-undo", test_settled_cells_stay_out_of_undo);
  g_test_add_func ("/edits/restore-before-rows", test_restore_before_rows);
  g_test_add_func ("/edits/restore-after-rows", test_restore_after_rows);
  g_test_add_func ("/edits/redo-order-after-restore", test_redo_order_after_restore);
  g_test_add_func ("/edits/history-is-trimmed", test_history_is_trimmed);
  g_test_add_func ("/edits/slices", test_slices);
  g_test_add_func ("/edits/unknown-rows-wait", test_unknown_rows_wait);
  g_test_add_func ("/edits/plan", test_plan);
  g_test_add_func ("/edits/plan-columns", test_plan_columns);
  g_test_add_func ("/edits/plan-checks-together", test_plan_checks_together);
  g_test_add_func ("/edits/plan-checked", test_plan_checked);
  g_test_add_func ("/edits/no-rows", test_no_rows);
  g_test_add_func ("/edits/discard", test_discard);
  g_test_add_func ("/edits/changed", test_changed);
  g_test_add_func ("/edits/changed-in-pieces", test_changed_in_pieces);
  g_test_add_func ("/edits/refusal", test_refusal);
  g_test_add_func ("/edits/shop-goes-back", test_shop_goes_back);

  return g_test_run ();
}
