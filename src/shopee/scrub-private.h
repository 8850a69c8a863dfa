/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shopee/text.h"

G_BEGIN_DECLS

/* Of what a server says of an error, characters. */
#define PASAR_SCRUB_TEXT_MAX 300

void pasar_scrub_add (GPtrArray *secrets, const char *secret);
void pasar_scrub_text (char **text, const GPtrArray *secrets);

G_END_DECLS
