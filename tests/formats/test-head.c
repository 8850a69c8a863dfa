/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/delimited.h"
#include "formats/head.h"

#include <string.h>

typedef struct
{
  const char *text;
  int row;
  PasarCertainty certainty;
  guint width;
  guint n_wide;
} Case;

static const Case cases[] = {
  { "", -1, PASAR_CERTAINTY_NONE, 0, 0 },
  { "SKU\tPrice\nA1\t5\nA2\t6\n", 0, PASAR_CERTAINTY_CERTAIN, 2, 0 },
  { "SKU\tPrice\nA1\tRM 5.00\n", 0, PASAR_CERTAINTY_CERTAIN, 2, 0 },
  { "SKU\tSince\nA1\t2024-05-01\n", 0, PASAR_CERTAINTY_CERTAIN, 2, 0 },
  /* Titles, a date, an empty row and groups of columns above it. */
  { "Prices of May\t\t\t\n\t\t\t\nDate\t2024-05-01\t\t\n\t\tOurs\t\nSKU\tName\tPrice\tStock\n"
    "A1\tShirt\t5\t6\nA2\tMug\t6\t7\n",
    4,
    PASAR_CERTAINTY_CERTAIN,
    4,
    0 },
  /* Values from the first row on. */
  { "A1\t5\nA2\t6\n", -1, PASAR_CERTAINTY_LIKELY, 2, 0 },
  { "1\n2\n", -1, PASAR_CERTAINTY_LIKELY, 1, 0 },
  { "Price\n5\n6\n", 0, PASAR_CERTAINTY_CERTAIN, 1, 0 },
  /* Texts over texts prove nothing. */
  { "SKU\tName\nA1\tShirt\n", 0, PASAR_CERTAINTY_UNCERTAIN, 2, 0 },
  /* A comma that nothing quoted has moved cells. */
  { "SKU\tName\tPrice\nA1\tShirt\t5\nA2\tMug\tblue\t5\nA3\tCap\t5\t\n",
    0,
    PASAR_CERTAINTY_CERTAIN,
    3,
    1 },
};

static void
test_find (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *text = cases[i].text;
      g_autoptr (PasarTextTable) table = pasar_delimited_read (text, strlen (text), '\t', NULL);
      const PasarHead head = pasar_head_find (table);

      g_test_message ("%s", text);
      g_assert_cmpint (head.row, ==, cases[i].row);
      g_assert_cmpint (head.first_row, ==, cases[i].row + 1);
      g_assert_cmpint (head.certainty, ==, cases[i].certainty);
      g_assert_cmpuint (head.width, ==, cases[i].width);
      g_assert_cmpuint (head.n_wide, ==, cases[i].n_wide);
      if (head.n_wide > 0)
        g_assert_cmpuint (head.first_wide, ==, 2);
    }
}

/* The user says where it is. */
static void
test_given (void)
{
  static const char text[] = "List\t\nSKU\tName\nA1\tShirt\n";
  g_autoptr (PasarTextTable) table = pasar_delimited_read (text, strlen (text), '\t', NULL);
  const PasarHead none = pasar_head_at (table, -1);
  const PasarHead second = pasar_head_at (table, 1);

  g_assert_cmpuint (none.first_row, ==, 0);
  g_assert_cmpuint (none.width, ==, 2);
  g_assert_cmpuint (second.first_row, ==, 2);
  g_assert_cmpint (second.certainty, ==, PASAR_CERTAINTY_CERTAIN);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/head/find", test_find);
  g_test_add_func ("/head/given", test_given);

  return g_test_run ();
}
