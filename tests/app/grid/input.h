/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "grid-fixture.h"

/* A grid in a window that gets real keys and clicks, by xdotool. */

G_BEGIN_DECLS

typedef struct
{
  GridFixture base;
  GString *actions; /* that were activated, "menu" for the menu of the grid */
  guint n_pauses;   /* the key that tells that what was before it came through */
  int x;            /* of the grid, on the screen */
  int y;
} InputFixture;

/* data: as for grid_set_up(). */
void input_set_up (InputFixture *self, gconstpointer data);
void input_tear_down (InputFixture *self, gconstpointer data);
/* The cursor is at a cell, nothing is selected and nothing was asked. */
void input_begin (InputFixture *self, guint row, guint column);
/* Commands of xdotool, and returns once the window has seen them. "@2,3" moves the pointer to the
 * middle of a cell, "@2,3+" to its end, where the handle is. */
void input_send (InputFixture *self, const char *commands);
/* What came of it: "row,column|ranges|mode|what was asked of the source or of actions". */
char *input_describe (InputFixture *self);
void input_assert (InputFixture *self, const char *expected);

G_END_DECLS
