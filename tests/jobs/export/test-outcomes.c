/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export-fixture.h"

#include "jobs/export/outcomes.h"

#include <string.h>

static const PasarTableFormat formats[] = { PASAR_TABLE_XLSX, PASAR_TABLE_ODS, PASAR_TABLE_CSV };

static const char *const titles[] = {
  "Item",     "Variation", "SKU",   "Item ID", "Variation ID", "Changed",
  "Location", "Before",    "After", "Outcome", "Reason",       "Request ID",
};

static PasarTextTable *export(World *world, PasarPlan *plan, PasarTableFormat format)
{
  g_autoptr (GFile) file = export_get_file (world);

  return export_read_back (pasar_outcomes_job_new (world->session, plan, file, format), file);
}

/* The row of what was done to a field of an item, at a location. */
static guint
find_row (const PasarTextTable *table, guint nth_item, const char *field, const char *location)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, pasar_test_sandbox_item (nth_item));

  for (guint row = 1; row < table->n_rows; row++)
    {
      if (g_str_equal (export_get_cell (table, row, "Item ID"), id)
          && g_str_equal (export_get_cell (table, row, "Changed"), field)
          && g_str_equal (export_get_cell (table, row, "Location"), location))
        return row;
    }
  g_assert_not_reached ();
}

static void
check_outcome (const PasarTextTable *table,
               guint row,
               const char *before,
               const char *after,
               const char *outcome)
{
  g_assert_cmpstr (export_get_cell (table, row, "Before"), ==, before);
  g_assert_cmpstr (export_get_cell (table, row, "After"), ==, after);
  g_assert_cmpstr (export_get_cell (table, row, "Outcome"), ==, outcome);
}

static void
check (World *world, PasarPlan *plan, const PasarTextTable *table, const char *price)
{
  g_autoptr (PasarChange) refused = find_change (plan, 0, PASAR_FIELD_STOCK);
  const guint row = find_row (table, 0, "Stock", "");
  const guint first = find_row (table, 10, "Stock", "SGZ");
  const guint second = find_row (table, 10, "Stock", "SG2");
  const guint held = find_row (table, 2, "Price", "");

  /* A row for each location of the one. */
  g_assert_cmpuint (table->n_rows, ==, 1 + 4 + 1);
  g_assert_cmpuint (table->n_columns, ==, G_N_ELEMENTS (titles));
  for (guint column = 0; column < G_N_ELEMENTS (titles); column++)
    g_assert_cmpstr (pasar_text_table_get_text (table, 0, column), ==, titles[column]);
  g_assert_cmpstr (export_get_cell (table, row, "Outcome"), ==, "Not taken");
  g_assert_nonnull (
      strstr (export_get_cell (table, row, "Reason"), pasar_change_read (refused)->reason));
  g_assert_nonnull (
      strstr (export_get_cell (table, row, "Reason"), pasar_change_read (refused)->advice));
  g_assert_cmpuint (strlen (export_get_cell (table, row, "Request ID")), >, 0);

  check_outcome (table, find_row (table, 0, "Price", ""), price, "21.11", "Done");
  check_outcome (table, first, "12", "11", "Done");
  check_outcome (table, second, "5", "9", "Done");
  g_assert_cmpstr (export_get_cell (table, first, "Request ID"),
                   ==,
                   export_get_cell (table, second, "Request ID"));

  g_assert_cmpstr (export_get_cell (table, held, "Outcome"),
                   ==,
                   "Waits for the end of a promotion");
  g_assert_cmpstr (export_get_cell (table, held, "Request ID"), ==, "");
}

/* What was done, refused and never sent, with the numbers of the requests. */
static void
test_all (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));
  static const PasarNumberFormat plain = { ".", "" };
  const gint64 price = world_value (world, 0, 0, PASAR_FIELD_PRICE);
  g_autofree char *text = pasar_money_format (price, 2, &plain);
  g_autoptr (PasarPlan) plan = NULL;

  world_stage (world, 0, 0, PASAR_FIELD_PRICE, 2111);
  export_stage_split (world);
  world_stage (world, 0, 0, PASAR_FIELD_STOCK, 10);
  world_stage (world, 2, 0, PASAR_FIELD_PRICE, 3100);
  pasar_test_sandbox_change (world->sandbox,
                             "{\"do\":\"set_reserved\",\"item_id\":%" G_GINT64_FORMAT
                             ",\"reserved\":50}",
                             pasar_test_sandbox_item (0));
  plan = world_submit_ok (world);
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (PasarTextTable) table = export(world, plan, formats[i]);

      check (world, plan, table, text);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/outcomes/all", test_all);
  return g_test_run ();
}
