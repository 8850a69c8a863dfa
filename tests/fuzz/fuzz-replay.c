/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue-fixture.h"
#include "fuzz.h"
#include "jobs/session/record-private.h"
#include "jobs/session/replay-private.h"
#include "seal-step.h"

/* A record in an input: kind, what its number is higher by, step and how many edits it says it has,
 * one byte each, then in two bytes how long it is; and its edits. */
#define HEADER_SIZE 6
#define KIND_MASK   7
#define MAX_UNDONE  20

/* The largest byte stands for the largest number that the store gives. */
static gint64
get_number (guint8 byte)
{
  return byte == G_MAXUINT8 ? G_MAXINT32 : byte;
}

/* A record as it was written, but for what the input says of its edits. */
static GBytes *
make_data (guint kind, gint64 step, const guint8 *edits, gsize length)
{
  PasarRecordWriter *writer = pasar_record_writer_new (kind, step);
  g_autoptr (GBytes) empty = pasar_record_writer_end (writer);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gsize size;
  const guint8 *data = g_bytes_get_data (empty, &size);

  /* Behind the checksum, before the count of no edits. */
  g_byte_array_append (bytes, data + 12, (guint) size - 13);
  if (length > 0)
    g_byte_array_append (bytes, edits, (guint) length);
  return fuzz_seal_step (bytes->data, bytes->len);
}

static void
add_record (PasarStoredShopData *stored, gint64 *id, const guint8 *header, gsize length)
{
  const guint kind = header[0] & KIND_MASK;
  const gint64 step = get_number (header[2]);
  PasarLogRecord *record;

  *id = MIN (*id + get_number (header[1]), G_MAXINT32);
  if (kind == PASAR_RECORD_CHECKPOINT)
    {
      g_clear_pointer (&stored->checkpoint, g_bytes_unref);
      stored->checkpoint = make_data (kind, 0, header + HEADER_SIZE, length);
      stored->checkpoint_id = *id;
      return;
    }
  record = g_new0 (PasarLogRecord, 1);
  record->id = *id;
  record->kind = (PasarLogKind) kind;
  record->step = step;
  record->n_edits = get_number (header[3]);
  record->label = g_strdup ("label");
  record->data = make_data (kind, step, header + HEADER_SIZE, length);
  g_ptr_array_add (stored->log, record);
}

static PasarStoredShopData *
read_input (const guint8 *data, gsize length)
{
  PasarStoredShopData *stored = g_new0 (PasarStoredShopData, 1);
  gint64 id = 0;

  stored->items = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  stored->item_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  stored->log = g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_log_record_free);
  while (length >= HEADER_SIZE)
    {
      const gsize wanted = data[4] | (gsize) data[5] << 8;
      const gsize n = MIN (wanted, length - HEADER_SIZE);

      add_record (stored, &id, data, n);
      data += HEADER_SIZE + n;
      length -= HEADER_SIZE + n;
    }
  return stored;
}

/* A shop that is opened with a log that anybody may have written: whatever is staged and can be
 * undone after it, the catalogue is sound. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize length)
{
  g_autoptr (PasarStoredShopData) stored = read_input (data, length);
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  PasarReplay replay = { .wants_checkpoint = TRUE };
  guint n = 0;

  pasar_catalogue_freeze (catalogue);
  pasar_replay_run (&replay, catalogue, stored);
  pasar_replay_end (&replay, catalogue, stored);
  pasar_catalogue_thaw (catalogue);
  pasar_catalogue_prepare (catalogue);
  g_assert_cmpint (replay.n_staged, >=, 0);
  g_assert_true (replay.is_checkpoint_damaged || replay.checkpoint != NULL);
  while (n < MAX_UNDONE && fixture_undo (catalogue))
    n++;
  while (n-- > 0 && fixture_redo (catalogue))
    ;
  g_clear_pointer (&replay.checkpoint, g_bytes_unref);
  return 0;
}
