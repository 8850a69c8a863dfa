/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/view/view.h"

G_BEGIN_DECLS

/**
 * PasarPlaceState:
 * @PASAR_PLACE_SHOWN: it is in the list
 * @PASAR_PLACE_FOLDED: its item is in the list, folded
 * @PASAR_PLACE_FILTERED: what the list is asked for leaves it out
 *
 * Whether a row can be gone to.
 */
typedef enum
{
  PASAR_PLACE_SHOWN,
  PASAR_PLACE_FOLDED,
  PASAR_PLACE_FILTERED,
} PasarPlaceState;

PasarPlaceState pasar_view_get_place_state (PasarView *self, guint row);

/**
 * PasarLocating:
 * Looks in all rows, whatever the list shows, for the one that a seller means by a SKU, an id, a
 * barcode, or the number of a row of the list, in pieces of some milliseconds. What is meant
 * exactly comes first, then the row of that number, then what begins with the text, then what has
 * it somewhere; so far as that is equal, in the order in which the rows came.
 */
typedef struct _PasarLocating PasarLocating;

PasarLocating *pasar_locating_new (PasarView *view, const char *text, guint max);
void pasar_locating_free (PasarLocating *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarLocating, pasar_locating_free)
gboolean pasar_locating_run (PasarLocating *self, gint64 deadline);
GArray *pasar_locating_dup_rows (PasarLocating *self);

G_END_DECLS
