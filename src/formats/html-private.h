/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether a page, which ends in a NUL, has tags that would hold up the parser. */
gboolean pasar_html_is_too_costly (const char *text, gsize length);

G_END_DECLS
