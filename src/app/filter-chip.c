/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/filter-chip.h"

#include "app/condition-builder.h"
#include "app/dialogs/util.h"

#include <glib/gi18n-lib.h>

#define SPACING 6

struct _PasarFilterChip
{
  GtkWidget parent_instance;

  PasarCatalogue *catalogue; /* (owned) */
  PasarCondition *condition; /* (owned) */
  GtkWidget *box;
  GtkMenuButton *button;
  GtkLabel *label;
  GtkWidget *close;
  GtkWidget *entry; /* (nullable) until the chip is edited */
  GtkLabel *error;
};

static guint changed_signal;
static guint closed_signal;

G_DEFINE_FINAL_TYPE (PasarFilterChip, pasar_filter_chip, GTK_TYPE_WIDGET)

static void
say (PasarFilterChip *self)
{
  g_autofree char *text = pasar_condition_dup_label (self->condition, self->catalogue, NULL);
  /* Translators: the name of a button; %s is a filter, such as “Stock < 5” */
  g_autofree char *change = g_strdup_printf (_ ("Change %s"), text);
  /* Translators: the name of a button; %s is a filter, such as “Stock < 5” */
  g_autofree char *close = g_strdup_printf (_ ("Remove %s"), text);

  gtk_label_set_text (self->label, text);
  pasar_dialog_set_accessible_label (self->button, change);
  pasar_dialog_set_accessible_label (self->close, close);
}

static void
take (PasarFilterChip *self, PasarCondition *condition)
{
  gtk_menu_button_popdown (self->button);
  if (pasar_condition_equal (condition, self->condition))
    return;
  pasar_condition_unref (self->condition);
  self->condition = pasar_condition_ref (condition);
  say (self);
  g_signal_emit (self, changed_signal, 0);
}

static void
close_cb (PasarFilterChip *self)
{
  gtk_menu_button_popdown (self->button);
  g_signal_emit (self, closed_signal, 0);
}

/* Editing. */

/* error: (nullable): with none, the place does not matter. */
static void
show_error (PasarFilterChip *self, const GError *error, gsize place)
{
  pasar_dialog_set_entry_error (self->entry, self->error, error != NULL ? error->message : NULL);
  pasar_dialog_mark_place (GTK_EDITABLE (self->entry), error != NULL ? place : G_MAXSIZE);
}

static void
apply_cb (PasarFilterChip *self)
{
  g_autoptr (PasarCondition) condition = NULL;
  g_autoptr (GError) error = NULL;
  gsize place = 0;

  if (!pasar_condition_read (gtk_editable_get_text (GTK_EDITABLE (self->entry)),
                             self->catalogue,
                             NULL,
                             &condition,
                             &place,
                             &error))
    {
      show_error (self, error, place);
      gtk_entry_grab_focus_without_selecting (GTK_ENTRY (self->entry));
    }
  else if (condition == NULL)
    close_cb (self);
  else
    take (self, condition);
}

static void
opposite_cb (PasarFilterChip *self)
{
  g_autoptr (PasarCondition) opposite = pasar_condition_new_not (self->condition);

  take (self, opposite);
}

static void
built_cb (PasarFilterChip *self, PasarCondition *other)
{
  PasarCondition *const parts[] = { self->condition, other };
  g_autoptr (PasarCondition) either =
      pasar_condition_new_join (PASAR_CONDITION_ANY, parts, G_N_ELEMENTS (parts));

  take (self, either);
}

static GtkWidget *
make_ways (PasarFilterChip *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, SPACING);
  /* Translators: makes a filter its opposite, such as “Stock ≥ 5” of “Stock < 5” */
  GtkWidget *opposite = gtk_button_new_with_mnemonic (_ ("_Opposite"));
  GtkWidget *either = gtk_menu_button_new ();
  GtkWidget *apply = gtk_button_new_with_mnemonic (_ ("_Apply"));
  GtkWidget *builder = pasar_condition_builder_new ();

  pasar_condition_builder_set_catalogue (PASAR_CONDITION_BUILDER (builder), self->catalogue);
  g_signal_connect_object (builder, "built", G_CALLBACK (built_cb), self, G_CONNECT_SWAPPED);
  /* Translators: adds another filter to one, of which either is enough */
  gtk_menu_button_set_label (GTK_MENU_BUTTON (either), _ ("O_r…"));
  gtk_menu_button_set_use_underline (GTK_MENU_BUTTON (either), TRUE);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (either), builder);
  g_signal_connect_object (opposite, "clicked", G_CALLBACK (opposite_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (apply, "suggested-action");
  gtk_widget_set_hexpand (apply, TRUE);
  gtk_widget_set_halign (apply, GTK_ALIGN_END);
  g_signal_connect_object (apply, "clicked", G_CALLBACK (apply_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), opposite);
  gtk_box_append (GTK_BOX (box), either);
  gtk_box_append (GTK_BOX (box), apply);
  return box;
}

static GtkWidget *
make_editor (PasarFilterChip *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACING);
  GtkWidget *error = gtk_label_new (NULL);

  self->entry = gtk_entry_new ();
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 36);
  pasar_dialog_set_accessible_label (self->entry, _ ("Filter as Text"));
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (apply_cb), self, G_CONNECT_SWAPPED);
  self->error = GTK_LABEL (error);
  gtk_label_set_wrap (self->error, TRUE);
  gtk_label_set_max_width_chars (self->error, 36);
  gtk_label_set_xalign (self->error, 0.0F);
  gtk_widget_add_css_class (error, "error");
  gtk_widget_add_css_class (error, "caption");
  gtk_widget_set_visible (error, FALSE);
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), error);
  gtk_box_append (GTK_BOX (box), make_ways (self));
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  return popover;
}

/* Most chips are never edited. */
static void
open_cb (GtkMenuButton *button, gpointer user_data)
{
  PasarFilterChip *self = user_data;
  g_autofree char *text = pasar_condition_write (self->condition, self->catalogue, NULL);

  if (self->entry == NULL)
    gtk_menu_button_set_popover (button, make_editor (self));
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  show_error (self, NULL, 0);
}

/* The life of a chip. */

static void
pasar_filter_chip_dispose (GObject *object)
{
  PasarFilterChip *self = PASAR_FILTER_CHIP (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->condition, pasar_condition_unref);
  g_clear_object (&self->catalogue);
  G_OBJECT_CLASS (pasar_filter_chip_parent_class)->dispose (object);
}

static void
pasar_filter_chip_class_init (PasarFilterChipClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pasar_filter_chip_dispose;
  /**
   * PasarFilterChip::changed:
   * @self: a chip
   *
   * The condition is another one.
   */
  changed_signal = pasar_dialog_class_add_signal (klass, "changed", 0);
  /**
   * PasarFilterChip::closed:
   * @self: a chip
   *
   * The chip is to go away.
   */
  closed_signal = pasar_dialog_class_add_signal (klass, "closed", 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
pasar_filter_chip_init (PasarFilterChip *self)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *label = gtk_label_new (NULL);

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->box, "filter-chip");
  self->label = GTK_LABEL (label);
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (self->label, 32);
  pasar_dialog_add_cut_tooltip (self->label);
  self->button = GTK_MENU_BUTTON (button);
  gtk_menu_button_set_child (self->button, label);
  gtk_menu_button_set_has_frame (self->button, FALSE);
  gtk_menu_button_set_create_popup_func (self->button, open_cb, self, NULL);
  self->close = gtk_button_new_from_icon_name ("window-close-symbolic");
  gtk_widget_add_css_class (self->close, "flat");
  gtk_widget_add_css_class (self->close, "circular");
  g_signal_connect_swapped (self->close, "clicked", G_CALLBACK (close_cb), self);
  gtk_box_append (GTK_BOX (self->box), button);
  gtk_box_append (GTK_BOX (self->box), self->close);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * pasar_filter_chip_new:
 * @catalogue: what is filtered
 * @condition: what rows must be
 *
 * Returns: (transfer floating): a chip
 */
GtkWidget *
pasar_filter_chip_new (PasarCatalogue *catalogue, PasarCondition *condition)
{
  PasarFilterChip *self = g_object_new (PASAR_TYPE_FILTER_CHIP, NULL);

  self->catalogue = g_object_ref (catalogue);
  self->condition = pasar_condition_ref (condition);
  say (self);
  return GTK_WIDGET (self);
}

/**
 * pasar_filter_chip_get_condition:
 * @self: a chip
 *
 * Returns: (transfer none): what rows must be
 */
PasarCondition *
pasar_filter_chip_get_condition (PasarFilterChip *self)
{
  return self->condition;
}
