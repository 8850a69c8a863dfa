/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/values/number.h"

G_BEGIN_DECLS

gboolean pasar_money_parse (const char *text,
                            const char *currency,
                            guint digits,
                            const PasarNumberFormat *format,
                            gint64 *minor,
                            GError **error);

G_END_DECLS
