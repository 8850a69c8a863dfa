/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/job.h"

#include <gio/gio.h>

G_BEGIN_DECLS

void pasar_submission_notice_follow (GApplication *application, PasarJob *job);
void pasar_submission_notice_send (GApplication *application,
                                   const char *id,
                                   const char *title,
                                   const char *body,
                                   const char *action);
void pasar_submission_notice_withdraw (GApplication *application);

G_END_DECLS
