/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/submit/plan.h"

G_BEGIN_DECLS

char *pasar_review_dup_extent (PasarPlan *plan);
char *pasar_review_dup_result (PasarPlan *plan, const GError *error);

G_END_DECLS
