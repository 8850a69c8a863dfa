/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/history.h"

#include "catalogue/edits/private.h"

/* Staging a step, taking it back, making it again. */

/* How many edits are made between two looks at the clock. */
#define EDITS_A_LOOK 512

typedef enum
{
  MOVE_STAGE,
  MOVE_UNDO,
  MOVE_REDO,
} MoveKind;

struct _PasarMove
{
  PasarCatalogue *catalogue; /* (owned) */
  MoveKind kind;
  char *label;
  gint64 step;     /* that is undone or made again, else 0 */
  GArray *planned; /* (element-type PasarEdit): of an undo or a redo to be turned round */
  guint position;  /* in these */
  GArray *edits;   /* (element-type PasarEdit): what it came to so far */
  GArray *bases;   /* (element-type gint64): what the shop has of each */
  gint64 n_more;   /* values that are staged and were not, less those that were and are not */
  GArray *swept;   /* (element-type guint32): items that may have rows for nothing now */
};

static PasarMove *
move_new (PasarCatalogue *catalogue, MoveKind kind, const char *label, GArray *planned)
{
  PasarMove *self = g_new0 (PasarMove, 1);

  self->catalogue = g_object_ref (catalogue);
  self->kind = kind;
  self->label = g_strdup (label != NULL ? label : "");
  self->planned = g_array_ref (planned);
  self->edits = g_array_sized_new (FALSE, FALSE, sizeof (PasarEdit), planned->len);
  self->bases = g_array_sized_new (FALSE, FALSE, sizeof (gint64), planned->len);
  self->swept = g_array_new (FALSE, FALSE, sizeof (guint32));
  pasar_catalogue_freeze (catalogue);
  return self;
}

/**
 * pasar_move_new_stage:
 * @catalogue: a catalogue
 * @label: (nullable): what is done, translated
 * @edits: (transfer none) (element-type PasarEdit): what to stage, each cell at most once
 *
 * Edits are taken as what they are now: from what is staged, and to nothing where the shop has that
 * value. Those of rows that are not in the catalogue wait for them.
 *
 * Returns: (transfer full): stages the edits as one step; what could be made again is forgotten
 */
PasarMove *
pasar_move_new_stage (PasarCatalogue *catalogue, const char *label, GArray *edits)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (catalogue), NULL);
  g_return_val_if_fail (edits != NULL, NULL);

  return move_new (catalogue, MOVE_STAGE, label, edits);
}

static PasarMove *
move_new_of_history (PasarCatalogue *catalogue, MoveKind kind)
{
  const GPtrArray *stack = kind == MOVE_UNDO ? catalogue->undo : catalogue->redo;
  const PasarHistoryEntry *entry =
      stack->len > 0 ? g_ptr_array_index (stack, stack->len - 1) : NULL;
  PasarMove *self;

  if (entry == NULL || entry->edits == NULL)
    return NULL;
  self = move_new (catalogue, kind, entry->label, entry->edits);
  self->step = entry->step;
  return self;
}

/**
 * pasar_move_new_undo:
 * @catalogue: a catalogue that has the edits of its last step
 *
 * Cells that were changed by something else since, a submission above all, are left alone.
 *
 * Returns: (transfer full) (nullable): takes back the last step; %NULL when there is none
 */
PasarMove *
pasar_move_new_undo (PasarCatalogue *catalogue)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (catalogue), NULL);

  return move_new_of_history (catalogue, MOVE_UNDO);
}

/**
 * pasar_move_new_redo:
 * @catalogue: a catalogue that has the edits of the step that was undone last
 *
 * Makes it again as far as its cells are still as undo left them.
 *
 * Returns: (transfer full) (nullable): makes the step again; %NULL when there is none
 */
PasarMove *
pasar_move_new_redo (PasarCatalogue *catalogue)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (catalogue), NULL);

  return move_new_of_history (catalogue, MOVE_REDO);
}

static void
make_edit (PasarMove *self, PasarEdit edit)
{
  PasarCatalogue *catalogue = self->catalogue;
  const guint row = pasar_staged_find_row (catalogue, edit.key);
  const gint64 base = row != PASAR_NO_ROW
                          ? pasar_numbers_get (&catalogue->rows.value[edit.field], row)
                          : PASAR_NO_VALUE;

  if (self->kind == MOVE_STAGE)
    {
      edit.from = pasar_staged_get (catalogue, row, edit.key, edit.field);
      edit.to = pasar_staged_normalise (catalogue, row, edit.field, edit.to);
    }
  else
    {
      pasar_edit_turn_round (&edit);
      if (!pasar_staged_is_move (catalogue, row, &edit))
        return;
    }
  pasar_staged_set (catalogue, row, edit.key, edit.field, edit.to);
  self->n_more += (edit.to != PASAR_NO_VALUE) - (edit.from != PASAR_NO_VALUE);
  g_array_append_val (self->edits, edit);
  g_array_append_val (self->bases, base);
  if (row != PASAR_NO_ROW && edit.to == PASAR_NO_VALUE
      && (catalogue->rows.flags[row] & PASAR_ROW_GONE) != 0)
    g_array_append_val (self->swept, catalogue->rows.item[row]);
}

/**
 * pasar_move_run:
 * @self: a move
 * @until: when to pause, in microseconds of the monotonic clock
 *
 * Goes on with it, at least a little.
 *
 * Returns: whether all is done
 */
gboolean
pasar_move_run (PasarMove *self, gint64 until)
{
  while (self->position < self->planned->len)
    {
      const guint end = MIN (self->position + EDITS_A_LOOK, self->planned->len);

      for (; self->position < end; self->position++)
        make_edit (self, g_array_index (self->planned, PasarEdit, self->position));
      pasar_rules_recheck (self->catalogue);
      if (g_get_monotonic_time () >= until)
        break;
    }
  return self->position == self->planned->len;
}

/**
 * pasar_move_get_step:
 * @self: a move
 *
 * For who writes the record of the move.
 *
 * Returns: the record of the log that began the step that is undone or made again; 0 of a new step
 */
gint64
pasar_move_get_step (PasarMove *self)
{
  return self->step;
}

/**
 * pasar_move_get_bases:
 * @self: a move that is done
 *
 * In the order of the edits that pasar_move_end() gives.
 *
 * Returns: (transfer none) (element-type gint64): what the shop had of each cell
 */
GArray *
pasar_move_get_bases (PasarMove *self)
{
  return self->bases;
}

/**
 * pasar_move_get_n_staged_more:
 * @self: a move that is done
 *
 * For who counts what is staged.
 *
 * Returns: by how many values more are staged than before, or less
 */
gint64
pasar_move_get_n_staged_more (PasarMove *self)
{
  return self->n_more;
}

/* The step goes from where it was to where it belongs now. */
static void
put_into_history (PasarMove *self, gint64 record)
{
  PasarCatalogue *catalogue = self->catalogue;
  GPtrArray *from = self->kind == MOVE_UNDO ? catalogue->undo : catalogue->redo;
  GPtrArray *to = self->kind == MOVE_UNDO ? catalogue->redo : catalogue->undo;
  PasarHistoryEntry *entry;

  if (self->edits->len == 0)
    {
      if (self->kind != MOVE_STAGE)
        pasar_catalogue_forget_step (catalogue, self->kind == MOVE_REDO);
      return;
    }
  if (self->kind == MOVE_STAGE)
    g_ptr_array_set_size (catalogue->redo, 0);
  else
    g_ptr_array_set_size (from, (int) from->len - 1);
  /* Cells that were left out now stay out. */
  entry = g_new0 (PasarHistoryEntry, 1);
  entry->label = g_strdup (self->label);
  entry->step = self->kind == MOVE_STAGE ? record : self->step;
  entry->record = record;
  entry->n_edits = self->edits->len;
  entry->edits = g_array_ref (self->edits);
  g_ptr_array_add (to, entry);
}

/**
 * pasar_move_end:
 * @self: (transfer full): a move that is done
 * @record: its record in the log; of a new step also that of the step
 *
 * Puts the step into the history and tells of the change.
 *
 * Returns: (transfer full) (nullable): what was done; %NULL when the step comes to nothing any more
 *   and is forgotten
 */
PasarStep *
pasar_move_end (PasarMove *self, gint64 record)
{
  PasarCatalogue *catalogue = self->catalogue;
  PasarStep *step = NULL;

  put_into_history (self, record);
  for (guint i = 0; i < self->swept->len; i++)
    pasar_catalogue_sweep_gone (catalogue, g_array_index (self->swept, guint32, i));
  if (self->edits->len > 0)
    {
      step = pasar_step_new (self->label, self->edits);
      step->id = self->kind == MOVE_STAGE ? record : self->step;
    }
  catalogue->prune_pending = TRUE;
  pasar_catalogue_values_changed (catalogue);
  pasar_catalogue_thaw (catalogue);

  g_array_unref (self->planned);
  g_array_unref (self->edits);
  g_array_unref (self->bases);
  g_array_unref (self->swept);
  g_free (self->label);
  g_object_unref (catalogue);
  g_free (self);
  return step;
}

static PasarStep *
run_to_end (PasarMove *move, gint64 record)
{
  pasar_move_run (move, G_MAXINT64);
  return pasar_move_end (move, record);
}

/**
 * pasar_catalogue_stage:
 * @self: a catalogue
 * @step: (transfer full): what to stage; each cell at most once
 *
 * Stages all edits of @step in one go; see pasar_move_new_stage().
 */
void
pasar_catalogue_stage (PasarCatalogue *self, PasarStep *step)
{
  g_autoptr (PasarStep) asked = step;
  g_autoptr (PasarStep) done = NULL;

  g_return_if_fail (PASAR_IS_CATALOGUE (self));
  g_return_if_fail (step != NULL);

  done = run_to_end (pasar_move_new_stage (self, asked->label, asked->edits), asked->id);
}

static PasarStep *
move_in_history (PasarCatalogue *self, MoveKind kind)
{
  PasarStep *step = NULL;
  PasarMove *move;

  while (step == NULL && (move = move_new_of_history (self, kind)) != NULL)
    step = run_to_end (move, move->step);
  return step;
}

/**
 * pasar_catalogue_undo:
 * @self: a catalogue that has the edits of its last step
 *
 * Takes back the last step that still comes to anything, in one go.
 *
 * Returns: (transfer full) (nullable): what was done; %NULL when there was nothing to undo
 */
PasarStep *
pasar_catalogue_undo (PasarCatalogue *self)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), NULL);

  return move_in_history (self, MOVE_UNDO);
}

/**
 * pasar_catalogue_redo:
 * @self: a catalogue that has the edits of the step that was undone last
 *
 * Makes the step again that was undone last and still comes to anything, in one go.
 *
 * Returns: (transfer full) (nullable): what was done; %NULL when there was nothing to make again
 */
PasarStep *
pasar_catalogue_redo (PasarCatalogue *self)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), NULL);

  return move_in_history (self, MOVE_REDO);
}
