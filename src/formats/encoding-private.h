/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/encoding.h"

G_BEGIN_DECLS

/* How well a sample can be of an encoding that has no mark: a number for each of its bytes beyond
 * ASCII; below 0 it is nonsense, about 2 where every character is a usual one. */
double pasar_encoding_score (PasarEncoding self, const char *bytes, gsize length, guint n_high);

/* The text that bytes are, as valid UTF-8 without a byte order mark and NUL-terminated; of UTF-16
 * where they begin with its mark. */
char *pasar_text_decode (const char *bytes, gsize length, gsize *text_length, GError **error);

/* Says that it is no text, and returns FALSE. */
gboolean pasar_set_not_text (GError **error);

G_END_DECLS
