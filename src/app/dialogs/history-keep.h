/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void pasar_history_keep_init (GtkDropDown *months, GtkDropDown *number, GSettings *settings);

G_END_DECLS
