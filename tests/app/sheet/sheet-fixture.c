/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sheet-fixture.h"

void
sheet_put_plain_at (PasarCatalogue *catalogue,
                    guint position,
                    gint64 id,
                    const char *name,
                    gint64 price,
                    gint64 stock)
{
  const PasarLocationStock location = { "", stock };
  const PasarModelRecord model = {
    .name = "",
    .sku = "SKU",
    .price = price,
    .current_price = price,
    .locations = &location,
    .n_locations = 1,
  };
  const PasarItemRecord item = {
    .item_id = id,
    .position = position,
    .name = name,
    .sku = "SKU",
    .status = PASAR_STATUS_NORMAL,
    .wholesale_price = PASAR_NO_VALUE,
    .models = &model,
    .n_models = 1,
  };

  pasar_catalogue_put_item (catalogue, &item);
}

void
sheet_put_plain (PasarCatalogue *catalogue, gint64 id, const char *name, gint64 price, gint64 stock)
{
  sheet_put_plain_at (catalogue, 0, id, name, price, stock);
}

static void
put_with_models (PasarCatalogue *catalogue)
{
  const PasarLocationStock location = { "", 10 };
  const PasarModelRecord models[] = {
    { .model_id = 21,
      .name = "White, S",
      .sku = "LS-W-S",
      .price = 990,
      .current_price = 990,
      .locations = &location,
      .n_locations = 1 },
    { .model_id = 22,
      .name = "White, M",
      .sku = "LS-W-M",
      .price = 1200,
      .current_price = 1200,
      .locations = &location,
      .n_locations = 1 },
  };
  const PasarItemRecord item = {
    .item_id = 2,
    .name = "Linen shirt",
    .sku = "LS",
    .status = PASAR_STATUS_NORMAL,
    .has_model = TRUE,
    .wholesale_price = PASAR_NO_VALUE,
    .models = models,
    .n_models = G_N_ELEMENTS (models),
  };

  pasar_catalogue_put_item (catalogue, &item);
}

static void
staged_cb (SheetFixture *self, const char *notice)
{
  g_free (self->notice);
  self->notice = g_strdup (notice);
  self->n_staged++;
}

static void
refused_cb (SheetFixture *self, const char *reason)
{
  g_free (self->refusal);
  self->refusal = g_strdup (reason);
}

PasarSession *
sheet_open_shop (SheetFixture *self, gint64 shop_id, const char *region)
{
  g_autoptr (PasarShop) shop = pasar_shop_new ();
  g_autoptr (GAsyncResult) saved = NULL;
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GError) error = NULL;
  PasarSession *session;

  shop->host_id = g_strdup ("sandbox");
  shop->partner_id = 1;
  shop->shop_id = shop_id;
  shop->name = g_strdup ("Shop");
  shop->region = g_strdup (region);
  shop->currency = g_strdup ("SGD");
  pasar_store_save_shop_async (self->store, shop, NULL, pasar_test_keep_result_cb, &saved);
  pasar_test_wait_result (&saved);
  shop->id = pasar_store_finish_number (self->store, saved, &error);
  g_assert_no_error (error);

  pasar_session_open_async (self->store, shop, NULL, NULL, pasar_test_keep_result_cb, &opened);
  pasar_test_wait_result (&opened);
  session = pasar_session_open_finish (opened, &error);
  g_assert_no_error (error);
  return session;
}

void
sheet_set_up (SheetFixture *self, gconstpointer data)
{
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  self->settings = g_settings_new (APPLICATION_ID);
  g_settings_reset (self->settings, "columns");
  self->folder = pasar_test_make_folder ();
  path = g_build_filename (self->folder, "pasar.db", NULL);
  pasar_store_open_async (path, NULL, pasar_test_keep_result_cb, &opened);
  pasar_test_wait_result (&opened);
  self->store = pasar_store_open_finish (opened, &error);
  g_assert_no_error (error);
  self->session = sheet_open_shop (self, 2, data != NULL ? data : "SG");

  self->catalogue = pasar_session_get_catalogue (self->session);
  pasar_catalogue_freeze (self->catalogue);
  sheet_put_plain (self->catalogue, 1, "Abacus", 500, 7);
  put_with_models (self->catalogue);
  sheet_put_plain (self->catalogue, 3, "Zither", 200, 0);
  pasar_catalogue_thaw (self->catalogue);

  self->sheet = PASAR_SHEET (pasar_sheet_new (self->settings));
  g_signal_connect_swapped (self->sheet, "staged", G_CALLBACK (staged_cb), self);
  g_signal_connect_swapped (pasar_sheet_get_grid (self->sheet),
                            "refused",
                            G_CALLBACK (refused_cb),
                            self);
  pasar_sheet_set_session (self->sheet, self->session);
  self->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (self->window, 1024, 600);
  gtk_window_set_child (self->window, GTK_WIDGET (self->sheet));
  gtk_window_present (self->window);
  WAIT_FOR (gtk_widget_get_mapped (GTK_WIDGET (self->sheet))
            && gtk_widget_get_width (GTK_WIDGET (self->sheet)) > 0);
}

void
sheet_tear_down (SheetFixture *self, gconstpointer data)
{
  g_autoptr (GAsyncResult) closed = NULL;

  gtk_window_destroy (self->window);
  g_clear_object (&self->session);
  pasar_store_close_async (self->store, pasar_test_keep_result_cb, &closed);
  pasar_test_wait_result (&closed);
  g_assert_true (pasar_store_finish (self->store, closed, NULL));
  g_clear_object (&self->store);
  g_clear_object (&self->settings);
  pasar_test_remove_folder (g_steal_pointer (&self->folder));
  g_clear_pointer (&self->notice, g_free);
  g_clear_pointer (&self->refusal, g_free);
}

void
sheet_type (SheetFixture *self, const char *text)
{
  g_assert_true (pasar_sheet_begin_edit (self->sheet, text));
  g_assert_nonnull (pasar_sheet_get_editor (self->sheet));
}

void
sheet_enter (SheetFixture *self,
             gint64 item_id,
             gint64 model_id,
             PasarColumn column,
             const char *text)
{
  const guint n_staged = self->n_staged;

  sheet_go_to (self, item_id, model_id, column);
  sheet_type (self, text);
  g_assert_true (pasar_sheet_end_edit (self->sheet));
  WAIT_FOR (self->n_staged == n_staged + 1);
}

char *
sheet_take_refusal (SheetFixture *self)
{
  return g_steal_pointer (&self->refusal);
}

guint
sheet_get_n_rows (SheetFixture *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (pasar_sheet_get_view (self->sheet)));
}

guint
sheet_get_row (SheetFixture *self, gint64 item_id, gint64 model_id)
{
  const guint row = pasar_catalogue_find (self->catalogue, item_id, model_id);

  g_assert_cmpuint (row, !=, PASAR_NO_ROW);
  return row;
}

void
sheet_go_to (SheetFixture *self, gint64 item_id, gint64 model_id, PasarColumn column)
{
  pasar_sheet_set_cursor (self->sheet, sheet_get_position (self, item_id, model_id), column);
}

void
sheet_assert_cursor (SheetFixture *self, guint position, PasarColumn column)
{
  PasarColumn at;

  g_assert_cmpuint (pasar_sheet_get_cursor (self->sheet, &at), ==, position);
  g_assert_cmpint (at, ==, column);
}

gint64
sheet_get_staged (SheetFixture *self, gint64 item_id, gint64 model_id, PasarField field)
{
  return pasar_catalogue_read_row (self->catalogue, sheet_get_row (self, item_id, model_id))
      .values[field]
      .staged;
}

guint
sheet_get_position (SheetFixture *self, gint64 item_id, gint64 model_id)
{
  return pasar_view_find_row (pasar_sheet_get_view (self->sheet),
                              sheet_get_row (self, item_id, model_id));
}

void
sheet_read_cell (SheetFixture *self,
                 gint64 item_id,
                 gint64 model_id,
                 PasarColumn column,
                 PasarGridCell *cell)
{
  pasar_grid_source_read_cell (pasar_grid_get_source (pasar_sheet_get_grid (self->sheet)),
                               sheet_get_position (self, item_id, model_id),
                               pasar_sheet_source_find_column (self->sheet->source, column),
                               cell);
}

void
sheet_add (const char *path, void (*test) (SheetFixture *self, gconstpointer data))
{
  g_test_add (path, SheetFixture, NULL, sheet_set_up, test, sheet_tear_down);
}
