/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/application.h"
#include "app/grid/grid.h"
#include "bare-grid.h"
#include "rounds.h"

#include <json-glib/json-glib.h>
#include <locale.h>
#include <unistd.h>

/* What PasarGrid costs beside a bare widget over the same array, in windows of the same size. Both
 * are measured by turns, so that they meet the same computer. */

#define N_FRAMES   200
#define N_TIMES    9
#define WHEEL_ROWS 3
#define SETTLE_MS  500

static int n_rows = 100000;
static int n_rounds = 5;
static gboolean as_json = FALSE;
static char *child = NULL;

static const GOptionEntry entries[] = {
  { "rows", 'r', 0, G_OPTION_ARG_INT, &n_rows, "Rows of the array", "N" },
  { "rounds", 'n', 0, G_OPTION_ARG_INT, &n_rounds, "Rounds of each widget", "N" },
  { "json", 'j', 0, G_OPTION_ARG_NONE, &as_json, "Print JSON", NULL },
  { "child", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING, &child, "", "" },
  { NULL },
};

/* The array as a source. */

#define BENCH_TYPE_SOURCE (bench_source_get_type ())
G_DECLARE_FINAL_TYPE (BenchSource, bench_source, BENCH, SOURCE, GObject)

struct _BenchSource
{
  GObject parent_instance;

  GridRows *rows; /* (unowned) */
};

static void bench_source_iface_init (PasarGridSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BenchSource,
                               bench_source,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PASAR_TYPE_GRID_SOURCE,
                                                      bench_source_iface_init))

static void
bench_source_class_init (BenchSourceClass *klass)
{
}

static void
bench_source_init (BenchSource *self)
{
}

static guint
get_n_rows (PasarGridSource *source)
{
  return BENCH_SOURCE (source)->rows->n;
}

static guint
get_n_columns (PasarGridSource *source)
{
  return GRID_ROWS_COLUMNS;
}

static void
read_column (PasarGridSource *source, guint column, PasarGridColumn *out)
{
  static const char *const ids[] = { "a", "b", "c", "d", "e", "f", "g", "h" };

  out->id = out->title = ids[column];
  out->n_chars = 15;
  out->is_number = grid_rows_is_number (column);
  out->is_sortable = TRUE;
}

static void
read_cell (PasarGridSource *source, guint row, guint column, PasarGridCell *out)
{
  grid_rows_read_text (BENCH_SOURCE (source)->rows, row, column, out->buffer, sizeof out->buffer);
  out->text = out->buffer;
  if (grid_rows_is_number (column))
    out->flags = PASAR_GRID_CELL_NUMBER;
}

static void
get_keys (PasarGridSource *source, guint first, guint n, PasarGridKey *keys)
{
  for (guint i = 0; i < n; i++)
    keys[i] = (PasarGridKey){ .first = BENCH_SOURCE (source)->rows->ids[first + i] };
}

static void
find_rows (PasarGridSource *source, const PasarGridKey *keys, guint n, guint *rows)
{
  const GridRows *array = BENCH_SOURCE (source)->rows;
  g_autofree guint *by_id = g_new (guint, array->n_ids);

  for (guint id = 0; id < array->n_ids; id++)
    by_id[id] = PASAR_GRID_NONE;
  for (guint row = 0; row < array->n; row++)
    by_id[array->ids[row]] = row;
  for (guint i = 0; i < n; i++)
    rows[i] = by_id[keys[i].first];
}

static char *
dup_cell_label (PasarGridSource *source, guint row, guint column)
{
  PasarGridCell cell;

  pasar_grid_source_read_cell (source, row, column, &cell);
  return g_strdup (cell.text);
}

static char *
dup_row_label (PasarGridSource *source, guint row)
{
  return dup_cell_label (source, row, 0);
}

static char *
dup_edit_text (PasarGridSource *source, guint row, guint column, GError **error)
{
  return dup_cell_label (source, row, column);
}

static char *
dup_cell_tooltip (PasarGridSource *source, guint row, guint column)
{
  return NULL;
}

static void
bench_source_iface_init (PasarGridSourceInterface *iface)
{
  iface->get_n_rows = get_n_rows;
  iface->get_n_columns = get_n_columns;
  iface->read_column = read_column;
  iface->read_cell = read_cell;
  iface->get_keys = get_keys;
  iface->find_rows = find_rows;
  iface->dup_cell_label = dup_cell_label;
  iface->dup_row_label = dup_row_label;
  iface->dup_cell_tooltip = dup_cell_tooltip;
  iface->dup_edit_text = dup_edit_text;
}

/* The child. */

typedef struct
{
  GridRows *rows;
  BenchSource *source;
  GtkWidget *widget;
  gint64 frame_start;
  double frame_ms; /* of the last frame */
  guint n_frames;
} Bench;

static void
before_paint_cb (GdkFrameClock *clock, Bench *bench)
{
  bench->frame_start = g_get_monotonic_time ();
}

static void
after_paint_cb (GdkFrameClock *clock, Bench *bench)
{
  bench->frame_ms = (double) (g_get_monotonic_time () - bench->frame_start) / 1000;
  bench->n_frames++;
}

static double
wait_for_frame (Bench *bench)
{
  const guint n_frames = bench->n_frames;

  gtk_widget_queue_draw (bench->widget);
  while (bench->n_frames == n_frames)
    g_main_context_iteration (NULL, TRUE);
  return bench->frame_ms;
}

static void
print_frames (const char *name, GArray *times)
{
  const double median = bench_get_median (times);
  g_autofree char *p95 = g_strconcat (name, "_p95_ms", NULL);
  g_autofree char *middle = g_strconcat (name, "_ms", NULL);

  bench_print_value (middle, median);
  bench_print_value (p95, g_array_index (times, double, times->len * 95 / 100));
}

/* What a frame takes, of layout and of painting, without the wait for it. */
static void
measure_frames (Bench *bench, const char *name, gboolean jump)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (bench->widget));
  const double step = WHEEL_ROWS * gtk_adjustment_get_step_increment (adjustment);
  const double upper =
      gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  gtk_adjustment_set_value (adjustment, 0);
  wait_for_frame (bench);
  for (guint i = 0; i < N_FRAMES; i++)
    {
      double ms;

      gtk_adjustment_set_value (adjustment,
                                jump ? g_rand_double_range (rand, 0, upper) : (i + 1) * step);
      ms = wait_for_frame (bench);
      g_array_append_val (times, ms);
    }
  print_frames (name, times);
}

static void
rows_will_change (Bench *bench)
{
  if (bench->source != NULL)
    pasar_grid_source_rows_will_change (PASAR_GRID_SOURCE (bench->source));
}

static void
rows_changed (Bench *bench)
{
  if (bench->source != NULL)
    pasar_grid_source_rows_changed (PASAR_GRID_SOURCE (bench->source));
  else
    bare_grid_update (BARE_GRID (bench->widget));
}

/* The change itself and the frame that shows it. */
static double
change_rows (Bench *bench, const char *text, gboolean sort)
{
  const gint64 start = g_get_monotonic_time ();
  double ms;

  rows_will_change (bench);
  grid_rows_filter (bench->rows, text);
  if (sort)
    grid_rows_sort (bench->rows);
  rows_changed (bench);
  ms = (double) (g_get_monotonic_time () - start) / 1000;
  return ms + wait_for_frame (bench);
}

static void
measure_rows (Bench *bench)
{
  g_autoptr (GArray) filter = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) sort = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < N_TIMES; i++)
    {
      double ms = change_rows (bench, i % 2 == 0 ? "number 12" : "number 34", FALSE);

      g_array_append_val (filter, ms);
      ms = change_rows (bench, "", FALSE);
      g_array_append_val (all, ms);
      ms = change_rows (bench, "", TRUE);
      g_array_append_val (sort, ms);
      change_rows (bench, "", FALSE);
    }
  bench_print_value ("filter_ms", bench_get_median (filter));
  bench_print_value ("filter_not_ms", bench_get_median (all));
  bench_print_value ("sort_ms", bench_get_median (sort));
}

static void
load_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, "/io/github/pasar_app/Pasar/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static int
run_child (gboolean is_bare)
{
  Bench bench = { .rows = grid_rows_new ((guint) n_rows) };
  GtkWidget *window;
  GtkWidget *scrolled;
  GdkFrameClock *clock;

  adw_init ();
  load_style ();
  window = gtk_window_new ();
  scrolled = gtk_scrolled_window_new ();
  if (is_bare)
    bench.widget = bare_grid_new (bench.rows);
  else
    {
      bench.source = g_object_new (BENCH_TYPE_SOURCE, NULL);
      bench.source->rows = bench.rows;
      bench.widget = pasar_grid_new ();
      pasar_grid_set_n_frozen (PASAR_GRID (bench.widget), 2);
      pasar_grid_set_source (PASAR_GRID (bench.widget), PASAR_GRID_SOURCE (bench.source));
      pasar_grid_set_cursor (PASAR_GRID (bench.widget), 0, 2);
    }
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), bench.widget);
  gtk_window_set_child (GTK_WINDOW (window), scrolled);
  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 740);
  gtk_window_present (GTK_WINDOW (window));
  clock = gtk_widget_get_frame_clock (window);
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), &bench);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), &bench);
  wait_for_frame (&bench);
  bench_print_value ("first_frame_cpu_ms", bench_get_cpu_ms ());
  bench_run_for (SETTLE_MS);
  measure_frames (&bench, "scroll", FALSE);
  measure_frames (&bench, "jump", TRUE);
  measure_rows (&bench);
  bench_print_value ("rss_mb", bench_get_rss_mb ());
  fflush (stdout);
  _exit (0);
}

/* The parent. */

static void
print_ratios (BenchValues *bare, BenchValues *grid)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  const char *name;

  json_builder_begin_object (json);
  if (!as_json)
    g_print ("%d rows %19s %10s %7s\n", n_rows, "bare", "PasarGrid", "ratio");
  for (guint i = 0; (name = bench_values_get_name (bare, i)) != NULL; i++)
    {
      const double of_bare = bench_values_get (bare, name);
      const double of_grid = bench_values_get (grid, name);

      json_builder_set_member_name (json, name);
      json_builder_begin_object (json);
      json_builder_set_member_name (json, "bare");
      json_builder_add_double_value (json, of_bare);
      json_builder_set_member_name (json, "grid");
      json_builder_add_double_value (json, of_grid);
      json_builder_set_member_name (json, "ratio");
      json_builder_add_double_value (json, of_grid / of_bare);
      json_builder_end_object (json);
      if (!as_json)
        g_print ("%-20s %10.2f %10.2f %7.2f\n", name, of_bare, of_grid, of_grid / of_bare);
    }
  json_builder_end_object (json);
  if (as_json)
    {
      g_autoptr (JsonNode) root = json_builder_get_root (json);
      g_autofree char *text = json_to_string (root, TRUE);

      g_print ("%s\n", text);
    }
}

static void
run_round (const char *program, const char *widget, BenchValues *values)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *rows = g_strdup_printf ("%d", n_rows);
  const char *const arguments[] = { program, "--child", widget, "--rows", rows, NULL };

  g_subprocess_launcher_setenv (launcher, "GSETTINGS_BACKEND", "memory", TRUE);
  bench_values_add_round (values, launcher, arguments);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GOptionContext) context = g_option_context_new ("- the grid and its yardstick");
  g_autoptr (BenchValues) bare = bench_values_new ();
  g_autoptr (BenchValues) grid = bench_values_new ();
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }
  if (child != NULL)
    return run_child (g_str_equal (child, "bare"));
  for (int i = 0; i < n_rounds; i++)
    {
      run_round (argv[0], "bare", bare);
      run_round (argv[0], "grid", grid);
    }
  print_ratios (bare, grid);
  return 0;
}
