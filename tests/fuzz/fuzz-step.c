/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"
#include "jobs/session/record-private.h"
#include "seal-step.h"
#include "store/store.h"

#include <string.h>

static const char *const locations[] = { "SGZ", "MYL", NULL };

static void
check_text (const char *text)
{
  g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
}

static void
check_value (PasarValue value)
{
  if (value.type == PASAR_VALUE_TEXT)
    {
      g_assert_nonnull (value.text);
      check_text (value.text);
    }
}

/* Each edit that is read is written and read as the same. */
static void
check_edit (const PasarRecordEdit *edit, guint kind)
{
  PasarRecordWriter *writer = pasar_record_writer_new (kind, 0);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (PasarRecordReader) reader = NULL;
  PasarRecordEdit again;

  g_assert_nonnull (edit->column);
  check_text (edit->column);
  check_text (edit->location);
  check_text (edit->refusal);
  check_value (edit->from);
  check_value (edit->to);
  check_value (edit->base);
  pasar_record_writer_add (writer, edit);
  bytes = pasar_record_writer_end (writer);
  reader = pasar_record_reader_new (bytes, kind, 0);
  g_assert_nonnull (reader);
  g_assert_true (pasar_record_reader_next (reader, &again));
  g_assert_cmpint (again.key.item_id, ==, edit->key.item_id);
  g_assert_cmpint (again.key.model_id, ==, edit->key.model_id);
  g_assert_cmpstr (again.column, ==, edit->column);
  g_assert_cmpstr (again.location, ==, edit->location);
  g_assert_cmpstr (again.refusal, ==, edit->refusal);
  g_assert_cmpint (again.to.type, ==, edit->to.type);
}

static void
check_record (GBytes *bytes, guint kind)
{
  g_autoptr (PasarRecordReader) reader = pasar_record_reader_new (bytes, kind, 0);
  g_autoptr (PasarTexts) texts = pasar_texts_new ();
  g_autoptr (GArray) edits = pasar_record_decode (bytes, kind, 0, locations, texts);
  PasarRecordEdit edit;
  guint n = 0;

  for (; reader != NULL && pasar_record_reader_next (reader, &edit); n++)
    check_edit (&edit, kind);
  if (reader == NULL || pasar_record_reader_is_damaged (reader))
    g_assert_null (edits);
  else
    g_assert_cmpuint (edits->len, <=, n);
}

/* A record of the log of edits as the disk has it: what follows the checksum of today's version,
 * and all of an earlier one. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize length)
{
  g_autoptr (GBytes) sealed = fuzz_seal_step (data, length);
  g_autoptr (GBytes) plain = g_bytes_new (data, length);

  for (guint kind = PASAR_RECORD_CHECKPOINT; kind <= PASAR_LOG_SETTLED; kind++)
    {
      check_record (sealed, kind);
      check_record (plain, kind);
    }
  return 0;
}
