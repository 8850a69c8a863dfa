/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/table/catalogue-private.h"

/**
 * pasar_step_new:
 * @label: (nullable): what was done, translated
 * @edits: (transfer none) (element-type PasarEdit): what it came to; a reference is taken, so do
 * not change it any more
 *
 * Makes a step that is not kept on disk yet.
 *
 * Returns: (transfer full): a step to stage and undo in one go
 */
PasarStep *
pasar_step_new (const char *label, GArray *edits)
{
  PasarStep *self = g_new0 (PasarStep, 1);

  self->label = g_strdup (label != NULL ? label : "");
  self->edits = g_array_ref (edits);
  return self;
}

/**
 * pasar_step_free:
 * @self: (transfer full) (nullable): a step
 *
 * Frees @self.
 */
void
pasar_step_free (PasarStep *self)
{
  if (self == NULL)
    return;

  g_free (self->label);
  g_array_unref (self->edits);
  g_free (self);
}

/**
 * pasar_history_entry_free:
 * @self: (transfer full) (nullable): an entry
 *
 * Frees @self.
 */
void
pasar_history_entry_free (PasarHistoryEntry *self)
{
  if (self == NULL)
    return;

  g_free (self->label);
  g_clear_pointer (&self->edits, g_array_unref);
  g_free (self);
}
