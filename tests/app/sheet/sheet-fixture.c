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

void
sheet_set_up (SheetFixture *self, gconstpointer data)
{
  g_autoptr (PasarShop) shop = pasar_shop_new ();
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) saved = NULL;
  g_autoptr (GAsyncResult) session = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  self->settings = g_settings_new (APPLICATION_ID);
  g_settings_reset (self->settings, "hidden-columns");
  g_settings_reset (self->settings, "column-order");
  g_settings_reset (self->settings, "column-widths");
  self->folder = pasar_test_make_folder ();
  path = g_build_filename (self->folder, "pasar.db", NULL);
  pasar_store_open_async (path, NULL, pasar_test_keep_result_cb, &opened);
  pasar_test_wait_result (&opened);
  self->store = pasar_store_open_finish (opened, &error);
  g_assert_no_error (error);

  shop->host_id = g_strdup ("sandbox");
  shop->partner_id = 1;
  shop->shop_id = 2;
  shop->name = g_strdup ("Shop");
  shop->region = g_strdup (data != NULL ? data : "SG");
  shop->currency = g_strdup ("SGD");
  pasar_store_save_shop_async (self->store, shop, NULL, pasar_test_keep_result_cb, &saved);
  pasar_test_wait_result (&saved);
  shop->id = pasar_store_finish_number (self->store, saved, &error);
  g_assert_no_error (error);

  pasar_session_open_async (self->store, shop, NULL, NULL, pasar_test_keep_result_cb, &session);
  pasar_test_wait_result (&session);
  self->session = pasar_session_open_finish (session, &error);
  g_assert_no_error (error);

  self->catalogue = pasar_session_get_catalogue (self->session);
  pasar_catalogue_freeze (self->catalogue);
  sheet_put_plain (self->catalogue, 1, "Abacus", 500, 7);
  put_with_models (self->catalogue);
  sheet_put_plain (self->catalogue, 3, "Zither", 200, 0);
  pasar_catalogue_thaw (self->catalogue);

  self->sheet = PASAR_SHEET (pasar_sheet_new (self->settings));
  g_signal_connect_swapped (self->sheet, "staged", G_CALLBACK (staged_cb), self);
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
}

gboolean
sheet_press (SheetFixture *self, guint keyval, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (self->sheet));
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !handled; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, state, &handled);
    }
  return handled;
}

/* The first character starts the edit, the others go into its entry. */
void
sheet_type (SheetFixture *self, const char *text)
{
  GtkEditable *editor;
  int position = -1;

  g_assert_true (sheet_press (self, gdk_unicode_to_keyval (g_utf8_get_char (text)), 0));
  editor = pasar_sheet_get_editor (self->sheet);
  g_assert_nonnull (editor);
  gtk_editable_insert_text (editor, g_utf8_next_char (text), -1, &position);
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
  const guint position = pasar_view_find_row (pasar_sheet_get_view (self->sheet),
                                              sheet_get_row (self, item_id, model_id));

  pasar_sheet_set_cursor (self->sheet, position, column);
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

const char *
sheet_get_text (SheetFixture *self, gint64 item_id, gint64 model_id, PasarColumn column)
{
  PasarCell *cell =
      pasar_sheet_find_cell (self->sheet, sheet_get_row (self, item_id, model_id), column);

  g_assert_nonnull (cell);
  return pasar_cell_get_text (cell);
}

static GtkGesture *
find_click (SheetFixture *self, guint button)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (self->sheet));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_CLICK (controller)
          && gtk_gesture_single_get_button (GTK_GESTURE_SINGLE (controller)) == button)
        return GTK_GESTURE (controller);
    }
  g_assert_not_reached ();
}

/* Clicks at the end of a cell, where nothing is but the cell. */
void
sheet_click_cell (SheetFixture *self, guint button, int n_press, guint row, PasarColumn column)
{
  PasarCell *cell = NULL;
  graphene_rect_t bounds;

  WAIT_FOR ((cell = pasar_sheet_find_cell (self->sheet, row, column)) != NULL
            && gtk_widget_get_width (GTK_WIDGET (cell)) > 0);
  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (cell), GTK_WIDGET (self->sheet), &bounds));
  g_signal_emit_by_name (find_click (self, button),
                         "pressed",
                         n_press,
                         (double) (bounds.origin.x + bounds.size.width - 4),
                         (double) (bounds.origin.y + bounds.size.height / 2));
}

void
sheet_add (const char *path, void (*test) (SheetFixture *self, gconstpointer data))
{
  g_test_add (path, SheetFixture, NULL, sheet_set_up, test, sheet_tear_down);
}
