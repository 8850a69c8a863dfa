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
  GArray *edits;   /* (element-type PasarEdit): what it came to so far; may be @planned */
  guint n_edits;   /* of these */
  GArray *bases;   /* (element-type gint64): what the shop has of each */
  gint64 n_more;   /* values that are staged and were not, less those that were and are not */
  GArray *swept;   /* (element-type guint32): items that may have rows for nothing now */
};

/* Takes @edits over: with room for what it comes to, or those that are planned. */
static PasarMove *
move_new (PasarCatalogue *catalogue,
          MoveKind kind,
          const char *label,
          GArray *planned,
          GArray *edits)
{
  PasarMove *self = g_new0 (PasarMove, 1);

  self->catalogue = g_object_ref (catalogue);
  self->kind = kind;
  self->label = g_strdup (label != NULL ? label : "");
  self->planned = g_array_ref (planned);
  self->edits = edits;
  self->bases = g_array_sized_new (FALSE, FALSE, sizeof (gint64), planned->len);
  self->swept = g_array_new (FALSE, FALSE, sizeof (guint32));
  pasar_catalogue_freeze (catalogue);
  return self;
}

/**
 * pasar_move_new_stage:
 * @catalogue: a catalogue
 * @label: (nullable): what is done, translated
 * @edits: (transfer full) (element-type PasarEdit): what to stage, each cell at most once; nobody
 *   else has them
 *
 * Edits are taken as what they are now: from what is staged, and to nothing where the shop has that
 * value. A total for a row with several locations becomes edits of what these get. Those of rows
 * that are not in the catalogue wait for them.
 *
 * Returns: (transfer full): stages the edits as one step; what could be made again is forgotten
 */
PasarMove *
pasar_move_new_stage (PasarCatalogue *catalogue, const char *label, GArray *edits)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (catalogue), NULL);
  g_return_val_if_fail (edits != NULL, NULL);

  if (edits->len > 0)
    pasar_locals_make_room (&catalogue->locals,
                            &g_array_index (edits, PasarEdit, 0),
                            MIN (edits->len, catalogue->rows.n));
  return move_new (catalogue, MOVE_STAGE, label, edits, edits);
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
  self = move_new (catalogue,
                   kind,
                   entry->label,
                   entry->edits,
                   g_array_sized_new (FALSE, FALSE, sizeof (PasarEdit), entry->edits->len));
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

/* What it came to takes the place of what was planned, as a second copy of many edits takes its
 * time; until one becomes several. */
static void
note (PasarMove *self, const PasarEdit *edit)
{
  if (self->edits == self->planned && self->n_edits > self->position)
    {
      g_array_unref (self->edits);
      self->edits = g_array_sized_new (FALSE, FALSE, sizeof (PasarEdit), self->planned->len);
      g_array_append_vals (self->edits, self->planned->data, self->n_edits);
    }
  if (self->edits == self->planned)
    g_array_index (self->edits, PasarEdit, self->n_edits) = *edit;
  else
    g_array_append_vals (self->edits, edit, 1);
  self->n_edits++;
}

/* Stages edit, which is from what is staged there now, and notes it. */
static void
apply (PasarMove *self, guint row, const PasarEdit *edit)
{
  PasarCatalogue *catalogue = self->catalogue;
  const gint64 base =
      row != PASAR_NO_ROW ? pasar_staged_read_shop (catalogue, row, edit->field) : PASAR_NO_VALUE;

  pasar_staged_set (catalogue, row, edit->key, edit->field, edit->to);
  note (self, edit);
  g_array_append_val (self->bases, base);
  if (pasar_field_is_local (edit->field))
    return;
  self->n_more += (edit->to != PASAR_NO_VALUE) - (edit->from != PASAR_NO_VALUE);
  if (row != PASAR_NO_ROW && edit->to == PASAR_NO_VALUE
      && (catalogue->rows.flags[row] & PASAR_ROW_GONE) != 0)
    g_array_append_val (self->swept, catalogue->rows.item[row]);
}

/* What undo or redo make of an edit. */
static void
turn_round (PasarMove *self, guint row, PasarEdit edit)
{
  pasar_edit_turn_round (&edit);
  if (pasar_staged_is_move (self->catalogue, row, &edit))
    apply (self, row, &edit);
}

static void
stage_cell (PasarMove *self, guint row, PasarRowKey key, PasarField field, gint64 to)
{
  const PasarEdit edit = {
    key,
    field,
    pasar_staged_get (self->catalogue, row, key, field),
    pasar_staged_normalise (self->catalogue, row, field, to),
  };

  apply (self, row, &edit);
}

static void
stage_if_other (PasarMove *self, guint row, PasarRowKey key, PasarField field, gint64 to)
{
  if (pasar_staged_get (self->catalogue, row, key, field)
      != pasar_staged_normalise (self->catalogue, row, field, to))
    stage_cell (self, row, key, field, to);
}

/* Unstages what is staged at locations that the row does not have, or at any. */
static void
unstage_locations (PasarMove *self, guint row, PasarRowKey key, gboolean all)
{
  PasarCatalogue *catalogue = self->catalogue;
  const PasarSplit *split = pasar_split_find (catalogue, key);
  const guint n = split != NULL ? split->stocks->len : 0;

  for (guint i = n; i > 0; i--)
    {
      const guint location = g_array_index (split->stocks, PasarSplitStock, i - 1).location;

      if (all || pasar_split_read_shop (catalogue, row, location) == PASAR_NO_VALUE)
        stage_cell (self, row, key, (PasarField) (PASAR_FIELD_LOCATION + location), PASAR_NO_VALUE);
    }
}

/* Stages what each location of a row gets, in place of a total; see table/split. */
static void
stage_split (PasarMove *self, guint row, PasarRowKey key, const PasarLocationStock *stocks)
{
  PasarCatalogue *catalogue = self->catalogue;

  stage_if_other (self, row, key, PASAR_FIELD_STOCK, PASAR_NO_VALUE);
  for (guint i = 0; i < catalogue->rows.n_locations[row]; i++)
    {
      guint n;

      pasar_split_read_own (catalogue, row, i, &n);
      stage_if_other (self, row, key, (PasarField) (PASAR_FIELD_LOCATION + n), stocks[i].stock);
    }
}

/* A total for a row: shared out to its locations, where there are several. */
static void
stage_stock (PasarMove *self, guint row, PasarRowKey key, gint64 to)
{
  PasarCatalogue *catalogue = self->catalogue;
  const guint n = catalogue->rows.n_locations[row];
  g_autofree PasarLocationStock *stocks = NULL;

  to = pasar_staged_normalise (catalogue, row, PASAR_FIELD_STOCK, to);
  if (to == PASAR_NO_VALUE || n <= 1 || !pasar_split_is_possible (catalogue, row))
    {
      unstage_locations (self, row, key, TRUE);
      stage_if_other (self, row, key, PASAR_FIELD_STOCK, to);
      return;
    }
  stocks = g_new (PasarLocationStock, n);
  pasar_split_read_all (catalogue, row, stocks, n);
  pasar_stocks_spread (stocks, n, to);
  unstage_locations (self, row, key, FALSE);
  stage_split (self, row, key, stocks);
}

/* The stock at one location: of the only one of a row that of the row. */
static void
stage_location (PasarMove *self, guint row, PasarRowKey key, PasarField field, gint64 to)
{
  PasarCatalogue *catalogue = self->catalogue;
  const guint n = catalogue->rows.n_locations[row];
  const gint64 at_shop = pasar_staged_read_shop (catalogue, row, field);
  g_autofree PasarLocationStock *stocks = NULL;

  if (n == 1 && at_shop != PASAR_NO_VALUE && (catalogue->rows.flags[row] & PASAR_ROW_SPLIT) == 0)
    {
      stage_cell (self, row, key, PASAR_FIELD_STOCK, to);
      return;
    }
  if (at_shop == PASAR_NO_VALUE || pasar_split_get_total (catalogue, row) == PASAR_NO_VALUE
      || !pasar_split_is_possible (catalogue, row))
    {
      stage_cell (self, row, key, field, to);
      return;
    }
  /* What the others have of the total stays theirs. */
  stocks = g_new (PasarLocationStock, n);
  pasar_split_read_all (catalogue, row, stocks, n);
  for (guint i = 0; i < n; i++)
    {
      guint location;

      pasar_split_read_own (catalogue, row, i, &location);
      if (location == (guint) (field - PASAR_FIELD_LOCATION))
        stocks[i].stock = to != PASAR_NO_VALUE ? to : at_shop;
    }
  stage_split (self, row, key, stocks);
}

static void
make_edit (PasarMove *self, const PasarEdit *edit)
{
  const guint row = pasar_catalogue_find_editable (self->catalogue, edit->key);

  if (self->kind != MOVE_STAGE)
    turn_round (self, row, *edit);
  else if (row != PASAR_NO_ROW && pasar_field_is_location (edit->field))
    stage_location (self, row, edit->key, edit->field, edit->to);
  else if (row != PASAR_NO_ROW && edit->field == PASAR_FIELD_STOCK
           && (self->catalogue->rows.n_locations[row] > 1
               || (self->catalogue->rows.flags[row] & PASAR_ROW_SPLIT) != 0))
    stage_stock (self, row, edit->key, edit->to);
  else
    stage_cell (self, row, edit->key, edit->field, edit->to);
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
        make_edit (self, &g_array_index (self->planned, PasarEdit, self->position));
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

  g_array_set_size (self->edits, self->n_edits);
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

  done = run_to_end (pasar_move_new_stage (self, asked->label, g_array_copy (asked->edits)),
                     asked->id);
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
