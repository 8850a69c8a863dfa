/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/table/catalogue.h"

G_BEGIN_DECLS

PasarField pasar_catalogue_find_undercut (PasarCatalogue *self, guint row);
char *pasar_catalogue_dup_undercut_text (PasarCatalogue *self, guint row);

G_END_DECLS
