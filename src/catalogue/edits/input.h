/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/table/catalogue.h"
#include "catalogue/values/expression.h"

G_BEGIN_DECLS

PasarExpression *pasar_catalogue_parse (PasarCatalogue *self,
                                        PasarField field,
                                        gboolean in_bulk,
                                        const char *text,
                                        gsize *place,
                                        GError **error);

gboolean
pasar_catalogue_parse_text (PasarCatalogue *self, const char *text, gint64 *value, GError **error);

gboolean pasar_catalogue_parse_set (PasarCatalogue *self,
                                    PasarField field,
                                    const char *text,
                                    gint64 *value,
                                    GError **error);

G_END_DECLS
