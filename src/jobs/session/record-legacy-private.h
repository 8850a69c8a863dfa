/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GArray *pasar_record_decode_legacy (GBytes *data, guint kind);

G_END_DECLS
