/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/session/session.h"

G_BEGIN_DECLS

GHashTable *pasar_limits_restore (PasarCatalogue *catalogue, const GPtrArray *kept);
gboolean pasar_session_needs_limits (PasarSession *self, gint64 category_id);
void
pasar_session_take_limits (PasarSession *self, gint64 category_id, const PasarItemLimit *limit);
void pasar_session_keep_limits (PasarSession *self);

G_END_DECLS
