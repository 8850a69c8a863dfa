/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/table/catalogue.h"

G_BEGIN_DECLS

/**
 * PasarOrigins:
 *
 * What the seller did to stage each value: the label of the last step that set it, looked for in
 * pieces of some milliseconds. It says what was so when it was made.
 */
typedef struct _PasarOrigins PasarOrigins;

PasarOrigins *pasar_origins_new (PasarCatalogue *catalogue);
void pasar_origins_free (PasarOrigins *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarOrigins, pasar_origins_free)
gboolean pasar_origins_run (PasarOrigins *self, gint64 deadline);
const char *pasar_origins_get (PasarOrigins *self, PasarRowKey key, PasarField field);

G_END_DECLS
