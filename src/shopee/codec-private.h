/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shopee/codec.h"

G_BEGIN_DECLS

/**
 * PasarReadElement:
 * @reader: a reader
 * @object: an element
 * @data: data of the caller
 *
 * Called for each object of an array.
 */
typedef void (*PasarReadElement) (PasarReader *reader, JsonObject *object, gpointer data);

void pasar_codec_read_each (PasarReader *reader,
                            JsonObject *owner,
                            const char *name,
                            PasarReadElement read,
                            gpointer data);
JsonObject *pasar_codec_get_price_info (PasarReader *reader, JsonObject *owner);
void pasar_codec_read_item_details (JsonObject *object, guint price_digits, PasarItemInfo *item);
void pasar_codec_read_model_details (JsonObject *object, guint price_digits, PasarModelInfo *model);
JsonObject *pasar_codec_get_response (PasarReader *reader, const PasarEnvelope *envelope);
void pasar_codec_read_strings (PasarReader *reader,
                               JsonObject *owner,
                               const char *name,
                               GPtrArray *strings);

G_END_DECLS
