/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/sheet/private.h"
#include "catalogue/edits/paste.h"
#include "jobs/slices.h"

#include <glib/gi18n-lib.h>

/* Cells are filled as if the values of others were typed into them: what is refused there is
 * refused here, and what a filter hides is left alone. */

typedef struct
{
  PasarSheetSource *source; /* (owned) */
  PasarPaste *paste;        /* (owned) */
  GPtrArray *texts;         /* (owned) (element-type utf8): row by row, of @kept */
  GPtrArray *kept;          /* (owned) (element-type utf8) */
  GArray *rows;             /* (owned) (element-type guint) */
  GArray *editable;         /* (owned) (element-type guint) */
  GArray *columns;          /* (owned) (element-type PasarColumn) */
} Fill;

static void
fill_free (Fill *self)
{
  g_clear_pointer (&self->paste, pasar_paste_free);
  g_ptr_array_unref (self->texts);
  g_ptr_array_unref (self->kept);
  g_array_unref (self->rows);
  g_clear_pointer (&self->editable, g_array_unref);
  g_array_unref (self->columns);
  g_object_unref (self->source);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fill, fill_free)

static const PasarColumnInfo *
get_column (PasarSheetSource *self, guint place)
{
  PasarGrid *grid = pasar_sheet_get_grid (self->sheet);

  return pasar_sheet_source_get_column (self, pasar_grid_get_source_column (grid, place));
}

/* Of a header none: its models have values of their own. */
static gint64
read_value (PasarSheetSource *self, guint position, guint place)
{
  const PasarColumnInfo *column = get_column (self, place);
  const PasarRowInfo row =
      pasar_catalogue_read_row (self->catalogue, pasar_view_get_row (self->view, position));

  return column->is_editable && !row.is_header ? row.values[column->field].effective
                                               : PASAR_NO_VALUE;
}

static const char *
keep_value (Fill *self, gint64 value, const PasarColumnInfo *column)
{
  char *text = pasar_sheet_source_dup_plain (self->source, value, column->field);

  g_ptr_array_add (self->kept, text);
  return text;
}

/* The place among n in which a number stands that may be before the first of them. */
static guint
wrap (gint64 number, guint n)
{
  return (guint) (((number % n) + n) % n);
}

/* From one value to the next: in a line through the first and the last; a single one is counted up
 * by one of its unit. */
static gint64
get_step (Fill *self, const gint64 *values, guint n, PasarField field)
{
  gint64 step = 1;

  if (n > 1)
    return (values[n - 1] - values[0]) / (gint64) (n - 1);
  for (guint i = 0;
       field == PASAR_FIELD_PRICE && i < pasar_catalogue_get_digits (self->source->catalogue);
       i++)
    step *= 10;
  return step;
}

/* One column (or row) of what is filled from n values; places are counted from the first of
 * these. */
static void
add_line (Fill *self,
          const gint64 *values,
          guint n,
          const PasarColumnInfo *column,
          gint64 first,
          guint n_cells,
          PasarGridFill fill,
          const char **out,
          guint stride)
{
  g_autofree const char **texts = g_new (const char *, n);
  gboolean is_series = fill == PASAR_GRID_FILL_SERIES;
  gint64 step;

  for (guint i = 0; i < n; i++)
    {
      texts[i] = values[i] != PASAR_NO_VALUE ? keep_value (self, values[i], column) : "";
      is_series = is_series && values[i] != PASAR_NO_VALUE;
    }
  step = is_series ? get_step (self, values, n, column->field) : 0;
  for (guint i = 0; i < n_cells; i++)
    out[i * stride] = is_series ? keep_value (self, values[0] + step * (first + i), column)
                                : texts[wrap (first + i, n)];
}

static void
fill_down (Fill *self, const PasarGridRange *from, const PasarGridRange *rest, PasarGridFill fill)
{
  g_autofree gint64 *values = g_new (gint64, from->n_rows);

  for (guint c = 0; c < rest->n_columns; c++)
    {
      for (guint i = 0; i < from->n_rows; i++)
        values[i] = read_value (self->source, from->first_row + i, rest->first_column + c);
      add_line (self,
                values,
                from->n_rows,
                get_column (self->source, rest->first_column + c),
                (gint64) rest->first_row - from->first_row,
                rest->n_rows,
                fill,
                (const char **) self->texts->pdata + c,
                rest->n_columns);
    }
}

static void
fill_across (Fill *self, const PasarGridRange *from, const PasarGridRange *rest, PasarGridFill fill)
{
  g_autofree gint64 *values = g_new (gint64, from->n_columns);

  for (guint r = 0; r < rest->n_rows; r++)
    {
      for (guint i = 0; i < from->n_columns; i++)
        values[i] = read_value (self->source, rest->first_row + r, from->first_column + i);
      add_line (self,
                values,
                from->n_columns,
                get_column (self->source, from->first_column),
                (gint64) rest->first_column - from->first_column,
                rest->n_columns,
                fill,
                (const char **) self->texts->pdata + (gsize) r * rest->n_columns,
                1);
    }
}

/* What is to be filled: the one side of the range on which there are other cells. */
static PasarGridRange
get_rest (const PasarGridRange *from, const PasarGridRange *to)
{
  PasarGridRange rest = *to;

  if (to->n_rows > from->n_rows)
    {
      rest.n_rows -= from->n_rows;
      rest.first_row += to->first_row == from->first_row ? from->n_rows : 0;
    }
  else
    {
      rest.n_columns -= from->n_columns;
      rest.first_column += to->first_column == from->first_column ? from->n_columns : 0;
    }
  return rest;
}

/* The ranges of the whole sheet reach as far as it does. */
static PasarGridRange
limit (PasarSheetSource *self, const PasarGridRange *range)
{
  const guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->view));
  const guint n_places = pasar_grid_get_n_places (pasar_sheet_get_grid (self->sheet));

  return (PasarGridRange){
    range->first_row,
    MIN (range->n_rows, n_rows - range->first_row),
    range->first_column,
    MIN (range->n_columns, n_places - range->first_column),
  };
}

static void
begin_paste (Fill *self, const PasarGridRange *rest)
{
  const PasarPasteTable table = {
    .texts = (const char *const *) self->texts->pdata,
    .n_rows = rest->n_rows,
    .n_columns = rest->n_columns,
    .decimal_point = *pasar_number_format_get_default ()->decimal_point,
  };
  /* With the row after the last one: it tells whether the models of that one stand below it. */
  PasarGridRange reach = *rest;
  PasarPasteArea area = {
    .n_columns = rest->n_columns,
    .n_selected_rows = rest->n_rows,
    .n_selected_columns = rest->n_columns,
  };

  reach.n_rows++;
  g_array_unref (self->rows);
  self->rows = pasar_sheet_source_dup_rows (self->source, &reach, 1, PASAR_GRID_NONE);
  self->editable = pasar_view_dup_editable (self->source->view,
                                            (const guint *) (gpointer) self->rows->data,
                                            self->rows->len,
                                            NULL);
  for (guint i = 0; i < rest->n_columns; i++)
    {
      const PasarColumn column = get_column (self->source, rest->first_column + i)->column;

      g_array_append_val (self->columns, column);
    }
  area.rows = (const guint *) (gpointer) self->rows->data;
  area.n_rows = self->rows->len;
  area.editable = self->editable;
  area.columns = (const PasarColumn *) (gpointer) self->columns->data;
  self->paste = pasar_paste_new (self->source->catalogue, &table, &area, 1);
}

static gboolean
run_paste (gpointer paste, gint64 deadline)
{
  return pasar_paste_run (paste, deadline);
}

static void
planned_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Fill) self = user_data;
  PasarSheet *sheet = self->source->sheet;
  const PasarPasteReport *report;
  g_autofree char *reason = NULL;

  /* Another shop may be shown meanwhile. */
  if (!pasar_slices_run_finish (result, NULL) || sheet == NULL)
    return;
  report = pasar_paste_get_report (self->paste);
  if (report->n_taken > 0)
    {
      PasarCommand *command = pasar_paste_make_command (self->paste);

      command->is_fill = TRUE;
      pasar_sheet_stage (sheet, command);
    }
  if (report->refused->len == 0)
    return;
  reason = pasar_paste_dup_reason (self->paste, 0);
  pasar_grid_show_refusal (pasar_sheet_get_grid (sheet), reason);
}

static gboolean
has_value (Fill *self)
{
  for (guint i = 0; i < self->kept->len; i++)
    {
      if (*(const char *) g_ptr_array_index (self->kept, i) != '\0')
        return TRUE;
    }
  return FALSE;
}

/**
 * pasar_sheet_source_fill:
 * @source: a source
 * @from: what is repeated
 * @to: where: @from and what is beside it on one side
 * @fill: how
 * @error: return location
 *
 * As [vfunc@GridSource.fill].
 *
 * Returns: what became of it
 */
PasarGridAnswer
pasar_sheet_source_fill (PasarGridSource *source,
                         const PasarGridRange *from,
                         const PasarGridRange *to,
                         PasarGridFill fill,
                         GError **error)
{
  PasarSheetSource *self = PASAR_SHEET_SOURCE (source);
  const PasarGridRange block = limit (self, from);
  const PasarGridRange all = limit (self, to);
  const PasarGridRange rest = get_rest (&block, &all);
  g_autoptr (Fill) work = g_new0 (Fill, 1);

  work->source = g_object_ref (self);
  work->texts = g_ptr_array_new ();
  work->kept = g_ptr_array_new_with_free_func (g_free);
  work->rows = g_array_new (FALSE, FALSE, sizeof (guint));
  work->columns = g_array_new (FALSE, FALSE, sizeof (PasarColumn));
  g_ptr_array_set_size (work->texts, (int) (rest.n_rows * rest.n_columns));
  if (all.n_rows > block.n_rows)
    fill_down (work, &block, &rest, fill);
  else
    fill_across (work, &block, &rest, fill);
  if (!has_value (work))
    {
      g_set_error_literal (
          error,
          PASAR_INPUT_ERROR,
          PASAR_INPUT_ERROR_READ_ONLY,
          _ ("Only prices and stock can be filled, from a cell that has a value of its own."));
      return PASAR_GRID_REFUSED;
    }
  begin_paste (work, &rest);
  pasar_slices_run_async (run_paste, work->paste, NULL, planned_cb, work);
  g_steal_pointer (&work);
  return PASAR_GRID_DONE;
}
