/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/catalogue.h"

G_BEGIN_DECLS

GBytes *pasar_step_encode (const GArray *edits);
GArray *pasar_step_decode (GBytes *bytes);

G_END_DECLS
