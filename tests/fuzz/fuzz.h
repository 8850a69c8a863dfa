/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/file.h"

G_BEGIN_DECLS

/* What a fuzzer calls with one input after the other; each target has its own. */
int LLVMFuzzerTestOneInput (const guint8 *data, gsize length);

/* Ends the program unless there is a sound table or a reason, and frees either. */
void fuzz_check (PasarTextTable *table, GError *error);
/* Reads all sheets of a file. */
void fuzz_read (GBytes *bytes);

G_END_DECLS
