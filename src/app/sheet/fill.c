/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/sheet/private.h"
#include "catalogue/edits/paste.h"

#include <glib/gi18n-lib.h>

/* Cells are filled as if the values of others were typed into them: what is refused there is
 * refused here, and what a filter hides is left alone. */

/* So many rows are read or filled between two looks at the clock. */
#define ROWS_A_TURN 256
/* So many rows are looked at for a value that can be repeated; of a larger block it is taken to
 * have one. */
#define MAX_ROWS_TRIED 256

typedef struct
{
  PasarSheetSource *source; /* (owned) */
  PasarGridFill fill;
  gboolean is_down;       /* else across */
  PasarGridRange from;    /* what is repeated */
  PasarGridRange rest;    /* what is filled */
  GArray *from_columns;   /* (owned) (element-type PasarColumn) */
  GArray *columns;        /* (owned) (element-type PasarColumn) of @rest */
  PasarReach *from_reach; /* (owned) the rows of @from */
  PasarReach *reach; /* (owned) those of @rest and the one below, which tells whether the models
                        of the last one stand there */

  /* Of a fill down, by column: the rows of @from. */
  guint n_read;
  gint64 *values;           /* (owned) */
  const char **value_texts; /* (owned) of @kept, NULL before they are needed */
  gint64 *steps;            /* (owned) from one value to the next; 0: they are repeated */

  guint n_filled;     /* rows of @rest */
  GPtrArray *texts;   /* (owned) (element-type utf8): row by row, of @kept */
  GStringChunk *kept; /* (owned) */
  PasarPaste *paste;  /* (owned) (nullable) */
} Fill;

/* Several ranges, one after the other; one step. */
typedef struct
{
  GPtrArray *fills; /* (owned) (element-type Fill) */
  guint current;    /* of them: that is under way */
} Work;

static void
fill_free (gpointer data)
{
  Fill *self = data;

  g_clear_pointer (&self->paste, pasar_paste_free);
  g_ptr_array_unref (self->texts);
  g_string_chunk_free (self->kept);
  g_free (self->values);
  g_free (self->value_texts);
  g_free (self->steps);
  pasar_reach_unref (self->from_reach);
  pasar_reach_unref (self->reach);
  g_array_unref (self->from_columns);
  g_array_unref (self->columns);
  g_object_unref (self->source);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fill, fill_free)

static void
work_free (gpointer data)
{
  Work *self = data;

  g_ptr_array_unref (self->fills);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Work, work_free)

static GArray *
dup_columns (PasarSheetSource *self, const PasarGridRange *range)
{
  PasarGrid *grid = pasar_sheet_get_grid (self->sheet);
  GArray *columns = g_array_new (FALSE, FALSE, sizeof (PasarColumn));

  for (guint i = 0; i < range->n_columns; i++)
    {
      const guint place = range->first_column + i;
      const PasarColumnInfo *info =
          pasar_sheet_source_get_column (self, pasar_grid_get_source_column (grid, place));

      g_array_append_val (columns, info->column);
    }
  return columns;
}

static const PasarColumnInfo *
get_column (const Fill *self, const GArray *columns, guint i)
{
  return pasar_catalogue_get_column (self->source->catalogue,
                                     g_array_index (columns, PasarColumn, i));
}

/* Of a header none: its models have values of their own. */
static gint64
read_value (const Fill *self, guint number, const PasarColumnInfo *column)
{
  PasarCatalogue *catalogue = self->source->catalogue;

  return column->is_editable && !pasar_catalogue_read_row (catalogue, number).is_header
             ? pasar_catalogue_read_field (catalogue, number, column->field).effective
             : PASAR_NO_VALUE;
}

static const char *
keep_value (Fill *self, gint64 value, const PasarColumnInfo *column)
{
  g_autofree char *text = NULL;

  if (value == PASAR_NO_VALUE)
    return "";
  text = pasar_sheet_source_dup_plain (self->source, value, column->field);
  return g_string_chunk_insert (self->kept, text);
}

/* The place among n in which a number stands that may be before the first of them. */
static guint
wrap (gint64 number, guint n)
{
  return (guint) (((number % n) + n) % n);
}

/* From one value to the next: in a line through the first and the last; a single one is counted up
 * by one of its unit. Where one has no value, or is wanted as it is, 0: they are repeated. */
static gint64
get_step (const Fill *self, const gint64 *values, guint n, PasarField field)
{
  gint64 step = 1;

  for (guint i = 0; i < n; i++)
    {
      if (values[i] == PASAR_NO_VALUE || !pasar_field_is_number (field)
          || self->fill != PASAR_GRID_FILL_SERIES)
        return 0;
    }
  if (n > 1)
    return (values[n - 1] - values[0]) / (gint64) (n - 1);
  for (guint i = 0; i < pasar_catalogue_get_decimals (self->source->catalogue, field); i++)
    step *= 10;
  return step;
}

/* Reads the next row of what is repeated downwards; FALSE when there is none. */
static gboolean
read_next (Fill *self)
{
  const GArray *rows = pasar_reach_get_listed (self->from_reach);
  const guint n = rows->len;

  if (self->n_read == n)
    return FALSE;
  for (guint c = 0; c < self->columns->len; c++)
    {
      const PasarColumnInfo *column = get_column (self, self->columns, c);
      gint64 *values = self->values + (gsize) c * n;

      values[self->n_read] = read_value (self, g_array_index (rows, guint, self->n_read), column);
      if (self->n_read + 1 == n)
        self->steps[c] = get_step (self, values, n, column->field);
    }
  self->n_read++;
  return TRUE;
}

static const char *
get_text_down (Fill *self, guint c, gint64 place)
{
  const guint n = self->n_read;
  const guint i = c * n + wrap (place, n);
  const PasarColumnInfo *column = get_column (self, self->columns, c);

  if (self->steps[c] != 0)
    return keep_value (self, self->values[(gsize) c * n] + self->steps[c] * place, column);
  if (self->value_texts[i] == NULL)
    self->value_texts[i] = keep_value (self, self->values[i], column);
  return self->value_texts[i];
}

static void
fill_across (Fill *self, guint row, const char **texts)
{
  const guint n = self->from_columns->len;
  const gint64 first = (gint64) self->rest.first_column - self->from.first_column;
  const PasarColumnInfo *column = get_column (self, self->from_columns, 0);
  g_autofree gint64 *values = g_new (gint64, n);
  gboolean is_alike = TRUE;
  gint64 step;

  for (guint i = 0; i < n; i++)
    {
      const PasarColumnInfo *from = get_column (self, self->from_columns, i);

      values[i] = read_value (self, row, from);
      is_alike = is_alike && from->unit == column->unit;
    }
  step = is_alike ? get_step (self, values, n, column->field) : 0;
  for (guint c = 0; c < self->columns->len; c++)
    {
      const guint i = wrap (first + c, n);

      texts[c] = step != 0 ? keep_value (self, values[0] + step * (first + c), column)
                           : keep_value (self, values[i], get_column (self, self->from_columns, i));
    }
}

/* Writes down what is typed into the next row; FALSE when there is none. */
static gboolean
fill_next (Fill *self)
{
  const char **texts =
      (const char **) self->texts->pdata + (gsize) self->n_filled * self->columns->len;
  const gint64 first = (gint64) self->rest.first_row - self->from.first_row;

  if (self->n_filled == self->rest.n_rows)
    return FALSE;
  if (self->is_down)
    for (guint c = 0; c < self->columns->len; c++)
      texts[c] = get_text_down (self, c, first + self->n_filled);
  else
    fill_across (self,
                 g_array_index (pasar_reach_get_listed (self->reach), guint, self->n_filled),
                 texts);
  self->n_filled++;
  return TRUE;
}

static void
begin_paste (Fill *self)
{
  const PasarPasteTable table = {
    .texts = (const char *const *) self->texts->pdata,
    .n_rows = self->rest.n_rows,
    .n_columns = self->rest.n_columns,
    .decimal_point = *pasar_number_format_get_default ()->decimal_point,
  };
  const GArray *rows = pasar_reach_get_listed (self->reach);
  const PasarPasteArea area = {
    .rows = (const guint *) (gpointer) rows->data,
    .n_rows = rows->len,
    .editable = pasar_reach_get_editable (self->reach),
    .columns = (const PasarColumn *) (gpointer) self->columns->data,
    .n_columns = self->columns->len,
    .n_selected_rows = self->rest.n_rows,
    .n_selected_columns = self->rest.n_columns,
  };

  self->paste = pasar_paste_new (self->source->catalogue, &table, &area, 1);
}

/* Whether it is planned. */
static gboolean
plan (Fill *self, gint64 until)
{
  gboolean goes_on = self->paste == NULL;

  if (!pasar_reach_run (self->from_reach, until) || !pasar_reach_run (self->reach, until))
    return FALSE;
  while (goes_on)
    {
      for (guint i = 0; i < ROWS_A_TURN && goes_on; i++)
        goes_on = (self->is_down && read_next (self)) || fill_next (self);
      if (goes_on && g_get_monotonic_time () >= until)
        return FALSE;
    }
  if (self->paste == NULL)
    begin_paste (self);
  return pasar_paste_run (self->paste, until);
}

/* Why the first cell that was refused was. */
static void
tell_refused (Work *self)
{
  for (guint i = 0; i < self->fills->len; i++)
    {
      const Fill *fill = g_ptr_array_index (self->fills, i);
      g_autofree char *reason = NULL;

      /* Another shop may be shown meanwhile. */
      if (pasar_paste_get_report (fill->paste)->refused->len == 0 || fill->source->sheet == NULL)
        continue;
      reason = pasar_paste_dup_reason (fill->paste, 0);
      pasar_grid_show_refusal (pasar_sheet_get_grid (fill->source->sheet), reason);
      return;
    }
}

static gboolean
prepare (PasarCommand *command, gpointer data, gint64 until)
{
  Work *self = data;

  for (; self->current < self->fills->len; self->current++)
    {
      if (!plan (g_ptr_array_index (self->fills, self->current), until))
        return FALSE;
    }
  tell_refused (self);
  for (guint i = 0; i < self->fills->len; i++)
    {
      Fill *fill = g_ptr_array_index (self->fills, i);

      pasar_paste_give_cells (fill->paste, command);
    }
  return TRUE;
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

/* Whether there is anything to repeat. */
static gboolean
has_value (const Fill *self)
{
  for (guint r = 0; r < MIN (self->from.n_rows, MAX_ROWS_TRIED); r++)
    {
      const guint row = pasar_view_get_row (self->source->view, self->from.first_row + r);

      for (guint c = 0; c < self->from_columns->len; c++)
        {
          if (read_value (self, row, get_column (self, self->from_columns, c)) != PASAR_NO_VALUE)
            return TRUE;
        }
    }
  return self->from.n_rows > MAX_ROWS_TRIED;
}

static Fill *
fill_new (PasarSheetSource *source,
          const PasarGridRange *from,
          const PasarGridRange *to,
          PasarGridFill fill)
{
  Fill *self = g_new0 (Fill, 1);
  PasarGridRange reach;

  self->source = g_object_ref (source);
  self->fill = fill;
  self->is_down = to->n_rows > from->n_rows;
  self->from = *from;
  self->rest = get_rest (from, to);
  self->from_columns = dup_columns (source, from);
  self->columns = dup_columns (source, &self->rest);
  self->from_reach = pasar_sheet_source_reach (source, from, 1, PASAR_GRID_NONE);
  reach = self->rest;
  reach.n_rows++;
  self->reach = pasar_sheet_source_reach (source, &reach, 1, PASAR_GRID_NONE);
  if (self->is_down)
    {
      const gsize n = (gsize) from->n_rows * self->columns->len;

      self->values = g_new (gint64, n);
      self->value_texts = g_new0 (const char *, n);
      self->steps = g_new0 (gint64, self->columns->len);
    }
  self->texts = g_ptr_array_new ();
  g_ptr_array_set_size (self->texts, (int) (self->rest.n_rows * self->rest.n_columns));
  self->kept = g_string_chunk_new (4096);
  return self;
}

/**
 * pasar_sheet_source_fill:
 * @source: a source
 * @from: (array length=n_ranges): what is repeated
 * @to: (array length=n_ranges): where: the cells of @from and what is beside them on one side
 * @n_ranges: how many ranges are filled, each from its own cells
 * @fill: how
 * @error: return location
 *
 * As [vfunc@GridSource.fill]; all of it is one step.
 *
 * Returns: what became of it
 */
PasarGridAnswer
pasar_sheet_source_fill (PasarGridSource *source,
                         const PasarGridRange *from,
                         const PasarGridRange *to,
                         guint n_ranges,
                         PasarGridFill fill,
                         GError **error)
{
  PasarSheetSource *self = PASAR_SHEET_SOURCE (source);
  g_autoptr (Work) work = g_new0 (Work, 1);
  PasarCommand *command;

  work->fills = g_ptr_array_new_with_free_func (fill_free);
  for (guint i = 0; i < n_ranges; i++)
    {
      const PasarGridRange block = limit (self, &from[i]);
      const PasarGridRange all = limit (self, &to[i]);
      g_autoptr (Fill) one = fill_new (self, &block, &all, fill);

      if (has_value (one))
        g_ptr_array_add (work->fills, g_steal_pointer (&one));
    }
  if (work->fills->len == 0)
    {
      g_set_error_literal (
          error,
          PASAR_INPUT_ERROR,
          PASAR_INPUT_ERROR_READ_ONLY,
          _ ("Only prices and stock can be filled, from a cell that has a value of its own."));
      return PASAR_GRID_REFUSED;
    }
  command = pasar_command_new_later (PASAR_COMMAND_PASTE,
                                     -1,
                                     NULL,
                                     prepare,
                                     g_steal_pointer (&work),
                                     work_free);
  command->is_fill = TRUE;
  pasar_sheet_stage (self->sheet, command);
  return PASAR_GRID_DONE;
}
