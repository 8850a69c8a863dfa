/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/entry-meaning.h"

#include <glib/gi18n-lib.h>

struct _PasarEntryMeaning
{
  GtkWidget parent_instance;

  GtkToggleButton *each;
  GtkToggleButton *each_location;
  GtkToggleButton *in_all;
};

G_DEFINE_FINAL_TYPE (PasarEntryMeaning, pasar_entry_meaning, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
pasar_entry_meaning_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (pasar_entry_meaning_parent_class)->dispose (object);
}

static void
pasar_entry_meaning_class_init (PasarEntryMeaningClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pasar_entry_meaning_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);

  signals[CHANGED] = g_signal_new ("changed",
                                   PASAR_TYPE_ENTRY_MEANING,
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   0);
}

static void
toggled_cb (PasarEntryMeaning *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static GtkToggleButton *
add (PasarEntryMeaning *self, const char *label, const char *tooltip)
{
  GtkWidget *button = gtk_toggle_button_new_with_mnemonic (label);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_set_parent (button, GTK_WIDGET (self));
  g_signal_connect_object (button, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  return GTK_TOGGLE_BUTTON (button);
}

static void
pasar_entry_meaning_init (PasarEntryMeaning *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "linked");
  self->each = add (self, _ ("E_ach"), _ ("The pieces are meant for each row"));
  self->each_location =
      add (self, _ ("Each L_ocation"), _ ("The pieces are meant for each location of each row"));
  self->in_all = add (self, _ ("In A_ll"), _ ("The pieces are meant for all rows together"));
  gtk_toggle_button_set_group (self->each_location, self->each);
  gtk_toggle_button_set_group (self->in_all, self->each);
}

/**
 * pasar_entry_meaning_new:
 *
 * Returns: (transfer floating): a choice of which nothing is chosen
 */
GtkWidget *
pasar_entry_meaning_new (void)
{
  return g_object_new (PASAR_TYPE_ENTRY_MEANING, NULL);
}

/**
 * pasar_entry_meaning_offer_locations:
 * @self: a choice
 * @has_locations: whether rows have several locations
 */
void
pasar_entry_meaning_offer_locations (PasarEntryMeaning *self, gboolean has_locations)
{
  gtk_widget_set_visible (GTK_WIDGET (self->each_location), has_locations);
}

/**
 * pasar_entry_meaning_get:
 * @self: a choice
 * @kind: (out): what is chosen
 *
 * Returns: whether something is
 */
gboolean
pasar_entry_meaning_get (PasarEntryMeaning *self, PasarCommandKind *kind)
{
  *kind = gtk_toggle_button_get_active (self->in_all) ? PASAR_COMMAND_IN_ALL
          : gtk_toggle_button_get_active (self->each_location)
                  && gtk_widget_get_visible (GTK_WIDGET (self->each_location))
              ? PASAR_COMMAND_EACH_LOCATION
              : PASAR_COMMAND_EACH;
  return *kind != PASAR_COMMAND_EACH || gtk_toggle_button_get_active (self->each);
}

/**
 * pasar_entry_meaning_clear:
 * @self: a choice
 *
 * Nothing is chosen any more.
 */
void
pasar_entry_meaning_clear (PasarEntryMeaning *self)
{
  gtk_toggle_button_set_active (self->each, FALSE);
  gtk_toggle_button_set_active (self->each_location, FALSE);
  gtk_toggle_button_set_active (self->in_all, FALSE);
}
