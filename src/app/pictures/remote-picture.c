/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/pictures/remote-picture.h"

#include <adwaita.h>

/* Twice the height that is shown, for screens of high density. */
#define LARGEST_SIDE 640
#define SHOWN_SIDE   260

struct _PasarRemotePicture
{
  GtkWidget parent_instance;

  GtkWidget *clamp;
  GtkStack *stack;
  GtkPicture *picture;
  GtkSpinner *spinner;
  GtkImage *broken;
  GCancellable *cancellable; /* (owned) */
};

G_DEFINE_FINAL_TYPE (PasarRemotePicture, pasar_remote_picture, GTK_TYPE_WIDGET)

static void
show_broken (PasarRemotePicture *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->stack == NULL)
    return;

  gtk_spinner_set_spinning (self->spinner, FALSE);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), error->message);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->broken),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_picture_get_alternative_text (self->picture),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  error->message,
                                  -1);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->broken));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarRemotePicture) self = PASAR_REMOTE_PICTURE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture =
      pasar_picture_loader_load_finish (PASAR_PICTURE_LOADER (source), result, &error);

  if (texture == NULL)
    {
      show_broken (self, error);
      return;
    }
  if (self->stack == NULL)
    return;

  gtk_spinner_set_spinning (self->spinner, FALSE);
  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->picture));
}

/* Nobody looks any more; what is under way has a reference, so that this is not disposed yet. */
static void
pasar_remote_picture_unroot (GtkWidget *widget)
{
  g_cancellable_cancel (PASAR_REMOTE_PICTURE (widget)->cancellable);

  GTK_WIDGET_CLASS (pasar_remote_picture_parent_class)->unroot (widget);
}

static void
pasar_remote_picture_dispose (GObject *object)
{
  PasarRemotePicture *self = PASAR_REMOTE_PICTURE (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->clamp, gtk_widget_unparent);
  self->stack = NULL;

  G_OBJECT_CLASS (pasar_remote_picture_parent_class)->dispose (object);
}

static void
pasar_remote_picture_class_init (PasarRemotePictureClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pasar_remote_picture_dispose;

  GTK_WIDGET_CLASS (klass)->unroot = pasar_remote_picture_unroot;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
pasar_remote_picture_init (PasarRemotePicture *self)
{
  self->cancellable = g_cancellable_new ();
  self->stack = GTK_STACK (gtk_stack_new ());
  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  self->picture = GTK_PICTURE (gtk_picture_new ());
  self->broken = GTK_IMAGE (gtk_image_new_from_icon_name ("image-missing-symbolic"));

  gtk_widget_set_size_request (GTK_WIDGET (self->stack), SHOWN_SIDE, SHOWN_SIDE);
  gtk_widget_set_halign (GTK_WIDGET (self->spinner), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self->spinner), GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (GTK_WIDGET (self->spinner), 32, 32);
  gtk_spinner_set_spinning (self->spinner, TRUE);
  gtk_image_set_pixel_size (self->broken, 48);
  gtk_widget_add_css_class (GTK_WIDGET (self->broken), "dim-label");
  gtk_picture_set_content_fit (self->picture, GTK_CONTENT_FIT_CONTAIN);

  gtk_stack_add_child (self->stack, GTK_WIDGET (self->spinner));
  gtk_stack_add_child (self->stack, GTK_WIDGET (self->picture));
  gtk_stack_add_child (self->stack, GTK_WIDGET (self->broken));

  self->clamp = adw_clamp_new ();
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->clamp), GTK_ORIENTATION_VERTICAL);
  adw_clamp_set_maximum_size (ADW_CLAMP (self->clamp), SHOWN_SIDE);
  adw_clamp_set_child (ADW_CLAMP (self->clamp), GTK_WIDGET (self->stack));
  gtk_widget_set_parent (self->clamp, GTK_WIDGET (self));
}

/**
 * pasar_remote_picture_new:
 * @loader: what loads the picture
 * @address: where it is
 * @label: what it shows, for screen readers
 *
 * Returns: (transfer floating): the widget, loading
 */
GtkWidget *
pasar_remote_picture_new (PasarPictureLoader *loader, const char *address, const char *label)
{
  PasarRemotePicture *self;

  g_return_val_if_fail (PASAR_IS_PICTURE_LOADER (loader), NULL);
  g_return_val_if_fail (address != NULL, NULL);

  self = g_object_new (PASAR_TYPE_REMOTE_PICTURE, NULL);
  gtk_picture_set_alternative_text (self->picture, label);
  pasar_picture_loader_load_async (loader,
                                   address,
                                   LARGEST_SIDE,
                                   PASAR_PICTURE_WHOLE,
                                   self->cancellable,
                                   loaded_cb,
                                   g_object_ref (self));

  return GTK_WIDGET (self);
}
