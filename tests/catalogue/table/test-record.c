/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/table/record.h"

#include <string.h>

static const PasarLocationStock locations[] = { { "SGZ", 5 },
                                                { "SG2", 0 },
                                                { "", PASAR_VALUE_MAX } };

static const PasarModelRecord models[] = {
  { .model_id = 100001,
    .name = "White, S",
    .sku = "LS-W-S",
    .barcode = "2000000010014",
    .price = 990,
    .current_price = 890,
    .reserved_stock = 3,
    .shopee_stock = 7,
    .locations = locations,
    .n_locations = 2,
    .promotion = PASAR_PROMOTION_ONGOING,
    .lock = { "Flash Sale", 1800000000, G_MAXINT64 } },
  { .model_id = G_MAXINT64,
    .name = "ขาว, ม",
    .sku = "",
    .barcode = "",
    .price = PASAR_NO_VALUE,
    .current_price = PASAR_NO_VALUE,
    .reserved_stock = PASAR_NO_VALUE,
    .shopee_stock = PASAR_NO_VALUE,
    .unavailable = TRUE,
    .is_gone = TRUE,
    .lock = { "", 1800000001, 0 } },
  { .model_id = -3,
    .name = "",
    .sku = "x",
    .barcode = "",
    .locations = locations + 2,
    .n_locations = 1,
    .promotion = PASAR_PROMOTION_UPCOMING,
    .lock = { "", 0, 0 } },
};

static const PasarItemRecord item = {
  .item_id = 25001398610,
  .name = "亚麻衬衫",
  .sku = "LS",
  .barcode = "00012345678905",
  .picture = "https://cf.shopee.sg/file/sg-11134201-22120",
  .status = PASAR_STATUS_UNLIST,
  .category_id = 100017,
  .update_time = 1699000001,
  .has_model = TRUE,
  .is_kit = TRUE,
  .is_gone = TRUE,
  .is_fulfilled_by_shopee = TRUE,
  .position = 70000,
  .wholesale_price = PASAR_NO_VALUE,
  .cheapest_wholesale = 780,
  .models = models,
  .n_models = G_N_ELEMENTS (models),
};

static void
assert_same_model (const PasarModelRecord *a, const PasarModelRecord *b)
{
  g_assert_cmpint (a->model_id, ==, b->model_id);
  g_assert_cmpstr (a->name, ==, b->name);
  g_assert_cmpstr (a->sku, ==, b->sku);
  g_assert_cmpstr (a->barcode, ==, b->barcode);
  g_assert_cmpint (a->price, ==, b->price);
  g_assert_cmpint (a->current_price, ==, b->current_price);
  g_assert_cmpint (a->reserved_stock, ==, b->reserved_stock);
  g_assert_cmpint (a->shopee_stock, ==, b->shopee_stock);
  g_assert_cmpint (a->unavailable, ==, b->unavailable);
  g_assert_cmpint (a->is_gone, ==, b->is_gone);
  g_assert_cmpint (a->promotion, ==, b->promotion);
  g_assert_cmpstr (a->lock.kind, ==, b->lock.kind);
  g_assert_cmpint (a->lock.until, ==, b->lock.until);
  g_assert_cmpint (a->lock.stock_until, ==, b->lock.stock_until);
  g_assert_cmpuint (a->n_locations, ==, b->n_locations);
  for (guint i = 0; i < a->n_locations; i++)
    {
      g_assert_cmpstr (a->locations[i].location_id, ==, b->locations[i].location_id);
      g_assert_cmpint (a->locations[i].stock, ==, b->locations[i].stock);
    }
}

static void
assert_same (const PasarItemRecord *a, const PasarItemRecord *b)
{
  g_assert_cmpint (a->item_id, ==, b->item_id);
  g_assert_cmpstr (a->name, ==, b->name);
  g_assert_cmpstr (a->sku, ==, b->sku);
  g_assert_cmpstr (a->barcode, ==, b->barcode);
  g_assert_cmpstr (a->picture, ==, b->picture);
  g_assert_cmpint (a->status, ==, b->status);
  g_assert_cmpint (a->category_id, ==, b->category_id);
  g_assert_cmpint (a->update_time, ==, b->update_time);
  g_assert_cmpint (a->has_model, ==, b->has_model);
  g_assert_cmpint (a->is_kit, ==, b->is_kit);
  g_assert_cmpint (a->is_gone, ==, b->is_gone);
  g_assert_cmpint (a->is_fulfilled_by_shopee, ==, b->is_fulfilled_by_shopee);
  g_assert_cmpuint (a->position, ==, b->position);
  g_assert_cmpint (a->wholesale_price, ==, b->wholesale_price);
  g_assert_cmpint (a->cheapest_wholesale, ==, b->cheapest_wholesale);
  g_assert_cmpuint (a->n_models, ==, b->n_models);
  for (guint i = 0; i < a->n_models; i++)
    assert_same_model (&a->models[i], &b->models[i]);
}

static void
test_round_trip (void)
{
  g_autoptr (GBytes) bytes = pasar_item_record_pack (&item, 2);
  PasarItemRecord empty = { .item_id = 1,
                            .name = "",
                            .sku = "",
                            .barcode = "",
                            .picture = "",
                            .wholesale_price = 5 };
  g_autoptr (GBytes) empty_bytes = pasar_item_record_pack (&empty, PASAR_DIGITS_UNKNOWN);
  PasarUnpackedRecord unpacked = { 0 };
  gsize size;
  const guint8 *data;

  for (guint i = 0; i < 3; i++)
    {
      data = g_bytes_get_data (bytes, &size);
      g_assert_true (pasar_unpacked_record_read (&unpacked, data, size));
      assert_same (&unpacked.record, &item);
      g_assert_cmpuint (unpacked.digits, ==, 2);
      data = g_bytes_get_data (empty_bytes, &size);
      g_assert_true (pasar_unpacked_record_read (&unpacked, data, size));
      assert_same (&unpacked.record, &empty);
      g_assert_cmpuint (unpacked.digits, ==, PASAR_DIGITS_UNKNOWN);
    }
  pasar_unpacked_record_clear (&unpacked);
}

static void
test_damaged (void)
{
  g_autoptr (GBytes) bytes = pasar_item_record_pack (&item, 2);
  PasarUnpackedRecord unpacked = { 0 };
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  for (gsize at = 0; at < size; at++)
    {
      g_autofree guint8 *cut = g_memdup2 (data, at);

      for (guint change = 1; change < 256; change += 2)
        {
          g_autofree guint8 *damaged = g_memdup2 (data, size);

          damaged[at] ^= (guint8) change;
          g_assert_false (pasar_unpacked_record_read (&unpacked, damaged, size));
        }
      g_assert_false (pasar_unpacked_record_read (&unpacked, cut, at));
    }
  g_assert_false (pasar_unpacked_record_read (&unpacked, NULL, 0));
  g_assert_true (pasar_unpacked_record_read (&unpacked, data, size));
  pasar_unpacked_record_clear (&unpacked);
}

/* As above, but with the right checksum: the lengths and counts inside are looked at too. */
static void
test_hostile (void)
{
  g_autoptr (GBytes) bytes = pasar_item_record_pack (&item, 2);
  PasarUnpackedRecord unpacked = { 0 };
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  for (guint round = 0; round < 20000; round++)
    {
      g_autofree guint8 *damaged = g_memdup2 (data, size);
      gsize length = (gsize) g_test_rand_int_range (6, (int) size + 1);
      guint32 sum = (2166136261U ^ data[1]) * 16777619U;

      for (guint i = 0; i < 3; i++)
        damaged[g_test_rand_int_range (6, (int) size)] = (guint8) g_test_rand_int ();
      for (gsize i = 6; i < length; i++)
        sum = (sum ^ damaged[i]) * 16777619U;
      for (guint i = 0; i < 4; i++)
        damaged[2 + i] = (guint8) (sum >> (8 * i));
      if (pasar_unpacked_record_read (&unpacked, damaged, length))
        {
          g_assert_cmpuint (unpacked.record.n_models, ==, unpacked.models->len);
          g_assert_true (g_utf8_validate (unpacked.record.name, -1, NULL));
        }
    }
  pasar_unpacked_record_clear (&unpacked);
}

/* What versions that knew no locks, no barcodes, and no pictures, have left on
 * disk. */
static void
test_old_versions (void)
{
  static const char without_locks[] =
      "\x50\x05\x45\xbd\x90\xaf\x02\xa4\xc5\x98\xa3\xba\x01\x0c\xe4\xba\x9a\xe9\xba\xbb\xe8\xa1"
      "\xac\xe8\xa1\xab\x00\x02\x4c\x53\x00\x0e\x30\x30\x30\x31\x32\x33\x34\x35\x36\x37\x38\x39"
      "\x30\x35\x00\x2b\x68\x74\x74\x70\x73\x3a\x2f\x2f\x63\x66\x2e\x73\x68\x6f\x70\x65\x65\x2e"
      "\x73\x67\x2f\x66\x69\x6c\x65\x2f\x73\x67\x2d\x31\x31\x31\x33\x34\x32\x30\x31\x2d\x32\x32"
      "\x31\x32\x30\x00\x01\xe2\x9a\x0c\x82\xbb\xa5\xd4\x0c\x07\xf0\xa2\x04\xff\xff\xff\xff\xff"
      "\xff\xff\xff\xff\x01\x03\xc2\x9a\x0c\x08\x57\x68\x69\x74\x65\x2c\x20\x53\x00\x06\x4c\x53"
      "\x2d\x57\x2d\x53\x00\x0d\x32\x30\x30\x30\x30\x30\x30\x30\x31\x30\x30\x31\x34\x00\xbc\x0f"
      "\xf4\x0d\x06\x0e\x08\x02\x03\x53\x47\x5a\x00\x0a\x03\x53\x47\x32\x00\x00\xfe\xff\xff\xff"
      "\xff\xff\xff\xff\xff\x01\x0e\xe0\xb8\x82\xe0\xb8\xb2\xe0\xb8\xa7\x2c\x20\xe0\xb8\xa1\x00"
      "\x00\x00\x00\x00\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01\xff\xff\xff\xff\xff\xff\xff\xff"
      "\xff\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"
      "\x03\x00\x05\x00\x00\x01\x78\x00\x00\x00\x00\x00\x00\x00\x04\x01\x00\x00\xfe\xbf\xa8\xca"
      "\x9a\x3a";
  static const char without_barcodes[] =
      "\x50\x04\x0d\x21\x9e\x5e\x02\xa4\xc5\x98\xa3\xba\x01\x0c\xe4\xba\x9a\xe9\xba\xbb\xe8\xa1"
      "\xac\xe8\xa1\xab\x00\x02\x4c\x53\x00\x2b\x68\x74\x74\x70\x73\x3a\x2f\x2f\x63\x66\x2e\x73"
      "\x68\x6f\x70\x65\x65\x2e\x73\x67\x2f\x66\x69\x6c\x65\x2f\x73\x67\x2d\x31\x31\x31\x33\x34"
      "\x32\x30\x31\x2d\x32\x32\x31\x32\x30\x00\x01\xe2\x9a\x0c\x82\xbb\xa5\xd4\x0c\x07\xf0\xa2"
      "\x04\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01\x03\xc2\x9a\x0c\x08\x57\x68\x69\x74\x65\x2c"
      "\x20\x53\x00\x06\x4c\x53\x2d\x57\x2d\x53\x00\xbc\x0f\xf4\x0d\x06\x0e\x08\x02\x03\x53\x47"
      "\x5a\x00\x0a\x03\x53\x47\x32\x00\x00\xfe\xff\xff\xff\xff\xff\xff\xff\xff\x01\x0e\xe0\xb8"
      "\x82\xe0\xb8\xb2\xe0\xb8\xa7\x2c\x20\xe0\xb8\xa1\x00\x00\x00\xff\xff\xff\xff\xff\xff\xff"
      "\xff\xff\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff"
      "\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01\x03\x00\x05\x00\x00\x01\x78\x00\x00\x00\x00"
      "\x00\x04\x01\x00\x00\xfe\xbf\xa8\xca\x9a\x3a";
  static const char without_pictures[] =
      "\x50\x03\x30\x15\x88\xd5\x02\xa4\xc5\x98\xa3\xba\x01\x0c\xe4\xba\x9a\xe9\xba\xbb\xe8\xa1"
      "\xac\xe8\xa1\xab\x00\x02\x4c\x53\x00\x01\xe2\x9a\x0c\x82\xbb\xa5\xd4\x0c\x07\xf0\xa2\x04"
      "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01\x03\xc2\x9a\x0c\x08\x57\x68\x69\x74\x65\x2c\x20"
      "\x53\x00\x06\x4c\x53\x2d\x57\x2d\x53\x00\xbc\x0f\xf4\x0d\x06\x0e\x08\x02\x03\x53\x47\x5a"
      "\x00\x0a\x03\x53\x47\x32\x00\x00\xfe\xff\xff\xff\xff\xff\xff\xff\xff\x01\x0e\xe0\xb8\x82"
      "\xe0\xb8\xb2\xe0\xb8\xa7\x2c\x20\xe0\xb8\xa1\x00\x00\x00\xff\xff\xff\xff\xff\xff\xff\xff"
      "\xff\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"
      "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01\x03\x00\x05\x00\x00\x01\x78\x00\x00\x00\x00\x00"
      "\x04\x01\x00\x00\xfe\xbf\xa8\xca\x9a\x3a";
  static const struct
  {
    const char *packed;
    gsize size;
    const char *picture;
    gboolean has_barcodes;
  } cases[] = {
    { without_locks,
      sizeof without_locks - 1,
      "https://cf.shopee.sg/file/sg-11134201-22120",
      TRUE },
    { without_barcodes,
      sizeof without_barcodes - 1,
      "https://cf.shopee.sg/file/sg-11134201-22120",
      FALSE },
    { without_pictures, sizeof without_pictures - 1, "", FALSE },
  };
  PasarUnpackedRecord unpacked = { 0 };
  PasarModelRecord old_models[G_N_ELEMENTS (models)];
  PasarItemRecord old = item;

  old.cheapest_wholesale = 0;
  old.is_fulfilled_by_shopee = FALSE;
  old.models = old_models;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      for (guint k = 0; k < G_N_ELEMENTS (models); k++)
        {
          old_models[k] = models[k];
          old_models[k].lock = (PasarPromotionLock){ "", 0, 0 };
          old_models[k].barcode = cases[i].has_barcodes ? models[k].barcode : "";
        }
      old.barcode = cases[i].has_barcodes ? item.barcode : "";
      old.picture = cases[i].picture;
      g_assert_true (
          pasar_unpacked_record_read (&unpacked, (const guint8 *) cases[i].packed, cases[i].size));
      assert_same (&unpacked.record, &old);
      g_assert_cmpuint (unpacked.digits, ==, 2);
    }
  pasar_unpacked_record_clear (&unpacked);
}

static void
test_status (void)
{
  g_assert_cmpint (pasar_status_from_wire ("NORMAL"), ==, PASAR_STATUS_NORMAL);
  g_assert_cmpint (pasar_status_from_wire ("SHOPEE_DELETE"), ==, PASAR_STATUS_SHOPEE_DELETE);
  g_assert_cmpint (pasar_status_from_wire ("DELETED"), ==, PASAR_STATUS_DELETED);
  g_assert_cmpint (pasar_status_from_wire (""), ==, PASAR_STATUS_UNKNOWN);
  g_assert_cmpint (pasar_status_from_wire ("NEW_ONE"), ==, PASAR_STATUS_UNKNOWN);
  g_assert_cmpint (pasar_status_from_wire (NULL), ==, PASAR_STATUS_UNKNOWN);
  g_assert_cmpstr (pasar_status_to_label (PASAR_STATUS_UNLIST), ==, "Not listed");
  g_assert_cmpstr (pasar_status_to_label ((PasarStatus) 99), ==, "Unknown");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/record/round-trip", test_round_trip);
  g_test_add_func ("/record/damaged", test_damaged);
  g_test_add_func ("/record/hostile", test_hostile);
  g_test_add_func ("/record/old-versions", test_old_versions);
  g_test_add_func ("/record/status", test_status);

  return g_test_run ();
}
