/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"
#include "read-table.h"
#include "workbook-fixture.h"

/* What is in a sheet, the strings and the styles of a workbook, parted by form feeds. They are
 * packed here, since a fuzzer would never come past the sums of a zip. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize length)
{
  g_autofree char *text = g_strndup ((const char *) data, length);
  g_auto (GStrv) parts = g_strsplit (text, "\f", 3);
  const char *strings = parts[0] != NULL ? parts[1] : NULL;
  g_autoptr (GBytes) bytes =
      fixture_xlsx (parts[0] != NULL ? parts[0] : "", strings, strings != NULL ? parts[2] : NULL);

  fuzz_read (bytes);
  return 0;
}
