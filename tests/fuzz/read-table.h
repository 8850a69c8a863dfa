/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/file.h"

G_BEGIN_DECLS

/* Ends the program unless there is a sound table or a reason, and frees either. */
void fuzz_check (PasarTextTable *table, GError *error);
/* Reads all sheets of a file. */
void fuzz_read (GBytes *bytes);

G_END_DECLS
