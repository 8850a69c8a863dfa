/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/salvage-private.h"

G_BEGIN_DECLS

char *pasar_notice_dup (const char *path, GHashTable *lost, const PasarSalvaged *salvaged);

G_END_DECLS
