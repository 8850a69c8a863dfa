/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/details.h"

#include "app/dialogs/details-page.h"
#include "app/dialogs/util.h"

#include <glib/gi18n-lib.h>

struct _PasarDetailsDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle *window_title;
  GtkStack *stack;
  GtkWidget *loading_page;
  AdwStatusPage *error_page;
  GtkWidget *retry_button;
  AdwBin *details_page;

  PasarSession *session;        /* (owned) */
  PasarPictureLoader *pictures; /* (owned) (nullable) */
  gint64 item_id;
  GCancellable *cancellable; /* (owned) */
};

G_DEFINE_FINAL_TYPE (PasarDetailsDialog, pasar_details_dialog, ADW_TYPE_WINDOW)

static void
show_name (PasarDetailsDialog *self, const char *name)
{
  adw_window_title_set_subtitle (self->window_title, name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->window_title), name);
}

static void
show_error (PasarDetailsDialog *self, const char *text)
{
  pasar_dialog_set_description (self->error_page, text);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->error_page));
  gtk_widget_grab_focus (self->retry_button);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarDetailsDialog) self = PASAR_DETAILS_DIALOG (user_data);
  g_autoptr (PasarItemDetails) details = NULL;
  g_autoptr (GError) error = NULL;

  details = pasar_session_get_details_finish (PASAR_SESSION (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (details == NULL)
    {
      g_autofree char *text = pasar_dialog_dup_error_text (error);

      show_error (self, text);
      return;
    }

  if (details->info->item_name != NULL)
    show_name (self, details->info->item_name);
  adw_bin_set_child (self->details_page,
                     pasar_details_page_new (pasar_session_get_catalogue (self->session),
                                             self->session,
                                             self->pictures,
                                             details));
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->details_page));
}

static void
load (PasarDetailsDialog *self)
{
  if (pasar_session_get_client (self->session) == NULL)
    {
      show_error (self, _ ("You are signed out of this shop. Connect it again to read the item."));
      return;
    }

  gtk_stack_set_visible_child (self->stack, self->loading_page);
  pasar_session_get_details_async (self->session,
                                   self->item_id,
                                   self->cancellable,
                                   loaded_cb,
                                   g_object_ref (self));
}

static gboolean
close_request_cb (PasarDetailsDialog *self)
{
  g_cancellable_cancel (self->cancellable);

  return GDK_EVENT_PROPAGATE;
}

static void
pasar_details_dialog_dispose (GObject *object)
{
  PasarDetailsDialog *self = PASAR_DETAILS_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);
  g_clear_object (&self->pictures);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (pasar_details_dialog_parent_class)->dispose (object);
}

static void
pasar_details_dialog_class_init (PasarDetailsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pasar_details_dialog_dispose;

  pasar_dialog_class_close_on_escape (widget_class);
  pasar_dialog_class_set_template (widget_class, "details.ui");
  gtk_widget_class_bind_template_child (widget_class, PasarDetailsDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, PasarDetailsDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, PasarDetailsDialog, loading_page);
  gtk_widget_class_bind_template_child (widget_class, PasarDetailsDialog, error_page);
  gtk_widget_class_bind_template_child (widget_class, PasarDetailsDialog, retry_button);
  gtk_widget_class_bind_template_child (widget_class, PasarDetailsDialog, details_page);
  gtk_widget_class_bind_template_callback (widget_class, close_request_cb);
  gtk_widget_class_bind_template_callback (widget_class, load);
}

static void
pasar_details_dialog_init (PasarDetailsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

/**
 * pasar_details_dialog_new:
 * @parent: (nullable): the window above
 * @session: the open shop
 * @pictures: (nullable): loads its pictures; without it there are none
 * @item_id: the item
 *
 * Returns: (transfer none): the dialog, to be presented; it reads the item at once
 */
GtkWindow *
pasar_details_dialog_new (GtkWindow *parent,
                          PasarSession *session,
                          PasarPictureLoader *pictures,
                          gint64 item_id)
{
  PasarDetailsDialog *self;
  PasarCatalogue *catalogue;
  guint row;

  g_return_val_if_fail (PASAR_IS_SESSION (session), NULL);

  self = g_object_new (PASAR_TYPE_DETAILS_DIALOG, NULL);
  pasar_dialog_set_parent (GTK_WINDOW (self), parent);
  self->session = g_object_ref (session);
  g_set_object (&self->pictures, pictures);
  self->item_id = item_id;
  catalogue = pasar_session_get_catalogue (session);
  row = pasar_catalogue_find (catalogue, item_id, 0);
  if (row != PASAR_NO_ROW)
    show_name (self, pasar_catalogue_read_row (catalogue, row).name);
  load (self);

  return GTK_WINDOW (self);
}
