/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PasarTextLayout:
 *
 * One child, usually a label that wraps, which takes the width that there is. To ask such a label
 * how wide it would be for each height, as GTK does before it shows a window, shapes its text a
 * hundred times; with this layout it is never asked.
 */
#define PASAR_TYPE_TEXT_LAYOUT (pasar_text_layout_get_type ())
G_DECLARE_FINAL_TYPE (PasarTextLayout, pasar_text_layout, PASAR, TEXT_LAYOUT, GtkLayoutManager)

G_END_DECLS
