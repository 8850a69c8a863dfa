/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue-fixture.h"
#include "catalogue/view/locate.h"

#include <string.h>

#define N_WANTED 5

/* What is found, as "item" or "item.model", best first. */
static char *
dup_found (PasarView *view, PasarLocating *locating)
{
  PasarCatalogue *catalogue = pasar_view_get_catalogue (view);
  g_autoptr (GArray) rows = pasar_locating_dup_rows (locating);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      const PasarRowKey key =
          pasar_catalogue_row_get_key (catalogue, g_array_index (rows, guint, i));

      g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "", key.item_id);
      if (key.model_id != 0)
        g_string_append_printf (text, ".%" G_GINT64_FORMAT, key.model_id);
    }
  return g_string_free (text, FALSE);
}

static void
assert_found (PasarView *view, const char *text, const char *expected)
{
  g_autoptr (PasarLocating) locating = pasar_locating_new (view, text, N_WANTED);
  g_autofree char *found = NULL;

  g_test_message ("%s", text);
  g_assert_true (pasar_locating_run (locating, G_MAXINT64));
  found = dup_found (view, locating);
  g_assert_cmpstr (found, ==, expected);
}

/* In the list: 1000: 1: .111 .112, 2: 2000, 3: 3001. */
static PasarCatalogue *
make_catalogue (void)
{
  const FixtureModel shirts[] = {
    { 111, "White", 1000, 5, 0, 0, PASAR_PROMOTION_NONE, "2000000010014" },
    { 112, "Blue", 1200, 7, 0, 0, PASAR_PROMOTION_NONE, NULL },
  };
  const FixtureModel alone = { .price = 100, .stock = 1 };
  PasarCatalogue *catalogue = pasar_catalogue_new ("SGD", 2, 5);

  fixture_put (catalogue,
               (PasarItemRecord){ .item_id = 1000, .name = "Shirt", .sku = "LS" },
               TRUE,
               shirts,
               G_N_ELEMENTS (shirts));
  fixture_put (catalogue,
               (PasarItemRecord){ .item_id = 2000,
                                  .name = "Mug",
                                  .sku = "3001",
                                  .barcode = "00012345678905" },
               FALSE,
               &alone,
               1);
  fixture_put (catalogue,
               (PasarItemRecord){ .item_id = 3001, .name = "LS-112", .sku = "ÉTUI-ls" },
               FALSE,
               &alone,
               1);
  return catalogue;
}

static void
test_found (void)
{
  static const struct
  {
    const char *text;
    const char *found;
  } cases[] = {
    /* The seller's code, whatever its case and its accents; a name is none. */
    { "LS-112", "1000.112" },
    { " ls-112 ", "1000.112" },
    { "ls", "1000 1000.111 1000.112 3001" },
    { "etui", "3001" },
    { "Shirt", "" },
    { "White", "" },
    /* Ids: exactly, or as they begin; the parts of them mean nothing. */
    { "1000", "1000" },
    { "112", "1000.112" },
    { "200", "1000.111 2000" },
    { "000", "2000 1000.111" },
    /* What a code is comes before what an id is only by its place in the shop. */
    { "3001", "2000 3001" },
    /* Barcodes, also without the zeros before them. */
    { "2000000010014", "1000.111" },
    { "00012345678905", "2000" },
    { "12345678905", "2000" },
    /* The number of a row in the list; what is exactly meant comes before it. */
    { "1", "1000 1000.111 1000.112 2000" },
    { "3", "1000.112 2000 3001" },
    { "5", "3001 2000" },
    { "6", "2000" },
    { "0", "2000 1000.111" },
    { "99999999999999999999", "" },
    { "-1", "1000.111 1000.112" },
    { "", "" },
    { "   ", "" },
  };
  g_autoptr (PasarCatalogue) catalogue = make_catalogue ();
  g_autoptr (PasarView) view = pasar_view_new (catalogue);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_found (view, cases[i].text, cases[i].found);
}

/* A list without items has only their models. */
static void
test_flat (void)
{
  g_autoptr (PasarCatalogue) catalogue = make_catalogue ();
  g_autoptr (PasarView) view = pasar_view_new (catalogue);

  pasar_view_set_flat (view, TRUE);
  assert_found (view, "1000", "1000.111");
  assert_found (view, "ls", "1000.111 1000.112 3001");
  assert_found (view, "3", "2000 3001");
}

static void
assert_state (PasarView *view, gint64 item_id, gint64 model_id, PasarPlaceState expected)
{
  const guint row = pasar_catalogue_find (pasar_view_get_catalogue (view), item_id, model_id);

  g_assert_cmpint (pasar_view_get_place_state (view, row), ==, expected);
}

/* What the list does not show is found, too, and said to be so. */
static void
test_hidden (void)
{
  g_autoptr (PasarCatalogue) catalogue = make_catalogue ();
  g_autoptr (PasarView) view = pasar_view_new (catalogue);

  assert_state (view, 1000, 111, PASAR_PLACE_SHOWN);
  pasar_view_fold_all (view, TRUE);
  assert_state (view, 1000, 0, PASAR_PLACE_SHOWN);
  assert_state (view, 1000, 111, PASAR_PLACE_FOLDED);
  pasar_view_set_text (view, "mug");
  assert_state (view, 2000, 0, PASAR_PLACE_SHOWN);
  assert_state (view, 1000, 0, PASAR_PLACE_FILTERED);
  assert_state (view, 1000, 111, PASAR_PLACE_FILTERED);
  assert_found (view, "LS-112", "1000.112");
  assert_found (view, "1", "2000 1000 1000.111 1000.112");
}

static void
put_many (PasarCatalogue *catalogue, guint n)
{
  pasar_catalogue_freeze (catalogue);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("N-%u", i);

      fixture_put_plain (catalogue, 10000 + i, name, 100, 1);
    }
  pasar_catalogue_thaw (catalogue);
}

/* It stops in time, and begins anew when rows have moved. */
static void
test_slices (void)
{
  g_autoptr (PasarCatalogue) catalogue = make_catalogue ();
  g_autoptr (PasarView) view = pasar_view_new (catalogue);
  g_autoptr (PasarLocating) locating = NULL;
  g_autofree char *found = NULL;
  guint n_slices = 1;

  put_many (catalogue, 3000);
  locating = pasar_locating_new (view, "n-2999", N_WANTED);
  g_assert_false (pasar_locating_run (locating, 0));
  for (gint64 id = 10000; id < 12000; id++)
    pasar_catalogue_remove_item (catalogue, id);
  while (!pasar_locating_run (locating, 0))
    n_slices++;
  g_assert_cmpuint (n_slices, >, 1);
  found = dup_found (view, locating);
  g_assert_cmpstr (found, ==, "12999");
}

/* No more than are wanted, of the best. */
static void
test_bounded (void)
{
  g_autoptr (PasarCatalogue) catalogue = make_catalogue ();
  g_autoptr (PasarView) view = pasar_view_new (catalogue);

  put_many (catalogue, 100);
  assert_found (view, "N-9", "10009 10090 10091 10092 10093");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/locate/found", test_found);
  g_test_add_func ("/locate/flat", test_flat);
  g_test_add_func ("/locate/hidden", test_hidden);
  g_test_add_func ("/locate/slices", test_slices);
  g_test_add_func ("/locate/bounded", test_bounded);

  return g_test_run ();
}
