/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/view-form.h"

#include "app/dialogs/util.h"

#include <glib/gi18n-lib.h>

#define MAX_NAME_LENGTH 60

struct _PasarViewForm
{
  GtkPopover parent_instance;

  PasarViews *views; /* (owned) (nullable) */
  char *before;      /* (owned) (nullable): its name until now */
  GtkEditable *entry;
  GtkLabel *error;
  GtkCheckButton *for_all;
  GtkButton *button;
};

static guint answered_signal;

G_DEFINE_FINAL_TYPE (PasarViewForm, pasar_view_form, GTK_TYPE_POPOVER)

static char *
dup_name (PasarViewForm *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));
}

static gboolean
is_taken (PasarViewForm *self, const char *name)
{
  guint n;

  return g_strcmp0 (name, self->before) != 0 && pasar_views_find (self->views, name, &n);
}

static void
changed_cb (PasarViewForm *self)
{
  g_autofree char *name = dup_name (self);
  const gboolean taken = self->views != NULL && is_taken (self, name);

  pasar_dialog_set_entry_error (GTK_WIDGET (self->entry),
                                self->error,
                                taken ? _ ("Another view has this name.") : "");
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), *name != '\0' && !taken);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      /* A popover that believes its size to be right would not be measured. */
      gtk_widget_queue_resize (GTK_WIDGET (self));
      gtk_popover_present (GTK_POPOVER (self));
    }
}

static void
done_cb (PasarViewForm *self)
{
  g_autofree char *name = dup_name (self);

  if (*name == '\0' || is_taken (self, name))
    return;
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, answered_signal, 0, name, gtk_check_button_get_active (self->for_all));
}

static void
pasar_view_form_dispose (GObject *object)
{
  PasarViewForm *self = PASAR_VIEW_FORM (object);

  g_clear_object (&self->views);
  g_clear_pointer (&self->before, g_free);
  G_OBJECT_CLASS (pasar_view_form_parent_class)->dispose (object);
}

static void
pasar_view_form_class_init (PasarViewFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pasar_view_form_dispose;
  /**
   * PasarViewForm::answered:
   * @self: a form
   * @name: one that no other view has
   * @is_for_all: whether the view is for all shops
   *
   * The seller has said how the view is called.
   */
  answered_signal =
      pasar_dialog_class_add_signal (klass, "answered", 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
}

static void
pasar_view_form_init (PasarViewForm *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *entry = gtk_entry_new ();

  self->entry = GTK_EDITABLE (entry);
  gtk_editable_set_width_chars (self->entry, 24);
  gtk_entry_set_max_length (GTK_ENTRY (entry), MAX_NAME_LENGTH);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("Name of the View"));
  pasar_dialog_set_accessible_label (entry, _ ("Name of the View"));
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (done_cb), self);
  self->error = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->error, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->error), "error");
  gtk_widget_add_css_class (GTK_WIDGET (self->error), "caption");
  self->for_all = GTK_CHECK_BUTTON (gtk_check_button_new_with_mnemonic (_ ("For _All Shops")));
  self->button = GTK_BUTTON (gtk_button_new ());
  gtk_button_set_use_underline (self->button, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "suggested-action");
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (done_cb), self);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->error));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->for_all));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->button));
  gtk_widget_add_css_class (box, "view-form");
  gtk_popover_set_child (GTK_POPOVER (self), box);
}

/**
 * pasar_view_form_new:
 *
 * Returns: (transfer floating): a form, to be given a parent
 */
GtkWidget *
pasar_view_form_new (void)
{
  return g_object_new (PASAR_TYPE_VIEW_FORM, NULL);
}

/**
 * pasar_view_form_open:
 * @self: a form
 * @views: those that have a name already
 * @name: (nullable): what the view is called now; %NULL: it is a new one
 */
void
pasar_view_form_open (PasarViewForm *self, PasarViews *views, const char *name)
{
  g_set_object (&self->views, views);
  g_free (self->before);
  self->before = g_strdup (name);
  gtk_editable_set_text (self->entry, name != NULL ? name : "");
  gtk_check_button_set_active (self->for_all, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->for_all), name == NULL);
  gtk_button_set_label (self->button, name != NULL ? _ ("_Rename") : _ ("_Save View"));
  changed_cb (self);
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
