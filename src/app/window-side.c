/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/window-private.h"

/* The pane beside the rows. */

static gboolean
has_keyboard (PasarWindow *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->side_view))
         && !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->sheet));
}

static gboolean
key_cb (PasarWindow *self, guint key, guint code, GdkModifierType modifiers)
{
  if (key != GDK_KEY_Escape || !has_keyboard (self))
    return GDK_EVENT_PROPAGATE;
  /* It stays where it hides nothing. */
  if (pasar_side_view_get_is_over (self->side_view))
    g_settings_set_boolean (self->settings, "side-pane", FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->sheet));
  return GDK_EVENT_STOP;
}

/* The keyboard was in what is not seen any more. */
static void
open_changed_cb (PasarWindow *self)
{
  if (!g_settings_get_boolean (self->settings, "side-pane")
      && gtk_widget_get_mapped (GTK_WIDGET (self->sheet)))
    gtk_widget_grab_focus (GTK_WIDGET (self->sheet));
}

/**
 * pasar_window_update_side_pane:
 * @self: a window
 *
 * Lets the pane have the pictures of the open shop, where these are wanted at all.
 */
void
pasar_window_update_side_pane (PasarWindow *self)
{
  const gboolean has_pictures = g_settings_get_boolean (self->settings, "show-pictures");

  pasar_item_pane_set_pictures (self->item_pane, has_pictures ? self->pictures : NULL);
}

/**
 * pasar_window_side_init:
 * @self: a new window with its sheet, which has no parent yet
 *
 * Puts the sheet beside the pane. Whether that is open, and how wide it is, is remembered.
 *
 * Returns: (transfer floating): both
 */
GtkWidget *
pasar_window_side_init (PasarWindow *self)
{
  g_autoptr (GAction) action = g_settings_create_action (self->settings, "side-pane");
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_action_map_add_action (G_ACTION_MAP (self), action);
  self->item_pane = PASAR_ITEM_PANE (pasar_item_pane_new (self->sheet));
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  self->side_view = PASAR_SIDE_VIEW (
      pasar_side_view_new (GTK_WIDGET (self->sheet), GTK_WIDGET (self->item_pane)));
  gtk_widget_add_controller (GTK_WIDGET (self->side_view), keys);
  g_settings_bind (self->settings,
                   "side-pane-width",
                   self->side_view,
                   "width",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "side-pane", self->side_view, "open", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings,
                   "side-pane",
                   self->side_button,
                   "active",
                   G_SETTINGS_BIND_DEFAULT | G_SETTINGS_BIND_NO_SENSITIVITY);
  g_signal_connect_object (self->settings,
                           "changed::side-pane",
                           G_CALLBACK (open_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings,
                           "changed::show-pictures",
                           G_CALLBACK (pasar_window_update_side_pane),
                           self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self->side_view);
}
