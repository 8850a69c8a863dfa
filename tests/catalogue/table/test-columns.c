/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/table/columns-private.h"
#include "catalogue/table/entries-private.h"
#include "catalogue/values/number.h"

#include <string.h>

static void
test_arena (void)
{
  PasarArena arena;
  PasarArena shared;
  g_autofree char *long_text = g_strnfill (3 * PASAR_ARENA_BLOCK, 'x');
  const char *first;
  guint32 offset;
  guint32 long_offset;

  pasar_arena_init (&arena);
  g_assert_cmpuint (pasar_arena_add (&arena, "", 0), ==, 0);
  g_assert_cmpstr (pasar_arena_get (&arena, 0), ==, "");
  offset = pasar_arena_add (&arena, "first of all", 5);
  first = pasar_arena_get (&arena, offset);
  g_assert_cmpstr (first, ==, "first");
  shared = pasar_arena_share (&arena);

  /* Blocks are added; nothing that is there moves. */
  long_offset = pasar_arena_add (&arena, long_text, strlen (long_text));
  for (guint i = 0; i < 100000; i++)
    {
      char text[16];
      const gsize length = (gsize) g_snprintf (text, sizeof text, "%u", i);

      g_assert_cmpstr (pasar_arena_get (&arena, pasar_arena_add (&arena, text, length)), ==, text);
    }
  g_assert_true (pasar_arena_get (&arena, offset) == first);
  g_assert_cmpstr (pasar_arena_get (&arena, long_offset), ==, long_text);
  pasar_arena_clear (&arena);
  g_assert_cmpstr (pasar_arena_get (&shared, offset), ==, "first");
  pasar_arena_clear (&shared);
}

static void
test_arena_intern (void)
{
  PasarArena arena;
  gsize size;

  pasar_arena_init (&arena);
  for (guint i = 0; i < 1000; i++)
    {
      static const char *const texts[] = { "White", "Whit", "White, S", "白", "" };
      const char *text = texts[i % G_N_ELEMENTS (texts)];

      g_assert_cmpstr (pasar_arena_get (&arena, pasar_arena_intern (&arena, text, strlen (text))),
                       ==,
                       text);
    }
  size = arena.size;
  g_assert_cmpuint (pasar_arena_intern (&arena, "White", 5),
                    ==,
                    pasar_arena_intern (&arena, "White, S", 5));
  g_assert_cmpuint (arena.size, ==, size);
  pasar_arena_clear (&arena);
}

static gint64
random_number (void)
{
  static const gint64 edges[] = {
    PASAR_NO_VALUE,
    0,
    1,
    -1,
    G_MAXINT32,
    (gint64) G_MAXINT32 + 1,
    G_MININT32,
    G_MININT32 + 1,
    G_MININT32 + 2,
    (gint64) G_MININT32 - 1,
    PASAR_VALUE_MAX,
    PASAR_VALUE_MAX + 1,
    -PASAR_VALUE_MAX,
    G_MAXINT64,
  };

  return edges[g_test_rand_int_range (0, G_N_ELEMENTS (edges))];
}

/* Whatever is put in comes out, wherever it is copied. */
static void
test_numbers (void)
{
  enum
  {
    N = 200
  };
  PasarRows rows = { 0 };
  PasarRows other = { 0 };
  gint64 expected[N];

  for (guint i = 0; i < N; i++)
    {
      expected[i] = PASAR_NO_VALUE;
      pasar_rows_append (&rows, 0, i, 0);
      g_assert_cmpint (pasar_numbers_get (&rows.value[0], i), ==, PASAR_NO_VALUE);
    }
  pasar_rows_append (&other, 0, 0, 0);
  for (guint i = 0; i < 20000; i++)
    {
      const guint row = (guint) g_test_rand_int_range (0, N);
      const guint from = (guint) g_test_rand_int_range (0, N);

      if (g_test_rand_bit ())
        {
          expected[row] = random_number ();
          pasar_numbers_set (&rows.value[0], row, expected[row]);
        }
      else
        {
          pasar_rows_copy (&other, 0, &rows, from);
          pasar_rows_copy (&rows, row, &other, 0);
          expected[row] = expected[from];
        }
      g_assert_cmpint (pasar_numbers_get (&rows.value[0], row), ==, expected[row]);
    }
  pasar_rows_trim (&rows);
  for (guint i = 0; i < N; i++)
    g_assert_cmpint (pasar_numbers_get (&rows.value[0], i), ==, expected[i]);
  pasar_rows_clear (&rows);
  pasar_rows_clear (&other);
}

static void
test_sorting (void)
{
  for (guint i = 0; i < 50; i++)
    {
      const guint n = (guint) g_test_rand_int_range (0, 100000);
      const guint shift = (guint) g_test_rand_int_range (0, 50);
      g_autofree PasarSortEntry *entries = g_new (PasarSortEntry, n + 1);
      g_autofree PasarSortEntry *scratch = g_new (PasarSortEntry, n + 1);
      PasarSorting sorting;

      for (guint k = 0; k < n; k++)
        entries[k] =
            (PasarSortEntry){ (guint64) (guint) g_test_rand_int_range (0, 5000) << shift, k };
      pasar_sorting_init (&sorting, entries, scratch, n, (guint64) 0x1fff << shift);
      while (!pasar_sorting_run (&sorting, i % 2 == 0 ? 0 : G_MAXINT64))
        ;
      for (guint k = 1; k < n; k++)
        {
          g_assert_cmpuint (sorting.from[k - 1].key, <=, sorting.from[k].key);
          if (sorting.from[k - 1].key == sorting.from[k].key)
            g_assert_cmpuint (sorting.from[k - 1].id, <, sorting.from[k].id);
        }
      pasar_sorting_clear (&sorting);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/columns/arena", test_arena);
  g_test_add_func ("/columns/arena-intern", test_arena_intern);
  g_test_add_func ("/columns/numbers", test_numbers);
  g_test_add_func ("/columns/sorting", test_sorting);
  return g_test_run ();
}
