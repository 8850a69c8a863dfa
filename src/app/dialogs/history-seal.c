/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/history-seal.h"

#include "app/dialogs/save-table.h"
#include "app/dialogs/util.h"
#include "jobs/export/ledger.h"
#include "jobs/history.h"

#include <glib/gi18n-lib.h>

/* Whether the history is as it was written, and all of it to a file. */

static void
verified_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkLabel) label = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarSealReport) report =
      pasar_store_verify_seals_finish (PASAR_STORE (source), result, &error);
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  text = report != NULL ? pasar_history_dup_verdict (report) : pasar_dialog_dup_error_text (error);
  if (report == NULL || report->tampers->len > 0)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (label), "dim-label");
      gtk_widget_add_css_class (GTK_WIDGET (label), "error");
    }
  gtk_label_set_label (label, text != NULL ? text : "");
}

/**
 * pasar_history_show_verdict:
 * @label: a label that nobody has seen yet
 * @session: the shop
 * @cancellable: stops it
 *
 * Verifies the seals, and says what was found.
 */
void
pasar_history_show_verdict (GtkLabel *label, PasarSession *session, GCancellable *cancellable)
{
  pasar_store_verify_seals_async (pasar_session_get_store (session),
                                  pasar_session_get_shop (session)->id,
                                  cancellable,
                                  verified_cb,
                                  g_object_ref (label));
}

static PasarJob *
make_job (GFile *file, PasarTableFormat format, gpointer session)
{
  return pasar_ledger_job_new (session, file, format);
}

static void
clicked_cb (GtkWidget *button, PasarSession *session)
{
  g_autofree char *name = pasar_save_table_dup_name (session, ".xlsx");

  pasar_save_table (button,
                    _ ("Export History As"),
                    name,
                    make_job,
                    g_object_ref (session),
                    g_object_unref);
}

/**
 * pasar_history_offer_export:
 * @button: a button that nobody has seen yet
 * @session: the shop
 *
 * Lets the button write the history to a file.
 */
void
pasar_history_offer_export (GtkWidget *button, PasarSession *session)
{
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), session, 0);
}
