/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/sheet/private.h"
#include "jobs/session/session-private.h"

#include <adwaita.h>
#include <glib/gstdio.h>

/* The sheet over a small catalogue: item 1 is plain, item 2 has the models 21 and 22, item 3 is
 * plain. Keys go to the sheet's own key controller, as GTK gives them to it. */

typedef struct
{
  GSettings *settings;
  PasarStore *store;
  PasarSession *session;
  PasarCatalogue *catalogue;
  GtkWindow *window;
  PasarSheet *sheet;
  char *folder;
  char *notice; /* of what was staged last; NULL: it can be seen */
  guint n_staged;
} Fixture;

static gboolean
expired_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Iterates until the condition holds; the deadline only guards against hanging. */
#define WAIT_FOR(condition)                                                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gboolean expired = FALSE;                                                                      \
    const guint guard = g_timeout_add_seconds (20, expired_cb, &expired);                          \
    while (!(condition) && !expired)                                                               \
      g_main_context_iteration (NULL, TRUE);                                                       \
    g_assert_false (expired);                                                                      \
    g_source_remove (guard);                                                                       \
  }                                                                                                \
  G_STMT_END

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
put_plain_at (PasarCatalogue *catalogue,
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

static void
put_plain (PasarCatalogue *catalogue, gint64 id, const char *name, gint64 price, gint64 stock)
{
  put_plain_at (catalogue, 0, id, name, price, stock);
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
staged_cb (Fixture *self, const char *notice)
{
  g_free (self->notice);
  self->notice = g_strdup (notice);
  self->n_staged++;
}

static void
set_up (Fixture *self, gconstpointer data)
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
  self->folder = g_dir_make_tmp ("pasar-sheet-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (self->folder, "pasar.db", NULL);
  pasar_store_open_async (path, NULL, keep_result_cb, &opened);
  WAIT_FOR (opened != NULL);
  self->store = pasar_store_open_finish (opened, &error);
  g_assert_no_error (error);

  shop->host_id = g_strdup ("sandbox");
  shop->partner_id = 1;
  shop->shop_id = 2;
  shop->name = g_strdup ("Shop");
  shop->region = g_strdup (data != NULL ? data : "SG");
  shop->currency = g_strdup ("SGD");
  pasar_store_save_shop_async (self->store, shop, NULL, keep_result_cb, &saved);
  WAIT_FOR (saved != NULL);
  shop->id = pasar_store_finish_number (self->store, saved, &error);
  g_assert_no_error (error);

  pasar_session_open_async (self->store, shop, NULL, NULL, keep_result_cb, &session);
  WAIT_FOR (session != NULL);
  self->session = pasar_session_open_finish (session, &error);
  g_assert_no_error (error);

  self->catalogue = pasar_session_get_catalogue (self->session);
  pasar_catalogue_freeze (self->catalogue);
  put_plain (self->catalogue, 1, "Abacus", 500, 7);
  put_with_models (self->catalogue);
  put_plain (self->catalogue, 3, "Zither", 200, 0);
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

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autoptr (GAsyncResult) closed = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;

  gtk_window_destroy (self->window);
  g_clear_object (&self->session);
  pasar_store_close_async (self->store, keep_result_cb, &closed);
  WAIT_FOR (closed != NULL);
  g_assert_true (pasar_store_finish (self->store, closed, NULL));
  g_clear_object (&self->store);
  g_clear_object (&self->settings);
  dir = g_dir_open (self->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);
      g_remove (path);
    }
  g_rmdir (self->folder);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->notice, g_free);
}

static gboolean
press (Fixture *self, guint keyval, GdkModifierType state)
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
static void
type (Fixture *self, const char *text)
{
  GtkEditable *editor;
  int position = -1;

  g_assert_true (press (self, gdk_unicode_to_keyval (g_utf8_get_char (text)), 0));
  editor = pasar_sheet_get_editor (self->sheet);
  g_assert_nonnull (editor);
  gtk_editable_insert_text (editor, g_utf8_next_char (text), -1, &position);
}

static guint
get_row (Fixture *self, gint64 item_id, gint64 model_id)
{
  const guint row = pasar_catalogue_find (self->catalogue, item_id, model_id);

  g_assert_cmpuint (row, !=, PASAR_NO_ROW);
  return row;
}

static void
go_to (Fixture *self, gint64 item_id, gint64 model_id, PasarColumn column)
{
  const guint position =
      pasar_view_find_row (pasar_sheet_get_view (self->sheet), get_row (self, item_id, model_id));

  pasar_sheet_set_cursor (self->sheet, position, column);
}

static void
assert_cursor (Fixture *self, guint position, PasarColumn column)
{
  PasarColumn at;

  g_assert_cmpuint (pasar_sheet_get_cursor (self->sheet, &at), ==, position);
  g_assert_cmpint (at, ==, column);
}

static gint64
get_staged (Fixture *self, gint64 item_id, gint64 model_id, PasarField field)
{
  return pasar_catalogue_read_row (self->catalogue, get_row (self, item_id, model_id))
      .values[field]
      .staged;
}

static void
test_cursor (Fixture *self, gconstpointer data)
{
  /* Rows: Abacus, Linen shirt, White S, White M, Zither. */
  assert_cursor (self, 0, PASAR_COLUMN_NAME);
  press (self, GDK_KEY_Down, 0);
  press (self, GDK_KEY_Down, 0);
  assert_cursor (self, 2, PASAR_COLUMN_NAME);
  press (self, GDK_KEY_Right, 0);
  assert_cursor (self, 2, PASAR_COLUMN_VARIATION);
  press (self, GDK_KEY_End, 0);
  assert_cursor (self, 2, PASAR_COLUMN_STATUS);
  press (self, GDK_KEY_Tab, 0);
  assert_cursor (self, 3, PASAR_COLUMN_NAME);
  press (self, GDK_KEY_ISO_Left_Tab, GDK_SHIFT_MASK);
  assert_cursor (self, 2, PASAR_COLUMN_STATUS);
  press (self, GDK_KEY_Home, GDK_CONTROL_MASK);
  assert_cursor (self, 0, PASAR_COLUMN_NAME);
  press (self, GDK_KEY_Up, 0);
  assert_cursor (self, 0, PASAR_COLUMN_NAME);
  press (self, GDK_KEY_End, GDK_CONTROL_MASK);
  assert_cursor (self, 4, PASAR_COLUMN_STATUS);
  press (self, GDK_KEY_Page_Up, 0);
  assert_cursor (self, 0, PASAR_COLUMN_STATUS);
  press (self, GDK_KEY_Page_Down, 0);
  assert_cursor (self, 4, PASAR_COLUMN_STATUS);
}

static void
test_edge_tab_leaves (Fixture *self, gconstpointer data)
{
  press (self, GDK_KEY_End, GDK_CONTROL_MASK);
  g_assert_false (press (self, GDK_KEY_Tab, 0));
  press (self, GDK_KEY_Home, GDK_CONTROL_MASK);
  g_assert_false (press (self, GDK_KEY_ISO_Left_Tab, GDK_SHIFT_MASK));
}

static void
test_typing_stages (Fixture *self, gconstpointer data)
{
  PasarCell *cell;

  go_to (self, 1, 0, PASAR_COLUMN_NEW_PRICE);
  type (self, "6.5");
  press (self, GDK_KEY_Return, 0);
  g_assert_null (pasar_sheet_get_editor (self->sheet));
  assert_cursor (self, 1, PASAR_COLUMN_NEW_PRICE);
  WAIT_FOR (self->n_staged == 1);
  g_assert_cmpint (get_staged (self, 1, 0, PASAR_FIELD_PRICE), ==, 650);

  cell = pasar_sheet_find_cell (self->sheet, get_row (self, 1, 0), PASAR_COLUMN_NEW_PRICE);
  g_assert_nonnull (cell);
  g_assert_cmpstr (pasar_cell_get_text (cell), ==, "6.50");
  g_assert_true ((pasar_cell_get_flags (cell) & PASAR_CELL_CHANGED) != 0);
}

static void
test_arithmetic (Fixture *self, gconstpointer data)
{
  go_to (self, 1, 0, PASAR_COLUMN_PRICE);
  type (self, "+10%");
  press (self, GDK_KEY_Tab, 0);
  assert_cursor (self, 0, PASAR_COLUMN_NEW_PRICE);
  WAIT_FOR (self->n_staged == 1);
  g_assert_cmpint (get_staged (self, 1, 0, PASAR_FIELD_PRICE), ==, 550);
}

/* The second is asked while the first waits for the disk. */
static void
test_arithmetic_twice (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 2; i++)
    {
      go_to (self, 1, 0, PASAR_COLUMN_NEW_PRICE);
      type (self, "+10%");
      press (self, GDK_KEY_Return, 0);
    }
  g_assert_cmpuint (self->n_staged, ==, 0);
  WAIT_FOR (self->n_staged == 2);
  g_assert_cmpint (get_staged (self, 1, 0, PASAR_FIELD_PRICE), ==, 605);
}

static const char *
get_text (Fixture *self, gint64 item_id, gint64 model_id, PasarColumn column)
{
  PasarCell *cell = pasar_sheet_find_cell (self->sheet, get_row (self, item_id, model_id), column);

  g_assert_nonnull (cell);
  return pasar_cell_get_text (cell);
}

static void
test_header_edits_models (Fixture *self, gconstpointer data)
{
  go_to (self, 2, 0, PASAR_COLUMN_NEW_PRICE);
  type (self, "15");
  press (self, GDK_KEY_Return, 0);
  WAIT_FOR (self->n_staged == 1);
  g_assert_cmpint (get_staged (self, 2, 21, PASAR_FIELD_PRICE), ==, 1500);
  g_assert_cmpint (get_staged (self, 2, 22, PASAR_FIELD_PRICE), ==, 1500);
}

/* An item reads as what all its models come to, not only those that have something staged. */
static void
test_header_shows_result (Fixture *self, gconstpointer data)
{
  go_to (self, 2, 22, PASAR_COLUMN_NEW_PRICE);
  type (self, "15");
  press (self, GDK_KEY_Return, 0);
  go_to (self, 2, 21, PASAR_COLUMN_NEW_STOCK);
  type (self, "4");
  press (self, GDK_KEY_Return, 0);
  WAIT_FOR (self->n_staged == 2);
  g_assert_cmpstr (get_text (self, 2, 0, PASAR_COLUMN_NEW_PRICE), ==, "9.90–15.00");
  g_assert_cmpstr (get_text (self, 2, 0, PASAR_COLUMN_NEW_STOCK), ==, "14");
}

/* What a filter hides is left alone, and the seller is told how many were reached. */
static void
test_header_edits_shown_models (Fixture *self, gconstpointer data)
{
  pasar_view_set_text (pasar_sheet_get_view (self->sheet), "ls-w-s");
  g_assert_cmpuint (pasar_sheet_get_n_rows (self->sheet), ==, 2);
  for (guint folded = 0; folded < 2; folded++)
    {
      go_to (self, 2, 0, PASAR_COLUMN_NEW_PRICE);
      pasar_view_set_folded (pasar_sheet_get_view (self->sheet), get_row (self, 2, 0), folded == 1);
      type (self, folded == 1 ? "16" : "15");
      press (self, GDK_KEY_Return, 0);
      WAIT_FOR (self->n_staged == folded + 1);
      g_assert_cmpstr (self->notice, ==, "1 of 2 prices changed");
      g_assert_cmpint (get_staged (self, 2, 21, PASAR_FIELD_PRICE), ==, folded == 1 ? 1600 : 1500);
      g_assert_cmpint (get_staged (self, 2, 22, PASAR_FIELD_PRICE), ==, PASAR_NO_VALUE);
    }

  /* A discard, too. */
  pasar_view_set_text (pasar_sheet_get_view (self->sheet), NULL);
  go_to (self, 2, 0, PASAR_COLUMN_NEW_PRICE);
  type (self, "17");
  press (self, GDK_KEY_Return, 0);
  WAIT_FOR (self->n_staged == 3);
  pasar_view_set_text (pasar_sheet_get_view (self->sheet), "ls-w-s");
  go_to (self, 2, 0, PASAR_COLUMN_NEW_PRICE);
  press (self, GDK_KEY_Delete, 0);
  WAIT_FOR (self->n_staged == 4);
  g_assert_cmpint (get_staged (self, 2, 21, PASAR_FIELD_PRICE), ==, PASAR_NO_VALUE);
  g_assert_cmpint (get_staged (self, 2, 22, PASAR_FIELD_PRICE), ==, 1700);
}

/* Nobody need be told what can be seen. */
static void
test_notice_only_of_the_unseen (Fixture *self, gconstpointer data)
{
  go_to (self, 2, 0, PASAR_COLUMN_NEW_PRICE);
  type (self, "15");
  press (self, GDK_KEY_Return, 0);
  WAIT_FOR (self->n_staged == 1);
  g_assert_cmpstr (self->notice, ==, NULL);
  pasar_view_set_folded (pasar_sheet_get_view (self->sheet), get_row (self, 2, 0), TRUE);
  go_to (self, 2, 0, PASAR_COLUMN_NEW_PRICE);
  type (self, "16");
  press (self, GDK_KEY_Return, 0);
  WAIT_FOR (self->n_staged == 2);
  g_assert_cmpstr (self->notice, ==, "Set 2 prices to 16.00");
}

static void
ask_stock (Fixture *self, const char *text)
{
  go_to (self, 2, 0, PASAR_COLUMN_NEW_STOCK);
  type (self, text);
  press (self, GDK_KEY_Return, 0);
  g_assert_true (pasar_sheet_is_asking (self->sheet));
  /* Whatever is pressed without looking answers nothing. */
  WAIT_FOR (gtk_widget_is_focus (self->sheet->question_box));
  /* Tab goes to the answers, and round. */
  for (guint i = 0; i < 5; i++)
    {
      gtk_widget_child_focus (GTK_WIDGET (self->window), GTK_DIR_TAB_FORWARD);
      g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (self->window)),
                                             self->sheet->question));
      if (i == 0)
        g_assert_true (
            gtk_widget_is_focus (GTK_WIDGET (self->sheet->answer_buttons[PASAR_COMMAND_EACH])));
    }
}

static void
answer (Fixture *self, PasarCommandKind kind)
{
  g_assert_true (gtk_widget_is_sensitive (GTK_WIDGET (self->sheet->answer_buttons[kind])));
  g_signal_emit_by_name (self->sheet->answer_buttons[kind], "clicked");
  g_assert_false (pasar_sheet_is_asking (self->sheet));
}

/* A number in the stock of an item can be meant in two ways. */
static void
test_header_stock_is_asked (Fixture *self, gconstpointer data)
{
  ask_stock (self, "61");
  gtk_popover_popdown (GTK_POPOVER (self->sheet->question));
  /* What was typed is still there. */
  g_assert_cmpstr (gtk_editable_get_text (pasar_sheet_get_editor (self->sheet)), ==, "61");
  press (self, GDK_KEY_Return, 0);
  answer (self, PASAR_COMMAND_EACH);
  WAIT_FOR (self->n_staged == 1);
  g_assert_null (pasar_sheet_get_editor (self->sheet));
  g_assert_cmpint (get_staged (self, 2, 21, PASAR_FIELD_STOCK), ==, 61);
  g_assert_cmpint (get_staged (self, 2, 22, PASAR_FIELD_STOCK), ==, 61);

  ask_stock (self, "61");
  answer (self, PASAR_COMMAND_IN_ALL);
  WAIT_FOR (self->n_staged == 2);
  g_assert_cmpint (get_staged (self, 2, 21, PASAR_FIELD_STOCK), ==, 30);
  g_assert_cmpint (get_staged (self, 2, 22, PASAR_FIELD_STOCK), ==, 31);
  g_assert_cmpstr (get_text (self, 2, 0, PASAR_COLUMN_NEW_STOCK), ==, "61");

  ask_stock (self, "0");
  gtk_popover_popdown (GTK_POPOVER (self->sheet->question));
  press (self, GDK_KEY_Escape, 0);
  g_assert_cmpint (get_staged (self, 2, 21, PASAR_FIELD_STOCK), ==, 30);

  /* A percentage comes to the same either way, and so does what is typed into a model. */
  go_to (self, 2, 0, PASAR_COLUMN_NEW_STOCK);
  type (self, "+100%");
  press (self, GDK_KEY_Return, 0);
  g_assert_false (pasar_sheet_is_asking (self->sheet));
  WAIT_FOR (self->n_staged == 3);
  go_to (self, 2, 21, PASAR_COLUMN_NEW_STOCK);
  type (self, "5");
  press (self, GDK_KEY_Return, 0);
  g_assert_false (pasar_sheet_is_asking (self->sheet));
  WAIT_FOR (self->n_staged == 4);
  g_assert_cmpint (get_staged (self, 2, 21, PASAR_FIELD_STOCK), ==, 5);
}

static void
assert_tells (Fixture *self, const char *part)
{
  g_assert_null (pasar_sheet_get_editor (self->sheet));
  g_assert_true (gtk_widget_get_visible (self->sheet->message));
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (self->sheet->message)), part));
  press (self, GDK_KEY_Down, 0);
  g_assert_false (gtk_widget_get_visible (self->sheet->message));
}

/* Typing where nothing can be changed says why, beside the cell, until the cursor moves on. */
static void
test_locked_cell_says_why (Fixture *self, gconstpointer data)
{
  static const struct
  {
    PasarColumn column;
    const char *part;
  } columns[] = {
    { PASAR_COLUMN_NAME, "Names" },
    { PASAR_COLUMN_SKU, "SKUs" },
    { PASAR_COLUMN_STATUS, "Prices and stock" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      go_to (self, 1, 0, columns[i].column);
      g_assert_true (press (self, GDK_KEY_a, 0));
      assert_tells (self, columns[i].part);
    }

  pasar_catalogue_set_promotion (self->catalogue, (PasarRowKey){ 1, 0 }, PASAR_PROMOTION_ONGOING);
  go_to (self, 1, 0, PASAR_COLUMN_NEW_PRICE);
  g_assert_true (press (self, GDK_KEY_5, 0));
  assert_tells (self, "promotion");
  go_to (self, 1, 0, PASAR_COLUMN_NEW_STOCK);
  type (self, "5");
  press (self, GDK_KEY_Escape, 0);

  /* An item is locked when all its models are. */
  pasar_catalogue_set_promotion (self->catalogue, (PasarRowKey){ 2, 21 }, PASAR_PROMOTION_ONGOING);
  go_to (self, 2, 0, PASAR_COLUMN_NEW_PRICE);
  type (self, "5");
  press (self, GDK_KEY_Escape, 0);
  pasar_catalogue_set_promotion (self->catalogue, (PasarRowKey){ 2, 22 }, PASAR_PROMOTION_ONGOING);
  g_assert_true (press (self, GDK_KEY_5, 0));
  assert_tells (self, "promotion");
}

/* The shop does not have a variation any more whose new price is still there: it can only be
 * discarded. */
static void
test_gone_cell_says_why (Fixture *self, gconstpointer data)
{
  const PasarModelRecord other = { .model_id = 23, .name = "Red", .sku = "R", .price = 900 };

  go_to (self, 2, 21, PASAR_COLUMN_NEW_PRICE);
  type (self, "15");
  press (self, GDK_KEY_Return, 0);
  WAIT_FOR (self->n_staged == 1);
  pasar_catalogue_put_models (self->catalogue, 2, &other, 1);
  go_to (self, 2, 21, PASAR_COLUMN_NEW_PRICE);
  g_assert_true (press (self, GDK_KEY_5, 0));
  assert_tells (self, "Discard");
  go_to (self, 2, 21, PASAR_COLUMN_NEW_PRICE);
  press (self, GDK_KEY_Delete, 0);
  WAIT_FOR (self->n_staged == 2);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (self->catalogue), ==, 0);
}

static void
test_invalid_is_refused_in_place (Fixture *self, gconstpointer data)
{
  static const char *const bad[] = { "12x", "1..2", "-", "-1", "+5", "1,990", "RM 2" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      go_to (self, 1, 0, PASAR_COLUMN_NEW_PRICE);
      type (self, bad[i]);
      press (self, GDK_KEY_Return, 0);
      g_assert_nonnull (pasar_sheet_get_editor (self->sheet));
      g_assert_cmpstr (gtk_editable_get_text (pasar_sheet_get_editor (self->sheet)), ==, bad[i]);
      g_assert_true (gtk_widget_get_visible (self->sheet->message));
      g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (self->sheet->message)), !=, "");
      assert_cursor (self, 0, PASAR_COLUMN_NEW_PRICE);
      press (self, GDK_KEY_Escape, 0);
      g_assert_null (pasar_sheet_get_editor (self->sheet));
    }
  g_assert_cmpuint (pasar_catalogue_get_n_changed (self->catalogue), ==, 0);
  g_assert_cmpuint (self->n_staged, ==, 0);
}

/* The keyboard goes elsewhere in the window: what cannot be understood waits, it is not dropped. */
static void
test_invalid_waits_when_left (Fixture *self, gconstpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *entry = gtk_entry_new ();

  g_object_ref (self->sheet);
  gtk_window_set_child (self->window, NULL);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->sheet));
  gtk_window_set_child (self->window, box);
  g_object_unref (self->sheet);

  go_to (self, 1, 0, PASAR_COLUMN_NEW_PRICE);
  type (self, "12x");
  gtk_widget_grab_focus (entry);
  WAIT_FOR (gtk_widget_get_visible (self->sheet->message));
  g_assert_cmpstr (gtk_editable_get_text (pasar_sheet_get_editor (self->sheet)), ==, "12x");
  g_assert_false (gtk_widget_is_focus (GTK_WIDGET (pasar_sheet_get_editor (self->sheet))));
  gtk_editable_set_text (pasar_sheet_get_editor (self->sheet), "12");
  g_assert_true (pasar_sheet_end_edit (self->sheet));
  WAIT_FOR (self->n_staged == 1);
  g_assert_cmpint (get_staged (self, 1, 0, PASAR_FIELD_PRICE), ==, 1200);
}

static void
test_refused_value_is_marked (Fixture *self, gconstpointer data)
{
  g_autofree char *problem = NULL;
  PasarCell *cell;

  go_to (self, 1, 0, PASAR_COLUMN_NEW_PRICE);
  type (self, "0");
  press (self, GDK_KEY_Return, 0);
  WAIT_FOR (self->n_staged == 1);
  go_to (self, 1, 0, PASAR_COLUMN_NEW_PRICE);
  problem = pasar_sheet_dup_cursor_problem (self->sheet);
  g_assert_nonnull (problem);
  cell = pasar_sheet_find_cell (self->sheet, get_row (self, 1, 0), PASAR_COLUMN_NEW_PRICE);
  g_assert_nonnull (cell);
  g_assert_true ((pasar_cell_get_flags (cell) & PASAR_CELL_PROBLEM) != 0);
}

static void
test_delete_unstages (Fixture *self, gconstpointer data)
{
  go_to (self, 1, 0, PASAR_COLUMN_NEW_PRICE);
  type (self, "6");
  press (self, GDK_KEY_Return, 0);
  WAIT_FOR (self->n_staged == 1);
  go_to (self, 1, 0, PASAR_COLUMN_NEW_STOCK);
  type (self, "9");
  press (self, GDK_KEY_Return, 0);
  WAIT_FOR (self->n_staged == 2);

  go_to (self, 1, 0, PASAR_COLUMN_NEW_PRICE);
  press (self, GDK_KEY_Delete, 0);
  WAIT_FOR (self->n_staged == 3);
  g_assert_cmpint (get_staged (self, 1, 0, PASAR_FIELD_PRICE), ==, PASAR_NO_VALUE);
  g_assert_cmpint (get_staged (self, 1, 0, PASAR_FIELD_STOCK), ==, 9);
}

static void
test_same_value_unstages (Fixture *self, gconstpointer data)
{
  go_to (self, 1, 0, PASAR_COLUMN_NEW_PRICE);
  type (self, "6");
  press (self, GDK_KEY_Return, 0);
  WAIT_FOR (self->n_staged == 1);
  go_to (self, 1, 0, PASAR_COLUMN_NEW_PRICE);
  type (self, "5.00");
  press (self, GDK_KEY_Return, 0);
  WAIT_FOR (self->n_staged == 2);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (self->catalogue), ==, 0);
}

static void
test_f2_shows_value (Fixture *self, gconstpointer data)
{
  go_to (self, 2, 22, PASAR_COLUMN_PRICE);
  g_assert_true (press (self, GDK_KEY_F2, 0));
  g_assert_cmpstr (gtk_editable_get_text (pasar_sheet_get_editor (self->sheet)), ==, "12.00");
  press (self, GDK_KEY_Escape, 0);
  go_to (self, 2, 22, PASAR_COLUMN_NAME);
  press (self, GDK_KEY_F2, 0);
  g_assert_null (pasar_sheet_get_editor (self->sheet));
}

static void
test_edit_outlives_rebuild (Fixture *self, gconstpointer data)
{
  go_to (self, 3, 0, PASAR_COLUMN_NEW_PRICE);
  type (self, "4");
  put_plain (self->catalogue, 4, "Another", 100, 1);
  g_assert_nonnull (pasar_sheet_get_editor (self->sheet));
  press (self, GDK_KEY_Return, 0);
  WAIT_FOR (self->n_staged == 1);
  g_assert_cmpint (get_staged (self, 3, 0, PASAR_FIELD_PRICE), ==, 400);
}

static void
test_fold (Fixture *self, gconstpointer data)
{
  GListModel *view = G_LIST_MODEL (pasar_sheet_get_view (self->sheet));

  go_to (self, 2, 0, PASAR_COLUMN_NAME);
  press (self, GDK_KEY_Left, 0);
  g_assert_cmpuint (g_list_model_get_n_items (view), ==, 3);
  assert_cursor (self, 1, PASAR_COLUMN_NAME);
  press (self, GDK_KEY_Right, 0);
  g_assert_cmpuint (g_list_model_get_n_items (view), ==, 5);
  press (self, GDK_KEY_Right, 0);
  assert_cursor (self, 1, PASAR_COLUMN_VARIATION);
}

static void
test_sort_by_header (Fixture *self, gconstpointer data)
{
  PasarView *view = pasar_sheet_get_view (self->sheet);
  GtkColumnViewColumn *price = pasar_sheet_get_view_column (self->sheet, PASAR_COLUMN_PRICE);
  gboolean descending;

  go_to (self, 1, 0, PASAR_COLUMN_NAME);
  /* What a click on the title does. */
  gtk_column_view_sort_by_column (pasar_sheet_get_column_view (self->sheet),
                                  price,
                                  GTK_SORT_ASCENDING);
  g_assert_cmpint (pasar_view_get_sort (view, &descending), ==, PASAR_COLUMN_PRICE);
  g_assert_false (descending);
  g_assert_cmpuint (pasar_view_get_row (view, 0), ==, get_row (self, 3, 0));
  /* What comes first is shown, and the selected row is the cursor's. */
  assert_cursor (self, 0, PASAR_COLUMN_NAME);
  g_assert_cmpuint (pasar_sheet_get_n_selected (self->sheet), ==, 1);

  gtk_column_view_sort_by_column (pasar_sheet_get_column_view (self->sheet),
                                  price,
                                  GTK_SORT_DESCENDING);
  g_assert_cmpint (pasar_view_get_sort (view, &descending), ==, PASAR_COLUMN_PRICE);
  g_assert_true (descending);
  g_assert_cmpuint (pasar_view_get_row (view, 0), ==, get_row (self, 2, 0));

  pasar_sheet_sort (self->sheet, PASAR_COLUMN_NONE, FALSE);
  g_assert_cmpint (pasar_view_get_sort (view, &descending), ==, PASAR_COLUMN_NONE);
}

static void
test_selection_outlives_filter (Fixture *self, gconstpointer data)
{
  PasarView *view = pasar_sheet_get_view (self->sheet);
  g_autoptr (GArray) rows = NULL;

  go_to (self, 2, 21, PASAR_COLUMN_NAME);
  press (self, GDK_KEY_Down, GDK_SHIFT_MASK);
  g_assert_cmpuint (pasar_sheet_get_n_selected (self->sheet), ==, 2);
  pasar_sheet_sort (self->sheet, PASAR_COLUMN_NAME, TRUE);
  g_assert_cmpuint (pasar_sheet_get_n_selected (self->sheet), ==, 2);
  pasar_sheet_sort (self->sheet, PASAR_COLUMN_NONE, FALSE);
  pasar_view_set_text (view, "linen");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (view)), ==, 3);
  g_assert_cmpuint (pasar_sheet_get_n_selected (self->sheet), ==, 2);
  rows = pasar_sheet_dup_selected_rows (self->sheet);
  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_cmpuint (g_array_index (rows, guint, 0), ==, get_row (self, 2, 21));
  assert_cursor (self, 2, PASAR_COLUMN_NAME);
}

static void
test_space_picks_rows (Fixture *self, gconstpointer data)
{
  go_to (self, 1, 0, PASAR_COLUMN_NAME);
  press (self, GDK_KEY_space, 0);
  g_assert_cmpuint (pasar_sheet_get_n_selected (self->sheet), ==, 0);
  press (self, GDK_KEY_space, 0);
  press (self, GDK_KEY_End, GDK_CONTROL_MASK);
  press (self, GDK_KEY_space, 0);
  g_assert_cmpuint (pasar_sheet_get_n_selected (self->sheet), ==, 2);
  press (self, GDK_KEY_Escape, 0);
  g_assert_cmpuint (pasar_sheet_get_n_selected (self->sheet), ==, 1);
}

static void
test_shift_extends (Fixture *self, gconstpointer data)
{
  go_to (self, 2, 21, PASAR_COLUMN_SKU);
  press (self, GDK_KEY_End, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  assert_cursor (self, 4, PASAR_COLUMN_STATUS);
  g_assert_cmpuint (pasar_sheet_get_n_selected (self->sheet), ==, 3);
  press (self, GDK_KEY_Left, GDK_SHIFT_MASK);
  g_assert_cmpuint (pasar_sheet_get_n_selected (self->sheet), ==, 3);
  press (self, GDK_KEY_Home, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  assert_cursor (self, 0, PASAR_COLUMN_NAME);
  g_assert_cmpuint (pasar_sheet_get_n_selected (self->sheet), ==, 3);
  press (self, GDK_KEY_Down, 0);
  g_assert_cmpuint (pasar_sheet_get_n_selected (self->sheet), ==, 1);
}

static void
test_select_all (Fixture *self, gconstpointer data)
{
  g_autoptr (GArray) rows = NULL;

  pasar_sheet_select_all (self->sheet);
  g_assert_cmpuint (pasar_sheet_get_n_selected (self->sheet), ==, 5);
  pasar_view_set_text (pasar_sheet_get_view (self->sheet), "zither");
  g_assert_cmpuint (pasar_sheet_get_n_selected (self->sheet), ==, 1);
  pasar_view_set_text (pasar_sheet_get_view (self->sheet), NULL);
  g_assert_cmpuint (pasar_sheet_get_n_selected (self->sheet), ==, 1);
  rows = pasar_sheet_dup_selected_rows (self->sheet);
  g_assert_cmpuint (g_array_index (rows, guint, 0), ==, get_row (self, 3, 0));
}

/* The catalogue numbers its rows anew. */
static void
test_selection_outlives_load (Fixture *self, gconstpointer data)
{
  g_autoptr (GArray) rows = NULL;

  go_to (self, 2, 22, PASAR_COLUMN_NAME);
  press (self, GDK_KEY_Down, GDK_SHIFT_MASK);
  pasar_catalogue_freeze (self->catalogue);
  pasar_catalogue_remove_item (self->catalogue, 1);
  put_plain (self->catalogue, 4, "Another", 100, 1);
  pasar_catalogue_thaw (self->catalogue);
  rows = pasar_sheet_dup_selected_rows (self->sheet);
  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_cmpuint (g_array_index (rows, guint, 0), ==, get_row (self, 2, 22));
  g_assert_cmpuint (g_array_index (rows, guint, 1), ==, get_row (self, 3, 0));
}

/* An item that was edited has models now: what was staged on it has the key of the item. */
static void
test_selection_of_gone_outlives_load (Fixture *self, gconstpointer data)
{
  const PasarModelRecord models[] = {
    { .model_id = 11, .name = "Red", .sku = "R", .price = 900 },
    { .model_id = 12, .name = "Blue", .sku = "B", .price = 900 },
  };
  const PasarRowKey key = { 1, 0 };
  PasarView *view = pasar_sheet_get_view (self->sheet);
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GArray) header = NULL;
  guint gone;

  go_to (self, 1, 0, PASAR_COLUMN_NEW_PRICE);
  type (self, "15");
  press (self, GDK_KEY_Return, 0);
  WAIT_FOR (self->n_staged == 1);
  pasar_catalogue_put_models (self->catalogue, 1, models, 1);
  gone = pasar_catalogue_find_editable (self->catalogue, key);
  g_assert_true (pasar_catalogue_read_row (self->catalogue, gone).is_gone);
  pasar_sheet_set_cursor (self->sheet, pasar_view_find_row (view, gone), PASAR_COLUMN_NAME);
  press (self, GDK_KEY_space, 0);
  press (self, GDK_KEY_space, 0);
  g_assert_cmpuint (pasar_sheet_get_n_selected (self->sheet), ==, 1);
  pasar_catalogue_put_models (self->catalogue, 1, models, 2);
  gone = pasar_catalogue_find_editable (self->catalogue, key);
  rows = pasar_sheet_dup_selected_rows (self->sheet);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpuint (g_array_index (rows, guint, 0), ==, gone);
  g_assert_cmpuint (pasar_sheet_get_cursor (self->sheet, NULL),
                    ==,
                    pasar_view_find_row (view, gone));

  /* The item itself stays the item. */
  go_to (self, 1, 0, PASAR_COLUMN_NAME);
  pasar_catalogue_put_models (self->catalogue, 1, models, 1);
  header = pasar_sheet_dup_selected_rows (self->sheet);
  g_assert_cmpuint (g_array_index (header, guint, 0), ==, get_row (self, 1, 0));
}

static void
test_sort_shows_other_rows (Fixture *self, gconstpointer data)
{
  PasarCell *cell = pasar_sheet_find_cell (self->sheet, get_row (self, 1, 0), PASAR_COLUMN_NAME);

  g_assert_nonnull (cell);
  g_assert_cmpuint (pasar_cell_get_position (cell), ==, 0);
  pasar_sheet_sort (self->sheet, PASAR_COLUMN_NAME, TRUE);
  g_assert_cmpuint (pasar_cell_get_row (cell), ==, get_row (self, 3, 0));
  g_assert_cmpstr (pasar_cell_get_text (cell), ==, "Zither");
  pasar_view_set_text (pasar_sheet_get_view (self->sheet), "abacus");
  g_assert_cmpstr (pasar_cell_get_text (cell), ==, "Abacus");
  g_assert_cmpuint (g_hash_table_size (self->sheet->cells), <=, PASAR_N_SHEET_COLUMNS);
}

static void
test_untouched_edit_changes_nothing (Fixture *self, gconstpointer data)
{
  /* A header shows no value: its models would all get it. */
  go_to (self, 2, 0, PASAR_COLUMN_PRICE);
  g_assert_true (press (self, GDK_KEY_F2, 0));
  g_assert_cmpstr (gtk_editable_get_text (pasar_sheet_get_editor (self->sheet)), ==, "");
  press (self, GDK_KEY_Return, 0);
  g_assert_null (pasar_sheet_get_editor (self->sheet));
  go_to (self, 2, 21, PASAR_COLUMN_PRICE);
  press (self, GDK_KEY_F2, 0);
  press (self, GDK_KEY_Return, 0);
  g_assert_null (pasar_sheet_get_editor (self->sheet));

  /* The stage that follows is the only one. */
  go_to (self, 1, 0, PASAR_COLUMN_NEW_PRICE);
  type (self, "6");
  press (self, GDK_KEY_Return, 0);
  WAIT_FOR (self->n_staged == 1);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (self->catalogue), ==, 1);
}

static void
test_keypad_types (Fixture *self, gconstpointer data)
{
  go_to (self, 1, 0, PASAR_COLUMN_NEW_PRICE);
  g_assert_true (press (self, GDK_KEY_KP_7, 0));
  g_assert_nonnull (pasar_sheet_get_editor (self->sheet));
  g_assert_cmpstr (gtk_editable_get_text (pasar_sheet_get_editor (self->sheet)), ==, "7");
  press (self, GDK_KEY_KP_Enter, 0);
  WAIT_FOR (self->n_staged == 1);
  g_assert_cmpint (get_staged (self, 1, 0, PASAR_FIELD_PRICE), ==, 700);
}

static void
test_composing_keeps_enter (Fixture *self, gconstpointer data)
{
  go_to (self, 1, 0, PASAR_COLUMN_NEW_PRICE);
  /* A dead key says nothing by itself; the entry waits for what follows. */
  g_assert_true (press (self, GDK_KEY_dead_acute, 0));
  g_assert_nonnull (pasar_sheet_get_editor (self->sheet));
  g_signal_emit_by_name (pasar_sheet_get_editor (self->sheet), "preedit-changed", "6");
  g_assert_false (press (self, GDK_KEY_Return, 0));
  g_assert_nonnull (pasar_sheet_get_editor (self->sheet));
  g_signal_emit_by_name (pasar_sheet_get_editor (self->sheet), "preedit-changed", "");
  gtk_editable_set_text (pasar_sheet_get_editor (self->sheet), "6");
  g_assert_true (press (self, GDK_KEY_Return, 0));
  WAIT_FOR (self->n_staged == 1);
  g_assert_cmpint (get_staged (self, 1, 0, PASAR_FIELD_PRICE), ==, 600);
}

static void
keep_message_cb (char **kept, const char *message)
{
  g_free (*kept);
  *kept = g_strdup (message);
}

/* While a shop is read for the first time rows arrive in any order. */
static void
test_rows_arrive_above (Fixture *self, gconstpointer data)
{
  PasarView *view = pasar_sheet_get_view (self->sheet);

  put_plain_at (self->catalogue, 2, 8, "Second of the shop", 100, 1);
  assert_cursor (self, 0, PASAR_COLUMN_NAME);
  g_assert_cmpuint (pasar_view_get_row (view, 0), ==, get_row (self, 8, 0));

  /* A cursor that was put somewhere stays with its row. */
  pasar_sheet_set_cursor (self->sheet, 0, PASAR_COLUMN_NEW_PRICE);
  put_plain_at (self->catalogue, 1, 9, "First of the shop", 100, 1);
  assert_cursor (self, 1, PASAR_COLUMN_NEW_PRICE);
  g_assert_cmpuint (pasar_view_get_row (view, 1), ==, get_row (self, 8, 0));
}

static void
test_lost_edit_is_told (Fixture *self, gconstpointer data)
{
  g_autofree char *message = NULL;

  g_signal_connect_swapped (self->sheet, "message", G_CALLBACK (keep_message_cb), &message);
  go_to (self, 3, 0, PASAR_COLUMN_NEW_PRICE);
  type (self, "4.25");
  pasar_catalogue_remove_item (self->catalogue, 3);
  press (self, GDK_KEY_Return, 0);
  g_assert_null (pasar_sheet_get_editor (self->sheet));
  g_assert_nonnull (message);
  g_assert_nonnull (strstr (message, "4.25"));
  g_assert_cmpuint (self->n_staged, ==, 0);

  go_to (self, 1, 0, PASAR_COLUMN_NEW_PRICE);
  type (self, "8.75");
  pasar_sheet_set_session (self->sheet, NULL);
  g_assert_nonnull (strstr (message, "8.75"));
}

/* A shop whose region is not known cannot be edited, and says why. */
static void
test_read_only (Fixture *self, gconstpointer data)
{
  const char *reason = pasar_catalogue_get_read_only_reason (self->catalogue);

  go_to (self, 1, 0, PASAR_COLUMN_NEW_PRICE);
  press (self, GDK_KEY_F2, 0);
  assert_tells (self, reason);
  go_to (self, 1, 0, PASAR_COLUMN_NEW_STOCK);
  press (self, GDK_KEY_5, 0);
  assert_tells (self, reason);
}

static void
test_promotion_locks (Fixture *self, gconstpointer data)
{
  static const PasarPromotionState states[] = { PASAR_PROMOTION_UPCOMING, PASAR_PROMOTION_ONGOING };
  const PasarRowKey key = { 1, 0 };
  PasarCell *cell =
      pasar_sheet_find_cell (self->sheet, get_row (self, 1, 0), PASAR_COLUMN_NEW_PRICE);

  g_assert_nonnull (cell);
  g_assert_cmpint (pasar_cell_get_flags (cell) & PASAR_CELL_LOCKED, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      pasar_catalogue_set_promotion (self->catalogue, key, states[i]);
      g_assert_cmpint (pasar_cell_get_flags (cell) & PASAR_CELL_LOCKED, !=, 0);
    }
}

static void
test_back_to_header (Fixture *self, gconstpointer data)
{
  go_to (self, 2, 22, PASAR_COLUMN_NAME);
  press (self, GDK_KEY_Left, 0);
  assert_cursor (self, 1, PASAR_COLUMN_NAME);
}

static void
test_rtl_mirrors_keys (Fixture *self, gconstpointer data)
{
  go_to (self, 1, 0, PASAR_COLUMN_NAME);
  gtk_widget_set_direction (GTK_WIDGET (self->sheet), GTK_TEXT_DIR_RTL);
  press (self, GDK_KEY_Left, 0);
  assert_cursor (self, 0, PASAR_COLUMN_VARIATION);
  press (self, GDK_KEY_Right, 0);
  assert_cursor (self, 0, PASAR_COLUMN_NAME);
}

static void
test_columns_hide (Fixture *self, gconstpointer data)
{
  g_auto (GStrv) hidden = NULL;

  go_to (self, 1, 0, PASAR_COLUMN_NAME);
  gtk_column_view_column_set_visible (pasar_sheet_get_view_column (self->sheet,
                                                                   PASAR_COLUMN_VARIATION),
                                      FALSE);
  press (self, GDK_KEY_Right, 0);
  assert_cursor (self, 0, PASAR_COLUMN_SKU);
  pasar_sheet_save_columns (self->sheet);
  hidden = g_settings_get_strv (self->settings, "hidden-columns");
  g_assert_true (g_strv_contains ((const char *const *) hidden, "variation"));
  g_assert_false (g_strv_contains ((const char *const *) hidden, "sku"));
}

static void
test_columns_are_remembered (Fixture *self, gconstpointer data)
{
  g_autoptr (GtkWidget) other = NULL;
  GListModel *columns;
  g_autoptr (GtkColumnViewColumn) first = NULL;

  gtk_column_view_insert_column (pasar_sheet_get_column_view (self->sheet),
                                 0,
                                 pasar_sheet_get_view_column (self->sheet, PASAR_COLUMN_SKU));
  gtk_column_view_column_set_fixed_width (pasar_sheet_get_view_column (self->sheet,
                                                                       PASAR_COLUMN_SKU),
                                          222);
  pasar_sheet_save_columns (self->sheet);

  other = g_object_ref_sink (pasar_sheet_new (self->settings));
  columns = gtk_column_view_get_columns (pasar_sheet_get_column_view (PASAR_SHEET (other)));
  first = g_list_model_get_item (columns, 0);
  g_assert_true (first == pasar_sheet_get_view_column (PASAR_SHEET (other), PASAR_COLUMN_SKU));
  g_assert_cmpint (gtk_column_view_column_get_fixed_width (first), ==, 222);
}

static void
set_boosts (Fixture *self, gint64 item_id, gint64 secs_left)
{
  const PasarBoostSlot slot = { item_id, g_get_real_time () / G_USEC_PER_SEC + secs_left };

  g_clear_pointer (&self->session->boosts, g_array_unref);
  self->session->boosts = g_array_new (FALSE, FALSE, sizeof (PasarBoostSlot));
  g_array_append_val (self->session->boosts, slot);
  g_signal_emit_by_name (self->session, "boosts-changed");
}

static char *
dup_tooltip (Fixture *self, gint64 item_id, gint64 model_id)
{
  return pasar_cell_dup_tooltip (
      pasar_sheet_find_cell (self->sheet, get_row (self, item_id, model_id), PASAR_COLUMN_NAME));
}

/* The line of the item says it, its models do not; when the time is over the mark goes. */
static void
test_boost_mark (Fixture *self, gconstpointer data)
{
  g_autofree char *item = NULL;
  g_autofree char *model = NULL;
  g_autofree char *other = NULL;
  g_autofree char *after = NULL;

  WAIT_FOR (pasar_sheet_find_cell (self->sheet, get_row (self, 2, 21), PASAR_COLUMN_NAME) != NULL);
  set_boosts (self, 2, 90 * 60 - 5);
  item = dup_tooltip (self, 2, 0);
  model = dup_tooltip (self, 2, 21);
  other = dup_tooltip (self, 1, 0);
  g_assert_nonnull (strstr (item, "Boosted, 1:30 left"));
  g_assert_true (model == NULL || strstr (model, "Boosted") == NULL);
  g_assert_true (other == NULL || strstr (other, "Boosted") == NULL);

  set_boosts (self, 2, 0);
  after = dup_tooltip (self, 2, 0);
  g_assert_true (after == NULL || strstr (after, "Boosted") == NULL);
}

static GtkGesture *
find_click (Fixture *self, guint button)
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
static void
click_cell (Fixture *self, guint button, int n_press, guint row, PasarColumn column)
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

/* A click goes to the cell, a double click edits it, and the next click keeps what was typed. */
static void
test_click_edits (Fixture *self, gconstpointer data)
{
  click_cell (self, GDK_BUTTON_PRIMARY, 1, get_row (self, 3, 0), PASAR_COLUMN_NEW_PRICE);
  assert_cursor (self, 4, PASAR_COLUMN_NEW_PRICE);
  g_assert_null (pasar_sheet_get_editor (self->sheet));
  click_cell (self, GDK_BUTTON_PRIMARY, 2, get_row (self, 3, 0), PASAR_COLUMN_NEW_PRICE);
  g_assert_nonnull (pasar_sheet_get_editor (self->sheet));
  gtk_editable_set_text (pasar_sheet_get_editor (self->sheet), "3.50");
  click_cell (self, GDK_BUTTON_PRIMARY, 1, get_row (self, 1, 0), PASAR_COLUMN_NEW_STOCK);
  assert_cursor (self, 0, PASAR_COLUMN_NEW_STOCK);
  WAIT_FOR (get_staged (self, 3, 0, PASAR_FIELD_PRICE) == 350);

  /* What cannot be read keeps the cursor where it is. */
  press (self, GDK_KEY_BackSpace, 0);
  gtk_editable_set_text (pasar_sheet_get_editor (self->sheet), "many");
  click_cell (self, GDK_BUTTON_PRIMARY, 1, get_row (self, 3, 0), PASAR_COLUMN_NAME);
  assert_cursor (self, 0, PASAR_COLUMN_NEW_STOCK);
  pasar_sheet_cancel_edit (self->sheet);
}

static void
menu_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ++*(guint *) user_data;
}

/* The menu is for the row under the mouse, or for the selection that it is in. */
static void
test_menu (Fixture *self, gconstpointer data)
{
  guint n_shown = 0;
  const GActionEntry entry = { .name = "sheet-menu",
                               .activate = menu_cb,
                               .parameter_type = "(dd)" };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (actions), &entry, 1, &n_shown);
  gtk_widget_insert_action_group (GTK_WIDGET (self->window), "win", G_ACTION_GROUP (actions));
  press (self, GDK_KEY_Down, GDK_SHIFT_MASK);
  g_assert_cmpuint (pasar_sheet_get_n_selected (self->sheet), ==, 2);
  click_cell (self, GDK_BUTTON_SECONDARY, 1, get_row (self, 1, 0), PASAR_COLUMN_PRICE);
  g_assert_cmpuint (n_shown, ==, 1);
  g_assert_cmpuint (pasar_sheet_get_n_selected (self->sheet), ==, 2);
  click_cell (self, GDK_BUTTON_SECONDARY, 1, get_row (self, 3, 0), PASAR_COLUMN_PRICE);
  g_assert_cmpuint (n_shown, ==, 2);
  g_assert_cmpuint (pasar_sheet_get_n_selected (self->sheet), ==, 1);
  assert_cursor (self, 4, PASAR_COLUMN_PRICE);

  g_assert_true (press (self, GDK_KEY_Menu, 0));
  g_assert_true (press (self, GDK_KEY_F10, GDK_SHIFT_MASK));
  g_assert_cmpuint (n_shown, ==, 4);
  /* The main menu's. */
  g_assert_false (press (self, GDK_KEY_F10, 0));
  gtk_widget_insert_action_group (GTK_WIDGET (self->window), "win", NULL);
}

/* Up and Down keep what was typed, as Enter does; Ctrl goes to the edges; the rest is the window's.
 */
static void
test_more_keys (Fixture *self, gconstpointer data)
{
  go_to (self, 3, 0, PASAR_COLUMN_NEW_PRICE);
  type (self, "3.50");
  press (self, GDK_KEY_Up, 0);
  assert_cursor (self, 3, PASAR_COLUMN_NEW_PRICE);
  type (self, "9.50");
  press (self, GDK_KEY_Down, 0);
  assert_cursor (self, 4, PASAR_COLUMN_NEW_PRICE);
  WAIT_FOR (get_staged (self, 3, 0, PASAR_FIELD_PRICE) == 350
            && get_staged (self, 2, 22, PASAR_FIELD_PRICE) == 950);

  press (self, GDK_KEY_Return, GDK_SHIFT_MASK);
  assert_cursor (self, 3, PASAR_COLUMN_NEW_PRICE);
  press (self, GDK_KEY_Return, 0);
  assert_cursor (self, 4, PASAR_COLUMN_NEW_PRICE);
  press (self, GDK_KEY_Left, GDK_CONTROL_MASK);
  assert_cursor (self, 4, PASAR_COLUMN_NAME);
  press (self, GDK_KEY_Right, GDK_CONTROL_MASK);
  assert_cursor (self, 4, PASAR_COLUMN_STATUS);
  g_assert_false (press (self, GDK_KEY_Return, GDK_CONTROL_MASK));
  g_assert_false (press (self, GDK_KEY_Return, GDK_ALT_MASK));
  g_assert_false (press (self, GDK_KEY_Tab, GDK_CONTROL_MASK));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, function) g_test_add ("/sheet/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("cursor", test_cursor);
  ADD ("edge-tab-leaves", test_edge_tab_leaves);
  ADD ("boost-mark", test_boost_mark);
  ADD ("click-edits", test_click_edits);
  ADD ("menu", test_menu);
  ADD ("more-keys", test_more_keys);
  ADD ("typing-stages", test_typing_stages);
  ADD ("arithmetic", test_arithmetic);
  ADD ("arithmetic-twice", test_arithmetic_twice);
  ADD ("header-edits-models", test_header_edits_models);
  ADD ("header-shows-result", test_header_shows_result);
  ADD ("header-edits-shown-models", test_header_edits_shown_models);
  ADD ("header-stock-is-asked", test_header_stock_is_asked);
  ADD ("notice-only-of-the-unseen", test_notice_only_of_the_unseen);
  ADD ("locked-cell-says-why", test_locked_cell_says_why);
  ADD ("gone-cell-says-why", test_gone_cell_says_why);
  ADD ("invalid-is-refused-in-place", test_invalid_is_refused_in_place);
  ADD ("invalid-waits-when-left", test_invalid_waits_when_left);
  ADD ("refused-value-is-marked", test_refused_value_is_marked);
  g_test_add ("/sheet/read-only", Fixture, "XX", set_up, test_read_only, tear_down);
  ADD ("delete-unstages", test_delete_unstages);
  ADD ("same-value-unstages", test_same_value_unstages);
  ADD ("f2-shows-value", test_f2_shows_value);
  ADD ("edit-outlives-rebuild", test_edit_outlives_rebuild);
  ADD ("fold", test_fold);
  ADD ("sort-by-header", test_sort_by_header);
  ADD ("selection-outlives-filter", test_selection_outlives_filter);
  ADD ("space-picks-rows", test_space_picks_rows);
  ADD ("shift-extends", test_shift_extends);
  ADD ("select-all", test_select_all);
  ADD ("selection-outlives-load", test_selection_outlives_load);
  ADD ("selection-of-gone-outlives-load", test_selection_of_gone_outlives_load);
  ADD ("sort-shows-other-rows", test_sort_shows_other_rows);
  ADD ("untouched-edit-changes-nothing", test_untouched_edit_changes_nothing);
  ADD ("keypad-types", test_keypad_types);
  ADD ("composing-keeps-enter", test_composing_keeps_enter);
  ADD ("rows-arrive-above", test_rows_arrive_above);
  ADD ("lost-edit-is-told", test_lost_edit_is_told);
  ADD ("promotion-locks", test_promotion_locks);
  ADD ("back-to-header", test_back_to_header);
  ADD ("rtl-mirrors-keys", test_rtl_mirrors_keys);
  ADD ("columns-hide", test_columns_hide);
  ADD ("columns-are-remembered", test_columns_are_remembered);
#undef ADD
  return g_test_run ();
}
