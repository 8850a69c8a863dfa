/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/grid/private.h"

struct _PasarGridEditor
{
  PasarGrid *grid; /* (unowned) */
};

PasarGridEditor *
pasar_grid_editor_new (PasarGrid *grid)
{
  PasarGridEditor *self = g_new0 (PasarGridEditor, 1);

  self->grid = grid;
  return self;
}

void
pasar_grid_editor_free (PasarGridEditor *self)
{
  g_free (self);
}

void
pasar_grid_editor_allocate (PasarGridEditor *self)
{
}

void
pasar_grid_editor_snapshot (PasarGridEditor *self, GtkSnapshot *snapshot)
{
}

/**
 * pasar_grid_begin_editing:
 * @self: a grid
 * @text: (nullable): what the editor holds, instead of the value; the caret is behind it
 *
 * Opens the editor over the cursor's cell; when that cannot be edited, says why beside it.
 *
 * Returns: whether it is open
 */
gboolean
pasar_grid_begin_editing (PasarGrid *self, const char *text)
{
  return FALSE;
}

/**
 * pasar_grid_commit_editing:
 * @self: a grid
 *
 * Takes what is typed, as Enter does, without moving the cursor.
 *
 * Returns: whether no editor is open any more
 */
gboolean
pasar_grid_commit_editing (PasarGrid *self)
{
  return TRUE;
}

/**
 * pasar_grid_end_editing:
 * @self: a grid
 *
 * Closes the editor; what is typed is dropped.
 */
void
pasar_grid_end_editing (PasarGrid *self)
{
}

/**
 * pasar_grid_is_editing:
 * @self: a grid
 *
 * Returns: whether the editor is open
 */
gboolean
pasar_grid_is_editing (PasarGrid *self)
{
  return FALSE;
}

/**
 * pasar_grid_get_editor:
 * @self: a grid
 *
 * Returns: (transfer none) (nullable): the editor while it is open
 */
GtkEditable *
pasar_grid_get_editor (PasarGrid *self)
{
  return NULL;
}

/**
 * pasar_grid_show_refusal:
 * @self: a grid
 * @text: a sentence
 *
 * Says beside the cursor's cell why something cannot be, and has assistive technology announce it.
 */
void
pasar_grid_show_refusal (PasarGrid *self, const char *text)
{
}
