/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/catalogue.h"
#include "store/store.h"

G_BEGIN_DECLS

/**
 * PasarReplay:
 * @wants_checkpoint: set before: whether a new checkpoint is wanted
 * @last_id: of the newest record that could be read; 0: none
 * @n_staged: how many values are staged after it
 * @damaged_id: the first record that cannot be read; 0: none
 * @n_lost: how many steps, undos and redos are lost from there on
 * @is_checkpoint_damaged: an older one has to be read in its place
 * @work: what a start has to do for the records since the checkpoint
 * @checkpoint: (nullable): a new one, as it is wanted
 *
 * What the log comes to; all zero at first.
 */
typedef struct
{
  gboolean wants_checkpoint;
  gint64 last_id;
  gint64 n_staged;
  gint64 damaged_id;
  guint n_lost;
  gboolean is_checkpoint_damaged;
  gint64 work;
  GBytes *checkpoint;
} PasarReplay;

void
pasar_replay_run (PasarReplay *self, PasarCatalogue *catalogue, const PasarStoredShopData *data);
void
pasar_replay_end (PasarReplay *self, PasarCatalogue *catalogue, const PasarStoredShopData *data);

gboolean pasar_replay_find_locations (PasarCatalogue *catalogue,
                                      const PasarLogRecord *record,
                                      const GArray *edits);

G_END_DECLS
