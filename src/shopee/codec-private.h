/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shopee/codec.h"

G_BEGIN_DECLS

JsonObject *pasar_codec_get_response (PasarReader *reader, const PasarEnvelope *envelope);
void pasar_codec_read_strings (PasarReader *reader,
                               JsonObject *owner,
                               const char *name,
                               GPtrArray *strings);

G_END_DECLS
