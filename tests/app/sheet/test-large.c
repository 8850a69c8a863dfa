/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/grid/private.h"
#include "frames.h"
#include "sheet-fixture.h"

/* A sheet of many rows: nothing goes over all of them in one go, and what takes a while can be
 * stopped. */

#define N_ROWS 100000

static void
set_up (SheetFixture *self, gconstpointer data)
{
  sheet_set_up (self, data);
  pasar_catalogue_freeze (self->catalogue);
  for (guint i = 0; i < N_ROWS; i++)
    {
      char name[64];

      g_snprintf (name, sizeof name, "Linen shirt number %u", i);
      sheet_put_plain_at (self->catalogue, i + 1, 100 + i, name, 500 + (i * 7919) % 90000, i % 50);
    }
  pasar_catalogue_thaw (self->catalogue);
  WAIT_FOR (sheet_get_n_rows (self) > N_ROWS);
}

static void
select_prices (SheetFixture *self)
{
  PasarGrid *grid = pasar_sheet_get_grid (self->sheet);
  guint column;

  pasar_sheet_set_cursor (self->sheet, 0, PASAR_COLUMN_PRICE);
  pasar_grid_get_cursor (grid, &column);
  pasar_grid_select (grid,
                     &(PasarGridRange){ 0,
                                        PASAR_GRID_NONE,
                                        pasar_grid_find_place (grid, column),
                                        1 },
                     1);
}

/* What Ctrl+Enter does. */
static PasarGridAnswer
commit (SheetFixture *self, const char *text, GError **error)
{
  PasarGrid *grid = pasar_sheet_get_grid (self->sheet);
  guint column;
  guint n;
  const guint row = pasar_grid_get_cursor (grid, &column);
  const PasarGridRange *ranges = pasar_grid_get_ranges (grid, &n);
  const PasarGridRange cursor = { row, 1, pasar_grid_find_place (grid, column), 1 };

  return pasar_grid_source_commit (pasar_grid_get_source (grid),
                                   row,
                                   column,
                                   n > 0 ? ranges : &cursor,
                                   MAX (n, 1),
                                   text,
                                   error);
}

static guint
count_changed (SheetFixture *self)
{
  return pasar_catalogue_get_n_changed (self->catalogue);
}

static void
undo (gpointer fixture)
{
  SheetFixture *self = fixture;
  g_autoptr (GAsyncResult) result = NULL;

  pasar_session_undo_async (self->session, NULL, pasar_test_keep_result_cb, &result);
  pasar_test_wait_result (&result);
  g_assert_true (pasar_session_write_finish (self->session, result, NULL, NULL));
}

static void
scroll (gpointer fixture)
{
  SheetFixture *self = fixture;
  for (guint i = 1; i <= 10; i++)
    {
      pasar_grid_scroll_to (pasar_sheet_get_grid (self->sheet), N_ROWS / 10 * i, 0);
      frames_settle ();
    }
}

static void
sort (gpointer fixture)
{
  SheetFixture *self = fixture;
  pasar_sheet_sort (self->sheet, PASAR_COLUMN_PRICE, TRUE);
  WAIT_FOR (!pasar_view_get_is_pending (pasar_sheet_get_view (self->sheet)));
}

static void
filter (gpointer fixture)
{
  SheetFixture *self = fixture;
  PasarView *view = pasar_sheet_get_view (self->sheet);

  pasar_view_set_text (view, "number 12");
  WAIT_FOR (!pasar_view_get_is_pending (view));
  frames_settle ();
  pasar_view_set_text (view, NULL);
  WAIT_FOR (!pasar_view_get_is_pending (view));
}

static void
fold (gpointer fixture)
{
  SheetFixture *self = fixture;
  pasar_view_fold_all (pasar_sheet_get_view (self->sheet), TRUE);
  frames_settle ();
  pasar_view_fold_all (pasar_sheet_get_view (self->sheet), FALSE);
}

static void
press (SheetFixture *self, guint keyval, GdkModifierType state)
{
  g_assert_true (pasar_grid_keys_press (pasar_sheet_get_grid (self->sheet), keyval, state));
  frames_settle ();
}

/* Down a column whose cells all have something, and one whose cells have not. */
static void
go_to_edges (gpointer fixture)
{
  SheetFixture *self = fixture;
  static const PasarColumn columns[] = { PASAR_COLUMN_PRICE,
                                         PASAR_COLUMN_NAME,
                                         PASAR_COLUMN_SKU,
                                         PASAR_COLUMN_STATUS };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      pasar_sheet_set_cursor (self->sheet, 0, columns[i]);
      press (self, GDK_KEY_Down, GDK_CONTROL_MASK);
      g_assert_cmpuint (pasar_grid_get_cursor (pasar_sheet_get_grid (self->sheet), NULL),
                        ==,
                        sheet_get_n_rows (self) - 1);
      press (self, GDK_KEY_Up, GDK_CONTROL_MASK);
    }
}

static void
select_block (gpointer fixture)
{
  SheetFixture *self = fixture;
  pasar_sheet_set_cursor (self->sheet, N_ROWS / 2, PASAR_COLUMN_PRICE);
  press (self, GDK_KEY_a, GDK_CONTROL_MASK);
}

static void
type_into_all (gpointer fixture)
{
  SheetFixture *self = fixture;
  const guint n_staged = self->n_staged;
  g_autoptr (GError) error = NULL;

  select_prices (self);
  g_assert_cmpint (commit (self, "12.34", &error), !=, PASAR_GRID_REFUSED);
  g_assert_no_error (error);
  WAIT_FOR (self->n_staged > n_staged);
}

static void
fill_all (gpointer fixture)
{
  SheetFixture *self = fixture;
  PasarGrid *grid = pasar_sheet_get_grid (self->sheet);
  const guint n_staged = self->n_staged;
  PasarGridRange all;
  PasarGridRange first;
  guint n;

  select_prices (self);
  all = first = pasar_grid_get_ranges (grid, &n)[0];
  first.n_rows = 1;
  g_assert_cmpint (pasar_grid_source_fill (pasar_grid_get_source (grid),
                                           &first,
                                           &all,
                                           1,
                                           PASAR_GRID_FILL_COPY,
                                           NULL),
                   ==,
                   PASAR_GRID_DONE);
  WAIT_FOR (self->n_staged > n_staged);
}

static void
clear_all (gpointer fixture)
{
  SheetFixture *self = fixture;
  PasarGrid *grid = pasar_sheet_get_grid (self->sheet);
  const guint n_staged = self->n_staged;
  guint n;
  const PasarGridRange *ranges = pasar_grid_get_ranges (grid, &n);

  pasar_grid_source_clear (pasar_grid_get_source (grid), ranges, n);
  WAIT_FOR (self->n_staged > n_staged);
  g_assert_cmpuint (count_changed (self), ==, 0);
}

static void
test_holds_no_frame (SheetFixture *self, gconstpointer data)
{
  static const FramesCase cases[] = {
    { "scroll", scroll },
    { "sort", sort },
    { "filter", filter },
    { "fold", fold },
    { "go to edges", go_to_edges },
    { "select block", select_block },
    { "type into all", type_into_all },
    { "undo", undo },
    { "fill", fill_all },
    { "clear", clear_all },
  };

  frames_assert_short (cases, G_N_ELEMENTS (cases), self);
}

/* One undo step, however many slices. */
static void
test_is_one_step (SheetFixture *self, gconstpointer data)
{
  type_into_all (self);
  g_assert_cmpuint (count_changed (self), >=, N_ROWS - 10);
  undo (self);
  g_assert_cmpuint (count_changed (self), ==, 0);
}

/* Stopped before anything is changed: nothing is. */
static void
test_stop (SheetFixture *self, gconstpointer data)
{
  select_prices (self);
  g_assert_cmpint (commit (self, "12.34", NULL), !=, PASAR_GRID_REFUSED);
  g_assert_true (pasar_sheet_stop_staging (self->sheet));
  frames_settle ();
  WAIT_FOR (!pasar_sheet_stop_staging (self->sheet));
  g_assert_cmpuint (count_changed (self), ==, 0);
  g_assert_false (pasar_catalogue_get_can_undo (self->catalogue));
  /* The next one is not. */
  type_into_all (self);
  g_assert_cmpuint (count_changed (self), >=, N_ROWS - 10);
}

/* What is asked while that goes on has its turn after it. */
static void
test_order (SheetFixture *self, gconstpointer data)
{
  PasarGrid *grid = pasar_sheet_get_grid (self->sheet);
  const PasarGridRange *ranges;
  guint n;

  type_into_all (self);
  ranges = pasar_grid_get_ranges (grid, &n);
  pasar_grid_source_clear (pasar_grid_get_source (grid), ranges, n);
  pasar_sheet_set_cursor (self->sheet, 3, PASAR_COLUMN_PRICE);
  g_assert_cmpint (commit (self, "7.77", NULL), !=, PASAR_GRID_REFUSED);
  WAIT_FOR (self->n_staged == 3);
  g_assert_cmpint (pasar_catalogue_read_row (self->catalogue,
                                             pasar_view_get_row (pasar_sheet_get_view (self->sheet),
                                                                 3))
                       .values[PASAR_FIELD_PRICE]
                       .staged,
                   ==,
                   777);
}

/* What can be done in no row at all is refused with the reason, after a while. */
static void
test_refusal (SheetFixture *self, gconstpointer data)
{
  PasarGridAnswer answer;
  g_autoptr (GError) error = NULL;

  select_prices (self);
  answer = commit (self, "-200%", &error);
  if (answer == PASAR_GRID_ASKING)
    WAIT_FOR (self->refusal != NULL);
  else
    g_assert_cmpint (answer, ==, PASAR_GRID_REFUSED);
  g_assert_cmpuint (count_changed (self), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(name, function)                                                                        \
  g_test_add ("/sheet-large/" name, SheetFixture, NULL, set_up, function, sheet_tear_down)
  ADD ("holds-no-frame", test_holds_no_frame);
  ADD ("is-one-step", test_is_one_step);
  ADD ("stop", test_stop);
  ADD ("order", test_order);
  ADD ("refusal", test_refusal);

  return g_test_run ();
}
