/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/pictures/thumbnails.h"
#include "pictures-fixture.h"

#define SIDE       28
#define TWO_OF_IT  (2 * (SIDE * SIDE * 4 + 512))
#define PLENTY     (1024 * 1024)
#define AT_A_TIME  4
#define N_PICTURES 12

static void
want (PicturesFixture *fixture, PasarThumbnails *thumbnails, guint first, guint n)
{
  g_autoptr (GPtrArray) addresses = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (addresses, pictures_dup_address (fixture, first + i));
  pasar_thumbnails_want (thumbnails, (const char *const *) addresses->pdata, n);
}

static gboolean
has (PicturesFixture *fixture, PasarThumbnails *thumbnails, guint n)
{
  g_autofree char *address = pictures_dup_address (fixture, n);

  return pasar_thumbnails_get (thumbnails, address) != NULL;
}

static void
count_cb (guint *counter)
{
  (*counter)++;
}

/* Nothing is asked for before it is wanted, then the first one first. */
static void
test_order (PicturesFixture *fixture, gconstpointer data)
{
  g_autoptr (PasarThumbnails) thumbnails = pasar_thumbnails_new (fixture->loader, SIDE, PLENTY);
  guint n_arrived = 0;

  g_signal_connect_swapped (thumbnails, "arrived", G_CALLBACK (count_cb), &n_arrived);
  g_assert_false (has (fixture, thumbnails, 1));
  want (fixture, thumbnails, 1, 1);
  WAIT_FOR (n_arrived == 1);
  g_assert_true (has (fixture, thumbnails, 1));
  want (fixture, thumbnails, 1, N_PICTURES);
  WAIT_FOR (n_arrived == N_PICTURES);
  g_assert_cmpuint (pictures_get_n_asked (fixture), ==, N_PICTURES);
  for (guint i = 0; i < N_PICTURES; i++)
    {
      g_assert_true (has (fixture, thumbnails, 1 + i));
      /* Those under way at the same time may overtake one another. */
      g_assert_cmpuint (pictures_get_asked (fixture, i), <=, 1 + i + AT_A_TIME);
    }
}

/* A few at a time; what has scrolled away before its turn is never asked for. */
static void
test_forgotten (PicturesFixture *fixture, gconstpointer data)
{
  g_autoptr (PasarThumbnails) thumbnails = pasar_thumbnails_new (fixture->loader, SIDE, PLENTY);
  guint n_arrived = 0;

  g_signal_connect_swapped (thumbnails, "arrived", G_CALLBACK (count_cb), &n_arrived);
  fixture->is_holding = TRUE;
  want (fixture, thumbnails, 1, 100);
  WAIT_FOR (pictures_get_n_asked (fixture) == AT_A_TIME);
  for (guint i = 2; i < 10; i++)
    want (fixture, thumbnails, i * 100, 100);
  want (fixture, thumbnails, 1001, AT_A_TIME);
  g_assert_cmpuint (pictures_get_n_asked (fixture), ==, AT_A_TIME);
  fixture->is_holding = FALSE;
  for (guint i = 0; i < AT_A_TIME; i++)
    pictures_release (fixture, i);
  WAIT_FOR (n_arrived == 2 * AT_A_TIME);
  g_assert_cmpuint (pictures_get_n_asked (fixture), ==, 2 * AT_A_TIME);
  for (guint i = 0; i < AT_A_TIME; i++)
    {
      g_assert_cmpuint (pictures_get_asked (fixture, i), <=, AT_A_TIME);
      g_assert_cmpuint (pictures_get_asked (fixture, AT_A_TIME + i), >, 1000);
      g_assert_true (has (fixture, thumbnails, 1001 + i));
    }
}

/* The same picture for several rows is one request. */
static void
test_once (PicturesFixture *fixture, gconstpointer data)
{
  g_autoptr (PasarThumbnails) thumbnails = pasar_thumbnails_new (fixture->loader, SIDE, PLENTY);
  g_autofree char *one = pictures_dup_address (fixture, 1);
  g_autofree char *two = pictures_dup_address (fixture, 2);
  const char *const addresses[] = { one, one, two, one };

  pasar_thumbnails_want (thumbnails, addresses, G_N_ELEMENTS (addresses));
  pasar_thumbnails_want (thumbnails, addresses, G_N_ELEMENTS (addresses));
  WAIT_FOR (has (fixture, thumbnails, 1) && has (fixture, thumbnails, 2));
  g_assert_cmpuint (pictures_get_n_asked (fixture), ==, 2);
}

static gboolean
is_there_again (PicturesFixture *fixture, PasarThumbnails *thumbnails, guint n)
{
  pasar_thumbnails_retry (thumbnails);
  want (fixture, thumbnails, n, 1);
  return has (fixture, thumbnails, n);
}

/* One that cannot be had is asked for once, until somebody refreshes. */
static void
test_retry (PicturesFixture *fixture, gconstpointer data)
{
  g_autoptr (PasarThumbnails) thumbnails = pasar_thumbnails_new (fixture->loader, SIDE, PLENTY);

  fixture->is_broken = TRUE;
  want (fixture, thumbnails, 1, 1);
  WAIT_FOR (pictures_get_n_asked (fixture) == 1);
  fixture->is_broken = FALSE;
  /* As soon as this one is there, the other one is known to be none. */
  for (guint i = 2; i < 4 + AT_A_TIME; i++)
    {
      want (fixture, thumbnails, i, 1);
      WAIT_FOR (has (fixture, thumbnails, i));
    }
  want (fixture, thumbnails, 1, 1);
  want (fixture, thumbnails, 50, 1);
  WAIT_FOR (has (fixture, thumbnails, 50));
  g_assert_false (has (fixture, thumbnails, 1));
  for (guint i = 1; i < pictures_get_n_asked (fixture); i++)
    g_assert_cmpuint (pictures_get_asked (fixture, i), !=, 1);

  WAIT_FOR (is_there_again (fixture, thumbnails, 1));
}

/* The ones seen last stay; one that was not is read from disk again. */
static void
test_bound (PicturesFixture *fixture, gconstpointer data)
{
  g_autoptr (PasarThumbnails) thumbnails = pasar_thumbnails_new (fixture->loader, SIDE, TWO_OF_IT);

  want (fixture, thumbnails, 1, 1);
  WAIT_FOR (has (fixture, thumbnails, 1));
  want (fixture, thumbnails, 2, 1);
  WAIT_FOR (has (fixture, thumbnails, 2));
  g_assert_true (has (fixture, thumbnails, 1));
  want (fixture, thumbnails, 3, 1);
  WAIT_FOR (has (fixture, thumbnails, 3));
  g_assert_true (has (fixture, thumbnails, 1));
  g_assert_false (has (fixture, thumbnails, 2));
  want (fixture, thumbnails, 2, 1);
  WAIT_FOR (has (fixture, thumbnails, 2));
  g_assert_cmpuint (pictures_get_n_asked (fixture), ==, 3);
}

/* For another screen or other rows they are made anew, without asking again. */
static void
test_side (PicturesFixture *fixture, gconstpointer data)
{
  g_autoptr (PasarThumbnails) thumbnails = pasar_thumbnails_new (fixture->loader, SIDE, PLENTY);
  g_autofree char *address = pictures_dup_address (fixture, 1);
  GdkPaintable *picture;

  want (fixture, thumbnails, 1, 1);
  WAIT_FOR (has (fixture, thumbnails, 1));
  pasar_thumbnails_set_side (thumbnails, 2 * SIDE);
  g_assert_false (has (fixture, thumbnails, 1));
  want (fixture, thumbnails, 1, 1);
  WAIT_FOR (has (fixture, thumbnails, 1));
  picture = pasar_thumbnails_get (thumbnails, address);
  g_assert_cmpint (gdk_paintable_get_intrinsic_width (picture), ==, 2 * SIDE);
  g_assert_cmpuint (pictures_get_n_asked (fixture), ==, 1);
}

/* Who looks at another shop gets nothing more of this one, and nothing keeps it alive. */
static void
test_stopped (PicturesFixture *fixture, gconstpointer data)
{
  PasarThumbnails *thumbnails = pasar_thumbnails_new (fixture->loader, SIDE, PLENTY);
  guint n_arrived = 0;

  g_signal_connect_swapped (thumbnails, "arrived", G_CALLBACK (count_cb), &n_arrived);
  g_object_add_weak_pointer (G_OBJECT (thumbnails), (gpointer *) &thumbnails);
  fixture->is_holding = TRUE;
  want (fixture, thumbnails, 1, 100);
  WAIT_FOR (pictures_get_n_asked (fixture) == AT_A_TIME);
  pasar_thumbnails_stop (thumbnails);
  g_object_unref (thumbnails);
  WAIT_FOR (thumbnails == NULL);
  g_assert_cmpuint (n_arrived, ==, 0);
  g_assert_cmpuint (pictures_get_n_asked (fixture), ==, AT_A_TIME);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  pictures_add ("/pictures-thumbnails/order", test_order);
  pictures_add ("/pictures-thumbnails/forgotten", test_forgotten);
  pictures_add ("/pictures-thumbnails/once", test_once);
  pictures_add ("/pictures-thumbnails/retry", test_retry);
  pictures_add ("/pictures-thumbnails/bound", test_bound);
  pictures_add ("/pictures-thumbnails/side", test_side);
  pictures_add ("/pictures-thumbnails/stopped", test_stopped);

  return g_test_run ();
}
