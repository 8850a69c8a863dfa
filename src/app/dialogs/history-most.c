/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/history-most.h"

#include "app/dialogs/history-text.h"
#include "app/dialogs/util.h"

#include <glib/gi18n-lib.h>

/* What changed most in some time, in place of the list of submissions. */

#define MAX_ROWS 100

#define ITEM_KEY "pasar-item"

/* In days; 0: the submissions themselves. */
static const struct
{
  guint days;
  const char *label;
} choices[] = {
  /* Translators: what a list shows: submissions, by the day */
  { 0, N_ ("Submissions by Day") },
  /* Translators: what a list shows */
  { 30, N_ ("Changed Most in 30 Days") },
  { 90, N_ ("Changed Most in 90 Days") },
  { 365, N_ ("Changed Most in a Year") },
};

static guint
get_days (GtkDropDown *drop_down)
{
  const guint selected = gtk_drop_down_get_selected (drop_down);

  return selected < G_N_ELEMENTS (choices) ? choices[selected].days : 0;
}

/**
 * pasar_history_most_is_chosen:
 * @drop_down: what the seller chooses by
 *
 * Returns: whether the list is to show what changed most, instead of submissions
 */
gboolean
pasar_history_most_is_chosen (GtkDropDown *drop_down)
{
  return get_days (drop_down) != 0;
}

/**
 * pasar_history_most_init:
 * @drop_down: an empty one
 *
 * Offers what the list can show; at first that is the submissions.
 */
void
pasar_history_most_init (GtkDropDown *drop_down)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    gtk_string_list_append (labels, _ (choices[i].label));
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (labels));
}

/**
 * pasar_history_most_list_async:
 * @drop_down: by which the seller chose a time
 * @session: the shop
 * @cancellable: stops it
 * @callback: (scope async): ends with [method@Store.finish_object]: a #GArray of #PasarMostChanged
 * @user_data: for @callback
 *
 * Finds what changed most.
 */
void
pasar_history_most_list_async (GtkDropDown *drop_down,
                               PasarSession *session,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  const gint64 span_ms = get_days (drop_down) * (G_TIME_SPAN_DAY / 1000);

  pasar_store_list_most_changed_async (pasar_session_get_store (session),
                                       pasar_session_get_shop (session)->id,
                                       g_get_real_time () / 1000 - span_ms,
                                       MAX_ROWS,
                                       cancellable,
                                       callback,
                                       user_data);
}

static char *
dup_title (PasarCatalogue *catalogue, const PasarMostChanged *changed)
{
  const PasarRowKey key = { changed->item_id, changed->model_id };
  const guint at = pasar_catalogue_find_editable (catalogue, key);
  PasarRowInfo info;

  if (at == PASAR_NO_ROW)
    return g_strdup_printf ("%" G_GINT64_FORMAT, changed->item_id);
  info = pasar_catalogue_read_row (catalogue, at);
  return *info.variation != '\0' ? g_strdup_printf ("%s · %s", info.name, info.variation)
                                 : g_strdup (info.name);
}

static char *
dup_summary (PasarCatalogue *catalogue, const PasarMostChanged *changed)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *price =
      pasar_dialog_dup_value (catalogue, PASAR_FIELD_PRICE, changed->price_moved);
  g_autofree char *stock =
      pasar_dialog_dup_value (catalogue, PASAR_FIELD_STOCK, changed->stock_moved);

  g_ptr_array_add (parts,
                   g_strdup_printf (ngettext ("%'u submission",
                                              "%'u submissions",
                                              changed->n_submissions),
                                    changed->n_submissions));
  if (changed->price_moved > 0)
    /* Translators: of several changes of a price: by how much all of them moved it, ups and downs
       together */
    g_ptr_array_add (parts, g_strdup_printf (_ ("price moved by %s"), price));
  if (changed->stock_moved > 0)
    /* Translators: the same of the stock */
    g_ptr_array_add (parts, g_strdup_printf (_ ("stock moved by %s"), stock));
  return pasar_dialog_join (parts);
}

/**
 * pasar_history_most_new_row:
 * @catalogue: of the shop
 * @changed: what was changed
 *
 * Makes a row of the list, in two lines.
 *
 * Returns: (transfer floating): the row, for a #GtkListBox
 */
GtkWidget *
pasar_history_most_new_row (PasarCatalogue *catalogue, const PasarMostChanged *changed)
{
  g_autofree char *title = dup_title (catalogue, changed);
  g_autofree char *summary = dup_summary (catalogue, changed);
  GtkWidget *row = pasar_history_new_row (title, summary);

  g_object_set_data_full (G_OBJECT (row),
                          ITEM_KEY,
                          g_memdup2 (&changed->item_id, sizeof changed->item_id),
                          g_free);
  return row;
}

/**
 * pasar_history_most_get_item:
 * @row: a row of the list
 *
 * Returns: the item that changed; 0: the row is of a submission
 */
gint64
pasar_history_most_get_item (GtkListBoxRow *row)
{
  const gint64 *item_id = g_object_get_data (G_OBJECT (row), ITEM_KEY);

  return item_id != NULL ? *item_id : 0;
}
