/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/damage.h"
#include "formats/delimited.h"

#include <string.h>

#define NONE -1

typedef struct
{
  const char *code;
  int of_sku;
  int of_id;
} Case;

static const Case cases[] = {
  { "LS-W-01", NONE, NONE },
  { "1234567890", NONE, NONE },
  { "", NONE, NONE },
  { "1.2E+15", PASAR_DAMAGE_EXPONENT, PASAR_DAMAGE_EXPONENT },
  { "1,23457E+11", PASAR_DAMAGE_EXPONENT, PASAR_DAMAGE_EXPONENT },
  { "5e+20", PASAR_DAMAGE_EXPONENT, PASAR_DAMAGE_EXPONENT },
  { "1.2E15", PASAR_DAMAGE_EXPONENT, PASAR_DAMAGE_EXPONENT },
  { " 1.2E+15 ", PASAR_DAMAGE_EXPONENT, PASAR_DAMAGE_EXPONENT },
  /* SKUs of their own right. */
  { "12E5", NONE, PASAR_DAMAGE_EXPONENT },
  { "E10", NONE, NONE },
  { "MAR-01", NONE, NONE },
  { "MARINE-01", NONE, NONE },
  { "10-20-30", NONE, NONE },
  { "12.5", NONE, PASAR_DAMAGE_NUMBER },
  { "3-1", NONE, NONE },
  { "2024-13-01", NONE, NONE },
  { "#12", NONE, NONE },
  { "'90s'", NONE, NONE },
  { "3-Jan", PASAR_DAMAGE_DATE, PASAR_DAMAGE_DATE },
  { "Mar-01", PASAR_DAMAGE_DATE, PASAR_DAMAGE_DATE },
  { "03-Jan-24", PASAR_DAMAGE_DATE, PASAR_DAMAGE_DATE },
  { "01/mar", PASAR_DAMAGE_DATE, PASAR_DAMAGE_DATE },
  { "3-sty", PASAR_DAMAGE_DATE, PASAR_DAMAGE_DATE },
  { "03-Des", PASAR_DAMAGE_DATE, PASAR_DAMAGE_DATE },
  { "03-Thg1", PASAR_DAMAGE_DATE, PASAR_DAMAGE_DATE },
  { "3-ม.ค.", PASAR_DAMAGE_DATE, PASAR_DAMAGE_DATE },
  { "1月3日", PASAR_DAMAGE_DATE, PASAR_DAMAGE_DATE },
  { "2024-01-03", PASAR_DAMAGE_DATE, PASAR_DAMAGE_DATE },
  { "2024-01-03 00:00:00", PASAR_DAMAGE_DATE, PASAR_DAMAGE_DATE },
  { "03/01/2024", PASAR_DAMAGE_DATE, PASAR_DAMAGE_DATE },
  { "3.1.2024", PASAR_DAMAGE_DATE, PASAR_DAMAGE_DATE },
  { "01/03/24", PASAR_DAMAGE_DATE, PASAR_DAMAGE_DATE },
  { "#N/A", PASAR_DAMAGE_ERROR, PASAR_DAMAGE_ERROR },
  { "#REF!", PASAR_DAMAGE_ERROR, PASAR_DAMAGE_ERROR },
  { "#DIV/0!", PASAR_DAMAGE_ERROR, PASAR_DAMAGE_ERROR },
  { "#¡VALOR!", PASAR_DAMAGE_ERROR, PASAR_DAMAGE_ERROR },
  { "#NAZWA?", PASAR_DAMAGE_ERROR, PASAR_DAMAGE_ERROR },
  { "Err:502", PASAR_DAMAGE_ERROR, PASAR_DAMAGE_ERROR },
  { "#####", PASAR_DAMAGE_ERROR, PASAR_DAMAGE_ERROR },
  { "1,234,567,890", NONE, PASAR_DAMAGE_NUMBER },
  { "1.234.567", NONE, PASAR_DAMAGE_NUMBER },
  { "1234567890.0", NONE, PASAR_DAMAGE_NUMBER },
  { "'00123", PASAR_DAMAGE_APOSTROPHE, PASAR_DAMAGE_APOSTROPHE },
  /* More digits than are kept: three zeros prove it. */
  { "123456789012345000", PASAR_DAMAGE_ROUNDED, PASAR_DAMAGE_ROUNDED },
  { "123456789012345678", NONE, NONE },
  { "123456789012345", NONE, NONE },
  { "100000000000000", NONE, NONE },
};

/* The shop's codes are those of a list. */
static gboolean
knows_cb (const char *code, gpointer user_data)
{
  return g_strv_contains (user_data, code);
}

/* What is found in a column under a head, as one letter a row. */
static char *
dup_found (const char *const *rows, gboolean is_id, const char *const *known)
{
  static const char letters[] = "ERZDXNA";
  g_autofree char *list = g_strjoinv ("\n", (char **) rows);
  g_autofree char *text = g_strdup_printf ("head\tx\n%s\n", list);
  g_autoptr (PasarTextTable) table = pasar_delimited_read (text, strlen (text), '\t', NULL);
  const PasarCodeColumn codes = { 0, 1, is_id, known != NULL ? knows_cb : NULL, (gpointer) known };
  g_autoptr (GArray) found = pasar_damage_find (table, &codes);
  GString *result = g_string_new (NULL);

  for (guint row = 1; row < table->n_rows; row++)
    g_string_append_c (result, '.');
  for (guint i = 0; i < found->len; i++)
    {
      const PasarDamage *damage = &g_array_index (found, PasarDamage, i);

      g_assert_true (i == 0 || damage->row > damage[-1].row);
      result->str[damage->row - 1] = letters[damage->kind];
    }
  return g_string_free (result, FALSE);
}

static void
assert_found (const char *const *rows,
              gboolean is_id,
              const char *const *known,
              const char *expected)
{
  g_autofree char *found = dup_found (rows, is_id, known);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_cells (void)
{
  static const char letters[] = "ERZDXNA";

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *code = g_strstrip (g_strdup (cases[i].code));
      const char *const rows[] = { cases[i].code, NULL };
      const char *const known[] = { code, NULL };
      const char sku[] = { cases[i].of_sku == NONE ? '.' : letters[cases[i].of_sku], '\0' };
      const char id[] = { cases[i].of_id == NONE ? '.' : letters[cases[i].of_id], '\0' };

      g_test_message ("%s", cases[i].code);
      assert_found (rows, FALSE, NULL, sku);
      assert_found (rows, TRUE, NULL, id);
      /* What the shop has is no damage. */
      assert_found (rows, FALSE, known, ".");
    }
}

static void
test_rounded (void)
{
  static const char *const genuine[] = { "1234567890123456",
                                         "1234567890123450",
                                         "1234567890123457",
                                         "1234567890123459",
                                         NULL };
  static const char *const rounded[] = { "1234567890123450", "1234567890123460", "12", NULL };

  assert_found (genuine, FALSE, NULL, "....");
  assert_found (rounded, FALSE, NULL, "RR.");
}

static void
test_zeros (void)
{
  static const char *const one_length[] = { "00123", "01234", "12345", "123", "54321", NULL };
  static const char *const lengths[] = { "001", "01234", "12345", "12", NULL };
  static const char *const alone[] = { "123", "45", NULL };
  static const char *const known[] = { "00123", "7", NULL };
  static const char *const asked[] = { "123", "7", "45", "A1", NULL };

  assert_found (one_length, FALSE, NULL, "...Z.");
  assert_found (lengths, FALSE, NULL, "....");
  assert_found (alone, FALSE, NULL, "..");
  assert_found (asked, FALSE, known, "Z...");
}

/* A code that became an amount is known by the one that the shop has. */
static void
test_whole (void)
{
  static const char *const rows[] = { "1001.0", "1002.00", "1003.5", "1004.0", NULL };
  static const char *const known[] = { "1001", "1002", "1003", NULL };

  assert_found (rows, FALSE, known, "NN..");
}

/* What a workbook says of its cells needs no look at them. */
static void
test_types (void)
{
  const char *cells[] = { "45000", "x", "0.12", "12" };
  guint8 types[] = { PASAR_CELL_DATE, PASAR_CELL_ERROR, PASAR_CELL_PERCENT, PASAR_CELL_NUMBER };
  const PasarTextTable table = { .n_rows = 4, .n_columns = 1, .cells = cells, .types = types };
  const PasarCodeColumn codes = { 0 };
  g_autoptr (GArray) found = pasar_damage_find (&table, &codes);

  g_assert_cmpuint (found->len, ==, 3);
  g_assert_cmpint (g_array_index (found, PasarDamage, 0).kind, ==, PASAR_DAMAGE_DATE);
  g_assert_cmpint (g_array_index (found, PasarDamage, 1).kind, ==, PASAR_DAMAGE_ERROR);
  g_assert_cmpint (g_array_index (found, PasarDamage, 2).kind, ==, PASAR_DAMAGE_NUMBER);
}

/* A number cannot have so many digits; the texts beside it were not rounded, and prove nothing. */
static void
test_number_among_texts (void)
{
  const char *cells[] = { "1234567890123456", "1234567890123459", "1234567890123460" };
  guint8 types[] = { PASAR_CELL_TEXT, PASAR_CELL_TEXT, PASAR_CELL_NUMBER };
  const PasarTextTable table = { .n_rows = 3, .n_columns = 1, .cells = cells, .types = types };
  const PasarCodeColumn codes = { 0 };
  g_autoptr (GArray) found = pasar_damage_find (&table, &codes);

  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpuint (g_array_index (found, PasarDamage, 0).row, ==, 2);
  g_assert_cmpint (g_array_index (found, PasarDamage, 0).kind, ==, PASAR_DAMAGE_ROUNDED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/damage/cells", test_cells);
  g_test_add_func ("/damage/rounded", test_rounded);
  g_test_add_func ("/damage/zeros", test_zeros);
  g_test_add_func ("/damage/whole", test_whole);
  g_test_add_func ("/damage/types", test_types);
  g_test_add_func ("/damage/number-among-texts", test_number_among_texts);

  return g_test_run ();
}
