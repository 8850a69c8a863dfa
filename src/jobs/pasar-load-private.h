/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/pasar-job.h"

G_BEGIN_DECLS

PasarJob *
pasar_load_job_new_for_values (PasarSession *session, const gint64 *item_ids, guint n_item_ids);
gboolean pasar_load_job_has_read (PasarLoadJob *self, gint64 item_id);
gboolean pasar_load_job_is_missing (PasarLoadJob *self, gint64 item_id);

gboolean pasar_error_is_of_item (const GError *error);

G_END_DECLS
