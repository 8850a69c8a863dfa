/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/sheet/private.h"

/* What was typed or asked becomes a command, and the command a step. */

typedef struct
{
  PasarSheet *sheet; /* (owned) */
  gboolean tells;    /* some of what was meant is hidden, and stays as it was */
} StageData;

static void
stage_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree StageData *data = user_data;
  g_autoptr (PasarSheet) self = data->sheet;
  g_autoptr (PasarStep) step = NULL;
  g_autoptr (GError) error = NULL;

  if (pasar_session_write_finish (PASAR_SESSION (source), result, &step, &error))
    {
      /* Another shop may be shown meanwhile. */
      if (step != NULL && self->session == PASAR_SESSION (source))
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
  pasar_session_stage_async (self->session, command, NULL, stage_cb, data);
}

/**
 * pasar_sheet_make_command:
 * @self: a sheet
 * @kind: what is asked
 * @rows: (element-type guint): for which rows
 * @field: for which value
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
                          PasarField field,
                          PasarExpression *expression)
{
  g_autoptr (GArray) editable = NULL;
  PasarCommand *command;
  guint n_hidden;

  editable = pasar_view_dup_editable (self->view,
                                      (const guint *) (gpointer) rows->data,
                                      rows->len,
                                      &n_hidden);
  command = pasar_command_new (kind,
                               self->catalogue,
                               (const guint *) (gpointer) editable->data,
                               editable->len,
                               (int) field,
                               expression);
  command->n_hidden = n_hidden;
  return command;
}

/**
 * pasar_sheet_dup_selected_editable:
 * @self: a sheet
 *
 * Returns: (transfer full) (element-type guint): what an edit of the selected rows reaches: plain
 *   items and models; of an item with models those that are shown or folded
 */
GArray *
pasar_sheet_dup_selected_editable (PasarSheet *self)
{
  g_autoptr (GArray) rows = pasar_sheet_dup_selected_rows (self);

  if (self->view == NULL)
    return g_steal_pointer (&rows);
  return pasar_view_dup_editable (self->view,
                                  (const guint *) (gpointer) rows->data,
                                  rows->len,
                                  NULL);
}

/**
 * pasar_sheet_discard_selected:
 * @self: a sheet
 *
 * Takes back what is staged in the column of the cursor for the selected rows: they have Shopee's
 * value again. Outside the columns of price and stock it only rings the bell.
 */
void
pasar_sheet_discard_selected (PasarSheet *self)
{
  g_autoptr (GArray) rows = NULL;
  PasarField field;

  if (self->view == NULL || !pasar_sheet_column_get_field (self->cursor_column, &field))
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  rows = pasar_sheet_dup_selected_rows (self);
  pasar_sheet_stage (self,
                     pasar_sheet_make_command (self, PASAR_COMMAND_DISCARD, rows, field, NULL));
}

/**
 * pasar_sheet_commit:
 * @self: a sheet
 * @row: what is edited
 * @field: which value of it
 * @text: what was typed
 * @error: return location
 *
 * Stages what was typed, computed at its turn. An edit of an item reaches those of its models that
 * are shown.
 *
 * Returns: whether it is done; %FALSE with @error when it is refused, without when the seller is
 *   asked what it means
 */
gboolean
pasar_sheet_commit (PasarSheet *self, guint row, PasarField field, const char *text, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (PasarCommand) command = NULL;
  g_autoptr (GArray) edits = NULL;
  g_autoptr (PasarExpression) expression = NULL;

  /* Opened and left as it was: also of a header, whose models are not all to become the same. */
  if (g_strcmp0 (text, self->edit_start) == 0)
    return TRUE;
  g_array_append_val (rows, row);
  if (*stripped != '\0')
    {
      expression = pasar_catalogue_parse (self->catalogue, field, FALSE, stripped, NULL, error);
      if (expression == NULL)
        return FALSE;
    }
  command =
      pasar_sheet_make_command (self,
                                expression != NULL ? PASAR_COMMAND_EACH : PASAR_COMMAND_DISCARD,
                                rows,
                                field,
                                expression);
  if (command->kind == PASAR_COMMAND_EACH && field == PASAR_FIELD_STOCK && command->keys->len > 1
      && pasar_expression_get_operation (expression, NULL) != PASAR_OPERATION_PERCENT)
    {
      pasar_sheet_ask (self, row, rows, expression, error);
      return FALSE;
    }
  edits = pasar_command_compute (command, self->catalogue, error);
  if (edits == NULL)
    return FALSE;
  pasar_sheet_stage (self, g_steal_pointer (&command));
  return TRUE;
}
