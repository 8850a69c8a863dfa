/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/view/view.h"

G_BEGIN_DECLS

/* Cells that show something, and those that do not. */

gboolean pasar_view_is_empty (PasarView *self, guint position, PasarColumn column);
guint pasar_view_find_run_end (PasarView *self, guint position, guint end, PasarColumn column);

G_END_DECLS
