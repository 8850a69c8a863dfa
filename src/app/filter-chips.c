/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/filter-chips.h"

#include "app/compat.h"
#include "app/condition-builder.h"
#include "app/dialogs/util.h"
#include "app/filter-chip.h"
#include "app/wrap-layout.h"

#include <glib/gi18n-lib.h>

#define SPACING 6

/* In the order of the list. */
typedef enum
{
  JOIN_ALL,
  JOIN_ANY,
} Join;

struct _PasarFilterChips
{
  GtkWidget parent_instance;

  PasarCatalogue *catalogue; /* (owned) (nullable) */
  GPtrArray *chips;          /* (owned) (element-type PasarFilterChip): in the box */
  GtkWidget *box;
  GtkDropDown *join;
  GtkWidget *add;
  GtkWidget *builder;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (PasarFilterChips, pasar_filter_chips, GTK_TYPE_WIDGET)

static void
tell_change (PasarFilterChips *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->join), self->chips->len > 1);
  g_signal_emit (self, changed_signal, 0);
}

static void
remove_nth (PasarFilterChips *self, guint n)
{
  gtk_box_remove (GTK_BOX (self->box), self->chips->pdata[n]);
  g_ptr_array_remove_index (self->chips, n);
}

static void
remove_all (PasarFilterChips *self)
{
  while (self->chips->len > 0)
    remove_nth (self, self->chips->len - 1);
}

static void
closed_cb (PasarFilterChips *self, GtkWidget *chip)
{
  guint n;

  if (!g_ptr_array_find (self->chips, chip, &n))
    return;
  gtk_widget_grab_focus (self->add);
  remove_nth (self, n);
  tell_change (self);
}

static void
append (PasarFilterChips *self, PasarCondition *condition)
{
  GtkWidget *chip = pasar_filter_chip_new (self->catalogue, condition);

  g_ptr_array_add (self->chips, chip);
  g_signal_connect_swapped (chip, "changed", G_CALLBACK (tell_change), self);
  g_signal_connect_swapped (chip, "closed", G_CALLBACK (closed_cb), self);
  gtk_box_insert_child_after (GTK_BOX (self->box), chip, gtk_widget_get_prev_sibling (self->add));
}

static void
built_cb (PasarFilterChips *self, PasarCondition *condition)
{
  append (self, condition);
  tell_change (self);
}

static void
join_cb (PasarFilterChips *self)
{
  pasar_compat_drop_down_set_label (self->join, _ ("Filters"));
  if (self->chips->len > 1)
    tell_change (self);
}

static void
pasar_filter_chips_dispose (GObject *object)
{
  PasarFilterChips *self = PASAR_FILTER_CHIPS (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->chips, g_ptr_array_unref);
  g_clear_object (&self->catalogue);
  G_OBJECT_CLASS (pasar_filter_chips_parent_class)->dispose (object);
}

static void
pasar_filter_chips_class_init (PasarFilterChipsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pasar_filter_chips_dispose;
  /**
   * PasarFilterChips::changed:
   * @self: chips
   *
   * The condition is another one.
   */
  changed_signal = pasar_dialog_class_add_signal (klass, "changed", 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
pasar_filter_chips_init (PasarFilterChips *self)
{
  const char
      *const joins[] = { [JOIN_ALL] = _ ("All of These"), [JOIN_ANY] = _ ("Any of These"), NULL };

  self->chips = g_ptr_array_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, SPACING);
  gtk_widget_set_layout_manager (self->box, pasar_wrap_layout_new (SPACING));
  self->join = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (joins));
  gtk_widget_set_visible (GTK_WIDGET (self->join), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->join), "filter-status");
  pasar_compat_drop_down_set_label (self->join, _ ("Filters"));
  g_signal_connect_swapped (self->join, "notify::selected", G_CALLBACK (join_cb), self);
  self->builder = pasar_condition_builder_new ();
  g_signal_connect_swapped (self->builder, "built", G_CALLBACK (built_cb), self);
  self->add = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->add), "list-add-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->add), self->builder);
  gtk_widget_add_css_class (self->add, "filter-add");
  gtk_widget_set_tooltip_text (self->add, _ ("Add a Filter"));
  pasar_dialog_set_accessible_label (self->add, _ ("Add a Filter"));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->join));
  gtk_box_append (GTK_BOX (self->box), self->add);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * pasar_filter_chips_new:
 *
 * Returns: (transfer floating): no chips, and the button that adds some
 */
GtkWidget *
pasar_filter_chips_new (void)
{
  return g_object_new (PASAR_TYPE_FILTER_CHIPS, NULL);
}

/**
 * pasar_filter_chips_dup_kept:
 * @self: chips
 * @is_any: (out): whether one of them is enough
 *
 * Returns: (transfer full): them as texts, which mean the same in another shop
 */
char **
pasar_filter_chips_dup_kept (PasarFilterChips *self, gboolean *is_any)
{
  char **texts = g_new0 (char *, self->chips->len + 1);

  *is_any = gtk_drop_down_get_selected (self->join) == JOIN_ANY;
  for (guint i = 0; i < self->chips->len; i++)
    texts[i] = pasar_condition_write (pasar_filter_chip_get_condition (self->chips->pdata[i]),
                                      self->catalogue,
                                      pasar_condition_get_kept_format ());
  return texts;
}

/**
 * pasar_filter_chips_set_kept:
 * @self: chips with a catalogue
 * @texts: (array zero-terminated=1): what they are to be
 * @is_any: whether one of them is enough
 *
 * What the catalogue has no columns for is left out.
 */
void
pasar_filter_chips_set_kept (PasarFilterChips *self, const char *const *texts, gboolean is_any)
{
  remove_all (self);
  gtk_drop_down_set_selected (self->join, is_any ? JOIN_ANY : JOIN_ALL);
  for (guint i = 0; texts[i] != NULL; i++)
    {
      g_autoptr (PasarCondition) condition = NULL;

      if (pasar_condition_read_kept (texts[i], self->catalogue, &condition) && condition != NULL)
        append (self, condition);
    }
  tell_change (self);
}

/**
 * pasar_filter_chips_set_catalogue:
 * @self: chips
 * @catalogue: (nullable): what they filter from now on
 *
 * What the catalogue has no columns for goes away.
 */
void
pasar_filter_chips_set_catalogue (PasarFilterChips *self, PasarCatalogue *catalogue)
{
  g_auto (GStrv) texts = NULL;
  gboolean is_any;

  pasar_condition_builder_set_catalogue (PASAR_CONDITION_BUILDER (self->builder), catalogue);
  if (catalogue == NULL || catalogue == self->catalogue)
    return;
  texts = pasar_filter_chips_dup_kept (self, &is_any);
  g_set_object (&self->catalogue, catalogue);
  pasar_filter_chips_set_kept (self, (const char *const *) texts, is_any);
}

/**
 * pasar_filter_chips_dup_condition:
 * @self: chips
 *
 * Returns: (transfer full) (nullable): what rows must be; %NULL: anything
 */
PasarCondition *
pasar_filter_chips_dup_condition (PasarFilterChips *self)
{
  g_autofree PasarCondition **conditions = g_new (PasarCondition *, self->chips->len);

  for (guint i = 0; i < self->chips->len; i++)
    conditions[i] = pasar_filter_chip_get_condition (self->chips->pdata[i]);
  return pasar_condition_new_join (gtk_drop_down_get_selected (self->join) == JOIN_ANY
                                       ? PASAR_CONDITION_ANY
                                       : PASAR_CONDITION_ALL,
                                   conditions,
                                   self->chips->len);
}

/**
 * pasar_filter_chips_clear:
 * @self: chips
 *
 * Takes all of them away.
 */
void
pasar_filter_chips_clear (PasarFilterChips *self)
{
  if (self->chips->len == 0)
    return;
  remove_all (self);
  tell_change (self);
}
