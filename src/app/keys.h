/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void pasar_keys_install (GtkApplication *application);
GArray *pasar_keys_dup_shortcuts (void);

G_END_DECLS
