/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/table.h"
#include "jobs-fixture.h"

/* Tables of what was submitted, read back. */

G_BEGIN_DECLS

/* Where a table is to be written; there is none. */
GFile *export_get_file (World *world);
/* Takes job; what it has written, which is then gone. */
PasarTextTable *export_read_back (PasarJob *job, GFile *file);
/* By the head of its column. */
const char *export_get_cell (const PasarTextTable *table, guint row, const char *title);
/* The stock of item 10 at two locations: 9 pieces in SG2, 11 in SGZ. */
void export_stage_split (World *world);

G_END_DECLS
