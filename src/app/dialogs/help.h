/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PASAR_HELP_CONNECT "connect"

GtkWindow *pasar_help_new (GtkWindow *parent);
GtkWindow *pasar_help_new_at (GtkWindow *parent, const char *topic);

G_END_DECLS
