/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/details-list.h"

#include "app/compat.h"
#include "app/dialogs/util.h"
#include "shopee/types.h"

#include <glib/gi18n-lib.h>

/* Of the labels, in characters: what is longer wraps. */
#define LABEL_WIDTH 15

struct _PasarDetailsList
{
  GtkWidget parent_instance;

  PasarCatalogue *catalogue; /* (owned): digits and currency */
  GtkGrid *grid;
  int n_lines;
};

G_DEFINE_FINAL_TYPE (PasarDetailsList, pasar_details_list, GTK_TYPE_WIDGET)

/* Words of the API, and of its tax fields, that say something to a seller; others stay as they
 * are. */
static const struct
{
  const char *wire;
  const char *word;
} words[] = {
  { "NEW", N_ ("New") },
  { "USED", N_ ("Used") },
  { "auto", N_ ("set by Shopee") },
  { "manual", N_ ("set by you") },
  { "ONE_YEAR", N_ ("One year") },
  { "TWO_YEARS", N_ ("Two years") },
  { "OVER_TWO_YEARS", N_ ("More than two years") },
  { "NO_INVOICES", N_ ("No invoices") },
  { "VAT_MARGIN_SCHEME_INVOICES", N_ ("VAT margin scheme invoices") },
  { "VAT_INVOICES", N_ ("VAT invoices") },
  { "NON_VAT_INVOICES", N_ ("Invoices without VAT") },
  { "NO_VAT_RATE", N_ ("No VAT rate") },
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

static const char *
get_word (const char *wire)
{
  const PasarStatus status = pasar_status_from_wire (wire);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].wire, wire))
      return g_dgettext (GETTEXT_PACKAGE, words[i].word);

  return status != PASAR_STATUS_UNKNOWN ? pasar_status_to_label (status) : wire;
}

static void
pasar_details_list_dispose (GObject *object)
{
  PasarDetailsList *self = PASAR_DETAILS_LIST (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  g_clear_pointer (&child, gtk_widget_unparent);
  g_clear_object (&self->catalogue);

  G_OBJECT_CLASS (pasar_details_list_parent_class)->dispose (object);
}

static void
pasar_details_list_class_init (PasarDetailsListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pasar_details_list_dispose;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
pasar_details_list_init (PasarDetailsList *self)
{
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, 18);
  gtk_grid_set_row_spacing (self->grid, 9);
  gtk_widget_add_css_class (GTK_WIDGET (self->grid), "details-list");
  gtk_widget_set_parent (GTK_WIDGET (self->grid), GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static GtkWidget *
new_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);

  return label;
}

/* Gives the label of the value. */
static GtkWidget *
add_line (PasarDetailsList *self, const char *label_text, const char *value_text)
{
  GtkWidget *label = new_label (label_text);
  GtkWidget *value = new_label (value_text);

  gtk_label_set_width_chars (GTK_LABEL (label), LABEL_WIDTH);
  gtk_label_set_max_width_chars (GTK_LABEL (label), LABEL_WIDTH);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_label_set_selectable (GTK_LABEL (value), TRUE);
  gtk_widget_set_hexpand (value, TRUE);
  gtk_widget_add_css_class (value, "numeric");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (value),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  label,
                                  NULL,
                                  -1);

  gtk_grid_attach (self->grid, label, 0, self->n_lines, 1, 1);
  gtk_grid_attach (self->grid, value, 1, self->n_lines, 1, 1);
  self->n_lines++;
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);

  return value;
}

static void
copy_cb (GtkWidget *button, GtkLabel *value)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (button), gtk_label_get_text (value));
}

/**
 * pasar_details_list_add:
 * @self: a list
 * @label: what the value is
 * @value: (nullable): the value; no line without one
 */
void
pasar_details_list_add (PasarDetailsList *self, const char *label, const char *value)
{
  if (value != NULL && *value != '\0')
    add_line (self, label, value);
}

/**
 * pasar_details_list_add_code:
 * @self: a list
 * @label: what the value is
 * @value: (nullable): the value; no line without one
 *
 * Adds a line with a button that copies the value.
 */
void
pasar_details_list_add_code (PasarDetailsList *self, const char *label, const char *value)
{
  GtkWidget *value_label;
  GtkWidget *button;

  if (value == NULL || *value == '\0')
    return;

  value_label = add_line (self, label, value);
  button = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  gtk_widget_set_tooltip_text (button, _ ("Copy"));
  pasar_dialog_set_accessible_label (button, _ ("Copy"));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (button),
                                  GTK_ACCESSIBLE_RELATION_DESCRIBED_BY,
                                  value_label,
                                  NULL,
                                  -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect (button, "clicked", G_CALLBACK (copy_cb), value_label);
  gtk_grid_attach (self->grid, button, 2, self->n_lines - 1, 1, 1);
}

/**
 * pasar_details_list_add_word:
 * @self: a list
 * @label: what the value is, itself perhaps a word of the API
 * @value: (nullable): a word of the API; no line without one
 */
void
pasar_details_list_add_word (PasarDetailsList *self, const char *label, const char *value)
{
  if (value != NULL)
    pasar_details_list_add (self, get_word (label), get_word (value));
}

static gboolean
link_cb (GtkLabel *label, const char *url)
{
  pasar_compat_show_uri (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (label))), url);

  return GDK_EVENT_STOP;
}

/**
 * pasar_details_list_add_link:
 * @self: a list
 * @label: what the address shows
 * @url: (nullable): the address; no line without one, and no link but for https
 */
void
pasar_details_list_add_link (PasarDetailsList *self, const char *label, const char *url)
{
  g_autofree char *scheme = url != NULL ? g_uri_parse_scheme (url) : NULL;
  g_autofree char *markup = NULL;
  GtkWidget *value;

  if (g_strcmp0 (scheme, "https") != 0)
    {
      pasar_details_list_add (self, label, url);
      return;
    }

  value = add_line (self, label, url);
  markup = g_markup_printf_escaped ("<a href=\"%s\">%s</a>", url, url);
  gtk_label_set_markup (GTK_LABEL (value), markup);
  g_signal_connect (value, "activate-link", G_CALLBACK (link_cb), NULL);
}

/**
 * pasar_details_list_dup_price:
 * @self: a list
 * @price: minor units, or `PASAR_PRICE_NONE`
 *
 * Returns: (transfer full) (nullable): amount and currency
 */
char *
pasar_details_list_dup_price (PasarDetailsList *self, gint64 price)
{
  g_autofree char *amount = NULL;

  if (price == PASAR_PRICE_NONE)
    return NULL;

  amount = pasar_money_format (price, pasar_catalogue_get_digits (self->catalogue), NULL);

  /* Translators: a currency and an amount, e.g. "SGD 12.90". */
  return g_strdup_printf (_ ("%s %s"), pasar_catalogue_get_currency (self->catalogue), amount);
}

static void
add_number (PasarDetailsList *self, const char *label, PasarDetailsKind kind, gint64 number)
{
  g_autofree char *text = NULL;

  if (kind == PASAR_DETAILS_PRICE)
    text = pasar_details_list_dup_price (self, number);
  else if (kind == PASAR_DETAILS_TIME)
    text = pasar_dialog_dup_time (number);
  else if (kind == PASAR_DETAILS_NUMBER)
    text = pasar_money_format (number, 0, NULL);
  else if (number != 0)
    text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  if (kind == PASAR_DETAILS_ID)
    pasar_details_list_add_code (self, label, text);
  else
    pasar_details_list_add (self, label, text);
}

/**
 * pasar_details_list_add_fields:
 * @self: a list
 * @fields: (array length=n_fields): what to show
 * @n_fields: how many
 * @record: the struct that the fields are of
 */
void
pasar_details_list_add_fields (PasarDetailsList *self,
                               const PasarDetailsField *fields,
                               guint n_fields,
                               gconstpointer record)
{
  for (guint i = 0; i < n_fields; i++)
    {
      const char *label = g_dgettext (GETTEXT_PACKAGE, fields[i].label);
      gconstpointer value = (const char *) record + fields[i].offset;

      switch (fields[i].kind)
        {
        case PASAR_DETAILS_CODE:
          pasar_details_list_add_code (self, label, *(char *const *) value);
          break;
        case PASAR_DETAILS_WORD:
          pasar_details_list_add_word (self, label, *(char *const *) value);
          break;
        case PASAR_DETAILS_LINK:
          pasar_details_list_add_link (self, label, *(char *const *) value);
          break;
        case PASAR_DETAILS_FLAG:
          pasar_details_list_add (self, label, *(const gboolean *) value ? _ ("Yes") : NULL);
          break;
        case PASAR_DETAILS_ID:
        case PASAR_DETAILS_NUMBER:
        case PASAR_DETAILS_PRICE:
        case PASAR_DETAILS_TIME:
          add_number (self, label, fields[i].kind, *(const gint64 *) value);
          break;
        case PASAR_DETAILS_TEXT:
        default:
          pasar_details_list_add (self, label, *(char *const *) value);
        }
    }
}

/**
 * pasar_details_list_new:
 * @catalogue: the catalogue, for digits and currency
 *
 * Returns: (transfer floating): a list without lines
 */
GtkWidget *
pasar_details_list_new (PasarCatalogue *catalogue)
{
  PasarDetailsList *self;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (catalogue), NULL);

  self = g_object_new (PASAR_TYPE_DETAILS_LIST, NULL);
  self->catalogue = g_object_ref (catalogue);

  return GTK_WIDGET (self);
}
