/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PASAR_YES_MARK:
 *
 * What a cell shows that says yes.
 */
#define PASAR_YES_MARK "✓"

const char *pasar_yes_no_get_word (gboolean is_yes);
gboolean pasar_yes_no_parse (const char *text, gboolean *is_yes, GError **error);

G_END_DECLS
