/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/find-bar.h"

#include "app/dialogs/util.h"
#include "app/find-preview.h"
#include "app/finder.h"
#include "app/text-layout.h"

#include <glib/gi18n-lib.h>

struct _PasarFindBar
{
  GtkWidget parent_instance;

  PasarSheet *sheet;   /* (unowned): that it is about */
  PasarFinder *finder; /* (owned) */
  char *told;          /* (owned) (nullable): of the last step */

  GtkWidget *revealer;
  GtkEntry *entry;
  GtkLabel *count;
  GtkWidget *previous;
  GtkWidget *next;
  GtkDropDown *scope;
  GtkCheckButton *whole;
  GtkCheckButton *with_case;
  GtkToggleButton *replaces;
  GtkWidget *replace_row;
  GtkEntry *replacement;
  GtkWidget *replace;
  GtkButton *replace_all;
  GtkLabel *summary;
  GtkMenuButton *preview;
};

G_DEFINE_FINAL_TYPE (PasarFindBar, pasar_find_bar, GTK_TYPE_WIDGET)

static gboolean
is_open (PasarFindBar *self)
{
  return gtk_revealer_get_reveal_child (GTK_REVEALER (self->revealer));
}

static const char *
get_text (GtkEntry *entry)
{
  return gtk_editable_get_text (GTK_EDITABLE (entry));
}

/* What is found. */

static char *
dup_count (PasarFindBar *self, PasarFind *find)
{
  const guint n = pasar_find_get_n_found (find);
  const guint place = pasar_finder_get_place (self->finder);
  PasarView *view = pasar_sheet_get_view (self->sheet);
  GString *text = g_string_new (NULL);

  if (n == 0)
    g_string_append (text, _ ("Not found"));
  else if (place != PASAR_FIND_NONE)
    /* Translators: which of the cells with the text is the one of the cursor, and how many there
       are */
    g_string_append_printf (text, _ ("%1$'u of %2$'u"), place + 1, n);
  else
    /* Translators: in how many cells a text is */
    g_string_append_printf (text, ngettext ("%'u found", "%'u found", n), n);
  if (self->told != NULL && n > 0)
    g_string_append_printf (text, " · %s", self->told);
  else if (view != NULL && pasar_view_get_is_filtered (view))
    g_string_append_printf (text, " · %s", _ ("only in rows that are shown"));
  return g_string_free (text, FALSE);
}

/* What is said beside an entry is heard, too. */
static void
say (GtkEntry *entry, GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text,
                                  -1);
}

/* What was said before stays while it is not known. */
static void
show_found (PasarFindBar *self)
{
  PasarFind *find = pasar_finder_get_found (self->finder);
  const gboolean is_asked = *get_text (self->entry) != '\0';
  g_autofree char *text = NULL;

  gtk_widget_set_sensitive (self->previous, is_asked);
  gtk_widget_set_sensitive (self->next, is_asked);
  if (find == NULL && is_asked)
    return;
  text = find != NULL ? dup_count (self, find) : g_strdup ("");
  say (self->entry, self->count, text);
  pasar_dialog_set_entry_error (GTK_WIDGET (self->entry),
                                NULL,
                                find != NULL && pasar_find_get_n_found (find) == 0 ? text : NULL);
}

/* What would be replaced. */

static char *
dup_summary (PasarFindBar *self, PasarFind *find, PasarReplace *planned)
{
  const guint n = pasar_find_get_n_found (find) - pasar_find_get_n_replaceable (find);
  GString *text = g_string_new (NULL);
  g_autofree char *summary =
      planned != NULL ? pasar_find_preview_dup_summary (planned) : g_strdup ("");
  g_autofree char *reason = pasar_finder_dup_read_only_reason (self->finder);

  g_string_append (text, summary);
  if (reason == NULL)
    return g_string_free (text, FALSE);
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append_printf (text,
                          /* Translators: in how many cells a text cannot be replaced, and a
                             sentence that says why it cannot in the first of them */
                          ngettext ("%'u cannot be changed here: %s",
                                    "%'u cannot be changed here: %s",
                                    n),
                          n,
                          reason);
  return g_string_free (text, FALSE);
}

static void
show_planned (PasarFindBar *self)
{
  PasarFind *find = pasar_finder_get_found (self->finder);
  PasarReplace *planned = pasar_finder_get_planned (self->finder);
  const guint n =
      planned != NULL ? pasar_replace_get_report (planned)->n_cells[PASAR_REPLACE_CHANGED] : 0;
  const gboolean is_possible = find != NULL && pasar_find_get_n_replaceable (find) > 0;
  g_autofree char *summary = NULL;
  g_autofree char *label = NULL;

  if (!gtk_widget_get_visible (self->replace_row))
    return;
  if (find == NULL && *get_text (self->entry) != '\0')
    return;
  gtk_widget_set_sensitive (self->replace, is_possible);
  gtk_widget_set_sensitive (GTK_WIDGET (self->replace_all),
                            is_possible && (planned == NULL || n > 0));
  gtk_widget_set_sensitive (GTK_WIDGET (self->preview), planned != NULL);
  if (is_possible && planned == NULL)
    return;
  /* Translators: a button; in how many cells a text is replaced */
  label = n > 0 ? g_strdup_printf (_ ("Replace _All (%'u)"), n) : g_strdup (_ ("Replace _All"));
  gtk_button_set_label (self->replace_all, label);
  summary = find != NULL ? dup_summary (self, find, planned) : g_strdup ("");
  say (self->replacement, self->summary, summary);
}

static void
changed_cb (PasarFindBar *self)
{
  if (!is_open (self))
    return;
  show_found (self);
  show_planned (self);
}

static void
told_cb (PasarFindBar *self, const char *text)
{
  if (!is_open (self))
    {
      g_signal_emit_by_name (self->sheet, "message", text);
      return;
    }
  g_free (self->told);
  self->told = g_strdup (text);
  show_found (self);
}

/* What is asked. */

static void
ask_cb (PasarFindBar *self)
{
  const PasarPatternFlags flags =
      (gtk_check_button_get_active (self->whole) ? PASAR_PATTERN_WHOLE : PASAR_PATTERN_PART)
      | (gtk_check_button_get_active (self->with_case) ? PASAR_PATTERN_CASE : PASAR_PATTERN_PART);

  g_clear_pointer (&self->told, g_free);
  pasar_finder_set_pattern (self->finder, get_text (self->entry), flags);
}

static void
scope_cb (PasarFindBar *self)
{
  g_clear_pointer (&self->told, g_free);
  pasar_finder_set_scope (self->finder,
                          (PasarFinderScope) gtk_drop_down_get_selected (self->scope));
}

static void
replacement_cb (PasarFindBar *self)
{
  const gboolean replaces = gtk_toggle_button_get_active (self->replaces);

  gtk_widget_set_visible (GTK_WIDGET (self->replacement), replaces);
  gtk_widget_set_visible (self->replace_row, replaces);
  pasar_finder_set_replacement (self->finder, replaces ? get_text (self->replacement) : NULL);
  changed_cb (self);
}

static void
next_cb (PasarFindBar *self)
{
  pasar_find_bar_step (self, FALSE);
}

static void
previous_cb (PasarFindBar *self)
{
  pasar_find_bar_step (self, TRUE);
}

static void
replace_cb (PasarFindBar *self)
{
  g_clear_pointer (&self->told, g_free);
  pasar_finder_replace (self->finder);
}

/* Undo is about the cells then, not about what was typed here. */
static void
replace_all_cb (PasarFindBar *self)
{
  g_clear_pointer (&self->told, g_free);
  gtk_widget_grab_focus (GTK_WIDGET (self->sheet));
  pasar_finder_replace_all (self->finder);
}

/* It is listed when it is asked for. */
static void
preview_cb (PasarFindBar *self)
{
  GtkPopover *popover = gtk_menu_button_get_popover (self->preview);
  GtkWidget *scrolled = gtk_popover_get_child (popover);
  PasarReplace *planned = gtk_widget_get_visible (GTK_WIDGET (popover))
                              ? pasar_finder_get_planned (self->finder)
                              : NULL;

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled),
                                 planned != NULL
                                     ? pasar_find_preview_new_list (planned,
                                                                    pasar_view_get_catalogue (
                                                                        pasar_sheet_get_view (
                                                                            self->sheet)))
                                     : NULL);
}

/* What the input method of an entry and what is open over the bar have left of the keys. */
static gboolean
key_cb (PasarFindBar *self, guint keyval, guint keycode, GdkModifierType state)
{
  const GdkModifierType mask = GDK_SHIFT_MASK | GDK_CONTROL_MASK | GDK_ALT_MASK;
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  if (keyval == GDK_KEY_Escape)
    {
      pasar_find_bar_close (self);
      return GDK_EVENT_STOP;
    }
  if ((keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter) || (state & mask) != GDK_SHIFT_MASK
      || focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->entry)))
    return GDK_EVENT_PROPAGATE;
  previous_cb (self);
  return GDK_EVENT_STOP;
}

/**
 * pasar_find_bar_open:
 * @self: a bar
 * @replaces: whether something is to be replaced
 *
 * Shows it, and gives it the keyboard. Several cells that are selected are those that are meant,
 * else the column of the cursor where something is to be replaced, and the whole sheet where not.
 */
void
pasar_find_bar_open (PasarFindBar *self, gboolean replaces)
{
  const gboolean was_open = is_open (self);
  const gboolean is_other =
      !was_open || (replaces && !gtk_toggle_button_get_active (self->replaces));
  guint n_ranges;

  pasar_grid_get_ranges (pasar_sheet_get_grid (self->sheet), &n_ranges);
  if (n_ranges > 0)
    gtk_drop_down_set_selected (self->scope, PASAR_FINDER_SELECTED);
  else if (is_other)
    gtk_drop_down_set_selected (self->scope, replaces ? PASAR_FINDER_COLUMN : PASAR_FINDER_ALL);
  if (is_other)
    gtk_toggle_button_set_active (self->replaces, replaces);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  if (!was_open)
    pasar_finder_set_active (self->finder, TRUE);
}

/**
 * pasar_find_bar_close:
 * @self: a bar
 *
 * Hides it, and gives the keyboard back to the cell of the cursor.
 */
void
pasar_find_bar_close (PasarFindBar *self)
{
  g_clear_pointer (&self->told, g_free);
  gtk_widget_grab_focus (GTK_WIDGET (self->sheet));
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), FALSE);
  pasar_finder_set_active (self->finder, FALSE);
}

/**
 * pasar_find_bar_step:
 * @self: a bar, open or not
 * @backwards: whether it goes up
 *
 * Goes to the next cell with what was looked for last; with nothing to look for it asks.
 */
void
pasar_find_bar_step (PasarFindBar *self, gboolean backwards)
{
  g_clear_pointer (&self->told, g_free);
  if (*get_text (self->entry) == '\0')
    pasar_find_bar_open (self, FALSE);
  else
    pasar_finder_step (self->finder, backwards);
}

/* The life of a bar. */

static void
pasar_find_bar_dispose (GObject *object)
{
  PasarFindBar *self = PASAR_FIND_BAR (object);

  if (self->finder != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->finder, self);
      pasar_finder_set_active (self->finder, FALSE);
    }
  g_clear_object (&self->finder);
  g_clear_pointer (&self->told, g_free);
  g_clear_pointer (&self->revealer, gtk_widget_unparent);
  G_OBJECT_CLASS (pasar_find_bar_parent_class)->dispose (object);
}

static void
pasar_find_bar_class_init (PasarFindBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pasar_find_bar_dispose;
  gtk_widget_class_set_css_name (widget_class, "findbar");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static GtkEntry *
new_entry (const char *icon, const char *label)
{
  GtkEntry *entry = GTK_ENTRY (gtk_entry_new ());

  gtk_entry_set_icon_from_icon_name (entry, GTK_ENTRY_ICON_PRIMARY, icon);
  gtk_entry_set_icon_activatable (entry, GTK_ENTRY_ICON_PRIMARY, FALSE);
  gtk_entry_set_placeholder_text (entry, label);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 20);
  pasar_dialog_set_accessible_label (entry, label);
  return entry;
}

static GtkWidget *
new_button (PasarFindBar *self,
            const char *icon,
            const char *label,
            void (*clicked) (PasarFindBar *))
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, label);
  pasar_dialog_set_accessible_label (button, label);
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked), self, G_CONNECT_SWAPPED);
  return button;
}

static GtkCheckButton *
add_option (PasarFindBar *self, GtkWidget *box, const char *label)
{
  GtkWidget *option = gtk_check_button_new_with_mnemonic (label);

  gtk_box_append (GTK_BOX (box), option);
  g_signal_connect_object (option, "toggled", G_CALLBACK (ask_cb), self, G_CONNECT_SWAPPED);
  return GTK_CHECK_BUTTON (option);
}

static GtkWidget *
new_options (PasarFindBar *self)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "emblem-system-symbolic");
  gtk_widget_set_tooltip_text (button, _ ("How to Find"));
  pasar_dialog_set_accessible_label (button, _ ("How to Find"));
  self->whole = add_option (self, box, _ ("_Whole cells only"));
  self->with_case = add_option (self, box, _ ("_Capital and small letters differ"));
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  return button;
}

static GtkWidget *
new_scope (PasarFindBar *self)
{
  const char *const scopes[] = { [PASAR_FINDER_COLUMN] = _ ("This Column"),
                                 [PASAR_FINDER_SELECTED] = _ ("Selected Cells"),
                                 [PASAR_FINDER_ALL] = _ ("All Columns"),
                                 NULL };

  self->scope = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (scopes));
  pasar_dialog_set_accessible_label (self->scope, _ ("Where to find"));
  g_signal_connect_object (self->scope,
                           "notify::selected",
                           G_CALLBACK (scope_cb),
                           self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self->scope);
}

static GtkWidget *
new_find_row (PasarFindBar *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *steps = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->entry = new_entry ("edit-find-symbolic", _ ("Find"));
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (ask_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (next_cb), self, G_CONNECT_SWAPPED);
  self->previous = new_button (self, "go-up-symbolic", _ ("Previous"), previous_cb);
  self->next = new_button (self, "go-down-symbolic", _ ("Next"), next_cb);
  gtk_widget_add_css_class (steps, "linked");
  gtk_box_append (GTK_BOX (steps), self->previous);
  gtk_box_append (GTK_BOX (steps), self->next);
  self->replaces = GTK_TOGGLE_BUTTON (gtk_toggle_button_new ());
  gtk_button_set_icon_name (GTK_BUTTON (self->replaces), "edit-find-replace-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->replaces), _ ("Replace"));
  pasar_dialog_set_accessible_label (self->replaces, _ ("Replace"));
  g_signal_connect_object (self->replaces,
                           "toggled",
                           G_CALLBACK (replacement_cb),
                           self,
                           G_CONNECT_SWAPPED);

  gtk_box_append (GTK_BOX (row), steps);
  gtk_box_append (GTK_BOX (row), new_scope (self));
  gtk_box_append (GTK_BOX (row), new_options (self));
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->replaces));
  self->count = pasar_text_layout_append_label (GTK_BOX (row));
  gtk_box_append (GTK_BOX (row),
                  new_button (self, "window-close-symbolic", _ ("Close"), pasar_find_bar_close));
  return row;
}

static GtkWidget *
new_preview (PasarFindBar *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->preview = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_label (self->preview, _ ("Pre_view"));
  gtk_menu_button_set_use_underline (self->preview, TRUE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled),
                                  GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 320);
  gtk_popover_set_child (GTK_POPOVER (popover), scrolled);
  gtk_menu_button_set_popover (self->preview, popover);
  gtk_menu_button_set_direction (self->preview, GTK_ARROW_UP);
  g_signal_connect_object (popover,
                           "notify::visible",
                           G_CALLBACK (preview_cb),
                           self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self->preview);
}

static GtkWidget *
new_replace_row (PasarFindBar *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->replacement = new_entry ("edit-find-replace-symbolic", _ ("Replace with"));
  g_signal_connect_object (self->replacement,
                           "changed",
                           G_CALLBACK (replacement_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->replacement,
                           "activate",
                           G_CALLBACK (replace_cb),
                           self,
                           G_CONNECT_SWAPPED);
  self->replace = gtk_button_new_with_mnemonic (_ ("_Replace"));
  g_signal_connect_object (self->replace,
                           "clicked",
                           G_CALLBACK (replace_cb),
                           self,
                           G_CONNECT_SWAPPED);
  self->replace_all = GTK_BUTTON (gtk_button_new_with_mnemonic (_ ("Replace _All")));
  g_signal_connect_object (self->replace_all,
                           "clicked",
                           G_CALLBACK (replace_all_cb),
                           self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (row), self->replace);
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->replace_all));
  gtk_box_append (GTK_BOX (row), new_preview (self));
  self->summary = pasar_text_layout_append_label (GTK_BOX (row));
  gtk_widget_set_visible (GTK_WIDGET (self->replacement), FALSE);
  gtk_widget_set_visible (row, FALSE);
  return row;
}

static void
pasar_find_bar_init (PasarFindBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *entries = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkEventController *keys = gtk_event_controller_key_new ();

  /* Tab goes from one entry to the other. */
  gtk_box_set_homogeneous (GTK_BOX (entries), TRUE);
  gtk_box_set_homogeneous (GTK_BOX (buttons), TRUE);
  gtk_widget_set_hexpand (buttons, TRUE);
  gtk_box_append (GTK_BOX (buttons), new_find_row (self));
  self->replace_row = new_replace_row (self);
  gtk_box_append (GTK_BOX (buttons), self->replace_row);
  gtk_box_append (GTK_BOX (entries), GTK_WIDGET (self->entry));
  gtk_box_append (GTK_BOX (entries), GTK_WIDGET (self->replacement));
  gtk_box_append (GTK_BOX (box), entries);
  gtk_box_append (GTK_BOX (box), buttons);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (box, keys);
  self->revealer = gtk_revealer_new ();
  gtk_revealer_set_child (GTK_REVEALER (self->revealer), box);
  gtk_widget_set_parent (self->revealer, GTK_WIDGET (self));
}

/**
 * pasar_find_bar_new:
 * @sheet: the sheet that it is about, and that outlives it
 *
 * Returns: (transfer floating): a bar that is not shown yet
 */
GtkWidget *
pasar_find_bar_new (PasarSheet *sheet)
{
  PasarFindBar *self = g_object_new (PASAR_TYPE_FIND_BAR, NULL);

  self->sheet = sheet;
  self->finder = pasar_finder_new (sheet);
  g_signal_connect_swapped (self->finder, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->finder, "told", G_CALLBACK (told_cb), self);
  return GTK_WIDGET (self);
}
