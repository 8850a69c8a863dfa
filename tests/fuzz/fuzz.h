/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a fuzzer calls with one input after the other; each target has its own. */
int LLVMFuzzerTestOneInput (const guint8 *data, gsize length);

G_END_DECLS
