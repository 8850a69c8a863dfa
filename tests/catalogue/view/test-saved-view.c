/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue-fixture.h"
#include "catalogue/view/saved-view.h"

#include <string.h>

/* Views as texts: written and read again, damaged, and in a shop that lacks what they name. */

static const char *const texts[] = { "",     "stock<5", "\"", "is:changed", "衬衫 é",
                                     "a\nb", "\\u0041", "'",  "or (a)",     "name:\"a b\"" };

static const char *
pick (void)
{
  return texts[g_test_rand_int_range (0, G_N_ELEMENTS (texts))];
}

static GVariant *
random_columns (void)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(sib)"));
  const int n = g_test_rand_int_range (0, 4);

  for (int i = 0; i < n; i++)
    g_variant_builder_add (&builder,
                           "(sib)",
                           pick (),
                           g_test_rand_int_range (-1, 900),
                           g_test_rand_bit ());
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

static PasarSavedView *
random_view (void)
{
  PasarSavedView *view = pasar_saved_view_new (pick ());
  g_autoptr (GStrvBuilder) filters = g_strv_builder_new ();
  g_auto (GVariantBuilder) sorts = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(sb)"));

  for (int i = g_test_rand_int_range (0, 4); i > 0; i--)
    g_strv_builder_add (filters, pick ());
  for (int i = g_test_rand_int_range (0, 4); i > 0; i--)
    g_variant_builder_add (&sorts, "(sb)", pick (), g_test_rand_bit ());
  g_strfreev (view->filters);
  view->filters = g_strv_builder_end (filters);
  g_variant_unref (view->sorts);
  view->sorts = g_variant_ref_sink (g_variant_builder_end (&sorts));
  if (g_test_rand_bit ())
    view->columns = random_columns ();
  view->fold = (PasarSavedFold) g_test_rand_int_range (0, PASAR_SAVED_FOLD_OPEN + 1);
  view->is_any = g_test_rand_bit ();
  g_free (view->search);
  view->search = g_strdup (pick ());
  g_free (view->status);
  view->status = g_strdup (pick ());
  return view;
}

static void
test_random (void)
{
  for (guint i = 0; i < 2000; i++)
    {
      g_autoptr (PasarSavedView) view = random_view ();
      g_autofree char *text = pasar_saved_view_write (view);
      g_autoptr (PasarSavedView) read = pasar_saved_view_read (view->name, text);
      g_autofree char *again = pasar_saved_view_write (read);

      g_assert_null (read->unread);
      g_assert_cmpstr (read->name, ==, view->name);
      g_assert_true (pasar_saved_view_shows_same (view, read));
      g_assert_cmpstr (text, ==, again);
    }
}

/* A text with some of its bytes changed, or its end cut off. */
static char *
dup_damaged (const char *text)
{
  char *damaged = g_strdup (text);
  const gsize length = strlen (text);

  if (g_test_rand_bit ())
    damaged[g_test_rand_int_range (0, (int) length)] = '\0';
  for (int i = g_test_rand_int_range (0, 4); i > 0 && *damaged != '\0'; i--)
    damaged[g_test_rand_int_range (0, (int) strlen (damaged))] =
        (char) g_test_rand_int_range (1, 256);
  return damaged;
}

/* What cannot be read is shown as all rows, and written as it was. */
static void
assert_defensive (const char *text)
{
  g_autoptr (PasarSavedView) all = pasar_saved_view_new (NULL);
  g_autoptr (PasarSavedView) read = pasar_saved_view_read ("A", text);
  g_autofree char *written = pasar_saved_view_write (read);
  g_autoptr (PasarSavedView) again = pasar_saved_view_read ("A", written);

  g_assert_true (pasar_saved_view_shows_same (read, again));
  if (read->unread == NULL)
    return;
  g_assert_cmpstr (written, ==, text);
  g_assert_true (pasar_saved_view_shows_same (read, all));
}

static void
test_damaged (void)
{
  static const char *const odd[] = {
    "",
    "{}",
    "{'version': <uint32 2>}",
    "{'version': <1>}",
    "{'version': <uint32 1>, 'sorts': <'price'>}",
    "{'version': <uint32 1>, 'columns': <[('name', 1)]>}",
    "[1, 2]",
    "\xff\xfe",
  };

  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autoptr (PasarSavedView) view = pasar_saved_view_read ("A", odd[i]);

      g_assert_cmpstr (view->unread, ==, odd[i]);
      assert_defensive (odd[i]);
    }
  for (guint i = 0; i < 5000; i++)
    {
      g_autoptr (PasarSavedView) view = random_view ();
      g_autofree char *text = pasar_saved_view_write (view);
      g_autofree char *damaged = dup_damaged (text);

      assert_defensive (damaged);
    }
}

/* As deep as somebody may have made it by hand. */
static void
test_deep (void)
{
  g_autofree char *open = g_strnfill (100000, '<');
  g_autofree char *text = g_strdup_printf ("{'version': %s", open);

  assert_defensive (text);
}

static void
test_usual (void)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  PasarSavedView *next;
  guint n = 0;

  for (; (next = pasar_saved_view_new_usual (n)) != NULL; n++)
    {
      g_autoptr (PasarSavedView) view = next;
      g_autofree char *text = pasar_saved_view_write (view);
      g_autoptr (PasarSavedView) read = pasar_saved_view_read ("as it was called", text);
      PasarStates state;

      g_assert_true (g_hash_table_add (ids, g_strdup (view->usual)));
      g_assert_true (pasar_saved_view_get_state (view, &state));
      g_assert_true ((state == PASAR_STATE_ANY) == (n == 0));
      g_assert_cmpstr (pasar_saved_view_get_title (read), ==, pasar_saved_view_get_title (view));
      g_assert_cmpstr (read->usual, ==, view->usual);

      view->name = g_strdup ("Mine");
      g_free (text);
      text = pasar_saved_view_write (view);
      pasar_saved_view_free (read);
      read = pasar_saved_view_read ("Mine", text);
      g_assert_cmpstr (pasar_saved_view_get_title (read), ==, "Mine");
    }
  g_assert_cmpuint (n, ==, 5);
}

static char *
find_id (PasarCatalogue *catalogue, PasarColumn column)
{
  return g_strdup (pasar_catalogue_get_column (catalogue, column)->id);
}

/* Columns and conditions of another shop are told, left out, and not lost. */
static void
test_unknown (void)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 0);
  g_autofree char *price = find_id (catalogue, PASAR_COLUMN_PRICE);
  g_autofree char *text = g_strdup_printf (
      "{'version': <uint32 1>, 'columns': <[('%s', 70, true), ('far-1', 80, false)]>,"
      " 'sorts': <[('far-2', true), ('%s', true)]>,"
      " 'filters': <['stock<5', 'far-1<3', '\"far-1<3\"', 'is:far']>,"
      " 'search': <'shirt'>}",
      price,
      price);
  g_autoptr (PasarSavedView) kept = pasar_saved_view_read ("A", text);
  g_autoptr (PasarSavedView) now = pasar_saved_view_copy (kept);
  g_autoptr (GPtrArray) unknown = pasar_saved_view_list_unknown (kept, catalogue);
  g_autoptr (GArray) sorts = pasar_saved_view_dup_sorts (kept, catalogue);
  g_autoptr (GPtrArray) still = NULL;
  g_autoptr (GVariant) name = g_variant_ref_sink (g_variant_new_parsed ("[('name', 0, true)]"));
  const PasarSort by_price = { PASAR_COLUMN_PRICE, TRUE };

  g_assert_null (kept->unread);
  g_assert_cmpuint (unknown->len, ==, 4);
  g_assert_cmpstr (unknown->pdata[0], ==, "far-1");
  g_assert_cmpstr (unknown->pdata[1], ==, "far-2");
  g_assert_cmpstr (unknown->pdata[2], ==, "far-1<3");
  g_assert_cmpstr (unknown->pdata[3], ==, "is:far");
  g_assert_cmpuint (sorts->len, ==, 1);
  g_assert_cmpint (g_array_index (sorts, PasarSort, 0).column, ==, PASAR_COLUMN_PRICE);
  g_assert_true (g_array_index (sorts, PasarSort, 0).descending);

  g_variant_unref (now->columns);
  now->columns = g_variant_ref (name);
  pasar_saved_view_set_sorts (now, catalogue, &by_price, 1);
  g_strfreev (now->filters);
  now->filters = g_strsplit ("stock<9", " ", 0);
  pasar_saved_view_keep_unknown (now, kept, catalogue);
  still = pasar_saved_view_list_unknown (now, catalogue);
  g_assert_cmpuint (still->len, ==, unknown->len);
  g_assert_cmpuint (g_variant_n_children (now->columns), ==, 2);
  g_assert_cmpuint (g_variant_n_children (now->sorts), ==, 2);
  g_assert_cmpstr (now->filters[0], ==, "stock<9");
}

/* What two chips show may change with how they are joined; one shows the same either way. */
static void
test_joined (void)
{
  static const char *const chips[] = { "is:changed", "is:problem" };

  for (guint n = 0; n <= G_N_ELEMENTS (chips); n++)
    {
      g_autoptr (PasarSavedView) all = pasar_saved_view_new ("A");
      g_autoptr (PasarSavedView) any = NULL;

      g_strfreev (all->filters);
      all->filters = g_new0 (char *, n + 1);
      for (guint i = 0; i < n; i++)
        all->filters[i] = g_strdup (chips[i]);
      any = pasar_saved_view_copy (all);
      any->is_any = TRUE;
      g_assert_true (pasar_saved_view_shows_same (all, any) == (n < 2));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/saved-view/random", test_random);
  g_test_add_func ("/saved-view/damaged", test_damaged);
  g_test_add_func ("/saved-view/deep", test_deep);
  g_test_add_func ("/saved-view/joined", test_joined);
  g_test_add_func ("/saved-view/usual", test_usual);
  g_test_add_func ("/saved-view/unknown", test_unknown);
  return g_test_run ();
}
