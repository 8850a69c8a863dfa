/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/grid/private.h"

#include <string.h>

/* An input method listens while a cell has the focus: what it commits or begins to compose opens
 * the editor. A composition goes on where it began: the editor shows it, and has the focus only
 * once nothing is left to compose. */

struct _PasarGridTyping
{
  PasarGrid *grid; /* (unowned) */
  GtkIMContext *context;
  GString *text; /* what was committed since the composition began */
  gboolean is_composing;
  guint settle_id;
};

/* preedit: (out) (optional) (transfer full): what is being composed */
static gboolean
has_preedit (PasarGridTyping *self, char **preedit)
{
  g_autofree char *text = NULL;
  gboolean result;

  gtk_im_context_get_preedit_string (self->context, &text, NULL, NULL);
  result = text != NULL && *text != '\0';
  if (preedit != NULL)
    *preedit = g_steal_pointer (&text);
  return result;
}

static void
settle (PasarGridTyping *self)
{
  g_clear_handle_id (&self->settle_id, g_source_remove);
  if (!self->is_composing || has_preedit (self, NULL))
    return;
  self->is_composing = FALSE;
  if (self->text->len == 0)
    pasar_grid_end_editing (self->grid);
  else
    pasar_grid_editor_grab_focus (self->grid->editor);
}

static gboolean
settle_cb (gpointer user_data)
{
  PasarGridTyping *self = user_data;

  self->settle_id = 0;
  settle (self);
  return G_SOURCE_REMOVE;
}

static void
insert (GtkEditable *editor, const char *text)
{
  int position = gtk_editable_get_position (editor);

  gtk_editable_insert_text (editor, text, -1, &position);
  gtk_editable_set_position (editor, position);
}

/* What was composed so far, and what still is. */
static void
set_composition (GtkEditable *editor, const char *text, const char *preedit)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  PangoAttribute *underline = pango_attr_underline_new (PANGO_UNDERLINE_SINGLE);
  g_autofree char *all = g_strconcat (text, preedit, NULL);

  underline->start_index = (guint) strlen (text);
  pango_attr_list_insert (attributes, underline);
  gtk_editable_set_text (editor, all);
  gtk_entry_set_attributes (GTK_ENTRY (editor), attributes);
  gtk_editable_set_position (editor, -1);
}

static void
show_composition (PasarGridTyping *self)
{
  g_autofree char *preedit = NULL;

  /* Input methods commit and end a composition in any order: what it came to is known when they
   * are through, but before the next key. */
  if (!has_preedit (self, &preedit) && self->settle_id == 0)
    self->settle_id = g_idle_add_full (G_PRIORITY_HIGH, settle_cb, self, NULL);
  set_composition (pasar_grid_get_editor (self->grid), self->text->str, preedit);
}

static void
preedit_changed_cb (PasarGridTyping *self)
{
  if (!self->is_composing)
    {
      if (!has_preedit (self, NULL) || pasar_grid_is_editing (self->grid))
        return;
      self->is_composing = TRUE;
      g_string_truncate (self->text, 0);
      if (!pasar_grid_begin_editing (self->grid, ""))
        {
          self->is_composing = FALSE;
          gtk_im_context_reset (self->context);
          return;
        }
    }
  show_composition (self);
}

static void
commit_cb (PasarGridTyping *self, const char *text)
{
  if (self->is_composing)
    {
      g_string_append (self->text, text);
      show_composition (self);
    }
  else if (pasar_grid_is_editing (self->grid))
    insert (pasar_grid_get_editor (self->grid), text);
  else
    pasar_grid_begin_editing (self->grid, text);
}

static gboolean
filter_event (PasarGridTyping *self, GtkEventController *controller)
{
  GdkEvent *event = gtk_event_controller_get_current_event (controller);

  return event != NULL && gtk_im_context_filter_keypress (self->context, event);
}

/* While something is composed keys are the input method's; what it leaves is the editor's. */
static gboolean
captured_key_cb (PasarGridTyping *self,
                 guint keyval,
                 guint keycode,
                 GdkModifierType state,
                 GtkEventController *controller)
{
  GtkEditable *editor;

  if (!pasar_grid_is_editing (self->grid))
    {
      pasar_grid_editor_hide_message (self->grid->editor);
      return FALSE;
    }
  if (!self->is_composing)
    return pasar_grid_editor_press (self->grid->editor, keyval, state);

  if (filter_event (self, controller))
    return TRUE;
  settle (self);
  editor = pasar_grid_get_editor (self->grid);
  return editor == NULL || self->is_composing
         || pasar_grid_editor_press (self->grid->editor, keyval, state)
         || (gtk_event_controller_get_current_event (controller) != NULL
             && gtk_event_controller_key_forward (GTK_EVENT_CONTROLLER_KEY (controller),
                                                  GTK_WIDGET (gtk_editable_get_delegate (editor))));
}

static gboolean
key_pressed_cb (PasarGridTyping *self,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                GtkEventController *controller)
{
  return !pasar_grid_is_editing (self->grid)
         && pasar_grid_get_cursor (self->grid, NULL) != PASAR_GRID_NONE
         && filter_event (self, controller);
}

static void
key_released_cb (PasarGridTyping *self,
                 guint keyval,
                 guint keycode,
                 GdkModifierType state,
                 GtkEventController *controller)
{
  if (!pasar_grid_is_editing (self->grid) || self->is_composing)
    filter_event (self, controller);
}

static void
add_key_controllers (PasarGridTyping *self)
{
  GtkEventController *capture = gtk_event_controller_key_new ();
  GtkEventController *bubble = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (capture, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (capture, "key-pressed", G_CALLBACK (captured_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->grid), capture);
  /* After the keys of the grid. */
  g_signal_connect_swapped (bubble, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect_swapped (bubble, "key-released", G_CALLBACK (key_released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->grid), bubble);
}

static void
set_context (PasarGridTyping *self, GtkIMContext *context)
{
  if (self->context != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->context, self);
      gtk_im_context_set_client_widget (self->context, NULL);
    }
  g_set_object (&self->context, context);
  if (context == NULL)
    return;
  gtk_im_context_set_client_widget (context, GTK_WIDGET (self->grid));
  g_signal_connect_swapped (context, "commit", G_CALLBACK (commit_cb), self);
  g_signal_connect_swapped (context, "preedit-changed", G_CALLBACK (preedit_changed_cb), self);
}

PasarGridTyping *
pasar_grid_typing_new (PasarGrid *grid)
{
  PasarGridTyping *self = g_new0 (PasarGridTyping, 1);
  g_autoptr (GtkIMContext) context = gtk_im_multicontext_new ();

  self->grid = grid;
  self->text = g_string_new (NULL);
  /* No keyboard comes up on the screen before something is edited. */
  g_object_set (context, "input-hints", GTK_INPUT_HINT_INHIBIT_OSK, NULL);
  set_context (self, context);
  add_key_controllers (self);
  return self;
}

void
pasar_grid_typing_free (PasarGridTyping *self)
{
  g_clear_handle_id (&self->settle_id, g_source_remove);
  set_context (self, NULL);
  g_string_free (self->text, TRUE);
  g_free (self);
}

/* For tests: an input method of their own. */
void
pasar_grid_typing_set_context (PasarGridTyping *self, GtkIMContext *context)
{
  set_context (self, context);
}

gboolean
pasar_grid_typing_is_composing (PasarGridTyping *self)
{
  return self->is_composing;
}

/* What is composed and not committed is given up. */
void
pasar_grid_typing_stop (PasarGridTyping *self)
{
  if (!self->is_composing)
    return;
  g_clear_handle_id (&self->settle_id, g_source_remove);
  self->is_composing = FALSE;
  gtk_im_context_reset (self->context);
}

/* A cell has the focus, or lost it. */
void
pasar_grid_typing_set_focus (PasarGridTyping *self, gboolean has_focus)
{
  if (has_focus)
    {
      gtk_im_context_focus_in (self->context);
      return;
    }
  gtk_im_context_focus_out (self->context);
  settle (self);
}

/* Where the cell is: candidates are shown beside it. */
void
pasar_grid_typing_set_area (PasarGridTyping *self, const GdkRectangle *area)
{
  gtk_im_context_set_cursor_location (self->context, area);
}
