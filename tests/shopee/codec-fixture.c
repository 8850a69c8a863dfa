/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "codec-fixture.h"

#include "fake-server.h"

#include <string.h>

gpointer
codec_decode (PasarDecodeFunc function,
              const char *text,
              const gint64 *ids,
              guint n_ids,
              GError **error)
{
  PasarDecodeContext context = { .price_digits = 2,
                                 .now = 1700000000,
                                 .ids = (gint64 *) ids,
                                 .n_ids = n_ids };
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  const gboolean is_of_rows =
      function == pasar_codec_read_items || function == pasar_codec_read_models;
  g_autoptr (PasarEnvelope) envelope =
      pasar_envelope_parse (bytes, is_of_rows ? &pasar_codec_row_members : NULL, error);

  return envelope != NULL ? function (envelope, &context, error) : NULL;
}

gpointer
codec_decode_fixture (PasarDecodeFunc function, const char *name, const gint64 *ids, guint n_ids)
{
  g_autofree char *text = fixture_text (name);
  g_autoptr (GError) error = NULL;
  gpointer value = codec_decode (function, text, ids, n_ids, &error);

  g_assert_no_error (error);
  g_assert_nonnull (value);
  return value;
}
