/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/session/record-legacy-private.h"
#include "jobs/session/record-private.h"

#include <string.h>

/* "PSL1", 8 bytes of checksum over the rest (FNV-1a, little-endian); then numbers of 7 bits a byte
 * (signed ones zigzag) and strings as length, bytes, NUL: kind and step, which the row of the log
 * has, too, how many edits there are, and for each edit: item and model, as the difference to those
 * before; the column and whether there is a location; types; the values. A column or location is a
 * number, followed by its name where the number is new. */
#define MAGIC       "PSL1"
#define MAGIC_SIZE  4
#define HEADER_SIZE 12
/* All of an edit but its texts. */
#define MAX_EDIT_SIZE 96

#define TYPE_BITS   2
#define TYPE_MASK   3
#define HAS_REFUSAL (1 << (3 * TYPE_BITS))

static guint64
checksum (const guint8 *data, gsize size)
{
  guint64 sum = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (gsize i = 0; i < size; i++)
    sum = (sum ^ data[i]) * G_GUINT64_CONSTANT (0x100000001b3);
  return GUINT64_TO_LE (sum);
}

struct _PasarRecordWriter
{
  guint8 *data;
  gsize size;
  gsize capacity;
  guint kind;
  gint64 step;
  guint64 n_edits;
  PasarRowKey last;
  GPtrArray *columns;   /* (element-type utf8) (owned) */
  GPtrArray *locations; /* (element-type utf8) (owned) */
};

static void
make_room (PasarRecordWriter *self, gsize size)
{
  if (self->size + size <= self->capacity)
    return;
  self->capacity = MAX (self->size + size, self->capacity * 2);
  self->data = g_realloc (self->data, self->capacity);
}

static void
put_count (PasarRecordWriter *self, guint64 value)
{
  while (value >= 0x80)
    {
      self->data[self->size++] = (guint8) (value | 0x80);
      value >>= 7;
    }
  self->data[self->size++] = (guint8) value;
}

static void
put_number (PasarRecordWriter *self, gint64 value)
{
  put_count (self, ((guint64) value << 1) ^ (value < 0 ? G_MAXUINT64 : 0));
}

static void
put_string (PasarRecordWriter *self, const char *text)
{
  const gsize length = strlen (text);

  make_room (self, length + MAX_EDIT_SIZE);
  put_count (self, length);
  memcpy (self->data + self->size, text, length + 1);
  self->size += length + 1;
}

/* The number of a name, and whether it is a new one. */
static guint
find_name (GPtrArray *names, const char *name, gboolean *is_new)
{
  guint i = 0;

  while (i < names->len && strcmp (g_ptr_array_index (names, i), name) != 0)
    i++;
  *is_new = i == names->len;
  if (*is_new)
    g_ptr_array_add (names, g_strdup (name));
  return i;
}

static void
put_value (PasarRecordWriter *self, const PasarValue *value)
{
  if (value->type == PASAR_VALUE_NUMBER)
    put_number (self, value->number);
  else if (value->type == PASAR_VALUE_TEXT)
    put_string (self, value->text);
}

/**
 * pasar_record_writer_new:
 * @kind: a #PasarLogKind, or %PASAR_RECORD_CHECKPOINT
 * @step: the step that is undone or made again, else 0
 *
 * Returns: (transfer full): begins a record
 */
PasarRecordWriter *
pasar_record_writer_new (guint kind, gint64 step)
{
  PasarRecordWriter *self = g_new0 (PasarRecordWriter, 1);

  self->kind = kind;
  self->step = step;
  self->columns = g_ptr_array_new_with_free_func (g_free);
  self->locations = g_ptr_array_new_with_free_func (g_free);
  make_room (self, HEADER_SIZE + MAX_EDIT_SIZE);
  /* What stands before the edits is only known at the end. */
  self->size = HEADER_SIZE + MAX_EDIT_SIZE;
  return self;
}

/**
 * pasar_record_writer_add:
 * @self: a writer
 * @edit: an edit
 *
 * Adds the edit to the record; edits of neighbouring rows take the least room.
 */
void
pasar_record_writer_add (PasarRecordWriter *self, const PasarRecordEdit *edit)
{
  gboolean is_new_column = FALSE;
  gboolean is_new_location = FALSE;
  const guint column = find_name (self->columns, edit->column, &is_new_column);
  const guint location =
      edit->location != NULL ? find_name (self->locations, edit->location, &is_new_location) : 0;

  make_room (self, MAX_EDIT_SIZE);
  put_number (self, (gint64) ((guint64) edit->key.item_id - (guint64) self->last.item_id));
  put_number (self, (gint64) ((guint64) edit->key.model_id - (guint64) self->last.model_id));
  put_count (self, (column << 1) | (edit->location != NULL));
  if (is_new_column)
    put_string (self, edit->column);
  if (edit->location != NULL)
    put_count (self, location);
  if (is_new_location)
    put_string (self, edit->location);
  put_count (self,
             edit->from.type | (edit->to.type << TYPE_BITS) | (edit->base.type << (2 * TYPE_BITS))
                 | (edit->refusal != NULL ? HAS_REFUSAL : 0));
  put_value (self, &edit->from);
  put_value (self, &edit->to);
  put_value (self, &edit->base);
  if (edit->refusal != NULL)
    put_string (self, edit->refusal);
  self->last = edit->key;
  self->n_edits++;
}

/**
 * pasar_record_writer_free:
 * @self: (transfer full) (nullable): a writer
 *
 * Drops what was written.
 */
void
pasar_record_writer_free (PasarRecordWriter *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->locations);
  g_free (self->data);
  g_free (self);
}

/**
 * pasar_record_writer_end:
 * @self: (transfer full): a writer
 *
 * Returns: (transfer full): the bytes of the record, the same on every machine
 */
GBytes *
pasar_record_writer_end (PasarRecordWriter *self)
{
  const gsize edits_size = self->size - HEADER_SIZE - MAX_EDIT_SIZE;
  guint8 *data = self->data;
  GBytes *bytes;
  guint64 sum;

  self->size = HEADER_SIZE;
  put_count (self, self->kind);
  put_number (self, self->step);
  put_count (self, self->n_edits);
  memmove (data + self->size, data + HEADER_SIZE + MAX_EDIT_SIZE, edits_size);
  self->size += edits_size;
  memcpy (data, MAGIC, MAGIC_SIZE);
  sum = checksum (data + HEADER_SIZE, self->size - HEADER_SIZE);
  memcpy (data + MAGIC_SIZE, &sum, sizeof sum);
  bytes = g_bytes_new_take (g_realloc (data, self->size), self->size);
  self->data = NULL;
  pasar_record_writer_free (self);
  return bytes;
}

struct _PasarRecordReader
{
  GBytes *data; /* (owned) */
  const guint8 *p;
  const guint8 *end;
  gboolean is_damaged;
  guint64 n_left;
  PasarRowKey last;
  GPtrArray *columns;   /* (element-type utf8) (unowned) */
  GPtrArray *locations; /* (element-type utf8) (unowned) */
  GArray *legacy;       /* (nullable) (element-type PasarRecordEdit): of an earlier version */
  guint position;       /* in these */
};

static guint64
read_count (PasarRecordReader *self)
{
  guint64 value = 0;

  for (guint shift = 0; shift < 64 && self->p != self->end; shift += 7)
    {
      const guint8 byte = *self->p++;

      value |= (guint64) (byte & 0x7f) << shift;
      if ((byte & 0x80) == 0)
        return value;
    }
  self->is_damaged = TRUE;
  return 0;
}

static gint64
read_number (PasarRecordReader *self)
{
  const guint64 value = read_count (self);

  return (gint64) ((value >> 1) ^ ((value & 1) != 0 ? G_MAXUINT64 : 0));
}

static const char *
read_string (PasarRecordReader *self)
{
  const guint64 length = read_count (self);
  const char *text = (const char *) self->p;

  if (self->is_damaged || length >= (guint64) (self->end - self->p) || text[length] != '\0'
      || !g_utf8_validate_len (text, (gsize) length, NULL))
    {
      self->is_damaged = TRUE;
      return "";
    }
  self->p += length + 1;
  return text;
}

static const char *
read_name (PasarRecordReader *self, GPtrArray *names, guint64 number)
{
  if (number == names->len)
    g_ptr_array_add (names, (gpointer) read_string (self));
  if (number < names->len)
    return g_ptr_array_index (names, number);
  self->is_damaged = TRUE;
  return "";
}

static PasarValue
read_value (PasarRecordReader *self, guint64 type)
{
  PasarValue value = { .type = (PasarValueType) (type & TYPE_MASK) };

  if (value.type == PASAR_VALUE_NUMBER)
    value.number = read_number (self);
  else if (value.type == PASAR_VALUE_TEXT)
    value.text = read_string (self);
  else if (value.type != PASAR_VALUE_NONE)
    self->is_damaged = TRUE;
  return value;
}

/* Whether the bytes are those that were written, for this row of the log. */
static gboolean
read_header (PasarRecordReader *self, guint kind, gint64 step)
{
  guint64 sum;

  if (self->end - self->p < HEADER_SIZE || memcmp (self->p, MAGIC, MAGIC_SIZE) != 0)
    return FALSE;
  memcpy (&sum, self->p + MAGIC_SIZE, sizeof sum);
  self->p += HEADER_SIZE;
  if (sum != checksum (self->p, (gsize) (self->end - self->p)) || read_count (self) != kind
      || read_number (self) != step)
    return FALSE;
  self->n_left = read_count (self);
  return !self->is_damaged;
}

/**
 * pasar_record_reader_new:
 * @data: (nullable): what pasar_record_writer_end() gave, or what an earlier version had written
 * @kind: what the row of the log says it is
 * @step: what the row of the log says of it
 *
 * Returns: (transfer full) (nullable): reads the record; %NULL when it is damaged or missing
 */
PasarRecordReader *
pasar_record_reader_new (GBytes *data, guint kind, gint64 step)
{
  g_autoptr (PasarRecordReader) self = g_new0 (PasarRecordReader, 1);
  gsize size = 0;

  if (data == NULL || g_bytes_get_size (data) == 0)
    return NULL;
  self->data = g_bytes_ref (data);
  self->columns = g_ptr_array_new ();
  self->locations = g_ptr_array_new ();
  self->p = g_bytes_get_data (data, &size);
  self->end = self->p + size;
  if (read_header (self, kind, step))
    return g_steal_pointer (&self);
  self->legacy = pasar_record_decode_legacy (data, kind);
  return self->legacy != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * pasar_record_reader_free:
 * @self: (transfer full) (nullable): a reader
 *
 * Frees it.
 */
void
pasar_record_reader_free (PasarRecordReader *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->data, g_bytes_unref);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->locations, g_ptr_array_unref);
  g_clear_pointer (&self->legacy, g_array_unref);
  g_free (self);
}

/**
 * pasar_record_reader_next:
 * @self: a reader
 * @edit: (out caller-allocates): the next edit
 *
 * Returns: whether there was one
 */
gboolean
pasar_record_reader_next (PasarRecordReader *self, PasarRecordEdit *edit)
{
  guint64 where;
  guint64 types;

  if (self->legacy != NULL)
    {
      if (self->position == self->legacy->len)
        return FALSE;
      *edit = g_array_index (self->legacy, PasarRecordEdit, self->position++);
      return TRUE;
    }
  if (self->n_left == 0 || self->is_damaged)
    return FALSE;
  self->n_left--;
  self->last.item_id = (gint64) ((guint64) self->last.item_id + (guint64) read_number (self));
  self->last.model_id = (gint64) ((guint64) self->last.model_id + (guint64) read_number (self));
  edit->key = self->last;
  where = read_count (self);
  edit->column = read_name (self, self->columns, where >> 1);
  edit->location = (where & 1) != 0 ? read_name (self, self->locations, read_count (self)) : NULL;
  types = read_count (self);
  edit->from = read_value (self, types);
  edit->to = read_value (self, types >> TYPE_BITS);
  edit->base = read_value (self, types >> (2 * TYPE_BITS));
  edit->refusal = (types & HAS_REFUSAL) != 0 ? read_string (self) : NULL;
  return !self->is_damaged;
}

/**
 * pasar_record_reader_is_damaged:
 * @self: a reader that came to its end
 *
 * Returns: whether the end came too early
 */
gboolean
pasar_record_reader_is_damaged (const PasarRecordReader *self)
{
  return self->is_damaged;
}

/**
 * pasar_record_encode:
 * @kind: a #PasarLogKind
 * @step: the step that is undone or made again, else 0
 * @edits: (element-type PasarEdit): what was staged
 * @bases: (element-type gint64): what the shop had of each
 * @locations: (nullable) (array zero-terminated=1): the ids of the shop's locations in the order of
 *   their fields; %NULL: none
 *
 * Returns: (transfer full): the bytes of a record
 */
GBytes *
pasar_record_encode (guint kind,
                     gint64 step,
                     const GArray *edits,
                     const GArray *bases,
                     const char *const *locations)
{
  PasarRecordWriter *writer = pasar_record_writer_new (kind, step);

  for (guint i = 0; i < edits->len; i++)
    {
      const PasarEdit *edit = &g_array_index (edits, PasarEdit, i);
      PasarRecordEdit written = {
        .key = edit->key,
        .from = pasar_record_value_from_cell (edit->from, edit->field),
        .to = pasar_record_value_from_cell (edit->to, edit->field),
        .base = pasar_value_from_number (g_array_index (bases, gint64, i)),
      };

      pasar_record_edit_set_field (&written, edit->field, locations);
      pasar_record_writer_add (writer, &written);
    }
  return pasar_record_writer_end (writer);
}

/**
 * pasar_record_writer_add_staged:
 * @self: a writer of a checkpoint
 * @staged: (element-type PasarStagedValue): some of all that is staged
 * @locations: the ids of the shop's locations
 *
 * Adds them to the checkpoint.
 */
void
pasar_record_writer_add_staged (PasarRecordWriter *self,
                                const GArray *staged,
                                const char *const *locations)
{
  for (guint i = 0; i < staged->len; i++)
    {
      const PasarStagedValue *value = &g_array_index (staged, PasarStagedValue, i);
      PasarRecordEdit written = {
        .key = value->key,
        .to = pasar_record_value_from_cell (value->value, value->field),
        .base = pasar_value_from_number (value->base),
        .refusal = value->refusal,
      };

      pasar_record_edit_set_field (&written, value->field, locations);
      pasar_record_writer_add (self, &written);
    }
}

/**
 * pasar_record_decode:
 * @data: (nullable): the bytes of a record
 * @kind: what the row of the log says it is
 * @step: what the row of the log says of it
 * @locations: (nullable) (array zero-terminated=1): the ids of the shop's locations in the order of
 *   their fields; %NULL: none
 * @texts: (nullable): where to put texts; %NULL: they are left out
 *
 * Returns: (transfer full) (nullable) (element-type PasarEdit): its edits of columns and locations
 *   that are known here; %NULL when it is damaged
 */
GArray *
pasar_record_decode (GBytes *data,
                     guint kind,
                     gint64 step,
                     const char *const *locations,
                     PasarTexts *texts)
{
  g_autoptr (PasarRecordReader) reader = pasar_record_reader_new (data, kind, step);
  g_autoptr (GArray) edits = g_array_new (FALSE, FALSE, sizeof (PasarEdit));
  PasarRecordEdit read;

  if (reader == NULL)
    return NULL;
  while (pasar_record_reader_next (reader, &read))
    {
      PasarEdit edit = { .key = read.key };

      if (!pasar_record_edit_get_field (&read, locations, &edit.field))
        continue;
      edit.from = pasar_record_value_to_cell (read.from, edit.field, texts);
      edit.to = pasar_record_value_to_cell (read.to, edit.field, texts);
      g_array_append_val (edits, edit);
    }
  return reader->is_damaged ? NULL : g_steal_pointer (&edits);
}
