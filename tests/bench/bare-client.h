/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sandbox.h"

G_BEGIN_DECLS

/* Reads a whole shop: asks, parses, looks at the values, forgets them. What reading costs at least
 * with libsoup and json-glib is measured with it. Returns how many models and items without models
 * there were. rate: calls a second. */
guint bare_client_read (PasarTestSandbox *sandbox, guint in_flight, guint rate);

G_END_DECLS
