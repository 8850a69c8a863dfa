/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/history-text.h"

#include "app/dialogs/util.h"

#include <glib/gi18n-lib.h>

/**
 * pasar_history_dup_title:
 * @entry: a submission
 *
 * Returns: (transfer full): when it was on its day, and what it came from
 */
char *
pasar_history_dup_title (const PasarLedgerEntry *entry)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (entry->created_at_ms / 1000);
  g_autofree char *clock = time != NULL ? g_date_time_format (time, "%H:%M") : g_strdup ("");

  return entry->origin != NULL ? g_strdup_printf ("%s · %s", clock, entry->origin)
                               : g_steal_pointer (&clock);
}

/**
 * pasar_history_dup_summary:
 * @entry: a submission
 *
 * Returns: (transfer full): what it was about, and what became of it
 */
char *
pasar_history_dup_summary (const PasarLedgerEntry *entry)
{
  const guint n = entry->n_prices + entry->n_stocks;
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (entry->n_prices > 0)
    g_ptr_array_add (parts,
                     g_strdup_printf (ngettext ("%'u price", "%'u prices", entry->n_prices),
                                      entry->n_prices));
  if (entry->n_stocks > 0)
    g_ptr_array_add (parts,
                     g_strdup_printf (ngettext ("%'u stock", "%'u stocks", entry->n_stocks),
                                      entry->n_stocks));
  if (entry->n_refused > 0)
    g_ptr_array_add (parts,
                     g_strdup_printf (ngettext ("%'u refused", "%'u refused", entry->n_refused),
                                      entry->n_refused));
  if (entry->n_done + entry->n_refused < n)
    g_ptr_array_add (parts,
                     g_strdup_printf (ngettext ("%'u not sent or not certain",
                                                "%'u not sent or not certain",
                                                n - entry->n_done - entry->n_refused),
                                      n - entry->n_done - entry->n_refused));
  return pasar_dialog_join (parts);
}

/**
 * pasar_history_dup_result:
 * @catalogue: of the shop
 * @result: a change that was to be taken back
 *
 * Returns: (transfer full): what that came to, and why
 */
char *
pasar_history_dup_result (PasarCatalogue *catalogue, const PasarTakeBackRow *result)
{
  g_autofree char *before = pasar_dialog_dup_value (catalogue, result->field, result->old_value);
  g_autofree char *written = pasar_dialog_dup_value (catalogue, result->field, result->written);
  g_autofree char *live = pasar_dialog_dup_value (catalogue, result->field, result->live);

  switch (result->state)
    {
    case PASAR_TAKE_BACK_STAGED:
      return g_strdup (_ ("Taken back; it waits for your review."));
    case PASAR_TAKE_BACK_CHANGED:
      return g_strdup_printf (
          /* Translators: the value of the shop now, the one that was sent, and the one before */
          _ ("Left as it is, as it was changed since: it is %s now, %s was sent, it was %s before."),
          live,
          written,
          before);
    case PASAR_TAKE_BACK_SAME:
      return g_strdup (_ ("The shop has the value before by itself."));
    case PASAR_TAKE_BACK_GONE:
      return g_strdup (_ ("The shop does not have this row any more."));
    case PASAR_TAKE_BACK_UNREAD:
    case PASAR_TAKE_BACK_READY:
    default:
      return g_strdup (_ ("Left as it is, as the shop could not be read."));
    }
}

static GtkWidget *
make_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  pasar_dialog_add_cut_tooltip (GTK_LABEL (label));
  return label;
}

/**
 * pasar_history_new_row:
 * @title: the first line
 * @summary: the second one
 *
 * Makes a row of the list, without anything that belongs to it.
 *
 * Returns: (transfer floating): a #GtkListBoxRow
 */
GtkWidget *
pasar_history_new_row (const char *title, const char *summary)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *second = make_label (summary);

  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_box_append (GTK_BOX (box), make_label (title));
  gtk_widget_add_css_class (second, "dim-label");
  gtk_label_set_wrap (GTK_LABEL (second), TRUE);
  gtk_label_set_lines (GTK_LABEL (second), 2);
  gtk_box_append (GTK_BOX (box), second);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  return row;
}
