/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *pasar_word_dup_of (const char *title);
gboolean pasar_word_is_one (const char *text);

G_END_DECLS
