/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/import-leftovers.h"

#include "app/dialogs/save-table.h"
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

typedef struct
{
  PasarSession *session;       /* (owned) */
  PasarImportReading *reading; /* (owned) */
} Source;

static void
source_free (gpointer data)
{
  Source *self = data;

  g_object_unref (self->reading);
  g_object_unref (self->session);
  g_free (self);
}

/* While a name was chosen the shop may have changed, so that it is not known yet what is left out.
 */
static PasarJob *
make_job (GFile *file, PasarTableFormat format, gpointer user_data)
{
  const Source *self = user_data;
  PasarImport *import = pasar_import_reading_get_import (self->reading);
  PasarImportData *data = pasar_import_reading_get_data (self->reading);
  PasarLeftoversSource source;
  const char *sheet;
  guint wanted = 0;

  if (import == NULL)
    return NULL;
  sheet = pasar_table_file_get_sheet_name (pasar_import_reading_get_file (self->reading),
                                           pasar_import_reading_get_choices (self->reading)->sheet);
  source = (PasarLeftoversSource){
    .table = pasar_import_data_get_texts (data),
    .head = *pasar_recognition_get_head (pasar_import_data_get_recognition (data)),
    .title = *sheet != '\0' ? sheet : pasar_import_reading_get_name (self->reading),
    .owner = pasar_import_data_ref (data),
    .free_owner = pasar_import_data_unref,
  };
  source.head.first_row = pasar_import_data_get_first_row (data);
  for (guint i = 0; i < G_N_ELEMENTS (verdicts); i++)
    wanted |= 1u << verdicts[i];
  return pasar_leftovers_job_new (self->session, import, wanted, &source, file, format);
}

/**
 * pasar_import_save_leftovers:
 * @button: what asks for it, below an `AdwToastOverlay`
 * @session: the shop
 * @reading: a file that is ready
 *
 * Asks for a file, and writes the rows of which something is left out, to be put right and imported
 * again.
 */
void
pasar_import_save_leftovers (GtkWidget *button, PasarSession *session, PasarImportReading *reading)
{
  const char *name = pasar_import_reading_get_name (reading);
  const char *dot = strrchr (name, '.');
  g_autofree char *stem = g_strndup (name, dot != NULL ? (gsize) (dot - name) : strlen (name));
  /* Translators: the name of a file: %s is that of the file that was imported */
  g_autofree char *title = g_strdup_printf (_ ("%s left out"), stem);
  g_autofree char *file = g_strconcat (title, ".xlsx", NULL);
  Source *source = g_new (Source, 1);

  *source = (Source){ g_object_ref (session), g_object_ref (reading) };
  pasar_save_table (button, _ ("Save Rows That Are Left Out"), file, make_job, source, source_free);
}
