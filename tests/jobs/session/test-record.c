/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/session/record-private.h"
#include "store/store.h"

#include <string.h>

static PasarValue
number (gint64 value)
{
  return pasar_value_from_number (value);
}

static PasarValue
text (const char *value)
{
  return (PasarValue){ .type = PASAR_VALUE_TEXT, .text = value };
}

static void
assert_value (PasarValue a, PasarValue b)
{
  g_assert_cmpint (a.type, ==, b.type);
  if (a.type == PASAR_VALUE_NUMBER)
    g_assert_cmpint (a.number, ==, b.number);
  if (a.type == PASAR_VALUE_TEXT)
    g_assert_cmpstr (a.text, ==, b.text);
}

static const PasarRecordEdit all_kinds[] = {
  { .key = { 25000000011, 140000000007 },
    .column = "stock",
    .to = { PASAR_VALUE_NUMBER, 0, NULL },
    .base = { PASAR_VALUE_NUMBER, G_MAXINT64, NULL },
    .refusal = "Stock is reserved. ห้าม" },
  { .key = { G_MAXINT64, G_MININT64 },
    .column = "price",
    .from = { PASAR_VALUE_NUMBER, G_MININT64 + 1, NULL } },
  { .key = { G_MININT64, G_MAXINT64 }, .column = "stock", .location = "SGZ", .refusal = "" },
  { .key = { 0, 0 },
    .column = "name",
    .location = "MYL",
    .from = { PASAR_VALUE_TEXT, 0, "Kemeja" },
    .to = { PASAR_VALUE_TEXT, 0, "" } },
  { .key = { 0, 1 }, .column = "name", .location = "SGZ", .to = { PASAR_VALUE_TEXT, 0, "衬衫" } },
};

static GBytes *
encode_all_kinds (void)
{
  PasarRecordWriter *writer = pasar_record_writer_new (PASAR_LOG_UNDO, 77);

  for (guint i = 0; i < G_N_ELEMENTS (all_kinds); i++)
    pasar_record_writer_add (writer, &all_kinds[i]);
  return pasar_record_writer_end (writer);
}

static void
test_kinds (void)
{
  g_autoptr (GBytes) bytes = encode_all_kinds ();
  g_autoptr (PasarRecordReader) reader = pasar_record_reader_new (bytes, PASAR_LOG_UNDO, 77);
  PasarRecordEdit edit;

  g_assert_nonnull (reader);
  for (guint i = 0; i < G_N_ELEMENTS (all_kinds); i++)
    {
      g_assert_true (pasar_record_reader_next (reader, &edit));
      g_assert_cmpint (edit.key.item_id, ==, all_kinds[i].key.item_id);
      g_assert_cmpint (edit.key.model_id, ==, all_kinds[i].key.model_id);
      g_assert_cmpstr (edit.column, ==, all_kinds[i].column);
      g_assert_cmpstr (edit.location, ==, all_kinds[i].location);
      assert_value (edit.from, all_kinds[i].from);
      assert_value (edit.to, all_kinds[i].to);
      assert_value (edit.base, all_kinds[i].base);
      g_assert_cmpstr (edit.refusal, ==, all_kinds[i].refusal);
    }
  g_assert_false (pasar_record_reader_next (reader, &edit));
  g_assert_false (pasar_record_reader_is_damaged (reader));
}

/* A text may be of any length, and is nothing but a text. */
static void
test_texts (void)
{
  static const char *const pieces[] = { "a",   "ห้าม", "\n", "衬衫", "\\x00", "👩‍👩‍👧",
                                        "PSL1" };

  for (guint n = 0; n <= 1 << 20; n = 3 * n + 1)
    {
      PasarRecordWriter *writer = pasar_record_writer_new (PASAR_LOG_STEP, 0);
      g_autoptr (GString) long_text = g_string_new (NULL);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (PasarRecordReader) reader = NULL;
      PasarRecordEdit edit = { .key = { 1, 2 }, .column = "name", .from = number (n) };
      PasarRecordEdit read;

      for (guint i = 0; i < n; i++)
        g_string_append (long_text, pieces[i % G_N_ELEMENTS (pieces)]);
      edit.to = text (long_text->str);
      edit.base = text (long_text->str);
      edit.refusal = long_text->str;
      pasar_record_writer_add (writer, &edit);
      edit.key.model_id++;
      pasar_record_writer_add (writer, &edit);
      bytes = pasar_record_writer_end (writer);
      reader = pasar_record_reader_new (bytes, PASAR_LOG_STEP, 0);
      for (guint i = 0; i < 2; i++)
        {
          g_assert_true (pasar_record_reader_next (reader, &read));
          g_assert_cmpint (read.key.model_id, ==, 2 + i);
          assert_value (read.from, edit.from);
          assert_value (read.to, edit.to);
          assert_value (read.base, edit.base);
          g_assert_cmpstr (read.refusal, ==, edit.refusal);
        }
      g_assert_false (pasar_record_reader_next (reader, &read));
      g_assert_false (pasar_record_reader_is_damaged (reader));
    }
}

/* Random edits come back as they were; a large step takes few bytes an edit. */
static void
test_random (void)
{
  g_autoptr (GArray) edits = g_array_new (FALSE, FALSE, sizeof (PasarEdit));
  g_autoptr (GArray) bases = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) decoded = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const guint n = 100000;

  for (guint i = 0; i < n; i++)
    {
      const PasarEdit edit = { { 25000000000 + i / 20, i % 20 == 0 ? 0 : 140000000000 + i },
                               g_test_rand_bit () ? PASAR_FIELD_PRICE : PASAR_FIELD_STOCK,
                               g_test_rand_bit () ? PASAR_NO_VALUE : g_test_rand_int (),
                               g_test_rand_int_range (0, 100000) };
      const gint64 base = g_test_rand_int_range (0, 100000);

      g_array_append_val (edits, edit);
      g_array_append_val (bases, base);
    }
  bytes = pasar_record_encode (PASAR_LOG_STEP, 0, edits, bases, NULL);
  g_assert_cmpuint (g_bytes_get_size (bytes), <, 20 * n);
  decoded = pasar_record_decode (bytes, PASAR_LOG_STEP, 0, NULL, NULL);
  g_assert_nonnull (decoded);
  g_assert_cmpuint (decoded->len, ==, n);
  for (guint i = 0; i < n; i++)
    {
      const PasarEdit *a = &g_array_index (edits, PasarEdit, i);
      const PasarEdit *b = &g_array_index (decoded, PasarEdit, i);

      g_assert_true (a->key.item_id == b->key.item_id && a->key.model_id == b->key.model_id
                     && a->field == b->field && a->from == b->from && a->to == b->to);
    }
}

/* Edits of columns or locations that this version does not stage are left out. */
static void
test_unknown_columns (void)
{
  g_autoptr (GBytes) bytes = encode_all_kinds ();
  g_autoptr (GArray) decoded = pasar_record_decode (bytes, PASAR_LOG_UNDO, 77, NULL, NULL);

  g_assert_cmpuint (decoded->len, ==, 2);
}

/* A location is known by its id, wherever it stands among those of the shop. */
static void
test_locations (void)
{
  static const char *const written[] = { "SGZ", "SG2", NULL };
  static const char *const found[] = { "SG3", "SG2", NULL };
  const PasarEdit edits[] = {
    { { 1, 0 }, PASAR_FIELD_STOCK, PASAR_NO_VALUE, 50 },
    { { 1, 0 }, PASAR_FIELD_LOCATION, 4, PASAR_NO_VALUE },
    { { 1, 2 }, PASAR_FIELD_LOCATION + 1, PASAR_NO_VALUE, 7 },
  };
  const gint64 bases[] = { 40, 30, PASAR_NO_VALUE };
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (PasarEdit));
  g_autoptr (GArray) all_bases = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GArray) same = NULL;
  g_autoptr (GArray) other = NULL;

  g_array_append_vals (all, edits, G_N_ELEMENTS (edits));
  g_array_append_vals (all_bases, bases, G_N_ELEMENTS (bases));
  bytes = pasar_record_encode (PASAR_LOG_STEP, 0, all, all_bases, written);
  same = pasar_record_decode (bytes, PASAR_LOG_STEP, 0, written, NULL);
  g_assert_cmpuint (same->len, ==, G_N_ELEMENTS (edits));
  for (guint i = 0; i < same->len; i++)
    {
      const PasarEdit *edit = &g_array_index (same, PasarEdit, i);

      g_assert_cmpint (edit->key.model_id, ==, edits[i].key.model_id);
      g_assert_cmpint (edit->field, ==, edits[i].field);
      g_assert_cmpint (edit->from, ==, edits[i].from);
      g_assert_cmpint (edit->to, ==, edits[i].to);
    }
  /* One that is not known here is left out. */
  other = pasar_record_decode (bytes, PASAR_LOG_STEP, 0, found, NULL);
  g_assert_cmpuint (other->len, ==, 2);
  g_assert_cmpint (g_array_index (other, PasarEdit, 0).field, ==, PASAR_FIELD_STOCK);
  g_assert_cmpint (g_array_index (other, PasarEdit, 1).field, ==, PASAR_FIELD_LOCATION + 1);
}

/* Whatever the bytes are, they are told from those that were written. */
static void
test_damaged (void)
{
  g_autoptr (GBytes) bytes = encode_all_kinds ();
  const gsize size = g_bytes_get_size (bytes);

  g_assert_null (pasar_record_decode (NULL, PASAR_LOG_UNDO, 77, NULL, NULL));
  g_assert_null (pasar_record_decode (bytes, PASAR_LOG_REDO, 77, NULL, NULL));
  g_assert_null (pasar_record_decode (bytes, PASAR_LOG_UNDO, 76, NULL, NULL));
  for (gsize i = 0; i < size; i++)
    {
      g_autoptr (GBytes) part = g_bytes_new_from_bytes (bytes, 0, i);

      g_assert_null (pasar_record_decode (part, PASAR_LOG_UNDO, 77, NULL, NULL));
    }
  for (gsize i = 0; i < size; i++)
    {
      g_autofree guint8 *data = g_memdup2 (g_bytes_get_data (bytes, NULL), size);
      g_autoptr (GBytes) spoiled = NULL;

      data[i] ^= (guint8) g_test_rand_int_range (1, 256);
      spoiled = g_bytes_new (data, size);
      g_assert_null (pasar_record_decode (spoiled, PASAR_LOG_UNDO, 77, NULL, NULL));
    }
}

static void
test_values (void)
{
  g_assert_cmpint (pasar_value_to_number (number (12)), ==, 12);
  g_assert_cmpint (number (PASAR_NO_VALUE).type, ==, PASAR_VALUE_NONE);
  g_assert_cmpint (pasar_value_to_number (number (PASAR_NO_VALUE)), ==, PASAR_NO_VALUE);
  g_assert_cmpint (pasar_value_to_number (text ("12")), ==, PASAR_NO_VALUE);
}

/* What the versions before the log wrote. */
static void
test_legacy (void)
{
  static const guint8 step[] = { 'P', 'S', 'E', '1', 7, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0,
                                 0,   5,   0,   0,   0, 0, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0, 1 };
  static const char lines[] = "PSC0\n7 8 1 -12 6 -\n7 9 0 - 44 x4E6F2E\n7 9 1 - 0 x";
  static const char *const refusals[] = { NULL, "No.", "" };
  g_autoptr (GBytes) step_bytes = g_bytes_new_static (step, sizeof step);
  g_autoptr (GBytes) cut = g_bytes_new_static (step, sizeof step - 1);
  g_autoptr (GBytes) line_bytes = g_bytes_new_static (lines, strlen (lines));
  g_autoptr (GBytes) bad_bytes = g_bytes_new_static ("PSC0\n7 8 9 1 6 -", 16);
  g_autoptr (GArray) made = pasar_record_decode (step_bytes, PASAR_LOG_STEP, 0, NULL, NULL);
  g_autoptr (GArray) undone = pasar_record_decode (step_bytes, PASAR_LOG_UNDO, 3, NULL, NULL);
  g_autoptr (PasarRecordReader) reader =
      pasar_record_reader_new (line_bytes, PASAR_RECORD_CHECKPOINT, 0);
  PasarRecordEdit edit;

  g_assert_cmpuint (made->len, ==, 1);
  g_assert_cmpint (g_array_index (made, PasarEdit, 0).key.item_id, ==, 7);
  g_assert_cmpint (g_array_index (made, PasarEdit, 0).key.model_id, ==, 8);
  g_assert_cmpint (g_array_index (made, PasarEdit, 0).field, ==, PASAR_FIELD_STOCK);
  g_assert_cmpint (g_array_index (made, PasarEdit, 0).from, ==, 5);
  g_assert_cmpint (g_array_index (made, PasarEdit, 0).to, ==, 6);
  g_assert_cmpint (g_array_index (undone, PasarEdit, 0).from, ==, 6);
  g_assert_cmpint (g_array_index (undone, PasarEdit, 0).to, ==, 5);
  g_assert_null (pasar_record_decode (cut, PASAR_LOG_STEP, 0, NULL, NULL));
  g_assert_null (pasar_record_decode (step_bytes, PASAR_LOG_SETTLED, 0, NULL, NULL));
  g_assert_null (pasar_record_decode (bad_bytes, PASAR_RECORD_CHECKPOINT, 0, NULL, NULL));

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_assert_true (pasar_record_reader_next (reader, &edit));
      g_assert_cmpint (edit.key.item_id, ==, 7);
      g_assert_cmpstr (edit.refusal, ==, refusals[i]);
      g_assert_cmpint (pasar_value_to_number (edit.base), ==, i == 0 ? -12 : PASAR_NO_VALUE);
    }
  g_assert_false (pasar_record_reader_next (reader, &edit));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record/locations", test_locations);
  g_test_add_func ("/record/kinds", test_kinds);
  g_test_add_func ("/record/texts", test_texts);
  g_test_add_func ("/record/random", test_random);
  g_test_add_func ("/record/unknown-columns", test_unknown_columns);
  g_test_add_func ("/record/damaged", test_damaged);
  g_test_add_func ("/record/values", test_values);
  g_test_add_func ("/record/legacy", test_legacy);
  return g_test_run ();
}
