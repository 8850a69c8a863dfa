/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/load/load-private.h"

G_BEGIN_DECLS

/**
 * PasarLook:
 * @session: (unowned): an open shop
 * @load: (unowned) (nullable): what has read the items
 * @looked_at: when that was asked for, by pasar_session_clock()
 * @is_last: whether it is too late by now for what was sent to show still
 *
 * One look at the shop.
 */
typedef struct
{
  PasarSession *session;
  PasarLoadJob *load;
  gint64 looked_at;
  gboolean is_last;
} PasarLook;

gboolean pasar_look_has_read (const PasarLook *self, gint64 item_id);
guint pasar_look_count_unclear (const PasarJournalCall *call);
void pasar_look_judge_write (const PasarLook *self, PasarJournalCall *call);
void pasar_look_judge_boost (const PasarLook *self, PasarJournalCall *call, const GArray *slots);

G_END_DECLS
