/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/paste-choice.h"
#include "app/paste-formats.h"
#include "app/paste-report.h"
#include "app/selected.h"
#include "app/window-private.h"
#include "jobs/clipboard/read.h"
#include "jobs/slices.h"

#include <glib/gi18n-lib.h>

/* What is on the clipboard becomes one edit: it is read, planned and staged without holding up the
 * window, and then told once. */

/* Where it goes, as it was when it was asked for: the cursor may go on meanwhile. */
typedef struct
{
  PasarGridKey first_row;
  guint n_rows;
  guint n_columns; /* of columns, how many are selected */
  GArray *columns; /* (owned) PasarColumn: from the first selected one on */
} Place;

typedef struct
{
  PasarWindow *window;   /* (owned) */
  PasarSession *session; /* (owned) */
  GArray *places;        /* (owned) Place */
  gboolean asks;         /* how it is pasted is to be chosen */
  gboolean has_heads;    /* of its own, whichever of its columns has the values */
  GBytes *html;          /* (owned) (nullable) */
  GBytes *text;          /* (owned) (nullable) */
  PasarTextTable *texts; /* (owned) (nullable) */
  PasarPasteTable table;
  PasarSkuSearch *search; /* (owned) (nullable) */
  GPtrArray *reaches;     /* (owned) (element-type PasarReach): of a paste by position */
  GArray *areas;          /* (owned) (element-type PasarPasteArea) of these */
  PasarPaste *paste;      /* (owned) (nullable) */
} Pasting;

static void
clear_place (gpointer data)
{
  g_array_unref (((Place *) data)->columns);
}

static void
pasting_free (Pasting *pasting)
{
  g_clear_pointer (&pasting->paste, pasar_paste_free);
  g_clear_pointer (&pasting->search, pasar_sku_search_free);
  g_clear_pointer (&pasting->texts, pasar_text_table_free);
  g_clear_pointer (&pasting->html, g_bytes_unref);
  g_clear_pointer (&pasting->text, g_bytes_unref);
  g_ptr_array_unref (pasting->reaches);
  g_array_unref (pasting->areas);
  g_array_unref (pasting->places);
  g_object_unref (pasting->session);
  g_object_unref (pasting->window);
  g_free (pasting);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pasting, pasting_free)

static PasarCatalogue *
get_catalogue (const Pasting *pasting)
{
  return pasar_session_get_catalogue (pasting->session);
}

/* Another shop may be shown meanwhile. */
static gboolean
is_wanted (const Pasting *pasting)
{
  return pasting->window->session == pasting->session;
}

static GBytes *
get_bytes (const Pasting *pasting)
{
  return pasting->text != NULL ? pasting->text : pasting->html;
}

/* Told. */

static void
tell (Pasting *pasting, const PasarStep *step)
{
  const PasarPasteReport *report = pasar_paste_get_report (pasting->paste);
  PasarWindow *window = pasting->window;

  pasar_paste_report_forget (window);
  if (step != NULL)
    pasar_window_tell_step (window, NULL, FALSE);
  if (report->refused->len > 0 || report->n_outside > 0)
    pasar_paste_report_show (window,
                             step,
                             g_steal_pointer (&pasting->texts),
                             g_steal_pointer (&pasting->paste),
                             pasting->has_heads ? get_bytes (pasting) : NULL);
  else if (step != NULL)
    pasar_window_tell_step (window, step->label, TRUE);
  else
    pasar_window_toast (window, _ ("Nothing changes: the values are the same already."), FALSE);
}

static void
staged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Pasting) pasting = user_data;
  g_autoptr (PasarStep) step = NULL;
  g_autoptr (GError) error = NULL;

  pasar_session_write_finish (PASAR_SESSION (source), result, &step, &error);
  if (!is_wanted (pasting) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    g_signal_emit_by_name (pasting->window->sheet, "stage-failed", error->message);
  else
    tell (pasting, step);
}

/* Planned, when it has its turn. */

static void
begin_paste (Pasting *pasting)
{
  for (guint i = 0; i < pasting->areas->len; i++)
    {
      PasarPasteArea *area = &g_array_index (pasting->areas, PasarPasteArea, i);
      PasarReach *reach = g_ptr_array_index (pasting->reaches, i);
      const GArray *rows = pasar_reach_get_listed (reach);

      area->rows = (const guint *) (gpointer) rows->data;
      area->n_rows = rows->len;
      area->editable = pasar_reach_get_editable (reach);
    }
  pasting->paste = pasar_paste_new (get_catalogue (pasting),
                                    &pasting->table,
                                    (const PasarPasteArea *) (gpointer) pasting->areas->data,
                                    pasting->areas->len);
}

static gboolean
prepare (PasarCommand *command, gpointer work, gint64 until)
{
  Pasting *pasting = work;

  for (guint i = 0; i < pasting->reaches->len; i++)
    {
      if (!pasar_reach_run (g_ptr_array_index (pasting->reaches, i), until))
        return FALSE;
    }
  if (pasting->paste == NULL)
    begin_paste (pasting);
  if (!pasar_paste_run (pasting->paste, until))
    return FALSE;
  pasar_paste_give_cells (pasting->paste, command);
  return TRUE;
}

static void
stage (Pasting *pasting)
{
  pasar_sheet_stage_async (pasting->window->sheet,
                           pasar_command_new_later (PASAR_COMMAND_PASTE,
                                                    -1,
                                                    NULL,
                                                    prepare,
                                                    pasting,
                                                    NULL),
                           staged_cb,
                           pasting);
}

static PasarPasteTable
skip_heads (const PasarPasteTable *table)
{
  PasarPasteTable below = *table;

  below.texts += below.n_columns;
  below.n_rows--;
  return below;
}

/* Where a place is now; FALSE when its row is not shown any more. */
static gboolean
find_place (Pasting *pasting, const Place *place, PasarGridRange *range)
{
  PasarGrid *grid = pasar_sheet_get_grid (pasting->window->sheet);
  PasarView *view = pasar_sheet_get_view (pasting->window->sheet);
  const guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (view));
  guint row;

  pasar_grid_source_find_rows (pasar_grid_get_source (grid), &place->first_row, 1, &row);
  if (row >= n_rows)
    return FALSE;
  *range = (PasarGridRange){ row, MIN (MAX (place->n_rows, pasting->table.n_rows), n_rows - row) };
  return TRUE;
}

static void
paste_by_position (Pasting *pasting)
{
  PasarView *view = pasar_sheet_get_view (pasting->window->sheet);

  for (guint i = 0; i < pasting->places->len; i++)
    {
      const Place *place = &g_array_index (pasting->places, Place, i);
      const PasarPasteArea area = { .n_selected_rows = place->n_rows,
                                    .n_selected_columns = place->n_columns,
                                    .columns =
                                        (const PasarColumn *) (gpointer) place->columns->data,
                                    .n_columns = place->columns->len };
      PasarReach *reach;
      PasarGridRange range;

      if (i == 0
          && pasar_paste_has_heads (get_catalogue (pasting),
                                    &pasting->table,
                                    area.columns,
                                    area.n_columns))
        pasting->table = skip_heads (&pasting->table);
      if (!find_place (pasting, place, &range))
        continue;
      reach = pasar_reach_new (view);
      pasar_reach_add (reach, range.first_row, range.n_rows);
      g_ptr_array_add (pasting->reaches, reach);
      g_array_append_val (pasting->areas, area);
    }
  stage (pasting);
}

/* Chosen. */

static void
chosen_cb (PasarPasteChoice choice, guint column, gpointer user_data)
{
  g_autoptr (Pasting) pasting = user_data;
  g_autofree PasarColumn *columns = NULL;

  if (choice == PASAR_PASTE_CHOICE_IMPORT && is_wanted (pasting))
    pasar_window_import_text (pasting->window, get_bytes (pasting));
  if (choice == PASAR_PASTE_CHOICE_IMPORT)
    return;
  if (choice == PASAR_PASTE_CHOICE_NONE || !is_wanted (pasting))
    return;
  if (choice == PASAR_PASTE_CHOICE_POSITION)
    {
      paste_by_position (g_steal_pointer (&pasting));
      return;
    }
  columns = g_new (PasarColumn, pasting->table.n_columns);
  for (guint i = 0; i < pasting->table.n_columns; i++)
    columns[i] =
        i == column ? pasar_paste_choice_get_target (pasting->window->sheet) : PASAR_COLUMN_NONE;
  pasting->paste = pasar_paste_new_by_sku (pasting->search, columns);
  stage (g_steal_pointer (&pasting));
}

static void
searched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Pasting) pasting = user_data;

  if (!pasar_slices_run_finish (result, NULL) || !is_wanted (pasting))
    return;
  if (pasting->asks || pasar_sku_search_get_count (pasting->search).column >= 0)
    {
      PasarWindow *window = pasting->window;
      const PasarPasteTable *table = &pasting->table;
      const PasarSkuCount count = pasar_sku_search_get_count (pasting->search);

      pasar_paste_choice_ask (window, table, count, chosen_cb, g_steal_pointer (&pasting));
    }
  else
    paste_by_position (g_steal_pointer (&pasting));
}

static gboolean
search_slice_cb (gpointer work, gint64 deadline)
{
  return pasar_sku_search_run (work, deadline);
}

static gboolean
find_heads (const Pasting *pasting)
{
  const guint n = pasting->table.n_columns;
  g_autofree PasarColumn *columns = g_new (PasarColumn, n);

  for (guint i = 0; i < n; i++)
    columns[i] = PASAR_COLUMN_NONE;
  for (guint i = 0; i < n; i++)
    {
      columns[i] = PASAR_COLUMN_PRICE;
      if (pasar_paste_has_heads (get_catalogue (pasting), &pasting->table, columns, n))
        return TRUE;
      columns[i] = PASAR_COLUMN_NONE;
    }
  return FALSE;
}

/* Read. */

static void
table_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Pasting) pasting = user_data;
  g_autoptr (GError) error = NULL;
  PasarPasteTable below;
  PasarSkuSearch *search;

  pasting->texts = pasar_clipboard_read_finish (result, &error);
  if (!is_wanted (pasting))
    return;
  if (pasting->texts == NULL)
    {
      pasar_window_toast (pasting->window, error->message, FALSE);
      return;
    }
  pasting->table = (PasarPasteTable){ pasting->texts->cells,
                                      pasting->texts->n_rows,
                                      pasting->texts->n_columns,
                                      pasting->texts->decimal_point };
  if (!pasting->asks && pasting->table.n_columns < 2)
    {
      paste_by_position (g_steal_pointer (&pasting));
      return;
    }
  pasting->has_heads = find_heads (pasting);
  below = pasting->has_heads ? skip_heads (&pasting->table) : pasting->table;
  search = pasting->search = pasar_sku_search_new (get_catalogue (pasting), &below, -1);
  pasar_slices_run_async (search_slice_cb, search, NULL, searched_cb, g_steal_pointer (&pasting));
}

static void
text_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Pasting) pasting = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  GBytes *html = pasting->html;

  if (!is_wanted (pasting))
    return;
  if (text != NULL)
    {
      const gsize length = strlen (text);

      pasting->text = g_bytes_new_take (g_steal_pointer (&text), length);
    }
  if (pasting->text == NULL && html == NULL)
    pasar_window_toast (pasting->window, _ ("There is nothing to paste."), FALSE);
  else
    {
      GBytes *bytes = pasting->text;

      pasar_clipboard_read_async (bytes, html, NULL, table_read_cb, g_steal_pointer (&pasting));
    }
}

static void
read_text (GdkClipboard *clipboard, Pasting *pasting)
{
  gdk_clipboard_read_text_async (clipboard, NULL, text_read_cb, pasting);
}

static void
html_spliced_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Pasting *pasting = user_data;

  if (g_output_stream_splice_finish (G_OUTPUT_STREAM (source), result, NULL) > 0)
    pasting->html = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (source));
  read_text (gtk_widget_get_clipboard (GTK_WIDGET (pasting->window)), pasting);
}

static void
html_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Pasting *pasting = user_data;
  g_autoptr (GInputStream) stream =
      gdk_clipboard_read_finish (GDK_CLIPBOARD (source), result, NULL, NULL);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();

  if (stream == NULL)
    read_text (GDK_CLIPBOARD (source), pasting);
  else
    g_output_stream_splice_async (memory,
                                  stream,
                                  G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE
                                      | G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
                                  G_PRIORITY_DEFAULT,
                                  NULL,
                                  html_spliced_cb,
                                  pasting);
}

/* Asked for. */

static GArray *
dup_places (PasarWindow *self)
{
  g_autoptr (GArray) ranges = pasar_selected_dup_ranges (self->sheet);
  PasarGrid *grid = pasar_sheet_get_grid (self->sheet);
  GArray *places = g_array_new (FALSE, FALSE, sizeof (Place));

  g_array_set_clear_func (places, clear_place);
  for (guint i = 0; i < ranges->len; i++)
    {
      PasarGridRange range = g_array_index (ranges, PasarGridRange, i);
      Place place = { pasar_grid_source_get_key (pasar_grid_get_source (grid), range.first_row),
                      range.n_rows,
                      range.n_columns };

      range.n_columns = pasar_grid_get_n_places (grid) - range.first_column;
      place.columns = pasar_selected_dup_columns (self->sheet, &range);
      g_array_append_val (places, place);
    }
  return places;
}

static void
formats_known_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Pasting) pasting = user_data;
  GdkClipboard *clipboard = GDK_CLIPBOARD (source);
  const char *reason;

  if (!is_wanted (pasting) || pasar_window_paste_files (pasting->window))
    return;
  reason = pasar_catalogue_get_read_only_reason (get_catalogue (pasting));
  if (reason != NULL)
    pasar_window_toast (pasting->window, reason, FALSE);
  else if (gdk_content_formats_contain_mime_type (gdk_clipboard_get_formats (clipboard),
                                                  "text/html"))
    gdk_clipboard_read_async (clipboard,
                              (const char *[]){ "text/html", NULL },
                              G_PRIORITY_DEFAULT,
                              NULL,
                              html_read_cb,
                              g_steal_pointer (&pasting));
  else
    read_text (clipboard, g_steal_pointer (&pasting));
}

/**
 * pasar_window_paste:
 * @self: a window with a shop
 * @asks: whether the seller is asked how in any case
 *
 * Pastes what is on the clipboard into the selected cells, or into the text of an edit in place. A
 * table with SKUs can be pasted by these; a file, or a table as one, is imported.
 */
void
pasar_window_paste (PasarWindow *self, gboolean asks)
{
  Pasting *pasting;

  if (pasar_window_leave_to_text (self, "clipboard.paste"))
    return;
  pasting = g_new0 (Pasting, 1);
  pasting->window = g_object_ref (self);
  pasting->session = g_object_ref (self->session);
  pasting->places = dup_places (self);
  pasting->reaches = g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_reach_unref);
  pasting->areas = g_array_new (FALSE, FALSE, sizeof (PasarPasteArea));
  pasting->asks = asks;
  pasar_paste_formats_wait_async (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                                  formats_known_cb,
                                  pasting);
}
