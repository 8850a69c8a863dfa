/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/values/format.h"

G_BEGIN_DECLS

gint64 pasar_change_get (gint64 from, gint64 to);
const char *
pasar_share_format_to (gint64 share, const PasarNumberFormat *format, char *buffer, gsize size);
const char *
pasar_change_format_to (gint64 change, const PasarNumberFormat *format, char *buffer, gsize size);

G_END_DECLS
