/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/review-ask.h"

#include "app/dialogs/util.h"

#include <glib/gi18n-lib.h>

static void
changed_cb (GtkEditable *entry, AdwMessageDialog *dialog)
{
  const guint n = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (dialog), "pasar-n"));

  guint typed;

  adw_message_dialog_set_response_enabled (dialog,
                                           "yes",
                                           pasar_dialog_read_number (gtk_editable_get_text (entry),
                                                                     &typed)
                                               && typed == n);
}

/* Return alone cancels the question; in the entry it answers as soon as the number is right. Only
 * the buttons close a message dialog by themselves. */
static void
activate_cb (GtkEntry *entry, AdwMessageDialog *dialog)
{
  if (!adw_message_dialog_get_response_enabled (dialog, "yes"))
    return;
  adw_message_dialog_response (dialog, "yes");
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/**
 * pasar_review_ask:
 * @review: the review
 * @sum: what is to be sent
 * @excess: what of it is above a limit
 * @submit: called with @review when the seller has typed how many changes there are
 *
 * Asks before more is sent than a click may send.
 *
 * Returns: (transfer none): the question, to be presented
 */
GtkWindow *
pasar_review_ask (GtkWindow *review, const PasarPlanSum *sum, const char *excess, GCallback submit)
{
  const guint n = pasar_plan_sum_get_n (sum);
  g_autofree char *heading =
      g_strdup_printf (ngettext ("Submit %'u Change?", "Submit %'u Changes?", n), n);
  g_autofree char *body =
      g_strdup_printf ("%s\n\n%s", excess, _ ("To submit them, type how many changes there are."));
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *dialog =
      pasar_dialog_new_question (review, heading, body, _ ("_Cancel"), _ ("_Submit"));

  g_object_set_data (G_OBJECT (dialog), "pasar-n", GUINT_TO_POINTER (n));
  gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_DIGITS);
  pasar_dialog_set_accessible_label (entry, _ ("Number of changes"));
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), entry);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "yes", FALSE);
  g_signal_connect (entry, "changed", G_CALLBACK (changed_cb), dialog);
  g_signal_connect (entry, "activate", G_CALLBACK (activate_cb), dialog);
  g_signal_connect_object (dialog, "response::yes", submit, review, G_CONNECT_SWAPPED);
  return GTK_WINDOW (dialog);
}
