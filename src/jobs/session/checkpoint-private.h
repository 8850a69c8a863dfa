/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/session/session.h"

G_BEGIN_DECLS

/**
 * PasarCheckpoints:
 *
 * Writes checkpoints of an open shop, while nothing else is to be done.
 */
typedef struct _PasarCheckpoints PasarCheckpoints;

gint64 pasar_checkpoint_get_work (gint64 n_records, gint64 n_edits);

PasarCheckpoints *pasar_checkpoints_new (PasarSession *session, gint64 work);
void pasar_checkpoints_free (PasarCheckpoints *self);
void pasar_checkpoints_note_record (PasarCheckpoints *self, gint64 n_edits);
void pasar_checkpoints_consider (PasarCheckpoints *self, gint64 id, gint64 n_staged);

G_END_DECLS
