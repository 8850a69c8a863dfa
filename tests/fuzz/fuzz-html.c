/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/html.h"
#include "fuzz.h"
#include "read-table.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize length)
{
  GError *error = NULL;
  PasarTextTable *table = pasar_html_read ((const char *) data, length, &error);

  fuzz_check (table, error);
  return 0;
}
