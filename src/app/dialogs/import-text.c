/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/import-text.h"

#include "app/dialogs/util.h"
#include "catalogue/values/change.h"
#include "jobs/submit/change.h"

#include <glib/gi18n-lib.h>

/**
 * pasar_import_dup_file_text:
 * @reading: a file
 *
 * Says what is imported.
 *
 * Returns: (transfer full): what the file is called, its sheet, and how many rows it has
 */
char *
pasar_import_dup_file_text (PasarImportReading *reading)
{
  const char *name = pasar_import_reading_get_name (reading);
  const PasarTableFile *file = pasar_import_reading_get_file (reading);
  PasarImportData *data = pasar_import_reading_get_data (reading);
  g_autofree char *rows = NULL;
  const char *sheet;
  guint n;

  if (data == NULL)
    return g_strdup (name);
  n = pasar_import_data_get_table (data, '\0').n_rows;
  rows = g_strdup_printf (ngettext ("%'u row", "%'u rows", n), n);
  sheet = pasar_table_file_get_sheet_name (file, pasar_import_reading_get_choices (reading)->sheet);
  return *sheet != '\0' ? g_strdup_printf ("%s · %s · %s", name, sheet, rows)
                        : g_strdup_printf ("%s · %s", name, rows);
}

/**
 * pasar_import_dup_message:
 * @reading: a file that cannot be imported
 * @title: (out) (transfer full): in a few words
 *
 * Says why there is nothing to import, and what to do.
 *
 * Returns: (transfer full): a sentence or two
 */
char *
pasar_import_dup_message (PasarImportReading *reading, char **title)
{
  const GError *error = pasar_import_reading_get_error (reading);
  PasarImportData *data;
  const char *kind;

  if (error != NULL)
    {
      *title = g_strdup (_ ("The File Cannot Be Read"));
      return pasar_dialog_dup_error_text (error);
    }
  data = pasar_import_reading_get_data (reading);
  kind = pasar_recognition_get_workbook_kind (pasar_import_data_get_recognition (data));
  *title = g_strdup (_ ("A Workbook Without Prices and Stock"));
  /* Translators: %s is the kind of a workbook, as Seller Centre calls it, e.g. “basic_info” */
  return g_strdup_printf (_ ("This is Seller Centre’s workbook “%s”. Download “Sales Info” there, "
                             "under Mass Update, and import that."),
                          kind != NULL ? kind : "");
}

/**
 * pasar_import_dup_hint:
 * @reading: a file
 *
 * Says what is missing before it can be found out what a file comes to.
 *
 * Returns: (transfer full) (nullable): a sentence; %NULL: nothing is
 */
char *
pasar_import_dup_hint (PasarImportReading *reading)
{
  const PasarImportMapping *mapping = pasar_import_reading_get_mapping (reading);
  const GError *error = pasar_import_reading_get_error (reading);

  if (pasar_import_reading_get_state (reading) != PASAR_READING_UNMAPPED)
    return NULL;
  if (error != NULL)
    return g_strdup (error->message);
  return g_strdup (pasar_import_mapping_has_key (mapping)
                       ? _ ("Choose above which column has prices, stock or other values.")
                       : _ ("Choose above which column has the SKUs or IDs."));
}

/* (nullable) */
static char *
dup_price_changes (const PasarImportReport *report)
{
  char rise[64] = "";
  char fall[64] = "";

  if (report->n_rises > 0)
    pasar_change_format_to (report->rises[0].change, NULL, rise, sizeof rise);
  if (report->n_falls > 0)
    pasar_change_format_to (report->falls[0].change, NULL, fall, sizeof fall);
  if (*rise != '\0' && *fall != '\0')
    /* Translators: by how much prices change, e.g. “from −40 % to +60 %” */
    return g_strdup_printf (_ ("Prices change by %s to %s."), fall, rise);
  if (*rise != '\0' || *fall != '\0')
    /* Translators: %s is a change in percent, e.g. “+60 %” */
    return g_strdup_printf (_ ("Prices change by up to %s."), *rise != '\0' ? rise : fall);
  return NULL;
}

/* (nullable) */
static char *
dup_postponed (const PasarImportReport *report)
{
  const guint n = report->n_postponed;
  g_autofree char *time =
      report->first_end != G_MAXINT64 ? pasar_dialog_dup_time (report->first_end) : NULL;

  if (n == 0)
    return NULL;
  if (time == NULL)
    return g_strdup_printf (ngettext ("%'u value waits for the end of a promotion.",
                                      "%'u values wait for the end of a promotion.",
                                      n),
                            n);
  /* Translators: %1$'u is a number of values, %2$s date and time */
  return g_strdup_printf (ngettext ("%1$'u value waits for the end of a promotion, until %2$s.",
                                    "%1$'u values wait for the end of a promotion, the first "
                                    "until %2$s.",
                                    n),
                          n,
                          time);
}

/**
 * pasar_import_dup_extent:
 * @report: what a file comes to
 *
 * Says how far prices rise and fall, and how many values wait until when.
 *
 * Returns: (transfer full): sentences; empty when there is nothing to say
 */
char *
pasar_import_dup_extent (const PasarImportReport *report)
{
  g_autofree char *changes = dup_price_changes (report);
  g_autofree char *postponed = dup_postponed (report);
  char *extent = pasar_change_join_sentences (changes, postponed);

  return extent != NULL ? extent : g_strdup ("");
}

/**
 * pasar_import_dup_action:
 * @report: what a file comes to
 *
 * Names what is imported.
 *
 * Returns: (transfer full): the label of a button, e.g. “Import 412 Prices”
 */
char *
pasar_import_dup_action (const PasarImportReport *report)
{
  const guint n = report->n_cells[PASAR_IMPORT_CHANGED];

  if (n > 0 && n == report->n_prices)
    return g_strdup_printf (ngettext ("Import %'u Price", "Import %'u Prices", n), n);
  if (n > 0)
    return g_strdup_printf (ngettext ("Import %'u Value", "Import %'u Values", n), n);
  return g_strdup (_ ("Import"));
}

/**
 * pasar_import_dup_zeros_text:
 * @report: what a file comes to
 *
 * Asks whether values become 0.
 *
 * Returns: (transfer full): the label of a choice
 */
char *
pasar_import_dup_zeros_text (const PasarImportReport *report)
{
  return g_strdup_printf (ngettext ("Also set %'u value to 0",
                                    "Also set %'u values to 0",
                                    report->n_zeros),
                          report->n_zeros);
}

/**
 * pasar_import_dup_case_text:
 * @report: what a file comes to
 *
 * Asks whether codes in another case are the same.
 *
 * Returns: (transfer full): the label of a choice
 */
char *
pasar_import_dup_case_text (const PasarImportReport *report)
{
  if (report->n_other_case == 0)
    return g_strdup (_ ("Take codes in another case for the same"));
  return g_strdup_printf (ngettext ("Take codes in another case for the same (%'u row)",
                                    "Take codes in another case for the same (%'u rows)",
                                    report->n_other_case),
                          report->n_other_case);
}
