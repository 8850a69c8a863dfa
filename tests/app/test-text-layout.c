/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/text-layout.h"

#define AREA 3600

static GtkSizeRequestMode
request_mode_cb (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* As a text that wraps: so high that it covers an area. Nobody may ask for its width by height. */
static void
measure_cb (GtkWidget *widget,
            GtkOrientation orientation,
            int for_size,
            int *minimum,
            int *natural,
            int *minimum_baseline,
            int *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      g_assert_cmpint (for_size, ==, -1);
      *minimum = 20;
      *natural = 120;
    }
  else
    *minimum = *natural = AREA / (for_size < 0 ? 20 : for_size);
}

static void
allocate_cb (GtkWidget *widget, int width, int height, int baseline)
{
}

static GtkWidget *
make_box (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *text = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_layout_manager (box, g_object_new (PASAR_TYPE_TEXT_LAYOUT, NULL));
  gtk_widget_set_layout_manager (text,
                                 gtk_custom_layout_new (request_mode_cb, measure_cb, allocate_cb));
  gtk_box_append (GTK_BOX (box), text);

  return g_object_ref_sink (box);
}

static void
check_size (GtkWidget *box, GtkOrientation orientation, int for_size, int minimum, int natural)
{
  int found_minimum;
  int found_natural;

  gtk_widget_measure (box, orientation, for_size, &found_minimum, &found_natural, NULL, NULL);
  g_assert_cmpint (found_minimum, ==, minimum);
  g_assert_cmpint (found_natural, ==, natural);
}

static void
test_size (void)
{
  g_autoptr (GtkWidget) box = make_box ();

  check_size (box, GTK_ORIENTATION_HORIZONTAL, -1, 20, 120);
  check_size (box, GTK_ORIENTATION_HORIZONTAL, 200, 20, 120);
  check_size (box, GTK_ORIENTATION_HORIZONTAL, 1000, 20, 120);
  check_size (box, GTK_ORIENTATION_VERTICAL, 60, 60, 60);
  check_size (box, GTK_ORIENTATION_VERTICAL, 100, 36, 36);
  gtk_widget_set_visible (gtk_widget_get_first_child (box), FALSE);
  check_size (box, GTK_ORIENTATION_HORIZONTAL, -1, 0, 0);
  check_size (box, GTK_ORIENTATION_VERTICAL, 100, 0, 0);
}

static void
test_place (void)
{
  g_autoptr (GtkWidget) box = make_box ();
  graphene_rect_t bounds;

  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, 100, NULL, NULL, NULL, NULL);
  gtk_widget_size_allocate (box, &(GtkAllocation){ 0, 0, 100, 40 }, -1);
  g_assert_true (gtk_widget_compute_bounds (gtk_widget_get_first_child (box), box, &bounds));
  g_assert_true (graphene_rect_equal (&bounds, &GRAPHENE_RECT_INIT (0, 0, 100, 40)));
}

/* A window asks everything in it before it is shown. */
static void
test_window (void)
{
  g_autoptr (GtkWidget) box = make_box ();
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_window_set_default_size (GTK_WINDOW (window), 300, 200);
  gtk_window_present (GTK_WINDOW (window));
  while (gtk_widget_get_width (box) == 0)
    g_main_context_iteration (NULL, TRUE);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text-layout/size", test_size);
  g_test_add_func ("/text-layout/place", test_place);
  g_test_add_func ("/text-layout/window", test_window);
  return g_test_run ();
}
