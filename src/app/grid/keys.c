/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/grid/private.h"

void
pasar_grid_keys_class_init (GtkWidgetClass *klass)
{
}

void
pasar_grid_keys_init (PasarGrid *self)
{
}

gboolean
pasar_grid_keys_press (PasarGrid *self, guint keyval, GdkModifierType state)
{
  return FALSE;
}
