/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/import/data.h"

G_BEGIN_DECLS

gboolean pasar_import_may_set (const PasarColumnInfo *info);
PasarImportMapping *pasar_import_mapping_guess (const PasarImportData *data,
                                                PasarCatalogue *catalogue);
PasarImportMapping *pasar_import_mapping_copy (const PasarImportMapping *self);
void pasar_import_mapping_free (PasarImportMapping *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarImportMapping, pasar_import_mapping_free)

gboolean pasar_import_mapping_has_key (const PasarImportMapping *self);
int pasar_import_mapping_find_target (const PasarImportMapping *self, PasarColumn target);
void pasar_import_mapping_set_key (PasarImportMapping *self, PasarMatchKey key, int column);
void pasar_import_mapping_set_source (PasarImportMapping *self, const PasarImportSource *source);
void pasar_import_mapping_remove (PasarImportMapping *self, PasarColumn target);
void pasar_import_mapping_ignore_column (PasarImportMapping *self, guint column);

G_END_DECLS
