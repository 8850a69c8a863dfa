/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/session/session.h"

G_BEGIN_DECLS

/**
 * PasarWaitingCell:
 * @cell: a cell with what is staged in it, as of pasar_cells_new()
 * @until: when the promotion ends that it waits for, in seconds of Unix time; %G_MAXINT64: no end
 *   is known
 *
 * A staged value that waits.
 */
typedef struct
{
  PasarEdit cell;
  gint64 until;
} PasarWaitingCell;

void pasar_promotion_ends_ask (PasarSession *session, GHashTable *waiting, GHashTable *asked);

G_END_DECLS
