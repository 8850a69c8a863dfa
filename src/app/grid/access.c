/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/grid/private.h"

struct _PasarGridAccess
{
  PasarGrid *grid; /* (unowned) */
};

PasarGridAccess *
pasar_grid_access_new (PasarGrid *grid)
{
  PasarGridAccess *self = g_new0 (PasarGridAccess, 1);

  self->grid = grid;
  return self;
}

void
pasar_grid_access_free (PasarGridAccess *self)
{
  g_free (self);
}

void
pasar_grid_access_allocate (PasarGridAccess *self)
{
}

/* The cursor, the selection, a value or the rows are others. */
void
pasar_grid_access_update (PasarGridAccess *self)
{
}

gboolean
pasar_grid_access_grab_focus (PasarGridAccess *self)
{
  return FALSE;
}
