/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/submit/submit.h"

G_BEGIN_DECLS

char *pasar_job_text_dup_pace (double rate, int secs_left);
char *pasar_job_text_dup_waiting (const PasarSubmitWaiting *waiting, gint64 now);
char *pasar_job_text_dup_detail (PasarJob *job);

G_END_DECLS
