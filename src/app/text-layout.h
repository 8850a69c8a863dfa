/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PasarTextLayout:
 *
 * One child, usually a label that wraps, which takes the width that there is. A box that puts such
 * a label beside something else asks it how wide it would be for one height after the other, and
 * each time it shapes its text for one width after the other: some 20 ms before a window is shown.
 * With this layout it is never asked.
 */
#define PASAR_TYPE_TEXT_LAYOUT (pasar_text_layout_get_type ())
G_DECLARE_FINAL_TYPE (PasarTextLayout, pasar_text_layout, PASAR, TEXT_LAYOUT, GtkLayoutManager)

GtkLabel *pasar_text_layout_append_label (GtkBox *box);

G_END_DECLS
