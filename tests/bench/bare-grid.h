/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/compat.h"
#include "grid-rows.h"

/* The least that a widget does which draws the visible rows of an array itself: eight columns,
 * texts kept for the rows seen last, nothing else. The yardstick of PasarGrid. */

G_BEGIN_DECLS

#define BARE_TYPE_GRID (bare_grid_get_type ())
G_DECLARE_FINAL_TYPE (BareGrid, bare_grid, BARE, GRID, GtkWidget)

GtkWidget *bare_grid_new (GridRows *rows);
/* The rows are others. */
void bare_grid_update (BareGrid *self);

G_END_DECLS
