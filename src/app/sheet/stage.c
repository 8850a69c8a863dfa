/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/sheet/private.h"
#include "catalogue/edits/computation.h"
#include "catalogue/values/yes-no.h"
#include "catalogue/view/cell.h"
#include "jobs/slices.h"

#include <glib/gi18n-lib.h>

/* What was typed or asked becomes a command, and the command a step. */

/* For how long the main loop is held to see what is small at once. */
#define AT_ONCE_US 3000

/* What takes longer is told while it goes on. */
#define BUSY_DELAY_MS 250

static void
set_busy (PasarSheet *self, gboolean is_busy)
{
  g_clear_handle_id (&self->busy_id, g_source_remove);
  if (self->is_busy == is_busy)
    return;
  self->is_busy = is_busy;
  g_signal_emit_by_name (self, "busy-changed");
}

static gboolean
busy_cb (gpointer user_data)
{
  PasarSheet *self = user_data;

  self->busy_id = 0;
  set_busy (self, TRUE);
  return G_SOURCE_REMOVE;
}

typedef struct
{
  PasarSheet *sheet; /* (owned) */
  GAsyncReadyCallback callback;
  gpointer user_data;
} Staging;

static void
staged_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autofree Staging *staging = user_data;
  g_autoptr (PasarSheet) self = staging->sheet;
  const gboolean is_stopped =
      g_task_had_error (G_TASK (result))
      && g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result)));

  if (--self->n_staging == 0)
    {
      g_clear_object (&self->staging);
      set_busy (self, FALSE);
    }
  if (is_stopped)
    g_signal_emit_by_name (self, "message", _ ("Stopped. Nothing was changed."));
  staging->callback (object, result, staging->user_data);
}

/**
 * pasar_sheet_stage_async:
 * @self: a sheet with a shop
 * @command: (transfer full): what is asked
 * @callback: (scope async): called when it is in the catalogue and shown, to be ended by
 *   [method@Session.write_finish]
 * @user_data: for @callback
 *
 * Stages an edit, which the seller can stop while it is computed.
 */
void
pasar_sheet_stage_async (PasarSheet *self,
                         PasarCommand *command,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  Staging *staging = g_new (Staging, 1);

  *staging = (Staging){ g_object_ref (self), callback, user_data };
  if (self->n_staging++ == 0)
    {
      self->staging = g_cancellable_new ();
      self->busy_id = g_timeout_add (BUSY_DELAY_MS, busy_cb, self);
    }
  pasar_session_stage_async (self->source->session, command, self->staging, staged_cb, staging);
}

/**
 * pasar_sheet_stop_checking:
 * @self: a sheet
 *
 * What was typed last is not wanted any more, if it is not staged yet.
 */
void
pasar_sheet_stop_checking (PasarSheet *self)
{
  g_cancellable_cancel (self->checking);
  g_clear_object (&self->checking);
}

/**
 * pasar_sheet_stop_staging:
 * @self: a sheet
 *
 * Gives up the edits that nothing was changed by yet.
 *
 * Returns: whether there was one under way
 */
gboolean
pasar_sheet_stop_staging (PasarSheet *self)
{
  const gboolean is_checking = self->checking != NULL;

  pasar_sheet_stop_checking (self);
  if (self->n_staging == 0)
    return is_checking;
  g_cancellable_cancel (self->staging);
  g_object_unref (self->staging);
  self->staging = g_cancellable_new ();
  return TRUE;
}

/**
 * pasar_sheet_get_is_busy:
 * @self: a sheet
 *
 * Returns: whether an edit is under way that takes long enough to be told; `busy-changed` says when
 *   that is another
 */
gboolean
pasar_sheet_get_is_busy (PasarSheet *self)
{
  return self->is_busy;
}

typedef struct
{
  PasarSheet *sheet;     /* (owned) */
  PasarCommand *command; /* (owned) */
} StageData;

static void
stage_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autofree StageData *data = user_data;
  g_autoptr (PasarSheet) self = data->sheet;
  g_autoptr (PasarCommand) command = data->command;
  g_autoptr (PasarStep) step = NULL;
  g_autoptr (GError) error = NULL;

  if (pasar_session_write_finish (PASAR_SESSION (object), result, &step, &error))
    {
      /* Some of what was meant may be hidden, and stays as it was. */
      const gboolean tells = command->n_hidden > 0;

      /* Another shop may be shown meanwhile. */
      if (step != NULL && self->source != NULL && self->source->session == PASAR_SESSION (object))
        g_signal_emit_by_name (self,
                               "staged",
                               tells || !pasar_sheet_is_in_sight (self, step) ? step->label : NULL);
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
  data->command = pasar_command_ref (command);
  pasar_sheet_stage_async (self, command, stage_cb, data);
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
  g_autofree char *text = NULL;

  if (pasar_field_is_yes_no (field))
    return g_strdup (pasar_yes_no_get_word (value > 0));
  if (value == PASAR_NO_VALUE || pasar_field_is_text (field))
    return g_strdup (pasar_text_get (value));
  if (pasar_catalogue_get_unit (self->catalogue, field) == PASAR_UNIT_NUMBER)
    return pasar_number_dup_short (value, PASAR_NUMBER_DECIMALS, NULL);
  text = pasar_money_format (value, pasar_catalogue_get_decimals (self->catalogue, field), &plain);
  return pasar_catalogue_get_unit (self->catalogue, field) == PASAR_UNIT_PERCENT
             ? g_strconcat (text, "%", NULL)
             : g_steal_pointer (&text);
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
      const gboolean is_header = pasar_catalogue_read_row (self->catalogue, number).is_header;
      const PasarRowValue value = pasar_catalogue_read_field (self->catalogue, number, info->field);

      return pasar_sheet_source_dup_plain (self,
                                           is_header ? PASAR_NO_VALUE : value.effective,
                                           info->field);
    }
  g_set_error_literal (error, PASAR_INPUT_ERROR, PASAR_INPUT_ERROR_READ_ONLY, reason);
  return NULL;
}

/* Whether what was typed can be done at all, looked at in slices. */
typedef struct
{
  PasarSheetSource *source;      /* (owned) */
  GdkRectangle area;             /* of the cell */
  PasarReach *reach;             /* (owned) */
  PasarExpression *expression;   /* (owned) (nullable): NULL of a text, and for none */
  PasarCommand *command;         /* (owned) */
  PasarComputation *computation; /* (owned) */
  PasarQuestion *question;       /* (owned) (nullable): when it has two meanings */
} Check;

static void
check_free (Check *self)
{
  g_clear_pointer (&self->question, pasar_question_free);
  pasar_computation_free (self->computation);
  pasar_command_unref (self->command);
  g_clear_pointer (&self->expression, pasar_expression_unref);
  pasar_reach_unref (self->reach);
  g_object_unref (self->source);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Check, check_free)

/* A number of pieces for several rows, one of them an item with models, or a stock at several
 * locations. */
static gboolean
has_two_meanings (const Check *self)
{
  if (self->expression == NULL || !pasar_field_is_stock ((PasarField) self->command->field))
    return FALSE;
  if (self->command->field == PASAR_FIELD_STOCK
      && pasar_command_has_locations (self->command, self->source->catalogue))
    return TRUE;
  return self->command->keys->len > 1 && pasar_reach_has_header (self->reach)
         && pasar_expression_get_operation (self->expression, NULL) != PASAR_OPERATION_PERCENT;
}

/* One row with a result will do. */
static gboolean
run_check (gpointer work, gint64 until)
{
  Check *self = work;
  const PasarComputed *computed = pasar_computation_get_computed (self->computation);

  if (!pasar_command_prepare (self->command, until))
    return FALSE;
  if (self->question == NULL && has_two_meanings (self))
    self->question = pasar_question_new (self->reach, self->command);
  if (self->question != NULL)
    return pasar_question_run (self->question, until);
  return pasar_computation_run (self->computation, until) || computed->n_rows > computed->n_failed;
}

static PasarGridAnswer
end_check (Check *self, GError **error)
{
  const PasarComputed *computed = pasar_computation_get_computed (self->computation);
  PasarSheet *sheet = self->source->sheet;

  if (self->question != NULL)
    return pasar_sheet_ask (sheet, &self->area, g_steal_pointer (&self->question), error);
  if (computed->n_rows == computed->n_failed)
    {
      g_autoptr (GArray) edits = pasar_computation_take_edits (self->computation, error);

      if (edits == NULL)
        return PASAR_GRID_REFUSED;
    }
  pasar_sheet_stage (sheet, pasar_command_ref (self->command));
  return PASAR_GRID_DONE;
}

static void
checked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Check) self = user_data;
  g_autoptr (GError) error = NULL;
  PasarGrid *grid;

  /* Given up, or another shop is shown. */
  if (!pasar_slices_run_finish (result, NULL) || self->source->sheet == NULL)
    return;
  grid = pasar_sheet_get_grid (self->source->sheet);
  g_clear_object (&self->source->sheet->checking);
  switch (end_check (self, &error))
    {
    case PASAR_GRID_DONE:
      pasar_grid_end_editing (grid);
      break;
    case PASAR_GRID_REFUSED:
      pasar_grid_show_refusal (grid, error->message);
      break;
    case PASAR_GRID_ASKING:
    default:
      break;
    }
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
 * reaches those of its models that are shown; of a selection only the column that is edited. When
 * it takes a while to know whether that can be, the editor waits; not for a single row.
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
  g_autoptr (PasarExpression) expression = NULL;
  g_autoptr (Check) check = NULL;
  gint64 amount = PASAR_NO_VALUE;

  pasar_sheet_stop_checking (self->sheet);
  if (*stripped != '\0' && !pasar_field_is_number (field))
    {
      if (!pasar_catalogue_parse_set (self->catalogue, field, text, &amount, error))
        return PASAR_GRID_REFUSED;
    }
  else if (*stripped != '\0')
    {
      expression = pasar_catalogue_parse (self->catalogue, field, FALSE, stripped, NULL, error);
      if (expression == NULL)
        return PASAR_GRID_REFUSED;
    }
  check = g_new0 (Check, 1);
  check->source = g_object_ref (self);
  pasar_grid_get_cell_area (grid, row, column, &check->area);
  check->reach =
      pasar_sheet_source_reach (self, ranges, n_ranges, pasar_grid_find_place (grid, column));
  check->command =
      pasar_reach_make_command (check->reach,
                                *stripped != '\0' ? PASAR_COMMAND_EACH : PASAR_COMMAND_DISCARD,
                                (int) field,
                                expression);
  check->command->amount = amount;
  check->expression = g_steal_pointer (&expression);
  check->computation = pasar_computation_new (check->command, self->catalogue);
  /* What is typed after Enter belongs to the next cell, however busy the computer is. */
  if (run_check (check,
                 pasar_reach_get_n_listed (check->reach) <= 1
                     ? G_MAXINT64
                     : g_get_monotonic_time () + AT_ONCE_US))
    return end_check (check, error);
  self->sheet->checking = g_cancellable_new ();
  pasar_slices_run_async (run_check, check, self->sheet->checking, checked_cb, check);
  g_steal_pointer (&check);
  return PASAR_GRID_ASKING;
}

/**
 * pasar_sheet_source_switch_cells:
 * @source: a source
 * @row: the row of the cursor
 * @column: its column
 * @ranges: (array length=n_ranges): cells
 * @n_ranges: how many
 *
 * As [vfunc@GridSource.switch_cells]: yes where the cell of the cursor does not have it, else no.
 */
void
pasar_sheet_source_switch_cells (PasarGridSource *source,
                                 guint row,
                                 guint column,
                                 const PasarGridRange *ranges,
                                 guint n_ranges)
{
  PasarSheetSource *self = PASAR_SHEET_SOURCE (source);
  const PasarColumnInfo *info = pasar_sheet_source_get_column (self, column);
  const guint number = pasar_view_get_row (self->view, row);
  const gboolean is_yes =
      pasar_catalogue_read_field (self->catalogue, number, info->field).effective > 0;

  if (pasar_sheet_source_commit (source,
                                 row,
                                 column,
                                 ranges,
                                 n_ranges,
                                 pasar_yes_no_get_word (!is_yes),
                                 NULL)
      == PASAR_GRID_REFUSED)
    gtk_widget_error_bell (GTK_WIDGET (self->sheet));
}

/* The values in the columns that the ranges reach over, each once. */
static GArray *
list_fields (PasarSheetSource *self, const PasarGridRange *ranges, guint n_ranges)
{
  PasarGrid *grid = pasar_sheet_get_grid (self->sheet);
  GArray *fields = g_array_new (FALSE, FALSE, sizeof (PasarField));

  for (guint column = 0; column < self->columns->len; column++)
    {
      const PasarColumnInfo *info = pasar_sheet_source_get_column (self, column);
      const guint place = pasar_grid_find_place (grid, column);
      gboolean is_in = FALSE;

      for (guint i = 0; i < n_ranges && info->is_editable && place != PASAR_GRID_NONE; i++)
        is_in = is_in
                || (place >= ranges[i].first_column
                    && place - ranges[i].first_column < ranges[i].n_columns);
      if (is_in)
        {
          const PasarField field = pasar_field_get_edited (info->field);

          g_array_append_val (fields, field);
        }
    }
  return fields;
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
  g_autoptr (PasarReach) reach = NULL;
  g_autoptr (GArray) fields = list_fields (self, ranges, n_ranges);
  PasarCommand *command;

  if (fields->len == 0)
    {
      gtk_widget_error_bell (GTK_WIDGET (self->sheet));
      return;
    }
  reach = pasar_sheet_source_reach (self, ranges, n_ranges, PASAR_GRID_NONE);
  command = pasar_reach_make_command (reach, PASAR_COMMAND_DISCARD, -1, NULL);
  command->fields = g_steal_pointer (&fields);
  pasar_sheet_stage (self->sheet, command);
}
