/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/grid/move.h"

#define N_ROWS   8
#define N_PLACES 6

/* Cells that hold something. */
static const char *const cells[N_ROWS] = {
  "xxx.xx", /* 0 */
  "xx.xx.", /* 1 */
  "xx...x", /* 2 */
  "......", /* 3 */
  "...x..", /* 4 */
  "...xx.", /* 5 */
  "......", /* 6 */
  "......", /* 7 */
};

static gboolean
is_empty_cb (guint row, guint place, gpointer data)
{
  g_assert_cmpuint (row, <, N_ROWS);
  g_assert_cmpuint (place, <, N_PLACES);
  return cells[row][place] == '.';
}

static int widths[N_PLACES] = { 100, 50, 50, 80, 60, 40 };

/* The first column is frozen; 150 pixels for the others. Three rows are seen wholly. */
static const PasarGridGeometry geometry = {
  .n_rows = N_ROWS,
  .row_height = 20,
  .n_places = N_PLACES,
  .widths = widths,
  .n_frozen = 1,
  .width = 250,
  .height = 70,
};

static void
test_table (void)
{
  static const struct
  {
    PasarGridMove move;
    guint row;
    guint place;
    guint to_row;
    guint to_place;
  } cases[] = {
    { PASAR_GRID_MOVE_UP, 3, 2, 2, 2 },
    { PASAR_GRID_MOVE_UP, 0, 2, 0, 2 },
    { PASAR_GRID_MOVE_DOWN, 3, 2, 4, 2 },
    { PASAR_GRID_MOVE_DOWN, 7, 2, 7, 2 },
    { PASAR_GRID_MOVE_BACK, 3, 2, 3, 1 },
    { PASAR_GRID_MOVE_BACK, 3, 0, 3, 0 },
    { PASAR_GRID_MOVE_FORWARD, 3, 2, 3, 3 },
    { PASAR_GRID_MOVE_FORWARD, 3, 5, 3, 5 },
    /* To the edge of the block, of the next one, of the sheet. */
    { PASAR_GRID_MOVE_DOWN_EDGE, 0, 0, 2, 0 },
    { PASAR_GRID_MOVE_DOWN_EDGE, 2, 0, 7, 0 },
    { PASAR_GRID_MOVE_DOWN_EDGE, 7, 0, 7, 0 },
    { PASAR_GRID_MOVE_DOWN_EDGE, 1, 3, 4, 3 },
    { PASAR_GRID_MOVE_DOWN_EDGE, 4, 3, 5, 3 },
    { PASAR_GRID_MOVE_DOWN_EDGE, 0, 5, 2, 5 },
    { PASAR_GRID_MOVE_UP_EDGE, 7, 3, 5, 3 },
    { PASAR_GRID_MOVE_UP_EDGE, 5, 3, 4, 3 },
    { PASAR_GRID_MOVE_UP_EDGE, 4, 3, 1, 3 },
    { PASAR_GRID_MOVE_UP_EDGE, 1, 3, 0, 3 },
    { PASAR_GRID_MOVE_UP_EDGE, 0, 3, 0, 3 },
    { PASAR_GRID_MOVE_FORWARD_EDGE, 0, 0, 0, 2 },
    { PASAR_GRID_MOVE_FORWARD_EDGE, 0, 2, 0, 4 },
    { PASAR_GRID_MOVE_FORWARD_EDGE, 0, 4, 0, 5 },
    { PASAR_GRID_MOVE_FORWARD_EDGE, 3, 0, 3, 5 },
    { PASAR_GRID_MOVE_BACK_EDGE, 0, 5, 0, 4 },
    { PASAR_GRID_MOVE_BACK_EDGE, 0, 4, 0, 2 },
    { PASAR_GRID_MOVE_BACK_EDGE, 0, 2, 0, 0 },
    { PASAR_GRID_MOVE_BACK_EDGE, 5, 3, 5, 0 },
    /* One of the rows seen before is still seen. */
    { PASAR_GRID_MOVE_PAGE_DOWN, 1, 2, 3, 2 },
    { PASAR_GRID_MOVE_PAGE_DOWN, 6, 2, 7, 2 },
    { PASAR_GRID_MOVE_PAGE_UP, 6, 2, 4, 2 },
    { PASAR_GRID_MOVE_PAGE_UP, 1, 2, 0, 2 },
    { PASAR_GRID_MOVE_PAGE_FORWARD, 1, 1, 1, 3 },
    { PASAR_GRID_MOVE_PAGE_FORWARD, 1, 3, 1, 5 },
    { PASAR_GRID_MOVE_PAGE_FORWARD, 1, 5, 1, 5 },
    { PASAR_GRID_MOVE_PAGE_BACK, 1, 5, 1, 3 },
    { PASAR_GRID_MOVE_PAGE_BACK, 1, 1, 1, 0 },
    { PASAR_GRID_MOVE_ROW_START, 3, 2, 3, 0 },
    { PASAR_GRID_MOVE_ROW_END, 3, 2, 3, 5 },
    { PASAR_GRID_MOVE_START, 3, 2, 0, 0 },
    { PASAR_GRID_MOVE_END, 3, 2, 7, 5 },
    { PASAR_GRID_MOVE_NEXT, 3, 2, 3, 3 },
    { PASAR_GRID_MOVE_NEXT, 3, 5, 4, 0 },
    { PASAR_GRID_MOVE_PREVIOUS, 3, 2, 3, 1 },
    { PASAR_GRID_MOVE_PREVIOUS, 3, 0, 2, 5 },
    { PASAR_GRID_MOVE_ENTER, 3, 2, 4, 2 },
    { PASAR_GRID_MOVE_ENTER, 7, 2, 7, 2 },
    { PASAR_GRID_MOVE_ENTER_BACK, 3, 2, 2, 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint row = cases[i].row;
      guint place = cases[i].place;

      g_test_message ("move %d from %u, %u", (int) cases[i].move, row, place);
      g_assert_true (
          pasar_grid_move_find (cases[i].move, &geometry, is_empty_cb, NULL, &row, &place));
      g_assert_cmpuint (row, ==, cases[i].to_row);
      g_assert_cmpuint (place, ==, cases[i].to_place);
    }
}

static void
test_tab_leaves (void)
{
  guint row = 0;
  guint place = 0;

  g_assert_false (
      pasar_grid_move_find (PASAR_GRID_MOVE_PREVIOUS, &geometry, is_empty_cb, NULL, &row, &place));
  row = N_ROWS - 1;
  place = N_PLACES - 1;
  g_assert_false (
      pasar_grid_move_find (PASAR_GRID_MOVE_NEXT, &geometry, is_empty_cb, NULL, &row, &place));
}

/* However small the window, a screen is at least one cell. */
static void
test_small (void)
{
  PasarGridGeometry small = geometry;
  guint row = 3;
  guint place = 3;

  small.height = 5;
  small.width = 90;
  pasar_grid_move_find (PASAR_GRID_MOVE_PAGE_DOWN, &small, is_empty_cb, NULL, &row, &place);
  g_assert_cmpuint (row, ==, 4);
  pasar_grid_move_find (PASAR_GRID_MOVE_PAGE_FORWARD, &small, is_empty_cb, NULL, &row, &place);
  g_assert_cmpuint (place, ==, 4);
}

static void
test_block (void)
{
  static const struct
  {
    guint row;
    guint place;
    PasarGridRange block;
  } cases[] = {
    { 0, 0, { 0, 3, 0, 6 } },
    { 2, 3, { 0, 3, 0, 6 } },
    { 5, 3, { 4, 2, 3, 2 } },
    { 7, 0, { 7, 1, 0, 1 } },
    /* Next to a block an empty cell belongs to it. */
    { 6, 2, { 4, 3, 2, 3 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const PasarGridRange block =
          pasar_grid_move_find_block (&geometry, is_empty_cb, NULL, cases[i].row, cases[i].place);

      g_test_message ("block of %u, %u", cases[i].row, cases[i].place);
      g_assert_cmpmem (&block, sizeof block, &cases[i].block, sizeof block);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/move/table", test_table);
  g_test_add_func ("/move/tab-leaves", test_tab_leaves);
  g_test_add_func ("/move/small", test_small);
  g_test_add_func ("/move/block", test_block);
  return g_test_run ();
}
