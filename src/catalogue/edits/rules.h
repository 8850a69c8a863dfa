/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/table/catalogue.h"

G_BEGIN_DECLS

PasarRule pasar_catalogue_check (PasarCatalogue *self, guint row, PasarField field, gint64 value);
PasarRule pasar_catalogue_find_problem (PasarCatalogue *self, guint row, PasarField field);
gboolean pasar_catalogue_is_locked (PasarCatalogue *self, guint row, PasarField field);
char *pasar_catalogue_dup_lock_text (PasarCatalogue *self, guint row, PasarField field);
const char *pasar_catalogue_get_read_only_reason (PasarCatalogue *self);
char *pasar_catalogue_row_dup_problem_text (PasarCatalogue *self, guint row, PasarField field);
char *
pasar_catalogue_dup_rule_text (PasarCatalogue *self, guint row, PasarField field, gint64 value);

G_END_DECLS
