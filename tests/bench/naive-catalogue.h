/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* What Pasar is measured against in the same run: the same rows the way a list of a GTK program is
 * usually written, an object a row in a GListStore, with its values as properties. */

G_BEGIN_DECLS

GListStore *naive_catalogue_new (guint n_rows);
guint naive_catalogue_filter (GListStore *rows, const char *text);
void naive_catalogue_sort (GListStore *rows);
void naive_catalogue_raise (GListStore *rows);

G_END_DECLS
