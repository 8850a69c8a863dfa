/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/details-builder.h"

#include "app/compat.h"
#include "app/dialogs/util.h"

#include <glib/gi18n-lib.h>

/**
 * pasar_details_begin:
 * @self: a builder
 * @title: (nullable): title of the group that the next rows belong to; a static string
 *
 * Begins a group, which appears with its first row.
 */
void
pasar_details_begin (PasarDetailsBuilder *self, const char *title)
{
  self->group = NULL;
  self->title = title;
}

/**
 * pasar_details_add_widget:
 * @self: a builder
 * @widget: (transfer floating): a row, or what stands in place of rows
 */
void
pasar_details_add_widget (PasarDetailsBuilder *self, GtkWidget *widget)
{
  if (self->group == NULL)
    {
      self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
      if (self->title != NULL)
        adw_preferences_group_set_title (self->group, self->title);
      adw_preferences_page_add (self->page, self->group);
    }
  adw_preferences_group_add (self->group, widget);
}

/**
 * pasar_details_new_row:
 * @title: what the value is
 * @value: (nullable): the value
 *
 * Returns: (transfer floating): a row with the value at its end, to be selected and copied
 */
AdwActionRow *
pasar_details_new_row (const char *title, const char *value)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);

  if (value != NULL)
    {
      GtkWidget *label = gtk_label_new (value);

      gtk_label_set_selectable (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_xalign (GTK_LABEL (label), 1);
      gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_RIGHT);
      gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 36);
      gtk_widget_add_css_class (label, "numeric");
      gtk_widget_set_margin_top (label, 6);
      gtk_widget_set_margin_bottom (label, 6);
      adw_action_row_add_suffix (row, label);
    }

  return row;
}

/**
 * pasar_details_add_text:
 * @self: a builder
 * @title: what the value is
 * @value: (nullable): the value; no row without one
 */
void
pasar_details_add_text (PasarDetailsBuilder *self, const char *title, const char *value)
{
  if (value != NULL && *value != '\0')
    pasar_details_add_widget (self, GTK_WIDGET (pasar_details_new_row (title, value)));
}

/**
 * pasar_details_add_flag:
 * @self: a builder
 * @title: what the flag says
 * @flag: the flag; no row when it is not set
 */
void
pasar_details_add_flag (PasarDetailsBuilder *self, const char *title, gboolean flag)
{
  if (flag)
    pasar_details_add_text (self, title, _ ("Yes"));
}

static void
copy_cb (GtkWidget *button)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (button),
                          g_object_get_data (G_OBJECT (button), "pasar-text"));
}

/**
 * pasar_details_add_id_text:
 * @self: a builder
 * @title: what the id is of
 * @id: (nullable): the id; no row without one
 *
 * Adds a row with a button that copies the id.
 */
void
pasar_details_add_id_text (PasarDetailsBuilder *self, const char *title, const char *id)
{
  g_autofree char *spoken = NULL;
  GtkWidget *button;
  AdwActionRow *row;

  if (id == NULL || *id == '\0')
    return;

  row = pasar_details_new_row (title, id);
  button = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  gtk_widget_set_tooltip_text (button, _ ("Copy"));
  /* Translators: name of a field, such as "SKU"; read by screen readers. */
  spoken = g_strdup_printf (_ ("Copy %s"), title);
  pasar_dialog_set_accessible_label (button, spoken);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "pasar-text", g_strdup (id), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (copy_cb), NULL);
  adw_action_row_add_suffix (row, button);
  pasar_details_add_widget (self, GTK_WIDGET (row));
}

/**
 * pasar_details_add_id:
 * @self: a builder
 * @title: what the id is of
 * @id: the id; no row for 0
 */
void
pasar_details_add_id (PasarDetailsBuilder *self, const char *title, gint64 id)
{
  g_autofree char *text = NULL;

  if (id == 0)
    return;

  text = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  pasar_details_add_id_text (self, title, text);
}

/**
 * pasar_details_add_number:
 * @self: a builder
 * @title: what is counted
 * @number: whole number; no row below 0
 */
void
pasar_details_add_number (PasarDetailsBuilder *self, const char *title, gint64 number)
{
  g_autofree char *text = NULL;

  if (number < 0)
    return;

  text = pasar_money_format (number, 0, NULL);
  pasar_details_add_text (self, title, text);
}

/**
 * pasar_details_dup_price:
 * @self: a builder
 * @price: minor units, or `PASAR_PRICE_NONE`
 *
 * Returns: (transfer full) (nullable): amount and currency
 */
char *
pasar_details_dup_price (PasarDetailsBuilder *self, gint64 price)
{
  g_autofree char *amount = NULL;

  if (price == PASAR_PRICE_NONE)
    return NULL;

  amount = pasar_money_format (price, pasar_catalogue_get_digits (self->catalogue), NULL);

  /* Translators: an amount and its currency, e.g. "12.90 SGD". */
  return g_strdup_printf (_ ("%s %s"), amount, pasar_catalogue_get_currency (self->catalogue));
}

/**
 * pasar_details_add_price:
 * @self: a builder
 * @title: which price it is
 * @price: minor units; no row for `PASAR_PRICE_NONE`
 */
void
pasar_details_add_price (PasarDetailsBuilder *self, const char *title, gint64 price)
{
  g_autofree char *text = pasar_details_dup_price (self, price);

  pasar_details_add_text (self, title, text);
}

/**
 * pasar_details_add_time:
 * @self: a builder
 * @title: what happened then
 * @unix_secs: the moment; no row for 0
 */
void
pasar_details_add_time (PasarDetailsBuilder *self, const char *title, gint64 unix_secs)
{
  g_autofree char *text = pasar_dialog_dup_time (unix_secs);

  pasar_details_add_text (self, title, text);
}

static void
open_cb (AdwActionRow *row)
{
  pasar_compat_show_uri (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (row))),
                         g_object_get_data (G_OBJECT (row), "pasar-url"));
}

/**
 * pasar_details_add_link:
 * @self: a builder
 * @title: what the address shows
 * @url: (nullable): the address; no row without one, and no link but to the web
 */
void
pasar_details_add_link (PasarDetailsBuilder *self, const char *title, const char *url)
{
  g_autofree char *scheme = url != NULL ? g_uri_parse_scheme (url) : NULL;
  AdwActionRow *row;

  if (g_strcmp0 (scheme, "https") != 0 && g_strcmp0 (scheme, "http") != 0)
    {
      pasar_details_add_text (self, title, url);
      return;
    }

  row = pasar_details_new_row (title, NULL);
  adw_action_row_set_subtitle (row, url);
  adw_action_row_set_subtitle_lines (row, 1);
  adw_action_row_add_suffix (row, gtk_image_new_from_icon_name ("adw-external-link-symbolic"));
  g_object_set_data_full (G_OBJECT (row), "pasar-url", g_strdup (url), g_free);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect (row, "activated", G_CALLBACK (open_cb), NULL);
  pasar_details_add_widget (self, GTK_WIDGET (row));
}
