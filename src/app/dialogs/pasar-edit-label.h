/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/pasar-catalogue.h"

G_BEGIN_DECLS

char *pasar_edit_label_dup (PasarCatalogue *catalogue,
                            PasarField field,
                            const PasarFormula *formula,
                            guint n);

G_END_DECLS
