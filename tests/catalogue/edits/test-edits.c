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

  /* Whatever it says that it took. */
  pasar_catalogue_settle (catalogue, (PasarRowKey){ 2, 0 }, STOCK, G_MAXINT64);
  g_assert_cmpint (pasar_catalogue_read_row (catalogue, row).values[STOCK].value,
                   ==,
                   PASAR_VALUE_MAX);
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
 * once they are in the log, but never those of the newest, which is undone most. */
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
  pasar_catalogue_trim_history (catalogue, 9);
  g_assert_cmpint (pasar_catalogue_get_missing_record (catalogue, FALSE), ==, 0);
  fixture_stage (catalogue, 2, 0, PRICE, 500);
  pasar_catalogue_trim_history (catalogue, 8);
  g_assert_true (fixture_undo (catalogue));
  g_assert_cmpint (pasar_catalogue_get_missing_record (catalogue, FALSE), ==, 0);
  fixture_stage (catalogue, 2, 0, PRICE, 500);
  pasar_catalogue_trim_history (catalogue, 9);
  g_assert_true (fixture_undo (catalogue));
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
  move = pasar_move_new_stage (catalogue, "many", g_steal_pointer (&edits));
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
  g_test_add_func ("/edits/changed", test_changed);
  g_test_add_func ("/edits/changed-in-pieces", test_changed_in_pieces);
  g_test_add_func ("/edits/refusal", test_refusal);
  g_test_add_func ("/edits/shop-goes-back", test_shop_goes_back);

  return g_test_run ();
}
