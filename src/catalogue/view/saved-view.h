/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/view/view.h"

G_BEGIN_DECLS

/**
 * PasarSavedFold:
 * @PASAR_SAVED_FOLD_NONE: nothing is said of it
 * @PASAR_SAVED_FOLD_FLAT: there are no headers
 * @PASAR_SAVED_FOLD_CLOSED: variations are hidden below their items
 * @PASAR_SAVED_FOLD_OPEN: variations are shown below their items
 *
 * How items with variations are shown.
 */
typedef enum
{
  PASAR_SAVED_FOLD_NONE,
  PASAR_SAVED_FOLD_FLAT,
  PASAR_SAVED_FOLD_CLOSED,
  PASAR_SAVED_FOLD_OPEN,
} PasarSavedFold;

/**
 * PasarSavedView:
 * @name: (nullable): as the seller calls it; %NULL: as a usual one is called
 * @usual: (nullable): which of the usual ones it is
 * @is_removed: it is a usual one, and not shown
 * @columns: (nullable): order, widths and choice of the columns, `a(sib)`; %NULL: those that the
 *   sheet has in general
 * @sorts: what is sorted by, the most important column first, `a(sb)`: id and whether descending
 * @fold: how items with variations are shown; to fold or unfold a single one is no change of it
 * @search: a condition in its kept form, as the search field has it; may be empty
 * @filters: (array zero-terminated=1): the same, as each chip has it
 * @is_any: one of the chips is enough
 * @status: the condition of the status; empty: any
 * @unread: (nullable): a text that could not be read, kept as it is
 *
 * A way of looking at the sheet: what is shown, in what order. Columns and conditions are texts as
 * they were kept, whether or not a shop has them.
 */
typedef struct
{
  char *name;
  char *usual;
  gboolean is_removed;
  GVariant *columns;
  GVariant *sorts;
  PasarSavedFold fold;
  char *search;
  char **filters;
  gboolean is_any;
  char *status;
  char *unread;
} PasarSavedView;

PasarSavedView *pasar_saved_view_new (const char *name);
PasarSavedView *pasar_saved_view_new_usual (guint n);
PasarSavedView *pasar_saved_view_copy (const PasarSavedView *self);
void pasar_saved_view_free (PasarSavedView *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarSavedView, pasar_saved_view_free)

PasarSavedView *pasar_saved_view_read (const char *name, const char *text);
char *pasar_saved_view_write (const PasarSavedView *self);

const char *pasar_saved_view_get_title (const PasarSavedView *self);
gboolean pasar_saved_view_get_state (const PasarSavedView *self, PasarStates *state);
gboolean pasar_saved_view_shows_same (const PasarSavedView *self, const PasarSavedView *other);

void pasar_saved_view_set_sorts (PasarSavedView *self,
                                 PasarCatalogue *catalogue,
                                 const PasarSort *sorts,
                                 guint n_sorts);
GArray *pasar_saved_view_dup_sorts (const PasarSavedView *self, PasarCatalogue *catalogue);
GPtrArray *pasar_saved_view_list_unknown (const PasarSavedView *self, PasarCatalogue *catalogue);
void pasar_saved_view_keep_unknown (PasarSavedView *self,
                                    const PasarSavedView *before,
                                    PasarCatalogue *catalogue);

G_END_DECLS
