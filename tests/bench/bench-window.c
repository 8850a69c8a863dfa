/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/application.h"
#include "app/grid/grid.h"
#include "app/window-private.h"
#include "shop.h"
#include "watchdog.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <locale.h>
#include <sys/resource.h>
#include <unistd.h>

/* What a seller waits for in a real window, until it is painted. Each round is a process of its
 * own, which prints "name value" lines; medians are of all rounds. */

#define N_TIMES   5
#define N_STEPS   60
#define SETTLE_MS 2500

static char *sizes = NULL;
static int n_rounds = 5;
static gboolean as_json = FALSE;
static char *child = NULL;
static gint64 started_us;

static const GOptionEntry entries[] = {
  { "sizes", 's', 0, G_OPTION_ARG_STRING, &sizes, "Rows, e.g. 10000,100000", "N,…" },
  { "rounds", 'n', 0, G_OPTION_ARG_INT, &n_rounds, "Rounds of each size", "N" },
  { "json", 'j', 0, G_OPTION_ARG_NONE, &as_json, "Print JSON", NULL },
  { "child", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING, &child, "", "" },
  { "started", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT64, &started_us, "", "" },
  { NULL },
};

/* The child. */

static double
get_cpu_ms (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000.0
         + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000.0;
}

static double
get_rss_mb (void)
{
  g_autofree char *text = NULL;
  glong pages = 0;

  if (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    sscanf (text, "%*d %ld", &pages);
  return (double) pages * (double) sysconf (_SC_PAGESIZE) / 1024 / 1024;
}

static void
print_value (const char *name, double value)
{
  g_print ("%s %.3f\n", name, value);
}

static gboolean
raise_cb (gpointer flag)
{
  *(gboolean *) flag = TRUE;
  return G_SOURCE_REMOVE;
}

static void
run_for (guint ms)
{
  gboolean is_over = FALSE;

  g_source_set_name_by_id (g_timeout_add (ms, raise_cb, &is_over), "bench");
  while (!is_over)
    g_main_context_iteration (NULL, TRUE);
}

static void
painted_cb (GdkFrameClock *clock, gboolean *is_painted)
{
  *is_painted = TRUE;
}

/* Until what changed before is on the screen. */
static void
paint (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  gboolean is_painted = FALSE;
  const gulong id = g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), &is_painted);

  gtk_widget_queue_draw (widget);
  while (!is_painted)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, id);
}

static GtkWidget *
find_grid (GtkWidget *widget)
{
  GtkWidget *found = PASAR_IS_GRID (widget) ? widget : NULL;

  for (GtkWidget *below = gtk_widget_get_first_child (widget); below != NULL && found == NULL;
       below = gtk_widget_get_next_sibling (below))
    found = find_grid (below);
  return found;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  const double *first = a;
  const double *second = b;

  return (*first > *second) - (*first < *second);
}

static double
get_median (GArray *values)
{
  g_array_sort (values, compare_doubles);
  return g_array_index (values, double, values->len / 2);
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
      paint (GTK_WIDGET (window));
      ms = (double) (g_get_monotonic_time () - start) / 1000;
      g_array_append_val (times, ms);
      if (restore != NULL)
        restore (window, i);
      run_for (100);
    }
  print_value (name, get_median (times));
}

/* The processor's time of a step, at 30 a second. */
static void
measure_steps (PasarWindow *window, const char *name, Act act)
{
  double start_ms;

  run_for (200);
  start_ms = get_cpu_ms ();
  for (guint i = 0; i < N_STEPS; i++)
    {
      act (window, i);
      run_for (33);
    }
  print_value (name, (get_cpu_ms () - start_ms) / N_STEPS);
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
  run_for (300);
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
  paint (GTK_WIDGET (window->review));
}

static void
close_review (PasarWindow *window, guint nth)
{
  run_for (3000);
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
  print_value ("callbacks_over_a_frame", callbacks->len);
  print_value ("longest_callback_ms", longest);
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
  PasarWindow *window = PASAR_WINDOW (gtk_application_get_active_window (application));
  const gboolean is_welcome = g_str_equal (child, "welcome");

  while (!is_welcome && !shows_rows (window))
    g_main_context_iteration (NULL, TRUE);
  paint (GTK_WIDGET (window));
  print_value ("painted_ms", (double) (g_get_monotonic_time () - started_us) / 1000);
  print_value ("painted_cpu_ms", get_cpu_ms ());
  run_for (SETTLE_MS);
  print_value ("rss_mb", get_rss_mb ());
  if (!is_welcome)
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

/* Adds what a child prints to the values, by name. */
static void
run_round (const char *program,
           const char *folder,
           guint n_rows,
           GHashTable *values,
           GPtrArray *names)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *started = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_monotonic_time ());
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;

  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "GSETTINGS_BACKEND", "memory", TRUE);
  process = g_subprocess_launcher_spawn (launcher,
                                         &error,
                                         program,
                                         "--child",
                                         n_rows > 0 ? "work" : "welcome",
                                         "--started",
                                         started,
                                         NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));
  lines = g_strsplit (output, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], " ", 2);
      GArray *numbers;
      double number;

      if (g_strv_length (words) != 2)
        continue;
      numbers = g_hash_table_lookup (values, words[0]);
      if (numbers == NULL)
        {
          numbers = g_array_new (FALSE, FALSE, sizeof (double));
          g_hash_table_insert (values, g_strdup (words[0]), numbers);
          g_ptr_array_add (names, g_strdup (words[0]));
        }
      number = g_ascii_strtod (words[1], NULL);
      g_array_append_val (numbers, number);
    }
}

static void
print_size (const char *program, guint n_rows, double *welcome_mb, JsonBuilder *json)
{
  g_autoptr (GHashTable) values =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folder = make_shop (n_rows);

  for (int i = 0; i < n_rounds; i++)
    run_round (program, folder, n_rows, values, names);
  remove_folder (folder);
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "rows");
  json_builder_add_int_value (json, n_rows);
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      double median = get_median (g_hash_table_lookup (values, name));

      if (g_str_equal (name, "rss_mb") && n_rows == 0)
        *welcome_mb = median;
      else if (g_str_equal (name, "rss_mb"))
        median -= *welcome_mb;
      json_builder_set_member_name (json, name);
      json_builder_add_double_value (json, median);
      if (!as_json)
        g_print ("%9u rows  %-24s %10.2f\n", n_rows, name, median);
    }
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
