/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/sheet/sheet.h"
#include "catalogue/view/find.h"

G_BEGIN_DECLS

/**
 * PasarFinderScope:
 * @PASAR_FINDER_COLUMN: the column of the cursor
 * @PASAR_FINDER_SELECTED: the selected cells
 * @PASAR_FINDER_ALL: all columns that are shown
 *
 * Where a text is looked for.
 */
typedef enum
{
  PASAR_FINDER_COLUMN,
  PASAR_FINDER_SELECTED,
  PASAR_FINDER_ALL,
} PasarFinderScope;

/**
 * PasarFinder:
 * Looks for a text in the cells of a sheet while that changes, goes from one to the next, and
 * replaces it, all without holding up the window.
 *
 * Signals: `changed` (what is found, or would be replaced, or where the cursor is in it), `told`
 * (text: what the seller should know of the last step).
 */
#define PASAR_TYPE_FINDER (pasar_finder_get_type ())
G_DECLARE_FINAL_TYPE (PasarFinder, pasar_finder, PASAR, FINDER, GObject)

PasarFinder *pasar_finder_new (PasarSheet *sheet);
void pasar_finder_set_active (PasarFinder *self, gboolean is_active);
void pasar_finder_set_pattern (PasarFinder *self, const char *text, PasarPatternFlags flags);
void pasar_finder_set_scope (PasarFinder *self, PasarFinderScope scope);
void pasar_finder_set_replacement (PasarFinder *self, const char *replacement);

PasarFind *pasar_finder_get_found (PasarFinder *self);
guint pasar_finder_get_place (PasarFinder *self);
PasarReplace *pasar_finder_get_planned (PasarFinder *self);
char *pasar_finder_dup_read_only_reason (PasarFinder *self);

void pasar_finder_step (PasarFinder *self, gboolean backwards);
void pasar_finder_replace (PasarFinder *self);
void pasar_finder_replace_all (PasarFinder *self);

G_END_DECLS
