/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/application.h"
#include "bare-window.h"
#include "import-work.h"
#include "rounds.h"
#include "shop.h"
#include "window-work.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <locale.h>
#include <unistd.h>

/* What a seller waits for in a real window, until it is painted. Each round is a process of its
 * own, which prints "name value" lines; medians are of all rounds. */

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

static gboolean
shows_rows (PasarWindow *window)
{
  return window->session != NULL
         && gtk_widget_get_mapped (GTK_WIDGET (pasar_sheet_get_grid (window->sheet)))
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
  if (g_str_equal (child, "import"))
    {
      bench_run_for (SETTLE_MS);
      bench_import_work (window);
      fflush (stdout);
      _exit (0);
    }
  bench_print_painted (started_us);
  bench_run_for (SETTLE_MS);
  bench_print_value ("rss_mb", bench_get_rss_mb ());
  if (g_str_equal (child, "work"))
    bench_window_work (window);
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

  /* The output is for values. */
  g_log_writer_default_set_use_stderr (TRUE);
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

/* How Pasar starts beside the least program that shows so many rows. */
static void
add_ratios (BenchValues *values, BenchValues *bare)
{
  for (guint i = 0; bench_values_get_name (bare, i) != NULL; i++)
    {
      const char *name = bench_values_get_name (bare, i);
      const double of_bare = bench_values_get (bare, name);
      g_autofree char *bare_name = g_strconcat ("bare_", name, NULL);
      g_autofree char *ratio_name = g_strconcat (name, "_ratio", NULL);

      bench_values_add (values, bare_name, of_bare);
      bench_values_add (values, ratio_name, bench_values_get (values, name) / of_bare);
    }
}

static BenchValues *
measure_size (const char *program, guint n_rows)
{
  BenchValues *values = bench_values_new ();
  g_autoptr (BenchValues) bare = bench_values_new ();
  g_autofree char *folder = make_shop (n_rows);
  const char *what = n_rows == 0 ? "welcome" : only_start ? "start" : "work";

  for (int i = 0; i < n_rounds; i++)
    {
      run_round (program, "bare", n_rows, folder, bare);
      run_round (program, what, n_rows, folder, values);
      if (g_str_equal (what, "work"))
        run_round (program, "import", n_rows, folder, values);
    }
  remove_folder (folder);
  add_ratios (values, bare);
  return values;
}

/* Memory is that beyond a window without a shop. */
static double
get_median (BenchValues *values, BenchValues *welcome, const char *name)
{
  const double median = bench_values_get (values, name);

  return g_str_equal (name, "rss_mb") && values != welcome
             ? median - bench_values_get (welcome, name)
             : median;
}

static void
print_json (char **wanted, GPtrArray *sizes_values)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_array (json);
  for (guint i = 0; i < sizes_values->len; i++)
    {
      BenchValues *values = g_ptr_array_index (sizes_values, i);

      json_builder_begin_object (json);
      json_builder_set_member_name (json, "rows");
      json_builder_add_int_value (json, i > 0 ? g_ascii_strtoll (wanted[i - 1], NULL, 10) : 0);
      for (guint k = 0; bench_values_get_name (values, k) != NULL; k++)
        {
          const char *name = bench_values_get_name (values, k);

          json_builder_set_member_name (json, name);
          json_builder_add_double_value (json, get_median (values, sizes_values->pdata[0], name));
        }
      json_builder_set_member_name (json, "long_callbacks");
      json_builder_begin_array (json);
      for (guint k = 0; bench_values_get_note (values, k) != NULL; k++)
        json_builder_add_string_value (json, bench_values_get_note (values, k));
      json_builder_end_array (json);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  root = json_builder_get_root (json);
  text = json_to_string (root, TRUE);
  g_print ("%s\n", text);
}

/* The sizes side by side, the window without a shop first. */
static void
print_table (char **wanted, GPtrArray *sizes_values)
{
  BenchValues *welcome = g_ptr_array_index (sizes_values, 0);
  BenchValues *last = g_ptr_array_index (sizes_values, sizes_values->len - 1);

  g_print ("%-28s %12s", "rows", "0");
  for (guint i = 0; wanted[i] != NULL; i++)
    g_print (" %12s", wanted[i]);
  g_print ("\n");
  for (guint k = 0; bench_values_get_name (last, k) != NULL; k++)
    {
      const char *name = bench_values_get_name (last, k);

      g_print ("%-28s", name);
      for (guint i = 0; i < sizes_values->len; i++)
        {
          BenchValues *values = g_ptr_array_index (sizes_values, i);

          if (bench_values_has (values, name))
            g_print (" %12.2f", get_median (values, welcome, name));
          else
            g_print (" %12s", "");
        }
      g_print ("\n");
    }
  for (guint i = 1; i < sizes_values->len; i++)
    {
      BenchValues *values = g_ptr_array_index (sizes_values, i);

      for (guint k = 0; bench_values_get_note (values, k) != NULL; k++)
        g_print ("%s rows: %s\n", wanted[i - 1], bench_values_get_note (values, k));
    }
}

int
main (int argc, char *argv[])
{
  g_autoptr (GOptionContext) context = g_option_context_new ("- what a seller waits for");
  g_autoptr (GPtrArray) sizes_values =
      g_ptr_array_new_with_free_func ((GDestroyNotify) bench_values_free);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) wanted = NULL;

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_set_description (context,
                                    "With G_MESSAGES_DEBUG=pasar-bench it is also printed where "
                                    "callbacks were that held the main loop for too long.");
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
  g_ptr_array_add (sizes_values, measure_size (argv[0], 0));
  for (guint i = 0; wanted[i] != NULL; i++)
    g_ptr_array_add (sizes_values,
                     measure_size (argv[0], (guint) g_ascii_strtoull (wanted[i], NULL, 10)));
  (as_json ? print_json : print_table) (wanted, sizes_values);
  return 0;
}
