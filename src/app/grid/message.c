/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/grid/private.h"

/* Pixels between a cell and the sentence beside it. */
#define GAP 4
/* Width of a line of it, in characters. */
#define LINE 44

/* A sentence beside a cell: a label over the cells, which takes neither clicks nor the focus. */
GtkWidget *
pasar_grid_message_new (void)
{
  GtkWidget *message = gtk_label_new (NULL);

  gtk_widget_add_css_class (message, "grid-message");
  gtk_label_set_wrap (GTK_LABEL (message), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (message), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (message), LINE);
  gtk_label_set_xalign (GTK_LABEL (message), 0.0f);
  gtk_widget_set_can_target (message, FALSE);
  gtk_widget_set_visible (message, FALSE);
  return message;
}

/* Below the cell, or above it where there is no room; both in coordinates of the parent. */
void
pasar_grid_message_allocate (GtkWidget *self, const GdkRectangle *cell, const GdkRectangle *bounds)
{
  const gboolean is_rtl = gtk_widget_get_direction (self) == GTK_TEXT_DIR_RTL;
  const int below = cell->y + cell->height + GAP;
  GdkRectangle area;
  int minimum;

  gtk_widget_measure (self, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &area.width, NULL, NULL);
  area.width = MAX (minimum, MIN (area.width, bounds->width));
  gtk_widget_measure (self, GTK_ORIENTATION_VERTICAL, area.width, NULL, &area.height, NULL, NULL);
  area.x = is_rtl ? cell->x + cell->width - area.width : cell->x;
  area.x = CLAMP (area.x, bounds->x, MAX (bounds->x, bounds->x + bounds->width - area.width));
  area.y = below + area.height <= bounds->y + bounds->height ? below : cell->y - GAP - area.height;
  gtk_widget_size_allocate (self, &area, -1);
}
