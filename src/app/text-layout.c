/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/text-layout.h"

#include "app/dialogs/util.h"

struct _PasarTextLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (PasarTextLayout, pasar_text_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkSizeRequestMode
pasar_text_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
pasar_text_layout_measure (GtkLayoutManager *manager,
                           GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (child != NULL && gtk_widget_should_layout (child))
    gtk_widget_measure (child,
                        orientation,
                        orientation == GTK_ORIENTATION_VERTICAL ? for_size : -1,
                        minimum,
                        natural,
                        NULL,
                        NULL);
}

static void
pasar_text_layout_allocate (GtkLayoutManager *manager,
                            GtkWidget *widget,
                            int width,
                            int height,
                            int baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (child != NULL && gtk_widget_should_layout (child))
    gtk_widget_allocate (child, width, height, -1, NULL);
}

static void
pasar_text_layout_class_init (PasarTextLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = pasar_text_layout_get_request_mode;
  layout_class->measure = pasar_text_layout_measure;
  layout_class->allocate = pasar_text_layout_allocate;
}

static void
pasar_text_layout_init (PasarTextLayout *self)
{
}

/**
 * pasar_text_layout_append_label:
 * @box: a row of widgets
 *
 * Adds a label that takes the width that is left, in two lines at most. What is cut is in its
 * tooltip.
 *
 * Returns: (transfer none): the label
 */
GtkLabel *
pasar_text_layout_append_label (GtkBox *box)
{
  GtkWidget *text = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_xalign (label, 0);
  gtk_label_set_ellipsize (label, PANGO_ELLIPSIZE_END);
  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (label, 2);
  gtk_widget_add_css_class (GTK_WIDGET (label), "numeric");
  pasar_dialog_add_cut_tooltip (label);
  gtk_widget_set_layout_manager (text, g_object_new (PASAR_TYPE_TEXT_LAYOUT, NULL));
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (text), GTK_WIDGET (label));
  gtk_box_append (box, text);
  return label;
}
