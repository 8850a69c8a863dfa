/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/view/view.h"

G_BEGIN_DECLS

/* (transfer full) A row of the catalogue as it is numbered now. */
PasarRow *pasar_row_new (PasarCatalogue *catalogue, guint number);

G_END_DECLS
