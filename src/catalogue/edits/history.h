/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/table/catalogue.h"

G_BEGIN_DECLS

/**
 * PasarMove:
 *
 * A change of what is staged, as one step, in slices. Nothing else may change what is staged before
 * its end; signals are held until then.
 */
typedef struct _PasarMove PasarMove;

/**
 * PASAR_KEPT_EDITS_MAX:
 *
 * Edits that the steps to undo, or to make again, may have in memory together, the newest first and
 * that one in any case; those of the others are read from the log when their turn comes.
 */
#define PASAR_KEPT_EDITS_MAX 250000

PasarMove *pasar_move_new_stage (PasarCatalogue *catalogue, const char *label, GArray *edits);
PasarMove *pasar_move_new_undo (PasarCatalogue *catalogue);
PasarMove *pasar_move_new_redo (PasarCatalogue *catalogue);
gboolean pasar_move_run (PasarMove *self, gint64 until);
gint64 pasar_move_get_step (PasarMove *self);
GArray *pasar_move_get_bases (PasarMove *self);
gint64 pasar_move_get_n_staged_more (PasarMove *self);
PasarStep *pasar_move_end (PasarMove *self, gint64 record);

void pasar_catalogue_stage (PasarCatalogue *self, PasarStep *step);
PasarStep *pasar_catalogue_undo (PasarCatalogue *self);
PasarStep *pasar_catalogue_redo (PasarCatalogue *self);

gboolean pasar_catalogue_get_can_undo (PasarCatalogue *self);
gboolean pasar_catalogue_get_can_redo (PasarCatalogue *self);

void pasar_catalogue_restore_step (PasarCatalogue *self,
                                   const char *label,
                                   gint64 step,
                                   gint64 record,
                                   guint n_edits,
                                   gboolean is_undone);
gint64 pasar_catalogue_get_missing_record (PasarCatalogue *self, gboolean is_undone);
void pasar_catalogue_give_edits (PasarCatalogue *self, gint64 record, GArray *edits);
void pasar_catalogue_forget_missing (PasarCatalogue *self, gboolean is_undone);
gint64 pasar_catalogue_take_forgotten (PasarCatalogue *self, gboolean is_undone);
void pasar_catalogue_trim_history (PasarCatalogue *self, gint64 record);
GArray *pasar_catalogue_dup_records (PasarCatalogue *self);

G_END_DECLS
