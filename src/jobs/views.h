/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/view/saved-view.h"
#include "store/store.h"

G_BEGIN_DECLS

/**
 * PasarViews:
 *
 * The ways of looking that a seller keeps: those for all shops, the usual ones among them, and then
 * those for one shop. They are counted from 0, without those that were removed. Each change is
 * written to the store at once.
 *
 * Signals: `changed` (there are others, or they are other ones), `failed` (message: the store could
 * not keep the last change).
 */
#define PASAR_TYPE_VIEWS (pasar_views_get_type ())
G_DECLARE_FINAL_TYPE (PasarViews, pasar_views, PASAR, VIEWS, GObject)

PasarViews *pasar_views_new (PasarStore *store, gint64 shop);
void pasar_views_load_async (PasarViews *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean pasar_views_load_finish (PasarViews *self, GAsyncResult *result, GError **error);

gboolean pasar_views_is_of (PasarViews *self, PasarStore *store, gint64 shop);
guint pasar_views_get_n (PasarViews *self);
const PasarSavedView *pasar_views_get_nth (PasarViews *self, guint n);
gboolean pasar_views_get_is_for_all (PasarViews *self, guint n);
gboolean pasar_views_find (PasarViews *self, const char *title, guint *n);

guint pasar_views_add (PasarViews *self, PasarSavedView *view, gboolean is_for_all);
void pasar_views_replace (PasarViews *self, guint n, PasarSavedView *view);
void pasar_views_rename (PasarViews *self, guint n, const char *name);
gboolean pasar_views_can_move (PasarViews *self, guint n, int by);
void pasar_views_move (PasarViews *self, guint n, int by);
guint pasar_views_set_is_for_all (PasarViews *self, guint n, gboolean is_for_all);
void pasar_views_remove (PasarViews *self, guint n);
gboolean pasar_views_undo_remove (PasarViews *self, guint *n);
gboolean pasar_views_lacks_usual (PasarViews *self);
void pasar_views_bring_back_usual (PasarViews *self);

G_END_DECLS
