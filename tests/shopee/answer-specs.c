/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "answer-specs.h"

#include "shopee/types-private.h"

static void
free_array (gpointer array)
{
  g_ptr_array_unref (array);
}

const PasarCallSpec answer_specs[ANSWER_N_SPECS] = {
  { "", 0, 1, NULL, pasar_codec_read_authorisation, (GDestroyNotify) pasar_authorisation_free },
  { "", 0, 1, NULL, pasar_codec_read_tokens, (GDestroyNotify) pasar_tokens_free },
  { "", 0, 1, NULL, pasar_codec_read_shop_info, (GDestroyNotify) pasar_shop_info_free },
  { "", 0, 1, NULL, pasar_codec_read_item_page, (GDestroyNotify) pasar_item_page_free },
  { "", 0, 1, NULL, pasar_codec_read_item_limit, g_free },
  { "", 0, 1, NULL, pasar_codec_read_holiday_mode, g_free },
  { "", 0, 1, NULL, pasar_codec_read_promotions, free_array },
  { "", 0, 1, NULL, pasar_codec_read_boosted, free_array },
  { "", 0, 1, &pasar_codec_row_members, pasar_codec_read_items, free_array },
  { "", 0, 1, NULL, pasar_codec_read_items_in_full, free_array },
  { "",
    0,
    1,
    &pasar_codec_row_members,
    pasar_codec_read_models,
    (GDestroyNotify) pasar_model_list_free },
  { "", 0, 1, NULL, pasar_codec_read_models_in_full, (GDestroyNotify) pasar_model_list_free },
  { "",
    PASAR_REQUEST_READS_ERRORS,
    1,
    NULL,
    pasar_codec_read_price_result,
    (GDestroyNotify) pasar_write_result_free },
  { "",
    PASAR_REQUEST_READS_ERRORS,
    1,
    NULL,
    pasar_codec_read_stock_result,
    (GDestroyNotify) pasar_write_result_free },
  { "",
    PASAR_REQUEST_READS_ERRORS,
    1,
    NULL,
    pasar_codec_read_boost_result,
    (GDestroyNotify) pasar_write_result_free },
};
