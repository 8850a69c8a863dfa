/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/table/catalogue.h"

G_BEGIN_DECLS

PasarCatalogue *pasar_catalogue_new (const char *currency, guint digits, guint ratio);
GArray *pasar_catalogue_take_dropped (PasarCatalogue *self);
gint64 pasar_catalogue_get_forgotten_step (PasarCatalogue *self, guint n_edits);
void pasar_catalogue_stage (PasarCatalogue *self, PasarStep *step);
void pasar_catalogue_restore_staged (PasarCatalogue *self,
                                     PasarRowKey key,
                                     PasarField field,
                                     gint64 value,
                                     const char *refusal);
void
pasar_catalogue_set_base (PasarCatalogue *self, PasarRowKey key, PasarField field, gint64 base);
void pasar_catalogue_set_refusal (PasarCatalogue *self,
                                  PasarRowKey key,
                                  PasarField field,
                                  const char *text);
void pasar_catalogue_settle (PasarCatalogue *self, PasarRowKey key, PasarField field, gint64 value);
GArray *pasar_catalogue_dup_changed_rows (PasarCatalogue *self);
GArray *pasar_catalogue_plan_undo (PasarCatalogue *self, const PasarStep **step);
GArray *pasar_catalogue_plan_redo (PasarCatalogue *self, const PasarStep **step);
void pasar_catalogue_undo (PasarCatalogue *self);
void pasar_catalogue_redo (PasarCatalogue *self);
void pasar_catalogue_restore_step (PasarCatalogue *self, PasarStep *step, gboolean undone);
gboolean pasar_catalogue_get_can_undo (PasarCatalogue *self);
gboolean pasar_catalogue_get_can_redo (PasarCatalogue *self);

G_END_DECLS
