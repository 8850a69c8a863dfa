/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shopee/codec-private.h"

#include <json-glib/json-glib.h>

/* Answers of the server, as the codec reads them for a shop with two decimals. */

G_BEGIN_DECLS

/* Answers with one item, and with what is said of it. */
#define ITEM(members)   "{\"error\":\"\",\"response\":{\"item_list\":[{\"item_id\":1," members "}]}}"
#define PRICE_OF(price) ITEM ("\"price_info\":[{\"original_price\":" price "}]")
#define STOCK_OF(stock) ITEM ("\"stock_info_v2\":{\"seller_stock\":[{\"stock\":" stock "}]}")

/* json-glib 1.10 has lost the value before anybody can read it; none is better than another. */
#define BEYOND_INT64(digits) (JSON_CHECK_VERSION (1, 10, 0) ? NULL : (digits))

/* The value that the function reads out of the answer; NULL with error set. */
gpointer codec_decode (PasarDecodeFunc function,
                       const char *text,
                       const gint64 *ids,
                       guint n_ids,
                       GError **error);
/* The same of a file in tests/data/shopee, which can be read. */
gpointer
codec_decode_fixture (PasarDecodeFunc function, const char *name, const gint64 *ids, guint n_ids);

G_END_DECLS
