/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/table.h"

G_BEGIN_DECLS

PasarTextTable *pasar_clipboard_read (GBytes *text, GBytes *html, GError **error);

G_END_DECLS
