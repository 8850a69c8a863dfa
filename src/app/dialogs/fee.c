/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/fee.h"

#include "app/dialogs/util.h"
#include "catalogue/table/margin.h"
#include "catalogue/values/number.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* Of a percentage. */
#define FEE_DECIMALS 2

typedef struct
{
  AdwMessageDialog *dialog; /* (unowned), which owns this */
  PasarSession *session;    /* (owned) */
  GtkEntry *entry;
  GtkLabel *error;
} Fee;

static void
fee_free (gpointer data, GClosure *closure)
{
  Fee *self = data;

  g_object_unref (self->session);
  g_free (self);
}

/* What is typed, in hundredths of a percent. */
static gboolean
read_fee (Fee *self, gint64 *fee, GError **error)
{
  const PasarNumberKind kind = { FEE_DECIMALS, PASAR_FEE_WHOLE - 1, 1050, NULL };
  g_auto (GStrv) parts = g_strsplit (gtk_editable_get_text (GTK_EDITABLE (self->entry)), "%", 2);
  PasarNumber number;

  if (!pasar_number_parse (parts[0] != NULL ? parts[0] : "", &kind, &number, error))
    return FALSE;
  *fee = number.value;
  return TRUE;
}

static void
changed_cb (GtkEditable *editable, gpointer user_data)
{
  Fee *self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 fee;
  const gboolean is_fee = read_fee (self, &fee, &error);

  pasar_dialog_set_entry_error (GTK_WIDGET (self->entry),
                                self->error,
                                is_fee ? NULL : error->message);
  adw_message_dialog_set_response_enabled (self->dialog, "set", is_fee);
}

static void
kept_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) parent = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  GtkWidget *dialog;

  if (pasar_session_set_fee_finish (PASAR_SESSION (object), result, &error) || parent == NULL
      || !gtk_widget_get_mapped (parent))
    return;
  text = pasar_dialog_dup_error_text (error);
  dialog = adw_message_dialog_new (GTK_WINDOW (parent), _ ("The Fee Was Not Kept"), text);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  Fee *self = user_data;
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (dialog));
  gint64 fee;

  if (g_str_equal (response, "set") && read_fee (self, &fee, NULL))
    pasar_session_set_fee_async (self->session,
                                 fee,
                                 kept_cb,
                                 parent != NULL ? g_object_ref (parent) : NULL);
}

static GtkWidget *
make_content (Fee *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *error = gtk_label_new (NULL);

  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  pasar_dialog_set_accessible_label (entry, _ ("Fee in percent"));
  gtk_label_set_wrap (GTK_LABEL (error), TRUE);
  gtk_label_set_xalign (GTK_LABEL (error), 0);
  gtk_widget_add_css_class (error, "error");
  gtk_widget_set_visible (error, FALSE);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), error);
  self->entry = GTK_ENTRY (entry);
  self->error = GTK_LABEL (error);
  return box;
}

/**
 * pasar_fee_dialog_new:
 * @parent: (nullable): the window over which it opens
 * @session: a shop
 *
 * Asks what is taken of each price.
 *
 * Returns: (transfer none): the dialog, to be presented
 */
GtkWindow *
pasar_fee_dialog_new (GtkWindow *parent, PasarSession *session)
{
  GtkWidget *dialog = adw_message_dialog_new (
      parent,
      _ ("Fee of the Shop"),
      _ ("How many percent of a price Shopee takes, with all that goes with it. Margins are "
         "computed without it."));
  Fee *self = g_new0 (Fee, 1);
  g_autofree char *text =
      pasar_number_dup_short (pasar_catalogue_get_fee (pasar_session_get_catalogue (session)),
                              FEE_DECIMALS,
                              NULL);

  self->dialog = ADW_MESSAGE_DIALOG (dialog);
  self->session = g_object_ref (session);
  adw_message_dialog_add_responses (self->dialog,
                                    "cancel",
                                    _ ("_Cancel"),
                                    "set",
                                    _ ("_Set Fee"),
                                    NULL);
  adw_message_dialog_set_response_appearance (self->dialog, "set", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (self->dialog, "set");
  adw_message_dialog_set_close_response (self->dialog, "cancel");
  adw_message_dialog_set_extra_child (self->dialog, make_content (self));
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  g_signal_connect (self->entry, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), self, fee_free, 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  return GTK_WINDOW (dialog);
}
