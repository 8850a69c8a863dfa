/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/private.h"

/* Undo and redo. */

static void
turn_round (PasarEdit *edit)
{
  const gint64 from = edit->from;

  edit->from = edit->to;
  edit->to = from;
}

/* What a step comes to now, in the direction asked for: the cells that still are as the step left
 * them. */
static GArray *
get_applicable (PasarCatalogue *self, const PasarStep *step, gboolean undo, gboolean first_only)
{
  GArray *result = g_array_new (FALSE, FALSE, sizeof (PasarEdit));
  guint last = PASAR_NO_ROW;

  for (guint i = 0; i < step->edits->len && !(first_only && result->len > 0); i++)
    {
      PasarEdit edit = g_array_index (step->edits, PasarEdit, i);

      if (undo)
        turn_round (&edit);
      if (pasar_staged_find_move (self, &edit, &last))
        g_array_append_val (result, edit);
    }

  return result;
}

/* Drops the steps on top of a stack that come to nothing now. */
static void
prune (PasarCatalogue *self, GPtrArray *stack, gboolean undo)
{
  while (stack->len > 0)
    {
      g_autoptr (GArray) edits =
          get_applicable (self, g_ptr_array_index (stack, stack->len - 1), undo, TRUE);

      if (edits->len > 0)
        return;
      g_ptr_array_set_size (stack, (int) stack->len - 1);
    }
}

/* Drops the steps on top of undo and redo that come to nothing now. */
void
pasar_catalogue_prune_history (PasarCatalogue *self)
{
  prune (self, self->undo, TRUE);
  prune (self, self->redo, FALSE);
}

static GArray *
plan_history (PasarCatalogue *self, GPtrArray *stack, gboolean undo, const PasarStep **planned)
{
  for (guint i = stack->len; i > 0; i--)
    {
      const PasarStep *step = g_ptr_array_index (stack, i - 1);
      g_autoptr (GArray) edits = get_applicable (self, step, undo, FALSE);

      if (edits->len == 0)
        continue;
      if (planned != NULL)
        *planned = step;
      return g_steal_pointer (&edits);
    }

  if (planned != NULL)
    *planned = NULL;
  return NULL;
}

static void
move_history (PasarCatalogue *self, GPtrArray *from, GPtrArray *to, gboolean undo)
{
  g_autoptr (GArray) edits = NULL;
  g_autoptr (GArray) original = NULL;
  g_autoptr (PasarStep) step = NULL;
  PasarStep *moved;

  prune (self, from, undo);
  if (from->len == 0)
    {
      pasar_catalogue_values_changed (self);
      return;
    }

  step = g_ptr_array_steal_index (from, from->len - 1);
  edits = get_applicable (self, step, undo, FALSE);
  pasar_staged_apply (self, edits);

  /* Cells that were left out now stay out. */
  original = g_array_copy (edits);
  for (guint i = 0; i < original->len && undo; i++)
    turn_round (&g_array_index (original, PasarEdit, i));
  moved = pasar_step_new (step->label, original);
  moved->id = step->id;
  g_ptr_array_add (to, moved);
  self->prune_pending = TRUE;
  pasar_catalogue_values_changed (self);
}

/**
 * pasar_catalogue_plan_undo:
 * @self: a catalogue
 * @step: (out) (optional) (nullable) (transfer none): what would be undone
 *
 * Looks at the next undo without doing it, so that it can be kept on disk first.
 *
 * Returns: (transfer full) (nullable) (element-type PasarEdit): the edits that
 * [method@Catalogue.undo] would apply now; %NULL when there is nothing to undo
 */
GArray *
pasar_catalogue_plan_undo (PasarCatalogue *self, const PasarStep **step)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), NULL);

  return plan_history (self, self->undo, TRUE, step);
}

/**
 * pasar_catalogue_plan_redo:
 * @self: a catalogue
 * @step: (out) (optional) (nullable) (transfer none): what would be redone
 *
 * Looks at the next redo without doing it, so that it can be kept on disk first.
 *
 * Returns: (transfer full) (nullable) (element-type PasarEdit): the edits that
 * [method@Catalogue.redo] would apply now; %NULL when there is nothing to redo
 */
GArray *
pasar_catalogue_plan_redo (PasarCatalogue *self, const PasarStep **step)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), NULL);

  return plan_history (self, self->redo, FALSE, step);
}

/**
 * pasar_catalogue_undo:
 * @self: a catalogue
 *
 * Undoes the last step. Cells that were changed by something else since, a submission above all,
 * are left alone.
 */
void
pasar_catalogue_undo (PasarCatalogue *self)
{
  g_return_if_fail (PASAR_IS_CATALOGUE (self));

  move_history (self, self->undo, self->redo, TRUE);
}

/**
 * pasar_catalogue_redo:
 * @self: a catalogue
 *
 * Does the last undone step again, as far as its cells are still as they were then.
 */
void
pasar_catalogue_redo (PasarCatalogue *self)
{
  g_return_if_fail (PASAR_IS_CATALOGUE (self));

  move_history (self, self->redo, self->undo, FALSE);
}

/**
 * pasar_catalogue_restore_step:
 * @self: a catalogue
 * @step: (transfer full): a step of an earlier run; call this from the oldest to the newest
 * @undone: whether it had been undone
 *
 * Restores the history only; see [method@Catalogue.restore_staged] for the values. To be called
 * between freeze and thaw, which drops what comes to nothing once all is restored.
 */
void
pasar_catalogue_restore_step (PasarCatalogue *self, PasarStep *step, gboolean undone)
{
  g_return_if_fail (PASAR_IS_CATALOGUE (self));
  g_return_if_fail (step != NULL);

  /* The oldest undone step is the first to be done again. */
  if (undone)
    g_ptr_array_insert (self->redo, 0, step);
  else
    g_ptr_array_add (self->undo, step);
  self->prune_pending = TRUE;
  pasar_catalogue_values_changed (self);
}

/**
 * pasar_catalogue_get_can_undo:
 * @self: a catalogue
 *
 * For the sensitivity of the menu and the keys; whether a step still comes to anything,
 * [method@Catalogue.plan_undo] tells.
 *
 * Returns: %TRUE when there is a step to undo
 */
gboolean
pasar_catalogue_get_can_undo (PasarCatalogue *self)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), FALSE);

  return self->undo->len > 0;
}

/**
 * pasar_catalogue_get_can_redo:
 * @self: a catalogue
 *
 * A new edit drops the steps that could be made again.
 *
 * Returns: %TRUE when there is a step to redo
 */
gboolean
pasar_catalogue_get_can_redo (PasarCatalogue *self)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), FALSE);

  return self->redo->len > 0;
}
