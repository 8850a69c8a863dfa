/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/edits/command.h"

G_BEGIN_DECLS

/**
 * PasarComputed:
 * @n_rows: rows that are meant and that the shop still has
 * @n_hidden: rows that a filter hides and that are left alone
 * @n_edits: how many of @n_rows change
 * @n_refused: how many of these the shop would refuse, all being changed together
 * @n_by_rule: the same by the rule that they break, a #PasarRule
 * @first_refused: index of the first of these edits, where there is one
 * @n_failed: rows without a result
 * @failure: (nullable): why the first of these has none: a %PASAR_INPUT_ERROR
 * @lowest_before: the lowest value of all rows that have one; %PASAR_NO_VALUE when none has, as the
 *   next one
 * @highest_before: the highest one
 * @lowest_after: the lowest value of all rows that have a result; %PASAR_NO_VALUE when none has, as
 *   the next one
 * @highest_after: the highest one
 *
 * What an edit comes to, in short: what a preview says.
 */
typedef struct
{
  guint n_rows;
  guint n_hidden;
  guint n_edits;
  guint n_refused;
  guint n_by_rule[PASAR_N_RULES];
  guint first_refused;
  guint n_failed;
  GError *failure;
  gint64 lowest_before;
  gint64 highest_before;
  gint64 lowest_after;
  gint64 highest_after;
} PasarComputed;

/**
 * PasarComputation:
 *
 * What an edit comes to now, computed in slices, so that however many rows it has the window goes
 * on. The catalogue is not changed by it. When something else changes the catalogue meanwhile, it
 * begins anew by itself.
 */
typedef struct _PasarComputation PasarComputation;

PasarComputation *pasar_computation_new (PasarCommand *command, PasarCatalogue *catalogue);
void pasar_computation_free (PasarComputation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarComputation, pasar_computation_free)

gboolean pasar_computation_run (PasarComputation *self, gint64 until);
GArray *pasar_computation_take_edits (PasarComputation *self, GError **error);
const PasarComputed *pasar_computation_get_computed (PasarComputation *self);
const GArray *pasar_computation_get_edits (PasarComputation *self);
PasarRule pasar_computation_get_rule (PasarComputation *self, guint index);
char *pasar_computation_dup_reason (PasarComputation *self, guint index);

G_END_DECLS
