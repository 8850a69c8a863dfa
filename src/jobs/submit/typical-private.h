/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/submit/plan-sum.h"

G_BEGIN_DECLS

/**
 * PasarTypical:
 *
 * By how much prices change, counted, so that what is typical of many is known at once: the median,
 * which one slip among them does not move.
 */
typedef struct _PasarTypical PasarTypical;

PasarTypical *pasar_typical_new (void);
void pasar_typical_free (PasarTypical *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarTypical, pasar_typical_free)
void pasar_typical_count (PasarTypical *self, const PasarChangeInfo *change, int by);
void pasar_typical_fill (const PasarTypical *self, PasarPlanSum *sum);

G_END_DECLS
