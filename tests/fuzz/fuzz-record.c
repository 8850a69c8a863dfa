/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue-fixture.h"
#include "fuzz.h"

#include <string.h>

#define N_VERSIONS 8

/* 'P', a version and its checksum before what is in an item: a fuzzer would never come past it. */
static GByteArray *
seal (const guint8 *data, gsize length, guint8 version)
{
  const guint8 header[] = { 'P', version, 0, 0, 0, 0 };
  GByteArray *bytes = g_byte_array_new ();
  guint32 sum = 2166136261U;

  if (version > 3)
    sum = (sum ^ version) * 16777619U;
  for (gsize i = 0; i < length; i++)
    sum = (sum ^ data[i]) * 16777619U;
  g_byte_array_append (bytes, header, sizeof header);
  for (guint i = 0; i < 4; i++)
    bytes->data[2 + i] = (guint8) (sum >> (8 * i));
  return length > 0 ? g_byte_array_append (bytes, data, (guint) length) : bytes;
}

static void
check_text (const char *text)
{
  g_assert_nonnull (text);
  g_assert_true (g_utf8_validate (text, -1, NULL));
}

/* What was read is packed to what is read as the same, and is taken by a catalogue. */
static void
check_item (const PasarUnpackedRecord *unpacked)
{
  const PasarItemRecord *item = &unpacked->record;
  g_autoptr (GBytes) packed = pasar_item_record_pack (item, unpacked->digits);
  PasarUnpackedRecord again = { 0 };
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 0);
  g_autoptr (PasarView) view = NULL;
  gsize size;
  const guint8 *data = g_bytes_get_data (packed, &size);

  check_text (item->name);
  check_text (item->sku);
  g_assert_true (pasar_unpacked_record_read (&again, data, size));
  g_assert_cmpint (again.record.item_id, ==, item->item_id);
  g_assert_cmpstr (again.record.name, ==, item->name);
  g_assert_cmpuint (again.record.n_models, ==, item->n_models);
  for (guint i = 0; i < item->n_models; i++)
    {
      check_text (item->models[i].name);
      g_assert_cmpstr (again.record.models[i].name, ==, item->models[i].name);
      g_assert_cmpint (again.record.models[i].price, ==, item->models[i].price);
      g_assert_cmpuint (again.record.models[i].n_locations, ==, item->models[i].n_locations);
    }
  pasar_unpacked_record_clear (&again);
  pasar_catalogue_put_item (catalogue, item);
  view = pasar_view_new (catalogue);
  fixture_filter (view, PASAR_STATE_OUT_OF_STOCK, "a");
}

/* An item as the cache on the disk has it: its version, and what follows the checksum. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize length)
{
  PasarUnpackedRecord unpacked = { 0 };
  g_autoptr (GByteArray) bytes = NULL;

  if (length == 0)
    return 0;
  bytes = seal (data + 1, length - 1, data[0] % N_VERSIONS);
  if (pasar_unpacked_record_read (&unpacked, bytes->data, bytes->len))
    check_item (&unpacked);
  pasar_unpacked_record_clear (&unpacked);
  return 0;
}
