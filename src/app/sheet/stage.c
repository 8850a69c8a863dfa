/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/sheet/private.h"
#include "catalogue/view/cell.h"

#include <glib/gi18n-lib.h>

/* What was typed or asked becomes a command, and the command a step. */

typedef struct
{
  PasarSheet *sheet; /* (owned) */
  gboolean tells;    /* some of what was meant is hidden, and stays as it was */
} StageData;

static void
stage_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autofree StageData *data = user_data;
  g_autoptr (PasarSheet) self = data->sheet;
  g_autoptr (PasarStep) step = NULL;
  g_autoptr (GError) error = NULL;

  if (pasar_session_write_finish (PASAR_SESSION (object), result, &step, &error))
    {
      /* Another shop may be shown meanwhile. */
      if (step != NULL && self->source != NULL && self->source->session == PASAR_SESSION (object))
        g_signal_emit_by_name (self,
                               "staged",
                               data->tells || !pasar_sheet_is_in_sight (self, step) ? step->label
                                                                                    : NULL);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit_by_name (self, "stage-failed", error->message);
}

/**
 * pasar_sheet_stage:
 * @self: a sheet
 * @command: (transfer full): what is asked
 *
 * Stages an edit; `staged` or `stage-failed` tells how it ended.
 */
void
pasar_sheet_stage (PasarSheet *self, PasarCommand *command)
{
  StageData *data = g_new0 (StageData, 1);

  data->sheet = g_object_ref (self);
  data->tells = command->n_hidden > 0;
  pasar_session_stage_async (self->source->session, command, NULL, stage_cb, data);
}

/**
 * pasar_sheet_make_command:
 * @self: a sheet
 * @kind: what is asked
 * @rows: (element-type guint): for which rows
 * @field: for which value; with %PASAR_COMMAND_DISCARD also -1 for both
 * @expression: (nullable): what to do to it
 *
 * Of a header those of its models are meant that are shown; the others are left alone.
 *
 * Returns: (transfer full): the edit
 */
PasarCommand *
pasar_sheet_make_command (PasarSheet *self,
                          PasarCommandKind kind,
                          GArray *rows,
                          int field,
                          PasarExpression *expression)
{
  g_autoptr (GArray) editable = NULL;
  PasarCommand *command;
  guint n_hidden;

  editable = pasar_view_dup_editable (self->source->view,
                                      (const guint *) (gpointer) rows->data,
                                      rows->len,
                                      &n_hidden);
  command = pasar_command_new (kind,
                               self->source->catalogue,
                               (const guint *) (gpointer) editable->data,
                               editable->len,
                               field,
                               expression);
  command->n_hidden = n_hidden;
  return command;
}

/**
 * pasar_sheet_source_dup_plain:
 * @self: a source
 * @value: a value; %PASAR_NO_VALUE: none
 * @field: what it is
 *
 * Returns: (transfer full): the value as it is typed, without thousands separators
 */
char *
pasar_sheet_source_dup_plain (PasarSheetSource *self, gint64 value, PasarField field)
{
  const PasarNumberFormat plain = {
    .decimal_point = pasar_number_format_get_default ()->decimal_point,
    .thousands_sep = "",
  };
  const guint digits =
      field == PASAR_FIELD_PRICE ? pasar_catalogue_get_digits (self->catalogue) : 0;

  return value != PASAR_NO_VALUE ? pasar_money_format (value, digits, &plain) : g_strdup ("");
}

/**
 * pasar_sheet_source_dup_edit_text:
 * @source: a source
 * @row: a row
 * @column: a column
 * @error: return location
 *
 * As [vfunc@GridSource.dup_edit_text]. A header shows no value, because an edit of it gives all its
 * models that are shown the same one.
 *
 * Returns: (transfer full) (nullable): what an editor begins with
 */
char *
pasar_sheet_source_dup_edit_text (PasarGridSource *source, guint row, guint column, GError **error)
{
  PasarSheetSource *self = PASAR_SHEET_SOURCE (source);
  const PasarColumnInfo *info = pasar_sheet_source_get_column (self, column);
  const guint number = pasar_view_get_row (self->view, row);
  g_autofree char *reason = pasar_cell_dup_lock_reason (self->catalogue, number, info->column);

  if (reason == NULL)
    {
      const PasarRowInfo row_info = pasar_catalogue_read_row (self->catalogue, number);

      return pasar_sheet_source_dup_plain (self,
                                           row_info.is_header
                                               ? PASAR_NO_VALUE
                                               : row_info.values[info->field].effective,
                                           info->field);
    }
  g_set_error_literal (error, PASAR_INPUT_ERROR, PASAR_INPUT_ERROR_READ_ONLY, reason);
  return NULL;
}

/* A number of pieces for several rows, one of them an item with models. */
static gboolean
has_two_meanings (PasarSheetSource *self,
                  GArray *rows,
                  const PasarCommand *command,
                  PasarExpression *expression)
{
  if (command->field != PASAR_FIELD_STOCK || command->keys->len <= 1
      || pasar_expression_get_operation (expression, NULL) == PASAR_OPERATION_PERCENT)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      if (pasar_catalogue_read_row (self->catalogue, g_array_index (rows, guint, i)).is_header)
        return TRUE;
    }
  return FALSE;
}

/**
 * pasar_sheet_source_commit:
 * @source: a source
 * @row: the row that is edited
 * @column: its column
 * @ranges: (array length=n_ranges): the cells that are meant
 * @n_ranges: how many
 * @text: what was typed
 * @error: return location
 *
 * As [vfunc@GridSource.commit]: stages what was typed, computed at its turn. An edit of an item
 * reaches those of its models that are shown; of a selection only the column that is edited.
 *
 * Returns: what became of it
 */
PasarGridAnswer
pasar_sheet_source_commit (PasarGridSource *source,
                           guint row,
                           guint column,
                           const PasarGridRange *ranges,
                           guint n_ranges,
                           const char *text,
                           GError **error)
{
  PasarSheetSource *self = PASAR_SHEET_SOURCE (source);
  PasarGrid *grid = pasar_sheet_get_grid (self->sheet);
  const PasarField field = pasar_sheet_source_get_column (self, column)->field;
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autoptr (GArray) rows =
      pasar_sheet_source_dup_rows (self, ranges, n_ranges, pasar_grid_find_place (grid, column));
  g_autoptr (PasarCommand) command = NULL;
  g_autoptr (GArray) edits = NULL;
  g_autoptr (PasarExpression) expression = NULL;

  if (*stripped != '\0')
    {
      expression = pasar_catalogue_parse (self->catalogue, field, FALSE, stripped, NULL, error);
      if (expression == NULL)
        return PASAR_GRID_REFUSED;
    }
  command =
      pasar_sheet_make_command (self->sheet,
                                expression != NULL ? PASAR_COMMAND_EACH : PASAR_COMMAND_DISCARD,
                                rows,
                                (int) field,
                                expression);
  if (command->kind == PASAR_COMMAND_EACH && has_two_meanings (self, rows, command, expression))
    {
      GdkRectangle area = { 0 };

      pasar_grid_get_cell_area (grid, row, column, &area);
      return pasar_sheet_ask (self->sheet, &area, rows, expression, error);
    }
  edits = pasar_command_compute (command, self->catalogue, error);
  if (edits == NULL)
    return PASAR_GRID_REFUSED;
  pasar_sheet_stage (self->sheet, g_steal_pointer (&command));
  return PASAR_GRID_DONE;
}

/* Whether a range reaches over a column that has this value. */
static gboolean
has_field (PasarSheetSource *self, const PasarGridRange *range, PasarField field)
{
  PasarGrid *grid = pasar_sheet_get_grid (self->sheet);

  for (guint column = 0; column < self->columns->len; column++)
    {
      const PasarColumnInfo *info = pasar_sheet_source_get_column (self, column);
      const guint place = pasar_grid_find_place (grid, column);

      if (info->is_editable && info->field == field && place != PASAR_GRID_NONE
          && place >= range->first_column && place - range->first_column < range->n_columns)
        return TRUE;
    }
  return FALSE;
}

/**
 * pasar_sheet_source_clear:
 * @source: a source
 * @ranges: (array length=n_ranges): cells
 * @n_ranges: how many
 *
 * As [vfunc@GridSource.clear]: they have Shopee's value again. Outside the columns of price and
 * stock it only rings the bell.
 */
void
pasar_sheet_source_clear (PasarGridSource *source, const PasarGridRange *ranges, guint n_ranges)
{
  PasarSheetSource *self = PASAR_SHEET_SOURCE (source);
  g_autoptr (GArray) rows = NULL;
  gboolean fields[PASAR_N_FIELDS] = { FALSE };
  guint n_fields = 0;

  for (guint i = 0; i < n_ranges; i++)
    {
      for (int field = 0; field < PASAR_N_FIELDS; field++)
        fields[field] = fields[field] || has_field (self, &ranges[i], (PasarField) field);
    }
  for (int field = 0; field < PASAR_N_FIELDS; field++)
    n_fields += fields[field] ? 1 : 0;
  if (n_fields == 0)
    {
      gtk_widget_error_bell (GTK_WIDGET (self->sheet));
      return;
    }
  rows = pasar_sheet_source_dup_rows (self, ranges, n_ranges, PASAR_GRID_NONE);
  pasar_sheet_stage (self->sheet,
                     pasar_sheet_make_command (self->sheet,
                                               PASAR_COMMAND_DISCARD,
                                               rows,
                                               n_fields > 1                ? -1
                                               : fields[PASAR_FIELD_PRICE] ? PASAR_FIELD_PRICE
                                                                           : PASAR_FIELD_STOCK,
                                               NULL));
}
