/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/window-private.h"

#include <glib/gi18n-lib.h>

/* The status bar: what is shown or selected, added up, and what is wrong with the cell at the
 * cursor. */

/* Sums follow changes at this pace, however fast rows arrive. */
#define SUMMARY_DELAY_MS 40

static char *
dup_summary (PasarWindow *self)
{
  const PasarTotals totals = pasar_view_add_up (pasar_sheet_get_view (self->sheet));
  const guint n_selected = pasar_sheet_get_n_selected (self->sheet);
  gint64 average_price = totals.average_price;
  gint64 pieces = totals.stock;
  g_autofree char *count = pasar_filter_bar_dup_count (totals.count);
  g_autofree char *stock = NULL;
  GString *text = g_string_new (count);

  if (n_selected > 1)
    {
      g_autoptr (GArray) rows = pasar_sheet_dup_selected_rows (self->sheet);
      PasarSummary summary;

      pasar_catalogue_summarise (pasar_session_get_catalogue (self->session),
                                 (const guint *) (gpointer) rows->data,
                                 rows->len,
                                 &summary);
      average_price = summary.average_price;
      pieces = summary.stock;
      /* Translators: part of the status bar; what follows it is of the selected rows */
      g_string_append_printf (text, _ (" · %'u rows selected"), n_selected);
    }
  if (average_price != PASAR_NO_VALUE)
    {
      PasarCatalogue *catalogue = pasar_session_get_catalogue (self->session);
      g_autofree char *price =
          pasar_money_format (average_price, pasar_catalogue_get_digits (catalogue), NULL);
      /* Translators: part of the status bar; %s is an amount of money */
      g_string_append_printf (text, _ (" · average price %s"), price);
    }
  stock = pasar_money_format (pieces, 0, NULL);
  /* Translators: part of the status bar; %s is a number of pieces */
  g_string_append_printf (text, _ (" · stock %s"), stock);
  return g_string_free (text, FALSE);
}

/**
 * pasar_window_update_summary:
 * @self: a window
 *
 * Updates the status bar.
 */
void
pasar_window_update_summary (PasarWindow *self)
{
  g_autofree char *problem = NULL;
  g_autofree char *summary = NULL;

  g_clear_handle_id (&self->summary_id, g_source_remove);
  if (self->session == NULL || pasar_sheet_get_view (self->sheet) == NULL)
    return;
  problem = pasar_paste_report_dup_reason (self);
  if (problem == NULL)
    problem = pasar_sheet_dup_cursor_problem (self->sheet);
  gtk_label_set_text (self->problem_label, problem != NULL ? problem : "");
  summary = dup_summary (self);
  gtk_label_set_text (self->summary_label, summary);
  /* There is no room for two sentences, and what is wrong says what to do. */
  gtk_widget_set_visible (GTK_WIDGET (self->summary_label), problem == NULL);
}

static gboolean
summary_cb (gpointer user_data)
{
  PasarWindow *self = user_data;

  self->summary_id = 0;
  pasar_window_update_summary (self);
  return G_SOURCE_REMOVE;
}

/**
 * pasar_window_queue_summary:
 * @self: a window
 *
 * Updates the status bar soon.
 */
void
pasar_window_queue_summary (PasarWindow *self)
{
  if (self->summary_id == 0)
    self->summary_id = g_timeout_add (SUMMARY_DELAY_MS, summary_cb, self);
}
