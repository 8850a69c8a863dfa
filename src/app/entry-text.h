/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/catalogue.h"

G_BEGIN_DECLS

char *pasar_entry_text_dup_count (PasarCatalogue *catalogue, PasarField field, guint n);
const char *pasar_entry_text_get_example (PasarCatalogue *catalogue, PasarField field);

G_END_DECLS
