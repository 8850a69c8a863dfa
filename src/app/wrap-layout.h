/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PasarWrapLayout:
 *
 * Children in a line, and in as many lines as the width makes necessary. A child that expands takes
 * what is left of its line.
 */
#define PASAR_TYPE_WRAP_LAYOUT (pasar_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (PasarWrapLayout, pasar_wrap_layout, PASAR, WRAP_LAYOUT, GtkLayoutManager)

GtkLayoutManager *pasar_wrap_layout_new (int spacing);

G_END_DECLS
