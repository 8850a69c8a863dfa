/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/session/record-legacy-private.h"

#include "jobs/session/record-private.h"
#include "store/store.h"

#include <string.h>

/* What a data file has of the versions before the log, as its upgrade put it there.
 *
 * A step: "PSE1", then for each edit item id, model id, from, to (64 bit little-endian each), field
 * (one byte). All that was staged: "PSC0" and a line feed, then for each value a line with item id,
 * model id, field, base (or "-"), value, and the refusal in hexadecimal digits after an "x" (or
 * "-"). */
#define STEP_MAGIC       "PSE1"
#define CHECKPOINT_MAGIC "PSC0\n"
#define MAGIC_SIZE       4
#define EDIT_SIZE        33
#define N_WORDS          6

static gint64
read_int64 (const guint8 *in)
{
  gint64 little;

  memcpy (&little, in, sizeof little);
  return GINT64_FROM_LE (little);
}

/* An undone step is kept as it was made. */
static GArray *
decode_step (const guint8 *data, gsize size, gboolean is_undone)
{
  g_autoptr (GArray) edits = g_array_new (FALSE, FALSE, sizeof (PasarRecordEdit));

  if ((size - MAGIC_SIZE) % EDIT_SIZE != 0)
    return NULL;
  for (const guint8 *in = data + MAGIC_SIZE; in < data + size; in += EDIT_SIZE)
    {
      const gint64 from = read_int64 (in + 16);
      const gint64 to = read_int64 (in + 24);
      const PasarRecordEdit edit = {
        .key = { .item_id = read_int64 (in), .model_id = read_int64 (in + 8) },
        .column = in[32] < PASAR_N_FIELDS ? pasar_field_get_column ((PasarField) in[32]) : NULL,
        .from = pasar_value_from_number (is_undone ? to : from),
        .to = pasar_value_from_number (is_undone ? from : to),
      };

      if (edit.column == NULL)
        return NULL;
      g_array_append_val (edits, edit);
    }
  return g_steal_pointer (&edits);
}

static gboolean
read_digits (const char *word, gint64 *value)
{
  return g_ascii_string_to_signed (word, 10, G_MININT64, G_MAXINT64, value, NULL);
}

/* The text behind hexadecimal digits, which it overwrites. */
static const char *
read_hex (char *digits)
{
  gsize n = 0;

  for (; g_ascii_isxdigit (digits[2 * n]) && g_ascii_isxdigit (digits[2 * n + 1]); n++)
    digits[n] = (char) (g_ascii_xdigit_value (digits[2 * n]) * 16
                        + g_ascii_xdigit_value (digits[2 * n + 1]));
  digits[n] = '\0';
  return g_utf8_validate (digits, -1, NULL) ? digits : "";
}

static gboolean
read_line (char *line, PasarRecordEdit *edit)
{
  g_auto (GStrv) words = g_strsplit (line, " ", N_WORDS);
  gint64 field;
  gint64 base = PASAR_NO_VALUE;
  gint64 value;

  if (g_strv_length (words) != N_WORDS || !read_digits (words[0], &edit->key.item_id)
      || !read_digits (words[1], &edit->key.model_id) || !read_digits (words[2], &field)
      || field < 0 || field >= PASAR_N_FIELDS
      || (words[3][0] != '-' || words[3][1] != '\0' ? !read_digits (words[3], &base) : FALSE)
      || !read_digits (words[4], &value))
    return FALSE;
  edit->column = pasar_field_get_column ((PasarField) field);
  edit->to = pasar_value_from_number (value);
  edit->base = pasar_value_from_number (base);
  if (words[5][0] == 'x')
    edit->refusal = g_intern_string (read_hex (words[5] + 1));
  return TRUE;
}

static GArray *
decode_checkpoint (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GArray) edits = g_array_new (FALSE, FALSE, sizeof (PasarRecordEdit));
  g_auto (GStrv) lines = g_strsplit (text + strlen (CHECKPOINT_MAGIC), "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      PasarRecordEdit edit = { 0 };

      if (lines[i][0] == '\0')
        continue;
      if (!read_line (lines[i], &edit))
        return NULL;
      g_array_append_val (edits, edit);
    }
  return g_steal_pointer (&edits);
}

/**
 * pasar_record_decode_legacy:
 * @data: bytes that are no record of today's version
 * @kind: what the row of the log says it is
 *
 * Reads what an earlier version wrote.
 *
 * Returns: (transfer full) (nullable) (element-type PasarRecordEdit): the edits; %NULL when it is
 *   damaged
 */
GArray *
pasar_record_decode_legacy (GBytes *data, guint kind)
{
  gsize size = 0;
  const guint8 *bytes = g_bytes_get_data (data, &size);

  if ((kind == PASAR_LOG_STEP || kind == PASAR_LOG_UNDO) && size >= MAGIC_SIZE
      && memcmp (bytes, STEP_MAGIC, MAGIC_SIZE) == 0)
    return decode_step (bytes, size, kind == PASAR_LOG_UNDO);
  if (kind == PASAR_RECORD_CHECKPOINT && size >= strlen (CHECKPOINT_MAGIC)
      && memcmp (bytes, CHECKPOINT_MAGIC, strlen (CHECKPOINT_MAGIC)) == 0)
    return decode_checkpoint (bytes, size);
  return NULL;
}
