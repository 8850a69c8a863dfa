/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/private.h"

/* The steps that can be undone and made again. */

/* Edits of a step that are looked at in one go. */
#define LOOKED_AT_MAX 100000

/* What takes the edit back. */
void
pasar_edit_turn_round (PasarEdit *edit)
{
  const gint64 from = edit->from;

  edit->from = edit->to;
  edit->to = from;
}

/* Whether taking the step back, or making it again, changes anything now; also where that is not
 * known: because its edits are not, or because they are too many to look at them all. */
static gboolean
comes_to_something (PasarCatalogue *self, PasarHistoryEntry *entry)
{
  guint n;

  if (entry->edits == NULL)
    return TRUE;
  n = MIN (entry->edits->len, LOOKED_AT_MAX);
  for (guint i = 0; i < n; i++)
    {
      const guint index = (entry->last_alive + i) % entry->edits->len;
      PasarEdit edit = g_array_index (entry->edits, PasarEdit, index);

      pasar_edit_turn_round (&edit);
      if (pasar_staged_is_move (self, pasar_catalogue_find_editable (self, edit.key), &edit))
        {
          entry->last_alive = index;
          return TRUE;
        }
    }
  entry->last_alive += n;
  return n < entry->edits->len;
}

/* The step on top of undo, or of redo, comes to nothing or cannot be read. */
void
pasar_catalogue_forget_step (PasarCatalogue *self, gboolean is_undone)
{
  GPtrArray *stack = is_undone ? self->redo : self->undo;
  const PasarHistoryEntry *entry = g_ptr_array_index (stack, stack->len - 1);

  self->forgotten[is_undone] = entry->step;
  g_ptr_array_set_size (stack, (int) stack->len - 1);
}

/* Forgets the steps on top of undo and redo that come to nothing now. */
void
pasar_catalogue_prune_history (PasarCatalogue *self)
{
  GPtrArray *const stacks[] = { self->undo, self->redo };

  for (guint i = 0; i < G_N_ELEMENTS (stacks); i++)
    while (stacks[i]->len > 0
           && !comes_to_something (self, g_ptr_array_index (stacks[i], stacks[i]->len - 1)))
      pasar_catalogue_forget_step (self, i != 0);
}

/**
 * pasar_catalogue_take_forgotten:
 * @self: a catalogue
 * @is_undone: whether steps to make again are meant, else steps to undo
 *
 * For who keeps the steps on disk: what was forgotten must not come back with a restart.
 *
 * Returns: the record that began a step that was forgotten since the last call, with all that were
 *   above it; 0: none
 */
gint64
pasar_catalogue_take_forgotten (PasarCatalogue *self, gboolean is_undone)
{
  gint64 step;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), 0);

  step = self->forgotten[is_undone != FALSE];
  self->forgotten[is_undone != FALSE] = 0;
  return step;
}

/**
 * pasar_catalogue_restore_step:
 * @self: a catalogue
 * @label: (nullable): what was done
 * @step: the record of the log that began it
 * @record: the record of the log that has its edits as they were made or taken back last
 * @n_edits: how many these are
 * @is_undone: whether it can be made again, else it can be undone
 *
 * Restores a step of an earlier run on top of the others, for the history only; see
 * [method@Catalogue.restore_staged] for the values. To be called between freeze and thaw.
 */
void
pasar_catalogue_restore_step (PasarCatalogue *self,
                              const char *label,
                              gint64 step,
                              gint64 record,
                              guint n_edits,
                              gboolean is_undone)
{
  PasarHistoryEntry *entry;

  g_return_if_fail (PASAR_IS_CATALOGUE (self));

  entry = g_new0 (PasarHistoryEntry, 1);
  entry->label = g_strdup (label != NULL ? label : "");
  entry->step = step;
  entry->record = record;
  entry->n_edits = n_edits;
  g_ptr_array_add (is_undone ? self->redo : self->undo, entry);
  self->prune_pending = TRUE;
  pasar_catalogue_values_changed (self);
}

/**
 * pasar_catalogue_get_missing_record:
 * @self: a catalogue
 * @is_undone: whether the next step to make again is meant, else the next to undo
 *
 * A step that is older, or larger, than what is kept in memory has its edits in the log only.
 *
 * Returns: the record that has to be given to [method@Catalogue.give_edits] before undo or redo;
 *   0 for none
 */
gint64
pasar_catalogue_get_missing_record (PasarCatalogue *self, gboolean is_undone)
{
  const GPtrArray *stack;
  const PasarHistoryEntry *entry;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), 0);

  stack = is_undone ? self->redo : self->undo;
  entry = stack->len > 0 ? g_ptr_array_index (stack, stack->len - 1) : NULL;
  return entry != NULL && entry->edits == NULL ? entry->record : 0;
}

static void
give_edits (GPtrArray *stack, gint64 record, GArray *edits)
{
  for (guint i = stack->len; i > 0; i--)
    {
      PasarHistoryEntry *entry = g_ptr_array_index (stack, i - 1);

      if (entry->record != record || entry->edits != NULL)
        continue;
      entry->edits = g_array_ref (edits);
      return;
    }
}

/**
 * pasar_catalogue_give_edits:
 * @self: a catalogue
 * @record: what a step was restored with
 * @edits: (element-type PasarEdit): its edits; not to be changed any more
 *
 * Gives a step its edits, unless it has gone since.
 */
void
pasar_catalogue_give_edits (PasarCatalogue *self, gint64 record, GArray *edits)
{
  g_return_if_fail (PASAR_IS_CATALOGUE (self));

  give_edits (self->undo, record, edits);
  give_edits (self->redo, record, edits);
  self->prune_pending = TRUE;
  pasar_catalogue_values_changed (self);
}

/**
 * pasar_catalogue_forget_missing:
 * @self: a catalogue
 * @is_undone: whether the next step to make again is meant, else the next to undo
 *
 * Forgets the step, as the record that [method@Catalogue.get_missing_record] named cannot be read.
 */
void
pasar_catalogue_forget_missing (PasarCatalogue *self, gboolean is_undone)
{
  g_return_if_fail (pasar_catalogue_get_missing_record (self, is_undone) != 0);

  pasar_catalogue_forget_step (self, is_undone);
  self->prune_pending = TRUE;
  pasar_catalogue_values_changed (self);
}

static void
trim (GPtrArray *stack, gint64 record)
{
  guint64 n_kept = 0;

  for (guint i = stack->len; i > 0; i--)
    {
      PasarHistoryEntry *entry = g_ptr_array_index (stack, i - 1);

      n_kept += entry->n_edits;
      if (n_kept <= PASAR_KEPT_EDITS_MAX || entry->record > record || i == stack->len)
        continue;
      /* Those below it have gone before. */
      if (entry->edits == NULL)
        return;
      g_clear_pointer (&entry->edits, g_array_unref);
      entry->last_alive = 0;
    }
}

/**
 * pasar_catalogue_trim_history:
 * @self: a catalogue
 * @record: all records of the log up to it are on disk
 *
 * Frees the edits of steps that are old or large and can be read from the log.
 */
void
pasar_catalogue_trim_history (PasarCatalogue *self, gint64 record)
{
  g_return_if_fail (PASAR_IS_CATALOGUE (self));

  trim (self->undo, record);
  trim (self->redo, record);
}

static void
add_records (GArray *records, const GPtrArray *stack)
{
  for (guint i = 0; i < stack->len; i++)
    {
      const PasarHistoryEntry *entry = g_ptr_array_index (stack, i);

      g_array_append_val (records, entry->step);
      if (entry->record != entry->step)
        g_array_append_val (records, entry->record);
    }
}

/**
 * pasar_catalogue_dup_records:
 * @self: a catalogue
 *
 * For who trims the log.
 *
 * Returns: (transfer full) (element-type gint64): the records that undo and redo need: of each step
 *   the one that began it, and the one that made it or took it back last
 */
GArray *
pasar_catalogue_dup_records (PasarCatalogue *self)
{
  GArray *records = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), records);

  add_records (records, self->undo);
  add_records (records, self->redo);
  return records;
}

/**
 * pasar_catalogue_get_can_undo:
 * @self: a catalogue
 *
 * For the sensitivity of the menu and the keys. A step whose edits are not in memory may turn out
 * to come to nothing.
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
