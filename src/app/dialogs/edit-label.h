/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/catalogue.h"

G_BEGIN_DECLS

char *pasar_edit_label_dup_button (PasarField field, guint n);
char *pasar_edit_label_dup_summary (PasarCatalogue *catalogue,
                                    PasarField field,
                                    const PasarComputed *computed);

G_END_DECLS
