/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/application.h"
#include "app/grid/grid.h"
#include "app/window-private.h"
#include "bare-window.h"
#include "rounds.h"
#include "shop.h"
#include "watchdog.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <locale.h>
#include <unistd.h>

/* What a seller waits for in a real window, until it is painted. Each round is a process of its
 * own, which prints "name value" lines; medians are of all rounds. */

#define N_TIMES    5
#define N_STEPS    60
#define N_PICTURES 3000
#define SETTLE_MS  2500

static char *sizes = NULL;
static int n_rounds = 5;
static gboolean as_json = FALSE;
static gboolean only_start = FALSE;
static char *child = NULL;
static int n_bare_rows;
static gint64 started_us;

static const GOptionEntry entries[] = {
  { "sizes", 's', 0, G_OPTION_ARG_STRING, &sizes, "Rows, e.g. 10000,100000", "N,…" },
  { "rounds", 'n', 0, G_OPTION_ARG_INT, &n_rounds, "Rounds of each size", "N" },
  { "json", 'j', 0, G_OPTION_ARG_NONE, &as_json, "Print JSON", NULL },
  { "start",
    0,
    0,
    G_OPTION_ARG_NONE,
    &only_start,
    "Only until rows are painted, and memory",
    NULL },
  { "child", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING, &child, "", "" },
  { "bare-rows", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, &n_bare_rows, "", "" },
  { "started", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT64, &started_us, "", "" },
  { NULL },
};

/* The child. */

static GtkWidget *
find_grid (GtkWidget *widget)
{
  GtkWidget *found = PASAR_IS_GRID (widget) ? widget : NULL;

  for (GtkWidget *below = gtk_widget_get_first_child (widget); below != NULL && found == NULL;
       below = gtk_widget_get_next_sibling (below))
    found = find_grid (below);
  return found;
}

typedef void (*Act) (PasarWindow *window, guint nth);

/* The median time until the change is painted, over several times. */
static void
measure (PasarWindow *window, const char *name, Act act, Act restore)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < N_TIMES; i++)
    {
      const gint64 start = g_get_monotonic_time ();
      double ms;

      act (window, i);
      bench_paint (GTK_WIDGET (window));
      ms = (double) (g_get_monotonic_time () - start) / 1000;
      g_array_append_val (times, ms);
      if (restore != NULL)
        restore (window, i);
      bench_run_for (100);
    }
  bench_print_value (name, bench_get_median (times));
}

/* The processor's time of a step, at 30 a second. */
static void
measure_steps (PasarWindow *window, const char *name, Act act)
{
  double start_ms;

  bench_run_for (200);
  start_ms = bench_get_cpu_ms ();
  for (guint i = 0; i < N_STEPS; i++)
    {
      act (window, i);
      bench_run_for (33);
    }
  bench_print_value (name, (bench_get_cpu_ms () - start_ms) / N_STEPS);
}

static void
press_page_down (PasarWindow *window, guint nth)
{
  GtkWidget *grid = find_grid (GTK_WIDGET (window));
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (grid);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean is_taken = FALSE;

      if (!GTK_IS_EVENT_CONTROLLER_KEY (controller))
        continue;
      g_signal_emit_by_name (controller, "key-pressed", GDK_KEY_Page_Down, 0, 0, &is_taken);
      if (is_taken)
        return;
    }
  g_assert_not_reached ();
}

/* Three rows, as a click of the wheel does. */
static void
turn_wheel (PasarWindow *window, guint nth)
{
  GtkAdjustment *adjustment =
      gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (find_grid (GTK_WIDGET (window))));

  gtk_adjustment_set_value (adjustment,
                            gtk_adjustment_get_value (adjustment)
                                + 3 * gtk_adjustment_get_step_increment (adjustment));
}

static void
sort_by_price (PasarWindow *window, guint nth)
{
  pasar_sheet_sort (window->sheet, PASAR_COLUMN_PRICE, nth % 2 == 0);
}

static void
sort_by_name (PasarWindow *window, guint nth)
{
  pasar_sheet_sort (window->sheet, PASAR_COLUMN_NAME, nth % 2 == 0);
}

static void
sort_not (PasarWindow *window, guint nth)
{
  pasar_sheet_sort (window->sheet, PASAR_COLUMN_NONE, FALSE);
}

static void
filter (PasarWindow *window, guint nth)
{
  PasarView *view = pasar_sheet_get_view (window->sheet);
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (view));

  gtk_editable_set_text (GTK_EDITABLE (window->search_entry),
                         nth % 2 == 0 ? "number 12" : "number 34");
  while (g_list_model_get_n_items (G_LIST_MODEL (view)) == n)
    g_main_context_iteration (NULL, TRUE);
}

static void
filter_not (PasarWindow *window, guint nth)
{
  gtk_editable_set_text (GTK_EDITABLE (window->search_entry), "");
  bench_run_for (300);
}

static void
result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static void
wait_for_write (PasarSession *session, GAsyncResult **result)
{
  g_autoptr (GError) error = NULL;

  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  pasar_session_write_finish (session, *result, NULL, &error);
  g_assert_no_error (error);
}

static void
undo (PasarWindow *window, guint nth)
{
  g_autoptr (GAsyncResult) result = NULL;

  pasar_session_undo_async (window->session, NULL, result_cb, &result);
  wait_for_write (window->session, &result);
}

static void
flush (PasarWindow *window)
{
  g_autoptr (GAsyncResult) result = NULL;

  pasar_session_flush_async (window->session, result_cb, &result);
  wait_for_write (window->session, &result);
}

static void
undo_and_flush (PasarWindow *window, guint nth)
{
  undo (window, nth);
  flush (window);
}

static void
raise_prices (PasarWindow *window, guint nth)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (window->session);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarExpression) more =
      pasar_catalogue_parse (catalogue, PASAR_FIELD_PRICE, TRUE, "+10%", NULL, &error);

  g_assert_no_error (error);
  pasar_session_stage_async (window->session,
                             pasar_command_new (PASAR_COMMAND_EACH,
                                                catalogue,
                                                NULL,
                                                PASAR_ALL_ROWS,
                                                PASAR_FIELD_PRICE,
                                                more),
                             NULL,
                             result_cb,
                             &result);
  wait_for_write (window->session, &result);
}

static void
raise_and_flush (PasarWindow *window, guint nth)
{
  raise_prices (window, nth);
  flush (window);
}

static void
open_review (PasarWindow *window, guint nth)
{
  g_action_group_activate_action (G_ACTION_GROUP (window), "review", NULL);
  while (window->review == NULL || !gtk_widget_get_mapped (GTK_WIDGET (window->review)))
    g_main_context_iteration (NULL, TRUE);
  bench_paint (GTK_WIDGET (window->review));
}

static void
close_review (PasarWindow *window, guint nth)
{
  bench_run_for (3000);
  gtk_window_close (window->review);
  while (window->review != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
print_long_callbacks (GPtrArray *callbacks)
{
  guint longest = 0;

  for (guint i = 0; i < callbacks->len; i++)
    {
      const WatchdogCallback *callback = g_ptr_array_index (callbacks, i);

      longest = MAX (longest, callback->ms);
      g_printerr ("%u ms in %s\n%s", callback->ms, callback->source, callback->trace);
    }
  bench_print_value ("callbacks_over_a_frame", callbacks->len);
  bench_print_value ("longest_callback_ms", longest);
}

static void
measure_work (PasarWindow *window)
{
  g_autoptr (GPtrArray) callbacks = NULL;

  watchdog_start ();
  measure_steps (window, "page_cpu_ms", press_page_down);
  measure_steps (window, "wheel_cpu_ms", turn_wheel);
  measure (window, "sort_price_ms", sort_by_price, NULL);
  measure (window, "sort_name_ms", sort_by_name, NULL);
  sort_not (window, 0);
  measure (window, "filter_ms", filter, filter_not);
  measure (window, "raise_ms", raise_prices, undo_and_flush);
  measure (window, "raise_on_disk_ms", raise_and_flush, undo_and_flush);
  raise_and_flush (window, 0);
  measure (window, "undo_ms", undo, raise_and_flush);
  measure (window, "review_ms", open_review, close_review);
  callbacks = watchdog_stop ();
  print_long_callbacks (callbacks);
}

static gboolean
shows_rows (PasarWindow *window)
{
  return window->session != NULL && find_grid (GTK_WIDGET (window)) != NULL
         && gtk_widget_get_mapped (find_grid (GTK_WIDGET (window)))
         && g_list_model_get_n_items (G_LIST_MODEL (pasar_sheet_get_view (window->sheet))) > 0;
}

static gboolean
work_cb (gpointer application)
{
  const gboolean is_welcome = g_str_equal (child, "welcome");
  PasarWindow *window;

  while (gtk_application_get_windows (application) == NULL)
    g_main_context_iteration (NULL, TRUE);
  window = PASAR_WINDOW (gtk_application_get_active_window (application));
  while (!is_welcome && !shows_rows (window))
    g_main_context_iteration (NULL, TRUE);
  bench_paint (GTK_WIDGET (window));
  bench_print_painted (started_us);
  bench_run_for (SETTLE_MS);
  bench_print_value ("rss_mb", bench_get_rss_mb ());
  if (g_str_equal (child, "work"))
    measure_work (window);
  fflush (stdout);
  /* What was staged need not be asked about. */
  _exit (0);
}

static void
activated_cb (GApplication *application, gpointer user_data)
{
  g_source_set_name_by_id (g_idle_add (work_cb, application), "bench");
}

static int
run_child (void)
{
  g_autoptr (GApplication) application = G_APPLICATION (pasar_application_new ());
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);

  g_settings_set_string (settings, "last-shop", BENCH_SHOP_KEY);
  g_signal_connect_after (application, "activate", G_CALLBACK (activated_cb), NULL);
  return g_application_run (application, 0, NULL);
}

/* The parent. */

/* As if the rows that are scrolled through had been looked at before. */
static void
keep_pictures (const char *data)
{
  g_autofree char *folder = g_build_filename (data, "pictures", NULL);
  g_autoptr (PasarPictureCache) cache = pasar_picture_cache_new (folder, 64 * 1024 * 1024);
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB,
                                                 FALSE,
                                                 8,
                                                 PASAR_THUMBNAIL_LARGEST_SIDE,
                                                 PASAR_THUMBNAIL_LARGEST_SIDE);
  g_autoptr (GBytes) file = NULL;

  gdk_pixbuf_fill (pixbuf, 0xc06040ff);
  file = pasar_picture_encode (pixbuf, NULL);
  for (guint i = 1; i <= N_PICTURES; i++)
    {
      g_autofree char *address = g_strdup_printf (BENCH_PICTURE, i);

      pasar_picture_cache_write (cache, address, file);
    }
}

static char *
make_shop (guint n_rows)
{
  char *folder = g_dir_make_tmp ("pasar-bench-XXXXXX", NULL);
  g_autofree char *data = g_build_filename (folder, "pasar", NULL);
  g_autofree char *path = g_build_filename (data, "pasar.db", NULL);

  g_mkdir (data, 0700);
  if (n_rows > 0)
    {
      g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
      g_autoptr (PasarStore) store = bench_open_store (path);

      bench_fill_catalogue (catalogue, n_rows);
      bench_write_shop (store, catalogue);
      keep_pictures (data);
    }
  return folder;
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GSubprocess) process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, NULL, "rm", "-rf", folder, NULL);

  g_subprocess_wait (process, NULL, NULL);
}

/* what: is measured in a process of its own. */
static void
run_round (const char *program,
           const char *what,
           guint n_rows,
           const char *folder,
           BenchValues *values)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *started = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_monotonic_time ());
  g_autofree char *rows = g_strdup_printf ("%u", n_rows);
  const char *const arguments[] = { program, "--child",   what,    "--bare-rows",
                                    rows,    "--started", started, NULL };

  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_CACHE_HOME", folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "GSETTINGS_BACKEND", "memory", TRUE);
  bench_values_add_round (values, launcher, arguments);
}

static void
print_value (JsonBuilder *json, guint n_rows, const char *name, double value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_double_value (json, value);
  if (!as_json)
    g_print ("%9u rows  %-24s %10.2f\n", n_rows, name, value);
}

/* How Pasar starts beside the least program that shows so many rows. */
static void
print_ratios (JsonBuilder *json, guint n_rows, BenchValues *values, BenchValues *bare)
{
  for (guint i = 0; bench_values_get_name (bare, i) != NULL; i++)
    {
      const char *name = bench_values_get_name (bare, i);
      const double of_bare = bench_values_get (bare, name);
      g_autofree char *bare_name = g_strconcat ("bare_", name, NULL);
      g_autofree char *ratio_name = g_strconcat (name, "_ratio", NULL);

      print_value (json, n_rows, bare_name, of_bare);
      print_value (json, n_rows, ratio_name, bench_values_get (values, name) / of_bare);
    }
}

static void
print_size (const char *program, guint n_rows, double *welcome_mb, JsonBuilder *json)
{
  g_autoptr (BenchValues) values = bench_values_new ();
  g_autoptr (BenchValues) bare = bench_values_new ();
  g_autofree char *folder = make_shop (n_rows);
  const char *what = n_rows == 0 ? "welcome" : only_start ? "start" : "work";

  for (int i = 0; i < n_rounds; i++)
    {
      run_round (program, "bare", n_rows, folder, bare);
      run_round (program, what, n_rows, folder, values);
    }
  remove_folder (folder);
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "rows");
  json_builder_add_int_value (json, n_rows);
  for (guint i = 0; bench_values_get_name (values, i) != NULL; i++)
    {
      const char *name = bench_values_get_name (values, i);
      double median = bench_values_get (values, name);

      if (g_str_equal (name, "rss_mb") && n_rows == 0)
        *welcome_mb = median;
      else if (g_str_equal (name, "rss_mb"))
        median -= *welcome_mb;
      print_value (json, n_rows, name, median);
    }
  print_ratios (json, n_rows, values, bare);
  json_builder_end_object (json);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GOptionContext) context = g_option_context_new ("- what a seller waits for");
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) wanted = NULL;
  double welcome_mb = 0;

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }
  if (child != NULL && g_str_equal (child, "bare"))
    return bench_run_bare_window ((guint) n_bare_rows, started_us);
  if (child != NULL)
    return run_child ();
  wanted = g_strsplit (sizes != NULL ? sizes : "10000,100000,1000000", ",", -1);
  json_builder_begin_array (json);
  print_size (argv[0], 0, &welcome_mb, json);
  for (guint i = 0; wanted[i] != NULL; i++)
    print_size (argv[0], (guint) g_ascii_strtoull (wanted[i], NULL, 10), &welcome_mb, json);
  json_builder_end_array (json);
  if (as_json)
    {
      g_autoptr (JsonNode) root = json_builder_get_root (json);
      g_autofree char *text = json_to_string (root, TRUE);

      g_print ("%s\n", text);
    }
  return 0;
}
