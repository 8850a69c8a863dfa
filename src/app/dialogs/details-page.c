/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/details-page.h"

#include "app/dialogs/details-list.h"
#include "app/dialogs/util.h"
#include "app/past-view.h"
#include "app/pictures/remote-picture.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* What is shown of an item: its fields as data, and its lists one after the other. */

typedef struct
{
  GtkBox *box;
  PasarCatalogue *catalogue;
  PasarSession *session;        /* (nullable) */
  PasarPictureLoader *pictures; /* (nullable) */
  gint64 item_id;
} Page;

#define FIELD(type, label, kind, member)                                                           \
  {                                                                                                \
    label, PASAR_DETAILS_##kind, offsetof (type, member)                                           \
  }
#define ADD_FIELDS(list, fields, record)                                                           \
  pasar_details_list_add_fields (list, fields, G_N_ELEMENTS (fields), record)

static const PasarDetailsField item_fields[] = {
  FIELD (PasarItemInfo, N_ ("Name"), TEXT, item_name),
  FIELD (PasarItemInfo, N_ ("Status"), WORD, item_status),
  FIELD (PasarItemInfo, N_ ("Condition"), WORD, condition),
  FIELD (PasarItemInfo, N_ ("Brand"), TEXT, brand_name),
  FIELD (PasarItemInfo, N_ ("SKU"), CODE, item_sku),
  FIELD (PasarItemInfo, N_ ("GTIN"), CODE, gtin_code),
  FIELD (PasarItemInfo, N_ ("Item ID"), ID, item_id),
  FIELD (PasarItemInfo, N_ ("Category ID"), ID, category_id),
  FIELD (PasarItemInfo, N_ ("Brand ID"), ID, brand_id),
  FIELD (PasarItemInfo, N_ ("Promotion ID"), CODE, promotion_id),
  FIELD (PasarItemInfo, N_ ("Kit of other items"), FLAG, is_kit),
  FIELD (PasarItemInfo, N_ ("Shown less often by Shopee"), FLAG, deboost),
  FIELD (PasarItemInfo, N_ ("Created"), TIME, create_time),
  FIELD (PasarItemInfo, N_ ("Updated"), TIME, update_time),
};

static const PasarDetailsField price_fields[] = {
  FIELD (PasarPriceInfo, N_ ("Price"), PRICE, original_price),
  FIELD (PasarPriceInfo, N_ ("Buyers pay now"), PRICE, current_price),
  FIELD (PasarPriceInfo, N_ ("Price with tax"), PRICE, inflated_price_of_original_price),
  FIELD (PasarPriceInfo, N_ ("Buyers pay now with tax"), PRICE, inflated_price_of_current_price),
  FIELD (PasarPriceInfo, N_ ("SIP price"), PRICE, sip_item_price),
  FIELD (PasarPriceInfo, N_ ("Source of the SIP price"), WORD, sip_item_price_source),
  FIELD (PasarPriceInfo, N_ ("Local price"), PRICE, local_price),
  FIELD (PasarPriceInfo, N_ ("Local promotion price"), PRICE, local_promotion_price),
};

static const PasarDetailsField stock_fields[] = {
  FIELD (PasarStockInfo, N_ ("Reserved"), NUMBER, total_reserved_stock),
  FIELD (PasarStockInfo, N_ ("Available"), NUMBER, total_available_stock),
};

static const PasarDetailsField model_fields[] = {
  FIELD (PasarModelInfo, N_ ("SKU"), CODE, model_sku),
  FIELD (PasarModelInfo, N_ ("Status"), WORD, model_status),
  FIELD (PasarModelInfo, N_ ("GTIN"), CODE, gtin_code),
  FIELD (PasarModelInfo, N_ ("Variation ID"), ID, model_id),
  FIELD (PasarModelInfo, N_ ("Promotion ID"), CODE, promotion_id),
};

static const PasarDetailsField complaint_fields[] = {
  FIELD (PasarComplaintPolicy, N_ ("Warranty"), WORD, warranty_time),
  FIELD (PasarComplaintPolicy,
         N_ ("No warranty for businesses"),
         FLAG,
         exclude_entrepreneur_warranty),
  FIELD (PasarComplaintPolicy, N_ ("Address ID"), ID, complaint_address_id),
  FIELD (PasarComplaintPolicy, N_ ("Notes"), TEXT, additional_information),
};

/* A part of the page with its title; it is there when its content is. */
static void
add_part (Page *page, const char *title, GtkWidget *content)
{
  GtkWidget *part = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *heading = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_box_append (GTK_BOX (part), heading);
  gtk_box_append (GTK_BOX (part), content);
  gtk_box_append (page->box, part);
  g_object_bind_property (content, "visible", part, "visible", G_BINDING_SYNC_CREATE);
}

static PasarDetailsList *
add_list (Page *page, const char *title)
{
  GtkWidget *list = pasar_details_list_new (page->catalogue);

  gtk_widget_add_css_class (list, "card");
  add_part (page, title, list);

  return PASAR_DETAILS_LIST (list);
}

static void
add_pictures (Page *page, const PasarItemInfo *info)
{
  GtkWidget *carousel;
  GtkWidget *dots;

  if (info->image_urls->len == 0 || page->pictures == NULL)
    return;

  carousel = adw_carousel_new ();
  adw_carousel_set_spacing (ADW_CAROUSEL (carousel), 12);
  adw_carousel_set_allow_scroll_wheel (ADW_CAROUSEL (carousel), FALSE);
  pasar_dialog_set_accessible_label (carousel, _ ("Pictures"));
  for (guint i = 0; i < info->image_urls->len; i++)
    {
      /* Translators: a picture of an item, by its place in the row of pictures. */
      g_autofree char *label = g_strdup_printf (_ ("Picture %u"), i + 1);
      GtkWidget *picture =
          pasar_remote_picture_new (page->pictures, g_ptr_array_index (info->image_urls, i), label);

      gtk_widget_set_hexpand (picture, TRUE);
      adw_carousel_append (ADW_CAROUSEL (carousel), picture);
    }
  gtk_box_append (page->box, carousel);
  dots = adw_carousel_indicator_dots_new ();
  adw_carousel_indicator_dots_set_carousel (ADW_CAROUSEL_INDICATOR_DOTS (dots),
                                            ADW_CAROUSEL (carousel));
  gtk_widget_set_visible (dots, info->image_urls->len > 1);
  gtk_box_append (page->box, dots);
}

/* What tax does not change is not said twice. */
static void
add_prices (PasarDetailsList *list, const PasarPriceInfo *price)
{
  PasarPriceInfo shown = *price;

  if (shown.inflated_price_of_original_price == shown.original_price)
    shown.inflated_price_of_original_price = PASAR_PRICE_NONE;
  if (shown.inflated_price_of_current_price == shown.current_price)
    shown.inflated_price_of_current_price = PASAR_PRICE_NONE;
  ADD_FIELDS (list, price_fields, &shown);
}

static void
add_wholesales (PasarDetailsList *list, const PasarItemInfo *info)
{
  for (guint i = 0; i < info->wholesales->len; i++)
    {
      const PasarWholesaleTier *tier = g_ptr_array_index (info->wholesales, i);
      /* Translators: smallest and largest number of pieces of a wholesale tier. */
      g_autofree char *label = g_strdup_printf (_ ("%d to %d pieces, each"),
                                                (int) MIN (tier->min_count, G_MAXINT),
                                                (int) MIN (tier->max_count, G_MAXINT));
      g_autofree char *price = pasar_details_list_dup_price (list, tier->unit_price);
      g_autofree char *taxed =
          pasar_details_list_dup_price (list, tier->inflated_price_of_unit_price);

      pasar_details_list_add (list, label, price);
      if (tier->inflated_price_of_unit_price != tier->unit_price)
        pasar_details_list_add (list, _ ("The same with tax"), taxed);
    }
}

static void
add_locations (PasarDetailsList *list, const GPtrArray *locations, const char *title)
{
  for (guint i = 0; i < locations->len; i++)
    {
      const PasarStockAtLocation *stock = g_ptr_array_index (locations, i);
      const gboolean is_named = stock->location_id != NULL && *stock->location_id != '\0';
      g_autofree char *label = g_strjoin (" · ", title, is_named ? stock->location_id : NULL, NULL);
      g_autofree char *value = pasar_money_format (stock->stock, 0, NULL);

      pasar_details_list_add (list, label, value);
    }
}

static void
add_stock (PasarDetailsList *list, const PasarStockInfo *stock)
{
  add_locations (list, stock->seller_stock, _ ("Your stock"));
  add_locations (list, stock->shopee_stock, _ ("In Shopee’s warehouse"));
  ADD_FIELDS (list, stock_fields, stock);
}

static gint64
sum_stock (const PasarStockInfo *stock)
{
  gint64 sum = 0;

  for (guint i = 0; i < stock->seller_stock->len; i++)
    sum += ((const PasarStockAtLocation *) g_ptr_array_index (stock->seller_stock, i))->stock;

  return sum;
}

/* It reads once it is seen. */
static GtkWidget *
new_past (Page *page, gint64 model_id)
{
  GtkWidget *past = pasar_past_view_new ();

  gtk_widget_add_css_class (past, "details-list");
  pasar_past_view_show (PASAR_PAST_VIEW (past),
                        page->session,
                        (PasarRowKey){ page->item_id, model_id });
  return past;
}

static GtkWidget *
new_model_row (Page *page, const PasarModelInfo *model)
{
  GtkWidget *row = adw_expander_row_new ();
  PasarDetailsList *list = PASAR_DETAILS_LIST (pasar_details_list_new (page->catalogue));
  g_autofree char *price = NULL;
  g_autofree char *stock = NULL;
  g_autofree char *subtitle = NULL;

  if (model->has_price)
    add_prices (list, &model->price);
  if (model->has_stock)
    add_stock (list, &model->stock);
  ADD_FIELDS (list, model_fields, model);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), GTK_WIDGET (list));
  if (page->session != NULL)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row), new_past (page, model->model_id));

  price =
      model->has_price ? pasar_details_list_dup_price (list, model->price.original_price) : NULL;
  stock = model->has_stock ? pasar_money_format (sum_stock (&model->stock), 0, NULL) : NULL;
  if (price != NULL && stock != NULL)
    /* Translators: price of a variation, then its pieces in stock. */
    subtitle = g_strdup_printf (_ ("%s · %s in stock"), price, stock);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), model->name);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row),
                                 subtitle != NULL ? subtitle
                                 : price != NULL  ? price
                                                  : "");

  return row;
}

static void
add_models (Page *page, const PasarModelList *models)
{
  GtkWidget *rows;

  if (models == NULL || models->models->len == 0)
    return;

  rows = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (rows), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (rows, "boxed-list");
  for (guint i = 0; i < models->models->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (rows),
                         new_model_row (page, g_ptr_array_index (models->models, i)));
  add_part (page, _ ("Variations"), rows);
}

/* Of an item without variations; each of these has its own. */
static void
add_past (Page *page, const PasarModelList *models)
{
  GtkWidget *past;

  if (page->session == NULL || (models != NULL && models->models->len > 0))
    return;
  past = new_past (page, 0);
  gtk_widget_add_css_class (past, "card");
  add_part (page, _ ("History"), past);
}

static const char *
find_model_name (const PasarModelList *models, gint64 model_id)
{
  for (guint i = 0; models != NULL && i < models->models->len; i++)
    {
      const PasarModelInfo *model = g_ptr_array_index (models->models, i);

      if (model->model_id == model_id)
        return model->name;
    }

  return NULL;
}

static void
append_part (GString *text, const char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
}

static char *
dup_id (const char *id)
{
  /* Translators: %s is a number that Shopee gave to a promotion or a shipping channel. */
  return id != NULL && *id != '\0' ? g_strdup_printf (_ ("ID %s"), id) : NULL;
}

static void
add_promotions (PasarDetailsList *list, const PasarItemDetails *details)
{
  for (guint i = 0; i < details->promotions->len; i++)
    {
      const PasarPromotion *promotion = g_ptr_array_index (details->promotions, i);
      g_autofree char *from = pasar_dialog_dup_time (promotion->start_time);
      g_autofree char *to = pasar_dialog_dup_time (promotion->end_time);
      g_autofree char *price = pasar_details_list_dup_price (list, promotion->promotion_price);
      g_autofree char *id = dup_id (promotion->promotion_id);
      g_autofree char *period = NULL;
      g_autoptr (GString) text = g_string_new (NULL);

      if (from != NULL && to != NULL)
        /* Translators: begin and end of a promotion. */
        period = g_strdup_printf (_ ("%s to %s"), from, to);
      append_part (text, find_model_name (details->models, promotion->model_id));
      append_part (text, price);
      append_part (text, promotion->is_ongoing ? _ ("running") : _ ("upcoming"));
      append_part (text, period);
      append_part (text, id);
      pasar_details_list_add (list,
                              promotion->promotion_type != NULL ? promotion->promotion_type
                                                                : _ ("Promotion"),
                              text->str);
    }
}

static void
add_paragraph (GtkWidget *box, const char *text)
{
  GtkWidget *label;

  if (text == NULL || *text == '\0')
    return;

  label = gtk_label_new (text);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_box_append (GTK_BOX (box), label);
}

static void
add_description (Page *page, const PasarItemInfo *info)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *card = adw_bin_new ();

  add_paragraph (box, info->description);
  for (guint i = 0; i < info->description_fields->len; i++)
    {
      const PasarDescriptionField *field = g_ptr_array_index (info->description_fields, i);

      add_paragraph (box, field->text);
      if (field->image_url != NULL && page->pictures != NULL)
        gtk_box_append (GTK_BOX (box),
                        pasar_remote_picture_new (page->pictures,
                                                  field->image_url,
                                                  _ ("Picture of the description")));
    }

  gtk_widget_add_css_class (box, "details-list");
  gtk_widget_add_css_class (card, "card");
  adw_bin_set_child (ADW_BIN (card), box);
  gtk_widget_set_visible (card, gtk_widget_get_first_child (box) != NULL);
  add_part (page, _ ("Description"), card);
}

static void
add_attributes (PasarDetailsList *list, const PasarItemInfo *info)
{
  for (guint i = 0; i < info->attributes->len; i++)
    {
      const PasarAttribute *attribute = g_ptr_array_index (info->attributes, i);
      g_autoptr (GString) values = g_string_new (NULL);
      g_autofree char *label = NULL;

      for (guint k = 0; k < attribute->values->len; k++)
        {
          const PasarAttributeValue *value = g_ptr_array_index (attribute->values, k);
          const gboolean is_named =
              value->original_value_name != NULL && *value->original_value_name != '\0';

          if (!is_named)
            continue;
          g_string_append_printf (values,
                                  "%s%s",
                                  values->len > 0 ? ", " : "",
                                  value->original_value_name);
          if (value->value_unit != NULL && *value->value_unit != '\0')
            g_string_append_printf (values, " %s", value->value_unit);
        }
      if (attribute->original_attribute_name == NULL)
        continue;
      label = attribute->is_mandatory
                  /* Translators: %s is the name of an attribute that Shopee asks for. */
                  ? g_strdup_printf (_ ("%s (required)"), attribute->original_attribute_name)
                  : g_strdup (attribute->original_attribute_name);
      pasar_details_list_add (list, label, values->len > 0 ? values->str : _ ("Not filled in"));
    }
}

static void
add_logistics (PasarDetailsList *list, const PasarItemInfo *info)
{
  for (guint i = 0; i < info->logistics->len; i++)
    {
      const PasarLogistic *logistic = g_ptr_array_index (info->logistics, i);
      g_autofree char *fee = pasar_details_list_dup_price (list, logistic->shipping_fee);
      g_autofree char *guess =
          pasar_details_list_dup_price (list, logistic->estimated_shipping_fee);
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, logistic->logistic_id);
      g_autofree char *id = dup_id (number);
      g_autofree char *estimate = NULL;
      g_autofree char *size = NULL;
      g_autoptr (GString) text = g_string_new (logistic->enabled ? _ ("On") : _ ("Off"));

      if (guess != NULL)
        /* Translators: %s is an amount with its currency. */
        estimate = g_strdup_printf (_ ("about %s"), guess);
      if (logistic->size_id != NULL && *logistic->size_id != '\0')
        /* Translators: %s is a number that Shopee gave to a size of parcel. */
        size = g_strdup_printf (_ ("size %s"), logistic->size_id);
      append_part (text, logistic->is_free ? _ ("free for buyers") : fee != NULL ? fee : estimate);
      append_part (text, size);
      append_part (text, id);
      pasar_details_list_add (list,
                              logistic->logistic_name != NULL ? logistic->logistic_name
                                                              : _ ("Shipping channel"),
                              text->str);
    }
}

/* The shop sends it with a point. */
static char *
dup_weight (const char *wire)
{
  g_auto (GStrv) parts = g_strsplit (wire, ".", -1);
  g_autofree char *number = g_strjoinv (pasar_number_format_get_default ()->decimal_point, parts);

  /* Translators: weight in kilograms. */
  return g_strdup_printf (_ ("%s kg"), number);
}

static void
add_shipping (PasarDetailsList *list, const PasarItemInfo *info)
{
  g_autofree char *weight = NULL;
  g_autofree char *size = NULL;
  g_autofree char *days = NULL;

  if (info->weight != NULL && *info->weight != '\0')
    weight = dup_weight (info->weight);
  if (info->package_length > 0 || info->package_width > 0 || info->package_height > 0)
    /* Translators: length, width and height in centimetres. */
    size = g_strdup_printf (_ ("%d × %d × %d cm"),
                            (int) info->package_length,
                            (int) info->package_width,
                            (int) info->package_height);
  if (info->days_to_ship > 0)
    days = g_strdup_printf (ngettext ("%d day", "%d days", (gulong) info->days_to_ship),
                            (int) info->days_to_ship);

  pasar_details_list_add (list, _ ("Weight"), weight);
  pasar_details_list_add (list, _ ("Package"), size);
  pasar_details_list_add (list, _ ("Pre-order"), info->is_pre_order ? _ ("Yes") : NULL);
  pasar_details_list_add (list, _ ("Ships within"), days);
  pasar_details_list_add (list, _ ("Dangerous goods"), info->item_dangerous > 0 ? _ ("Yes") : NULL);
  add_logistics (list, info);
}

static void
add_media (PasarDetailsList *list, const PasarItemInfo *info)
{
  for (guint i = 0; i < info->videos->len; i++)
    {
      const PasarVideo *video = g_ptr_array_index (info->videos, i);
      /* Translators: a video and its length in seconds. */
      g_autofree char *label = g_strdup_printf (_ ("Video of %d seconds"), (int) video->duration);

      pasar_details_list_add_link (list, label, video->video_url);
    }
  pasar_details_list_add_link (list, _ ("Size chart"), info->size_chart);
}

static void
add_tax (PasarDetailsList *list, const PasarItemInfo *info)
{
  for (guint i = 0; i < info->tax_fields->len; i++)
    {
      const PasarTaxField *field = g_ptr_array_index (info->tax_fields, i);

      if (field->name != NULL)
        pasar_details_list_add_word (list, field->name, field->value);
    }
}

static void
fill (Page *page, const PasarItemDetails *details)
{
  const PasarItemInfo *info = details->info;
  PasarDetailsList *list;

  add_pictures (page, info);
  list = add_list (page, _ ("Item"));
  ADD_FIELDS (list, item_fields, info);
  list = add_list (page, _ ("Price"));
  if (info->has_price)
    add_prices (list, &info->price);
  add_wholesales (add_list (page, _ ("Wholesale")), info);
  list = add_list (page, _ ("Stock"));
  if (info->has_stock)
    add_stock (list, &info->stock);
  add_models (page, details->models);
  add_past (page, details->models);
  add_promotions (add_list (page, _ ("Promotions")), details);
  add_description (page, info);
  add_attributes (add_list (page, _ ("Attributes")), info);
  add_shipping (add_list (page, _ ("Shipping")), info);
  add_media (add_list (page, _ ("Videos and Size Chart")), info);
  add_tax (add_list (page, _ ("Tax")), info);
  list = add_list (page, _ ("Complaint Policy"));
  if (info->complaint_policy != NULL)
    ADD_FIELDS (list, complaint_fields, info->complaint_policy);
}

/**
 * pasar_details_page_new:
 * @catalogue: the catalogue, for digits and currency
 * @session: (nullable): the open shop, for what is known of the past; without it that is left out
 * @pictures: (nullable): loads pictures; without it there are none
 * @details: what the shop says of an item
 *
 * Shows what there is and leaves out what there is not.
 *
 * Returns: (transfer floating): the page, which scrolls
 */
GtkWidget *
pasar_details_page_new (PasarCatalogue *catalogue,
                        PasarSession *session,
                        PasarPictureLoader *pictures,
                        const PasarItemDetails *details)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  Page page = {
    .box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 24)),
    .catalogue = catalogue,
    .session = session,
    .item_id = details->info->item_id,
    .pictures = pictures,
  };

  gtk_widget_add_css_class (GTK_WIDGET (page.box), "details-page");
  fill (&page, details);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (page.box));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled),
                                  GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);

  return scrolled;
}
