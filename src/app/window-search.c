/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/window-private.h"

#include "app/dialogs/util.h"

#include <string.h>

/* The search field: words and conditions. */

#define US_PER_SEC G_GINT64_CONSTANT (1000000)

/* error: (nullable): with none, the place does not matter. */
static void
show_error (PasarWindow *self, const GError *error, gsize place)
{
  pasar_dialog_set_entry_error (GTK_WIDGET (self->search_entry),
                                self->search_error,
                                error != NULL ? error->message : NULL);
  pasar_dialog_mark_place (GTK_EDITABLE (self->search_entry), error != NULL ? place : G_MAXSIZE);
}

/**
 * pasar_window_filter:
 * @self: a window
 *
 * Filters by what was typed and what was built with chips.
 */
void
pasar_window_filter (PasarWindow *self)
{
  g_autoptr (PasarCondition) built = pasar_filter_bar_dup_condition (self->filter_bar);
  PasarCondition *const parts[] = { self->condition, built };
  g_autoptr (PasarCondition) joined =
      pasar_condition_new_join (PASAR_CONDITION_ALL, parts, G_N_ELEMENTS (parts));
  PasarView *view = pasar_sheet_get_view (self->sheet);

  if (view != NULL)
    pasar_view_set_condition (view, joined, g_get_real_time () / US_PER_SEC);
}

/* FALSE when the text cannot be read: the rows stay as they are. */
static gboolean
filter_by (PasarWindow *self, const char *text, gsize *place, GError **error)
{
  PasarView *view = pasar_sheet_get_view (self->sheet);
  PasarCatalogue *catalogue = pasar_view_get_catalogue (view);
  g_autoptr (PasarCondition) condition = NULL;

  if (!pasar_condition_read (text, catalogue, NULL, &condition, place, error))
    return FALSE;
  g_free (self->searched);
  self->searched = g_strdup (text);
  g_clear_pointer (&self->condition, pasar_condition_unref);
  self->condition = g_steal_pointer (&condition);
  pasar_window_filter (self);
  return TRUE;
}

/* The name of a column was searched for as a word before its sign came. What stands before it is
 * still meant; without the parentheses and the minus of what is not there yet. */
static void
forget_name (PasarWindow *self, const char *text)
{
  const gsize length = self->searched != NULL ? strlen (self->searched) : 0;
  g_autofree char *before = NULL;
  char *end;
  gsize place;

  if (length == 0 || !g_str_has_prefix (text, self->searched)
      || !pasar_condition_is_sign (text + length))
    return;
  before = g_strchomp (g_strdup (self->searched));
  end = before + strlen (before);
  while (end > before && !g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);
  *end = '\0';
  filter_by (self, before, &place, NULL);
}

/* What is merely not written to its end yet is told as soon as it is meant to be. */
static void
read_text (PasarWindow *self, gboolean is_meant)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  g_autoptr (GError) error = NULL;
  gsize place = 0;

  if (pasar_sheet_get_view (self->sheet) == NULL)
    return;
  if (!filter_by (self, text, &place, &error))
    {
      forget_name (self, text);
      if (!is_meant && g_error_matches (error, PASAR_INPUT_ERROR, PASAR_INPUT_ERROR_EMPTY))
        g_clear_error (&error);
    }
  show_error (self, error, place);
}

/**
 * pasar_window_search:
 * @self: a window whose shop is another one
 *
 * Filters the shop by what stands in the search field.
 */
void
pasar_window_search (PasarWindow *self)
{
  PasarView *view = pasar_sheet_get_view (self->sheet);

  pasar_completion_box_set_catalogue (self->search_completion,
                                      view != NULL ? pasar_view_get_catalogue (view) : NULL);
  g_clear_pointer (&self->searched, g_free);
  g_clear_pointer (&self->condition, pasar_condition_unref);
  pasar_window_filter (self);
  read_text (self, FALSE);
}

/**
 * pasar_window_dup_kept_search:
 * @self: a window with a shop
 *
 * Returns: (transfer full): what is searched for, as a text that means the same in another shop
 */
char *
pasar_window_dup_kept_search (PasarWindow *self)
{
  return pasar_condition_write (self->condition,
                                pasar_session_get_catalogue (self->session),
                                pasar_condition_get_kept_format ());
}

/**
 * pasar_window_set_kept_search:
 * @self: a window with a shop
 * @kept: what is to be searched for; what the shop has nothing for is left out
 */
void
pasar_window_set_kept_search (PasarWindow *self, const char *kept)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (self->session);
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));
  g_autoptr (PasarCondition) condition = NULL;
  g_autofree char *text = NULL;

  pasar_condition_read_kept (kept, catalogue, &condition);
  text = pasar_condition_write (condition, catalogue, NULL);
  if (g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (self->search_entry))))
    return;
  gtk_search_bar_set_search_mode (self->search_bar, *text != '\0');
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), text);
  /* The bar takes the keyboard when it opens, and with it when it closes. */
  if (focus == NULL || gtk_widget_is_ancestor (focus, GTK_WIDGET (self->search_bar)))
    focus = GTK_WIDGET (self->sheet);
  gtk_widget_grab_focus (focus);
}

static void
changed_cb (PasarWindow *self)
{
  read_text (self, FALSE);
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

/* Down and Tab, where the input method has no use of them, lead to what was found; the filters are
 * reached by Shift+Tab from there. */
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
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, search_completion);
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
