/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/table/catalogue-private.h"

G_BEGIN_DECLS

char *pasar_search_fold (const char *text, gssize length);
void pasar_search_prepare (PasarCatalogue *self);

G_END_DECLS
