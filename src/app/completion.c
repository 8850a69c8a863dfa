/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/completion.h"

#include "catalogue/view/condition.h"

#include <glib/gi18n-lib.h>

/* With one of these a key is another one. */
#define MODIFIERS (GDK_SHIFT_MASK | GDK_CONTROL_MASK | GDK_ALT_MASK)

struct _PasarCompletionBox
{
  GtkWidget parent_instance;

  GtkEditable *entry;        /* (owned by its parent) */
  PasarCatalogue *catalogue; /* (owned) (nullable) */
  GtkWidget *popover;
  GtkListBox *list;
  GPtrArray *completions; /* (owned) (nullable) (element-type PasarCompletion) as in the list */
  int start;              /* what they take the place of, in characters */
  int end;
  gboolean is_taking;
  guint update_id;
};

enum
{
  PROPERTY_ENTRY = 1,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (PasarCompletionBox, pasar_completion_box, GTK_TYPE_WIDGET)

static GtkText *
get_text (PasarCompletionBox *self)
{
  return GTK_TEXT (gtk_editable_get_delegate (self->entry));
}

static gboolean
is_listed (PasarCompletionBox *self)
{
  return gtk_widget_get_visible (self->popover);
}

static gboolean
is_in_list (PasarCompletionBox *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, self->popover);
}

/* The keyboard goes back to the text, with nothing selected in it. */
static void
close_list (PasarCompletionBox *self)
{
  if (is_in_list (self))
    gtk_text_grab_focus_without_selecting (get_text (self));
  gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static void
row_activated_cb (PasarCompletionBox *self, GtkListBoxRow *row)
{
  const PasarCompletion *completion = self->completions->pdata[gtk_list_box_row_get_index (row)];
  int place = self->start;

  g_clear_handle_id (&self->update_id, g_source_remove);
  self->is_taking = TRUE;
  gtk_editable_delete_text (self->entry, self->start, self->end);
  gtk_editable_insert_text (self->entry, completion->text, -1, &place);
  gtk_editable_set_position (self->entry, place);
  self->is_taking = FALSE;
  close_list (self);
}

static GtkWidget *
make_row (const PasarCompletion *completion)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *text = gtk_label_new (completion->text);
  GtkWidget *title = gtk_label_new (completion->title);
  g_autofree char *label = g_strdup_printf ("%s, %s", completion->text, completion->title);

  gtk_label_set_xalign (GTK_LABEL (text), 0.0F);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_widget_add_css_class (title, "dim-label");
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), title);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return row;
}

static void
fill (PasarCompletionBox *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < self->completions->len; i++)
    gtk_list_box_append (self->list, make_row (self->completions->pdata[i]));
}

/* What the name that the cursor is in can be completed to. */
static void
complete (PasarCompletionBox *self)
{
  const char *text = gtk_editable_get_text (self->entry);
  const char *cursor;
  gsize start;

  self->end = gtk_editable_get_position (self->entry);
  cursor = g_utf8_offset_to_pointer (text, self->end);
  self->completions =
      pasar_condition_complete (text, (gsize) (cursor - text), self->catalogue, &start);
  self->start = (int) g_utf8_pointer_to_offset (text, text + start);
}

static gboolean
update_cb (gpointer user_data)
{
  PasarCompletionBox *self = user_data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  self->update_id = 0;
  g_clear_pointer (&self->completions, g_ptr_array_unref);
  if (self->catalogue != NULL && root != NULL
      && gtk_root_get_focus (root) == GTK_WIDGET (get_text (self)))
    complete (self);
  if (self->completions == NULL || self->completions->len == 0)
    {
      close_list (self);
      return G_SOURCE_REMOVE;
    }
  fill (self);
  gtk_popover_popup (GTK_POPOVER (self->popover));
  gtk_popover_present (GTK_POPOVER (self->popover));
  return G_SOURCE_REMOVE;
}

/* Only what is being typed is completed, not what the app writes. The cursor is not where it will
 * be yet; it is before the next key. */
static void
changed_cb (PasarCompletionBox *self)
{
  if (!self->is_taking && self->update_id == 0)
    self->update_id = g_idle_add_full (G_PRIORITY_HIGH, update_cb, self, NULL);
}

static gboolean
is_key (guint key, guint one, guint other)
{
  return key == one || key == other;
}

/* What the input method of the text has left: a composition has its own use of these keys. */
static gboolean
text_pressed_cb (PasarCompletionBox *self, guint key, guint code, GdkModifierType modifiers)
{
  if (!is_listed (self) || (modifiers & MODIFIERS) != 0)
    return GDK_EVENT_PROPAGATE;
  if (is_key (key, GDK_KEY_Down, GDK_KEY_KP_Down))
    return gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 0)));
  if (key != GDK_KEY_Escape && !is_key (key, GDK_KEY_Return, GDK_KEY_KP_Enter)
      && key != GDK_KEY_Tab)
    return GDK_EVENT_PROPAGATE;
  close_list (self);
  return key == GDK_KEY_Escape ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

static gboolean
list_pressed_cb (PasarCompletionBox *self,
                 guint key,
                 guint code,
                 GdkModifierType modifiers,
                 GtkEventControllerKey *controller)
{
  const gboolean is_plain = (modifiers & MODIFIERS) == 0;

  if (!is_listed (self) || !is_in_list (self))
    return GDK_EVENT_PROPAGATE;
  if (is_plain && key == GDK_KEY_Escape)
    {
      close_list (self);
      return GDK_EVENT_STOP;
    }
  if (is_plain && is_key (key, GDK_KEY_Up, GDK_KEY_KP_Up)
      && gtk_widget_is_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 0))))
    {
      gtk_text_grab_focus_without_selecting (get_text (self));
      return GDK_EVENT_STOP;
    }
  /* Who goes on typing means the text. */
  if (gdk_keyval_to_unicode (key) > ' ')
    {
      gtk_text_grab_focus_without_selecting (get_text (self));
      return gtk_event_controller_key_forward (controller, GTK_WIDGET (get_text (self)));
    }
  return GDK_EVENT_PROPAGATE;
}

static void
contains_focus_cb (PasarCompletionBox *self, GParamSpec *property, GtkEventControllerFocus *focus)
{
  if (!gtk_event_controller_focus_contains_focus (focus))
    gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static void
tell_listed_cb (PasarCompletionBox *self)
{
  if (self->entry != NULL)
    gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry),
                                 GTK_ACCESSIBLE_STATE_EXPANDED,
                                 is_listed (self),
                                 -1);
}

static void
set_entry (PasarCompletionBox *self, GtkWidget *entry)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->entry = GTK_EDITABLE (entry);
  g_signal_connect_object (keys,
                           "key-pressed",
                           G_CALLBACK (text_pressed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (get_text (self)), keys);
  gtk_widget_insert_before (entry, GTK_WIDGET (self), self->popover);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry),
                                  GTK_ACCESSIBLE_PROPERTY_HAS_POPUP,
                                  TRUE,
                                  GTK_ACCESSIBLE_PROPERTY_AUTOCOMPLETE,
                                  GTK_ACCESSIBLE_AUTOCOMPLETE_LIST,
                                  -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (entry),
                                  GTK_ACCESSIBLE_RELATION_CONTROLS,
                                  self->list,
                                  NULL,
                                  -1);
  tell_listed_cb (self);
  g_signal_connect_object (entry, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

static void
pasar_completion_box_set_property (GObject *object,
                                   guint id,
                                   const GValue *value,
                                   GParamSpec *property)
{
  if (id == PROPERTY_ENTRY)
    set_entry (PASAR_COMPLETION_BOX (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, property);
}

static void
pasar_completion_box_dispose (GObject *object)
{
  PasarCompletionBox *self = PASAR_COMPLETION_BOX (object);

  g_clear_handle_id (&self->update_id, g_source_remove);
  if (self->entry != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->entry));
  self->entry = NULL;
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_pointer (&self->completions, g_ptr_array_unref);
  g_clear_object (&self->catalogue);
  G_OBJECT_CLASS (pasar_completion_box_parent_class)->dispose (object);
}

static void
pasar_completion_box_class_init (PasarCompletionBoxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = pasar_completion_box_set_property;
  object_class->dispose = pasar_completion_box_dispose;
  /**
   * PasarCompletionBox:entry:
   *
   * What is typed into.
   */
  properties[PROPERTY_ENTRY] = g_param_spec_object ("entry",
                                                    NULL,
                                                    NULL,
                                                    GTK_TYPE_SEARCH_ENTRY,
                                                    G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
add_keys (PasarCompletionBox *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (list_pressed_cb), self);
  g_signal_connect_swapped (focus, "notify::contains-focus", G_CALLBACK (contains_focus_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

static void
pasar_completion_box_init (PasarCompletionBox *self)
{
  GtkWidget *list = gtk_list_box_new ();

  self->list = GTK_LIST_BOX (list);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  g_signal_connect_swapped (list, "row-activated", G_CALLBACK (row_activated_cb), self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Suggestions"),
                                  -1);
  self->popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (self->popover), list);
  gtk_popover_set_autohide (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_BOTTOM);
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->popover, "menu");
  g_signal_connect_swapped (self->popover, "notify::visible", G_CALLBACK (tell_listed_cb), self);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
  add_keys (self);
}

/**
 * pasar_completion_box_set_catalogue:
 * @self: a search field
 * @catalogue: (nullable): names the columns; %NULL: nothing is offered
 */
void
pasar_completion_box_set_catalogue (PasarCompletionBox *self, PasarCatalogue *catalogue)
{
  g_set_object (&self->catalogue, catalogue);
  g_clear_handle_id (&self->update_id, g_source_remove);
  close_list (self);
}
