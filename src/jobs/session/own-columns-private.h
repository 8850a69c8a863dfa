/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/table/own-columns.h"

G_BEGIN_DECLS

GPtrArray *pasar_own_columns_write (const GPtrArray *columns);
void pasar_own_columns_restore (PasarCatalogue *catalogue, const GPtrArray *kept);

G_END_DECLS
