/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue-fixture.h"
#include "catalogue/catalogue.h"

#define PRICE PASAR_FIELD_PRICE
#define STOCK PASAR_FIELD_STOCK

/* What 17 pieces, 3 of them reserved of the first, come to. */
static void
assert_spread (const char *text, gint64 total, const gint64 expected[3])
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  const FixtureModel three[] = { { 11, "a", 100, 5, 4, 1, 0 },
                                 { 12, "b", 100, 10, 0, 0, 0 },
                                 { 13, "c", 100, 2, 0, 0, 0 } };
  g_autoptr (GArray) edits = NULL;
  g_autoptr (GError) error = NULL;
  gint64 sum = 0;
  guint header;

  fixture_put_models (catalogue, 1, "Shirt", three, 3);
  header = pasar_catalogue_find (catalogue, 1, 0);
  edits = fixture_plan_in_all (catalogue, &header, 1, text, &error);
  g_assert_no_error (error);
  fixture_stage_edits (catalogue, g_steal_pointer (&edits));
  for (guint i = 0; i < 3; i++)
    {
      const gint64 stock =
          pasar_catalogue_read_row (catalogue, header + 1 + i).values[STOCK].effective;

      g_assert_cmpint (stock, ==, expected[i]);
      g_assert_cmpint (pasar_catalogue_read_row (catalogue, header + 1 + i).values[STOCK].problem,
                       ==,
                       PASAR_RULE_OK);
      sum += stock;
    }
  g_assert_cmpint (sum, ==, total);
}

/* A stock for all together is spread in proportion; reserved pieces stay where they are. */
static void
test_in_all (void)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  const FixtureModel two[] = { { 11, "a", 100, 5, 3, 0, 0 }, { 12, "b", 100, 0, 0, 0, 0 } };
  const FixtureModel sold_out[] = { { 21, "a", 100, 0, 0, 0, 0 },
                                    { 22, "b", 100, 0, 0, 0, 0 },
                                    { 23, "c", 100, PASAR_NO_VALUE, 0, 0, 0 } };
  g_autoptr (GArray) edits = NULL;
  g_autoptr (GError) error = NULL;
  guint header;

  /* Beyond the reserved 3 they have 2, 10 and 2. */
  assert_spread ("31", 31, (const gint64[]){ 3 + 4, 20, 4 });
  assert_spread ("10", 10, (const gint64[]){ 3 + 1, 5, 1 });
  assert_spread ("-7", 10, (const gint64[]){ 3 + 1, 5, 1 });
  assert_spread ("=stock/3-1", 5, (const gint64[]){ 3, 1, 1 });
  assert_spread ("3", 3, (const gint64[]){ 3, 0, 0 });

  fixture_put_models (catalogue, 1, "Shirt", two, 2);
  header = pasar_catalogue_find (catalogue, 1, 0);
  g_assert_null (fixture_plan_in_all (catalogue, &header, 1, "2", &error));
  g_assert_error (error, PASAR_INPUT_ERROR, PASAR_INPUT_ERROR_NEGATIVE);
  g_assert_nonnull (strstr (error->message, "3 pieces"));
  g_clear_error (&error);
  /* Reserved pieces are of each, not of all together. */
  g_assert_null (fixture_plan_in_all (catalogue, &header, 1, "=stock+reserved", &error));
  g_assert_error (error, PASAR_INPUT_ERROR, PASAR_INPUT_ERROR_NOT_A_NUMBER);

  /* Where there is nothing, evenly; where the stock is not known, too. */
  fixture_put_models (catalogue, 2, "Cap", sold_out, 3);
  header = pasar_catalogue_find (catalogue, 2, 0);
  edits = fixture_plan_in_all (catalogue, &header, 1, "10", NULL);
  g_assert_cmpuint (edits->len, ==, 3);
  g_assert_cmpint (g_array_index (edits, PasarEdit, 0).to, ==, 3);
  g_assert_cmpint (g_array_index (edits, PasarEdit, 1).to, ==, 3);
  g_assert_cmpint (g_array_index (edits, PasarEdit, 2).to, ==, 4);
}

/* Whole pieces, the exact sum, nobody below what is reserved, whatever the numbers. */
static void
test_in_all_random (void)
{
  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
      FixtureModel models_of_item[FIXTURE_MAX_MODELS] = { 0 };
      const guint n = (guint) g_test_rand_int_range (1, FIXTURE_MAX_MODELS);
      g_autofree char *text = NULL;
      gint64 total = 0;
      g_autoptr (GArray) edits = NULL;
      guint header;

      for (guint k = 0; k < n; k++)
        {
          const gint64 top = g_test_rand_bit () ? 20 : PASAR_VALUE_MAX / FIXTURE_MAX_MODELS;

          models_of_item[k].model_id = 100 + k;
          models_of_item[k].price = 100;
          models_of_item[k].stock = (gint64) g_test_rand_double_range (0, (double) top);
          models_of_item[k].reserved = g_test_rand_int_range (0, 5);
          total += models_of_item[k].reserved;
        }
      total += (gint64) g_test_rand_double_range (0, (double) (PASAR_VALUE_MAX / 2));
      fixture_put_models (catalogue, 1, "Shirt", models_of_item, n);
      header = pasar_catalogue_find (catalogue, 1, 0);
      text = g_strdup_printf ("%" G_GINT64_FORMAT, total);
      edits = fixture_plan_in_all (catalogue, &header, 1, text, NULL);
      g_assert_nonnull (edits);
      fixture_stage_edits (catalogue, g_steal_pointer (&edits));
      g_assert_cmpint (pasar_catalogue_read_row (catalogue, header).values[STOCK].effective,
                       ==,
                       total);
      for (guint k = 0; k < n; k++)
        g_assert_cmpint (pasar_catalogue_read_row (catalogue, header + 1 + k)
                             .values[STOCK]
                             .effective,
                         >=,
                         models_of_item[k].reserved);
    }
}

/* A command is about rows, not about what is staged in them or where they are. */
static void
test_command (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  const guint rows[] = { pasar_catalogue_find (catalogue, 1, 0),
                         pasar_catalogue_find (catalogue, 2, 0) };
  g_autoptr (PasarCommand) command =
      fixture_command (catalogue, PASAR_COMMAND_EACH, rows, 2, PRICE, "-7");
  g_autoptr (PasarCommand) discard =
      fixture_command (catalogue, PASAR_COMMAND_DISCARD, rows, 2, PRICE, NULL);
  g_autoptr (GArray) edits = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *label = NULL;

  /* 10.00 and 12.00 less 7.00; of 5.00 that cannot be. */
  fixture_put_plain (catalogue, 9, "Another", 100, 1);
  edits = pasar_command_compute (command, catalogue, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (edits->len, ==, 2);
  label = pasar_command_dup_label (command, catalogue, edits->len);
  g_assert_cmpstr (label, ==, "−7.00 on 2 prices");
  fixture_stage_edits (catalogue, g_steal_pointer (&edits));
  g_assert_cmpint (fixture_staged (catalogue, 1, 11, PRICE), ==, 300);

  /* Once more: for none of them. */
  g_assert_null (pasar_command_compute (command, catalogue, &error));
  g_assert_error (error, PASAR_INPUT_ERROR, PASAR_INPUT_ERROR_NEGATIVE);
  edits = pasar_command_compute (discard, catalogue, NULL);
  g_assert_cmpuint (edits->len, ==, 2);

  /* The rows are gone by then. */
  pasar_catalogue_remove_item (catalogue, 2);
  g_clear_pointer (&edits, g_array_unref);
  fixture_stage_edits (catalogue, pasar_command_compute (discard, catalogue, NULL));
  pasar_catalogue_remove_item (catalogue, 1);
  edits = pasar_command_compute (command, catalogue, NULL);
  g_assert_cmpuint (edits->len, ==, 0);
}

static void
add_cell (PasarCommand *command,
          PasarCatalogue *catalogue,
          const PasarPastedCell *cell,
          const char *text)
{
  GArray *cells = g_array_new (FALSE, FALSE, sizeof *cell);
  GPtrArray *expressions = g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_expression_unref);

  g_array_append_val (cells, *cell);
  if (text != NULL)
    g_ptr_array_add (expressions,
                     pasar_catalogue_parse (catalogue, cell->field, TRUE, text, NULL, NULL));
  pasar_command_add_cells (command, (int) cell->field, cells, expressions);
}

/* Several pastes as one: each cell keeps what is pasted into it. */
static void
test_add_cells (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autoptr (PasarCommand) command =
      pasar_command_new_later (PASAR_COMMAND_PASTE, -1, NULL, NULL, NULL, NULL);
  g_autoptr (GArray) edits = NULL;

  add_cell (command, catalogue, &(const PasarPastedCell){ { 1, 11 }, PRICE, 1, 0 }, "+1");
  add_cell (command, catalogue, &(const PasarPastedCell){ { 1, 12 }, PRICE, 0, 1500 }, NULL);
  g_assert_cmpint (command->field, ==, PRICE);
  add_cell (command, catalogue, &(const PasarPastedCell){ { 2, 0 }, STOCK, 1, 0 }, "+4");
  g_assert_cmpint (command->field, ==, -1);
  edits = pasar_command_compute (command, catalogue, NULL);
  g_assert_cmpuint (edits->len, ==, 3);
  fixture_stage_edits (catalogue, g_steal_pointer (&edits));
  g_assert_cmpint (fixture_staged (catalogue, 1, 11, PRICE), ==, 1100);
  g_assert_cmpint (fixture_staged (catalogue, 1, 12, PRICE), ==, 1500);
  g_assert_cmpint (fixture_staged (catalogue, 2, 0, STOCK), ==, 7);
}

/* Results that the shop would refuse are left out when that is asked, as they are at its turn. */
static void
test_command_leaves_out (void)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  const FixtureModel two[] = { { 11, "a", 100, 5, 3, 0, 0 }, { 12, "b", 100, 7, 0, 0, 0 } };
  g_autoptr (PasarCommand) command = NULL;
  g_autoptr (GArray) edits = NULL;
  guint header;

  fixture_put_models (catalogue, 1, "Shirt", two, 2);
  header = pasar_catalogue_find (catalogue, 1, 0);
  command = fixture_command (catalogue, PASAR_COMMAND_EACH, &header, 1, STOCK, "2");
  command->leave_out_refused = TRUE;
  edits = pasar_command_compute (command, catalogue, NULL);
  g_assert_cmpuint (edits->len, ==, 1);
  g_assert_cmpint (g_array_index (edits, PasarEdit, 0).key.model_id, ==, 12);
}

/* Typed where there is nothing to compute with: told, and not taken for what is so already. */
static void
test_no_old_value (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  const guint rows[] = { pasar_catalogue_find (catalogue, 1, 13),
                         pasar_catalogue_find (catalogue, 1, 11) };
  g_autoptr (PasarCommand) unknown =
      fixture_command (catalogue, PASAR_COMMAND_EACH, rows, 1, PRICE, "+10%");
  g_autoptr (PasarCommand) both =
      fixture_command (catalogue, PASAR_COMMAND_EACH, rows, 2, PRICE, "+0%");
  g_autoptr (GArray) edits = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (pasar_command_compute (unknown, catalogue, &error));
  g_assert_error (error, PASAR_INPUT_ERROR, PASAR_INPUT_ERROR_EMPTY);
  g_clear_error (&error);
  edits = pasar_command_compute (both, catalogue, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (edits->len, ==, 0);

  /* From what is staged, where the shop has nothing. */
  g_clear_pointer (&edits, g_array_unref);
  fixture_stage (catalogue, 1, 13, PRICE, 1000);
  edits = pasar_command_compute (unknown, catalogue, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (edits->len, ==, 1);
  g_assert_cmpint (g_array_index (edits, PasarEdit, 0).to, ==, 1100);
}

/* What undo says of a step. */
static void
test_labels (void)
{
  static const struct
  {
    PasarCommandKind kind;
    PasarField field;
    const char *text;
    const char *label;
  } cases[] = {
    { PASAR_COMMAND_EACH, PRICE, "12.5", "Set 3 prices to 12.50" },
    { PASAR_COMMAND_EACH, PRICE, "+10%", "+10 % on 3 prices" },
    { PASAR_COMMAND_EACH, PRICE, "*0.875", "−12.50 % on 3 prices" },
    { PASAR_COMMAND_EACH, PRICE, "-5", "−5.00 on 3 prices" },
    { PASAR_COMMAND_EACH, PRICE, " +10% end .90 ", "+10% end .90 on 3 prices" },
    { PASAR_COMMAND_EACH, PRICE, "=max(price; 5)", "=max(price; 5) on 3 prices" },
    { PASAR_COMMAND_EACH, STOCK, "=stock+20", "+20 on stock of 3 rows" },
    { PASAR_COMMAND_IN_ALL, STOCK, "20", "20 in all on stock of 3 rows" },
    { PASAR_COMMAND_DISCARD, PRICE, NULL, "Discarded 3 changes" },
  };
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PasarCommand) command = fixture_command (catalogue,
                                                          cases[i].kind,
                                                          NULL,
                                                          PASAR_ALL_ROWS,
                                                          cases[i].field,
                                                          cases[i].text);
      g_autofree char *label = pasar_command_dup_label (command, catalogue, 3);

      g_assert_cmpstr (label, ==, cases[i].label);
    }
}

#define N_ITEMS 700

static PasarCatalogue *
make_many (void)
{
  PasarCatalogue *catalogue = pasar_catalogue_new ("SGD", 2, 5);
  const FixtureModel three[] = { { 1, "a", 100, 5, 0, 0, 0 },
                                 { 2, "b", 450, 10, 3, 0, 0 },
                                 { 3, "c", PASAR_NO_VALUE, 2, 0, 0, 0 } };

  pasar_catalogue_freeze (catalogue);
  for (guint i = 1; i <= N_ITEMS; i++)
    fixture_put_models (catalogue, i, "Shirt", three, G_N_ELEMENTS (three));
  pasar_catalogue_thaw (catalogue);
  return catalogue;
}

static void
assert_same_edits (const GArray *a, const GArray *b)
{
  g_assert_cmpuint (a->len, ==, b->len);
  for (guint i = 0; i < a->len; i++)
    {
      const PasarEdit *one = &g_array_index (a, PasarEdit, i);
      const PasarEdit *other = &g_array_index (b, PasarEdit, i);

      g_assert_cmpint (one->key.item_id, ==, other->key.item_id);
      g_assert_cmpint (one->key.model_id, ==, other->key.model_id);
      g_assert_cmpint (one->field, ==, other->field);
      g_assert_cmpint (one->from, ==, other->from);
      g_assert_cmpint (one->to, ==, other->to);
    }
}

/* In the smallest slices it comes to the same as in one go, whatever is asked. */
static void
test_slices (void)
{
  static const struct
  {
    PasarCommandKind kind;
    PasarField field;
    const char *text;
    gboolean leave_out;
  } cases[] = {
    { PASAR_COMMAND_EACH, PRICE, "+10%", FALSE },  { PASAR_COMMAND_EACH, PRICE, "-0.50", TRUE },
    { PASAR_COMMAND_EACH, STOCK, "2", TRUE },      { PASAR_COMMAND_IN_ALL, STOCK, "5000", FALSE },
    { PASAR_COMMAND_DISCARD, PRICE, NULL, FALSE },
  };
  g_autoptr (PasarCatalogue) catalogue = make_many ();

  for (guint i = 0; i < 300; i++)
    fixture_stage (catalogue, 1 + i, 1, i % 2 == 0 ? PRICE : STOCK, 77 + i);
  for (guint i = 0; i < G_N_ELEMENTS (cases) * 2; i++)
    {
      const guint k = i / 2;
      const guint rows[] = { 3, 0, 1500, 12, 900 };
      const gboolean all = i % 2 == 0;
      g_autoptr (PasarCommand) command = fixture_command (catalogue,
                                                          cases[k].kind,
                                                          all ? NULL : rows,
                                                          all ? PASAR_ALL_ROWS : 5,
                                                          cases[k].field,
                                                          cases[k].text);
      g_autoptr (PasarComputation) sliced = NULL;
      g_autoptr (GArray) at_once = NULL;
      g_autoptr (GArray) edits = NULL;
      guint n_slices = 1;

      command->leave_out_refused = cases[k].leave_out;
      sliced = pasar_computation_new (command, catalogue);
      while (!pasar_computation_run (sliced, 0))
        n_slices++;
      g_assert_cmpuint (n_slices, >, 1);
      at_once = pasar_command_compute (command, catalogue, NULL);
      edits = pasar_computation_take_edits (sliced, NULL);
      g_assert_cmpuint (edits->len, >, 0);
      assert_same_edits (edits, at_once);
    }
}

/* What changes between two slices is what it is computed from. */
static void
test_begins_anew (void)
{
  g_autoptr (PasarCatalogue) catalogue = make_many ();
  g_autoptr (PasarCommand) command =
      fixture_command (catalogue, PASAR_COMMAND_EACH, NULL, PASAR_ALL_ROWS, PRICE, "+1");
  g_autoptr (PasarComputation) computation = pasar_computation_new (command, catalogue);
  g_autoptr (GArray) edits = NULL;
  g_autoptr (GArray) at_once = NULL;

  for (guint i = 0; i < 8; i++)
    {
      g_assert_false (pasar_computation_run (computation, 0));
      if (i % 4 == 0)
        fixture_stage (catalogue, 1, 1, PRICE, 300 + i);
      else if (i % 4 == 1)
        pasar_catalogue_remove_item (catalogue, 5 + i);
      else if (i % 4 == 2)
        fixture_put_plain (catalogue, 2000 + i, "Cup", 900, 4);
      else
        pasar_catalogue_settle (catalogue, (PasarRowKey){ 3, 1 }, PRICE, 222 + i);
    }
  while (!pasar_computation_run (computation, 0))
    ;
  g_assert_cmpuint (pasar_computation_get_computed (computation)->n_edits,
                    ==,
                    pasar_computation_get_edits (computation)->len);
  at_once = pasar_command_compute (command, catalogue, NULL);
  edits = pasar_computation_take_edits (computation, NULL);
  assert_same_edits (edits, at_once);
  g_assert_cmpint (g_array_index (edits, PasarEdit, 0).to, ==, 404);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/command/in-all", test_in_all);
  g_test_add_func ("/command/in-all-random", test_in_all_random);
  g_test_add_func ("/command/compute", test_command);
  g_test_add_func ("/command/add-cells", test_add_cells);
  g_test_add_func ("/command/leaves-out", test_command_leaves_out);
  g_test_add_func ("/command/no-old-value", test_no_old_value);
  g_test_add_func ("/command/labels", test_labels);
  g_test_add_func ("/command/slices", test_slices);
  g_test_add_func ("/command/begins-anew", test_begins_anew);
  return g_test_run ();
}
