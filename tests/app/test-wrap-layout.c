/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/wrap-layout.h"

#define SPACING 6

/* Three of 100 × 20; the last takes what is left of its line. */
static GtkWidget *
make_box (GtkTextDirection direction)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_layout_manager (box, pasar_wrap_layout_new (SPACING));
  gtk_widget_set_direction (box, direction);
  for (guint i = 0; i < 3; i++)
    {
      GtkWidget *child = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

      gtk_widget_set_size_request (child, 100, 20);
      gtk_widget_set_hexpand (child, i == 2);
      gtk_box_append (GTK_BOX (box), child);
    }
  return g_object_ref_sink (box);
}

static void
check (GtkTextDirection direction, int width, const graphene_rect_t *expected)
{
  g_autoptr (GtkWidget) box = make_box (direction);
  GtkWidget *child = gtk_widget_get_first_child (box);
  int height;

  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  gtk_widget_size_allocate (box, &(GtkAllocation){ 0, 0, width, height }, -1);
  for (guint i = 0; i < 3; i++, child = gtk_widget_get_next_sibling (child))
    {
      graphene_rect_t bounds;

      g_assert_true (gtk_widget_compute_bounds (child, box, &bounds));
      g_assert_true (graphene_rect_equal (&bounds, &expected[i]));
    }
}

static void
test_reading_order (void)
{
  check (GTK_TEXT_DIR_LTR,
         400,
         (const graphene_rect_t[]){ { { 0, 0 }, { 100, 20 } },
                                    { { 106, 0 }, { 100, 20 } },
                                    { { 212, 0 }, { 188, 20 } } });
  check (GTK_TEXT_DIR_RTL,
         400,
         (const graphene_rect_t[]){ { { 300, 0 }, { 100, 20 } },
                                    { { 194, 0 }, { 100, 20 } },
                                    { { 0, 0 }, { 188, 20 } } });
}

static void
test_lines (void)
{
  check (GTK_TEXT_DIR_LTR,
         250,
         (const graphene_rect_t[]){ { { 0, 0 }, { 100, 20 } },
                                    { { 106, 0 }, { 100, 20 } },
                                    { { 0, 26 }, { 250, 20 } } });
  check (GTK_TEXT_DIR_RTL,
         250,
         (const graphene_rect_t[]){ { { 150, 0 }, { 100, 20 } },
                                    { { 44, 0 }, { 100, 20 } },
                                    { { 0, 26 }, { 250, 20 } } });
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wrap-layout/reading-order", test_reading_order);
  g_test_add_func ("/wrap-layout/lines", test_lines);
  return g_test_run ();
}
