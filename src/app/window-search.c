/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/window-private.h"

#include "app/dialogs/util.h"

/* The search field: words and conditions. */

#define US_PER_SEC G_GINT64_CONSTANT (1000000)

/* error: (nullable): with none, the place does not matter. */
static void
show_error (PasarWindow *self, const GError *error, gsize place)
{
  const char *message = error != NULL ? error->message : "";

  pasar_dialog_set_entry_error (GTK_WIDGET (self->search_entry), self->search_error, message);
  pasar_dialog_mark_place (GTK_EDITABLE (self->search_entry), error != NULL ? place : G_MAXSIZE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search_entry),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  message,
                                  -1);
}

/* What cannot be read leaves the rows as they are. What is merely not written to its end yet is
 * told as soon as it is meant to be. */
static void
read_text (PasarWindow *self, gboolean is_meant)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  g_autoptr (PasarCondition) condition = NULL;
  g_autoptr (GError) error = NULL;
  PasarView *view = pasar_sheet_get_view (self->sheet);
  gsize place;

  if (view == NULL)
    return;
  if (!pasar_condition_read (text,
                             pasar_view_get_catalogue (view),
                             NULL,
                             &condition,
                             &place,
                             &error))
    {
      if (!is_meant && g_error_matches (error, PASAR_INPUT_ERROR, PASAR_INPUT_ERROR_EMPTY))
        g_clear_error (&error);
      show_error (self, error, place);
      return;
    }
  show_error (self, NULL, 0);
  pasar_view_set_condition (view, condition, g_get_real_time () / US_PER_SEC);
}

/**
 * pasar_window_search:
 * @self: a window
 *
 * Filters by what stands in the search field.
 */
void
pasar_window_search (PasarWindow *self)
{
  read_text (self, FALSE);
}

static void
changed_cb (PasarWindow *self)
{
  pasar_window_search (self);
  pasar_window_queue_counts (self);
  pasar_window_update_page (self);
}

static void
stop_cb (PasarWindow *self)
{
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->sheet));
}

static void
activate_cb (PasarWindow *self)
{
  read_text (self, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->sheet));
}

/* Down and Tab lead to what was found; the filters are reached by Shift+Tab from there. */
static gboolean
key_cb (PasarWindow *self, guint key, guint code, GdkModifierType modifiers)
{
  const GdkModifierType mask = GDK_SHIFT_MASK | GDK_CONTROL_MASK | GDK_ALT_MASK;

  if ((modifiers & mask) != 0
      || (key != GDK_KEY_Down && key != GDK_KEY_KP_Down && key != GDK_KEY_Tab
          && key != GDK_KEY_KP_Tab))
    return GDK_EVENT_PROPAGATE;
  activate_cb (self);
  return GDK_EVENT_STOP;
}

/**
 * pasar_window_class_bind_search:
 * @widget_class: of the window
 *
 * Gives the template of the window what its search field calls.
 */
void
pasar_window_class_bind_search (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, search_bar);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, search_entry);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, search_error);
  gtk_widget_class_bind_template_callback_full (widget_class,
                                                "search_changed_cb",
                                                G_CALLBACK (changed_cb));
  gtk_widget_class_bind_template_callback_full (widget_class,
                                                "stop_search_cb",
                                                G_CALLBACK (stop_cb));
  gtk_widget_class_bind_template_callback_full (widget_class,
                                                "search_activate_cb",
                                                G_CALLBACK (activate_cb));
  gtk_widget_class_bind_template_callback_full (widget_class, "search_key_cb", G_CALLBACK (key_cb));
}
