/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/edits/replace.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

char *pasar_find_preview_dup_summary (PasarReplace *replace);
GtkWidget *pasar_find_preview_new_list (PasarReplace *replace, PasarCatalogue *catalogue);

G_END_DECLS
