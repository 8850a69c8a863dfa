/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import-work.h"

#include "app/dialogs/import.h"
#include "formats/write.h"
#include "rounds.h"
#include "watchdog.h"

/* Other prices than those of the round before, which are kept. */
static void
add_row (PasarTableWriter *writer, PasarCatalogue *catalogue, guint row, guint round)
{
  const PasarRowKey key = pasar_catalogue_row_get_key (catalogue, row);
  g_autofree char *item = g_strdup_printf ("%" G_GINT64_FORMAT, key.item_id);
  g_autofree char *model = g_strdup_printf ("%" G_GINT64_FORMAT, key.model_id);
  g_autofree char *price = g_strdup_printf ("%u.%02u", 10 + row % 90, (row + round) % 100);
  g_autofree char *carton = g_strdup_printf ("%u", 12 + row % 7);
  const PasarTextCell cells[] = { { item, NULL, TRUE },
                                  { model, NULL, TRUE },
                                  { "Some item of the supplier", NULL, TRUE },
                                  { price, price, FALSE },
                                  { "Nusantara", NULL, TRUE },
                                  { row % 2 == 0 ? "Blue" : "Red", NULL, TRUE },
                                  { "Cotton", NULL, TRUE },
                                  { "Bandung", NULL, TRUE },
                                  { carton, carton, FALSE },
                                  { "Bag", NULL, TRUE },
                                  { "2026", "2026", FALSE },
                                  { "", NULL, TRUE } };
  g_autoptr (GError) error = NULL;

  pasar_table_writer_append (writer, cells, &error);
  g_assert_no_error (error);
}

static GFile *
write_file (PasarCatalogue *catalogue, PasarTableFormat format, const char *name, guint round)
{
  static const PasarTableColumn columns[] = {
    { "Item ID", PASAR_CELLS_TEXT, 14 },  { "Variation ID", PASAR_CELLS_TEXT, 14 },
    { "Name", PASAR_CELLS_TEXT, 30 },     { "Price", PASAR_CELLS_MONEY, 10 },
    { "Brand", PASAR_CELLS_TEXT, 10 },    { "Colour", PASAR_CELLS_TEXT, 10 },
    { "Material", PASAR_CELLS_TEXT, 10 }, { "Origin", PASAR_CELLS_TEXT, 10 },
    { "Carton", PASAR_CELLS_PIECES, 10 }, { "Packing", PASAR_CELLS_TEXT, 10 },
    { "Season", PASAR_CELLS_PIECES, 10 }, { "Remark", PASAR_CELLS_TEXT, 10 }
  };
  const PasarTableLayout layout = { .title = "Prices",
                                    .columns = columns,
                                    .n_columns = G_N_ELEMENTS (columns),
                                    .currency = "SGD",
                                    .digits = 2,
                                    .separator = ',',
                                    .decimal_point = '.' };
  GFile *file = g_file_new_build_filename (g_get_user_cache_dir (), name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarTableWriter) writer =
      pasar_table_writer_new (file, format, &layout, NULL, &error);

  g_assert_no_error (error);
  for (guint row = 0; row < pasar_catalogue_get_n_rows (catalogue); row++)
    {
      if (!pasar_catalogue_read_row (catalogue, row).is_header)
        add_row (writer, catalogue, row, round);
    }
  pasar_table_writer_finish (writer, &error);
  g_assert_no_error (error);
  return file;
}

static void
set_true (gboolean *flag)
{
  *flag = TRUE;
}

static GtkWidget *
find_suggested (GtkWidget *widget)
{
  GtkWidget *found = gtk_widget_has_css_class (widget, "suggested-action") ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_suggested (child);
  return found;
}

static void
print_since (const char *name, gint64 start_us)
{
  bench_print_value (name, (double) (g_get_monotonic_time () - start_us) / 1000);
}

static void
print_long_callbacks (void)
{
  g_autoptr (GPtrArray) callbacks = watchdog_stop ();

  bench_print_value ("import:long_callbacks", callbacks->len);
  for (guint i = 0; i < callbacks->len; i++)
    {
      const WatchdogCallback *callback = g_ptr_array_index (callbacks, i);
      g_autofree char *note =
          g_strdup_printf ("import: %u ms in %s", callback->ms, callback->source);

      bench_print_note (note);
      g_debug ("%s:\n%s", note, callback->trace);
    }
}

/* Until the preview is painted. */
static GtkWindow *
open_import (PasarWindow *window, GFile *file)
{
  g_autoptr (PasarImportReading) reading =
      pasar_import_reading_new (pasar_session_get_catalogue (window->session), file);
  GtkWindow *dialog = pasar_import_dialog_new (GTK_WINDOW (window), window->session, reading);

  gtk_window_present (dialog);
  while (pasar_import_reading_get_state (reading) != PASAR_READING_READY)
    g_main_context_iteration (NULL, TRUE);
  bench_paint (GTK_WIDGET (dialog));
  return dialog;
}

/* What LibreOffice takes to load the same file and to write it as CSV; 0: it is not there. */
static double
convert_by_office (GFile *file)
{
  g_autofree char *soffice = g_find_program_in_path ("soffice");
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "office", NULL);
  g_autofree char *profile = g_strdup_printf ("-env:UserInstallation=file://%s/profile", folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  const gint64 start_us = g_get_monotonic_time ();

  if (soffice == NULL)
    return 0;
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                              &error,
                              soffice,
                              profile,
                              "--headless",
                              "--norestore",
                              "--convert-to",
                              "csv",
                              "--outdir",
                              folder,
                              g_file_peek_path (file),
                              NULL);
  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
  return (double) (g_get_monotonic_time () - start_us) / 1000;
}

static void
print_import (const char *name, gint64 start_us, GFile *file)
{
  const double ms = (double) (g_get_monotonic_time () - start_us) / 1000;
  const double office_ms = convert_by_office (file);
  g_autofree char *ratio = g_strconcat (name, "_of_office", NULL);

  bench_print_value (name, ms);
  if (office_ms > 0)
    bench_print_value (ratio, ms / office_ms);
}

void
bench_import_work (PasarWindow *window)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (window->session);
  const guint round = (guint) (g_get_real_time () / G_USEC_PER_SEC % 100);
  g_autoptr (GFile) workbook = write_file (catalogue, PASAR_TABLE_XLSX, "prices.xlsx", round);
  g_autoptr (GFile) csv = write_file (catalogue, PASAR_TABLE_CSV, "prices.csv", round);
  const double before_mb = bench_get_rss_mb ();
  GtkWindow *dialog;
  gboolean is_changed = FALSE;
  gint64 start_us;

  /* For LibreOffice, which makes its profile. */
  convert_by_office (csv);
  watchdog_start ();
  start_us = g_get_monotonic_time ();
  dialog = open_import (window, workbook);
  print_import ("import_ms", start_us, workbook);
  bench_run_for (1000);
  bench_print_value ("import_mb", bench_get_rss_mb () - before_mb);
  gtk_window_close (dialog);
  bench_run_for (1000);
  start_us = g_get_monotonic_time ();
  dialog = open_import (window, csv);
  print_import ("import_csv_ms", start_us, csv);

  g_signal_connect_swapped (catalogue, "values-changed", G_CALLBACK (set_true), &is_changed);
  start_us = g_get_monotonic_time ();
  g_signal_emit_by_name (find_suggested (GTK_WIDGET (dialog)), "clicked");
  while (!is_changed)
    g_main_context_iteration (NULL, TRUE);
  bench_paint (GTK_WIDGET (window));
  print_since ("import_apply_ms", start_us);
  g_signal_handlers_disconnect_by_data (catalogue, &is_changed);
  bench_run_for (1000);
  print_long_callbacks ();
}
