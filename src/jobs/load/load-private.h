/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/job.h"

G_BEGIN_DECLS

gboolean pasar_load_job_has_read (PasarLoadJob *self, gint64 item_id);
gboolean pasar_load_job_is_missing (PasarLoadJob *self, gint64 item_id);

G_END_DECLS
