/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/paste-report.h"

#include "app/selected.h"
#include "app/window-private.h"

#include <glib/gi18n-lib.h>

/* What a paste came to, told once; the cells that were refused can be shown, and say why until they
 * have another value. */

/* So many items are unfolded one by one to show what was refused; above it all are. */
#define UNFOLDED_MAX 20

struct _PasarPasteRefusals
{
  PasarTextTable *texts; /* (owned) */
  PasarPaste *paste;     /* (owned) */
  GArray *values;        /* (owned) gint64: of each refused cell, when it was refused */
  GBytes *table;         /* (owned) (nullable): what was pasted, if it may rather be imported */
};

static const GArray *
get_refused (const PasarPasteRefusals *self)
{
  return pasar_paste_get_report (self->paste)->refused;
}

static const PasarPasteRefusal *
get_refusal (const PasarPasteRefusals *self, guint i)
{
  return &g_array_index (get_refused (self), PasarPasteRefusal, i);
}

/* The row of a refusal; PASAR_NO_ROW: it has none. */
static guint
find_row (PasarCatalogue *catalogue, const PasarPasteRefusal *refusal)
{
  const guint row = refusal->key.item_id != 0
                        ? pasar_catalogue_find_editable (catalogue, refusal->key)
                        : PASAR_NO_ROW;

  return row == PASAR_NO_ROW && refusal->key.item_id != 0
             ? pasar_catalogue_find (catalogue, refusal->key.item_id, refusal->key.model_id)
             : row;
}

static gint64
read_value (PasarCatalogue *catalogue, const PasarPasteRefusal *refusal)
{
  const PasarColumnInfo *info = pasar_catalogue_get_column (catalogue, refusal->column);
  const guint row = find_row (catalogue, refusal);

  return row != PASAR_NO_ROW && info != NULL && info->is_editable
             ? pasar_catalogue_read_field (catalogue, row, info->field).effective
             : PASAR_NO_VALUE;
}

/**
 * pasar_paste_report_forget:
 * @window: a window
 *
 * What was refused by the last paste is of no use any more.
 */
void
pasar_paste_report_forget (PasarWindow *window)
{
  PasarPasteRefusals *self = g_steal_pointer (&window->refusals);

  if (self == NULL)
    return;
  pasar_paste_free (self->paste);
  pasar_text_table_free (self->texts);
  g_array_unref (self->values);
  g_clear_pointer (&self->table, g_bytes_unref);
  g_free (self);
}

/* Where several values went into one cell the first counts. */
static const PasarPasteRefusal *
find_refusal (const PasarPasteRefusals *self, PasarRowKey key, PasarColumn column, guint *number)
{
  for (guint i = 0; i < get_refused (self)->len; i++)
    {
      const PasarPasteRefusal *refusal = get_refusal (self, i);

      if (refusal->key.model_id == key.model_id && refusal->key.item_id == key.item_id
          && refusal->column == column)
        {
          *number = i;
          return refusal;
        }
    }
  return NULL;
}

/**
 * pasar_paste_report_dup_reason:
 * @window: a window
 *
 * Returns: (transfer full) (nullable): why the last paste left the cell of the cursor alone; %NULL
 *   when it did not, or the cell has another value since
 */
char *
pasar_paste_report_dup_reason (PasarWindow *window)
{
  const PasarPasteRefusals *self = window->refusals;
  PasarCatalogue *catalogue;
  const PasarPasteRefusal *refusal;
  PasarColumn column;
  guint number;
  guint row;

  if (self == NULL)
    return NULL;
  catalogue = pasar_session_get_catalogue (window->session);
  row = pasar_view_get_row (pasar_sheet_get_view (window->sheet),
                            pasar_sheet_get_cursor (window->sheet, &column));
  if (row == PASAR_NO_ROW)
    return NULL;
  refusal = find_refusal (self, pasar_catalogue_row_get_key (catalogue, row), column, &number);
  /* An item that has got models since is another row now. */
  return refusal != NULL && find_row (catalogue, refusal) == row
                 && read_value (catalogue, refusal) == g_array_index (self->values, gint64, number)
             ? pasar_paste_dup_reason (self->paste, number)
             : NULL;
}

/* Shown. */

static void
unfold (PasarView *view, PasarCatalogue *catalogue, GArray *rows)
{
  if (rows->len > UNFOLDED_MAX)
    {
      pasar_view_fold_all (view, FALSE);
      return;
    }
  for (guint i = 0; i < rows->len; i++)
    {
      const PasarRowInfo info =
          pasar_catalogue_read_row (catalogue, g_array_index (rows, guint, i));

      if (info.is_model)
        pasar_view_set_folded (view, info.item_row, FALSE);
    }
}

/* Has all that was refused among the rows of the view. */
static void
bring_into_view (PasarWindow *window)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (window->session);
  PasarView *view = pasar_sheet_get_view (window->sheet);
  g_autoptr (GArray) hidden = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < get_refused (window->refusals)->len; i++)
    {
      const guint row = find_row (catalogue, get_refusal (window->refusals, i));

      if (row != PASAR_NO_ROW && pasar_view_find_row (view, row) == PASAR_NO_ROW)
        g_array_append_val (hidden, row);
    }
  if (hidden->len == 0)
    return;
  unfold (view, catalogue, hidden);
  for (guint i = 0; i < hidden->len && !pasar_view_get_is_pending (view); i++)
    {
      if (pasar_view_find_row (view, g_array_index (hidden, guint, i)) == PASAR_NO_ROW)
        {
          pasar_window_clear_filters (window);
          return;
        }
    }
}

static guint
find_place (const GArray *columns, PasarColumn column)
{
  guint place = 0;

  while (place < columns->len && g_array_index (columns, PasarColumn, place) != column)
    place++;
  return place;
}

/* What is refused comes in the order of the rows, mostly: a column of it is one range. */
static void
add_cell (GArray *ranges, guint *open, guint row, guint place)
{
  const PasarGridRange one = { row, 1, place, 1 };
  PasarGridRange *last =
      open[place] > 0 ? &g_array_index (ranges, PasarGridRange, open[place] - 1) : NULL;

  if (last != NULL && last->first_row + last->n_rows == row)
    {
      last->n_rows++;
      return;
    }
  g_array_append_val (ranges, one);
  open[place] = ranges->len;
}

/* Those cells that are shown. */
static GArray *
dup_ranges (PasarWindow *window)
{
  const PasarPasteRefusals *self = window->refusals;
  PasarCatalogue *catalogue = pasar_session_get_catalogue (window->session);
  PasarView *view = pasar_sheet_get_view (window->sheet);
  const guint n_places = pasar_grid_get_n_places (pasar_sheet_get_grid (window->sheet));
  g_autoptr (GArray) columns =
      pasar_selected_dup_columns (window->sheet, &(PasarGridRange){ 0, 1, 0, n_places });
  g_autofree guint *open = g_new0 (guint, n_places + 1);
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (PasarGridRange));

  for (guint i = 0; i < get_refused (self)->len; i++)
    {
      const PasarPasteRefusal *refusal = get_refusal (self, i);
      const guint place = find_place (columns, refusal->column);
      const guint row = place < n_places ? pasar_view_find_row (view, find_row (catalogue, refusal))
                                         : PASAR_NO_ROW;

      if (row != PASAR_NO_ROW)
        add_cell (ranges, open, row, place);
    }
  return ranges;
}

/* The uppermost of the first column that has one. */
static const PasarGridRange *
find_first (const GArray *ranges)
{
  const PasarGridRange *first = NULL;

  for (guint i = 0; i < ranges->len; i++)
    {
      const PasarGridRange *range = &g_array_index (ranges, PasarGridRange, i);

      if (first == NULL || range->first_column < first->first_column
          || (range->first_column == first->first_column && range->first_row < first->first_row))
        first = range;
    }
  return first;
}

/* Whether any is shown. */
static gboolean
select_shown (PasarWindow *window)
{
  PasarGrid *grid = pasar_sheet_get_grid (window->sheet);
  g_autoptr (GArray) ranges = dup_ranges (window);
  const PasarGridRange *first = find_first (ranges);

  if (first == NULL)
    return FALSE;
  pasar_grid_set_cursor (grid,
                         first->first_row,
                         pasar_grid_get_source_column (grid, first->first_column));
  pasar_grid_select (grid, (const PasarGridRange *) (gpointer) ranges->data, ranges->len);
  return TRUE;
}

static void
select_refused (PasarWindow *window)
{
  PasarGrid *grid = pasar_sheet_get_grid (window->sheet);
  g_autofree char *reason = NULL;

  if (!select_shown (window))
    return;
  gtk_widget_grab_focus (GTK_WIDGET (grid));
  reason = pasar_paste_report_dup_reason (window);
  if (reason != NULL)
    pasar_grid_show_refusal (grid, reason);
}

static void
rows_changed_cb (PasarWindow *window, PasarView *view)
{
  g_signal_handlers_disconnect_by_func (view, rows_changed_cb, window);
  if (window->refusals != NULL && view == pasar_sheet_get_view (window->sheet))
    select_refused (window);
}

static void
show_refused (PasarWindow *window)
{
  PasarView *view;

  if (window->refusals == NULL)
    return;
  bring_into_view (window);
  view = pasar_sheet_get_view (window->sheet);
  if (!pasar_view_get_is_pending (view))
    select_refused (window);
  else
    g_signal_connect_object (view,
                             "rows-changed",
                             G_CALLBACK (rows_changed_cb),
                             window,
                             G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

/* Told. */

static void
response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  PasarWindow *window = PASAR_WINDOW (gtk_window_get_transient_for (GTK_WINDOW (dialog)));

  if (g_str_equal (response, "show"))
    show_refused (window);
  else if (g_str_equal (response, "import") && window->refusals != NULL)
    pasar_window_import_text (window, window->refusals->table);
}

static void
append_line (GString *body, const char *line)
{
  if (body->len > 0)
    g_string_append_c (body, '\n');
  g_string_append (body, line);
}

/* For each kind of reason how many there are, and the first one's words. */
static void
append_reasons (GString *body, PasarPaste *paste)
{
  const PasarPasteReport *report = pasar_paste_get_report (paste);
  gboolean is_told[PASAR_PASTE_N_REASONS] = { FALSE };

  for (guint i = 0; i < report->refused->len; i++)
    {
      const PasarPasteReason kind = g_array_index (report->refused, PasarPasteRefusal, i).reason;
      g_autofree char *reason = is_told[kind] ? NULL : pasar_paste_dup_reason (paste, i);
      g_autofree char *line = NULL;

      if (reason == NULL)
        continue;
      is_told[kind] = TRUE;
      /* Translators: how many cells were refused, and why the first of them was */
      line = g_strdup_printf (_ ("%'u × %s"), report->n_refused[kind], reason);
      append_line (body, line);
    }
}

static char *
dup_body (PasarPaste *paste)
{
  const PasarPasteReport *report = pasar_paste_get_report (paste);
  GString *body = g_string_new (NULL);

  append_reasons (body, paste);
  if (report->n_outside > 0)
    {
      g_autofree char *line =
          g_strdup_printf (ngettext ("%'u value had no row or column left to go to.",
                                     "%'u values had no row or column left to go to.",
                                     report->n_outside),
                           report->n_outside);

      append_line (body, line);
    }
  return g_string_free (body, FALSE);
}

static char *
dup_heading (const PasarStep *step, guint n_refused)
{
  const char *taken = step != NULL ? step->label : _ ("Nothing changes");

  if (n_refused == 0)
    return g_strdup (taken);
  /* Translators: what was done, e.g. "Pasted 412 prices", and how many were refused */
  return g_strdup_printf (ngettext ("%1$s, %2$'u refused", "%1$s, %2$'u refused", n_refused),
                          taken,
                          n_refused);
}

static gboolean
has_place (PasarCatalogue *catalogue, const PasarPasteRefusals *self)
{
  for (guint i = 0; i < get_refused (self)->len; i++)
    {
      if (find_row (catalogue, get_refusal (self, i)) != PASAR_NO_ROW)
        return TRUE;
    }
  return FALSE;
}

static PasarPasteRefusals *
refusals_new (PasarCatalogue *catalogue, PasarTextTable *texts, PasarPaste *paste, GBytes *table)
{
  PasarPasteRefusals *self = g_new0 (PasarPasteRefusals, 1);

  self->texts = texts;
  self->paste = paste;
  self->table = table != NULL ? g_bytes_ref (table) : NULL;
  self->values = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < get_refused (self)->len; i++)
    {
      const gint64 value = read_value (catalogue, get_refusal (self, i));

      g_array_append_val (self->values, value);
    }
  return self;
}

/**
 * pasar_paste_report_show:
 * @window: a window with a shop
 * @step: (nullable): what was changed
 * @texts: (transfer full): what was pasted
 * @paste: (transfer full): how it was, not all of it taken
 * @table: (nullable): what was on the clipboard, where it is a table with heads
 *
 * Tells what a paste came to, with the cells selected that were refused, and offers to bring those
 * into view that are not, and to import a table with heads.
 */
void
pasar_paste_report_show (PasarWindow *window,
                         const PasarStep *step,
                         PasarTextTable *texts,
                         PasarPaste *paste,
                         GBytes *table)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (window->session);
  g_autofree char *heading = dup_heading (step, pasar_paste_get_report (paste)->refused->len);
  g_autofree char *body = dup_body (paste);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (window), heading, body);
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog);

  pasar_paste_report_forget (window);
  window->refusals = refusals_new (catalogue, texts, paste, table);
  select_shown (window);
  adw_message_dialog_add_response (message, "close", _ ("_Close"));
  if (table != NULL)
    adw_message_dialog_add_response (message, "import", _ ("_Import…"));
  if (has_place (catalogue, window->refusals))
    adw_message_dialog_add_response (message, "show", _ ("_Show Refused"));
  adw_message_dialog_set_default_response (message, "close");
  adw_message_dialog_set_close_response (message, "close");
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), NULL);
  gtk_window_present (GTK_WINDOW (dialog));
}
