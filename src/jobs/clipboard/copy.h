/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/catalogue.h"

G_BEGIN_DECLS

/**
 * PasarCopy:
 *
 * Cells on their way to the clipboard, as texts.
 */
typedef struct _PasarCopy PasarCopy;

PasarCopy *pasar_copy_new (PasarCatalogue *catalogue,
                           const guint *rows,
                           guint n_rows,
                           const PasarColumn *columns,
                           guint n_columns,
                           gboolean flat,
                           gboolean with_heads);
void pasar_copy_free (PasarCopy *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarCopy, pasar_copy_free)

gboolean pasar_copy_run (PasarCopy *self, gint64 deadline);
GBytes *pasar_copy_steal_text (PasarCopy *self);
GBytes *pasar_copy_steal_html (PasarCopy *self);

G_END_DECLS
