/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sheet-fixture.h"

/* Layouts as the settings or a view may have them, whoever wrote them there. */

#define N_RANDOM 200

static const char *const odd_ids[] = { "", "nothing", "price@other/1", "own-text-99", "name" };
static const int odd_widths[] = { G_MININT, -1, 0, 1, 80, 100000, G_MAXINT };

static GVariant *
make_layout (GVariant *usual)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(sib)"));
  const gsize n_usual = g_variant_n_children (usual);
  const gboolean is_hidden = g_test_rand_bit ();

  for (guint n = (guint) g_test_rand_int_range (0, 3 * (int) n_usual); n > 0; n--)
    {
      const char *id = odd_ids[g_test_rand_int_range (0, G_N_ELEMENTS (odd_ids))];

      if (g_test_rand_int_range (0, 4) > 0)
        g_variant_get_child (usual,
                             (gsize) g_test_rand_int_range (0, (int) n_usual),
                             "(&sib)",
                             &id,
                             NULL,
                             NULL);
      g_variant_builder_add (&builder,
                             "(sib)",
                             id,
                             odd_widths[g_test_rand_int_range (0, G_N_ELEMENTS (odd_widths))],
                             !is_hidden && g_test_rand_bit ());
    }
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

/* Each column is there once, one at least is seen, and all have a width. */
static void
check_columns (SheetFixture *self, GVariant *usual)
{
  g_autoptr (GVariant) layout = pasar_grid_dup_layout (pasar_sheet_get_grid (self->sheet));
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  GVariantIter iter;
  const char *id;
  int width;
  gboolean is_visible;
  guint n_visible = 0;

  g_variant_iter_init (&iter, layout);
  while (g_variant_iter_next (&iter, "(&sib)", &id, &width, &is_visible))
    {
      g_assert_true (g_hash_table_add (ids, (gpointer) id));
      g_assert_cmpint (width, >=, 0);
      g_assert_cmpint (width, <=, 4000);
      n_visible += is_visible;
    }
  g_assert_cmpuint (g_hash_table_size (ids), ==, g_variant_n_children (usual));
  g_assert_cmpuint (n_visible, >, 0);
  g_assert_cmpuint (pasar_grid_get_n_places (pasar_sheet_get_grid (self->sheet)), ==, n_visible);
}

static void
test_random (SheetFixture *self, gconstpointer data)
{
  g_autoptr (GVariant) usual = pasar_grid_dup_layout (pasar_sheet_get_grid (self->sheet));

  for (guint i = 0; i < N_RANDOM; i++)
    {
      g_autoptr (GVariant) layout = make_layout (usual);

      pasar_sheet_set_own_layout (self->sheet, layout);
      check_columns (self, usual);
    }
}

/* All that is usually seen is hidden, and nothing is said of the rest. */
static void
test_hidden (SheetFixture *self, gconstpointer data)
{
  g_autoptr (GVariant) usual = pasar_grid_dup_layout (pasar_sheet_get_grid (self->sheet));
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(sib)"));
  g_autoptr (GVariant) layout = NULL;
  GVariantIter iter;
  const char *id;
  gboolean is_visible;

  g_variant_iter_init (&iter, usual);
  while (g_variant_iter_next (&iter, "(&sib)", &id, NULL, &is_visible))
    if (is_visible)
      g_variant_builder_add (&builder, "(sib)", id, 0, FALSE);
  layout = g_variant_ref_sink (g_variant_builder_end (&builder));
  pasar_sheet_set_own_layout (self->sheet, layout);
  check_columns (self, usual);
}

/* Of the settings, which are read when a shop is shown. */
static void
test_settings (SheetFixture *self, gconstpointer data)
{
  g_autoptr (GVariant) usual = pasar_grid_dup_layout (pasar_sheet_get_grid (self->sheet));

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (GVariant) layout = make_layout (usual);

      g_settings_set_value (self->settings, "columns", layout);
      pasar_sheet_set_session (self->sheet, NULL);
      pasar_sheet_set_session (self->sheet, self->session);
      check_columns (self, usual);
    }
  g_settings_reset (self->settings, "columns");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  sheet_add ("/layout/hidden", test_hidden);
  sheet_add ("/layout/random", test_random);
  sheet_add ("/layout/settings", test_settings);
  return g_test_run ();
}
