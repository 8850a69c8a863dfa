/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/certainty.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PasarEncoding:
 * @PASAR_ENCODING_UNKNOWN: to be found, or of no text
 * @PASAR_ENCODING_UTF_8: Unicode
 * @PASAR_ENCODING_UTF_16LE: Unicode in two bytes, the lower one first
 * @PASAR_ENCODING_UTF_16BE: Unicode in two bytes, the higher one first
 * @PASAR_ENCODING_WINDOWS_1252: Western Europe and America
 * @PASAR_ENCODING_WINDOWS_1250: Poland and its neighbours
 * @PASAR_ENCODING_WINDOWS_1258: Vietnam
 * @PASAR_ENCODING_WINDOWS_874: Thailand; has all of TIS-620
 * @PASAR_ENCODING_GB18030: China; has all of GBK and GB 2312
 * @PASAR_ENCODING_BIG5: Taiwan and Hong Kong
 *
 * How a text is written as bytes, of those that sellers' files have.
 */
typedef enum
{
  PASAR_ENCODING_UNKNOWN,
  PASAR_ENCODING_UTF_8,
  PASAR_ENCODING_UTF_16LE,
  PASAR_ENCODING_UTF_16BE,
  PASAR_ENCODING_WINDOWS_1252,
  PASAR_ENCODING_WINDOWS_1250,
  PASAR_ENCODING_WINDOWS_1258,
  PASAR_ENCODING_WINDOWS_874,
  PASAR_ENCODING_GB18030,
  PASAR_ENCODING_BIG5,
} PasarEncoding;

/**
 * PASAR_N_ENCODINGS:
 *
 * How many [enum@Encoding] there are, for arrays with something for each.
 */
#define PASAR_N_ENCODINGS (PASAR_ENCODING_BIG5 + 1)

const char *pasar_encoding_get_name (PasarEncoding self);
PasarEncoding pasar_encoding_find (const char *bytes, gsize length, PasarCertainty *certainty);
char *pasar_encoding_decode (PasarEncoding self,
                             const char *bytes,
                             gsize length,
                             gsize *text_length,
                             guint *n_replaced,
                             GCancellable *cancellable,
                             GError **error);

G_END_DECLS
