/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/grid/geometry.h"

#include <math.h>

/* Random grids against what is found by looking at each column and row. */

#define N_GRIDS  300
#define N_POINTS 50

typedef struct
{
  PasarGridGeometry geometry;
  int widths[12];
} Case;

static void
make_case (Case *c)
{
  PasarGridGeometry *geometry = &c->geometry;

  *geometry = (PasarGridGeometry){ 0 };
  geometry->n_rows =
      (guint) g_test_rand_int_range (0, 5) == 0 ? 0 : (guint) g_test_rand_int_range (1, 2000000);
  geometry->row_height = g_test_rand_int_range (10, 60);
  geometry->n_places = (guint) g_test_rand_int_range (1, G_N_ELEMENTS (c->widths));
  geometry->n_frozen = (guint) g_test_rand_int_range (0, (int) geometry->n_places + 1);
  geometry->widths = c->widths;
  for (guint place = 0; place < geometry->n_places; place++)
    c->widths[place] = g_test_rand_int_range (40, 300);
  geometry->width =
      pasar_grid_geometry_get_frozen_width (geometry) + g_test_rand_int_range (0, 1000);
  geometry->height = g_test_rand_int_range (0, 1000);
  pasar_grid_geometry_scroll (geometry,
                              g_test_rand_double_range (-100, 4000),
                              floor (g_test_rand_double_range (-100, 130000000)));
}

/* Where a place is seen: frozen ones cover the others. */
static gboolean
is_seen_at (const PasarGridGeometry *geometry, guint place, double x)
{
  double start = 0;
  double frozen = 0;

  for (guint i = 0; i < geometry->n_places; i++)
    {
      if (i < geometry->n_frozen)
        frozen += geometry->widths[i];
      if (i < place)
        start += geometry->widths[i];
    }
  if (place >= geometry->n_frozen)
    start -= geometry->x;
  return x >= start && x < start + geometry->widths[place]
         && (place < geometry->n_frozen) == (x < frozen);
}

static void
test_random_places (void)
{
  for (guint i = 0; i < N_GRIDS; i++)
    {
      Case c;

      make_case (&c);
      for (guint n = 0; n < N_POINTS; n++)
        {
          const double x = g_test_rand_double_range (0, c.geometry.width + 1);
          guint expected = PASAR_GRID_NONE;

          for (guint place = 0; place < c.geometry.n_places; place++)
            {
              if (is_seen_at (&c.geometry, place, x))
                expected = place;
            }
          g_assert_cmpuint (pasar_grid_geometry_find_place (&c.geometry, x), ==, expected);
        }
      g_assert_cmpuint (pasar_grid_geometry_find_place (&c.geometry, -1), ==, PASAR_GRID_NONE);
    }
}

static void
test_random_rows (void)
{
  for (guint i = 0; i < N_GRIDS; i++)
    {
      Case c;
      const PasarGridGeometry *geometry = &c.geometry;
      guint first;
      guint n;

      make_case (&c);
      n = pasar_grid_geometry_get_rows_seen (geometry, &first);
      g_assert_cmpuint (first + n, <=, geometry->n_rows);
      for (guint row = first; row < first + n; row++)
        {
          const double y = pasar_grid_geometry_get_row_y (geometry, row);

          g_assert_true (y < geometry->height && y + geometry->row_height > 0);
          g_assert_cmpuint (pasar_grid_geometry_find_row (geometry, MAX (y, 0)), ==, row);
        }
      /* Those before and after are not seen. */
      if (n > 0 && first > 0)
        g_assert_true (pasar_grid_geometry_get_row_y (geometry, first - 1) + geometry->row_height
                       <= 0);
      if (n > 0 && first + n < geometry->n_rows)
        g_assert_true (pasar_grid_geometry_get_row_y (geometry, first + n) >= geometry->height);
    }
}

static gboolean
is_place_whole (const PasarGridGeometry *geometry, guint place)
{
  const double start = pasar_grid_geometry_get_place_x (geometry, place);
  const double least =
      place < geometry->n_frozen ? 0 : pasar_grid_geometry_get_frozen_width (geometry);

  return start >= least && start + geometry->widths[place] <= geometry->width;
}

static gboolean
is_row_whole (const PasarGridGeometry *geometry, guint row)
{
  const double y = pasar_grid_geometry_get_row_y (geometry, row);

  return y >= 0 && y + geometry->row_height <= geometry->height;
}

/* As little as is needed: nothing, where the cell is whole already. */
static void
test_random_shows_cell (void)
{
  for (guint i = 0; i < N_GRIDS; i++)
    {
      Case c;
      PasarGridGeometry *geometry = &c.geometry;
      PasarGridGeometry before;
      guint row;
      guint place;

      make_case (&c);
      if (geometry->n_rows == 0)
        continue;
      before = *geometry;
      row = (guint) g_test_rand_int_range (0, (int) geometry->n_rows);
      place = (guint) g_test_rand_int_range (0, (int) geometry->n_places);
      pasar_grid_geometry_show_cell (geometry, row, place);

      if (place < geometry->n_frozen || is_place_whole (&before, place))
        g_assert_cmpfloat (geometry->x, ==, before.x);
      if (is_row_whole (&before, row))
        g_assert_cmpfloat (geometry->y, ==, before.y);
      if (geometry->widths[place]
          <= geometry->width - pasar_grid_geometry_get_frozen_width (geometry))
        g_assert_true (is_place_whole (geometry, place));
      if (geometry->row_height <= geometry->height)
        g_assert_true (is_row_whole (geometry, row));
      g_assert_cmpfloat (geometry->x, >=, 0);
      g_assert_cmpfloat (geometry->x, <=, pasar_grid_geometry_get_max_x (geometry));
      g_assert_cmpfloat (geometry->y, >=, 0);
      g_assert_cmpfloat (geometry->y, <=, pasar_grid_geometry_get_max_y (geometry));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/grid-geometry/random-places", test_random_places);
  g_test_add_func ("/grid-geometry/random-rows", test_random_rows);
  g_test_add_func ("/grid-geometry/random-shows-cell", test_random_shows_cell);
  return g_test_run ();
}
