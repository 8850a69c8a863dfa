/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/submit/plan.h"

G_BEGIN_DECLS

/* What became of a plan, in words. */
char *pasar_review_dup_counts (PasarPlan *plan);
char *pasar_review_dup_text (PasarPlan *plan, const GError *error);

G_END_DECLS
