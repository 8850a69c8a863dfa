/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/submit/plan.h"

G_BEGIN_DECLS

/**
 * PasarPlanning:
 *
 * A plan of all that is staged, for who shows it before it is submitted. It is made in slices, and
 * made anew whenever the catalogue has changed, so that it is never an old one for long: somebody
 * may edit, undo, or read the shop meanwhile.
 *
 * Signals: `planned` when there is another plan than before, or the first is complete, and
 * `unchanged` when it was looked at anew and is still the one that would be made.
 */
#define PASAR_TYPE_PLANNING (pasar_planning_get_type ())
G_DECLARE_FINAL_TYPE (PasarPlanning, pasar_planning, PASAR, PLANNING, GObject)

PasarPlanning *pasar_planning_new (PasarCatalogue *catalogue, gboolean is_of_failed);
PasarPlan *pasar_planning_get_plan (PasarPlanning *self);
gboolean pasar_planning_is_current (PasarPlanning *self);
void pasar_planning_stop (PasarPlanning *self);

G_END_DECLS
