/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/grid/selection.h"
#include "grid-fixture.h"

/* The selected cells as "first_row+n_rows,first_place+n_places …", * for all. */
static char *
describe (PasarGridSelection *selection)
{
  GString *text = g_string_new (NULL);
  guint n;
  const PasarGridRange *ranges = pasar_grid_selection_get_ranges (selection, &n);

  for (guint i = 0; i < n; i++)
    {
      const guint numbers[] = { ranges[i].first_row,
                                ranges[i].n_rows,
                                ranges[i].first_column,
                                ranges[i].n_columns };

      for (guint j = 0; j < G_N_ELEMENTS (numbers); j++)
        {
          if (numbers[j] == PASAR_GRID_NONE)
            g_string_append_c (text, '*');
          else
            g_string_append_printf (text, "%u", numbers[j]);
          g_string_append_c (text, "+,+ "[j]);
        }
    }
  if (text->len > 0)
    g_string_truncate (text, text->len - 1);
  return g_string_free (text, FALSE);
}

static void
assert_ranges (PasarGridSelection *selection, const char *expected)
{
  g_autofree char *ranges = describe (selection);

  g_assert_cmpstr (ranges, ==, expected);
}

static void
assert_cursor (PasarGridSelection *selection, guint row, guint place)
{
  guint cursor_place;

  g_assert_cmpuint (pasar_grid_selection_get_cursor (selection, &cursor_place), ==, row);
  g_assert_cmpuint (cursor_place, ==, place);
}

static PasarGridSelection *
new_selection (guint n_rows, guint n_places)
{
  PasarGridSelection *selection = pasar_grid_selection_new ();

  pasar_grid_selection_set_size (selection, n_rows, n_places);
  return selection;
}

static void
test_range (void)
{
  g_autoptr (PasarGridSelection) selection = new_selection (20, 6);
  guint place;

  assert_cursor (selection, 0, 0);
  pasar_grid_selection_set_cursor (selection, 5, 3);
  assert_ranges (selection, "");
  pasar_grid_selection_extend (selection, 2, 4);
  assert_ranges (selection, "2+4,3+2");
  assert_cursor (selection, 5, 3);
  g_assert_cmpuint (pasar_grid_selection_get_corner (selection, &place), ==, 2);
  g_assert_cmpuint (place, ==, 4);
  pasar_grid_selection_extend (selection, 7, 3);
  assert_ranges (selection, "5+3,3+1");
  /* Back at the cursor, nothing but that is meant. */
  pasar_grid_selection_extend (selection, 5, 3);
  assert_ranges (selection, "");
  pasar_grid_selection_extend (selection, 6, 3);
  pasar_grid_selection_set_cursor (selection, 1, 1);
  assert_ranges (selection, "");
}

static void
test_several_ranges (void)
{
  g_autoptr (PasarGridSelection) selection = new_selection (20, 6);

  pasar_grid_selection_set_cursor (selection, 1, 1);
  /* Ctrl+click: the cursor's cell was meant, so it stays. */
  pasar_grid_selection_begin_range (selection, 4, 1);
  assert_ranges (selection, "1+1,1+1 4+1,1+1");
  pasar_grid_selection_extend (selection, 6, 1);
  assert_ranges (selection, "1+1,1+1 4+3,1+1");
  assert_cursor (selection, 4, 1);
  /* On a selected cell: a hole. */
  pasar_grid_selection_begin_range (selection, 5, 1);
  assert_ranges (selection, "1+1,1+1 4+1,1+1 6+1,1+1");
  pasar_grid_selection_extend (selection, 6, 2);
  assert_ranges (selection, "1+1,1+1 4+1,1+1");
  pasar_grid_selection_begin_range (selection, 0, 1);
  assert_ranges (selection, "0+2,1+1 4+1,1+1");
}

static void
test_take_out_all (void)
{
  g_autoptr (PasarGridSelection) selection = new_selection (20, 6);

  pasar_grid_selection_set_cursor (selection, 1, 1);
  pasar_grid_selection_begin_range (selection, 1, 1);
  assert_ranges (selection, "");
  /* What was taken out is not selected by the next click. */
  pasar_grid_selection_begin_range (selection, 3, 1);
  assert_ranges (selection, "");
  assert_cursor (selection, 3, 1);
  pasar_grid_selection_settle (selection);
  assert_ranges (selection, "3+1,1+1");
}

static void
test_whole (void)
{
  g_autoptr (PasarGridSelection) selection = new_selection (20, 6);

  pasar_grid_selection_set_cursor (selection, 4, 2);
  pasar_grid_selection_widen (selection, TRUE, FALSE);
  assert_ranges (selection, "0+*,2+1");
  pasar_grid_selection_extend (selection, 4, 3);
  assert_ranges (selection, "0+*,2+2");
  pasar_grid_selection_widen (selection, FALSE, TRUE);
  assert_ranges (selection, "0+*,0+*");

  pasar_grid_selection_set_cursor (selection, 4, 2);
  pasar_grid_selection_extend (selection, 5, 2);
  pasar_grid_selection_begin_range (selection, 9, 0);
  pasar_grid_selection_widen (selection, FALSE, TRUE);
  assert_ranges (selection, "4+2,0+* 9+1,0+*");
  /* Rows that come later belong to it, too, but not what was taken out. */
  pasar_grid_selection_set_cursor (selection, 4, 2);
  pasar_grid_selection_widen (selection, TRUE, FALSE);
  pasar_grid_selection_begin_range (selection, 7, 2);
  assert_ranges (selection, "0+7,2+1 8+*,2+1");
  pasar_grid_selection_set_size (selection, 30, 6);
  g_assert_true (pasar_grid_selection_contains (selection, 29, 2));
  g_assert_false (pasar_grid_selection_contains (selection, 7, 2));
}

static void
test_bounds (void)
{
  g_autoptr (PasarGridSelection) selection = new_selection (20, 6);
  PasarGridRange bounds;

  pasar_grid_selection_set_cursor (selection, 4, 2);
  g_assert_true (pasar_grid_selection_get_bounds (selection, &bounds));
  g_assert_cmpmem (&bounds, sizeof bounds, (&(PasarGridRange){ 4, 1, 2, 1 }), sizeof bounds);
  pasar_grid_selection_begin_range (selection, 9, 4);
  g_assert_true (pasar_grid_selection_get_bounds (selection, &bounds));
  g_assert_cmpmem (&bounds, sizeof bounds, (&(PasarGridRange){ 4, 6, 2, 3 }), sizeof bounds);
  pasar_grid_selection_widen (selection, TRUE, TRUE);
  g_assert_true (pasar_grid_selection_get_bounds (selection, &bounds));
  g_assert_cmpmem (&bounds, sizeof bounds, (&(PasarGridRange){ 0, 20, 0, 6 }), sizeof bounds);
  pasar_grid_selection_set_size (selection, 0, 6);
  g_assert_false (pasar_grid_selection_get_bounds (selection, &bounds));
}

static void
test_walk (void)
{
  static const struct
  {
    PasarGridWalk walk;
    guint row;
    guint place;
  } steps[] = {
    { PASAR_GRID_WALK_RIGHT, 2, 2 }, { PASAR_GRID_WALK_RIGHT, 3, 1 },
    { PASAR_GRID_WALK_RIGHT, 3, 2 }, { PASAR_GRID_WALK_RIGHT, 8, 0 },
    { PASAR_GRID_WALK_RIGHT, 2, 1 }, { PASAR_GRID_WALK_LEFT, 8, 0 },
    { PASAR_GRID_WALK_LEFT, 3, 2 },  { PASAR_GRID_WALK_DOWN, 8, 0 },
    { PASAR_GRID_WALK_DOWN, 2, 1 },  { PASAR_GRID_WALK_DOWN, 3, 1 },
    { PASAR_GRID_WALK_DOWN, 2, 2 },  { PASAR_GRID_WALK_UP, 3, 1 },
  };
  g_autoptr (PasarGridSelection) selection = new_selection (20, 6);

  pasar_grid_selection_set_cursor (selection, 2, 1);
  g_assert_false (pasar_grid_selection_walk (selection, PASAR_GRID_WALK_RIGHT));
  pasar_grid_selection_begin_range (selection, 8, 0);
  pasar_grid_selection_set_cursor (selection, 2, 1);
  pasar_grid_selection_extend (selection, 3, 2);
  pasar_grid_selection_settle (selection);
  pasar_grid_selection_begin_range (selection, 8, 0);
  pasar_grid_selection_move_cursor (selection, 2, 1);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_assert_true (pasar_grid_selection_walk (selection, steps[i].walk));
      assert_cursor (selection, steps[i].row, steps[i].place);
      assert_ranges (selection, "2+2,1+2 8+1,0+1");
    }
}

/* Sorts, filters: what was selected is, wherever it is. */
static void
test_outlives_rows (void)
{
  static const guint without_two_and_three[] = { 0, 1, 4, 5, 6, 7, 8, 9 };
  static const guint reversed[] = { 9, 8, 7, 6, 5, 4, 3, 2, 1, 0 };
  static const guint all[] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 };
  g_autoptr (TestSource) test = test_source_new (10, 6);
  PasarGridSource *source = PASAR_GRID_SOURCE (test);
  g_autoptr (PasarGridSelection) selection = new_selection (10, 6);

  pasar_grid_selection_set_cursor (selection, 2, 3);
  pasar_grid_selection_extend (selection, 4, 4);

#define CHANGE(ids)                                                                                \
  pasar_grid_selection_save (selection, source);                                                   \
  test_source_set_rows (test, ids, G_N_ELEMENTS (ids));                                            \
  pasar_grid_selection_restore (selection, source)

  CHANGE (reversed);
  assert_ranges (selection, "5+3,3+2");
  assert_cursor (selection, 7, 3);
  /* Still one range, extended from where the cursor is. */
  pasar_grid_selection_extend (selection, 4, 4);
  assert_ranges (selection, "4+4,3+2");
  CHANGE (all);
  assert_ranges (selection, "2+4,3+2");

  /* Hidden rows are left out, and back when they are; the cursor goes to the next. */
  CHANGE (without_two_and_three);
  assert_ranges (selection, "2+2,3+2");
  assert_cursor (selection, 2, 3);
  CHANGE (all);
  assert_ranges (selection, "2+4,3+2");
  assert_cursor (selection, 2, 3);

  /* But not when something else was selected meanwhile. */
  CHANGE (without_two_and_three);
  pasar_grid_selection_begin_range (selection, 7, 0);
  CHANGE (all);
  assert_ranges (selection, "4+2,3+2 9+1,0+1");
  assert_cursor (selection, 9, 0);
#undef CHANGE
}

static void
test_no_rows (void)
{
  static const guint all[] = { 0, 1, 2, 3, 4 };
  g_autoptr (TestSource) test = test_source_new (5, 6);
  PasarGridSource *source = PASAR_GRID_SOURCE (test);
  g_autoptr (PasarGridSelection) selection = new_selection (5, 6);

  pasar_grid_selection_set_cursor (selection, 3, 2);
  pasar_grid_selection_widen (selection, FALSE, TRUE);
  pasar_grid_selection_save (selection, source);
  test_source_set_rows (test, all, 0);
  pasar_grid_selection_restore (selection, source);
  g_assert_cmpuint (pasar_grid_selection_get_cursor (selection, NULL), ==, PASAR_GRID_NONE);
  assert_ranges (selection, "");
  pasar_grid_selection_save (selection, source);
  test_source_set_rows (test, all, 5);
  pasar_grid_selection_restore (selection, source);
  assert_cursor (selection, 3, 2);
  assert_ranges (selection, "3+1,0+*");
}

static void
test_outlives_columns (void)
{
  /* By place, where it is now: the first goes last, the third is hidden. */
  static const guint map[] = { 4, 0, PASAR_GRID_NONE, 1, 2, 3 };
  g_autoptr (PasarGridSelection) selection = new_selection (10, 6);

  pasar_grid_selection_set_cursor (selection, 2, 2);
  pasar_grid_selection_extend (selection, 4, 4);
  pasar_grid_selection_begin_range (selection, 8, 0);
  pasar_grid_selection_move_cursor (selection, 2, 2);
  pasar_grid_selection_map_places (selection, map, G_N_ELEMENTS (map));
  pasar_grid_selection_set_size (selection, 10, 5);
  assert_ranges (selection, "2+3,1+2 8+1,4+1");
  assert_cursor (selection, 2, 1);

  pasar_grid_selection_set_cursor (selection, 2, 2);
  pasar_grid_selection_widen (selection, FALSE, TRUE);
  pasar_grid_selection_map_places (selection, map, 5);
  pasar_grid_selection_set_size (selection, 10, 6);
  assert_ranges (selection, "2+1,0+*");
}

/* A slow model. The last row and the last column stand for those that come later. */

#define N_IDS     12
#define N_COLUMNS 5

typedef struct
{
  TestSource *source;
  PasarGridSelection *selection;
  gboolean cells[N_IDS + 1][N_COLUMNS + 1];
  guint rows[N_IDS]; /* ids, by row */
  guint n_rows;
  guint columns[N_COLUMNS]; /* by place */
  guint n_places;
} Model;

static gboolean
is_shown (const guint *numbers, guint n, guint number)
{
  for (guint i = 0; i < n; i++)
    {
      if (numbers[i] == number)
        return TRUE;
    }
  return FALSE;
}

/* Rows that are hidden lose what they had, since something else is selected. */
static void
model_forget (Model *self)
{
  for (guint id = 0; id < N_IDS; id++)
    {
      if (!is_shown (self->rows, self->n_rows, id))
        memcpy (self->cells[id], self->cells[N_IDS], sizeof self->cells[id]);
    }
}

static gboolean
model_is_empty (Model *self)
{
  for (guint row = 0; row <= self->n_rows; row++)
    for (guint place = 0; place <= self->n_places; place++)
      {
        const guint id = row < self->n_rows ? self->rows[row] : N_IDS;
        const guint column = place < self->n_places ? self->columns[place] : N_COLUMNS;

        if (self->cells[id][column])
          return FALSE;
      }
  return TRUE;
}

static void
model_set (Model *self, guint row_a, guint place_a, guint row_b, guint place_b, gboolean value)
{
  for (guint row = MIN (row_a, row_b); row <= MAX (row_a, row_b); row++)
    for (guint place = MIN (place_a, place_b); place <= MAX (place_a, place_b); place++)
      self->cells[self->rows[row]][self->columns[place]] = value;
}

static void
model_widen (Model *self, gboolean all_rows, gboolean all_places)
{
  gboolean in_row[N_IDS + 1] = { FALSE };
  gboolean in_column[N_COLUMNS + 1] = { FALSE };

  for (guint id = 0; id <= N_IDS; id++)
    for (guint column = 0; column <= N_COLUMNS; column++)
      {
        in_row[id] |= self->cells[id][column];
        in_column[column] |= self->cells[id][column];
      }
  for (guint id = 0; id <= N_IDS; id++)
    for (guint column = 0; column <= N_COLUMNS; column++)
      self->cells[id][column] = (all_rows || in_row[id]) && (all_places || in_column[column])
                                && (self->cells[id][column] || (all_rows && in_column[column])
                                    || (all_places && in_row[id]) || (all_rows && all_places));
}

static void
model_assert_same (Model *self)
{
  guint counted[N_IDS][N_COLUMNS] = { 0 };
  guint n_ranges;
  const PasarGridRange *ranges = pasar_grid_selection_get_ranges (self->selection, &n_ranges);

  for (guint i = 0; i < n_ranges; i++)
    for (guint row = 0; row < self->n_rows; row++)
      for (guint place = 0; place < self->n_places; place++)
        counted[row][place] += row >= ranges[i].first_row
                               && row - ranges[i].first_row < ranges[i].n_rows
                               && place >= ranges[i].first_column
                               && place - ranges[i].first_column < ranges[i].n_columns;
  for (guint row = 0; row < self->n_rows; row++)
    for (guint place = 0; place < self->n_places; place++)
      {
        const gboolean expected = self->cells[self->rows[row]][self->columns[place]];

        g_assert_cmpint (pasar_grid_selection_contains (self->selection, row, place), ==, expected);
        g_assert_cmpuint (counted[row][place], ==, expected);
      }
}

/* Tab and Enter go through each selected cell once, and are back. */
static void
model_assert_walk (Model *self, PasarGridWalk walk)
{
  const gboolean is_back = walk == PASAR_GRID_WALK_LEFT || walk == PASAR_GRID_WALK_UP;
  const gboolean is_across = walk == PASAR_GRID_WALK_DOWN || walk == PASAR_GRID_WALK_UP;
  const guint n = self->n_rows * self->n_places;
  const guint n_along = is_across ? self->n_rows : self->n_places;
  guint place;
  guint row = pasar_grid_selection_get_cursor (self->selection, &place);
  guint at = is_across ? place * n_along + row : row * n_along + place;

  for (guint step = 1; step <= n; step++)
    {
      guint to_place;
      guint to_row;

      at = (at + (is_back ? n - 1 : 1)) % n;
      to_row = is_across ? at % n_along : at / n_along;
      to_place = is_across ? at / n_along : at % n_along;
      if (!self->cells[self->rows[to_row]][self->columns[to_place]])
        continue;
      g_assert_cmpint (pasar_grid_selection_walk (self->selection, walk), ==, step < n);
      assert_cursor (self->selection, to_row, to_place);
      return;
    }
  g_assert_false (pasar_grid_selection_walk (self->selection, walk));
  assert_cursor (self->selection, row, place);
}

static void
shuffle (guint *numbers, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      const guint j = (guint) g_test_rand_int_range ((int) i, (int) n);
      const guint number = numbers[i];

      numbers[i] = numbers[j];
      numbers[j] = number;
    }
}

static void
change_rows (Model *self)
{
  guint ids[N_IDS];

  for (guint id = 0; id < N_IDS; id++)
    ids[id] = id;
  shuffle (ids, N_IDS);
  self->n_rows = (guint) g_test_rand_int_range (1, N_IDS + 1);
  memcpy (self->rows, ids, sizeof ids);
  pasar_grid_selection_save (self->selection, PASAR_GRID_SOURCE (self->source));
  test_source_set_rows (self->source, ids, self->n_rows);
  pasar_grid_selection_restore (self->selection, PASAR_GRID_SOURCE (self->source));
}

static void
change_columns (Model *self)
{
  guint map[N_COLUMNS];
  guint columns[N_COLUMNS];
  const guint n_before = self->n_places;

  for (guint column = 0; column < N_COLUMNS; column++)
    columns[column] = column;
  shuffle (columns, N_COLUMNS);
  self->n_places = (guint) g_test_rand_int_range (1, N_COLUMNS + 1);
  for (guint place = 0; place < n_before; place++)
    {
      map[place] = PASAR_GRID_NONE;
      for (guint to = 0; to < self->n_places; to++)
        {
          if (columns[to] == self->columns[place])
            map[place] = to;
        }
    }
  memcpy (self->columns, columns, sizeof columns);
  for (guint column = 0; column < N_COLUMNS; column++)
    {
      for (guint id = 0; id <= N_IDS && !is_shown (columns, self->n_places, column); id++)
        self->cells[id][column] = self->cells[id][N_COLUMNS];
    }
  pasar_grid_selection_map_places (self->selection, map, n_before);
  pasar_grid_selection_set_size (self->selection, self->n_rows, self->n_places);
}

static void
model_step (Model *self)
{
  const guint row_a = (guint) g_test_rand_int_range (0, (int) self->n_rows);
  const guint row_b = (guint) g_test_rand_int_range (0, (int) self->n_rows);
  const guint place_a = (guint) g_test_rand_int_range (0, (int) self->n_places);
  const guint place_b = (guint) g_test_rand_int_range (0, (int) self->n_places);
  const gboolean all_rows = g_test_rand_bit ();
  guint place;
  const guint row = pasar_grid_selection_get_cursor (self->selection, &place);
  gboolean value;

  switch (g_test_rand_int_range (0, 9))
    {
    case 0: /* drag */
      memset (self->cells, 0, sizeof self->cells);
      pasar_grid_selection_set_cursor (self->selection, row_a, place_a);
      pasar_grid_selection_extend (self->selection, row_b, place_a);
      pasar_grid_selection_extend (self->selection, row_b, place_b);
      if (row_a != row_b || place_a != place_b)
        model_set (self, row_a, place_a, row_b, place_b, TRUE);
      break;
    case 1: /* Ctrl+drag, and the next one will be Ctrl+drag, too */
    case 2:
      model_forget (self);
      pasar_grid_selection_settle (self->selection);
      if (model_is_empty (self))
        model_set (self, row, place, row, place, TRUE);
      value = !self->cells[self->rows[row_a]][self->columns[place_a]];
      pasar_grid_selection_begin_range (self->selection, row_a, place_a);
      pasar_grid_selection_extend (self->selection, row_b, place_b);
      model_set (self, row_a, place_a, row_b, place_b, value);
      break;
    case 3:
      model_forget (self);
      if (model_is_empty (self))
        model_set (self, row, place, row, place, TRUE);
      model_widen (self, all_rows, !all_rows);
      pasar_grid_selection_widen (self->selection, all_rows, !all_rows);
      break;
    case 4:
      {
        const PasarGridRange ranges[] = {
          { row_a, self->n_rows - row_a, place_a, 1 },
          { row_b, 1, 0, place_b + 1 },
        };

        memset (self->cells, 0, sizeof self->cells);
        pasar_grid_selection_set_ranges (self->selection, ranges, G_N_ELEMENTS (ranges));
        model_set (self, row_a, place_a, self->n_rows - 1, place_a, TRUE);
        model_set (self, row_b, 0, row_b, place_b, TRUE);
        break;
      }
    case 5:
      change_columns (self);
      break;
    case 6:
      model_assert_walk (self, (PasarGridWalk) g_test_rand_int_range (0, 4));
      break;
    default:
      change_rows (self);
    }
  model_assert_same (self);
}

static void
test_random (void)
{
  g_autoptr (TestSource) source = test_source_new (N_IDS, N_COLUMNS);
  g_autoptr (PasarGridSelection) selection = new_selection (N_IDS, N_COLUMNS);
  Model model = { .source = source,
                  .selection = selection,
                  .n_rows = N_IDS,
                  .n_places = N_COLUMNS };

  for (guint id = 0; id < N_IDS; id++)
    model.rows[id] = id;
  for (guint column = 0; column < N_COLUMNS; column++)
    model.columns[column] = column;
  for (guint i = 0; i < (g_test_slow () ? 1000000 : 20000); i++)
    model_step (&model);
}

/* Of the cells that a paste refused there may be very many, each by itself. */
static void
test_many_ranges (void)
{
  const guint n = 50000;
  PasarGridSelection *selection = new_selection (2 * n, 4);
  g_autofree PasarGridRange *ranges = g_new (PasarGridRange, n);
  guint n_ranges;

  for (guint i = 0; i < n; i++)
    ranges[i] = (PasarGridRange){ 2 * i, 1, 1, 1 };
  pasar_grid_selection_set_ranges (selection, ranges, n);
  pasar_grid_selection_widen (selection, FALSE, TRUE);
  pasar_grid_selection_get_ranges (selection, &n_ranges);
  g_assert_cmpuint (n_ranges, ==, n);
  g_assert_true (pasar_grid_selection_contains (selection, 2 * n - 2, 3));
  g_assert_false (pasar_grid_selection_contains (selection, 2 * n - 1, 3));
  pasar_grid_selection_widen (selection, TRUE, FALSE);
  assert_ranges (selection, "0+*,0+*");
  pasar_grid_selection_free (selection);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/selection/range", test_range);
  g_test_add_func ("/selection/several-ranges", test_several_ranges);
  g_test_add_func ("/selection/take-out-all", test_take_out_all);
  g_test_add_func ("/selection/whole", test_whole);
  g_test_add_func ("/selection/bounds", test_bounds);
  g_test_add_func ("/selection/walk", test_walk);
  g_test_add_func ("/selection/outlives-rows", test_outlives_rows);
  g_test_add_func ("/selection/no-rows", test_no_rows);
  g_test_add_func ("/selection/outlives-columns", test_outlives_columns);
  g_test_add_func ("/selection/many-ranges", test_many_ranges);
  g_test_add_func ("/selection/random", test_random);
  return g_test_run ();
}
