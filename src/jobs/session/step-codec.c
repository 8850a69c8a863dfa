/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/session/step-codec-private.h"

#include <string.h>

/* "PSE1", then for each edit: item id, model id, from, to (64 bit little-endian each), field (one
 * byte). */
#define MAGIC      "PSE1"
#define MAGIC_SIZE 4
#define EDIT_SIZE  33

static guint8 *
write_int64 (guint8 *out, gint64 value)
{
  const gint64 little = GINT64_TO_LE (value);

  memcpy (out, &little, sizeof little);
  return out + sizeof little;
}

static gint64
read_int64 (const guint8 *in)
{
  gint64 little;

  memcpy (&little, in, sizeof little);
  return GINT64_FROM_LE (little);
}

/**
 * pasar_step_encode:
 * @edits: (element-type PasarEdit): the changes of an undo step
 *
 * Returns: (transfer full): their bytes, the same on every machine
 */
GBytes *
pasar_step_encode (const GArray *edits)
{
  const gsize size = MAGIC_SIZE + (gsize) edits->len * EDIT_SIZE;
  guint8 *data = g_malloc (size);
  guint8 *out = data + MAGIC_SIZE;

  memcpy (data, MAGIC, MAGIC_SIZE);
  for (guint i = 0; i < edits->len; i++)
    {
      const PasarEdit *edit = &g_array_index (edits, PasarEdit, i);

      out = write_int64 (out, edit->key.item_id);
      out = write_int64 (out, edit->key.model_id);
      out = write_int64 (out, edit->from);
      out = write_int64 (out, edit->to);
      *out++ = (guint8) edit->field;
    }
  return g_bytes_new_take (data, size);
}

/**
 * pasar_step_decode:
 * @bytes: (nullable): what pasar_step_encode() gave
 *
 * Returns: (nullable) (transfer full) (element-type PasarEdit): the changes;
 *   %NULL when the bytes are damaged
 */
GArray *
pasar_step_decode (GBytes *bytes)
{
  g_autoptr (GArray) edits = NULL;
  const guint8 *data;
  gsize size = 0;
  gsize n;

  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &size);
  if (size < MAGIC_SIZE || memcmp (data, MAGIC, MAGIC_SIZE) != 0
      || (size - MAGIC_SIZE) % EDIT_SIZE != 0)
    return NULL;
  n = (size - MAGIC_SIZE) / EDIT_SIZE;
  edits = g_array_sized_new (FALSE, FALSE, sizeof (PasarEdit), (guint) n);
  for (gsize i = 0; i < n; i++)
    {
      const guint8 *in = data + MAGIC_SIZE + i * EDIT_SIZE;
      PasarEdit edit = {
        .key = { .item_id = read_int64 (in), .model_id = read_int64 (in + 8) },
        .from = read_int64 (in + 16),
        .to = read_int64 (in + 24),
      };

      if (in[32] >= PASAR_N_FIELDS)
        return NULL;
      edit.field = (PasarField) in[32];
      g_array_append_val (edits, edit);
    }
  return g_steal_pointer (&edits);
}
