/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Looks at a window, or a popover, as it is drawn: what a test of behaviour does not see. */

G_BEGIN_DECLS

/* Under a sanitizer what is drawn is the same, and to look at each pixel of it takes far too long:
 * only whether it can be drawn is seen there. */
#ifdef __SANITIZE_ADDRESS__
#define RENDERING_LOOKS FALSE
#else
#define RENDERING_LOOKS TRUE
#endif

/* WCAG 2, 1.4.3, for text of any size. */
#define RENDERING_LEAST_CONTRAST 4.5

/* For tests of dialogs without the application: its style, and nothing that moves. */
void rendering_init (void);
/* Looks at a window in both styles, at the usual and a large text size, on a screen of 1024×768:
 * contrast and fit. Where PASAR_PICTURES names a folder, what was drawn is kept there. */
void rendering_check_looks (gpointer window, const char *state);
/* Fails the test for each text that has less contrast to what is behind it (WCAG 2, 1.4.3), and
 * gives how many texts were looked at. Those of controls that cannot be used do not count. */
guint rendering_check_contrast (gpointer window, double least);
/* Fails the test for each text that does not fit where it stands. In the sheet that counts for
 * numbers, elsewhere for all that no tooltip tells wholly. */
void rendering_check_fit (gpointer window);

G_END_DECLS
