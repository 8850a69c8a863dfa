/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/table/catalogue.h"

G_BEGIN_DECLS

/**
 * PasarChanged:
 *
 * The rows with something staged, in item order, looked for in pieces of some milliseconds. What is
 * staged or read meanwhile may be missing: a change of the catalogue says when to look anew.
 */
typedef struct _PasarChanged PasarChanged;

PasarChanged *pasar_changed_new (PasarCatalogue *catalogue);
void pasar_changed_free (PasarChanged *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarChanged, pasar_changed_free)
gboolean pasar_changed_run (PasarChanged *self, gint64 deadline);
const GArray *pasar_changed_get_keys (PasarChanged *self);

G_END_DECLS
