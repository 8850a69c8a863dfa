/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/session/replay-private.h"

#include "jobs/session/checkpoint-private.h"
#include "jobs/session/record-private.h"

/* What is staged and what can be undone, from the log. */

/* A location that no item has any more is known by its id still. */
static gboolean
find_field (PasarCatalogue *catalogue, const PasarRecordEdit *edit, PasarField *field)
{
  const PasarRecordEdit whole = { .column = edit->column };

  return pasar_record_edit_get_field (&whole, NULL, field)
         && (edit->location == NULL
             || (*field == PASAR_FIELD_STOCK
                 && pasar_catalogue_find_location_field (catalogue, edit->location, field)));
}

static gboolean
is_readable (GBytes *data, guint kind, gint64 step)
{
  g_autoptr (PasarRecordReader) reader = pasar_record_reader_new (data, kind, step);
  PasarRecordEdit edit;

  while (reader != NULL && pasar_record_reader_next (reader, &edit))
    ;
  return reader != NULL && !pasar_record_reader_is_damaged (reader);
}

/* All of a record, or nothing. */
static gboolean
replay_record (PasarCatalogue *catalogue, GBytes *data, guint kind, gint64 step)
{
  g_autoptr (PasarRecordReader) reader = NULL;
  PasarRecordEdit edit;
  PasarField field;

  if (!is_readable (data, kind, step))
    return FALSE;
  reader = pasar_record_reader_new (data, kind, step);
  while (pasar_record_reader_next (reader, &edit))
    if (find_field (catalogue, &edit, &field))
      pasar_catalogue_restore_staged (catalogue,
                                      edit.key,
                                      field,
                                      pasar_record_value_to_cell (edit.to,
                                                                  field,
                                                                  pasar_catalogue_get_texts (
                                                                      catalogue)),
                                      pasar_value_to_number (edit.base),
                                      edit.refusal);
  return TRUE;
}

static gboolean
is_step (const PasarLogRecord *record)
{
  return record->kind == PASAR_LOG_STEP || record->kind == PASAR_LOG_UNDO
         || record->kind == PASAR_LOG_REDO;
}

/* What is not there at all is lost, too. */
static void
note_damage (PasarReplay *self, const PasarStoredShopData *data, guint first)
{
  const GPtrArray *log = data->log;

  self->damaged_id = ((const PasarLogRecord *) g_ptr_array_index (log, first))->id;
  self->n_lost = (guint) MAX (self->damaged_id - MAX (self->last_id, data->trimmed_id) - 1, 0);
  for (guint i = first; i < log->len; i++)
    {
      const PasarLogRecord *record = g_ptr_array_index (log, i);

      self->n_lost += is_step (record) && record->n_edits > 0;
    }
}

static GBytes *
encode_checkpoint (PasarCatalogue *catalogue)
{
  PasarRecordWriter *writer = pasar_record_writer_new (PASAR_RECORD_CHECKPOINT, 0);
  g_autoptr (PasarStagedReader) reader = pasar_staged_reader_new (catalogue);
  g_autoptr (GArray) staged = g_array_new (FALSE, FALSE, sizeof (PasarStagedValue));
  g_auto (GStrv) locations = pasar_catalogue_dup_location_ids (catalogue);

  pasar_staged_reader_run (reader, staged, G_MAXINT64);
  pasar_record_writer_add_staged (writer, staged, (const char *const *) locations);
  return pasar_record_writer_end (writer);
}

/**
 * pasar_replay_run:
 * @self: a replay
 * @catalogue: a frozen catalogue with the items that the shop has
 * @data: what is kept of the shop
 *
 * Stages what was staged. What comes after a damaged record is left out.
 */
void
pasar_replay_run (PasarReplay *self, PasarCatalogue *catalogue, const PasarStoredShopData *data)
{
  self->last_id = data->checkpoint_id;
  self->is_checkpoint_damaged =
      data->checkpoint != NULL
      && !replay_record (catalogue, data->checkpoint, PASAR_RECORD_CHECKPOINT, 0);
  for (guint i = 0; i < data->log->len && !self->is_checkpoint_damaged; i++)
    {
      const PasarLogRecord *record = g_ptr_array_index (data->log, i);

      if (record->id <= data->checkpoint_id)
        continue;
      if (record->id > MAX (self->last_id, data->trimmed_id) + 1
          || !replay_record (catalogue, record->data, record->kind, record->step))
        {
          note_damage (self, data, i);
          break;
        }
      self->last_id = record->id;
      self->work += pasar_checkpoint_get_work (1, record->n_edits);
    }
  if (self->wants_checkpoint && !self->is_checkpoint_damaged)
    self->checkpoint = encode_checkpoint (catalogue);
}

static gint64
get_step (const PasarLogRecord *record)
{
  return record->kind == PASAR_LOG_STEP ? record->id : record->step;
}

static gint64
get_top (const GPtrArray *stack)
{
  return get_step (g_ptr_array_index (stack, stack->len - 1));
}

/* Steps are undone in the order of their numbers, the last one first, and made again in the other.
 * So what can be undone below a step, or made again above it, is all that is left when it is moved.
 */
static void
take_off (GPtrArray *undo, GPtrArray *redo, gint64 step)
{
  while (undo->len > 0 && get_top (undo) >= step)
    g_ptr_array_set_size (undo, (int) undo->len - 1);
  while (redo->len > 0 && get_top (redo) <= step)
    g_ptr_array_set_size (redo, (int) redo->len - 1);
}

/* Puts the records of steps, as they were made or taken back last, onto the stacks. What was
 * trimmed of the log is missed by none of these. */
static void
stack_steps (PasarReplay *self, const GPtrArray *log, GPtrArray *undo, GPtrArray *redo)
{
  for (guint i = 0; i < log->len; i++)
    {
      const PasarLogRecord *record = g_ptr_array_index (log, i);
      const gboolean is_undo = record->kind == PASAR_LOG_UNDO;

      if (self->damaged_id != 0 && record->id >= self->damaged_id)
        return;
      if (!is_step (record))
        continue;
      if (record->kind == PASAR_LOG_STEP)
        g_ptr_array_set_size (redo, 0);
      else
        take_off (undo, redo, record->step);
      /* One that was undone or made again in no cell is forgotten. */
      if (record->kind == PASAR_LOG_STEP || record->n_edits > 0)
        g_ptr_array_add (is_undo ? redo : undo, (gpointer) record);
    }
}

/**
 * pasar_replay_find_locations:
 * @catalogue: the shop's
 * @record: a record of the log
 * @edits: (nullable) (element-type PasarEdit): what was decoded of it
 *
 * No item may have a location any more that the record names.
 *
 * Returns: whether there are such locations: @catalogue knows them now, so that the record is to be
 *   decoded again
 */
gboolean
pasar_replay_find_locations (PasarCatalogue *catalogue,
                             const PasarLogRecord *record,
                             const GArray *edits)
{
  g_autoptr (PasarRecordReader) reader = NULL;
  g_auto (GStrv) before = NULL;
  g_auto (GStrv) after = NULL;
  PasarRecordEdit edit;
  PasarField field;

  if (edits == NULL || edits->len == record->n_edits)
    return FALSE;
  before = pasar_catalogue_dup_location_ids (catalogue);
  reader = pasar_record_reader_new (record->data, record->kind, record->step);
  while (pasar_record_reader_next (reader, &edit))
    find_field (catalogue, &edit, &field);
  after = pasar_catalogue_dup_location_ids (catalogue);
  return g_strv_length (after) > g_strv_length (before);
}

static GArray *
decode (PasarCatalogue *catalogue, const PasarLogRecord *record)
{
  g_auto (GStrv) locations = pasar_catalogue_dup_location_ids (catalogue);
  g_autoptr (GArray) edits = pasar_record_decode (record->data,
                                                  record->kind,
                                                  record->step,
                                                  (const char *const *) locations,
                                                  pasar_catalogue_get_texts (catalogue));

  return pasar_replay_find_locations (catalogue, record, edits) ? decode (catalogue, record)
                                                                : g_steal_pointer (&edits);
}

/* Edits of the newest are at hand. */
static void
give_edits (PasarCatalogue *catalogue, const GPtrArray *stack)
{
  gint64 n_edits = 0;

  for (guint i = stack->len; i > 0; i--)
    {
      const PasarLogRecord *record = g_ptr_array_index (stack, i - 1);
      g_autoptr (GArray) edits = NULL;

      n_edits += record->n_edits;
      if (record->data == NULL || n_edits > PASAR_KEPT_EDITS_MAX)
        return;
      edits = decode (catalogue, record);
      if (edits != NULL)
        pasar_catalogue_give_edits (catalogue, record->id, edits);
    }
}

static void
restore_stack (PasarCatalogue *catalogue,
               GHashTable *labels,
               const GPtrArray *stack,
               gboolean is_undone)
{
  for (guint i = 0; i < stack->len; i++)
    {
      const PasarLogRecord *record = g_ptr_array_index (stack, i);
      const gint64 step = get_step (record);

      pasar_catalogue_restore_step (catalogue,
                                    g_hash_table_lookup (labels, &step),
                                    step,
                                    record->id,
                                    (guint) record->n_edits,
                                    is_undone);
    }
  give_edits (catalogue, stack);
}

/**
 * pasar_replay_end:
 * @self: a replay
 * @catalogue: a frozen catalogue with all its items
 * @data: what is kept of the shop
 *
 * Leaves out what the shop has by now, and restores the steps that can be undone or made again.
 */
void
pasar_replay_end (PasarReplay *self, PasarCatalogue *catalogue, const PasarStoredShopData *data)
{
  g_autoptr (GHashTable) labels = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GPtrArray) undo = g_ptr_array_new ();
  g_autoptr (GPtrArray) redo = g_ptr_array_new ();
  g_autoptr (GArray) staged = pasar_catalogue_dup_staged (catalogue);

  /* Before some of it is dropped, which will be a record of its own. */
  self->n_staged = staged->len;
  pasar_catalogue_end_restore (catalogue);
  for (guint i = 0; i < data->log->len; i++)
    {
      const PasarLogRecord *record = g_ptr_array_index (data->log, i);

      if (record->kind == PASAR_LOG_STEP)
        g_hash_table_insert (labels, (gpointer) &record->id, record->label);
    }
  stack_steps (self, data->log, undo, redo);
  restore_stack (catalogue, labels, undo, FALSE);
  restore_stack (catalogue, labels, redo, TRUE);
}
