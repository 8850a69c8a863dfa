/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/window-private.h"

#include "catalogue/values/change.h"
#include "catalogue/view/sum.h"
#include "jobs/slices.h"

#include <glib/gi18n-lib.h>

/* The status bar: what is shown or selected, added up, and what is wrong with the cell at the
 * cursor. */

/* Sums follow changes at this pace, however fast rows arrive. */
#define SUMMARY_DELAY_MS 40

/* For how long the main loop is held to sum up at once; a larger selection is summed up while it
 * goes on. */
#define AT_ONCE_US 4000

/* (nullable) NULL when there is none. */
static char *
dup_number (gint64 value, guint digits)
{
  return value != PASAR_NO_VALUE ? pasar_money_format (value, digits, NULL) : NULL;
}

/* What is shown; before the first edit, what can be done. */
static char *
dup_totals (PasarWindow *self)
{
  const PasarTotals totals = pasar_view_add_up (pasar_sheet_get_view (self->sheet));
  PasarCatalogue *catalogue = pasar_session_get_catalogue (self->session);
  const guint digits = pasar_catalogue_get_digits (catalogue);
  const guint n_postponed = pasar_catalogue_get_n_postponed (catalogue);
  g_autofree char *count = pasar_filter_bar_dup_count (totals.count);
  g_autofree char *price = dup_number (totals.average_price, digits);
  g_autofree char *stock = dup_number (totals.stock, 0);
  GString *text = g_string_new (count);

  if (!g_settings_get_boolean (self->settings, "has-edited"))
    {
      g_string_append_printf (
          text,
          " · %s",
          _ ("Type a new price or stock into a cell. Nothing is sent before you review it."));
      return g_string_free (text, FALSE);
    }
  if (price != NULL)
    /* Translators: part of the status bar; %s is an amount of money */
    g_string_append_printf (text, _ (" · average price %s"), price);
  if (stock != NULL)
    /* Translators: part of the status bar; %s is a number of pieces */
    g_string_append_printf (text, _ (" · stock %s"), stock);
  if (n_postponed > 0)
    g_string_append_printf (text,
                            /* Translators: part of the status bar; a number of rows with changes
                               that wait for the end of a promotion */
                            ngettext (" · %'u row waits for a promotion to end",
                                      " · %'u rows wait for a promotion to end",
                                      n_postponed),
                            n_postponed);
  return g_string_free (text, FALSE);
}

/* By how much the values of the shop change: "−10 % to +25 %"; nothing when none does. */
static void
append_change (GString *text, const PasarSum *sum)
{
  char lowest[64];
  char highest[64];

  if (sum->lowest_change == sum->highest_change
      && (sum->lowest_change == PASAR_NO_VALUE || sum->lowest_change == 0))
    return;
  pasar_change_format_to (sum->lowest_change, NULL, lowest, sizeof lowest);
  pasar_change_format_to (sum->highest_change, NULL, highest, sizeof highest);
  g_string_append (text, " · ");
  if (sum->lowest_change == sum->highest_change)
    g_string_append (text, lowest);
  else
    /* Translators: part of the status bar: the least and the greatest change, in percent */
    g_string_append_printf (text, _ ("%1$s to %2$s"), lowest, highest);
}

/* As the column writes it, if there is one. */
static char *
dup_of (const PasarColumnInfo *column, gint64 value, guint digits)
{
  return column != NULL && column->unit == PASAR_UNIT_NUMBER && value != PASAR_NO_VALUE
             ? pasar_number_dup_short (value, PASAR_NUMBER_DECIMALS, NULL)
             : dup_number (value, digits);
}

/* What is selected: "36 cells selected · Price 9.90–12.00 · average 10.40 · −10 % to +25 % · sum
 * 374.40". What can be spared most comes last: it is cut first. */
static char *
dup_sum (const PasarColumnInfo *column, const PasarSum *sum, guint64 n_cells, guint digits)
{
  GString *text = g_string_new (NULL);
  g_autofree char *lowest = dup_of (column, sum->lowest, digits);
  g_autofree char *highest = dup_of (column, sum->highest, digits);
  g_autofree char *average = dup_of (column, sum->average, digits);
  g_autofree char *all = dup_of (column, sum->sum, digits);

  g_string_printf (text,
                   /* Translators: part of the status bar: how many cells are selected */
                   ngettext ("%'u cell selected", "%'u cells selected", (gulong) n_cells),
                   (guint) n_cells);
  if (column == NULL || sum->n_values == 0)
    return g_string_free (text, FALSE);
  g_string_append_printf (text, " · %s %s", pasar_column_info_get_title (column), lowest);
  if (sum->lowest != sum->highest)
    g_string_append_printf (text, "–%s", highest);
  if (average != NULL)
    /* Translators: part of the status bar; %s is an amount of money, or a number of pieces */
    g_string_append_printf (text, _ (" · average %s"), average);
  append_change (text, sum);
  if (all != NULL)
    /* Translators: part of the status bar; %s is an amount of money, or a number of pieces */
    g_string_append_printf (text, _ (" · sum %s"), all);
  return g_string_free (text, FALSE);
}

typedef struct
{
  PasarWindow *window;           /* (owned) */
  PasarSumming *summing;         /* (owned) */
  const PasarColumnInfo *column; /* (nullable) */
  guint64 n_cells;
  guint digits;
} Summary;

static void
summary_free (Summary *self)
{
  g_clear_pointer (&self->summing, pasar_summing_free);
  g_object_unref (self->window);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Summary, summary_free)

static void
show_summary (Summary *self)
{
  PasarSum sum = { 0 };
  g_autofree char *text = NULL;

  if (self->column != NULL)
    sum = pasar_summing_get (self->summing, self->column->column);
  text = dup_sum (self->column, &sum, self->n_cells, self->digits);
  gtk_label_set_text (self->window->summary_label, text);
}

static gboolean
run_summing (gpointer summing, gint64 deadline)
{
  return pasar_summing_run (summing, deadline);
}

static void
summed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Summary) self = user_data;

  if (pasar_slices_run_finish (result, NULL))
    show_summary (self);
}

/* The column of the cursor, if it can be added up. */
static const PasarColumnInfo *
find_summed_column (PasarWindow *self)
{
  const PasarColumnInfo *info;
  PasarColumn column;

  pasar_sheet_get_cursor (self->sheet, &column);
  info = pasar_catalogue_get_column (pasar_session_get_catalogue (self->session), column);
  return info != NULL
                 && (info->unit == PASAR_UNIT_MONEY || info->unit == PASAR_UNIT_PIECES
                     || info->unit == PASAR_UNIT_NUMBER)
             ? info
             : NULL;
}

static void
add_ranges (Summary *self, const PasarGridRange *ranges, guint n_ranges)
{
  PasarGrid *grid = pasar_sheet_get_grid (self->window->sheet);
  const guint n_rows = pasar_grid_source_get_n_rows (pasar_grid_get_source (grid));
  const guint n_places = pasar_grid_get_n_places (grid);
  guint column;

  pasar_grid_get_cursor (grid, &column);
  for (guint i = 0; i < n_ranges; i++)
    {
      const PasarGridRange *range = &ranges[i];
      const guint n = MIN (range->n_rows, n_rows - MIN (range->first_row, n_rows));
      const guint place = pasar_grid_find_place (grid, column);

      self->n_cells +=
          (guint64) n * MIN (range->n_columns, n_places - MIN (range->first_column, n_places));
      if (self->column != NULL && place >= range->first_column
          && place - range->first_column < range->n_columns)
        pasar_summing_add (self->summing, self->column->column, range->first_row, n);
    }
}

/* Whether more than one cell is selected. */
static gboolean
sum_up_selection (PasarWindow *self)
{
  g_autoptr (Summary) summary = NULL;
  guint n_ranges;
  const PasarGridRange *ranges =
      pasar_grid_get_ranges (pasar_sheet_get_grid (self->sheet), &n_ranges);

  if (n_ranges == 0)
    return FALSE;
  summary = g_new0 (Summary, 1);
  summary->window = g_object_ref (self);
  summary->summing = pasar_summing_new (pasar_sheet_get_view (self->sheet));
  summary->column = find_summed_column (self);
  if (summary->column != NULL && summary->column->unit == PASAR_UNIT_MONEY)
    summary->digits = pasar_catalogue_get_digits (pasar_session_get_catalogue (self->session));
  add_ranges (summary, ranges, n_ranges);
  if (summary->n_cells <= 1)
    return FALSE;
  if (summary->column == NULL
      || pasar_summing_run (summary->summing, g_get_monotonic_time () + AT_ONCE_US))
    {
      show_summary (summary);
      return TRUE;
    }
  self->summing = g_cancellable_new ();
  pasar_slices_run_async (run_summing, summary->summing, self->summing, summed_cb, summary);
  g_steal_pointer (&summary);
  return TRUE;
}

/* What was counted is out of date. */
static void
stop_summing (PasarWindow *self)
{
  g_cancellable_cancel (self->summing);
  g_clear_object (&self->summing);
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
  gboolean is_busy;

  g_clear_handle_id (&self->summary_id, g_source_remove);
  stop_summing (self);
  if (self->session == NULL || pasar_sheet_get_view (self->sheet) == NULL)
    return;
  is_busy = pasar_sheet_get_is_busy (self->sheet);
  if (!is_busy)
    problem = pasar_paste_report_dup_reason (self);
  if (!is_busy && problem == NULL)
    problem = pasar_sheet_dup_cursor_problem (self->sheet);
  if (pasar_catalogue_get_n_changed (pasar_session_get_catalogue (self->session)) > 0
      && !g_settings_get_boolean (self->settings, "has-edited"))
    g_settings_set_boolean (self->settings, "has-edited", TRUE);
  gtk_label_set_text (self->problem_label, problem != NULL ? problem : "");
  if (is_busy)
    gtk_label_set_text (self->summary_label, _ ("Changing the cells… Escape stops it."));
  else if (!sum_up_selection (self))
    {
      g_autofree char *totals = dup_totals (self);

      gtk_label_set_text (self->summary_label, totals);
    }
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
  stop_summing (self);
  if (self->summary_id == 0)
    self->summary_id = g_timeout_add (SUMMARY_DELAY_MS, summary_cb, self);
}

/**
 * pasar_window_show_mode:
 * @self: a window
 *
 * Says in the status bar what moving the cursor does to the selection, when it is not the usual.
 */
void
pasar_window_show_mode (PasarWindow *self)
{
  const char *text = pasar_grid_get_mode_text (pasar_sheet_get_grid (self->sheet));

  gtk_label_set_text (self->mode_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->mode_label), text != NULL);
}
