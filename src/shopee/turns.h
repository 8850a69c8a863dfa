/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shopee/throttle.h"

G_BEGIN_DECLS

/**
 * PasarTurns:
 *
 * Who sends when: a throttle, and those who wait for it in a row. The clients of one partner and
 * shop share one. Used from one thread.
 */
typedef struct _PasarTurns PasarTurns;

/**
 * PasarTurnFunc:
 * @user_data: data of the one who waited
 *
 * Called when one may send; pasar_turns_release() says that it is over.
 */
typedef void (*PasarTurnFunc) (gpointer user_data);

PasarTurns *pasar_turns_new (void);
PasarTurns *pasar_turns_ref (PasarTurns *self);
void pasar_turns_unref (PasarTurns *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarTurns, pasar_turns_unref)

PasarThrottle *pasar_turns_get_throttle (PasarTurns *self);
void pasar_turns_wait (PasarTurns *self, gboolean first, PasarTurnFunc func, gpointer user_data);
void pasar_turns_leave (PasarTurns *self, gpointer user_data);
void pasar_turns_release (PasarTurns *self);

G_END_DECLS
