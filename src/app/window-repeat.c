/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/selected.h"
#include "app/window-private.h"

/* What was done last to several rows is done to others. */

/* An amount of one field means nothing in another one; a percentage does. */
static PasarExpression *
translate (PasarCatalogue *catalogue, const PasarCommand *last, PasarField field)
{
  if (!pasar_field_is_number (field))
    return NULL;
  if (last->field == (int) field)
    return pasar_expression_ref (last->expression);
  if (pasar_expression_get_operation (last->expression, NULL) != PASAR_OPERATION_PERCENT)
    return NULL;
  return pasar_catalogue_parse (catalogue,
                                field,
                                TRUE,
                                pasar_expression_get_text (last->expression),
                                NULL,
                                NULL);
}

/* Only stock is meant in several ways, and at one location in two of these. */
static PasarCommandKind
get_kind (const PasarCommand *last, PasarField field)
{
  if (field == PASAR_FIELD_STOCK
      || (pasar_field_is_location (field) && last->kind == PASAR_COMMAND_IN_ALL))
    return last->kind;
  return PASAR_COMMAND_EACH;
}

/**
 * pasar_window_repeat:
 * @self: a window with a shop
 *
 * Does what was done last to several rows to the cells that are selected now, or to that of the
 * cursor.
 *
 * Returns: whether something was done that can be
 */
gboolean
pasar_window_repeat (PasarWindow *self)
{
  const PasarCommand *last = pasar_session_get_last_bulk (self->session);
  g_autoptr (PasarExpression) expression = NULL;
  g_autoptr (PasarReach) reach = NULL;
  PasarCommand *command;
  PasarField field;

  reach = last != NULL ? pasar_selected_make_reach (self->sheet, &field) : NULL;
  field = reach != NULL ? pasar_field_get_edited (field) : PASAR_FIELD_PRICE;
  if (reach != NULL)
    expression = translate (pasar_session_get_catalogue (self->session), last, field);
  if (expression == NULL)
    return FALSE;
  command = pasar_reach_make_command (reach, get_kind (last, field), (int) field, expression);
  command->leave_out_refused = last->leave_out_refused;
  pasar_sheet_stage (self->sheet, command);
  return TRUE;
}
