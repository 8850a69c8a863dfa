/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/table/record.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The packed form: 'P', the version, 4 bytes of checksum (little endian) over version and rest;
 * then numbers of 7 bits a byte (signed ones zigzag) and strings as length, bytes, NUL, in the
 * order of the structs. */
#define MAGIC       'P'
#define VERSION     6
#define NO_LOCKS    5 /* the versions before, which are read as well */
#define NO_BARCODES 4
#define NO_PICTURES 3
#define HEADER_SIZE 6
/* A model takes at least these many bytes, so that a damaged count cannot ask for all memory. */
#define MIN_MODEL_SIZE    11 /* without a barcode */
#define MIN_LOCATION_SIZE 3

#define FLAG_HAS_MODEL (1 << 0)
#define FLAG_IS_KIT    (1 << 1)
#define FLAG_IS_GONE   (1 << 2)
#define FLAG_IS_FBS    (1 << 3)

#define MODEL_FLAG_UNAVAILABLE (1 << 0)
#define MODEL_FLAG_GONE        (1 << 1)
#define MODEL_PROMOTION_SHIFT  2
#define MODEL_FLAG_LOCK        (1 << 4)

static const struct
{
  const char *wire;
  const char *label;
} statuses[] = {
  [PASAR_STATUS_NORMAL] = { "NORMAL", N_ ("Live") },
  [PASAR_STATUS_UNLIST] = { "UNLIST", N_ ("Not listed") },
  [PASAR_STATUS_REVIEWING] = { "REVIEWING", N_ ("In review") },
  [PASAR_STATUS_BANNED] = { "BANNED", N_ ("Banned") },
  [PASAR_STATUS_SELLER_DELETE] = { "SELLER_DELETE", N_ ("Deleted by you") },
  [PASAR_STATUS_SHOPEE_DELETE] = { "SHOPEE_DELETE", N_ ("Deleted by Shopee") },
  [PASAR_STATUS_DELETED] = { "DELETED", N_ ("Deleted") },
  [PASAR_STATUS_UNKNOWN] = { "", N_ ("Unknown") },
};

/**
 * pasar_status_from_wire:
 * @text: (nullable): item_status as get_item_base_info names it
 *
 * Reads an item's status; the seed's four values and the newer ones.
 *
 * Returns: the status; %PASAR_STATUS_UNKNOWN for any other text
 */
PasarStatus
pasar_status_from_wire (const char *text)
{
  for (guint i = 0; text != NULL && i < PASAR_STATUS_UNKNOWN; i++)
    {
      if (strcmp (statuses[i].wire, text) == 0)
        return (PasarStatus) i;
    }

  return PASAR_STATUS_UNKNOWN;
}

/**
 * pasar_status_to_label:
 * @status: a status
 *
 * Says a status for a column or a filter, e.g. "Live".
 *
 * Returns: (transfer none): one or two translated words
 */
const char *
pasar_status_to_label (PasarStatus status)
{
  return _ (statuses[MIN ((guint) status, (guint) PASAR_STATUS_UNKNOWN)].label);
}

/* FNV-1a. One changed byte always changes it. That of the oldest version is over the rest alone. */
static guint32
checksum (guint8 version, const guint8 *data, gsize size)
{
  guint32 hash = 2166136261U;

  if (version > NO_PICTURES)
    hash = (hash ^ version) * 16777619U;
  for (gsize i = 0; i < size; i++)
    hash = (hash ^ data[i]) * 16777619U;
  return hash;
}

static void
put_count (GByteArray *bytes, guint64 value)
{
  guint8 buffer[10];
  guint n = 0;

  do
    {
      buffer[n++] = (guint8) ((value & 0x7f) | (value > 0x7f ? 0x80 : 0));
      value >>= 7;
    }
  while (value > 0);
  g_byte_array_append (bytes, buffer, n);
}

static void
put_number (GByteArray *bytes, gint64 value)
{
  put_count (bytes, ((guint64) value << 1) ^ (value < 0 ? G_MAXUINT64 : 0));
}

static void
put_string (GByteArray *bytes, const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;

  put_count (bytes, length);
  g_byte_array_append (bytes, (const guint8 *) (text != NULL ? text : ""), (guint) length + 1);
}

static gboolean
has_lock (const PasarModelRecord *model)
{
  return model->lock.until != 0 || model->lock.stock_until != 0
         || (model->lock.kind != NULL && *model->lock.kind != '\0');
}

static void
put_model (GByteArray *bytes, const PasarModelRecord *model)
{
  put_number (bytes, model->model_id);
  put_string (bytes, model->name);
  put_string (bytes, model->sku);
  put_string (bytes, model->barcode);
  put_number (bytes, model->price);
  put_number (bytes, model->current_price);
  put_number (bytes, model->reserved_stock);
  put_number (bytes, model->shopee_stock);
  put_count (bytes,
             (model->unavailable ? MODEL_FLAG_UNAVAILABLE : 0)
                 | (model->is_gone ? MODEL_FLAG_GONE : 0)
                 | ((guint) model->promotion << MODEL_PROMOTION_SHIFT)
                 | (has_lock (model) ? MODEL_FLAG_LOCK : 0));
  if (has_lock (model))
    {
      put_string (bytes, model->lock.kind);
      put_number (bytes, model->lock.until);
      put_number (bytes, model->lock.stock_until);
    }
  put_count (bytes, model->n_locations);
  for (guint i = 0; i < model->n_locations; i++)
    {
      put_string (bytes, model->locations[i].location_id);
      put_number (bytes, model->locations[i].stock);
    }
}

/**
 * pasar_item_record_pack:
 * @record: an item with its models
 * @digits: decimals of the prices
 *
 * Writes an item in a form of its own for the cache on disk: compact, and the same on every
 * machine.
 *
 * Returns: (transfer full): the record as bytes for the cache
 */
GBytes *
pasar_item_record_pack (const PasarItemRecord *record, guint digits)
{
  static const guint8 header[HEADER_SIZE] = { MAGIC, VERSION };
  GByteArray *bytes;
  guint32 sum;

  g_return_val_if_fail (record != NULL, NULL);

  bytes = g_byte_array_sized_new (128 + 64 * record->n_models);
  g_byte_array_append (bytes, header, sizeof header);
  put_count (bytes, digits);
  put_number (bytes, record->item_id);
  put_string (bytes, record->name);
  put_string (bytes, record->sku);
  put_string (bytes, record->barcode);
  put_string (bytes, record->picture);
  put_count (bytes, record->status);
  put_number (bytes, record->category_id);
  put_number (bytes, record->update_time);
  put_count (bytes,
             (record->has_model ? FLAG_HAS_MODEL : 0) | (record->is_kit ? FLAG_IS_KIT : 0)
                 | (record->is_gone ? FLAG_IS_GONE : 0)
                 | (record->is_fulfilled_by_shopee ? FLAG_IS_FBS : 0));
  put_count (bytes, record->position);
  put_number (bytes, record->wholesale_price);
  put_number (bytes, record->cheapest_wholesale);
  put_count (bytes, record->n_models);
  for (guint i = 0; i < record->n_models; i++)
    put_model (bytes, &record->models[i]);

  sum = checksum (VERSION, bytes->data + HEADER_SIZE, bytes->len - HEADER_SIZE);
  for (guint i = 0; i < 4; i++)
    bytes->data[2 + i] = (guint8) (sum >> (8 * i));
  return g_byte_array_free_to_bytes (bytes);
}

typedef struct
{
  const guint8 *p;
  const guint8 *end;
  guint version;
  gboolean damaged;
} Reader;

static guint64
read_count (Reader *reader)
{
  guint64 value = 0;

  /* Most are. */
  if (reader->p < reader->end && *reader->p < 0x80)
    return *reader->p++;
  for (guint shift = 0; shift < 64; shift += 7)
    {
      guint8 byte;

      if (reader->p == reader->end)
        break;
      byte = *reader->p++;
      value |= (guint64) (byte & 0x7f) << shift;
      if ((byte & 0x80) == 0)
        return value;
    }

  reader->damaged = TRUE;
  return 0;
}

static gint64
read_number (Reader *reader)
{
  guint64 value = read_count (reader);

  return (gint64) ((value >> 1) ^ ((value & 1) != 0 ? G_MAXUINT64 : 0));
}

/* Goes through short texts in some instructions. */
static gboolean
is_ascii (const char *text, gsize length)
{
  gboolean is_plain = TRUE;

  for (gsize i = 0; i < length; i++)
    is_plain &= (guint8) (text[i] - 1) < 0x7f;
  return is_plain;
}

static const char *
read_string (Reader *reader)
{
  guint64 length = read_count (reader);
  const char *text = (const char *) reader->p;

  if (reader->damaged || length >= (guint64) (reader->end - reader->p) || text[length] != '\0'
      || (!is_ascii (text, (gsize) length) && !g_utf8_validate_len (text, (gsize) length, NULL)))
    {
      reader->damaged = TRUE;
      return "";
    }

  reader->p += length + 1;
  return text;
}

/* How many of something that takes at least min_size bytes; 0 when damaged. */
static guint
read_n (Reader *reader, gsize min_size)
{
  guint64 n = read_count (reader);

  if (n > (guint64) (reader->end - reader->p) / min_size)
    {
      reader->damaged = TRUE;
      return 0;
    }

  return (guint) n;
}

static void
read_model (Reader *reader, PasarModelRecord *model, GArray *locations)
{
  guint64 flags;

  model->model_id = read_number (reader);
  model->name = read_string (reader);
  model->sku = read_string (reader);
  model->barcode = reader->version > NO_BARCODES ? read_string (reader) : "";
  model->price = read_number (reader);
  model->current_price = read_number (reader);
  model->reserved_stock = read_number (reader);
  model->shopee_stock = read_number (reader);
  flags = read_count (reader);
  model->unavailable = (flags & MODEL_FLAG_UNAVAILABLE) != 0;
  model->is_gone = (flags & MODEL_FLAG_GONE) != 0;
  model->promotion =
      (PasarPromotionState) MIN ((flags >> MODEL_PROMOTION_SHIFT) & 3, PASAR_PROMOTION_ONGOING);
  model->lock = (PasarPromotionLock){ "", 0, 0 };
  if ((flags & MODEL_FLAG_LOCK) != 0)
    {
      model->lock.kind = read_string (reader);
      model->lock.until = read_number (reader);
      model->lock.stock_until = read_number (reader);
    }
  model->n_locations = read_n (reader, MIN_LOCATION_SIZE);
  for (guint i = 0; i < model->n_locations && !reader->damaged; i++)
    {
      PasarLocationStock location;

      location.location_id = read_string (reader);
      location.stock = read_number (reader);
      g_array_append_val (locations, location);
    }
}

static void
read_item (Reader *reader, PasarItemRecord *record)
{
  guint64 status;
  guint64 flags;
  guint64 position;

  record->item_id = read_number (reader);
  record->name = read_string (reader);
  record->sku = read_string (reader);
  record->barcode = reader->version > NO_BARCODES ? read_string (reader) : "";
  record->picture = reader->version > NO_PICTURES ? read_string (reader) : "";
  status = read_count (reader);
  record->status = (PasarStatus) MIN (status, PASAR_STATUS_UNKNOWN);
  record->category_id = read_number (reader);
  record->update_time = read_number (reader);
  flags = read_count (reader);
  record->has_model = (flags & FLAG_HAS_MODEL) != 0;
  record->is_kit = (flags & FLAG_IS_KIT) != 0;
  record->is_gone = (flags & FLAG_IS_GONE) != 0;
  record->is_fulfilled_by_shopee = (flags & FLAG_IS_FBS) != 0;
  position = read_count (reader);
  record->position = (guint32) MIN (position, G_MAXUINT32);
  record->wholesale_price = read_number (reader);
  record->cheapest_wholesale = reader->version > NO_LOCKS ? read_number (reader) : 0;
  record->n_models = read_n (reader, MIN_MODEL_SIZE);
}

static gboolean
check_header (const guint8 *data, gsize size)
{
  guint32 sum = 0;

  if (size < HEADER_SIZE || data[0] != MAGIC || data[1] < NO_PICTURES || data[1] > VERSION)
    return FALSE;
  for (guint i = 0; i < 4; i++)
    sum |= (guint32) data[2 + i] << (8 * i);
  return sum == checksum (data[1], data + HEADER_SIZE, size - HEADER_SIZE);
}

/**
 * pasar_unpacked_record_read:
 * @self: filled with what was read; all zero before its first use
 * @data: (array length=size): what pasar_item_record_pack() made
 * @size: bytes of @data
 *
 * Reads a packed item. The strings in @self point into @data. Can be called again and again on the
 * same
 * @self; what it held before is gone then.
 *
 * Returns: %FALSE when @data is damaged, cut off or of another version
 */
gboolean
pasar_unpacked_record_read (PasarUnpackedRecord *self, const guint8 *data, gsize size)
{
  Reader reader = { .damaged = FALSE };
  guint first_location = 0;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->models == NULL)
    {
      self->models = g_array_new (FALSE, TRUE, sizeof (PasarModelRecord));
      self->locations = g_array_new (FALSE, FALSE, sizeof (PasarLocationStock));
    }
  memset (&self->record, 0, sizeof self->record);
  self->digits = 0;
  g_array_set_size (self->models, 0);
  g_array_set_size (self->locations, 0);

  if (data == NULL || !check_header (data, size))
    return FALSE;

  reader.p = data + HEADER_SIZE;
  reader.end = data + size;
  reader.version = data[1];
  self->digits = (guint) read_count (&reader);
  read_item (&reader, &self->record);
  if (!reader.damaged)
    g_array_set_size (self->models, self->record.n_models);
  for (guint i = 0; i < self->models->len && !reader.damaged; i++)
    read_model (&reader, &g_array_index (self->models, PasarModelRecord, i), self->locations);
  if (reader.damaged || reader.p != reader.end)
    {
      memset (&self->record, 0, sizeof self->record);
      return FALSE;
    }

  /* Only now do the locations stay where they are. */
  for (guint i = 0; i < self->models->len; i++)
    {
      PasarModelRecord *model = &g_array_index (self->models, PasarModelRecord, i);

      model->locations = model->n_locations > 0
                             ? &g_array_index (self->locations, PasarLocationStock, first_location)
                             : NULL;
      first_location += model->n_locations;
    }
  self->record.models = (const PasarModelRecord *) (gpointer) self->models->data;
  return TRUE;
}

/**
 * pasar_unpacked_record_clear:
 * @self: a record
 *
 * Frees what @self holds, but not @self.
 */
void
pasar_unpacked_record_clear (PasarUnpackedRecord *self)
{
  g_clear_pointer (&self->models, g_array_unref);
  g_clear_pointer (&self->locations, g_array_unref);
  memset (&self->record, 0, sizeof self->record);
}
