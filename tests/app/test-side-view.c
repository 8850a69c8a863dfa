/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/side-view.h"

#define HEIGHT 300

typedef struct
{
  GtkWidget *view; /* (owned) */
  GtkWidget *content;
  GtkWidget *pane;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  self->pane = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  self->view = g_object_ref_sink (pasar_side_view_new (self->content, self->pane));
  gtk_widget_set_size_request (self->content, 100, 100);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_finalize_object (self->view);
}

static void
allocate (Fixture *self, int width)
{
  gtk_widget_measure (self->view, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_size_allocate (self->view, &(GtkAllocation){ 0, 0, width, HEIGHT }, -1);
}

/* From where to where it is, sideways. */
static void
assert_span (Fixture *self, GtkWidget *child, int from, int to)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (child, self->view, &bounds));
  g_assert_cmpint ((int) bounds.origin.x, ==, from);
  g_assert_cmpint ((int) (bounds.origin.x + bounds.size.width), ==, to);
}

static GtkWidget *
get_side (Fixture *self)
{
  return gtk_widget_get_parent (self->pane);
}

/* Beside each other where there is room for both, else over it; some of what is below is always
 * seen. */
static void
test_places (Fixture *self, gconstpointer data)
{
  static const struct
  {
    int total;
    int width;
    int content_to;
    int pane_from;
    gboolean is_over;
  } cases[] = {
    { 1180, 300, 880, 880, FALSE }, { 1024, 300, 724, 724, FALSE }, { 900, 300, 600, 600, FALSE },
    { 899, 300, 899, 599, TRUE },   { 800, 220, 800, 580, TRUE },   { 1024, 500, 1024, 524, TRUE },
    { 480, 640, 480, 48, TRUE },
  };

  g_object_set (self->view, "open", TRUE, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%d in %d", cases[i].width, cases[i].total);
      g_object_set (self->view, "width", cases[i].width, NULL);
      allocate (self, cases[i].total);
      assert_span (self, self->content, 0, cases[i].content_to);
      assert_span (self, get_side (self), cases[i].pane_from, cases[i].total);
      g_assert_cmpint (pasar_side_view_get_is_over (PASAR_SIDE_VIEW (self->view)),
                       ==,
                       cases[i].is_over);
    }
}

static void
test_mirrored (Fixture *self, gconstpointer data)
{
  gtk_widget_set_direction (self->view, GTK_TEXT_DIR_RTL);
  g_object_set (self->view, "open", TRUE, "width", 300, NULL);
  allocate (self, 1000);
  assert_span (self, get_side (self), 0, 300);
  assert_span (self, self->content, 300, 1000);
  allocate (self, 500);
  assert_span (self, get_side (self), 0, 300);
  assert_span (self, self->content, 0, 500);
}

static void
test_closed (Fixture *self, gconstpointer data)
{
  int minimum;

  allocate (self, 1000);
  assert_span (self, self->content, 0, 1000);
  g_assert_false (pasar_side_view_get_is_over (PASAR_SIDE_VIEW (self->view)));
  g_assert_false (gtk_widget_get_visible (get_side (self)));

  /* Open, it takes no more room than it must: it lies over the other. */
  gtk_widget_measure (self->view, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, ==, 100);
  g_object_set (self->view, "open", TRUE, NULL);
  gtk_widget_measure (self->view, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, ==, 100);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

/* What is remembered is told once, and never out of bounds. */
static void
test_told (Fixture *self, gconstpointer data)
{
  guint n_told = 0;
  int width;

  g_signal_connect_swapped (self->view, "notify::width", G_CALLBACK (count_cb), &n_told);
  g_object_set (self->view, "width", 400, NULL);
  g_object_set (self->view, "width", 400, NULL);
  g_assert_cmpuint (n_told, ==, 1);
  g_object_get (self->view, "width", &width, NULL);
  g_assert_cmpint (width, ==, 400);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);
  g_test_add ("/side-view/places", Fixture, NULL, set_up, test_places, tear_down);
  g_test_add ("/side-view/mirrored", Fixture, NULL, set_up, test_mirrored, tear_down);
  g_test_add ("/side-view/closed", Fixture, NULL, set_up, test_closed, tear_down);
  g_test_add ("/side-view/told", Fixture, NULL, set_up, test_told, tear_down);
  return g_test_run ();
}
