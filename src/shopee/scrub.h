/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void pasar_scrub_add (GPtrArray *secrets, const char *secret);
void pasar_scrub_text (char **text, const GPtrArray *secrets);

G_END_DECLS
