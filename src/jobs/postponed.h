/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/session/session.h"
#include "jobs/submit/limits.h"

G_BEGIN_DECLS

/**
 * PasarPostponed:
 *
 * The staged values of an open shop that wait until a promotion has ended. When an end has passed,
 * by the clock of the wall, the shop is asked. What it has set free is offered to the seller; what
 * they wanted to be sent by itself then is, see pasar_session_set_sends_later_async().
 *
 * Signals: `changed`, `freed`, `prolonged`, `held`, and `sent`.
 */
#define PASAR_TYPE_POSTPONED (pasar_postponed_get_type ())
G_DECLARE_FINAL_TYPE (PasarPostponed, pasar_postponed, PASAR, POSTPONED, GObject)

PasarPostponed *pasar_postponed_new (PasarSession *session);
void pasar_postponed_set_limits (PasarPostponed *self, const PasarBatchLimits *limits);
void pasar_postponed_set_paused (PasarPostponed *self, gboolean is_paused);
void pasar_postponed_look (PasarPostponed *self);
guint pasar_postponed_get_n (PasarPostponed *self);
guint pasar_postponed_get_n_freed (PasarPostponed *self);

G_END_DECLS
