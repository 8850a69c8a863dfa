/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/catalogue.h"
#include "store/store.h"

/* A shop to measure with: items of five models, of which names, prices and stock differ. */

G_BEGIN_DECLS

#define BENCH_MODELS 5
/* What the settings call the shop. */
#define BENCH_SHOP_KEY "production||1|1"
/* Where the picture of an item is, by its number. */
#define BENCH_PICTURE "https://cf.shopee.sg/file/sg-11134201-7rdwx-%010u"

/* So many rows that can be edited. */
void bench_fill_catalogue (PasarCatalogue *catalogue, guint n_rows);
/* Writes all items of catalogue as the only shop of a store; its row id. Waits for it. */
gint64 bench_write_shop (PasarStore *store, PasarCatalogue *catalogue);
PasarStore *bench_open_store (const char *path);

G_END_DECLS
