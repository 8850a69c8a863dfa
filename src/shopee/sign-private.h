/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *
pasar_sign_public (const char *partner_key, gint64 partner_id, const char *path, gint64 timestamp);
char *pasar_sign_shop (const char *partner_key,
                       gint64 partner_id,
                       const char *path,
                       gint64 timestamp,
                       const char *access_token,
                       gint64 shop_id);

G_END_DECLS
