/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dialogs-fixture.h"
#include "rendering.h"

#include "app/dialogs/about.h"
#include "app/dialogs/details-page.h"
#include "app/dialogs/details.h"
#include "app/dialogs/edit.h"
#include "app/dialogs/export.h"
#include "app/dialogs/help.h"
#include "app/dialogs/preferences.h"
#include "app/dialogs/shortcuts.h"
#include "jobs/job.h"
#include "shopee/types-private.h"

/* Edit Prices, Edit Stock, Item Details and the small windows in every state that a seller can see:
 * what is drawn, in both styles and with large text. */

#define N_MODELS 40
#define LONG_NAME                                                                                                                                                 \
  "ผ้าพันคอผ้าไหมทอมือลายดอกไม้สีน้ำเงินเข้มแบบดั้งเดิม " \
  "手工編織真絲圍巾傳統花卉圖案深藍色禮盒裝附贈收納袋與保養說明卡"
#define LONG_OPTION "สีน้ำเงินเข้มแบบดั้งเดิม 傳統花卉圖案深藍色禮盒裝, Extra Extra Large with a belt"

static PasarCatalogue *
get_catalogue (DialogsFixture *fixture)
{
  return pasar_session_get_catalogue (fixture->session);
}

static guint
find_row (DialogsFixture *fixture, guint n)
{
  const guint row = pasar_catalogue_find (get_catalogue (fixture), ITEM (n), 0);

  g_assert_cmpuint (row, !=, PASAR_NO_ROW);
  return row;
}

static gboolean
is_drawn (gpointer window)
{
  return gtk_widget_get_mapped (window) && gtk_widget_get_width (window) > 0;
}

static void
show (GtkWindow *window)
{
  gtk_window_present (window);
  pasar_test_wait (is_drawn, window);
}

static void
look_and_close (GtkWindow *window, const char *state)
{
  show (window);
  rendering_check_looks (window, state);
  dialogs_close (window);
}

/* Edit. */

static GtkWindow *
edit (DialogsFixture *fixture, PasarField field, const guint *rows, guint n_rows)
{
  GtkWindow *dialog = dialogs_fixture_edit (fixture, field, rows, n_rows);

  show (dialog);
  return dialog;
}

static void
type (GtkWindow *dialog, const char *id, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (dialogs_find (dialog, id)), text);
}

static void
choose (GtkWindow *dialog, const char *id)
{
  gtk_toggle_button_set_active (dialogs_find (dialog, id), TRUE);
}

/* An item and its models whose names are as long as they can be. */
static guint
put_long_names (DialogsFixture *fixture)
{
  const PasarModelRecord models[] = {
    { 1, LONG_OPTION, "SKU-WITH-A-VERY-LONG-CODE-0001", 1990, 1990, 0, 0, NULL, 0, 0, 0, 0 },
    { 2, LONG_OPTION " 2", "", 990, 990, 0, 0, NULL, 0, 0, 0, 0 },
  };
  const PasarItemRecord item = { .item_id = ITEM (0),
                                 .name = LONG_NAME,
                                 .sku = "",
                                 .status = PASAR_STATUS_NORMAL,
                                 .has_model = TRUE,
                                 .wholesale_price = PASAR_NO_VALUE,
                                 .models = models,
                                 .n_models = G_N_ELEMENTS (models) };

  pasar_catalogue_put_item (get_catalogue (fixture), &item);
  return find_row (fixture, 0);
}

static void
test_edit_prices (DialogsFixture *fixture, gconstpointer data)
{
  const guint rows[] = { find_row (fixture, 1), find_row (fixture, 2), find_row (fixture, 20) };
  GtkWindow *dialog = edit (fixture, PASAR_FIELD_PRICE, rows, G_N_ELEMENTS (rows));

  rendering_check_looks (dialog, "edit-prices-empty");
  type (dialog, "amount_entry", "1,990");
  type (dialog, "ending_entry", "x");
  rendering_check_looks (dialog, "edit-prices-odd-input");
  choose (dialog, "percent_button");
  rendering_check_looks (dialog, "edit-prices-odd-percent");
  type (dialog, "amount_entry", "10");
  type (dialog, "ending_entry", ".90");
  rendering_check_looks (dialog, "edit-prices-preview");
  choose (dialog, "set_button");
  type (dialog, "amount_entry", "19.90");
  type (dialog, "ending_entry", "");
  rendering_check_looks (dialog, "edit-prices-some");
  gtk_label_set_label (dialogs_find (dialog, "failure_label"),
                       "Nothing was changed. The disk is full. Free some space, then try again.");
  gtk_info_bar_set_revealed (dialogs_find (dialog, "failure_bar"), TRUE);
  rendering_check_looks (dialog, "edit-prices-failed");
  dialogs_close (dialog);
}

static void
test_edit_refused (DialogsFixture *fixture, gconstpointer data)
{
  const guint header = put_long_names (fixture);
  const guint rows[] = { header + 1, find_row (fixture, 2), find_row (fixture, 20) };
  GtkWindow *dialog = edit (fixture, PASAR_FIELD_PRICE, rows, G_N_ELEMENTS (rows));

  choose (dialog, "percent_button");
  type (dialog, "amount_entry", "900");
  rendering_check_looks (dialog, "edit-prices-refused");
  dialogs_close (dialog);
}

static void
test_edit_stock (DialogsFixture *fixture, gconstpointer data)
{
  const guint rows[] = { find_row (fixture, 9), find_row (fixture, 10), find_row (fixture, 1) };
  GtkWindow *dialog = edit (fixture, PASAR_FIELD_STOCK, rows, G_N_ELEMENTS (rows));

  rendering_check_looks (dialog, "edit-stock-empty");
  choose (dialog, "subtract_button");
  type (dialog, "amount_entry", "30");
  rendering_check_looks (dialog, "edit-stock-preview");
  type (dialog, "amount_entry", "1000000");
  rendering_check_looks (dialog, "edit-stock-none");
  dialogs_close (dialog);
}

/* Details. */

static PasarModelInfo *
new_model (guint n)
{
  PasarModelInfo *model = pasar_model_info_new ();
  PasarStockAtLocation *stock = g_new0 (PasarStockAtLocation, 1);

  g_free (model->name);
  model->name = n == 0 ? g_strdup (LONG_OPTION) : g_strdup_printf ("White, %u", n);
  model->model_id = 3400133011 + n;
  model->model_sku = g_strdup ("SKU-WITH-A-VERY-LONG-CODE-0001");
  model->has_price = TRUE;
  model->price.original_price = 123456789;
  model->price.current_price = 123456700;
  model->has_stock = TRUE;
  stock->stock = 1234567;
  g_ptr_array_add (model->stock.seller_stock, stock);
  return model;
}

static PasarPromotion *
new_promotion (gint64 model_id, gboolean is_ongoing)
{
  PasarPromotion *promotion = g_new0 (PasarPromotion, 1);

  promotion->item_id = 3400133011;
  promotion->model_id = model_id;
  promotion->promotion_type = g_strdup ("Discount Promotions");
  promotion->promotion_id = g_strdup ("1000030380");
  promotion->start_time = 1700000000;
  promotion->end_time = 1800000000;
  promotion->promotion_price = 99990;
  promotion->is_ongoing = is_ongoing;
  return promotion;
}

static void
add_attribute (PasarItemInfo *info, const char *name, const char *value_name)
{
  PasarAttribute *attribute = pasar_attribute_new ();
  PasarAttributeValue *value = g_new0 (PasarAttributeValue, 1);

  attribute->original_attribute_name = g_strdup (name);
  attribute->is_mandatory = *value_name == '\0';
  value->original_value_name = g_strdup (value_name);
  g_ptr_array_add (attribute->values, value);
  g_ptr_array_add (info->attributes, attribute);
}

static void
fill_info (PasarItemInfo *info)
{
  PasarLogistic *logistic = g_new0 (PasarLogistic, 1);

  info->item_id = 3400133011;
  info->item_name = g_strdup (LONG_NAME);
  info->item_sku =
      g_strdup ("SKU-WITH-A-VERY-LONG-CODE-THAT-HAS-NO-BLANK-AT-WHICH-IT-COULD-BREAK-0001");
  info->item_status = g_strdup ("NORMAL");
  info->condition = g_strdup ("NEW");
  info->create_time = 1600000000;
  info->update_time = 1700000000;
  info->description = g_strdup (LONG_NAME "\n\n" LONG_NAME);
  info->size_chart =
      g_strdup ("https://cf.shopee.sg/file/a-long-name-without-a-blank-0123456789abcdef");
  add_attribute (info, "Brand: L2 Default", "");
  add_attribute (info, LONG_OPTION, LONG_NAME);
  logistic->logistic_id = 10007;
  logistic->logistic_name = g_strdup ("Standard Delivery - สีน้ำเงินเข้มแบบดั้งเดิม");
  logistic->shipping_fee = PASAR_PRICE_NONE;
  logistic->estimated_shipping_fee = 149;
  g_ptr_array_add (info->logistics, logistic);
}

static GtkWidget *
find_scrolled (GtkWindow *window)
{
  g_autoptr (GPtrArray) found = dialogs_find_all (window, GTK_TYPE_SCROLLED_WINDOW);

  return g_ptr_array_index (found, 0);
}

/* The part of the page that begins so far down. */
static void
scroll_to (GtkWindow *window, double share)
{
  GtkAdjustment *adjustment =
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (find_scrolled (window)));

  gtk_adjustment_set_value (adjustment,
                            share
                                * (gtk_adjustment_get_upper (adjustment)
                                   - gtk_adjustment_get_page_size (adjustment)));
}

static void
expand_first (GtkWindow *window)
{
  g_autoptr (GPtrArray) rows = dialogs_find_all (window, ADW_TYPE_EXPANDER_ROW);

  adw_expander_row_set_expanded (g_ptr_array_index (rows, 0), TRUE);
}

static void
test_details_page (DialogsFixture *fixture, gconstpointer data)
{
  g_autoptr (PasarItemInfo) info = pasar_item_info_new ();
  g_autoptr (PasarModelList) models = pasar_model_list_new ();
  g_autoptr (GPtrArray) promotions = pasar_promotions_new ();
  const PasarItemDetails details = { info, models, promotions };
  GtkWidget *window = gtk_window_new ();

  fill_info (info);
  for (guint i = 0; i < N_MODELS; i++)
    g_ptr_array_add (models->models, new_model (i));
  g_ptr_array_add (promotions, new_promotion (3400133011, TRUE));
  g_ptr_array_add (promotions, new_promotion (3400133012, FALSE));
  gtk_window_set_title (GTK_WINDOW (window), "Item Details");
  gtk_window_set_default_size (GTK_WINDOW (window), 680, 700);
  gtk_window_set_child (GTK_WINDOW (window),
                        pasar_details_page_new (get_catalogue (fixture), NULL, NULL, &details));
  show (GTK_WINDOW (window));
  rendering_check_looks (GTK_WINDOW (window), "details-top");
  expand_first (GTK_WINDOW (window));
  scroll_to (GTK_WINDOW (window), 0.15);
  rendering_check_looks (GTK_WINDOW (window), "details-variations");
  scroll_to (GTK_WINDOW (window), 1);
  rendering_check_looks (GTK_WINDOW (window), "details-bottom");
  dialogs_close (GTK_WINDOW (window));
}

static void
test_details (DialogsFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  GtkWindow *dialog =
      pasar_details_dialog_new (NULL, fixture->session, fixture->pictures, ITEM (1));

  gtk_window_present (dialog);
  pasar_test_wait (dialogs_shows_details, dialog);
  look_and_close (dialog, "details-shown");

  pasar_sandbox_add_fault (fixture->sandbox, "call=get_item_base_info,kind=html", &error);
  g_assert_no_error (error);
  put_long_names (fixture);
  dialog = pasar_details_dialog_new (NULL, fixture->session, fixture->pictures, ITEM (0));
  gtk_window_present (dialog);
  pasar_test_wait (dialogs_shows_error, dialog);
  look_and_close (dialog, "details-error");

  pasar_session_set_client (fixture->session, NULL);
  dialog = pasar_details_dialog_new (NULL, fixture->session, fixture->pictures, ITEM (0));
  look_and_close (dialog, "details-signed-out");
}

static void
test_export (DialogsFixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (PasarRowKey));
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (PasarRowKey));
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (PasarColumn));
  const PasarExportRows rows = { all, none, all };
  GtkWindow *dialog;

  pasar_catalogue_list_keys (get_catalogue (fixture), &(PasarKeyList){ all }, G_MAXINT64);
  dialog = pasar_export_dialog_new (NULL, fixture->session, &rows, columns);
  show (dialog);
  g_assert_true (dialogs_is_sensitive (dialog, "export_button"));
  g_assert_true (dialogs_is_sensitive (dialog, "fill_button"));
  rendering_check_looks (dialog, "export");
  adw_combo_row_set_selected (dialogs_find (dialog, "columns_row"), 2);
  g_assert_true (gtk_widget_get_visible (dialogs_find (dialog, "chosen_row")));
  rendering_check_looks (dialog, "export-chosen");
  adw_combo_row_set_selected (dialogs_find (dialog, "rows_row"), 1);
  g_assert_false (dialogs_is_sensitive (dialog, "export_button"));
  g_assert_false (dialogs_is_sensitive (dialog, "fill_button"));
  rendering_check_looks (dialog, "export-nothing");
  dialogs_close (dialog);
}

/* The small windows. */

static void
test_preferences (DialogsFixture *fixture, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);
  g_autoptr (PasarAccounts) accounts = dialogs_fixture_load_accounts (fixture);
  GtkWindow *window = pasar_preferences_new (NULL, settings, accounts);
  g_autoptr (GPtrArray) pages = dialogs_find_all (window, ADW_TYPE_PREFERENCES_PAGE);
  g_autoptr (GPtrArray) buttons = NULL;
  AdwMessageDialog *question;

  show (window);
  rendering_check_looks (window, "preferences");
  scroll_to (window, 1);
  rendering_check_looks (window, "preferences-bottom");
  adw_preferences_window_set_visible_page (ADW_PREFERENCES_WINDOW (window), pages->pdata[1]);
  rendering_check_looks (window, "preferences-review");
  adw_preferences_window_set_visible_page (ADW_PREFERENCES_WINDOW (window), pages->pdata[0]);
  buttons = dialogs_find_all (dialogs_find (window, "shops_list"), GTK_TYPE_BUTTON);
  dialogs_click (g_ptr_array_index (buttons, 0));
  question = dialogs_wait_question ();
  rendering_check_looks (GTK_WINDOW (question), "preferences-forget");
  gtk_window_destroy (GTK_WINDOW (question));
  dialogs_close (window);
}

static void
test_small (DialogsFixture *fixture, gconstpointer data)
{
  GtkWidget *parent = gtk_window_new ();
  GtkWindow *help = pasar_help_new (GTK_WINDOW (parent));
  g_autoptr (GPtrArray) stacks = dialogs_find_all (help, GTK_TYPE_STACK);
  g_autoptr (GtkSelectionModel) pages = gtk_stack_get_pages (g_ptr_array_index (stacks, 0));

  look_and_close (pasar_about_new (GTK_WINDOW (parent)), "about");
  look_and_close (pasar_shortcuts_new (GTK_WINDOW (parent)), "shortcuts");
  show (help);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (pages)); i++)
    {
      g_autofree char *state = g_strdup_printf ("help-%u", i);

      gtk_selection_model_select_item (pages, i, TRUE);
      rendering_check_looks (help, state);
    }
  dialogs_close (help);
  gtk_window_destroy (GTK_WINDOW (parent));
}

int
main (int argc, char *argv[])
{
  if (!dialogs_test_init (&argc, &argv))
    return 77;
  rendering_init ();
  dialogs_add ("/dialogs-forms-looks/edit-prices", test_edit_prices);
  dialogs_add ("/dialogs-forms-looks/edit-refused", test_edit_refused);
  dialogs_add ("/dialogs-forms-looks/edit-stock", test_edit_stock);
  dialogs_add ("/dialogs-forms-looks/details-page", test_details_page);
  dialogs_add ("/dialogs-forms-looks/details", test_details);
  dialogs_add ("/dialogs-forms-looks/export", test_export);
  dialogs_add ("/dialogs-forms-looks/preferences", test_preferences);
  dialogs_add ("/dialogs-forms-looks/small", test_small);
  return g_test_run ();
}
