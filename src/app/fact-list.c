/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/fact-list.h"

/* Of what it is, in characters: what is longer wraps. */
#define TITLE_WIDTH 11

/* Of one fact. */
typedef struct
{
  GtkLabel *heading; /* whose it is, over the first of a row */
  GtkLabel *title;
  GtkLabel *value;
  GtkLabel *reason;
} Line;

struct _PasarFactList
{
  GtkWidget parent_instance;

  GtkGrid *grid;
  GArray *lines; /* (owned) (element-type Line) */
};

G_DEFINE_FINAL_TYPE (PasarFactList, pasar_fact_list, GTK_TYPE_WIDGET)

static GtkLabel *
new_label (const char *style, gboolean is_selectable)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), is_selectable);
  gtk_widget_add_css_class (label, style);
  return GTK_LABEL (label);
}

static void
add_line (PasarFactList *self)
{
  const int top = (int) self->lines->len * 3;
  const Line line = { new_label ("heading", TRUE),
                      new_label ("dim-label", FALSE),
                      new_label ("numeric", TRUE),
                      new_label ("caption", TRUE) };

  gtk_label_set_width_chars (line.title, TITLE_WIDTH);
  gtk_label_set_max_width_chars (line.title, TITLE_WIDTH);
  gtk_widget_set_hexpand (GTK_WIDGET (line.value), TRUE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (line.value),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  line.title,
                                  NULL,
                                  -1);
  gtk_grid_attach (self->grid, GTK_WIDGET (line.heading), 0, top, 2, 1);
  gtk_grid_attach (self->grid, GTK_WIDGET (line.title), 0, top + 1, 1, 1);
  gtk_grid_attach (self->grid, GTK_WIDGET (line.value), 1, top + 1, 1, 1);
  gtk_grid_attach (self->grid, GTK_WIDGET (line.reason), 0, top + 2, 2, 1);
  g_array_append_val (self->lines, line);
}

/* The same text costs nothing. text: (nullable): the label is not seen without one */
static void
set_text (GtkLabel *label, const char *text)
{
  const gboolean is_shown = text != NULL && *text != '\0';

  if (is_shown)
    gtk_label_set_text (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), is_shown);
}

/* As the cell has it: the shop's value struck through, the new one bold, and by how much. */
static void
set_value (GtkLabel *label, const PasarFact *fact)
{
  g_autofree char *markup = NULL;

  if (!fact->is_changed)
    {
      set_text (label, fact->text);
      return;
    }
  markup = g_markup_printf_escaped ("<small><s>%s</s></small> <b>%s</b> %s",
                                    fact->shop_text,
                                    fact->text,
                                    fact->detail);
  gtk_label_set_markup (label, markup);
  gtk_widget_set_visible (GTK_WIDGET (label), TRUE);
}

static void
set_style (GtkLabel *label, const char *style, gboolean is_set)
{
  if (is_set)
    gtk_widget_add_css_class (GTK_WIDGET (label), style);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (label), style);
}

static void
fill_line (const Line *line, const PasarFact *fact, const char *heading)
{
  set_text (line->heading, heading);
  set_text (line->title, pasar_column_info_get_title (fact->column));
  set_value (line->value, fact);
  gtk_accessible_update_property (GTK_ACCESSIBLE (line->value),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  fact->is_changed ? fact->label : "",
                                  -1);
  set_text (line->reason, fact->reason);
  set_style (line->reason, "error", fact->is_problem);
  set_style (line->reason, "dim-label", !fact->is_problem);
}

/**
 * pasar_fact_list_fill:
 * @self: a list
 * @facts: (element-type PasarFact): of a row, or of several models one after the other
 * @catalogue: (nullable): for the names of these, each over what there is of it
 *
 * Shows these facts in place of those before.
 */
void
pasar_fact_list_fill (PasarFactList *self, GPtrArray *facts, PasarCatalogue *catalogue)
{
  guint row = PASAR_NO_ROW;

  g_return_if_fail (PASAR_IS_FACT_LIST (self));

  while (self->lines->len < facts->len)
    add_line (self);
  for (guint i = 0; i < facts->len; i++)
    {
      const PasarFact *fact = g_ptr_array_index (facts, i);
      const gboolean is_first = catalogue != NULL && fact->row != row;

      row = fact->row;
      fill_line (&g_array_index (self->lines, Line, i),
                 fact,
                 is_first ? pasar_catalogue_read_value (catalogue, row, PASAR_COLUMN_VARIATION).text
                          : NULL);
    }
  for (guint i = facts->len; i < self->lines->len; i++)
    {
      const Line *line = &g_array_index (self->lines, Line, i);

      set_text (line->heading, NULL);
      set_text (line->title, NULL);
      set_text (line->value, NULL);
      set_text (line->reason, NULL);
    }
}

/* The life of a list. */

static void
pasar_fact_list_dispose (GObject *object)
{
  PasarFactList *self = PASAR_FACT_LIST (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  g_clear_pointer (&child, gtk_widget_unparent);
  G_OBJECT_CLASS (pasar_fact_list_parent_class)->dispose (object);
}

static void
pasar_fact_list_finalize (GObject *object)
{
  g_array_unref (PASAR_FACT_LIST (object)->lines);
  G_OBJECT_CLASS (pasar_fact_list_parent_class)->finalize (object);
}

static void
pasar_fact_list_class_init (PasarFactListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pasar_fact_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = pasar_fact_list_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
pasar_fact_list_init (PasarFactList *self)
{
  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, 12);
  gtk_grid_set_row_spacing (self->grid, 6);
  gtk_widget_set_parent (GTK_WIDGET (self->grid), GTK_WIDGET (self));
}

/**
 * pasar_fact_list_new:
 *
 * Returns: (transfer floating): an empty list
 */
GtkWidget *
pasar_fact_list_new (void)
{
  return g_object_new (PASAR_TYPE_FACT_LIST, NULL);
}
