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
gsize pasar_money_get_mark (const char *text, const char *currency, gboolean *is_own);
GError *pasar_money_new_currency_error (const char *text, const char *currency);

G_END_DECLS
