/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pictures-fixture.h"
#include "sheet-fixture.h"

#include <glib/gstdio.h>

/* What the sheet loads beyond the rows that are seen. */
#define MARGIN 40

static void
put (SheetFixture *self, gint64 id, gboolean has_model, const char *picture)
{
  const PasarModelRecord model = { .name = "", .sku = "SKU", .price = 500, .current_price = 500 };
  const PasarItemRecord item = {
    .item_id = id,
    .name = "Item",
    .sku = "SKU",
    .picture = picture,
    .has_model = has_model,
    .wholesale_price = PASAR_NO_VALUE,
    .models = &model,
    .n_models = has_model ? 0 : 1,
  };

  pasar_catalogue_put_item (self->catalogue, &item);
}

/* The n-th picture is that of item n; item 3 has none. */
static void
put_pictures (SheetFixture *self, PicturesFixture *pictures)
{
  g_autofree char *first = pictures_dup_address (pictures, 1);
  g_autofree char *second = pictures_dup_address (pictures, 2);

  pasar_catalogue_freeze (self->catalogue);
  put (self, 1, FALSE, first);
  put (self, 2, TRUE, second);
  pasar_catalogue_thaw (self->catalogue);
}

static PasarGridCell
read_name (SheetFixture *self, gint64 item_id, gint64 model_id)
{
  PasarGridCell cell;

  sheet_read_cell (self, item_id, model_id, PASAR_COLUMN_NAME, &cell);
  return cell;
}

static gboolean
has_picture (SheetFixture *self, gint64 item_id)
{
  return read_name (self, item_id, 0).picture != NULL;
}

static gboolean
has_room (SheetFixture *self, gint64 item_id, gint64 model_id)
{
  return (read_name (self, item_id, model_id).flags & PASAR_GRID_CELL_PICTURE) != 0;
}

static GdkRectangle
get_area (SheetFixture *self, gint64 item_id)
{
  GdkRectangle area;

  g_assert_true (pasar_grid_get_cell_area (self->sheet->grid,
                                           sheet_get_position (self, item_id, 0),
                                           pasar_sheet_source_find_column (self->sheet->source,
                                                                           PASAR_COLUMN_NAME),
                                           &area));
  return area;
}

/* Items have room for one from the first; when it comes nothing moves, and models have none. */
static void
test_arrive (SheetFixture *self, PicturesFixture *pictures)
{
  GdkRectangle before;
  GdkRectangle after;

  g_assert_false (has_room (self, 1, 0));
  pictures->is_holding = TRUE;
  put_pictures (self, pictures);
  pasar_sheet_set_pictures (self->sheet, pictures->loader);
  g_assert_true (has_room (self, 1, 0));
  g_assert_true (has_room (self, 2, 0));
  g_assert_true (has_room (self, 3, 0));
  g_assert_false (has_room (self, 2, 21));
  WAIT_FOR (pictures_get_n_asked (pictures) == 2);
  g_assert_false (has_picture (self, 1));
  before = get_area (self, 3);

  pictures_release (pictures, 0);
  pictures_release (pictures, 1);
  WAIT_FOR (has_picture (self, 1) && has_picture (self, 2));
  after = get_area (self, 3);
  g_assert_true (gdk_rectangle_equal (&before, &after));
  g_assert_false (has_picture (self, 3));
  g_assert_null (read_name (self, 2, 21).picture);
  /* As large as it is drawn. */
  g_assert_cmpint (gdk_paintable_get_intrinsic_width (read_name (self, 1, 0).picture),
                   ==,
                   pasar_grid_get_picture_size (self->sheet->grid)
                       * gtk_widget_get_scale_factor (GTK_WIDGET (self->sheet)));
}

/* A row of a flat sheet stands for itself, and shows the picture of its item. */
static void
test_flat (SheetFixture *self, PicturesFixture *pictures)
{
  put_pictures (self, pictures);
  pasar_sheet_set_flat (self->sheet, TRUE);
  pasar_sheet_set_pictures (self->sheet, pictures->loader);
  WAIT_FOR (read_name (self, 2, 21).picture != NULL);
  g_assert_nonnull (read_name (self, 2, 22).picture);
  g_assert_cmpuint (pictures_get_n_asked (pictures), ==, 2);
}

/* Low rows have small pictures, which are not asked for again. */
static void
test_compact (SheetFixture *self, PicturesFixture *pictures)
{
  const int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self->sheet));

  put_pictures (self, pictures);
  pasar_sheet_set_pictures (self->sheet, pictures->loader);
  WAIT_FOR (has_picture (self, 1));
  pasar_grid_set_density (self->sheet->grid, PASAR_GRID_COMPACT);
  WAIT_FOR (has_picture (self, 1)
            && gdk_paintable_get_intrinsic_width (read_name (self, 1, 0).picture)
                   == scale * pasar_grid_get_picture_size (self->sheet->grid));
  g_assert_cmpint (pasar_grid_get_picture_size (self->sheet->grid), <, 28);
  g_assert_cmpuint (pictures_get_n_asked (pictures), ==, 2);
}

/* Only what is seen is asked for, and a little around it. */
static void
test_lazy (SheetFixture *self, PicturesFixture *pictures)
{
  const guint n_items = 2000;
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->sheet->grid));

  pasar_catalogue_freeze (self->catalogue);
  for (guint i = 1; i <= 3; i++)
    pasar_catalogue_remove_item (self->catalogue, i);
  for (guint i = 0; i < n_items; i++)
    {
      g_autofree char *address = pictures_dup_address (pictures, i);

      put (self, 1000 + i, FALSE, address);
    }
  pasar_catalogue_thaw (self->catalogue);
  pasar_sheet_set_pictures (self->sheet, pictures->loader);
  WAIT_FOR (has_picture (self, 1000 + 5));

  /* Through all of it without a stop, then at rest at the end. */
  for (guint i = 0; i <= 100; i++)
    gtk_adjustment_set_value (adjustment,
                              i * gtk_adjustment_get_upper (adjustment) / 100
                                  - gtk_adjustment_get_page_size (adjustment));
  WAIT_FOR (has_picture (self, 1000 + n_items - 1) && has_picture (self, 1000 + n_items - 6));
  for (guint i = 0; i < pictures_get_n_asked (pictures); i++)
    {
      const guint n = pictures_get_asked (pictures, i);

      g_assert_true (n < MARGIN || n >= n_items - MARGIN);
    }
}

static void
test_switch (SheetFixture *self, PicturesFixture *pictures)
{
  put_pictures (self, pictures);
  g_settings_set_boolean (self->settings, "show-pictures", FALSE);
  pasar_sheet_set_pictures (self->sheet, pictures->loader);
  g_assert_false (has_room (self, 1, 0));
  g_settings_set_boolean (self->settings, "show-pictures", TRUE);
  g_assert_true (has_room (self, 1, 0));
  WAIT_FOR (has_picture (self, 1) && has_picture (self, 2));
  g_settings_set_boolean (self->settings, "show-pictures", FALSE);
  g_assert_false (has_room (self, 1, 0));
  g_assert_cmpuint (pictures_get_n_asked (pictures), ==, 2);
  g_settings_reset (self->settings, "show-pictures");
}

/* One that could not be had comes when the shop is refreshed. */
static void
test_retry (SheetFixture *self, PicturesFixture *pictures)
{
  put_pictures (self, pictures);
  pictures->is_broken = TRUE;
  pasar_sheet_set_pictures (self->sheet, pictures->loader);
  WAIT_FOR (pictures_get_n_asked (pictures) == 2);
  pictures->is_broken = FALSE;
  WAIT_FOR ((pasar_sheet_retry_pictures (self->sheet), has_picture (self, 1)));
}

/* The shop goes while its pictures are on their way. */
static void
test_another_shop (SheetFixture *self, PicturesFixture *pictures)
{
  put_pictures (self, pictures);
  pictures->is_holding = TRUE;
  pasar_sheet_set_pictures (self->sheet, pictures->loader);
  WAIT_FOR (pictures_get_n_asked (pictures) == 2);
  pasar_sheet_set_pictures (self->sheet, NULL);
  pasar_sheet_set_session (self->sheet, NULL);
  pasar_sheet_set_session (self->sheet, self->session);
  g_assert_false (has_room (self, 1, 0));
  pictures->is_holding = FALSE;
  pasar_sheet_set_pictures (self->sheet, pictures->loader);
  WAIT_FOR (has_picture (self, 1) && has_picture (self, 2));
}

typedef void (*Test) (SheetFixture *self, PicturesFixture *pictures);

static void
run (gconstpointer data)
{
  const Test *test = data;
  SheetFixture sheet = { 0 };
  PicturesFixture pictures = { 0 };

  sheet_set_up (&sheet, NULL);
  pictures_set_up (&pictures, NULL);
  (*test) (&sheet, &pictures);
  sheet_tear_down (&sheet, NULL);
  pictures_tear_down (&pictures, NULL);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    Test test;
  } tests[] = {
    { "/sheet-pictures/arrive", test_arrive },
    { "/sheet-pictures/flat", test_flat },
    { "/sheet-pictures/compact", test_compact },
    { "/sheet-pictures/lazy", test_lazy },
    { "/sheet-pictures/switch", test_switch },
    { "/sheet-pictures/retry", test_retry },
    { "/sheet-pictures/another-shop", test_another_shop },
  };

  g_test_init (&argc, &argv, NULL);
  adw_init ();

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add_data_func (tests[i].path, &tests[i].test, run);
  return g_test_run ();
}
