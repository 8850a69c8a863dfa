/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"
#include "read-table.h"
#include "workbook-fixture.h"

/* The body of a document, packed here, since a fuzzer would never come past the sums of a zip. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize length)
{
  g_autofree char *text = g_strndup ((const char *) data, length);
  g_autoptr (GBytes) bytes = fixture_ods (NULL, text);

  fuzz_read (bytes);
  return 0;
}
