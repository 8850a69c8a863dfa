/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/grid/grid.h"
#include "app/pictures/loader.h"
#include "catalogue/view/find.h"
#include "catalogue/view/reach.h"
#include "catalogue/view/view.h"
#include "jobs/session/session.h"

G_BEGIN_DECLS

/**
 * PasarSheet:
 * The spreadsheet over the catalogue of one session: a [class@Grid] over a [class@View].
 *
 * Signals: `cursor-changed` (the cursor is elsewhere, or what its cell shows may have changed),
 * `selection-changed`, `columns-changed` (there are others, or others are shown or
 * sorted by),
 * `editing-changed` (an edit in place began or ended), `busy-changed` (an edit that takes a while
 * began or ended), `staged` (notice: what a finished edit did,
 * %NULL when all of it can be seen), `stage-failed` (message: the store could not keep the edit),
 * `message` (text: something that the seller should read).
 */
#define PASAR_TYPE_SHEET (pasar_sheet_get_type ())
G_DECLARE_FINAL_TYPE (PasarSheet, pasar_sheet, PASAR, SHEET, GtkWidget)

GtkWidget *pasar_sheet_new (GSettings *settings);
void pasar_sheet_set_session (PasarSheet *self, PasarSession *session);
void pasar_sheet_set_pictures (PasarSheet *self, PasarPictureLoader *loader);
void pasar_sheet_retry_pictures (PasarSheet *self);
PasarView *pasar_sheet_get_view (PasarSheet *self);
PasarGrid *pasar_sheet_get_grid (PasarSheet *self);

/* The cursor. */
guint pasar_sheet_get_cursor (PasarSheet *self, PasarColumn *column);
void pasar_sheet_set_cursor (PasarSheet *self, guint position, PasarColumn column);
gboolean pasar_sheet_show_row (PasarSheet *self, gint64 item_id, gint64 model_id);
void pasar_sheet_show_step (PasarSheet *self, const PasarStep *step);
char *pasar_sheet_dup_cursor_problem (PasarSheet *self);
void pasar_sheet_set_found (PasarSheet *self, PasarFind *found);

/* The selection. */
GArray *pasar_sheet_dup_selected_rows (PasarSheet *self);
PasarReach *pasar_sheet_reach_selected (PasarSheet *self);
guint pasar_sheet_get_n_selected (PasarSheet *self);
void pasar_sheet_select_all (PasarSheet *self);
gboolean pasar_sheet_is_in_sight (PasarSheet *self, const PasarStep *step);

/* How it is laid out. */
void pasar_sheet_set_flat (PasarSheet *self, gboolean flat);
void pasar_sheet_sort (PasarSheet *self, PasarColumn column, gboolean descending);
void pasar_sheet_set_sorts (PasarSheet *self, const PasarSort *sorts, guint n_sorts);
void pasar_sheet_set_column_visible (PasarSheet *self, PasarColumn column, gboolean visible);
gboolean pasar_sheet_is_column_visible (PasarSheet *self, PasarColumn column);
void pasar_sheet_save_layout (PasarSheet *self);
void pasar_sheet_set_own_layout (PasarSheet *self, GVariant *layout);
GVariant *pasar_sheet_dup_layout (PasarSheet *self);

/* Edits. */
gboolean pasar_sheet_begin_edit (PasarSheet *self, const char *text);
gboolean pasar_sheet_end_edit (PasarSheet *self);
void pasar_sheet_cancel_edit (PasarSheet *self);
GtkEditable *pasar_sheet_get_editor (PasarSheet *self);
void pasar_sheet_stage (PasarSheet *self, PasarCommand *command);
void pasar_sheet_stage_async (PasarSheet *self,
                              PasarCommand *command,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean pasar_sheet_stop_staging (PasarSheet *self);
gboolean pasar_sheet_get_is_busy (PasarSheet *self);

G_END_DECLS
