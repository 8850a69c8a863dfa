/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shop.h"

static void
result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static void
put_item (PasarCatalogue *catalogue, guint i)
{
  PasarModelRecord models[BENCH_MODELS] = { 0 };
  PasarLocationStock stocks[BENCH_MODELS];
  char variations[BENCH_MODELS][32];
  char skus[BENCH_MODELS][32];
  char name[64];
  char picture[64];
  PasarItemRecord record = { 0 };

  for (guint m = 0; m < BENCH_MODELS; m++)
    {
      const guint number = i * BENCH_MODELS + m;

      g_snprintf (variations[m], sizeof variations[m], "white, size %u", m);
      g_snprintf (skus[m], sizeof skus[m], "LS-%u-%u", i, m);
      stocks[m] = (PasarLocationStock){ "", number % 50 };
      models[m] = (PasarModelRecord){ .model_id = 1000000 + number,
                                      .name = variations[m],
                                      .sku = skus[m],
                                      .price = 500 + (i * 7919) % 90000,
                                      .current_price = 500 + (i * 7919) % 90000,
                                      .locations = &stocks[m],
                                      .n_locations = 1 };
    }
  g_snprintf (name, sizeof name, "Linen shirt number %u", i);
  g_snprintf (picture, sizeof picture, BENCH_PICTURE, 1 + i);
  record = (PasarItemRecord){ .item_id = 1 + i,
                              .position = 1 + i,
                              .name = name,
                              .sku = "LS",
                              .picture = picture,
                              .status = PASAR_STATUS_NORMAL,
                              .category_id = 100,
                              .has_model = TRUE,
                              .wholesale_price = PASAR_NO_VALUE,
                              .models = models,
                              .n_models = BENCH_MODELS };
  pasar_catalogue_put_item (catalogue, &record);
}

void
bench_fill_catalogue (PasarCatalogue *catalogue, guint n_rows)
{
  pasar_catalogue_freeze (catalogue);
  for (guint i = 0; i < n_rows / BENCH_MODELS; i++)
    put_item (catalogue, i);
  pasar_catalogue_thaw (catalogue);
}

PasarStore *
bench_open_store (const char *path)
{
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GError) error = NULL;
  PasarStore *store;

  pasar_store_open_async (path, NULL, result_cb, &opened);
  store = pasar_store_open_finish (wait_for (&opened), &error);
  g_assert_no_error (error);
  return store;
}

gint64
bench_write_shop (PasarStore *store, PasarCatalogue *catalogue)
{
  g_autoptr (PasarShop) shop = pasar_shop_new ();
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GAsyncResult) saved = NULL;
  g_autoptr (GAsyncResult) put = NULL;
  g_autoptr (GError) error = NULL;

  shop->host_id = g_strdup ("production");
  shop->name = g_strdup ("Bench");
  shop->region = g_strdup ("SG");
  shop->currency = g_strdup ("SGD");
  shop->partner_id = 1;
  shop->shop_id = 1;
  shop->refreshed_at_secs = g_get_real_time () / G_USEC_PER_SEC;
  pasar_store_save_shop_async (store, shop, NULL, result_cb, &saved);
  shop->id = pasar_store_finish_number (store, wait_for (&saved), &error);
  g_assert_no_error (error);

  for (gint64 id = 1; id <= pasar_catalogue_get_n_items (catalogue); id++)
    {
      g_array_append_val (ids, id);
      g_ptr_array_add (items, pasar_catalogue_pack_item (catalogue, id));
    }
  pasar_store_put_items_async (store,
                               shop->id,
                               (const gint64 *) (gpointer) ids->data,
                               (GBytes *const *) items->pdata,
                               items->len,
                               NULL,
                               0,
                               NULL,
                               NULL,
                               result_cb,
                               &put);
  pasar_store_finish (store, wait_for (&put), &error);
  g_assert_no_error (error);
  return shop->id;
}
