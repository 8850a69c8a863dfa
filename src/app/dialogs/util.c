/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/util.h"

#include "app/compat.h"
#include "app/dialogs/pasar-dialogs-resources.h"
#include "app/text-layout.h"
#include "catalogue/values/change.h"
#include "jobs/submit/change.h"
#include "shopee/error.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * pasar_dialog_class_set_template:
 * @widget_class: the class of a widget
 * @file: name of its template in the resources of this folder
 *
 * Sets the template, and sees to it that the resources of this folder are linked in, and that
 * templates can name `PasarTextLayout`.
 */
void
pasar_dialog_class_set_template (GtkWidgetClass *widget_class, const char *file)
{
  g_autofree char *path = g_strconcat ("/io/github/pasar_app/Pasar/dialogs/", file, NULL);

  (void) pasar_dialogs_get_resource ();
  g_type_ensure (PASAR_TYPE_TEXT_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, path);
}

/**
 * pasar_dialog_class_close_on_escape:
 * @widget_class: the class of a window
 *
 * Makes Escape close the windows of a class, which `GtkWindow::close-request` may still refuse.
 */
void
pasar_dialog_class_close_on_escape (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

/**
 * pasar_dialog_class_add_signal:
 * @klass: (type GObject.ObjectClass): the class
 * @name: name of the signal
 * @n_params: how many parameters its handlers get
 * @...: their types
 *
 * Adds a signal that only tells: without a handler of the class and without a result.
 *
 * Returns: its id
 */
guint
pasar_dialog_class_add_signal (gpointer klass, const char *name, guint n_params, ...)
{
  va_list types;
  guint id;

  va_start (types, n_params);
  id = g_signal_new_valist (name,
                            G_TYPE_FROM_CLASS (klass),
                            G_SIGNAL_RUN_LAST,
                            NULL,
                            NULL,
                            NULL,
                            NULL,
                            G_TYPE_NONE,
                            n_params,
                            types);
  va_end (types);

  return id;
}

/* When what stood before a dialog goes, a chooser of files or a question, some window managers give
 * the keyboard to the window below both, which does nothing with it (xfwm4 before 4.20). */
static void
parent_active_cb (GtkWindow *dialog, GParamSpec *pspec, GtkWindow *parent)
{
  if (gtk_window_is_active (parent) && gtk_window_get_modal (dialog)
      && gtk_widget_get_mapped (GTK_WIDGET (dialog)))
    pasar_compat_take_keyboard (dialog);
}

/**
 * pasar_dialog_set_parent:
 * @dialog: a new dialog
 * @parent: (nullable): the window above
 *
 * Puts a dialog before its parent; the keys of the whole application work in it, too.
 */
void
pasar_dialog_set_parent (GtkWindow *dialog, GtkWindow *parent)
{
  gtk_window_set_transient_for (dialog, parent);
  if (parent == NULL)
    return;
  gtk_window_set_application (dialog, gtk_window_get_application (parent));
  g_signal_connect_object (parent,
                           "notify::is-active",
                           G_CALLBACK (parent_active_cb),
                           dialog,
                           G_CONNECT_SWAPPED);
}

/**
 * pasar_dialog_new_question:
 * @parent: (type Gtk.Window): the window it is about
 * @heading: the question
 * @body: what would happen
 * @no: label of the response `no`, which Escape and Return give
 * @yes: label of the response `yes`, which loses something
 *
 * Returns: (transfer none): a question before something that cannot be taken back, to be presented
 */
GtkWidget *
pasar_dialog_new_question (gpointer parent,
                           const char *heading,
                           const char *body,
                           const char *no,
                           const char *yes)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (parent), heading, body);
  AdwMessageDialog *question = ADW_MESSAGE_DIALOG (dialog);

  adw_message_dialog_add_responses (question, "no", no, "yes", yes, NULL);
  adw_message_dialog_set_response_appearance (question, "yes", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (question, "no");
  adw_message_dialog_set_close_response (question, "no");

  return dialog;
}

/**
 * pasar_dialog_dup_error_text:
 * @error: an error of any domain
 *
 * Returns: (transfer full): what happened and, where that is known, what to do about it
 */
char *
pasar_dialog_dup_error_text (const GError *error)
{
  return pasar_change_join_sentences (error->message,
                                      error->domain == PASAR_ERROR ? pasar_error_get_advice (error)
                                                                   : NULL);
}

/**
 * pasar_dialog_dup_value:
 * @catalogue: the catalogue whose currency counts
 * @field: what @value is
 * @value: minor units or pieces, or `PASAR_NO_VALUE`
 *
 * Returns: (transfer full): the value as the seller writes it; a dash for none
 */
char *
pasar_dialog_dup_value (PasarCatalogue *catalogue, PasarField field, gint64 value)
{
  char share[64];

  if (value == PASAR_NO_VALUE)
    return g_strdup ("–");
  if (pasar_catalogue_get_unit (catalogue, field) == PASAR_UNIT_PERCENT)
    return g_strdup (pasar_share_format_to (value, NULL, share, sizeof share));
  if (pasar_catalogue_get_unit (catalogue, field) == PASAR_UNIT_NUMBER)
    return pasar_number_dup_short (value, PASAR_NUMBER_DECIMALS, NULL);

  return pasar_money_format (value, pasar_catalogue_get_decimals (catalogue, field), NULL);
}

/**
 * pasar_dialog_dup_percent:
 * @old_value: the value before, or `PASAR_NO_VALUE`
 * @new_value: the value after, or `PASAR_NO_VALUE`
 *
 * Returns: (transfer full): the change in percent with its sign, for display only; "" where there
 *   is none
 */
char *
pasar_dialog_dup_percent (gint64 old_value, gint64 new_value)
{
  char text[64];

  return g_strdup (
      pasar_change_format_to (pasar_change_get (old_value, new_value), NULL, text, sizeof text));
}

/**
 * pasar_dialog_dup_waiting:
 * @catalogue: a catalogue
 *
 * Says what no count of changes has: rows with something staged whose items were not read yet.
 *
 * Returns: (transfer full) (nullable): a translated sentence; %NULL when there are none
 */
char *
pasar_dialog_dup_waiting (PasarCatalogue *catalogue)
{
  const guint n = pasar_catalogue_get_n_waiting (catalogue);

  if (n == 0)
    return NULL;
  if (pasar_catalogue_get_n_changed (catalogue) > 0)
    return g_strdup_printf (ngettext ("%'u more changed row waits for its item to be read.",
                                      "%'u more changed rows wait for their items to be read.",
                                      n),
                            n);
  return g_strdup_printf (ngettext ("%'u changed row waits for its item to be read.",
                                    "%'u changed rows wait for their items to be read.",
                                    n),
                          n);
}

/**
 * pasar_dialog_join:
 * @parts: (element-type utf8): parts of a summary
 *
 * Returns: (transfer full): the parts as one line
 */
char *
pasar_dialog_join (GPtrArray *parts)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++)
    {
      if (i > 0)
        /* Translators: between the parts of a summary: "36 prices change, 2 would be refused". */
        g_string_append (line, _ (", "));
      g_string_append (line, g_ptr_array_index (parts, i));
    }

  return g_string_free (g_steal_pointer (&line), FALSE);
}

/**
 * pasar_dialog_dup_detail:
 * @variation: (nullable): name of the model
 * @sku: (nullable): its SKU
 *
 * Returns: (transfer full): the second line under the name of an item, "" when there is nothing
 *   to say
 */
char *
pasar_dialog_dup_detail (const char *variation, const char *sku)
{
  const gboolean has_variation = variation != NULL && *variation != '\0';
  const gboolean has_sku = sku != NULL && *sku != '\0';

  if (has_variation && has_sku)
    return g_strdup_printf ("%s · %s", variation, sku);

  return g_strdup (has_variation ? variation : has_sku ? sku : "");
}

/**
 * pasar_dialog_dup_time:
 * @unix_secs: a moment, 0 for none
 *
 * Returns: (transfer full) (nullable): date and time as the user's locale writes them
 */
char *
pasar_dialog_dup_time (gint64 unix_secs)
{
  g_autoptr (GDateTime) time = NULL;

  if (unix_secs <= 0)
    return NULL;

  time = g_date_time_new_from_unix_local (unix_secs);

  return time != NULL ? g_date_time_format (time, "%x %H:%M") : NULL;
}

/**
 * pasar_dialog_dup_day:
 * @unix_secs: a moment
 *
 * Returns: (transfer full): the day of it as the user's locale writes it
 */
char *
pasar_dialog_dup_day (gint64 unix_secs)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (unix_secs);

  return time != NULL ? g_date_time_format (time, "%x") : g_strdup ("");
}

/**
 * pasar_dialog_set_entry_error:
 * @entry: what was typed into
 * @label: (nullable): the label under it; with none the caller says what is wrong
 * @message: (nullable): what is wrong; %NULL or "" for nothing
 *
 * Shows or takes away what is wrong with an entry.
 */
void
pasar_dialog_set_entry_error (GtkWidget *entry, GtkLabel *label, const char *message)
{
  const gboolean wrong = message != NULL && *message != '\0';

  if (wrong)
    gtk_widget_add_css_class (entry, "error");
  else
    gtk_widget_remove_css_class (entry, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry),
                               GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);

  if (label == NULL)
    return;

  gtk_label_set_label (label, wrong ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (label), wrong);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  wrong ? message : "",
                                  -1);
}

/**
 * pasar_dialog_read_number:
 * @text: what was typed
 * @number: (out): the number
 *
 * Its digits alone count: 1000, 1,000 and 1.000 are the same number.
 *
 * Returns: whether there is one
 */
gboolean
pasar_dialog_read_number (const char *text, guint *number)
{
  guint64 read = 0;
  gboolean has_digit = FALSE;

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      const int digit = g_unichar_digit_value (g_utf8_get_char (c));

      if (digit < 0)
        continue;
      has_digit = TRUE;
      read = MIN (read * 10 + (guint64) digit, G_MAXUINT32);
    }
  *number = (guint) read;
  return has_digit;
}

/**
 * pasar_dialog_mark_place:
 * @entry: what was typed into
 * @place: where it cannot be read, in bytes; %G_MAXSIZE: nowhere
 *
 * Underlines the word or the number that is wrong in an entry, or takes the line away.
 */
void
pasar_dialog_mark_place (GtkEditable *entry, gsize place)
{
  g_autoptr (PangoAttrList) attributes = NULL;

  if (place != G_MAXSIZE)
    {
      PangoAttribute *line = pango_attr_underline_new (PANGO_UNDERLINE_ERROR);
      const char *text = gtk_editable_get_text (entry);
      const char *start = text + MIN (place, strlen (text));
      const char *end = *start != '\0' ? g_utf8_next_char (start) : start;

      while (g_unichar_isalnum (g_utf8_get_char (end)) || (*end != '\0' && strchr ("_.,", *end)))
        end = g_utf8_next_char (end);
      line->start_index = (guint) (start - text);
      line->end_index = (guint) (end - text);
      attributes = pango_attr_list_new ();
      pango_attr_list_insert (attributes, line);
    }
  gtk_text_set_attributes (GTK_TEXT (gtk_editable_get_delegate (entry)), attributes);
}

static gboolean
cut_tooltip_cb (GtkLabel *label, int x, int y, gboolean by_keyboard, GtkTooltip *tooltip)
{
  if (!pango_layout_is_ellipsized (gtk_label_get_layout (label)))
    return FALSE;

  gtk_tooltip_set_text (tooltip, gtk_label_get_label (label));

  return TRUE;
}

/**
 * pasar_dialog_add_cut_tooltip:
 * @label: a label that ends in dots where it does not fit
 *
 * Shows all of its text in a tooltip as long as some of it is cut.
 */
void
pasar_dialog_add_cut_tooltip (GtkLabel *label)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (label), TRUE);
  g_signal_connect (label, "query-tooltip", G_CALLBACK (cut_tooltip_cb), NULL);
}

/**
 * pasar_dialog_new_toast:
 * @text: what it is to say, which may come from a server or name a file
 *
 * The title of a toast is markup.
 *
 * Returns: (transfer full): a toast that says it
 */
AdwToast *
pasar_dialog_new_toast (const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  return adw_toast_new (escaped);
}

/**
 * pasar_dialog_new_menu_item:
 * @label: what it is called, which may come from a server or from the seller
 *
 * The label of an entry of a menu has a mnemonic after an underscore.
 *
 * Returns: (transfer full): an entry of this name, without an action
 */
GMenuItem *
pasar_dialog_new_menu_item (const char *label)
{
  g_autoptr (GString) plain = g_string_new (label);

  g_string_replace (plain, "_", "__", 0);
  return g_menu_item_new (plain->str, NULL);
}

/**
 * pasar_dialog_set_description:
 * @page: a page, whose description is markup
 * @text: what it is to say, which may come from a server
 */
void
pasar_dialog_set_description (AdwStatusPage *page, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_status_page_set_description (page, escaped);
}

/**
 * pasar_dialog_set_accessible_label:
 * @widget: (type Gtk.Widget): a widget
 * @label: what a screen reader says
 *
 * Names a widget that shows no text of its own.
 */
void
pasar_dialog_set_accessible_label (gpointer widget, const char *label)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label,
                                  -1);
}
