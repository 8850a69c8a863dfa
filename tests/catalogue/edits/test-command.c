/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue-fixture.h"
#include "catalogue/catalogue.h"

#define PRICE PASAR_FIELD_PRICE
#define STOCK PASAR_FIELD_STOCK

/* What 17 pieces, 3 of them reserved of the first, come to after formula. */
static void
assert_spread (PasarFormula formula, const gint64 expected[3])
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  const FixtureModel three[] = { { 11, "a", 100, 5, 4, 1, 0 },
                                 { 12, "b", 100, 10, 0, 0, 0 },
                                 { 13, "c", 100, 2, 0, 0, 0 } };
  g_autoptr (GArray) edits = NULL;
  g_autoptr (GError) error = NULL;
  gint64 sum = 0;
  gint64 total;
  guint header;

  fixture_put_models (catalogue, 1, "Shirt", three, 3);
  header = pasar_catalogue_find (catalogue, 1, 0);
  edits = fixture_compute (catalogue, PASAR_COMMAND_IN_ALL, &header, 1, &formula, &error);
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
  g_assert_true (pasar_formula_apply (&formula, 17, &total, NULL));
  g_assert_cmpint (sum, ==, total);
}

/* A stock for all together is spread in proportion; reserved pieces stay where they are. */
static void
test_in_all (void)
{
  const PasarFormula set_31 = { .operation = PASAR_OPERATION_SET, .amount = 31 };
  const PasarFormula set_10 = { .operation = PASAR_OPERATION_SET, .amount = 10 };
  const PasarFormula set_3 = { .operation = PASAR_OPERATION_SET, .amount = 3 };
  const PasarFormula minus_7 = { .operation = PASAR_OPERATION_SUBTRACT, .amount = 7 };
  const PasarFormula set_2 = { .operation = PASAR_OPERATION_SET, .amount = 2 };
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  const FixtureModel two[] = { { 11, "a", 100, 5, 3, 0, 0 }, { 12, "b", 100, 0, 0, 0, 0 } };
  const FixtureModel sold_out[] = { { 21, "a", 100, 0, 0, 0, 0 },
                                    { 22, "b", 100, 0, 0, 0, 0 },
                                    { 23, "c", 100, PASAR_NO_VALUE, 0, 0, 0 } };
  g_autoptr (GArray) edits = NULL;
  g_autoptr (GError) error = NULL;
  guint header;

  /* Beyond the reserved 3 they have 2, 10 and 2. */
  assert_spread (set_31, (const gint64[]){ 3 + 4, 20, 4 });
  assert_spread (set_10, (const gint64[]){ 3 + 1, 5, 1 });
  assert_spread (minus_7, (const gint64[]){ 3 + 1, 5, 1 });
  assert_spread (set_3, (const gint64[]){ 3, 0, 0 });

  fixture_put_models (catalogue, 1, "Shirt", two, 2);
  header = pasar_catalogue_find (catalogue, 1, 0);
  g_assert_null (fixture_compute (catalogue, PASAR_COMMAND_IN_ALL, &header, 1, &set_2, &error));
  g_assert_error (error, PASAR_INPUT_ERROR, PASAR_INPUT_ERROR_NEGATIVE);
  g_assert_nonnull (strstr (error->message, "3 pieces"));

  /* Where there is nothing, evenly; where the stock is not known, too. */
  fixture_put_models (catalogue, 2, "Cap", sold_out, 3);
  header = pasar_catalogue_find (catalogue, 2, 0);
  edits = fixture_compute (catalogue, PASAR_COMMAND_IN_ALL, &header, 1, &set_10, NULL);
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
      PasarFormula set = { .operation = PASAR_OPERATION_SET };
      g_autoptr (GArray) edits = NULL;
      guint header;

      for (guint k = 0; k < n; k++)
        {
          const gint64 top = g_test_rand_bit () ? 20 : PASAR_VALUE_MAX / FIXTURE_MAX_MODELS;

          models_of_item[k].model_id = 100 + k;
          models_of_item[k].price = 100;
          models_of_item[k].stock = (gint64) g_test_rand_double_range (0, (double) top);
          models_of_item[k].reserved = g_test_rand_int_range (0, 5);
          set.amount += models_of_item[k].reserved;
        }
      set.amount += (gint64) g_test_rand_double_range (0, (double) (PASAR_VALUE_MAX / 2));
      fixture_put_models (catalogue, 1, "Shirt", models_of_item, n);
      header = pasar_catalogue_find (catalogue, 1, 0);
      edits = fixture_compute (catalogue, PASAR_COMMAND_IN_ALL, &header, 1, &set, NULL);
      g_assert_nonnull (edits);
      fixture_stage_edits (catalogue, g_steal_pointer (&edits));
      g_assert_cmpint (pasar_catalogue_read_row (catalogue, header).values[STOCK].effective,
                       ==,
                       set.amount);
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
  const PasarFormula minus = { .operation = PASAR_OPERATION_SUBTRACT, .amount = 700 };
  const guint rows[] = { pasar_catalogue_find (catalogue, 1, 0),
                         pasar_catalogue_find (catalogue, 2, 0) };
  g_autoptr (PasarCommand) command =
      pasar_command_new (PASAR_COMMAND_EACH, catalogue, rows, 2, PRICE, &minus);
  g_autoptr (PasarCommand) discard =
      pasar_command_new (PASAR_COMMAND_DISCARD, catalogue, rows, 2, -1, NULL);
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

/* Results that the shop would refuse are left out when that is asked, as they are at its turn. */
static void
test_command_leaves_out (void)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  const FixtureModel two[] = { { 11, "a", 100, 5, 3, 0, 0 }, { 12, "b", 100, 7, 0, 0, 0 } };
  const PasarFormula set = { .operation = PASAR_OPERATION_SET, .amount = 2 };
  g_autoptr (PasarCommand) command = NULL;
  g_autoptr (GArray) edits = NULL;
  guint header;

  fixture_put_models (catalogue, 1, "Shirt", two, 2);
  header = pasar_catalogue_find (catalogue, 1, 0);
  command = pasar_command_new (PASAR_COMMAND_EACH, catalogue, &header, 1, STOCK, &set);
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
  const PasarFormula more = { .operation = PASAR_OPERATION_PERCENT, .amount = 1000 };
  const PasarFormula same = { .operation = PASAR_OPERATION_PERCENT, .amount = 0 };
  const guint rows[] = { pasar_catalogue_find (catalogue, 1, 13),
                         pasar_catalogue_find (catalogue, 1, 11) };
  g_autoptr (PasarCommand) unknown =
      pasar_command_new (PASAR_COMMAND_EACH, catalogue, rows, 1, PRICE, &more);
  g_autoptr (PasarCommand) both =
      pasar_command_new (PASAR_COMMAND_EACH, catalogue, rows, 2, PRICE, &same);
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/command/in-all", test_in_all);
  g_test_add_func ("/command/in-all-random", test_in_all_random);
  g_test_add_func ("/command/compute", test_command);
  g_test_add_func ("/command/leaves-out", test_command_leaves_out);
  g_test_add_func ("/command/no-old-value", test_no_old_value);
  return g_test_run ();
}
