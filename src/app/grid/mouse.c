/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/grid/private.h"

struct _PasarGridMouse
{
  PasarGrid *grid; /* (unowned) */
};

PasarGridMouse *
pasar_grid_mouse_new (PasarGrid *grid)
{
  PasarGridMouse *self = g_new0 (PasarGridMouse, 1);

  self->grid = grid;
  return self;
}

void
pasar_grid_mouse_free (PasarGridMouse *self)
{
  g_free (self);
}

void
pasar_grid_mouse_snapshot (PasarGridMouse *self, GtkSnapshot *snapshot)
{
}
