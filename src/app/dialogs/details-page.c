/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/details-page.h"

#include "app/dialogs/details-builder.h"
#include "app/dialogs/remote-picture.h"
#include "app/dialogs/util.h"

#include <glib/gi18n-lib.h>

typedef PasarDetailsBuilder Builder;

static void
add_pictures (Builder *self, const PasarItemInfo *info)
{
  GtkWidget *box;
  GtkWidget *carousel;
  GtkWidget *dots;

  if (info->image_urls->len == 0 || self->client == NULL)
    return;

  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  carousel = adw_carousel_new ();
  adw_carousel_set_spacing (ADW_CAROUSEL (carousel), 12);
  adw_carousel_set_allow_scroll_wheel (ADW_CAROUSEL (carousel), FALSE);
  pasar_dialog_set_accessible_label (carousel, _ ("Pictures"));
  for (guint i = 0; i < info->image_urls->len; i++)
    {
      /* Translators: a picture of an item, by its place in the row of pictures. */
      g_autofree char *label = g_strdup_printf (_ ("Picture %u"), i + 1);
      GtkWidget *picture =
          pasar_remote_picture_new (self->client, g_ptr_array_index (info->image_urls, i), label);

      gtk_widget_set_hexpand (picture, TRUE);
      adw_carousel_append (ADW_CAROUSEL (carousel), picture);
    }
  gtk_box_append (GTK_BOX (box), carousel);
  dots = adw_carousel_indicator_dots_new ();
  adw_carousel_indicator_dots_set_carousel (ADW_CAROUSEL_INDICATOR_DOTS (dots),
                                            ADW_CAROUSEL (carousel));
  gtk_widget_set_visible (dots, info->image_urls->len > 1);
  gtk_box_append (GTK_BOX (box), dots);

  pasar_details_begin (self, NULL);
  pasar_details_add_widget (self, box);
}

static const char *
get_status_label (const char *wire)
{
  const PasarStatus status = wire != NULL ? pasar_status_from_wire (wire) : PASAR_STATUS_UNKNOWN;

  return status != PASAR_STATUS_UNKNOWN ? pasar_status_to_label (status) : wire;
}

static const char *
get_condition_label (const char *wire)
{
  if (g_strcmp0 (wire, "NEW") == 0)
    return _ ("New");
  if (g_strcmp0 (wire, "USED") == 0)
    return _ ("Used");

  return wire;
}

static void
add_item (Builder *self, const PasarItemInfo *info)
{
  pasar_details_begin (self, _ ("Item"));
  pasar_details_add_text (self, _ ("Name"), info->item_name);
  pasar_details_add_text (self, _ ("Status"), get_status_label (info->item_status));
  pasar_details_add_text (self, _ ("Condition"), get_condition_label (info->condition));
  pasar_details_add_text (self, _ ("Brand"), info->brand_name);
  pasar_details_add_id_text (self, _ ("SKU"), info->item_sku);
  pasar_details_add_id_text (self, _ ("GTIN"), info->gtin_code);
  pasar_details_add_id (self, _ ("Item ID"), info->item_id);
  pasar_details_add_id (self, _ ("Category ID"), info->category_id);
  pasar_details_add_id (self, _ ("Brand ID"), info->brand_id);
  pasar_details_add_flag (self, _ ("Kit of other items"), info->is_kit);
  pasar_details_add_flag (self, _ ("Shown less often by Shopee"), info->deboost);
  pasar_details_add_flag (self, _ ("Dangerous goods"), info->item_dangerous > 0);
  pasar_details_add_time (self, _ ("Created"), info->create_time);
  pasar_details_add_time (self, _ ("Updated"), info->update_time);
}

static void
add_price_rows (Builder *self, const PasarPriceInfo *price)
{
  pasar_details_add_price (self, _ ("Price"), price->original_price);
  pasar_details_add_price (self, _ ("Buyers pay now"), price->current_price);
  if (price->inflated_price_of_original_price != price->original_price)
    pasar_details_add_price (self, _ ("Price with tax"), price->inflated_price_of_original_price);
  if (price->inflated_price_of_current_price != price->current_price)
    pasar_details_add_price (self,
                             _ ("Buyers pay now with tax"),
                             price->inflated_price_of_current_price);
  pasar_details_add_price (self, _ ("SIP price"), price->sip_item_price);
  pasar_details_add_text (self, _ ("Source of the SIP price"), price->sip_item_price_source);
  pasar_details_add_price (self, _ ("Local price"), price->local_price);
  pasar_details_add_price (self, _ ("Local promotion price"), price->local_promotion_price);
}

static void
add_wholesale (Builder *self, const PasarItemInfo *info)
{
  pasar_details_begin (self, _ ("Wholesale"));
  for (guint i = 0; i < info->wholesales->len; i++)
    {
      const PasarWholesaleTier *tier = g_ptr_array_index (info->wholesales, i);
      /* Translators: smallest and largest number of pieces of a wholesale tier. */
      g_autofree char *title = g_strdup_printf (_ ("%d to %d pieces, each"),
                                                (int) tier->min_count,
                                                (int) tier->max_count);

      pasar_details_add_price (self, title, tier->unit_price);
      if (tier->inflated_price_of_unit_price != tier->unit_price)
        pasar_details_add_price (self, _ ("The same with tax"), tier->inflated_price_of_unit_price);
    }
}

static char *
dup_location_title (const PasarStockAtLocation *stock, const char *title)
{
  const gboolean named = stock->location_id != NULL && *stock->location_id != '\0';

  return named ? g_strdup_printf ("%s · %s", title, stock->location_id) : g_strdup (title);
}

static void
add_stock_locations (Builder *self, const GPtrArray *locations, const char *title)
{
  for (guint i = 0; i < locations->len; i++)
    {
      const PasarStockAtLocation *stock = g_ptr_array_index (locations, i);
      g_autofree char *text = dup_location_title (stock, title);

      pasar_details_add_number (self, text, stock->stock);
    }
}

static void
add_stock_rows (Builder *self, const PasarStockInfo *stock)
{
  add_stock_locations (self, stock->seller_stock, _ ("Your stock"));
  add_stock_locations (self, stock->shopee_stock, _ ("In Shopee’s warehouse"));
  pasar_details_add_number (self, _ ("Reserved"), stock->total_reserved_stock);
  pasar_details_add_number (self, _ ("Available"), stock->total_available_stock);
}

static char *
dup_stock_sum (const PasarStockInfo *stock)
{
  gint64 sum = 0;

  for (guint i = 0; i < stock->seller_stock->len; i++)
    sum += ((const PasarStockAtLocation *) g_ptr_array_index (stock->seller_stock, i))->stock;

  return pasar_money_format (sum, 0, NULL);
}

static void
add_expander_row (AdwExpanderRow *expander, const char *title, const char *value)
{
  if (value != NULL && *value != '\0')
    adw_expander_row_add_row (expander, GTK_WIDGET (pasar_details_new_row (title, value)));
}

static void
add_expander_price (Builder *self, AdwExpanderRow *expander, const char *title, gint64 price)
{
  g_autofree char *text = pasar_details_dup_price (self, price);

  add_expander_row (expander, title, text);
}

static void
add_expander_stock (AdwExpanderRow *expander, const GPtrArray *locations, const char *title)
{
  for (guint i = 0; i < locations->len; i++)
    {
      const PasarStockAtLocation *stock = g_ptr_array_index (locations, i);
      g_autofree char *text = dup_location_title (stock, title);
      g_autofree char *value = pasar_money_format (stock->stock, 0, NULL);

      add_expander_row (expander, text, value);
    }
}

static void
add_model_rows (Builder *self, AdwExpanderRow *expander, const PasarModelInfo *model)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, model->model_id);
  const PasarPriceInfo *price = &model->price;

  if (model->has_price)
    {
      add_expander_price (self, expander, _ ("Buyers pay now"), price->current_price);
      if (price->inflated_price_of_original_price != price->original_price)
        add_expander_price (self,
                            expander,
                            _ ("Price with tax"),
                            price->inflated_price_of_original_price);
      add_expander_price (self, expander, _ ("SIP price"), price->sip_item_price);
    }
  if (model->has_stock)
    {
      g_autofree char *reserved = pasar_money_format (model->stock.total_reserved_stock, 0, NULL);

      add_expander_stock (expander, model->stock.seller_stock, _ ("Your stock"));
      add_expander_stock (expander, model->stock.shopee_stock, _ ("In Shopee’s warehouse"));
      add_expander_row (expander, _ ("Reserved"), reserved);
    }
  add_expander_row (expander, _ ("GTIN"), model->gtin_code);
  add_expander_row (expander, _ ("Model ID"), id);
}

static void
add_model (Builder *self, const PasarModelInfo *model)
{
  GtkWidget *row = adw_expander_row_new ();
  g_autofree char *price = NULL;
  g_autofree char *stock = NULL;
  g_autofree char *text = NULL;
  GtkWidget *label;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), model->name);
  if (model->model_sku != NULL)
    adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), model->model_sku);

  price = model->has_price ? pasar_details_dup_price (self, model->price.original_price) : NULL;
  stock = model->has_stock ? dup_stock_sum (&model->stock) : NULL;
  if (price != NULL && stock != NULL)
    /* Translators: price of a model, then its pieces in stock. */
    text = g_strdup_printf (_ ("%s · %s in stock"), price, stock);
  else
    text = g_strdup (price != NULL ? price : "");
  label = gtk_label_new (text);
  gtk_widget_add_css_class (label, "numeric");
  adw_expander_row_add_action (ADW_EXPANDER_ROW (row), label);

  add_model_rows (self, ADW_EXPANDER_ROW (row), model);
  pasar_details_add_widget (self, row);
}

static void
add_models (Builder *self, const PasarModelList *models)
{
  pasar_details_begin (self, _ ("Models"));
  for (guint i = 0; models != NULL && i < models->models->len; i++)
    add_model (self, g_ptr_array_index (models->models, i));
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
add_promotions (Builder *self, const PasarItemDetails *details)
{
  pasar_details_begin (self, _ ("Promotions"));
  for (guint i = 0; i < details->promotions->len; i++)
    {
      const PasarPromotion *promotion = g_ptr_array_index (details->promotions, i);
      const char *model = find_model_name (details->models, promotion->model_id);
      g_autofree char *from = pasar_dialog_dup_time (promotion->start_time);
      g_autofree char *to = pasar_dialog_dup_time (promotion->end_time);
      g_autofree char *price = pasar_details_dup_price (self, promotion->promotion_price);
      g_autofree char *title = NULL;
      g_autofree char *subtitle = NULL;
      AdwActionRow *row;

      title = g_strjoin (" · ",
                         promotion->promotion_type != NULL ? promotion->promotion_type
                                                           : _ ("Promotion"),
                         promotion->is_ongoing ? _ ("running") : _ ("upcoming"),
                         model,
                         NULL);
      if (from != NULL && to != NULL)
        /* Translators: begin and end of a promotion. */
        subtitle = g_strdup_printf (_ ("%s to %s"), from, to);
      row = pasar_details_new_row (title, price);
      adw_action_row_set_subtitle (row, subtitle != NULL ? subtitle : "");
      pasar_details_add_widget (self, GTK_WIDGET (row));
    }
}

static GtkWidget *
new_paragraph (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);

  return label;
}

static void
add_description (Builder *self, const PasarItemInfo *info)
{
  const gboolean plain = info->description != NULL && *info->description != '\0';
  GtkWidget *card;
  GtkWidget *box;

  if (!plain && info->description_fields->len == 0)
    return;

  card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (card, "card");
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_box_append (GTK_BOX (card), box);

  if (plain)
    gtk_box_append (GTK_BOX (box), new_paragraph (info->description));
  for (guint i = 0; i < info->description_fields->len; i++)
    {
      const PasarDescriptionField *field = g_ptr_array_index (info->description_fields, i);

      if (field->text != NULL && *field->text != '\0')
        gtk_box_append (GTK_BOX (box), new_paragraph (field->text));
      if (field->image_url != NULL && self->client != NULL)
        gtk_box_append (GTK_BOX (box),
                        pasar_remote_picture_new (self->client,
                                                  field->image_url,
                                                  _ ("Picture of the description")));
    }

  pasar_details_begin (self, _ ("Description"));
  pasar_details_add_widget (self, card);
}

static void
add_attributes (Builder *self, const PasarItemInfo *info)
{
  pasar_details_begin (self, _ ("Attributes"));
  for (guint i = 0; i < info->attributes->len; i++)
    {
      const PasarAttribute *attribute = g_ptr_array_index (info->attributes, i);
      g_autoptr (GString) values = g_string_new (NULL);

      for (guint k = 0; k < attribute->values->len; k++)
        {
          const PasarAttributeValue *value = g_ptr_array_index (attribute->values, k);

          if (value->original_value_name == NULL)
            continue;
          g_string_append_printf (values,
                                  "%s%s%s%s",
                                  values->len > 0 ? ", " : "",
                                  value->original_value_name,
                                  value->value_unit != NULL && *value->value_unit != '\0' ? " "
                                                                                          : "",
                                  value->value_unit != NULL ? value->value_unit : "");
        }
      if (attribute->original_attribute_name != NULL)
        pasar_details_add_text (self, attribute->original_attribute_name, values->str);
    }
}

static void
add_logistics (Builder *self, const PasarItemInfo *info)
{
  for (guint i = 0; i < info->logistics->len; i++)
    {
      const PasarLogistic *logistic = g_ptr_array_index (info->logistics, i);
      const char *name =
          logistic->logistic_name != NULL ? logistic->logistic_name : _ ("Shipping channel");
      const gint64 shown_fee = logistic->shipping_fee != PASAR_PRICE_NONE
                                   ? logistic->shipping_fee
                                   : logistic->estimated_shipping_fee;
      g_autofree char *fee = pasar_details_dup_price (self, shown_fee);
      const char *value = logistic->is_free ? _ ("Free for buyers") : fee != NULL ? fee : _ ("On");
      AdwActionRow *row = pasar_details_new_row (name, logistic->enabled ? value : _ ("Off"));

      if (logistic->shipping_fee == PASAR_PRICE_NONE && fee != NULL && logistic->enabled
          && !logistic->is_free)
        adw_action_row_set_subtitle (row, _ ("Estimated fee"));
      pasar_details_add_widget (self, GTK_WIDGET (row));
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
add_shipping (Builder *self, const PasarItemInfo *info)
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

  pasar_details_begin (self, _ ("Shipping"));
  pasar_details_add_text (self, _ ("Weight"), weight);
  pasar_details_add_text (self, _ ("Package"), size);
  pasar_details_add_flag (self, _ ("Pre-order"), info->is_pre_order);
  pasar_details_add_text (self, _ ("Ships within"), days);
  add_logistics (self, info);
}

static void
add_media (Builder *self, const PasarItemInfo *info)
{
  pasar_details_begin (self, _ ("Videos and Size Chart"));
  for (guint i = 0; i < info->videos->len; i++)
    {
      const PasarVideo *video = g_ptr_array_index (info->videos, i);
      /* Translators: a video and its length in seconds. */
      g_autofree char *title = g_strdup_printf (_ ("Video of %d seconds"), (int) video->duration);

      pasar_details_add_link (self, title, video->video_url);
    }
  pasar_details_add_link (self, _ ("Size chart"), info->size_chart);
}

/* The names of tax fields as the seller knows them from the seller centre; others as on the wire.
 */
static const char *
get_tax_label (const char *name)
{
  static const struct
  {
    const char *name;
    const char *label;
  } labels[] = {
    { "ncm", N_ ("NCM") },
    { "same_state_cfop", N_ ("CFOP (same state)") },
    { "diff_state_cfop", N_ ("CFOP (other state)") },
    { "csosn", N_ ("CSOSN") },
    { "origin", N_ ("Origin") },
    { "cest", N_ ("CEST") },
    { "measure_unit", N_ ("Unit") },
    { "invoice_option", N_ ("Invoice") },
    { "vat_rate", N_ ("VAT rate") },
    { "hs_code", N_ ("HS code") },
    { "tax_code", N_ ("Tax code") },
    { "tax_type", N_ ("Tax type") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_strcmp0 (labels[i].name, name) == 0)
      return g_dgettext (GETTEXT_PACKAGE, labels[i].label);

  return name;
}

static void
add_tax (Builder *self, const PasarItemInfo *info)
{
  pasar_details_begin (self, _ ("Tax"));
  for (guint i = 0; i < info->tax_fields->len; i++)
    {
      const PasarTaxField *field = g_ptr_array_index (info->tax_fields, i);

      if (field->name != NULL)
        pasar_details_add_text (self, get_tax_label (field->name), field->value);
    }
}

static const char *
get_warranty_label (const char *wire)
{
  if (g_strcmp0 (wire, "ONE_YEAR") == 0)
    return _ ("One year");
  if (g_strcmp0 (wire, "TWO_YEARS") == 0)
    return _ ("Two years");
  if (g_strcmp0 (wire, "OVER_TWO_YEARS") == 0)
    return _ ("More than two years");

  return wire;
}

static void
add_complaints (Builder *self, const PasarComplaintPolicy *policy)
{
  if (policy == NULL)
    return;

  pasar_details_begin (self, _ ("Complaint Policy"));
  pasar_details_add_text (self, _ ("Warranty"), get_warranty_label (policy->warranty_time));
  pasar_details_add_flag (self,
                          _ ("No warranty for businesses"),
                          policy->exclude_entrepreneur_warranty);
  pasar_details_add_id (self, _ ("Address ID"), policy->complaint_address_id);
  pasar_details_add_text (self, _ ("Notes"), policy->additional_information);
}

/**
 * pasar_details_page_new:
 * @catalogue: the catalogue, for digits and currency
 * @client: (nullable): fetches pictures; without one there are none
 * @details: what the shop says of an item
 *
 * Shows what there is and leaves out what there is not.
 *
 * Returns: (transfer floating): a page of groups
 */
GtkWidget *
pasar_details_page_new (PasarCatalogue *catalogue,
                        PasarClient *client,
                        const PasarItemDetails *details)
{
  GtkWidget *page = adw_preferences_page_new ();
  const PasarItemInfo *info = details->info;
  Builder builder = {
    .catalogue = catalogue,
    .client = client,
    .page = ADW_PREFERENCES_PAGE (page),
  };

  add_pictures (&builder, info);
  add_item (&builder, info);
  pasar_details_begin (&builder, _ ("Price"));
  if (info->has_price)
    add_price_rows (&builder, &info->price);
  add_wholesale (&builder, info);
  pasar_details_begin (&builder, _ ("Stock"));
  if (info->has_stock)
    add_stock_rows (&builder, &info->stock);
  add_models (&builder, details->models);
  add_promotions (&builder, details);
  add_description (&builder, info);
  add_attributes (&builder, info);
  add_shipping (&builder, info);
  add_media (&builder, info);
  add_tax (&builder, info);
  add_complaints (&builder, info->complaint_policy);

  return page;
}
