/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/window-private.h"

/* How large the text of the sheet is, beside the system's size of text. */

#define SMALLEST (-2)
#define LARGEST  4

/* From SMALLEST on; the sizes are in the style sheet. */
static const char *const classes[] = {
  "smaller-2", "smaller-1", NULL, "larger-1", "larger-2", "larger-3", "larger-4",
};

static void
zoom (PasarWindow *self, int steps)
{
  g_settings_set_int (self->settings, "text-steps", CLAMP (steps, SMALLEST, LARGEST));
}

static void
zoom_in_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PasarWindow *self = user_data;

  zoom (self, g_settings_get_int (self->settings, "text-steps") + 1);
}

static void
zoom_out_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PasarWindow *self = user_data;

  zoom (self, g_settings_get_int (self->settings, "text-steps") - 1);
}

static void
zoom_normal_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  zoom (user_data, 0);
}

static void
text_steps_changed_cb (PasarWindow *self)
{
  GtkWidget *sheet = GTK_WIDGET (self->sheet);
  const int steps = g_settings_get_int (self->settings, "text-steps");

  for (int i = SMALLEST; i <= LARGEST; i++)
    {
      const char *name = classes[i - SMALLEST];

      if (name != NULL && i == steps)
        gtk_widget_add_css_class (sheet, name);
      else if (name != NULL)
        gtk_widget_remove_css_class (sheet, name);
    }
}

static const GActionEntry entries[] = {
  { .name = "zoom-in", .activate = zoom_in_cb },
  { .name = "zoom-out", .activate = zoom_out_cb },
  { .name = "zoom-normal", .activate = zoom_normal_cb },
};

/**
 * pasar_window_zoom_init:
 * @self: a new window with its sheet
 *
 * Adds the actions that set the size of the sheet's text, which is remembered.
 */
void
pasar_window_zoom_init (PasarWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (self->settings,
                           "changed::text-steps",
                           G_CALLBACK (text_steps_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  text_steps_changed_cb (self);
}
