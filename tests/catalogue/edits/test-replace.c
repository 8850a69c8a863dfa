/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "locations-fixture.h"

#include "catalogue/edits/cell-pattern-private.h"
#include "catalogue/edits/replace.h"
#include "catalogue/table/own-columns.h"

#include <string.h>

static const PasarNumberFormat english = { ".", "," };
static const PasarNumberFormat german = { ",", "." };

/* What becomes of one number, as it would be typed. */
static void
test_numbers (void)
{
  static const struct
  {
    PasarColumn column;
    gint64 number;
    const PasarNumberFormat *format;
    const char *wanted;
    PasarPatternFlags flags;
    const char *by;
    const char *result; /* NULL: it is not found */
  } cases[] = {
    { PASAR_COLUMN_PRICE, 1200, &english, ".00", 0, ".90", "12.90" },
    { PASAR_COLUMN_PRICE, 1250, &english, ".00", 0, ".90", NULL },
    { PASAR_COLUMN_PRICE, 1200, &german, ",00", 0, ",90", "12,90" },
    { PASAR_COLUMN_PRICE, 123450, &english, "1,234", 0, "1,300", "1,300.50" },
    { PASAR_COLUMN_PRICE, 123450, &english, "1,234.50", 0, "9.90", "9.90" },
    { PASAR_COLUMN_PRICE, 123450, &english, "234", 0, "300", "1300.50" },
    { PASAR_COLUMN_PRICE, 123450, &german, "1.234,50", PASAR_PATTERN_WHOLE, "9,90", "9,90" },
    /* The same number in another way means all of it, which would else leave a zero behind. */
    { PASAR_COLUMN_PRICE, 990, &english, "9.9", 0, "12", "12" },
    { PASAR_COLUMN_PRICE, 990, &english, "9.9", PASAR_PATTERN_WHOLE, "12", "12" },
    { PASAR_COLUMN_PRICE, 990, &english, "9.900", 0, "12", NULL },
    { PASAR_COLUMN_PRICE, 1990, &english, "9.9", 0, "8.8", "18.80" },
    { PASAR_COLUMN_PRICE, 1990, &english, "9.9", PASAR_PATTERN_WHOLE, "8.8", NULL },
    { PASAR_COLUMN_PRICE, 5550, &english, "5", 0, "6", "66.60" },
    /* What is only a part of numbers is no number. */
    { PASAR_COLUMN_STOCK, 0, &english, ".00", 0, ".90", NULL },
    { PASAR_COLUMN_STOCK, 0, &english, "0", 0, "10", "10" },
    { PASAR_COLUMN_STOCK, 7, &english, "007", 0, "1", NULL },
    { PASAR_COLUMN_STOCK, 12345, &english, "12,345", 0, "1", "1" },
    /* A share is found with its sign and without. */
    { PASAR_COLUMN_LOCAL + 2, 250, &english, "25", 0, "30", "30" },
    { PASAR_COLUMN_LOCAL + 2, 250, &english, "25 %", 0, "30%", "30%" },
    { PASAR_COLUMN_LOCAL + 2, 250, &english, "25.0%", PASAR_PATTERN_WHOLE, "30", "30" },
    { PASAR_COLUMN_CHANGE, -100, &english, "−10", 0, "5", "5.0" },
    { PASAR_COLUMN_ITEM_ID, 1234567, &english, "345", 0, "-", "12-67" },
    { PASAR_COLUMN_PRICE, PASAR_NO_VALUE, &english, "0", 0, "1", NULL },
    { PASAR_COLUMN_PRICE, 990, &english, "abc", 0, "1", NULL },
  };
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PasarPattern) pattern = pasar_pattern_new (cases[i].wanted, cases[i].flags);
      PasarCellPattern *cell =
          pasar_cell_pattern_new (pattern,
                                  catalogue,
                                  pasar_catalogue_get_column (catalogue, cases[i].column),
                                  cases[i].format);
      const PasarColumnValue value = { NULL, cases[i].number, cases[i].number };
      g_autofree char *result = pasar_cell_pattern_replace (cell, value, cases[i].by);

      g_test_message ("%s by %s (%u)", cases[i].wanted, cases[i].by, i);
      g_assert_cmpstr (result, ==, cases[i].result);
      g_assert_cmpint (pasar_cell_pattern_matches (cell, value), ==, cases[i].result != NULL);
      pasar_cell_pattern_free (cell);
    }
}

static PasarReplace *
replace_in (PasarCatalogue *catalogue,
            PasarColumn column,
            const char *wanted,
            const char *replacement)
{
  g_autoptr (PasarPattern) pattern = pasar_pattern_new (wanted, PASAR_PATTERN_PART);
  PasarReplace *replace = pasar_replace_new (catalogue, pattern, replacement);

  for (guint row = 0; row < pasar_catalogue_get_n_rows (catalogue); row++)
    {
      if (pasar_catalogue_is_editable (catalogue, row))
        pasar_replace_add (replace, row, column);
    }
  while (!pasar_replace_run (replace, 0))
    ;
  return replace;
}

/* As at its turn. */
static char *
apply (PasarCatalogue *catalogue, PasarReplace *replace)
{
  g_autoptr (PasarCommand) command = pasar_replace_make_command (replace);
  g_autoptr (GError) error = NULL;
  GArray *edits = pasar_command_compute (command, catalogue, &error);
  guint n;

  g_assert_no_error (error);
  n = edits->len;
  if (n > 0)
    fixture_stage_edits (catalogue, edits);
  else
    g_array_unref (edits);
  return pasar_command_dup_label (command, catalogue, n);
}

static guint
count (PasarReplace *replace, PasarReplaceState state)
{
  return pasar_replace_get_report (replace)->n_cells[state];
}

static void
test_prices (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autoptr (PasarReplace) replace = replace_in (catalogue, PASAR_COLUMN_PRICE, ".00", ".90");
  g_autofree char *old = pasar_replace_dup_old (replace, 0);
  g_autofree char *new = pasar_replace_dup_new (replace, 0);
  g_autofree char *label = NULL;

  /* White, Blue and the mug; Red has no price. */
  g_assert_cmpuint (pasar_replace_get_n_cells (replace), ==, 4);
  g_assert_cmpuint (count (replace, PASAR_REPLACE_CHANGED), ==, 3);
  g_assert_cmpuint (count (replace, PASAR_REPLACE_UNCHANGED), ==, 1);
  g_assert_cmpuint (pasar_replace_get_report (replace)->n_prices, ==, 3);
  g_assert_cmpint (pasar_replace_get_cell (replace, 0).key.model_id, ==, 11);
  g_assert_cmpstr (old, ==, "10.00");
  g_assert_cmpstr (new, ==, "10.90");

  label = apply (catalogue, replace);
  g_assert_cmpstr (label, ==, "Replaced “.00” with “.90” in 3 prices");
  g_assert_cmpint (fixture_staged (catalogue, 1, 11, PASAR_FIELD_PRICE), ==, 1090);
  g_assert_cmpint (fixture_staged (catalogue, 1, 12, PASAR_FIELD_PRICE), ==, 1290);
  g_assert_cmpint (fixture_staged (catalogue, 1, 13, PASAR_FIELD_PRICE), ==, PASAR_NO_VALUE);
  g_assert_cmpint (fixture_staged (catalogue, 2, 0, PASAR_FIELD_PRICE), ==, 590);
  g_assert_true (fixture_undo (catalogue));
  g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue), ==, 0);
}

/* What is left out is counted and said. */
static void
test_left_out (void)
{
  static const struct
  {
    const char *wanted;
    const char *by;
    PasarReplaceState state;
    const char *said;
  } cases[] = {
    { "5.00", "x", PASAR_REPLACE_UNREADABLE, "“x” is not a number" },
    { "5.00", "", PASAR_REPLACE_UNREADABLE, "Nothing was entered" },
    { "5.00", "+10%", PASAR_REPLACE_UNREADABLE, "not a number" },
    { "5.00", "=price*2", PASAR_REPLACE_UNREADABLE, "not a number" },
    { "5.00", "5,50", PASAR_REPLACE_UNREADABLE, "can be read in two ways" },
    { "5.00", "5.0051", PASAR_REPLACE_UNREADABLE, "has more than 2 decimals" },
    { "5.00", "-5", PASAR_REPLACE_UNREADABLE, "less than 0" },
    { "5.00", "RM 5", PASAR_REPLACE_UNREADABLE, "in another currency" },
    { "5.00", "0", PASAR_REPLACE_REFUSED, "more than 0" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
      g_autoptr (PasarReplace) replace =
          replace_in (catalogue, PASAR_COLUMN_PRICE, cases[i].wanted, cases[i].by);
      const guint first = pasar_replace_get_report (replace)->first_left_out;
      g_autofree char *reason = pasar_replace_dup_reason (replace, first);
      g_autofree char *label = NULL;

      g_test_message ("%s: %s", cases[i].by, reason);
      g_assert_cmpuint (count (replace, cases[i].state), ==, 1);
      g_assert_cmpuint (count (replace, PASAR_REPLACE_CHANGED), ==, 0);
      g_assert_cmpint (pasar_replace_get_cell (replace, first).key.item_id, ==, 2);
      g_assert_cmpint (pasar_replace_get_cell (replace, first).state, ==, cases[i].state);
      g_assert_nonnull (strstr (reason, cases[i].said));
      label = apply (catalogue, replace);
      g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue), ==, 0);
    }
}

/* Prices of an item are checked as they are after all of them have changed. */
static void
test_together (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autoptr (PasarReplace) both = replace_in (catalogue, PASAR_COLUMN_PRICE, ".00", "9.00");
  g_autoptr (PasarReplace) one = replace_in (catalogue, PASAR_COLUMN_PRICE, "10.00", "109.00");

  g_assert_cmpuint (count (both, PASAR_REPLACE_CHANGED), ==, 3);
  g_assert_cmpuint (count (both, PASAR_REPLACE_REFUSED), ==, 0);
  g_assert_cmpuint (count (one, PASAR_REPLACE_REFUSED), ==, 1);
  g_assert_cmpuint (pasar_replace_get_report (one)->n_by_rule[PASAR_RULE_PRICE_RATIO], ==, 1);
}

/* What a promotion locks waits until it has ended. */
static void
test_postponed (void)
{
  const PasarRowKey mug = { 2, 0 };
  const PasarPromotionLock discount = { "Discount", 1800000000, 0 };
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autoptr (PasarReplace) replace = NULL;
  g_autofree char *label = NULL;

  pasar_catalogue_set_promotion_lock (catalogue, mug, PASAR_PROMOTION_ONGOING, &discount);
  replace = replace_in (catalogue, PASAR_COLUMN_PRICE, "5.00", "5.90");
  g_assert_cmpuint (count (replace, PASAR_REPLACE_CHANGED), ==, 1);
  g_assert_cmpuint (count (replace, PASAR_REPLACE_REFUSED), ==, 0);
  label = apply (catalogue, replace);
  g_assert_cmpint (fixture_staged (catalogue, 2, 0, PASAR_FIELD_PRICE), ==, 590);
  g_assert_cmpuint (pasar_catalogue_get_n_postponed (catalogue), ==, 1);
}

static void
test_notes (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  const PasarColumn note = pasar_column_for_field (PASAR_FIELD_NOTE);
  const guint mug = pasar_catalogue_find (catalogue, 2, 0);
  g_autofree char *too_long = g_strnfill (501, 'x');
  g_autoptr (PasarReplace) replace = NULL;
  g_autoptr (PasarReplace) cleared = NULL;
  g_autoptr (PasarReplace) long_one = NULL;
  g_autofree char *label = NULL;
  g_autofree char *reason = NULL;
  gint64 text;

  g_assert_true (pasar_catalogue_parse_text (catalogue, "Supplier: ACME", &text, NULL));
  fixture_stage (catalogue, 2, 0, PASAR_FIELD_NOTE, text);

  replace = replace_in (catalogue, note, "acme", "Beta\tCo");
  g_assert_cmpuint (count (replace, PASAR_REPLACE_CHANGED), ==, 1);
  label = apply (catalogue, replace);
  g_assert_cmpstr (label, ==, "Replaced “acme” with “Beta\tCo” in 1 cell");
  g_assert_cmpstr (pasar_catalogue_read_value (catalogue, mug, note).text, ==, "Supplier: Beta Co");

  long_one = replace_in (catalogue, note, "beta", too_long);
  g_assert_cmpuint (count (long_one, PASAR_REPLACE_UNREADABLE), ==, 1);
  reason = pasar_replace_dup_reason (long_one, pasar_replace_get_report (long_one)->first_left_out);
  g_assert_nonnull (strstr (reason, "too long"));

  /* A note that nothing is left of is none. */
  cleared = replace_in (catalogue, note, "Supplier: Beta Co", "");
  g_free (g_steal_pointer (&label));
  label = apply (catalogue, cleared);
  g_assert_cmpstr (pasar_catalogue_read_value (catalogue, mug, note).text, ==, "");
  g_assert_true (fixture_undo (catalogue));
  g_assert_cmpstr (pasar_catalogue_read_value (catalogue, mug, note).text, ==, "Supplier: Beta Co");
}

static void
test_shares (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  const guint mug = pasar_catalogue_find (catalogue, 2, 0);
  const PasarColumn column = pasar_column_for_field (PASAR_FIELD_TARGET_MARGIN);
  g_autoptr (PasarReplace) replace = NULL;
  g_autofree char *label = NULL;
  g_autofree char *new = NULL;

  fixture_stage_edits (catalogue,
                       fixture_plan (catalogue, &mug, 1, PASAR_FIELD_TARGET_MARGIN, "25"));
  replace = replace_in (catalogue, column, "25%", "30.5 %");
  for (guint i = 0; i < pasar_replace_get_n_cells (replace); i++)
    {
      if (pasar_replace_get_cell (replace, i).state == PASAR_REPLACE_CHANGED)
        new = pasar_replace_dup_new (replace, i);
    }
  g_assert_cmpstr (new, ==, "30.5 %");
  label = apply (catalogue, replace);
  g_assert_cmpint (pasar_catalogue_read_number (catalogue, mug, column), ==, 305);
}

/* A number of the seller's own has as many decimals as it needs. */
static void
test_own (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  PasarField field;
  g_autoptr (GPtrArray) columns =
      pasar_catalogue_add_own_column (catalogue, PASAR_OWN_NUMBER, "Weight", &field, NULL);
  const guint mug = pasar_catalogue_find (catalogue, 2, 0);
  const PasarColumnInfo *info;
  g_autoptr (PasarReplace) replace = NULL;
  g_autofree char *label = NULL;

  pasar_catalogue_set_own_columns (catalogue, columns);
  info = pasar_catalogue_get_column (catalogue, pasar_column_for_field (field));
  fixture_stage (catalogue, 2, 0, field, 2500);
  replace = replace_in (catalogue, info->column, ".5", ".75");
  g_assert_cmpuint (count (replace, PASAR_REPLACE_CHANGED), ==, 1);
  label = apply (catalogue, replace);
  g_assert_cmpint (pasar_catalogue_read_number (catalogue, mug, info->column), ==, 2750);
}

/* Only what the seller can type is replaced in. */
static void
test_columns (void)
{
  static const char *const taken[] = { "price", "stock", "cost", "floor", "target-margin", "note" };
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  guint n = 0;

  for (guint i = 0; i < pasar_catalogue_get_n_columns (catalogue); i++)
    n += pasar_replace_takes_column (pasar_catalogue_get_nth_column (catalogue, i));
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (taken));
  for (guint i = 0; i < n; i++)
    g_assert_true (pasar_replace_takes_column (pasar_catalogue_find_column (catalogue, taken[i])));
}

/* It is done to what the cells say at its turn. */
static void
test_turn (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autoptr (PasarReplace) replace = replace_in (catalogue, PASAR_COLUMN_PRICE, ".00", ".90");
  g_autofree char *label = NULL;

  fixture_stage (catalogue, 1, 11, PASAR_FIELD_PRICE, 1100);
  fixture_stage (catalogue, 1, 12, PASAR_FIELD_PRICE, 1150);
  pasar_catalogue_remove_item (catalogue, 2);
  label = apply (catalogue, replace);
  g_assert_cmpstr (label, ==, "Replaced “.00” with “.90” in 1 price");
  g_assert_cmpuint (count (replace, PASAR_REPLACE_CHANGED), ==, 1);
  g_assert_cmpint (fixture_staged (catalogue, 1, 11, PASAR_FIELD_PRICE), ==, 1190);
  g_assert_cmpint (fixture_staged (catalogue, 1, 12, PASAR_FIELD_PRICE), ==, 1150);
}

/* What is replaced at locations counts more than what would be in their sum. */
static void
test_locations (void)
{
  g_autoptr (PasarCatalogue) catalogue = locations_make_catalogue ();
  g_autoptr (PasarPattern) pattern = pasar_pattern_new ("5", PASAR_PATTERN_PART);
  g_autoptr (PasarReplace) replace = pasar_replace_new (catalogue, pattern, "6");
  PasarField first;
  g_autofree char *label = NULL;
  guint row;

  locations_put (catalogue, 0, (Stocks){ 5, 50, PASAR_NO_VALUE }, 0);
  row = pasar_catalogue_find_editable (catalogue, location_keys[0]);
  first = locations_at (catalogue, 0);
  pasar_replace_add (replace, row, PASAR_COLUMN_STOCK);
  for (guint i = 0; i < N_LOCATIONS; i++)
    pasar_replace_add (replace, row, pasar_column_for_field (locations_at (catalogue, i)));
  g_assert_true (pasar_replace_run (replace, G_MAXINT64));
  g_assert_cmpuint (count (replace, PASAR_REPLACE_CHANGED), ==, 2);
  g_assert_cmpuint (count (replace, PASAR_REPLACE_UNCHANGED), ==, 2);
  label = apply (catalogue, replace);
  g_assert_cmpstr (label, ==, "Replaced “5” with “6” in 2 cells");
  g_assert_cmpint (locations_read_value (catalogue, 0, first).effective, ==, 6);
  g_assert_cmpint (locations_read_value (catalogue, 0, PASAR_FIELD_STOCK).effective, ==, 66);
}

/* A shop whose currency is not known is only shown. */
static void
test_read_only (void)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("", PASAR_DIGITS_UNKNOWN, 0);
  g_autoptr (PasarReplace) replace = NULL;
  g_autofree char *reason = NULL;

  fixture_put_plain (catalogue, 1, "Mug", 50000, 3);
  replace = replace_in (catalogue, PASAR_COLUMN_PRICE, "5", "6");
  g_assert_cmpuint (count (replace, PASAR_REPLACE_UNREADABLE), ==, 1);
  reason = pasar_replace_dup_reason (replace, 0);
  g_assert_cmpstr (reason, ==, pasar_catalogue_get_read_only_reason (catalogue));
}

/* Random prices and stocks, against what typing each result would come to. */
static void
test_random (void)
{
  static const char *const parts[] = { "1", "0", ".", ".5", "5", "12", "9", "00" };

  for (int round = 0; round < 300; round++)
    {
      g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 0);
      const char *wanted = parts[g_test_rand_int_range (0, G_N_ELEMENTS (parts))];
      const char *by = parts[g_test_rand_int_range (0, G_N_ELEMENTS (parts))];
      const PasarField field = g_test_rand_bit () ? PASAR_FIELD_PRICE : PASAR_FIELD_STOCK;
      gint64 expected[10];
      g_autoptr (PasarReplace) replace = NULL;
      g_autofree char *label = NULL;

      for (gint64 id = 1; id <= 10; id++)
        {
          const gint64 now = g_test_rand_int_range (1, 2000);
          g_autofree char *text =
              pasar_money_format (now, field == PASAR_FIELD_PRICE ? 2 : 0, &english);
          GString *typed = g_string_new (NULL);
          g_autofree char *result = NULL;
          gint64 to;

          fixture_put_plain (catalogue,
                             id,
                             "Mug",
                             field == PASAR_FIELD_PRICE ? now : 1000,
                             field == PASAR_FIELD_STOCK ? now : 5);
          for (const char *p = text; *p != '\0'; p++)
            {
              if (*p != ',')
                g_string_append_c (typed, *p);
            }
          /* The same number in another way means all of it. */
          if (!g_ascii_isdigit (*wanted) || strcmp (wanted, "00") == 0
              || g_ascii_strtoll (wanted, NULL, 10) * (field == PASAR_FIELD_PRICE ? 100 : 1) != now)
            g_string_replace (typed, wanted, by, 0);
          else
            g_string_assign (typed, by);
          result = g_string_free (typed, FALSE);
          expected[id - 1] =
              pasar_money_parse (result,
                                 NULL,
                                 field == PASAR_FIELD_PRICE ? 2 : 0,
                                 &english,
                                 &to,
                                 NULL)
                      && pasar_catalogue_check (catalogue,
                                                pasar_catalogue_find (catalogue, id, 0),
                                                field,
                                                to)
                             == PASAR_RULE_OK
                  ? to
                  : now;
        }
      replace = replace_in (catalogue, pasar_column_for_field (field), wanted, by);
      label = apply (catalogue, replace);
      for (gint64 id = 1; id <= 10; id++)
        g_assert_cmpint (pasar_catalogue_read_field (catalogue,
                                                     pasar_catalogue_find (catalogue, id, 0),
                                                     field)
                             .effective,
                         ==,
                         expected[id - 1]);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/replace/numbers", test_numbers);
  g_test_add_func ("/replace/prices", test_prices);
  g_test_add_func ("/replace/left-out", test_left_out);
  g_test_add_func ("/replace/together", test_together);
  g_test_add_func ("/replace/postponed", test_postponed);
  g_test_add_func ("/replace/notes", test_notes);
  g_test_add_func ("/replace/shares", test_shares);
  g_test_add_func ("/replace/own", test_own);
  g_test_add_func ("/replace/columns", test_columns);
  g_test_add_func ("/replace/turn", test_turn);
  g_test_add_func ("/replace/locations", test_locations);
  g_test_add_func ("/replace/read-only", test_read_only);
  g_test_add_func ("/replace/random", test_random);

  return g_test_run ();
}
