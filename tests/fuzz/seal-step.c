/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "seal-step.h"

GBytes *
fuzz_seal_step (const guint8 *data, gsize length)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint64 sum = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (gsize i = 0; i < length; i++)
    sum = (sum ^ data[i]) * G_GUINT64_CONSTANT (0x100000001b3);
  sum = GUINT64_TO_LE (sum);
  g_byte_array_append (bytes, (const guint8 *) "PSL1", 4);
  g_byte_array_append (bytes, (const guint8 *) &sum, sizeof sum);
  if (length > 0)
    g_byte_array_append (bytes, data, (guint) length);
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}
