/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/session/send-later.h"

G_BEGIN_DECLS

GHashTable *pasar_send_later_restore (PasarCatalogue *catalogue, const GPtrArray *kept);
guint pasar_session_get_n_send_later (PasarSession *self);
void pasar_session_prune_send_later (PasarSession *self);

G_END_DECLS
