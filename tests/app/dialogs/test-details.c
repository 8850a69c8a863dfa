/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dialogs-fixture.h"

#include "app/dialogs/details-page.h"
#include "app/dialogs/details.h"
#include "app/pictures/remote-picture.h"
#include "shopee/types-private.h"

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_get_width (widget) > 0;
}

static gboolean
shows_picture (gpointer data)
{
  g_autoptr (GPtrArray) pictures = dialogs_find_all (data, GTK_TYPE_PICTURE);

  return pictures->len > 0 && gtk_picture_get_paintable (pictures->pdata[0]) != NULL;
}

static void
test_shown (DialogsFixture *fixture, gconstpointer data)
{
  /* Plain, with models, of two locations, with the old fields. */
  static const guint items[] = { 0, 1, 10, 23, 28, 29 };

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      GtkWindow *dialog =
          pasar_details_dialog_new (NULL, fixture->session, fixture->pictures, ITEM (items[i]));

      gtk_window_present (dialog);
      pasar_test_wait (dialogs_shows_details, dialog);
      if (i == 0)
        pasar_test_wait (shows_picture, dialog);
      dialogs_close (dialog);
    }
}

static GtkLabel *
find_label (gpointer widget, const char *text)
{
  g_autoptr (GPtrArray) labels = dialogs_find_all (widget, GTK_TYPE_LABEL);

  for (guint i = 0; i < labels->len; i++)
    if (strstr (gtk_label_get_text (g_ptr_array_index (labels, i)), text) != NULL)
      return g_ptr_array_index (labels, i);

  return NULL;
}

static void
add_odd_fields (PasarItemInfo *info)
{
  PasarAttribute *attribute = pasar_attribute_new ();
  PasarAttributeValue *value = g_new0 (PasarAttributeValue, 1);
  PasarLogistic *logistic = g_new0 (PasarLogistic, 1);

  info->item_id = 3400133011;
  info->item_name = g_strdup ("ผ้าพันคอผ้าไหมทอมือลายดอกไม้สีน้ำเงินเข้มแบบดั้งเดิม "
                              "手工編織真絲圍巾傳統花卉圖案深藍色禮盒裝附贈收納袋與保養說明卡");
  info->item_status = g_strdup ("NORMAL");
  info->promotion_id = g_strdup ("1000030380");
  attribute->original_attribute_name = g_strdup ("Brand: L2 Default");
  attribute->is_mandatory = TRUE;
  value->original_value_name = g_strdup ("");
  g_ptr_array_add (attribute->values, value);
  g_ptr_array_add (info->attributes, attribute);
  logistic->logistic_id = 10007;
  logistic->logistic_name = g_strdup ("Ninja Van");
  logistic->shipping_fee = PASAR_PRICE_NONE;
  logistic->estimated_shipping_fee = 149;
  g_ptr_array_add (info->logistics, logistic);
}

/* Every field that means something to a seller is there, and a long name leaves its label alone. */
static void
test_fields (DialogsFixture *fixture, gconstpointer data)
{
  g_autoptr (PasarItemInfo) info = pasar_item_info_new ();
  g_autoptr (PasarModelList) models = pasar_model_list_new ();
  PasarModelInfo *model = pasar_model_info_new ();
  PasarItemDetails details = { info, models, g_ptr_array_new () };
  GtkWidget *window = gtk_window_new ();
  static const char *const texts[] = {
    "Live",           "3400133011", "1000030380", "Not filled in", "(required)",
    "about SGD 1.49", "ID 10007",   "Available",  "4321",
  };

  add_odd_fields (info);
  g_free (model->name);
  model->name = g_strdup ("White, S");
  model->has_stock = TRUE;
  model->stock.total_available_stock = 4321;
  g_ptr_array_add (models->models, model);
  gtk_window_set_default_size (GTK_WINDOW (window), 400, 600);
  gtk_window_set_child (GTK_WINDOW (window),
                        pasar_details_page_new (pasar_session_get_catalogue (fixture->session),
                                                NULL,
                                                NULL,
                                                &details));
  gtk_window_present (GTK_WINDOW (window));
  pasar_test_wait (is_mapped, find_label (window, "Name"));

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_test_message ("%s", texts[i]);
      g_assert_nonnull (find_label (window, texts[i]));
    }
  g_assert_cmpint (pango_layout_get_line_count (gtk_label_get_layout (find_label (window, "Name"))),
                   ==,
                   1);
  g_assert_cmpint (gtk_widget_get_width (window), ==, 400);
  g_ptr_array_unref (details.promotions);
  dialogs_close (GTK_WINDOW (window));
}

static void
test_error (DialogsFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  GtkWindow *dialog;

  pasar_sandbox_add_fault (fixture->sandbox, "call=get_item_base_info,kind=html", &error);
  g_assert_no_error (error);
  dialog = pasar_details_dialog_new (NULL, fixture->session, fixture->pictures, ITEM (0));
  gtk_window_present (dialog);
  pasar_test_wait (dialogs_shows_error, dialog);

  pasar_sandbox_clear_faults (fixture->sandbox);
  dialogs_click (dialogs_find (dialog, "retry_button"));
  pasar_test_wait (dialogs_shows_details, dialog);
  dialogs_close (dialog);
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

/* A picture that does not come is not waited for once its window is closed. */
static void
test_closed (DialogsFixture *fixture, gconstpointer data)
{
  g_autofree char *url =
      g_strconcat (pasar_sandbox_get_uri (fixture->sandbox), "/api/v2/shop/get_shop_info", NULL);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *picture;
  g_autoptr (GError) error = NULL;

  pasar_sandbox_add_fault (fixture->sandbox, "call=get_shop_info,kind=delay,value=600000", &error);
  g_assert_no_error (error);
  pasar_client_set_timeout (fixture->client, 600);
  picture = pasar_remote_picture_new (fixture->pictures, url, "Picture");
  g_object_add_weak_pointer (G_OBJECT (picture), (gpointer *) &picture);
  gtk_window_set_child (GTK_WINDOW (window), picture);
  gtk_window_present (GTK_WINDOW (window));
  pasar_test_wait (is_mapped, picture);
  dialogs_close (GTK_WINDOW (window));
  pasar_test_wait (is_gone, &picture);
}

int
main (int argc, char *argv[])
{
  if (!dialogs_test_init (&argc, &argv))
    return 77;

  dialogs_add ("/dialogs-details/shown", test_shown);
  dialogs_add ("/dialogs-details/fields", test_fields);
  dialogs_add ("/dialogs-details/error", test_error);
  dialogs_add ("/dialogs-details/closed", test_closed);
  return g_test_run ();
}
