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
/* Beside the types of columns; neither is ever empty. */
#define STATE (1 << 16)
#define RATIO (1 << 17)

/* What can be asked of what. */
static const struct
{
  PasarComparison comparison;
  gboolean is_not;
  guint of;
} offers[] = {
  { PASAR_COMPARE_CONTAINS, FALSE, TEXT },
  { PASAR_COMPARE_CONTAINS, TRUE, TEXT },
  { PASAR_COMPARE_STARTS, FALSE, TEXT },
  { PASAR_COMPARE_WITHIN, FALSE, TIME },
  { PASAR_COMPARE_WITHIN, TRUE, TIME },
  { PASAR_COMPARE_LESS, FALSE, NUMBER | TIME | RATIO },
  { PASAR_COMPARE_AT_MOST, FALSE, NUMBER | TIME | RATIO },
  { PASAR_COMPARE_EQUAL, FALSE, TEXT | NUMBER | TIME | CHOICE | STATE | RATIO },
  { PASAR_COMPARE_EQUAL, TRUE, TEXT | NUMBER | CHOICE | STATE | RATIO },
  { PASAR_COMPARE_AT_LEAST, FALSE, NUMBER | TIME | RATIO },
  { PASAR_COMPARE_MORE, FALSE, NUMBER | TIME | RATIO },
  { PASAR_COMPARE_EMPTY, FALSE, TEXT | NUMBER | TIME | CHOICE },
  { PASAR_COMPARE_EMPTY, TRUE, TEXT | NUMBER | TIME | CHOICE },
};

struct _PasarConditionBuilder
{
  GtkPopover parent_instance;

  PasarCatalogue *catalogue; /* (owned) (nullable) */
  GtkDropDown *subjects;
  GtkDropDown *comparisons;
  GtkDropDown *choices;
  GtkWidget *entry;
  GtkLabel *error;
};

static guint built_signal;

G_DEFINE_FINAL_TYPE (PasarConditionBuilder, pasar_condition_builder, GTK_TYPE_POPOVER)

static gboolean
get_subject (PasarConditionBuilder *self, PasarSubject *subject)
{
  const guint selected = gtk_drop_down_get_selected (self->subjects);

  return self->catalogue != NULL && selected != GTK_INVALID_LIST_POSITION
         && pasar_subject_get_nth (self->catalogue, selected, subject);
}

static guint
get_bit (const PasarSubject *subject)
{
  if (subject->info != NULL)
    return OF (subject->info->type);
  return subject->kind == PASAR_CONDITION_STATE ? STATE : RATIO;
}

/* How its comparisons are called. */
static PasarColumnType
get_type (const PasarSubject *subject)
{
  if (subject->info != NULL)
    return subject->info->type;
  return subject->kind == PASAR_CONDITION_STATE ? PASAR_COLUMN_ENUMERATION : PASAR_COLUMN_NUMBER;
}

/* The place in the offers of what is chosen among those for the subject. */
static guint
get_offer (PasarConditionBuilder *self, const PasarSubject *subject)
{
  guint rest = gtk_drop_down_get_selected (self->comparisons);

  for (guint i = 0; i < G_N_ELEMENTS (offers); i++)
    {
      if ((offers[i].of & get_bit (subject)) != 0 && rest-- == 0)
        return i;
    }
  return 0;
}

static void
show_error (PasarConditionBuilder *self, const char *message)
{
  pasar_dialog_set_entry_error (self->entry, self->error, message);
}

static gboolean
is_same (GListModel *strings, GListModel *others)
{
  const guint n = g_list_model_get_n_items (strings);
  gboolean is_same = n == g_list_model_get_n_items (others);

  for (guint i = 0; is_same && i < n; i++)
    is_same = g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (strings), i),
                           gtk_string_list_get_string (GTK_STRING_LIST (others), i));
  return is_same;
}

/* What is chosen stays where the strings are as before. */
static void
set_strings (GtkDropDown *drop_down, GtkStringList *strings)
{
  if (!is_same (G_LIST_MODEL (strings), gtk_drop_down_get_model (drop_down)))
    gtk_drop_down_set_model (drop_down, G_LIST_MODEL (strings));
  g_object_unref (strings);
}

static void
fill_choices (PasarConditionBuilder *self, const PasarSubject *subject)
{
  GtkStringList *strings = gtk_string_list_new (NULL);
  const char *title;

  for (guint i = 0; pasar_subject_get_nth_choice (subject, i, &title) != NULL; i++)
    gtk_string_list_append (strings, title);
  set_strings (self->choices, strings);
}

static void
fill_comparisons (PasarConditionBuilder *self, const PasarSubject *subject)
{
  GtkStringList *strings = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (offers); i++)
    {
      if ((offers[i].of & get_bit (subject)) != 0)
        gtk_string_list_append (strings,
                                pasar_comparison_get_label (offers[i].comparison,
                                                            get_type (subject),
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
  PasarSubject subject;
  PasarComparison comparison;
  PasarColumnType type;
  gboolean has_value;

  pasar_compat_drop_down_set_label (self->comparisons, _ ("Comparison"));
  if (!get_subject (self, &subject))
    return;
  type = get_type (&subject);
  comparison = offers[get_offer (self, &subject)].comparison;
  has_value = comparison != PASAR_COMPARE_EMPTY;
  gtk_widget_set_visible (GTK_WIDGET (self->choices),
                          type == PASAR_COLUMN_ENUMERATION && has_value);
  gtk_widget_set_visible (self->entry, type != PASAR_COLUMN_ENUMERATION && has_value);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), get_example (type, comparison));
  show_error (self, NULL);
}

static void
subject_cb (PasarConditionBuilder *self)
{
  PasarSubject subject;

  pasar_compat_drop_down_set_label (self->subjects, _ ("Column"));
  if (!get_subject (self, &subject))
    return;
  fill_comparisons (self, &subject);
  fill_choices (self, &subject);
  compared_cb (self);
}

static void
choice_cb (PasarConditionBuilder *self)
{
  pasar_compat_drop_down_set_label (self->choices, _ ("Value"));
}

static const char *
get_value (PasarConditionBuilder *self, const PasarSubject *subject)
{
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (self->choices);

  if (get_type (subject) == PASAR_COLUMN_ENUMERATION)
    return chosen != NULL ? gtk_string_object_get_string (chosen) : "";
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

static void
add_cb (PasarConditionBuilder *self)
{
  g_autoptr (PasarCondition) condition = NULL;
  g_autoptr (PasarCondition) other = NULL;
  g_autoptr (GError) error = NULL;
  PasarSubject subject;
  guint offer;

  if (!get_subject (self, &subject))
    return;
  offer = get_offer (self, &subject);
  condition = pasar_condition_new_typed (self->catalogue,
                                         &subject,
                                         offers[offer].comparison,
                                         get_value (self, &subject),
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

/* Columns may have come with the rows, or be called otherwise. What was chosen stays. */
static void
map_cb (PasarConditionBuilder *self)
{
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (self->subjects);
  GtkStringList *titles = gtk_string_list_new (NULL);
  PasarSubject subject;
  guint selected = 0;

  for (guint i = 0; self->catalogue != NULL && pasar_subject_get_nth (self->catalogue, i, &subject);
       i++)
    {
      const char *title = pasar_subject_get_title (&subject);

      gtk_string_list_append (titles, title);
      if (chosen != NULL && g_str_equal (gtk_string_object_get_string (chosen), title))
        selected = i;
    }
  set_strings (self->subjects, titles);
  gtk_drop_down_set_selected (self->subjects, selected);
  subject_cb (self);
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

  self->subjects = add_drop_down (self, box, G_CALLBACK (subject_cb));
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
  set_strings (self->subjects, gtk_string_list_new (NULL));
}
