/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/grid/private.h"

struct _PasarGridHead
{
  PasarGrid *grid; /* (unowned) */
};

PasarGridHead *
pasar_grid_head_new (PasarGrid *grid)
{
  PasarGridHead *self = g_new0 (PasarGridHead, 1);

  self->grid = grid;
  return self;
}

void
pasar_grid_head_free (PasarGridHead *self)
{
  g_free (self);
}

int
pasar_grid_head_get_height (PasarGridHead *self)
{
  return pasar_grid_draw_get_metrics (self->grid->draw)->row_height;
}

void
pasar_grid_head_allocate (PasarGridHead *self)
{
}

void
pasar_grid_head_snapshot (PasarGridHead *self, GtkSnapshot *snapshot)
{
}

void
pasar_grid_head_set_sorts (PasarGridHead *self, const PasarGridSort *sorts, guint n_sorts)
{
}
