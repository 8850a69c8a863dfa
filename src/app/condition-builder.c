/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/condition-builder.h"

#include "app/compat.h"
#include "app/dialogs/util.h"
#include "catalogue/view/condition.h"

#include <glib/gi18n-lib.h>

#define OF(type) (1 << (type))
#define TEXT     OF (PASAR_COLUMN_TEXT)
#define NUMBER   OF (PASAR_COLUMN_NUMBER)
#define TIME     OF (PASAR_COLUMN_TIME)
#define CHOICE   OF (PASAR_COLUMN_ENUMERATION)

/* What can be asked of columns of which types. */
static const struct
{
  PasarComparison comparison;
  gboolean is_not;
  guint types;
} offers[] = {
  { PASAR_COMPARE_CONTAINS, FALSE, TEXT },
  { PASAR_COMPARE_CONTAINS, TRUE, TEXT },
  { PASAR_COMPARE_STARTS, FALSE, TEXT },
  { PASAR_COMPARE_WITHIN, FALSE, TIME },
  { PASAR_COMPARE_WITHIN, TRUE, TIME },
  { PASAR_COMPARE_LESS, FALSE, NUMBER | TIME },
  { PASAR_COMPARE_AT_MOST, FALSE, NUMBER | TIME },
  { PASAR_COMPARE_EQUAL, FALSE, TEXT | NUMBER | TIME | CHOICE },
  { PASAR_COMPARE_EQUAL, TRUE, TEXT | NUMBER | CHOICE },
  { PASAR_COMPARE_AT_LEAST, FALSE, NUMBER | TIME },
  { PASAR_COMPARE_MORE, FALSE, NUMBER | TIME },
  { PASAR_COMPARE_EMPTY, FALSE, TEXT | NUMBER | TIME | CHOICE },
  { PASAR_COMPARE_EMPTY, TRUE, TEXT | NUMBER | TIME | CHOICE },
};

struct _PasarConditionBuilder
{
  GtkPopover parent_instance;

  PasarCatalogue *catalogue; /* (owned) (nullable) */
  GtkDropDown *columns;
  GtkDropDown *comparisons;
  GtkDropDown *choices;
  GtkWidget *entry;
  GtkLabel *error;
};

static guint built_signal;

G_DEFINE_FINAL_TYPE (PasarConditionBuilder, pasar_condition_builder, GTK_TYPE_POPOVER)

static const PasarColumnInfo *
get_column (PasarConditionBuilder *self)
{
  const guint selected = gtk_drop_down_get_selected (self->columns);

  return self->catalogue != NULL && selected != GTK_INVALID_LIST_POSITION
             ? pasar_catalogue_get_nth_column (self->catalogue, selected)
             : NULL;
}

/* The place in the offers of what is chosen among those for the column. */
static guint
get_offer (PasarConditionBuilder *self, PasarColumnType type)
{
  guint rest = gtk_drop_down_get_selected (self->comparisons);

  for (guint i = 0; i < G_N_ELEMENTS (offers); i++)
    {
      if ((offers[i].types & OF (type)) != 0 && rest-- == 0)
        return i;
    }
  return 0;
}

static void
show_error (PasarConditionBuilder *self, const char *message)
{
  pasar_dialog_set_entry_error (self->entry, self->error, message);
}

static void
set_strings (GtkDropDown *drop_down, GtkStringList *strings)
{
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (strings));
  g_object_unref (strings);
}

static void
fill_choices (PasarConditionBuilder *self, PasarColumn column)
{
  GtkStringList *strings = gtk_string_list_new (NULL);
  const char *title;

  for (guint i = 0; pasar_condition_get_nth_choice (column, i, &title) != NULL; i++)
    gtk_string_list_append (strings, title);
  set_strings (self->choices, strings);
}

static void
fill_comparisons (PasarConditionBuilder *self, PasarColumnType type)
{
  GtkStringList *strings = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (offers); i++)
    {
      if ((offers[i].types & OF (type)) != 0)
        gtk_string_list_append (strings,
                                pasar_comparison_get_label (offers[i].comparison,
                                                            type,
                                                            offers[i].is_not));
    }
  set_strings (self->comparisons, strings);
}

static const char *
get_example (PasarColumnType type, PasarComparison comparison)
{
  if (comparison == PASAR_COMPARE_WITHIN)
    return "7d";
  return type == PASAR_COLUMN_TIME ? "2026-01-31" : NULL;
}

static void
compared_cb (PasarConditionBuilder *self)
{
  const PasarColumnInfo *info = get_column (self);
  PasarComparison comparison;

  pasar_compat_drop_down_set_label (self->comparisons, _ ("Comparison"));
  if (info == NULL)
    return;
  comparison = offers[get_offer (self, info->type)].comparison;
  gtk_widget_set_visible (GTK_WIDGET (self->choices),
                          info->type == PASAR_COLUMN_ENUMERATION
                              && comparison != PASAR_COMPARE_EMPTY);
  gtk_widget_set_visible (self->entry,
                          info->type != PASAR_COLUMN_ENUMERATION
                              && comparison != PASAR_COMPARE_EMPTY);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), get_example (info->type, comparison));
  show_error (self, NULL);
}

static void
column_cb (PasarConditionBuilder *self)
{
  const PasarColumnInfo *info = get_column (self);

  pasar_compat_drop_down_set_label (self->columns, _ ("Column"));
  if (info == NULL)
    return;
  fill_comparisons (self, info->type);
  fill_choices (self, info->column);
  compared_cb (self);
}

static void
choice_cb (PasarConditionBuilder *self)
{
  pasar_compat_drop_down_set_label (self->choices, _ ("Value"));
}

static const char *
get_value (PasarConditionBuilder *self, PasarColumnType type)
{
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (self->choices);

  if (type == PASAR_COLUMN_ENUMERATION)
    return chosen != NULL ? gtk_string_object_get_string (chosen) : "";
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

static void
add_cb (PasarConditionBuilder *self)
{
  const PasarColumnInfo *info = get_column (self);
  g_autoptr (PasarCondition) condition = NULL;
  g_autoptr (PasarCondition) other = NULL;
  g_autoptr (GError) error = NULL;
  guint offer;

  if (info == NULL)
    return;
  offer = get_offer (self, info->type);
  condition = pasar_condition_new_typed (self->catalogue,
                                         info->column,
                                         offers[offer].comparison,
                                         get_value (self, info->type),
                                         NULL,
                                         &error);
  show_error (self, error != NULL ? error->message : NULL);
  if (condition == NULL)
    {
      gtk_widget_grab_focus (self->entry);
      return;
    }
  if (offers[offer].is_not)
    other = pasar_condition_new_not (condition);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, built_signal, 0, other != NULL ? other : condition);
}

/* More columns may have come with the rows. */
static void
map_cb (PasarConditionBuilder *self)
{
  const guint selected = gtk_drop_down_get_selected (self->columns);
  const guint n = self->catalogue != NULL ? pasar_catalogue_get_n_columns (self->catalogue) : 0;
  GtkStringList *titles;

  if (n == g_list_model_get_n_items (gtk_drop_down_get_model (self->columns)))
    return;
  titles = gtk_string_list_new (NULL);
  for (guint i = 0; i < n; i++)
    gtk_string_list_append (titles,
                            pasar_column_info_get_title (
                                pasar_catalogue_get_nth_column (self->catalogue, i)));
  set_strings (self->columns, titles);
  gtk_drop_down_set_selected (self->columns, selected < n ? selected : 0);
  column_cb (self);
}

static void
pasar_condition_builder_dispose (GObject *object)
{
  g_clear_object (&PASAR_CONDITION_BUILDER (object)->catalogue);
  G_OBJECT_CLASS (pasar_condition_builder_parent_class)->dispose (object);
}

static void
pasar_condition_builder_class_init (PasarConditionBuilderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pasar_condition_builder_dispose;
  /**
   * PasarConditionBuilder::built:
   * @self: a builder
   * @condition: (type PasarCondition): what is to be filtered by
   */
  built_signal = pasar_dialog_class_add_signal (klass, "built", 1, G_TYPE_POINTER);
}

static GtkDropDown *
add_drop_down (PasarConditionBuilder *self, GtkWidget *box, GCallback selected_cb)
{
  GtkWidget *drop_down = gtk_drop_down_new (G_LIST_MODEL (gtk_string_list_new (NULL)), NULL);

  g_signal_connect_swapped (drop_down, "notify::selected", selected_cb, self);
  gtk_box_append (GTK_BOX (box), drop_down);
  return GTK_DROP_DOWN (drop_down);
}

static void
add_value (PasarConditionBuilder *self, GtkWidget *box)
{
  GtkWidget *error = gtk_label_new (NULL);

  self->entry = gtk_entry_new ();
  pasar_dialog_set_accessible_label (self->entry, _ ("Value"));
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (add_cb), self);
  gtk_box_append (GTK_BOX (box), self->entry);
  self->error = GTK_LABEL (error);
  gtk_label_set_wrap (self->error, TRUE);
  gtk_label_set_max_width_chars (self->error, 30);
  gtk_label_set_xalign (self->error, 0.0F);
  gtk_widget_add_css_class (error, "error");
  gtk_widget_add_css_class (error, "caption");
  gtk_widget_set_visible (error, FALSE);
  gtk_box_append (GTK_BOX (box), error);
}

static void
pasar_condition_builder_init (PasarConditionBuilder *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Add"));

  self->columns = add_drop_down (self, box, G_CALLBACK (column_cb));
  self->comparisons = add_drop_down (self, box, G_CALLBACK (compared_cb));
  self->choices = add_drop_down (self, box, G_CALLBACK (choice_cb));
  add_value (self, box);
  gtk_widget_add_css_class (button, "suggested-action");
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (add_cb), self);
  gtk_box_append (GTK_BOX (box), button);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  g_signal_connect (self, "map", G_CALLBACK (map_cb), NULL);
}

/**
 * pasar_condition_builder_new:
 *
 * Returns: (transfer floating): a builder without columns
 */
GtkWidget *
pasar_condition_builder_new (void)
{
  return g_object_new (PASAR_TYPE_CONDITION_BUILDER, NULL);
}

/**
 * pasar_condition_builder_set_catalogue:
 * @self: a builder
 * @catalogue: (nullable): has the columns
 */
void
pasar_condition_builder_set_catalogue (PasarConditionBuilder *self, PasarCatalogue *catalogue)
{
  if (!g_set_object (&self->catalogue, catalogue))
    return;
  gtk_popover_popdown (GTK_POPOVER (self));
  set_strings (self->columns, gtk_string_list_new (NULL));
}
