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

/* A source of as many cells that only knows which are empty. */
#define TEST_TYPE_CELLS (test_cells_get_type ())
G_DECLARE_FINAL_TYPE (TestCells, test_cells, TEST, CELLS, GObject)

struct _TestCells
{
  GObject parent_instance;

  gboolean is_filled[N_ROWS][N_PLACES];
};

static gboolean
is_empty (PasarGridSource *source, guint row, guint column)
{
  g_assert_cmpuint (row, <, N_ROWS);
  g_assert_cmpuint (column, <, N_PLACES);
  return !TEST_CELLS (source)->is_filled[row][column];
}

static void
source_init (PasarGridSourceInterface *iface)
{
  iface->is_empty = is_empty;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestCells,
                               test_cells,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PASAR_TYPE_GRID_SOURCE, source_init))

static void
test_cells_class_init (TestCellsClass *klass)
{
}

static void
test_cells_init (TestCells *self)
{
  for (guint row = 0; row < N_ROWS; row++)
    for (guint place = 0; place < N_PLACES; place++)
      self->is_filled[row][place] = cells[row][place] == 'x';
}

/* The columns are shown in their order. */
static const guint columns[N_PLACES] = { 0, 1, 2, 3, 4, 5 };

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
  g_autoptr (PasarGridSource) source = g_object_new (TEST_TYPE_CELLS, NULL);
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
          pasar_grid_move_find (cases[i].move, &geometry, source, columns, &row, &place));
      g_assert_cmpuint (row, ==, cases[i].to_row);
      g_assert_cmpuint (place, ==, cases[i].to_place);
    }
}

static void
test_tab_leaves (void)
{
  g_autoptr (PasarGridSource) source = g_object_new (TEST_TYPE_CELLS, NULL);
  guint row = 0;
  guint place = 0;

  g_assert_false (
      pasar_grid_move_find (PASAR_GRID_MOVE_PREVIOUS, &geometry, source, columns, &row, &place));
  row = N_ROWS - 1;
  place = N_PLACES - 1;
  g_assert_false (
      pasar_grid_move_find (PASAR_GRID_MOVE_NEXT, &geometry, source, columns, &row, &place));
}

/* However small the window, a screen is at least one cell. */
static void
test_small (void)
{
  g_autoptr (PasarGridSource) source = g_object_new (TEST_TYPE_CELLS, NULL);
  PasarGridGeometry small = geometry;
  guint row = 3;
  guint place = 3;

  small.height = 5;
  small.width = 90;
  pasar_grid_move_find (PASAR_GRID_MOVE_PAGE_DOWN, &small, source, columns, &row, &place);
  g_assert_cmpuint (row, ==, 4);
  pasar_grid_move_find (PASAR_GRID_MOVE_PAGE_FORWARD, &small, source, columns, &row, &place);
  g_assert_cmpuint (place, ==, 4);
}

static void
test_block (void)
{
  g_autoptr (PasarGridSource) source = g_object_new (TEST_TYPE_CELLS, NULL);
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
          pasar_grid_move_find_block (&geometry, source, columns, cases[i].row, cases[i].place);

      g_test_message ("block of %u, %u", cases[i].row, cases[i].place);
      g_assert_cmpmem (&block, sizeof block, &cases[i].block, sizeof block);
    }
}

/* Goes cell by cell. */
static guint
walk_to_edge (TestCells *self, guint row, guint place, gboolean back)
{
  const guint end = back ? 0 : N_ROWS - 1;
  const guint step = back ? G_MAXUINT : 1;

  if (row != end && self->is_filled[row][place] && self->is_filled[row + step][place])
    {
      while (row != end && self->is_filled[row + step][place])
        row += step;
      return row;
    }
  while (row != end)
    {
      row += step;
      if (self->is_filled[row][place])
        break;
    }
  return row;
}

static gboolean
is_any_filled (TestCells *self, int first_row, int last_row, int first_place, int last_place)
{
  for (int row = MAX (first_row, 0); row <= MIN (last_row, N_ROWS - 1); row++)
    for (int place = MAX (first_place, 0); place <= MIN (last_place, N_PLACES - 1); place++)
      {
        if (self->is_filled[row][place])
          return TRUE;
      }
  return FALSE;
}

/* Grows by one row or column at a time. */
static PasarGridRange
walk_block (TestCells *self, int row, int place)
{
  int top = row;
  int bottom = row;
  int first = place;
  int last = place;
  gboolean grows = TRUE;

  while (grows)
    {
      if (top > 0 && is_any_filled (self, top - 1, top - 1, first - 1, last + 1))
        top--;
      else if (bottom < N_ROWS - 1
               && is_any_filled (self, bottom + 1, bottom + 1, first - 1, last + 1))
        bottom++;
      else if (first > 0 && is_any_filled (self, top - 1, bottom + 1, first - 1, first - 1))
        first--;
      else if (last < N_PLACES - 1 && is_any_filled (self, top - 1, bottom + 1, last + 1, last + 1))
        last++;
      else
        grows = FALSE;
    }
  return (PasarGridRange){ (guint) top,
                           (guint) (bottom - top + 1),
                           (guint) first,
                           (guint) (last - first + 1) };
}

static void
check_cell (TestCells *self, guint row, guint place)
{
  PasarGridSource *source = PASAR_GRID_SOURCE (self);
  const PasarGridRange expected = walk_block (self, (int) row, (int) place);
  const PasarGridRange block = pasar_grid_move_find_block (&geometry, source, columns, row, place);
  guint up = row;
  guint down = row;
  guint same = place;

  g_assert_cmpmem (&block, sizeof block, &expected, sizeof expected);
  pasar_grid_move_find (PASAR_GRID_MOVE_UP_EDGE, &geometry, source, columns, &up, &same);
  pasar_grid_move_find (PASAR_GRID_MOVE_DOWN_EDGE, &geometry, source, columns, &down, &same);
  g_assert_cmpuint (up, ==, walk_to_edge (self, row, place, TRUE));
  g_assert_cmpuint (down, ==, walk_to_edge (self, row, place, FALSE));
}

static void
test_random (void)
{
  g_autoptr (TestCells) self = g_object_new (TEST_TYPE_CELLS, NULL);

  for (guint i = 0; i < 300; i++)
    {
      const int density = g_test_rand_int_range (0, 101);

      for (guint row = 0; row < N_ROWS; row++)
        for (guint place = 0; place < N_PLACES; place++)
          self->is_filled[row][place] = g_test_rand_int_range (0, 100) < density;
      for (guint row = 0; row < N_ROWS; row++)
        for (guint place = 0; place < N_PLACES; place++)
          check_cell (self, row, place);
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
  g_test_add_func ("/move/random", test_random);
  return g_test_run ();
}
