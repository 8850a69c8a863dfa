/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* (transfer full) What is in a record of the log, with the checksum before it that a fuzzer would
 * never come past. */
GBytes *fuzz_seal_step (const guint8 *data, gsize length);

G_END_DECLS
