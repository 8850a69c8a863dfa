/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/table/catalogue-private.h"

G_BEGIN_DECLS

char *pasar_search_fold (const char *text, gssize length);
const char *pasar_search_get_item (PasarCatalogue *self, guint32 item);
const char *pasar_search_get_model (PasarCatalogue *self, guint row);

G_END_DECLS
