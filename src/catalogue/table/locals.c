/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/table/catalogue-private.h"

#include <string.h>

#define MIN_SLOTS 256

static void
clear_column (gpointer column)
{
  g_array_unref (((PasarLocalColumn *) column)->values);
}

void
pasar_locals_init (PasarLocals *self)
{
  self->keys = g_array_new (FALSE, FALSE, sizeof (PasarRowKey));
  self->columns = g_array_new (FALSE, FALSE, sizeof (PasarLocalColumn));
  g_array_set_clear_func (self->columns, clear_column);
}

void
pasar_locals_clear (PasarLocals *self)
{
  g_clear_pointer (&self->keys, g_array_unref);
  g_clear_pointer (&self->columns, g_array_unref);
  g_clear_pointer (&self->slots, g_free);
  g_clear_pointer (&self->by_row, g_free);
}

static const PasarRowKey *
get_key (const PasarLocals *self, guint entry)
{
  return &g_array_index (self->keys, PasarRowKey, entry);
}

/* Where the entry of the key is, or would be. */
static guint32 *
find_slot (const PasarLocals *self, PasarRowKey key)
{
  guint i = pasar_row_key_hash (&key) & self->mask;

  while (self->slots[i] != 0 && !pasar_row_key_equal (get_key (self, self->slots[i] - 1), &key))
    i = (i + 1) & self->mask;
  return &self->slots[i];
}

/* Room for so many entries, so that at most half of the slots are taken. */
static void
make_room (PasarLocals *self, guint n_entries)
{
  guint n = MAX (self->mask + 1, MIN_SLOTS);

  if (self->slots != NULL && n_entries <= n / 2)
    return;
  while (n_entries > n / 2)
    n *= 2;
  g_free (self->slots);
  self->slots = g_new0 (guint32, n);
  self->mask = n - 1;
  for (guint entry = 0; entry < self->keys->len; entry++)
    *find_slot (self, *get_key (self, entry)) = entry + 1;
}

static const PasarLocalColumn *
find_column (const PasarLocals *self, PasarField field)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const PasarLocalColumn *column = &g_array_index (self->columns, PasarLocalColumn, i);

      if (column->field == field)
        return column;
    }
  return NULL;
}

static GArray *
add_values (PasarLocals *self, PasarField field)
{
  const PasarLocalColumn column = { field, g_array_new (FALSE, FALSE, sizeof (gint64)) };

  g_array_append_val (self->columns, column);
  return column.values;
}

/* PASAR_NO_ENTRY for none. */
guint
pasar_locals_find (const PasarLocals *self, PasarRowKey key)
{
  const guint32 place = self->slots != NULL ? *find_slot (self, key) : 0;

  return place > 0 ? place - 1 : PASAR_NO_ENTRY;
}

/* PASAR_NO_VALUE for none. */
gint64
pasar_locals_get (const PasarLocals *self, PasarRowKey key, PasarField field)
{
  const PasarLocalColumn *column = find_column (self, field);

  return column != NULL ? pasar_local_column_get (column, pasar_locals_find (self, key))
                        : PASAR_NO_VALUE;
}

/* Before so many rows are set as @first says: what grows step by step is moved each time. */
void
pasar_locals_make_room (PasarLocals *self, const PasarEdit *first, guint n_rows)
{
  if (!pasar_field_is_local (first->field) || first->to == PASAR_NO_VALUE)
    return;
  make_room (self, n_rows);
  if (self->keys->len == 0)
    pasar_array_reserve (self->keys, n_rows);
  if (find_column (self, first->field) == NULL)
    pasar_array_reserve (add_values (self, first->field), n_rows);
}

/* PASAR_NO_VALUE: none any more. */
void
pasar_locals_set (PasarLocals *self, PasarRowKey key, PasarField field, gint64 value)
{
  static const gint64 none = PASAR_NO_VALUE;
  const PasarLocalColumn *column = find_column (self, field);
  GArray *values;
  guint32 *slot;

  if (column == NULL && value == PASAR_NO_VALUE)
    return;
  values = column != NULL ? column->values : add_values (self, field);
  make_room (self, self->keys->len + 1);
  slot = find_slot (self, key);
  if (*slot == 0)
    {
      g_array_append_val (self->keys, key);
      *slot = self->keys->len;
    }
  while (values->len < *slot)
    g_array_append_val (values, none);
  g_array_index (values, gint64, *slot - 1) = value;
}

gsize
pasar_locals_get_memory (const PasarLocals *self)
{
  gsize bytes = self->keys->len * sizeof (PasarRowKey);

  if (self->slots != NULL)
    bytes += (self->mask + 1) * sizeof (guint32);
  bytes += self->n_rows * sizeof (guint32);
  for (guint i = 0; i < self->columns->len; i++)
    bytes += g_array_index (self->columns, PasarLocalColumn, i).values->len * sizeof (gint64);
  return bytes;
}

static void
make_room_for_rows (PasarLocals *self, guint n_rows)
{
  if (n_rows <= self->n_rows)
    return;
  self->by_row = g_renew (guint32, self->by_row, n_rows);
  memset (self->by_row + self->n_rows, 0, (n_rows - self->n_rows) * sizeof *self->by_row);
  self->n_rows = n_rows;
}

/* The entry of a row, mostly without looking for its key: rows move seldom. */
static guint
find_entry (PasarCatalogue *self, guint row)
{
  PasarLocals *locals = &self->locals;
  const PasarRowKey key = { pasar_catalogue_item_of (self, row)->item_id,
                            self->rows.model_id[row] };
  guint entry;

  if (locals->keys->len == 0)
    return PASAR_NO_ENTRY;
  make_room_for_rows (locals, self->rows.n);
  entry = locals->by_row[row] - 1;
  if (entry < locals->keys->len && pasar_row_key_equal (get_key (locals, entry), &key))
    return entry;
  entry = pasar_locals_find (locals, key);
  locals->by_row[row] = entry + 1;
  return entry;
}

/* The value of a plain item or a model. */
gint64
pasar_local_get (PasarCatalogue *self, guint row, PasarField field)
{
  const PasarLocalColumn *column = find_column (&self->locals, field);

  return column != NULL ? pasar_local_column_get (column, find_entry (self, row)) : PASAR_NO_VALUE;
}

/* The text of a row; of a header that of its models, where all have the same. */
static const char *
read_text (PasarCatalogue *self, guint row, PasarField field)
{
  gint64 text = PASAR_NO_VALUE;
  gboolean is_first = TRUE;
  guint first;
  const guint n = pasar_catalogue_get_edited (self, row, &first);

  for (guint i = first; i < first + n; i++)
    {
      const gint64 value = pasar_local_get (self, i, field);

      if (i != row && (self->rows.flags[i] & PASAR_ROW_GONE) != 0)
        continue;
      if (!is_first && value != text)
        return "";
      text = value;
      is_first = FALSE;
    }
  return pasar_text_get (text);
}

/* Of a header 0 to 1 where only some of its models have yes. */
static PasarColumnValue
read_yes_no (PasarCatalogue *self, guint row, PasarField field)
{
  PasarColumnValue value = { NULL, PASAR_NO_VALUE, PASAR_NO_VALUE };
  guint first;
  const guint n = pasar_catalogue_get_edited (self, row, &first);

  for (guint i = first; i < first + n; i++)
    {
      const gboolean is_yes = pasar_local_get (self, i, field) > 0;

      if (i != row && (self->rows.flags[i] & PASAR_ROW_GONE) != 0)
        continue;
      value.number = value.number != PASAR_NO_VALUE ? MIN (value.number, is_yes) : is_yes;
      value.number_max = MAX (value.number_max, is_yes);
    }
  return value;
}

/* Of a header from the lowest to the highest of its models, those that are gone left out; a text
 * where it is the same for all of these. */
PasarColumnValue
pasar_local_read (PasarCatalogue *self, guint row, PasarField field)
{
  PasarColumnValue value = { NULL, PASAR_NO_VALUE, PASAR_NO_VALUE };
  guint first;
  const guint n = pasar_catalogue_get_edited (self, row, &first);

  if (field == PASAR_FIELD_MARGIN)
    return pasar_margin_read (self, row);
  if (pasar_field_is_yes_no (field))
    return read_yes_no (self, row, field);
  if (pasar_field_is_text (field))
    {
      value.text = read_text (self, row, field);
      /* A header has no text of its own to go on from. */
      if (pasar_catalogue_is_editable (self, row))
        value.number = value.number_max = pasar_local_get (self, row, field);
      return value;
    }
  for (guint i = first; i < first + n; i++)
    {
      gint64 number;

      if (i != row && (self->rows.flags[i] & PASAR_ROW_GONE) != 0)
        continue;
      number = pasar_local_get (self, i, field);
      if (number == PASAR_NO_VALUE)
        continue;
      value.number = value.number != PASAR_NO_VALUE ? MIN (value.number, number) : number;
      value.number_max = MAX (value.number_max, number);
    }
  return value;
}
