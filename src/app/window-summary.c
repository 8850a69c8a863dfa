/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/window-private.h"

#include <glib/gi18n-lib.h>

/* The status bar: what is shown or selected, added up, and what is wrong with the cell at the
 * cursor. */

/* Sums follow changes at this pace, however fast rows arrive. */
#define SUMMARY_DELAY_MS 40

/* Adds up what is shown: of an item whose variations are filtered, only those that are left. Kept
 * until rows or values change, since the cursor moves far more often. */
static void
add_up_shown (PasarWindow *self)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (self->session);
  PasarView *view = pasar_sheet_get_view (self->sheet);
  const guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (view));
  g_autoptr (GArray) rows = g_array_sized_new (FALSE, FALSE, sizeof (guint), n_shown);
  g_autofree gboolean *counted = g_new0 (gboolean, pasar_catalogue_get_n_rows (catalogue));
  guint n_plain = 0;

  self->shown_is_old = FALSE;
  self->n_shown_items = 0;
  for (guint i = 0; i < n_shown; i++)
    {
      const guint row = pasar_view_get_row (view, i);
      const guint item_row = pasar_catalogue_row_get_item_row (catalogue, row);
      const gboolean is_header = pasar_catalogue_row_is_header (catalogue, row);

      if (!counted[item_row])
        self->n_shown_items++;
      counted[item_row] = TRUE;
      if (row == item_row && !is_header)
        n_plain++;
      if (!is_header || pasar_view_get_folded (view, row))
        g_array_append_val (rows, row);
    }
  pasar_catalogue_summarise (catalogue,
                             (const guint *) (gpointer) rows->data,
                             rows->len,
                             &self->shown);
  self->n_shown_models = self->shown.n_rows - MIN (n_plain, self->shown.n_rows);
}

static char *
dup_summary (PasarWindow *self)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (self->session);
  const guint n_selected = pasar_sheet_get_n_selected (self->sheet);
  g_autofree char *stock = NULL;
  GString *text = g_string_new (NULL);
  PasarSummary summary;

  if (self->shown_is_old)
    add_up_shown (self);
  summary = self->shown;
  g_string_append_printf (text,
                          ngettext ("%'u item", "%'u items", self->n_shown_items),
                          self->n_shown_items);
  if (self->n_shown_models > 0)
    g_string_append_printf (text,
                            ngettext (" · %'u variation",
                                      " · %'u variations",
                                      self->n_shown_models),
                            self->n_shown_models);
  if (n_selected > 1)
    {
      g_autoptr (GArray) rows = pasar_sheet_dup_selected_rows (self->sheet);

      pasar_catalogue_summarise (catalogue,
                                 (const guint *) (gpointer) rows->data,
                                 rows->len,
                                 &summary);
      /* Translators: part of the status bar; what follows it is of the selected rows */
      g_string_append_printf (text, _ (" · %'u rows selected"), n_selected);
    }
  if (summary.average_price != PASAR_NO_VALUE)
    {
      g_autofree char *price =
          pasar_money_format (summary.average_price, pasar_catalogue_get_digits (catalogue), NULL);
      /* Translators: part of the status bar; %s is an amount of money */
      g_string_append_printf (text, _ (" · average price %s"), price);
    }
  stock = pasar_money_format (summary.stock, 0, NULL);
  /* Translators: part of the status bar; %s is a number of pieces */
  g_string_append_printf (text, _ (" · stock %s"), stock);
  return g_string_free (text, FALSE);
}

static gboolean
summary_cb (gpointer user_data)
{
  PasarWindow *self = user_data;
  g_autofree char *problem = NULL;
  g_autofree char *summary = NULL;

  self->summary_id = 0;
  if (self->session == NULL || pasar_sheet_get_view (self->sheet) == NULL)
    return G_SOURCE_REMOVE;
  problem = pasar_sheet_dup_cursor_problem (self->sheet);
  gtk_label_set_text (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->problem_label), problem);
  summary = dup_summary (self);
  gtk_label_set_text (self->summary_label, summary);
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
