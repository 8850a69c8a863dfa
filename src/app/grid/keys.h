/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PasarGridShortcut:
 * @group: what kind of command it is, translated
 * @title: what it does, translated
 * @accelerators: (owned): its keys, as GtkShortcutsShortcut takes them
 *
 * One line of a list of keys.
 */
typedef struct
{
  const char *group;
  const char *title;
  char *accelerators;
} PasarGridShortcut;

GArray *pasar_grid_dup_shortcuts (void);

G_END_DECLS
