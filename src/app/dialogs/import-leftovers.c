/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/import-leftovers.h"

#include "jobs/export/leftovers.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What a row that is left out comes to; those that say nothing new are none of them. */
static const PasarImportVerdict verdicts[] = {
  PASAR_IMPORT_ROW_LEFT_OUT,      PASAR_IMPORT_ROW_UNKNOWN,     PASAR_IMPORT_ROW_AMBIGUOUS,
  PASAR_IMPORT_ROW_CONTRADICTORY, PASAR_IMPORT_ROW_CONFLICTING, PASAR_IMPORT_ROW_DAMAGED,
  PASAR_IMPORT_ROW_BLANK,         PASAR_IMPORT_ROW_VANISHED,
};

/**
 * pasar_import_count_leftovers:
 * @report: what a file comes to
 *
 * Counts the rows of which something is left out.
 *
 * Returns: how many rows
 */
guint
pasar_import_count_leftovers (const PasarImportReport *report)
{
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (verdicts); i++)
    n += report->n_rows[verdicts[i]];
  return n;
}

/**
 * pasar_import_new_leftovers_chooser:
 * @parent: the window above
 * @reading: a file that was read
 *
 * Asks for a file for the rows that are left out.
 *
 * Returns: (transfer full): the chooser, to be shown
 */
GtkFileChooserNative *
pasar_import_new_leftovers_chooser (GtkWindow *parent, PasarImportReading *reading)
{
  const char *name = pasar_import_reading_get_name (reading);
  const char *dot = strrchr (name, '.');
  g_autofree char *stem = g_strndup (name, dot != NULL ? (gsize) (dot - name) : strlen (name));
  /* Translators: the name of a file: %s is that of the file that was imported */
  g_autofree char *title = g_strdup_printf (_ ("%s left out"), stem);
  g_autofree char *file = g_strconcat (title, ".xlsx", NULL);
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_ ("Save Rows That Are Left Out"),
                                                               parent,
                                                               GTK_FILE_CHOOSER_ACTION_SAVE,
                                                               _ ("_Save"),
                                                               _ ("_Cancel"));

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), file);
  return chooser;
}

/* By the name that was chosen. */
static PasarTableFormat
find_format (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *lower = g_ascii_strdown (name, -1);

  if (g_str_has_suffix (lower, ".csv"))
    return PASAR_TABLE_CSV;
  return g_str_has_suffix (lower, ".ods") ? PASAR_TABLE_ODS : PASAR_TABLE_XLSX;
}

/**
 * pasar_import_new_leftovers_job:
 * @session: the shop
 * @reading: a file that is ready
 * @file: the name of the file; its ending says how it is written
 *
 * Writes the rows of which something is left out, to be put right and imported again.
 *
 * Returns: (transfer full): the job, to be run
 */
PasarJob *
pasar_import_new_leftovers_job (PasarSession *session, PasarImportReading *reading, GFile *file)
{
  PasarImportData *data = pasar_import_reading_get_data (reading);
  const char *sheet =
      pasar_table_file_get_sheet_name (pasar_import_reading_get_file (reading),
                                       pasar_import_reading_get_choices (reading)->sheet);
  PasarLeftoversSource source = {
    .table = pasar_import_data_get_texts (data),
    .head = *pasar_recognition_get_head (pasar_import_data_get_recognition (data)),
    .title = *sheet != '\0' ? sheet : pasar_import_reading_get_name (reading),
    .owner = pasar_import_data_ref (data),
    .free_owner = pasar_import_data_unref,
  };
  guint wanted = 0;

  for (guint i = 0; i < G_N_ELEMENTS (verdicts); i++)
    wanted |= 1u << verdicts[i];
  source.head.first_row = pasar_import_data_get_first_row (data);
  return pasar_leftovers_job_new (session,
                                  pasar_import_reading_get_import (reading),
                                  wanted,
                                  &source,
                                  file,
                                  find_format (file));
}
